//! Feedback: saved, listed, deleted, taken out as CSV.

use std::collections::BTreeMap;

use super::caches::{Line, Searched};
use super::feedback_index::{KeptVector, meaning_text};
use super::feedback_search::vector_of;
use super::jobs::deletion;
use super::rows::{AnalysisHead, JobHead, feedback_entry, feedback_vector_entry};
use super::text::{LONGEST_FIELD, clean_line, clean_lines, hold_to};
use super::words::Words;
use super::{Attempt, Backend, not_found, text_of};
use crate::messages::{
    DeleteFeedback, Deletion, ExportFeedbackCsv, Failure, FailureKind, FeedbackRow, GetFeedback,
    ListFeedback, Listing, SaveFeedback,
};
use crate::records::{Feedback, FeedbackBody, FeedbackId, JobId, Resume};
use crate::storage::{Batch, Query, Range, Storage, StorageError, stores};
use crate::training::csv::feedback_csv;

/// The most points of one kind in a feedback.
const MOST_POINTS: usize = 1000;
/// The longest context, all its parts together, in bytes.
const LONGEST_CONTEXT: usize = 1_000_000;

/// A feedback to be kept.
pub(super) struct NewFeedback {
    pub call: SaveFeedback,
    /// With an id that no feedback has, it is a new one with that id.
    pub may_be_new: bool,
    /// The job it is about, where no analysis says so.
    pub job_id: Option<JobId>,
    /// What the program knew when it answered; absent where that is as it was.
    pub context: Option<Vec<String>>,
}

impl<S: Storage> Backend<S> {
    pub(super) async fn save_feedback(&self, call: SaveFeedback) -> Result<Feedback, Failure> {
        self.keep_feedback(NewFeedback {
            call,
            may_be_new: false,
            job_id: None,
            context: None,
        })
        .await
    }

    /// Keeps a feedback, with its vector where the word vectors are to be had; a search makes those that are missing.
    pub(super) async fn keep_feedback(&self, new: NewFeedback) -> Result<Feedback, Failure> {
        let new = NewFeedback {
            call: cleaned(new.call)?,
            context: new.context.map(|context| fitting(&context)).transpose()?,
            ..new
        };
        let model = self.meaning.model().await.ok();
        let meant = meaning_text(&new.call.query, &new.call.response);
        let vector = model.map(|model| vector_of(&model, &meant));
        self.retry(async || self.try_keep_feedback(&new, vector.as_ref()).await)
            .await
    }

    async fn try_keep_feedback(
        &self,
        new: &NewFeedback,
        vector: Option<&KeptVector>,
    ) -> Result<Feedback, Attempt> {
        let call = &new.call;
        let now = self.clock.now();
        let mut batch = Batch::new();
        let before = match &call.id {
            Some(id) => {
                let key = id.as_str();
                let rows = self.storage.ask(Query::get(stores::FEEDBACK, key)).await?;
                match rows.rows.first() {
                    None if new.may_be_new => {
                        batch.absent(stores::FEEDBACK, key);
                        None
                    }
                    row => {
                        let before: Feedback = self.one(&rows.rows, key)?;
                        let text = row.map(text_of).unwrap_or_default();
                        batch.same(stores::FEEDBACK, key, text);
                        Some(before)
                    }
                }
            }
            None => None,
        };
        // What an older feedback hangs on stays, where the change does not name another analysis.
        let old_link = before.as_ref().and_then(|f| f.analysis_id.as_ref());
        let analysis = match &call.analysis_id {
            Some(id) if Some(id) != old_link => {
                batch.present(stores::ANALYSES, id.as_str());
                Some(self.load::<AnalysisHead>(id.as_str()).await?)
            }
            _ => None,
        };
        let old = before.as_ref();
        let old_job = old.and_then(|f| f.job_id.as_ref());
        let job_id = match (&analysis, &new.job_id) {
            (Some(head), _) => Some(head.job_id.clone()),
            (None, Some(id)) if Some(id) != old_job => {
                batch.present(stores::JOBS, id.as_str());
                Some(self.load::<JobHead>(id.as_str()).await?.job_id)
            }
            (None, _) => old_job.cloned(),
        };
        let feedback = Feedback {
            id: match &call.id {
                Some(id) => id.clone(),
                None => {
                    let id = FeedbackId::new(self.ids.hex(12))
                        .map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))?;
                    batch.absent(stores::FEEDBACK, id.as_str());
                    id
                }
            },
            timestamp: old.map_or_else(|| now.clone(), |f| f.timestamp.clone()),
            updated_at: old.map(|_| now),
            analysis_id: match &analysis {
                Some(head) => Some(head.analysis_id.clone()),
                None => old_link.cloned(),
            },
            job_id,
            resume_id: match &analysis {
                Some(head) => Some(head.resume_id.clone()),
                None => old.and_then(|f| f.resume_id.clone()),
            },
            item_type: call.item_type,
            item: call.item.clone(),
            query: call.query.clone(),
            context: match &new.context {
                Some(context) => context.clone(),
                None => old.map_or_else(Vec::new, |f| f.context.clone()),
            },
            response: call.response.clone(),
            feedback: call.feedback.clone(),
        };
        batch.put(stores::FEEDBACK, feedback_entry(&feedback)?);
        match vector {
            Some(vector) => {
                let entry = feedback_vector_entry(&feedback.id, vector)?;
                batch.put(stores::FEEDBACK_VECTORS, entry);
            }
            // The one that it had is of what it said before.
            None => {
                batch.delete(stores::FEEDBACK_VECTORS, feedback.id.as_str());
            }
        }
        self.commit(&batch).await?;
        Ok(feedback)
    }

    /// Adds to a batch what deletes the vectors of the feedback that hangs on a record.
    pub(super) async fn vectors_deletion(
        &self,
        index: &'static str,
        key: &str,
        batch: &mut Batch,
    ) -> Result<(), Failure> {
        let query = Query::Keys {
            store: stores::FEEDBACK,
            index: Some(index),
            range: Range::of(key),
        };
        for id in self.storage.ask(query).await?.keys {
            batch.delete(stores::FEEDBACK_VECTORS, id);
        }
        Ok(())
    }

    pub(super) async fn list_feedback(
        &self,
        call: ListFeedback,
    ) -> Result<Listing<FeedbackRow>, Failure> {
        let ListFeedback { filter, window } = call;
        let words = Words::of(&filter.query);
        let analysis = filter.analysis_id.as_ref();
        let job = filter.job_id.as_ref();
        let plain = words.is_empty() && filter.rating.is_none() && filter.item_type.is_none();
        let (rows, total) = match (plain, analysis, job) {
            (true, None, None) => {
                self.page(stores::FEEDBACK, "list", Range::all(), window)
                    .await?
            }
            (true, Some(id), None) => {
                let range = Range::of(id.as_str());
                self.page(stores::FEEDBACK, "analysis", range, window)
                    .await?
            }
            (true, None, Some(id)) => {
                let range = Range::of(id.as_str());
                self.page(stores::FEEDBACK, "job", range, window).await?
            }
            _ => {
                let fits = |line: &Line| {
                    (analysis.is_none() || line.analysis_id.as_ref() == analysis)
                        && (job.is_none() || line.job_id.as_ref() == job)
                        && filter.rating.is_none_or(|rating| line.rating == rating)
                        && filter.item_type.is_none_or(|kind| line.item_type == kind)
                        && line.holds(&words)
                };
                self.search_page(Searched::Feedback, stores::FEEDBACK, fits, window)
                    .await?
            }
        };
        Ok(Listing {
            rows: self.feedback_rows(self.parse_all(&rows)).await?,
            total,
        })
    }

    /// Rows of this feedback, with the names of what it hangs on: the analysis's, or else the job's and the résumé's.
    pub(super) async fn feedback_rows(
        &self,
        feedback: Vec<Feedback>,
    ) -> Result<Vec<FeedbackRow>, Failure> {
        let keys = |key: &dyn Fn(&Feedback) -> Option<String>| {
            let mut keys: Vec<String> = feedback.iter().filter_map(key).collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let found = self
            .storage
            .read(&[
                Query::Get {
                    store: stores::ANALYSES,
                    keys: keys(&|f| f.analysis_id.as_ref().map(ToString::to_string)),
                },
                Query::Get {
                    store: stores::JOBS,
                    keys: keys(&|f| f.job_id.as_ref().map(ToString::to_string)),
                },
                Query::Get {
                    store: stores::RESUMES,
                    keys: keys(&|f| f.resume_id.as_ref().map(ToString::to_string)),
                },
            ])
            .await?;
        let rows = |at: usize| found.get(at).map(|f| f.rows.as_slice()).unwrap_or_default();
        let analyses: BTreeMap<String, AnalysisHead> = self
            .parse_all::<AnalysisHead>(rows(0))
            .into_iter()
            .map(|head| (head.analysis_id.to_string(), head))
            .collect();
        let jobs: BTreeMap<String, JobHead> = self
            .parse_all::<JobHead>(rows(1))
            .into_iter()
            .map(|head| (head.job_id.to_string(), head))
            .collect();
        let resumes: BTreeMap<String, Resume> = self
            .parse_all::<Resume>(rows(2))
            .into_iter()
            .map(|resume| (resume.resume_id.to_string(), resume))
            .collect();
        let row = |feedback: Feedback| {
            let analysis = feedback.analysis_id.as_ref();
            let analysis = analysis.and_then(|id| analyses.get(id.as_str()));
            let job = feedback
                .job_id
                .as_ref()
                .and_then(|id| jobs.get(id.as_str()));
            let resume = feedback.resume_id.as_ref();
            let resume = resume.and_then(|id| resumes.get(id.as_str()));
            FeedbackRow {
                candidate_name: analysis
                    .and_then(|head| head.candidate_name.clone())
                    .or_else(|| resume.map(|resume| resume.title().to_owned())),
                role_name: analysis
                    .map(|head| head.role_name.clone())
                    .or_else(|| job.map(|head| head.role_name.clone())),
                company_name: analysis
                    .map(|head| head.company_name.clone())
                    .or_else(|| job.map(|head| head.company_name.clone())),
                feedback,
            }
        };
        Ok(feedback.into_iter().map(row).collect())
    }

    pub(super) async fn get_feedback(&self, call: GetFeedback) -> Result<FeedbackRow, Failure> {
        let feedback: Feedback = self.load(call.id.as_str()).await?;
        let rows = self.feedback_rows(vec![feedback]).await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| not_found::<Feedback>(call.id.as_str()))
    }

    pub(super) async fn delete_feedback(&self, call: DeleteFeedback) -> Result<Deletion, Failure> {
        let key = call.id.as_str();
        let mut batch = Batch::new();
        batch.present(stores::FEEDBACK, key);
        batch.delete(stores::FEEDBACK, key);
        batch.delete(stores::FEEDBACK_VECTORS, key);
        match self.commit(&batch).await {
            Ok(removed) => Ok(deletion(&removed)),
            Err(StorageError::Conflict { .. }) => Err(not_found::<Feedback>(key)),
            Err(error) => Err(error.into()),
        }
    }

    /// Oldest first, as it was given.
    pub(super) async fn export_feedback_csv(
        &self,
        _: ExportFeedbackCsv,
        _: Vec<Vec<u8>>,
    ) -> Result<(u64, Vec<Vec<u8>>), Failure> {
        let all = Query::scan(stores::FEEDBACK, "list", Range::all());
        let rows = self.storage.ask(all).await?.rows;
        let mut feedback: Vec<Feedback> = self.parse_all(&rows);
        feedback.reverse();
        let csv = feedback_csv(&feedback, true).map_err(|error| {
            let message = format!("The feedback could not be written as CSV: {error}");
            Failure::new(FailureKind::Internal, message)
        })?;
        Ok((feedback.len() as u64, vec![csv]))
    }
}

/// A context without what no text should hold.
fn fitting(context: &[String]) -> Result<Vec<String>, Failure> {
    let context: Vec<String> = context.iter().map(|part| clean_lines(part)).collect();
    if context.len() > MOST_POINTS {
        let message = format!(
            "These are {} parts; {MOST_POINTS} are taken.",
            context.len()
        );
        return Err(Failure::invalid("context", message));
    }
    hold_to("context", &context.concat(), LONGEST_CONTEXT)?;
    Ok(context)
}

fn cleaned(call: SaveFeedback) -> Result<SaveFeedback, Failure> {
    if !(1..=5).contains(&call.feedback.rating) {
        let message = "A rating is a whole number from 1 (wrong) to 5 (right).";
        return Err(Failure::invalid("rating", message));
    }
    let points = |field: &str, points: &[String]| {
        let points = points.iter().map(|point| clean_line(point));
        let points: Vec<String> = points.filter(|point| !point.is_empty()).collect();
        if points.len() > MOST_POINTS {
            let message = format!(
                "These are {} points; {MOST_POINTS} are taken.",
                points.len()
            );
            return Err(Failure::invalid(field, message));
        }
        let length = points.iter().map(String::len).sum::<usize>();
        if length > LONGEST_FIELD {
            let message = format!("These points have {length} bytes; {LONGEST_FIELD} are taken.");
            return Err(Failure::invalid(field, message));
        }
        Ok(points)
    };
    let lines = |field: &str, text: &str| {
        let text = clean_lines(text).trim().to_owned();
        hold_to(field, &text, LONGEST_FIELD)?;
        Ok::<_, Failure>(text)
    };
    let body = &call.feedback;
    Ok(SaveFeedback {
        item: lines("item", &call.item)?,
        query: lines("query", &call.query)?,
        response: lines("response", &call.response)?,
        feedback: FeedbackBody {
            rating: body.rating,
            correct_points: points("correct_points", &body.correct_points)?,
            incorrect_points: points("incorrect_points", &body.incorrect_points)?,
            missing_points: points("missing_points", &body.missing_points)?,
            ideal_response: lines("ideal_response", &body.ideal_response)?,
        },
        ..call
    })
}
