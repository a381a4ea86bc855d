//! A gigabyte of files backed up, checked and brought back by the built page: how long it takes, and how much memory the page and its
//! workers take, which share one process of the browser. Linux only: memory is read out of `/proc`.

use std::cell::Cell;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use e2e::{Browser, Page, Site, docx};
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::PATIENCE;

/// Files, and the megabytes of the picture in each.
const FILES: usize = 43;
const PICTURE_MB: usize = 24;
/// How many are chosen at once.
const AT_ONCE: usize = 8;

/// The browser's dialog for a new file cannot be shown here; its private file system gives the same kind of handle.
const STAND_IN: &str = "window.showSaveFilePicker = async () => (await navigator.storage.getDirectory()).getFileHandle('backup.zip', { create: true })";
/// Chooses that file.
const CHOOSE: &str = "const done = arguments[0]; (async () => { \
    const file = await (await (await navigator.storage.getDirectory()).getFileHandle('backup.zip')).getFile(); \
    const held = new DataTransfer(); held.items.add(file); const field = [...document.querySelectorAll('main input[type=file]')].pop(); \
    field.files = held.files; field.dispatchEvent(new Event('change', { bubbles: true })); done(file.size); })().catch((e) => done(String(e)))";
/// Empties every store, past the program.
const EMPTY: &str = "const done = arguments[0]; const open = indexedDB.open('shortlist'); open.onsuccess = () => { const db = open.result; \
    const t = db.transaction([...db.objectStoreNames], 'readwrite'); for (const name of db.objectStoreNames) t.objectStore(name).clear(); \
    t.oncomplete = () => { db.close(); done(true); }; t.onabort = () => done(String(t.error)); }";

/// Imports the files, backs them up, and brings them back into an empty database.
///
/// # Errors
/// A file did not come in, or not back.
pub async fn backup() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let site = Site::start();
    let browser = Browser::patient().await;
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    page.driver().await.set_script_timeout(PATIENCE).await?;
    for from in (0..FILES).step_by(AT_ONCE) {
        let numbers = from..(from + AT_ONCE).min(FILES);
        let files: Vec<PathBuf> = numbers
            .map(|n| large_docx(folder.path(), n))
            .collect::<Result<_>>()?;
        let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        page.choose_files("Résumé files", &paths).await;
        page.see(&format!("{} files:", files.len())).await;
        page.click("Dismiss").await;
        for file in files {
            std::fs::remove_file(file)?;
        }
    }
    // What the readers held is given back.
    page.reload().await;
    page.go("#/data/backup").await;
    page.see("Make a backup").await;
    page.js(STAND_IN, &[]).await;
    page.click("Make a backup").await;
    seen("backed up", &page, ") is written").await?;

    ensure!(
        page.js_async(EMPTY, &[]).await == json!(true),
        "not emptied"
    );
    page.go("#/").await;
    page.reload().await;
    page.see("Try it with a sample").await;
    page.go("#/data/backup").await;
    page.see("Choose a backup").await;
    let size = page.js_async(CHOOSE, &[]).await;
    seen("opened and checked", &page, "is whole").await?;
    page.click("Bring it back…").await;
    page.see("Add what is new?").await;
    page.click("Bring it back").await;
    seen("brought back", &page, "Brought back:").await?;
    page.see(&format!("{FILES} résumés")).await;
    eprintln!("the backup has {size} bytes");
    browser.close().await;
    Ok(())
}

/// A résumé with a large picture in it.
fn large_docx(folder: &Path, n: usize) -> Result<PathBuf> {
    let path = folder.join(format!("cv-{n}.docx"));
    let mut zip = ZipWriter::new(std::fs::File::create(&path)?);
    let mut small = ZipArchive::new(std::io::Cursor::new(docx(n)))?;
    for at in 0..small.len() {
        zip.raw_copy_file(small.by_index_raw(at)?)?;
    }
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("word/media/image1.png", stored)?;
    // No two files are alike, and none can be made smaller: numbers of a linear congruential generator.
    let mut state = n as u64 + 1;
    let picture = std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()
    });
    let picture: Vec<u8> = picture
        .take(PICTURE_MB * 1024 * 1024 / 8)
        .flatten()
        .collect();
    zip.write_all(&picture)?;
    zip.finish()?;
    Ok(path)
}

/// Waits for a text and prints how long that took, and the memory of the largest page meanwhile.
async fn seen(what: &str, page: &Page, text: &str) -> Result<()> {
    let (start, before, peak) = (Instant::now(), memory(), Cell::new(0));
    while !page.sees(text).await {
        ensure!(start.elapsed() < PATIENCE, "waited in vain for “{text}”");
        peak.set(peak.get().max(memory()));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!(
        "| a backup of {} MB {what} | {:.0} s | memory {before} MB before | at most {} MB |",
        FILES * PICTURE_MB,
        start.elapsed().as_secs_f64(),
        peak.get()
    );
    Ok(())
}

/// Resident megabytes of the browser's largest page process.
fn memory() -> u64 {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let of = |folder: PathBuf| {
        let line = std::fs::read_to_string(folder.join("cmdline")).ok()?;
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        let resident = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kilobytes: u64 = resident.split_whitespace().next()?.parse().ok()?;
        line.contains("--type=renderer").then_some(kilobytes / 1024)
    };
    let pages = processes.filter_map(|entry| of(entry.path()));
    pages.max().unwrap_or_default()
}
