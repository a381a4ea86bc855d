//! Plain phrases: items of a list that name something which the lexicon lacks.

use crate::matching::clauses::Clause;

/// A plain phrase that the lexicon lacks is taken as a skill up to this many words.
const LONGEST_PHRASE: usize = 4;

/// The words of an item that are a plain phrase: short, and without the words of a sentence.
pub(super) fn plain_phrase<'a>(clause: &Clause<'a>) -> Option<&'a str> {
    let text = clause.text.trim_end_matches(['.', ',', ';', '!']).trim();
    let count = clause.words.len();
    let is_ideographic = clause.words.iter().any(|w| w.is_ideographic);
    let most = if is_ideographic { 12 } else { LONGEST_PHRASE };
    let is_plain = (1..=most).contains(&count)
        && text.chars().any(char::is_alphabetic)
        && !clause.words.iter().any(|w| is_sentence_word(&w.form))
        && !text.contains(['@', ':', '"', '“', '?']);
    is_plain.then_some(text)
}

/// Words that a sentence has and a skill's name has not.
fn is_sentence_word(form: &str) -> bool {
    matches!(
        form,
        "you"
            | "your"
            | "we"
            | "our"
            | "us"
            | "are"
            | "is"
            | "be"
            | "will"
            | "who"
            | "that"
            | "have"
            | "has"
            | "must"
            | "should"
            | "required"
            | "preferred"
            | "plus"
            | "need"
            | "needed"
            | "not"
            | "no"
            | "if"
            | "when"
            | "this"
            | "these"
            | "it"
            | "they"
            | "can"
            | "able"
            | "ability"
            | "willing"
            | "willingness"
            | "full"
            | "time"
            | "permanent"
            | "sie"
            | "ihr"
            | "wir"
            | "ist"
            | "sind"
            | "vous"
            | "nous"
            | "est"
            | "sont"
            | "usted"
            | "su"
            | "nuestro"
            | "es"
            | "son"
            | "everyday"
            | "day"
            | "team"
            | "motivated"
            | "motivation"
            | "attitude"
            | "passion"
            | "enthusiasm"
            | "reliable"
            | "flexible"
            | "flexibility"
            | "dynamic"
            | "years"
            | "year"
            | "similar"
            | "etc"
    )
}
