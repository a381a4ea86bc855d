//! The rows of feedback, and of its vectors.

use super::{Kept, entry, newest_first};
use crate::backend::feedback_index::KeptVector;
use crate::messages::Failure;
use crate::records::{AnalysisId, Feedback, FeedbackId, JobId, ResumeId};
use crate::storage::{Entry, Part, stores};

impl Kept for Feedback {
    const STORE: &'static str = stores::FEEDBACK;
    const NOUN: &'static str = "feedback";
}

/// A feedback's row: `list` [time], and `analysis`, `job`, `resume` [id, time] where it hangs on one.
///
/// # Errors
/// As [`super::json`].
pub fn feedback_entry(feedback: &Feedback) -> Result<Entry, Failure> {
    let time = newest_first(&feedback.timestamp);
    let mut row = entry(feedback.id.as_str(), feedback)?.under("list", [time.clone()]);
    let links = [
        (
            "analysis",
            feedback.analysis_id.as_ref().map(AnalysisId::as_str),
        ),
        ("job", feedback.job_id.as_ref().map(JobId::as_str)),
        ("resume", feedback.resume_id.as_ref().map(ResumeId::as_str)),
    ];
    for (index, id) in links {
        if let Some(id) = id {
            row = row.under(index, [Part::from(id), time.clone()]);
        }
    }
    Ok(row)
}

impl Kept for KeptVector {
    const STORE: &'static str = stores::FEEDBACK_VECTORS;
    const NOUN: &'static str = "feedback’s vector";
}

/// The row of a feedback's vector.
///
/// # Errors
/// As [`super::json`].
pub fn feedback_vector_entry(id: &FeedbackId, vector: &KeptVector) -> Result<Entry, Failure> {
    entry(id.as_str(), vector)
}
