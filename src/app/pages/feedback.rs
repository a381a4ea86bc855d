//! One feedback, to read and to change.

use leptos::prelude::*;

use crate::records::FeedbackId;

/// One feedback, to read and to change.
#[component]
pub fn FeedbackPage(id: FeedbackId) -> impl IntoView {
    let _ = id;
    view! { <h1>"FeedbackPage"</h1> }
}
