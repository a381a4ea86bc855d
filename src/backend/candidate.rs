//! A candidate with everything that hangs on them: found, and deleted with a receipt.

use super::jobs::deletion;
use super::resumes::resume_deletion;
use super::rows::{self, AnalysisHead};
use super::words::fold;
use super::{Attempt, Backend, not_found, text_of};
use crate::messages::{
    CandidateResume, DeleteCandidate, Deletion, Failure, FindCandidate, Receipt, RemovedAnalysis,
    SamePerson,
};
use crate::records::{Feedback, Resume, ResumeId};
use crate::storage::{Batch, Query, Range, Row, Storage, stores};

/// The most résumés that are deleted at once.
const MOST: usize = 1000;

impl<S: Storage> Backend<S> {
    pub(super) async fn find_candidate(
        &self,
        call: FindCandidate,
    ) -> Result<Vec<CandidateResume>, Failure> {
        let asked: Resume = self.load(call.resume_id.as_str()).await?;
        let email = asked.email.as_deref().map(fold);
        let name = asked.candidate_name.as_deref().map(fold);
        let mut found = vec![(asked.clone(), SamePerson::Asked)];
        self.each_batch(stores::RESUMES, |rows| {
            for resume in self.parse_all::<Resume>(rows) {
                let same_email = email.is_some() && resume.email.as_deref().map(fold) == email;
                let same_name =
                    name.is_some() && resume.candidate_name.as_deref().map(fold) == name;
                if resume.resume_id == asked.resume_id {
                    continue;
                }
                if same_email {
                    found.push((resume, SamePerson::SameEmail));
                } else if same_name {
                    found.push((resume, SamePerson::SameName));
                }
            }
        })
        .await?;
        let mut queries = Vec::new();
        for (resume, _) in &found {
            for store in [stores::ANALYSES, stores::FEEDBACK] {
                let range = Range::of(resume.resume_id.as_str());
                queries.push(Query::count(store, "resume", range));
            }
        }
        let counts = self.storage.read(&queries).await?;
        let counts: Vec<u64> = counts.into_iter().map(|found| found.count).collect();
        let rows = found.into_iter().zip(counts.chunks(2));
        Ok(rows
            .map(|((resume, why), counts)| {
                let count = |at: usize| counts.get(at).copied().unwrap_or(0);
                row(resume, why, count(0), count(1))
            })
            .collect())
    }

    pub(super) async fn delete_candidate(&self, call: DeleteCandidate) -> Result<Receipt, Failure> {
        let mut ids = call.resume_ids;
        ids.sort();
        ids.dedup();
        if ids.is_empty() || ids.len() > MOST {
            let message = format!("Name 1 to {MOST} résumés to delete. Nothing was deleted.");
            return Err(Failure::invalid("resume_ids", message));
        }
        self.retry(async || self.try_delete_candidate(&ids).await)
            .await
    }

    async fn try_delete_candidate(&self, ids: &[ResumeId]) -> Result<Receipt, Attempt> {
        let mut queries = Vec::new();
        for id in ids {
            let range = || Range::of(id.as_str());
            queries.push(Query::get(stores::RESUMES, id.as_str()));
            queries.push(Query::scan(stores::ANALYSES, "resume", range()));
            queries.push(Query::scan(stores::FEEDBACK, "resume", range()));
        }
        let found = self.storage.read(&queries).await?;
        let last_backup = self.last_backup().await?;
        let mut batch = Batch::new();
        let mut receipt = Receipt {
            deleted_at: self.clock.now(),
            resumes: Vec::new(),
            analyses: Vec::new(),
            feedback: Vec::new(),
            unreadable: Vec::new(),
            removed: Deletion::default(),
            last_backup,
        };
        for (id, found) in ids.iter().zip(found.chunks(3)) {
            let [resume, analyses, feedback] = found else {
                continue;
            };
            let Some(head) = resume.rows.first() else {
                return Err(not_found::<Resume>(id.as_str()).into());
            };
            match rows::parse::<Resume>(head) {
                Ok(record) => {
                    let (analyses, feedback) = (analyses.rows.len(), feedback.rows.len());
                    let why = SamePerson::Asked;
                    receipt
                        .resumes
                        .push(row(record, why, analyses as u64, feedback as u64));
                    batch.same(stores::RESUMES, id.as_str(), text_of(head));
                }
                Err(_) => {
                    receipt.unreadable.push(name(stores::RESUMES, head));
                    batch.present(stores::RESUMES, id.as_str());
                }
            }
            // The receipt names what goes: what goes must still be there.
            for analysis in &analyses.rows {
                batch.present(stores::ANALYSES, analysis.key.as_str());
                match rows::parse::<AnalysisHead>(analysis) {
                    Ok(head) => receipt.analyses.push(RemovedAnalysis {
                        analysis_id: head.analysis_id,
                        job_id: head.job_id,
                        resume_id: head.resume_id,
                        role_name: head.role_name,
                        company_name: head.company_name,
                        created_at: head.created_at,
                    }),
                    Err(_) => receipt.unreadable.push(name(stores::ANALYSES, analysis)),
                }
            }
            for feedback in &feedback.rows {
                batch.present(stores::FEEDBACK, feedback.key.as_str());
                match rows::parse::<Feedback>(feedback) {
                    Ok(record) => receipt.feedback.push(record.id),
                    Err(_) => receipt.unreadable.push(name(stores::FEEDBACK, feedback)),
                }
            }
            resume_deletion(id.as_str(), &mut batch);
            self.vectors_deletion("resume", id.as_str(), &mut batch)
                .await?;
        }
        let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let unlinked = self.unlink(&[], &keys, &mut batch).await?;
        receipt.removed = Deletion {
            unlinked,
            ..deletion(&self.commit(&batch).await?)
        };
        Ok(receipt)
    }
}

fn name(store: &str, row: &Row) -> (String, String) {
    (store.to_owned(), row.key.clone())
}

fn row(resume: Resume, why: SamePerson, analyses: u64, feedback: u64) -> CandidateResume {
    CandidateResume {
        resume_id: resume.resume_id,
        candidate_name: resume.candidate_name,
        email: resume.email,
        original_filename: resume.original_filename,
        sha256: resume.sha256,
        file_size: resume.file_size,
        uploaded_at: resume.uploaded_at,
        why,
        analyses,
        feedback,
    }
}
