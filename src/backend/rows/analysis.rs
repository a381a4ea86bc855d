//! The rows of analyses: what lists show of one, the rest of it, and what it follows from.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::digest::hex;
use super::job::text_key;
use super::rank::Rank;
use super::{Kept, entry, newest_first};
use crate::messages::{Failure, JobText, Tick};
use crate::records::{
    Analysis, AnalysisId, AnalysisResult, Corrections, Facts, Importance, JobId, PartScore,
    ResumeId, Strength, Time,
};
use crate::storage::{Entry, Part, stores};

/// What lists show of an analysis; its feedback is counted when it is listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisHead {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub created_at: Time,
    pub engine_version: u32,
    #[serde(default)]
    pub candidate_name: Option<String>,
    #[serde(default)]
    pub filename: String,
    #[serde(default)]
    pub company_name: String,
    #[serde(default)]
    pub role_name: String,
    pub overall_score: f64,
    /// See [`AnalysisResult::order_score`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_score: Option<f64>,
    /// [`crate::records::Relevance::score`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<f64>,
    pub strength: Strength,
    #[serde(default)]
    pub thin: bool,
    #[serde(default)]
    pub parts: Vec<PartScore>,
    #[serde(default)]
    pub ticks: Vec<Tick>,
    /// Where the job's text stands from which it was made.
    pub text_key: String,
    /// Equal for analyses that must come out equal: see [`inputs`].
    pub inputs: String,
}

impl Kept for AnalysisHead {
    const STORE: &'static str = stores::ANALYSES;
    const NOUN: &'static str = "analysis";
}

/// What an analysis follows from, as one string: the job's text, role and corrections, the résumé, the engine's version. (The company is
/// told but not scored.)
pub fn inputs(job: &JobText, resume_id: &ResumeId) -> String {
    JobInputs::of(job).with(resume_id)
}

/// The job's share of [`inputs`].
pub struct JobInputs {
    job_id: JobId,
    digest: String,
}

impl JobInputs {
    /// Of that job as it is.
    pub fn of(job: &JobText) -> Self {
        let mut digest = Sha256::new();
        let mut add = |part: &[u8]| {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        };
        add(job.role_name.as_bytes());
        add(job.job_description.as_bytes());
        if !job.corrections.is_empty() {
            // Corrections are plain fields, which can always be written.
            add(&serde_json::to_vec(&job.corrections).unwrap_or_default());
        }
        let mut digest = hex(&digest.finalize());
        digest.truncate(32);
        Self {
            job_id: job.job_id.clone(),
            digest,
        }
    }

    /// With that résumé.
    pub fn with(&self, resume_id: &ResumeId) -> String {
        let Self { job_id, digest } = self;
        format!("{job_id}/{digest}/{resume_id}/{}", Analysis::ENGINE_VERSION)
    }
}

impl AnalysisHead {
    /// What lists show of a result.
    pub fn of(
        analysis_id: AnalysisId,
        job: &JobText,
        resume_id: &ResumeId,
        created_at: Time,
        result: &AnalysisResult,
    ) -> Self {
        let tick = |importance| {
            let with = result.requirements.iter();
            let with = with.filter(move |r| r.requirement.importance == importance);
            with.map(|r| Tick {
                name: r.requirement.name.clone(),
                importance: r.requirement.importance,
                outcome: r.outcome,
            })
        };
        Self {
            analysis_id,
            job_id: job.job_id.clone(),
            resume_id: resume_id.clone(),
            created_at,
            engine_version: Analysis::ENGINE_VERSION,
            candidate_name: result.candidate_name.clone(),
            filename: result.filename.clone(),
            company_name: result.company_name.clone(),
            role_name: result.role_name.clone(),
            overall_score: result.overall_score,
            order_score: result.order_score,
            relevance: result.relevance.as_ref().map(|r| r.score),
            strength: result.strength,
            thin: result.thin,
            parts: result.parts.clone(),
            ticks: tick(Importance::Required)
                .chain(tick(Importance::Preferred))
                .collect(),
            text_key: text_key(&job.job_id, &job.job_description),
            inputs: inputs(job, resume_id),
        }
    }

    /// Its row: `list` [time], `job` [job, time], `resume` [résumé, time], `pair` [job, résumé, time], `text` [text].
    ///
    /// # Errors
    /// As [`super::json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        let job = Part::from(self.job_id.as_str());
        let resume = Part::from(self.resume_id.as_str());
        let time = newest_first(&self.created_at);
        Ok(entry(self.analysis_id.as_str(), self)?
            .under("list", [time.clone()])
            .under("job", [job.clone(), time.clone()])
            .under("resume", [resume.clone(), time.clone()])
            .under("pair", [job, resume, time])
            .under("text", [Part::from(self.text_key.as_str())]))
    }

    /// The row that makes it the one that counts for its job and résumé.
    pub fn rank(&self) -> Rank {
        Rank {
            analysis_id: self.analysis_id.clone(),
            job_id: self.job_id.clone(),
            resume_id: self.resume_id.clone(),
            created_at: self.created_at.clone(),
            candidate_name: self.candidate_name.clone(),
            filename: self.filename.clone(),
            overall_score: self.overall_score,
            order_score: self.order_score,
            inputs: self.inputs.clone(),
        }
    }
}

/// The rest of an analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisDetail {
    pub analysis_result: AnalysisResult,
    pub facts: Facts,
    /// The job's as they were then.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
}

impl Kept for AnalysisDetail {
    const STORE: &'static str = stores::ANALYSIS_DETAILS;
    const NOUN: &'static str = "analysis’s details";
}

impl AnalysisDetail {
    /// Its row, beside its head: `job` [job], `resume` [résumé].
    ///
    /// # Errors
    /// As [`super::json`].
    pub fn entry(&self, head: &AnalysisHead) -> Result<Entry, Failure> {
        Ok(entry(head.analysis_id.as_str(), self)?
            .under("job", [Part::from(head.job_id.as_str())])
            .under("resume", [Part::from(head.resume_id.as_str())]))
    }
}
