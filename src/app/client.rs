//! The one place of the page that talks to the backend: the keeper for everything kept, a pool of readers for files.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, LocalBoxFuture, select};
use futures::lock::Mutex;
use gloo_timers::future::TimeoutFuture;
use js_sys::ArrayBuffer;
use leptos::prelude::{GetValue, LocalStorage, StoredValue, WithValue};
use web_sys::File;

use super::browser;
use super::worker::{EngineWorker, RawReply, Told, understood, written};
use crate::messages::{
    Call, Failure, FailureKind, KeeperCall, LegacyOpened, Open, OpenLegacy, OpenState, Read,
    ReadReceipt, ReaderCall,
};

/// How long a call to the keeper may take, in milliseconds. The longest honest one exports all feedback or deletes everything.
pub const KEEPER_LIMIT_MS: u32 = 60_000;
/// The limit of calls that take as long as a large file does: a day, in milliseconds. The person sees how far they are and can
/// stop them.
const LONG_LIMIT_MS: u32 = 24 * 60 * 60 * 1000;
/// How long the older system's folder may take to be opened, in milliseconds: a gigabyte that is unpacked and looked through.
const FOLDER_LIMIT_MS: u32 = 600_000;
/// How long reading one file may take, in milliseconds.
pub const READER_LIMIT_MS: u32 = 10_000;
/// How long a reader may take to load its program, in milliseconds: on a first visit it may still be on its way from the network.
const START_LIMIT_MS: u32 = 60_000;
/// More readers than this gain nothing: each holds an engine's memory, and the disk and the keeper are shared.
const MOST_READERS: usize = 4;

/// Calls to the engine. A handle: copies talk to the same keeper.
#[derive(Clone, Copy)]
pub struct Client(StoredValue<Rc<Keeper>, LocalStorage>);

struct Keeper {
    worker: RefCell<Option<Rc<EngineWorker>>>,
    /// Held while a worker is started, so that two calls do not start two.
    starting: Mutex<()>,
    /// How many long calls are under way. Others may have to wait for them, and that is no reason to end the keeper.
    long: Cell<u32>,
    told: Rc<dyn Fn(Told)>,
}

impl Client {
    /// A client whose keeper is started by its first call. `told` hears what the keeper says unasked.
    pub fn new(told: impl Fn(Told) + 'static) -> Self {
        Self(StoredValue::new_local(Rc::new(Keeper {
            worker: RefCell::default(),
            starting: Mutex::default(),
            long: Cell::default(),
            told: Rc::new(told),
        })))
    }

    /// Opens the database and tells what is there.
    ///
    /// # Errors
    /// Storage refused, another version holding the database, or no worker to be had.
    pub async fn open(&self) -> Result<OpenState, Failure> {
        self.call(Open {
            build: browser::meta("shortlist:build"),
        })
        .await
    }

    /// Makes a call.
    ///
    /// # Errors
    /// The call's own; [`FailureKind::Worker`] where the keeper hung or died (the next call starts another).
    pub async fn call<C: Call<Door = KeeperCall>>(&self, call: C) -> Result<C::Reply, Failure> {
        let (reply, _) = self.ask(call.into(), Vec::new()).await?;
        understood(&reply)
    }

    /// Makes a call that buffers go with, there or back. Those that go there are moved.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn call_with<C: Call<Door = KeeperCall>>(
        &self,
        call: C,
        buffers: Vec<ArrayBuffer>,
    ) -> Result<(C::Reply, Vec<ArrayBuffer>), Failure> {
        let (reply, buffers) = self.ask(call.into(), buffers).await?;
        Ok((understood(&reply)?, buffers))
    }

    /// Makes a call that takes as long as a large file does, at most [`LONG_LIMIT_MS`].
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn call_long<C: Call<Door = KeeperCall>>(
        &self,
        call: C,
        buffers: Vec<ArrayBuffer>,
        file: Option<File>,
    ) -> Result<(C::Reply, Vec<ArrayBuffer>), Failure> {
        let asked = self.ask_within(call.into(), buffers, file, LONG_LIMIT_MS);
        let (reply, buffers) = asked.await?;
        Ok((understood(&reply)?, buffers))
    }

    /// Makes any call; its reply stays JSON. Everything but the reading of the reply stands here, once for all types of calls,
    /// so that the page stays small.
    pub fn ask(
        &self,
        call: KeeperCall,
        buffers: Vec<ArrayBuffer>,
    ) -> LocalBoxFuture<'static, Result<RawReply, Failure>> {
        let busy = self.0.with_value(|keeper| keeper.long.get() > 0);
        let limit_ms = if busy { LONG_LIMIT_MS } else { KEEPER_LIMIT_MS };
        self.ask_within(call, buffers, None, limit_ms)
    }

    /// [`Client::ask`] with a time limit of its own, in milliseconds, and with a file that the keeper reads in slices.
    pub fn ask_within(
        &self,
        call: KeeperCall,
        buffers: Vec<ArrayBuffer>,
        file: Option<File>,
        limit_ms: u32,
    ) -> LocalBoxFuture<'static, Result<RawReply, Failure>> {
        let keeper = self.0.get_value();
        Box::pin(async move {
            let worker = keeper.running().await?;
            let call = written(&call)?;
            let _under_way = (limit_ms > KEEPER_LIMIT_MS).then(|| UnderWay::new(&keeper));
            let answer = worker
                .call_with_file(call, &buffers, file.as_ref(), limit_ms)
                .await;
            if matches!(&answer, Err(failure) if failure.kind == FailureKind::Worker) {
                keeper.end(&worker);
            }
            answer
        })
    }
}

/// A long call that is under way, until it is through or given up.
struct UnderWay(Rc<Keeper>);

impl UnderWay {
    fn new(keeper: &Rc<Keeper>) -> Self {
        keeper.long.set(keeper.long.get() + 1);
        Self(Rc::clone(keeper))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.long.set(self.0.long.get() - 1);
    }
}

impl Keeper {
    /// The running worker, or a new one with the database opened.
    async fn running(&self) -> Result<Rc<EngineWorker>, Failure> {
        let _one_at_a_time = self.starting.lock().await;
        if let Some(worker) = self
            .worker
            .borrow()
            .as_ref()
            .filter(|worker| !worker.is_dead())
        {
            return Ok(Rc::clone(worker));
        }
        let told = Rc::clone(&self.told);
        let worker = Rc::new(EngineWorker::start("keeper", move |what| told(what))?);
        let open = KeeperCall::from(Open {
            build: browser::meta("shortlist:build"),
        });
        worker.call(written(&open)?, &[], KEEPER_LIMIT_MS).await?;
        *self.worker.borrow_mut() = Some(Rc::clone(&worker));
        Ok(worker)
    }

    /// Lets a worker go that hangs or died, unless another one stands in its place already.
    fn end(&self, worker: &Rc<EngineWorker>) {
        let mut current = self.worker.borrow_mut();
        if current.as_ref().is_some_and(|now| Rc::ptr_eq(now, worker)) {
            *current = None;
        }
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
        let idle = self.idle.borrow_mut().pop();
        let reader = match idle {
            Some(reader) if !reader.is_dead() => reader,
            _ => ready_reader().await?,
        };
        let call = written(&ReaderCall::from(call))?;
        let answer = reader.call(call, &[file], READER_LIMIT_MS).await;
        match answer {
            Err(failure) if failure.kind == FailureKind::Worker => Err(Failure::new(
                FailureKind::Worker,
                format!(
                    "“{name}” could not be read: the reader hung or stopped at it. The file is not kept; the others go on."
                ),
            )),
            answer => {
                self.idle.borrow_mut().push(reader);
                let (reply, buffers) = answer?;
                Ok((understood(&reply)?, buffers))
            }
        }
    }

    /// Ends the readers that wait, and gives their memory back.
    pub fn rest(&self) {
        self.idle.borrow_mut().clear();
    }
}
