//! What searching and counting feedback shows.

use serde::{Deserialize, Serialize};

use super::FeedbackRow;
use crate::records::{AnalysisId, Day, Feedback, FeedbackId, ItemType, JobId, ResumeId};

/// Which feedback a search may find.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedbackSearchFilter {
    pub rating: Option<u8>,
    pub min_rating: Option<u8>,
    pub item_type: Option<ItemType>,
    pub job_id: Option<JobId>,
    pub analysis_id: Option<AnalysisId>,
    /// Words of the candidate's or the file's name.
    pub candidate: String,
    /// The days on which it was given, both inclusive.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Only feedback that says what the program should have said.
    pub corrected: bool,
    /// One that is not to be found: the one that is being edited.
    pub except: Option<FeedbackId>,
}

/// A feedback that was found, and how near it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackHit {
    pub row: FeedbackRow,
    /// What hits are ordered by: the sum of 1 ⁄ (60 + rank) over both ways of finding it; 0 where nothing was asked for.
    pub score: f64,
    /// Cosine of the meanings, where it was among the nearest.
    pub meaning: Option<f64>,
    /// BM25 of the words, where it has one of them.
    pub words: Option<f64>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedbackSearch {
    pub hits: Vec<FeedbackHit>,
    /// All that was found, not only those sent.
    pub total: u64,
    /// Why only the words were compared, where the word vectors could not be had.
    pub words_only: Option<String>,
}

/// Feedback of one kind or month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatedCount {
    /// An item type, or a month as `2026-11`.
    pub name: String,
    pub count: u64,
    /// The mean rating, to two decimals.
    pub average_rating: f64,
}

/// One item that was rated both ways: by someone 4 or 5, by someone 1 or 2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackConflict {
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
    pub item_type: ItemType,
    /// The item, or the response where the whole answer was rated.
    pub item: String,
    /// Newest first.
    pub good: Vec<FeedbackId>,
    pub bad: Vec<FeedbackId>,
}

/// Numbers over all feedback.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedbackNumbers {
    pub total: u64,
    /// The mean, to two decimals; absent where there is none.
    pub average_rating: Option<f64>,
    /// How many have each rating, from 1 to 5.
    pub by_rating: [u64; 5],
    /// In the order in which they are offered, without empty ones.
    pub by_item_type: Vec<RatedCount>,
    /// The oldest month first, without empty ones.
    pub by_month: Vec<RatedCount>,
    /// How many say what the program should have said.
    pub corrected: u64,
    pub conflicts: Vec<FeedbackConflict>,
}

/// A feedback that is good enough to learn from, with what it was about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackSample {
    pub feedback: Feedback,
    /// The job's text as it was scored, where it was asked for and is there.
    pub job_description: Option<String>,
    pub resume_text: Option<String>,
}
