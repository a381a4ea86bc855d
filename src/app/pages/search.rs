//! Hits of the search over everything.

use leptos::prelude::*;

use crate::app::components::{counted, empty, load, shown};
use crate::app::route::Route;
use crate::messages::{Hit, Listing, SearchHits};

/// Hits of each kind that are shown.
const MOST_HITS: u64 = 20;

/// Hits of the search over everything. What is searched for is typed in the top bar.
#[component]
pub fn Search(query: String) -> impl IntoView {
    let words = query.trim().to_owned();
    if words.is_empty() {
        return view! {
            <h1>"Search"</h1>
            {empty("Type a few words into the field at the top. Shown is what has all of them.")}
        }
        .into_any();
    }
    let hits = load(move || {
        Some(crate::messages::Search {
            query: query.clone(),
            limit: MOST_HITS,
        })
    });
    let count = move || {
        hits.with(|hits| match hits {
            Some(Ok(hits)) => counted(total(hits), "hit", "hits"),
            _ => String::new(),
        })
    };
    view! {
        <header class="view-head">
            <h1>"Search: “" {words} "”"</h1>
            <p class="count" role="status">{count}</p>
        </header>
        {shown(hits, groups)}
    }
    .into_any()
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
