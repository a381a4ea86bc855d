//! What the build weighs, beside the saved record, so that a growth shows.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    for ((name, bytes), small) in built.files.iter().zip(compressed(&built.files)?) {
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

/// The files' sizes after brotli, in their order; the largest take most of a minute, so each core works on one.
fn compressed(files: &[(String, Vec<u8>)]) -> Result<Vec<usize>> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, usize)>> {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((_, bytes)) = files.get(at) else {
                return Ok(done);
            };
            done.push((at, brotli(bytes)?));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut sizes = std::thread::scope(|scope| -> Result<Vec<(usize, usize)>> {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for worker in workers {
            let part = worker
                .join()
                .map_err(|_| anyhow::anyhow!("a file could not be compressed"))?;
            all.extend(part?);
        }
        Ok(all)
    })?;
    sizes.sort_unstable();
    Ok(sizes.into_iter().map(|(_, size)| size).collect())
}

/// A file's size after brotli at its best setting, as a static host serves it.
fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut small = Vec::new();
    brotli::CompressorWriter::new(&mut small, 1 << 16, 11, 24).write_all(bytes)?;
    Ok(small.len())
}
