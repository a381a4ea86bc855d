//! Phrases that are looked for all at once, in one pass over a text.

use std::collections::BTreeMap;

/// Phrases, each with what it stands for, by their first letter.
pub(super) struct Phrases<T> {
    by_letter: BTreeMap<char, Vec<(&'static str, T)>>,
}

impl<T: Copy> FromIterator<(&'static str, T)> for Phrases<T> {
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(phrases: I) -> Self {
        let mut by_letter: BTreeMap<char, Vec<(&'static str, T)>> = BTreeMap::new();
        for (phrase, meaning) in phrases {
            if let Some(first) = phrase.chars().next() {
                by_letter.entry(first).or_default().push((phrase, meaning));
            }
        }
        Phrases { by_letter }
    }
}

impl<T: Copy> Phrases<T> {
    /// What the first phrase in a text stands for, and where it ends; of several at the same place the longest, of equals the
    /// earlier one. `stands` is asked with the letter before, the phrase and the letter after.
    pub(super) fn first_in(
        &self,
        text: &str,
        stands: impl Fn(Option<char>, &str, Option<char>) -> bool,
    ) -> Option<(T, usize)> {
        let mut before = None;
        for (at, letter) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            let phrases = self.by_letter.get(&letter).into_iter().flatten();
            let here = phrases.filter(|(phrase, _)| {
                rest.strip_prefix(phrase)
                    .is_some_and(|after| stands(before, phrase, after.chars().next()))
            });
            if let Some((phrase, meaning)) =
                here.reduce(|a, b| if b.0.len() > a.0.len() { b } else { a })
            {
                return Some((*meaning, at + phrase.len()));
            }
            before = Some(letter);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_counts_and_there_the_longest() {
        let phrases: Phrases<u8> = [("ab", 1), ("abc", 2), ("c", 3)].into_iter().collect();
        let anywhere = |_: Option<char>, _: &str, _: Option<char>| true;
        assert_eq!(phrases.first_in("xxabcx", anywhere), Some((2, 5)));
        assert_eq!(phrases.first_in("xc ab", anywhere), Some((3, 2)));
        assert_eq!(phrases.first_in("", anywhere), None);
        let at_a_beginning =
            |before: Option<char>, _: &str, _: Option<char>| before.is_none_or(|c| c == ' ');
        assert_eq!(phrases.first_in("xc ab", at_a_beginning), Some((1, 5)));
    }
}
