//! How much of everything there is: counted when asked, never kept.

use super::Backend;
use super::caches::Searched;
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
        let Counts {
            jobs,
            templates,
            resumes,
            analyses,
            feedback,
            file_bytes,
        } = match self.counts_in_memory() {
            Some(counts) => counts,
            None => self.counts_at_home().await?,
        };
        let found = self
            .storage
            .read(&[
                Query::count(stores::JOBS, "sample", Range::of(SAMPLE)),
                Query::count(stores::RESUMES, "sample", Range::of(SAMPLE)),
                Query::count_all(stores::APPLICATIONS),
            ])
            .await?;
        let count = |at: usize| found.get(at).map_or(0, |found| found.count);
        Ok(Stats {
            jobs,
            templates,
            resumes,
            analyses,
            feedback,
            applications: count(2),
            refused: self.refusals.len(),
            file_bytes,
            has_sample: count(0) + count(1) > 0,
        })
    }

    /// By the tables, where they are all at hand and hold every row.
    fn counts_in_memory(&self) -> Option<Counts> {
        let all = |which: Searched| self.counted(which, |_| true);
        let templates = self.counted(Searched::Jobs, |line| line.is_template)?;
        let sizes = self.caches.in_whole(Searched::Resumes, |table| {
            table.lines().map(|line| line.file_bytes).sum()
        });
        Some(Counts {
            jobs: all(Searched::Jobs)? - templates,
            templates,
            resumes: all(Searched::Resumes)?,
            analyses: all(Searched::Analyses)?,
            feedback: all(Searched::Feedback)?,
            file_bytes: sizes?,
        })
    }

    async fn counts_at_home(&self) -> Result<Counts, Failure> {
        let found = self
            .storage
            .read(&[
                Query::count(stores::JOBS, "list", Range::of(job_kind(false))),
                Query::count(stores::JOBS, "list", Range::of(job_kind(true))),
                Query::count_all(stores::RESUMES),
                Query::count_all(stores::ANALYSES),
                Query::count_all(stores::FEEDBACK),
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
        Ok(Counts {
            jobs: count(0),
            templates: count(1),
            resumes: count(2),
            analyses: count(3),
            feedback: count(4),
            file_bytes: sizes.sum(),
        })
    }
}

/// How many records of a kind, and how many bytes their original files have.
struct Counts {
    jobs: u64,
    templates: u64,
    resumes: u64,
    analyses: u64,
    feedback: u64,
    file_bytes: u64,
}
