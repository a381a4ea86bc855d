//! Finding feedback by its words and its meaning, and what is like one that is being written.

use std::collections::BTreeSet;

use super::Backend;
use super::caches::Searched;
use super::feedback_index::{Doc, FeedbackIndex, Found, KeptVector, meaning_text};
use super::lists::within;
use super::rows::{feedback_vector_entry, parse};
use super::text_of;
use super::words::Words;
use crate::messages::{
    Failure, FeedbackHit, FeedbackSample, FeedbackSearch, FeedbackSearchFilter,
    HighQualityFeedback, SearchFeedback, SimilarCorrections, Window,
};
use crate::records::{Document, Feedback};
use crate::storage::{Batch, Query, Storage, stores};
use crate::vectors::Model;

/// How much feedback gets its vector in one go.
const BATCH: usize = 200;

impl<S: Storage> Backend<S> {
    pub(super) async fn search_feedback(
        &self,
        call: SearchFeedback,
    ) -> Result<FeedbackSearch, Failure> {
        let SearchFeedback {
            query,
            filter,
            window,
        } = call;
        self.find_feedback(&query, &query, &filter, window).await
    }

    pub(super) async fn similar_corrections(
        &self,
        call: SimilarCorrections,
    ) -> Result<FeedbackSearch, Failure> {
        let filter = FeedbackSearchFilter {
            corrected: true,
            except: call.except,
            ..FeedbackSearchFilter::default()
        };
        let window = Window {
            offset: 0,
            limit: call.limit,
        };
        let meant = meaning_text(&call.query, &call.response);
        let words = format!("{} {}", call.query, call.response);
        if words.trim().is_empty() {
            return Ok(FeedbackSearch::default());
        }
        self.find_feedback(&words, &meant, &filter, window).await
    }

    /// `words` is what the words are taken from, `meant` the text whose meaning is compared.
    async fn find_feedback(
        &self,
        words: &str,
        meant: &str,
        filter: &FeedbackSearchFilter,
        window: Window,
    ) -> Result<FeedbackSearch, Failure> {
        let named = self.named(&filter.candidate).await?;
        let fits = |doc: &Doc| fits(filter, named.as_ref(), doc);
        let (found, words_only) = if words.trim().is_empty() {
            let found = |index: &FeedbackIndex| index.newest(fits);
            (self.with_feedback(None, found).await?, None)
        } else {
            // Without the vectors the words still find, and the answer says that they did so alone.
            let (model, words_only) = match self.meaning.model().await {
                Ok(model) => (Some(model), None),
                Err(failure) => (None, Some(failure.message)),
            };
            let meaning = model.as_ref().map(|model| vector_of(model, meant));
            let found = |index: &FeedbackIndex| index.search(words, meaning.as_ref(), fits);
            (
                self.with_feedback(model.as_deref(), found).await?,
                words_only,
            )
        };
        let total = found.len() as u64;
        let found = within(found, window);
        let query = Query::Get {
            store: stores::FEEDBACK,
            keys: found.iter().map(|one| one.key.clone()).collect(),
        };
        let rows = self.storage.ask(query).await?.rows;
        let rows = self.feedback_rows(self.parse_all(&rows)).await?;
        let hit = |found: Found| {
            let row = rows
                .iter()
                .find(|row| row.feedback.id.as_str() == found.key);
            Some(FeedbackHit {
                row: row?.clone(),
                score: found.score,
                meaning: found.meaning,
                words: found.words,
            })
        };
        Ok(FeedbackSearch {
            hits: found.into_iter().filter_map(hit).collect(),
            total,
            words_only,
        })
    }

    /// The ids of the analyses and résumés of candidates with these words in their names; absent where any will do.
    async fn named(&self, candidate: &str) -> Result<Option<BTreeSet<String>>, Failure> {
        let words = Words::of(candidate);
        if words.is_empty() {
            return Ok(None);
        }
        let mut ids = BTreeSet::new();
        for which in [Searched::Analyses, Searched::Resumes] {
            let found = self.with_table(which, |table| {
                let found = table.find(|line| line.is_named(&words));
                let keys = found.into_iter().map(|(key, _)| key.to_owned());
                keys.collect::<Vec<_>>()
            });
            ids.extend(found.await?);
        }
        Ok(Some(ids))
    }

    /// Looks something up in the index, which is made first where it is not there; with a model, every feedback in it has its
    /// vector.
    async fn with_feedback<T>(
        &self,
        model: Option<&Model>,
        look: impl FnOnce(&FeedbackIndex) -> T,
    ) -> Result<T, Failure> {
        let kept = &self.caches.feedback_index;
        let _turn = kept.building.lock().await;
        let writes = kept.writes.get();
        // Taken out, so that it is changed while others write; what they write is then missing in it, and it is not kept.
        let index = kept.index.borrow_mut().take();
        let mut index = match index {
            Some(index) => index,
            None => self.build_feedback_index().await?,
        };
        if let Some(model) = model {
            let missing = index.without_vector(&model.id());
            self.give_vectors(&mut index, model, &missing).await?;
        }
        let found = look(&index);
        if writes == kept.writes.get() {
            *kept.index.borrow_mut() = Some(index);
        }
        Ok(found)
    }

    async fn build_feedback_index(&self) -> Result<FeedbackIndex, Failure> {
        let mut index = FeedbackIndex::default();
        self.each_batch(stores::FEEDBACK, |batch| {
            for feedback in self.parse_all::<Feedback>(batch) {
                index.put(&feedback, None);
            }
        })
        .await?;
        self.each_batch(stores::FEEDBACK_VECTORS, |batch| {
            for row in batch {
                // One that cannot be read is made anew.
                if let Ok(vector) = parse::<KeptVector>(row) {
                    index.set_vector(&row.key, vector);
                }
            }
        })
        .await?;
        Ok(index)
    }

    async fn give_vectors(
        &self,
        index: &mut FeedbackIndex,
        model: &Model,
        missing: &[String],
    ) -> Result<(), Failure> {
        for some in missing.chunks(BATCH) {
            let query = Query::Get {
                store: stores::FEEDBACK,
                keys: some.to_vec(),
            };
            let mut batch = Batch::new();
            for row in &self.storage.ask(query).await?.rows {
                let Some(feedback) = self.parse::<Feedback>(row) else {
                    continue;
                };
                let meant = meaning_text(&feedback.query, &feedback.response);
                let vector = vector_of(model, &meant);
                batch.same(stores::FEEDBACK, row.key.as_str(), text_of(row));
                let entry = feedback_vector_entry(&feedback.id, &vector)?;
                batch.put(stores::FEEDBACK_VECTORS, entry);
                index.set_vector(&row.key, vector);
            }
            // They serve this search all the same. Where there is no room, or another tab was quicker, a later one tries again.
            let _ = self.commit(&batch).await;
        }
        Ok(())
    }

    pub(super) async fn high_quality_feedback(
        &self,
        call: HighQualityFeedback,
    ) -> Result<Vec<FeedbackSample>, Failure> {
        let mut good: Vec<Feedback> = Vec::new();
        self.each_batch(stores::FEEDBACK, |batch| {
            let all = self.parse_all::<Feedback>(batch).into_iter();
            good.extend(all.filter(|f| {
                f.feedback.rating >= call.min_rating && !f.feedback.ideal_response.is_empty()
            }));
        })
        .await?;
        good.sort_by(|a, b| {
            let rating = b.feedback.rating.cmp(&a.feedback.rating);
            let newest = b.timestamp.cmp(&a.timestamp);
            rating.then(newest).then_with(|| a.id.cmp(&b.id))
        });
        good.truncate(usize::try_from(call.limit).unwrap_or(usize::MAX));
        let mut samples = Vec::new();
        for feedback in good {
            samples.push(if call.with_texts {
                self.with_texts(feedback).await?
            } else {
                FeedbackSample {
                    feedback,
                    job_description: None,
                    resume_text: None,
                }
            });
        }
        Ok(samples)
    }

    /// The job's text as the analysis had it, or else as it is now.
    async fn with_texts(&self, feedback: Feedback) -> Result<FeedbackSample, Failure> {
        let key = |id: Option<String>| id.into_iter().collect::<Vec<_>>();
        let get = |store, keys| Query::Get { store, keys };
        let found = self
            .storage
            .read(&[
                get(
                    stores::ANALYSES,
                    key(feedback.analysis_id.as_ref().map(ToString::to_string)),
                ),
                get(
                    stores::JOBS,
                    key(feedback.job_id.as_ref().map(ToString::to_string)),
                ),
                get(
                    stores::RESUME_TEXTS,
                    key(feedback.resume_id.as_ref().map(ToString::to_string)),
                ),
            ])
            .await?;
        let row = |at: usize| found.get(at).and_then(|found| found.rows.first());
        let scored = row(0).and_then(|row| self.parse::<super::rows::AnalysisHead>(row));
        let job = row(1).and_then(|row| self.parse::<super::rows::JobHead>(row));
        let document = row(2).and_then(|row| self.parse::<Document>(row));
        let text_key = scored
            .map(|head| head.text_key)
            .or_else(|| job.map(|head| head.text_key));
        let job_description = match text_key {
            Some(key) => {
                let text = self.storage.get(stores::JOB_TEXTS, &key).await?;
                text.as_ref()
                    .and_then(|text| text.text())
                    .map(str::to_owned)
            }
            None => None,
        };
        Ok(FeedbackSample {
            feedback,
            job_description,
            resume_text: document.map(|document| document.text()),
        })
    }
}

/// The vector of a text, as it is kept.
pub(super) fn vector_of(model: &Model, text: &str) -> KeptVector {
    KeptVector {
        model: model.id(),
        vector: model.embed(text),
    }
}

fn fits(filter: &FeedbackSearchFilter, named: Option<&BTreeSet<String>>, doc: &Doc) -> bool {
    let is_named = |named: &BTreeSet<String>| {
        let analysis = doc.analysis_id.as_ref().map(|id| id.as_str());
        let resume = doc.resume_id.as_ref().map(|id| id.as_str());
        let ids = [analysis, resume];
        ids.into_iter().flatten().any(|id| named.contains(id))
    };
    filter.rating.is_none_or(|rating| doc.rating == rating)
        && filter.min_rating.is_none_or(|least| doc.rating >= least)
        && filter.item_type.is_none_or(|kind| doc.item_type == kind)
        && (filter.job_id.is_none() || filter.job_id == doc.job_id)
        && (filter.analysis_id.is_none() || filter.analysis_id == doc.analysis_id)
        && filter.from.as_ref().is_none_or(|from| doc.day >= *from)
        && filter.to.as_ref().is_none_or(|to| doc.day <= *to)
        && (!filter.corrected || doc.is_corrected)
        && filter
            .except
            .as_ref()
            .is_none_or(|id| id.as_str() != doc.key)
        && named.is_none_or(is_named)
}
