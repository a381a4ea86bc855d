//! One engine worker as the page sees it: calls go in, replies come out, and it can be ended at any moment.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, ArrayBuffer, Object, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{Event, File, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::browser;
use crate::messages::{Failure, FailureKind};

/// What a worker answers: the JSON of a reply, and the buffers that go with it.
pub type RawReply = (String, Vec<ArrayBuffer>);
/// The calls under way, by their numbers. There are never more than a handful.
type Waiting = Rc<RefCell<Vec<(u32, oneshot::Sender<Result<RawReply, Failure>>)>>>;

/// What a worker tells of its own accord.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Its program is loaded: calls are worked on from now on.
    Ready,
    /// It died of itself, or could not be loaded.
    Died,
    /// Another tab changed what is kept.
    Changed,
    /// Another build of the page took the database over; this tab may not write any more.
    Retired,
}

/// A running engine worker.
pub struct EngineWorker {
    worker: Worker,
    waiting: Waiting,
    next_id: Cell<u32>,
    dead: Rc<Cell<bool>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl EngineWorker {
    /// Starts a worker. `role` is its name in the browser's tools; `told` hears what it says unasked.
    ///
    /// # Errors
    /// [`FailureKind::Worker`] where the browser refuses to start one.
    pub fn start(role: &str, told: impl Fn(Told) + 'static) -> Result<Self, Failure> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(role);
        let worker = Worker::new_with_options(&browser::meta("shortlist:worker"), &options).map_err(|_| {
            Failure::new(
                FailureKind::Worker,
                "This browser did not start the engine. Reload the page; if it happens again, try a current Chrome, Edge, Firefox or Safari.",
            )
        })?;
        let waiting = Waiting::default();
        let dead = Rc::new(Cell::new(false));

        let told = Rc::new(told);
        let (replies, tells) = (Rc::clone(&waiting), Rc::clone(&told));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            match text(&data, "told").as_deref() {
                Some("retired") => return tells(Told::Retired),
                Some("ready") => return tells(Told::Ready),
                Some("died") => return tells(Told::Died),
                Some(_) => return tells(Told::Changed),
                None => {}
            }
            let Some(id) = number(&data, "id") else {
                return;
            };
            let Some(reply) = taken(&replies, id) else {
                return;
            };
            // The receiver is gone where the caller stopped waiting; then nobody needs the reply.
            let _ = reply.send(parse(&data));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));

        let (died, unanswered) = (Rc::clone(&dead), Rc::clone(&waiting));
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            died.set(true);
            // A worker whose script cannot be loaded sends a plain event, without a message.
            let cause = text(&event, "message").unwrap_or_else(|| "it could not be loaded".into());
            let failure = Failure::new(
                FailureKind::Worker,
                format!(
                    "The engine stopped ({cause}). It is started again; nothing that was kept is lost."
                ),
            );
            for (_, reply) in std::mem::take(&mut *unanswered.borrow_mut()) {
                let _ = reply.send(Err(failure.clone()));
            }
            told(Told::Died);
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            waiting,
            next_id: Cell::new(0),
            dead,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Whether it died of itself. A dead worker answers nothing.
    pub fn is_dead(&self) -> bool {
        self.dead.get()
    }

    /// Makes a call, given as JSON, and waits for its reply, as JSON, at most `limit_ms` milliseconds. The buffers are moved
    /// to the worker.
    ///
    /// # Errors
    /// The call's own failure; [`FailureKind::Worker`] where the time is over or the worker died. After a time-out the worker
    /// may hang for ever: end it.
    pub async fn call(
        &self,
        call: String,
        buffers: &[ArrayBuffer],
        limit_ms: u32,
    ) -> Result<RawReply, Failure> {
        self.call_with_file(call, buffers, None, limit_ms).await
    }

    /// [`EngineWorker::call`] with a file that the worker reads in slices; it is not moved.
    ///
    /// # Errors
    /// As [`EngineWorker::call`].
    pub async fn call_with_file(
        &self,
        call: String,
        buffers: &[ArrayBuffer],
        file: Option<&File>,
        limit_ms: u32,
    ) -> Result<RawReply, Failure> {
        let id = self.next_id.get().wrapping_add(1);
        self.next_id.set(id);
        let list: Array = buffers.iter().collect();
        let message = Object::new();
        for (key, value) in [
            ("id", &JsValue::from(id)),
            ("call", &JsValue::from(call)),
            ("buffers", &list),
        ] {
            // Setting a property on a plain object that was just made does not fail.
            let _ = Reflect::set(&message, &key.into(), value);
        }
        if let Some(file) = file {
            let _ = Reflect::set(&message, &"file".into(), file);
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.borrow_mut().push((id, sender));
        if self
            .worker
            .post_message_with_transfer(&message, &list)
            .is_err()
        {
            taken(&self.waiting, id);
            return Err(Failure::new(
                FailureKind::Worker,
                "The engine did not take the call. Reload the page.",
            ));
        }
        match select(receiver, TimeoutFuture::new(limit_ms)).await {
            Either::Left((Ok(reply), _)) => reply,
            Either::Left((Err(_), _)) => Err(Failure::new(
                FailureKind::Worker,
                "The engine was ended before it answered.",
            )),
            Either::Right(_) => {
                taken(&self.waiting, id);
                Err(Failure::new(
                    FailureKind::Worker,
                    format!(
                        "No answer within {} seconds; the engine that worked on it was ended.",
                        limit_ms / 1000
                    ),
                ))
            }
        }
    }
}

impl Drop for EngineWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        // Whoever still waits is told so by the closed channel.
        self.waiting.borrow_mut().clear();
    }
}

/// A call as JSON.
///
/// # Errors
/// A defect of this program: what cannot be written down.
pub fn written(door: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(door).map_err(|error| {
        Failure::new(
            FailureKind::Internal,
            format!("A call could not be written down ({error})."),
        )
    })
}

/// A reply from its JSON. It stands once in the program for each type of reply, wherever it is asked for.
///
/// # Errors
/// A page and an engine that do not belong together.
#[inline(never)]
pub fn understood<T: DeserializeOwned>(value: &str) -> Result<T, Failure> {
    super::json::from_str(value).map_err(|error| {
        Failure::new(
            FailureKind::Internal,
            format!("The engine's answer could not be understood ({error}). Reload the page."),
        )
    })
}

/// Takes out whoever waits for that call.
fn taken(waiting: &Waiting, id: u32) -> Option<oneshot::Sender<Result<RawReply, Failure>>> {
    let mut waiting = waiting.borrow_mut();
    let index = waiting.iter().position(|(waits, _)| *waits == id)?;
    Some(waiting.swap_remove(index).1)
}

fn field(data: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(data, &key.into()).ok()
}

fn text(data: &JsValue, key: &str) -> Option<String> {
    field(data, key)?.as_string()
}

fn number(data: &JsValue, key: &str) -> Option<u32> {
    field(data, key)?.as_f64().map(|n| n as u32)
}

fn parse(data: &JsValue) -> Result<RawReply, Failure> {
    let value = text(data, "value").unwrap_or_default();
    if field(data, "ok").and_then(|ok| ok.as_bool()) != Some(true) {
        return Err(serde_json::from_str(&value).unwrap_or_else(|_| {
            Failure::new(
                FailureKind::Internal,
                "The engine failed without saying why. Reload the page.",
            )
        }));
    }
    let buffers = field(data, "buffers")
        .map(|list| Array::from(&list))
        .unwrap_or_default();
    Ok((
        value,
        buffers
            .iter()
            .filter_map(|buffer| buffer.dyn_into().ok())
            .collect(),
    ))
}
