//! Rows that a program wrapped at a margin, put together again: a paragraph or a list's item is one line.

use std::collections::BTreeSet;

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

/// How a row goes on with the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// As the next words of a sentence.
    Words,
    /// As the rest of a web or e-mail address.
    Address,
}

/// Whether and how `next` goes on with `row`.
pub(super) fn joint(row: &Wrapped<'_>, next: &Wrapped<'_>) -> Option<Joint> {
    if breaks_address(row, next) {
        return Some(Joint::Address);
    }
    (breaks_span(row.text, next.text) || reads_on(row, next)).then_some(Joint::Words)
}

/// Whether `next` goes on with the sentence of `row`: its first word would not have fitted there, and the words read on.
fn reads_on(row: &Wrapped<'_>, next: &Wrapped<'_>) -> bool {
    if row.text.contains('\t') || next.text.contains('\t') {
        return false;
    }
    if ends_with_break(row.text) && starts_low(next.text) {
        return true;
    }
    // An entry begins there, in whatever letters its month is written.
    if super::facts::begins_with_span(next.text) {
        return false;
    }
    let first = next.text.split_whitespace().next().unwrap_or_default();
    let address = first.contains("://")
        || first.contains('@')
        || first.starts_with("www.")
        || (first.contains('.') && first.contains('/'));
    if !row.wide && address {
        return false;
    }
    let ended = row
        .text
        .ends_with(['.', '!', '?', ':', '。', '！', '？', '：']);
    let low = starts_low(next.text);
    // A sign that parts things has something after it; a long row without an end goes on in small letters.
    if row
        .text
        .ends_with([',', '(', '/', '&', '+', '|', '·', '•', '，', '、', '；'])
        || (low && row.wide && !ended)
    {
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
    if low {
        return true;
    }
    row.wide && row.supported && !(ended && next.text.chars().count() < 30)
}

/// Whether a row ends in a web or e-mail address that had to be broken, and the next row is its rest.
fn breaks_address(row: &Wrapped<'_>, next: &Wrapped<'_>) -> bool {
    let last = row.text.split_whitespace().next_back().unwrap_or_default();
    let mut rest = next.text.split_whitespace();
    let first = rest.next().unwrap_or_default();
    let of_address = |c: char| c.is_alphanumeric() || "-._~/?#=&%+@".contains(c);
    let hosted = last.contains('.') && last.contains('/');
    let link = last.contains("://")
        || last.starts_with("www.")
        || (hosted && last.chars().all(of_address));
    let mail = last.contains('@');
    // A name goes on in small letters; a new line of details begins with a capital, a bracket or a plus.
    let goes_on = first.chars().all(of_address)
        && first.starts_with(|c: char| {
            c.is_lowercase() || c.is_ascii_digit() || "-._/?#=&%@".contains(c)
        })
        && !first.contains("://")
        && !first.starts_with("www.");
    let complete =
        mail && last.rsplit('@').next().is_some_and(ends_with_top) && !first.starts_with('.');
    let whole_first =
        first.contains('@') && !mail || first.contains('.') && first.contains('/') && !link;
    (link || mail)
        && goes_on
        && !complete
        && !whole_first
        && (rest.next().is_none() || link)
        && (row.room < row.unit * 2.5
            || last.ends_with(['-', '/', '.', '_', '@']) && row.room < row.unit * 24.0)
}

/// Whether a host's last label is one that hosts usually end with.
fn ends_with_top(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, top)| {
        matches!(
            top,
            "com"
                | "org"
                | "net"
                | "edu"
                | "info"
                | "de"
                | "fr"
                | "es"
                | "it"
                | "pl"
                | "nl"
                | "uk"
                | "ru"
                | "ua"
                | "tr"
                | "gr"
                | "il"
                | "jp"
                | "cn"
                | "kr"
        )
    })
}

/// Whether a row ends in the middle of a span of time: "December 2017 to".
fn breaks_span(row: &str, next: &str) -> bool {
    const LINKS: &[&str] = &[
        "to", "–", "-", "—", "bis", "au", "à", "al", "a", "do", "по", "до", "〜", "～", "έως",
        "إلى",
    ];
    let mut words = row.split_whitespace().rev();
    let ends = words.next().is_some_and(|word| LINKS.contains(&word))
        && words
            .next()
            .is_some_and(|word| word.chars().any(|c| c.is_ascii_digit()));
    ends && row.chars().count() <= 40
        && next.chars().count() <= 40
        && (next.chars().any(|c| c.is_ascii_digit()) || next.split_whitespace().count() <= 2)
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

/// The words of a text that have a hyphen inside a row: where one of them is broken at its hyphen, it keeps it.
#[derive(Debug, Default)]
pub(super) struct Compounds(BTreeSet<String>);

impl Compounds {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Compounds {
        let mut found = BTreeSet::new();
        for text in texts {
            for word in text.split(|c: char| {
                c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '|' | '.')
            }) {
                let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
                if inner.contains(['-', '\u{2010}'])
                    && inner == word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '-')
                {
                    found.insert(inner.to_lowercase().replace('\u{2010}', "-"));
                }
            }
        }
        Compounds(found)
    }

    fn holds(&self, line: &str, next: &str) -> bool {
        let of_word = |c: char| c.is_alphanumeric() || c == '-';
        let first = line.rsplit(|c| !of_word(c)).next().unwrap_or_default();
        let second = next.split(|c| !of_word(c)).next().unwrap_or_default();
        self.0.contains(&format!(
            "{}-{}",
            first.to_lowercase(),
            second.to_lowercase()
        ))
    }
}

/// First parts of words that keep their hyphen: "long-term" broken at its hyphen is not "longterm".
#[rustfmt::skip]
const KEEPS_HYPHEN: &[&str] = &[
    "long", "short", "full", "part", "high", "low", "well", "self", "non", "cross", "front", "back", "end", "real", "multi",
    "large", "small", "hands", "client", "customer", "data", "user", "open", "object", "test", "team", "decision",
    "problem", "award", "cost", "time", "on", "off", "in", "up", "co", "post", "pre", "mid", "state", "follow", "year",
    "first", "third",
];

/// Adds a row to the line it goes on with. A word that was broken at its end is whole again; a compound keeps its hyphen.
pub(super) fn append(line: &mut String, next: &str, joint: Joint, compounds: &Compounds) {
    if joint == Joint::Address {
        line.push_str(next);
        return;
    }
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
        let typed = hyphen != Some('\u{2010}') && KEEPS_HYPHEN.contains(&part.as_str());
        if typed || compounds.holds(line, next) {
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
        assert_eq!(
            joint(&full, &row("efficient ways", 40.0)),
            Some(Joint::Words)
        );
        let short = row("Bread", 50.0);
        assert_eq!(joint(&short, &row("Cakes", 50.0)), None);
    }

    #[test]
    fn addresses_are_put_together_and_complete_ones_are_left() {
        let rest =
            |text: &'static str, next: &'static str| joint(&row(text, 0.5), &row(next, 30.0));
        assert_eq!(
            rest("https://www.example.com/in/nadiabr", "ackwater"),
            Some(Joint::Address)
        );
        assert_eq!(
            rest("linkedin.example.com/in/priya-", "kestrelby"),
            Some(Joint::Address)
        );
        assert_eq!(
            rest("teodor.ashgrove@exa", "mple.com"),
            Some(Joint::Address)
        );
        assert_eq!(rest("ada@example.org", "ada.example.org/work"), None);
        assert_eq!(
            rest("https://ada.example.org", "https://b.example.org"),
            None
        );
    }

    #[test]
    fn a_span_of_time_is_put_together() {
        let month = row("December 2017 to", 30.0);
        assert_eq!(
            joint(&month, &row("September 2022", 30.0)),
            Some(Joint::Words)
        );
    }

    #[test]
    fn broken_words_are_joined_and_compounds_keep_their_hyphen() {
        let mut line = "soft devel-".to_owned();
        append(
            &mut line,
            "opment of long-",
            Joint::Words,
            &Compounds::default(),
        );
        append(&mut line, "term plans", Joint::Words, &Compounds::default());
        assert_eq!(line, "soft development of long-term plans");
    }

    #[test]
    fn a_word_that_has_its_hyphen_elsewhere_keeps_it() {
        let compounds = Compounds::of(["scikit-learn, pandas"].into_iter());
        let mut line = "mit scikit-".to_owned();
        append(&mut line, "learn", Joint::Words, &compounds);
        assert_eq!(line, "mit scikit-learn");
    }

    #[test]
    fn chinese_rows_join_without_a_space() {
        let mut line = "负责".to_owned();
        append(&mut line, "开发", Joint::Words, &Compounds::default());
        assert_eq!(line, "负责开发");
    }
}
