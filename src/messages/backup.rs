//! What the page shows of backups and of what is kept.

use serde::{Deserialize, Serialize};

use super::Deletion;
use crate::records::{AnalysisId, FeedbackId, JobId, ResumeId, Time};

/// A backup that is being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupStarted {
    /// A name for the file: `shortlist-2026-11-18.zip`, or `.sealed`.
    pub file_name: String,
    /// Bytes of records and files that go in, before they are packed.
    pub bytes: u64,
}

/// How far something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// One part of a backup; its bytes are the buffer that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupPart {
    /// Bytes that went in so far, before they were packed.
    pub progress: Progress,
    /// This was the last part.
    pub finished: bool,
}

/// When the last backup was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    pub made_at: Time,
    pub sealed: bool,
    /// Length of the file in bytes.
    pub bytes: u64,
}

/// What a backup file says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupInfo {
    pub created_at: Time,
    pub sealed: bool,
    pub schema_version: u32,
    pub engine_version: u32,
    /// Rows and bytes by store.
    pub stores: Vec<Holding>,
    /// Stores that were left out because they are made anew on need.
    pub left_out: Vec<String>,
}

/// What bringing back would do to the records of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// In the backup and not here.
    pub new: u64,
    /// In both, and equal.
    pub same: u64,
    /// In both, and not equal.
    pub different: u64,
    /// Here and not in the backup.
    pub only_here: u64,
}

/// A backup that was checked from end to end, and how it differs from what is here. Nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestorePreview {
    pub jobs: Changes,
    pub resumes: Changes,
    pub analyses: Changes,
    pub feedback: Changes,
    pub applications: Changes,
    /// Records that could not be read when the backup was made; they come back as they are.
    pub unreadable: u64,
    /// Texts and files that hang on nothing; they are not brought back.
    pub loose: u64,
}

/// How a backup is brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestoreHow {
    /// Everything that is here goes, and what the backup holds comes.
    Replace,
    /// What is not here is added; where a record differs, that of this browser stays.
    MergeKeepingMine,
    /// What is not here is added; where a record differs, that of the backup comes in its place.
    MergeTakingTheirs,
}

/// What was brought back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    pub jobs: u64,
    pub resumes: u64,
    pub analyses: u64,
    pub feedback: u64,
    pub applications: u64,
}

/// How much a store keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub store: String,
    pub rows: u64,
    /// Of the rows' values, as UTF-8 or as they are; the database needs somewhat more.
    pub bytes: u64,
}

/// How much is kept of each kind, and when it was last backed up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holdings {
    pub stores: Vec<Holding>,
    pub last_backup: Option<LastBackup>,
}

/// Why a résumé seems to be of the same candidate as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SamePerson {
    /// It is the one that was asked for.
    Asked,
    SameEmail,
    /// The name alone is equal: look before deleting.
    SameName,
}

/// A résumé that may be of the candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateResume {
    pub resume_id: ResumeId,
    pub candidate_name: Option<String>,
    pub email: Option<String>,
    pub original_filename: String,
    pub sha256: String,
    pub file_size: u64,
    pub uploaded_at: Time,
    pub why: SamePerson,
    pub analyses: u64,
    pub feedback: u64,
}

/// An analysis that was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedAnalysis {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub role_name: String,
    pub company_name: String,
    pub created_at: Time,
}

/// What was removed with a candidate: to be shown, and downloaded as proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub deleted_at: Time,
    pub resumes: Vec<CandidateResume>,
    pub analyses: Vec<RemovedAnalysis>,
    pub feedback: Vec<FeedbackId>,
    /// Records that could not be read and went along: store and key.
    pub unreadable: Vec<(String, String)>,
    /// As the database counted them.
    pub removed: Deletion,
    /// The last backup made before: it may still hold all this.
    pub last_backup: Option<LastBackup>,
}
