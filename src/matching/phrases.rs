//! Phrases: short runs of words in many languages, found in a text by whole words.

use std::ops::Range;

use crate::skills::token::{Token, fold, tokens};

/// A list of phrases, ready to be looked for. A word that ends in `*` stands for every word that begins like it.
#[derive(Debug)]
pub struct Phrases {
    phrases: Vec<Vec<Word>>,
}

#[derive(Debug)]
enum Word {
    Whole(String),
    Beginning(String),
}

impl Word {
    fn fits(&self, form: &str) -> bool {
        match self {
            Word::Whole(word) => word == form,
            Word::Beginning(word) => form.starts_with(word.as_str()),
        }
    }
}

impl Phrases {
    pub fn new(phrases: &[&str]) -> Self {
        Self {
            phrases: phrases.iter().map(|p| words_of(p)).collect(),
        }
    }

    /// Where the phrases stand among the words: ranges of words, by their first word, longest first.
    pub fn find_all(&self, words: &[Token]) -> Vec<Range<usize>> {
        (0..words.len())
            .filter_map(|at| self.longest_at(words, at))
            .collect()
    }

    /// The first of [`Phrases::find_all`].
    pub fn find(&self, words: &[Token]) -> Option<Range<usize>> {
        (0..words.len()).find_map(|at| self.longest_at(words, at))
    }

    /// Whether one of the phrases stands among the words.
    pub fn is_in(&self, words: &[Token]) -> bool {
        self.find(words).is_some()
    }

    /// The longest phrase that begins at a word.
    fn longest_at(&self, words: &[Token], at: usize) -> Option<Range<usize>> {
        let rest = words.get(at..)?;
        self.phrases
            .iter()
            .filter(|phrase| {
                phrase.len() <= rest.len() && phrase.iter().zip(rest).all(|(w, t)| w.fits(&t.form))
            })
            .map(Vec::len)
            .max()
            .map(|length| at..at + length)
    }
}

fn words_of(phrase: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for piece in phrase.split_whitespace() {
        match piece.strip_suffix('*') {
            Some(beginning) => words.push(Word::Beginning(fold(beginning))),
            None => words.extend(tokens(piece).into_iter().map(|t| Word::Whole(t.form))),
        }
    }
    words
}

/// The bytes that a range of words covers.
pub fn bytes(words: &[Token], range: &Range<usize>) -> Range<usize> {
    let start = words.get(range.start).map_or(0, |w| w.start);
    let end = range
        .end
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .map_or(start, |w| w.end);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whole_words_in_any_writing() {
        let phrases = Phrases::new(&["not required", "nicht erforderlich", "don't need", "不要"]);
        for text in [
            "Java is not required.",
            "sind NICHT erforderlich",
            "you don’t need it",
            "経験不要",
        ] {
            assert!(phrases.is_in(&tokens(text)), "{text}");
        }
        assert!(!phrases.is_in(&tokens("cannot requireds")));
    }

    #[test]
    fn takes_the_longest() {
        let phrases = Phrases::new(&["must", "must have", "erforder*"]);
        let words = tokens("you must have it: erforderliche");
        assert_eq!(phrases.find_all(&words), [1..3, 4..5]);
    }
}
