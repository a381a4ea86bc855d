//! CSV after RFC 4180, as spreadsheets write it: commas, semicolons or tabs, with or without a byte-order mark.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::cell::{bare, harmless};
use super::{MOST_COLUMNS, MOST_ROWS, Rows, SheetError};

/// Reads CSV. Bytes that are no UTF-8 are read as Windows-1252.
pub(super) fn read(bytes: &[u8]) -> Result<Rows, SheetError> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _, _) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(SheetError::Unreadable("it is neither XLSX nor CSV".into()));
    }
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Rows::new();
    for record in reader.records() {
        let record = record.map_err(|error| SheetError::Unreadable(error.to_string()))?;
        if rows.len() == MOST_ROWS {
            return Err(SheetError::TooLarge(format!(
                "it has more than {MOST_ROWS} rows"
            )));
        }
        let cells = record.iter().take(MOST_COLUMNS);
        rows.push(cells.map(|cell| bare(cell).to_owned()).collect());
    }
    Ok(rows)
}

/// What stands between the cells: of comma, semicolon and tab the one that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |byte: u8| line.bytes().filter(|b| *b == byte).count();
    let most = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|byte| count(*byte));
    most.unwrap_or(b',')
}

/// The rows as CSV: commas, CRLF, UTF-8 with a byte-order mark, because Excel takes a file without one for its own old encoding.
/// Cells that a spreadsheet would run are made harmless.
///
/// # Errors
/// What the writer reports; writing to memory does not fail.
pub fn write_csv(rows: &[Vec<String>]) -> Result<Vec<u8>, SheetError> {
    let unwritten = |error: ::csv::Error| SheetError::Unwritten(error.to_string());
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut bytes);
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell).into_owned());
        writer.write_record(cells).map_err(unwritten)?;
    }
    writer
        .flush()
        .map_err(|error| SheetError::Unwritten(error.to_string()))?;
    drop(writer);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn rows(rows: &[&[&str]]) -> Rows {
        rows.iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let all = rows(&[
            &["Company", "Notes"],
            &["Müller, Söhne", "two\nlines"],
            &["=cmd()", "-5"],
            &["'=x", "\"quoted\""],
        ]);
        let bytes = write_csv(&all).unwrap();
        assert!(bytes.starts_with(b"\xEF\xBB\xBFCompany,Notes\r\n"));
        assert!(String::from_utf8_lossy(&bytes).contains("'=cmd()"));
        let again = read(&bytes).unwrap();
        assert_eq!(again[..3], all[..3]);
        // A text that began so already cannot be told from one that was made harmless.
        assert_eq!(again[3], ["=x", "\"quoted\""]);
    }

    #[test]
    fn files_of_every_spreadsheet_are_read() {
        let wanted = rows(&[&["Company", "Job"], &["Café", "Koch"]]);
        let utf16: Vec<u8> = "\u{FEFF}Company\tJob\nCafé\tKoch"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            b"Company;Job\r\nCaf\xE9;Koch\r\n".as_slice(),
            "Company,Job\nCafé,Koch".as_bytes(),
            &utf16,
        ] {
            assert_eq!(read(bytes).unwrap(), wanted);
        }
        assert!(matches!(read(b"a\0b"), Err(SheetError::Unreadable(_))));
        let many = "a\n".repeat(MOST_ROWS + 1);
        assert!(matches!(
            read(many.as_bytes()),
            Err(SheetError::TooLarge(_))
        ));
    }
}
