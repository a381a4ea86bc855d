//! The one question that the page asks before it deletes something: what goes, and what goes with it.

use std::rc::Rc;

use leptos::html::Dialog;
use leptos::prelude::*;

use super::counted;
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::Deletion;

/// A question with one way on and one way back.
#[derive(Clone)]
pub struct Question {
    title: String,
    text: String,
    /// The word on the button that does it: "Delete".
    yes: &'static str,
    then: Rc<dyn Fn()>,
}

/// Asks a question; `then` runs where the person says yes.
pub fn ask(
    title: impl Into<String>,
    text: impl Into<String>,
    yes: &'static str,
    then: impl Fn() + 'static,
) {
    session().question.set(Some(Question {
        title: title.into(),
        text: text.into(),
        yes,
        then: Rc::new(then),
    }));
}

/// Asks before something is deleted, and says what goes. `what` names it: "the job “Data Engineer”".
pub fn ask_deletion(what: &str, goes: &Deletion, then: impl Fn() + 'static) {
    ask(
        format!("Delete {what}?"),
        format!(
            "This deletes {} from this device, at once and for good.{}",
            deletion_words(goes),
            match goes.unlinked {
                0 => String::new(),
                1 => " 1 application stays, without its link.".into(),
                more => format!(" {more} applications stay, without their links."),
            }
        ),
        "Delete",
        then,
    );
}

/// What a deletion takes along in words: "1 job, 7 analyses and 3 feedback entries".
pub fn deletion_words(goes: &Deletion) -> String {
    let counts = [
        (goes.jobs, "job", "jobs"),
        (goes.resumes, "résumé", "résumés"),
        (goes.analyses, "analysis", "analyses"),
        (goes.feedback, "feedback entry", "feedback entries"),
        (goes.applications, "application", "applications"),
    ];
    let words: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, more)| counted(*count, one, more))
        .collect();
    match words.as_slice() {
        [] => "nothing".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The dialog in which questions are asked. It stands once in the page's shell.
#[component]
pub fn QuestionDialog() -> impl IntoView {
    let question = session().question;
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let asked = question.with(Option::is_some);
        if let Some(dialog) = dialog.get()
            && asked != dialog.open()
        {
            if asked {
                // It fails only for an element outside the document or open already, and it is neither.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let text = move |of: fn(&Question) -> String| {
        move || question.with(|q| q.as_ref().map(of).unwrap_or_default())
    };
    let yes = move |_| {
        if let Some(question) = question.try_update(Option::take).flatten() {
            (question.then)();
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="question"
            aria-labelledby="question-title"
            aria-describedby="question-text"
            on:close=move |_| question.set(None)
        >
            <h2 id="question-title">{text(|q| q.title.clone())}</h2>
            <p id="question-text">{text(|q| q.text.clone())}</p>
            <form method="dialog" class="actions">
                <button type="submit">"Keep it"</button>
                <button type="button" class="danger" on:click=press(yes)>
                    {text(|q| q.yes.into())}
                </button>
            </form>
        </dialog>
    }
}
