//! The keys that work everywhere, and the dialog that shows them.

use leptos::ev::{self, KeyboardEvent};
use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::browser;
use super::components::choose_files;
use super::route::Route;
use super::session::{Opening, Session};

const KEYS: [(&str, &str); 8] = [
    ("/", "Search"),
    ("n", "New job"),
    ("u", "Add résumés"),
    ("j", "Next in the list"),
    ("k", "Previous in the list"),
    ("Enter", "Open"),
    ("Esc", "Close"),
    ("?", "Show these keys"),
];

/// Listens to the keys. None of them does anything while a field is typed in or a dialog is open.
pub fn listen(session: Session, shown: RwSignal<bool>) {
    let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        // A dialog has its own keys, and Escape closes it.
        if browser::has_dialog() {
            return;
        }
        let is_typing = is_field(&event);
        if event.key() == "Escape" {
            return close(session, is_typing);
        }
        if is_typing || session.opening.get_untracked() != Opening::Open {
            return;
        }
        match event.key().as_str() {
            "/" => browser::focus("find"),
            "n" => browser::go(&Route::NewJob { from: None }.href()),
            "u" => choose_files(),
            "j" => step(1),
            "k" => step(-1),
            "?" => shown.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

fn is_field(event: &KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    let is_choice = element
        .get_attribute("type")
        .is_some_and(|kind| matches!(&*kind, "radio" | "checkbox"));
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !is_choice,
        _ => element.is_content_editable(),
    }
}

/// Leaves a field; else takes away what lies over the view.
fn close(session: Session, is_typing: bool) {
    if is_typing {
        browser::focus("main");
        return;
    }
    session.notices.update(Vec::clear);
    session.import.clear();
}

/// Goes to the next row of the list, or to the one before; from outside the list, to its first.
fn step(by: i32) {
    let rows = browser::all("main [data-row]");
    let here = browser::document().active_element();
    let now = here.and_then(|here| {
        rows.iter()
            .position(|row| row.is_same_node(Some(&here)))
            .and_then(|index| i32::try_from(index).ok())
    });
    let to = now.map_or(0, |now| now + by);
    if let Some(row) = usize::try_from(to).ok().and_then(|to| rows.get(to)) {
        // A link that is drawn takes the focus.
        let _ = row.focus();
    }
}

/// The dialog that shows the keys.
#[component]
pub fn KeysDialog(shown: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && shown.get()
            && !dialog.open()
        {
            // It fails only for an element outside the document or open already, and it is neither.
            let _ = dialog.show_modal();
        }
    });
    let rows = KEYS
        .map(|(key, what)| {
            view! {
                <div>
                    <dt>
                        <kbd>{key}</kbd>
                    </dt>
                    <dd>{what}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <dialog
            node_ref=dialog
            class="keys-dialog"
            aria-labelledby="keys-title"
            on:close=move |_| shown.set(false)
        >
            <h2 id="keys-title">"Keys"</h2>
            <dl>{rows}</dl>
            <form method="dialog" class="actions">
                <button type="submit">"Close"</button>
            </form>
        </dialog>
    }
}
