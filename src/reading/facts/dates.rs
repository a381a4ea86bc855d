//! Months, years and spans of time as résumés write them.

mod months;
mod point;
mod wording;

use crate::records::YearMonth;
use months::month_name;
use point::{century, digits_at, point_at, skip_blanks};
use wording::{PRESENT, PRESENT_SIGNS, SINCE, SINCE_OPEN, UNTIL};

/// A span of time in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: YearMonth,
    /// Absent where the span is still open.
    pub(super) to: Option<YearMonth>,
    /// Byte range in the text.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Every span of time in a text: "May 2019 – Jul 2021", "03/2019 - heute", "since 2019".
pub(super) fn spans(text: &str) -> Vec<Span> {
    let low = lower_keeping_length(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < low.len() {
        if !low.is_char_boundary(at) || !begins_word(&low, at) {
            at += 1;
            continue;
        }
        if let Some(span) = span_at(&low, at) {
            at = span.end.max(at + 1);
            found.push(span);
        } else if let Some((_, end)) = point_at(&low, at) {
            // A single month or year: the next span may not begin inside it.
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a text begins with a span of time.
pub(in crate::reading) fn begins_with_span(text: &str) -> bool {
    let low = lower_keeping_length(text.get(..text.len().min(80)).unwrap_or(text));
    let start = low.len() - low.trim_start_matches(super::words::is_trim).len();
    span_at(&low, start).is_some()
}

/// Every year or month that stands by itself or in a span, in the order of the text.
pub(super) fn points(text: &str) -> Vec<YearMonth> {
    let low = lower_keeping_length(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < low.len() {
        match low.is_char_boundary(at) && begins_word(&low, at) {
            true => match point_at(&low, at) {
                Some((point, end)) => {
                    found.push(point);
                    at = end.max(at + 1);
                }
                None => at += 1,
            },
            false => at += 1,
        }
    }
    found
}

/// The text without its spans and single dates.
pub(super) fn without_dates(text: &str) -> String {
    let low = lower_keeping_length(text);
    let mut out = String::new();
    let mut at = 0;
    let mut kept = 0;
    while at < low.len() {
        let end = if low.is_char_boundary(at) && begins_word(&low, at) {
            span_at(&low, at)
                .map(|s| s.end)
                .or_else(|| point_at(&low, at).map(|(_, end)| end))
        } else {
            None
        };
        match end {
            Some(end) => {
                out.push_str(text.get(kept..at).unwrap_or_default());
                at = end.max(at + 1);
                kept = at;
            }
            None => at += 1,
        }
    }
    out.push_str(text.get(kept..).unwrap_or_default());
    // Brackets that held a date are empty now.
    out.replace("()", "")
        .replace("( )", "")
        .trim_matches(|c| super::words::is_trim(c) && !matches!(c, '(' | ')' | '.'))
        .to_owned()
}

/// Lower case of the same byte length: letters whose lower case is longer or shorter stay as they are.
fn lower_keeping_length(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut low = c.to_lowercase();
            match (low.next(), low.next()) {
                (Some(l), None) if l.len_utf8() == c.len_utf8() => l,
                _ if c == '’' => c,
                _ => c,
            }
        })
        .collect()
}

/// Whether a number or word begins at a place.
fn begins_word(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    let Some(next) = after.chars().next() else {
        return false;
    };
    if !(next.is_alphanumeric() || next == '\'' || next == '’') {
        return false;
    }
    match before.chars().next_back() {
        None => true,
        Some(c) if next.is_ascii_digit() => {
            !c.is_ascii_digit() && !matches!(c, '$' | '€' | '£' | '+' | '#' | '_')
        }
        Some(c) => {
            !c.is_alphanumeric() || crate::reading::clean::is_ideograph(c) || c.is_ascii_digit()
        }
    }
}

fn span_at(low: &str, at: usize) -> Option<Span> {
    let rest = low.get(at..)?;
    // "since 2019", "seit 05/2020"
    if let Some(length) = SINCE.iter().find_map(|word| word_length(rest, word)) {
        let (from, end) = point_at(low, skip_blanks(low, at + length))?;
        // "from 2019 to 2021" is a usual span.
        if let Some(span) = until(low, from, at, end) {
            return Some(span);
        }
        let open = SINCE_OPEN
            .iter()
            .any(|word| word_length(rest, word).is_some());
        return open.then_some(Span {
            from,
            to: None,
            start: at,
            end,
        });
    }
    if let Some((from, end)) = point_at(low, at) {
        return until(low, from, at, end);
    }
    short_span(low, at).or_else(|| month_span(low, at))
}

/// "06/13 - 12/17", "06/13 – present": months and years of two digits, which by themselves may be anything.
fn short_span(low: &str, at: usize) -> Option<Span> {
    let (from, end) = short_point(low, at)?;
    let begins = skip_blanks(low, end);
    let length = separator_length(low.get(begins..)?)?;
    let next = skip_blanks(low, begins + length);
    let rest = low.get(next..)?;
    let to_present = PRESENT.iter().find_map(|word| word_length(rest, word));
    let (to, end) = match to_present {
        Some(length) => (None, next + length),
        None => {
            let (to, end) = short_point(low, next).or_else(|| point_at(low, next))?;
            (Some(to), end)
        }
    };
    to.is_none_or(|to| to.months() >= from.months())
        .then_some(Span {
            from,
            to,
            start: at,
            end,
        })
}

/// "06/13", and nothing that goes on as a date or a number does.
fn short_point(low: &str, at: usize) -> Option<(YearMonth, usize)> {
    let (month, sign) = digits_at(low, at)?;
    let rest = low.get(sign..)?;
    if !(1..=12).contains(&month) || !rest.starts_with(['/', '.']) {
        return None;
    }
    let (year, end) = digits_at(low, sign + 1)?;
    let goes_on = low
        .get(end..)?
        .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | ',' | '%'));
    (end - sign == 3 && !goes_on).then_some((
        YearMonth {
            year: century(year),
            month: u8::try_from(month).ok()?,
        },
        end,
    ))
}

/// "July – August 2016", "Nov to Feb 2020": the year stands once.
fn month_span(low: &str, at: usize) -> Option<Span> {
    let (month, length) = month_name(low.get(at..)?)?;
    let dot = usize::from(low.get(at + length..)?.starts_with('.'));
    let begins = skip_blanks(low, at + length + dot);
    let length = separator_length(low.get(begins..)?)?;
    let (to, end) = point_at(low, skip_blanks(low, begins + length))?;
    let year = match to.month {
        0 => return None,
        last if month <= last => to.year,
        _ => to.year - 1,
    };
    Some(Span {
        from: YearMonth { year, month },
        to: Some(to),
        start: at,
        end,
    })
}

/// The rest of a span after its first point.
fn until(low: &str, from: YearMonth, start: usize, end: usize) -> Option<Span> {
    let mut at = skip_blanks(low, end);
    let rest = low.get(at..)?;
    if let Some(length) = PRESENT_SIGNS
        .iter()
        .find_map(|word| word_length(rest, word))
    {
        return Some(Span {
            from,
            to: None,
            start,
            end: at + length,
        });
    }
    let length = separator_length(rest)?;
    at = skip_blanks(low, at + length);
    // "2020 — по настоящее время", "2019 - bis heute"
    let rest = low.get(at..)?;
    if let Some(length) = UNTIL.iter().find_map(|word| word_length(rest, word)) {
        at = skip_blanks(low, at + length);
    }
    let rest = low.get(at..)?;
    let rest = rest.trim_end();
    if rest.is_empty() || rest.starts_with(')') {
        // "2019 –": still open. "2019 to" is no span.
        let dash = low.get(end..at).unwrap_or_default().trim();
        return (!dash.is_empty() && !dash.chars().any(char::is_alphanumeric)).then_some(Span {
            from,
            to: None,
            start,
            end: at,
        });
    }
    let bare = rest.trim_start_matches(['(', '[']);
    let skipped = rest.len() - bare.len();
    if let Some(length) = PRESENT
        .iter()
        .chain(PRESENT_SIGNS)
        .find_map(|word| word_length(bare, word))
    {
        return Some(Span {
            from,
            to: None,
            start,
            end: at + skipped + length,
        });
    }
    let (to, end) = match point_at(low, at) {
        Some(found) => found,
        None => short_year(low, at, from)?,
    };
    if to.months() < from.months() && from.month != 0 && to.month != 0 {
        // A right-to-left row of numbers alone comes out with its later month first.
        return Some(Span {
            from: to,
            to: Some(from),
            start,
            end,
        });
    }
    (to.months() >= from.months() || to.year >= from.year).then_some(Span {
        from,
        to: Some(to),
        start,
        end,
    })
}

/// "2019–21": the century is the first year's.
fn short_year(low: &str, at: usize, from: YearMonth) -> Option<(YearMonth, usize)> {
    let digits = digits_at(low, at)?;
    let (value, end) = digits;
    let year = from.year / 100 * 100 + value;
    (end - at == 2 && from.month == 0 && year >= from.year)
        .then_some((YearMonth { year, month: 0 }, end))
}

/// The length of a word at the beginning of a text, where it ends there.
fn word_length(rest: &str, word: &str) -> Option<usize> {
    let after = rest.strip_prefix(word)?;
    let ends = word.ends_with(crate::reading::clean::is_ideograph)
        || after.chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends.then_some(word.len())
}

/// The length of what stands between the two ends of a span.
fn separator_length(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if matches!(
        first,
        '-' | '–' | '—' | '−' | '‐' | '‑' | '~' | '〜' | '～' | '→' | '>' | '至' | '到' | '\t'
    ) {
        // "--", "->" and a dash after a tab count as one.
        let length = rest
            .chars()
            .take_while(|c| {
                matches!(
                    c,
                    '-' | '–'
                        | '—'
                        | '−'
                        | '‐'
                        | '‑'
                        | '~'
                        | '〜'
                        | '～'
                        | '→'
                        | '>'
                        | '至'
                        | '到'
                        | '\t'
                        | ' '
                )
            })
            .map(char::len_utf8)
            .sum();
        return Some(length);
    }
    UNTIL.iter().find_map(|word| word_length(rest, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ym(year: u16, month: u8) -> YearMonth {
        YearMonth { year, month }
    }

    fn one(text: &str) -> (YearMonth, Option<YearMonth>) {
        let found = spans(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        (found[0].from, found[0].to)
    }

    #[test]
    fn spans_in_many_writings() {
        for (text, from, to) in [
            ("July 2024 to April 2025", ym(2024, 7), Some(ym(2025, 4))),
            ("Baker\tMay 2023 – Jul 2025", ym(2023, 5), Some(ym(2025, 7))),
            ("11/2024 - 02/2026", ym(2024, 11), Some(ym(2026, 2))),
            ("2022-01 – Present", ym(2022, 1), None),
            ("2019 - 2021", ym(2019, 0), Some(ym(2021, 0))),
            ("2019–21", ym(2019, 0), Some(ym(2021, 0))),
            ("07/2025 - heute", ym(2025, 7), None),
            ("08/2021 - aujourd’hui", ym(2021, 8), None),
            ("2024年9月〜現在", ym(2024, 9), None),
            ("2025年1月–至今", ym(2025, 1), None),
            ("2021年2月–2023年10月", ym(2021, 2), Some(ym(2023, 10))),
            ("07/2024 - devam ediyor", ym(2024, 7), None),
            ("12/2021 - настоящее время", ym(2021, 12), None),
            ("03/2023 - حتى الآن", ym(2023, 3), None),
            ("03/2023 - σήμερα", ym(2023, 3), None),
            ("06/2023 - היום", ym(2023, 6), None),
            ("since March 2019", ym(2019, 3), None),
            ("from 2019 to 2021", ym(2019, 0), Some(ym(2021, 0))),
            ("01.05.2019 – 31.12.2020", ym(2019, 5), Some(ym(2020, 12))),
            ("Mar ’19 – Apr ’20", ym(2019, 3), Some(ym(2020, 4))),
            ("(April 2025 to Present)", ym(2025, 4), None),
            ("1 May 2019 - 3 June 2020", ym(2019, 5), Some(ym(2020, 6))),
            ("06/2023 - 10/2020", ym(2020, 10), Some(ym(2023, 6))),
            ("Февраль 2020 — по настоящее время", ym(2020, 2), None),
            ("06/13 - 12/17", ym(2013, 6), Some(ym(2017, 12))),
            ("01/18 – present", ym(2018, 1), None),
            ("Juil.–août 2016", ym(2016, 7), Some(ym(2016, 8))),
            ("1/2019 – dosud", ym(2019, 1), None),
            ("Da settembre 2019 ad oggi", ym(2019, 9), None),
            ("July 2014 to till date", ym(2014, 7), None),
            ("Nov to Feb 2020", ym(2019, 11), Some(ym(2020, 2))),
        ] {
            assert_eq!(one(text), (from, to), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_spans() {
        for text in [
            "Grew sales from 1200 to 2400 units",
            "+44 20 7946 0738",
            "2021",
            "(312) 555-0105",
            "Room 2019B",
            "2021 - 2019",
            "06/13",
            "Scored 4.5 - 4.8 of 5",
            "10/12 points - 11/12 points",
            "May to be asked",
        ] {
            assert_eq!(spans(text), [], "{text}");
        }
    }

    #[test]
    fn dates_are_taken_off() {
        assert_eq!(
            without_dates("Food Hygiene Level 3 (2020)"),
            "Food Hygiene Level 3"
        );
        assert_eq!(without_dates("Baker\tMay 2023 – Jul 2025"), "Baker");
    }
}
