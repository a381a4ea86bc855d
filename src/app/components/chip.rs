//! Chips: short names in a row.

use leptos::prelude::*;

use crate::messages::Tick;
use crate::records::{Importance, Outcome, Requirement};

/// How many names of what was not found stand in a row of the table; the analysis itself shows them all.
const MOST_ABSENT: usize = 4;

/// One chip; `class` is `""`, `"must"` or `"absent"`.
fn chip(text: String, class: &'static str) -> AnyView {
    view! { <span class=format!("chip {class}")>{text}</span> }.into_any()
}

/// A job's requirements: those required first and stronger, then those preferred.
pub fn requirement_chips(requirements: &[Requirement]) -> AnyView {
    let of = |importance: Importance, word: &'static str, class: &'static str| {
        requirements
            .iter()
            .filter(|r| r.importance == importance)
            .map(|r| {
                view! {
                    <li class=class title=r.job_quote.clone()>
                        {r.name.clone()} <span class="sr">{word}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ul class="chips" aria-label="What the job asks for">
            {of(Importance::Required, ", required", "chip must")}
            {of(Importance::Preferred, ", nice to have", "chip")}
        </ul>
    }
    .into_any()
}

/// What was asked for and not found; what the job requires stands out.
pub fn absent_chips(ticks: &[Tick]) -> AnyView {
    let absent: Vec<&Tick> = ticks
        .iter()
        .filter(|tick| tick.outcome == Outcome::NotFound)
        .collect();
    if absent.is_empty() {
        return view! { <small>"nothing"</small> }.into_any();
    }
    let more = absent.len().saturating_sub(MOST_ABSENT);
    let chips = absent
        .iter()
        .take(MOST_ABSENT)
        .map(|tick| match tick.importance {
            Importance::Required => chip(tick.name.clone(), "absent"),
            Importance::Preferred => chip(tick.name.clone(), ""),
        })
        .collect_view();
    view! {
        <div class="chips">
            {chips} {(more > 0).then(|| view! { <small>{format!("+{more} more")}</small> })}
        </div>
    }
    .into_any()
}
