//! The rows of places in rankings.

use serde::{Deserialize, Serialize};

use super::{Kept, entry};
use crate::backend::words::fold;
use crate::messages::Failure;
use crate::records::{AnalysisId, JobId, ResumeId, Time};
use crate::storage::{Entry, Part, stores};

/// Which analysis counts for a job and a résumé in the ranking. One row a pair, written over by each newer analysis, so
/// that two can never count at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rank {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub created_at: Time,
    #[serde(default)]
    pub candidate_name: Option<String>,
    #[serde(default)]
    pub filename: String,
    pub overall_score: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_score: Option<f64>,
    pub inputs: String,
}

impl Kept for Rank {
    const STORE: &'static str = stores::RANKS;
    const NOUN: &'static str = "place in the ranking";
}

/// The key of a pair's rank.
pub fn rank_key(job_id: &JobId, resume_id: &ResumeId) -> String {
    format!("{job_id}/{resume_id}")
}

impl Rank {
    /// What people are ordered by, in tenths of a point; of analyses that earlier engines made the score.
    pub fn tenths(&self) -> i64 {
        let order = self.order_score.unwrap_or(self.overall_score);
        (order * 10.0).round() as i64
    }

    /// The candidate's name, or the file's where there is none.
    pub fn name(&self) -> &str {
        self.candidate_name.as_deref().unwrap_or(&self.filename)
    }

    /// Its row: `rank` [job, score from the highest, candidate, analysis], `resume` [résumé].
    ///
    /// # Errors
    /// As [`super::json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        let rank = [
            Part::from(self.job_id.as_str()),
            Part::from(-self.tenths()),
            Part::from(fold(self.name())),
            Part::from(self.analysis_id.as_str()),
        ];
        Ok(entry(&rank_key(&self.job_id, &self.resume_id), self)?
            .under("rank", rank)
            .under("resume", [Part::from(self.resume_id.as_str())]))
    }
}
