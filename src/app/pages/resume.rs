//! One résumé: text, original, facts, findings, analyses.

use leptos::prelude::*;

use crate::records::ResumeId;

/// One résumé: text, original, facts, findings, analyses.
#[component]
pub fn ResumePage(resume_id: ResumeId) -> impl IntoView {
    let _ = resume_id;
    view! { <h1>"ResumePage"</h1> }
}
