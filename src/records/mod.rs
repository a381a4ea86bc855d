//! What is kept: jobs, résumés, analyses, feedback, applications, with their ids and times. Plain serde types that touch nothing.

mod analysis;
mod application;
mod day;
mod document;
mod facts;
mod feedback;
mod id;
mod job;
mod resume;
mod time;

pub use analysis::{
    Analysis, AnalysisResult, Corrections, Evidence, Importance, Outcome, Part, PartScore,
    Relevance, Requirement, RequirementKind, RequirementResult, Statement, Strength, Weights,
};
pub use application::{Application, ApplicationStatus, StatusChange};
pub use day::{Day, InvalidDay};
pub use document::{Document, Finding, FindingKind, Format, Line, LineRole, Link, Place, Severity};
pub use facts::{
    DegreeLevel, Education, Experience, Fact, Facts, Section, SectionKind, SkillFact,
    SpokenLanguage, YearMonth,
};
pub use feedback::{Feedback, FeedbackBody, ItemType};
pub use id::{AnalysisId, ApplicationId, FeedbackId, InvalidId, JobId, ResumeId};
pub use job::{Job, Metadata};
pub use resume::{Resume, ResumeState};
pub use time::{InvalidTime, Time};
