//! JSON Resume (jsonresume.org, schema 1.0.0), as a person would write it down.

use serde_json::Value;

use crate::records::LineRole;

use super::flow::{Flow, Flowed};

/// Whether a value is a résumé of that schema.
pub(super) fn is_resume(value: &Value) -> bool {
    let has = |key: &str| {
        value
            .get(key)
            .is_some_and(|v| v.is_object() || v.is_array())
    };
    has("basics") || (has("work") && has("education"))
}

/// Reads it: basics first, then each section under its usual heading.
pub(super) fn read(value: &Value) -> Flowed {
    let mut flow = Flow::default();
    if let Some(basics) = value.get("basics") {
        line(&mut flow, &text(basics, "name"), LineRole::Heading);
        for key in ["label", "email", "phone", "url", "website"] {
            line(&mut flow, &text(basics, key), LineRole::Body);
        }
        if let Some(place) = basics.get("location") {
            let parts = ["address", "postalCode", "city", "region", "countryCode"];
            line(&mut flow, &joined(place, &parts, ", "), LineRole::Body);
        }
        for profile in list(basics, "profiles") {
            let url = text(profile, "url");
            let shown = if url.is_empty() {
                joined(profile, &["network", "username"], ": ")
            } else {
                url
            };
            line(&mut flow, &shown, LineRole::Body);
        }
        let summary = text(basics, "summary");
        if !summary.is_empty() {
            line(&mut flow, "Summary", LineRole::Heading);
            line(&mut flow, &summary, LineRole::Body);
        }
    }
    for (key, title, heads) in [
        (
            "work",
            "Work Experience",
            &["position", "name", "company", "location"][..],
        ),
        ("volunteer", "Volunteering", &["position", "organization"]),
        ("projects", "Projects", &["name", "entity"]),
        (
            "education",
            "Education",
            &["studyType", "area", "institution", "score"],
        ),
        ("certificates", "Certificates", &["name", "issuer"]),
        ("awards", "Awards", &["title", "awarder"]),
        ("publications", "Publications", &["name", "publisher"]),
        ("skills", "Skills", &["name", "level"]),
        ("languages", "Languages", &["language", "fluency"]),
        ("interests", "Interests", &["name"]),
        ("references", "References", &["name"]),
    ] {
        let entries = list(value, key);
        if entries.is_empty() {
            continue;
        }
        line(&mut flow, title, LineRole::Heading);
        for entry in entries {
            section_entry(&mut flow, entry, heads);
        }
    }
    flow.finish()
}

fn section_entry(flow: &mut Flow, entry: &Value, heads: &[&str]) {
    let dates = match (text(entry, "startDate"), text(entry, "endDate")) {
        (from, _) if from.is_empty() => {
            let keys = ["endDate", "date", "releaseDate"];
            joined(entry, &keys, " ")
        }
        (from, to) if to.is_empty() => format!("{} – Present", month(&from)),
        (from, to) => format!("{} – {}", month(&from), month(&to)),
    };
    let head = joined(entry, heads, ", ");
    let shown = if dates.is_empty() {
        head
    } else {
        format!("{head}\t{dates}")
    };
    line(flow, &shown, LineRole::Body);
    for key in ["summary", "description", "reference", "url"] {
        line(flow, &text(entry, key), LineRole::Body);
    }
    for key in ["highlights", "courses", "keywords"] {
        for item in list(entry, key) {
            line(flow, item.as_str().unwrap_or_default(), LineRole::Item);
        }
    }
}

/// A date without its day: `2019-04-01` is April 2019.
fn month(date: &str) -> &str {
    match (date.len(), date.get(..7)) {
        (10, Some(month)) => month,
        _ => date,
    }
}

fn line(flow: &mut Flow, text: &str, role: LineRole) {
    flow.start_paragraph(role);
    flow.text(text);
    flow.end_paragraph();
}

fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn joined(value: &Value, keys: &[&str], between: &str) -> String {
    let parts: Vec<String> = keys
        .iter()
        .map(|key| text(value, key))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(between)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sections_become_headings_and_entries_lines() {
        let value = json!({
            "basics": {"name": "Ada Byron", "email": "ada@example.org", "profiles": [{"url": "https://a.example/ada"}]},
            "work": [{"position": "Baker", "name": "Mill Ltd", "startDate": "2019-04-01", "highlights": ["Baked bread"]}],
        });
        assert!(is_resume(&value));
        let texts: Vec<String> = read(&value).lines.into_iter().map(|l| l.text).collect();
        assert_eq!(
            texts,
            [
                "Ada Byron",
                "ada@example.org",
                "https://a.example/ada",
                "Work Experience",
                "Baker, Mill Ltd\t2019-04 – Present",
                "Baked bread"
            ]
        );
    }

    #[test]
    fn other_json_is_none() {
        assert!(!is_resume(&json!({"a": 1})));
        assert!(!is_resume(&json!([1, 2])));
    }
}
