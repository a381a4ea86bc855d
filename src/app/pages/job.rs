//! One job: its text, its requirements, its analyses.

use leptos::prelude::*;

use crate::records::JobId;

/// One job: its text, its requirements, its analyses.
#[component]
pub fn JobPage(job_id: JobId) -> impl IntoView {
    let _ = job_id;
    view! { <h1>"JobPage"</h1> }
}
