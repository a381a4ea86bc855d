//! Making a backup, part by part.
//!
//! Everything that lists show is read in one transaction, with the keys of everything else, so that the backup is one state
//! of the data whatever is saved while it is written. The rest hardly ever changes once it is kept; where a row is gone when its
//! turn comes, the backup is not whole, and says so.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, Write};
use std::rc::Rc;

use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::LAST_BACKUP;
use super::error::BackupError;
use super::filing::{Filed, Links, file};
use super::manifest::{DERIVED, FORMAT, HEAVY, LIGHT, MANIFEST, Manifest, Packed, VERSION, owner};
use super::seal::Sealer;
use super::sweep::is_of_restore;
use crate::backend::rows::{file_size, hex, parse, sha256};
use crate::messages::{Failure, Progress};
use crate::records::{Analysis, Resume, Time};
use crate::storage::{Query, Range, Row, SCHEMA, Storage, Value, stores};

/// A part is handed over when it has this many bytes.
const PART: usize = 4 * 1024 * 1024;
/// How many rows of a heavy store are read at once.
const ROWS: usize = 50;
/// How many bytes of files are read at once, where they are known beforehand.
const BYTES: u64 = 4 * 1024 * 1024;

/// The bytes that the zip has written and nobody has taken yet.
#[derive(Clone, Default)]
struct Out(Rc<RefCell<Vec<u8>>>);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A backup that is being made.
pub struct Making {
    zip: Option<ZipWriter<StreamWriter<Out>>>,
    out: Out,
    sealer: Option<Sealer>,
    manifest: Manifest,
    links: Links,
    /// The endings of the original files' names, by résumé.
    extensions: BTreeMap<String, String>,
    /// The files' entries so far.
    names: BTreeSet<String>,
    /// The heavy rows to come.
    waiting: VecDeque<(&'static str, VecDeque<String>)>,
    /// The entry of lines that is being written.
    line_entry: Option<Digested>,
    pub progress: Progress,
    /// Length of the file so far.
    pub bytes: u64,
    pub finished: bool,
}

/// The entry that is being written.
struct Digested {
    packed: Packed,
    digest: Sha256,
}

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    /// In hex digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    set_aside: Option<&'a str>,
}

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::new(
        crate::messages::FailureKind::Internal,
        format!("The backup could not be packed ({error}). Try again."),
    )
}

impl Making {
    /// Begins a backup of what is kept now.
    ///
    /// # Errors
    /// Those of the home.
    pub async fn begin(
        storage: &impl Storage,
        sealer: Option<Sealer>,
        created_at: Time,
    ) -> Result<Self, Failure> {
        let light = LIGHT.map(|store| Query::Scan {
            store,
            index: None,
            range: Range::all(),
            offset: 0,
            limit: u64::MAX,
        });
        let heavy = HEAVY.map(|store| Query::Keys {
            store,
            index: None,
            range: Range::all(),
        });
        let queries: Vec<Query> = light.into_iter().chain(heavy).collect();
        let found = storage.read(&queries).await?;
        let mut found = found.into_iter();

        let out = Out::default();
        let mut making = Self {
            zip: Some(ZipWriter::new_stream(out.clone())),
            out,
            sealer,
            manifest: Manifest {
                format: FORMAT.into(),
                version: VERSION,
                schema_version: SCHEMA.version(),
                engine_version: Analysis::ENGINE_VERSION,
                created_at,
                entries: Vec::new(),
                left_out: DERIVED.map(str::to_owned).to_vec(),
            },
            links: Links::new(),
            extensions: BTreeMap::new(),
            names: BTreeSet::new(),
            waiting: VecDeque::new(),
            line_entry: None,
            progress: Progress::default(),
            bytes: 0,
            finished: false,
        };
        for (store, found) in LIGHT.into_iter().zip(found.by_ref()) {
            let rows = found.rows.into_iter();
            // What says something of this browser and not of the data stays here.
            let rows: Vec<Row> = rows
                .filter(|row| {
                    store != stores::SETTINGS || row.key != LAST_BACKUP && !is_of_restore(&row.key)
                })
                .collect();
            for row in rows {
                making.add(store, row)?;
            }
            making.end_lines()?;
        }
        for (store, found) in HEAVY.into_iter().zip(found) {
            let keys = found.keys.into_iter().filter(|key| !is_of_restore(key));
            making.waiting.push_back((store, keys.collect()));
        }
        making.progress.total = making.progress.done + making.expected();
        Ok(making)
    }

    /// Bytes to come, as far as keys tell them: a document and its facts, or the details of an analysis, count as 20 kB.
    fn expected(&self) -> u64 {
        let of = |(store, keys): &(&'static str, VecDeque<String>)| -> u64 {
            keys.iter().map(|key| guess(store, key)).sum()
        };
        self.waiting.iter().map(of).sum()
    }

    /// Some more of the file; it is over when [`Making::finished`] is set.
    ///
    /// # Errors
    /// Those of the home; a conflict where a row was deleted meanwhile.
    pub async fn next(&mut self, storage: &impl Storage) -> Result<Vec<u8>, Failure> {
        let mut part = Vec::new();
        while part.len() < PART && !self.finished {
            self.step(storage).await?;
            let packed = std::mem::take(&mut *self.out.0.borrow_mut());
            match &mut self.sealer {
                Some(sealer) => {
                    sealer.push(&packed)?;
                    if self.finished {
                        sealer.finish()?;
                    }
                    part.extend(sealer.take());
                }
                None => part.extend(packed),
            }
        }
        self.bytes += part.len() as u64;
        Ok(part)
    }

    async fn step(&mut self, storage: &impl Storage) -> Result<(), Failure> {
        let Some((store, keys)) = self.waiting.front_mut() else {
            return self.finish();
        };
        let store = *store;
        let mut some = Vec::new();
        let mut bytes = 0;
        while let Some(key) = keys.front() {
            bytes += guess(store, key);
            if some.len() == ROWS || !some.is_empty() && bytes > BYTES {
                break;
            }
            some.extend(keys.pop_front());
        }
        if some.is_empty() {
            self.waiting.pop_front();
            return self.end_lines();
        }
        let wanted = some.len();
        for key in &some {
            self.progress.done += guess(store, key);
        }
        let rows = storage.ask(Query::Get { store, keys: some }).await?.rows;
        if rows.len() != wanted {
            let gone = "Something was deleted while the backup was made, in this tab or another, so that it would not be whole. \
                        Begin it again.";
            return Err(BackupError::Changed(gone.into()).into());
        }
        for row in rows {
            self.add(store, row)?;
        }
        Ok(())
    }

    fn zip(&mut self) -> Result<&mut ZipWriter<StreamWriter<Out>>, Failure> {
        self.zip.as_mut().ok_or_else(|| broken("it is closed"))
    }

    fn add(&mut self, store: &'static str, row: Row) -> Result<(), Failure> {
        let filed = file(store, row, &mut self.links);
        let refused = filed.refused.as_deref();
        if store == stores::RESUME_FILES {
            return self.add_file(&filed);
        }
        if store == stores::RESUMES
            && let Ok(resume) = parse::<Resume>(&Row {
                key: filed.entry.key.clone(),
                value: filed.entry.value.clone(),
            })
        {
            let name = resume.original_filename.rsplit_once('.');
            let extension = name.map_or("bin", |(_, extension)| extension);
            self.extensions.insert(
                filed.entry.key.clone(),
                safe(&extension.to_ascii_lowercase()),
            );
        }
        let text = filed.entry.value.text();
        // As it stands, so that it comes back byte for byte.
        let value: Option<&RawValue> = text.and_then(|text| serde_json::from_str(text).ok());
        let value = value.filter(|value| {
            let plain = text == Some(value.get()) && !value.get().contains(['\n', '\r']);
            refused.is_none() && plain && value.get() != "null" && store != stores::JOB_TEXTS
        });
        let bytes = match &filed.entry.value {
            Value::Text(_) => None,
            Value::Bytes(bytes) => Some(hex(bytes)),
        };
        let line = Line {
            key: &filed.entry.key,
            value,
            text: text.filter(|_| value.is_none()),
            bytes: bytes.as_deref(),
            set_aside: refused,
        };
        let mut line = serde_json::to_vec(&line).map_err(broken)?;
        line.push(b'\n');
        self.add_line(store, &line, refused.is_some())
    }

    fn add_line(&mut self, store: &'static str, line: &[u8], refused: bool) -> Result<(), Failure> {
        if self.line_entry.is_none() {
            let name = format!("records/{store}.jsonl");
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .large_file(true);
            self.zip()?
                .start_file(name.as_str(), options)
                .map_err(broken)?;
            self.line_entry = Some(Digested {
                packed: Packed {
                    name,
                    store: store.into(),
                    key: None,
                    is_text: false,
                    rows: 0,
                    set_aside: 0,
                    size: 0,
                    sha256: String::new(),
                },
                digest: Sha256::new(),
            });
        }
        self.zip()?.write_all(line).map_err(broken)?;
        if LIGHT.contains(&store) {
            self.progress.done += line.len() as u64;
        }
        if let Some(entry) = &mut self.line_entry {
            entry.digest.update(line);
            entry.packed.size += line.len() as u64;
            entry.packed.rows += 1;
            entry.packed.set_aside += u64::from(refused);
        }
        Ok(())
    }

    fn end_lines(&mut self) -> Result<(), Failure> {
        if let Some(entry) = self.line_entry.take() {
            self.manifest.entries.push(Packed {
                sha256: hex(&entry.digest.finalize()),
                ..entry.packed
            });
        }
        Ok(())
    }

    fn add_file(&mut self, filed: &Filed) -> Result<(), Failure> {
        let key = &filed.entry.key;
        let (bytes, is_text) = match &filed.entry.value {
            Value::Bytes(bytes) => (bytes.as_slice(), false),
            Value::Text(text) => (text.as_bytes(), true),
        };
        let (_, resume) = owner(stores::RESUME_FILES, key);
        let extension = self.extensions.get(resume).map_or("bin", String::as_str);
        let mut name = format!("files/{}.{extension}", safe(resume));
        if !self.names.insert(name.clone()) {
            name = format!(
                "files/{}-{}.{extension}",
                safe(key),
                self.manifest.entries.len()
            );
        }
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
        let zip = self.zip()?;
        zip.start_file(name.as_str(), options).map_err(broken)?;
        zip.write_all(bytes).map_err(broken)?;
        self.manifest.entries.push(Packed {
            name,
            store: stores::RESUME_FILES.into(),
            key: Some(key.clone()),
            is_text,
            rows: 1,
            set_aside: u64::from(filed.refused.is_some()),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
        });
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Failure> {
        let manifest = serde_json::to_vec_pretty(&self.manifest).map_err(broken)?;
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut zip = self.zip.take().ok_or_else(|| broken("it is closed"))?;
        zip.start_file(MANIFEST, options).map_err(broken)?;
        zip.write_all(&manifest).map_err(broken)?;
        zip.finish().map_err(broken)?;
        self.progress.done = self.progress.total;
        self.finished = true;
        Ok(())
    }
}

/// About how many bytes a heavy row has.
fn guess(store: &str, key: &str) -> u64 {
    match store {
        stores::RESUME_FILES => file_size(key),
        _ => 20_000,
    }
}

/// A key as a part of a file's name.
fn safe(key: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    key.chars().map(safe).take(80).collect()
}
