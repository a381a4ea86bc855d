//! All jobs and templates, searched as you type.

use leptos::prelude::*;

/// All jobs and templates, searched as you type.
#[component]
pub fn Jobs(query: String) -> impl IntoView {
    let _ = query;
    view! { <h1>"Jobs"</h1> }
}
