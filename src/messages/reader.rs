//! The calls that a reader takes: one file at a time, nothing kept.

use serde::{Deserialize, Serialize};

use super::{Call, ComparedResume, LegacyOpened};
use crate::records::{
    AnalysisId, AnalysisResult, Corrections, Document, Facts, JobId, ResumeId, ResumeState, Time,
};

/// A job's text, for scoring a file as soon as it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobText {
    pub job_id: JobId,
    pub company_name: String,
    pub role_name: String,
    pub job_description: String,
    /// What a person changed in how the text is read.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
}

/// Reads the file in the first buffer and scores it against the job, where one is given. Two buffers go with the reply: the
/// file's bytes again, and the JSON of a [`Reading`], which the page passes on to the keeper unopened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// The file's name, for the analysis and for messages.
    pub name: String,
    /// The day the file is added: what "present" means in it.
    pub added_at: Time,
    pub job: Option<JobText>,
}

/// What the page needs to know of a file that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadReceipt {
    pub state: ResumeState,
}

/// Everything a reader found out about a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// SHA-256 of the file's bytes, 64 hex digits.
    pub sha256: String,
    pub added_at: Time,
    pub state: ResumeState,
    pub document: Document,
    pub facts: Facts,
    /// The JSON of what scoring needs of it (`matching::Features`), kept as it stands; absent where the file gave no text.
    #[serde(default)]
    pub features: Option<String>,
    /// Against the job that was given; absent where none was, or where the file gave no text.
    pub analysis: Option<AnalysisResult>,
    /// The job that was given.
    pub job: Option<JobText>,
}

/// Any call to a reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
// Where pointers are small, the kinds differ too little for the lint.
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::large_enum_variant,
        reason = "there is one at a time, and nearly all are of the large kind"
    )
)]
pub enum ReaderCall {
    Read(Read),
    OpenLegacy(OpenLegacy),
    ScoreLent(ScoreLent),
}

impl From<Read> for ReaderCall {
    fn from(call: Read) -> Self {
        ReaderCall::Read(call)
    }
}

impl Call for Read {
    type Door = ReaderCall;
    type Reply = ReadReceipt;
}

/// Opens the older system's folder: a buffer for each path, of a file or of an archive. Buffers go with the reply: the plan for the
/// keeper, which the page passes on unopened, then the files and then the workbooks that [`LegacyOpened`] names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenLegacy {
    pub paths: Vec<String>,
    /// Stands where a row has no time.
    pub now: Time,
}

impl From<OpenLegacy> for ReaderCall {
    fn from(call: OpenLegacy) -> Self {
        ReaderCall::OpenLegacy(call)
    }
}

impl Call for OpenLegacy {
    type Door = ReaderCall;
    type Reply = LegacyOpened;
}

/// Scores what the keeper lent: the buffers of its reply to [`super::LendFeatures`], unopened by the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreLent {}

impl From<ScoreLent> for ReaderCall {
    fn from(call: ScoreLent) -> Self {
        ReaderCall::ScoreLent(call)
    }
}

impl Call for ScoreLent {
    type Door = ReaderCall;
    type Reply = LentScores;
}

/// The first buffer of what the keeper lends, as JSON. The second one holds the résumés' features, in their order: a line of JSON for
/// each, empty where none are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lent {
    pub jobs: Vec<JobText>,
    pub resumes: Vec<LentResume>,
}

/// A résumé to be scored elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LentResume {
    pub resume_id: ResumeId,
    pub candidate_name: Option<String>,
    pub filename: String,
    /// Whether it has a text that can be scored.
    pub is_read: bool,
    /// For each job the kept analysis that has the numbers to come; absent where there is none.
    pub analyses: Vec<Option<AnalysisId>>,
}

/// What a reader scored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LentScores {
    /// One for each résumé lent, in their order.
    pub resumes: Vec<ComparedResume>,
    /// Those whose features are missing, or of another engine: the keeper is to make them anew ([`super::Compare`]).
    pub left: Vec<ResumeId>,
}
