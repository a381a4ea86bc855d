//! Doubles: what an advertisement asks for more than once, in other words or with other figures.

use crate::records::{Importance, Requirement, RequirementKind};

/// Whether two requirements ask for the same.
pub(super) fn is_same(a: &Requirement, b: &Requirement) -> bool {
    a.kind == b.kind
        && match a.kind {
            RequirementKind::Skill | RequirementKind::Years => {
                a.subject == b.subject && (a.subject.is_some() || a.id == b.id)
            }
            RequirementKind::Degree => a.importance == b.importance,
            RequirementKind::Language => a.subject == b.subject,
            RequirementKind::Certificate | RequirementKind::Title | RequirementKind::Place => {
                a.id == b.id
            }
        }
}

/// Joins a requirement that stands twice, and says so where it matters.
pub(super) fn reconcile(old: &mut Requirement, new: Requirement) -> Option<String> {
    if old.job_line == new.job_line && old.importance == new.importance && old.years == new.years {
        return None;
    }
    let (first, second) = (old.job_line, new.job_line);
    if old.kind == RequirementKind::Years && old.years != new.years {
        let (a, b) = (old.name.clone(), new.name.clone());
        if (new.years, new.importance) > (old.years, Importance::Required)
            || (old.importance == Importance::Preferred && new.importance == Importance::Required)
        {
            *old = new;
        }
        return Some(format!(
            "The job names two numbers of years: {a} (line {first}) and {b} (line {second}). {} counts.",
            old.name
        ));
    }
    if old.kind == RequirementKind::Degree && old.degree != new.degree {
        let (a, b) = (old.name.clone(), new.name.clone());
        if new.degree < old.degree {
            *old = new;
        }
        return Some(format!(
            "The job names two degrees: {a} (line {first}) and {b} (line {second}). The lower one counts."
        ));
    }
    if old.importance != new.importance {
        let name = old.name.clone();
        if new.importance == Importance::Required {
            *old = new;
        }
        return Some(format!(
            "{name} is both required and only wished for (lines {first} and {second}). It counts as required."
        ));
    }
    Some(format!(
        "{} is asked for more than once (lines {first} and {second}). It counts once.",
        old.name
    ))
}
