//! A point in time, as it is kept and shown by the API: RFC 3339, UTC, milliseconds.

use std::fmt;

use serde::{Deserialize, Serialize};

/// RFC 3339 in UTC with milliseconds, `2026-11-18T10:42:07.123Z`: 24 bytes, so that order as text is order in time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Time(String);

/// A text that is no time of that shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no time of the form 2026-11-18T10:42:07.123Z")]
pub struct InvalidTime(String);

impl Time {
    /// Takes a time of exactly that shape.
    ///
    /// # Errors
    /// [`InvalidTime`] where the shape or a field's range is another.
    pub fn new(text: impl Into<String>) -> Result<Self, InvalidTime> {
        let text = text.into();
        if fits(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidTime(text))
        }
    }

    /// The time as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year and month, for counting ongoing jobs up to this time.
    pub fn year_month(&self) -> super::YearMonth {
        let year = self.0[..4].parse().unwrap_or(1970);
        let month = self.0[5..7].parse().unwrap_or(1);
        super::YearMonth { year, month }
    }
}

fn fits(text: &str) -> bool {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00.000Z";
    let bytes = text.as_bytes();
    let shaped = bytes.len() == SHAPE.len()
        && bytes.iter().zip(SHAPE).all(|(b, s)| match s {
            b'0' => b.is_ascii_digit(),
            _ => b == s,
        });
    let within = |from: usize, low: u32, high: u32| {
        text.get(from..from + 2)
            .and_then(|t| t.parse().ok())
            .is_some_and(|n: u32| (low..=high).contains(&n))
    };
    shaped
        && within(5, 1, 12)
        && within(8, 1, 31)
        && within(11, 0, 23)
        && within(14, 0, 59)
        && within(17, 0, 60)
}

impl TryFrom<String> for Time {
    type Error = InvalidTime;
    fn try_from(text: String) -> Result<Self, InvalidTime> {
        Self::new(text)
    }
}

impl From<Time> for String {
    fn from(time: Time) -> String {
        time.0
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_shape_is_a_time() {
        assert!(Time::new("2026-11-18T10:42:07.123Z").is_ok());
        for text in [
            "",
            "2026-11-18",
            "2026-13-18T10:42:07.123Z",
            "2026-11-18T10:42:07.123+01:00",
            "２０26-11-18T10:42:07.12Z",
        ] {
            assert!(Time::new(text).is_err(), "{text}");
        }
    }
}
