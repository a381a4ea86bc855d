//! A backend to play with: a clock that ticks, ids in a row, readings made up.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use serde_json::json;
use shortlist::backend::ambient::{Clock, Ids};
use shortlist::backend::meaning::{Meaning, VectorFile};
use shortlist::backend::ready_jobs::ReadyJobs;
use shortlist::backend::rows::{self, AnalysisDetail, AnalysisHead, JobHead, Kept, Rank};
use shortlist::backend::{Backend, intake};
use shortlist::matching::Features;
use shortlist::messages::*;
use shortlist::records::*;
use shortlist::storage::{Memory, SCHEMA, Value, stores};

/// Runs a future to its end.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    futures_executor::block_on(future)
}

/// A clock that ticks a second at each look.
pub struct Ticking(Cell<u32>);

impl Clock for Ticking {
    fn now(&self) -> Time {
        let seconds = self.0.get();
        self.0.set(seconds + 1);
        let (hours, minutes, seconds) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        Time::new(format!(
            "2026-11-18T{hours:02}:{minutes:02}:{seconds:02}.000Z"
        ))
        .unwrap()
    }
}

/// Ids that count up from a start.
pub struct Counting(Cell<u64>);

impl Ids for Counting {
    fn hex(&self, digits: usize) -> String {
        self.0.set(self.0.get() + 1);
        format!("{:0digits$x}", self.0.get())
    }
}

/// The word vectors, from the repository; read once a thread.
pub fn vectors() -> Rc<dyn Meaning> {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/vectors/minilm-128.bin");
    thread_local! {
        static VECTORS: Rc<dyn Meaning> =
            Rc::new(VectorFile::new(|| std::future::ready(Ok(std::fs::read(FILE).unwrap()))));
    }
    VECTORS.with(Rc::clone)
}

pub struct World {
    pub storage: Memory,
    pub backend: Backend<Memory>,
}

impl World {
    pub fn new() -> Self {
        Self::tab(&Memory::new(&SCHEMA), 0)
    }

    /// Another tab over the same rows, whose ids do not meet those of the others.
    pub fn tab(storage: &Memory, number: u64) -> Self {
        Self::later(storage, number, 0)
    }

    /// Another tab whose clock begins some seconds later.
    pub fn later(storage: &Memory, number: u64, seconds: u32) -> Self {
        Self {
            storage: storage.clone(),
            backend: Backend::new(
                storage.clone(),
                Ticking(Cell::new(seconds)),
                Counting(Cell::new(number << 24)),
                vectors(),
            ),
        }
    }

    /// A world whose word vectors cannot be had.
    pub fn without_vectors() -> Self {
        let storage = Memory::new(&SCHEMA);
        let away = || Failure::new(FailureKind::Internal, "The network is away.");
        Self {
            storage: storage.clone(),
            backend: Backend::new(
                storage,
                Ticking(Cell::new(0)),
                Counting(Cell::new(0)),
                VectorFile::new(move || std::future::ready(Err(away()))),
            ),
        }
    }

    pub async fn ask_with<C: Call<Door = KeeperCall>>(
        &self,
        call: C,
        buffers: Vec<Vec<u8>>,
    ) -> Result<(C::Reply, Vec<Vec<u8>>), Failure> {
        // As over the wire.
        let call: KeeperCall =
            serde_json::from_str(&serde_json::to_string(&call.into()).unwrap()).unwrap();
        let answer = self.backend.call(call, buffers).await?;
        Ok((serde_json::from_str(&answer.value).unwrap(), answer.buffers))
    }

    pub async fn ask<C: Call<Door = KeeperCall>>(&self, call: C) -> Result<C::Reply, Failure> {
        Ok(self.ask_with(call, Vec::new()).await?.0)
    }

    /// As [`World::ask`], waited for, and it must go well.
    pub fn get<C: Call<Door = KeeperCall>>(&self, call: C) -> C::Reply {
        wait(self.ask(call)).unwrap()
    }

    /// As [`World::ask`], waited for, and it must fail.
    pub fn fail<C: Call<Door = KeeperCall>>(&self, call: C) -> Failure {
        match wait(self.ask(call)) {
            Ok(_) => panic!("this call should have failed"),
            Err(failure) => failure,
        }
    }

    pub fn job(&self, role: &str, text: &str) -> JobRow {
        match self.get(save_job(role, text)) {
            Saved::Saved(row) => row,
            Saved::SameText(row) => panic!("{} has the same text", row.job_id),
        }
    }

    pub fn resume(&self, text: &str) -> Stored {
        wait(self.store(text, &reading(text))).unwrap()
    }

    /// A résumé that arrives while a job is current.
    pub fn resume_for(&self, job: &JobText, text: &str, score: f64) -> Stored {
        wait(self.store(text, &scored(text, job, score))).unwrap()
    }

    pub async fn store(&self, text: &str, reading: &Reading) -> Result<Stored, Failure> {
        let name = text.lines().next().unwrap_or_default();
        let call = StoreResume {
            name: format!("{name}.txt"),
            is_sample: false,
        };
        let buffers = vec![text.into(), serde_json::to_vec(reading).unwrap()];
        Ok(self.ask_with(call, buffers).await?.0)
    }

    pub fn job_text(&self, job: &JobRow) -> JobText {
        let view = self.get(GetJob {
            job_id: job.job_id.clone(),
        });
        JobText {
            job_id: view.job.job_id,
            company_name: view.job.company_name,
            role_name: view.job.role_name,
            job_description: view.job.job_description,
            corrections: view.job.corrections,
        }
    }

    pub fn stats(&self) -> Stats {
        self.get(GetStats {})
    }

    pub fn ranked(&self, job: &JobId) -> Listing<AnalysisRow> {
        self.get(ListAnalyses {
            filter: AnalysisFilter {
                job_id: Some(job.clone()),
                order: AnalysisOrder::Rank,
                ..AnalysisFilter::default()
            },
            window: Window::default(),
        })
    }

    pub fn rate(&self, analysis: &AnalysisId, rating: u8) -> Feedback {
        self.get(SaveFeedback {
            analysis_id: Some(analysis.clone()),
            ..feedback(rating)
        })
    }
}

pub fn save_job(role: &str, text: &str) -> SaveJob {
    SaveJob {
        job_id: None,
        company_name: "Acme".into(),
        role_name: role.into(),
        job_description: text.into(),
        is_template: false,
        even_if_same: false,
        is_sample: false,
    }
}

pub fn feedback(rating: u8) -> SaveFeedback {
    SaveFeedback {
        id: None,
        analysis_id: None,
        item_type: ItemType::WholeAnswer,
        item: String::new(),
        query: "Does she fit?".into(),
        response: "She does.".into(),
        feedback: FeedbackBody {
            rating,
            ..FeedbackBody::default()
        },
    }
}

/// What a reader would say of a text file: its first line is the candidate's name.
pub fn reading(text: &str) -> Reading {
    let lines = text.lines().zip(1..).map(|(text, number)| Line {
        number,
        page: 1,
        block: 1,
        text: text.into(),
        ..Line::default()
    });
    let name = text.lines().next().unwrap_or_default();
    Reading {
        sha256: rows::sha256(text.as_bytes()),
        added_at: Time::new("2026-11-18T10:00:00.000Z").unwrap(),
        state: ResumeState::Read,
        document: Document {
            format: Format::PlainText,
            page_count: None,
            lines: lines.collect(),
            links: Vec::new(),
            plain: None,
            hidden: Vec::new(),
            findings: Vec::new(),
        },
        facts: Facts {
            name: Some(Fact {
                value: name.into(),
                line: 1,
            }),
            ..Facts::default()
        },
        features: None,
        analysis: None,
        job: None,
    }
}

/// What a reader would say of a file without text.
pub fn unreadable(text: &str, job: Option<&JobText>) -> Reading {
    let mut reading = reading(text);
    reading.state = ResumeState::NoText;
    reading.document.lines.clear();
    reading.document.findings.push(Finding {
        kind: FindingKind::NoTextLayer,
        severity: Severity::Error,
        what: "The pages are pictures.".into(),
        advice: "Ask for a file with text.".into(),
        line: None,
    });
    reading.facts = Facts::default();
    reading.job = job.cloned();
    reading
}

/// A reading with an analysis of that score.
pub fn scored(text: &str, job: &JobText, score: f64) -> Reading {
    let mut reading = reading(text);
    let result = json!({
        "candidate_name": text.lines().next(), "filename": "cv.txt", "company_name": job.company_name,
        "role_name": job.role_name, "overall_score": score, "skill_match_score": score,
        "experience_match_score": null, "education_match_score": null, "parts": [], "strength": "possible",
        "thin": false, "requirements": [], "matched_skills": [], "missing_critical_skills": [], "strengths": [],
        "weaknesses": [], "executive_summary": [], "hiring_recommendation": "MAYBE", "notes": [],
        "as_of": {"year": 2026, "month": 11},
    });
    reading.analysis = Some(serde_json::from_value(result).unwrap());
    reading.job = Some(job.clone());
    reading
}

/// What the reader itself says of a text file.
pub fn read(text: &str, job: Option<&JobText>) -> Reading {
    let call = Read {
        name: "cv.txt".into(),
        added_at: Time::new("2026-11-18T10:00:00.000Z").unwrap(),
        job: job.cloned(),
    };
    let model = wait(vectors().model()).unwrap();
    let (_, reading) = intake::read(text.as_bytes(), &call, &ReadyJobs::default(), &model).unwrap();
    serde_json::from_slice(&reading).unwrap()
}

fn all<T: Kept>(storage: &Memory) -> Vec<T> {
    let rows = storage.dump(T::STORE);
    rows.iter().map(|row| rows::parse(row).unwrap()).collect()
}

fn keys(storage: &Memory, store: &str) -> Vec<String> {
    storage.dump(store).into_iter().map(|row| row.key).collect()
}

/// Every record is there with all its parts, and no link leads nowhere.
pub fn assert_whole(storage: &Memory) {
    let jobs = keys(storage, stores::JOBS);
    let texts = keys(storage, stores::JOB_TEXTS);
    let resumes = keys(storage, stores::RESUMES);
    let analyses = all::<AnalysisHead>(storage);
    for job in all::<JobHead>(storage) {
        assert!(texts.contains(&job.text_key), "{} has no text", job.job_id);
    }
    for key in &texts {
        assert!(
            jobs.contains(&key.split('/').next().unwrap().to_owned()),
            "{key} hangs loose"
        );
    }
    assert_eq!(resumes, keys(storage, stores::RESUME_TEXTS));
    assert_eq!(resumes, keys(storage, stores::RESUME_FACTS));
    for key in keys(storage, stores::RESUME_FEATURES) {
        assert!(resumes.contains(&key), "features of {key} hang loose");
    }
    all::<Features>(storage);
    all::<Document>(storage);
    all::<Facts>(storage);
    let mut files = 0;
    for resume in all::<Resume>(storage) {
        if resume.lacks_file() {
            continue;
        }
        files += 1;
        let key = rows::file_key(&resume.resume_id, resume.file_size);
        let file = storage.dump(stores::RESUME_FILES);
        let file = file.iter().find(|row| row.key == key).unwrap();
        let Value::Bytes(bytes) = &file.value else {
            panic!("{key} holds no bytes");
        };
        assert_eq!(rows::sha256(bytes), resume.sha256);
        if let Some(job) = resume.unscored_for {
            assert!(
                jobs.contains(&job.to_string()),
                "{key} waits for a job that is gone"
            );
        }
    }
    assert_eq!(keys(storage, stores::RESUME_FILES).len(), files);
    all::<AnalysisDetail>(storage);
    assert_eq!(
        keys(storage, stores::ANALYSES),
        keys(storage, stores::ANALYSIS_DETAILS)
    );
    let mut pairs: Vec<(String, String)> = Vec::new();
    for head in &analyses {
        assert!(jobs.contains(&head.job_id.to_string()));
        assert!(resumes.contains(&head.resume_id.to_string()));
        assert!(
            texts.contains(&head.text_key),
            "{} has no text",
            head.analysis_id
        );
        pairs.push((head.job_id.to_string(), head.resume_id.to_string()));
    }
    pairs.sort();
    pairs.dedup();
    let ranks = all::<Rank>(storage);
    assert_eq!(ranks.len(), pairs.len(), "one rank for each pair");
    for rank in ranks {
        let head = analyses
            .iter()
            .find(|head| head.analysis_id == rank.analysis_id);
        assert_eq!(head.unwrap().rank(), rank);
    }
    for feedback in all::<Feedback>(storage) {
        if let Some(id) = feedback.analysis_id {
            assert!(analyses.iter().any(|head| head.analysis_id == id));
        }
    }
    let feedback = keys(storage, stores::FEEDBACK);
    for vector in keys(storage, stores::FEEDBACK_VECTORS) {
        assert!(feedback.contains(&vector), "{vector} hangs loose");
    }
    for application in all::<Application>(storage) {
        if let Some(id) = application.job_id {
            assert!(jobs.contains(&id.to_string()), "{id} is gone");
        }
        if let Some(id) = application.resume_id {
            assert!(resumes.contains(&id.to_string()), "{id} is gone");
        }
        let last = application.changes.last().map(|change| change.status);
        assert_eq!(last, Some(application.status));
    }
    let settings = storage.dump(stores::SETTINGS);
    for row in settings.iter().filter(|row| row.key == rows::CURRENT_JOB) {
        let current: rows::CurrentJob = rows::parse(row).unwrap();
        assert!(jobs.contains(&current.job_id.to_string()));
    }
}
