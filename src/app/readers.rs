//! Reader workers: they work on what they are given and keep nothing.

use std::cell::{Cell, RefCell};

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::ArrayBuffer;

use super::browser;
use super::worker::{EngineWorker, RawReply, Told, understood, written};
use crate::messages::{
    Failure, FailureKind, LegacyOpened, LentScores, OpenLegacy, Read, ReadReceipt, ReaderCall,
    ScoreLent,
};

/// How long the older system's folder may take to be opened, in milliseconds: a gigabyte that is unpacked and looked through.
const FOLDER_LIMIT_MS: u32 = 600_000;
/// How long reading one file may take, or scoring what was lent at once, in milliseconds.
const READER_LIMIT_MS: u32 = 10_000;
/// How long a reader may take to load its program, in milliseconds: on a first visit it may still be on its way from the network.
const START_LIMIT_MS: u32 = 60_000;
/// More readers than this gain nothing: each holds an engine's memory, and the disk and the keeper are shared.
const MOST_READERS: usize = 4;

/// Reader workers: up to one a core, each reading one file at a time.
pub struct Readers {
    idle: RefCell<Vec<EngineWorker>>,
}

impl Readers {
    /// A pool without any worker yet.
    pub fn new() -> Self {
        Self {
            idle: RefCell::default(),
        }
    }

    /// How many files may be read at once on this machine.
    pub fn at_once() -> usize {
        browser::cores().clamp(1, MOST_READERS)
    }

    /// Reads one file: the receipt, the file's bytes again, and the reading for the keeper. A reader that hangs or dies is ended
    /// and its file reported; the next file gets a new one.
    ///
    /// # Errors
    /// What is wrong with the file, or [`FailureKind::Worker`] where reading it took over ten seconds or ended the reader.
    pub async fn read(
        &self,
        call: Read,
        file: ArrayBuffer,
    ) -> Result<(ReadReceipt, Vec<ArrayBuffer>), Failure> {
        let name = call.name.clone();
        let reader = self.reader().await?;
        match self.ask(reader, call.into(), &[file]).await {
            Err(failure) if failure.kind == FailureKind::Worker => Err(Failure::new(
                FailureKind::Worker,
                format!(
                    "“{name}” could not be read: the reader hung or stopped at it. The file is not kept; the others go on."
                ),
            )),
            answer => {
                let (reply, buffers) = answer?;
                Ok((understood(&reply)?, buffers))
            }
        }
    }

    /// Scores what the keeper lent.
    ///
    /// # Errors
    /// [`FailureKind::Worker`] where the reader could not be loaded, hung or died.
    pub async fn score(&self, lent: &[ArrayBuffer]) -> Result<LentScores, Failure> {
        let reader = self.reader().await?;
        let (reply, _) = self.ask(reader, ScoreLent {}.into(), lent).await?;
        understood(&reply)
    }

    /// A reader whose program is loaded.
    ///
    /// # Errors
    /// [`FailureKind::Worker`].
    async fn reader(&self) -> Result<EngineWorker, Failure> {
        let idle = self.idle.borrow_mut().pop();
        match idle {
            Some(reader) if !reader.is_dead() => Ok(reader),
            _ => ready_reader().await,
        }
    }

    /// Makes a call; the reader waits for another one afterwards, unless it hung or died.
    async fn ask(
        &self,
        reader: EngineWorker,
        call: ReaderCall,
        buffers: &[ArrayBuffer],
    ) -> Result<RawReply, Failure> {
        let answer = reader.call(written(&call)?, buffers, READER_LIMIT_MS).await;
        let is_lost = matches!(&answer, Err(failure) if failure.kind == FailureKind::Worker);
        if !is_lost {
            self.idle.borrow_mut().push(reader);
        }
        answer
    }

    /// Makes a reader ready, so that the first call does not wait for it.
    ///
    /// # Errors
    /// [`FailureKind::Worker`].
    pub async fn get_ready(&self) -> Result<(), Failure> {
        let reader = self.reader().await?;
        self.idle.borrow_mut().push(reader);
        Ok(())
    }

    /// Ends the readers that wait, and gives their memory back.
    pub fn rest(&self) {
        self.idle.borrow_mut().clear();
    }
}

/// Starts a reader and waits until its program is loaded, so that a file's time begins when its reading does.
async fn ready_reader() -> Result<EngineWorker, Failure> {
    ready_worker(
        "reader",
        "The part that reads files could not be loaded. Reload the page while the network is there, then add the file again.",
    )
    .await
}

/// Starts a worker of that role and waits until its program is loaded; `unloaded` says that it could not be.
///
/// # Errors
/// [`FailureKind::Worker`].
pub async fn ready_worker(role: &str, unloaded: &str) -> Result<EngineWorker, Failure> {
    let (sender, loaded) = oneshot::channel();
    let sender = Cell::new(Some(sender));
    let worker = EngineWorker::start(role, move |told| {
        if let Some(sender) = sender.take() {
            // Nobody waits any more where the time was over.
            let _ = sender.send(told);
        }
    })?;
    match select(loaded, TimeoutFuture::new(START_LIMIT_MS)).await {
        Either::Left((Ok(Told::Ready), _)) => Ok(worker),
        _ => Err(Failure::new(FailureKind::Worker, unloaded)),
    }
}

/// Opens the older system's folder in a reader of its own, which is ended afterwards: what the page needs to know of it, and the
/// buffers that [`OpenLegacy`] names.
///
/// # Errors
/// The call's own; [`FailureKind::Worker`] where the reader hung or died.
pub async fn open_legacy(
    call: OpenLegacy,
    files: Vec<ArrayBuffer>,
) -> Result<(LegacyOpened, Vec<ArrayBuffer>), Failure> {
    let reader = ready_reader().await?;
    let call = written(&ReaderCall::from(call))?;
    let (reply, buffers) = reader.call(call, &files, FOLDER_LIMIT_MS).await?;
    Ok((understood(&reply)?, buffers))
}
