//! What the backend takes from the world around it: the time, and random ids. Tests bring their own.

use crate::records::Time;

/// Tells the time.
pub trait Clock {
    /// The time now.
    fn now(&self) -> Time;
}

/// Makes ids.
pub trait Ids {
    /// That many random hex digits, lower case.
    fn hex(&self, digits: usize) -> String;
}

/// The machine's clock, in a browser too.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Time {
        let text = format!("{:.3}", jiff::Timestamp::now());
        Time::new(text).expect("a timestamp with three decimals has the shape of a time")
    }
}

/// The machine's source of random numbers, in a browser too.
pub struct RandomIds;

impl Ids for RandomIds {
    fn hex(&self, digits: usize) -> String {
        let mut bytes = vec![0; digits.div_ceil(2)];
        getrandom::fill(&mut bytes)
            .expect("browsers and systems that can run this have random numbers");
        let mut text = super::rows::hex(&bytes);
        text.truncate(digits);
        text
    }
}

/// Milliseconds since 1970, for order. A time that no calendar has (31 February) counts as 0.
pub fn milliseconds(time: &Time) -> i64 {
    let timestamp: Result<jiff::Timestamp, _> = time.as_str().parse();
    timestamp.map_or(0, jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_tells_times_in_order() {
        let (a, b) = (SystemClock.now(), SystemClock.now());
        assert!(a <= b);
        assert!(milliseconds(&a) > 1_700_000_000_000);
        let time = Time::new("1970-01-01T00:00:01.234Z").unwrap();
        assert_eq!(milliseconds(&time), 1234);
    }

    #[test]
    fn ids_have_the_digits_asked_for_and_differ() {
        let (a, b) = (RandomIds.hex(12), RandomIds.hex(12));
        assert_eq!(a.len(), 12);
        assert!(a.bytes().all(|b| b.is_ascii_hexdigit()));
        assert_ne!(a, b);
        assert_eq!(RandomIds.hex(7).len(), 7);
    }
}
