//! How much of everything there is: counted when asked, never kept.

use super::Backend;
use super::rows::{SAMPLE, file_size, job_kind};
use crate::messages::{CurrentJob, Failure, GetStats, Open, OpenState, Stats};
use crate::storage::{Query, Range, Storage, stores};

impl<S: Storage> Backend<S> {
    /// What the page shows first. The gate has compared the builds before.
    pub(super) async fn open(&self, _: Open) -> Result<OpenState, Failure> {
        Ok(OpenState {
            current_job: self.current_job(CurrentJob {}).await?,
            stats: self.get_stats(GetStats {}).await?,
        })
    }

    pub(super) async fn get_stats(&self, _: GetStats) -> Result<Stats, Failure> {
        let found = self
            .storage
            .read(&[
                Query::count(stores::JOBS, "list", Range::of(job_kind(false))),
                Query::count(stores::JOBS, "list", Range::of(job_kind(true))),
                Query::count_all(stores::RESUMES),
                Query::count_all(stores::ANALYSES),
                Query::count_all(stores::FEEDBACK),
                Query::count(stores::JOBS, "sample", Range::of(SAMPLE)),
                Query::count(stores::RESUMES, "sample", Range::of(SAMPLE)),
                Query::count_all(stores::APPLICATIONS),
                Query::Keys {
                    store: stores::RESUME_FILES,
                    index: None,
                    range: Range::all(),
                },
            ])
            .await?;
        let count = |at: usize| found.get(at).map_or(0, |found| found.count);
        let files = found.last().map(|found| found.keys.as_slice());
        let sizes = files.unwrap_or_default().iter().map(|key| file_size(key));
        Ok(Stats {
            jobs: count(0),
            templates: count(1),
            resumes: count(2),
            analyses: count(3),
            feedback: count(4),
            applications: count(7),
            refused: self.refusals.len(),
            file_bytes: sizes.sum(),
            has_sample: count(5) + count(6) > 0,
        })
    }
}
