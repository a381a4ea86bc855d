//! The analysis: a résumé against a job's requirements.

use super::{
    assess::{Finding, assess},
    evidence::Resume,
    language,
    report::report,
    requirements::{JobRequirements, is_asked},
    score::{score, strength},
};
use crate::{
    messages::JobText,
    records::{
        AnalysisResult, Document, Facts, FindingKind, Importance, Outcome, Part, Requirement,
        RequirementKind, RequirementResult, YearMonth,
    },
};

/// A job with fewer requirements than this is thin: its score is not firm.
const FEWEST_REQUIREMENTS: usize = 3;
/// A skill named on more lines than this is said to be named often.
const OFTEN: usize = 12;
/// A skill named this often in one line is said to be repeated.
const OFTEN_IN_LINE: usize = 4;

/// Scores a document against a job, with the reason for every point. The same texts give the same result, bit for bit.
pub fn analyse(
    job: &JobText,
    requirements: &JobRequirements,
    document: &Document,
    facts: &Facts,
    filename: &str,
) -> AnalysisResult {
    let resume = Resume::new(document, facts, &job.job_description);
    let findings: Vec<Finding> = requirements
        .requirements
        .iter()
        .map(|r| assess(r, &requirements.requirements, &resume))
        .collect();
    let all: Vec<&Requirement> = requirements.requirements.iter().collect();
    let credits: Vec<f64> = findings.iter().map(|f| f.credit).collect();
    let score = score(&all, &credits);
    let results: Vec<RequirementResult> = all
        .iter()
        .zip(findings)
        .zip(&score.points)
        .map(
            |((requirement, finding), &(points, points_possible))| RequirementResult {
                requirement: (*requirement).clone(),
                outcome: finding.outcome,
                evidence: finding.evidence,
                reason: finding.reason,
                credit: finding.credit,
                points,
                points_possible,
            },
        )
        .collect();
    let is_thin = all.iter().filter(|r| is_asked(r)).count() < FEWEST_REQUIREMENTS;
    let strength = strength(score.overall, is_thin);
    let report = report(&results, score.overall, strength, is_thin, facts);
    let part = |own: Part| {
        score
            .parts
            .iter()
            .find(|p| p.part == own)
            .and_then(|p| p.score)
    };
    let (matched_skills, missing_critical_skills) = required_skills(&results);
    AnalysisResult {
        candidate_name: facts.name.as_ref().map(|n| n.value.clone()),
        filename: filename.to_owned(),
        company_name: job.company_name.clone(),
        role_name: job.role_name.clone(),
        overall_score: score.overall,
        skill_match_score: part(Part::Skill),
        experience_match_score: part(Part::Experience),
        education_match_score: part(Part::Education),
        parts: score.parts.clone(),
        strength,
        thin: is_thin,
        matched_skills,
        missing_critical_skills,
        strengths: report.strengths,
        weaknesses: report.weaknesses,
        executive_summary: report.summary,
        hiring_recommendation: report.recommendation,
        notes: notes(requirements, &resume, is_thin),
        requirements: results,
        as_of: as_of(facts),
    }
}

/// Canonical names of the required skills that were found, and of those that were not.
fn required_skills(results: &[RequirementResult]) -> (Vec<String>, Vec<String>) {
    let name = |r: &RequirementResult| {
        let requirement = &r.requirement;
        requirement
            .subject
            .clone()
            .unwrap_or_else(|| requirement.name.clone())
    };
    let required = || {
        results.iter().filter(|r| {
            r.requirement.kind == RequirementKind::Skill
                && r.requirement.importance == Importance::Required
        })
    };
    let found = required().filter(|r| r.outcome == Outcome::Found).map(name);
    let missing = required().filter(|r| r.outcome != Outcome::Found).map(name);
    (found.collect(), missing.collect())
}

fn notes(requirements: &JobRequirements, resume: &Resume, is_thin: bool) -> Vec<String> {
    let mut notes = requirements.notes.clone();
    let facts = resume.facts;
    if is_thin {
        notes.push(format!(
            "The job names fewer than {FEWEST_REQUIREMENTS} requirements: the score is not firm."
        ));
    }
    if let (Some(job), Some(own)) = (&requirements.language, &facts.language)
        && job != own
    {
        notes.push(format!(
            "The job is written in {}, the résumé in {}: skills are compared by the names they have in both languages, and some may be missed.",
            language::name(job),
            language::name(own)
        ));
    }
    if let (Some(first), Some(last)) = (resume.copied.first(), resume.copied.last()) {
        let place = if first == last {
            format!("Line {first} of the résumé is")
        } else {
            format!(
                "{} lines of the résumé (between {first} and {last}) are",
                resume.copied.len()
            )
        };
        notes.push(format!(
            "{place} copied word for word from the job’s text; nothing in them is counted."
        ));
    }
    let is_hidden = resume
        .document
        .findings
        .iter()
        .any(|f| f.kind == FindingKind::HiddenText);
    if is_hidden || !resume.document.hidden.is_empty() {
        notes.push("The file holds text that a person does not see; it is not counted.".to_owned());
    }
    notes.extend(repeated(resume));
    if facts.experience_months.is_none() {
        notes.push("No dated entry was found, so years of experience are not stated.".to_owned());
    }
    notes
}

/// Skills that are named over and over: it raises nothing.
fn repeated(resume: &Resume) -> Option<String> {
    let mut names: Vec<&str> = resume.claims.iter().map(|c| c.name).collect();
    names.sort_unstable();
    let mut often: Vec<&str> = names
        .chunk_by(|a, b| a == b)
        .filter(|same| {
            let Some(name) = same.first() else {
                return false;
            };
            let lines: Vec<u32> = resume
                .claims
                .iter()
                .filter(|c| c.name == *name)
                .filter_map(|c| c.evidence.first().map(|e| e.line))
                .collect();
            let in_one = lines
                .chunk_by(|a, b| a == b)
                .map(<[u32]>::len)
                .max()
                .unwrap_or(0);
            same.len() > OFTEN || in_one >= OFTEN_IN_LINE
        })
        .filter_map(|same| same.first().copied())
        .collect();
    often.truncate(5);
    (!often.is_empty()).then(|| {
        format!(
            "{} is named over and over in the résumé; once, in the firmest place, is all that counts.",
            often.join(", ")
        )
    })
}

/// The month that "present" stood for; where the facts name none, the last month that they name.
fn as_of(facts: &Facts) -> YearMonth {
    let last = || {
        facts
            .experience
            .iter()
            .filter_map(|e| e.to.or(e.from))
            .max()
    };
    facts.as_of.or_else(last).unwrap_or(YearMonth {
        year: 1970,
        month: 1,
    })
}
