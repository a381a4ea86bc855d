//! How much of each kind is kept: records and bytes.

use leptos::prelude::*;

use crate::app::components::bytes;
use crate::app::pages::list::{cell, table_head};
use crate::app::route::Route;
use crate::messages::{Holding, Holdings};

/// A kind: its name, its view, the store that holds one row a record, and all stores of it.
type Kind = (
    &'static str,
    Option<Route>,
    &'static str,
    &'static [&'static str],
);

fn kinds() -> [Kind; 8] {
    let query = String::new;
    [
        (
            "Jobs and templates",
            Some(Route::Jobs { query: query() }),
            "jobs",
            &["jobs", "job_texts"],
        ),
        (
            "Résumés: what was read",
            Some(Route::Resumes { query: query() }),
            "resumes",
            &["resumes", "resume_texts", "resume_facts"],
        ),
        (
            "Résumés: original files",
            None,
            "resume_files",
            &["resume_files"],
        ),
        (
            "Analyses",
            Some(Route::Analyses(Default::default())),
            "analyses",
            &["analyses", "analysis_details", "ranks"],
        ),
        (
            "Feedback",
            Some(Route::FeedbackList(Default::default())),
            "feedback",
            &["feedback"],
        ),
        ("Applications", None, "applications", &["applications"]),
        ("Settings", None, "settings", &["settings"]),
        (
            "For scoring and search, made anew on need",
            None,
            "",
            &["resume_features", "feedback_vectors"],
        ),
    ]
}

/// The table of kinds.
pub fn holdings_table(holdings: &Holdings) -> AnyView {
    let of = |store: &str| -> Option<&Holding> {
        holdings
            .stores
            .iter()
            .find(|holding| holding.store == store)
    };
    let rows = kinds()
        .into_iter()
        .map(|(name, route, main, stores)| {
            let held = stores.iter().filter_map(|store| of(store));
            let size: u64 = held.clone().map(|holding| holding.bytes).sum();
            let count = match main {
                "" => held.map(|holding| holding.rows).sum(),
                main => of(main).map_or(0, |holding| holding.rows),
            };
            let name = match route {
                Some(route) => view! { <a href=route.href()>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cell("Records", count.into_any())}
                    {cell("Size", bytes(size as f64).into_any())}
                </tr>
            }
        })
        .collect_view();
    let all: u64 = holdings.stores.iter().map(|holding| holding.bytes).sum();
    view! {
        <div class="card sheet">
            <table>
                <caption class="sr">"How much of each kind is kept"</caption>
                {table_head(&["Kind", "Records", "Size"])}
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">"Together"</th>
                        <td></td>
                        {cell("Size", bytes(all as f64).into_any())}
                    </tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
