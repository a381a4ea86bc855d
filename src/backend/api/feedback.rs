//! Calls about feedback.

use serde_json::{Map, Value, json};

use super::jobs::path_id;
use super::refusal::Refusal;
use super::{Ask, Response, deleted, value, with};
use crate::backend::Backend;
use crate::backend::feedback::NewFeedback;
use crate::backend::rows::sha256;
use crate::messages::{
    DeleteFeedback, ExportFeedbackCsv, FeedbackFilter, FeedbackHit, FeedbackRow,
    FeedbackSearchFilter, FeedbackStatistics, GetFeedback, HighQualityFeedback, ListFeedback,
    SaveFeedback, SearchFeedback, Window,
};
use crate::records::{FeedbackBody, FeedbackId, ItemType};
use crate::storage::Storage;

/// A feedback with the names of what it hangs on.
fn row(row: &FeedbackRow) -> Result<Value, Refusal> {
    let names = json!({
        "candidate_name": row.candidate_name,
        "role_name": row.role_name,
        "company_name": row.company_name,
    });
    Ok(with(value(&row.feedback)?, names))
}

fn hit(hit: &FeedbackHit) -> Result<Value, Refusal> {
    let more = json!({"score": hit.score, "similarity": hit.meaning, "words": hit.words});
    Ok(with(row(&hit.row)?, more))
}

/// The id of a feedback that a client named: its own where that is one, or else what its text digests to, so that the same
/// interaction sent again changes the same feedback.
fn named(interaction: &str) -> Result<Option<FeedbackId>, Refusal> {
    let interaction = interaction.trim();
    if interaction.is_empty() {
        return Ok(None);
    }
    let id = FeedbackId::new(interaction).or_else(|_| {
        let digest: String = sha256(interaction.as_bytes()).chars().take(12).collect();
        FeedbackId::new(digest)
    });
    id.map(Some)
        .map_err(|error| Refusal::field("interaction_id", error.to_string()))
}

/// The item type in an id of the older system, `{name}_{time}_{item type}_{milliseconds}`.
fn type_in(interaction: &str) -> Option<ItemType> {
    let holds = |kind: &ItemType| interaction.contains(&format!("_{}_", kind.name()));
    ItemType::ALL.into_iter().find(holds)
}

impl<S: Storage> Backend<S> {
    pub(super) async fn feedback_submitted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let body = ask.body()?;
        let interaction = body.text("interaction_id")?;
        let named = named(&interaction)?;
        let item_type = body.one_of("item_type", &ItemType::ALL, ItemType::name)?;
        let new = NewFeedback {
            may_be_new: named.is_some(),
            job_id: body.id("job_id")?,
            context: body
                .has("context")
                .then(|| body.list("context"))
                .transpose()?,
            call: SaveFeedback {
                id: named,
                analysis_id: body.id("analysis_id")?,
                item_type: item_type
                    .or_else(|| type_in(&interaction))
                    .unwrap_or_default(),
                item: body.text("item")?,
                query: body.required("query")?,
                response: body.required("response")?,
                feedback: FeedbackBody {
                    rating: body.rating("rating")?,
                    correct_points: body.list("correct_points")?,
                    incorrect_points: body.list("incorrect_points")?,
                    missing_points: body.list("missing_points")?,
                    ideal_response: body.text("ideal_response")?,
                },
            },
        };
        let feedback = self.keep_feedback(new).await?;
        Ok(json!({
            "status": "success",
            "message": "The feedback was saved.",
            "feedback_id": feedback.id,
            "analysis_id": feedback.analysis_id,
            "job_id": feedback.job_id,
        }))
    }

    pub(super) async fn feedback_listed(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let query = &ask.query;
        let filter = FeedbackFilter {
            query: query.text("query").to_owned(),
            analysis_id: query.id("analysis_id")?,
            job_id: query.id("job_id")?,
            rating: query.rating("rating")?,
            item_type: query.one_of("item_type", &ItemType::ALL, ItemType::name)?,
        };
        let window = query.window(100)?;
        let listing = self.list_feedback(ListFeedback { filter, window }).await?;
        let rows = listing
            .rows
            .iter()
            .map(row)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"feedback": rows, "total": listing.total}))
    }

    pub(super) async fn feedback_opened(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let id: FeedbackId = path_id(ask)?;
        let opened = self.get_feedback(GetFeedback { id }).await?;
        Ok(json!({"feedback": row(&opened)?}))
    }

    pub(super) async fn feedback_deleted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let id: FeedbackId = path_id(ask)?;
        let deletion = self.delete_feedback(DeleteFeedback { id }).await?;
        deleted("The feedback", &deletion)
    }

    pub(super) async fn feedback_counted(&self) -> Result<Value, Refusal> {
        let numbers = self.feedback_statistics(FeedbackStatistics {}).await?;
        let ratings = (1..).zip(numbers.by_rating);
        let ratings: Map<String, Value> = ratings
            .map(|(rating, count): (u8, u64)| (rating.to_string(), count.into()))
            .collect();
        Ok(json!({
            "total_feedback": numbers.total,
            "average_rating": numbers.average_rating,
            "rating_distribution": ratings,
            "by_item_type": value(&numbers.by_item_type)?,
            "by_month": value(&numbers.by_month)?,
            "corrected": numbers.corrected,
            "conflicts": value(&numbers.conflicts)?,
        }))
    }

    pub(super) async fn feedback_found(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let query = &ask.query;
        let filter = FeedbackSearchFilter {
            rating: query.rating("rating")?,
            min_rating: query.rating("min_rating")?,
            item_type: query.one_of("item_type", &ItemType::ALL, ItemType::name)?,
            job_id: query.id("job_id")?,
            analysis_id: query.id("analysis_id")?,
            candidate: query.text("candidate").to_owned(),
            from: query.day("from")?,
            to: query.day("to")?,
            corrected: query.flag("corrected")?,
            except: None,
        };
        let window = Window {
            limit: query.number("n_results", 1, 1000)?.unwrap_or(5),
            ..query.window(1)?
        };
        let found = self
            .search_feedback(SearchFeedback {
                query: query.required("query")?,
                filter,
                window,
            })
            .await?;
        let hits = found.hits.iter().map(hit).collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"results": hits, "total": found.total, "words_only": found.words_only}))
    }

    pub(super) async fn feedback_to_learn_from(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let with_texts = ask.query.flag("with_texts")?;
        let samples = self
            .high_quality_feedback(HighQualityFeedback {
                min_rating: ask.query.rating("min_rating")?.unwrap_or(4),
                limit: ask.query.window(100)?.limit,
                with_texts,
            })
            .await?;
        let sample = |sample: &crate::messages::FeedbackSample| {
            let feedback = &sample.feedback;
            let mut more = json!({
                "rating": feedback.feedback.rating,
                "ideal_response": feedback.feedback.ideal_response,
            });
            if with_texts {
                let texts = json!({
                    "job_description": sample.job_description,
                    "resume_text": sample.resume_text,
                });
                more = with(more, texts);
            }
            Ok(with(value(feedback)?, more))
        };
        let samples = samples
            .iter()
            .map(sample)
            .collect::<Result<Vec<_>, Refusal>>()?;
        Ok(json!({"count": samples.len(), "samples": samples}))
    }

    pub(super) async fn feedback_exported(&self) -> Result<Response, Refusal> {
        let (_, buffers) = self
            .export_feedback_csv(ExportFeedbackCsv {}, Vec::new())
            .await?;
        let csv = buffers.into_iter().next().unwrap_or_default();
        let name = format!(
            "feedback-{}.csv",
            crate::records::Day::of(&self.clock.now())
        );
        Ok(Response::file("text/csv; charset=utf-8", &name, csv))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_of_the_older_system_names_one_feedback() {
        let text = "Ann Lee_2025-01-02T03:04:05_matched_skill_1735787045000";
        let id = named(text).unwrap().unwrap();
        assert_eq!(id.as_str().len(), 12);
        assert_eq!(named(text).unwrap(), Some(id));
        assert_eq!(type_in(text), Some(ItemType::MatchedSkill));
        let own = named("0123456789ab").unwrap().unwrap();
        assert_eq!(own.as_str(), "0123456789ab");
        assert_eq!(named(" ").unwrap(), None);
        assert_eq!(type_in("Ann_2025_msg_1"), None);
    }
}
