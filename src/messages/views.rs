//! What the page shows of the records: light rows for lists, whole views for one.

use serde::{Deserialize, Serialize};

use super::Listing;
use crate::records::{
    Analysis, AnalysisId, Document, Facts, Feedback, FeedbackId, Importance, ItemType, Job, JobId,
    Outcome, PartScore, Requirement, Resume, ResumeId, Strength, Time, Weights,
};

/// How the database opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenState {
    pub current_job: Option<JobRow>,
    pub stats: Stats,
}

/// A job in a list; its text stays in the store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRow {
    pub job_id: JobId,
    pub company_name: String,
    pub role_name: String,
    pub created_at: Time,
    pub updated_at: Time,
    pub is_template: bool,
    pub is_sample: bool,
    pub analysis_count: u64,
}

/// A job with what was understood of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobView {
    pub job: Job,
    pub analysis_count: u64,
    /// Of the analyses that count, those that would not be made from the job as it is now.
    pub outdated_count: u64,
    /// As corrected.
    pub requirements: Vec<Requirement>,
    /// Those of the text that a person removed.
    pub removed: Vec<Requirement>,
    /// What each part of a score weighs.
    pub weights: Weights,
    /// What a reader of its scores should know of the advertisement: doubles, contradictions, lines that were not understood.
    pub notes: Vec<String>,
}

/// What became of a job to be saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saved {
    Saved(JobRow),
    /// Nothing was saved: this job has the same text already.
    SameText(JobRow),
}

/// A résumé in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResumeRow {
    pub resume: Resume,
    pub analysis_count: u64,
}

/// A résumé with its text and facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResumeView {
    pub resume: Resume,
    pub document: Document,
    pub facts: Facts,
    /// Newest first.
    pub analyses: Vec<AnalysisRow>,
}

/// What became of a file to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    pub resume: ResumeRow,
    /// The same bytes were here already; nothing was kept twice.
    pub already_here: bool,
    /// The analysis made for the current job; an existing equal one where there is one.
    pub analysis: Option<AnalysisRow>,
}

/// One mark of the row "must-haves" on the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tick {
    pub name: String,
    pub importance: Importance,
    pub outcome: Outcome,
}

/// An analysis in a list: what the ranked table shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisRow {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub candidate_name: Option<String>,
    pub filename: String,
    pub company_name: String,
    pub role_name: String,
    pub created_at: Time,
    pub engine_version: u32,
    pub overall_score: f64,
    /// 0 to 100; absent where it was not measured.
    pub relevance: Option<f64>,
    /// By what people are put in order; absent in analyses of earlier engines, where the score alone does.
    pub order_score: Option<f64>,
    pub strength: Strength,
    pub thin: bool,
    pub parts: Vec<PartScore>,
    /// Required ones first, in the job's order.
    pub ticks: Vec<Tick>,
    pub feedback_count: u64,
    /// The newest rating of the whole answer, where there is one.
    pub rating: Option<u8>,
    /// What was noticed about the résumé's file, the weightiest of it.
    pub finding: Option<String>,
}

/// In which order analyses are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnalysisOrder {
    #[default]
    Newest,
    /// Highest score first, then candidate, then id; of each résumé only the newest analysis against the job.
    Rank,
}

/// Which analyses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AnalysisFilter {
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
    /// Words of the candidate's or the file's name.
    pub candidate: String,
    /// Days as `YYYY-MM-DD` (UTC), both inclusive; empty for no bound.
    pub from: String,
    pub to: String,
    pub order: AnalysisOrder,
}

/// An analysis with everything its view shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisView {
    pub analysis: Analysis,
    /// Absent only for data brought in with a link that leads nowhere.
    pub job: Option<JobRow>,
    pub resume: Option<Resume>,
    /// The résumé's document, whose lines the evidence points to.
    pub document: Option<Document>,
    /// The job's text, role or corrections were edited since: the analysis keeps those it was made from.
    pub job_changed: bool,
    pub feedback: Vec<Feedback>,
}

/// Which feedback.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedbackFilter {
    pub query: String,
    pub analysis_id: Option<AnalysisId>,
    pub job_id: Option<JobId>,
    pub rating: Option<u8>,
    pub item_type: Option<ItemType>,
}

/// A feedback in a list, with the names of what it hangs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedbackRow {
    pub feedback: Feedback,
    pub candidate_name: Option<String>,
    pub role_name: Option<String>,
    pub company_name: Option<String>,
}

/// What a deletion takes along, or took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    pub jobs: u64,
    pub resumes: u64,
    pub analyses: u64,
    pub feedback: u64,
    #[serde(default)]
    pub applications: u64,
    /// Applications that stay, and are linked to what was deleted no more.
    #[serde(default)]
    pub unlinked: u64,
}

/// Hits of the search over everything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchHits {
    pub jobs: Listing<Hit<JobId>>,
    pub resumes: Listing<Hit<ResumeId>>,
    pub analyses: Listing<Hit<AnalysisId>>,
    pub feedback: Listing<Hit<FeedbackId>>,
}

/// One hit: what to open, its title, and a second line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit<Id> {
    pub id: Id,
    pub title: String,
    pub detail: String,
}

/// How many of each there are, for the navigation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    pub jobs: u64,
    pub templates: u64,
    pub resumes: u64,
    pub analyses: u64,
    pub feedback: u64,
    pub applications: u64,
    /// Records set aside because they could not be read.
    pub refused: u64,
    /// Bytes of the original files.
    pub file_bytes: u64,
    pub has_sample: bool,
}

/// A stored record that could not be read: set aside, shown, never dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefusedRecord {
    pub store: String,
    pub key: String,
    pub reason: String,
    /// The record as it stands in the store.
    pub raw: String,
}

/// How far making a job's analyses anew has come with one call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rescored {
    /// How many pairs of the job and a résumé this call looked at.
    pub seen: u64,
    /// How many of them got a new analysis; the others came out the same, or could not be made.
    pub remade: u64,
    /// How many have a résumé without a text that can be read; their analyses stay.
    pub unread: u64,
    /// Where to go on; absent at the end.
    pub next: Option<ResumeId>,
    /// All pairs of the job.
    pub total: u64,
}

/// Résumés against jobs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// In the order of the call.
    pub jobs: Vec<ComparedJob>,
    /// Those of the window; `total` counts all.
    pub resumes: Listing<ComparedResume>,
}

/// A job at the head of its column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedJob {
    pub job_id: JobId,
    pub company_name: String,
    pub role_name: String,
    /// It names fewer than three requirements: its scores are not firm.
    pub thin: bool,
}

/// A résumé with its row of scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedResume {
    pub resume_id: ResumeId,
    pub candidate_name: Option<String>,
    pub filename: String,
    /// One for each job, in their order; empty where the résumé has no text that can be read.
    pub pairs: Vec<ComparedPair>,
}

/// A score without its explanation: the numbers that an analysis would have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedPair {
    pub overall_score: f64,
    /// Skill, experience, education; absent where the job asks for nothing of the part.
    pub parts: [Option<f64>; 3],
    pub strength: Strength,
    pub relevance: Option<f64>,
    pub order_score: f64,
    /// The kept analysis that has these numbers; absent where none was made yet, or since the job was edited.
    pub analysis_id: Option<AnalysisId>,
}
