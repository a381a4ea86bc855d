//! Résumés: the index, the files and the texts that were read from them, joined by id.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::files::{Files, Named};
use super::lines::{self, Row};
use super::{Report, fields};
use crate::reading::{MOST_CHARACTERS, MOST_LINES};
use crate::records::{Document, Finding, FindingKind, Format, Line, ResumeId, Severity, Time};

/// A résumé as it would be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedResume {
    pub resume_id: ResumeId,
    pub candidate_name: Option<String>,
    pub original_filename: String,
    pub uploaded_at: Time,
    /// In bytes, as the index says or as the file is.
    pub file_size: u64,
    /// Which of the opened files it is; absent where the folder has none.
    pub file: Option<u64>,
    /// The text that the older system read from it; absent where the folder has none.
    pub text: Option<String>,
}

/// The résumés and their files.
#[derive(Default)]
pub(super) struct ReadResumes {
    pub planned: Vec<PlannedResume>,
    pub files: Vec<Vec<u8>>,
}

/// The hex digits in a résumé's id, where it has the form that is made from a file's SHA-256: 16 of them, or 12 in the oldest data.
pub fn id_digits(id: &ResumeId) -> Option<&str> {
    let digits = id.as_str().strip_prefix("resume_")?;
    let is_hex = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    (is_hex && digits.len() >= 12).then_some(digits)
}

/// Reads the résumés: first those of the index, then files and texts that it does not name.
pub(super) fn read(files: &Files, now: &Time, report: &mut Report) -> ReadResumes {
    let mut found = ReadResumes::default();
    let mut bytes_of = by_stem(&files.resume_files);
    let mut text_of = by_stem(&files.resume_texts);
    let mut known: BTreeMap<ResumeId, usize> = BTreeMap::new();
    for (file, bytes) in &files.resumes_index {
        let records = lines::index(file, bytes, "resume_id", report).unwrap_or_default();
        for (fields, number) in records.into_iter().zip(1..) {
            let row = Row {
                file,
                line: number,
                fields,
            };
            let Some(id) = fields::text(&row.fields, "resume_id") else {
                report.left_out(file, None, format!("entry {number} has no resume_id"));
                continue;
            };
            let id = match ResumeId::new(id) {
                Ok(id) => id,
                Err(error) => {
                    report.left_out(file, None, error.to_string());
                    continue;
                }
            };
            if known.contains_key(&id) {
                report.left_out(
                    file,
                    None,
                    format!("the résumé {id} stands here again; the first entry is taken"),
                );
                continue;
            }
            let named =
                |key: &str| fields::text(&row.fields, key).map(|path| stem(&path).to_owned());
            let file_stem = named("pdf_path").unwrap_or_else(|| id.to_string());
            let text_stem = named("text_path").unwrap_or_else(|| id.to_string());
            let pdf = bytes_of
                .remove(&file_stem)
                .or_else(|| bytes_of.remove(id.as_str()));
            let text = text_of
                .remove(&text_stem)
                .or_else(|| text_of.remove(id.as_str()));
            let text = text.map(|(path, bytes)| lines::text(path, bytes, report));
            let planned = PlannedResume {
                candidate_name: fields::text(&row.fields, "candidate_name"),
                original_filename: fields::text(&row.fields, "original_filename")
                    .or_else(|| fields::text(&row.fields, "filename"))
                    .unwrap_or_else(|| format!("{id}.pdf")),
                uploaded_at: fields::time(
                    &row,
                    &["uploaded_at", "upload_date", "created_at"],
                    now,
                    report,
                ),
                file_size: row
                    .fields
                    .get("file_size")
                    .and_then(serde_json::Value::as_u64)
                    .unwrap_or(0),
                file: None,
                text: text.filter(|text| !text.trim().is_empty()),
                resume_id: id,
            };
            add(&mut found, &mut known, planned, file, pdf, report);
        }
    }
    // What the index does not name: it is a file all the same.
    for (stem, (path, bytes)) in bytes_of {
        report.taken(
            path,
            None,
            "no index names this file; it comes in as a résumé added now",
        );
        let text = text_of
            .remove(&stem)
            .map(|(path, bytes)| lines::text(path, bytes, report));
        let own = id_of(bytes, 16);
        let id = ResumeId::new(stem)
            .ok()
            .filter(|id| fits(id, bytes))
            .or(own);
        let Some(resume_id) = id else { continue };
        let planned = PlannedResume {
            candidate_name: None,
            original_filename: last(path).to_owned(),
            uploaded_at: now.clone(),
            file_size: 0,
            file: None,
            text,
            resume_id,
        };
        add(
            &mut found,
            &mut known,
            planned,
            path,
            Some((path, bytes)),
            report,
        );
    }
    for (stem, (path, bytes)) in text_of {
        match ResumeId::new(stem) {
            Ok(id) if id_digits(&id).is_some() && !known.contains_key(&id) => {
                report.taken(path, None, "no index names this text, and its file is not here; it comes in as a résumé without its file");
                let text = lines::text(path, bytes, report);
                let planned = PlannedResume {
                    candidate_name: None,
                    original_filename: last(path).to_owned(),
                    uploaded_at: now.clone(),
                    file_size: 0,
                    file: None,
                    text: Some(text),
                    resume_id: id,
                };
                add(&mut found, &mut known, planned, path, None, report);
            }
            _ => report.left_out(path, None, "this text belongs to no résumé of the folder"),
        }
    }
    found
}

/// Adds a résumé, its file checked against its id.
fn add(
    found: &mut ReadResumes,
    known: &mut BTreeMap<ResumeId, usize>,
    mut planned: PlannedResume,
    place: &str,
    file: Option<(&str, &[u8])>,
    report: &mut Report,
) {
    let id = planned.resume_id.clone();
    match file {
        Some((_, bytes)) if fits(&id, bytes) => {
            planned.file = Some(found.files.len() as u64);
            planned.file_size = bytes.len() as u64;
            found.files.push(bytes.to_owned());
        }
        Some((path, bytes)) => {
            // The id says which bytes it was made from, and these are others: they are a résumé of their own.
            if let Some(own) = id_of(bytes, 16)
                && !known.contains_key(&own)
            {
                report.taken(path, None, format!("this is not the file that {id} was made from (its SHA-256 gives {own}): it comes in as {own}"));
                known.insert(own.clone(), found.planned.len());
                found.planned.push(PlannedResume {
                    resume_id: own,
                    file: Some(found.files.len() as u64),
                    file_size: bytes.len() as u64,
                    text: None,
                    ..planned.clone()
                });
                found.files.push(bytes.to_owned());
            }
        }
        None => {}
    }
    if planned.file.is_none() && planned.text.is_none() {
        report.left_out(
            place,
            None,
            format!("the résumé {id} has neither its file nor its text in the folder"),
        );
        return;
    }
    if planned.file.is_none() {
        report.taken(place, None, format!("the résumé {id} comes in with its old text alone: its file is not in the folder. Add the file again to have it back"));
    }
    if known.contains_key(&id) {
        return;
    }
    known.insert(id, found.planned.len());
    found.planned.push(planned);
}

/// Whether an id is the one that these bytes give; ids of another form say nothing of them.
fn fits(id: &ResumeId, bytes: &[u8]) -> bool {
    id_digits(id).is_none_or(|digits| sha256(bytes).starts_with(digits))
}

fn id_of(bytes: &[u8], digits: usize) -> Option<ResumeId> {
    let sha = sha256(bytes);
    ResumeId::new(format!("resume_{}", sha.get(..digits)?)).ok()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Files by their names without folder and ending.
fn by_stem(files: &[Named]) -> BTreeMap<String, (&str, &[u8])> {
    // Of two copies of the folder the first one's files.
    files
        .iter()
        .rev()
        .map(|named| {
            let (path, bytes) = named;
            (stem(path).to_owned(), (path.as_str(), bytes.as_slice()))
        })
        .collect()
}

fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn stem(path: &str) -> &str {
    let name = last(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The document of an old text: its lines as they stand, a block from one empty line to the next.
pub fn document_of(text: &str) -> Document {
    let mut lines: Vec<Line> = Vec::new();
    let mut block = 1;
    let mut ended = false;
    let mut characters = 0;
    for text in text.lines() {
        let text: String = text
            .chars()
            .filter(|c| *c == '\t' || !c.is_control())
            .collect();
        let text = text.trim_end();
        if text.is_empty() {
            ended = true;
            continue;
        }
        characters += text.chars().count();
        if lines.len() >= MOST_LINES || characters > MOST_CHARACTERS {
            break;
        }
        if ended && !lines.is_empty() {
            block += 1;
        }
        ended = false;
        lines.push(Line {
            number: lines.len() as u32 + 1,
            page: 1,
            block,
            text: text.to_owned(),
            ..Line::default()
        });
    }
    Document {
        format: Format::PlainText,
        page_count: None,
        lines,
        links: Vec::new(),
        plain: None,
        hidden: Vec::new(),
        findings: vec![Finding {
            kind: FindingKind::OldFormat,
            severity: Severity::Warning,
            what:
                "The file itself is missing; this is the text that the older system read from it."
                    .into(),
            advice: "Add the file again: it is read anew, and its analyses stay with it.".into(),
            line: None,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_both_lengths_are_known() {
        for (id, digits) in [
            ("resume_a1b2c3d4e5f60718", Some("a1b2c3d4e5f60718")),
            ("resume_a1b2c3d4e5f6", Some("a1b2c3d4e5f6")),
            ("resume_Ann", None),
            ("cv", None),
        ] {
            assert_eq!(id_digits(&ResumeId::new(id).unwrap()), digits, "{id}");
        }
    }

    #[test]
    fn an_old_text_becomes_the_document_that_gives_the_same_text() {
        let document = document_of("\n\nAnn Lee\nBaker  \n\n\nBread\r\n\u{c}Cakes");
        assert_eq!(document.text(), "Ann Lee\nBaker\n\nBread\nCakes\n");
        assert_eq!(document_of(&document.text()), document);
    }
}
