//! The calls that the sheets program takes: bytes to rows of text and back, nothing kept.

use serde::{Deserialize, Serialize};

use super::Call;

/// Reads the workbook or CSV in the first buffer. One buffer goes with the reply: the JSON of the rows, for the keeper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSheet {}

/// What a sheet is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetFormat {
    Xlsx,
    Csv,
}

/// Writes the rows whose JSON is in the first buffer. One buffer goes with the reply: the file’s bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteSheet {
    pub format: SheetFormat,
}

/// Any call to the sheets program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum SheetsCall {
    ReadSheet(ReadSheet),
    WriteSheet(WriteSheet),
}

impl From<ReadSheet> for SheetsCall {
    fn from(call: ReadSheet) -> Self {
        SheetsCall::ReadSheet(call)
    }
}

impl From<WriteSheet> for SheetsCall {
    fn from(call: WriteSheet) -> Self {
        SheetsCall::WriteSheet(call)
    }
}

impl Call for ReadSheet {
    type Door = SheetsCall;
    /// The number of rows.
    type Reply = u64;
}

impl Call for WriteSheet {
    type Door = SheetsCall;
    type Reply = ();
}
