//! Reads a file in a thread of its own, and looks at what came out.

use std::{
    fs,
    path::PathBuf,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use shortlist::{
    reading,
    records::{Document, YearMonth},
};

/// After this a file is taken to hang. No test asserts how fast a file is read: machines differ, and builds for tests are not
/// optimised; what grows faster than the file does not come to an end in this time either.
const HANGS: Duration = Duration::from_secs(120);

/// The stack of a reader in the page, in bytes: what a wasm program gets where nothing else is asked for.
const STACK: usize = 1024 * 1024;

/// The files of a folder of the fixtures, with their names, without what is written about them.
pub fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let path = path.to_string_lossy();
            !path.ends_with(".truth.json") && !path.ends_with("expect.json")
        })
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("the file"))
        })
        .collect()
}

/// Reads a file and finds its facts, in a thread of its own that must come to an end; the document, where there is one.
pub fn survive(what: &str, bytes: &[u8], name: &str) -> Option<Document> {
    let (done, answer) = mpsc::channel();
    let (whole, named) = (bytes.to_vec(), name.to_owned());
    thread::Builder::new()
        .name(what.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let document = reading::read(&whole, &named).ok();
            if let Some(document) = &document {
                is_sound(document);
            }
            done.send(document).is_ok()
        })
        .expect("a thread");
    match answer.recv_timeout(HANGS) {
        Ok(document) => document,
        Err(RecvTimeoutError::Timeout) => panic!("{what}: no answer after {HANGS:?}"),
        Err(RecvTimeoutError::Disconnected) => panic!("{what}: the reader panicked"),
    }
}

/// What is true of every document: its lines are numbered and bounded, and every fact has its line.
fn is_sound(document: &Document) {
    let facts = reading::facts(
        document,
        YearMonth {
            year: 2026,
            month: 6,
        },
    );
    for fact in facts.emails.iter().chain(&facts.phones).chain(&facts.links) {
        assert!(document.line(fact.line).is_some(), "a fact of no line");
    }
    assert!(document.lines.len() <= reading::MOST_LINES);
    for (index, line) in document.lines.iter().enumerate() {
        assert_eq!(
            line.number as usize,
            index + 1,
            "lines are numbered without gaps"
        );
        assert!(line.text.chars().count() <= reading::LONGEST_LINE);
    }
}
