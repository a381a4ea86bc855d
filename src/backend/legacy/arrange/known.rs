//! What is here already, of what a folder names.

use std::collections::{BTreeMap, BTreeSet};

use super::links::Linked;
use crate::backend::Backend;
use crate::backend::ambient::milliseconds;
use crate::backend::legacy::Folder;
use crate::backend::rows::{AnalysisHead, JobHead, parse, rank_key};
use crate::legacy::id_digits;
use crate::messages::Failure;
use crate::records::{AnalysisId, ResumeId};
use crate::storage::{Query, Range, Row, Storage, stores};

/// What is here already.
pub(super) struct Known {
    pub jobs: BTreeSet<String>,
    pub texts: BTreeSet<String>,
    pub resumes: BTreeSet<String>,
    pub feedback: BTreeSet<String>,
    pub analyses: BTreeMap<AnalysisId, Linked>,
    /// Keys of analyses, those that cannot be read too.
    pub analysis_keys: BTreeSet<String>,
    /// Heads of the jobs that the plan's analyses name.
    pub heads: BTreeMap<String, JobHead>,
    pub ranks: BTreeMap<String, Row>,
}

impl Known {
    /// The résumé here that an older id means: itself, or one of the same digest with more or fewer digits.
    pub fn resume(&self, id: &ResumeId) -> Option<ResumeId> {
        if self.resumes.contains(id.as_str()) {
            return Some(id.clone());
        }
        id_digits(id)?;
        let longer = self.resumes.range(id.to_string()..).next();
        let longer = longer.filter(|other| other.starts_with(id.as_str()));
        let shorter = id.as_str().get(.."resume_".len() + 12);
        let shorter = shorter.filter(|shorter| self.resumes.contains(*shorter));
        let other = longer.map(String::as_str).or(shorter)?;
        ResumeId::new(other).ok()
    }
}

impl<S: Storage> Backend<S> {
    /// Reads what is here of what a folder names.
    pub(super) async fn known(&self, folder: &Folder) -> Result<Known, Failure> {
        let plan = &folder.plan;
        let keys = |store| Query::Keys {
            store,
            index: None,
            range: Range::all(),
        };
        let named: BTreeSet<String> = plan.analyses.iter().map(|a| a.job_id.to_string()).collect();
        let found = self
            .storage
            .read(&[
                keys(stores::JOBS),
                keys(stores::JOB_TEXTS),
                keys(stores::RESUMES),
                keys(stores::FEEDBACK),
                keys(stores::ANALYSES),
                Query::Get {
                    store: stores::JOBS,
                    keys: named.into_iter().collect(),
                },
            ])
            .await?;
        let keys = |at: usize| -> BTreeSet<String> {
            found
                .get(at)
                .into_iter()
                .flat_map(|found| found.keys.iter().cloned())
                .collect()
        };
        let heads = found
            .last()
            .map(|found| found.rows.as_slice())
            .unwrap_or_default();
        let heads: Vec<JobHead> = self.parse_all(heads);
        let mut known = Known {
            jobs: keys(0),
            texts: keys(1),
            resumes: keys(2),
            feedback: keys(3),
            analyses: BTreeMap::new(),
            analysis_keys: keys(4),
            heads: heads
                .into_iter()
                .map(|head| (head.job_id.to_string(), head))
                .collect(),
            ranks: BTreeMap::new(),
        };
        if !plan.feedback.is_empty() {
            self.each_batch(stores::ANALYSES, |rows| {
                for head in rows
                    .iter()
                    .filter_map(|row| parse::<AnalysisHead>(row).ok())
                {
                    let linked = Linked {
                        job_id: head.job_id,
                        resume_id: head.resume_id,
                        candidate: head.candidate_name.unwrap_or_default(),
                        times: vec![milliseconds(&head.created_at)],
                    };
                    known.analyses.insert(head.analysis_id, linked);
                }
            })
            .await?;
        }
        let ranks: BTreeSet<String> = plan
            .analyses
            .iter()
            .map(|a| {
                let resume = known.resume(&a.resume_id);
                rank_key(&a.job_id, resume.as_ref().unwrap_or(&a.resume_id))
            })
            .collect();
        let ranks = Query::Get {
            store: stores::RANKS,
            keys: ranks.into_iter().collect(),
        };
        let ranks = self.storage.ask(ranks).await?.rows;
        known.ranks = ranks
            .into_iter()
            .map(|row| (row.key.clone(), row))
            .collect();
        Ok(known)
    }
}
