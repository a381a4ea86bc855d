//! Questions to a home, and what it finds.

use super::Range;

/// What a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A record as JSON, or plain text.
    Text(String),
    /// A file's bytes.
    Bytes(Vec<u8>),
}

impl Value {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Bytes(_) => None,
        }
    }
}

/// A row as it is read: its indexes stay in the home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub key: String,
    pub value: Value,
}

/// A question to one store. Where `index` is absent, the primary key orders the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// The rows with these keys, in this order; those that are not there are left out.
    Get {
        store: &'static str,
        keys: Vec<String>,
    },
    /// The rows in a range, in its order.
    Scan {
        store: &'static str,
        index: Option<&'static str>,
        range: Range,
        offset: u64,
        limit: u64,
    },
    /// The primary keys of the rows in a range, in its order.
    Keys {
        store: &'static str,
        index: Option<&'static str>,
        range: Range,
    },
    /// How many rows are in a range.
    Count {
        store: &'static str,
        index: Option<&'static str>,
        range: Range,
    },
}

impl Query {
    /// The row with that key.
    pub fn get(store: &'static str, key: &str) -> Self {
        Query::Get {
            store,
            keys: vec![key.to_owned()],
        }
    }

    /// All the rows in a range of an index.
    pub fn scan(store: &'static str, index: &'static str, range: Range) -> Self {
        Query::Scan {
            store,
            index: Some(index),
            range,
            offset: 0,
            limit: u64::MAX,
        }
    }

    /// How many rows are in a range of an index.
    pub fn count(store: &'static str, index: &'static str, range: Range) -> Self {
        Query::Count {
            store,
            index: Some(index),
            range,
        }
    }

    /// How many rows a store has.
    pub fn count_all(store: &'static str) -> Self {
        Query::Count {
            store,
            index: None,
            range: Range::all(),
        }
    }

    /// The store it asks.
    pub fn store(&self) -> &'static str {
        match self {
            Query::Get { store, .. }
            | Query::Scan { store, .. }
            | Query::Keys { store, .. }
            | Query::Count { store, .. } => store,
        }
    }
}

/// What a query found; the fields that it did not ask for are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub rows: Vec<Row>,
    pub keys: Vec<String>,
    pub count: u64,
}
