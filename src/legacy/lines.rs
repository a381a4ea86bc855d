//! Files of records: one JSON object a line, or one JSON object that holds many.

use encoding_rs::WINDOWS_1252;
use serde_json::{Map, Value};

use super::Report;

/// A row and where it stands.
pub(super) struct Row<'a> {
    pub file: &'a str,
    /// From 1.
    pub line: u64,
    pub fields: Map<String, Value>,
}

/// The rows of a file with one JSON object a line. Lines that are none are noted; empty lines are passed over.
pub(super) fn rows<'a>(file: &'a str, bytes: &[u8], report: &mut Report) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (line, number) in without_mark(bytes).split(|byte| *byte == b'\n').zip(1..) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let (text, is_utf8) = decode(line);
        match serde_json::from_str::<Value>(&text) {
            Ok(Value::Object(fields)) => {
                if !is_utf8 {
                    report.taken(file, Some(number), NO_UTF8);
                }
                rows.push(Row {
                    file,
                    line: number,
                    fields,
                });
            }
            Ok(_) => report.left_out(file, Some(number), "this line is JSON, but no record"),
            Err(error) => {
                let what = format!(
                    "this line is no JSON ({error}); it begins “{}”",
                    start(&text)
                );
                report.left_out(file, Some(number), what);
            }
        }
    }
    rows
}

const NO_UTF8: &str = "its bytes are no UTF-8; they were read as Windows-1252";

/// The records of an index: an object of objects by id, a list of objects, or either of them under one key. A record of the first
/// kind gets its key as the field `id_key` where it lacks it.
pub(super) fn index(
    file: &str,
    bytes: &[u8],
    id_key: &str,
    report: &mut Report,
) -> Option<Vec<Map<String, Value>>> {
    let (text, is_utf8) = decode(without_mark(bytes));
    let value = match serde_json::from_str::<Value>(&text) {
        Ok(value) => value,
        Err(error) => {
            let what = format!(
                "this index is no JSON ({error}); what it would say is taken from the other files"
            );
            report.left_out(file, u64::try_from(error.line()).ok(), what);
            return None;
        }
    };
    if !is_utf8 {
        report.taken(file, None, NO_UTF8);
    }
    let found = records(value, id_key);
    if found.is_none() {
        report.left_out(file, None, "this index holds no records");
    }
    found
}

fn records(value: Value, id_key: &str) -> Option<Vec<Map<String, Value>>> {
    let objects = |list: Vec<Value>| {
        let list = list.into_iter().filter_map(|value| match value {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
        list.collect()
    };
    match value {
        Value::Array(list) => Some(objects(list)),
        Value::Object(mut fields) => {
            let only = fields.values().next().filter(|_| fields.len() == 1);
            let nested = only.is_some_and(|only| match only {
                Value::Array(_) => true,
                Value::Object(inner) => inner.values().all(Value::is_object) && !inner.is_empty(),
                _ => false,
            });
            if nested {
                let key = fields.keys().next().cloned().unwrap_or_default();
                return records(fields.remove(&key)?, id_key);
            }
            let named = fields.into_iter().filter_map(|(key, value)| match value {
                Value::Object(mut fields) => {
                    fields.entry(id_key).or_insert(Value::String(key));
                    Some(fields)
                }
                _ => None,
            });
            Some(named.collect())
        }
        _ => None,
    }
}

/// A text file's text.
pub(super) fn text(file: &str, bytes: &[u8], report: &mut Report) -> String {
    let (text, is_utf8) = decode(without_mark(bytes));
    if !is_utf8 {
        report.taken(file, None, NO_UTF8);
    }
    text
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// The text, and whether it was UTF-8. Windows wrote the older system's files in its own encoding where nobody told it otherwise.
fn decode(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => (
            WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned(),
            false,
        ),
    }
}

fn start(text: &str) -> &str {
    text.get(..text.floor_char_boundary(40)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_line_ends_and_broken_lines_lose_no_other_line() {
        let mut report = Report::default();
        let bytes = b"\xEF\xBB\xBF{\"a\":1}\r\n\r\n{\"a\":\r\n[1]\n{\"a\":\"caf\xE9\"}";
        let rows = rows("f", bytes, &mut report);
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 5]);
        assert_eq!(rows[1].fields["a"], "café");
        let noted: Vec<_> = report.notes.iter().map(|n| (n.line, n.taken)).collect();
        assert_eq!(noted, [(Some(3), false), (Some(4), false), (Some(5), true)]);
    }

    #[test]
    fn an_index_may_have_any_of_its_shapes() {
        for text in [
            r#"{"x":{"n":1}}"#,
            r#"[{"id":"x","n":1}]"#,
            r#"{"jobs":{"x":{"n":1}}}"#,
            r#"{"jobs":[{"id":"x","n":1}]}"#,
        ] {
            let found = index("f", text.as_bytes(), "id", &mut Report::default()).unwrap();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(
                (&found[0]["id"], &found[0]["n"]),
                (&"x".into(), &1.into()),
                "{text}"
            );
        }
        assert!(
            index("f", b"{}", "id", &mut Report::default())
                .unwrap()
                .is_empty()
        );
        assert!(index("f", b"{", "id", &mut Report::default()).is_none());
    }
}
