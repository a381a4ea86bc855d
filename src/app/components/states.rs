//! What stands where there is nothing to show: still loading, nothing there, or it failed.

use leptos::prelude::*;

use crate::messages::{Failure, FailureKind};

/// Still loading. It appears after a moment only, so that quick answers do not flicker.
pub fn loading() -> AnyView {
    view! { <p class="loading" role="status">"Loading…"</p> }.into_any()
}

/// Nothing there, and what to do about it.
pub fn empty(text: impl IntoView + 'static) -> AnyView {
    view! { <p class="empty">{text}</p> }.into_any()
}

/// It failed: what happened and what to do next.
pub fn failed(failure: &Failure) -> AnyView {
    let gone = failure.kind == FailureKind::NotFound;
    view! {
        <div class="failed" role="alert">
            <p>{failure.message.clone()}</p>
            {gone
                .then(|| {
                    view! {
                        <p>
                            "It may have been deleted, here or in another tab. "
                            <a href="#/">"Back to the desk"</a>
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}
