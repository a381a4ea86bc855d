//! Times, in the reader's own zone and language; the exact one stands in the `datetime`.

use leptos::prelude::*;

use crate::app::browser;
use crate::records::Time;

/// A day: `18 Nov 2026`.
pub fn day(time: &Time) -> AnyView {
    draw(time, browser::day(time))
}

/// A moment: `today 10:42`, else `18 Nov 2026, 10:42`.
pub fn moment(time: &Time) -> AnyView {
    draw(time, browser::moment(time))
}

fn draw(time: &Time, text: String) -> AnyView {
    view! { <time datetime=time.as_str().to_owned()>{text}</time> }.into_any()
}
