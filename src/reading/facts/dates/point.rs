//! A month or a year in a text, in words or in numbers.

use super::months::month_name;
use crate::records::YearMonth;

/// The years that a résumé speaks of; other numbers of four digits are something else.
const YEARS: std::ops::RangeInclusive<u16> = 1940..=2079;

/// A month or year at a place, and where it ends.
pub(super) fn point_at(low: &str, at: usize) -> Option<(YearMonth, usize)> {
    let rest = low.get(at..)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return numeric_point(low, at);
    }
    let (month, length) = month_name(rest)?;
    let mut next = at + length;
    // "Jul. 2019", "July, 2019", "juillet de 2019", "May ’19"
    next += low.get(next..)?.starts_with('.') as usize;
    next = skip_blanks(low, next);
    for link in [",", "de ", "del ", "of ", "/", "-"] {
        if low.get(next..)?.starts_with(link) {
            next = skip_blanks(low, next + link.len());
            break;
        }
    }
    if let Some(mark) = low
        .get(next..)?
        .chars()
        .next()
        .filter(|c| matches!(c, '\'' | '’' | '‘'))
    {
        let (value, end) = digits_at(low, next + mark.len_utf8())?;
        return (end - next - mark.len_utf8() == 2).then(|| {
            (
                YearMonth {
                    year: century(value),
                    month,
                },
                end,
            )
        });
    }
    let (value, end) = digits_at(low, next)?;
    match end - next {
        4 if YEARS.contains(&value) => {
            Some((YearMonth { year: value, month }, suffix_end(low, end)))
        }
        // "1 May 2019" and "May 1, 2019": the day stands between.
        1 | 2 => {
            let after = skip_blanks(low, end);
            let after = after + usize::from(low.get(after..)?.starts_with(','));
            let after = skip_blanks(low, after);
            let (year, end) = digits_at(low, after)?;
            (end - after == 4 && YEARS.contains(&year)).then_some((YearMonth { year, month }, end))
        }
        _ => None,
    }
}

/// "2019", "05/2019", "2019-05", "01.05.2019", "2019年5月", "1 May 2019".
fn numeric_point(low: &str, at: usize) -> Option<(YearMonth, usize)> {
    let (first, end) = digits_at(low, at)?;
    let length = end - at;
    let rest = low.get(end..)?;
    if length == 4 {
        if !YEARS.contains(&first) {
            return None;
        }
        if let Some(after) = rest.trim_start().strip_prefix(['年', '년']) {
            let begins = low.len() - after.len();
            let begins = skip_blanks(low, begins);
            if let Some((month, month_end)) = digits_at(low, begins)
                && (1..=12).contains(&month)
                && let Some(tail) = low.get(month_end..)
                && let Some(unit) = tail
                    .trim_start()
                    .chars()
                    .next()
                    .filter(|c| matches!(c, '月' | '월'))
            {
                let end = low.len() - tail.trim_start().len() + unit.len_utf8();
                return Some((
                    YearMonth {
                        year: first,
                        month: u8::try_from(month).ok()?,
                    },
                    end,
                ));
            }
            return Some((
                YearMonth {
                    year: first,
                    month: 0,
                },
                low.len() - after.len(),
            ));
        }
        // "2019-05", but not "2019-2021" and not "2019-21".
        if let Some(sign) = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '/' | '.' | '‑'))
            && let Some((month, month_end)) = digits_at(low, end + sign.len_utf8())
            && month_end - end - sign.len_utf8() == 2
            && (1..=12).contains(&month)
        {
            let month_end = day_end(low, month_end, sign);
            return Some((
                YearMonth {
                    year: first,
                    month: u8::try_from(month).ok()?,
                },
                month_end,
            ));
        }
        return Some((
            YearMonth {
                year: first,
                month: 0,
            },
            suffix_end(low, end),
        ));
    }
    if length > 2 {
        return None;
    }
    // "05/2019", "5.2019", "01.05.2019", "05 / 2019"
    let tight = rest.trim_start();
    let begins = low.len() - tight.len();
    if let Some(sign) = tight
        .chars()
        .next()
        .filter(|c| matches!(c, '/' | '.' | '-' | '‑'))
    {
        let next = skip_blanks(low, begins + sign.len_utf8());
        if let Some((second, second_end)) = digits_at(low, next) {
            match second_end - next {
                4 if YEARS.contains(&second) && (1..=12).contains(&first) => {
                    return Some((
                        YearMonth {
                            year: second,
                            month: u8::try_from(first).ok()?,
                        },
                        suffix_end(low, second_end),
                    ));
                }
                1 | 2 => {
                    let after = skip_blanks(low, second_end);
                    if low.get(after..)?.starts_with(sign)
                        && let Some((year, end)) =
                            digits_at(low, skip_blanks(low, after + sign.len_utf8()))
                        && YEARS.contains(&year)
                    {
                        // Day and month, in either order: the one over 12 is the day; dots mean the day comes first.
                        let month = if second > 12 { first } else { second };
                        let month = if sign == '/' && first <= 12 {
                            first
                        } else {
                            month
                        };
                        return (1..=12).contains(&month).then_some((
                            YearMonth {
                                year,
                                month: u8::try_from(month).ok()?,
                            },
                            end,
                        ));
                    }
                }
                _ => {}
            }
        }
    }
    // "1 May 2019", "1. Mai 2019"
    if (1..=31).contains(&first) {
        let next = skip_blanks(low, end + usize::from(rest.starts_with('.')));
        if next > end && low.get(next..)?.starts_with(char::is_alphabetic) {
            return point_at(low, next);
        }
    }
    None
}

/// The end of "-15" after "2019-05".
fn day_end(low: &str, end: usize, sign: char) -> usize {
    match low.get(end..) {
        Some(rest) if rest.starts_with(sign) => match digits_at(low, end + sign.len_utf8()) {
            Some((day, day_end))
                if day_end - end - sign.len_utf8() == 2 && (1..=31).contains(&day) =>
            {
                day_end
            }
            _ => end,
        },
        _ => end,
    }
}

/// The end of a year's unit: "2019 г.", "2019 r.", "2019年".
fn suffix_end(low: &str, end: usize) -> usize {
    let Some(rest) = low.get(end..) else {
        return end;
    };
    for unit in [" г.", " р.", " r.", "г.", "р.", "r."] {
        if rest.starts_with(unit) {
            return end + unit.len();
        }
    }
    end
}

/// A number of one to four digits at a place, and where it ends.
pub(super) fn digits_at(low: &str, at: usize) -> Option<(u16, usize)> {
    let rest = low.get(at..)?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&length) {
        return None;
    }
    Some((rest.get(..length)?.parse().ok()?, at + length))
}

/// The whole year of two digits: "19" is 2019, "87" is 1987.
pub(super) fn century(two_digits: u16) -> u16 {
    if two_digits < 60 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

/// The place after the blanks that stand at a place.
pub(super) fn skip_blanks(low: &str, at: usize) -> usize {
    low.get(at..)
        .map_or(at, |rest| at + rest.len() - rest.trim_start().len())
}
