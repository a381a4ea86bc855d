//! An analysis: one résumé scored against one job, with the reason for every point.

use serde::{Deserialize, Serialize};

use super::{AnalysisId, DegreeLevel, Facts, JobId, ResumeId, Time, YearMonth};

/// What a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementKind {
    Skill,
    /// Years of experience, over all or for one skill.
    Years,
    Degree,
    Certificate,
    Language,
    /// The job's title or seniority.
    Title,
    /// Place, on site or remote. Told, not scored.
    Place,
}

/// What each part of a score weighs. They are shares of one another and need not sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    pub skill: f64,
    pub experience: f64,
    pub education: f64,
}

impl Default for Weights {
    /// As the older system had them.
    fn default() -> Self {
        Self {
            skill: 0.40,
            experience: 0.35,
            education: 0.25,
        }
    }
}

impl Weights {
    /// What each of them can be.
    pub const RANGE: std::ops::RangeInclusive<f64> = 0.0..=1000.0;

    /// Whether they can be used: none below nought, not all of them nought.
    pub fn are_usable(&self) -> bool {
        let all = [self.skill, self.experience, self.education];
        all.iter().all(|w| Self::RANGE.contains(w)) && all.iter().any(|w| *w > 0.0)
    }
}

/// What a person changed in how a job is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrections {
    /// Requirements that the text lacks, each in the person's own words, read as a line of an advertisement is.
    pub added: Vec<String>,
    /// Ids of requirements that are none.
    pub removed: Vec<String>,
    /// Ids of requirements that are asked for firmly, whatever the text was taken to say.
    pub required: Vec<String>,
    /// Ids of requirements that are only wished for.
    pub preferred: Vec<String>,
    /// Absent where the usual weights stand.
    pub weights: Option<Weights>,
}

impl Corrections {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How firmly the job asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Importance {
    Required,
    Preferred,
}

/// One thing that the job asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// Stable within the job: kind and name, `skill:python`.
    pub id: String,
    pub kind: RequirementKind,
    pub importance: Importance,
    /// A plain name: "Python", "5+ years of experience", "Bachelor’s degree".
    pub name: String,
    /// The job's line, from 1, and its text. 0 and empty where a person added the requirement.
    pub job_line: u32,
    pub job_quote: String,
    /// For [`RequirementKind::Years`]: the years asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<f64>,
    /// The canonical name that is looked for: of a skill, certificate, language, occupation, or of what the years are of.
    /// Absent where the name itself is looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Canonical names of which any one does as well: "PostgreSQL or MySQL".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<String>,
    /// For [`RequirementKind::Language`]: the level asked for, `A1` to `C2` or `native`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// For [`RequirementKind::Degree`]: the level asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub degree: Option<DegreeLevel>,
    /// For [`RequirementKind::Degree`]: experience may stand in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub or_experience: bool,
}

/// Whether the résumé meets a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Found,
    Partly,
    NotFound,
    /// The résumé says nothing either way (a file without any dates, for years).
    NotStated,
}

/// A line of the résumé that bears on a requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The résumé's line, from 1.
    pub line: u32,
    /// The words of that line that count, exactly as they stand in it.
    pub quote: String,
}

/// A requirement and what was found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "FlatResult")]
pub struct RequirementResult {
    #[serde(flatten)]
    pub requirement: Requirement,
    pub outcome: Outcome,
    pub evidence: Vec<Evidence>,
    /// Why, in plain words: "in dated experience, 2019–2026", "Luigi is close to Airflow, not the same".
    pub reason: String,
    /// 0 to 1: how much of this requirement counts as met.
    pub credit: f64,
    /// Points of the overall score that this requirement gave, and those it could give at the most. The parts' sums add up.
    pub points: f64,
    pub points_possible: f64,
}

/// A [`RequirementResult`] as it stands in JSON, for reading: what serde makes of a flattened field gathers all fields first
/// and then reads them a second time, which the page would carry as code for both.
#[derive(Deserialize)]
struct FlatResult {
    id: String,
    kind: RequirementKind,
    importance: Importance,
    name: String,
    job_line: u32,
    job_quote: String,
    #[serde(default)]
    years: Option<f64>,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    alternatives: Vec<String>,
    #[serde(default)]
    level: Option<String>,
    #[serde(default)]
    degree: Option<DegreeLevel>,
    #[serde(default)]
    or_experience: bool,
    outcome: Outcome,
    evidence: Vec<Evidence>,
    reason: String,
    credit: f64,
    points: f64,
    points_possible: f64,
}

impl From<FlatResult> for RequirementResult {
    fn from(flat: FlatResult) -> Self {
        Self {
            requirement: Requirement {
                id: flat.id,
                kind: flat.kind,
                importance: flat.importance,
                name: flat.name,
                job_line: flat.job_line,
                job_quote: flat.job_quote,
                years: flat.years,
                subject: flat.subject,
                alternatives: flat.alternatives,
                level: flat.level,
                degree: flat.degree,
                or_experience: flat.or_experience,
            },
            outcome: flat.outcome,
            evidence: flat.evidence,
            reason: flat.reason,
            credit: flat.credit,
            points: flat.points,
            points_possible: flat.points_possible,
        }
    }
}

/// The three parts of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Skill,
    Experience,
    Education,
}

/// One part's score and its weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartScore {
    pub part: Part,
    /// 0 to 100, or absent where the job does not ask for anything of this part ("not stated").
    pub score: Option<f64>,
    /// The weight as set: .40, .35, .25.
    pub weight: f64,
    /// The weight as used, after the weight of parts not stated was shared among the others.
    pub weight_used: f64,
}

/// A sentence and the lines of the résumé that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    pub text: String,
    pub lines: Vec<u32>,
    /// The requirement it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
}

/// Match strength in a word. Not a probability, and no advice to hire or reject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    Weak,
    Possible,
    Strong,
}

/// How alike the texts of a job and a résumé are, beside what is asked for and found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relevance {
    /// 0 to 100, to one decimal: the mean of the signals, each on its own fixed scale.
    pub score: f64,
    /// TF-IDF cosine of the texts, the job's title counted four times: 0 to 1, to three decimals, as all signals.
    pub words: f64,
    /// TF-IDF cosine of the job's title and the résumé's first 60 words.
    pub title_words: f64,
    /// Cosine of the texts' meaning; absent where it was not measured: no word vectors, or a text that is not in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meaning: Option<f64>,
    /// Cosine of the meaning of the job's title and the résumé's first 60 words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_meaning: Option<f64>,
    /// Which word vectors measured the meaning; absent where it was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// What scoring a résumé against a job gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalysisResult {
    pub candidate_name: Option<String>,
    pub filename: String,
    pub company_name: String,
    pub role_name: String,
    /// 0 to 100, to one decimal.
    pub overall_score: f64,
    /// 0 to 100 each; absent where the job does not ask for anything of that part.
    pub skill_match_score: Option<f64>,
    pub experience_match_score: Option<f64>,
    pub education_match_score: Option<f64>,
    pub parts: Vec<PartScore>,
    pub strength: Strength,
    /// Fewer than three requirements: the score is not firm.
    pub thin: bool,
    /// Beside the score; absent in analyses of earlier engines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<Relevance>,
    /// By what people are put in order, 0 to 100 to two decimals: beside the score it counts that the text is of the job's kind, and how near it is.
    /// Absent in analyses of earlier engines, where the score alone does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_score: Option<f64>,
    pub requirements: Vec<RequirementResult>,
    /// Canonical names of required skills found, by themselves or by one that counts as them; and of those not found, where
    /// something close to them may be.
    pub matched_skills: Vec<String>,
    pub missing_critical_skills: Vec<String>,
    pub strengths: Vec<Statement>,
    pub weaknesses: Vec<Statement>,
    pub executive_summary: Vec<Statement>,
    /// `YES`, `MAYBE` or `NO`, then the reason: the form that the older system's clients read.
    pub hiring_recommendation: String,
    /// What a reader of the score should know: other language than the job's, contradictions in the ad, …
    pub notes: Vec<String>,
    /// The month that "present" stood for.
    pub as_of: YearMonth,
}

/// A kept analysis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub created_at: Time,
    /// The engine's version that made it: [`Analysis::ENGINE_VERSION`] at the time.
    pub engine_version: u32,
    pub analysis_result: AnalysisResult,
    /// The job's text as it was scored, so that lines stay true when the job is edited later.
    pub job_description: String,
    /// What a person had changed in how the text is read.
    #[serde(default, skip_serializing_if = "Corrections::is_empty")]
    pub corrections: Corrections,
    /// The facts as they were scored.
    pub facts: Facts,
}

impl Analysis {
    /// Grows whenever the same two texts could give another score.
    pub const ENGINE_VERSION: u32 = 5;
}
