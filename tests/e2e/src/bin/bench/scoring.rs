//! Scoring in the browser, by the keeper of the built page: many pairs from kept features, and one explanation from its texts.

use anyhow::{Result, ensure};
use e2e::{Browser, Site};
use serde_json::{Value, json};

use crate::keeper::Keeper;
use crate::{RUNS, row};

/// Résumés and jobs, each with each: as many as one call takes.
const RESUMES: usize = 500;
const JOBS: usize = 49;
/// Explanations made and kept for the figure of one.
const EXPLANATIONS: usize = 40;

/// Measures both.
pub async fn scoring() -> Result<()> {
    let site = Site::start();
    let browser = Browser::patient().await;
    let keeper = Keeper::start(&browser, &site).await?;
    keeper.fill(RESUMES, JOBS).await?;

    let window = json!({ "offset": 0, "limit": RESUMES });
    let ids = async |call: Value, id: &str| -> Result<Vec<Value>> {
        let (answer, _) = keeper.call(call).await?;
        let rows = answer["rows"].as_array().cloned().unwrap_or_default();
        let ids = rows.iter().map(|row| row.pointer(id).cloned());
        Ok(ids.map(Option::unwrap_or_default).collect())
    };
    let jobs = ids(
        json!({ "call": "list_jobs", "query": "", "templates": false, "window": window }),
        "/job_id",
    )
    .await?;
    let resumes = ids(
        json!({ "call": "list_resumes", "query": "", "window": window }),
        "/resume/resume_id",
    )
    .await?;
    ensure!(
        jobs.len() == JOBS + 1 && resumes.len() == RESUMES,
        "{} jobs, {} résumés",
        jobs.len(),
        resumes.len()
    );
    let pairs = (jobs.len() * resumes.len()) as f64;
    let mut speeds = Vec::new();
    // The first call reads the features, which later ones find in memory.
    for run in 0..=RUNS {
        let call =
            json!({ "call": "compare", "job_ids": jobs, "resume_ids": [], "window": window });
        let (_, took) = keeper.call(call).await?;
        if run > 0 {
            speeds.push(pairs / took * 1000.0);
        }
    }
    row(
        "pairs scored from kept features, one worker, with the call's way there and back",
        "pairs/s",
        speeds,
    );

    let mut explained = Vec::new();
    for resume in resumes.iter().take(EXPLANATIONS) {
        let call = json!({ "call": "analyse", "job_id": jobs[1], "resume_id": resume });
        explained.push(keeper.call(call).await?.1);
    }
    row(
        "a short résumé and a short advertisement explained from their texts and the analysis kept on disk",
        "ms",
        explained,
    );
    browser.close().await;
    Ok(())
}
