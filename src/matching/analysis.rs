//! The analysis: a résumé against a job's requirements.

use std::ops::Deref;

use super::{
    evidence::{Prepared, Resume},
    features::Features,
    language,
    report::report,
    requirements::JobRequirements,
    scorer::{FEWEST_REQUIREMENTS, Scored, Scorer},
};
use crate::{
    messages::JobText,
    records::{
        AnalysisResult, Document, Facts, Importance, Outcome, Part, RequirementKind,
        RequirementResult, YearMonth,
    },
    vectors::Model,
};

/// A skill named on more lines than this is said to be named often.
const OFTEN: usize = 12;
/// A skill named this often in one line is said to be repeated.
const OFTEN_IN_LINE: usize = 4;

/// Scores a document against a job, with the reason for every point. The same texts give the same result, bit for bit. Meaning is not
/// measured here: [`Scorer::explain`] does so with a model and kept features.
pub fn analyse(
    job: &JobText,
    requirements: &JobRequirements,
    document: &Document,
    facts: &Facts,
    filename: &str,
) -> AnalysisResult {
    let features = Features::of(document, facts, None);
    Scorer::<&Model>::new(job, requirements.clone(), None).explain(
        &Prepared::new(features),
        document,
        facts,
        filename,
    )
}

impl<M: Deref<Target = Model>> Scorer<M> {
    /// Scores a résumé of that document with the reason for every point.
    pub fn explain(
        &self,
        resume: &Prepared,
        document: &Document,
        facts: &Facts,
        filename: &str,
    ) -> AnalysisResult {
        let beside = Resume::new(resume, Some(document), &self.runs);
        let (findings, score, scored) = self.assess(&beside);
        let requirements = &self.requirements.requirements;
        let points = self.scale.points(&score);
        let results: Vec<RequirementResult> = requirements
            .iter()
            .zip(findings)
            .zip(points)
            .map(
                |((requirement, finding), (points, points_possible))| RequirementResult {
                    requirement: requirement.clone(),
                    outcome: finding.outcome,
                    evidence: finding.evidence,
                    reason: finding.reason,
                    credit: finding.credit,
                    points,
                    points_possible,
                },
            )
            .collect();
        let parts = self.scale.parts(&score);
        let report = report(&results, score.overall, scored.strength, scored.thin, facts);
        let part = |own: Part| parts.iter().find(|p| p.part == own).and_then(|p| p.score);
        let (matched_skills, missing_critical_skills) = required_skills(&results);
        AnalysisResult {
            candidate_name: facts.name.as_ref().map(|n| n.value.clone()),
            filename: filename.to_owned(),
            company_name: self.job.company_name.clone(),
            role_name: self.job.role_name.clone(),
            overall_score: scored.overall,
            skill_match_score: part(Part::Skill),
            experience_match_score: part(Part::Experience),
            education_match_score: part(Part::Education),
            strength: scored.strength,
            thin: scored.thin,
            relevance: scored.relevance.clone(),
            order_score: Some(scored.order),
            matched_skills,
            missing_critical_skills,
            strengths: report.strengths,
            weaknesses: report.weaknesses,
            executive_summary: report.summary,
            hiring_recommendation: report.recommendation,
            notes: notes(&self.requirements, &beside, &scored, facts),
            requirements: results,
            parts,
            as_of: as_of(facts),
        }
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

fn notes(
    requirements: &JobRequirements,
    resume: &Resume,
    scored: &Scored,
    facts: &Facts,
) -> Vec<String> {
    let mut notes = requirements.notes.clone();
    if scored.thin {
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
    notes.push(order_note(scored));
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
    if resume.features().has_hidden_text {
        notes.push("The file holds text that a person does not see; it is not counted.".to_owned());
    }
    notes.extend(repeated(resume));
    if facts.experience_months.is_none() {
        notes.push("No dated entry was found, so years of experience are not stated.".to_owned());
    }
    notes
}

/// How requirements and relevance make the order.
fn order_note(scored: &Scored) -> String {
    let Some(relevance) = &scored.relevance else {
        return "Relevance is not measured between two languages; the score alone puts this résumé in its order."
            .to_owned();
    };
    let meaning = if relevance.meaning.is_some() {
        ""
    } else {
        " (by words alone; meaning was not measured)"
    };
    format!(
        "Relevance, how near the texts are: {:.1} of 100{meaning}. In the order of people it counts beside the score that the text is of the job’s kind, and then how near it is: {:.2}.",
        relevance.score, scored.order
    )
}

/// Skills that are named over and over: it raises nothing.
fn repeated(resume: &Resume) -> Option<String> {
    let mut often: Vec<&str> = Vec::new();
    for (skill, name) in (0u32..).zip(&resume.features().skills) {
        let lines: Vec<u32> = resume
            .claims()
            .filter(|c| c.skill == skill)
            .filter_map(|c| c.places.first().map(|p| p.0))
            .collect();
        let in_one = lines.chunk_by(|a, b| a == b).map(<[u32]>::len).max();
        if lines.len() > OFTEN || in_one.unwrap_or(0) >= OFTEN_IN_LINE {
            often.push(name);
        }
    }
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
