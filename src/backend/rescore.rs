//! A person's corrections of a job, and its analyses made anew by them, some at a time.

use std::collections::BTreeSet;

use super::jobs::{job_text, template};
use super::rows::{self, AnalysisHead, JobHead, Rank, inputs, text_key};
use super::scoring::KeptPair;
use super::text::{clean_line, hold_to};
use super::{Attempt, Backend, text_of};
use crate::messages::{CorrectJob, Failure, JobText, JobView, Rescore, Rescored};
use crate::records::{Analysis, Corrections, Document, Facts, Resume, ResumeState, Weights};
use crate::storage::{Batch, Part, Query, Range, Row, Storage, stores};

/// The most corrections of one kind; a job has at most some hundred requirements.
const MOST_CORRECTIONS: usize = 500;
/// The longest requirement in a person's own words, and the longest id of one, in bytes.
const LONGEST_REQUIREMENT: usize = 500;
/// The most analyses that are made anew by one call: some milliseconds each.
const MOST_AT_ONCE: u64 = 200;

impl<S: Storage> Backend<S> {
    pub(super) async fn correct_job(&self, call: CorrectJob) -> Result<JobView, Failure> {
        let corrections = cleaned(call.corrections)?;
        let head = self
            .retry(async || {
                let key = call.job_id.as_str();
                let rows = self.storage.ask(Query::get(stores::JOBS, key)).await?.rows;
                let head: JobHead = self.one(&rows, key)?;
                if head.corrections == corrections {
                    return Ok(head);
                }
                let corrected = JobHead {
                    corrections: corrections.clone(),
                    updated_at: self.clock.now(),
                    ..head
                };
                let before = rows.first().map(text_of).unwrap_or_default();
                let mut batch = Batch::new();
                batch.same(stores::JOBS, key, before);
                batch.put(stores::JOBS, corrected.entry()?);
                self.commit(&batch).await?;
                Ok(corrected)
            })
            .await?;
        let (_, text) = self.load_job(&head.job_id).await?;
        self.job_view(head, text).await
    }

    pub(super) async fn rescore(&self, call: Rescore) -> Result<Rescored, Failure> {
        self.retry(async || self.try_rescore(&call).await).await
    }

    async fn try_rescore(&self, call: &Rescore) -> Result<Rescored, Attempt> {
        let (head, text) = self.load_job(&call.job_id).await?;
        if head.is_template {
            return Err(template("job_id").into());
        }
        let job = job_text(&head, text);
        let (ranks, total) = self.some_ranks(call).await?;
        let seen = ranks.len() as u64;
        let limit = call.limit.clamp(1, MOST_AT_ONCE);
        let pairs: Vec<(&Row, Rank)> = ranks
            .iter()
            .filter_map(|row| Some((row, self.parse::<Rank>(row)?)))
            .collect();
        let last = pairs.last().map(|(_, rank)| rank.resume_id.clone());
        let next = last.filter(|_| seen == limit);
        let stale: Vec<(&Row, Rank)> = pairs
            .into_iter()
            .filter(|(_, rank)| rank.inputs != inputs(&job, &rank.resume_id))
            .collect();
        let mut rescored = Rescored {
            seen,
            remade: 0,
            unread: 0,
            next,
            total,
        };
        if stale.is_empty() {
            return Ok(rescored);
        }
        let get = |store| Query::Get {
            store,
            keys: stale
                .iter()
                .map(|(_, rank)| rank.resume_id.to_string())
                .collect(),
        };
        let queries = [
            get(stores::RESUMES),
            get(stores::RESUME_TEXTS),
            get(stores::RESUME_FACTS),
            get(stores::RESUME_FEATURES),
        ];
        let found = self.storage.read(&queries).await?;
        let replaced = self.replaceable(&job, &stale).await?;
        let model = self.meaning.model().await?;
        let scorer = self.ready_jobs.get(&job, &model);
        let mut batch = Batch::new();
        for (row_of_rank, rank) in &stale {
            let id = &rank.resume_id;
            let mut rows = found.iter().map(|found| {
                let mut rows = found.rows.iter();
                rows.find(|row| row.key == id.as_str())
            });
            let mut row = || rows.next().flatten();
            let (resume, document, facts, features) = (row(), row(), row(), row());
            let resume = resume.and_then(|row| self.parse::<Resume>(row));
            let resume = resume.filter(|resume| resume.state == ResumeState::Read);
            let document = document.and_then(|row| self.parse::<Document>(row));
            let facts = facts.and_then(|row| Some((row, self.parse::<Facts>(row)?)));
            let (Some(resume), Some(document), Some((facts_row, facts))) =
                (resume, document, facts)
            else {
                rescored.unread += 1;
                continue;
            };
            let pair = KeptPair {
                resume: &resume,
                document: &document,
                facts: &facts,
                facts_row,
                features,
                rank: Some(row_of_rank),
                replaces: replaced
                    .iter()
                    .find(|row| row.key == rank.analysis_id.as_str()),
            };
            self.add_scored(&mut batch, &scorer, &job, &pair, &model)?;
            rescored.remade += 1;
        }
        if rescored.remade > 0 {
            self.commit(&batch).await?;
        }
        Ok(rescored)
    }

    /// Those of the pairs' analyses that nothing but corrections tells from the ones to come, and that nobody said anything about:
    /// the new ones take their places and ids. All others stay as they are, and what was said about them.
    async fn replaceable(
        &self,
        job: &JobText,
        pairs: &[(&Row, Rank)],
    ) -> Result<Vec<Row>, Failure> {
        let keys: Vec<String> = pairs
            .iter()
            .map(|(_, rank)| rank.analysis_id.to_string())
            .collect();
        let said = |key: &String| Query::count(stores::FEEDBACK, "analysis", Range::of(&**key));
        let mut queries: Vec<Query> = keys.iter().map(said).collect();
        queries.push(Query::Get {
            store: stores::ANALYSES,
            keys: keys.clone(),
        });
        let mut found = self.storage.read(&queries).await?;
        let rows = found.pop().unwrap_or_default().rows;
        let text = text_key(&job.job_id, &job.job_description);
        let is_quiet = |key: &str| {
            let at = keys.iter().position(|other| other == key);
            at.and_then(|at| found.get(at))
                .is_some_and(|found| found.count == 0)
        };
        let differs_by_corrections = |row: &Row| {
            self.parse::<AnalysisHead>(row).is_some_and(|head| {
                head.text_key == text
                    && head.role_name == job.role_name
                    && head.engine_version == Analysis::ENGINE_VERSION
            })
        };
        Ok(rows
            .into_iter()
            .filter(|row| is_quiet(&row.key) && differs_by_corrections(row))
            .collect())
    }

    /// The places in the job's ranking that a call goes through, in the order of their keys, which making analyses anew does
    /// not change; and how many there are in all.
    async fn some_ranks(&self, call: &Rescore) -> Result<(Vec<Row>, u64), Failure> {
        let from = match &call.after {
            Some(resume_id) => format!("{}\0", rows::rank_key(&call.job_id, resume_id)),
            None => format!("{}/", call.job_id),
        };
        // The keys are “job/résumé”, and “0” is the character after “/”.
        let to = format!("{}0", call.job_id);
        let scan = Query::Scan {
            store: stores::RANKS,
            index: None,
            range: Range::all().between(Some(Part::from(from)), Some(Part::from(to))),
            offset: 0,
            limit: call.limit.clamp(1, MOST_AT_ONCE),
        };
        let all = Range::of(call.job_id.as_str());
        let count = Query::count(stores::RANKS, "rank", all);
        let mut found = self.storage.read(&[scan, count]).await?.into_iter();
        let rows = found.next().unwrap_or_default().rows;
        Ok((rows, found.next().unwrap_or_default().count))
    }
}

/// Corrections as they are kept: each once, in one order, so that equal ones are known to be equal.
fn cleaned(corrections: Corrections) -> Result<Corrections, Failure> {
    let Corrections {
        added,
        removed,
        required,
        preferred,
        weights,
    } = corrections;
    let mut words: Vec<String> = Vec::new();
    for one in held("corrections.added", added)? {
        let one = clean_line(&one);
        if !one.is_empty() && !words.contains(&one) {
            words.push(one);
        }
    }
    let ids = |field, ids| {
        let ids: BTreeSet<String> = held(field, ids)?.into_iter().collect();
        Ok::<_, Failure>(ids.into_iter().collect::<Vec<String>>())
    };
    let required = ids("corrections.required", required)?;
    let preferred = ids("corrections.preferred", preferred)?;
    if let Some(both) = preferred.iter().find(|id| required.contains(id)) {
        return Err(Failure::invalid(
            "corrections.preferred",
            format!("“{both}” cannot be both required and preferred. Choose one of them."),
        ));
    }
    if let Some(weights) = weights {
        check(weights)?;
    }
    Ok(Corrections {
        added: words,
        removed: ids("corrections.removed", removed)?,
        required,
        preferred,
        weights: weights.filter(|weights| *weights != Weights::default()),
    })
}

fn held(field: &str, list: Vec<String>) -> Result<Vec<String>, Failure> {
    if list.len() > MOST_CORRECTIONS {
        return Err(Failure::invalid(
            field,
            format!(
                "These are too many corrections: {}, and {MOST_CORRECTIONS} are taken. Change the job’s text instead.",
                list.len()
            ),
        ));
    }
    for one in &list {
        hold_to(field, one, LONGEST_REQUIREMENT)?;
    }
    Ok(list)
}

fn check(weights: Weights) -> Result<(), Failure> {
    for (field, name, weight) in [
        ("skill", "skills", weights.skill),
        ("experience", "experience", weights.experience),
        ("education", "education", weights.education),
    ] {
        if !Weights::RANGE.contains(&weight) {
            return Err(Failure::invalid(
                &format!("corrections.weights.{field}"),
                format!(
                    "The weight of {name} is {weight}; a number from {} to {} is wanted.",
                    Weights::RANGE.start(),
                    Weights::RANGE.end()
                ),
            ));
        }
    }
    if !weights.are_usable() {
        return Err(Failure::invalid(
            "corrections.weights",
            "All weights are 0, so that nothing would count. Give one part a weight.",
        ));
    }
    Ok(())
}
