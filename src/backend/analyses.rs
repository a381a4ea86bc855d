//! Analyses: ranked, listed, opened, deleted.

use super::caches::{Line, Searched, Table};
use super::jobs::deletion;
use super::lists::within;
use super::rows::{AnalysisDetail, AnalysisHead, JobHead, Kept, Rank, rank_key};
use super::words::Words;
use super::{Attempt, Backend, not_found, text_of};
use crate::messages::{
    AnalysisFilter, AnalysisOrder, AnalysisRow, AnalysisView, DeleteAnalysis, Deletion, Failure,
    GetAnalysis, ListAnalyses, Listing,
};
use crate::records::{Analysis, Feedback, ItemType, Resume, Time};
use crate::storage::{Batch, Part, Query, Range, Row, Storage, stores};

impl<S: Storage> Backend<S> {
    /// Rows of these analyses, with their feedback counted, the newest rating of the whole answer, and the weightiest finding.
    pub(super) async fn analysis_rows(
        &self,
        heads: Vec<AnalysisHead>,
    ) -> Result<Vec<AnalysisRow>, Failure> {
        let feedback = |head: &AnalysisHead| {
            let range = Range::of(head.analysis_id.as_str());
            Query::scan(stores::FEEDBACK, "analysis", range)
        };
        let resume = |head: &AnalysisHead| Query::get(stores::RESUMES, head.resume_id.as_str());
        let queries: Vec<Query> = heads.iter().map(feedback).collect();
        let queries: Vec<Query> = queries
            .into_iter()
            .chain(heads.iter().map(resume))
            .collect();
        let mut found = self.storage.read(&queries).await?;
        let resumes = found.split_off(heads.len().min(found.len()));
        let row = |((head, rows), resume): ((AnalysisHead, Vec<Row>), Vec<Row>)| {
            let resume = resume.first().and_then(|row| self.parse::<Resume>(row));
            let findings = resume.map(|resume| resume.findings).unwrap_or_default();
            let finding = findings.into_iter().rev().max_by_key(|f| f.severity);
            let whole = self.parse_all::<Feedback>(&rows);
            let whole = whole.iter().find(|f| f.item_type == ItemType::WholeAnswer);
            AnalysisRow {
                analysis_id: head.analysis_id,
                job_id: head.job_id,
                resume_id: head.resume_id,
                candidate_name: head.candidate_name,
                filename: head.filename,
                company_name: head.company_name,
                role_name: head.role_name,
                created_at: head.created_at,
                engine_version: head.engine_version,
                overall_score: head.overall_score,
                relevance: head.relevance,
                order_score: head.order_score,
                strength: head.strength,
                thin: head.thin,
                parts: head.parts,
                ticks: head.ticks,
                feedback_count: rows.len() as u64,
                rating: whole.map(|feedback| feedback.feedback.rating),
                finding: finding.map(|finding| finding.what),
            }
        };
        let rows = found.into_iter().map(|found| found.rows);
        let resumes = resumes.into_iter().map(|found| found.rows);
        Ok(heads.into_iter().zip(rows).zip(resumes).map(row).collect())
    }

    pub(super) async fn list_analyses(
        &self,
        call: ListAnalyses,
    ) -> Result<Listing<AnalysisRow>, Failure> {
        let ListAnalyses { filter, window } = call;
        let days = Days::of(&filter)?;
        let words = Words::of(&filter.candidate);
        let same = |wanted: Option<&str>, is: Option<&str>| wanted.is_none() || wanted == is;
        let job = filter.job_id.as_ref().map(|id| id.as_str());
        let resume = filter.resume_id.as_ref().map(|id| id.as_str());
        let fits = |line: &Line| {
            same(job, line.job_id.as_ref().map(|id| id.as_str()))
                && same(resume, line.resume_id.as_ref().map(|id| id.as_str()))
                && days.hold(line.time())
                && line.is_named(&words)
        };
        let (rows, total) = match filter.order {
            AnalysisOrder::Rank => self.ranked(&filter, &words, days, window).await?,
            AnalysisOrder::Newest if words.is_empty() => {
                let ids = [
                    filter.job_id.as_ref().map(|id| Part::from(id.as_str())),
                    filter.resume_id.as_ref().map(|id| Part::from(id.as_str())),
                ];
                let index = match &ids {
                    [Some(_), Some(_)] => "pair",
                    [Some(_), None] => "job",
                    [None, Some(_)] => "resume",
                    [None, None] => "list",
                };
                let prefix: Vec<Part> = ids.into_iter().flatten().collect();
                let range = Range::starting(prefix).between(
                    days.to.map(|time| Part::from(-time)),
                    days.from.map(|time| Part::from(-time)),
                );
                let known = self.counted(Searched::Analyses, fits);
                self.page_of(stores::ANALYSES, index, range, window, known)
                    .await?
            }
            AnalysisOrder::Newest => {
                self.search_page(Searched::Analyses, stores::ANALYSES, fits, window)
                    .await?
            }
        };
        Ok(Listing {
            rows: self.analysis_rows(self.parse_all(&rows)).await?,
            total,
        })
    }

    /// The ranking of a job: of each résumé the analysis that counts.
    async fn ranked(
        &self,
        filter: &AnalysisFilter,
        words: &Words,
        days: Days,
        window: crate::messages::Window,
    ) -> Result<(Vec<Row>, u64), Failure> {
        let Some(job_id) = &filter.job_id else {
            let message = "A ranking is of one job: say which.";
            return Err(Failure::invalid("job_id", message));
        };
        let all = words.is_empty() && days.is_unbounded() && filter.resume_id.is_none();
        let (keys, total): (Vec<String>, u64) = if all {
            let range = Range::of(job_id.as_str());
            let known = self.counted(Searched::Ranks, |line| line.job_id.as_ref() == Some(job_id));
            let (rows, total) = self
                .page_of(stores::RANKS, "rank", range, window, known)
                .await?;
            let ranks = self.parse_all::<Rank>(&rows).into_iter();
            (ranks.map(|rank| rank.analysis_id.into()).collect(), total)
        } else {
            let fits = |line: &Line| {
                line.job_id.as_ref() == Some(job_id)
                    && (filter.resume_id.is_none() || filter.resume_id == line.resume_id)
                    && days.hold(line.time())
                    && line.is_named(words)
            };
            let found = |table: &Table| {
                let found = table.find(fits);
                let total = found.len() as u64;
                let ids = within(found, window).into_iter();
                let ids = ids.filter_map(|(_, line)| line.analysis_id.as_ref());
                (ids.map(ToString::to_string).collect(), total)
            };
            self.with_table(Searched::Ranks, found).await?
        };
        let query = Query::Get {
            store: stores::ANALYSES,
            keys,
        };
        Ok((self.storage.ask(query).await?.rows, total))
    }

    pub(super) async fn get_analysis(&self, call: GetAnalysis) -> Result<AnalysisView, Failure> {
        let key = call.analysis_id.as_str();
        let head: AnalysisHead = self.load(key).await?;
        let (job, resume) = (head.job_id.as_str(), head.resume_id.as_str());
        let found = self
            .storage
            .read(&[
                Query::get(stores::ANALYSIS_DETAILS, key),
                Query::get(stores::JOB_TEXTS, &head.text_key),
                Query::get(stores::JOBS, job),
                Query::get(stores::RESUMES, resume),
                Query::get(stores::RESUME_TEXTS, resume),
                Query::scan(stores::FEEDBACK, "analysis", Range::of(key)),
            ])
            .await?;
        let rows: Vec<Vec<Row>> = found.into_iter().map(|found| found.rows).collect();
        let [detail, text, job, resume, document, feedback] = rows.as_slice() else {
            return Err(not_found::<AnalysisHead>(key));
        };
        let detail: AnalysisDetail = self.one(detail, key)?;
        let text = text.first().map(text_of).unwrap_or_default();
        let job = job.first().and_then(|row| self.parse::<JobHead>(row));
        let job_changed = job.as_ref().is_some_and(|job| {
            (&job.text_key, &job.role_name) != (&head.text_key, &head.role_name)
                || job.corrections != detail.corrections
        });
        let job = match job {
            Some(job) => Some(self.job_row(job).await?),
            None => None,
        };
        Ok(AnalysisView {
            analysis: Analysis {
                analysis_id: head.analysis_id,
                job_id: head.job_id,
                resume_id: head.resume_id,
                created_at: head.created_at,
                engine_version: head.engine_version,
                analysis_result: detail.analysis_result,
                job_description: text,
                facts: detail.facts,
                corrections: detail.corrections,
            },
            job,
            resume: resume.first().and_then(|row| self.parse(row)),
            document: document.first().and_then(|row| self.parse(row)),
            job_changed,
            feedback: self.parse_all(feedback),
        })
    }

    pub(super) async fn delete_analysis(&self, call: DeleteAnalysis) -> Result<Deletion, Failure> {
        self.retry(async || self.try_delete_analysis(&call).await)
            .await
    }

    async fn try_delete_analysis(&self, call: &DeleteAnalysis) -> Result<Deletion, Attempt> {
        let key = call.analysis_id.as_str();
        let head: AnalysisHead = self.load(key).await?;
        let pair = [
            Part::from(head.job_id.as_str()),
            Part::from(head.resume_id.as_str()),
        ];
        let place = rank_key(&head.job_id, &head.resume_id);
        let found = self
            .storage
            .read(&[
                Query::get(stores::RANKS, &place),
                Query::scan(stores::ANALYSES, "pair", Range::starting(pair)),
            ])
            .await?;
        let mut batch = Batch::new();
        batch.present(stores::ANALYSES, key);
        batch.delete(stores::ANALYSES, key);
        batch.delete(stores::ANALYSIS_DETAILS, key);
        batch.delete_where(stores::FEEDBACK, "analysis", Range::of(key));
        self.vectors_deletion("analysis", key, &mut batch).await?;
        if let [rank, pair] = found.as_slice()
            && let Some(rank) = rank.rows.first()
        {
            // The newest of the others counts from now on.
            let others = self.parse_all::<AnalysisHead>(&pair.rows);
            let next = others
                .iter()
                .find(|other| other.analysis_id != head.analysis_id);
            batch.same(Rank::STORE, place.as_str(), text_of(rank));
            match next {
                _ if self
                    .parse::<Rank>(rank)
                    .is_some_and(|r| r.analysis_id != head.analysis_id) => {}
                Some(next) => {
                    batch.present(stores::ANALYSES, next.analysis_id.as_str());
                    batch.put(Rank::STORE, next.rank().entry()?);
                }
                None => {
                    batch.delete(Rank::STORE, place);
                }
            }
        }
        Ok(deletion(&self.commit(&batch).await?))
    }
}

/// Days as bounds in milliseconds, both inclusive.
#[derive(Clone, Copy)]
struct Days {
    from: Option<i64>,
    to: Option<i64>,
}

impl Days {
    fn of(filter: &AnalysisFilter) -> Result<Self, Failure> {
        let bound = |field: &str, day: &str, time: &str| {
            let day = day.trim();
            if day.is_empty() {
                return Ok(None);
            }
            match Time::new(format!("{day}T{time}Z")) {
                Ok(time) => Ok(Some(super::ambient::milliseconds(&time))),
                Err(_) => Err(Failure::invalid(
                    field,
                    format!("“{day}” is no day. Days are written 2026-11-18."),
                )),
            }
        };
        Ok(Self {
            from: bound("from", &filter.from, "00:00:00.000")?,
            to: bound("to", &filter.to, "23:59:59.999")?,
        })
    }

    fn is_unbounded(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    fn hold(self, time: i64) -> bool {
        self.from.is_none_or(|from| time >= from) && self.to.is_none_or(|to| time <= to)
    }
}
