//! XLSX, read cell by cell, so that a workbook that claims a cell at the far corner costs nothing.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::{MOST_COLUMNS, MOST_ROWS, Rows, SheetError};

/// The sheet that is read where there are several, and that is written.
const SHEET: &str = "Jobs Applied";

/// The most bytes that the parts of a workbook may inflate to together.
const MOST_INFLATED: u64 = 256 * 1024 * 1024;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Rows, SheetError> {
    let unreadable = |error: calamine::XlsxError| SheetError::Unreadable(error.to_string());
    weigh(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let names = workbook.sheet_names();
    let name = names.iter().find(|name| *name == SHEET).or(names.first());
    let name = name.ok_or_else(|| SheetError::Unreadable("it has no sheet".into()))?;
    let mut cells = workbook.worksheet_cells_reader(name).map_err(unreadable)?;
    let mut rows = Rows::new();
    while let Some(cell) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let text = text(cell.get_value());
        if text.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        if row >= MOST_ROWS {
            return Err(SheetError::TooLarge(format!(
                "it has more than {MOST_ROWS} rows"
            )));
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        if let Some(cells) = rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = text;
            }
        }
    }
    Ok(rows)
}

/// Refuses a workbook whose parts inflate to more than they may, whatever sizes it states.
fn weigh(bytes: &[u8]) -> Result<(), SheetError> {
    let unreadable = |error: zip::result::ZipError| SheetError::Unreadable(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = MOST_INFLATED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(unreadable)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink())
            .map_err(|error| SheetError::Unreadable(error.to_string()))?;
        left = left.checked_sub(size).ok_or_else(|| {
            SheetError::TooLarge(format!(
                "its parts grow to more than {} MB",
                MOST_INFLATED >> 20
            ))
        })?;
    }
    Ok(())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) if time.is_duration() => time.as_f64().to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
            }
        }
    }
}

/// The rows as a workbook with the sheet “Jobs Applied”, the first row as its header. Every cell is text, so that nothing is
/// run; no time of day is written, so that the same rows give the same bytes.
///
/// # Errors
/// What the writer reports: more rows or columns, or a longer cell, than a workbook can have.
pub fn write_xlsx(rows: &[Vec<String>]) -> Result<Vec<u8>, SheetError> {
    let unwritten = |error: rust_xlsxwriter::XlsxError| SheetError::Unwritten(error.to_string());
    let header = Format::new().set_bold();
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(unwritten)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET).map_err(unwritten)?;
    sheet.set_freeze_panes(1, 0).map_err(unwritten)?;
    for (cells, row) in rows.iter().zip(0u32..) {
        for (cell, column) in cells.iter().zip(0u16..) {
            if row == 0 {
                sheet.write_string_with_format(row, column, cell, &header)
            } else {
                sheet.write_string(row, column, cell)
            }
            .map_err(unwritten)?;
        }
    }
    sheet.autofit();
    workbook.save_to_buffer().map_err(unwritten)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let rows: Rows = [
            vec!["Company", "Job", "Date Applied"],
            vec!["Müller & Söhne <GmbH>", "=cmd()", "2025-11-03"],
            vec!["", "two\nlines", "-5"],
        ]
        .map(|row| row.into_iter().map(str::to_owned).collect())
        .into();
        let bytes = write_xlsx(&rows).unwrap();
        assert_eq!(read(&bytes).unwrap(), rows);
        assert_eq!(write_xlsx(&rows).unwrap(), bytes);
    }

    #[test]
    fn dates_are_days_and_the_named_sheet_is_taken() {
        let mut workbook = Workbook::new();
        workbook
            .add_worksheet()
            .write_string(0, 0, "wrong")
            .unwrap();
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET).unwrap();
        let format = Format::new().set_num_format("yyyy-mm-dd");
        let day = ExcelDateTime::from_ymd(2025, 11, 3).unwrap();
        sheet
            .write_datetime_with_format(0, 0, &day, &format)
            .unwrap();
        sheet.write_number(0, 1, 12.5).unwrap();
        sheet.write_boolean(0, 2, true).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        assert_eq!(read(&bytes).unwrap(), [["2025-11-03", "12.5", "true"]]);
    }

    #[test]
    fn a_cell_in_the_far_corner_and_a_broken_workbook_are_told() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(1_048_575, 0, "far").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        assert!(matches!(read(&bytes), Err(SheetError::TooLarge(_))));
        let bytes = write_xlsx(&[vec!["a".to_owned()]]).unwrap();
        for cut in [10, bytes.len() / 2, bytes.len() - 10] {
            assert!(read(&bytes[..cut]).is_err(), "{cut}");
        }
        assert!(read(b"PK\x03\x04").is_err());
        assert!(read(b"\xD0\xCF\x11\xE0").is_err());
    }
}
