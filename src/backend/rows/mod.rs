//! The rows: what stands in each store, and under which index keys it is found.
//!
//! Lists read light rows only; bytes, documents, facts, the texts of jobs and the bodies of analyses stand in stores of their
//! own. An index named `list` orders by time, newest first: its keys hold the time negated, so that the first rows are the
//! newest. An index named `job`, `resume` or `analysis` finds what hangs on that record, and what goes when it is deleted.

mod analysis;
mod application;
mod digest;
mod feedback;
mod job;
mod rank;
mod resume;

pub use analysis::{AnalysisDetail, AnalysisHead, JobInputs, inputs};
pub use application::{application_entry, application_key};
pub use digest::{hex, sha256};
pub use feedback::{feedback_entry, feedback_vector_entry};
pub use job::{CURRENT_JOB, CurrentJob, JobHead, job_kind, job_text_entry, text_key};
pub use rank::{Rank, rank_key};
pub use resume::{features_entry, file_entry, file_key, file_size, part_entry, resume_entry};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ambient::milliseconds;
use crate::messages::{Failure, FailureKind};
use crate::records::Time;
use crate::storage::{Entry, Part, Row, Value};

/// The one key of the index `sample`, which holds only what "Try it with a sample" added.
pub const SAMPLE: &str = "sample";

/// A record and the store it stands in.
pub trait Kept: Serialize + DeserializeOwned {
    /// The store's name.
    const STORE: &'static str;
    /// What a person calls it.
    const NOUN: &'static str;
}

/// A record's JSON.
///
/// # Errors
/// [`FailureKind::Internal`] where it cannot be written, which no record of ours can bring about.
pub fn json<T: Serialize>(record: &T) -> Result<String, Failure> {
    serde_json::to_string(record).map_err(|error| {
        Failure::new(
            FailureKind::Internal,
            format!("A record could not be written as JSON: {error}"),
        )
    })
}

/// A row's record.
///
/// # Errors
/// Why it cannot be read.
pub fn parse<T: Kept>(row: &Row) -> Result<T, String> {
    let text = row.value.text().ok_or("it holds bytes and not a record")?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn entry<T: Kept>(key: &str, record: &T) -> Result<Entry, Failure> {
    Ok(Entry::new(key, Value::Text(json(record)?)))
}

fn newest_first(time: &Time) -> Part {
    Part::from(-milliseconds(time))
}
