//! A new job, or changes to one.

use leptos::prelude::*;

use crate::records::JobId;

/// A new job, or changes to one.
#[component]
pub fn JobForm(job_id: Option<JobId>, from: Option<JobId>) -> impl IntoView {
    let _ = job_id;
    let _ = from;
    view! { <h1>"JobForm"</h1> }
}
