//! What the tracker of applications shows.

use serde::{Deserialize, Serialize};

use crate::records::{Application, ApplicationStatus, Day, JobId, ResumeId};

/// An application as a person fills it in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ApplicationDraft {
    pub company: String,
    pub job: String,
    pub portal: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub date_applied: Option<Day>,
    pub status: ApplicationStatus,
    pub status_on: Option<Day>,
    pub notes: String,
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
}

/// What became of an application to be saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedApplication {
    Saved(Box<ApplicationRow>),
    /// Nothing was saved: these have the same company and role.
    Same(Vec<ApplicationRow>),
}

/// An application in a list, with the name of the candidate whose résumé it is linked to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApplicationRow {
    pub application: Application,
    pub candidate_name: Option<String>,
}

/// Which applications.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ApplicationFilter {
    /// Words of the company, the role, the portal, the type or the notes; each must occur.
    pub query: String,
    pub status: Option<ApplicationStatus>,
    /// The whole name of the portal, whatever its case; empty for any.
    pub portal: String,
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
    /// The days they count for, both inclusive.
    pub from: Option<Day>,
    pub to: Option<Day>,
}

/// How many applications there are of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCount {
    pub name: String,
    pub count: u64,
}

/// Numbers over applications.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ApplicationNumbers {
    pub total: u64,
    /// All six, in a board's order.
    pub by_status: Vec<NamedCount>,
    /// Months as `2026-11`, the oldest first, without empty ones.
    pub by_month: Vec<NamedCount>,
    /// The most used first; the empty name stands for none told.
    pub by_portal: Vec<NamedCount>,
    /// Those that were ever sent, and of them those that the employer ever answered.
    pub sent: u64,
    pub answered: u64,
    /// Answered of sent, in percent to one decimal; absent where none was sent.
    pub response_rate: Option<f64>,
}
