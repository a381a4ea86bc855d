//! One feedback, to read and to change.

use leptos::prelude::*;

use super::feedback_list::{analysis_link, item_word};
use crate::app::browser;
use crate::app::components::{FeedbackDraft, FeedbackForm, copyable, load, moment, shown};
use crate::app::route::{FeedbackQuery, Route};
use crate::messages::{FeedbackRow, GetFeedback};
use crate::records::{Feedback, FeedbackId};

/// One feedback, to read and to change.
#[component]
pub fn FeedbackPage(id: FeedbackId) -> impl IntoView {
    let asked = id.clone();
    let answer = load(move || Some(GetFeedback { id: asked.clone() }));
    // What is being typed must stay when something else that is kept changes.
    let kept = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Some(Ok(row)) => Some(row.feedback.clone()),
            _ => None,
        })
    });
    view! {
        <nav class="trail" aria-label="Where this is">
            <a href=list()>"Feedback"</a>
            " › "
            {copyable(id.as_str(), "feedback id")}
        </nav>
        <header class="view-head">
            <h1>"Edit feedback"</h1>
        </header>
        {shown(answer, head)}
        {move || kept.get().map(form)}
    }
}

fn list() -> String {
    Route::FeedbackList(FeedbackQuery::default()).href()
}

fn head(row: &FeedbackRow) -> AnyView {
    let feedback = &row.feedback;
    let edited = feedback
        .updated_at
        .as_ref()
        .map(|time| view! { " · changed " {moment(time)} });
    view! {
        <p class="under-head">
            {item_word(feedback.item_type)} " · " {analysis_link(row)}
            " · given " {moment(&feedback.timestamp)} {edited}
        </p>
    }
    .into_any()
}

fn form(feedback: Feedback) -> AnyView {
    let draft = FeedbackDraft::from(feedback);
    let on_saved = UnsyncCallback::new(|_: (Feedback,)| browser::go(&list()));
    let on_deleted = UnsyncCallback::new(|()| browser::go(&list()));
    view! { <div class="card form"><FeedbackForm draft on_saved on_deleted/></div> }.into_any()
}
