//! Jobs: saved, found, changed, chosen, deleted.

use super::caches::{Line, Searched, Table};
use super::counts::Owner;
use super::rows::{
    CURRENT_JOB, CurrentJob, JobHead, JobInputs, job_kind, job_text_entry, resume_entry,
};
use super::text::{clean_line, clean_lines, hold_to, not_blank};
use super::words::Words;
use super::{Attempt, Backend, not_found, text_of};
use crate::matching;
use crate::messages::{
    self, DeleteJob, Deletion, Failure, FailureKind, GetJob, JobRow, JobText, JobView, ListJobs,
    Listing, PreviewJobDeletion, SaveJob, Saved, SelectJob,
};
use crate::records::{Job, JobId, Metadata, Requirement, Resume};
use crate::storage::{Batch, Query, Range, Storage, stores};

impl<S: Storage> Backend<S> {
    /// Rows of these jobs, with their analyses counted.
    pub(super) async fn job_rows(&self, heads: Vec<JobHead>) -> Result<Vec<JobRow>, Failure> {
        let ids: Vec<&str> = heads.iter().map(|head| head.job_id.as_str()).collect();
        let counts = self.count_analyses(Owner::Job, &ids).await?;
        let row = |(head, count): (JobHead, u64)| JobRow {
            is_sample: head.is_sample(),
            job_id: head.job_id,
            company_name: head.company_name,
            role_name: head.role_name,
            created_at: head.created_at,
            updated_at: head.updated_at,
            is_template: head.is_template,
            analysis_count: count,
        };
        Ok(heads.into_iter().zip(counts).map(row).collect())
    }

    pub(super) async fn job_row(&self, head: JobHead) -> Result<JobRow, Failure> {
        let rows = self.job_rows(vec![head]).await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| Failure::new(FailureKind::Internal, "The job’s row was lost."))
    }

    pub(super) async fn list_jobs(&self, call: ListJobs) -> Result<Listing<JobRow>, Failure> {
        let words = Words::of(&call.query);
        let (rows, total) = if words.is_empty() {
            let range = Range::of(job_kind(call.templates));
            let known = self.counted(Searched::Jobs, |line| line.is_template == call.templates);
            self.page_of(stores::JOBS, "list", range, call.window, known)
                .await?
        } else {
            let fits = |line: &Line| line.is_template == call.templates && line.holds(&words);
            self.search_page(Searched::Jobs, stores::JOBS, fits, call.window)
                .await?
        };
        let heads = self.parse_all(&rows);
        Ok(Listing {
            rows: self.job_rows(heads).await?,
            total,
        })
    }

    /// A job's head and text.
    pub(super) async fn load_job(&self, job_id: &JobId) -> Result<(JobHead, String), Failure> {
        let head: JobHead = self.load(job_id.as_str()).await?;
        let text = self.storage.get(stores::JOB_TEXTS, &head.text_key).await?;
        let text = text.as_ref().and_then(|value| value.text());
        let text = text.ok_or_else(|| {
            Failure::new(
                FailureKind::Internal,
                format!("The text of the job {job_id} is missing. Open the job, paste its text again and save."),
            )
        })?;
        Ok((head, text.to_owned()))
    }

    pub(super) async fn get_job(&self, call: GetJob) -> Result<JobView, Failure> {
        let (head, text) = self.load_job(&call.job_id).await?;
        self.job_view(head, text).await
    }

    /// A job with what is understood of it.
    pub(super) async fn job_view(&self, head: JobHead, text: String) -> Result<JobView, Failure> {
        let job = job_text(&head, text.clone());
        let read = matching::requirements(&job.job_description, &job.role_name);
        let is_removed = |r: &&Requirement| job.corrections.removed.contains(&r.id);
        let removed = read.requirements.iter().filter(is_removed);
        let removed = removed.cloned().collect();
        let corrected = read.corrected(&job.corrections);
        let inputs = JobInputs::of(&job);
        let is_outdated = |line: &Line| match &line.resume_id {
            Some(resume_id) if line.job_id.as_ref() == Some(&job.job_id) => {
                line.inputs != inputs.with(resume_id)
            }
            _ => false,
        };
        let outdated = |table: &Table| table.find(is_outdated).len();
        let outdated = self.with_table(Searched::Ranks, outdated).await?;
        let row = self.job_row(head.clone()).await?;
        Ok(JobView {
            job: head.with_text(text),
            analysis_count: row.analysis_count,
            outdated_count: outdated as u64,
            requirements: corrected.requirements,
            removed,
            weights: corrected.weights,
            notes: corrected.notes,
        })
    }

    pub(super) async fn save_job(&self, call: SaveJob) -> Result<Saved, Failure> {
        self.save(call, false).await
    }

    /// Saves a job and makes it the current one, in one transaction.
    pub(super) async fn save_current_job(&self, call: SaveJob) -> Result<Saved, Failure> {
        self.save(call, true).await
    }

    async fn save(&self, call: SaveJob, select: bool) -> Result<Saved, Failure> {
        let company_name = clean_line(&call.company_name);
        let role_name = clean_line(&call.role_name);
        let job_description = clean_lines(&call.job_description);
        hold_to("company_name", &company_name, Job::LONGEST_NAME)?;
        hold_to("role_name", &role_name, Job::LONGEST_NAME)?;
        hold_to(
            "job_description",
            &job_description,
            Job::LONGEST_DESCRIPTION,
        )?;
        not_blank("role_name", "The role’s name", &role_name)?;
        not_blank("job_description", "The job’s description", &job_description)?;
        let cleaned = SaveJob {
            company_name,
            role_name,
            job_description,
            ..call
        };
        self.retry(async || self.try_save_job(&cleaned, select).await)
            .await
    }

    async fn try_save_job(&self, call: &SaveJob, select: bool) -> Result<Saved, Attempt> {
        let now = self.clock.now();
        let before = match &call.job_id {
            Some(job_id) => {
                let key = job_id.as_str();
                let rows = self.storage.ask(Query::get(stores::JOBS, key)).await?.rows;
                let head: JobHead = self.one(&rows, key)?;
                let text = rows.first().map(text_of).unwrap_or_default();
                Some((head, text))
            }
            None => None,
        };
        let mut metadata = Metadata::new();
        if call.is_sample {
            metadata.insert(Job::SAMPLE.to_owned(), true.into());
        }
        let old = before.as_ref().map(|(head, _)| head);
        let job = Job {
            job_id: match old {
                Some(head) => head.job_id.clone(),
                None => new_id(&*self.ids)?,
            },
            company_name: call.company_name.clone(),
            role_name: call.role_name.clone(),
            job_description: call.job_description.clone(),
            created_at: old.map_or_else(|| now.clone(), |head| head.created_at.clone()),
            updated_at: now,
            metadata: old.map_or(metadata, |head| head.metadata.clone()),
            is_template: call.is_template,
            corrections: old.map(|head| head.corrections.clone()).unwrap_or_default(),
        };
        let head = JobHead::of(&job);
        let mut batch = Batch::new();
        // Saving a job whose text stays as it was never stops at another with the same text: that was settled before.
        let is_new_text =
            old.is_none_or(|old| (old.kind(), &old.text_hash) != (head.kind(), &head.text_hash));
        if is_new_text && !call.even_if_same {
            let range = Range::starting([head.kind().into(), head.text_hash.as_str().into()]);
            let same = Query::scan(stores::JOBS, "text", range.clone());
            let same = self.storage.ask(same).await?.rows;
            if let Some(same) = self.parse_all::<JobHead>(&same).into_iter().next() {
                return Ok(Saved::SameText(self.job_row(same).await?));
            }
            batch.nothing(stores::JOBS, "text", range);
        }
        match &before {
            None => {
                batch.absent(stores::JOBS, job.job_id.as_str());
            }
            Some((_, text)) => {
                batch.same(stores::JOBS, job.job_id.as_str(), text);
            }
        }
        batch.put(stores::JOBS, head.entry()?);
        if old.is_none_or(|old| old.text_key != head.text_key) {
            let text = job_text_entry(&job.job_id, &head.text_key, &job.job_description);
            batch.put(stores::JOB_TEXTS, text);
        }
        if let Some(old) = old
            && old.text_key != head.text_key
        {
            self.drop_unused_text(old, &mut batch).await?;
        }
        if job.is_template {
            let current = Range::of(job.job_id.as_str());
            batch.delete_where(stores::SETTINGS, "job", current);
        } else if select {
            let job_id = job.job_id.clone();
            batch.put(stores::SETTINGS, CurrentJob { job_id }.entry()?);
        }
        self.commit(&batch).await?;
        Ok(Saved::Saved(self.job_row(head).await?))
    }

    /// Removes the text that a job no longer has, unless an analysis was made from it.
    async fn drop_unused_text(&self, old: &JobHead, batch: &mut Batch) -> Result<(), Attempt> {
        let range = Range::of(old.text_key.as_str());
        let used = Query::count(stores::ANALYSES, "text", range.clone());
        if self.storage.ask(used).await?.count == 0 {
            batch.nothing(stores::ANALYSES, "text", range);
            batch.delete(stores::JOB_TEXTS, old.text_key.as_str());
        }
        Ok(())
    }

    pub(super) async fn preview_job_deletion(
        &self,
        call: PreviewJobDeletion,
    ) -> Result<Deletion, Failure> {
        let key = call.job_id.as_str();
        let found = self
            .storage
            .read(&[
                Query::get(stores::JOBS, key),
                Query::count(stores::ANALYSES, "job", Range::of(key)),
                Query::count(stores::FEEDBACK, "job", Range::of(key)),
                Query::count(stores::APPLICATIONS, "job", Range::of(key)),
            ])
            .await?;
        match found.as_slice() {
            [job, analyses, feedback, linked] if !job.rows.is_empty() => Ok(Deletion {
                jobs: 1,
                analyses: analyses.count,
                feedback: feedback.count,
                unlinked: linked.count,
                ..Deletion::default()
            }),
            _ => Err(not_found::<JobHead>(key)),
        }
    }

    pub(super) async fn delete_job(&self, call: DeleteJob) -> Result<Deletion, Failure> {
        self.retry(async || {
            let key = call.job_id.as_str();
            // Only whether it is there: a job that cannot be read can still be deleted.
            if self.storage.get(stores::JOBS, key).await?.is_none() {
                return Err(not_found::<JobHead>(key).into());
            }
            let mut batch = Batch::new();
            batch.present(stores::JOBS, key);
            self.job_deletion(key, &mut batch).await?;
            let unlinked = self.unlink(&[key.to_owned()], &[], &mut batch).await?;
            let removed = self.commit(&batch).await?;
            Ok(Deletion {
                unlinked,
                ..deletion(&removed)
            })
        })
        .await
    }

    /// Adds to a batch what deletes a job with everything that hangs on it; what only points at it is [`Backend::unlink`]'s.
    pub(super) async fn job_deletion(&self, key: &str, batch: &mut Batch) -> Result<(), Failure> {
        let unscored = Query::scan(stores::RESUMES, "unscored", Range::of(key));
        let unscored = self.storage.ask(unscored).await?.rows;
        self.vectors_deletion("job", key, batch).await?;
        batch.delete(stores::JOBS, key);
        for (store, index) in [
            (stores::JOB_TEXTS, "job"),
            (stores::ANALYSES, "job"),
            (stores::ANALYSIS_DETAILS, "job"),
            (stores::RANKS, "rank"),
            (stores::FEEDBACK, "job"),
            (stores::SETTINGS, "job"),
        ] {
            batch.delete_where(store, index, Range::of(key));
        }
        for row in &unscored {
            if let Some(resume) = self.parse::<Resume>(row) {
                batch.same(stores::RESUMES, row.key.as_str(), text_of(row));
                let resume = Resume {
                    unscored_for: None,
                    ..resume
                };
                batch.put(stores::RESUMES, resume_entry(&resume)?);
            }
        }
        Ok(())
    }

    pub(super) async fn select_job(&self, call: SelectJob) -> Result<(), Failure> {
        let Some(job_id) = call.job_id else {
            let mut batch = Batch::new();
            batch.delete(stores::SETTINGS, CURRENT_JOB);
            self.commit(&batch).await?;
            return Ok(());
        };
        self.retry(async || {
            let key = job_id.as_str();
            let rows = self.storage.ask(Query::get(stores::JOBS, key)).await?.rows;
            let head: JobHead = self.one(&rows, key)?;
            if head.is_template {
                return Err(template("job_id").into());
            }
            let current = CurrentJob {
                job_id: job_id.clone(),
            };
            let mut batch = Batch::new();
            batch.same(
                stores::JOBS,
                key,
                rows.first().map(text_of).unwrap_or_default(),
            );
            batch.put(stores::SETTINGS, current.entry()?);
            self.commit(&batch).await?;
            Ok(())
        })
        .await
    }

    pub(super) async fn current_job(
        &self,
        _: messages::CurrentJob,
    ) -> Result<Option<JobRow>, Failure> {
        let setting = Query::get(stores::SETTINGS, CURRENT_JOB);
        let rows = self.storage.ask(setting).await?.rows;
        let Some(current) = rows.first().and_then(|row| self.parse::<CurrentJob>(row)) else {
            return Ok(None);
        };
        let job = Query::get(stores::JOBS, current.job_id.as_str());
        let rows = self.storage.ask(job).await?.rows;
        match rows.first().and_then(|row| self.parse::<JobHead>(row)) {
            Some(head) => Ok(Some(self.job_row(head).await?)),
            None => Ok(None),
        }
    }
}

/// What scoring needs of a job.
pub(super) fn job_text(head: &JobHead, job_description: String) -> JobText {
    JobText {
        job_id: head.job_id.clone(),
        company_name: head.company_name.clone(),
        role_name: head.role_name.clone(),
        job_description,
        corrections: head.corrections.clone(),
    }
}

/// A template where a job is wanted.
pub(super) fn template(field: &str) -> Failure {
    Failure::invalid(
        field,
        "This is a template. Start a new job from it, then use that one.",
    )
}

pub(super) fn deletion(removed: &crate::storage::Removed) -> Deletion {
    Deletion {
        jobs: removed.of(stores::JOBS),
        resumes: removed.of(stores::RESUMES),
        analyses: removed.of(stores::ANALYSES),
        feedback: removed.of(stores::FEEDBACK),
        applications: removed.of(stores::APPLICATIONS),
        unlinked: 0,
    }
}

fn new_id(ids: &dyn super::Ids) -> Result<JobId, Failure> {
    JobId::new(ids.hex(8)).map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))
}
