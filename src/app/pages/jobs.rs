//! All jobs and templates, searched as you type.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list::{cell, count, follow, mark, search_field, table_head, total, window};
use crate::app::browser;
use crate::app::components::{Pager, copyable, counted, day, empty, load, rows, shown};
use crate::app::press::press;
use crate::app::route::{AnalysesQuery, Route};
use crate::app::session::{Session, session};
use crate::messages::{JobRow, ListJobs, SelectJob};
use crate::records::JobId;

/// All jobs and templates, searched as you type.
#[component]
pub fn Jobs(query: String, #[prop(optional)] templates: bool) -> impl IntoView {
    let session = session();
    let query = RwSignal::new(query);
    let templates = RwSignal::new(templates);
    let offset = RwSignal::new(0);
    let jobs = load(move || {
        Some(ListJobs {
            query: query.get(),
            templates: templates.get(),
            window: window(offset),
        })
    });
    let total = total(jobs, offset);
    let changed = move || {
        offset.set(0);
        let query = query.get_untracked();
        let route = if templates.get_untracked() {
            Route::Templates { query }
        } else {
            Route::Jobs { query }
        };
        browser::replace(&route.href());
    };
    follow(move |route| {
        let (words, on) = match route {
            Route::Jobs { query } => (query, false),
            Route::Templates { query } => (query, true),
            _ => return,
        };
        offset.set(0);
        query.set(words);
        templates.set(on);
    });
    let choose = move |on: bool| {
        templates.set(on);
        changed();
    };
    let kept = move |count: fn(&crate::messages::Stats) -> u64| session.stats.with(count);
    view! {
        <header class="view-head">
            <h1>"Jobs"</h1>
            <a class="button main" href=Route::NewJob { from: None }.href()>"New job"</a>
        </header>
        <div class="filters" role="search" aria-label="Jobs">
            <div class="choice-row" role="group" aria-label="Which">
                <button type="button" aria-pressed=move || (!templates.get()).to_string() on:click=press(move |_| choose(false))>
                    "Jobs " <small>{move || kept(|stats| stats.jobs)}</small>
                </button>
                <button type="button" aria-pressed=move || templates.get().to_string() on:click=press(move |_| choose(true))>
                    "Templates " <small>{move || kept(|stats| stats.templates)}</small>
                </button>
            </div>
            {search_field("jobs-query", "Search company, role and text", query, changed)}
            {move || if templates.get() {
                count(total, "template", "templates")
            } else {
                count(total, "job", "jobs")
            }}
        </div>
        {shown(jobs, move |list| match list.rows.as_slice() {
            [] => none(query, templates.get_untracked()),
            rows => table(rows),
        })}
        <Pager offset total/>
    }
}

/// Why the list is empty, and what to do about it.
fn none(query: RwSignal<String>, templates: bool) -> AnyView {
    let words = query.get_untracked();
    if !words.trim().is_empty() {
        return empty(format!(
            "Nothing has all of the words “{}” in its company, role or text. Fewer words find more.",
            words.trim()
        ));
    }
    if templates {
        return empty(
            "No template yet. Open a job, choose “Edit”, and mark it as a template: new jobs can then start from it.",
        );
    }
    empty(view! {
        "No job yet. "
        <a href=Route::NewJob { from: None }.href()>"Save a job description"</a>
        ", and every résumé you add is scored against it."
    })
}

fn table(jobs: &[JobRow]) -> AnyView {
    let session = session();
    let rows = rows(jobs, move |_, job| row(session, job));
    view! {
        <div class="card">
            <table>
                <caption class="sr">"Jobs, newest first"</caption>
                {table_head(&["Job", "Saved", "Analyses", ""])}
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(session: Session, job: &JobRow) -> AnyView {
    let role = match job.role_name.trim() {
        "" => "Job without a name".to_owned(),
        role => role.to_owned(),
    };
    let id = job.job_id.clone();
    let is_current = current(session, &id);
    let name = view! {
        <a data-row href=Route::Job(id.clone()).href()>{role.clone()}</a>
        {job.is_template.then(|| mark("template"))}
        {job.is_sample.then(|| mark("sample"))}
        {move || is_current.get().then(|| mark("current"))}
        <br/>
        <small>{job.company_name.clone()} " " {copyable(id.as_str(), "job id")}</small>
    };
    view! {
        <tr>
            <th scope="row" class="named">{name}</th>
            {cell("Saved", day(&job.created_at))}
            {cell("Analyses", analyses_link(&id, job.analysis_count))}
            <td class="does">{action(session, id, role, job.is_template, is_current)}</td>
        </tr>
    }
    .into_any()
}

/// Whether that job is the current one.
pub fn current(session: Session, job_id: &JobId) -> Signal<bool> {
    let id = job_id.clone();
    Signal::derive(move || {
        session
            .current_job
            .with(|job| job.as_ref().is_some_and(|job| job.job_id == id))
    })
}

/// How many analyses a job has, leading to them.
pub fn analyses_link(job_id: &JobId, count: u64) -> AnyView {
    if count == 0 {
        return view! { <small>"none yet"</small> }.into_any();
    }
    let route = Route::Analyses(AnalysesQuery {
        job: Some(job_id.clone()),
        ..Default::default()
    });
    view! { <a href=route.href()>{counted(count, "analysis", "analyses")}</a> }.into_any()
}

fn action(
    session: Session,
    id: JobId,
    role: String,
    is_template: bool,
    is_current: Signal<bool>,
) -> AnyView {
    if is_template {
        let from = Route::NewJob { from: Some(id) };
        return view! {
            <a class="button" href=from.href()>"Use as template"<span class="sr">": " {role}</span></a>
        }
        .into_any();
    }
    (move || {
        let (id, role) = (id.clone(), role.clone());
        (!is_current.get()).then(|| {
            view! {
                <button type="button" on:click=press(move |_| make_current(session, id.clone()))>
                    "Make current"<span class="sr">": " {role}</span>
                </button>
            }
        })
    })
    .into_any()
}

/// Chooses the current job.
pub fn make_current(session: Session, id: JobId) {
    spawn_local(async move {
        // A failure was shown as a notice already.
        if session
            .write(SelectJob {
                job_id: Some(id.clone()),
            })
            .await
            .is_ok()
        {
            session
                .tell("This is the current job now: résumés that you add are scored against it.");
        }
    });
}
