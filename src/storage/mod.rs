//! Where records are kept: rows in stores, found by key or by index, written in atomic batches.
//!
//! Storage knows nothing of jobs or résumés. A row is a key, a value (JSON text, or a file's bytes) and the keys under which
//! the store's indexes find it. There are two homes with the same behaviour: IndexedDB for the page, and memory for native
//! tests, which can also make any operation fail.

mod batch;
mod error;
#[cfg(target_arch = "wasm32")]
pub mod indexed_db;
mod key;
mod memory;
mod query;
mod schema;

pub use batch::{Batch, Check, Entry, Removed, Write};
pub use error::StorageError;
pub use key::{IndexKey, Part, Range};
pub use memory::{Fault, Memory};
pub use query::{Found, Query, Row, Value};
pub use schema::{Change, SCHEMA, Schema, Step, stores};

/// A home for rows. All homes live on one thread, so that nothing here need be `Send`.
#[allow(async_fn_in_trait)]
pub trait Storage {
    /// Answers all the queries from one state of the data, in their order.
    ///
    /// # Errors
    /// [`StorageError`] where the home refuses or fails.
    async fn read(&self, queries: &[Query]) -> Result<Vec<Found>, StorageError>;

    /// Tests the batch's checks and, where all hold, carries out its writes in their order: all of them or none. It is done
    /// when it returns: the rows outlast a crash of the browser or of the machine.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] names the first check that does not hold. After any error nothing was written.
    async fn commit(&self, batch: &Batch) -> Result<Removed, StorageError>;

    /// Answers one query.
    ///
    /// # Errors
    /// As [`Storage::read`].
    async fn ask(&self, query: Query) -> Result<Found, StorageError> {
        let found = self.read(std::slice::from_ref(&query)).await?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// One row's value, where there is such a row.
    ///
    /// # Errors
    /// As [`Storage::read`].
    async fn get(&self, store: &'static str, key: &str) -> Result<Option<Value>, StorageError> {
        let found = self.ask(Query::get(store, key)).await?;
        Ok(found.rows.into_iter().next().map(|row| row.value))
    }
}
