//! Feedback where the claim is: a thumb up, a thumb down, and a correction in place.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ask, similar};
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{DeleteFeedback, SaveFeedback};
use crate::records::{AnalysisId, Feedback, FeedbackBody, ItemType};

/// What the program claimed, and what had been asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    pub analysis_id: AnalysisId,
    pub item_type: ItemType,
    /// A requirement's id, a skill's name, a statement's text.
    pub item: String,
    /// A short name for labels: "Python".
    pub name: String,
    pub query: String,
    pub response: String,
}

/// A rating from here on counts as a thumb up, and up to [`DOWN`] as a thumb down.
const UP: u8 = 4;
const DOWN: u8 = 2;

/// The thumbs of one claim, and under them its correction. `feedback` is all feedback of the analysis; what is saved here is
/// put in there too.
#[component]
pub fn Votes(claim: Claim, feedback: RwSignal<Vec<Feedback>>) -> impl IntoView {
    let session = session();
    let is_writing = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let (item_type, item) = (claim.item_type, claim.item.clone());
    let given = Memo::new(move |_| {
        feedback.with(|all| {
            all.iter()
                .filter(|f| f.item_type == item_type && f.item == item)
                .max_by(|a, b| a.timestamp.cmp(&b.timestamp))
                .cloned()
        })
    });
    let rating = move || given.with(|f| f.as_ref().map_or(0, |f| f.feedback.rating));
    let is_up = move || rating() >= UP;
    let is_down = move || (1..=DOWN).contains(&rating());
    let correction = move || {
        given.with(|f| {
            f.as_ref()
                .map(|f| f.feedback.ideal_response.clone())
                .unwrap_or_default()
        })
    };

    let name = claim.name.clone();
    let about = (claim.query.clone(), claim.response.clone());
    let save = move |rating: u8, ideal: String| {
        let old = given.get_untracked();
        let body = old.as_ref().map(|f| f.feedback.clone()).unwrap_or_default();
        let call = SaveFeedback {
            id: old.map(|f| f.id),
            analysis_id: Some(claim.analysis_id.clone()),
            item_type: claim.item_type,
            item: claim.item.clone(),
            query: claim.query.clone(),
            response: claim.response.clone(),
            feedback: FeedbackBody {
                rating,
                ideal_response: ideal,
                ..body
            },
        };
        spawn_local(async move {
            if let Ok(kept) = session.write(call).await {
                feedback.try_update(|all| {
                    all.retain(|f| f.id != kept.id);
                    all.push(kept);
                });
            }
        });
    };
    let take_back = move || {
        let Some(old) = given.get_untracked() else {
            return;
        };
        let delete = move || {
            let id = old.id.clone();
            spawn_local(async move {
                if session
                    .write(DeleteFeedback { id: id.clone() })
                    .await
                    .is_ok()
                {
                    feedback.try_update(|all| all.retain(|f| f.id != id));
                }
            });
        };
        is_writing.set(false);
        if correction().is_empty() {
            delete();
        } else {
            ask(
                "Take this feedback back?",
                format!("Your correction goes with it: “{}”", correction()),
                "Take it back",
                delete,
            );
        }
    };
    let write = move || {
        text.set(correction());
        is_writing.set(true);
    };

    let save = StoredValue::new_local(save);
    let on_up = move |_| {
        if is_up() {
            take_back();
        } else {
            is_writing.set(false);
            save.with_value(|save| save(5, String::new()));
        }
    };
    let on_down = move |_| {
        if is_down() {
            take_back();
        } else {
            save.with_value(|save| save(1, correction()));
            write();
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let kept = rating();
        let rating = if kept == 0 { 1 } else { kept };
        save.with_value(|save| save(rating, text.get_untracked().trim().to_owned()));
        is_writing.set(false);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            is_writing.set(false);
        }
    };
    let thumb = |is_on: Signal<bool>, sign: &'static str, word: &'static str| {
        let label = format!("{name}: {word}");
        view! {
            <span aria-hidden="true">{sign}</span>
            <span class="sr">{label}</span>
            <span class="sr">{move || is_on.get().then_some(", given")}</span>
        }
    };
    let below = move || {
        if is_writing.get() {
            let field = NodeRef::<leptos::html::Textarea>::new();
            Effect::new(move || {
                if let Some(field) = field.get() {
                    // A field that was just drawn takes the focus.
                    let _ = field.focus();
                }
            });
            let about = about.clone();
            let except = given.with_untracked(|f| f.as_ref().map(|f| f.id.clone()));
            let alike = similar(move || Some(about.clone()), except);
            return view! {
                <form class="correction" on:submit=on_submit on:keydown=on_key>
                    <label class="field">
                        <span>"What should it say?"</span>
                        <textarea
                            node_ref=field
                            rows="2"
                            prop:value=text
                            on:input=move |event| text.set(event_target_value(&event))
                        ></textarea>
                    </label>
                    {alike}
                    <div class="actions">
                        <button type="submit" class="main">
                            "Save correction"
                        </button>
                        <button type="button" on:click=press(move |_| is_writing.set(false))>
                            "Close"
                        </button>
                    </div>
                </form>
            }
            .into_any();
        }
        let correction = correction();
        if correction.is_empty() {
            ().into_any()
        } else {
            view! {
                <p class="correction">
                    "Your correction: “" {correction} "” "
                    <button type="button" class="link" on:click=press(move |_| write())>
                        "change"
                    </button>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <div class="vote">
            <button
                type="button"
                aria-pressed=move || if is_up() { "true" } else { "false" }
                on:click=press(on_up)
            >
                {thumb(Signal::derive(is_up), "👍", "right")}
            </button>
            <button
                type="button"
                aria-pressed=move || if is_down() { "true" } else { "false" }
                on:click=press(on_down)
            >
                {thumb(Signal::derive(is_down), "👎", "wrong")}
            </button>
        </div>
        {below}
    }
}
