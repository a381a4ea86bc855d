//! Scores to the bit: those of the built page's reader beside those that the example `score` printed natively.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::Browser;
use serde_json::Value;

use crate::served::{Served, copy};

/// The browsers.
pub enum Which {
    Chromium,
    Firefox,
}

/// The month up to which an ongoing job counts is that of `added_at`; the other side is made with `--as-of 2026-06`. Numbers are
/// compared as JSON's reading in the browser gives them, which is exact.
const SCRIPT: &str = r#"const numbers = (result) => [result.overall_score, result.skill_match_score, result.experience_match_score, result.education_match_score,
  result.relevance?.score, result.order_score].map((number) => number ?? null);
window.compare = async () => {
  await ready;
  const rows = (await (await fetch("scores.jsonl")).text()).trim().split("\n").map((line) => JSON.parse(line));
  const files = new Map(), jobs = new Map(), different = [];
  for (const { job, file, analysis } of rows) {
    if (!files.has(file)) files.set(file, await (await fetch("files/" + encodeURIComponent(file))).arrayBuffer());
    if (!jobs.has(job)) jobs.set(job, await (await fetch(`jobs/${encodeURIComponent(job)}.txt`)).text());
    const wanted = { job_id: "00000000", company_name: "", role_name: "", job_description: jobs.get(job) };
    const answer = await read({ call: "read", name: file, added_at: "2026-06-15T10:00:00.000Z", job: wanted }, files.get(file).slice(0));
    if (!answer.ok) { different.push([job, file, answer.value]); continue; }
    const reading = JSON.parse(new TextDecoder().decode(answer.buffers[1]));
    const here = numbers(reading.analysis), there = numbers(analysis);
    if (!here.every((number, at) => Object.is(number, there[at]))) different.push([job, file, here, there]);
  }
  return { pairs: rows.length, different };
};"#;

/// Scores each pair of `scores`, which `score` printed, in a browser; `gold` holds `files/` and `jobs/`.
///
/// # Errors
/// One pair differs, or could not be read.
pub async fn bits(gold: &Path, scores: &Path, which: Which) -> Result<()> {
    let served = Served::new()?;
    let folder = served.folder();
    let printed = std::fs::read_to_string(scores)
        .with_context(|| format!("{} cannot be read", scores.display()))?;
    let files = named(&printed, "file")?;
    copy(&gold.join("files"), &folder.join("files"), |name| {
        files.contains(name)
    })?;
    copy(&gold.join("jobs"), &folder.join("jobs"), |_| true)?;
    std::fs::write(folder.join("scores.jsonl"), printed)?;

    let (name, browser) = match which {
        Which::Chromium => ("Chromium", Browser::patient().await),
        Which::Firefox => ("Firefox", Browser::firefox().await),
    };
    let answer = served.run(&browser, SCRIPT, "compare()").await?;
    let different = answer["different"]
        .as_array()
        .with_context(|| format!("nothing was compared: {answer}"))?;
    ensure!(
        different.is_empty(),
        "{} pairs differ: {answer}",
        different.len()
    );
    println!(
        "{} pairs, six numbers each: the same bits natively and in {name}",
        answer["pairs"]
    );
    browser.close().await;
    Ok(())
}

/// The values of a key in lines of JSON.
fn named(lines: &str, key: &str) -> Result<BTreeSet<String>> {
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line)?;
        Ok(line[key].as_str().unwrap_or_default().to_owned())
    };
    lines.lines().map(line).collect()
}
