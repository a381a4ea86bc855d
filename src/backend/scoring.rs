//! Analyses made: a kept résumé scored against a job, and the rows that come of it.

use super::features::Ready;
use super::jobs::{job_text, template};
use super::rows::{AnalysisDetail, AnalysisHead, Rank, inputs, job_text_entry, rank_key, text_key};
use super::{Attempt, Backend, not_found, text_of};
use crate::matching::Scorer;
use crate::messages::{Analyse, AnalysisRow, Failure, FailureKind, JobText};
use crate::records::{AnalysisId, AnalysisResult, Document, Facts, Resume, ResumeId, ResumeState};
use crate::storage::{Batch, Query, Range, Row, Storage, stores};
use crate::vectors::Model;

/// An analysis to be kept.
pub(super) struct NewAnalysis<'a> {
    pub job: &'a JobText,
    /// Whether the job's text, as it was scored, is among those kept.
    pub text_is_kept: bool,
    pub resume_id: &'a ResumeId,
    /// The place in the ranking that the pair has now.
    pub rank: Option<&'a Row>,
    /// The analysis whose place and id it takes; one that nobody said anything about.
    pub replaces: Option<&'a Row>,
    pub result: &'a AnalysisResult,
    pub facts: &'a Facts,
}

/// A kept résumé to be scored against a job: its records and its rows.
pub(super) struct KeptPair<'a> {
    pub resume: &'a Resume,
    pub document: &'a Document,
    pub facts: &'a Facts,
    pub facts_row: &'a Row,
    pub features: Option<&'a Row>,
    /// The place in the ranking that the pair has now.
    pub rank: Option<&'a Row>,
    /// See [`NewAnalysis::replaces`].
    pub replaces: Option<&'a Row>,
}

impl<S: Storage> Backend<S> {
    /// The analysis that counts for a job and a résumé, where it was made from the same text and role, by the same engine:
    /// another would come out the same.
    pub(super) async fn equal_analysis(
        &self,
        rank: Option<&Row>,
        job: &JobText,
        resume_id: &ResumeId,
    ) -> Result<Option<AnalysisHead>, Failure> {
        let Some(rank) = rank.and_then(|row| self.parse::<Rank>(row)) else {
            return Ok(None);
        };
        if rank.inputs != inputs(job, resume_id) {
            return Ok(None);
        }
        let head = Query::get(stores::ANALYSES, rank.analysis_id.as_str());
        let rows = self.storage.ask(head).await?.rows;
        Ok(rows.first().and_then(|row| self.parse(row)))
    }

    /// Adds an analysis to a batch: its rows, its place in the ranking, the job's text where that is not kept yet.
    pub(super) fn add_analysis(
        &self,
        batch: &mut Batch,
        new: &NewAnalysis<'_>,
    ) -> Result<AnalysisHead, Failure> {
        let NewAnalysis {
            job,
            resume_id,
            result,
            ..
        } = new;
        let analysis_id = match new.replaces {
            Some(row) => AnalysisId::new(row.key.clone()),
            None => AnalysisId::new(self.ids.hex(12)),
        };
        let analysis_id =
            analysis_id.map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))?;
        let head = AnalysisHead::of(analysis_id, job, resume_id, self.clock.now(), result);
        let detail = AnalysisDetail {
            analysis_result: (*result).clone(),
            facts: new.facts.clone(),
            corrections: job.corrections.clone(),
        };
        batch.present(stores::JOBS, job.job_id.as_str());
        let text = text_key(&job.job_id, &job.job_description);
        if new.text_is_kept {
            batch.present(stores::JOB_TEXTS, text);
        } else {
            let entry = job_text_entry(&job.job_id, &text, &job.job_description);
            batch.put(stores::JOB_TEXTS, entry);
        }
        let place = rank_key(&job.job_id, resume_id);
        match new.rank {
            Some(row) => batch.same(stores::RANKS, place, text_of(row)),
            None => batch.absent(stores::RANKS, place),
        };
        let key = head.analysis_id.as_str();
        match new.replaces {
            Some(row) => batch.same(stores::ANALYSES, key, text_of(row)).nothing(
                stores::FEEDBACK,
                "analysis",
                Range::of(key),
            ),
            None => batch.absent(stores::ANALYSES, key),
        };
        batch.put(stores::ANALYSES, head.entry()?);
        batch.put(stores::ANALYSIS_DETAILS, detail.entry(&head)?);
        batch.put(stores::RANKS, head.rank().entry()?);
        Ok(head)
    }

    pub(super) async fn analyse(&self, call: Analyse) -> Result<AnalysisRow, Failure> {
        let head = self.retry(async || self.try_analyse(&call).await).await?;
        let rows = self.analysis_rows(vec![head]).await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| Failure::new(FailureKind::Internal, "The analysis’s row was lost."))
    }

    async fn try_analyse(&self, call: &Analyse) -> Result<AnalysisHead, Attempt> {
        let (head, text) = self.load_job(&call.job_id).await?;
        if head.is_template {
            return Err(template("job_id").into());
        }
        let key = call.resume_id.as_str();
        let found = self
            .storage
            .read(&[
                Query::get(stores::RESUMES, key),
                Query::get(stores::RESUME_TEXTS, key),
                Query::get(stores::RESUME_FACTS, key),
                Query::get(stores::RESUME_FEATURES, key),
                Query::get(stores::RANKS, &rank_key(&call.job_id, &call.resume_id)),
            ])
            .await?;
        let rows: Vec<Vec<Row>> = found.into_iter().map(|found| found.rows).collect();
        let [resume, document, facts, features, rank] = rows.as_slice() else {
            return Err(not_found::<Resume>(key).into());
        };
        let resume: Resume = self.one(resume, key)?;
        if resume.state != ResumeState::Read {
            return Err(no_text(&resume).into());
        }
        let job = job_text(&head, text);
        if let Some(equal) = self
            .equal_analysis(rank.first(), &job, &call.resume_id)
            .await?
        {
            return Ok(equal);
        }
        let document: Document = self.one(document, key)?;
        let Some(facts_row) = facts.first() else {
            return Err(not_found::<Facts>(key).into());
        };
        let facts: Facts = self.one(facts, key)?;
        let model = self.meaning.model().await?;
        let scorer = self.ready_jobs.get(&job, &model);
        let pair = KeptPair {
            resume: &resume,
            document: &document,
            facts: &facts,
            facts_row,
            features: features.first(),
            rank: rank.first(),
            replaces: None,
        };
        let mut batch = Batch::new();
        let head = self.add_scored(&mut batch, &scorer, &job, &pair, &model)?;
        self.commit(&batch).await?;
        Ok(head)
    }

    /// Scores a kept résumé and adds the analysis to a batch, and the résumé's features where they were not kept.
    pub(super) fn add_scored(
        &self,
        batch: &mut Batch,
        scorer: &Scorer,
        job: &JobText,
        pair: &KeptPair<'_>,
        model: &Model,
    ) -> Result<AnalysisHead, Failure> {
        let KeptPair {
            resume,
            document,
            facts,
            ..
        } = pair;
        let resume_id = &resume.resume_id;
        let ready = Ready::of(resume_id, pair.features, document, facts, model)?;
        let file = &resume.original_filename;
        let result = scorer.explain(&ready.features, document, facts, file);
        batch.present(stores::RESUMES, resume_id.as_str());
        ready.keep(batch, pair.facts_row);
        let new = NewAnalysis {
            job,
            text_is_kept: true,
            resume_id,
            rank: pair.rank,
            replaces: pair.replaces,
            result: &result,
            facts,
        };
        self.add_analysis(batch, &new)
    }
}

fn no_text(resume: &Resume) -> Failure {
    let name = resume.title();
    let why = match resume.findings.first() {
        Some(finding) => format!("{} {}", finding.what, finding.advice),
        None => "Nothing could be read from it.".to_owned(),
    };
    Failure::new(
        FailureKind::Unreadable,
        format!("“{name}” has no text that could be scored. {why}"),
    )
}
