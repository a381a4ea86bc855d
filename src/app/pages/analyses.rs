//! The history of all analyses.

use leptos::prelude::*;

use crate::app::route::AnalysesQuery;

/// The history of all analyses.
#[component]
pub fn Analyses(query: AnalysesQuery) -> impl IntoView {
    let _ = query;
    view! { <h1>"Analyses"</h1> }
}
