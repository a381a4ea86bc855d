//! Workbooks and CSV: their program is started when a sheet is asked for, and ended afterwards.

use js_sys::ArrayBuffer;

use super::worker::{EngineWorker, written};
use crate::messages::{Failure, FailureKind, ReadSheet, SheetFormat, SheetsCall, WriteSheet};

/// How long loading the program and one sheet may take, in milliseconds.
const LIMIT_MS: u32 = 120_000;

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
    // What the worker tells of itself, its answer tells too.
    let sheets = EngineWorker::start("sheets", |_| {})?;
    let answer = sheets.call(written(&call)?, &[buffer], LIMIT_MS).await;
    let (_, buffers) = answer.map_err(|failure| match failure.kind {
        FailureKind::Worker => Failure::new(
            FailureKind::Worker,
            "The part that reads and writes sheets could not be loaded, or stopped. Reload the page while the network is there, then try again.",
        ),
        _ => failure,
    })?;
    buffers.into_iter().next().ok_or_else(|| {
        Failure::new(
            FailureKind::Internal,
            "The sheet came back empty. Reload the page, then try again.",
        )
    })
}
