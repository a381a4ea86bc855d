//! A whole text with numbered lines. A very long one is drawn part by part, so that the page stays quick.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{Paper, PaperLine, Pointer, counted};
use crate::app::press::press;

/// Lines that are drawn at once: more than a résumé has, few enough to be drawn before anybody waits.
const PART: usize = 500;

/// The text's lines: the first [`PART`] of them, and the others when they are asked for or gone to.
pub fn text(mut lines: Vec<PaperLine>, pointer: Pointer) -> AnyView {
    if lines.len() <= PART {
        return view! { <Paper lines pointer/> }.into_any();
    }
    let rest = lines.split_off(PART);
    let left = rest.len() as u64;
    let first = rest.first().map_or(u32::MAX, |line| line.number);
    let rest = StoredValue::new(rest);
    let opened = RwSignal::new(false);
    Effect::new(move || {
        let Some(line) = pointer.line.get().filter(|line| *line >= first) else {
            return;
        };
        if !opened.get_untracked() {
            opened.set(true);
            // The line is there only after the page has drawn itself anew.
            request_animation_frame(move || browser::focus(&format!("{}-{line}", pointer.paper)));
        }
    });
    let further = move || {
        if opened.get() {
            return text(
                rest.try_update_value(std::mem::take).unwrap_or_default(),
                pointer,
            );
        }
        view! {
            <p class="more">
                <button type="button" on:click=press(move |_| opened.set(true))>
                    "Show more: " {counted(left, "line", "lines")} " left"
                </button>
            </p>
        }
        .into_any()
    };
    view! { <Paper lines pointer/> {further} }.into_any()
}
