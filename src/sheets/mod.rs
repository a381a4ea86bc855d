//! Sheets: XLSX and CSV as rows of text, and rows of text as either. Nothing here knows what the columns mean.
//!
//! The libraries for it weigh more than everything else that works on data but reading, so they stand in a program of their own
//! (`src/bin/sheets.rs`), which is loaded when a sheet is read or written.

mod cell;
#[cfg(feature = "sheets")]
mod csv;
#[cfg(feature = "sheets")]
mod xlsx;

pub use cell::harmless;

#[cfg(feature = "sheets")]
pub use self::{csv::write_csv, xlsx::write_xlsx};

/// The largest file that is read, in bytes.
pub const LARGEST_SHEET: usize = 25 * 1024 * 1024;
/// The most rows that are read.
pub const MOST_ROWS: usize = 100_000;
/// The most columns that are read; cells further right are passed over.
pub const MOST_COLUMNS: usize = 100;

/// A sheet's cells, each as text, row by row. Rows may differ in length.
pub type Rows = Vec<Vec<String>>;

/// Why a sheet was not read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// Over a limit.
    #[error("This sheet is too large: {0}. Save a part of it as a file of its own.")]
    TooLarge(String),
    /// Not a workbook, or a damaged one.
    #[error(
        "This workbook cannot be read: {0}. Open it in a spreadsheet program and save it anew as XLSX or CSV."
    )]
    Unreadable(String),
    /// What the writer reports.
    #[error("The sheet could not be written: {0}.")]
    Unwritten(String),
}

/// Reads a sheet: a workbook by its first bytes, anything else as CSV. Of a workbook the sheet “Jobs Applied”, or else the first.
///
/// # Errors
/// [`SheetError`], where it is too large or no sheet.
#[cfg(feature = "sheets")]
pub fn read(bytes: &[u8]) -> Result<Rows, SheetError> {
    if bytes.len() > LARGEST_SHEET {
        let megabytes = LARGEST_SHEET >> 20;
        return Err(SheetError::TooLarge(format!(
            "it has more than {megabytes} MB"
        )));
    }
    if bytes.starts_with(b"PK") {
        xlsx::read(bytes)
    } else if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        Err(SheetError::Unreadable(
            "it is an old or a protected Excel file".into(),
        ))
    } else {
        csv::read(bytes)
    }
}
