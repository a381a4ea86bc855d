//! Hits of the search over everything.

use leptos::prelude::*;

/// Hits of the search over everything.
#[component]
pub fn Search(query: String) -> impl IntoView {
    let _ = query;
    view! { <h1>"Search"</h1> }
}
