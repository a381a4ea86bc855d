//! The rows of résumés: the light one, the file's bytes, and what was understood of them.

use super::{Kept, SAMPLE, entry, newest_first};
use crate::matching::Features;
use crate::messages::Failure;
use crate::records::{Document, Facts, Resume, ResumeId};
use crate::storage::{Entry, Part, Value, stores};

impl Kept for Resume {
    const STORE: &'static str = stores::RESUMES;
    const NOUN: &'static str = "résumé";
}

/// A résumé's row: `list` [time], `unscored` [job], `sample`.
///
/// # Errors
/// As [`super::json`].
pub fn resume_entry(resume: &Resume) -> Result<Entry, Failure> {
    let mut row = entry(resume.resume_id.as_str(), resume)?
        .under("list", [newest_first(&resume.uploaded_at)]);
    if let Some(job) = &resume.unscored_for {
        row = row.under("unscored", [Part::from(job.as_str())]);
    }
    if resume.is_sample {
        row = row.under("sample", [Part::from(SAMPLE)]);
    }
    Ok(row)
}

/// Where a file's bytes stand. The key ends with their number, so that the space in use is counted from keys alone.
pub fn file_key(resume_id: &ResumeId, size: u64) -> String {
    format!("{resume_id}/{size}")
}

/// The number of bytes, from such a key.
pub fn file_size(key: &str) -> u64 {
    let size = key.rsplit_once('/').map(|(_, size)| size.parse().ok());
    size.flatten().unwrap_or(0)
}

/// The row of a file's bytes: `resume` [résumé].
pub fn file_entry(resume_id: &ResumeId, bytes: Vec<u8>) -> Entry {
    let key = file_key(resume_id, bytes.len() as u64);
    let resume = Part::from(resume_id.as_str());
    Entry::new(key, Value::Bytes(bytes)).under("resume", [resume])
}

impl Kept for Document {
    const STORE: &'static str = stores::RESUME_TEXTS;
    const NOUN: &'static str = "résumé’s text";
}

impl Kept for Features {
    const STORE: &'static str = stores::RESUME_FEATURES;
    const NOUN: &'static str = "résumé’s features";
}

impl Kept for Facts {
    const STORE: &'static str = stores::RESUME_FACTS;
    const NOUN: &'static str = "résumé’s facts";
}

/// The row of a résumé's features, from their JSON.
pub fn features_entry(resume_id: &ResumeId, features: &str) -> Entry {
    Entry::new(resume_id.as_str(), Value::Text(features.to_owned()))
}

/// The row of a résumé's document, facts or features.
///
/// # Errors
/// As [`super::json`].
pub fn part_entry<T: Kept>(resume_id: &ResumeId, part: &T) -> Result<Entry, Failure> {
    entry(resume_id.as_str(), part)
}
