//! Drafts: what was typed into a job's form and not saved yet. They live as long as the page does, so that looking something
//! up in another view loses nothing; before the page is closed or reloaded the browser asks.

use std::cell::RefCell;

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
    kept: Vec<(String, Draft)>,
    /// Asks before the page goes; there exactly while there is a draft.
    guard: Option<WindowListenerHandle>,
}

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::default();
}

/// The draft of the form at that address.
pub fn kept(href: &str) -> Option<Draft> {
    DRAFTS.with_borrow(|drafts| {
        let (_, draft) = drafts.kept.iter().find(|(of, _)| of == href)?;
        Some(draft.clone())
    })
}

/// Keeps a form's draft.
pub fn keep(href: &str, draft: Draft) {
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.kept.retain(|(of, _)| of != href);
        drafts.kept.push((href.to_owned(), draft));
        drafts.guard.get_or_insert_with(|| {
            window_event_listener(beforeunload, |event| event.prevent_default())
        });
    });
}

/// Forgets a form's draft: it was saved, or thrown away.
pub fn forget(href: &str) {
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.kept.retain(|(of, _)| of != href);
        if drafts.kept.is_empty()
            && let Some(guard) = drafts.guard.take()
        {
            guard.remove();
        }
    });
}
