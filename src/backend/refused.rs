//! Records that cannot be read: set aside where they stand, shown with the reason, never dropped.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Backend;
use super::rows::{self, AnalysisHead, CURRENT_JOB, CurrentJob, JobHead, Kept, Rank};
use crate::messages::{Failure, ListRefused, RefusedRecord};
use crate::records::{Application, Feedback, Resume};
use crate::storage::{Query, Range, Row, Storage, Value};

/// How many rows are gone through at once.
const BATCH: u64 = 500;

/// The unreadable records that were met so far.
#[derive(Default)]
pub struct Refusals(RefCell<BTreeMap<(&'static str, String), RefusedRecord>>);

impl Refusals {
    /// Notes one.
    pub fn note(&self, store: &'static str, row: &Row, reason: String) {
        let raw = match &row.value {
            Value::Text(text) => text.clone(),
            Value::Bytes(bytes) => format!("({} bytes)", bytes.len()),
        };
        let record = RefusedRecord {
            store: store.to_owned(),
            key: row.key.clone(),
            reason,
            raw,
        };
        let mut met = self.0.borrow_mut();
        met.insert((store, row.key.clone()), record);
    }

    /// How many were met.
    pub fn len(&self) -> u64 {
        self.0.borrow().len() as u64
    }

    /// Forgets those of a store, before it is gone through anew.
    fn forget(&self, store: &str) {
        self.0.borrow_mut().retain(|(other, _), _| *other != store);
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.0.borrow_mut().clear();
    }

    fn all(&self) -> Vec<RefusedRecord> {
        self.0.borrow().values().cloned().collect()
    }
}

impl<S: Storage> Backend<S> {
    /// Goes through all the light stores. Damage to a document, to facts or to an analysis's details is met, and joins the
    /// list, when that record is opened.
    pub(super) async fn list_refused(&self, _: ListRefused) -> Result<Vec<RefusedRecord>, Failure> {
        self.go_through::<JobHead>().await?;
        self.go_through::<Resume>().await?;
        self.go_through::<AnalysisHead>().await?;
        self.go_through::<Rank>().await?;
        self.go_through::<Feedback>().await?;
        // Settings of other kinds are read by those who know them.
        self.go_through_those::<CurrentJob>(|key| key == CURRENT_JOB)
            .await?;
        self.go_through::<Application>().await?;
        Ok(self.refusals.all())
    }

    async fn go_through<T: Kept>(&self) -> Result<(), Failure> {
        self.go_through_those::<T>(|_| true).await
    }

    async fn go_through_those<T: Kept>(&self, which: impl Fn(&str) -> bool) -> Result<(), Failure> {
        let mut met = Vec::new();
        self.each_batch(T::STORE, |batch| {
            for row in batch.iter().filter(|row| which(&row.key)) {
                if let Err(reason) = rows::parse::<T>(row) {
                    met.push((row.clone(), reason));
                }
            }
        })
        .await?;
        self.refusals.forget(T::STORE);
        for (row, reason) in met {
            self.refusals.note(T::STORE, &row, reason);
        }
        Ok(())
    }

    /// Every row of a store, some hundred at a time.
    pub(super) async fn each_batch(
        &self,
        store: &'static str,
        mut take: impl FnMut(&[Row]),
    ) -> Result<(), Failure> {
        let mut range = Range::all();
        loop {
            let query = Query::Scan {
                store,
                index: None,
                range,
                offset: 0,
                limit: BATCH,
            };
            let rows = self.storage.ask(query).await?.rows;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            range = Range::after(&last.key);
            take(&rows);
        }
    }
}
