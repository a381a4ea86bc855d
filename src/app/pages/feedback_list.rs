//! All feedback.

use leptos::prelude::*;

use crate::app::route::FeedbackQuery;

/// All feedback.
#[component]
pub fn FeedbackList(query: FeedbackQuery) -> impl IntoView {
    let _ = query;
    view! { <h1>"FeedbackList"</h1> }
}
