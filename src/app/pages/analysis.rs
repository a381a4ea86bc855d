//! One analysis, every point explained.

use leptos::prelude::*;

use crate::records::AnalysisId;

/// One analysis, every point explained.
#[component]
pub fn AnalysisPage(analysis_id: AnalysisId) -> impl IntoView {
    let _ = analysis_id;
    view! { <h1>"AnalysisPage"</h1> }
}
