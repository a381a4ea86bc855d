//! Comparison: many résumés against many jobs, from kept features alone.

use std::rc::Rc;

use super::Backend;
use super::caches::Searched;
use super::jobs::{job_text, template};
use super::lists::within;
use super::rows::{JobInputs, rank_key};
use crate::matching::{Prepared, Scorer};
use crate::messages::{
    Compare, ComparedJob, ComparedPair, ComparedResume, Comparison, Failure, JobText, Listing,
    Window,
};
use crate::records::{AnalysisId, JobId, Resume, ResumeId, ResumeState};
use crate::storage::{Query, Range, Storage, stores};

/// The most jobs that are compared at once.
const MOST_JOBS: usize = 50;
/// The most résumés that one call scores.
const MOST_AT_ONCE: u64 = 500;

impl<S: Storage> Backend<S> {
    pub(super) async fn compare(&self, call: Compare) -> Result<Comparison, Failure> {
        let jobs = self.compared_jobs(&call.job_ids).await?;
        let (resumes, total) = self.compared_resumes(&call).await?;
        let model = self.meaning.model().await?;
        let readable: Vec<ResumeId> = resumes
            .iter()
            .filter(|resume| resume.state == ResumeState::Read)
            .map(|resume| resume.resume_id.clone())
            .collect();
        let features = self.features_of(&readable, &model).await?;
        let analyses = self.analyses_of(&jobs, &readable).await?;
        let ready = jobs.iter().map(|job| self.ready_jobs.get(job, &model));
        let scorers: Vec<Rc<Scorer>> = ready.collect();
        let mut analyses = analyses.into_iter();
        let mut row = |resume: Resume| {
            let own = match resume.state {
                ResumeState::Read => analyses.next().unwrap_or_default(),
                _ => Vec::new(),
            };
            let features = features.get(&resume.resume_id);
            ComparedResume {
                resume_id: resume.resume_id,
                candidate_name: resume.candidate_name,
                filename: resume.original_filename,
                pairs: features.map_or_else(Vec::new, |features| pairs(&scorers, features, own)),
            }
        };
        let rows = resumes.into_iter().map(&mut row).collect();
        let compared = |(job, scorer): (&JobText, &Rc<Scorer>)| ComparedJob {
            job_id: job.job_id.clone(),
            company_name: job.company_name.clone(),
            role_name: job.role_name.clone(),
            thin: scorer.is_thin(),
        };
        Ok(Comparison {
            jobs: jobs.iter().zip(&scorers).map(compared).collect(),
            resumes: Listing { rows, total },
        })
    }

    /// The texts of these jobs.
    pub(super) async fn compared_jobs(&self, job_ids: &[JobId]) -> Result<Vec<JobText>, Failure> {
        if job_ids.len() > MOST_JOBS {
            let message = format!(
                "{} jobs are too many to be compared at once; {MOST_JOBS} are taken. Choose fewer.",
                job_ids.len()
            );
            return Err(Failure::invalid("job_ids", message));
        }
        let mut jobs = Vec::new();
        for job_id in job_ids {
            let (head, text) = self.load_job(job_id).await?;
            if head.is_template {
                return Err(template("job_ids"));
            }
            jobs.push(job_text(&head, text));
        }
        Ok(jobs)
    }

    /// The résumés in the window: of those named, or else of all, newest first.
    pub(super) async fn compared_resumes(
        &self,
        call: &Compare,
    ) -> Result<(Vec<Resume>, u64), Failure> {
        let window = Window {
            limit: call.window.limit.min(MOST_AT_ONCE),
            ..call.window
        };
        if call.resume_ids.is_empty() {
            let (rows, total) = self
                .page(stores::RESUMES, "list", Range::all(), window)
                .await?;
            return Ok((self.parse_all(&rows), total));
        }
        let total = call.resume_ids.len() as u64;
        let keys = call.resume_ids.iter().map(ToString::to_string).collect();
        let query = Query::Get {
            store: stores::RESUMES,
            keys: within(keys, window),
        };
        let rows = self.storage.ask(query).await?.rows;
        Ok((self.parse_all(&rows), total))
    }

    /// For each résumé and each job the analysis that counts, where it would come out the same today.
    pub(super) async fn analyses_of(
        &self,
        jobs: &[JobText],
        resumes: &[ResumeId],
    ) -> Result<Vec<Vec<Option<AnalysisId>>>, Failure> {
        let inputs: Vec<JobInputs> = jobs.iter().map(JobInputs::of).collect();
        self.with_table(Searched::Ranks, |table| {
            let of = |resume_id: &ResumeId| {
                let pairs = jobs.iter().zip(&inputs);
                let analysis = pairs.map(|(job, inputs)| {
                    let line = table.line(&rank_key(&job.job_id, resume_id))?;
                    let is_current = line.inputs == inputs.with(resume_id);
                    line.analysis_id.clone().filter(|_| is_current)
                });
                analysis.collect()
            };
            resumes.iter().map(of).collect()
        })
        .await
    }
}

/// A row of scores.
pub(super) fn pairs(
    scorers: &[Rc<Scorer>],
    features: &Prepared,
    analyses: Vec<Option<AnalysisId>>,
) -> Vec<ComparedPair> {
    let pair = |(scorer, analysis_id): (&Rc<Scorer>, Option<AnalysisId>)| {
        let scored = scorer.score(features);
        ComparedPair {
            overall_score: scored.overall,
            parts: scored.parts,
            strength: scored.strength,
            relevance: scored.relevance.map(|relevance| relevance.score),
            order_score: scored.order,
            analysis_id,
        }
    };
    scorers.iter().zip(analyses).map(pair).collect()
}
