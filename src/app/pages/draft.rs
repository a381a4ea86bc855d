//! Drafts: what was typed into a job's form and not saved yet. They live as long as the page does, so that looking something
//! up in another view loses nothing; before the page is closed or reloaded the browser asks.

use std::cell::RefCell;
use std::collections::BTreeMap;

use leptos::ev::beforeunload;
use leptos::prelude::{WindowListenerHandle, window_event_listener};

/// The fields of a job's form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub company_name: String,
    pub role_name: String,
    pub job_description: String,
    pub is_template: bool,
}

#[derive(Default)]
struct Drafts {
    /// By the form's address.
    kept: BTreeMap<String, Draft>,
    /// Asks before the page goes; there exactly while there is a draft.
    guard: Option<WindowListenerHandle>,
}

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::default();
}

/// The draft of the form at that address.
pub fn kept(href: &str) -> Option<Draft> {
    DRAFTS.with_borrow(|drafts| drafts.kept.get(href).cloned())
}

/// Keeps a form's draft.
pub fn keep(href: &str, draft: Draft) {
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.kept.insert(href.to_owned(), draft);
        drafts.guard.get_or_insert_with(|| {
            window_event_listener(beforeunload, |event| event.prevent_default())
        });
    });
}

/// Forgets a form's draft: it was saved, or thrown away.
pub fn forget(href: &str) {
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.kept.remove(href);
        if drafts.kept.is_empty()
            && let Some(guard) = drafts.guard.take()
        {
            guard.remove();
        }
    });
}
