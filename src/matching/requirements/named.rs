//! The skills that a clause names: which are asked for, which are another choice, and which only say what one is for.

use std::ops::Range;

use super::{Reader, blank, slug};
use crate::{
    matching::clauses::Clause,
    records::{Importance, Requirement, RequirementKind},
    skills::{self, Mention, Relation},
};

impl Reader<'_> {
    /// Adds the skills of a clause, but for those that stand in what is taken already.
    pub(super) fn skills(
        &mut self,
        clause: &Clause,
        importance: Importance,
        taken: &[Range<usize>],
    ) {
        let mentions: Vec<Mention> = named(clause)
            .into_iter()
            .filter(|m| !taken.iter().any(|t| t.start <= m.start && m.start < t.end))
            .filter(|m| {
                let is_title = self
                    .title
                    .is_some_and(|t| t.covers(&clause.words, m.start, m.end));
                !is_title
            })
            .collect();
        let mut at = 0;
        while let Some(&head) = mentions.get(at) {
            at += 1;
            let mut alternatives: Vec<&'static str> = Vec::new();
            let mut end = head.end;
            let mut has_examples = false;
            while let Some(&next) = mentions.get(at) {
                let between = clause.text.get(end..next.start).unwrap_or_default();
                let counts = |a: &Mention, b: &Mention| {
                    matches!(
                        skills::relation(a.name, b.name),
                        Some(Relation::Same | Relation::CountsAs)
                    )
                };
                let is_example = clause
                    .text
                    .get(head.end..next.start)
                    .is_some_and(|t| t.contains('(') && !t.contains(')'));
                if is_example && (counts(&next, &head) || has_examples) {
                    // "AWS (S3, Glue)": what stands in the brackets says more of AWS.
                    has_examples = true;
                } else if is_purpose(between) || (between.trim().is_empty() && counts(&head, &next))
                {
                    // "Spark for batch processing", "Tableau dashboards": the second says what the first is for.
                } else if is_or(between) && !is_listed(&mentions, at, clause.text) {
                    alternatives.push(next.name);
                } else {
                    break;
                }
                end = next.end;
                at += 1;
            }
            alternatives.retain(|a| *a != head.name);
            alternatives.dedup();
            let name = alternatives
                .iter()
                .fold(head.name.to_owned(), |name, other| {
                    format!("{name} or {other}")
                });
            self.add(
                clause,
                Requirement {
                    id: format!("skill:{}", slug(&name)),
                    kind: RequirementKind::Skill,
                    importance,
                    name,
                    subject: Some(head.name.to_owned()),
                    alternatives: alternatives.into_iter().map(str::to_owned).collect(),
                    ..blank()
                },
            );
        }
    }
}

/// The skills that a clause names. An item's first words stand for themselves, so that a name which is an ordinary word too is
/// known there: "Snowflake as the data warehouse".
fn named(clause: &Clause) -> Vec<Mention> {
    let mut mentions = skills::find(clause.text);
    let purpose = clause.words.iter().find(|w| is_purpose_word(&w.form));
    if let Some(purpose) = purpose.filter(|_| clause.is_item)
        && let Some(head) = clause.text.get(..purpose.start)
    {
        let overlaps = |a: &Mention, b: &Mention| a.start < b.end && b.start < a.end;
        for mention in skills::find(head.trim_end()) {
            if !mentions.iter().any(|m| overlaps(m, &mention)) {
                mentions.push(mention);
            }
        }
        mentions.sort_by_key(|m| m.start);
    }
    mentions
}

/// Whether what stands between two skills makes the second another choice for the first.
fn is_or(between: &str) -> bool {
    let words: Vec<String> = skills::token::tokens(between)
        .into_iter()
        .map(|t| t.form)
        .collect();
    let has_or = words.iter().any(|w| {
        matches!(
            w.as_str(),
            "or" | "oder" | "ou" | "o" | "of" | "lub" | "или" | "або" | "veya" | "ή" | "或" | "או"
        )
    });
    has_or
        && words.len() <= 2
        && !words.contains(&"and".to_owned())
        && (words.len() > 1 || words.first().is_some_and(|w| w != "of"))
}

/// Words after which a sentence says what something is for.
fn is_purpose_word(form: &str) -> bool {
    matches!(
        form,
        "for" | "as" | "fur" | "als" | "pour" | "para" | "como" | "per" | "voor"
    )
}

/// Whether what stands between two skills makes the second what the first is for: "Snowflake as the data warehouse".
fn is_purpose(between: &str) -> bool {
    let words: Vec<String> = skills::token::tokens(between)
        .into_iter()
        .map(|t| t.form)
        .collect();
    let has_bracket = between.contains([',', ';', '(']);
    let leads = words.iter().any(|w| is_purpose_word(w));
    leads && words.len() <= 3 && !has_bracket
}

/// Whether the skill at `at` ends a list of more than two: "A, B or C" names three, "A or B" a choice.
fn is_listed(mentions: &[Mention], at: usize, text: &str) -> bool {
    let Some(earlier) = at.checked_sub(2) else {
        return false;
    };
    let (Some(a), Some(b)) = (mentions.get(earlier), mentions.get(at - 1)) else {
        return false;
    };
    text.get(a.end..b.start)
        .is_some_and(|between| between.trim().starts_with(',') && between.trim().len() <= 4)
}
