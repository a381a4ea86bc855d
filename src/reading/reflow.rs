//! Rows that a program wrapped at a margin, put together again: a paragraph or a list's item is one line.

/// One row as it stands on the page.
pub(super) struct Wrapped<'a> {
    pub(super) text: &'a str,
    /// Room left at the end of the row, in the same measure as `unit`.
    pub(super) room: f32,
    /// The width of a usual character.
    pub(super) unit: f32,
    /// Whether the row is as wide as rows of sentences are.
    pub(super) wide: bool,
    /// Whether other rows end at the same margin, so that it is one.
    pub(super) supported: bool,
}

/// Whether `next` goes on with the sentence of `row`: its first word would not have fitted there, and the words read on.
pub(super) fn goes_on(row: &Wrapped<'_>, next: &Wrapped<'_>) -> bool {
    if row.text.contains('\t') || next.text.contains('\t') {
        return false;
    }
    if ends_with_break(row.text) && starts_low(next.text) {
        return true;
    }
    let first_word = next
        .text
        .split_whitespace()
        .next()
        .map_or(0, |w| w.chars().count());
    let needed = (first_word as f32 + 1.0) * row.unit;
    if row.room >= needed {
        return false;
    }
    let reads_on = starts_low(next.text)
        || row
            .text
            .ends_with([',', '(', '/', '&', '+', ';', '–', '，', '、', '；']);
    if reads_on {
        return true;
    }
    let ended = row
        .text
        .ends_with(['.', '!', '?', ':', '。', '！', '？', '：']);
    row.wide && row.supported && !(ended && next.text.chars().count() < 30)
}

/// Whether a row ends in a hyphen that breaks a word.
fn ends_with_break(text: &str) -> bool {
    let mut chars = text.chars().rev();
    matches!(chars.next(), Some('-' | '\u{2010}' | '\u{AD}'))
        && chars.next().is_some_and(char::is_alphabetic)
        && chars.next().is_some_and(char::is_alphabetic)
}

fn starts_low(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase)
}

/// First parts of words that keep their hyphen: "long-term" broken at its hyphen is not "longterm".
const KEEPS_HYPHEN: &[&str] = &[
    "long", "short", "full", "part", "high", "low", "well", "self", "non", "cross", "front",
    "back", "end", "real", "multi", "large", "small", "hands", "client", "customer", "data",
    "user", "open", "object", "test", "team", "decision", "problem", "award", "cost", "time", "on",
    "off", "in", "up", "co", "post", "pre", "mid", "state", "follow", "year", "first", "third",
];

/// Adds a row to the line it goes on with. A word that was broken at its end is whole again; a compound keeps its hyphen.
pub(super) fn append(line: &mut String, next: &str) {
    if line.ends_with('\u{AD}') {
        line.pop();
        line.push_str(next);
        return;
    }
    if ends_with_break(line) && starts_low(next) {
        let hyphen = line.pop();
        let part: String = line
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        // U+2010 is written by programs that hyphenate; people type the other one.
        if hyphen != Some('\u{2010}') && KEEPS_HYPHEN.contains(&part.as_str()) {
            line.push('-');
        }
        line.push_str(next);
        return;
    }
    let glued = line.ends_with(['-', '/', '\u{2010}', '@'])
        || (line
            .chars()
            .next_back()
            .is_some_and(super::clean::is_ideograph)
            && next.chars().next().is_some_and(super::clean::is_ideograph));
    if !glued && !line.is_empty() {
        line.push(' ');
    }
    line.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, room: f32) -> Wrapped<'_> {
        Wrapped {
            text,
            room,
            unit: 1.0,
            wide: text.len() >= 45,
            supported: true,
        }
    }

    #[test]
    fn a_full_row_goes_on_and_a_short_one_does_not() {
        let full = row(
            "I have worked in small and large teams and I like finding",
            2.0,
        );
        assert!(goes_on(&full, &row("efficient ways", 40.0)));
        let short = row("Bread", 50.0);
        assert!(!goes_on(&short, &row("Cakes", 50.0)));
    }

    #[test]
    fn broken_words_are_joined_and_compounds_keep_their_hyphen() {
        let mut line = "soft devel-".to_owned();
        append(&mut line, "opment of long-");
        append(&mut line, "term plans");
        assert_eq!(line, "soft development of long-term plans");
    }

    #[test]
    fn chinese_rows_join_without_a_space() {
        let mut line = "负责".to_owned();
        append(&mut line, "开发");
        assert_eq!(line, "负责开发");
    }
}
