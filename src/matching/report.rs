//! The report: strengths, weaknesses and the summary, each sentence made of the requirements' own evidence.

use super::{assess::span, requirements::is_asked};
use crate::records::{
    Facts, Importance, Outcome, RequirementKind, RequirementResult, Statement, Strength,
};

/// The most strengths and the most weaknesses that are told.
const MOST: usize = 6;
/// A requirement that lost fewer points than this is no weakness.
const LEAST_LOSS: f64 = 0.5;
/// Credit from which a requirement is a strength.
const FIRM: f64 = 0.9;

/// The words of a report.
pub struct Report {
    pub strengths: Vec<Statement>,
    pub weaknesses: Vec<Statement>,
    pub summary: Vec<Statement>,
    pub recommendation: String,
}

/// Writes the report of a scored résumé.
pub fn report(
    results: &[RequirementResult],
    overall: f64,
    strength: Strength,
    is_thin: bool,
    facts: &Facts,
) -> Report {
    let (met, all) = must_haves(results);
    let is_scored = results.iter().any(|r| r.points_possible > 0.0);
    Report {
        strengths: strengths(results),
        weaknesses: weaknesses(results),
        summary: summary(results, overall, strength, is_thin, facts),
        recommendation: recommendation(strength, is_thin, is_scored, met, all),
    }
}

/// How many of the things that are required were found, of how many.
fn must_haves(results: &[RequirementResult]) -> (usize, usize) {
    let required = || {
        results.iter().filter(|r| {
            r.requirement.importance == Importance::Required && is_asked(&r.requirement)
        })
    };
    let met = required().filter(|r| r.outcome == Outcome::Found).count();
    (met, required().count())
}

fn lines(result: &RequirementResult) -> Vec<u32> {
    result.evidence.iter().map(|e| e.line).collect()
}

fn strengths(results: &[RequirementResult]) -> Vec<Statement> {
    let mut found: Vec<&RequirementResult> = results
        .iter()
        .filter(|r| r.outcome == Outcome::Found && r.credit >= FIRM && r.points > 0.0)
        .collect();
    found.sort_by(|a, b| b.points.total_cmp(&a.points));
    found
        .into_iter()
        .take(MOST)
        .map(|r| Statement {
            text: format!("{}: {}", r.requirement.name, lower_first(&r.reason)),
            lines: lines(r),
            requirement: Some(r.requirement.id.clone()),
        })
        .collect()
}

fn loss(result: &RequirementResult) -> f64 {
    result.points_possible - result.points
}

fn weaknesses(results: &[RequirementResult]) -> Vec<Statement> {
    lost(results)
        .into_iter()
        .take(MOST)
        .map(|r| Statement {
            text: format!(
                "{}: {} If this were there: +{:.1}.",
                r.requirement.name,
                lower_first(&r.reason),
                loss(r)
            ),
            lines: lines(r),
            requirement: Some(r.requirement.id.clone()),
        })
        .collect()
}

/// Requirements that lost points, the most first.
fn lost(results: &[RequirementResult]) -> Vec<&RequirementResult> {
    let mut lost: Vec<&RequirementResult> = results
        .iter()
        .filter(|r| r.outcome != Outcome::Found && loss(r) >= LEAST_LOSS)
        .collect();
    lost.sort_by(|a, b| loss(b).total_cmp(&loss(a)));
    lost
}

fn summary(
    results: &[RequirementResult],
    overall: f64,
    strength: Strength,
    is_thin: bool,
    facts: &Facts,
) -> Vec<Statement> {
    let plain = |text: String, lines: Vec<u32>| Statement {
        text,
        lines,
        requirement: None,
    };
    if !results.iter().any(|r| r.points_possible > 0.0) {
        return vec![plain(
            "The job asks for nothing that could be looked for, so there is nothing to score."
                .into(),
            Vec::new(),
        )];
    }
    let mut sentences = Vec::new();
    let firm = if is_thin {
        " The job asks for too little to say so firmly."
    } else {
        ""
    };
    sentences.push(plain(
        format!(
            "Match strength: {}, {overall:.1} of 100 points.{firm}",
            word(strength)
        ),
        Vec::new(),
    ));
    let (met, all) = must_haves(results);
    if all > 0 {
        let found: Vec<&RequirementResult> = results
            .iter()
            .filter(|r| {
                r.requirement.importance == Importance::Required
                    && is_asked(&r.requirement)
                    && r.outcome == Outcome::Found
            })
            .collect();
        let mut evidence: Vec<u32> = found.iter().flat_map(|r| lines(r)).collect();
        evidence.sort_unstable();
        evidence.dedup();
        let names = names(&found);
        let list = if names.is_empty() {
            String::new()
        } else {
            format!(": {names}")
        };
        sentences.push(plain(
            format!("{met} of {all} must-haves found{list}."),
            evidence,
        ));
    }
    let has_years = results
        .iter()
        .any(|r| r.requirement.kind == RequirementKind::Years);
    if let Some(months) = facts.experience_months.filter(|_| !has_years) {
        let evidence = facts
            .experience
            .iter()
            .filter(|e| e.from.is_some())
            .map(|e| e.first)
            .collect();
        sentences.push(plain(
            format!("{} of dated experience.", span(months)),
            evidence,
        ));
    }
    let lost = lost(results);
    if let Some(most) = lost.first() {
        let names: Vec<String> = lost
            .iter()
            .take(3)
            .map(|r| format!("{} (+{:.1})", r.requirement.name, loss(r)))
            .collect();
        sentences.push(Statement {
            text: format!("What would add most: {}.", names.join(", ")),
            lines: lost.iter().take(3).flat_map(|r| lines(r)).collect(),
            requirement: Some(most.requirement.id.clone()),
        });
    }
    sentences
}

/// The names of requirements, the first few.
fn names(results: &[&RequirementResult]) -> String {
    const SHOWN: usize = 8;
    let mut names: Vec<&str> = results
        .iter()
        .take(SHOWN)
        .map(|r| r.requirement.name.as_str())
        .collect();
    let rest = results.len().saturating_sub(SHOWN);
    let more = format!("{rest} more");
    if rest > 0 {
        names.push(&more);
    }
    names.join(", ")
}

fn recommendation(
    strength: Strength,
    is_thin: bool,
    is_scored: bool,
    met: usize,
    all: usize,
) -> String {
    if !is_scored {
        return "MAYBE – the job asks for nothing that could be scored".to_owned();
    }
    let prefix = match strength {
        Strength::Strong => "YES",
        Strength::Possible => "MAYBE",
        Strength::Weak => "NO",
    };
    let must_haves = if all > 0 {
        format!("{met} of {all} must-haves found")
    } else {
        "the job names no must-haves".to_owned()
    };
    let thin = if is_thin {
        "; the job asks for too little to be firm"
    } else {
        ""
    };
    format!("{prefix} – {} match: {must_haves}{thin}", word(strength))
}

fn word(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Possible => "possible",
        Strength::Weak => "weak",
    }
}

/// A reason after a colon: its first letter small, unless its first word is a name or a quotation.
fn lower_first(reason: &str) -> String {
    const PLAIN: &[&str] = &[
        "In ",
        "Listed",
        "Mentioned",
        "Named",
        "Has ",
        "Not ",
        "No ",
        "Told",
        "The ",
    ];
    if PLAIN.iter().any(|p| reason.starts_with(p)) {
        let mut chars = reason.chars();
        return match chars.next() {
            Some(first) => first.to_lowercase().chain(chars).collect(),
            None => String::new(),
        };
    }
    reason.to_owned()
}
