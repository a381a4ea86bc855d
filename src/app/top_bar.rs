//! The top bar: the current job, the search, and where everything is kept.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::components::{bytes, job_title, load};
use super::route::Route;
use super::session::{Opening, Session, session};
use crate::messages::{JobRow, ListJobs, SelectJob, Window};
use crate::records::JobId;

/// Jobs that are offered in the top bar; the others are chosen from the list of jobs.
const MOST_JOBS: u64 = 200;
/// Typing has to rest this long before the hits follow, in milliseconds.
const REST_MS: u32 = 120;

/// The top bar.
#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="top">
            <a class="name" href="#/">
                "Shortlist"
            </a>
            <CurrentJob/>
            <Find/>
            <Kept/>
        </header>
    }
}

/// The choice of the current job.
#[component]
fn CurrentJob() -> impl IntoView {
    let session = session();
    let jobs = load(move || {
        (session.opening.get() == Opening::Open).then(|| ListJobs {
            query: String::new(),
            templates: false,
            window: Window {
                offset: 0,
                limit: MOST_JOBS,
            },
        })
    });
    let on_change = move |event| {
        let job_id = JobId::new(event_target_value(&event)).ok();
        spawn_local(choose(session, job_id));
    };
    let options = move || {
        let current = session.current_job.get();
        let (mut rows, total) = jobs.with(|jobs| match jobs {
            Some(Ok(list)) => (list.rows.clone(), list.total),
            _ => (Vec::new(), 0),
        });
        // An older job may be current that stands further down in the list.
        if let Some(job) = &current
            && !rows.iter().any(|row| row.job_id == job.job_id)
        {
            rows.insert(0, job.clone());
        }
        let more = total.saturating_sub(MOST_JOBS);
        let current = current.map(|job| job.job_id);
        let none = option(None, current.is_none());
        let rows = rows
            .iter()
            .map(|row| option(Some(row), current.as_ref() == Some(&row.job_id)))
            .collect_view();
        let more = (more > 0).then(|| {
            view! { <option disabled>{format!("{more} more under Jobs")}</option> }
        });
        view! { {none} {rows} {more} }
    };
    view! {
        <select class="job" aria-label="Current job" on:change=on_change>
            {options}
        </select>
    }
}

fn option(job: Option<&JobRow>, is_current: bool) -> AnyView {
    let (value, text) = match job {
        Some(job) => (job.job_id.to_string(), job_title(job)),
        None => (String::new(), "No current job".into()),
    };
    view! {
        <option value=value prop:selected=is_current>
            {text}
        </option>
    }
    .into_any()
}

/// Makes a job the current one, or none.
async fn choose(session: Session, job_id: Option<JobId>) {
    // A failure was told by then, and the counts that are loaded anew bring the old choice back.
    if session.write(SelectJob { job_id }).await.is_err() {
        session.refresh();
    }
}

/// The search over everything.
#[component]
fn Find() -> impl IntoView {
    let session = session();
    let typed = RwSignal::new(String::new());
    // Where the address brings a search, the field shows it.
    Effect::new(move || {
        if let Route::Search { query } = session.route.get()
            && !browser::has_focus("find")
        {
            typed.set(query);
        }
    });
    let waits = Rc::new(RefCell::new(None::<Timeout>));
    let on_input = move |event| {
        typed.set(event_target_value(&event));
        if !matches!(session.route.get_untracked(), Route::Search { .. }) {
            return;
        }
        // A timer that is replaced is called off.
        *waits.borrow_mut() = Some(Timeout::new(REST_MS, move || {
            let route = Route::Search {
                query: typed.get_untracked(),
            };
            if matches!(session.route.get_untracked(), Route::Search { .. }) {
                browser::replace(&route.href());
                session.route.set(route);
            }
        }));
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let query = typed.get_untracked().trim().to_owned();
        if !query.is_empty() {
            browser::go(&Route::Search { query }.href());
        }
    };
    view! {
        <form class="find" role="search" on:submit=on_submit>
            <input
                id="find"
                type="search"
                aria-label="Search jobs, résumés, analyses, feedback"
                aria-keyshortcuts="/"
                placeholder="Search jobs, résumés, analyses, feedback   /"
                autocomplete="off"
                prop:value=typed
                on:input=on_input
            />
        </form>
    }
}

/// Where everything is kept, how much it is, and whether the page opens without the network. It says no more than is true.
#[component]
fn Kept() -> impl IntoView {
    let session = session();
    let is_empty = move || {
        session
            .stats
            .with(|s| s.jobs + s.templates + s.resumes == 0)
    };
    let is_safe = move || session.space.get().persistent == Some(true);
    let kept = move || match session.space.get().persistent {
        _ if is_empty() => "Nothing kept yet",
        Some(true) => "Kept on this device",
        Some(false) => "On this device, unless the browser clears it",
        None => "On this device",
    };
    let size = move || {
        let files = session.stats.with(|stats| stats.file_bytes as f64);
        let used = session.space.get().used.unwrap_or(0.0).max(files);
        (!is_empty()).then(|| format!(" · {}", bytes(used)))
    };
    let offline = move || {
        if session.offline_ready.get() {
            "works offline"
        } else {
            "not yet offline"
        }
    };
    view! {
        <a class="kept" href="#/data">
            <i class:half=move || !is_safe() aria-hidden="true">
                "●"
            </i>
            " "
            {kept}
            {size}
            " · "
            {offline}
        </a>
    }
}
