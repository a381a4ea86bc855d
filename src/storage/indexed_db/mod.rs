//! The home in the browser: IndexedDB.
//!
//! A write is reported done after its transaction's `complete` event, with durability `strict`. What is written is computed
//! before the transaction opens; inside one, nothing but the transaction's own requests is awaited, for that would commit it.

mod channel;
mod convert;
mod gate;
mod locks;
mod reading;
mod timer;
mod trouble;
mod upgrade;
mod writing;

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::{Either, select, try_join_all};
use futures_util::lock::Mutex;
use matrix_indexed_db_futures::database::Database;
use matrix_indexed_db_futures::internals::SystemRepr;
use matrix_indexed_db_futures::prelude::*;
use matrix_indexed_db_futures::transaction::Transaction;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::channel::Note;
pub use self::gate::Event;
use self::gate::Gate;
use self::reading::find;
pub use self::timer::sleep;
use self::trouble::{Trouble, at_opening};
use self::upgrade::upgrade;
use self::writing::carry_out;
use super::{Batch, Found, Query, Removed, Schema, Storage, StorageError, Write};

/// How long opening waits for another tab to let go of an older version, in milliseconds.
const PATIENCE: u32 = 10_000;

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
