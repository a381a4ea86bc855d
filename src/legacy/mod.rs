//! The older, server-side system's folder: read into a plan of records, and written back out.
//!
//! Nothing here knows of storage. [`open`] takes the folder's files, or an archive of it, and gives a [`Plan`]: records as they
//! would be kept, and a note for everything that a person should know first, with file and line. Parsing does not fail
//! half-way: a broken line, a missing key, a file of the wrong kind is a note, and the rest is read.
//!
//! What is kept as it is: ids (those with characters that no id of ours has become the start of their SHA-256, so that the same
//! row has the same id every time), scores, recommendations, texts. The older system wrote times without a zone; they are
//! taken as UTC, because the folder does not say where its server stood, and so the same folder gives the same records on
//! every machine, in their true order.

mod analyses;
mod applications;
mod feedback;
mod fields;
mod files;
mod gathering;
mod jobs;
mod join;
mod lines;
mod resumes;
mod time;
mod write;

pub use analyses::{OLDER_SYSTEM, PlannedAnalysis, is_fallback};
pub use applications::{COLUMNS, PlainApplication, applications};
pub use feedback::PlannedFeedback;
pub use files::Limits;
pub use gathering::MOST_FILES;
pub use join::{Joint, Joints};
pub use resumes::{PlannedResume, document_of, id_digits};
pub use write::{AnalysisOut, Writer};

use serde::{Deserialize, Serialize};

use crate::messages::LegacyNote;
use crate::records::{Job, Time};

use files::Files;

/// What a folder holds, as it would be kept. It travels from the reader that opened the folder to the keeper, by way of a page
/// that does not look into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub jobs: Vec<Job>,
    pub resumes: Vec<PlannedResume>,
    pub analyses: Vec<PlannedAnalysis>,
    pub feedback: Vec<PlannedFeedback>,
    /// Paths of the workbooks of applications, in the order of [`Opened::workbooks`].
    pub workbooks: Vec<String>,
    pub notes: Vec<LegacyNote>,
    /// How many times had no zone and were taken as UTC.
    pub times_without_zone: u64,
}

/// An opened folder: the plan, and the files that others read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    pub plan: Plan,
    /// The résumés' files; [`PlannedResume::file`] counts among them.
    pub files: Vec<Vec<u8>>,
    /// The workbooks, in the order of [`Plan::workbooks`].
    pub workbooks: Vec<Vec<u8>>,
}

/// Opens a folder's files, each with its path, or archives of it (zip, tar, tar.gz). `now` stands where a row has no time at
/// all.
pub fn open(given: Vec<(String, Vec<u8>)>, now: &Time, limits: Limits) -> Opened {
    let mut report = Report::default();
    let files = Files::gather(given, limits, &mut report);
    let mut opened = Opened::default();
    let jobs = jobs::read(&files, now, &mut report);
    let resumes = resumes::read(&files, now, &mut report);
    let analyses = analyses::read(&files, &jobs.counts, now, &mut report);
    let jobs = jobs.jobs;
    let feedback = feedback::read(&files, now, &mut report);
    if jobs.is_empty()
        && resumes.planned.is_empty()
        && analyses.is_empty()
        && feedback.is_empty()
        && files.workbooks.is_empty()
    {
        report.left_out("", None, "nothing of the older system is in it: no jobs.jsonl, resumes_index.json, analyses.jsonl or interactions.jsonl. Drop its folder, or an archive of it");
    }
    opened.files = resumes.files;
    for (path, bytes) in files.workbooks {
        opened.plan.workbooks.push(path);
        opened.workbooks.push(bytes);
    }
    opened.plan = Plan {
        jobs,
        resumes: resumes.planned,
        analyses,
        feedback,
        workbooks: opened.plan.workbooks,
        notes: report.notes,
        times_without_zone: report.times_without_zone,
    };
    opened
}

/// What was noticed while a folder was read.
#[derive(Default)]
pub(crate) struct Report {
    notes: Vec<LegacyNote>,
    times_without_zone: u64,
}

impl Report {
    /// Something that does not come in, and why.
    fn left_out(&mut self, file: &str, line: Option<u64>, what: impl Into<String>) {
        self.note(file, line, false, what.into());
    }

    /// Something that comes in, but not quite as it stands.
    fn taken(&mut self, file: &str, line: Option<u64>, what: impl Into<String>) {
        self.note(file, line, true, what.into());
    }

    fn note(&mut self, file: &str, line: Option<u64>, taken: bool, what: String) {
        self.notes.push(LegacyNote {
            file: file.to_owned(),
            line,
            taken,
            what,
        });
    }
}
