//! Text → pieces of words: BERT's uncased tokenizer, as Devlin et al. 2018 published it and the model's teacher was trained with it.

use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::unicode::{is_dropped, is_han, is_punctuation};

/// A longer word is unknown, in characters.
const LONGEST_WORD: usize = 100;
/// What marks a piece that goes on with a word.
const GOES_ON: &str = "##";

/// A vocabulary, ready to cut words with.
#[derive(Debug)]
pub struct Tokenizer {
    starts: FxHashMap<Box<str>, u32>,
    rests: FxHashMap<Box<str>, u32>,
    /// The longest piece, in bytes.
    longest: usize,
    /// The piece that stands for a word that cannot be made of the others.
    pub unknown: Option<u32>,
}

impl Tokenizer {
    /// Pieces in the order of their numbers.
    pub fn new<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        let mut tokenizer = Self {
            starts: FxHashMap::default(),
            rests: FxHashMap::default(),
            longest: 0,
            unknown: None,
        };
        for (piece, id) in pieces.zip(0..) {
            tokenizer.longest = tokenizer.longest.max(piece.len());
            match piece.strip_prefix(GOES_ON) {
                Some(rest) if !rest.is_empty() => tokenizer.rests.insert(rest.into(), id),
                _ => tokenizer.starts.insert(piece.into(), id),
            };
        }
        tokenizer.unknown = tokenizer.starts.get("[UNK]").copied();
        tokenizer
    }

    /// Gives the number of each piece of a text, in order.
    pub fn each(&self, text: &str, mut give: impl FnMut(u32)) {
        let mut word = String::new();
        let mut pieces = Vec::new();
        let mut end = |word: &mut String| {
            if word.is_empty() {
                return;
            }
            pieces.clear();
            if self.cut(word, &mut pieces) {
                pieces.iter().copied().for_each(&mut give);
            } else if let Some(unknown) = self.unknown {
                give(unknown);
            }
            word.clear();
        };
        let mut letter = |c: char| {
            if c.is_whitespace() {
                end(&mut word);
            } else if is_punctuation(c) || is_han(c) {
                end(&mut word);
                word.push(c);
                end(&mut word);
            } else {
                word.extend(c.to_lowercase());
            }
        };
        if text.is_ascii() {
            text.chars()
                .filter(|&c| c.is_whitespace() || !is_dropped(c))
                .for_each(&mut letter);
        } else {
            text.chars()
                .filter(|&c| c.is_whitespace() || !is_dropped(c))
                .nfd()
                .filter(|&c| !is_combining_mark(c))
                .for_each(&mut letter);
        }
        letter(' ');
    }

    /// Cuts a word, the longest piece first; false where it cannot be cut to its end.
    fn cut(&self, word: &str, pieces: &mut Vec<u32>) -> bool {
        if word.len() > LONGEST_WORD && word.chars().count() > LONGEST_WORD {
            return false;
        }
        let mut start = 0;
        while start < word.len() {
            let among = if start == 0 {
                &self.starts
            } else {
                &self.rests
            };
            let most = word.len().min(start + self.longest);
            let found = (start + 1..=most).rev().find_map(|end| {
                let id = among.get(word.get(start..end)?)?;
                Some((end, *id))
            });
            let Some((end, id)) = found else {
                return false;
            };
            pieces.push(id);
            start = end;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: &[&str] = &[
        "[UNK]", "nurse", "un", "##aff", "##able", "c", "+", "cafe", "字", "strasse", "ß", ".",
    ];

    fn cut(text: &str) -> Vec<&'static str> {
        let tokenizer = Tokenizer::new(PIECES.iter().copied());
        let mut found = Vec::new();
        tokenizer.each(text, |id| found.push(PIECES[id as usize]));
        found
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        assert_eq!(
            cut("Unaffable NURSE."),
            ["un", "##aff", "##able", "nurse", "."]
        );
        assert_eq!(cut("C++"), ["c", "+", "+"]);
        assert_eq!(cut("Café cafe\u{301}"), ["cafe", "cafe"]);
        assert_eq!(cut("nur\u{ad}se\u{200b}"), ["nurse"]);
        assert_eq!(cut("字nurse字"), ["字", "nurse", "字"]);
        assert_eq!(cut("ß nursery"), ["ß", "[UNK]"]);
        assert_eq!(cut(" \t\n"), Vec::<&str>::new());
        assert_eq!(cut(&"nurse".repeat(21)), ["[UNK]"]);
    }
}
