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
use crate::messages::{Failure, FailureKind, SheetFormat, SheetsCall};

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

/// Carries out one call of the sheets program: its reply's JSON, and the buffer that goes with it.
///
/// # Errors
/// Unreadable, with what to do, where the sheet cannot be read; invalid where the call or its buffer does not fit.
#[cfg(feature = "sheets")]
pub fn call(call: &SheetsCall, buffer: &[u8]) -> Result<(String, Vec<u8>), Failure> {
    match call {
        SheetsCall::ReadSheet(_) => {
            let rows = read(buffer)
                .map_err(|error| Failure::new(FailureKind::Unreadable, error.to_string()))?;
            let json = serde_json::to_vec(&rows).map_err(|error| {
                Failure::new(
                    FailureKind::Internal,
                    format!("The rows could not be passed on ({error})."),
                )
            })?;
            Ok((rows.len().to_string(), json))
        }
        SheetsCall::WriteSheet(call) => {
            let rows: Rows = serde_json::from_slice(buffer).map_err(|error| {
                Failure::invalid("rows", format!("These are no rows of a sheet ({error})."))
            })?;
            let bytes = match call.format {
                SheetFormat::Xlsx => write_xlsx(&rows),
                SheetFormat::Csv => write_csv(&rows),
            };
            let bytes =
                bytes.map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))?;
            Ok(("null".to_owned(), bytes))
        }
    }
}

#[cfg(all(test, feature = "sheets"))]
mod tests {
    use super::*;
    use crate::messages::{ReadSheet, WriteSheet};

    #[test]
    fn calls_read_and_write() {
        let rows = br#"[["Company","Job"],["Acme","Baker"]]"#;
        for format in [SheetFormat::Xlsx, SheetFormat::Csv] {
            let (reply, bytes) = call(&WriteSheet { format }.into(), rows).unwrap();
            assert_eq!(reply, "null");
            let (reply, back) = call(&ReadSheet {}.into(), &bytes).unwrap();
            assert_eq!((reply.as_str(), back.as_slice()), ("2", rows.as_slice()));
            let failure = call(&WriteSheet { format }.into(), b"{").unwrap_err();
            assert_eq!(failure.kind, FailureKind::Invalid);
        }
        let failure = call(&ReadSheet {}.into(), b"PK nothing").unwrap_err();
        assert_eq!(failure.kind, FailureKind::Unreadable);
        assert!(failure.message.contains("save it anew"), "{failure}");
    }
}
