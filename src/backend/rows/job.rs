//! The rows of jobs: the light one, its texts, and the setting that names the current job.

use serde::{Deserialize, Serialize};

use super::digest::short_sha256;
use super::{Kept, SAMPLE, entry, newest_first};
use crate::messages::Failure;
use crate::records::{Corrections, Job, JobId, Metadata, Time};
use crate::storage::{Entry, Part, Value, stores};

/// The setting that names the current job.
pub const CURRENT_JOB: &str = "current_job";

/// A job without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobHead {
    pub job_id: JobId,
    #[serde(default)]
    pub company_name: String,
    #[serde(default)]
    pub role_name: String,
    pub created_at: Time,
    pub updated_at: Time,
    #[serde(default)]
    pub metadata: Metadata,
    #[serde(default)]
    pub is_template: bool,
    /// Where the text stands in `job_texts`.
    pub text_key: String,
    /// Of the text with every run of white space as one space: two jobs with equal ones have the same text to a reader.
    pub text_hash: String,
    /// What a person changed in how the text is read.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
}

impl Kept for JobHead {
    const STORE: &'static str = stores::JOBS;
    const NOUN: &'static str = "job";
}

impl JobHead {
    /// A job without its text.
    pub fn of(job: &Job) -> Self {
        let words: Vec<&str> = job.job_description.split_whitespace().collect();
        Self {
            job_id: job.job_id.clone(),
            company_name: job.company_name.clone(),
            role_name: job.role_name.clone(),
            created_at: job.created_at.clone(),
            updated_at: job.updated_at.clone(),
            metadata: job.metadata.clone(),
            is_template: job.is_template,
            text_key: text_key(&job.job_id, &job.job_description),
            text_hash: short_sha256(words.join(" ").as_bytes()),
            corrections: job.corrections.clone(),
        }
    }

    /// The whole job.
    pub fn with_text(self, job_description: String) -> Job {
        Job {
            job_id: self.job_id,
            company_name: self.company_name,
            role_name: self.role_name,
            job_description,
            created_at: self.created_at,
            updated_at: self.updated_at,
            metadata: self.metadata,
            is_template: self.is_template,
            corrections: self.corrections,
        }
    }

    /// Whether "Try it with a sample" added it.
    pub fn is_sample(&self) -> bool {
        self.metadata.contains_key(Job::SAMPLE)
    }

    /// The first part of its keys in the indexes `list` and `text`.
    pub fn kind(&self) -> &'static str {
        job_kind(self.is_template)
    }

    /// Its row: `list` [kind, time], `text` [kind, hash], `sample`.
    ///
    /// # Errors
    /// As [`super::json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        let kind = Part::from(self.kind());
        let hash = Part::from(self.text_hash.as_str());
        let row = entry(self.job_id.as_str(), self)?
            .under("list", [kind.clone(), newest_first(&self.created_at)])
            .under("text", [kind, hash]);
        Ok(if self.is_sample() {
            row.under("sample", [Part::from(SAMPLE)])
        } else {
            row
        })
    }
}

/// The first part of a job's keys in the indexes `list` and `text`: jobs and templates are listed apart, and a job may well
/// have the text of its template.
pub fn job_kind(is_template: bool) -> &'static str {
    if is_template { "template" } else { "job" }
}

/// Where a job's text stands: each text that an analysis was made from is kept once, under its job.
pub fn text_key(job_id: &JobId, text: &str) -> String {
    format!("{job_id}/{}", short_sha256(text.as_bytes()))
}

/// The row of a job's text: `job` [job].
pub fn job_text_entry(job_id: &JobId, key: &str, text: &str) -> Entry {
    let job = Part::from(job_id.as_str());
    Entry::new(key, Value::Text(text.to_owned())).under("job", [job])
}

/// The setting that names the current job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurrentJob {
    pub job_id: JobId,
}

impl Kept for CurrentJob {
    const STORE: &'static str = stores::SETTINGS;
    const NOUN: &'static str = "setting";
}

impl CurrentJob {
    /// Its row: `job` [job].
    ///
    /// # Errors
    /// As [`super::json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        Ok(entry(CURRENT_JOB, self)?.under("job", [Part::from(self.job_id.as_str())]))
    }
}
