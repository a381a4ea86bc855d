//! Going through a backup from end to end, and comparing it with what is here.

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, KeptRow};
use super::error::BackupError;
use super::filing::{Filed, Links, file};
use super::manifest::{HEAVY, owner, shown};
use crate::backend::Backend;
use crate::messages::{Changes, Failure, Progress, RestorePreview};
use crate::storage::{Query, Range, Row, Storage, Value, stores};

/// How many bytes of rows are read at once.
const WINDOW: usize = 2 * 1024 * 1024;

/// How a record of the backup stands to what is here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Same,
    Different,
}

/// The kinds that a person knows, by their stores.
const KINDS: [&str; 5] = [
    stores::JOBS,
    stores::RESUMES,
    stores::ANALYSES,
    stores::FEEDBACK,
    stores::APPLICATIONS,
];

/// What was met in a backup so far.
#[derive(Default)]
struct Met {
    links: Links,
    keys: BTreeSet<(&'static str, String)>,
}

impl Met {
    /// A row with its index keys; an error where it is here twice, or is no record and nobody said so.
    fn take_in(
        &mut self,
        store: &'static str,
        name: &str,
        kept: KeptRow,
    ) -> Result<Filed, BackupError> {
        let KeptRow {
            row,
            set_aside,
            line,
        } = kept;
        let name = shown(name);
        if !self.keys.insert((store, row.key.clone())) {
            let key = shown(&row.key);
            return Err(BackupError::Damaged(format!("“{name}” has “{key}” twice")));
        }
        let filed = file(store, row, &mut self.links);
        match &filed.refused {
            Some(reason) if !set_aside => Err(BackupError::Damaged(format!(
                "“{name}” has in line {line} what is no record ({reason})"
            ))),
            _ => Ok(filed),
        }
    }
}

impl<S: Storage> Backend<S> {
    /// Reads every entry to its end, checks each row and each hash, and hands over some rows of one store at a time.
    pub(super) async fn walk(
        &self,
        archive: &mut Archive,
        mut take: impl AsyncFnMut(&'static str, Vec<Filed>, &Links) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let entries = archive.entries();
        let total = entries.iter().map(|(_, packed)| packed.size).sum();
        let mut met = Met::default();
        let mut before = 0;
        for (store, packed) in entries {
            let tell = |done| {
                self.backups.progress.set(Progress { done, total });
                if self.backups.stop.get() {
                    return Err(BackupError::Stopped);
                }
                Ok(())
            };
            tell(before)?;
            let mut reader = archive.entry(&packed)?;
            if let Some(key) = &packed.key {
                let bytes = reader.whole()?;
                let value = if packed.is_text {
                    let text = String::from_utf8(bytes);
                    Value::Text(text.map_err(|error| {
                        BackupError::Damaged(format!("“{}” is no text: {error}", shown(key)))
                    })?)
                } else {
                    Value::Bytes(bytes)
                };
                let row = Row {
                    key: key.clone(),
                    value,
                };
                let kept = KeptRow {
                    row,
                    set_aside: packed.set_aside > 0,
                    line: 1,
                };
                let filed = met.take_in(store, &packed.name, kept)?;
                take(store, vec![filed], &met.links).await?;
            } else {
                loop {
                    let rows = reader.rows(WINDOW)?;
                    if rows.is_empty() {
                        break;
                    }
                    let filed: Result<Vec<Filed>, BackupError> = rows
                        .into_iter()
                        .map(|kept| met.take_in(store, &packed.name, kept))
                        .collect();
                    take(store, filed?, &met.links).await?;
                    tell(before + reader.done())?;
                }
            }
            before += packed.size;
        }
        Ok(())
    }

    /// Checks a backup and compares it with what is here, record by record. A file that is here under the same id counts as
    /// the same.
    pub(super) async fn preview(&self, archive: &mut Archive) -> Result<RestorePreview, Failure> {
        let mut preview = RestorePreview {
            unreadable: archive
                .manifest
                .entries
                .iter()
                .map(|entry| entry.set_aside)
                .sum(),
            ..RestorePreview::default()
        };
        let mut states: BTreeMap<(&'static str, String), State> = BTreeMap::new();
        self.walk(archive, async |store, rows, _| {
            let is_file = store == stores::RESUME_FILES;
            let keys: Vec<String> = rows.iter().map(|row| row.entry.key.clone()).collect();
            let here = if is_file {
                self.present(store, &keys).await?
            } else {
                let rows = self.storage.ask(Query::Get { store, keys }).await?.rows;
                rows.into_iter()
                    .map(|row| (row.key, Some(row.value)))
                    .collect()
            };
            for Filed { entry, .. } in rows {
                let state = match here.get(&entry.key) {
                    None => State::New,
                    Some(Some(value)) if *value != entry.value => State::Different,
                    Some(_) => State::Same,
                };
                if KINDS.contains(&store) {
                    states.insert((store, entry.key), state);
                } else if HEAVY.contains(&store) {
                    let (owner_store, key) = owner(store, &entry.key);
                    match states.get_mut(&(owner_store, key.to_owned())) {
                        None => preview.loose += 1,
                        // Texts that a job once had make no other job of it.
                        Some(owner) if *owner == State::Same && store != stores::JOB_TEXTS => {
                            if state != State::Same {
                                *owner = State::Different;
                            }
                        }
                        Some(_) => {}
                    }
                }
            }
            Ok(())
        })
        .await?;
        let keys = KINDS.map(|store| Query::Keys {
            store,
            index: None,
            range: Range::all(),
        });
        let here = self.storage.read(&keys).await?;
        let of = [
            &mut preview.jobs,
            &mut preview.resumes,
            &mut preview.analyses,
            &mut preview.feedback,
            &mut preview.applications,
        ];
        for ((store, changes), here) in KINDS.into_iter().zip(of).zip(here) {
            let from = (store, String::new());
            let states = states.range(from..).take_while(|((of, _), _)| *of == store);
            let mut met = 0;
            for (_, state) in states {
                match state {
                    State::New => changes.new += 1,
                    State::Same => changes.same += 1,
                    State::Different => changes.different += 1,
                }
                met += u64::from(*state != State::New);
            }
            *changes = Changes {
                only_here: (here.keys.len() as u64).saturating_sub(met),
                ..*changes
            };
        }
        Ok(preview)
    }

    /// Which of these keys are in a store.
    async fn present(
        &self,
        store: &'static str,
        keys: &[String],
    ) -> Result<BTreeMap<String, Option<Value>>, Failure> {
        let count = |key: &String| Query::Count {
            store,
            index: None,
            range: Range::of(key.as_str()),
        };
        let queries: Vec<Query> = keys.iter().map(count).collect();
        let found = self.storage.read(&queries).await?;
        let there = keys.iter().zip(found).filter(|(_, found)| found.count > 0);
        Ok(there.map(|(key, _)| (key.clone(), None)).collect())
    }
}
