//! Fields of rows that others wrote: each is read as what it is meant to be, or is absent.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::Report;
use super::lines::Row;
use super::time;
use crate::records::Time;

/// A text; numbers and truth values as they are written. Empty texts are absent.
pub(super) fn text(fields: &Map<String, Value>, key: &str) -> Option<String> {
    let text = fields.get(key).and_then(as_text)?;
    (!text.trim().is_empty()).then_some(text)
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// A list of texts; one text alone is a list of one, an object its JSON.
pub(super) fn texts(fields: &Map<String, Value>, key: &str) -> Vec<String> {
    match fields.get(key) {
        Some(Value::Array(list)) => {
            let texts = list.iter().filter_map(|value| match value {
                Value::Null => None,
                other => Some(as_text(other).unwrap_or_else(|| other.to_string())),
            });
            texts.filter(|text| !text.trim().is_empty()).collect()
        }
        Some(other) => as_text(other)
            .filter(|text| !text.trim().is_empty())
            .into_iter()
            .collect(),
        None => Vec::new(),
    }
}

/// A number; one in a text too, with or without a percent sign.
pub(super) fn number(fields: &Map<String, Value>, key: &str) -> Option<f64> {
    match fields.get(key)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().trim_end_matches('%').trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// The first of these fields that holds a time; `now`, with a note, where none does.
pub(super) fn time(row: &Row<'_>, keys: &[&str], now: &Time, report: &mut Report) -> Time {
    for key in keys {
        if let Some(read) = text(&row.fields, key).and_then(|text| time::read(&text)) {
            report.times_without_zone += u64::from(!read.had_zone);
            return read.time;
        }
    }
    report.taken(
        row.file,
        Some(row.line),
        "it has no time that can be read; it gets the time of this import",
    );
    now.clone()
}

/// The start of the SHA-256 of some texts, as hex digits: the same row gets the same id every time.
pub(super) fn digest(parts: &[&str], digits: usize) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let mut hex: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hex.truncate(digits);
    hex
}
