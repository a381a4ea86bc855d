//! The home in memory, for native tests. It behaves as the IndexedDB home does, and can make any operation fail.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use super::{
    Batch, Change, Check, Entry, Found, IndexKey, Part, Query, Range, Removed, Row, Schema,
    Storage, StorageError, Value, Write,
};

/// Which operation fails, and how. Reads and commits are counted together, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub operation: u64,
    pub error: StorageError,
    /// The operation is carried out and then reported as failed: what a connection that is lost after the commit looks like.
    pub after: bool,
}

/// Rows in memory. A clone is another handle to the same rows, as another tab has one.
#[derive(Clone, Default)]
pub struct Memory {
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    version: u32,
    tables: BTreeMap<&'static str, Table>,
    operations: u64,
    commits: u64,
    fault: Option<Fault>,
}

#[derive(Default)]
struct Table {
    rows: BTreeMap<String, Entry>,
    indexes: BTreeMap<&'static str, BTreeSet<(IndexKey, String)>>,
}

impl Table {
    fn put(&mut self, entry: Entry) {
        self.delete(&entry.key);
        for (name, keys) in &mut self.indexes {
            if let Some(key) = entry.index.get(name) {
                keys.insert((key.clone(), entry.key.clone()));
            }
        }
        self.rows.insert(entry.key.clone(), entry);
    }

    fn delete(&mut self, key: &str) -> bool {
        let Some(entry) = self.rows.remove(key) else {
            return false;
        };
        for (name, keys) in &mut self.indexes {
            if let Some(index_key) = entry.index.get(name) {
                keys.remove(&(index_key.clone(), entry.key.clone()));
            }
        }
        true
    }

    fn keys<'a>(
        &'a self,
        index: Option<&'static str>,
        range: &'a Range,
    ) -> Box<dyn Iterator<Item = &'a String> + 'a> {
        match index.map(|name| self.indexes.get(name)) {
            None => Box::new(
                self.rows
                    .keys()
                    .filter(|key| range.contains(&[Part::from(key.as_str())])),
            ),
            Some(None) => Box::new(std::iter::empty()),
            Some(Some(keys)) => {
                let lower = (range.lower(), String::new());
                let within = keys
                    .range(lower..)
                    .take_while(|(key, _)| key.starts_with(&range.prefix))
                    .filter(|(key, _)| range.contains(key));
                Box::new(within.map(|(_, key)| key))
            }
        }
    }
}

impl Memory {
    /// An empty home with that schema.
    pub fn new(schema: &Schema) -> Self {
        let memory = Self::default();
        memory.upgrade(schema);
        memory
    }

    /// Carries out the schema's steps that this home still lacks.
    pub fn upgrade(&self, schema: &Schema) {
        let mut inner = self.inner.borrow_mut();
        for change in schema.changes_after(inner.version) {
            match change {
                Change::AddStore { store, indexes } => {
                    let indexes = indexes.iter().map(|name| (*name, BTreeSet::new()));
                    let table = Table {
                        rows: BTreeMap::new(),
                        indexes: indexes.collect(),
                    };
                    inner.tables.insert(store, table);
                }
                Change::AddIndex { store, index } => {
                    if let Some(table) = inner.tables.get_mut(store) {
                        table.indexes.insert(index, BTreeSet::new());
                    }
                }
                Change::Rewrite { store, row } => {
                    if let Some(table) = inner.tables.get_mut(store) {
                        for (_, old) in std::mem::take(&mut table.rows) {
                            table.put(row(Row {
                                key: old.key,
                                value: old.value,
                            }));
                        }
                    }
                }
            }
        }
        inner.version = schema.version();
    }

    /// Makes a later operation fail, once; operations are counted anew from here.
    pub fn set_fault(&self, fault: Option<Fault>) {
        let mut inner = self.inner.borrow_mut();
        inner.operations = 0;
        inner.fault = fault;
    }

    /// How many reads and commits there were since the last [`Memory::set_fault`].
    pub fn operations(&self) -> u64 {
        self.inner.borrow().operations
    }

    /// How many commits were carried out.
    pub fn commits(&self) -> u64 {
        self.inner.borrow().commits
    }

    /// Every row of a store, by key.
    pub fn dump(&self, store: &str) -> Vec<Row> {
        let inner = self.inner.borrow();
        let rows = inner
            .tables
            .get(store)
            .into_iter()
            .flat_map(|t| t.rows.values());
        rows.map(|entry| Row {
            key: entry.key.clone(),
            value: entry.value.clone(),
        })
        .collect()
    }

    /// Counts an operation and runs it, unless it is the one that shall fail. Gives way first, so that calls that are under
    /// way at once take turns as they do in the browser.
    async fn operate<T>(
        &self,
        run: impl FnOnce(&mut Inner) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        give_way().await;
        let mut inner = self.inner.borrow_mut();
        inner.operations += 1;
        let now = inner.operations;
        let fault = inner.fault.take_if(|fault| fault.operation == now);
        match fault {
            Some(fault) if fault.after => {
                run(&mut inner)?;
                Err(fault.error)
            }
            Some(fault) => Err(fault.error),
            None => run(&mut inner),
        }
    }
}

async fn give_way() {
    let mut given = false;
    poll_fn(|context| {
        if given {
            return Poll::Ready(());
        }
        given = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Inner {
    fn table(&self, store: &'static str) -> Result<&Table, StorageError> {
        self.tables.get(store).ok_or_else(|| unknown(store))
    }

    fn table_mut(&mut self, store: &'static str) -> Result<&mut Table, StorageError> {
        self.tables.get_mut(store).ok_or_else(|| unknown(store))
    }

    fn find(&self, query: &Query) -> Result<Found, StorageError> {
        let table = self.table(query.store())?;
        let row = |key: &String| {
            table.rows.get(key).map(|entry| Row {
                key: entry.key.clone(),
                value: entry.value.clone(),
            })
        };
        let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let mut found = Found::default();
        match query {
            Query::Get { keys, .. } => found.rows = keys.iter().filter_map(row).collect(),
            Query::Scan {
                index,
                range,
                offset,
                limit,
                ..
            } => {
                let keys = table.keys(*index, range);
                let keys = keys.skip(size(*offset)).take(size(*limit));
                found.rows = keys.filter_map(row).collect();
            }
            Query::Keys { index, range, .. } => {
                found.keys = table.keys(*index, range).cloned().collect();
            }
            Query::Count { index, range, .. } => {
                found.count = table.keys(*index, range).count() as u64;
            }
        }
        Ok(found)
    }

    fn test(&self, check: &Check) -> Result<(), StorageError> {
        let entry = |store, key| self.table(store).map(|table| table.rows.get(key));
        let (holds, store, key) = match check {
            Check::Absent { store, key } => (entry(store, key)?.is_none(), store, key.clone()),
            Check::Present { store, key } => (entry(store, key)?.is_some(), store, key.clone()),
            Check::Same { store, key, text } => {
                let same = entry(store, key)?.is_some_and(|e| e.value == Value::Text(text.clone()));
                (same, store, key.clone())
            }
            Check::Nothing {
                store,
                index,
                range,
            } => {
                let first = self.table(store)?.keys(Some(index), range).next().cloned();
                (first.is_none(), store, first.unwrap_or_default())
            }
        };
        if holds {
            Ok(())
        } else {
            Err(StorageError::Conflict { store, key })
        }
    }

    fn write(&mut self, write: &Write, removed: &mut Removed) -> Result<(), StorageError> {
        match write {
            Write::Put { store, entry } => self.table_mut(store)?.put(entry.clone()),
            Write::Move {
                store,
                from,
                to,
                index,
            } => {
                let table = self.table_mut(store)?;
                if let Some(entry) = table.rows.get(from).cloned() {
                    table.delete(from);
                    table.put(Entry {
                        key: to.clone(),
                        value: entry.value,
                        index: index.clone(),
                    });
                }
            }
            Write::Delete { store, key } => {
                let gone = self.table_mut(store)?.delete(key);
                removed.add(store, u64::from(gone));
            }
            Write::DeleteWhere {
                store,
                index,
                range,
            } => {
                let table = self.table_mut(store)?;
                let keys: Vec<String> = table.keys(*index, range).cloned().collect();
                for key in &keys {
                    table.delete(key);
                }
                removed.add(store, keys.len() as u64);
            }
        }
        Ok(())
    }
}

fn unknown(store: &str) -> StorageError {
    StorageError::Aborted {
        cause: format!("there is no store “{store}”"),
    }
}

impl Storage for Memory {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Found>, StorageError> {
        self.operate(|inner| queries.iter().map(|query| inner.find(query)).collect())
            .await
    }

    async fn commit(&self, batch: &Batch) -> Result<Removed, StorageError> {
        self.operate(|inner| {
            for store in batch.stores() {
                inner.table(store)?;
            }
            for check in &batch.checks {
                inner.test(check)?;
            }
            let mut removed = Removed::default();
            for write in &batch.writes {
                inner.write(write, &mut removed)?;
            }
            inner.commits += 1;
            Ok(removed)
        })
        .await
    }
}
