//! Skills asked of a résumé: those of the lexicon by their claims, other phrases as they are written.

use super::{Answer, Answers, Finding, MOST_EVIDENCE, named};
use crate::{
    matching::{
        evidence::Resume,
        features::{Claim, Standing},
    },
    records::{Evidence, Experience, Requirement},
};

/// What something close to the thing asked for is worth.
const NEAR: f64 = 0.5;
/// What the wider kind is worth, where a special one is asked for: SQL for PostgreSQL.
const WIDER: f64 = 0.4;

pub(super) fn skill(requirement: &Requirement, answers: &Answers, resume: &Resume) -> Finding {
    let wanted = |at: usize| match at.checked_sub(1) {
        None => named(requirement),
        Some(at) => requirement.alternatives.get(at).map_or("", String::as_str),
    };
    let met = firmest(resume, |c| answers.is_met_by(resume, c));
    if let Some(best) = met.first() {
        let reason = resume.say(|| met_reason(requirement, resume, &met));
        return Finding::new(best.standing.credit(), lines(resume, &met), reason);
    }
    // Claimed names stand in alphabetical order, so the first of the best answers is always the same one.
    let mut near: Option<(Answer, usize, usize)> = None;
    for (at, &id) in resume.prepared.skill_ids.iter().enumerate() {
        let Some((answer, to)) = answers.to(id) else {
            continue;
        };
        let is_claimed = || {
            resume.copied.is_empty() || resume.claims().any(|c| usize::try_from(c.skill) == Ok(at))
        };
        if near.is_none_or(|(best, ..)| answer < best) && is_claimed() {
            near = Some((answer, at, to));
        }
    }
    let Some((kind, at, to)) = near else {
        return Finding::new(
            0.0,
            Vec::new(),
            resume.say(|| "Not found, and nothing close to it either.".to_owned()),
        );
    };
    let claims = firmest(resume, |c| usize::try_from(c.skill) == Ok(at));
    let standing = claims.first().map_or(0.0, |c| c.standing.credit());
    let have = || claims.first().map_or("", |c| resume.skill(c));
    let (share, reason) = match kind {
        Answer::Wider => (
            WIDER,
            resume.say(|| {
                let (have, want) = (have(), wanted(to));
                format!("{have} is named, which is wider than {want}; {want} itself is not.")
            }),
        ),
        _ => (
            NEAR,
            resume.say(|| format!("{} is close to {}, and not the same.", have(), wanted(to))),
        ),
    };
    Finding::new(share * standing, lines(resume, &claims), reason)
}

/// The claims that fit, firmest first, then in the order of the lines.
pub(super) fn firmest<'r>(resume: &Resume<'r>, fits: impl Fn(&Claim) -> bool) -> Vec<&'r Claim> {
    let mut claims: Vec<&Claim> = resume.claims().filter(|c| fits(c)).collect();
    claims.sort_by_key(|c| std::cmp::Reverse(c.standing));
    claims
}

/// The claims' lines, each once.
pub(super) fn lines(resume: &Resume, claims: &[&Claim]) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for evidence in claims
        .iter()
        .flat_map(|c| &c.places)
        .filter_map(|place| resume.words(place))
    {
        if found.len() == MOST_EVIDENCE {
            break;
        }
        if !found.iter().any(|f| f.line == evidence.line) {
            found.push(evidence);
        }
    }
    found
}

pub(super) fn met_reason(requirement: &Requirement, resume: &Resume, claims: &[&Claim]) -> String {
    let Some(best) = claims.first() else {
        return String::new();
    };
    let name = resume.skill(best);
    let mut reason = match best.standing {
        Standing::Dated => format!("In dated experience{}.", when(resume, claims)),
        other => standing_reason(other).to_owned(),
    };
    if requirement.subject.as_deref() != Some(name) {
        let wanted = named(requirement);
        if requirement.alternatives.iter().any(|a| a == name) {
            reason.push_str(&format!(" {name} does as well as {wanted} here."));
        } else {
            reason.push_str(&format!(" {name} counts as {wanted}."));
        }
    }
    reason
}

pub(super) fn standing_reason(standing: Standing) -> &'static str {
    match standing {
        Standing::Dated => "In dated experience.",
        Standing::Undated => "In experience without dates.",
        Standing::Shown => "In projects or voluntary work, not in a dated job.",
        Standing::Listed => "Listed; no dated job shows it.",
        Standing::Mentioned => "Mentioned only; no dated job shows it.",
    }
}

/// ", 2019–2026": the years of the jobs that the claims stand in.
pub(super) fn when(resume: &Resume, claims: &[&Claim]) -> String {
    let jobs = || claims.iter().filter_map(|c| held(resume, c.job?));
    let from = jobs().filter_map(|j| j.from).min();
    let to = jobs().filter_map(|j| j.to.or(j.from)).max();
    match (from, to) {
        (Some(from), Some(to)) if from.year == to.year => format!(", {}", from.year),
        (Some(from), Some(to)) => format!(", {}–{}", from.year, to.year),
        _ => String::new(),
    }
}

/// A job held, by its place among them.
pub(super) fn held<'r>(resume: &Resume<'r>, job: u32) -> Option<&'r Experience> {
    let at = usize::try_from(job).ok()?;
    resume.facts().experience.get(at)
}

/// A phrase that the lexicon lacks, as it is written.
pub(super) fn written(phrase: &[String], resume: &Resume) -> Finding {
    let found = resume.lines_with(phrase);
    let Some(&(_, standing)) = found.first() else {
        return Finding::new(
            0.0,
            Vec::new(),
            resume.say(|| "Not found under this name.".to_owned()),
        );
    };
    let evidence = found.iter().take(MOST_EVIDENCE);
    let evidence = evidence
        .filter_map(|f| resume.phrase(f.0, phrase))
        .collect();
    let reason = resume.say(|| standing_reason(standing).to_owned());
    Finding::new(standing.credit(), evidence, reason)
}
