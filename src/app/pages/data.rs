//! What is kept, where, and how to take it out.

use leptos::prelude::*;

/// What is kept, where, and how to take it out.
#[component]
pub fn Data() -> impl IntoView {
    view! { <h1>"Data"</h1> }
}
