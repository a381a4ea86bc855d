//! The question before everything is deleted. It is answered by typing, so that no slip of the hand does it.

use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::components::deletion_words;
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{DeleteEverything, Deletion};

/// What has to be typed.
const WORDS: &str = "delete everything";

/// The dialog; it is open while `shown` is true.
#[component]
pub fn DeleteEverythingDialog(shown: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let dialog = NodeRef::<Dialog>::new();
    let typed = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    Effect::new(move || {
        let wanted = shown.get();
        if let Some(dialog) = dialog.get()
            && wanted != dialog.open()
        {
            if wanted {
                typed.set(String::new());
                // It fails only for an element outside the document or open already, and it is neither.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let fits = move || typed.with(|typed| typed.trim().to_lowercase() == WORDS);
    let goes = move || {
        let words = session.stats.with(|stats| {
            deletion_words(&Deletion {
                jobs: stats.jobs + stats.templates,
                resumes: stats.resumes,
                analyses: stats.analyses,
                feedback: stats.feedback,
                applications: stats.applications,
                unlinked: 0,
            })
        });
        format!(
            "This deletes {words} from this device, at once and for good. There is no way back."
        )
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !fits() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = session.write(DeleteEverything {}).await;
            if answer.is_ok() {
                super::data::forget().await;
            }
            busy.try_set(false);
            shown.try_set(false);
            if answer.is_ok() {
                session.tell("Everything is deleted.");
                browser::go(&Route::Desk.href());
            }
        });
    };
    view! {
        <dialog
            node_ref=dialog
            class="question"
            aria-labelledby="everything-title"
            aria-describedby="everything-text"
            on:close=move |_| shown.set(false)
        >
            <h2 id="everything-title">"Delete everything?"</h2>
            <p id="everything-text">{goes}</p>
            <form on:submit=on_submit>
                <label class="field" for="everything-words">
                    <span>"To go on, type “" {WORDS} "”"</span>
                </label>
                <input
                    id="everything-words"
                    type="text"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <div class="actions">
                    <button type="button" on:click=press(move |_| shown.set(false))>"Keep it"</button>
                    <button type="submit" class="danger" disabled=move || !fits() || busy.get()>
                        "Delete everything"
                    </button>
                </div>
            </form>
        </dialog>
    }
}
