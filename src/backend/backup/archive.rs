//! A backup's file, opened and read without trusting what it says of itself.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::error::BackupError;
use super::manifest::{HEAVY, LIGHT, MANIFEST, Manifest, Packed, shown};
use super::seal::{Unsealed, is_sealed};
use super::source::{Source, Stream};
use crate::backend::rows::hex;
use crate::storage::{Row, Value};

/// The most bytes of the zip's list of entries, which is held in memory.
const MOST_LISTING: u64 = 64 * 1024 * 1024;
/// The most bytes of the manifest, unpacked.
const MOST_MANIFEST: u64 = 64 * 1024 * 1024;
/// The most bytes of one file or one line, which are held in memory.
const MOST_PIECE: u64 = 128 * 1024 * 1024;

/// A file that was opened. It is kept by the backend while the person looks at the preview.
pub struct Archive {
    zip: ZipArchive<Stream>,
    pub manifest: Manifest,
    pub sealed: bool,
}

/// What stopped the reading of an entry.
fn unreadable(name: &str, error: &io::Error) -> BackupError {
    BackupError::Damaged(format!("“{}” in it cannot be read ({error})", shown(name)))
}

impl Archive {
    /// Opens a file and checks that it has what its manifest names.
    ///
    /// # Errors
    /// [`BackupError`].
    pub fn open(
        mut source: Box<dyn Source>,
        passphrase: Option<&str>,
    ) -> Result<Self, BackupError> {
        let sealed =
            is_sealed(source.as_mut()).map_err(|error| BackupError::Damaged(error.to_string()))?;
        let plain: Box<dyn Source> = match (sealed, passphrase) {
            (false, _) => source,
            (true, None) => return Err(BackupError::Sealed),
            (true, Some(passphrase)) => Box::new(Unsealed::open(source, passphrase)?),
        };
        let mut stream = Stream::new(plain);
        if stream.size() == 0 {
            return Err(BackupError::NotABackup("it is empty".into()));
        }
        let starts_as_zip = {
            let mut start = [0; 4];
            let read = stream.read_exact(&mut start);
            let read = read.map_err(|error| BackupError::Damaged(error.to_string()));
            // A file too short to tell is no zip either.
            stream.size() >= 4 && read.map(|()| start == *b"PK\x03\x04")?
        };
        if !starts_as_zip {
            return Err(BackupError::NotABackup("it is no zip file".into()));
        }
        let budget = stream.budget();
        budget.set(Some(MOST_LISTING));
        let mut zip = ZipArchive::new(stream).map_err(|error| {
            BackupError::Damaged(format!("its list of entries cannot be read ({error})"))
        })?;
        budget.set(None);
        let manifest = {
            let entry = zip.by_name(MANIFEST).map_err(|_| {
                BackupError::NotABackup(format!("it is a zip file without a {MANIFEST}"))
            })?;
            let mut bytes = Vec::new();
            entry
                .take(MOST_MANIFEST + 1)
                .read_to_end(&mut bytes)
                .map_err(|error| unreadable(MANIFEST, &error))?;
            if bytes.len() as u64 > MOST_MANIFEST {
                return Err(BackupError::OverLimit("its manifest is too long".into()));
            }
            bytes
        };
        let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|error| {
            BackupError::NotABackup(format!("its {MANIFEST} is another kind of list ({error})"))
        })?;
        let names: Result<Vec<String>, _> = zip
            .file_names()
            .map(|name| name.map(Cow::into_owned))
            .collect();
        let names = names.map_err(|error| BackupError::Damaged(error.to_string()))?;
        manifest.check(names.iter().map(String::as_str))?;
        Ok(Self {
            zip,
            manifest,
            sealed,
        })
    }

    /// The entries in the order in which they are brought back: what stands in lists before what hangs on it.
    pub fn entries(&self) -> Vec<(&'static str, Packed)> {
        let mut entries = Vec::with_capacity(self.manifest.entries.len());
        for store in LIGHT.into_iter().chain(HEAVY) {
            let of = self
                .manifest
                .entries
                .iter()
                .filter(|entry| entry.store == store);
            entries.extend(of.map(|entry| (store, entry.clone())));
        }
        entries
    }

    /// Opens an entry.
    ///
    /// # Errors
    /// [`BackupError::Damaged`].
    pub fn entry(&mut self, packed: &Packed) -> Result<EntryReader<'_>, BackupError> {
        let file = self.zip.by_name(&packed.name).map_err(|error| {
            let name = shown(&packed.name);
            BackupError::Damaged(format!("“{name}” in it cannot be opened ({error})"))
        })?;
        Ok(EntryReader {
            name: packed.name.clone(),
            size: packed.size,
            sha256: packed.sha256.clone(),
            lines: 0,
            rows: packed.rows,
            bytes: BufReader::with_capacity(
                64 * 1024,
                Hashed {
                    inner: file,
                    digest: Sha256::new(),
                    read: 0,
                    most: packed.size,
                },
            ),
        })
    }
}

/// Counts and hashes what is read, and reads no more than was stated.
struct Hashed<R> {
    inner: R,
    digest: Sha256,
    read: u64,
    most: u64,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        self.read += length as u64;
        if self.read > self.most {
            return Err(io::Error::other("it is longer than the manifest says"));
        }
        self.digest.update(into.get(..length).unwrap_or_default());
        Ok(length)
    }
}

/// A row of the backup.
pub struct KeptRow {
    pub row: Row,
    /// It was known to be unreadable when the backup was made.
    pub set_aside: bool,
    /// Where it stands, for messages.
    pub line: u64,
}

#[derive(Deserialize)]
struct Line<'a> {
    key: String,
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    bytes: Option<String>,
    #[serde(default)]
    set_aside: Option<String>,
}

/// An entry that is read from its beginning to its end, where its length and hash are compared.
pub struct EntryReader<'a> {
    name: String,
    size: u64,
    sha256: String,
    rows: u64,
    lines: u64,
    bytes: BufReader<Hashed<ZipFile<'a, Stream>>>,
}

impl EntryReader<'_> {
    fn damaged(&self, why: impl std::fmt::Display) -> BackupError {
        BackupError::Damaged(format!("“{}” in it {why}", shown(&self.name)))
    }

    /// Some rows: at least `bytes` long, unless the entry ends. None at the end, which was then compared.
    ///
    /// # Errors
    /// [`BackupError::Damaged`], [`BackupError::OverLimit`].
    pub fn rows(&mut self, bytes: usize) -> Result<Vec<KeptRow>, BackupError> {
        let mut rows = Vec::new();
        let mut length = 0;
        while length < bytes {
            let mut line = Vec::new();
            let read = self
                .bytes
                .by_ref()
                .take(MOST_PIECE)
                .read_until(b'\n', &mut line)
                .map_err(|error| unreadable(&self.name, &error))?;
            if read == 0 {
                if rows.is_empty() {
                    self.end()?;
                }
                return Ok(rows);
            }
            length += read;
            self.lines += 1;
            if line.pop() != Some(b'\n') {
                let line = self.lines;
                return Err(self.damaged(format!("has an unfinished line {line}")));
            }
            rows.push(self.row(&line)?);
        }
        Ok(rows)
    }

    fn row(&self, line: &[u8]) -> Result<KeptRow, BackupError> {
        let at = self.lines;
        let line: Line = serde_json::from_slice(line)
            .map_err(|error| self.damaged(format!("has a line {at} that is no row ({error})")))?;
        let value = match (line.value, line.text, line.bytes) {
            (Some(value), None, None) => Value::Text(value.get().to_owned()),
            (None, Some(text), None) => Value::Text(text),
            (None, None, Some(hex)) => Value::Bytes(
                unhex(&hex)
                    .ok_or_else(|| self.damaged(format!("has no hex digits in line {at}")))?,
            ),
            _ => return Err(self.damaged(format!("has a line {at} that is no row"))),
        };
        Ok(KeptRow {
            row: Row {
                key: line.key,
                value,
            },
            set_aside: line.set_aside.is_some(),
            line: at,
        })
    }

    /// How many bytes were read so far.
    pub fn done(&self) -> u64 {
        self.bytes.get_ref().read
    }

    /// The whole entry.
    ///
    /// # Errors
    /// As [`EntryReader::rows`].
    pub fn whole(mut self) -> Result<Vec<u8>, BackupError> {
        if self.size > MOST_PIECE {
            return Err(BackupError::OverLimit(format!(
                "“{}” in it has more than {} MB",
                shown(&self.name),
                MOST_PIECE / (1024 * 1024)
            )));
        }
        let mut bytes = Vec::new();
        self.bytes
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(&self.name, &error))?;
        self.lines = 1;
        self.end()?;
        Ok(bytes)
    }

    /// Compares the length, the hash and the number of rows with what the manifest says.
    fn end(&mut self) -> Result<(), BackupError> {
        let hashed = self.bytes.get_mut();
        let (read, digest) = (hashed.read, std::mem::take(&mut hashed.digest));
        if read != self.size || hex(&digest.finalize()) != self.sha256 {
            return Err(self.damaged("is not what was written: its SHA-256 is another"));
        }
        if self.lines != self.rows {
            let (found, wanted) = (self.lines, self.rows);
            return Err(self.damaged(format!("has {found} rows and should have {wanted}")));
        }
        Ok(())
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    let bytes = digits.chunks_exact(2).map(|pair| match pair {
        [high, low] => high * 16 + low,
        _ => 0,
    });
    Some(bytes.collect())
}
