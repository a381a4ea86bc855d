//! An application: a place that a person wants, or asked for, and what became of it.

use serde::{Deserialize, Serialize};

use super::{ApplicationId, Day, JobId, ResumeId, Time};

/// Where an application stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationStatus {
    /// Noted, not sent yet.
    Saved,
    #[default]
    Applied,
    Interviewing,
    Offer,
    Rejected,
    Withdrawn,
}

impl ApplicationStatus {
    /// All of them, in the order of a board's columns.
    pub const ALL: [ApplicationStatus; 6] = [
        ApplicationStatus::Saved,
        ApplicationStatus::Applied,
        ApplicationStatus::Interviewing,
        ApplicationStatus::Offer,
        ApplicationStatus::Rejected,
        ApplicationStatus::Withdrawn,
    ];

    /// The name in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            ApplicationStatus::Saved => "saved",
            ApplicationStatus::Applied => "applied",
            ApplicationStatus::Interviewing => "interviewing",
            ApplicationStatus::Offer => "offer",
            ApplicationStatus::Rejected => "rejected",
            ApplicationStatus::Withdrawn => "withdrawn",
        }
    }

    /// The status of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether the employer must have answered for it to be so.
    pub fn is_answer(self) -> bool {
        matches!(
            self,
            ApplicationStatus::Interviewing
                | ApplicationStatus::Offer
                | ApplicationStatus::Rejected
        )
    }
}

/// From which day on an application had a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    pub status: ApplicationStatus,
    pub on: Day,
}

/// A kept application.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub id: ApplicationId,
    #[serde(default)]
    pub company: String,
    /// The role's name.
    #[serde(default)]
    pub job: String,
    /// Where it was found: a site's name, a person.
    #[serde(default)]
    pub portal: String,
    /// In the person's words: "Full time", "Contract".
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Absent while it was not sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_applied: Option<Day>,
    #[serde(default)]
    pub status: ApplicationStatus,
    /// Every status it had, in the order in which they were told; the last one is `status`.
    #[serde(default)]
    pub changes: Vec<StatusChange>,
    #[serde(default)]
    pub notes: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume_id: Option<ResumeId>,
    pub created_at: Time,
    pub updated_at: Time,
}

impl Application {
    /// The longest company, role, portal or type, in bytes.
    pub const LONGEST_NAME: usize = 500;
    /// The longest notes, in bytes.
    pub const LONGEST_NOTES: usize = 100_000;
    /// The most changes of status that are kept; a person makes a handful.
    pub const MOST_CHANGES: usize = 200;

    /// The day it counts for: when it was sent, or else when it was noted.
    pub fn day(&self) -> Day {
        self.date_applied
            .clone()
            .unwrap_or_else(|| Day::of(&self.created_at))
    }

    /// Whether it was ever sent.
    pub fn was_sent(&self) -> bool {
        self.date_applied.is_some()
            || self.ever(|status| status == ApplicationStatus::Applied || status.is_answer())
    }

    /// Whether the employer ever answered.
    pub fn was_answered(&self) -> bool {
        self.ever(ApplicationStatus::is_answer)
    }

    fn ever(&self, holds: impl Fn(ApplicationStatus) -> bool) -> bool {
        holds(self.status) || self.changes.iter().any(|change| holds(change.status))
    }
}
