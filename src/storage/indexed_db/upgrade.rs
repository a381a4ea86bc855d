//! Bringing a database to the schema's version.

use matrix_indexed_db_futures::KeyPath;
use matrix_indexed_db_futures::error::Error;
use matrix_indexed_db_futures::object_store::ObjectStore;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::Transaction;

use super::convert;
use super::reading::rows_of_store;
use crate::storage::{Change, Range, Schema};

/// How many rows are taken at once from a store that is gone through.
const BATCH: u32 = 500;

/// Carries out what the schema changed after that version.
pub(super) async fn upgrade(
    transaction: &Transaction<'_>,
    schema: &Schema,
    version: u32,
) -> Result<(), Error> {
    for change in schema.changes_after(version) {
        match change {
            Change::AddStore { store, indexes } => {
                let store = transaction
                    .db()
                    .create_object_store(*store)
                    .with_key_path(KeyPath::from(convert::KEY_PATH))
                    .build()?;
                for index in *indexes {
                    add_index(&store, index)?;
                }
            }
            Change::AddIndex { store, index } => {
                add_index(&transaction.object_store(store)?, index)?;
            }
            Change::Rewrite { store, row } => {
                let store = transaction.object_store(store)?;
                let mut range = Range::all();
                loop {
                    let rows = rows_of_store(&store, &range, BATCH).await?;
                    let Some(last) = rows.last() else {
                        break;
                    };
                    range = Range::after(&last.key);
                    for old in rows {
                        store.put(convert::entry(&row(old))).primitive()?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn add_index(store: &ObjectStore<'_>, index: &str) -> Result<(), Error> {
    let path = KeyPath::from(convert::index_path(index));
    store.create_index(index, path).build()?;
    Ok(())
}
