//! The whole form of a feedback: rating, what was asked and said, what should have been said, points one a line.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{RatingField, ask_deletion, similar};
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{DeleteFeedback, Deletion, SaveFeedback};
use crate::records::{AnalysisId, Feedback, FeedbackBody, FeedbackId, ItemType};

/// A feedback as it is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackDraft {
    /// Absent for a new one.
    pub id: Option<FeedbackId>,
    pub analysis_id: Option<AnalysisId>,
    pub item_type: ItemType,
    pub item: String,
    pub query: String,
    pub response: String,
    pub feedback: FeedbackBody,
}

impl From<Feedback> for FeedbackDraft {
    fn from(kept: Feedback) -> Self {
        Self {
            id: Some(kept.id),
            analysis_id: kept.analysis_id,
            item_type: kept.item_type,
            item: kept.item,
            query: kept.query,
            response: kept.response,
            feedback: kept.feedback,
        }
    }
}

/// The form. `on_saved` gets the feedback as it is kept; `on_deleted` runs after a kept one was deleted.
#[component]
pub fn FeedbackForm(
    draft: FeedbackDraft,
    on_saved: UnsyncCallback<(Feedback,)>,
    on_deleted: UnsyncCallback<()>,
) -> impl IntoView {
    let session = session();
    let body = &draft.feedback;
    let rating = RwSignal::new(body.rating);
    let query = RwSignal::new(draft.query.clone());
    let response = RwSignal::new(draft.response.clone());
    let ideal = RwSignal::new(body.ideal_response.clone());
    let right = RwSignal::new(body.correct_points.join("\n"));
    let wrong = RwSignal::new(body.incorrect_points.join("\n"));
    let missing = RwSignal::new(body.missing_points.join("\n"));
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);

    let id = draft.id.clone();
    // Who only reads is told nothing of others.
    let first = body.ideal_response.clone();
    let alike = similar(
        move || {
            let is_correcting = ideal.with(|ideal| *ideal != first && !ideal.trim().is_empty());
            is_correcting.then(|| (query.get(), response.get()))
        },
        id.clone(),
    );
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        if rating.get_untracked() == 0 {
            problem.set(Some("Choose a rating from 1 to 5 first.".into()));
            return;
        }
        problem.set(None);
        busy.set(true);
        let call = SaveFeedback {
            id: draft.id.clone(),
            analysis_id: draft.analysis_id.clone(),
            item_type: draft.item_type,
            item: draft.item.clone(),
            query: query.get_untracked(),
            response: response.get_untracked(),
            feedback: FeedbackBody {
                rating: rating.get_untracked(),
                correct_points: points(right),
                incorrect_points: points(wrong),
                missing_points: points(missing),
                ideal_response: ideal.get_untracked().trim().to_owned(),
            },
        };
        spawn_local(async move {
            match session.write(call).await {
                Ok(kept) => {
                    session.tell("Feedback saved.");
                    on_saved.try_run((kept,));
                }
                Err(failure) => {
                    problem.try_set(Some(failure.message));
                }
            }
            busy.try_set(false);
        });
    };
    let delete = id.map(|id| {
        let on_click = move |_| {
            let id = id.clone();
            let goes = Deletion {
                feedback: 1,
                ..Deletion::default()
            };
            ask_deletion("this feedback", &goes, move || {
                let id = id.clone();
                spawn_local(async move {
                    if session.write(DeleteFeedback { id }).await.is_ok() {
                        session.tell("Feedback deleted.");
                        on_deleted.try_run(());
                    }
                });
            });
        };
        view! {
            <button type="button" class="danger" on:click=press(on_click)>
                "Delete"
            </button>
        }
    });
    view! {
        <form class="form feedback-form" on:submit=on_submit>
            <RatingField name="rating" rating/>
            {text_area("What was asked", "", query, 2)}
            {text_area("What the program said", "", response, 4)}
            {text_area("What it should have said", "Leave empty if it was right.", ideal, 4)}
            {alike}
            <div class="thirds">
                {text_area("Points that were right", "One a line.", right, 3)}
                {text_area("Points that were wrong", "One a line.", wrong, 3)}
                {text_area("Points that were missing", "One a line.", missing, 3)}
            </div>
            {move || problem.get().map(|text| view! { <p class="problem" role="alert">{text}</p> })}
            <div class="actions">
                <button type="submit" class="main" disabled=busy>
                    "Save feedback"
                </button>
                {delete}
            </div>
        </form>
    }
}

/// A labelled text area; `hint` stands behind the label.
fn text_area(
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
    rows: u32,
) -> AnyView {
    view! {
        <label class="field">
            <span>{label} " " <small>{hint}</small></span>
            <textarea
                rows=rows
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </label>
    }
    .into_any()
}

/// The lines of a text area that hold something.
fn points(text: RwSignal<String>) -> Vec<String> {
    text.with_untracked(|text| {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    })
}
