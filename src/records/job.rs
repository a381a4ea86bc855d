//! A job: what somebody is wanted for, in the advertisement's own words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Corrections, JobId, Time};

/// Free fields of older data and of imports, kept as they came.
pub type Metadata = BTreeMap<String, serde_json::Value>;

/// A saved job description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub job_id: JobId,
    #[serde(default)]
    pub company_name: String,
    #[serde(default)]
    pub role_name: String,
    /// The advertisement's text, at most [`Job::LONGEST_DESCRIPTION`] bytes.
    pub job_description: String,
    pub created_at: Time,
    pub updated_at: Time,
    #[serde(default)]
    pub metadata: Metadata,
    /// A template is a start for new jobs and is never analysed against.
    #[serde(default)]
    pub is_template: bool,
    /// What a person changed in how its text is read; nothing in jobs of earlier versions.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
}

impl Job {
    /// The longest description that is taken, in bytes: twice the megabyte that a very long text pasted by mistake has.
    pub const LONGEST_DESCRIPTION: usize = 2 * 1024 * 1024;
    /// The longest company or role name, in bytes.
    pub const LONGEST_NAME: usize = 500;
    /// Metadata key that marks what "Try it with a sample" added, so that one click takes it away again.
    pub const SAMPLE: &'static str = "sample";

    /// Whether "Try it with a sample" added it.
    pub fn is_sample(&self) -> bool {
        self.metadata.contains_key(Self::SAMPLE)
    }
}
