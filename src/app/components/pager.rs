//! Long lists in parts.

use crate::app::press::press;
use leptos::prelude::*;

/// Rows of a list that are shown at once.
pub const PAGE: u64 = 50;

/// "51 to 100 of 1,204" with the way back and on; nothing where all rows fit.
#[component]
pub fn Pager(
    /// The first row shown, from 0.
    offset: RwSignal<u64>,
    /// All rows.
    #[prop(into)]
    total: Signal<u64>,
) -> impl IntoView {
    let to = move |first: u64| {
        offset.set(first);
        crate::app::browser::to_top();
    };
    move || {
        let (first, total) = (offset.get(), total.get());
        (total > PAGE || first > 0).then(|| {
            let last = (first + PAGE).min(total);
            view! {
                <nav class="pager" aria-label="Parts of the list">
                    <button
                        type="button"
                        disabled=first == 0
                        on:click=press(move |_| to(first.saturating_sub(PAGE)))
                    >
                        "Previous"
                    </button>
                    <span role="status">{format!("{} to {last} of {total}", first + 1)}</span>
                    <button
                        type="button"
                        disabled={last >= total}
                        on:click=press(move |_| to(first + PAGE))
                    >
                        "Next"
                    </button>
                </nav>
            }
        })
    }
}
