//! Whether words of a line fit a name in the way they are written.

use super::{
    lexicon::{Language, Name},
    token::{Token, fold},
};

/// Function words that only English has among the languages of the lexicon.
const ENGLISH: &[&str] = &["the", "and", "with", "for", "their", "our", "by", "from"];
/// Endings that only English and its kin have: "automated" is no "autómata".
const ENGLISH_ENDINGS: &[&str] = &["ed", "ing", "ly"];
/// Letters of an ending, in which forms of one word differ.
const ENDING_AT_MOST: usize = 3;
/// Letters of an initialism, at the most.
const LONGEST_INITIALISM: usize = 5;

/// Whether a word is a few capitals, in a line that has small letters too or nothing else.
pub fn is_initialism(line: &str, word: &Token) -> bool {
    let Some(written) = line.get(word.start..word.end) else {
        return false;
    };
    written.len() <= LONGEST_INITIALISM
        && written.chars().all(char::is_uppercase)
        && (line.chars().any(char::is_lowercase) || line.trim() == written)
}

/// Whether the words stand in the line in the upper and lower case of the name, a plural's "s" aside.
pub fn is_as_written(line: &str, words: &[Token], name: &str) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    line.get(first.start..last.end)
        .is_some_and(|written| written == name || written.strip_suffix('s') == Some(name))
}

/// Whether a line has words that only English has: a single word of another language is none there, "place" is not Polish.
pub fn is_english(words: &[Token]) -> bool {
    let is_letters = |w: &Token| w.end - w.start == w.form.len();
    words
        .iter()
        .any(|w| is_letters(w) && ENGLISH.contains(&w.form.as_str()))
}

/// Whether a single word is a form of the name that shares its stem. Stemmers of one language cut words of another too short: to
/// the Spanish one "public" is "publicidad".
pub fn is_inflection(words: &[Token], name: &Name) -> bool {
    if !name.language.is_latin() {
        return true;
    }
    let Some(word) = words.first() else {
        return false;
    };
    let is_germanic = matches!(
        name.language,
        Language::English | Language::German | Language::Dutch
    );
    if !is_germanic && ENGLISH_ENDINGS.iter().any(|e| word.form.ends_with(e)) {
        return false;
    }
    let name = fold(name.text);
    let shared = word
        .form
        .chars()
        .zip(name.chars())
        .take_while(|(a, b)| a == b)
        .count();
    word.form.chars().count() <= shared + ENDING_AT_MOST
        && name.chars().count() <= shared + ENDING_AT_MOST
}

/// Whether tokens `first..=last` do not cut a run of katakana in two: ワード is no part of ワードプレス.
pub fn is_whole(words: &[Token], first: usize, last: usize) -> bool {
    let is_katakana = |w: &Token| {
        w.form
            .starts_with(|c: char| ('\u{30a0}'..='\u{30ff}').contains(&c) && c != '・')
    };
    let joined = |a: Option<&Token>, b: Option<&Token>| matches!((a, b), (Some(a), Some(b)) if a.end == b.start && is_katakana(a) && is_katakana(b));
    let before = first.checked_sub(1).and_then(|i| words.get(i));
    !joined(before, words.get(first)) && !joined(words.get(last), words.get(last + 1))
}
