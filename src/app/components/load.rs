//! Data of a view: loaded when the view appears, and anew whenever what is kept changes.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{failed, loading};
use crate::app::session::session;
use crate::messages::{Call, Failure, KeeperCall};

/// The newest answer: none yet, what was asked for, or why it failed. It keeps the old answer while a new one is on its way.
pub type Loaded<T> = RwSignal<Option<Result<T, Failure>>>;

/// Makes a call now, again whenever a signal that `call` reads changes, and again whenever what is kept changes. Where `call`
/// gives none, nothing is asked. Answers that a newer question overtook are dropped.
pub fn load<C>(call: impl Fn() -> Option<C> + 'static) -> Loaded<C::Reply>
where
    C: Call<Door = KeeperCall> + 'static,
    C::Reply: Send + Sync,
{
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
        spawn_local(async move {
            let reply = session.client.call(call).await;
            if newest.try_get_value() == Some(question) {
                answer.try_set(Some(reply));
            }
        });
    });
    answer
}

/// Draws an answer, or that it is loading, or why it failed.
pub fn shown<T>(answer: Loaded<T>, draw: impl Fn(&T) -> AnyView + Send + 'static) -> impl IntoView
where
    T: Send + Sync + 'static,
{
    move || {
        answer.with(|answer| match answer {
            None => loading(),
            Some(Err(failure)) => failed(failure),
            Some(Ok(value)) => draw(value),
        })
    }
}
