//! Reading rows, inside a transaction.

use futures_util::future::try_join_all;
use matrix_indexed_db_futures::KeyRange;
use matrix_indexed_db_futures::error::Error;
use matrix_indexed_db_futures::object_store::ObjectStore;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::Transaction;
use wasm_bindgen::prelude::*;

use super::convert;
use super::trouble::Trouble;
use crate::storage::{Found, Query, Range, Row};

/// Rows from a store, by primary key.
pub(super) async fn rows_of_store(
    store: &ObjectStore<'_>,
    range: &Range,
    limit: u32,
) -> Result<Vec<Row>, Error> {
    let rows = match convert::key_range(range) {
        Some(range) => {
            let all = store.get_all::<JsValue>().with_query::<JsValue, _>(range);
            all.with_limit(limit).primitive()?.await?
        }
        None => store.get_all::<JsValue>().with_limit(limit).await?,
    };
    rows.map(|row| row.map(convert::row)).collect()
}

/// Primary keys of the rows in a range, in its order.
pub(super) async fn keys(
    store: &ObjectStore<'_>,
    index: Option<&str>,
    range: &Range,
    limit: u32,
) -> Result<Vec<JsValue>, Error> {
    let keys = match (index, convert::key_range(range)) {
        (Some(index), _) => {
            let index = store.index(index)?;
            let all = index.get_all_keys::<JsValue>();
            let all = all.with_query::<JsValue, _>(convert::index_range(range));
            all.with_limit(limit).primitive()?.await?
        }
        (None, Some(range)) => {
            let all = store.get_all_keys::<JsValue>();
            let all = all.with_query::<JsValue, _>(range);
            all.with_limit(limit).primitive()?.await?
        }
        (None, None) => {
            let all = store.get_all_keys::<JsValue>();
            all.with_limit(limit).primitive()?.await?
        }
    };
    keys.collect()
}

/// How many rows are in a range.
pub(super) async fn count(
    store: &ObjectStore<'_>,
    index: Option<&str>,
    range: &Range,
) -> Result<u64, Error> {
    let count = match (index, convert::key_range(range)) {
        (Some(index), _) => {
            let index = store.index(index)?;
            let range = convert::index_range(range);
            index.count().with_query::<JsValue, _>(range).await?
        }
        (None, Some(range)) => store.count().with_query::<JsValue, _>(range).await?,
        (None, None) => store.count().await?,
    };
    Ok(u64::from(count))
}

/// The rows with these primary keys.
pub(super) async fn rows_by_keys(
    store: &ObjectStore<'_>,
    keys: impl IntoIterator<Item = JsValue>,
) -> Result<Vec<Row>, Error> {
    let requests = keys.into_iter().map(|key| {
        let request = store
            .get::<JsValue, JsValue, _>(KeyRange::Only(key))
            .primitive();
        async { request?.await }
    });
    let rows = try_join_all(requests).await?;
    Ok(rows.into_iter().flatten().map(convert::row).collect())
}

/// A limit as IndexedDB takes it: of 32 bits, where 0 means none.
fn limited(rows: u64) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// What a query finds.
pub(super) async fn find(transaction: &Transaction<'_>, query: &Query) -> Result<Found, Trouble> {
    let store = transaction.object_store(query.store())?;
    let mut found = Found::default();
    match query {
        Query::Get { keys, .. } => {
            let keys = keys.iter().map(|key| JsValue::from_str(key));
            found.rows = rows_by_keys(&store, keys).await?;
        }
        Query::Scan { limit: 0, .. } => {}
        Query::Scan {
            index,
            range,
            offset: 0,
            limit,
            ..
        } => {
            found.rows = match index {
                None => rows_of_store(&store, range, limited(*limit)).await?,
                Some(index) => {
                    let index = store.index(index)?;
                    let all = index.get_all::<JsValue>();
                    let all = all.with_query::<JsValue, _>(convert::index_range(range));
                    let rows = all.with_limit(limited(*limit)).primitive()?.await?;
                    rows.map(|row| row.map(convert::row))
                        .collect::<Result<_, _>>()?
                }
            };
        }
        Query::Scan {
            index,
            range,
            offset,
            limit,
            ..
        } => {
            // `getAll` cannot skip, but keys are light: only the rows that are asked for are loaded.
            let upto = limited(offset.saturating_add(*limit));
            let keys = keys(&store, *index, range, upto).await?;
            let skip = usize::try_from(*offset).unwrap_or(usize::MAX);
            found.rows = rows_by_keys(&store, keys.into_iter().skip(skip)).await?;
        }
        Query::Keys { index, range, .. } => {
            let keys = keys(&store, *index, range, u32::MAX).await?;
            found.keys = keys.iter().map(convert::key).collect();
        }
        Query::Count { index, range, .. } => found.count = count(&store, *index, range).await?,
    }
    Ok(found)
}
