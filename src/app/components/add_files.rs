//! The ways in for files: chosen, a whole folder, or dropped anywhere on the page.

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::DragEvent;

use crate::app::browser;
use crate::app::files;
use crate::app::import::add_to_current_job;
use crate::app::press::press;
use crate::app::session::{Opening, session};

const FILES: &str = "choose-files";
const FOLDER: &str = "choose-folder";

/// Opens the browser's dialog for choosing files.
pub fn choose_files() {
    browser::click(FILES);
}

/// Opens the browser's dialog for choosing a folder.
pub fn choose_folder() {
    browser::click(FOLDER);
}

/// The two inputs behind [`choose_files`] and [`choose_folder`]. They stand once in the page's shell.
#[component]
pub fn FileInputs() -> impl IntoView {
    let session = session();
    let take = move |input: NodeRef<Input>| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        add_to_current_job(session, files::chosen(input.files()));
        // So that choosing the same file again is a change again.
        input.set_value("");
    };
    let (some, folder) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    view! {
        <input
            node_ref=some
            id=FILES
            type="file"
            multiple
            hidden
            aria-label="Résumé files"
            on:change=move |_| take(some)
        />
        <input
            node_ref=folder
            id=FOLDER
            type="file"
            multiple
            prop:webkitdirectory=true
            hidden
            aria-label="Folder of résumés"
            on:change=move |_| take(folder)
        />
    }
}

/// The place that says that files can be dropped. They can be dropped anywhere else too.
#[component]
pub fn DropZone() -> impl IntoView {
    view! {
        <div class="drop">
            <p>
                "Drop résumés or a whole folder here: PDF, DOCX, ODT, RTF, HTML, Markdown, text. They never leave this device."
            </p>
            <div class="actions">
                <button type="button" on:click=press(move |_| choose_files())>
                    "Choose files"
                </button>
                <button type="button" on:click=press(move |_| choose_folder())>
                    "Choose a folder"
                </button>
            </div>
        </div>
    }
}

/// Takes files that are dropped anywhere on the page, and says so while they hover over it.
#[component]
pub fn DropAnywhere() -> impl IntoView {
    let session = session();
    let hovers = RwSignal::new(false);
    let is_open = move || session.opening.get_untracked() == Opening::Open;
    let over = window_event_listener(ev::dragover, move |event: DragEvent| {
        if carries_files(&event) {
            event.prevent_default();
            if !hovers.get_untracked() && is_open() {
                hovers.set(true);
            }
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event: DragEvent| {
        // Leaving for no other element is leaving the window.
        if event.related_target().is_none() {
            hovers.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event: DragEvent| {
        if !carries_files(&event) {
            return;
        }
        event.prevent_default();
        hovers.set(false);
        let Some(transfer) = event.data_transfer().filter(|_| is_open()) else {
            return;
        };
        let dropped = files::dropped(&transfer);
        if let Some(here) = session.drop_here.get_untracked() {
            return (here.take)(dropped);
        }
        spawn_local(async move {
            add_to_current_job(session, dropped.into_files().await);
        });
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
    let text = move || {
        if let Some(here) = session.drop_here.get() {
            return here.text.to_owned();
        }
        let job = session.current_job.get();
        job.map_or_else(
            || "Drop to keep these résumés".to_owned(),
            |job| format!("Drop to add to {}", super::job_title(&job)),
        )
    };
    move || {
        hovers
            .get()
            .then(|| view! { <div class="drop-anywhere" aria-hidden="true"><p>{text}</p></div> })
    }
}

/// Dragged text or links are left to the browser.
fn carries_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
