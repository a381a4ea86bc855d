//! Bringing a backup back: all of it or nothing.
//!
//! What is large is written ahead, some megabytes at a time, where nothing finds it (see [`super::sweep`]). One transaction then
//! makes everything count: it writes what stands in lists, puts the rows in place that wait under other keys, and checks that
//! what the decisions were made on is still so. A browser that is closed before that transaction has changed nothing.

mod plan;

use std::collections::BTreeMap;

use self::plan::Plan;
use super::LAST_BACKUP;
use super::archive::Archive;
use super::error::BackupError;
use super::manifest::{HEAVY, LIGHT, owner};
use super::sweep::{Note, forget_notes, note_key};
use crate::backend::Backend;
use crate::messages::{Failure, RestoreHow, Restored};
use crate::storage::{Entry, Query, Range, Storage, StorageError, Value, stores};

/// How many bytes are written ahead in one batch.
const AHEAD: usize = 8 * 1024 * 1024;
/// How many rows are written ahead in one batch.
const AHEAD_ROWS: usize = 400;
/// The most bytes in the one transaction that makes everything count; they stand in memory about three times.
const MOST_AT_ONCE: usize = 64 * 1024 * 1024;

impl<S: Storage> Backend<S> {
    /// Brings an open backup back. What was written ahead is removed again where it fails.
    pub(super) async fn bring_back(
        &self,
        archive: &mut Archive,
        how: RestoreHow,
    ) -> Result<Restored, Failure> {
        // Leftovers of a restore that was broken off: by this tab, or by another that will notice.
        self.sweep("", i64::MAX).await?;
        let id = self.ids.hex(12);
        let mut plan = Plan::new(id.clone(), how);
        let brought = match self.lay_ahead(archive, &mut plan).await {
            Ok(()) => self.make_it_count(plan).await,
            Err(failure) => Err(failure),
        };
        if brought.is_err() || how == RestoreHow::Replace {
            // What cannot be removed now is removed when the database is opened the next time.
            let _ = self.sweep(&id, i64::MAX).await;
        }
        brought
    }

    async fn lay_ahead(&self, archive: &mut Archive, plan: &mut Plan) -> Result<(), Failure> {
        self.walk(archive, async |store, rows, links| {
            let keys = rows.iter().map(|row| row.entry.key.clone()).collect();
            let here = self.storage.ask(Query::Get { store, keys }).await?.rows;
            let here: BTreeMap<String, Value> =
                here.into_iter().map(|row| (row.key, row.value)).collect();
            for filed in rows {
                let ours = here.get(&filed.entry.key);
                if LIGHT.contains(&store) {
                    plan.light(store, filed, ours, links);
                } else {
                    plan.heavy(store, filed.entry, ours);
                    self.write_ahead(plan, AHEAD, AHEAD_ROWS).await?;
                }
                if plan.last_bytes > MOST_AT_ONCE {
                    let limit = MOST_AT_ONCE / (1024 * 1024);
                    let message = format!(
                        "what must be written in one go is more than {limit} MB of records without files and texts"
                    );
                    return Err(BackupError::OverLimit(message).into());
                }
            }
            Ok(())
        })
        .await?;
        self.write_ahead(plan, 1, 1).await
    }

    /// Writes what was laid by, where there is enough of it.
    async fn write_ahead(&self, plan: &mut Plan, bytes: usize, rows: usize) -> Result<(), Failure> {
        if plan.ahead_bytes < bytes && plan.ahead_rows.len() < rows {
            return Ok(());
        }
        let mut batch = std::mem::take(&mut plan.ahead);
        plan.ahead_bytes = 0;
        let note = Note {
            at: self.clock.now(),
            rows: std::mem::take(&mut plan.ahead_rows),
            loose: false,
        };
        let key = note_key(&plan.id, plan.notes);
        batch.put(stores::SETTINGS, note.entry(&key)?);
        plan.notes += 1;
        plan.last.present(stores::SETTINGS, key);
        self.commit(&batch).await.map_err(told)?;
        Ok(())
    }

    async fn make_it_count(&self, plan: Plan) -> Result<Restored, Failure> {
        let Plan {
            id,
            how,
            heads,
            brought,
            mut last,
            notes,
            done,
            ..
        } = plan;
        forget_notes(&id, &mut last);
        if how == RestoreHow::Replace {
            // What a record has here and had not then. (What hangs on records that go is swept afterwards.)
            for store in HEAVY {
                let query = Query::Keys {
                    store,
                    index: None,
                    range: Range::all(),
                };
                for key in self.storage.ask(query).await?.keys {
                    let (owner, owner_key) = owner(store, &key);
                    let stays = heads.contains_key(&(owner, owner_key.to_owned()));
                    if stays && !brought.contains(&(store, key.clone())) {
                        last.delete(store, key);
                    }
                }
            }
            // When the last backup was made is a matter of this browser.
            let kept = Query::get(stores::SETTINGS, LAST_BACKUP);
            for row in self.storage.ask(kept).await?.rows {
                last.put(stores::SETTINGS, Entry::new(row.key, row.value));
            }
            let note = Note {
                at: self.clock.now(),
                rows: Vec::new(),
                loose: true,
            };
            let key = note_key(&id, notes);
            last.put(stores::SETTINGS, note.entry(&key)?);
        }
        self.commit(&last).await.map_err(told)?;
        self.refusals.clear();
        Ok(done)
    }
}

/// A check that does not hold any more means that somebody else wrote.
fn told(error: StorageError) -> Failure {
    match error {
        StorageError::Conflict { .. } => BackupError::Changed(
            "Something was changed here while the backup was brought back, in this tab or another. Nothing of the backup was \
             taken over; try again."
                .into(),
        )
        .into(),
        other => other.into(),
    }
}
