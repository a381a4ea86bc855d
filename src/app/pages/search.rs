//! Hits of the search over everything.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{counted, empty, load, shown};
use crate::app::route::Route;
use crate::messages::{Hit, Listing, SearchHits};

/// Hits of each kind that are shown.
const MOST_HITS: u64 = 20;

/// Hits of the search over everything.
#[component]
pub fn Search(query: String) -> impl IntoView {
    let words = RwSignal::new(query);
    let hits = load(move || {
        let query = words.get();
        (!query.trim().is_empty()).then_some(crate::messages::Search {
            query,
            limit: MOST_HITS,
        })
    });
    let changed = move || {
        let query = words.get_untracked();
        browser::replace(&Route::Search { query }.href());
    };
    let is_blank = move || words.with(|words| words.trim().is_empty());
    view! {
        <header class="page-head">
            <h1>"Search"</h1>
        </header>
        <div class="filters" role="search" aria-label="Everything">
            {super::list::search_field("search-query", "Words of jobs, résumés, analyses, feedback", words, changed)}
            <p class="count" role="status">{move || hits.with(|hits| match hits {
                Some(Ok(hits)) => counted(total(hits), "hit", "hits"),
                _ => String::new(),
            })}</p>
        </div>
        {move || if is_blank() {
            empty("Type a few words. Shown is what has all of them.")
        } else {
            shown(hits, groups).into_any()
        }}
    }
}

fn total(hits: &SearchHits) -> u64 {
    hits.jobs.total + hits.resumes.total + hits.analyses.total + hits.feedback.total
}

fn groups(hits: &SearchHits) -> AnyView {
    if total(hits) == 0 {
        return empty("Nothing has all of these words. Fewer, or parts of words, find more.");
    }
    view! {
        {group("Jobs", &hits.jobs, |id| Route::Job(id.clone()))}
        {group("Résumés", &hits.resumes, |id| Route::Resume(id.clone()))}
        {group("Analyses", &hits.analyses, |id| Route::Analysis(id.clone()))}
        {group("Feedback", &hits.feedback, |id| Route::Feedback(id.clone()))}
    }
    .into_any()
}

fn group<Id>(
    name: &'static str,
    hits: &Listing<Hit<Id>>,
    route: fn(&Id) -> Route,
) -> Option<AnyView> {
    if hits.total == 0 {
        return None;
    }
    let rows: Vec<AnyView> = hits
        .rows
        .iter()
        .map(|hit| row(route(&hit.id).href(), hit.title.clone(), hit.detail.clone()))
        .collect();
    let more = hits.total.saturating_sub(hits.rows.len() as u64);
    Some(named(name, hits.total, rows, more))
}

fn named(name: &'static str, total: u64, rows: Vec<AnyView>, more: u64) -> AnyView {
    let rest = (more > 0).then(|| {
        view! { <li><small>{format!("and {more} more: add a word to narrow it down")}</small></li> }
    });
    view! {
        <h2>{name} " " <span class="quiet">{total}</span></h2>
        <ul class="card hits">{rows} {rest}</ul>
    }
    .into_any()
}

fn row(href: String, title: String, detail: String) -> AnyView {
    view! { <li><a data-row href=href>{title}</a> <small>{detail}</small></li> }.into_any()
}
