//! The degree that a clause asks for.

mod wording;

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::{records::DegreeLevel, skills::token::Token};
use wording::{LETTERS, LEVELS, NO_DEGREE, OR_EXPERIENCE};

/// A demand for a degree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    pub level: DegreeLevel,
    pub or_experience: bool,
    /// The first word of the degree.
    pub first: usize,
}

struct Table {
    levels: Vec<(DegreeLevel, Phrases)>,
    or_experience: Phrases,
    no_degree: Phrases,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        levels: LEVELS
            .into_iter()
            .map(|(level, phrases)| (level, Phrases::new(phrases)))
            .collect(),
        or_experience: Phrases::new(OR_EXPERIENCE),
        no_degree: Phrases::new(NO_DEGREE),
    })
}

/// The degree that the words of a text ask for: the lowest, where they name several ("bachelor's or master's degree").
pub fn demand(text: &str, words: &[Token]) -> Option<Demand> {
    let table = table();
    if table.no_degree.is_in(words) {
        return None;
    }
    // Longest phrase at each word, so that "high school diploma" is no "diploma" and "laurea magistrale" no "laurea".
    let mut found: Vec<(usize, usize, DegreeLevel)> = table
        .levels
        .iter()
        .flat_map(|(level, phrases)| {
            phrases
                .find_all(words)
                .into_iter()
                .map(|r| (r.start, r.end, *level))
        })
        .collect();
    let letters = words.iter().enumerate().filter_map(|(at, word)| {
        let level = by_letters(text.get(word.start..word.end)?)?;
        Some((at, at + 1, level))
    });
    found.extend(letters);
    let covers = |a: &(usize, usize, DegreeLevel), b: &(usize, usize, DegreeLevel)| {
        a.0 <= b.0 && a.1 >= b.1 && a.1 - a.0 > b.1 - b.0
    };
    let all = found.clone();
    found.retain(|f| !all.iter().any(|other| covers(other, f)));
    let first = found.iter().map(|f| f.0).min()?;
    // "Degree in" names a level of its own only where no other is named.
    let named = found.iter().filter(|f| !is_plain(words, f));
    let level = named
        .map(|f| f.2)
        .min()
        .or_else(|| found.iter().map(|f| f.2).min())?;
    Some(Demand {
        level,
        or_experience: table.or_experience.is_in(words),
        first,
    })
}

/// The level of a degree that is written by its letters.
fn by_letters(word: &str) -> Option<DegreeLevel> {
    let bare = word.replace('.', "");
    let is_one = |names: &[&str]| names.contains(&word) || names.contains(&bare.as_str());
    let mut levels = LETTERS.iter();
    levels.find_map(|(level, names)| is_one(names).then_some(*level))
}

/// "A degree", without saying which.
fn is_plain(words: &[Token], &(start, end, _): &(usize, usize, DegreeLevel)) -> bool {
    words
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .any(|w| w.form == "degree")
        && words.get(start..end).unwrap_or_default().iter().all(|w| {
            matches!(
                w.form.as_str(),
                "a" | "degree" | "in" | "required" | "preferred" | "relevant"
            )
        })
}

/// A level's plain name.
pub fn name(level: DegreeLevel) -> &'static str {
    match level {
        DegreeLevel::None => "No degree",
        DegreeLevel::Secondary => "High school diploma",
        DegreeLevel::Vocational => "Vocational diploma or trade certificate",
        DegreeLevel::Associate => "Associate degree",
        DegreeLevel::Bachelor => "Bachelor’s degree",
        DegreeLevel::Master => "Master’s degree",
        DegreeLevel::Doctorate => "Doctorate",
    }
}

/// A level's key in a requirement's id.
pub fn key(level: DegreeLevel) -> &'static str {
    match level {
        DegreeLevel::None => "none",
        DegreeLevel::Secondary => "secondary",
        DegreeLevel::Vocational => "vocational",
        DegreeLevel::Associate => "associate",
        DegreeLevel::Bachelor => "bachelor",
        DegreeLevel::Master => "master",
        DegreeLevel::Doctorate => "doctorate",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::token::tokens;

    #[test]
    fn reads_levels_in_several_languages() {
        for (text, level) in [
            ("a bachelor's degree is a must", DegreeLevel::Bachelor),
            (
                "Bachelor of Science in Nursing (BSN) required",
                DegreeLevel::Bachelor,
            ),
            ("A degree in computer science", DegreeLevel::Bachelor),
            ("título de grado", DegreeLevel::Bachelor),
            ("Abgeschlossenes Studium", DegreeLevel::Bachelor),
            ("Bachelor’s or Master’s degree", DegreeLevel::Bachelor),
            (
                "Master's degree in accounting or finance",
                DegreeLevel::Master,
            ),
            ("Laurea magistrale", DegreeLevel::Master),
            ("yüksek lisans", DegreeLevel::Master),
            ("PhD required", DegreeLevel::Doctorate),
            ("associate degree required", DegreeLevel::Associate),
            ("high school diploma preferred", DegreeLevel::Secondary),
            (
                "a vocational diploma or trade certificate is a must",
                DegreeLevel::Vocational,
            ),
        ] {
            assert_eq!(
                demand(text, &tokens(text)).map(|d| d.level),
                Some(level),
                "{text}"
            );
        }
        for (text, level) in [
            ("BSW or MSW", DegreeLevel::Bachelor),
            ("MBBS", DegreeLevel::Bachelor),
            ("an M.Ed. in counselling", DegreeLevel::Master),
            ("MFA in design", DegreeLevel::Master),
            ("Juris Doctor (JD)", DegreeLevel::Doctorate),
            ("AAS in nursing", DegreeLevel::Associate),
            ("CAP cuisine", DegreeLevel::Vocational),
        ] {
            let found = demand(text, &tokens(text)).map(|d| d.level);
            assert_eq!(found, Some(level), "{text}");
        }
        for text in [
            "Make the bed and pass the med",
            "a cap on costs in March",
            "not only this but that",
            "MFA for all staff in Baltimore, MD",
            "JD Edwards",
            "Master electrician",
            "Scrum master",
            "a high degree of care, degree of freedom",
            "Python",
        ] {
            assert_eq!(demand(text, &tokens(text)), None, "{text}");
        }
    }

    #[test]
    fn sees_that_experience_may_stand_in() {
        for (text, may) in [
            ("Bachelor's degree or equivalent experience", true),
            ("Bachelor's degree in law", false),
        ] {
            let demand = demand(text, &tokens(text));
            assert_eq!(demand.map(|d| d.or_experience), Some(may), "{text}");
        }
    }
}
