//! The sentences of a line, and what a sentence falls into: a head and its rest, the items of a list, parts with cues of their own.

use std::ops::Range;

use super::stance::kinds;
use crate::skills::token::tokens;

/// Words before a dot that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "etc", "inc", "co", "ltd", "st", "mr", "mrs", "ms", "dr", "no", "vs",
    "approx", "min", "max", "incl", "bzw", "z.b", "ca", "mind", "p.ex", "ref", "corp", "yrs", "yr",
    "b.sc", "m.sc", "u.s",
];

/// The sentences of a line.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let ends = match c {
            '。' | '！' | '？' => true,
            '!' | '?' => next.is_none_or(char::is_whitespace),
            '.' => next.is_none_or(char::is_whitespace) && !ends_abbreviation(text, start, at),
            _ => false,
        };
        if ends {
            let end = at + c.len_utf8();
            found.extend(text.get(start..end).map(str::trim));
            start = end;
        }
    }
    found.extend(text.get(start..).map(str::trim));
    found.retain(|s| !s.is_empty());
    found
}

fn ends_abbreviation(text: &str, start: usize, dot: usize) -> bool {
    let word = text
        .get(start..dot)
        .unwrap_or_default()
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let after = text.get(dot + 1..).unwrap_or_default().trim_start();
    let goes_on = after.starts_with(|c: char| {
        c.is_lowercase() || c.is_ascii_digit() || matches!(c, ',' | ';' | ')')
    });
    goes_on || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Splits "head: rest" where the head is short and something follows.
pub(super) fn split_head(sentence: &str) -> Option<(&str, &str)> {
    let at = sentence.find([':', '：'])?;
    let (head, rest) = sentence.split_at_checked(at)?;
    let rest = rest.trim_start_matches([':', '：']).trim();
    (!rest.is_empty() && head.split_whitespace().count() <= 6).then_some((head.trim(), rest))
}

/// The items of a sentence that is a list: parted by semicolons, by slashes and bullets that stand free, and by "but".
pub(super) fn items(text: &str) -> Vec<&str> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for separator in [";", "；", " / ", " • ", " | ", " · ", " but ", " however "] {
        cuts.extend(
            text.match_indices(separator)
                .map(|(at, s)| at..at + s.len()),
        );
    }
    split_at(text, cuts)
}

fn split_at(text: &str, cuts: Vec<Range<usize>>) -> Vec<&str> {
    ranges_between(text, cuts)
        .into_iter()
        .filter_map(|range| text.get(range))
        .collect()
}

/// What stands between the cuts, without the white space around it.
fn ranges_between(text: &str, mut cuts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    cuts.sort_by_key(|r| r.start);
    cuts.push(text.len()..text.len());
    let mut ranges = Vec::new();
    let mut start = 0;
    for cut in cuts {
        let Some(piece) = text.get(start..cut.start) else {
            continue;
        };
        let before = piece.len() - piece.trim_start().len();
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            ranges.push(start + before..start + before + trimmed.len());
        }
        start = cut.end;
    }
    ranges
}

/// Where one sentence asks for one thing, wishes for another and waives a third, parts it at its commas: each part speaks by
/// its own cue, and a part without one goes with the part before it.
pub(super) fn by_cue(text: &str) -> Vec<&str> {
    let words = tokens(text);
    if kinds(&words) < 2 {
        return vec![text];
    }
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for separator in [
        ",", "，", "、", " – ", " — ", " - ", " and ", " und ", " et ", " y ", "(",
    ] {
        cuts.extend(
            text.match_indices(separator)
                .map(|(at, s)| at..at + s.len()),
        );
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut waiting: Option<usize> = None;
    for range in ranges_between(text, cuts) {
        let has_cue = kinds(&tokens(text.get(range.clone()).unwrap_or_default())) > 0;
        match joined.last_mut() {
            Some(last) if !has_cue => last.end = range.end,
            None if !has_cue => {
                waiting.get_or_insert(range.start);
            }
            _ => joined.push(waiting.take().unwrap_or(range.start)..range.end),
        }
    }
    if joined.is_empty() {
        return vec![text];
    }
    joined.into_iter().filter_map(|r| text.get(r)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_inside_a_sentence_do_not_end_it() {
        assert_eq!(
            sentences("Tools, e.g. Node.js or ASP.NET. Inc. is ours."),
            ["Tools, e.g. Node.js or ASP.NET.", "Inc. is ours."]
        );
        assert_eq!(
            sentences("必须精通Python。熟悉SQL"),
            ["必须精通Python。", "熟悉SQL"]
        );
    }
}
