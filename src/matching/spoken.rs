//! Spoken languages and how well they are asked for or spoken.

mod levels;
mod names;

pub use levels::{level, level_name};

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::skills::token::Token;
use levels::{has_exact_level, level_of};
use names::LANGUAGES;

/// Words that show that a language is meant as one that is spoken, beside its level.
const SPOKEN: &[&str] = &[
    "language",
    "languages",
    "speak",
    "speaks",
    "speaking",
    "speaker",
    "spoken",
    "written",
    "writing",
    "verbal",
    "oral",
    "level",
    "skills",
    "knowledge",
    "proficiency",
    "command",
    "communicate",
    "Sprache",
    "Sprachkenntnisse",
    "Kenntnisse",
    "in Wort und Schrift",
    "Niveau",
    "niveau",
    "parler",
    "parlé",
    "langue",
    "nivel",
    "idioma",
    "hablado",
    "idiomas",
    "nível",
    "livello",
    "język",
    "poziom",
    "язык",
    "уровень",
    "знание",
    "мова",
    "рівень",
    "dil",
    "seviye",
    "水平",
    "流利",
    "レベル",
];

/// A language that a clause asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// English name.
    pub language: &'static str,
    /// 1 (A1) to 7 (native); absent where none is named.
    pub level: Option<u8>,
    /// The word that names it.
    pub word: usize,
}

struct Table {
    languages: Vec<(&'static str, Phrases)>,
    spoken: Phrases,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        languages: LANGUAGES
            .iter()
            .map(|(name, names)| (*name, Phrases::new(names)))
            .collect(),
        spoken: Phrases::new(SPOKEN),
    })
}

/// The languages that a clause asks for. A language's name is also a people's ("the German market"): it counts with a level, with a
/// word such as "speak", or where little else stands.
pub fn demands(words: &[Token]) -> Vec<Demand> {
    let table = table();
    let mut found: Vec<Demand> = Vec::new();
    let level = level_of(words);
    for (language, names) in &table.languages {
        let Some(range) = names.find(words) else {
            continue;
        };
        let leads = words.get(range.end).is_none_or(|next| next.after_break);
        let is_meant = words.len() <= 3
            || has_exact_level(words)
            || (leads && range.start == 0)
            || (table.spoken.is_in(words) && words.len() <= 14)
            || (level.is_some() && words.len() <= 10);
        if is_meant {
            found.push(Demand {
                language,
                level,
                word: range.start,
            });
        }
    }
    found.sort_by_key(|d| d.word);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::token::tokens;

    fn found(text: &str) -> Vec<(&'static str, Option<u8>)> {
        demands(&tokens(text))
            .into_iter()
            .map(|d| (d.language, d.level))
            .collect()
    }

    #[test]
    fn reads_languages_and_levels() {
        assert_eq!(
            found("You also need Spanish at level B2 or better"),
            [("Spanish", Some(4))]
        );
        assert_eq!(found("anglais, niveau A2"), [("English", Some(2))]);
        assert_eq!(found("inglés, nivel A2"), [("English", Some(2))]);
        assert_eq!(found("Conversational Spanish"), [("Spanish", Some(3))]);
        assert_eq!(
            found("French, for our customers in Québec"),
            [("French", None)]
        );
        assert_eq!(
            found("Fluent English and German"),
            [("English", Some(5)), ("German", Some(5))]
        );
        assert_eq!(found("Sehr gute Deutschkenntnisse"), [("German", Some(4))]);
    }

    #[test]
    fn a_people_is_no_language() {
        for text in [
            "You will know the German market and its many small retailers well",
            "Experience in Italian and French cuisine of the nineteenth century, cooked daily",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
