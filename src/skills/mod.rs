//! Skills: the lexicon of canonical names, aliases and relations, and the finder that tells where a text names one.
//!
//! The names stand in `assets/skills/*.txt`, which people can read and mend; [`check`] tells what is wrong with them.

mod ambiguous;
mod finder;
mod fit;
mod lexicon;
mod stem;
pub mod token;

use std::{collections::BTreeSet, sync::OnceLock};

use finder::Finder;
pub use lexicon::Language;
use lexicon::{Entry, Lexicon};

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

/// A skill's number in the lexicon, from 0; none for a name that it lacks. Another build may number otherwise.
pub fn id(name: &str) -> Option<usize> {
    finder().lexicon.by_name.get(name).copied()
}

/// Every skill that stands in some relation to the wanted one, itself included: its number and its relation, by number.
pub fn related(wanted: &str) -> Vec<(usize, Relation)> {
    let lexicon = &finder().lexicon;
    let Some(&own) = lexicon.by_name.get(wanted) else {
        return Vec::new();
    };
    let near = lexicon.entries.get(own).map_or(&[][..], |e| &e.near);
    let own_relation = [(own, Relation::Same)];
    let counted = reached(lexicon, own, |e| &e.counted);
    let wider = reached(lexicon, own, |e| &e.counts_as);
    let mut all: Vec<(usize, Relation)> = own_relation
        .into_iter()
        .chain(counted.into_iter().map(|id| (id, Relation::CountsAs)))
        .chain(near.iter().map(|&id| (id, Relation::Near)))
        .chain(wider.into_iter().map(|id| (id, Relation::Wider)))
        .collect();
    // The first relation of a skill is the one that counts.
    all.sort_by_key(|r| r.0);
    all.dedup_by_key(|r| r.0);
    all
}

/// Entries that are reached over any number of steps, without the first.
fn reached(lexicon: &Lexicon, from: usize, next: fn(&Entry) -> &Vec<usize>) -> Vec<usize> {
    let mut found = vec![from];
    let mut at = 0;
    while let Some(entry) = found.get(at).and_then(|&id| lexicon.entries.get(id)) {
        for &id in next(entry) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        at += 1;
    }
    found.remove(0);
    found
}

/// An occupation's number in the lexicon.
pub fn occupation_id(name: &str) -> Option<usize> {
    occupation_finder().lexicon.by_name.get(name).copied()
}

/// The canonical names of all occupations, by their numbers.
pub fn occupation_names() -> impl Iterator<Item = &'static str> {
    occupation_finder().lexicon.entries.iter().map(|e| e.name)
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
    reached(lexicon, from, |e| &e.counts_as).contains(&to)
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
