//! The keeper as the page sees it: every call to the backend goes through here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::future::LocalBoxFuture;
use futures::lock::Mutex;
use js_sys::ArrayBuffer;
use leptos::prelude::{GetValue, LocalStorage, StoredValue, WithValue};
use web_sys::File;

use super::browser;
use super::worker::{EngineWorker, RawReply, Told, understood, written};
use crate::messages::{Call, Failure, FailureKind, KeeperCall, Open, OpenState};

/// How long a call to the keeper may take, in milliseconds. The longest honest one exports all feedback or deletes everything.
pub const KEEPER_LIMIT_MS: u32 = 60_000;
/// The limit of calls that take as long as a large file does: a day, in milliseconds. The person sees how far they are and can
/// stop them.
const LONG_LIMIT_MS: u32 = 24 * 60 * 60 * 1000;

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
