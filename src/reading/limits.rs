//! How much of a document is kept, whatever its format. With lines that are bounded, what is found in one line may take a
//! time that grows with the line; the whole takes a time that grows with the text.

use std::collections::BTreeMap;

use crate::records::{Document, Finding, FindingKind, Line};

use super::findings;

/// The largest file, in bytes. Résumés have some 100 KB; with photographs a few MB. Mail systems stop at 25 MB.
pub const LARGEST_FILE: usize = 25 * 1024 * 1024;

/// The most lines that are kept. A résumé has some hundred; 200 full pages have 12,000.
pub const MOST_LINES: usize = 20_000;

/// The most characters that are kept. A résumé has some 5,000; 200 full pages have 800,000.
pub const MOST_CHARACTERS: usize = 1_000_000;

/// The most bytes of text that are gathered before they become lines, where text is longer than what is kept of it: blanks
/// and marks go on the way. Letters outside ASCII have two or three.
pub(super) const MOST_GATHERED: usize = 4 * MOST_CHARACTERS;

/// The longest line, in characters: a page that is one paragraph has 4,000. What is longer becomes several lines.
pub const LONGEST_LINE: usize = 4_000;

/// Cuts lines that are too long at a blank, and drops what lies over the limits, with a finding that says so.
pub(super) fn apply(document: &mut Document) {
    if document.lines.iter().any(is_too_long) {
        cut_lines(document);
    }
    let mut characters = 0usize;
    let fitting = document
        .lines
        .iter()
        .take_while(|line| {
            characters = characters.saturating_add(line.text.chars().count());
            characters <= MOST_CHARACTERS
        })
        .count();
    if fitting.min(MOST_LINES) < document.lines.len() {
        let known = |finding: &Finding| finding.kind == FindingKind::OverLimit;
        if !document.findings.iter().any(known) {
            document.findings.push(dropped(fitting));
        }
        document.lines.truncate(fitting.min(MOST_LINES));
        let last = document.lines.len();
        document
            .links
            .retain(|link| usize::try_from(link.line).is_ok_and(|line| line <= last));
    }
    keep_characters(&mut document.hidden);
    if let Some(plain) = &mut document.plain
        && let Some((end, _)) = plain.char_indices().nth(MOST_CHARACTERS)
    {
        plain.truncate(end);
    }
}

fn dropped(fitting: usize) -> Finding {
    findings::over_limit(&if fitting < MOST_LINES {
        format!("it has more than {MOST_CHARACTERS} characters")
    } else {
        format!("it has more than {MOST_LINES} lines")
    })
}

fn is_too_long(line: &Line) -> bool {
    line.text.len() > LONGEST_LINE && line.text.chars().count() > LONGEST_LINE
}

/// Makes several lines of each that is too long, and numbers all anew.
fn cut_lines(document: &mut Document) {
    let mut lines: Vec<Line> = Vec::with_capacity(document.lines.len());
    let mut moved: BTreeMap<u32, u32> = BTreeMap::new();
    for line in std::mem::take(&mut document.lines) {
        for piece in pieces(&line.text) {
            let number = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
            moved.entry(line.number).or_insert(number);
            lines.push(Line {
                number,
                text: piece.to_owned(),
                ..line
            });
        }
    }
    document.lines = lines;
    for link in &mut document.links {
        link.line = moved.get(&link.line).copied().unwrap_or(link.line);
    }
}

/// A text in pieces of at most [`LONGEST_LINE`] characters, cut at the last blank of each where it has one.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((end, _)) = rest.char_indices().nth(LONGEST_LINE) {
        let (whole, _) = rest.split_at(end);
        let cut = whole
            .rfind(char::is_whitespace)
            .filter(|at| *at > 0)
            .unwrap_or(end);
        let (piece, after) = rest.split_at(cut);
        found.push(piece);
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// Keeps the first texts, up to [`MOST_CHARACTERS`] of them together.
fn keep_characters(texts: &mut Vec<String>) {
    let mut left = MOST_CHARACTERS;
    for text in texts.iter_mut() {
        if let Some((end, _)) = text.char_indices().nth(left) {
            text.truncate(end);
        }
        left -= text.chars().count().min(left);
    }
    texts.retain(|text| !text.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Format, Link};

    fn document(texts: &[&str]) -> Document {
        Document {
            format: Format::PlainText,
            page_count: None,
            lines: texts
                .iter()
                .zip(1..)
                .map(|(text, number)| Line {
                    number,
                    page: 1,
                    block: number,
                    text: (*text).to_owned(),
                    ..Line::default()
                })
                .collect(),
            links: Vec::new(),
            plain: None,
            hidden: Vec::new(),
            findings: Vec::new(),
        }
    }

    #[test]
    fn long_lines_are_cut_at_blanks_and_links_move_along() {
        let long = "bread ".repeat(1000);
        let mut document = document(&[long.trim(), "Ada"]);
        document.links.push(Link {
            line: 2,
            target: "https://a.example".into(),
        });
        apply(&mut document);
        assert_eq!(document.lines.len(), 3);
        assert!(document.lines.iter().all(|l| !is_too_long(l)));
        assert_eq!(document.lines[1].number, 2);
        assert_eq!(document.lines[1].block, 1);
        assert_eq!(document.links[0].line, 3);
        let words: usize = document
            .lines
            .iter()
            .map(|l| l.text.split_whitespace().count())
            .sum();
        assert_eq!(words, 1001);
        assert!(document.findings.is_empty());
    }

    #[test]
    fn what_lies_over_a_limit_is_dropped_and_reported() {
        let word = "x".repeat(MOST_CHARACTERS + 1);
        let mut long = document(&[&word]);
        apply(&mut long);
        assert_eq!(long.lines.len(), MOST_CHARACTERS / LONGEST_LINE);
        assert_eq!(long.findings[0].kind, FindingKind::OverLimit);
        let mut many = document(&vec!["a"; MOST_LINES + 1]);
        apply(&mut many);
        assert_eq!(many.lines.len(), MOST_LINES);
        assert_eq!(many.findings[0].kind, FindingKind::OverLimit);
    }
}
