//! What the page and the engine say of the older system's data.

use serde::{Deserialize, Serialize};

use crate::records::{ResumeId, Time};

/// Something about a folder that a person should know before saying yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyNote {
    /// Its path in the folder; empty where it is about the folder.
    pub file: String,
    /// From 1, where it is about a line.
    pub line: Option<u64>,
    /// Whether what it is about comes in all the same.
    pub taken: bool,
    pub what: String,
}

/// A résumé's file in a folder that was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LegacyFile {
    pub resume_id: ResumeId,
    pub name: String,
    pub candidate_name: Option<String>,
    pub uploaded_at: Time,
}

/// What a folder holds that others read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LegacyOpened {
    /// Of each résumé's file what a reader and the keeper need to know.
    pub files: Vec<LegacyFile>,
    /// Names of the workbooks.
    pub workbooks: Vec<String>,
}

/// How many records of a kind come in, and how many of them are here already and stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    pub new: u64,
    pub here: u64,
}

/// What comes in, or came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyTally {
    pub jobs: Arriving,
    pub resumes: Arriving,
    pub analyses: Arriving,
    pub feedback: Arriving,
    pub applications: Arriving,
    /// Jobs and résumés that analyses name and that are nowhere: empty ones that stand in for them.
    pub stand_ins: u64,
    /// Feedback whose analysis was found by what its id says.
    pub joined: u64,
    /// Analyses with fallback scores.
    pub fallbacks: u64,
}

/// What would come in. Nothing is written yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LegacyPreview {
    pub tally: LegacyTally,
    /// Which of the résumés' files are not here yet: these are read and kept one by one before the rest comes in.
    pub to_read: Vec<u64>,
    /// How many times had no zone. They are taken as UTC: the folder does not say where its server stood.
    pub times_without_zone: u64,
    /// The first of the notes, what does not come in before what does.
    pub notes: Vec<LegacyNote>,
    /// How many notes there are in all.
    pub notes_total: u64,
    /// How many of them are about something that does not come in.
    pub left_out: u64,
}

/// What became of a sheet of applications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationsImported {
    pub applications: Arriving,
    pub notes: Vec<LegacyNote>,
}

/// What was written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegacyExported {
    pub jobs: u64,
    pub resumes: u64,
    pub analyses: u64,
    pub feedback: u64,
}
