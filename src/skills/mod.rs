//! Skills: the lexicon of canonical names, aliases and relations, and the finder that tells where a text names one.
//!
//! The names stand in `assets/skills/*.txt`, which people can read and mend; [`check`] tells what is wrong with them.

mod ambiguous;
mod finder;
mod lexicon;
mod stem;
pub mod token;

use std::{collections::BTreeSet, sync::OnceLock};

use finder::Finder;
pub use lexicon::Language;
use lexicon::Lexicon;

use crate::records::SectionKind;

/// Where a text names something of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The canonical name.
    pub name: &'static str,
    /// Byte range in the text.
    pub start: usize,
    pub end: usize,
}

/// How one skill stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Same,
    /// Whoever has the first has the second: S3 counts as AWS.
    CountsAs,
    /// Close, and not the same.
    Near,
    /// The first is what the second is a kind of: SQL for PostgreSQL.
    Wider,
}

/// The heading of occupations that have no trade in common.
const MIXED_TRADES: &str = "Other work";

fn finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        Finder::new(Lexicon::parse(include_str!(
            "../../assets/skills/skills.txt"
        )))
    })
}

fn occupation_finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        Finder::new(Lexicon::parse(include_str!(
            "../../assets/skills/occupations.txt"
        )))
    })
}

fn certificate_finder() -> &'static Finder {
    static FINDER: OnceLock<Finder> = OnceLock::new();
    FINDER.get_or_init(|| {
        Finder::new(Lexicon::parse(include_str!(
            "../../assets/skills/certificates.txt"
        )))
    })
}

fn mentions(finder: &'static Finder, line: &str) -> Vec<Mention> {
    finder
        .find(line)
        .into_iter()
        .filter_map(|hit| {
            let entry = finder.lexicon.entries.get(hit.entry)?;
            Some(Mention {
                name: entry.name,
                start: hit.start,
                end: hit.end,
            })
        })
        .collect()
}

/// Every skill of the lexicon that one line of text names, in the order of the text, longest match first.
pub fn find(line: &str) -> Vec<Mention> {
    mentions(finder(), line)
}

/// Skills that a line of a résumé claims: what stands among interests, references or spoken languages is named and not claimed.
pub fn claimed(line: &str, section: SectionKind) -> Vec<Mention> {
    match section {
        SectionKind::Interests | SectionKind::References | SectionKind::Languages => Vec::new(),
        SectionKind::Head
        | SectionKind::Summary
        | SectionKind::Experience
        | SectionKind::Education
        | SectionKind::Skills
        | SectionKind::Projects
        | SectionKind::Certificates
        | SectionKind::Publications
        | SectionKind::Awards
        | SectionKind::Volunteering
        | SectionKind::Other => find(line),
    }
}

/// Occupations that a line names: "Senior Accountant" is an accountant.
pub fn find_occupations(line: &str) -> Vec<Mention> {
    mentions(occupation_finder(), line)
}

/// Certificates and licences that a line names.
pub fn find_certificates(line: &str) -> Vec<Mention> {
    mentions(certificate_finder(), line)
}

/// The trade under whose heading a skill stands: "Programming languages", "Nursing", "Soft skills". None for what the lexicon lacks.
pub fn group(skill: &str) -> Option<&'static str> {
    let lexicon = &finder().lexicon;
    let entry = lexicon.entries.get(*lexicon.by_name.get(skill)?)?;
    Some(entry.group)
}

/// How the skill `have` stands to the skill `wanted`; both canonical names.
pub fn relation(have: &str, wanted: &str) -> Option<Relation> {
    relation_in(&finder().lexicon, have, wanted)
}

/// How one occupation stands to another; both canonical names.
pub fn occupation_relation(have: &str, wanted: &str) -> Option<Relation> {
    relation_in(&occupation_finder().lexicon, have, wanted)
}

/// How the trades of two occupations stand to one another, by the headings of their file; both canonical names.
pub fn trade_relation(have: &str, wanted: &str) -> Option<Relation> {
    let lexicon = &occupation_finder().lexicon;
    let group = |name: &str| {
        let entry = lexicon.entries.get(*lexicon.by_name.get(name)?)?;
        (entry.group != MIXED_TRADES).then_some(entry.group)
    };
    let (have, wanted) = (group(have)?, group(wanted)?);
    if have == wanted {
        return Some(Relation::Same);
    }
    lexicon
        .near_groups
        .iter()
        .any(|&pair| pair == (have, wanted) || pair == (wanted, have))
        .then_some(Relation::Near)
}

fn relation_in(lexicon: &Lexicon, have: &str, wanted: &str) -> Option<Relation> {
    if have == wanted {
        return Some(Relation::Same);
    }
    let index = |name: &str| lexicon.by_name.get(name).copied();
    let (have, wanted) = (index(have)?, index(wanted)?);
    if includes(lexicon, have, wanted) {
        return Some(Relation::CountsAs);
    }
    if lexicon.entries.get(have)?.near.contains(&wanted) {
        return Some(Relation::Near);
    }
    includes(lexicon, wanted, have).then_some(Relation::Wider)
}

/// Whether `from` counts as `to`, over any number of steps.
fn includes(lexicon: &Lexicon, from: usize, to: usize) -> bool {
    let mut open = vec![from];
    let mut seen = vec![from];
    while let Some(at) = open.pop() {
        for &next in lexicon
            .entries
            .get(at)
            .into_iter()
            .flat_map(|e| &e.counts_as)
        {
            if next == to {
                return true;
            }
            if !seen.contains(&next) {
                seen.push(next);
                open.push(next);
            }
        }
    }
    false
}

/// What is wrong with the lexicon's files: entries that stand twice, names of two entries that cannot be told apart, relations
/// that lead nowhere. Empty when all is well.
pub fn check() -> Vec<String> {
    [
        ("skills.txt", finder()),
        ("occupations.txt", occupation_finder()),
        ("certificates.txt", certificate_finder()),
    ]
    .into_iter()
    .flat_map(|(file, finder)| {
        let names = &finder.lexicon.names;
        let clashes = finder.clashes.iter().filter_map(|&(a, b)| {
            let (a, b) = (names.get(a)?, names.get(b)?);
            Some(format!(
                "{file}: \"{}\" (line {}) and \"{}\" (line {}) cannot be told apart",
                a.text, a.line, b.text, b.line
            ))
        });
        let clashes: BTreeSet<String> = clashes.collect();
        let faults = finder.lexicon.faults.iter().map(|f| format!("{file}: {f}"));
        faults.chain(clashes).collect::<Vec<_>>()
    })
    .collect()
}

#[cfg(test)]
mod tests;
