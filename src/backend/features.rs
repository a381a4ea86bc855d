//! Features of résumés: kept beside their texts by whoever reads the file, made anew where they are missing or of another
//! engine, and remembered once they are ready to be scored.
//!
//! They follow from the text and the facts, so that a row of them that cannot be read is no loss: it is made anew too.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Backend;
use super::rows::{self, Kept, part_entry};
use super::text_of;
use crate::matching::{Features, Prepared};
use crate::messages::Failure;
use crate::records::{Document, Facts, ResumeId};
use crate::storage::{Batch, Entry, Query, Row, Storage, StorageError, Write, stores};
use crate::vectors::Model;

/// The most résumés whose features are remembered: some tens of kilobytes each. Those of more are read each time.
const MOST_REMEMBERED: usize = 2_000;
/// How many résumés' features are made and written at once.
const MADE_AT_ONCE: usize = 25;

/// Features that are ready to be scored, by their résumés.
#[derive(Default)]
pub(super) struct Remembered {
    ready: RefCell<BTreeMap<String, Rc<Prepared>>>,
    /// Grows with every write to the store, so that what was read meanwhile is known to be old.
    writes: Cell<u64>,
}

impl Remembered {
    fn get(&self, key: &str) -> Option<Rc<Prepared>> {
        self.ready.borrow().get(key).cloned()
    }

    fn put(&self, key: &str, features: &Rc<Prepared>) {
        let mut ready = self.ready.borrow_mut();
        if ready.len() < MOST_REMEMBERED {
            ready.insert(key.to_owned(), Rc::clone(features));
        }
    }

    /// Forgets all, where another wrote to their store.
    pub fn forget(&self, stores: &[&str]) {
        if stores.contains(&Features::STORE) {
            self.writes.set(self.writes.get() + 1);
            self.ready.borrow_mut().clear();
        }
    }

    /// Forgets what a batch of ours wrote over.
    pub fn apply(&self, batch: &Batch) {
        for write in &batch.writes {
            let (store, key) = match write {
                Write::Put { store, entry } => (store, Some(&entry.key)),
                Write::Delete { store, key } => (store, Some(key)),
                Write::Move { store, .. } | Write::DeleteWhere { store, .. } => (store, None),
            };
            match key {
                Some(key) if *store == Features::STORE => {
                    self.writes.set(self.writes.get() + 1);
                    self.ready.borrow_mut().remove(key);
                }
                _ => self.forget(&[store]),
            }
        }
    }
}

/// Features ready to be scored, and the row to be written where they were not kept as they are.
pub(super) struct Ready {
    pub features: Rc<Prepared>,
    new: Option<Entry>,
}

impl Ready {
    /// A résumé's features: those kept, or made anew from its text and facts.
    pub fn of(
        resume_id: &ResumeId,
        kept: Option<&Row>,
        document: &Document,
        facts: &Facts,
        model: &Model,
    ) -> Result<Self, Failure> {
        if let Some(features) = kept.and_then(|row| usable(row, model)) {
            return Ok(Self {
                features: Rc::new(Prepared::new(features)),
                new: None,
            });
        }
        let features = Features::of(document, facts, Some(model));
        let new = part_entry(resume_id, &features)?;
        Ok(Self {
            features: Rc::new(Prepared::new(features)),
            new: Some(new),
        })
    }

    /// Adds to a batch what keeps them, where they are new; they belong to the facts of this row.
    pub fn keep(self, batch: &mut Batch, facts: &Row) {
        if let Some(new) = self.new {
            batch.same(Facts::STORE, new.key.as_str(), text_of(facts));
            batch.put(Features::STORE, new);
        }
    }
}

/// Kept features, where this engine made them with these word vectors.
fn usable(row: &Row, model: &Model) -> Option<Features> {
    let features: Features = rows::parse(row).ok()?;
    features.are_of(model).then_some(features)
}

impl<S: Storage> Backend<S> {
    /// The features of résumés that have a text, by their ids. One whose text or facts cannot be read has none.
    pub(super) async fn features_of(
        &self,
        ids: &[ResumeId],
        model: &Model,
    ) -> Result<BTreeMap<ResumeId, Rc<Prepared>>, Failure> {
        let mut found = BTreeMap::new();
        let mut missing = Vec::new();
        for id in ids {
            match self.features.get(id.as_str()) {
                Some(features) => {
                    found.insert(id.clone(), features);
                }
                None => missing.push(id),
            }
        }
        let writes = self.features.writes.get();
        let query = Query::Get {
            store: Features::STORE,
            keys: missing.iter().map(ToString::to_string).collect(),
        };
        let rows = match missing.as_slice() {
            [] => Vec::new(),
            _ => self.storage.ask(query).await?.rows,
        };
        let is_fresh = writes == self.features.writes.get();
        let by_key: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.key.as_str(), row)).collect();
        missing.retain(|id| {
            let row = by_key.get(id.as_str());
            let Some(features) = row.and_then(|row| usable(row, model)) else {
                return true;
            };
            let features = Rc::new(Prepared::new(features));
            if is_fresh {
                self.features.put(id.as_str(), &features);
            }
            found.insert((*id).clone(), features);
            false
        });
        for some in missing.chunks(MADE_AT_ONCE) {
            self.make_features(some, model, &mut found).await?;
        }
        Ok(found)
    }

    /// Makes features from texts and facts, and keeps them.
    async fn make_features(
        &self,
        ids: &[&ResumeId],
        model: &Model,
        found: &mut BTreeMap<ResumeId, Rc<Prepared>>,
    ) -> Result<(), Failure> {
        let get = |store| Query::Get {
            store,
            keys: ids.iter().map(ToString::to_string).collect(),
        };
        let queries = [get(stores::RESUME_TEXTS), get(stores::RESUME_FACTS)];
        let rows = self.storage.read(&queries).await?;
        let [texts, facts] = rows.as_slice() else {
            return Ok(());
        };
        let mut batch = Batch::new();
        let mut made = Vec::new();
        for id in ids {
            let row = |rows: &'_ [Row]| rows.iter().find(|row| row.key == id.as_str()).cloned();
            let (Some(text), Some(facts_row)) = (row(&texts.rows), row(&facts.rows)) else {
                continue;
            };
            let document = self.parse::<Document>(&text);
            let facts = self.parse::<Facts>(&facts_row);
            if let (Some(document), Some(facts)) = (document, facts) {
                let ready = Ready::of(id, None, &document, &facts, model)?;
                made.push(((*id).clone(), Rc::clone(&ready.features)));
                ready.keep(&mut batch, &facts_row);
            }
        }
        if batch.writes.is_empty() {
            return Ok(());
        }
        match self.commit(&batch).await {
            Ok(_) => {
                for (id, features) in &made {
                    self.features.put(id.as_str(), features);
                }
            }
            // A résumé was deleted or read anew meanwhile: they serve this once.
            Err(StorageError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        found.extend(made);
        Ok(())
    }
}
