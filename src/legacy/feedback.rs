//! Feedback: `interactions.jsonl`. Vectors are dropped; they are made anew from the text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::files::Files;
use super::join::{Joint, item_type};
use super::lines::{self, Row};
use super::{Report, fields};
use crate::records::{
    AnalysisId, Feedback, FeedbackBody, FeedbackId, ItemType, JobId, ResumeId, Time,
};

/// The longest text of one field, in bytes.
const LONGEST: usize = 100_000;

/// A feedback as it would be kept, and what its id says where its links are absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedFeedback {
    /// Where it stands.
    pub file: String,
    pub line: u64,
    pub feedback: Feedback,
    pub joint: Option<Joint>,
}

/// Reads the feedback.
pub(super) fn read(files: &Files, now: &Time, report: &mut Report) -> Vec<PlannedFeedback> {
    let mut all: Vec<PlannedFeedback> = Vec::new();
    let mut places: BTreeMap<FeedbackId, usize> = BTreeMap::new();
    for (file, bytes) in &files.feedback {
        for row in lines::rows(file, bytes, report) {
            let Some(planned) = planned(&row, now, report) else {
                continue;
            };
            let id = &planned.feedback.id;
            match places.get(id) {
                None => {
                    places.insert(id.clone(), all.len());
                    all.push(planned);
                }
                Some(place) => {
                    let before = all.get(*place).map_or(0, |before| before.line);
                    report.taken(file, Some(row.line), format!("this feedback stands here again (it was in line {before}); the later row is taken"));
                    if let Some(old) = all.get_mut(*place) {
                        *old = planned;
                    }
                }
            }
        }
    }
    all
}

fn planned(row: &Row<'_>, now: &Time, report: &mut Report) -> Option<PlannedFeedback> {
    let (file, line, fields) = (row.file, Some(row.line), &row.fields);
    let empty = Map::new();
    let body = match fields.get("feedback") {
        Some(Value::Object(body)) => body,
        _ if fields.contains_key("rating") => fields,
        _ => &empty,
    };
    let rating = fields::number(body, "rating").filter(|rating| (1.0..=5.0).contains(rating));
    let Some(rating) = rating else {
        report.left_out(file, line, "this feedback has no rating from 1 to 5");
        return None;
    };
    let rating = [1u8, 2, 3, 4, 5]
        .into_iter()
        .rfind(|whole| f64::from(*whole) <= rating)?;
    let long = |key: &str, from: &Map<String, Value>| fields::text(from, key).unwrap_or_default();
    let (query, response, ideal_response) = (
        long("query", fields),
        long("response", fields),
        long("ideal_response", body),
    );
    let points = |key| fields::texts(body, key);
    let (correct, incorrect, missing) = (
        points("correct_points"),
        points("incorrect_points"),
        points("missing_points"),
    );
    let lengths = [query.len(), response.len(), ideal_response.len()].into_iter();
    let lists = [&correct, &incorrect, &missing].into_iter();
    let lists = lists.map(|list| list.iter().map(String::len).sum());
    if lengths.chain(lists).any(|length: usize| length > LONGEST) {
        report.left_out(
            file,
            line,
            format!("a text of this feedback is longer than the {LONGEST} bytes that are taken"),
        );
        return None;
    }
    let old_id = fields::text(fields, "id").or_else(|| fields::text(fields, "interaction_id"));
    let joint = old_id.as_deref().and_then(Joint::of);
    let id = match &old_id {
        Some(id) => {
            FeedbackId::new(id.as_str()).or_else(|_| FeedbackId::new(fields::digest(&[id], 12)))
        }
        None => {
            report.taken(
                file,
                line,
                "this feedback has no id; it gets one made from its words",
            );
            let time = long("timestamp", fields);
            FeedbackId::new(fields::digest(
                &[&time, &query, &response, &ideal_response],
                12,
            ))
        }
    };
    let id = id
        .map_err(|error| report.left_out(file, line, error.to_string()))
        .ok()?;
    let said = fields::text(fields, "item_type").map(|name| item_type(&name));
    let kind = said
        .or(joint.as_ref().map(|joint| joint.item_type))
        .unwrap_or(ItemType::WholeAnswer);
    let link = |key| fields::text(fields, key);
    let analysis_id = link("analysis_id").and_then(|id| AnalysisId::new(id).ok());
    let job_id = link("job_id").and_then(|id| JobId::new(id).ok());
    let resume_id = link("resume_id").and_then(|id| ResumeId::new(id).ok());
    let updated_at = fields
        .contains_key("updated_at")
        .then(|| fields::time(row, &["updated_at"], now, report));
    let feedback = Feedback {
        id,
        timestamp: fields::time(row, &["timestamp", "created_at"], now, report),
        updated_at,
        analysis_id,
        job_id,
        resume_id,
        item_type: kind,
        item: long("item", fields),
        query,
        context: fields::texts(fields, "context"),
        response,
        feedback: FeedbackBody {
            rating,
            correct_points: correct,
            incorrect_points: incorrect,
            missing_points: missing,
            ideal_response,
        },
    };
    Some(PlannedFeedback {
        file: file.to_owned(),
        line: row.line,
        feedback,
        joint,
    })
}
