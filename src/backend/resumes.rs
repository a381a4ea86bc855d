//! Résumés: listed, opened, deleted.

use super::caches::Searched;
use super::counts::Owner;
use super::rows::file_key;
use super::words::Words;
use super::{Backend, not_found};
use crate::messages::{
    DeleteResume, Deletion, Failure, FailureKind, GetResume, ListResumes, ListUnscored, Listing,
    PreviewResumeDeletion, ResumeFile, ResumeRow, ResumeView,
};
use crate::records::{Document, Facts, Resume};
use crate::storage::{Batch, Query, Range, Row, Storage, Value, stores};

impl<S: Storage> Backend<S> {
    /// Rows of these résumés, with their analyses counted.
    pub(super) async fn resume_rows(
        &self,
        resumes: Vec<Resume>,
    ) -> Result<Vec<ResumeRow>, Failure> {
        let ids: Vec<&str> = resumes.iter().map(|one| one.resume_id.as_str()).collect();
        let counts = self.count_analyses(Owner::Resume, &ids).await?;
        let row = |(resume, analysis_count)| ResumeRow {
            resume,
            analysis_count,
        };
        Ok(resumes.into_iter().zip(counts).map(row).collect())
    }

    /// A résumé's row, with its analyses counted.
    pub(super) async fn resume_row(&self, resume: Resume) -> Result<ResumeRow, Failure> {
        let rows = self.resume_rows(vec![resume]).await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| Failure::new(FailureKind::Internal, "The résumé’s row was lost."))
    }

    pub(super) async fn list_resumes(
        &self,
        call: ListResumes,
    ) -> Result<Listing<ResumeRow>, Failure> {
        let words = Words::of(&call.query);
        let (rows, total) = if words.is_empty() {
            let known = self.counted(Searched::Resumes, |_| true);
            self.page_of(stores::RESUMES, "list", Range::all(), call.window, known)
                .await?
        } else {
            let fits = |line: &super::caches::Line| line.holds(&words);
            self.search_page(Searched::Resumes, stores::RESUMES, fits, call.window)
                .await?
        };
        Ok(Listing {
            rows: self.resume_rows(self.parse_all(&rows)).await?,
            total,
        })
    }

    pub(super) async fn list_unscored(
        &self,
        call: ListUnscored,
    ) -> Result<Vec<ResumeRow>, Failure> {
        let unscored = Range::of(call.job_id.as_str());
        let unscored = Query::scan(stores::RESUMES, "unscored", unscored);
        let rows = self.storage.ask(unscored).await?.rows;
        self.resume_rows(self.parse_all(&rows)).await
    }

    pub(super) async fn get_resume(&self, call: GetResume) -> Result<ResumeView, Failure> {
        let key = call.resume_id.as_str();
        let found = self
            .storage
            .read(&[
                Query::get(stores::RESUMES, key),
                Query::get(stores::RESUME_TEXTS, key),
                Query::get(stores::RESUME_FACTS, key),
                Query::scan(stores::ANALYSES, "resume", Range::of(key)),
            ])
            .await?;
        let rows: Vec<Vec<Row>> = found.into_iter().map(|found| found.rows).collect();
        let [resume, document, facts, analyses] = rows.as_slice() else {
            return Err(not_found::<Resume>(key));
        };
        Ok(ResumeView {
            resume: self.one(resume, key)?,
            document: self.one::<Document>(document, key)?,
            facts: self.one::<Facts>(facts, key)?,
            analyses: self.analysis_rows(self.parse_all(analyses)).await?,
        })
    }

    pub(super) async fn resume_file(
        &self,
        call: ResumeFile,
        _: Vec<Vec<u8>>,
    ) -> Result<(ResumeRow, Vec<Vec<u8>>), Failure> {
        let resume: Resume = self.load(call.resume_id.as_str()).await?;
        let key = file_key(&resume.resume_id, resume.file_size);
        match self.storage.get(stores::RESUME_FILES, &key).await? {
            Some(Value::Bytes(bytes)) => Ok((self.resume_row(resume).await?, vec![bytes])),
            _ => Err(Failure::new(
                FailureKind::NotFound,
                format!(
                    "The file of “{}” is missing. Its text is still here; add the file again to have it back.",
                    resume.title()
                ),
            )),
        }
    }

    pub(super) async fn preview_resume_deletion(
        &self,
        call: PreviewResumeDeletion,
    ) -> Result<Deletion, Failure> {
        let key = call.resume_id.as_str();
        let found = self
            .storage
            .read(&[
                Query::get(stores::RESUMES, key),
                Query::count(stores::ANALYSES, "resume", Range::of(key)),
                Query::count(stores::FEEDBACK, "resume", Range::of(key)),
                Query::count(stores::APPLICATIONS, "resume", Range::of(key)),
            ])
            .await?;
        match found.as_slice() {
            [resume, analyses, feedback, linked] if !resume.rows.is_empty() => Ok(Deletion {
                resumes: 1,
                analyses: analyses.count,
                feedback: feedback.count,
                unlinked: linked.count,
                ..Deletion::default()
            }),
            _ => Err(not_found::<Resume>(key)),
        }
    }

    pub(super) async fn delete_resume(&self, call: DeleteResume) -> Result<Deletion, Failure> {
        self.retry(async || {
            let key = call.resume_id.as_str();
            // Only whether it is there: a résumé that cannot be read can still be deleted.
            if self.storage.get(stores::RESUMES, key).await?.is_none() {
                return Err(not_found::<Resume>(key).into());
            }
            let mut batch = Batch::new();
            batch.present(stores::RESUMES, key);
            resume_deletion(key, &mut batch);
            self.vectors_deletion("resume", key, &mut batch).await?;
            let unlinked = self.unlink(&[], &[key.to_owned()], &mut batch).await?;
            let removed = self.commit(&batch).await?;
            Ok(Deletion {
                unlinked,
                ..super::jobs::deletion(&removed)
            })
        })
        .await
    }
}

/// Adds to a batch what deletes a résumé with everything that hangs on it.
pub(super) fn resume_deletion(key: &str, batch: &mut Batch) {
    batch.delete(stores::RESUMES, key);
    batch.delete(stores::RESUME_TEXTS, key);
    batch.delete(stores::RESUME_FACTS, key);
    batch.delete(stores::RESUME_FEATURES, key);
    for store in [
        stores::RESUME_FILES,
        stores::ANALYSES,
        stores::ANALYSIS_DETAILS,
        stores::RANKS,
        stores::FEEDBACK,
    ] {
        batch.delete_where(store, "resume", Range::of(key));
    }
}
