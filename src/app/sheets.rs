//! Workbooks and CSV: their program is started when a sheet is asked for, and ended afterwards.

use js_sys::ArrayBuffer;

use super::readers::ready_worker;
use super::worker::written;
use crate::messages::{Failure, FailureKind, ReadSheet, SheetFormat, SheetsCall, WriteSheet};

/// How long one sheet may take, in milliseconds.
const LIMIT_MS: u32 = 60_000;

/// The rows of a workbook or a CSV file, as JSON for the keeper.
///
/// # Errors
/// The file is no sheet, or its reading hung.
pub async fn read_sheet(file: ArrayBuffer) -> Result<ArrayBuffer, Failure> {
    call(ReadSheet {}.into(), file).await
}

/// A workbook or a CSV file with these rows, which are the keeper's JSON.
///
/// # Errors
/// It could not be written.
pub async fn write_sheet(format: SheetFormat, rows: ArrayBuffer) -> Result<ArrayBuffer, Failure> {
    call(WriteSheet { format }.into(), rows).await
}

async fn call(call: SheetsCall, buffer: ArrayBuffer) -> Result<ArrayBuffer, Failure> {
    const UNLOADED: &str = "The part that reads and writes sheets could not be loaded. Reload the page while the network is there, then try again.";
    let sheets = ready_worker("sheets", UNLOADED).await?;
    let (_, buffers) = sheets.call(written(&call)?, &[buffer], LIMIT_MS).await?;
    buffers.into_iter().next().ok_or_else(|| {
        Failure::new(
            FailureKind::Internal,
            "The sheet came back empty. Reload the page, then try again.",
        )
    })
}
