//! DOC: Word 97 to 2003, by its piece table (MS-DOC 2.4.1, "retrieving text").

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use cfb::CompoundFile;

use crate::records::LineRole;

use super::{
    encoding,
    flow::{Flow, Flowed},
    limits::MOST_GATHERED,
};

/// The most bytes one stream may have; a file of [`super::LARGEST_FILE`] cannot hold more.
const LARGEST_STREAM: u64 = 32 * 1024 * 1024;

/// How deep fields may stand in one another. Word itself allows 20.
const DEEPEST_FIELD: usize = 64;

/// Why no text came out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DocError {
    Password,
    Damaged(&'static str),
}

/// What kind of document a compound file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A DOCX, XLSX or PPTX behind a password.
    Encrypted,
    Other,
}

/// Tells a Word document from the other things that compound files hold.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    match CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) if file.is_stream("/WordDocument") => Kind::Word,
        Ok(file) if file.is_stream("/EncryptedPackage") => Kind::Encrypted,
        Ok(_) => Kind::Other,
        // A directory that cannot be read may still be Word's.
        Err(_) => Kind::Word,
    }
}

/// Reads the text: the main document, then its headers, footers, notes and text boxes.
pub(super) fn read(bytes: &[u8]) -> Result<Flowed, DocError> {
    let mut file = CompoundFile::open(Cursor::new(bytes))
        .map_err(|_| DocError::Damaged("its directory cannot be read"))?;
    let word = stream(&mut file, "/WordDocument")
        .ok_or(DocError::Damaged("its text stream is missing"))?;
    if u16_at(&word, 0) != Some(0xA5EC) {
        return Err(DocError::Damaged(
            "it does not begin as a Word document does",
        ));
    }
    let flags = u16_at(&word, 0x0A).unwrap_or(0);
    if flags & 0x0100 != 0 {
        return Err(DocError::Password);
    }
    let table_name = if flags & 0x0200 != 0 {
        "/1Table"
    } else {
        "/0Table"
    };
    let table = stream(&mut file, table_name)
        .ok_or(DocError::Damaged("the table of its text is missing"))?;
    let pieces =
        pieces(&word, &table).ok_or(DocError::Damaged("the table of its text is broken"))?;
    let text = text_of(&pieces, &word);
    let story = |index: usize| u32_at(&word, 0x4C + 4 * index).unwrap_or(0) as usize;
    // FibRgLw97: the lengths of the main text, the footnotes, the headers, (macros,) comments, endnotes, text boxes.
    let main = story(0);
    let notes = story(1);
    let headers = story(2);
    let comments = story(4);
    let endnotes = story(5);
    let boxes = story(6);
    let (main_text, rest) = split(&text, main);
    let (notes_text, rest) = split(rest, notes);
    let (headers_text, rest) = split(rest, headers);
    let (_, rest) = split(rest, comments);
    let (endnotes_text, rest) = split(rest, endnotes);
    let (boxes_text, _) = split(rest, boxes);

    let mut flow = Flow::default();
    for (text, role) in [
        (headers_text, LineRole::Header),
        (boxes_text, LineRole::Body),
        (main_text, LineRole::Body),
        (notes_text, LineRole::Body),
        (endnotes_text, LineRole::Body),
    ] {
        show(text, role, &mut flow);
    }
    Ok(flow.finish())
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let stream = file.open_stream(name).ok()?;
    let mut bytes = Vec::new();
    // What can be read of a stream that breaks off is of use.
    let _ = stream.take(LARGEST_STREAM).read_to_end(&mut bytes);
    (!bytes.is_empty()).then_some(bytes)
}

/// A run of text: where it stands in the text stream.
struct Piece {
    characters: usize,
    offset: usize,
    /// One byte a character (windows-1252), or two (UTF-16).
    narrow: bool,
}

/// The pieces from the CLX structure that the file's header points to.
fn pieces(word: &[u8], table: &[u8]) -> Option<Vec<Piece>> {
    let at = usize::try_from(u32_at(word, 0x01A2)?).ok()?;
    let length = usize::try_from(u32_at(word, 0x01A6)?).ok()?;
    let mut clx = table.get(at..at.checked_add(length)?.min(table.len()))?;
    // Prc structures (formatting) stand before the piece table.
    while let [1, rest @ ..] = clx {
        let size = usize::from(u16_at(rest, 0)?);
        clx = rest.get(2 + size..)?;
    }
    let [2, rest @ ..] = clx else { return None };
    let size = usize::try_from(u32_at(rest, 0)?).ok()?;
    let plc = rest.get(4..)?;
    let plc = plc.get(..size).unwrap_or(plc);
    let count = plc.len().checked_sub(4)? / 12;
    let mut pieces = Vec::new();
    for index in 0..count {
        let from = u32_at(plc, index * 4)?;
        let to = u32_at(plc, index * 4 + 4)?;
        let descriptor = (count + 1) * 4 + index * 8;
        let fc = u32_at(plc, descriptor + 2)?;
        let narrow = fc & 0x4000_0000 != 0;
        let offset = usize::try_from(fc & 0x3FFF_FFFF).ok()?;
        pieces.push(Piece {
            characters: usize::try_from(to.checked_sub(from)?).ok()?,
            offset: if narrow { offset / 2 } else { offset },
            narrow,
        });
    }
    Some(pieces)
}

/// The characters of all pieces, as UTF-16 units: the file counts in those.
fn text_of(pieces: &[Piece], word: &[u8]) -> Vec<u16> {
    let mut units = Vec::new();
    for piece in pieces {
        let bytes = word.get(piece.offset..).unwrap_or_default();
        // Pieces may overlap in a hostile file, so that together they say far more than the stream holds.
        let characters = piece
            .characters
            .min(MOST_GATHERED - units.len().min(MOST_GATHERED));
        if characters == 0 && piece.characters > 0 {
            break;
        }
        if piece.narrow {
            let bytes = bytes.get(..characters).unwrap_or(bytes);
            let windows = encoding::of_code_page(1252).unwrap_or(encoding_rs::WINDOWS_1252);
            units.extend(windows.decode_without_bom_handling(bytes).0.encode_utf16());
        } else {
            let (pairs, _) = bytes.as_chunks::<2>();
            units.extend(
                pairs
                    .iter()
                    .take(characters)
                    .map(|pair| u16::from_le_bytes(*pair)),
            );
        }
    }
    units
}

fn split(units: &[u16], at: usize) -> (&[u16], &[u16]) {
    units.split_at(at.min(units.len()))
}

/// Characters and marks into paragraphs, rows and cells.
fn show(units: &[u16], role: LineRole, flow: &mut Flow) {
    let text = String::from_utf16_lossy(units);
    // Whether the paragraph that is being read stands in a table is known at its end only: a cell mark ends it.
    let mut cells: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut field: Vec<bool> = Vec::new();
    let paragraph = |flow: &mut Flow, text: &str| {
        flow.start_paragraph(role);
        flow.text(text);
        flow.end_paragraph();
    };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for c in text.chars() {
        match c {
            // Field: 0x13 instruction 0x14 result 0x15.
            '\u{13}' if field.len() < DEEPEST_FIELD => field.push(true),
            '\u{13}' => {}
            '\u{14}' => {
                if let Some(last) = field.last_mut() {
                    *last = false;
                }
            }
            '\u{15}' => {
                field.pop();
            }
            _ if field.contains(&true) => {}
            '\u{7}' => {
                if current.trim().is_empty() && !cells.is_empty() {
                    // Two marks in a row: the row ends.
                    row(flow, &mut cells, role);
                    current.clear();
                } else {
                    cells.push(std::mem::take(&mut current));
                }
            }
            '\r' | '\u{C}' | '\u{E}' => {
                if !cells.is_empty() {
                    // Still inside the row: a paragraph of the cell to come.
                    current.push('\n');
                    continue;
                }
                let line = std::mem::take(&mut current);
                if role == LineRole::Header && !seen.insert(line.clone()) {
                    continue;
                }
                paragraph(flow, &line);
            }
            '\u{B}' => current.push('\n'),
            '\u{1E}' => current.push('-'),
            '\u{1F}' | '\u{1}' | '\u{8}' | '\u{2}' | '\u{5}' => {}
            _ => current.push(c),
        }
    }
    row(flow, &mut cells, role);
    if !current.trim().is_empty() {
        paragraph(flow, &current);
    }
}

fn row(flow: &mut Flow, cells: &mut Vec<String>, role: LineRole) {
    if cells.is_empty() {
        return;
    }
    flow.start_row();
    for cell in cells.drain(..) {
        flow.start_cell();
        for line in cell.split('\n') {
            flow.start_paragraph(role);
            flow.text(line);
            flow.end_paragraph();
        }
        flow.end_cell();
    }
    flow.end_row();
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut flow = Flow::default();
        let units: Vec<u16> = text.encode_utf16().collect();
        show(&units, LineRole::Body, &mut flow);
        flow.finish().lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn marks_end_paragraphs_cells_and_rows() {
        assert_eq!(
            shown("Ada\rBaker\u{B}Bern\r2019\u{7}Baker\u{7}\u{7}After\r"),
            ["Ada", "Baker", "Bern", "2019\tBaker", "After"]
        );
    }

    #[test]
    fn a_field_shows_its_result() {
        assert_eq!(
            shown("See \u{13} HYPERLINK \"https://a.example\" \u{14}here\u{15} now\r"),
            ["See here now"]
        );
    }

    #[test]
    fn bytes_that_are_no_compound_file_are_damaged() {
        assert!(matches!(
            read(b"\xD0\xCF\x11\xE0garbage"),
            Err(DocError::Damaged(_))
        ));
    }
}
