//! The job's title: its words, its occupation, its grade.

use serde::{Deserialize, Serialize};

use super::{
    clauses::{Clause, Stance, without_bullet},
    headings,
};
use crate::skills::{
    self,
    token::{Token, tokens},
};

/// How many lines from the top a title is looked for in.
const TOP: u32 = 20;
/// The longest title in words.
const LONGEST: usize = 8;

/// The grade that a title speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    Junior,
    Senior,
    Lead,
}

/// A job's title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// As written.
    pub text: String,
    /// The line of the advertisement that names it, from 1, and its words there; 0 and empty where none does.
    pub line: u32,
    pub quote: String,
    /// The occupation's canonical name, where the lexicon has it.
    pub occupation: Option<&'static str>,
}

impl Title {
    /// The title of a role that is named, or else the one that the advertisement's top names.
    pub fn of(text: &str, role_name: &str, clauses: &[Clause]) -> Option<Self> {
        let role = role_name.trim();
        if role.is_empty() {
            return Self::at_top(text).or_else(|| Self::in_sentence(clauses));
        }
        let wanted = tokens(role);
        let place = text.lines().enumerate().find_map(|(index, line)| {
            let words = tokens(line);
            let at = position(&words, &wanted)?;
            let start = words.get(at)?.start;
            let end = words.get(at + wanted.len() - 1)?.end;
            Some((
                u32::try_from(index + 1).ok()?,
                line.get(start..end)?.to_owned(),
            ))
        });
        let (line, quote) = place.unwrap_or_default();
        Some(Self {
            text: role.to_owned(),
            line,
            quote,
            occupation: occupation(role),
        })
    }

    /// "Sous Chef at Meridian Hotel", "Job: Data Analyst", "THE ROLE — ELECTRICIAN".
    fn at_top(text: &str) -> Option<Self> {
        for (number, line) in (1..=TOP).zip(text.lines()) {
            let (body, is_bullet) = without_bullet(line);
            if is_bullet
                || body.is_empty()
                || body.ends_with(['.', '!', '?']) && !body.contains(" / ")
            {
                continue;
            }
            for part in parts(body) {
                if part.split_whitespace().count() <= LONGEST
                    && let Some(occupation) = occupation(part)
                {
                    return Some(Self {
                        text: part.to_owned(),
                        line: number,
                        quote: part.to_owned(),
                        occupation: Some(occupation),
                    });
                }
            }
        }
        // Without an occupation that is known, "Job title: …" or a first line that is short and no heading.
        let labelled = (1..=TOP).zip(text.lines()).find_map(|(number, line)| {
            let (head, rest) = line.split_once(':')?;
            let is_label = matches!(
                head.trim().to_lowercase().as_str(),
                "job"
                    | "job title"
                    | "title"
                    | "position"
                    | "role"
                    | "stelle"
                    | "poste"
                    | "puesto"
                    | "vacature"
                    | "stanowisko"
                    | "должность"
                    | "职位"
                    | "職種"
            );
            let rest = rest.trim();
            (is_label && !rest.is_empty()).then_some((number, rest))
        });
        let first = || {
            let (number, line) = (1..=TOP)
                .zip(text.lines())
                .find(|(_, l)| !l.trim().is_empty())?;
            let part = parts(line).into_iter().next()?;
            let is_title = part.split_whitespace().count() <= 5
                && !line.trim().ends_with(['.', ':', '!', '?', ','])
                && !without_bullet(line).1
                && headings::of_line(line).is_none()
                && skills::find(part).is_empty()
                && part.chars().any(char::is_alphabetic);
            is_title.then_some((number, part))
        };
        let (line, text) = labelled.or_else(first)?;
        Some(Self {
            text: text.to_owned(),
            line,
            quote: text.to_owned(),
            occupation: None,
        })
    }

    /// "We need a journeyman electrician who likes tidy panels."
    fn in_sentence(clauses: &[Clause]) -> Option<Self> {
        let asks = clauses
            .iter()
            .filter(|c| matches!(c.stance, Stance::Required | Stance::Open | Stance::Duty));
        asks.filter_map(|clause| {
            let mention = skills::find_occupations(clause.text).into_iter().next()?;
            let quote = clause.text.get(mention.start..mention.end)?;
            Some(Self {
                text: quote.to_owned(),
                line: clause.line,
                quote: quote.to_owned(),
                occupation: Some(mention.name),
            })
        })
        .next()
    }

    /// Whether the words from `start` to `end` (bytes) of a clause stand inside the title's own words.
    pub fn covers(&self, words: &[Token], start: usize, end: usize) -> bool {
        let title = tokens(&self.text);
        let Some(at) = position(words, &title) else {
            return false;
        };
        let first = words.get(at).map_or(0, |w| w.start);
        let last = words.get(at + title.len() - 1).map_or(0, |w| w.end);
        let is_whole_clause = start <= first && last <= end && title.len() < 2;
        first <= start && end <= last && !is_whole_clause
    }

    /// Whether a phrase's words are all in the title, by their beginnings: "accounting" for an accountant.
    pub fn has_words_of(&self, phrase: &str) -> bool {
        let title = tokens(&self.text);
        let phrase = tokens(phrase);
        !phrase.is_empty()
            && phrase
                .iter()
                .all(|p| title.iter().any(|t| alike(&t.form, &p.form)))
    }
}

/// The canonical occupation of a title.
pub fn occupation(title: &str) -> Option<&'static str> {
    skills::find_occupations(title).last().map(|m| m.name)
}

/// The highest grade that a title's words name.
pub fn grade(title: &str) -> Option<Grade> {
    tokens(title)
        .iter()
        .filter_map(|word| match word.form.as_str() {
            "junior" | "jr" | "trainee" | "assistant" | "graduate" | "entry" | "intern"
            | "apprentice" | "debutant" | "becario" => Some(Grade::Junior),
            "senior" | "sr" | "experienced" | "journeyman" | "leitend" | "leitende"
            | "leitender" | "старший" | "старша" | "高级" | "シニア" | "kidemli" => {
                Some(Grade::Senior)
            }
            "lead" | "principal" | "staff" | "head" | "chief" | "director" | "leiter"
            | "leiterin" | "chef" | "jefe" | "jefa" | "ведущий" | "главный" => {
                Some(Grade::Lead)
            }
            _ => None,
        })
        .max()
}

/// A title's words, grades and small words aside.
pub fn content(title: &str) -> Vec<String> {
    let words = tokens(title).into_iter().map(|t| t.form);
    words
        .filter(|f| {
            grade(f).is_none()
                && !matches!(
                    f.as_str(),
                    "of" | "and" | "the" | "in" | "/" | "m" | "w" | "f" | "d" | "h"
                )
        })
        .collect()
}

/// Whether two words are the same but for their endings.
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    const SHARED: usize = 5;
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = a.chars().count().max(b.chars().count());
    shared >= SHARED && longest - shared <= 4
}

/// The parts of a line of headlines.
fn parts(line: &str) -> Vec<&str> {
    const SEPARATORS: &[&str] = &[
        " at ", " — ", " – ", " - ", " / ", " | ", " · ", ": ", ", ", " (", " bei ", " chez ",
        " en ",
    ];
    let mut parts = vec![line.trim()];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|p| p.split(separator)).collect();
    }
    parts
        .into_iter()
        .map(|p| p.trim().trim_matches(['#', '*', '_', '"', '“', '”']).trim())
        .filter(|p| !p.is_empty())
        .collect()
}

/// Where a run of words stands among others.
fn position(words: &[Token], wanted: &[Token]) -> Option<usize> {
    if wanted.is_empty() {
        return None;
    }
    words
        .windows(wanted.len())
        .position(|w| w.iter().zip(wanted).all(|(a, b)| a.form == b.form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades() {
        assert_eq!(grade("Senior Data Engineer"), Some(Grade::Senior));
        assert_eq!(grade("Lead Senior Engineer"), Some(Grade::Lead));
        assert_eq!(grade("Junior Electrician"), Some(Grade::Junior));
        assert_eq!(grade("Electrician"), None);
    }

    #[test]
    fn a_named_role_is_the_title() {
        let title = Title::of("Hello\nWe want a data ENGINEER now", "Data Engineer", &[]);
        let title = title.expect("a role is named");
        assert_eq!((title.line, title.quote.as_str()), (2, "data ENGINEER"));
    }

    #[test]
    fn words_alike() {
        assert!(alike("accounting", "accountant"));
        assert!(alike("electrician", "electricians"));
        assert!(!alike("java", "javascript"));
    }
}
