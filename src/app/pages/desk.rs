//! The desk: the current job, its résumés ranked, files that could not be scored, three ways in on the first visit.

use leptos::prelude::*;

/// The desk: the current job, its résumés ranked, files that could not be scored, three ways in on the first visit.
#[component]
pub fn Desk() -> impl IntoView {
    view! { <h1>"Desk"</h1> }
}
