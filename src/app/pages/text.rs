//! A whole text with numbered lines. A very long one is drawn in part first, so that the page stays quick.

use leptos::prelude::*;

use crate::app::components::{Paper, PaperLine, Pointer, counted};

/// More lines than this are drawn only when the person asks for them; a résumé has some hundred.
const MOST_LINES: usize = 2_000;

/// The text's lines, the first [`MOST_LINES`] of them until the others are asked for.
pub fn text(mut lines: Vec<PaperLine>, pointer: Pointer) -> AnyView {
    if lines.len() <= MOST_LINES {
        return view! { <Paper lines pointer/> }.into_any();
    }
    let rest = lines.split_off(MOST_LINES);
    let more = rest.len() as u64;
    let opened = RwSignal::new(false);
    let further = move || {
        if opened.get() {
            let lines = rest.clone();
            view! { <Paper lines pointer/> }.into_any()
        } else {
            view! {
                <p class="more">
                    <button type="button" on:click=move |_| opened.set(true)>
                        "Show the other " {counted(more, "line", "lines")}
                    </button>
                </p>
            }
            .into_any()
        }
    };
    view! { <Paper lines pointer/> {further} }.into_any()
}
