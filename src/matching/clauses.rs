//! Clauses: an advertisement cut into the pieces that each ask for something, wish for it, say that it is not needed, or tell
//! a story.

mod sentences;
mod stance;

pub use stance::Stance;

use super::{
    cues::cues,
    headings::{self, Zone},
};
use crate::skills::token::{Token, tokens};
use sentences::{by_cue, items, sentences, split_head};
use stance::stance;

/// The most lines of an advertisement that are looked at. Long ones have some two hundred.
pub const MOST_LINES: usize = 3_000;
/// The most bytes of an advertisement that are looked at. A very long one has 20,000.
pub const MOST_BYTES: usize = 200_000;

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
}
