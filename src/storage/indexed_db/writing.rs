//! Writing a batch, in one transaction.

use futures_util::future::try_join_all;
use matrix_indexed_db_futures::KeyRange;
use matrix_indexed_db_futures::database::Database;
use matrix_indexed_db_futures::internals::SystemRepr;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use wasm_bindgen::prelude::*;

use super::reading::{count, keys, rows_by_keys};
use super::trouble::Trouble;
use super::{convert, silence};
use crate::storage::{Batch, Check, Range, Removed, StorageError, Value, Write};

/// Writes a batch in one transaction, or nothing of it; `entries` are the rows that it puts, beside its writes.
pub(super) async fn carry_out(
    database: &Database,
    batch: &Batch,
    entries: &[Option<JsValue>],
) -> Result<Removed, Trouble> {
    let stores: Vec<&str> = batch.stores().into_iter().collect();
    let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
    let transaction = database
        .transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?;
    silence(&transaction);
    let raw: web_sys::IdbTransaction = transaction.as_sys().clone().unchecked_into();
    let written = write(&transaction, batch, entries).await;
    match written {
        Ok(removed) => match transaction.commit().await {
            Ok(()) => Ok(removed),
            Err(_) => Err(ended(&raw)),
        },
        // Dropping the transaction rolls it back. Where it had ended by itself before, its cause says more.
        Err(Trouble::Told(error)) => Err(Trouble::Told(error)),
        Err(lost) => match raw.error() {
            Some(_) => Err(ended(&raw)),
            None => Err(lost),
        },
    }
}

/// Why a transaction was rolled back.
fn ended(transaction: &web_sys::IdbTransaction) -> Trouble {
    match transaction.error() {
        Some(error) => Trouble::named(&error.name(), &error.message()),
        None => Trouble::Lost("the browser cut the connection".into()),
    }
}

async fn write(
    transaction: &Transaction<'_>,
    batch: &Batch,
    entries: &[Option<JsValue>],
) -> Result<Removed, Trouble> {
    let checks = batch.checks.iter().map(|check| broken(transaction, check));
    if let Some(conflict) = try_join_all(checks).await?.into_iter().flatten().next() {
        return Err(conflict.into());
    }
    let mut removed = Removed::default();
    for (write, entry) in batch.writes.iter().zip(entries) {
        match write {
            Write::Put { store, .. } => {
                if let Some(entry) = entry {
                    transaction
                        .object_store(store)?
                        .put(entry.clone())
                        .primitive()?;
                }
            }
            Write::Move {
                store,
                from,
                to,
                index,
            } => {
                let store = transaction.object_store(store)?;
                let from = JsValue::from_str(from);
                let row = store.get::<JsValue, JsValue, _>(KeyRange::Only(from.clone()));
                if let Some(row) = row.primitive()?.await? {
                    store
                        .delete::<JsValue, _>(KeyRange::Only(from))
                        .primitive()?;
                    let row = convert::moved(row, to, index);
                    store.put(row).primitive()?;
                }
            }
            Write::Delete { store, key } => {
                let name = *store;
                let store = transaction.object_store(name)?;
                let found = count(&store, None, &Range::of(key.as_str())).await?;
                store
                    .delete::<JsValue, _>(KeyRange::Only(JsValue::from_str(key)))
                    .primitive()?;
                removed.add(name, found);
            }
            Write::DeleteWhere {
                store,
                index,
                range,
            } => {
                let name = *store;
                let store = transaction.object_store(name)?;
                let keys = keys(&store, *index, range, u32::MAX).await?;
                removed.add(name, keys.len() as u64);
                for key in keys {
                    store
                        .delete::<JsValue, _>(KeyRange::Only(key))
                        .primitive()?;
                }
            }
        }
    }
    Ok(removed)
}

/// The first row that breaks a check.
async fn broken(
    transaction: &Transaction<'_>,
    check: &Check,
) -> Result<Option<StorageError>, Trouble> {
    let (holds, store, key) = match check {
        Check::Absent { store, key } | Check::Present { store, key } => {
            let range = Range::of(key.as_str());
            let found = count(&transaction.object_store(store)?, None, &range).await?;
            let wanted = matches!(check, Check::Present { .. });
            ((found > 0) == wanted, store, key.clone())
        }
        Check::Same { store, key, text } => {
            let rows = [JsValue::from_str(key)];
            let rows = rows_by_keys(&transaction.object_store(store)?, rows).await?;
            let same = rows
                .first()
                .is_some_and(|row| matches!(&row.value, Value::Text(now) if now == text));
            (same, store, key.clone())
        }
        Check::Nothing {
            store,
            index,
            range,
        } => {
            let found = transaction.object_store(store)?;
            let found = keys(&found, Some(index), range, 1).await?;
            let key = found.first().map(convert::key).unwrap_or_default();
            (found.is_empty(), store, key)
        }
    };
    Ok((!holds).then_some(StorageError::Conflict { store, key }))
}
