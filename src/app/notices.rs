//! What there is to tell the person: short notices, and banners that stay.

use leptos::prelude::*;

use super::browser;
use super::session::{Notice, Opening, session};
use super::updates;
use crate::app::press::press;

/// Short messages in the corner; each goes away by itself or is closed.
#[component]
pub fn Notices() -> impl IntoView {
    let notices = session().notices;
    let of = move |errors: bool| {
        notices.with(|list| {
            list.iter()
                .filter(|notice| notice.is_error == errors)
                .map(|notice| draw(notice, notices))
                .collect_view()
        })
    };
    view! {
        <section class="notices" aria-label="Messages">
            <div role="status">{move || of(false)}</div>
            <div role="alert">{move || of(true)}</div>
        </section>
    }
}

fn draw(notice: &Notice, notices: RwSignal<Vec<Notice>>) -> AnyView {
    let id = notice.id;
    let close = move |_| notices.update(|list| list.retain(|notice| notice.id != id));
    view! {
        <div class="notice" class:error=notice.is_error>
            <p>{notice.text.clone()}</p>
            <button type="button" aria-label="Close this message" on:click=press(close)>
                "✕"
            </button>
        </div>
    }
    .into_any()
}

/// A newer version that waits, and another version that took over.
#[component]
pub fn Banners() -> impl IntoView {
    let session = session();
    let put_off = RwSignal::new(false);
    let update = move || {
        (session.update_ready.get() && !put_off.get()).then(|| {
            view! {
                <aside class="banner" aria-label="New version">
                    <p role="status">
                        "A new version is ready. " {move || {
                            session
                                .import
                                .running
                                .get()
                                .then_some("It can take over once the files are through.")
                        }}
                    </p>
                    <div class="actions">
                        <button
                            type="button"
                            class="main"
                            disabled=session.import.running
                            on:click=press(move |_| updates::take_over())
                        >
                            "Update now"
                        </button>
                        <button type="button" on:click=press(move |_| put_off.set(true))>
                            "Later"
                        </button>
                    </div>
                </aside>
            }
        })
    };
    let retired = move || {
        (session.opening.get() == Opening::Retired).then(|| {
            view! {
                <aside class="banner warn" aria-label="Another version is open">
                    <p role="alert">
                        "Another version of Shortlist is open in another tab and keeps the data now. This tab shows what it had and saves nothing any more."
                    </p>
                    <div class="actions">
                        <button type="button" class="main" on:click=press(move |_| browser::reload())>
                            "Reload this tab"
                        </button>
                    </div>
                </aside>
            }
        })
    };
    view! { {update} {retired} }
}
