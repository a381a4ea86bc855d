//! Files that arrive: each kept once, under an id that its bytes give it, with what its reading found out.

use super::rows::{
    JobHead, features_entry, file_entry, part_entry, rank_key, resume_entry, sha256, text_key,
};
use super::scoring::NewAnalysis;
use super::text::file_name;
use super::{Attempt, Backend, text_of};
use crate::messages::{Failure, FailureKind, ImportLegacyResume, Reading, StoreResume, Stored};
use crate::records::{Resume, ResumeId, ResumeState, Time};
use crate::storage::{Batch, Query, Range, Row, Storage, stores};

/// How many hex digits of the SHA-256 an id has: the first, and the longer ones for true collisions.
const ID_DIGITS: [usize; 3] = [16, 32, 57];
/// How many the ids of the oldest data have; no new one gets so few.
const OLD_ID_DIGITS: usize = 12;

/// A file to be kept, with its reading, cleaned and checked.
struct Arrival {
    name: String,
    is_sample: bool,
    bytes: Vec<u8>,
    reading: Reading,
    /// The ids it can get, the first that is free.
    ids: Vec<ResumeId>,
    /// An id that it could have in older data.
    old_id: ResumeId,
    /// What older data say of it.
    older: Option<Older>,
}

/// What older data say of a file.
struct Older {
    candidate_name: Option<String>,
    uploaded_at: Time,
}

/// A résumé that is here already, and its row.
struct Known<'a> {
    row: &'a Row,
    resume: Resume,
}

impl<S: Storage> Backend<S> {
    pub(super) async fn store_resume(
        &self,
        call: StoreResume,
        buffers: Vec<Vec<u8>>,
    ) -> Result<(Stored, Vec<Vec<u8>>), Failure> {
        let arrival = arrival(&call.name, call.is_sample, None, buffers)?;
        let stored = self
            .retry(async || self.try_store_resume(&arrival).await)
            .await?;
        Ok((stored, Vec::new()))
    }

    /// As [`Backend::store_resume`], for a file of the older system's: under the id that it has there, where its bytes give that id.
    pub(super) async fn import_legacy_resume(
        &self,
        call: ImportLegacyResume,
        buffers: Vec<Vec<u8>>,
    ) -> Result<(Stored, Vec<Vec<u8>>), Failure> {
        let older = Older {
            candidate_name: call.candidate_name,
            uploaded_at: call.uploaded_at,
        };
        let mut arrival = arrival(&call.name, false, Some(older), buffers)?;
        let digits = crate::legacy::id_digits(&call.resume_id);
        if digits.is_none_or(|digits| arrival.reading.sha256.starts_with(digits)) {
            arrival.ids.retain(|id| *id != call.resume_id);
            arrival.ids.insert(0, call.resume_id);
        }
        let stored = self
            .retry(async || self.try_store_resume(&arrival).await)
            .await?;
        Ok((stored, Vec::new()))
    }

    async fn try_store_resume(&self, arrival: &Arrival) -> Result<Stored, Attempt> {
        let reading = &arrival.reading;
        let job = reading.job.as_ref();
        // Everything that the decision needs, from one state of the data.
        let ids = || arrival.ids.iter().chain([&arrival.old_id]);
        let keys: Vec<String> = ids().map(ToString::to_string).collect();
        let ranks = job
            .into_iter()
            .flat_map(|job| ids().map(|id| rank_key(&job.job_id, id)));
        let head = job.map(|job| job.job_id.to_string());
        let text = job.map(|job| text_key(&job.job_id, &job.job_description));
        let found = self
            .storage
            .read(&[
                Query::Get {
                    store: stores::RESUMES,
                    keys,
                },
                Query::Get {
                    store: stores::JOBS,
                    keys: head.into_iter().collect(),
                },
                Query::Count {
                    store: stores::JOB_TEXTS,
                    index: None,
                    range: Range::of(text.unwrap_or_default()),
                },
                Query::Get {
                    store: stores::RANKS,
                    keys: ranks.collect(),
                },
            ])
            .await?;
        let [resumes, jobs, texts, ranks] = found.as_slice() else {
            return Err(Failure::new(FailureKind::Internal, "Nothing was read.").into());
        };
        // A job that was deleted while the file was read, or made a template: the file is kept all the same.
        let job = job.filter(|_| {
            let head = jobs.rows.first();
            let head = head.and_then(|row| self.parse::<JobHead>(row));
            head.is_some_and(|head| !head.is_template)
        });
        let (resume_id, before) = self.place(arrival, &resumes.rows)?;

        let mut batch = Batch::new();
        let already_here = before.is_some();
        let resume = match &before {
            Some(Known { row, resume }) => {
                let now = meet_again(resume, arrival, job.is_some());
                if now == *resume {
                    batch.present(stores::RESUMES, resume_id.as_str());
                } else {
                    batch.same(stores::RESUMES, resume_id.as_str(), text_of(row));
                    batch.put(stores::RESUMES, resume_entry(&now)?);
                }
                if resume.lacks_file() {
                    batch.put(
                        stores::RESUME_FILES,
                        file_entry(&resume_id, arrival.bytes.clone()),
                    );
                }
                if is_read_anew(resume, reading) {
                    keep_parts(&mut batch, &resume_id, reading)?;
                }
                now
            }
            None => {
                let resume = self.first_met(&resume_id, arrival, job.is_some());
                batch.absent(stores::RESUMES, resume_id.as_str());
                batch.put(stores::RESUMES, resume_entry(&resume)?);
                batch.put(
                    stores::RESUME_FILES,
                    file_entry(&resume_id, arrival.bytes.clone()),
                );
                keep_parts(&mut batch, &resume_id, reading)?;
                resume
            }
        };
        if let Some(job) = job
            && resume.unscored_for.as_ref() == Some(&job.job_id)
        {
            batch.present(stores::JOBS, job.job_id.as_str());
        }

        let analysis = match (job, &reading.analysis) {
            (Some(job), Some(result)) => {
                let rank = rank_key(&job.job_id, &resume_id);
                let rank = ranks.rows.iter().find(|row| row.key == rank);
                match self.equal_analysis(rank, job, &resume_id).await? {
                    Some(head) => Some(head),
                    None => {
                        let new = NewAnalysis {
                            job,
                            text_is_kept: texts.count > 0,
                            resume_id: &resume_id,
                            rank,
                            replaces: None,
                            result,
                            facts: &reading.facts,
                        };
                        Some(self.add_analysis(&mut batch, &new)?)
                    }
                }
            }
            _ => None,
        };
        if !batch.writes.is_empty() {
            let (batch, outcome) = self.queue.commit(&self.storage, batch).await;
            self.follow(&batch, outcome.is_ok());
            outcome?;
        }
        let analysis = match analysis {
            Some(head) => self.analysis_rows(vec![head]).await?.into_iter().next(),
            None => None,
        };
        Ok(Stored {
            resume: self.resume_row(resume).await?,
            already_here,
            analysis,
        })
    }

    /// Which id the file has, and the résumé with the same bytes where there is one.
    fn place<'a>(
        &self,
        arrival: &Arrival,
        rows: &'a [Row],
    ) -> Result<(ResumeId, Option<Known<'a>>), Failure> {
        let row_of = |id: &ResumeId| rows.iter().find(|row| row.key == id.as_str());
        for id in arrival.ids.iter().chain([&arrival.old_id]) {
            if let Some(row) = row_of(id) {
                let resume: Resume = self.one(rows, id.as_str())?;
                if resume.is_of(&arrival.reading.sha256) {
                    return Ok((id.clone(), Some(Known { row, resume })));
                }
            }
        }
        if let Some(id) = arrival.ids.iter().find(|id| row_of(id).is_none()) {
            return Ok((id.clone(), None));
        }
        Err(Failure::new(
            FailureKind::Conflict,
            "Other files have every id that this one could have. It was not kept.",
        ))
    }

    fn first_met(&self, resume_id: &ResumeId, arrival: &Arrival, for_job: bool) -> Resume {
        let reading = &arrival.reading;
        let unread = Resume {
            resume_id: resume_id.clone(),
            sha256: reading.sha256.clone(),
            candidate_name: None,
            original_filename: arrival.name.clone(),
            media_type: String::new(),
            file_size: arrival.bytes.len() as u64,
            page_count: None,
            text_length: 0,
            uploaded_at: arrival
                .older
                .as_ref()
                .map_or_else(|| self.clock.now(), |older| older.uploaded_at.clone()),
            state: reading.state,
            findings: Vec::new(),
            headline: None,
            email: None,
            experience_months: None,
            degree: reading.facts.degree,
            unscored_for: None,
            is_sample: arrival.is_sample,
        };
        read_into(unread, arrival, for_job)
    }
}

/// Adds to a batch what a reading found out about a résumé.
fn keep_parts(batch: &mut Batch, resume_id: &ResumeId, reading: &Reading) -> Result<(), Failure> {
    let document = part_entry(resume_id, &reading.document)?;
    batch.put(stores::RESUME_TEXTS, document);
    batch.put(stores::RESUME_FACTS, part_entry(resume_id, &reading.facts)?);
    if let Some(features) = &reading.features {
        let features = features_entry(resume_id, features);
        batch.put(stores::RESUME_FEATURES, features);
    }
    Ok(())
}

/// A file that arrives, with its reading.
///
/// # Errors
/// Invalid where a buffer is missing, or the reading is none, or one of other bytes.
fn arrival(
    name: &str,
    is_sample: bool,
    older: Option<Older>,
    buffers: Vec<Vec<u8>>,
) -> Result<Arrival, Failure> {
    let mut buffers = buffers.into_iter();
    let (Some(bytes), Some(reading)) = (buffers.next(), buffers.next()) else {
        let wanted = "Two buffers are wanted: the file’s bytes and its reading.";
        return Err(Failure::invalid("buffers", wanted));
    };
    let reading: Reading = serde_json::from_slice(&reading).map_err(|error| {
        Failure::invalid("reading", format!("This is no reading of a file: {error}"))
    })?;
    let sha = sha256(&bytes);
    if sha != reading.sha256 {
        let message = "The bytes are not those that were read. Add the file again.";
        return Err(Failure::invalid("file", message));
    }
    let id = |digits: usize| {
        ResumeId::new(format!("resume_{}", sha.get(..digits).unwrap_or(&sha)))
            .map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))
    };
    let ids = ID_DIGITS.into_iter().map(id);
    Ok(Arrival {
        name: file_name(name),
        is_sample,
        ids: ids.collect::<Result<_, _>>()?,
        old_id: id(OLD_ID_DIGITS)?,
        older,
        bytes,
        reading,
    })
}

/// Whether a résumé whose bytes arrive again is read anew: where there was no text, or only that of an older reader.
fn is_read_anew(resume: &Resume, reading: &Reading) -> bool {
    (resume.state != ResumeState::Read || resume.lacks_file()) && reading.state == ResumeState::Read
}

/// A résumé with what its reading says.
fn read_into(resume: Resume, arrival: &Arrival, for_job: bool) -> Resume {
    let Reading {
        document,
        facts,
        state,
        job,
        ..
    } = &arrival.reading;
    let unscored = (*state != ResumeState::Read && for_job).then_some(job.as_ref());
    Resume {
        candidate_name: facts
            .name
            .as_ref()
            .map(|name| name.value.clone())
            .or_else(|| arrival.older.as_ref()?.candidate_name.clone()),
        media_type: document.format.media_type().to_owned(),
        page_count: document.page_count,
        text_length: document.text().chars().count() as u64,
        state: *state,
        findings: document.findings.clone(),
        headline: facts.headline.as_ref().map(|fact| fact.value.clone()),
        email: facts.emails.first().map(|fact| fact.value.clone()),
        experience_months: facts.experience_months,
        degree: facts.degree,
        unscored_for: unscored.flatten().map(|job| job.job_id.clone()),
        ..resume
    }
}

/// A résumé whose bytes arrive again. What a person adds is no sample any more; one that came without its file has it now; a file
/// that gave no text and now does, by a better reader, is read anew; a file without text joins the desk of the job that is
/// current now.
fn meet_again(resume: &Resume, arrival: &Arrival, for_job: bool) -> Resume {
    let now = Resume {
        is_sample: resume.is_sample && arrival.is_sample,
        sha256: arrival.reading.sha256.clone(),
        file_size: arrival.bytes.len() as u64,
        ..resume.clone()
    };
    if is_read_anew(resume, &arrival.reading) {
        let name = resume.candidate_name.clone();
        let now = read_into(now, arrival, for_job);
        Resume {
            candidate_name: now.candidate_name.clone().or(name),
            ..now
        }
    } else if resume.state != ResumeState::Read && for_job {
        Resume {
            unscored_for: arrival.reading.job.as_ref().map(|job| job.job_id.clone()),
            ..now
        }
    } else {
        now
    }
}
