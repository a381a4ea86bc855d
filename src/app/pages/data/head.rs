//! The head of a view below "Your data".

use leptos::prelude::*;

use crate::app::pages::list::name_view;
use crate::app::route::Route;

/// The way back to "Your data", the view's name and what it is for.
pub fn head(name: &'static str, lead_in: &'static str) -> AnyView {
    name_view(move || name.into());
    view! {
        <nav class="trail" aria-label="Where this is">
            <a href=Route::Data.href()>"Your data"</a>
            " › "
            {name}
        </nav>
        <header class="view-head">
            <h1>{name}</h1>
        </header>
        <p class="lead-in">{lead_in}</p>
    }
    .into_any()
}
