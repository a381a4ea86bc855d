//! Search over everything.

use super::Backend;
use super::caches::Searched;
use super::rows::{AnalysisHead, JobHead};
use super::words::Words;
use crate::messages::{Failure, Hit, Listing, Search, SearchHits, Window};
use crate::records::{Feedback, Resume};
use crate::storage::{Row, Storage, stores};

/// The longest title of a feedback's hit, in characters.
const LONGEST_TITLE: usize = 90;

impl<S: Storage> Backend<S> {
    pub(super) async fn search(&self, call: Search) -> Result<SearchHits, Failure> {
        let words = Words::of(&call.query);
        if words.is_empty() {
            return Ok(SearchHits::default());
        }
        let window = Window {
            offset: 0,
            limit: call.limit,
        };
        let (jobs, job_total) = self
            .found(Searched::Jobs, stores::JOBS, &words, window)
            .await?;
        let (resumes, resume_total) = self
            .found(Searched::Resumes, stores::RESUMES, &words, window)
            .await?;
        let (analyses, analysis_total) = self
            .found(Searched::Analyses, stores::ANALYSES, &words, window)
            .await?;
        let (feedback, feedback_total) = self
            .found(Searched::Feedback, stores::FEEDBACK, &words, window)
            .await?;
        let feedback = self.parse_all::<Feedback>(&feedback);
        Ok(SearchHits {
            jobs: Listing {
                rows: self.parse_all(&jobs).into_iter().map(job_hit).collect(),
                total: job_total,
            },
            resumes: Listing {
                rows: self
                    .parse_all(&resumes)
                    .into_iter()
                    .map(resume_hit)
                    .collect(),
                total: resume_total,
            },
            analyses: Listing {
                rows: self
                    .parse_all(&analyses)
                    .into_iter()
                    .map(analysis_hit)
                    .collect(),
                total: analysis_total,
            },
            feedback: Listing {
                rows: self
                    .feedback_rows(feedback)
                    .await?
                    .into_iter()
                    .map(|row| Hit {
                        title: excerpt([&row.feedback.item, &row.feedback.response]),
                        detail: joined([
                            row.candidate_name.as_deref().unwrap_or_default(),
                            row.role_name.as_deref().unwrap_or_default(),
                        ]),
                        id: row.feedback.id,
                    })
                    .collect(),
                total: feedback_total,
            },
        })
    }

    async fn found(
        &self,
        which: Searched,
        store: &'static str,
        words: &Words,
        window: Window,
    ) -> Result<(Vec<Row>, u64), Failure> {
        self.search_page(which, store, |line| line.holds(words), window)
            .await
    }
}

fn job_hit(head: JobHead) -> Hit<crate::records::JobId> {
    let kind = if head.is_template { "template" } else { "" };
    Hit {
        detail: joined([&head.company_name, kind]),
        title: head.role_name,
        id: head.job_id,
    }
}

fn resume_hit(resume: Resume) -> Hit<crate::records::ResumeId> {
    Hit {
        title: resume.title().to_owned(),
        detail: joined([
            resume.headline.as_deref().unwrap_or_default(),
            &resume.original_filename,
        ]),
        id: resume.resume_id,
    }
}

fn analysis_hit(head: AnalysisHead) -> Hit<crate::records::AnalysisId> {
    Hit {
        detail: joined([&head.role_name, &head.company_name]),
        title: head.candidate_name.unwrap_or(head.filename),
        id: head.analysis_id,
    }
}

/// The parts that are not empty, with dots between.
fn joined<const N: usize>(parts: [&str; N]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The first of these texts that is not empty, its first line, cut to a title's length.
fn excerpt<const N: usize>(texts: [&str; N]) -> String {
    let text = texts.into_iter().find(|text| !text.trim().is_empty());
    let line = text.unwrap_or("Feedback").trim().lines().next();
    let line = line.unwrap_or_default();
    if line.chars().count() <= LONGEST_TITLE {
        return line.to_owned();
    }
    let start: String = line.chars().take(LONGEST_TITLE - 1).collect();
    format!("{}…", start.trim_end())
}
