//! Spoken languages asked of a résumé.

use super::Finding;
use crate::{
    matching::{evidence::Resume, language, spoken},
    records::{Evidence, Requirement},
};

pub(super) fn spoken_language(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = requirement.subject.as_deref().unwrap_or(&requirement.name);
    let level = requirement.level.as_deref().and_then(spoken::level);
    let facts = resume.facts();
    let spoken = facts
        .languages
        .iter()
        .find(|l| l.language.eq_ignore_ascii_case(wanted) && !resume.is_copied(l.line));
    let Some(spoken) = spoken else {
        if facts.language.as_deref().map(language::name) == Some(wanted) {
            return Finding::new(
                0.5,
                Vec::new(),
                format!("The résumé is written in {wanted}; how well it is spoken is not stated."),
            );
        }
        return if facts.languages.is_empty() {
            Finding::not_stated("Not stated: the résumé names no languages.")
        } else {
            Finding::new(
                0.0,
                Vec::new(),
                format!("{wanted} is not among the languages named."),
            )
        };
    };
    let evidence: Vec<Evidence> = resume.quote(spoken.line, None).into_iter().collect();
    let have = spoken.level.as_deref().and_then(spoken::level);
    match (have, level) {
        (_, None) => Finding::new(1.0, evidence, format!("{wanted} is named.")),
        (None, Some(level)) => Finding::new(
            0.7,
            evidence,
            format!(
                "{wanted} is named without a level; {} is asked for.",
                spoken::level_name(level)
            ),
        ),
        (Some(have), Some(level)) if have >= level => Finding::new(
            1.0,
            evidence,
            format!(
                "{wanted}: {}, {} asked for.",
                spoken::level_name(have),
                spoken::level_name(level)
            ),
        ),
        (Some(have), Some(level)) => {
            let credit = match level - have {
                1 => 0.6,
                2 => 0.3,
                _ => 0.1,
            };
            Finding::new(
                credit,
                evidence,
                format!(
                    "{wanted}: {} only, {} asked for.",
                    spoken::level_name(have),
                    spoken::level_name(level)
                ),
            )
        }
    }
}
