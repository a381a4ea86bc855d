//! What a restore wrote ahead, and its removal where the restore did not finish.
//!
//! Large rows are written ahead of the one transaction that makes them count: under their own keys where the record that they
//! hang on is not here yet, so that nothing can find them; else under a key of the restore's own. Each such batch carries a
//! note, a setting `restore/…`, with the names of its rows. The last transaction takes the notes away. Where notes are left,
//! a restore was broken off, and their rows go.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::manifest::{HEAVY, owner};
use crate::backend::ambient::milliseconds;
use crate::backend::rows::{self, Kept};
use crate::backend::{Attempt, Backend};
use crate::messages::Failure;
use crate::records::Time;
use crate::storage::{Batch, Entry, Part, Query, Range, Removed, Storage, Value, stores};

/// What the keys of notes, and of rows that are put in place later, start with. No id has a slash.
const PREFIX: &str = "restore/";
/// After this time without a note, a restore of another tab counts as broken off: 10 minutes, in milliseconds.
const BROKEN_OFF: i64 = 10 * 60 * 1000;
/// How many rows are removed at once.
const ROWS: usize = 500;

/// Whether a key is a note's, or that of a row that is put in place later.
pub fn is_of_restore(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// The key of a note.
pub fn note_key(restore: &str, number: u32) -> String {
    format!("{PREFIX}{restore}/{number:06}")
}

/// The key under which a row waits to be put in place.
pub fn waiting_key(restore: &str, key: &str) -> String {
    format!("{PREFIX}{restore}/{key}")
}

/// The keys of a restore's notes; of all restores' where none is named.
fn notes(restore: &str) -> Range {
    let from = format!("{PREFIX}{restore}");
    let to = format!("{from}\u{ffff}");
    Range::all().between(Some(Part::from(from)), Some(Part::from(to)))
}

/// What was written ahead in one batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub at: Time,
    /// Store and key of each row.
    #[serde(default)]
    pub rows: Vec<(String, String)>,
    /// The restore is done, and what hangs on no record any more shall go.
    #[serde(default)]
    pub loose: bool,
}

impl Kept for Note {
    const STORE: &'static str = stores::SETTINGS;
    const NOUN: &'static str = "note of a restore";
}

impl Note {
    /// Its row.
    ///
    /// # Errors
    /// As [`rows::json`].
    pub fn entry(&self, key: &str) -> Result<Entry, Failure> {
        Ok(Entry::new(key, Value::Text(rows::json(self)?)))
    }
}

/// Adds to a batch what removes a restore's notes.
pub fn forget_notes(restore: &str, batch: &mut Batch) {
    batch.writes.push(crate::storage::Write::DeleteWhere {
        store: stores::SETTINGS,
        index: None,
        range: notes(restore),
    });
}

impl<S: Storage> Backend<S> {
    /// Removes what restores that were broken off have left: those of other tabs only where nothing was heard of them for ten
    /// minutes.
    pub(in crate::backend) async fn sweep_old(&self) -> Result<(), Failure> {
        let before = milliseconds(&self.clock.now()) - BROKEN_OFF;
        self.sweep("", before).await
    }

    /// Removes what these restores have left whose last note is older than that time.
    pub(super) async fn sweep(&self, restore: &str, before: i64) -> Result<(), Failure> {
        let query = Query::Keys {
            store: stores::SETTINGS,
            index: None,
            range: notes(restore),
        };
        let keys = self.storage.ask(query).await?.keys;
        let mut live = BTreeSet::new();
        let mut old = Vec::new();
        for key in keys {
            let rows = self.storage.ask(Query::get(stores::SETTINGS, &key)).await?;
            let note = rows.rows.first().and_then(|row| self.parse::<Note>(row));
            let Some(note) = note else { continue };
            if milliseconds(&note.at) >= before {
                live.extend(restore_of(&key));
            }
            old.push((key, note));
        }
        for (key, note) in old {
            if restore_of(&key).is_some_and(|restore| live.contains(&restore)) {
                continue;
            }
            let rows = if note.loose {
                self.loose_rows().await?
            } else {
                note.rows
            };
            for some in rows.chunks(ROWS) {
                self.retry(async || self.try_remove(some).await).await?;
            }
            let mut batch = Batch::new();
            batch.delete(stores::SETTINGS, key);
            self.commit(&batch).await?;
        }
        Ok(())
    }

    /// Removes those of these rows whose record is not here.
    async fn try_remove(&self, rows: &[(String, String)]) -> Result<Removed, Attempt> {
        let heavy = |store: &str| HEAVY.into_iter().find(|heavy| *heavy == store);
        let rows = rows
            .iter()
            .filter_map(|(store, key)| Some((heavy(store)?, key.as_str())));
        let rows: Vec<(&'static str, &str)> = rows.collect();
        let count = |(store, key): &(&'static str, &str)| {
            let (store, key) = owner(store, key);
            Query::Count {
                store,
                index: None,
                range: Range::of(key),
            }
        };
        let queries: Vec<Query> = rows.iter().map(count).collect();
        let found = self.storage.read(&queries).await?;
        let mut batch = Batch::new();
        for ((store, key), found) in rows.into_iter().zip(found) {
            if is_of_restore(key) {
                batch.delete(store, key);
            } else if found.count == 0 {
                let (owner, owner_key) = owner(store, key);
                batch.absent(owner, owner_key);
                batch.delete(store, key);
            }
        }
        Ok(self.commit(&batch).await?)
    }

    /// The heavy rows that hang on no record.
    async fn loose_rows(&self) -> Result<Vec<(String, String)>, Failure> {
        let keys = |store| Query::Keys {
            store,
            index: None,
            range: Range::all(),
        };
        let heads = [stores::JOBS, stores::RESUMES, stores::ANALYSES];
        let queries: Vec<Query> = heads.into_iter().chain(HEAVY).map(keys).collect();
        let mut found = self.storage.read(&queries).await?.into_iter();
        let mut known = BTreeSet::new();
        for (store, found) in heads.into_iter().zip(found.by_ref()) {
            known.extend(found.keys.into_iter().map(|key| (store, key)));
        }
        let mut loose = Vec::new();
        for (store, found) in HEAVY.into_iter().zip(found) {
            for key in found.keys {
                let (head, head_key) = owner(store, &key);
                if !is_of_restore(&key) && !known.contains(&(head, head_key.to_owned())) {
                    loose.push((store.to_owned(), key));
                }
            }
        }
        Ok(loose)
    }
}

/// The restore whose note has that key.
fn restore_of(key: &str) -> Option<String> {
    let rest = key.strip_prefix(PREFIX)?;
    rest.split_once('/').map(|(restore, _)| restore.to_owned())
}
