//! Data of a view: loaded when the view appears, and anew whenever what is kept changes.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::{failed, loading};
use crate::app::session::session;
use crate::app::worker::understood;
use crate::messages::{Call, Failure, KeeperCall};

/// The newest answer: none yet, what was asked for, or why it failed. It keeps the old answer while a new one is on its way.
/// A handle: copies are the same answer.
///
/// The signal underneath holds every type of answer alike, so that the page carries the code for it once.
pub struct Loaded<T> {
    answer: RwSignal<Answer>,
    of: PhantomData<fn() -> T>,
}

type Answer = Option<Result<Arc<dyn Any + Send + Sync>, Failure>>;

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T: 'static> Loaded<T> {
    /// Reads the newest answer; tracked.
    pub fn with<R>(self, read: impl FnOnce(Option<Result<&T, &Failure>>) -> R) -> R {
        given(&self.answer.get(), read)
    }

    /// Reads the newest answer without following it.
    pub fn with_untracked<R>(self, read: impl FnOnce(Option<Result<&T, &Failure>>) -> R) -> R {
        given(&self.answer.get_untracked(), read)
    }
}

fn given<T: 'static, R>(
    answer: &Answer,
    read: impl FnOnce(Option<Result<&T, &Failure>>) -> R,
) -> R {
    read(match answer {
        Some(Ok(value)) => value.downcast_ref().map(Ok),
        Some(Err(failure)) => Some(Err(failure)),
        None => None,
    })
}

/// Makes a call now, again whenever a signal that `call` reads changes, and again whenever what is kept changes. Where `call`
/// gives none, nothing is asked. Answers that a newer question overtook are dropped.
pub fn load<C>(call: impl Fn() -> Option<C> + 'static) -> Loaded<C::Reply>
where
    C: Call<Door = KeeperCall> + 'static,
    C::Reply: Send + Sync,
{
    Loaded {
        answer: load_any(Box::new(move || call().map(Into::into)), any::<C::Reply>),
        of: PhantomData,
    }
}

fn any<T: DeserializeOwned + Send + Sync + 'static>(
    reply: &str,
) -> Result<Arc<dyn Any + Send + Sync>, Failure> {
    understood::<T>(reply).map(|value| Arc::new(value) as _)
}

/// [`load`] for any call.
fn load_any(
    call: Box<dyn Fn() -> Option<KeeperCall>>,
    parse: fn(&str) -> Result<Arc<dyn Any + Send + Sync>, Failure>,
) -> RwSignal<Answer> {
    let session = session();
    let answer = RwSignal::new(None);
    let newest = StoredValue::new(0_u32);
    Effect::new(move || {
        session.version.track();
        let question = newest.with_value(|n| n.wrapping_add(1));
        newest.set_value(question);
        let Some(call) = call() else {
            answer.set(None);
            return;
        };
        let reply = session.client.ask(call, Vec::new());
        spawn_local(async move {
            let reply = reply.await;
            if newest.try_get_value() == Some(question) {
                answer.try_set(Some(reply.and_then(|(reply, _)| parse(&reply))));
            }
        });
    });
    answer
}

/// Draws an answer, or that it is loading, or why it failed.
pub fn shown<T: 'static>(
    answer: Loaded<T>,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    let draw =
        move |value: &(dyn Any + Send + Sync)| value.downcast_ref().map_or_else(loading, &draw);
    shown_any(answer.answer, Box::new(draw))
}

/// Draws a reply whose type only its caller knows.
type Draw = Box<dyn Fn(&(dyn Any + Send + Sync)) -> AnyView + Send>;

/// [`shown`] for any type of answer.
fn shown_any(answer: RwSignal<Answer>, draw: Draw) -> AnyView {
    (move || match answer.get() {
        None => loading(),
        Some(Err(failure)) => failed(&failure),
        Some(Ok(value)) => draw(&*value),
    })
    .into_any()
}
