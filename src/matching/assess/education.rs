//! Degrees and certificates asked of a résumé.

use super::{
    Finding, MOST_EVIDENCE, named,
    years::{dated_jobs, span},
};
use crate::{
    matching::{degree, evidence::Resume},
    records::{DegreeLevel, Evidence, Requirement, SectionKind},
};

/// Months of experience that stand in for a degree, where the job allows it.
const IN_PLACE_OF_DEGREE: u32 = 48;

pub(super) fn degree(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = requirement.degree.unwrap_or_default();
    let facts = resume.facts();
    let best = facts
        .education
        .iter()
        .filter(|e| !resume.is_copied(e.line))
        .max_by_key(|e| e.level);
    let level = best.map_or(DegreeLevel::None, |e| e.level);
    let evidence: Vec<Evidence> = best
        .filter(|e| e.level > DegreeLevel::None)
        .and_then(|e| resume.quote(e.line, e.degree.as_deref()))
        .into_iter()
        .collect();
    if level >= wanted && level > DegreeLevel::None {
        let reason = if level == wanted {
            format!("{}, as asked for.", degree::name(level))
        } else {
            format!("{}, which is above the one asked for.", degree::name(level))
        };
        return Finding::new(1.0, evidence, reason);
    }
    let experience = facts.experience_months.unwrap_or(0);
    if requirement.or_experience && experience >= IN_PLACE_OF_DEGREE {
        let lines = dated_jobs(resume).filter_map(|j| resume.dated_line(j));
        let evidence = evidence
            .into_iter()
            .chain(lines)
            .take(MOST_EVIDENCE)
            .collect();
        return Finding::new(
            1.0,
            evidence,
            format!(
                "{} of experience, which the job takes in a degree’s place.",
                span(experience)
            ),
        );
    }
    if level == DegreeLevel::None {
        let has_section = facts
            .sections
            .iter()
            .any(|s| s.kind == SectionKind::Education);
        return if has_section || !facts.education.is_empty() {
            Finding::new(0.0, evidence, "No degree is named among the studies.")
        } else {
            Finding::not_stated("Not stated: the résumé says nothing of studies.")
        };
    }
    let steps = degree_rank(wanted) - degree_rank(level);
    let credit = match steps {
        1 => 0.5,
        2 => 0.25,
        _ => 0.0,
    };
    Finding::new(
        credit,
        evidence,
        format!(
            "{}; a {} is asked for.",
            degree::name(level),
            in_sentence(degree::name(wanted))
        ),
    )
}

pub(super) fn degree_rank(level: DegreeLevel) -> i32 {
    match level {
        DegreeLevel::None => 0,
        DegreeLevel::Secondary => 1,
        DegreeLevel::Vocational => 2,
        DegreeLevel::Associate => 3,
        DegreeLevel::Bachelor => 4,
        DegreeLevel::Master => 5,
        DegreeLevel::Doctorate => 6,
    }
}

/// A name inside a sentence: its first letter small.
pub(super) fn in_sentence(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub(super) fn certificate(
    requirement: &Requirement,
    phrase: &[String],
    resume: &Resume,
) -> Finding {
    let wanted = named(requirement);
    let features = resume.features();
    let claims = |line: u32| {
        let at = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
        let is_claim = features
            .lines
            .get(at)
            .is_some_and(|l| l.claims_certificates);
        is_claim && !resume.is_copied(line)
    };
    let named: Vec<_> = features
        .certificates
        .iter()
        .filter(|(name, place)| name == wanted && claims(place.0))
        .take(MOST_EVIDENCE)
        .collect();
    let mut evidence: Vec<Evidence> = Vec::new();
    let is_found = if named.is_empty() {
        let lines = resume.lines_with(phrase);
        let shown = lines.iter().take(MOST_EVIDENCE);
        evidence.extend(shown.filter_map(|l| resume.phrase(l.0, phrase)));
        !lines.is_empty()
    } else {
        evidence.extend(named.iter().filter_map(|(_, place)| resume.words(place)));
        true
    };
    if is_found {
        Finding::new(
            1.0,
            evidence,
            resume.say(|| "Named in the résumé.".to_owned()),
        )
    } else {
        let reason = || "Not found under any of its names.".to_owned();
        Finding::new(0.0, evidence, resume.say(reason))
    }
}
