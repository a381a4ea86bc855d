//! An id that a click copies.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::press::press;
use crate::app::session::session;

/// An id that a click copies. `what` names it: "job id".
pub fn copyable(id: &str, what: &'static str) -> AnyView {
    let session = session();
    let text = id.to_owned();
    let on_click = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if browser::copy(&text).await {
                session.tell(format!("Copied {what} {text}"));
            } else {
                session.tell(format!(
                    "This browser does not let the page copy. The {what} is {text}"
                ));
            }
        });
    };
    view! {
        <button type="button" class="copy" title=format!("Copy {what}") on:click=press(on_click)>
            <code>{id.to_owned()}</code>
            <span class="sr">{format!(", copy {what}")}</span>
        </button>
    }
    .into_any()
}
