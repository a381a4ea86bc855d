//! How many there are: by the tables in memory where they hold every row, else counted by the home. A home in a browser
//! goes through all entries of an index to count them, which takes a tenth of a second for ten thousand.

use std::collections::BTreeMap;

use super::Backend;
use super::caches::{Line, Searched};
use crate::messages::Failure;
use crate::storage::{Query, Range, Storage, stores};

/// What an analysis belongs to.
#[derive(Clone, Copy)]
pub enum Owner {
    Job,
    Resume,
}

impl Owner {
    fn index(self) -> &'static str {
        match self {
            Owner::Job => "job",
            Owner::Resume => "resume",
        }
    }

    fn of(self, line: &Line) -> Option<&str> {
        match self {
            Owner::Job => line.job_id.as_ref().map(|id| id.as_str()),
            Owner::Resume => line.resume_id.as_ref().map(|id| id.as_str()),
        }
    }
}

impl<S: Storage> Backend<S> {
    /// How many lines of a table fit; absent where the table is not at hand, or lacks rows.
    pub(super) fn counted(&self, which: Searched, fits: impl Fn(&Line) -> bool) -> Option<u64> {
        self.caches.in_whole(which, |table| {
            table.lines().filter(|line| fits(line)).count() as u64
        })
    }

    /// How many analyses each of these jobs or résumés has.
    pub(super) async fn count_analyses(
        &self,
        owner: Owner,
        ids: &[&str],
    ) -> Result<Vec<u64>, Failure> {
        let known = self.caches.in_whole(Searched::Analyses, |table| {
            let mut counts: BTreeMap<&str, u64> = ids.iter().map(|id| (*id, 0)).collect();
            for line in table.lines() {
                if let Some(count) = owner.of(line).and_then(|id| counts.get_mut(id)) {
                    *count += 1;
                }
            }
            let count = |id: &&str| counts.get(id).copied().unwrap_or_default();
            ids.iter().map(count).collect()
        });
        if let Some(counts) = known {
            return Ok(counts);
        }
        let count = |id: &&str| Query::count(stores::ANALYSES, owner.index(), Range::of(*id));
        let queries: Vec<Query> = ids.iter().map(count).collect();
        let found = self.storage.read(&queries).await?;
        Ok(found.into_iter().map(|found| found.count).collect())
    }
}
