//! The library of résumés.

use leptos::prelude::*;

/// The library of résumés.
#[component]
pub fn Resumes(query: String) -> impl IntoView {
    let _ = query;
    view! { <h1>"Resumes"</h1> }
}
