//! Feedback: what a person said of an analysis, or of one claim in it.

use serde::{Deserialize, Serialize};

use super::{AnalysisId, FeedbackId, JobId, ResumeId, Time};

/// What the feedback is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemType {
    #[default]
    WholeAnswer,
    ExecutiveSummary,
    MatchedSkill,
    MissingSkill,
    Strength,
    Weakness,
    Requirement,
}

impl ItemType {
    /// All of them, in the order in which they are offered.
    pub const ALL: [ItemType; 7] = [
        ItemType::WholeAnswer,
        ItemType::ExecutiveSummary,
        ItemType::MatchedSkill,
        ItemType::MissingSkill,
        ItemType::Strength,
        ItemType::Weakness,
        ItemType::Requirement,
    ];

    /// The name in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            ItemType::WholeAnswer => "whole_answer",
            ItemType::ExecutiveSummary => "executive_summary",
            ItemType::MatchedSkill => "matched_skill",
            ItemType::MissingSkill => "missing_skill",
            ItemType::Strength => "strength",
            ItemType::Weakness => "weakness",
            ItemType::Requirement => "requirement",
        }
    }
}

/// The judgement itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedbackBody {
    /// 1 (wrong) to 5 (right). A thumb up is 5, a thumb down 1.
    pub rating: u8,
    #[serde(default)]
    pub correct_points: Vec<String>,
    #[serde(default)]
    pub incorrect_points: Vec<String>,
    #[serde(default)]
    pub missing_points: Vec<String>,
    /// What the program should have said; empty where the person gave none.
    #[serde(default)]
    pub ideal_response: String,
}

/// A kept feedback.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    pub id: FeedbackId,
    pub timestamp: Time,
    /// When it was last edited; absent where it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Time>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis_id: Option<AnalysisId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume_id: Option<ResumeId>,
    #[serde(default)]
    pub item_type: ItemType,
    /// The claim it is about: a requirement's id, a skill's name, a statement's text; empty for the whole answer.
    #[serde(default)]
    pub item: String,
    /// What was asked.
    pub query: String,
    #[serde(default)]
    pub context: Vec<String>,
    /// What the program said.
    pub response: String,
    pub feedback: FeedbackBody,
}
