//! Taking much away at once: the sample, or everything.

use super::jobs::deletion;
use super::resumes::resume_deletion;
use super::rows::SAMPLE;
use super::{Attempt, Backend};
use crate::messages::{DeleteEverything, Deletion, Failure, RemoveSample};
use crate::storage::{Batch, Query, Range, SCHEMA, Storage, stores};

impl<S: Storage> Backend<S> {
    pub(super) async fn remove_sample(&self, _: RemoveSample) -> Result<Deletion, Failure> {
        self.retry(async || self.try_remove_sample().await).await
    }

    async fn try_remove_sample(&self) -> Result<Deletion, Attempt> {
        let sample = |store| Query::Keys {
            store,
            index: Some("sample"),
            range: Range::of(SAMPLE),
        };
        let queries = [sample(stores::JOBS), sample(stores::RESUMES)];
        let found = self.storage.read(&queries).await?;
        let mut batch = Batch::new();
        let mut unlinked = 0;
        if let [jobs, resumes] = found.as_slice() {
            for key in &jobs.keys {
                self.job_deletion(key, &mut batch).await?;
            }
            // After the jobs: a job's deletion writes the résumés anew that were waiting for it.
            for key in &resumes.keys {
                resume_deletion(key, &mut batch);
                self.vectors_deletion("resume", key, &mut batch).await?;
            }
            unlinked = self.unlink(&jobs.keys, &resumes.keys, &mut batch).await?;
        }
        Ok(Deletion {
            unlinked,
            ..deletion(&self.commit(&batch).await?)
        })
    }

    pub(super) async fn delete_everything(&self, _: DeleteEverything) -> Result<Deletion, Failure> {
        let mut batch = Batch::new();
        for store in SCHEMA.stores() {
            batch.clear(store);
        }
        let removed = self.commit(&batch).await?;
        self.refusals.clear();
        Ok(deletion(&removed))
    }
}
