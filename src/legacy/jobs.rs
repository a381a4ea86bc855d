//! Jobs: `jobs.jsonl`, and `jobs_index.json`, whose counts alone are right. The counts are for a note only: ours are counted.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::files::Files;
use super::{Report, fields, lines};
use crate::records::{Corrections, Job, JobId, Metadata, Time};

/// The jobs, and what the index counts.
#[derive(Default)]
pub(super) struct ReadJobs {
    /// In the order of their rows.
    pub jobs: Vec<Job>,
    /// Of each job in the index, how many analyses it counts.
    pub counts: BTreeMap<String, Option<u64>>,
}

/// Reads the jobs.
pub(super) fn read(files: &Files, now: &Time, report: &mut Report) -> ReadJobs {
    let mut jobs: Vec<Job> = Vec::new();
    let mut places: BTreeMap<JobId, (usize, u64)> = BTreeMap::new();
    let counts = index(files, report);
    for (file, bytes) in &files.jobs {
        for row in lines::rows(file, bytes, report) {
            let line = Some(row.line);
            let Some(job_description) = fields::text(&row.fields, "job_description") else {
                report.left_out(file, line, "this job has no job_description");
                continue;
            };
            if job_description.len() > Job::LONGEST_DESCRIPTION {
                report.left_out(
                    file,
                    line,
                    format!(
                        "its text is longer than the {} bytes that are taken",
                        Job::LONGEST_DESCRIPTION
                    ),
                );
                continue;
            }
            let name = |key| shortened(fields::text(&row.fields, key).unwrap_or_default());
            let (company_name, role_name) = (name("company_name"), name("role_name"));
            let job_id = match fields::text(&row.fields, "job_id") {
                Some(id) => JobId::new(id),
                None => {
                    report.taken(
                        file,
                        line,
                        "this job has no job_id; it gets one made from its text",
                    );
                    JobId::new(fields::digest(
                        &[&company_name, &role_name, &job_description],
                        8,
                    ))
                }
            };
            let job_id = match job_id {
                Ok(id) => id,
                Err(error) => {
                    report.left_out(file, line, error.to_string());
                    continue;
                }
            };
            if !counts.is_empty() && !counts.contains_key(job_id.as_str()) {
                report.taken(file, line, format!("the job {job_id} is not in jobs_index.json: it may have been deleted there. It comes in; delete it here if it should be gone"));
            }
            let created_at = fields::time(&row, &["created_at", "timestamp"], now, report);
            let updated_at = if row.fields.contains_key("updated_at") {
                fields::time(&row, &["updated_at", "created_at"], now, report)
            } else {
                created_at.clone()
            };
            let job = Job {
                job_id: job_id.clone(),
                company_name,
                role_name,
                job_description,
                created_at,
                updated_at,
                metadata: metadata(&row.fields),
                is_template: row.fields.get("is_template") == Some(&Value::Bool(true)),
                corrections: corrections(&row.fields),
            };
            match places.insert(job_id.clone(), (jobs.len(), row.line)) {
                None => jobs.push(job),
                Some((place, before)) => {
                    let same = jobs.get(place) == Some(&job);
                    let what = format!(
                        "the job {job_id} stands here again (it was in line {before}{}); the later row is taken",
                        if same {
                            ", word for word"
                        } else {
                            ", with other words"
                        }
                    );
                    report.taken(file, line, what);
                    places.insert(job_id, (place, row.line));
                    if let Some(old) = jobs.get_mut(place) {
                        *old = job;
                    }
                }
            }
        }
    }
    ReadJobs { jobs, counts }
}

/// The jobs of the index and their counts; none where there is no index that can be read.
fn index(files: &Files, report: &mut Report) -> BTreeMap<String, Option<u64>> {
    let mut counts = BTreeMap::new();
    for (file, bytes) in &files.jobs_index {
        for fields in lines::index(file, bytes, "job_id", report).unwrap_or_default() {
            if let Some(id) = fields::text(&fields, "job_id") {
                counts.insert(id, fields.get("analysis_count").and_then(Value::as_u64));
            }
        }
    }
    counts
}

/// A name on one line, at most as long as names are.
fn shortened(name: String) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut name = words.join(" ");
    name.truncate(name.floor_char_boundary(Job::LONGEST_NAME));
    name
}

/// What the row says beside the fields that jobs have.
fn metadata(fields: &Map<String, Value>) -> Metadata {
    let mut metadata = match fields.get("metadata") {
        Some(Value::Object(metadata)) => metadata.clone().into_iter().collect(),
        _ => Metadata::new(),
    };
    const KNOWN: [&str; 11] = [
        "job_id",
        "company_name",
        "role_name",
        "job_description",
        "created_at",
        "timestamp",
        "updated_at",
        "metadata",
        "analysis_count",
        "is_template",
        "corrections",
    ];
    for (key, value) in fields {
        if !KNOWN.contains(&key.as_str()) {
            metadata.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    metadata
}

fn corrections(fields: &Map<String, Value>) -> Corrections {
    let corrections = fields.get("corrections").cloned();
    let corrections = corrections.and_then(|value| serde_json::from_value(value).ok());
    corrections.unwrap_or_default()
}
