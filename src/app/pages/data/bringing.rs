//! How the older system's folder comes in: opened by a reader, previewed by the keeper, and after the yes the files one by one, then
//! all the rest at once.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use futures::future::join_all;
use js_sys::ArrayBuffer;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::work::Work;
use crate::app::browser;
use crate::app::readers::{Readers, open_legacy};
use crate::app::session::Session;
use crate::app::sheets::read_sheet;
use crate::messages::{
    Failure, FailureKind, ImportLegacy, ImportLegacyResume, LegacyFile, LegacyNote, LegacyPreview,
    LegacyTally, OpenLegacy, PreviewLegacy, Progress, Read,
};

/// The most bytes that are loaded at once.
const MOST_BYTES: f64 = 1024.0 * 1024.0 * 1024.0;
/// Files of the folder that records are read from, and the folders whose files are.
const NAMES: [&str; 6] = [
    "jobs.jsonl",
    "jobs_index.json",
    "resumes_index.json",
    "analyses.jsonl",
    "analyses_index.json",
    "interactions.jsonl",
];
const FOLDERS: [&str; 3] = ["pdfs", "texts", "jobs_applied"];

/// How bringing the folder in stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
    /// A folder is wanted; why the one before did not come in, where there was one.
    Choose(Option<Failure>),
    Opening(&'static str),
    Previewed(LegacyPreview),
    Reading,
    Finishing,
    /// So many files were kept before the person stopped it.
    Stopped(u64),
    Done(LegacyTally),
}

/// The folder that is being brought in. It goes on while other views are shown.
#[derive(Clone)]
pub struct Bringing {
    pub stand: ArcRwSignal<Stand>,
    pub work: Work,
    /// What was chosen or dropped.
    pub name: ArcRwSignal<String>,
    /// Files that could not be kept, and why.
    pub failures: ArcRwSignal<Vec<(String, String)>>,
}

/// What was opened; the buffers go to the keeper and come back.
#[derive(Default)]
struct Held {
    /// The plan, then the rows of each workbook.
    plan: Vec<ArrayBuffer>,
    about: Vec<LegacyFile>,
    files: Vec<Option<ArrayBuffer>>,
    /// What the page itself has to say of workbooks.
    notes: Vec<LegacyNote>,
}

thread_local! {
    static BRINGING: OnceCell<Bringing> = const { OnceCell::new() };
    static HELD: RefCell<Held> = RefCell::default();
}

/// The folder that is being brought in.
pub fn bringing() -> Bringing {
    BRINGING.with(|bringing| {
        bringing
            .get_or_init(|| Bringing {
                stand: ArcRwSignal::new(Stand::Choose(None)),
                work: Work::default(),
                name: ArcRwSignal::default(),
                failures: ArcRwSignal::default(),
            })
            .clone()
    })
}

impl Bringing {
    /// Opens a folder's files and shows what they would bring.
    pub async fn open(&self, session: Session, files: Vec<(String, File)>) {
        let is_busy = self.stand.with_untracked(|stand| {
            matches!(stand, Stand::Opening(_) | Stand::Reading | Stand::Finishing)
        });
        if is_busy {
            return session.tell("Another folder is being looked at. Wait until it is through.");
        }
        if files.is_empty() {
            return;
        }
        HELD.take();
        self.failures.set(Vec::new());
        self.name.set(name_of(&files));
        self.stand
            .set(Stand::Opening("Loading the folder’s files…"));
        let stand = match self.look(session, files).await {
            Ok(preview) => Stand::Previewed(preview),
            Err(failure) => Stand::Choose(Some(failure)),
        };
        self.stand.set(stand);
    }

    async fn look(
        &self,
        session: Session,
        files: Vec<(String, File)>,
    ) -> Result<LegacyPreview, Failure> {
        let files: Vec<(String, File)> = files
            .into_iter()
            .filter(|(path, _)| is_of_use(path))
            .collect();
        let size: f64 = files.iter().map(|(_, file)| file.size()).sum();
        if size > MOST_BYTES {
            return Err(Failure::new(
                FailureKind::Unreadable,
                "This folder has more than 1 GB, which is more than is opened at once. Bring in a part first (half of data/resumes/pdfs with everything else), then the whole in the same way: what is here already stays as it is.",
            ));
        }
        let mut paths = Vec::new();
        let mut buffers = Vec::new();
        for (path, file) in files {
            buffers.push(loaded(&path, &file).await?);
            paths.push(path);
        }
        self.stand
            .set(Stand::Opening("Looking through the folder…"));
        let now = browser::now();
        let (opened, mut buffers) = open_legacy(OpenLegacy { paths, now }, buffers).await?;
        if buffers.len() < 1 + opened.files.len() {
            return Err(Failure::new(
                FailureKind::Internal,
                "The folder’s files did not come back from the reader. Drop the folder again.",
            ));
        }
        let mut workbooks = buffers.split_off(1 + opened.files.len());
        let files = buffers.split_off(1);
        let mut plan = buffers;
        let mut notes = Vec::new();
        for (name, workbook) in opened.workbooks.iter().zip(workbooks.drain(..)) {
            let rows = match read_sheet(workbook).await {
                Ok(rows) => rows,
                Err(failure) => {
                    notes.push(LegacyNote {
                        file: name.clone(),
                        line: None,
                        taken: false,
                        what: failure.message,
                    });
                    // No rows at all, in its place.
                    js_sys::Uint8Array::from(b"[]".as_slice()).buffer()
                }
            };
            plan.push(rows);
        }
        HELD.replace(Held {
            plan,
            about: opened.files,
            files: files.into_iter().map(Some).collect(),
            notes,
        });
        preview(session).await
    }

    /// Reads and keeps the files that are not here yet, then brings in the rest.
    pub async fn bring_in(&self, session: Session) {
        self.work.begin();
        self.stand.set(Stand::Reading);
        // Asked again, since something may have come in meanwhile: here, in another tab, or before a stop.
        let stand = match preview(session).await {
            Err(failure) => Stand::Choose(Some(failure)),
            Ok(preview) => {
                let kept = self.read_files(session, preview.to_read).await;
                if self.work.is_stopped() {
                    session.wrote().await;
                    Stand::Stopped(kept)
                } else {
                    self.finish(session).await
                }
            }
        };
        self.stand.set(stand);
    }

    /// Gives how many files were kept.
    async fn read_files(&self, session: Session, to_read: Vec<u64>) -> u64 {
        let total = to_read.len() as u64;
        let queue = RefCell::new(to_read.into_iter());
        let (done, kept) = (Cell::new(0_u64), Cell::new(0_u64));
        self.work.progress.set(Progress { done: 0, total });
        let readers = Rc::new(Readers::new());
        let at_work = (0..Readers::at_once()).map(|_| async {
            while !self.work.is_stopped() {
                let next = queue.borrow_mut().next();
                let Some(at) = next else { break };
                match keep_file(session, &readers, at).await {
                    Ok(()) => kept.set(kept.get() + 1),
                    Err((name, failure)) => self
                        .failures
                        .update(|failures| failures.push((name, failure.message))),
                }
                done.set(done.get() + 1);
                let done = done.get();
                self.work.progress.set(Progress { done, total });
            }
        });
        join_all(at_work).await;
        kept.get()
    }

    async fn finish(&self, session: Session) -> Stand {
        self.stand.set(Stand::Finishing);
        let Held { plan, .. } = HELD.take();
        let answer = session.client.call_long(ImportLegacy {}, plan, None).await;
        session.wrote().await;
        match answer {
            Ok((tally, _)) => Stand::Done(tally),
            Err(failure) => Stand::Choose(Some(failure)),
        }
    }

    /// Lets go of the folder.
    pub fn leave(&self) {
        HELD.take();
        self.stand.set(Stand::Choose(None));
    }
}

/// What the folder would bring, with the page's own notes.
async fn preview(session: Session) -> Result<LegacyPreview, Failure> {
    let plan = HELD.with_borrow_mut(|held| std::mem::take(&mut held.plan));
    let asked = session.client.call_long(PreviewLegacy {}, plan, None);
    let (mut preview, plan) = asked.await?;
    HELD.with_borrow_mut(|held| {
        held.plan = plan;
        let count = held.notes.len() as u64;
        preview.notes_total += count;
        preview.left_out += count;
        preview.notes.splice(0..0, held.notes.iter().cloned());
    });
    Ok(preview)
}

/// Reads and keeps one of the folder's files.
async fn keep_file(session: Session, readers: &Readers, at: u64) -> Result<(), (String, Failure)> {
    let held = HELD.with_borrow_mut(|held| {
        let at = usize::try_from(at).ok()?;
        Some((held.about.get(at)?.clone(), held.files.get_mut(at)?.take()))
    });
    let Some((about, bytes)) = held else {
        return Ok(());
    };
    let name = about.name.clone();
    let kept = async {
        let bytes = bytes.ok_or_else(|| {
            Failure::new(
                FailureKind::Conflict,
                "Its bytes are no longer at hand; drop the folder again for this one.",
            )
        })?;
        let read = Read {
            name: about.name.clone(),
            added_at: about.uploaded_at.clone(),
            job: None,
        };
        let (_, buffers) = readers.read(read, bytes).await?;
        let keep = ImportLegacyResume {
            resume_id: about.resume_id,
            name: about.name,
            candidate_name: about.candidate_name,
            uploaded_at: about.uploaded_at,
        };
        session.client.call_with(keep, buffers).await
    };
    kept.await.map(drop).map_err(|failure| (name, failure))
}

async fn loaded(path: &str, file: &File) -> Result<ArrayBuffer, Failure> {
    let bytes = JsFuture::from(file.array_buffer()).await;
    bytes.map(JsCast::unchecked_into).map_err(|_| {
        Failure::new(
            FailureKind::Unreadable,
            format!(
                "“{path}” could not be opened. If it was moved or is in use, drop the folder again."
            ),
        )
    })
}

/// Whether the older system kept something in a file of that path: an installation may have a great deal besides. What was dropped
/// by itself, in no folder, may be an archive.
fn is_of_use(path: &str) -> bool {
    let path = path.trim_start_matches('/').to_ascii_lowercase();
    let Some((folders, name)) = path.rsplit_once('/') else {
        return true;
    };
    let folder = folders.rsplit('/').next().unwrap_or_default();
    NAMES.contains(&name) || FOLDERS.contains(&folder)
}

/// What was dropped: a file's name, or the folder's.
fn name_of(files: &[(String, File)]) -> String {
    let path = files.first().map(|(path, _)| path.as_str());
    let path = path.unwrap_or_default().trim_start_matches('/');
    path.split('/').next().unwrap_or_default().to_owned()
}
