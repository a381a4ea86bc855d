//! The rows of a list: those that are seen first, the others a moment later.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;

/// As many rows as a large window shows.
const SEEN: usize = 20;
/// How long the others wait, in milliseconds: until the first ones are painted.
const OTHERS_AFTER_MS: u32 = 20;

/// Draws rows, given with their places from nought. To draw one takes longer than to find it, so that those below the window wait
/// until the first ones are painted. Where the person has scrolled, all are drawn at once: a page that grows shorter for a moment
/// would lose the place.
pub fn rows<T: Clone + Send + 'static>(
    rows: &[T],
    draw: impl Fn(usize, &T) -> AnyView + Send + 'static,
) -> AnyView {
    let seen = if browser::is_at_top() {
        SEEN
    } else {
        rows.len()
    };
    let (first, others) = rows.split_at(seen.min(rows.len()));
    let first = first
        .iter()
        .enumerate()
        .map(|(at, row)| draw(at, row))
        .collect_view();
    if others.is_empty() {
        return first.into_any();
    }
    let others = others.to_vec();
    let is_painted = RwSignal::new(false);
    spawn_local(async move {
        TimeoutFuture::new(OTHERS_AFTER_MS).await;
        // A newer list may stand there by now.
        is_painted.try_set(true);
    });
    let others = move || {
        is_painted.get().then(|| {
            let others = (SEEN..).zip(&others);
            others.map(|(at, row)| draw(at, row)).collect_view()
        })
    };
    view! {
        {first}
        {others}
    }
    .into_any()
}
