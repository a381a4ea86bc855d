//! Times as Python's `isoformat` writes them, with or without a zone.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::records::Time;

/// A time that was read.
pub(super) struct ReadTime {
    pub time: Time,
    /// Where it is not, it was taken as UTC.
    pub had_zone: bool,
}

/// Reads a time, with `T` or a blank before the hours, and none or many decimals of the second; a day alone is its midnight.
pub(super) fn read(text: &str) -> Option<ReadTime> {
    let text = text.trim();
    let (timestamp, had_zone) = match text.parse::<Timestamp>() {
        Ok(timestamp) => (timestamp, true),
        Err(_) => {
            let local: DateTime = text.parse().ok()?;
            (local.to_zoned(TimeZone::UTC).ok()?.timestamp(), false)
        }
    };
    let milliseconds = Timestamp::from_millisecond(timestamp.as_millisecond()).ok()?;
    let time = Time::new(format!("{milliseconds:.3}")).ok()?;
    Some(ReadTime { time, had_zone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_every_make_are_read() {
        for (text, wanted, zone) in [
            (
                "2025-11-03T14:05:09.123456",
                "2025-11-03T14:05:09.123Z",
                false,
            ),
            ("2025-11-03T14:05:09", "2025-11-03T14:05:09.000Z", false),
            ("2025-11-03 14:05:09", "2025-11-03T14:05:09.000Z", false),
            ("2025-11-03", "2025-11-03T00:00:00.000Z", false),
            ("2025-11-03T14:05:09.123Z", "2025-11-03T14:05:09.123Z", true),
            (
                "2025-11-03T14:05:09.5+05:30",
                "2025-11-03T08:35:09.500Z",
                true,
            ),
        ] {
            let read = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (read.time.as_str(), read.had_zone),
                (wanted, zone),
                "{text}"
            );
        }
        for text in [
            "",
            "yesterday",
            "2025-13-01",
            "12345",
            "-009999-01-01T00:00:00",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
