//! Whether a requirement is met: always a sign and a word besides the colour.

use leptos::prelude::*;

use crate::messages::Tick;
use crate::records::{Importance, Outcome};

/// The word for an outcome.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Found => "Found",
        Outcome::Partly => "Partly",
        Outcome::NotFound => "Not found",
        Outcome::NotStated => "Not stated",
    }
}

/// The style's class for an outcome.
pub fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Found => "ok",
        Outcome::Partly => "half",
        Outcome::NotFound => "no",
        Outcome::NotStated => "unsaid",
    }
}

fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Found => "✓",
        Outcome::Partly => "~",
        Outcome::NotFound => "✕",
        Outcome::NotStated => "?",
    }
}

/// The sign; its word is beside it for screen readers alone, for where the sight of the word would only repeat.
pub fn outcome_sign(outcome: Outcome) -> AnyView {
    view! {
        <span class=outcome_class(outcome)>
            <span aria-hidden="true">{sign(outcome)}</span>
            <span class="sr">{outcome_word(outcome)}</span>
        </span>
    }
    .into_any()
}

/// The must-haves of a row as signs, and their count in words: "5 of 6, 1 partly".
pub fn ticks(ticks: &[Tick]) -> AnyView {
    let musts: Vec<&Tick> = ticks
        .iter()
        .filter(|tick| tick.importance == Importance::Required)
        .collect();
    if musts.is_empty() {
        return view! { <small>"the job names none"</small> }.into_any();
    }
    let count = |outcome: Outcome| musts.iter().filter(|tick| tick.outcome == outcome).count();
    let mut words = format!("{} of {}", count(Outcome::Found), musts.len());
    for (outcome, word) in [
        (Outcome::Partly, "partly"),
        (Outcome::NotStated, "not stated"),
    ] {
        let count = count(outcome);
        if count > 0 {
            words.push_str(&format!(", {count} {word}"));
        }
    }
    let signs = musts
        .iter()
        .map(|tick| {
            view! {
                <span
                    class=outcome_class(tick.outcome)
                    title=format!("{}: {}", tick.name, outcome_word(tick.outcome))
                >
                    {sign(tick.outcome)}
                </span>
            }
        })
        .collect_view();
    view! {
        <span class="ticks" aria-hidden="true">{signs}</span>
        <small class="under">
            {words} <span class="sr">" of the must-haves"</span>
        </small>
    }
    .into_any()
}
