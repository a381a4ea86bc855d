//! A batch: what must hold, and what is then written, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use super::{IndexKey, Range, Value};

/// A row as it is written, with the keys under which the store's indexes find it. An index that is not named does not hold
/// the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: Value,
    pub index: BTreeMap<&'static str, IndexKey>,
}

impl Entry {
    /// A row in no index yet.
    pub fn new(key: impl Into<String>, value: Value) -> Self {
        Self {
            key: key.into(),
            value,
            index: BTreeMap::new(),
        }
    }

    /// The row, found by one more index.
    #[must_use]
    pub fn under(mut self, index: &'static str, key: impl Into<IndexKey>) -> Self {
        self.index.insert(index, key.into());
        self
    }
}

/// What must hold before anything is written, so that a decision made on what was read is still right when it is written,
/// whatever other tabs did in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// No row has that key.
    Absent { store: &'static str, key: String },
    /// A row has that key.
    Present { store: &'static str, key: String },
    /// The row has that key and that text.
    Same {
        store: &'static str,
        key: String,
        text: String,
    },
    /// No row is in that range.
    Nothing {
        store: &'static str,
        index: &'static str,
        range: Range,
    },
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Writes a row, over the one that has its key.
    Put { store: &'static str, entry: Entry },
    /// Gives a row another key and other index keys; it takes the place of the row that has that key. Its value stays in the
    /// home, so that rows too large to be held together can be put in place at once. Where there is no such row, nothing
    /// happens: a check says that there is.
    Move {
        store: &'static str,
        from: String,
        to: String,
        index: BTreeMap<&'static str, IndexKey>,
    },
    /// Removes a row, where there is one.
    Delete { store: &'static str, key: String },
    /// Removes all rows in a range; of all the store's rows where `index` is absent.
    DeleteWhere {
        store: &'static str,
        index: Option<&'static str>,
        range: Range,
    },
}

/// Checks and writes that belong together. The checks look at what was there before the first write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub checks: Vec<Check>,
    pub writes: Vec<Write>,
}

impl Batch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// No row must have that key.
    pub fn absent(&mut self, store: &'static str, key: impl Into<String>) -> &mut Self {
        let key = key.into();
        self.checks.push(Check::Absent { store, key });
        self
    }

    /// A row must have that key.
    pub fn present(&mut self, store: &'static str, key: impl Into<String>) -> &mut Self {
        let key = key.into();
        self.checks.push(Check::Present { store, key });
        self
    }

    /// The row must still have that text.
    pub fn same(
        &mut self,
        store: &'static str,
        key: impl Into<String>,
        text: impl Into<String>,
    ) -> &mut Self {
        let (key, text) = (key.into(), text.into());
        self.checks.push(Check::Same { store, key, text });
        self
    }

    /// No row must be in that range.
    pub fn nothing(&mut self, store: &'static str, index: &'static str, range: Range) -> &mut Self {
        self.checks.push(Check::Nothing {
            store,
            index,
            range,
        });
        self
    }

    /// Writes a row.
    pub fn put(&mut self, store: &'static str, entry: Entry) -> &mut Self {
        self.writes.push(Write::Put { store, entry });
        self
    }

    /// Removes a row.
    pub fn delete(&mut self, store: &'static str, key: impl Into<String>) -> &mut Self {
        let key = key.into();
        self.writes.push(Write::Delete { store, key });
        self
    }

    /// Removes the rows in a range of an index.
    pub fn delete_where(
        &mut self,
        store: &'static str,
        index: &'static str,
        range: Range,
    ) -> &mut Self {
        self.writes.push(Write::DeleteWhere {
            store,
            index: Some(index),
            range,
        });
        self
    }

    /// Removes all rows of a store.
    pub fn clear(&mut self, store: &'static str) -> &mut Self {
        self.writes.push(Write::DeleteWhere {
            store,
            index: None,
            range: Range::all(),
        });
        self
    }

    /// The stores that it checks or writes.
    pub fn stores(&self) -> BTreeSet<&'static str> {
        let checked = self.checks.iter().map(|check| match check {
            Check::Absent { store, .. }
            | Check::Present { store, .. }
            | Check::Same { store, .. }
            | Check::Nothing { store, .. } => *store,
        });
        checked.chain(self.written()).collect()
    }

    /// The stores that it writes.
    pub fn written(&self) -> BTreeSet<&'static str> {
        let stores = self.writes.iter().map(|write| match write {
            Write::Put { store, .. }
            | Write::Move { store, .. }
            | Write::Delete { store, .. }
            | Write::DeleteWhere { store, .. } => *store,
        });
        stores.collect()
    }
}

/// How many rows a batch removed, by store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed(BTreeMap<&'static str, u64>);

impl Removed {
    /// How many rows of that store were removed.
    pub fn of(&self, store: &str) -> u64 {
        self.0.get(store).copied().unwrap_or(0)
    }

    /// Counts some more.
    pub fn add(&mut self, store: &'static str, rows: u64) {
        *self.0.entry(store).or_default() += rows;
    }
}
