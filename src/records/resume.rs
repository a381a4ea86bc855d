//! A résumé: one file that was added, known by its bytes.

use serde::{Deserialize, Serialize};

use super::{DegreeLevel, Finding, JobId, ResumeId, Time};

/// Whether text could be read from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResumeState {
    /// There is text, and it can be scored.
    Read,
    /// The pages are pictures.
    NoText,
    /// A password is needed to open it.
    Password,
    /// It is damaged, or over a limit, and gave no text that could be used.
    Unreadable,
}

/// One résumé file. Its bytes, its text and its facts stand in stores of their own, so that lists stay light.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resume {
    pub resume_id: ResumeId,
    /// SHA-256 of the file's bytes, 64 hex digits. Of a résumé that came from older data without its file only the digits that its
    /// id tells; see [`Resume::lacks_file`].
    pub sha256: String,
    /// The candidate's name as the file gives it; absent where it gives none.
    #[serde(default)]
    pub candidate_name: Option<String>,
    /// The name the file had when it was added. Shown, never used as a path.
    pub original_filename: String,
    /// By the bytes, not by the name: `application/pdf`.
    pub media_type: String,
    /// In bytes.
    pub file_size: u64,
    /// Pages, where the format has pages.
    #[serde(default)]
    pub page_count: Option<u32>,
    /// Length of the text in characters.
    pub text_length: u64,
    pub uploaded_at: Time,
    pub state: ResumeState,
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// The candidate's headline, for lists.
    #[serde(default)]
    pub headline: Option<String>,
    /// First e-mail address, for lists.
    #[serde(default)]
    pub email: Option<String>,
    /// Total experience in months, overlaps counted once, up to the day it was added.
    #[serde(default)]
    pub experience_months: Option<u32>,
    #[serde(default)]
    pub degree: DegreeLevel,
    /// The job that was current when a file without text arrived, so that the desk can list it among that job's files.
    #[serde(default)]
    pub unscored_for: Option<JobId>,
    /// Whether "Try it with a sample" added it.
    #[serde(default)]
    pub is_sample: bool,
}

impl Resume {
    /// Whether it came without its file, so that no bytes are kept.
    pub fn lacks_file(&self) -> bool {
        self.sha256.len() < 64
    }

    /// Whether these are the bytes of its file, by their SHA-256.
    pub fn is_of(&self, sha256: &str) -> bool {
        if self.lacks_file() {
            !self.sha256.is_empty() && sha256.starts_with(&self.sha256)
        } else {
            self.sha256 == sha256
        }
    }

    /// The candidate's name, or the file's where the text gives none.
    pub fn title(&self) -> &str {
        self.candidate_name
            .as_deref()
            .unwrap_or(&self.original_filename)
    }
}
