//! Bringing a backup back: all of it or nothing.
//!
//! What is large is written ahead, some megabytes at a time, where nothing finds it (see [`super::sweep`]). One transaction then
//! makes everything count: it writes what stands in lists, puts the rows in place that wait under other keys, and checks that
//! what the decisions were made on is still so. A browser that is closed before that transaction has changed nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::LAST_BACKUP;
use super::archive::Archive;
use super::error::BackupError;
use super::filing::{Filed, Links};
use super::manifest::{DERIVED, HEAVY, LIGHT, owner};
use super::sweep::{Note, forget_notes, note_key, waiting_key};
use crate::backend::Backend;
use crate::backend::rows::{self, CURRENT_JOB, JobHead, Rank};
use crate::messages::{Failure, RestoreHow, Restored};
use crate::storage::{
    Batch, Entry, Part, Query, Range, Row, Storage, StorageError, Value, Write, stores,
};

/// How many bytes are written ahead in one batch.
const AHEAD: usize = 8 * 1024 * 1024;
/// How many rows are written ahead in one batch.
const AHEAD_ROWS: usize = 400;
/// The most bytes in the one transaction that makes everything count; they stand in memory about three times.
const MOST_AT_ONCE: usize = 64 * 1024 * 1024;

/// A record of the backup on which others hang.
struct Head {
    /// A record with its key is here.
    here: bool,
    /// It will be the backup's.
    taken: bool,
    /// It is here and is not the same.
    differs: bool,
}

/// A restore under way.
struct Plan {
    id: String,
    how: RestoreHow,
    heads: BTreeMap<(&'static str, String), Head>,
    /// The texts of jobs that a job or an analysis of the backup's needs.
    texts: BTreeSet<String>,
    /// The large rows of the backup's.
    brought: BTreeSet<(&'static str, String)>,
    /// The one transaction that makes everything count.
    last: Batch,
    last_bytes: usize,
    checked: BTreeSet<(&'static str, String)>,
    ahead: Batch,
    ahead_bytes: usize,
    ahead_rows: Vec<(String, String)>,
    notes: u32,
    done: Restored,
}

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

impl Plan {
    fn new(id: String, how: RestoreHow) -> Self {
        let mut last = Batch::new();
        if how == RestoreHow::Replace {
            for store in LIGHT.into_iter().chain(DERIVED) {
                last.clear(store);
            }
        }
        Self {
            id,
            how,
            heads: BTreeMap::new(),
            texts: BTreeSet::new(),
            brought: BTreeSet::new(),
            last,
            last_bytes: 0,
            checked: BTreeSet::new(),
            ahead: Batch::new(),
            ahead_bytes: 0,
            ahead_rows: Vec::new(),
            notes: 0,
            done: Restored::default(),
        }
    }

    fn replaces(&self) -> bool {
        self.how == RestoreHow::Replace
    }

    /// Decides on a row that stands in lists.
    fn light(&mut self, store: &'static str, filed: Filed, ours: Option<&Value>, links: &Links) {
        let entry = filed.entry;
        let differs = ours.is_some_and(|ours| *ours != entry.value);
        let taken = match (self.how, ours) {
            (RestoreHow::Replace, _) => true,
            (_, None) => match store {
                stores::RANKS | stores::SETTINGS => self.leads_somewhere(store, &entry),
                _ => true,
            },
            (_, Some(ours)) => match store {
                stores::SETTINGS => false,
                stores::RANKS => differs && self.counts_more(&entry, ours),
                _ => differs && self.how == RestoreHow::MergeTakingTheirs,
            },
        };
        if [stores::JOBS, stores::RESUMES, stores::ANALYSES].contains(&store) {
            let head = Head {
                here: ours.is_some(),
                taken,
                differs,
            };
            self.heads.insert((store, entry.key.clone()), head);
        }
        if !taken {
            return;
        }
        match ours {
            None => self.check_absent(store, &entry.key),
            Some(Value::Text(ours)) if !self.replaces() => {
                self.last.same(store, entry.key.as_str(), ours.as_str());
            }
            Some(_) => self.check_present(store, &entry.key),
        }
        if !self.replaces() {
            self.lean_on(store, &entry, links);
        }
        match store {
            stores::JOBS => {
                if let Some(head) = parse::<JobHead>(&entry) {
                    self.texts.insert(head.text_key);
                }
                self.done.jobs += 1;
            }
            stores::ANALYSES => {
                if let Some([Part::Text(text), ..]) = entry.index.get("text").map(Vec::as_slice) {
                    self.texts.insert(text.clone());
                }
                self.done.analyses += 1;
            }
            stores::RESUMES => self.done.resumes += 1,
            stores::FEEDBACK => {
                if differs && !self.replaces() {
                    self.last
                        .delete(stores::FEEDBACK_VECTORS, entry.key.as_str());
                }
                self.done.feedback += 1;
            }
            stores::APPLICATIONS => self.done.applications += 1,
            _ => {}
        }
        self.put(store, entry);
    }

    /// Whether what a setting or a place in the ranking names will be here.
    fn leads_somewhere(&self, store: &str, entry: &Entry) -> bool {
        match store {
            stores::RANKS => parse::<Rank>(entry).is_none_or(|rank| {
                let analysis = rank.analysis_id.to_string();
                self.heads.contains_key(&(stores::ANALYSES, analysis))
            }),
            _ if entry.key == CURRENT_JOB => {
                parse::<rows::CurrentJob>(entry).is_none_or(|current| {
                    let job = current.job_id.to_string();
                    self.heads.contains_key(&(stores::JOBS, job))
                })
            }
            _ => true,
        }
    }

    /// Whether the backup's place in the ranking takes ours: of two analyses the newer one counts.
    fn counts_more(&self, theirs: &Entry, ours: &Value) -> bool {
        let ours = parse::<Rank>(&Entry::new(theirs.key.as_str(), ours.clone()));
        match (parse::<Rank>(theirs), ours) {
            (Some(theirs), Some(ours)) if theirs.analysis_id == ours.analysis_id => {
                let analysis = (stores::ANALYSES, theirs.analysis_id.to_string());
                self.heads.get(&analysis).is_some_and(|head| head.taken)
            }
            (Some(theirs), Some(ours)) => theirs.created_at > ours.created_at,
            (Some(_), None) => self.how == RestoreHow::MergeTakingTheirs,
            (None, _) => false,
        }
    }

    /// What a row that comes hangs on must not go meanwhile.
    fn lean_on(&mut self, store: &str, entry: &Entry, links: &Links) {
        let mut on = Vec::new();
        if store == stores::ANALYSES
            && let Some((job, resume)) = links.get(&entry.key)
        {
            on.push((stores::JOBS, job.to_string()));
            on.push((stores::RESUMES, resume.to_string()));
        }
        if store == stores::FEEDBACK
            && let Some([Part::Text(analysis), ..]) = entry.index.get("analysis").map(Vec::as_slice)
        {
            on.push((stores::ANALYSES, analysis.clone()));
        }
        if store == stores::RESUMES
            && let Some([Part::Text(job), ..]) = entry.index.get("unscored").map(Vec::as_slice)
        {
            on.push((stores::JOBS, job.clone()));
        }
        if store == stores::APPLICATIONS {
            for (index, to) in [("job", stores::JOBS), ("resume", stores::RESUMES)] {
                if let Some([Part::Text(id), ..]) = entry.index.get(index).map(Vec::as_slice) {
                    on.push((to, id.clone()));
                }
            }
        }
        for (store, key) in on {
            let stays = |head: &Head| head.here && !head.taken;
            if self.heads.get(&(store, key.clone())).is_some_and(stays) {
                self.check_present(store, &key);
            }
        }
    }

    /// Decides on a row that is large.
    fn heavy(&mut self, store: &'static str, entry: Entry, ours: Option<&Value>) {
        let (owner_store, owner_key) = owner(store, &entry.key);
        let Some(head) = self.heads.get(&(owner_store, owner_key.to_owned())) else {
            // It hangs on nothing: nobody would ever find it.
            return;
        };
        let (here, taken) = (head.here, head.taken);
        self.brought.insert((store, entry.key.clone()));
        // The details of an analysis are found by what its head says.
        let differs = ours.is_some_and(|ours| *ours != entry.value)
            || store == stores::ANALYSIS_DETAILS && head.differs && taken;
        match ours {
            None if store == stores::JOB_TEXTS
                && !self.replaces()
                && !self.texts.contains(&entry.key) => {}
            None if here => {
                self.check_present(owner_store, owner_key);
                self.check_absent(store, &entry.key);
                self.put(store, entry);
            }
            None => {
                let key = entry.key.clone();
                self.lay(store, key, entry);
            }
            Some(_) if differs => {
                if self.how == RestoreHow::MergeKeepingMine {
                    return;
                }
                if here {
                    self.check_present(owner_store, owner_key);
                }
                let waiting = waiting_key(&self.id, &entry.key);
                self.check_present(store, &waiting);
                self.last.writes.push(Write::Move {
                    store,
                    from: waiting.clone(),
                    to: entry.key.clone(),
                    index: entry.index.clone(),
                });
                if owner_store == stores::RESUMES && !self.replaces() {
                    self.last
                        .delete(stores::RESUME_FEATURES, owner_key.to_owned());
                }
                self.lay(store, waiting, entry);
            }
            Some(_) if taken => self.check_present(store, &entry.key),
            Some(_) => {}
        }
    }

    /// Lays a row by, to be written ahead under that key.
    fn lay(&mut self, store: &'static str, key: String, entry: Entry) {
        self.ahead_bytes += length(&entry);
        self.ahead_rows.push((store.to_owned(), key.clone()));
        self.ahead.absent(store, key.as_str());
        self.ahead.put(store, Entry { key, ..entry });
    }

    fn put(&mut self, store: &'static str, entry: Entry) {
        self.last_bytes += length(&entry);
        self.last.put(store, entry);
    }

    fn check_present(&mut self, store: &'static str, key: &str) {
        if self.checked.insert((store, key.to_owned())) {
            self.last.present(store, key);
        }
    }

    fn check_absent(&mut self, store: &'static str, key: &str) {
        if self.checked.insert((store, key.to_owned())) {
            self.last.absent(store, key);
        }
    }
}

fn length(entry: &Entry) -> usize {
    match &entry.value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
    }
}

fn parse<T: rows::Kept>(entry: &Entry) -> Option<T> {
    let row = Row {
        key: entry.key.clone(),
        value: entry.value.clone(),
    };
    rows::parse(&row).ok()
}
