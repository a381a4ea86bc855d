//! The views, one a file.

mod analyse;
mod analyses;
mod analysis;
mod compare;
mod corrections;
mod data;
mod delete_everything;
mod deletion;
mod desk;
mod draft;
mod feedback;
mod feedback_list;
mod job;
mod job_form;
mod jobs;
mod list;
mod ranking;
mod refused;
mod resume;
mod resume_facts;
mod resumes;
mod search;
mod text;

pub use analyses::Analyses;
pub use analysis::AnalysisPage;
pub use compare::ComparePage;
pub use data::{BackupPage, CandidatePage, Data, OlderPage, see_after_backups};
pub use desk::Desk;
pub use feedback::FeedbackPage;
pub use feedback_list::FeedbackList;
pub use job::JobPage;
pub use job_form::JobForm;
pub use jobs::Jobs;
pub use resume::ResumePage;
pub use resumes::Resumes;
pub use search::Search;
