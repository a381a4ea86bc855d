//! Headings of an advertisement: what the lines under them are.

mod wording;

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::skills::token::{Token, tokens};
use wording::PHRASES;

/// What a part of an advertisement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Under no heading that is known.
    Open,
    Required,
    Preferred,
    /// What is said not to be needed.
    NotNeeded,
    /// What one will do.
    Duties,
    /// The employer's own story.
    Company,
    /// What one gets, how one applies, and the law's sentences.
    Offer,
}

/// The longest heading in words.
const LONGEST: usize = 8;

struct Table {
    zones: Vec<(Zone, Phrases)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        zones: PHRASES
            .into_iter()
            .map(|(zone, phrases)| (zone, Phrases::new(phrases)))
            .collect(),
    })
}

/// What a heading announces, where its words are known.
fn announced(words: &[Token]) -> Option<Zone> {
    if words.is_empty() || words.len() > LONGEST && !words.iter().all(|w| w.is_ideographic) {
        return None;
    }
    // The phrase must be most of the heading: "Experience of mentoring" is an item.
    let mut best: Option<(usize, Zone)> = None;
    for (zone, phrases) in &table().zones {
        for found in phrases.find_all(words) {
            let length = found.len();
            let is_better = match best {
                None => true,
                Some((longest, other)) => {
                    let outranks = matches!(zone, Zone::NotNeeded | Zone::Preferred);
                    let outranked = matches!(other, Zone::NotNeeded | Zone::Preferred);
                    !outranked && (outranks || length > longest)
                }
            };
            if is_better {
                best = Some((length, *zone));
            }
        }
    }
    best.map(|(_, zone)| zone)
}

/// What a whole line announces, where it is a heading.
pub fn of_line(line: &str) -> Option<Zone> {
    let text = line
        .trim()
        .trim_start_matches(['#', '*', '_', '=', '-', '—', ' ']);
    let bare = text.trim_end_matches(['*', '_', '=', '#', ' ']);
    let is_announcing = bare.ends_with([':', '：', '?'])
        || line.trim_start().starts_with('#')
        || bare.starts_with(['【', '■', '◆', '〔', '[']);
    if bare.ends_with(['.', '!', ',', ';', '。']) {
        return None;
    }
    let words = tokens(bare);
    let zone = announced(&words)?;
    if is_announcing || is_upper(bare) {
        return Some(zone);
    }
    // Without a colon or capitals only a line that is nothing but the phrase is a heading.
    let longest = table()
        .zones
        .iter()
        .flat_map(|(_, phrases)| phrases.find_all(&words))
        .max_by_key(|range| range.len())?;
    let is_bare = words.iter().enumerate().all(|(i, word)| {
        longest.contains(&i)
            || is_heading_filler(&word.form)
            || (i == 0
                && matches!(
                    word.form.as_str(),
                    "required" | "preferred" | "essential" | "desired" | "basic"
                ))
    });
    is_bare.then_some(zone)
}

/// What `head` of a sentence "head: rest" announces.
pub fn of_head(head: &str) -> Option<Zone> {
    let words = tokens(head);
    if words.len() > 6 {
        return None;
    }
    announced(&words)
}

fn is_upper(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some()
        && letters.all(|c| !c.is_lowercase() && (c.is_uppercase() || !c.is_ascii()))
        && text.chars().any(char::is_uppercase)
}

fn is_heading_filler(form: &str) -> bool {
    matches!(
        form,
        "and"
            | "the"
            | "your"
            | "our"
            | "you"
            | "skills"
            | "skill"
            | "experience"
            | "qualifications"
            | "criteria"
            | "knowledge"
            | "key"
            | "for"
            | "this"
            | "job"
            | "role"
            | "if"
            | "know"
            | "to"
            | "technical"
            | "professional"
            | "or"
            | "in"
            | "und"
            | "et"
            | "y"
            | "points"
            | "recherche"
            | "requises"
            | "profil"
            | "kenntnisse"
            | "of"
            | "at"
            | "a"
            | "qualification"
            | "requirements"
            | "education"
            | "minimum"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_headings_in_several_languages() {
        for (line, zone) in [
            ("REQUIREMENTS", Zone::Required),
            ("Required skills and experience", Zone::Required),
            ("You bring", Zone::Required),
            ("Essential criteria:", Zone::Required),
            ("Must-haves", Zone::Required),
            ("## What you'll need", Zone::Required),
            ("Ihr Profil:", Zone::Required),
            ("Profil recherché:", Zone::Required),
            ("Requisitos:", Zone::Required),
            ("任职要求：", Zone::Required),
            ("PREFERRED QUALIFICATIONS", Zone::Preferred),
            ("Even better if you know:", Zone::Preferred),
            ("Nice-to-haves", Zone::Preferred),
            ("Desirable criteria:", Zone::Preferred),
            ("Von Vorteil:", Zone::Preferred),
            ("Se valorará:", Zone::Preferred),
            ("Serait un plus:", Zone::Preferred),
            ("What you will do", Zone::Duties),
            ("RESPONSIBILITIES", Zone::Duties),
            ("About us", Zone::Company),
            ("What we offer", Zone::Offer),
            ("How we hire", Zone::Offer),
            ("EQUAL OPPORTUNITY", Zone::Offer),
            ("What you get:", Zone::Offer),
        ] {
            assert_eq!(of_line(line), Some(zone), "{line}");
        }
    }

    #[test]
    fn leaves_items_and_sentences_alone() {
        for line in [
            "Experience of mentoring younger colleagues",
            "3+ years of experience",
            "Docker is not required.",
            "bachelor's degree required",
            "Python and SQL",
            "Senior Accountant",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn knows_heads_of_sentences() {
        assert_eq!(of_head("Required"), Some(Zone::Required));
        assert_eq!(of_head("Plus"), Some(Zone::Preferred));
        assert_eq!(of_head("Not required"), Some(Zone::NotNeeded));
        assert_eq!(of_head("Experience"), Some(Zone::Required));
        assert_eq!(of_head("Benefits"), Some(Zone::Offer));
    }
}
