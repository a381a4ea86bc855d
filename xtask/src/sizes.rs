//! What the build weighs, beside the saved record, so that a growth shows.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result};

use crate::build::Built;
use crate::tools::root;

/// The saved record, in the repository.
const RECORD: &str = "sizes.tsv";
/// What a visitor waits for: the page's own wasm and scripts. In bytes, brotli.
const PAGE: [&str; 4] = ["page.wasm", "page.js", "parts.js", "boot.js"];
const PAGE_LIMIT: usize = 300 * 1000;

/// Prints every file's size, raw and compressed, and the change since the record; writes the record where asked to.
///
/// # Errors
/// The record cannot be read or written.
pub fn report(built: &Built, record: bool) -> Result<()> {
    let path = root().join(RECORD);
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let before: BTreeMap<&str, usize> = before
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.nth(1)?.parse().ok()?))
        })
        .collect();
    let mut rows = String::from("file\traw\tbrotli\n");
    let mut page = 0;
    println!(
        "{:<44} {:>10} {:>10} {:>10}",
        "file", "raw", "brotli", "change"
    );
    for (name, bytes) in &built.files {
        let small = brotli(bytes)?;
        if PAGE.contains(&name.as_str()) {
            page += small;
        }
        let change = before.get(name.as_str()).map_or_else(
            || "new".to_owned(),
            |&old| {
                format!(
                    "{:+}",
                    i64::try_from(small).unwrap_or(i64::MAX)
                        - i64::try_from(old).unwrap_or(i64::MAX)
                )
            },
        );
        println!("{name:<44} {:>10} {small:>10} {change:>10}", bytes.len());
        rows.push_str(&format!("{name}\t{}\t{small}\n", bytes.len()));
    }
    println!("page's wasm and scripts, brotli: {page} of at most {PAGE_LIMIT} bytes");
    if record {
        std::fs::write(&path, rows)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// A file's size after brotli at its best setting, as a static host serves it.
fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut small = Vec::new();
    brotli::CompressorWriter::new(&mut small, 1 << 16, 11, 24).write_all(bytes)?;
    Ok(small.len())
}
