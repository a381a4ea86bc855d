//! The history of all analyses.

use leptos::prelude::*;

use super::list::{
    cell, count, day_field, follow, job_choice, search_field, table_head, total, window,
};
use super::resume::feedback_word;
use crate::app::browser;
use crate::app::components::{Pager, empty, load, moment, rows, score_cell, shown, ticks, title};
use crate::app::press::press;
use crate::app::route::{AnalysesQuery, Route};
use crate::messages::{AnalysisFilter, AnalysisOrder, AnalysisRow, ListAnalyses};

/// The history of all analyses.
#[component]
pub fn Analyses(query: AnalysesQuery) -> impl IntoView {
    let job = RwSignal::new(query.job);
    let candidate = RwSignal::new(query.candidate);
    let from = RwSignal::new(query.from);
    let to = RwSignal::new(query.to);
    let offset = RwSignal::new(0);
    let filters = move || AnalysesQuery {
        job: job.get(),
        candidate: candidate.get(),
        from: from.get(),
        to: to.get(),
    };
    let analyses = load(move || {
        let query = filters();
        Some(ListAnalyses {
            filter: AnalysisFilter {
                job_id: query.job,
                resume_id: None,
                candidate: query.candidate,
                from: query.from,
                to: query.to,
                order: AnalysisOrder::Newest,
            },
            window: window(offset),
        })
    });
    let total = total(analyses, offset);
    let changed = move || {
        offset.set(0);
        browser::replace(&Route::Analyses(untrack(filters)).href());
    };
    let set = move |query: AnalysesQuery| {
        offset.set(0);
        job.set(query.job);
        candidate.set(query.candidate);
        from.set(query.from);
        to.set(query.to);
    };
    follow(move |route| {
        if let Route::Analyses(query) = route {
            set(query);
        }
    });
    let all = move || {
        set(AnalysesQuery::default());
        changed();
    };
    let is_filtered = move || filters() != AnalysesQuery::default();
    view! {
        <header class="view-head">
            <h1>"Analyses"</h1>
        </header>
        <div class="filters" role="search" aria-label="Analyses">
            <div class="field">{job_choice("analyses-job", job, changed)}</div>
            <div class="field wide">
                <span aria-hidden="true">"Candidate"</span>
                {search_field("analyses-candidate", "Candidate or file name", candidate, changed)}
            </div>
            <div class="field">{bound("analyses-from", "From", from, changed)}</div>
            <div class="field">{bound("analyses-to", "To", to, changed)}</div>
            {move || is_filtered().then(|| view! {
                <button type="button" on:click=press(move |_| all())>"Show all"</button>
            })}
            {count(total, "analysis", "analyses")}
        </div>
        {shown(analyses, move |list| match list.rows.as_slice() {
            [] => none(untrack(is_filtered)),
            rows => table(rows),
        })}
        <Pager offset total/>
    }
}

/// A day that bounds the list; empty for no bound.
fn bound(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    changed: impl Fn() + 'static,
) -> AnyView {
    day_field(id, label, value.into(), move |typed| {
        value.set(typed);
        changed();
    })
}

/// Why the list is empty, and what to do about it.
fn none(is_filtered: bool) -> AnyView {
    if is_filtered {
        return empty("No analysis fits these filters. “Show all” takes them away.");
    }
    empty(view! {
        "No analysis yet. "
        <a href=Route::Desk.href()>"Choose a current job and add résumés"</a>
        ": each one is scored as it arrives."
    })
}

fn table(analyses: &[AnalysisRow]) -> AnyView {
    let rows = rows(analyses, |_, analysis| row(analysis));
    view! {
        <div class="card">
            <table>
                <caption class="sr">"Analyses, newest first"</caption>
                {table_head(&["Candidate", "Job", "Match strength", "Must-haves", "Analysed", "Feedback"])}
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &AnalysisRow) -> AnyView {
    let name = row.candidate_name.as_ref().unwrap_or(&row.filename).clone();
    let file = row.candidate_name.is_some().then(|| {
        view! { <br/><small>{row.filename.clone()}</small> }
    });
    let job = view! {
        <a href=Route::Job(row.job_id.clone()).href()>{title(&row.role_name, &row.company_name)}</a>
    };
    view! {
        <tr>
            <th scope="row" class="named">
                <a data-row href=Route::Analysis(row.analysis_id.clone()).href()>{name}</a>
                {file}
            </th>
            {cell("Job", job.into_any())}
            {cell("Match strength", score_cell(row))}
            {cell("Must-haves", ticks(&row.ticks))}
            {cell("Analysed", moment(&row.created_at))}
            {cell("Feedback", feedback_word(row))}
        </tr>
    }
    .into_any()
}
