//! Clauses: an advertisement cut into the pieces that each ask for something, wish for it, say that it is not needed, or tell
//! a story.

use std::ops::Range;

use super::{
    cues::cues,
    headings::{self, Zone},
    phrases::bytes,
};
use crate::skills::token::{Token, tokens};

/// The most lines of an advertisement that are looked at. Long ones have some two hundred.
pub const MOST_LINES: usize = 3_000;
/// The most bytes of an advertisement that are looked at. A very long one has 20,000.
pub const MOST_BYTES: usize = 200_000;

/// How a clause speaks of what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    Required,
    Preferred,
    NotNeeded,
    /// What one will do.
    Duty,
    /// Neither.
    Open,
    /// The employer's story, the offer, the law.
    Aside,
}

/// A piece of one line.
#[derive(Clone, Debug)]
pub struct Clause<'a> {
    /// From 1.
    pub line: u32,
    /// As it stands in the line.
    pub text: &'a str,
    pub words: Vec<Token>,
    pub stance: Stance,
    /// An item of a list under a heading that asks or wishes: a plain phrase in it is meant as a skill.
    pub is_item: bool,
}

/// Cuts a text into clauses.
pub fn clauses(text: &str) -> Vec<Clause<'_>> {
    let mut found = Vec::new();
    let mut place = Place::default();
    let text = cut(text, MOST_BYTES);
    for (index, line) in text.lines().take(MOST_LINES).enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        place.read(number, line, &mut found);
    }
    found
}

/// At most that many bytes of a text, cut between characters.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Where in the advertisement the reader is.
struct Place {
    zone: Zone,
    /// The zone goes on to the next empty line only: it was opened by a head in a sentence.
    is_short: bool,
    /// Items of the zone began with a bullet.
    has_bullets: bool,
    after_blank: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            zone: Zone::Open,
            is_short: false,
            has_bullets: false,
            after_blank: true,
        }
    }
}

impl Place {
    fn read<'a>(&mut self, number: u32, line: &'a str, found: &mut Vec<Clause<'a>>) {
        let (body, is_bullet) = without_bullet(line);
        if body.is_empty() {
            if self.is_short {
                self.open(Zone::Open);
            }
            self.after_blank = true;
            return;
        }
        let after_blank = std::mem::take(&mut self.after_blank);
        if !is_bullet || body.ends_with([':', '：']) {
            if let Some(zone) = headings::of_line(if is_bullet { body } else { line }) {
                self.open(zone);
                return;
            }
            let is_unknown_heading =
                !is_bullet && body.ends_with([':', '：']) && body.split_whitespace().count() <= 6;
            if is_unknown_heading && self.zone != Zone::Required && self.zone != Zone::Preferred {
                self.open(Zone::Open);
            }
        }
        if is_bullet {
            self.has_bullets = true;
        } else if self.has_bullets && after_blank {
            // A paragraph after a list belongs to no heading any more.
            self.open(Zone::Open);
        }
        for (at, sentence) in sentences(body).into_iter().enumerate() {
            self.sentence(number, sentence, is_bullet, at == 0, found);
        }
    }

    fn open(&mut self, zone: Zone) {
        self.zone = zone;
        self.is_short = false;
        self.has_bullets = false;
    }

    fn sentence<'a>(
        &mut self,
        line: u32,
        sentence: &'a str,
        is_bullet: bool,
        is_first: bool,
        found: &mut Vec<Clause<'a>>,
    ) {
        let mut zone = self.zone;
        let mut text = sentence;
        let mut is_list = is_bullet;
        if let Some((head, rest)) = split_head(sentence)
            && let Some(announced) = headings::of_head(head)
        {
            zone = announced;
            text = rest;
            is_list = true;
            if is_first && !is_bullet && announced != Zone::Open {
                self.open(announced);
                self.is_short = true;
            }
        }
        let is_heading_list = matches!(zone, Zone::Required | Zone::Preferred);
        let words = tokens(text);
        let is_aside =
            zone == Zone::Offer || (cues().aside.is_in(&words) && !(is_bullet && is_heading_list));
        for item in items(text) {
            let several = item.len() < text.len();
            for piece in by_cue(item) {
                push(
                    found,
                    line,
                    piece,
                    zone,
                    is_aside,
                    is_heading_list && (is_list || several || is_short(piece)),
                );
            }
        }
    }
}

fn is_short(piece: &str) -> bool {
    piece.split_whitespace().count() <= 5
}

fn push<'a>(
    found: &mut Vec<Clause<'a>>,
    line: u32,
    text: &'a str,
    zone: Zone,
    is_aside: bool,
    is_item: bool,
) {
    let words = tokens(text);
    if words.is_empty() {
        return;
    }
    let stance = if is_aside {
        Stance::Aside
    } else {
        stance(&words, zone)
    };
    found.push(Clause {
        line,
        text,
        words,
        stance,
        is_item: is_item && matches!(stance, Stance::Required | Stance::Preferred),
    });
}

/// How the words speak, under a heading.
fn stance(words: &[Token], zone: Zone) -> Stance {
    let cues = cues();
    if zone == Zone::NotNeeded || says_not_needed(words) {
        return Stance::NotNeeded;
    }
    let (must, wish) = (cues.must.is_in(words), cues.wish.is_in(words));
    match zone {
        Zone::Offer => Stance::Aside,
        Zone::Preferred if must && !wish => Stance::Required,
        Zone::Preferred => Stance::Preferred,
        _ if wish => Stance::Preferred,
        Zone::Required => Stance::Required,
        _ if must => Stance::Required,
        Zone::Company => Stance::Aside,
        Zone::Duties => Stance::Duty,
        _ if cues.asks.is_in(words) => Stance::Required,
        _ if cues.duty.is_in(words) => Stance::Duty,
        _ => Stance::Open,
    }
}

fn says_not_needed(words: &[Token]) -> bool {
    let cues = cues();
    if cues.not_needed.is_in(words) {
        return true;
    }
    let (Some(no), ends) = (cues.no.find(words), cues.end_of_no.find_all(words)) else {
        return false;
    };
    ends.iter().any(|end| end.start >= no.end)
}

/// The body of a line without its bullet or number, and whether it had one.
pub fn without_bullet(line: &str) -> (&str, bool) {
    let text = line.trim();
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return ("", false);
    };
    let rest = chars.as_str();
    let is_sign = matches!(
        first,
        '•' | '●'
            | '○'
            | '◦'
            | '▪'
            | '■'
            | '□'
            | '▸'
            | '►'
            | '➢'
            | '➤'
            | '✔'
            | '✓'
            | '✅'
            | '✚'
            | '➕'
            | '★'
            | '☆'
            | '·'
            | '‣'
            | '⁃'
            | '→'
            | '✦'
            | '❖'
            | '➔'
            | '◆'
            | '・'
    );
    if is_sign {
        return (rest.trim_start_matches('\u{fe0f}').trim(), true);
    }
    if matches!(first, '-' | '*' | '–' | '—' | '+') && rest.starts_with(char::is_whitespace) {
        return (rest.trim(), true);
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && let Some(rest) = text.get(digits..)
        && let Some(rest) = rest.strip_prefix(['.', ')'])
        && rest.starts_with(char::is_whitespace)
    {
        return (rest.trim(), true);
    }
    (text, false)
}

/// Splits "head: rest" where the head is short and something follows.
fn split_head(sentence: &str) -> Option<(&str, &str)> {
    let at = sentence.find([':', '：'])?;
    let (head, rest) = sentence.split_at_checked(at)?;
    let rest = rest.trim_start_matches([':', '：']).trim();
    (!rest.is_empty() && head.split_whitespace().count() <= 6).then_some((head.trim(), rest))
}

/// Words before a dot that do not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "etc", "inc", "co", "ltd", "st", "mr", "mrs", "ms", "dr", "no", "vs",
    "approx", "min", "max", "incl", "bzw", "z.b", "ca", "mind", "p.ex", "ref", "corp", "yrs", "yr",
    "b.sc", "m.sc", "u.s",
];

/// The sentences of a line.
pub fn sentences(text: &str) -> Vec<&str> {
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

/// The items of a sentence that is a list: parted by semicolons, by slashes and bullets that stand free, and by "but".
fn items(text: &str) -> Vec<&str> {
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
fn by_cue(text: &str) -> Vec<&str> {
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

/// How many kinds of cue are among the words.
fn kinds(words: &[Token]) -> usize {
    let cues = cues();
    let wishes = cues.wish.is_in(words);
    let waives = says_not_needed(words);
    // "not required" holds "required": only a must outside of it counts.
    let waived = cues.not_needed.find_all(words);
    let is_waived = |must: &Range<usize>| {
        let start = bytes(words, must).start;
        waived.iter().any(|w| bytes(words, w).contains(&start)) || (waived.is_empty() && waives)
    };
    let musts = !cues.must.find_all(words).iter().all(is_waived);
    usize::from(wishes) + usize::from(waives) + usize::from(musts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stances(text: &str) -> Vec<(Stance, &str)> {
        clauses(text)
            .into_iter()
            .map(|c| (c.stance, c.text))
            .collect()
    }

    #[test]
    fn lists_follow_their_headings() {
        assert_eq!(
            stances(
                "Requirements\n* Python\n* a degree is a plus\n\nNice to have\n- Go\n\nJava is not required.\n\nWe sell Rust courses."
            ),
            [
                (Stance::Required, "Python"),
                (Stance::Preferred, "a degree is a plus"),
                (Stance::Preferred, "Go"),
                (Stance::NotNeeded, "Java is not required."),
                (Stance::Open, "We sell Rust courses."),
            ]
        );
    }

    #[test]
    fn one_line_can_hold_it_all() {
        assert_eq!(
            stances(
                "Acme / Cook / full time. Required: Baking / at least 2 years. Plus: Sushi. SAP is not needed."
            ),
            [
                (Stance::Open, "Acme"),
                (Stance::Open, "Cook"),
                (Stance::Open, "full time."),
                (Stance::Required, "Baking"),
                (Stance::Required, "at least 2 years."),
                (Stance::Preferred, "Sushi."),
                (Stance::NotNeeded, "SAP is not needed."),
            ]
        );
    }

    #[test]
    fn cues_part_a_sentence() {
        assert_eq!(
            stances("SQL is required, Python is a plus and Java is not needed."),
            [
                (Stance::Required, "SQL is required"),
                (Stance::Preferred, "Python is a plus"),
                (Stance::NotNeeded, "Java is not needed."),
            ]
        );
        assert_eq!(
            stances("A trade certificate is preferred, not demanded."),
            [
                (Stance::Preferred, "A trade certificate is preferred"),
                (Stance::NotNeeded, "not demanded."),
            ]
        );
    }

    #[test]
    fn negations_are_seen() {
        for text in [
            "You do not need Scala, and no experience with Java is needed: others do that.",
            "No prior SAP needed.",
            "You need not know welding.",
            "Kenntnisse in SAP sind nicht erforderlich.",
            "No es necesario saber SAP.",
            "Not required: Angular, mobile development.",
            "payroll is not part of the role",
        ] {
            assert!(
                stances(text).iter().all(|(s, _)| *s == Stance::NotNeeded),
                "{text}: {:?}",
                stances(text)
            );
        }
        assert!(
            stances("You must follow the code without being told.")
                .iter()
                .all(|(s, _)| *s == Stance::Required)
        );
    }

    #[test]
    fn the_employers_story_asks_nothing() {
        for text in [
            "Our sister company sells Java training to other firms; you will have nothing to do with that.",
            "You may know us from the Python user group we once hosted.",
            "About us\nWe write everything in Rust.",
            "What we offer\n- Python courses",
        ] {
            assert!(
                stances(text)
                    .iter()
                    .all(|(s, _)| matches!(s, Stance::Aside | Stance::NotNeeded)),
                "{text}: {:?}",
                stances(text)
            );
        }
    }

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
