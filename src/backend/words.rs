//! Words as search compares them: lower case, without accents, compatible forms made equal.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as search sees it: NFKD, lower case, combining marks left out, so that "Résumé", "ＲＥＳＵＭＥ" and "resume" are equal.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        // Lower case of İ is i with a combining dot.
        .filter(|c| !is_combining_mark(*c))
        .collect()
}

/// What a person searches for: every word must occur, in any order, also inside of longer words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a query.
    pub fn of(query: &str) -> Self {
        Self(fold(query).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether there is no word, so that everything fits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each word occurs in a folded text.
    pub fn all_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| folded.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_width_do_not_matter() {
        assert_eq!(fold("Résumé"), "resume");
        assert_eq!(fold("ＲＵＳＴ"), "rust");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("ﬁle"), "file");
    }

    #[test]
    fn every_word_must_occur() {
        let words = Words::of("  Müller rust ");
        assert!(words.all_in(&fold("RUST engineer Anna Mueller-MÜLLER")));
        assert!(!words.all_in(&fold("Anna Müller")));
        assert!(Words::of(" ").is_empty());
    }
}
