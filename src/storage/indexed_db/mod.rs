//! The home in the browser: IndexedDB.
//!
//! A write is reported done after its transaction's `complete` event, with durability `strict`. What is written is computed
//! before the transaction opens; inside one, nothing but the transaction's own requests is awaited, for that would commit it.

mod channel;
mod convert;
mod gate;
mod locks;
mod timer;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select, try_join_all};
use futures_util::lock::Mutex;
use matrix_indexed_db_futures::database::Database;
use matrix_indexed_db_futures::error::{Error, JSError, OpenDbError};
use matrix_indexed_db_futures::internals::SystemRepr;
use matrix_indexed_db_futures::object_store::ObjectStore;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use matrix_indexed_db_futures::{KeyPath, KeyRange};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::channel::Note;
pub use self::gate::Event;
use self::gate::Gate;
pub use self::timer::sleep;
use super::{
    Batch, Change, Check, Found, Query, Range, Removed, Row, Schema, Storage, StorageError, Value,
    Write,
};

/// How long opening waits for another tab to let go of an older version, in milliseconds.
const PATIENCE: u32 = 10_000;
/// How many rows are taken at once from a store that is gone through.
const BATCH: u32 = 500;

/// What went wrong with one attempt.
enum Trouble {
    /// The connection is gone, and nothing was written: a new one may do better.
    Lost(String),
    Told(StorageError),
}

impl From<StorageError> for Trouble {
    fn from(error: StorageError) -> Self {
        Trouble::Told(error)
    }
}

impl Trouble {
    /// By the name of the exception: <https://w3c.github.io/IndexedDB/#exceptions>.
    fn named(name: &str, message: &str) -> Self {
        let cause = format!("{name}: {message}");
        match name {
            "QuotaExceededError" => StorageError::NoRoom.into(),
            "SecurityError" | "NotAllowedError" => StorageError::Refused(cause).into(),
            // The database is at a version that this build does not know yet.
            "VersionError" => StorageError::Retired.into(),
            "InvalidStateError" | "UnknownError" | "TransactionInactiveError" => {
                Trouble::Lost(cause)
            }
            _ => StorageError::Aborted { cause }.into(),
        }
    }

    fn into_error(self) -> StorageError {
        match self {
            Trouble::Lost(cause) => StorageError::Aborted { cause },
            Trouble::Told(error) => error,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => {
                let exception = web_sys::DomException::from(exception);
                Trouble::named(&exception.name(), &exception.message())
            }
            Error::Unknown(JSError::Error(error)) => {
                Trouble::named(&String::from(error.name()), &String::from(error.message()))
            }
            other => Trouble::named("Error", &other.to_string()),
        }
    }
}

/// The database, behind the gate. Connections come and go behind it: phones cut them while a page is in the background.
pub struct IndexedDb {
    name: String,
    schema: &'static Schema,
    gate: Rc<Gate>,
    database: Rc<RefCell<Option<Database>>>,
    opening: Mutex<()>,
}

impl IndexedDb {
    /// Goes through the gate as that build, then opens the database of that name and brings it to the schema's version.
    /// `on_event` is told what happens in other tabs.
    ///
    /// # Errors
    /// [`StorageError::Blocked`] where a tab of another build does not let go, [`StorageError::Retired`] where the database
    /// is at a newer version than the schema's, [`StorageError::Refused`] where the browser keeps nothing for this page.
    pub async fn open(
        name: &str,
        schema: &'static Schema,
        build: &str,
        on_event: impl Fn(Event) + 'static,
    ) -> Result<Self, StorageError> {
        let gate = Gate::enter(name, build, on_event).await?;
        let database: Rc<RefCell<Option<Database>>> = Rc::default();
        gate.set_on_retire({
            let database = Rc::clone(&database);
            move || close(&database)
        });
        let home = Self {
            name: name.to_owned(),
            schema,
            gate,
            database,
            opening: Mutex::new(()),
        };
        home.connection().await.map_err(|trouble| match trouble {
            Trouble::Lost(cause) => StorageError::Refused(cause),
            Trouble::Told(error) => error,
        })?;
        Ok(home)
    }

    /// The connection; a new one where there is none.
    async fn connection(&self) -> Result<Database, Trouble> {
        self.gate.open()?;
        let _turn = self.opening.lock().await;
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(database.clone());
        }
        let database = self.connect().await?;
        *self.database.borrow_mut() = Some(database.clone());
        self.watch(&database);
        Ok(database)
    }

    async fn connect(&self) -> Result<Database, Trouble> {
        let schema = self.schema;
        let blocked = Rc::new(RefCell::new(false));
        let opening = Database::open(self.name.clone())
            .with_version(schema.version())
            .with_on_blocked({
                let blocked = Rc::clone(&blocked);
                move |_| {
                    *blocked.borrow_mut() = true;
                    Ok(())
                }
            })
            .with_on_upgrade_needed_fut(async move |event, transaction: &Transaction<'_>| {
                // Versions are whole numbers, so the cast is exact.
                upgrade(transaction, schema, event.old_version() as u32).await
            });
        let mut opening = Box::pin(async move { opening.await.map_err(at_opening) });
        loop {
            match select(opening, Box::pin(timer::sleep(PATIENCE))).await {
                Either::Left((opened, _)) => return opened,
                Either::Right((_, still)) if *blocked.borrow() => {
                    // Should it open after all, the connection must not stay and block others in its turn.
                    spawn_local(async move {
                        if let Ok(database) = still.await {
                            database.close();
                        }
                    });
                    return Err(StorageError::Blocked.into());
                }
                // A long migration: nothing to do but to wait for it.
                Either::Right((_, still)) => opening = still,
            }
        }
    }

    /// Retires when another tab wants to change the database's version, and drops the handle when the browser cuts the
    /// connection.
    fn watch(&self, database: &Database) {
        let Ok(mut changes) = database.version_changes() else {
            return;
        };
        // Weakly: a home that is dropped lets go of its lock, though its database is still listened to.
        let gate = Rc::downgrade(&self.gate);
        let current = Rc::downgrade(&self.database);
        spawn_local(async move {
            let is_change = changes.recv().await.is_some();
            match (gate.upgrade(), current.upgrade()) {
                (Some(gate), _) if is_change => gate.retire(None),
                (_, Some(current)) if !is_change => close(&current),
                _ => {}
            }
        });
    }

    /// Runs an attempt; where the connection turns out to be gone, once more with a new one.
    async fn attempt<T>(
        &self,
        run: impl AsyncFn(&Database) -> Result<T, Trouble>,
    ) -> Result<T, StorageError> {
        let first = match self.connection().await {
            Ok(database) => run(&database).await,
            Err(trouble) => Err(trouble),
        };
        match first {
            Err(Trouble::Lost(_)) => {
                close(&self.database);
                let database = self.connection().await.map_err(Trouble::into_error)?;
                run(&database).await.map_err(Trouble::into_error)
            }
            other => other.map_err(Trouble::into_error),
        }
    }
}

impl Drop for IndexedDb {
    fn drop(&mut self) {
        close(&self.database);
    }
}

impl Storage for IndexedDb {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Found>, StorageError> {
        if queries.is_empty() {
            return Ok(Vec::new());
        }
        self.attempt(async |database| {
            let stores: std::collections::BTreeSet<_> = queries.iter().map(Query::store).collect();
            let stores: Vec<_> = stores.into_iter().collect();
            let transaction = database.transaction(stores).build()?;
            silence(&transaction);
            // All requests go out before the first answer is awaited.
            try_join_all(queries.iter().map(|query| find(&transaction, query))).await
        })
        .await
    }

    async fn commit(&self, batch: &Batch) -> Result<Removed, StorageError> {
        if batch.checks.is_empty() && batch.writes.is_empty() {
            return Ok(Removed::default());
        }
        let _writing = self.gate.begin_write()?;
        let entries: Vec<Option<JsValue>> = batch
            .writes
            .iter()
            .map(|write| match write {
                Write::Put { entry, .. } => Some(convert::entry(entry)),
                Write::Move { .. } | Write::Delete { .. } | Write::DeleteWhere { .. } => None,
            })
            .collect();
        let removed = self
            .attempt(async |database| carry_out(database, batch, &entries).await)
            .await?;
        self.gate.tell(&Note::Changed {
            stores: batch.written().into_iter().map(str::to_owned).collect(),
        });
        Ok(removed)
    }
}

fn close(database: &RefCell<Option<Database>>) {
    if let Some(database) = database.borrow_mut().take() {
        database.close();
    }
}

/// Takes the library's listener for failed requests away: it would end the wait at the first of them, before the transaction
/// has ended and knows its cause.
fn silence(transaction: &Transaction<'_>) {
    transaction.as_sys().set_onerror(None);
}

fn at_opening(error: OpenDbError) -> Trouble {
    match error {
        OpenDbError::Base(error) => match Trouble::from(error) {
            // What private windows and switched-off storage look like, after the browser.
            Trouble::Lost(cause) => StorageError::Refused(cause).into(),
            told => told,
        },
        // The library reports whatever `open` throws as a version of zero; ours never is.
        OpenDbError::VersionZero => {
            StorageError::Refused("it does not open a database".into()).into()
        }
        other => StorageError::Refused(other.to_string()).into(),
    }
}

async fn upgrade(
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

/// Rows from a store, by primary key.
async fn rows_of_store(
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
async fn keys(
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

async fn count(store: &ObjectStore<'_>, index: Option<&str>, range: &Range) -> Result<u64, Error> {
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

async fn rows_by_keys(
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

async fn find(transaction: &Transaction<'_>, query: &Query) -> Result<Found, Trouble> {
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

async fn carry_out(
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
