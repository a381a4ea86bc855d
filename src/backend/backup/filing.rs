//! A row's keys in the indexes, made anew from what it holds: backups carry rows alone.

use std::collections::BTreeMap;

use crate::backend::rows::{
    self, AnalysisDetail, AnalysisHead, CURRENT_JOB, CurrentJob, JobHead, Kept, Rank,
    application_entry, feedback_entry, file_key, file_size, job_text_entry, part_entry,
    resume_entry,
};
use crate::messages::Failure;
use crate::records::{Application, Document, Facts, Feedback, JobId, Resume, ResumeId};
use crate::storage::{Entry, Part, Row, Value, stores};

/// Job and résumé of each analysis: its details hang on them and do not name them.
pub type Links = BTreeMap<String, (JobId, ResumeId)>;

/// A row as it is to be written, byte for byte as it was, and why it is no readable record where it is none. One that cannot be
/// read is in no index.
pub struct Filed {
    pub entry: Entry,
    pub refused: Option<String>,
}

/// Files a row of that store. Analyses are noted in `links`; their details look there.
pub fn file(store: &'static str, row: Row, links: &mut Links) -> Filed {
    match indexed(store, &row, links) {
        Ok(filed) => Filed {
            entry: Entry {
                key: row.key,
                value: row.value,
                index: filed.index,
            },
            refused: None,
        },
        Err(reason) => Filed {
            entry: Entry::new(row.key, row.value),
            refused: Some(reason),
        },
    }
}

/// The row as the program itself would write it.
fn indexed(store: &'static str, row: &Row, links: &mut Links) -> Result<Entry, String> {
    let filed = match store {
        stores::JOBS => told(record::<JobHead>(row)?.entry()),
        stores::JOB_TEXTS => {
            let text = row.value.text().ok_or("it holds bytes and not a text")?;
            let (job, _) = row.key.split_once('/').ok_or("its key names no job")?;
            let job = JobId::new(job).map_err(|error| error.to_string())?;
            Ok(job_text_entry(&job, &row.key, text))
        }
        stores::RESUMES => told(resume_entry(&record::<Resume>(row)?)),
        stores::RESUME_FILES => {
            let Value::Bytes(bytes) = &row.value else {
                return Err("it holds a text and not a file’s bytes".into());
            };
            let (resume, _) = row.key.split_once('/').ok_or("its key names no résumé")?;
            let resume = ResumeId::new(resume).map_err(|error| error.to_string())?;
            let size = bytes.len() as u64;
            if file_size(&row.key) != size {
                return Err(format!(
                    "it has {size} bytes, which is not what its key says"
                ));
            }
            let key = file_key(&resume, size);
            Ok(Entry::new(key, Value::Bytes(Vec::new()))
                .under("resume", [Part::from(resume.as_str())]))
        }
        stores::RESUME_TEXTS => told(part_entry(&resume_id(row)?, &record::<Document>(row)?)),
        stores::RESUME_FACTS => told(part_entry(&resume_id(row)?, &record::<Facts>(row)?)),
        stores::ANALYSES => {
            let head: AnalysisHead = record(row)?;
            let link = (head.job_id.clone(), head.resume_id.clone());
            links.insert(row.key.clone(), link);
            told(head.entry())
        }
        stores::ANALYSIS_DETAILS => {
            record::<AnalysisDetail>(row)?;
            let mut entry = Entry::new(row.key.as_str(), Value::Text(String::new()));
            if let Some((job, resume)) = links.get(&row.key) {
                entry = entry
                    .under("job", [Part::from(job.as_str())])
                    .under("resume", [Part::from(resume.as_str())]);
            }
            Ok(entry)
        }
        stores::RANKS => told(record::<Rank>(row)?.entry()),
        stores::FEEDBACK => told(feedback_entry(&record::<Feedback>(row)?)),
        stores::APPLICATIONS => told(application_entry(&record::<Application>(row)?)),
        stores::SETTINGS if row.key == CURRENT_JOB => told(record::<CurrentJob>(row)?.entry()),
        // Settings of other kinds hang on nothing.
        _ => Ok(Entry::new(row.key.as_str(), Value::Text(String::new()))),
    }?;
    if filed.key == row.key {
        Ok(filed)
    } else {
        Err(format!(
            "it is kept under “{}” and names itself “{}”",
            row.key, filed.key
        ))
    }
}

fn record<T: Kept>(row: &Row) -> Result<T, String> {
    rows::parse(row)
}

fn resume_id(row: &Row) -> Result<ResumeId, String> {
    ResumeId::new(row.key.as_str()).map_err(|error| error.to_string())
}

fn told(entry: Result<Entry, Failure>) -> Result<Entry, String> {
    entry.map_err(|failure| failure.message)
}
