//! What a backup holds, entry by entry.
//!
//! A backup is a zip: `records/<store>.jsonl` with one row a line, `files/…` with the original files, and `manifest.json`.
//! A line is `{"key", "value"}` where the value is a record, and `{"key", "text"}` where it is a plain text, or a record that
//! could not be read; then `set_aside` gives the reason. (Bytes where a record should be are `bytes`, in hex digits.)

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::error::BackupError;
use crate::records::Time;
use crate::storage::{SCHEMA, stores};

/// The manifest's entry.
pub const MANIFEST: &str = "manifest.json";
/// The name of the format.
pub const FORMAT: &str = "shortlist-backup";
/// The version of the format.
pub const VERSION: u32 = 1;

/// What stands in lists: read into memory whole, written in one transaction. In the order in which they are brought back, so
/// that what hangs on a record comes after it.
pub const LIGHT: [&str; 7] = [
    stores::JOBS,
    stores::RESUMES,
    stores::ANALYSES,
    stores::RANKS,
    stores::FEEDBACK,
    stores::APPLICATIONS,
    stores::SETTINGS,
];

/// What is opened one at a time: read and written some at a time.
pub const HEAVY: [&str; 5] = [
    stores::JOB_TEXTS,
    stores::RESUME_TEXTS,
    stores::RESUME_FACTS,
    stores::ANALYSIS_DETAILS,
    stores::RESUME_FILES,
];

/// What is made anew on need, and so is left out.
pub const DERIVED: [&str; 2] = [stores::RESUME_FEATURES, stores::FEEDBACK_VECTORS];

/// Of a row in a heavy store, the store and key of the record that it belongs to.
pub fn owner<'a>(store: &str, key: &'a str) -> (&'static str, &'a str) {
    let head = key.split_once('/').map_or(key, |(head, _)| head);
    match store {
        stores::JOB_TEXTS => (stores::JOBS, head),
        stores::ANALYSIS_DETAILS => (stores::ANALYSES, key),
        _ => (stores::RESUMES, head),
    }
}

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    pub version: u32,
    pub schema_version: u32,
    pub engine_version: u32,
    pub created_at: Time,
    pub entries: Vec<Packed>,
    /// Stores that are left out because they are made anew on need.
    #[serde(default)]
    pub left_out: Vec<String>,
}

/// An entry of the zip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    pub name: String,
    /// The store whose rows it holds, or whose row it is.
    pub store: String,
    /// The row's key, where it is a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The row's value is a text although it is a file: it was damaged.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_text: bool,
    /// How many rows.
    pub rows: u64,
    /// How many of them could not be read as records.
    #[serde(default)]
    pub set_aside: u64,
    /// In bytes, unpacked.
    pub size: u64,
    /// 64 hex digits.
    pub sha256: String,
}

impl Packed {
    /// The store, where this program has it.
    pub fn store(&self) -> Option<&'static str> {
        let known = LIGHT.iter().chain(&HEAVY);
        known.copied().find(|store| *store == self.store)
    }
}

impl Manifest {
    /// Whether this program can read what it describes, and it describes exactly these entries.
    ///
    /// # Errors
    /// [`BackupError::NotABackup`], [`BackupError::Newer`], [`BackupError::Damaged`].
    pub fn check<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<(), BackupError> {
        if self.format != FORMAT {
            return Err(BackupError::NotABackup(
                "its manifest names another format".into(),
            ));
        }
        if self.version > VERSION {
            return Err(BackupError::Newer(format!("format {}", self.version)));
        }
        if self.schema_version > SCHEMA.version() {
            return Err(BackupError::Newer(format!(
                "schema {}",
                self.schema_version
            )));
        }
        let mut listed = BTreeSet::from([MANIFEST]);
        let mut records = BTreeSet::new();
        for entry in &self.entries {
            if entry.store().is_none() {
                let unknown = format!("its manifest names a store “{}”", shown(&entry.store));
                return Err(BackupError::Damaged(unknown));
            }
            if entry.key.is_some() != (entry.store == stores::RESUME_FILES) {
                let wrong = format!("its manifest does not say what “{}” is", shown(&entry.name));
                return Err(BackupError::Damaged(wrong));
            }
            let twice = !listed.insert(&entry.name)
                || entry.key.is_none() && !records.insert(entry.store.as_str());
            if twice {
                let twice = format!("its manifest names “{}” twice", shown(&entry.name));
                return Err(BackupError::Damaged(twice));
            }
        }
        for name in names {
            if !is_plain(name) {
                let path = format!("it has an entry with a path for a name, “{}”", shown(name));
                return Err(BackupError::Damaged(path));
            }
            if !listed.remove(name) {
                let extra = format!(
                    "“{}” is in it and not in its manifest, or twice",
                    shown(name)
                );
                return Err(BackupError::Damaged(extra));
            }
        }
        match listed.first() {
            Some(missing) => Err(BackupError::Damaged(format!(
                "“{}” is missing in it",
                shown(missing)
            ))),
            None => Ok(()),
        }
    }
}

/// Whether a name leads nowhere but into the folder it is unpacked in.
fn is_plain(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !name.contains(['\\', ':', '\0']) && name.split('/').all(plain)
}

/// A name from a file, short enough for a message.
pub fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}
