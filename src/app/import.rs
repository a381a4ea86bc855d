//! Adding files: read, hashed and scored by the readers, kept by the keeper, one line a file in the progress.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::browser;
use super::readers::Readers;
use super::session::Session;
use crate::messages::{Failure, FailureKind, GetJob, JobText, Read, StoreResume, Stored};
use crate::records::ResumeState;

/// The largest file that is read, in bytes; the same limit as the reader's own, so that a larger one is not even loaded.
pub const LARGEST_FILE: f64 = 25.0 * 1024.0 * 1024.0;
/// Files that were read and wait for the disk, at the most. The disk takes as long for one as for many that come together, so
/// that nothing is gained where each is waited for.
const MOST_TO_KEEP: usize = 16;
/// Their bytes, at the most, but for one file that has more: they stand in memory until they are kept.
const MOST_BYTES_TO_KEEP: f64 = 64.0 * 1024.0 * 1024.0;

/// While files come in, the lists follow this often, in milliseconds.
const LISTS_FOLLOW_MS: f64 = 2_000.0;

/// What became of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub name: String,
    pub result: Result<Stored, Failure>,
}

impl Outcome {
    /// Whether the file is kept and could be read.
    pub fn is_fine(&self) -> bool {
        matches!(&self.result, Ok(stored) if stored.resume.resume.state == ResumeState::Read)
    }
}

/// The progress of adding files. Its signals are for drawing; copies are handles of the same one.
#[derive(Clone, Copy)]
pub struct Import {
    pub running: RwSignal<bool>,
    /// Files given so far, and those that are through.
    pub total: RwSignal<usize>,
    pub done: RwSignal<usize>,
    /// The names of the files that are being read now.
    pub now: RwSignal<Vec<String>>,
    /// Files left out because it was stopped.
    pub stopped: RwSignal<usize>,
    /// What became of each file that is through, in the order in which they were.
    pub outcomes: RwSignal<Vec<Outcome>>,
    line: StoredValue<Rc<Line>, LocalStorage>,
}

/// The files that wait, and who works on them.
struct Line {
    queue: RefCell<VecDeque<Task>>,
    readers: Readers,
    /// How many are being read now.
    reading: Cell<usize>,
    /// How many were read and are being kept now, and their bytes.
    keeping: Cell<usize>,
    bytes: Cell<f64>,
    /// When the lists were last told of new files, in milliseconds since 1970.
    told: Cell<f64>,
}

struct Task {
    file: File,
    job: Option<Rc<JobText>>,
    is_sample: bool,
}

impl Import {
    /// Nothing under way.
    pub fn new() -> Self {
        Self {
            running: RwSignal::new(false),
            total: RwSignal::new(0),
            done: RwSignal::new(0),
            now: RwSignal::new(Vec::new()),
            stopped: RwSignal::new(0),
            outcomes: RwSignal::new(Vec::new()),
            line: StoredValue::new_local(Rc::new(Line {
                queue: RefCell::default(),
                readers: Readers::new(),
                reading: Cell::default(),
                keeping: Cell::default(),
                bytes: Cell::default(),
                told: Cell::default(),
            })),
        }
    }

    /// Adds files, to be scored against the job where one is given. Files given while others are under way join them.
    pub fn add(&self, session: &Session, files: Vec<File>, job: Option<JobText>, is_sample: bool) {
        if files.is_empty() {
            return;
        }
        if !self.running.get_untracked() {
            self.total.set(0);
            self.done.set(0);
            self.stopped.set(0);
            self.outcomes.set(Vec::new());
            self.running.set(true);
        }
        self.total.update(|total| *total += files.len());
        let job = job.map(Rc::new);
        let line = self.line.get_value();
        line.queue
            .borrow_mut()
            .extend(files.into_iter().map(|file| Task {
                file,
                job: job.clone(),
                is_sample,
            }));
        self.go_on(*session);
    }

    /// Stops after the files that are being read now; what is done is kept.
    pub fn stop(&self) {
        let left = self.line.get_value().queue.borrow_mut().drain(..).count();
        self.stopped.try_set(left);
    }

    /// Takes the results away from the page.
    pub fn clear(&self) {
        if !self.running.get_untracked() {
            self.total.set(0);
            self.outcomes.set(Vec::new());
        }
    }

    /// Takes up as many of the files that wait as there is room for.
    fn go_on(self, session: Session) {
        let line = self.line.get_value();
        while line.has_room() {
            let task = line.queue.borrow_mut().pop_front();
            let Some(task) = task else { break };
            line.reading.set(line.reading.get() + 1);
            let line = Rc::clone(&line);
            spawn_local(async move { self.carry_out(session, &line, task).await });
        }
    }

    /// Reads one file and keeps it; another is read while this one waits for the disk.
    async fn carry_out(self, session: Session, line: &Line, task: Task) {
        let (name, size) = (task.file.name(), task.file.size());
        self.now.try_update(|now| now.push(name.clone()));
        let reading = read(&line.readers, &task, &name).await;
        self.now.try_update(|now| {
            if let Some(index) = now.iter().position(|other| *other == name) {
                now.remove(index);
            }
        });
        line.reading.set(line.reading.get() - 1);
        let result = match reading {
            Ok(buffers) => {
                line.keeping.set(line.keeping.get() + 1);
                line.bytes.set(line.bytes.get() + size);
                self.go_on(session);
                let kept = keep(&session, &task, &name, buffers).await;
                line.keeping.set(line.keeping.get() - 1);
                line.bytes.set(line.bytes.get() - size);
                kept
            }
            Err(failure) => Err(failure),
        };
        self.outcomes
            .try_update(|list| list.push(Outcome { name, result }));
        self.done.try_update(|done| *done += 1);
        let now = js_sys::Date::now();
        if now - line.told.get() > LISTS_FOLLOW_MS {
            line.told.set(now);
            session.version.try_update(|v| *v = v.wrapping_add(1));
        }
        self.go_on(session);
        if line.is_through() {
            line.readers.rest();
            self.running.try_set(false);
            session.wrote().await;
        }
    }
}

impl Line {
    /// Whether another file can be taken up: one more than there are readers, so that none waits while a file is loaded.
    fn has_room(&self) -> bool {
        let keeping = self.keeping.get();
        let is_room_to_keep = keeping < MOST_TO_KEEP && self.bytes.get() < MOST_BYTES_TO_KEEP;
        self.reading.get() <= Readers::at_once() && (keeping == 0 || is_room_to_keep)
    }

    fn is_through(&self) -> bool {
        self.reading.get() == 0 && self.keeping.get() == 0 && self.queue.borrow().is_empty()
    }
}

/// Adds files and scores them against the current job; without one they are kept.
pub fn add_to_current_job(session: Session, files: Vec<File>) {
    if files.is_empty() {
        return;
    }
    spawn_local(async move {
        let current = session.current_job.try_get_untracked().flatten();
        let job = match current {
            None => None,
            Some(row) => match session.client.call(GetJob { job_id: row.job_id }).await {
                Ok(view) => Some(JobText {
                    job_id: view.job.job_id,
                    company_name: view.job.company_name,
                    role_name: view.job.role_name,
                    job_description: view.job.job_description,
                    corrections: view.job.corrections,
                }),
                Err(failure) => return session.tell_failure(&failure),
            },
        };
        session.import.add(&session, files, job, false);
    });
}

/// A file's bytes again, and its reading for the keeper.
async fn read(readers: &Readers, task: &Task, name: &str) -> Result<Vec<ArrayBuffer>, Failure> {
    let refuse = |message: String| Err(Failure::new(FailureKind::Unreadable, message));
    if task.file.size() > LARGEST_FILE {
        return refuse(format!(
            "“{name}” has {:.0} MB; files up to 25 MB are read. Save it smaller (pictures are what makes a résumé large), then add it again.",
            task.file.size() / 1024.0 / 1024.0
        ));
    }
    if task.file.size() == 0.0 {
        return refuse(format!(
            "“{name}” is empty: 0 bytes. Look for the original and add that one."
        ));
    }
    let Ok(bytes) = JsFuture::from(task.file.array_buffer()).await else {
        return refuse(format!(
            "“{name}” could not be opened. If it was moved or is in use, add it again."
        ));
    };
    let bytes: ArrayBuffer = bytes.unchecked_into();
    let read = Read {
        name: name.to_owned(),
        added_at: browser::now(),
        job: task.job.as_deref().cloned(),
    };
    let (_, buffers) = readers.read(read, bytes).await?;
    Ok(buffers)
}

async fn keep(
    session: &Session,
    task: &Task,
    name: &str,
    buffers: Vec<ArrayBuffer>,
) -> Result<Stored, Failure> {
    let store = StoreResume {
        name: name.to_owned(),
        is_sample: task.is_sample,
    };
    let (stored, _) = session.client.call_with(store, buffers).await?;
    Ok(stored)
}
