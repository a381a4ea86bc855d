//! A day of the calendar, where the hour does not matter: when an application was sent.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Time;

/// A day as `2026-11-18`, from year 1000 on, so that order as text is order in time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(String);

/// A text that is no day of that shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no day. Days are written 2026-11-18.")]
pub struct InvalidDay(String);

impl Day {
    /// Takes a day of exactly that shape that the calendar has.
    ///
    /// # Errors
    /// [`InvalidDay`] where the shape is another, or there is no such day (30 February).
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidDay> {
        let text = text.into();
        if is_day(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidDay(text.chars().take(40).collect()))
        }
    }

    /// The day of a time, in UTC.
    pub fn of(time: &Time) -> Self {
        Self(time.as_str().chars().take(10).collect())
    }

    /// The day as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its month, `2026-11`.
    pub fn month(&self) -> &str {
        self.0.get(..7).unwrap_or_default()
    }
}

fn is_day(text: &str) -> bool {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to).and_then(|t| t.parse().ok());
        digits.unwrap_or(0u32)
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    shaped && year >= 1000 && (1..=days).contains(&day)
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;
    fn try_from(text: String) -> Result<Self, InvalidDay> {
        Self::new(text)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for text in ["2026-11-18", "2024-02-29", "2000-02-29", "1999-12-31"] {
            assert_eq!(Day::new(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "2026-11-1",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "0026-04-30",
            "18.11.2026",
            "2026-11-18T",
            "２026-11-1",
        ] {
            assert!(Day::new(text).is_err(), "{text}");
        }
        let time = Time::new("2026-11-18T23:59:59.999Z").unwrap();
        assert_eq!(Day::of(&time).month(), "2026-11");
    }
}
