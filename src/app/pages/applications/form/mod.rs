//! The form of an application, in a dialog over the list.

mod fields;
mod same;

use leptos::ev::SubmitEvent;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::fields::{Fields, day_line, job_line, line, resume_line, status_line};
use self::same::{same_note, watch_for_same};
use super::words::{application_title, day_words, draft_of, status_word};
use crate::app::components::ask;
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{ApplicationDraft, ApplicationRow, SaveApplication, SavedApplication};
use crate::records::Application;

/// Kinds that are offered; any words will do.
const KINDS: [&str; 5] = [
    "Full time",
    "Part time",
    "Contract",
    "Internship",
    "Freelance",
];

/// The application that the form is open for.
#[derive(Clone, PartialEq)]
pub struct Editing {
    /// Absent for a new one.
    kept: Option<Box<Application>>,
    candidate_name: Option<String>,
}

impl Editing {
    /// A new one.
    pub fn new() -> Self {
        Self {
            kept: None,
            candidate_name: None,
        }
    }

    /// One that is kept.
    pub fn of(row: &ApplicationRow) -> Self {
        Self {
            kept: Some(Box::new(row.application.clone())),
            candidate_name: row.candidate_name.clone(),
        }
    }
}

/// The dialog; it is open while there is something to edit.
#[component]
pub fn FormDialog(editing: RwSignal<Option<Editing>>, portals: Memo<Vec<String>>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let wanted = editing.with(Option::is_some);
        if let Some(dialog) = dialog.get()
            && wanted != dialog.open()
        {
            if wanted {
                // It fails only for an element outside the document or open already, and it is neither.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    // The form under way, and what it started from.
    let typed = StoredValue::new(None::<(Fields, ApplicationDraft)>);
    let on_escape = move |event: leptos::ev::Event| {
        // What a field of it closes by Escape tells so in the same way.
        if event.target() != event.current_target() {
            return;
        }
        let is_changed = typed.with_value(|typed| {
            typed
                .as_ref()
                .is_some_and(|(fields, before)| fields.draft() != *before)
        });
        if is_changed {
            event.prevent_default();
            ask(
                "Close without saving?",
                "What you changed in this application is lost then.",
                "Close",
                move || editing.set(None),
            );
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="wide-dialog"
            aria-labelledby="application-title"
            on:cancel=on_escape
            on:close=move |_| {
                editing.try_set(None);
            }
        >
            {move || editing.get().map(|one| {
                let before = one.kept.as_deref().map(draft_of).unwrap_or_default();
                let fields = Fields::of(before.clone());
                typed.set_value(Some((fields, before)));
                form(one, fields, editing, portals)
            })}
        </dialog>
    }
}

fn form(
    one: Editing,
    fields: Fields,
    editing: RwSignal<Option<Editing>>,
    portals: Memo<Vec<String>>,
) -> AnyView {
    let session = session();
    let kept = one.kept.as_deref();
    let id = kept.map(|kept| kept.id.clone());
    let heading = kept.map_or_else(|| "Add application".to_owned(), application_title);
    let same = RwSignal::new(Vec::<ApplicationRow>::new());
    let problem = RwSignal::new(None::<(Option<String>, String)>);
    let busy = RwSignal::new(false);
    watch_for_same(fields, id.clone(), same);

    let save = StoredValue::new_local(move |even_if_same: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let call = SaveApplication {
            id: id.clone(),
            draft: fields.draft(),
            even_if_same,
        };
        spawn_local(async move {
            match session.client.call(call).await {
                Ok(SavedApplication::Saved(row)) => {
                    session.wrote().await;
                    session.tell(format!("Saved: {}.", application_title(&row.application)));
                    editing.try_set(None);
                }
                Ok(SavedApplication::Same(rows)) => {
                    same.try_set(rows);
                    problem.try_set(Some((
                        None,
                        "Not saved: it is here already. Save it all the same, if it is another one."
                            .into(),
                    )));
                }
                Err(failure) => {
                    problem.try_set(Some((failure.field, failure.message)));
                }
            }
            busy.try_set(false);
        });
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.with_value(|save| save(false));
    };
    let all_the_same = move || {
        let is_refused =
            problem.with(|p| matches!(p, Some((None, _)))) && !same.with(Vec::is_empty);
        is_refused.then(|| {
            view! {
                <button type="button" on:click=press(move |_| save.with_value(|save| save(true)))>"Save it all the same"</button>
            }
        })
    };
    let wrong = move |field: &'static str| {
        move || problem.with(|p| matches!(p, Some((Some(name), _)) if name == field))
    };
    view! {
        <form class="form" on:submit=on_submit>
            <h2 id="application-title">{heading}</h2>
            <div class="fields">
                {line("application-company", "Company", fields.company, "", wrong("company"), true)}
                {line("application-job", "Role", fields.job, "", wrong("job"), true)}
            </div>
            {move || same_note(&same.get())}
            <div class="fields">
                {line("application-portal", "Portal", fields.portal, "application-portals", wrong("portal"), false)}
                {line("application-kind", "Type", fields.kind, "application-kinds", wrong("type"), false)}
                {day_line("application-date", "Date applied", "", fields.date_applied)}
                <div class="fields tight">
                    {status_line(fields)}
                    {day_line("application-status-on", "Since", "(or today)", fields.status_on)}
                </div>
                {job_line(fields)}
                {resume_line(fields, one.candidate_name.clone())}
            </div>
            <datalist id="application-portals">
                {move || portals.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <datalist id="application-kinds">{KINDS.map(|name| view! { <option value=name></option> })}</datalist>
            <label class="field">
                <span>"Notes"</span>
                <textarea
                    rows="4"
                    prop:value=fields.notes
                    on:input=move |event| fields.notes.set(event_target_value(&event))
                ></textarea>
            </label>
            {kept.map(history)}
            {move || problem.get().map(|(_, text)| view! { <p class="problem" role="alert">{text}</p> })}
            <div class="actions">
                <button type="button" on:click=press(move |_| editing.set(None))>"Cancel"</button>
                {all_the_same}
                <button type="submit" class="main" disabled=busy>"Save"</button>
            </div>
        </form>
    }
    .into_any()
}

/// Every status that it had, with its day.
fn history(application: &Application) -> AnyView {
    let changes = application.changes.iter().map(|change| {
        view! { <li>{day_words(&change.on)} " " {status_word(change.status)}</li> }
    });
    view! {
        <details>
            <summary>"How it went so far"</summary>
            <ol class="history">{changes.collect_view()}</ol>
        </details>
    }
    .into_any()
}
