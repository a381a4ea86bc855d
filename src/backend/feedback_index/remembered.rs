//! The index, remembered once it was needed.

use std::cell::{Cell, RefCell};

use futures_util::lock::Mutex;

use super::{FeedbackIndex, KeptVector};
use crate::backend::rows;
use crate::records::Feedback;
use crate::storage::{Batch, Row, Write, stores};

/// The index, once it was needed: kept in step with our own writes, forgotten when another tab writes.
#[derive(Default)]
pub struct Remembered {
    pub index: RefCell<Option<FeedbackIndex>>,
    /// Grows with every write of feedback, so that an index that was made meanwhile is known to be old.
    pub writes: Cell<u64>,
    pub building: Mutex<()>,
}

impl Remembered {
    /// Forgets the index.
    pub fn forget(&self) {
        self.writes.set(self.writes.get() + 1);
        self.index.borrow_mut().take();
    }

    /// Takes over what a batch of ours wrote.
    pub fn apply(&self, batch: &Batch) {
        let mut is_lost = false;
        {
            let mut index = self.index.borrow_mut();
            for write in &batch.writes {
                match write {
                    Write::Put {
                        store: stores::FEEDBACK,
                        entry,
                    } => {
                        self.writes.set(self.writes.get() + 1);
                        let row = Row {
                            key: entry.key.clone(),
                            value: entry.value.clone(),
                        };
                        match (index.as_mut(), rows::parse::<Feedback>(&row)) {
                            (Some(index), Ok(feedback)) => {
                                index.put(&feedback, vector_in(batch, &entry.key));
                            }
                            _ => is_lost = true,
                        }
                    }
                    Write::Delete {
                        store: stores::FEEDBACK,
                        key,
                    } => {
                        self.writes.set(self.writes.get() + 1);
                        if let Some(index) = index.as_mut() {
                            index.remove(key);
                        }
                    }
                    Write::DeleteWhere {
                        store: stores::FEEDBACK,
                        ..
                    } => is_lost = true,
                    _ => {}
                }
            }
        }
        if is_lost {
            self.forget();
        }
    }
}

fn vector_in(batch: &Batch, key: &str) -> Option<KeptVector> {
    batch.writes.iter().find_map(|write| match write {
        Write::Put {
            store: stores::FEEDBACK_VECTORS,
            entry,
        } if entry.key == key => serde_json::from_str(entry.value.text()?).ok(),
        _ => None,
    })
}
