//! What the example programs share.

use std::{
    fs,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use shortlist::{
    messages::JobText,
    records::{Corrections, JobId, YearMonth},
};

pub mod vectors;

/// A text file's content.
pub fn read_text(path: &Path) -> Result<String, String> {
    let text =
        fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    if text.trim().is_empty() {
        return Err(format!("{} is empty", path.display()));
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// A job of that text and role.
pub fn job_text(text: &str, role_name: &str) -> JobText {
    JobText {
        job_id: JobId::new("00000000").expect("eight hex digits are a job’s id"),
        company_name: String::new(),
        role_name: role_name.to_owned(),
        job_description: text.to_owned(),
        corrections: Corrections::default(),
    }
}

/// `2026-06` as a month.
pub fn month_of(text: &str) -> Option<YearMonth> {
    let (year, month) = text.split_once('-')?;
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some(YearMonth {
        year: year.parse().ok()?,
        month,
    })
}

/// The month of today, in UTC.
pub fn this_month() -> YearMonth {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    let today = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0))
        .unwrap_or_default()
        .to_zoned(jiff::tz::TimeZone::UTC);
    YearMonth {
        year: u16::try_from(today.year()).unwrap_or(0),
        month: u8::try_from(today.month()).unwrap_or(1),
    }
}
