//! Intake: a file's bytes become a reading, in a worker that keeps nothing.

use std::rc::Rc;

use super::ready_jobs::ReadyJobs;
use super::rows::{json, sha256};
use super::text::file_name;
use crate::matching::{Features, Prepared};
use crate::messages::{Failure, FailureKind, Read, ReadReceipt, Reading};
use crate::reading;
use crate::records::{Document, Facts, ResumeState};
use crate::vectors::Model;

/// Reads a file and, where a job is given and there is text, scores it. Gives the receipt for the page and the JSON of the
/// [`Reading`] for the keeper.
///
/// It is scored with the word vectors, always.
///
/// A file that gives no text (pictures, a password, damage) is a reading too: the file is kept with what was found.
///
/// # Errors
/// Unreadable where the file is none that is kept at all: empty, too large, of an unknown format.
pub fn read(
    bytes: &[u8],
    call: &Read,
    ready_jobs: &ReadyJobs,
    model: &Rc<Model>,
) -> Result<(ReadReceipt, Vec<u8>), Failure> {
    let reading = reading_of(bytes, call, ready_jobs, model)?;
    let receipt = ReadReceipt {
        state: reading.state,
    };
    Ok((receipt, json(&reading)?.into_bytes()))
}

fn reading_of(
    bytes: &[u8],
    call: &Read,
    ready_jobs: &ReadyJobs,
    model: &Rc<Model>,
) -> Result<Reading, Failure> {
    let (document, state) = match reading::read(bytes, &call.name) {
        Ok(document) if document.text().trim().is_empty() => (document, ResumeState::NoText),
        Ok(document) => (document, ResumeState::Read),
        Err(error) => {
            let Some((format, state)) = error.kept_as() else {
                return Err(Failure::new(FailureKind::Unreadable, error.to_string()));
            };
            let document = Document {
                format,
                page_count: None,
                lines: Vec::new(),
                links: Vec::new(),
                plain: None,
                hidden: Vec::new(),
                findings: vec![error.finding()],
            };
            (document, state)
        }
    };
    let (mut facts, mut features, mut analysis) = (Facts::default(), None, None);
    if state == ResumeState::Read {
        facts = reading::facts(&document, call.added_at.year_month());
        let found = Features::of(&document, &facts, Some(model));
        features = Some(json(&found)?);
        if let Some(job) = &call.job {
            let scorer = ready_jobs.get(job, model);
            let found = Prepared::new(found);
            let name = file_name(&call.name);
            analysis = Some(scorer.explain(&found, &document, &facts, &name));
        }
    }
    Ok(Reading {
        sha256: sha256(bytes),
        added_at: call.added_at.clone(),
        state,
        document,
        facts,
        features,
        analysis,
        job: call.job.clone(),
    })
}
