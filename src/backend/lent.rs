//! Features lent: the keeper hands them out as they are kept, and a worker that keeps nothing scores them.

use std::rc::Rc;

use super::Backend;
use super::compare::pairs;
use super::ready_jobs::ReadyJobs;
use super::rows::{Kept, json};
use crate::matching::{Features, Prepared, Scorer};
use crate::messages::{
    Compare, ComparedResume, Failure, FailureKind, LendFeatures, Lent, LentResume, LentScores,
};
use crate::records::{Resume, ResumeId, ResumeState};
use crate::storage::{Query, Storage};
use crate::vectors::Model;

impl<S: Storage> Backend<S> {
    pub(super) async fn lend_features(
        &self,
        call: LendFeatures,
        _: Vec<Vec<u8>>,
    ) -> Result<((), Vec<Vec<u8>>), Failure> {
        let jobs = self.compared_jobs(&call.job_ids).await?;
        let compare = Compare {
            job_ids: call.job_ids,
            resume_ids: Vec::new(),
            window: call.window,
        };
        let (resumes, _) = self.compared_resumes(&compare).await?;
        let ids: Vec<ResumeId> = resumes.iter().map(|r| r.resume_id.clone()).collect();
        let analyses = self.analyses_of(&jobs, &ids).await?;
        let query = Query::Get {
            store: Features::STORE,
            keys: ids.iter().map(ToString::to_string).collect(),
        };
        let found = self.storage.ask(query).await?.rows;
        let mut lines = String::new();
        for id in &ids {
            let row = found.iter().find(|row| row.key == id.as_str());
            let text = row.and_then(|row| row.value.text()).unwrap_or_default();
            lines.push_str(text);
            lines.push('\n');
        }
        let lent = |(resume, analyses): (Resume, _)| LentResume {
            resume_id: resume.resume_id,
            candidate_name: resume.candidate_name,
            filename: resume.original_filename,
            is_read: resume.state == ResumeState::Read,
            analyses,
        };
        let lent = Lent {
            jobs,
            resumes: resumes.into_iter().zip(analyses).map(lent).collect(),
        };
        let buffers = vec![json(&lent)?.into_bytes(), lines.into_bytes()];
        Ok(((), buffers))
    }
}

/// Scores what [`LendFeatures`] gave: its two buffers.
///
/// # Errors
/// Internal, where they are not what the keeper gives.
pub fn score(
    buffers: &[Vec<u8>],
    ready_jobs: &ReadyJobs,
    model: &Rc<Model>,
) -> Result<LentScores, Failure> {
    let [heads, lines] = buffers else {
        return Err(unfit("two buffers are wanted"));
    };
    let lent: Lent = serde_json::from_slice(heads).map_err(|error| unfit(&error.to_string()))?;
    let ready = lent.jobs.iter().map(|job| ready_jobs.get(job, model));
    let scorers: Vec<Rc<Scorer>> = ready.collect();
    let mut scores = LentScores {
        resumes: Vec::with_capacity(lent.resumes.len()),
        left: Vec::new(),
    };
    // JSON on one line holds no line end of its own.
    let mut lines = lines.split(|byte| *byte == b'\n');
    for resume in lent.resumes {
        let line = lines.next().unwrap_or_default();
        let mut row = ComparedResume {
            resume_id: resume.resume_id,
            candidate_name: resume.candidate_name,
            filename: resume.filename,
            pairs: Vec::new(),
        };
        if resume.is_read {
            let features: Option<Features> = serde_json::from_slice(line).ok();
            match features.filter(|features| features.are_of(model)) {
                Some(features) => {
                    row.pairs = pairs(&scorers, &Prepared::new(features), resume.analyses);
                }
                None => scores.left.push(row.resume_id.clone()),
            }
        }
        scores.resumes.push(row);
    }
    Ok(scores)
}

fn unfit(why: &str) -> Failure {
    Failure::new(
        FailureKind::Internal,
        format!("The features that were lent cannot be read ({why}). Compare again."),
    )
}
