//! What search looks through: folded texts in memory, built when first needed, kept in step with our own writes and
//! forgotten when another tab writes.

mod line;
mod table;

pub use line::Line;
pub use table::Table;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use futures_util::lock::Mutex;

use self::line::JobText;
use super::Backend;
use super::feedback_index::Remembered;
use super::rows::JobHead;
use crate::messages::Failure;
use crate::storage::{Batch, Entry, Query, Row, Storage, Write, stores};

/// The stores that are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searched {
    Jobs,
    Resumes,
    Analyses,
    Ranks,
    Feedback,
}

impl Searched {
    fn of(store: &str) -> Option<Self> {
        match store {
            stores::JOBS => Some(Searched::Jobs),
            stores::RESUMES => Some(Searched::Resumes),
            stores::ANALYSES => Some(Searched::Analyses),
            stores::RANKS => Some(Searched::Ranks),
            stores::FEEDBACK => Some(Searched::Feedback),
            _ => None,
        }
    }
}

#[derive(Default)]
struct Cache {
    table: RefCell<Option<Table>>,
    /// Grows with every write to the store, so that a table that was read meanwhile is known to be old.
    writes: Cell<u64>,
    building: Mutex<()>,
}

/// The tables.
#[derive(Default)]
pub struct Caches {
    jobs: Cache,
    resumes: Cache,
    analyses: Cache,
    ranks: Cache,
    feedback: Cache,
    pub feedback_index: Remembered,
}

impl Caches {
    fn of(&self, which: Searched) -> &Cache {
        match which {
            Searched::Jobs => &self.jobs,
            Searched::Resumes => &self.resumes,
            Searched::Analyses => &self.analyses,
            Searched::Ranks => &self.ranks,
            Searched::Feedback => &self.feedback,
        }
    }

    /// Looks something up in a table, where it is at hand and holds every row of its store.
    pub fn in_whole<T>(&self, which: Searched, look: impl FnOnce(&Table) -> T) -> Option<T> {
        let table = self.of(which).table.borrow();
        table.as_ref().filter(|table| !table.lacks_rows).map(look)
    }

    /// Forgets the tables of these stores.
    pub fn forget<'a>(&self, stores: impl IntoIterator<Item = &'a str>) {
        for which in stores.into_iter().filter_map(Searched::of) {
            if which == Searched::Feedback {
                self.feedback_index.forget();
            }
            let cache = self.of(which);
            cache.writes.set(cache.writes.get() + 1);
            cache.table.borrow_mut().take();
        }
    }

    /// Takes over what a batch of ours wrote.
    pub fn apply(&self, batch: &Batch) {
        self.feedback_index.apply(batch);
        for store in batch.written() {
            if let Some(which) = Searched::of(store) {
                let cache = self.of(which);
                cache.writes.set(cache.writes.get() + 1);
            }
        }
        for write in &batch.writes {
            match write {
                Write::Put { store, entry } => {
                    if let Some(which) = Searched::of(store) {
                        self.put(which, entry, batch);
                    }
                }
                Write::Delete { store, key } => {
                    if let Some(which) = Searched::of(store)
                        && let Some(table) = self.of(which).table.borrow_mut().as_mut()
                    {
                        table.remove(key);
                    }
                }
                Write::Move { store, .. } | Write::DeleteWhere { store, .. } => {
                    self.forget([*store]);
                }
            }
        }
    }

    fn put(&self, which: Searched, entry: &Entry, batch: &Batch) {
        let mut table = self.of(which).table.borrow_mut();
        let Some(lines) = table.as_mut() else {
            return;
        };
        let row = Row {
            key: entry.key.clone(),
            value: entry.value.clone(),
        };
        match Line::of(which, &row, |head| {
            let key = &head.text_key;
            text_in(batch, key).or_else(|| lines.line(head.job_id.as_str())?.job_text(key))
        }) {
            Some(line) => lines.put(&entry.key, line),
            None => *table = None,
        }
    }
}

fn text_in(batch: &Batch, text_key: &str) -> Option<JobText> {
    batch.writes.iter().find_map(|write| match write {
        Write::Put { store, entry } if *store == stores::JOB_TEXTS && entry.key == text_key => {
            entry.value.text().map(|text| JobText::Raw(text.to_owned()))
        }
        _ => None,
    })
}

impl<S: Storage> Backend<S> {
    /// Removes what a restore left that was broken off, builds the tables that are not there, so that the first letter of a
    /// search finds them, and loads the word vectors. To be called when the page has what it shows first; other calls come in
    /// between.
    ///
    /// # Errors
    /// Those of the home, or of the vectors' file; what is not there then is built or loaded when it is needed.
    pub async fn warm(&self) -> Result<(), Failure> {
        self.sweep_old().await?;
        for which in [
            Searched::Ranks,
            Searched::Resumes,
            Searched::Jobs,
            Searched::Analyses,
            Searched::Feedback,
        ] {
            self.with_table(which, |_| ()).await?;
        }
        self.meaning.model().await?;
        Ok(())
    }

    /// Looks something up in a table, which is built first where it is not there.
    pub(super) async fn with_table<T>(
        &self,
        which: Searched,
        look: impl FnOnce(&Table) -> T,
    ) -> Result<T, Failure> {
        let cache = self.caches.of(which);
        let _turn = cache.building.lock().await;
        if let Some(table) = cache.table.borrow().as_ref() {
            return Ok(look(table));
        }
        let writes = cache.writes.get();
        let table = self.build(which).await?;
        let found = look(&table);
        // What was written while the table was being read may be missing in it: then it serves this once.
        if writes == cache.writes.get() {
            *cache.table.borrow_mut() = Some(table);
        }
        Ok(found)
    }

    async fn build(&self, which: Searched) -> Result<Table, Failure> {
        let mut table = Table::default();
        let store = match which {
            Searched::Jobs => return self.build_jobs().await,
            Searched::Resumes => stores::RESUMES,
            Searched::Analyses => stores::ANALYSES,
            Searched::Ranks => stores::RANKS,
            Searched::Feedback => stores::FEEDBACK,
        };
        self.each_batch(store, |batch| {
            for row in batch {
                match Line::of(which, row, |_| None) {
                    Some(line) => table.put(&row.key, line),
                    None => table.lacks_rows = true,
                }
            }
        })
        .await?;
        Ok(table)
    }

    async fn build_jobs(&self) -> Result<Table, Failure> {
        let mut heads: Vec<JobHead> = Vec::new();
        let mut rows = 0;
        self.each_batch(stores::JOBS, |batch| {
            rows += batch.len();
            heads.extend(self.parse_all(batch));
        })
        .await?;
        let mut table = Table::default();
        table.lacks_rows = heads.len() < rows;
        for some in heads.chunks(200) {
            let query = Query::Get {
                store: stores::JOB_TEXTS,
                keys: some.iter().map(|head| head.text_key.clone()).collect(),
            };
            let rows = self.storage.ask(query).await?.rows;
            let texts: BTreeMap<&str, &str> = rows
                .iter()
                .filter_map(|row| Some((row.key.as_str(), row.value.text()?)))
                .collect();
            for head in some {
                let text = texts.get(head.text_key.as_str()).copied();
                let line = Line::of_job(head, text.unwrap_or_default());
                table.put(head.job_id.as_str(), line);
            }
        }
        Ok(table)
    }
}
