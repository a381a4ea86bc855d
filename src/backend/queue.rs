//! The queue: commits that wait at the same time share one transaction.
//!
//! A transaction with strict durability waits for the disk, whatever its size. While one is under way, the batches that
//! arrive wait, and then go together. Each still succeeds or fails by itself: where the common transaction fails, each batch
//! is tried alone.

use std::cell::RefCell;
use std::collections::{BTreeSet, VecDeque};

use futures_channel::oneshot;
use futures_util::lock::Mutex;

use crate::storage::{Batch, Check, Removed, Storage, StorageError, Value, Write};

/// The most batches in one transaction.
const MOST_BATCHES: usize = 64;
/// The most bytes of files in one transaction: they stand in memory twice while it is under way.
const MOST_BYTES: usize = 32 * 1024 * 1024;

type Outcome = Result<Removed, StorageError>;

struct Waiting {
    batch: Batch,
    done: oneshot::Sender<(Batch, Outcome)>,
}

/// Batches that wait for their turn.
#[derive(Default)]
pub struct Queue {
    turn: Mutex<()>,
    waiting: RefCell<VecDeque<Waiting>>,
}

impl Queue {
    /// Commits a batch, together with those that wait at the same time; hands it back with what became of it.
    pub async fn commit(&self, storage: &impl Storage, batch: Batch) -> (Batch, Outcome) {
        let (done, mut told) = oneshot::channel();
        self.waiting.borrow_mut().push_back(Waiting { batch, done });
        loop {
            let _turn = self.turn.lock().await;
            // Whoever had the turn before may have carried this batch out too.
            if let Ok(Some(outcome)) = told.try_recv() {
                return outcome;
            }
            let group = self.take_group();
            if group.is_empty() {
                let cause = "the batch was lost while it waited".to_owned();
                return (Batch::new(), Err(StorageError::Aborted { cause }));
            }
            carry_out(storage, group).await;
        }
    }

    /// The batches at the front that can share a transaction: those whose checks and writes touch no row that one before them
    /// writes, so that the checks, which all come first, say the same as if each batch came alone.
    fn take_group(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting.borrow_mut();
        let mut group = Vec::new();
        let mut written = BTreeSet::new();
        let mut bytes = 0;
        while let Some(next) = waiting.front() {
            let Some(rows) = rows(&next.batch) else {
                if group.is_empty() {
                    group.extend(waiting.pop_front());
                }
                break;
            };
            bytes += size(&next.batch);
            let fits = group.len() < MOST_BATCHES && bytes <= MOST_BYTES;
            if !group.is_empty() && (!fits || rows.touched.iter().any(|row| written.contains(row)))
            {
                break;
            }
            written.extend(rows.written);
            group.extend(waiting.pop_front());
        }
        group
    }
}

async fn carry_out(storage: &impl Storage, mut group: Vec<Waiting>) {
    if group.len() > 1 {
        let mut together = Batch::new();
        let mut lengths = Vec::new();
        for one in &mut group {
            lengths.push((one.batch.checks.len(), one.batch.writes.len()));
            together.checks.append(&mut one.batch.checks);
            together.writes.append(&mut one.batch.writes);
        }
        let outcome = storage.commit(&together).await;
        let (mut checks, mut writes) = (together.checks.into_iter(), together.writes.into_iter());
        for (one, (check_count, write_count)) in group.iter_mut().zip(lengths) {
            one.batch.checks.extend(checks.by_ref().take(check_count));
            one.batch.writes.extend(writes.by_ref().take(write_count));
        }
        if outcome.is_ok() {
            for one in group {
                // Nobody listens any more where the call was given up; the rows are written all the same.
                let _ = one.done.send((one.batch, Ok(Removed::default())));
            }
            return;
        }
    }
    for one in group {
        let outcome = storage.commit(&one.batch).await;
        let _ = one.done.send((one.batch, outcome));
    }
}

type RowName = (&'static str, String);

struct Rows {
    touched: Vec<RowName>,
    written: Vec<RowName>,
}

/// The rows that a batch checks and writes; absent where it works on ranges or removes rows, and so goes alone.
fn rows(batch: &Batch) -> Option<Rows> {
    let mut touched = Vec::new();
    let mut written = Vec::new();
    for check in &batch.checks {
        match check {
            Check::Absent { store, key }
            | Check::Present { store, key }
            | Check::Same { store, key, .. } => touched.push((*store, key.clone())),
            Check::Nothing { .. } => return None,
        }
    }
    for write in &batch.writes {
        match write {
            Write::Put { store, entry } => written.push((*store, entry.key.clone())),
            Write::Move { .. } | Write::Delete { .. } | Write::DeleteWhere { .. } => return None,
        }
    }
    touched.extend(written.iter().cloned());
    Some(Rows { touched, written })
}

fn size(batch: &Batch) -> usize {
    let sizes = batch.writes.iter().map(|write| match write {
        Write::Put { entry, .. } => match &entry.value {
            Value::Text(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
        },
        Write::Move { .. } | Write::Delete { .. } | Write::DeleteWhere { .. } => 0,
    });
    sizes.sum()
}
