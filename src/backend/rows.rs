//! The rows: what stands in each store, and under which index keys it is found.
//!
//! Lists read light rows only; bytes, documents, facts, the texts of jobs and the bodies of analyses stand in stores of their
//! own. An index named `list` orders by time, newest first: its keys hold the time negated, so that the first rows are the
//! newest. An index named `job`, `resume` or `analysis` finds what hangs on that record, and what goes when it is deleted.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::ambient::milliseconds;
use super::feedback_index::KeptVector;
use super::words::fold;
use crate::matching::Features;
use crate::messages::{Failure, FailureKind, JobText, Tick};
use crate::records::{
    Analysis, AnalysisId, AnalysisResult, Application, Corrections, Day, Document, Facts, Feedback,
    FeedbackId, Importance, Job, JobId, Metadata, PartScore, Resume, ResumeId, Strength, Time,
};
use crate::storage::{Entry, Part, Row, Value, stores};

/// The setting that names the current job.
pub const CURRENT_JOB: &str = "current_job";
/// The one key of the index `sample`, which holds only what "Try it with a sample" added.
pub const SAMPLE: &str = "sample";

/// A record and the store it stands in.
pub trait Kept: Serialize + DeserializeOwned {
    /// The store's name.
    const STORE: &'static str;
    /// What a person calls it.
    const NOUN: &'static str;
}

/// A record's JSON.
///
/// # Errors
/// [`FailureKind::Internal`] where it cannot be written, which no record of ours can bring about.
pub fn json<T: Serialize>(record: &T) -> Result<String, Failure> {
    serde_json::to_string(record).map_err(|error| {
        Failure::new(
            FailureKind::Internal,
            format!("A record could not be written as JSON: {error}"),
        )
    })
}

/// A row's record.
///
/// # Errors
/// Why it cannot be read.
pub fn parse<T: Kept>(row: &Row) -> Result<T, String> {
    let text = row.value.text().ok_or("it holds bytes and not a record")?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn entry<T: Kept>(key: &str, record: &T) -> Result<Entry, Failure> {
    Ok(Entry::new(key, Value::Text(json(record)?)))
}

fn newest_first(time: &Time) -> Part {
    Part::from(-milliseconds(time))
}

/// Lower-case hex digits of some bytes.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// SHA-256 of some bytes, 64 hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The start of a SHA-256 that is enough to tell one person's texts apart.
fn short_sha256(bytes: &[u8]) -> String {
    let mut digest = sha256(bytes);
    digest.truncate(32);
    digest
}

/// A job without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobHead {
    pub job_id: JobId,
    #[serde(default)]
    pub company_name: String,
    #[serde(default)]
    pub role_name: String,
    pub created_at: Time,
    pub updated_at: Time,
    #[serde(default)]
    pub metadata: Metadata,
    #[serde(default)]
    pub is_template: bool,
    /// Where the text stands in `job_texts`.
    pub text_key: String,
    /// Of the text with every run of white space as one space: two jobs with equal ones have the same text to a reader.
    pub text_hash: String,
    /// What a person changed in how the text is read.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
}

impl Kept for JobHead {
    const STORE: &'static str = stores::JOBS;
    const NOUN: &'static str = "job";
}

impl JobHead {
    /// A job without its text.
    pub fn of(job: &Job) -> Self {
        let words: Vec<&str> = job.job_description.split_whitespace().collect();
        Self {
            job_id: job.job_id.clone(),
            company_name: job.company_name.clone(),
            role_name: job.role_name.clone(),
            created_at: job.created_at.clone(),
            updated_at: job.updated_at.clone(),
            metadata: job.metadata.clone(),
            is_template: job.is_template,
            text_key: text_key(&job.job_id, &job.job_description),
            text_hash: short_sha256(words.join(" ").as_bytes()),
            corrections: job.corrections.clone(),
        }
    }

    /// The whole job.
    pub fn with_text(self, job_description: String) -> Job {
        Job {
            job_id: self.job_id,
            company_name: self.company_name,
            role_name: self.role_name,
            job_description,
            created_at: self.created_at,
            updated_at: self.updated_at,
            metadata: self.metadata,
            is_template: self.is_template,
            corrections: self.corrections,
        }
    }

    /// Whether "Try it with a sample" added it.
    pub fn is_sample(&self) -> bool {
        self.metadata.contains_key(Job::SAMPLE)
    }

    /// The first part of its keys in the indexes `list` and `text`.
    pub fn kind(&self) -> &'static str {
        job_kind(self.is_template)
    }

    /// Its row: `list` [kind, time], `text` [kind, hash], `sample`.
    ///
    /// # Errors
    /// As [`json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        let kind = Part::from(self.kind());
        let hash = Part::from(self.text_hash.as_str());
        let row = entry(self.job_id.as_str(), self)?
            .under("list", [kind.clone(), newest_first(&self.created_at)])
            .under("text", [kind, hash]);
        Ok(if self.is_sample() {
            row.under("sample", [Part::from(SAMPLE)])
        } else {
            row
        })
    }
}

/// The first part of a job's keys in the indexes `list` and `text`: jobs and templates are listed apart, and a job may well
/// have the text of its template.
pub fn job_kind(is_template: bool) -> &'static str {
    if is_template { "template" } else { "job" }
}

/// Where a job's text stands: each text that an analysis was made from is kept once, under its job.
pub fn text_key(job_id: &JobId, text: &str) -> String {
    format!("{job_id}/{}", short_sha256(text.as_bytes()))
}

/// The row of a job's text: `job` [job].
pub fn job_text_entry(job_id: &JobId, key: &str, text: &str) -> Entry {
    let job = Part::from(job_id.as_str());
    Entry::new(key, Value::Text(text.to_owned())).under("job", [job])
}

impl Kept for Resume {
    const STORE: &'static str = stores::RESUMES;
    const NOUN: &'static str = "résumé";
}

/// A résumé's row: `list` [time], `unscored` [job], `sample`.
///
/// # Errors
/// As [`json`].
pub fn resume_entry(resume: &Resume) -> Result<Entry, Failure> {
    let mut row = entry(resume.resume_id.as_str(), resume)?
        .under("list", [newest_first(&resume.uploaded_at)]);
    if let Some(job) = &resume.unscored_for {
        row = row.under("unscored", [Part::from(job.as_str())]);
    }
    if resume.is_sample {
        row = row.under("sample", [Part::from(SAMPLE)]);
    }
    Ok(row)
}

/// Where a file's bytes stand. The key ends with their number, so that the space in use is counted from keys alone.
pub fn file_key(resume_id: &ResumeId, size: u64) -> String {
    format!("{resume_id}/{size}")
}

/// The number of bytes, from such a key.
pub fn file_size(key: &str) -> u64 {
    let size = key.rsplit_once('/').map(|(_, size)| size.parse().ok());
    size.flatten().unwrap_or(0)
}

/// The row of a file's bytes: `resume` [résumé].
pub fn file_entry(resume_id: &ResumeId, bytes: Vec<u8>) -> Entry {
    let key = file_key(resume_id, bytes.len() as u64);
    let resume = Part::from(resume_id.as_str());
    Entry::new(key, Value::Bytes(bytes)).under("resume", [resume])
}

impl Kept for Document {
    const STORE: &'static str = stores::RESUME_TEXTS;
    const NOUN: &'static str = "résumé’s text";
}

impl Kept for Features {
    const STORE: &'static str = stores::RESUME_FEATURES;
    const NOUN: &'static str = "résumé’s features";
}

impl Kept for Facts {
    const STORE: &'static str = stores::RESUME_FACTS;
    const NOUN: &'static str = "résumé’s facts";
}

/// The row of a résumé's features, from their JSON.
pub fn features_entry(resume_id: &ResumeId, features: &str) -> Entry {
    Entry::new(resume_id.as_str(), Value::Text(features.to_owned()))
}

/// The row of a résumé's document, facts or features.
///
/// # Errors
/// As [`json`].
pub fn part_entry<T: Kept>(resume_id: &ResumeId, part: &T) -> Result<Entry, Failure> {
    entry(resume_id.as_str(), part)
}

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
    /// As [`json`].
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
    /// As [`json`].
    pub fn entry(&self, head: &AnalysisHead) -> Result<Entry, Failure> {
        Ok(entry(head.analysis_id.as_str(), self)?
            .under("job", [Part::from(head.job_id.as_str())])
            .under("resume", [Part::from(head.resume_id.as_str())]))
    }
}

/// Which analysis counts for a job and a résumé in the ranking. One row a pair, written over by each newer analysis, so
/// that two can never count at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rank {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub created_at: Time,
    #[serde(default)]
    pub candidate_name: Option<String>,
    #[serde(default)]
    pub filename: String,
    pub overall_score: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_score: Option<f64>,
    pub inputs: String,
}

impl Kept for Rank {
    const STORE: &'static str = stores::RANKS;
    const NOUN: &'static str = "place in the ranking";
}

/// The key of a pair's rank.
pub fn rank_key(job_id: &JobId, resume_id: &ResumeId) -> String {
    format!("{job_id}/{resume_id}")
}

impl Rank {
    /// What people are ordered by, in tenths of a point; of analyses that earlier engines made the score.
    pub fn tenths(&self) -> i64 {
        let order = self.order_score.unwrap_or(self.overall_score);
        (order * 10.0).round() as i64
    }

    /// The candidate's name, or the file's where there is none.
    pub fn name(&self) -> &str {
        self.candidate_name.as_deref().unwrap_or(&self.filename)
    }

    /// Its row: `rank` [job, score from the highest, candidate, analysis], `resume` [résumé].
    ///
    /// # Errors
    /// As [`json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        let rank = [
            Part::from(self.job_id.as_str()),
            Part::from(-self.tenths()),
            Part::from(fold(self.name())),
            Part::from(self.analysis_id.as_str()),
        ];
        Ok(entry(&rank_key(&self.job_id, &self.resume_id), self)?
            .under("rank", rank)
            .under("resume", [Part::from(self.resume_id.as_str())]))
    }
}

impl Kept for Feedback {
    const STORE: &'static str = stores::FEEDBACK;
    const NOUN: &'static str = "feedback";
}

/// A feedback's row: `list` [time], and `analysis`, `job`, `resume` [id, time] where it hangs on one.
///
/// # Errors
/// As [`json`].
pub fn feedback_entry(feedback: &Feedback) -> Result<Entry, Failure> {
    let time = newest_first(&feedback.timestamp);
    let mut row = entry(feedback.id.as_str(), feedback)?.under("list", [time.clone()]);
    let links = [
        (
            "analysis",
            feedback.analysis_id.as_ref().map(AnalysisId::as_str),
        ),
        ("job", feedback.job_id.as_ref().map(JobId::as_str)),
        ("resume", feedback.resume_id.as_ref().map(ResumeId::as_str)),
    ];
    for (index, id) in links {
        if let Some(id) = id {
            row = row.under(index, [Part::from(id), time.clone()]);
        }
    }
    Ok(row)
}

impl Kept for KeptVector {
    const STORE: &'static str = stores::FEEDBACK_VECTORS;
    const NOUN: &'static str = "feedback’s vector";
}

/// The row of a feedback's vector.
///
/// # Errors
/// As [`json`].
pub fn feedback_vector_entry(id: &FeedbackId, vector: &KeptVector) -> Result<Entry, Failure> {
    entry(id.as_str(), vector)
}

/// The setting that names the current job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurrentJob {
    pub job_id: JobId,
}

impl Kept for CurrentJob {
    const STORE: &'static str = stores::SETTINGS;
    const NOUN: &'static str = "setting";
}

impl CurrentJob {
    /// Its row: `job` [job].
    ///
    /// # Errors
    /// As [`json`].
    pub fn entry(&self) -> Result<Entry, Failure> {
        Ok(entry(CURRENT_JOB, self)?.under("job", [Part::from(self.job_id.as_str())]))
    }
}

impl Kept for Application {
    const STORE: &'static str = stores::APPLICATIONS;
    const NOUN: &'static str = "application";
}

/// Under what an application is the same as another: company and role folded, punctuation as spaces, the company without its
/// legal form.
pub fn application_key(company: &str, job: &str) -> [Part; 2] {
    const LEGAL_FORMS: [&str; 16] = [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "sa",
        "bv",
        "pty",
    ];
    let words = |text: &str| {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#');
        let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
        words.collect::<Vec<_>>()
    };
    let mut company = words(company);
    while company.len() > 1
        && company
            .last()
            .is_some_and(|word| LEGAL_FORMS.contains(&word.as_str()))
    {
        company.pop();
    }
    [company.join(" ").into(), words(job).join(" ").into()]
}

/// An application's row: `list` [day], `same` [company, role], and `job`, `resume` [id] where it is linked.
///
/// # Errors
/// As [`json`].
pub fn application_entry(application: &Application) -> Result<Entry, Failure> {
    let mut row = entry(application.id.as_str(), application)?
        .under("list", [newest_day_first(&application.day())])
        .under(
            "same",
            application_key(&application.company, &application.job),
        );
    let links = [
        ("job", application.job_id.as_ref().map(JobId::as_str)),
        (
            "resume",
            application.resume_id.as_ref().map(ResumeId::as_str),
        ),
    ];
    for (index, id) in links {
        if let Some(id) = id {
            row = row.under(index, [Part::from(id)]);
        }
    }
    Ok(row)
}

/// A day as a number that is smaller the newer it is: 20261118 negated.
pub fn newest_day_first(day: &Day) -> Part {
    let digits: String = day.as_str().chars().filter(char::is_ascii_digit).collect();
    let number: i64 = digits.parse().unwrap_or(0);
    Part::from(-number)
}
