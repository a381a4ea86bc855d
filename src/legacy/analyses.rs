//! Analyses: kept as they are. The older system gave scores and sentences without the lines they rest on; ours are never written
//! over them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::files::Files;
use super::lines::{self, Row};
use super::{Report, fields, time};
use crate::records::{
    AnalysisId, AnalysisResult, Facts, JobId, Part, PartScore, ResumeId, Statement, Strength, Time,
    Weights,
};

/// The engine's version of analyses that the older system made: before any of ours, so that they count as made by another
/// engine and "analyse again" makes a new one beside them.
pub const OLDER_SYSTEM: u32 = 0;

/// From which overall score on a match is called strong or possible, where the recommendation does not say it.
const STRONG: f64 = 75.0;
const POSSIBLE: f64 = 50.0;

/// An analysis as it would be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedAnalysis {
    /// Where it stands.
    pub file: String,
    pub line: u64,
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub created_at: Time,
    /// The time inside the result, where it has one of its own: feedback may name either.
    pub result_at: Option<Time>,
    pub engine_version: u32,
    pub result: AnalysisResult,
    pub facts: Facts,
    /// The job's text as it was scored, where the row says it.
    pub job_description: Option<String>,
    /// What it was made from, where the row says it: equal for analyses that must come out equal.
    pub inputs: Option<String>,
}

/// What our own rows carry beside the older fields, so that nothing is lost on the way out and in.
#[derive(Serialize, Deserialize)]
pub(super) struct Whole {
    pub engine_version: u32,
    pub result: AnalysisResult,
    pub facts: Facts,
    pub job_description: Option<String>,
    pub inputs: String,
}

/// Whether a result is the older system's fallback: the skills were compared, and the rest is the number that stands for "not
/// known".
pub fn is_fallback(experience: Option<f64>, education: Option<f64>) -> bool {
    experience == Some(60.0) && education == Some(60.0)
}

/// Reads the analyses. `counts` is what the jobs' index counts of each job.
pub(super) fn read(
    files: &Files,
    counts: &BTreeMap<String, Option<u64>>,
    now: &Time,
    report: &mut Report,
) -> Vec<PlannedAnalysis> {
    let index = index(files, report);
    let mut analyses: Vec<PlannedAnalysis> = Vec::new();
    let mut places: BTreeMap<AnalysisId, usize> = BTreeMap::new();
    for (file, bytes) in &files.analyses {
        for row in lines::rows(file, bytes, report) {
            let Some(analysis) = planned(&row, now, report) else {
                continue;
            };
            let id = &analysis.analysis_id;
            let line = Some(row.line);
            if !index.is_empty() && !index.contains(&id.to_string()) {
                report.taken(file, line, format!("the analysis {id} is not in analyses_index.json: it may have been deleted there. It comes in; delete it here if it should be gone"));
            }
            match places.get(id) {
                None => {
                    places.insert(id.clone(), analyses.len());
                    analyses.push(analysis);
                }
                Some(place) => {
                    let before = analyses.get(*place).map_or(0, |before| before.line);
                    report.taken(file, line, format!("the analysis {id} stands here again (it was in line {before}); the later row is taken"));
                    if let Some(old) = analyses.get_mut(*place) {
                        *old = analysis;
                    }
                }
            }
        }
    }
    for (job, count) in counts {
        let here = analyses.iter().filter(|a| a.job_id.as_str() == job).count() as u64;
        if let (Some(count), Some((file, _))) = (count, files.jobs_index.first())
            && *count != here
            && !files.analyses.is_empty()
        {
            report.taken(file, None, format!("the index counts {count} analyses of the job {job}; the folder has {here}. They are counted anew"));
        }
    }
    analyses
}

fn index(files: &Files, report: &mut Report) -> Vec<String> {
    let mut ids = Vec::new();
    for (file, bytes) in &files.analyses_index {
        let records = lines::index(file, bytes, "analysis_id", report).unwrap_or_default();
        ids.extend(
            records
                .iter()
                .filter_map(|fields| fields::text(fields, "analysis_id")),
        );
    }
    ids
}

fn planned(row: &Row<'_>, now: &Time, report: &mut Report) -> Option<PlannedAnalysis> {
    let (file, line, fields) = (row.file, Some(row.line), &row.fields);
    let empty = Map::new();
    let result = match fields
        .get("analysis_result")
        .or_else(|| fields.get("result"))
    {
        Some(Value::Object(result)) => result,
        // Some older rows hold the result's fields themselves.
        _ if fields.contains_key("overall_score") => fields,
        _ => &empty,
    };
    let overall =
        fields::number(result, "overall_score").or_else(|| fields::number(fields, "overall_score"));
    let Some(overall) = overall.filter(|score| (0.0..=100.0).contains(score)) else {
        report.left_out(
            file,
            line,
            "this analysis has no overall_score from 0 to 100",
        );
        return None;
    };
    let analysis_id = match fields::text(fields, "analysis_id") {
        Some(id) => AnalysisId::new(id),
        None => {
            report.taken(
                file,
                line,
                "this analysis has no analysis_id; it gets one made from its row",
            );
            AnalysisId::new(fields::digest(
                &[&Value::Object(fields.clone()).to_string()],
                12,
            ))
        }
    };
    let analysis_id = taken(analysis_id, file, line, report)?;
    let job_id = fields::text(fields, "job_id").unwrap_or_else(|| {
        report.taken(
            file,
            line,
            format!("the analysis {analysis_id} names no job; it gets a stand-in without a text"),
        );
        format!("job_of_{analysis_id}")
    });
    let job_id = taken(JobId::new(job_id), file, line, report)?;
    let resume_id = fields::text(fields, "resume_id").unwrap_or_else(|| {
        report.taken(
            file,
            line,
            format!(
                "the analysis {analysis_id} names no résumé; it gets a stand-in without a text"
            ),
        );
        format!("resume_of_{analysis_id}")
    });
    let resume_id = taken(ResumeId::new(resume_id), file, line, report)?;
    let result_at = fields::text(result, "timestamp").and_then(|text| time::read(&text));
    let result_at = result_at.map(|read| read.time);
    let created_at = match (fields.contains_key("created_at"), &result_at) {
        (false, Some(time)) => time.clone(),
        _ => fields::time(row, &["created_at", "timestamp"], now, report),
    };
    if let Some(whole) = fields.get("shortlist").cloned()
        && let Ok(whole) = serde_json::from_value::<Whole>(whole)
    {
        return Some(PlannedAnalysis {
            file: file.to_owned(),
            line: row.line,
            analysis_id,
            job_id,
            resume_id,
            created_at,
            result_at,
            engine_version: whole.engine_version,
            result: whole.result,
            facts: whole.facts,
            job_description: whole.job_description,
            inputs: Some(whole.inputs),
        });
    }
    let result = old_result(result, fields, overall, &created_at);
    if is_fallback(result.experience_match_score, result.education_match_score) {
        report.taken(file, line, format!("the analysis {analysis_id} has fallback scores: only its skills were compared, experience and education are the fixed 60 of an answer that could not be read. Analyse it again for scores with reasons"));
    }
    Some(PlannedAnalysis {
        file: file.to_owned(),
        line: row.line,
        analysis_id,
        job_id,
        resume_id,
        created_at,
        result_at,
        engine_version: OLDER_SYSTEM,
        result,
        facts: Facts::default(),
        job_description: None,
        inputs: None,
    })
}

fn taken<T, E: std::fmt::Display>(
    id: Result<T, E>,
    file: &str,
    line: Option<u64>,
    report: &mut Report,
) -> Option<T> {
    id.map_err(|error| report.left_out(file, line, error.to_string()))
        .ok()
}

/// The fields of a result that have a place of their own here.
const KNOWN: [&str; 15] = [
    "candidate_name",
    "filename",
    "overall_score",
    "skill_match_score",
    "experience_match_score",
    "education_match_score",
    "matched_skills",
    "missing_critical_skills",
    "strengths",
    "weaknesses",
    "executive_summary",
    "hiring_recommendation",
    "timestamp",
    "company_name",
    "role_name",
];

/// Fields of the row around a result.
const AROUND: [&str; 7] = [
    "analysis_id",
    "job_id",
    "resume_id",
    "created_at",
    "feedback_count",
    "analysis_result",
    "result",
];

fn old_result(
    result: &Map<String, Value>,
    row: &Map<String, Value>,
    overall: f64,
    created_at: &Time,
) -> AnalysisResult {
    let text = |key| fields::text(result, key).or_else(|| fields::text(row, key));
    let score = |key| fields::number(result, key).filter(|score| (0.0..=100.0).contains(score));
    let statements = |key| {
        let texts = fields::texts(result, key).into_iter();
        texts.map(statement).collect()
    };
    let (skill, experience, education) = (
        score("skill_match_score"),
        score("experience_match_score"),
        score("education_match_score"),
    );
    let hiring_recommendation = text("hiring_recommendation").unwrap_or_default();
    let weights = Weights::default();
    let parts = [
        (Part::Skill, skill, weights.skill),
        (Part::Experience, experience, weights.experience),
        (Part::Education, education, weights.education),
    ];
    let mut notes = vec![
        "Made by the older system. It gave no line of the résumé for what it says; analyse again for a score with reasons."
            .to_owned(),
    ];
    if is_fallback(experience, education) {
        notes.push("Its experience and education scores are the older system’s fallback, 60 each: nothing was compared for them.".into());
    }
    let others = result.iter().filter(|(key, value)| {
        let known = KNOWN.contains(&key.as_str()) || AROUND.contains(&key.as_str());
        !known && !value.is_null()
    });
    for (key, _) in others {
        let said = fields::texts(result, key).join("; ");
        if !said.is_empty() {
            notes.push(format!("{key}: {said}"));
        }
    }
    AnalysisResult {
        candidate_name: text("candidate_name"),
        filename: text("filename").unwrap_or_default(),
        company_name: text("company_name").unwrap_or_default(),
        role_name: text("role_name").unwrap_or_default(),
        overall_score: overall,
        skill_match_score: skill,
        experience_match_score: experience,
        education_match_score: education,
        parts: parts
            .into_iter()
            .map(|(part, score, weight)| PartScore {
                part,
                score,
                weight,
                weight_used: weight,
            })
            .collect(),
        strength: strength(&hiring_recommendation, overall),
        thin: false,
        relevance: None,
        order_score: None,
        requirements: Vec::new(),
        matched_skills: fields::texts(result, "matched_skills"),
        missing_critical_skills: fields::texts(result, "missing_critical_skills"),
        strengths: statements("strengths"),
        weaknesses: statements("weaknesses"),
        executive_summary: statements("executive_summary"),
        hiring_recommendation,
        notes,
        as_of: created_at.year_month(),
    }
}

fn statement(text: String) -> Statement {
    Statement {
        text,
        lines: Vec::new(),
        requirement: None,
    }
}

/// The word for the match: the recommendation's own, or else by the score.
fn strength(recommendation: &str, overall: f64) -> Strength {
    let word: String = recommendation
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    match word.as_str() {
        "yes" => Strength::Strong,
        "maybe" => Strength::Possible,
        "no" => Strength::Weak,
        _ if overall >= STRONG => Strength::Strong,
        _ if overall >= POSSIBLE => Strength::Possible,
        _ => Strength::Weak,
    }
}
