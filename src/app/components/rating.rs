//! Ratings: one to five stars.

use leptos::prelude::*;

const WORDS: [&str; 5] = ["wrong", "mostly wrong", "mixed", "mostly right", "right"];

/// A rating as stars, with its number for screen readers.
pub fn stars(rating: u8) -> AnyView {
    let filled = usize::from(rating.min(5));
    view! {
        <span class="stars">
            <span aria-hidden="true">{"★".repeat(filled)} {"☆".repeat(5 - filled)}</span>
            <span class="sr">{format!("rated {rating} of 5")}</span>
        </span>
    }
    .into_any()
}

/// The choice of a rating. `name` sets its radio buttons apart from those of another field on the same view.
#[component]
pub fn RatingField(
    name: &'static str,
    /// 1 to 5; 0 where none is chosen yet.
    rating: RwSignal<u8>,
) -> impl IntoView {
    let choices = (1..=5_u8)
        .zip(WORDS)
        .map(|(number, word)| {
            view! {
                <label class="button choice" class:on=move || rating.get() == number>
                    <input
                        type="radio"
                        name=name
                        value=number
                        prop:checked=move || rating.get() == number
                        on:change=move |_| rating.set(number)
                    />
                    {number}
                    " "
                    <small>{word}</small>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="rating">
            <legend>"How right is it?"</legend>
            {choices}
        </fieldset>
    }
}
