//! Comparison: every résumé against some jobs, as a map of their scores. Each score opens its explanation.

mod map;
mod table;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::map::map;
use self::table::{Order, Table};
use super::list::{all_jobs, follow, keep_within};
use crate::app::browser;
use crate::app::components::{Loaded, Pager, counted, job_title};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{JobRow, Listing};
use crate::records::JobId;

/// How many jobs stand side by side where nobody chose.
const FIRST_JOBS: usize = 5;
/// How many jobs can be chosen among, and at the most chosen.
const MOST_CHOICES: u64 = 200;
const MOST_JOBS: usize = 12;

/// Every résumé against some jobs.
#[component]
pub fn ComparePage(jobs: Vec<JobId>) -> impl IntoView {
    let session = session();
    let chosen = RwSignal::new(jobs);
    let table = Table::new();
    let choices = all_jobs(MOST_CHOICES);
    // Those chosen, or else the current job and the newest.
    let compared = Memo::new(move |_| {
        let chosen = chosen.get();
        if !chosen.is_empty() {
            return chosen;
        }
        let current = session.current_job.get().map(|job| job.job_id);
        let mut ids: Vec<JobId> = current.into_iter().collect();
        choices.with(|choices| {
            if let Some(Ok(list)) = choices {
                let others = list.rows.iter().map(|row| &row.job_id);
                let others: Vec<_> = others.filter(|id| !ids.contains(id)).cloned().collect();
                ids.extend(others);
            }
        });
        ids.truncate(FIRST_JOBS);
        ids
    });
    Effect::new(move || {
        session.version.track();
        table.starts.track();
        let ids = compared.get();
        table.order.update(|order| {
            if matches!(order, Order::Job(at) if *at >= ids.len()) {
                *order = Order::Job(0);
            }
        });
        if !ids.is_empty() {
            spawn_local(table.fill(session, ids));
        }
    });
    on_cleanup(move || table.leave());
    follow(move |route| {
        if let Route::Compare { jobs } = route {
            chosen.set(jobs);
        }
    });
    let total = Signal::derive(move || table.rows.with(|rows| rows.len() as u64));
    keep_within(total, table.offset);
    view! {
        <header class="view-head">
            <h1>"Compare"</h1>
        </header>
        <p class="lead-in">
            "Every résumé against several jobs, from what was kept of each when it was read. A score opens its explanation."
        </p>
        {choice(choices, chosen, compared)}
        {move || progress(table)}
        {move || map(table)}
        <Pager offset=table.offset total/>
    }
}

/// Which jobs stand side by side.
fn choice(
    choices: Loaded<Listing<JobRow>>,
    chosen: RwSignal<Vec<JobId>>,
    compared: Memo<Vec<JobId>>,
) -> AnyView {
    let toggle = move |id: JobId, is_on: bool| {
        let mut ids = compared.get_untracked();
        ids.retain(|other| *other != id);
        if is_on {
            ids.push(id);
        }
        browser::replace(&Route::Compare { jobs: ids.clone() }.href());
        chosen.set(ids);
    };
    let boxes = move || {
        let ids = compared.get();
        choices.with(|choices| match choices {
            Some(Ok(list)) => list
                .rows
                .iter()
                .map(|row| {
                    let id = row.job_id.clone();
                    let is_on = ids.contains(&id);
                    let is_full = !is_on && ids.len() >= MOST_JOBS;
                    view! {
                        <label>
                            <input
                                type="checkbox"
                                prop:checked=is_on
                                disabled=is_full
                                on:change=move |event| {
                                    toggle(id.clone(), event_target_checked(&event));
                                }
                            />
                            {job_title(row)}
                        </label>
                    }
                })
                .collect_view(),
            _ => Vec::new(),
        })
    };
    view! {
        <details class="card jobs-compared">
            <summary>
                {move || counted(compared.with(|ids| ids.len() as u64), "job", "jobs")}
                " compared · choose others"
            </summary>
            <fieldset>
                <legend class="sr">"Jobs to compare"</legend>
                {boxes}
            </fieldset>
        </details>
    }
    .into_any()
}

fn progress(table: Table) -> AnyView {
    let (done, total) = (table.rows.with(|rows| rows.len() as u64), table.total.get());
    if table.running.get() {
        let how_far = if total > 0 {
            format!("Comparing: {done} of {total}")
        } else {
            "Comparing".to_owned()
        };
        return view! {
            <p class="count">
                {how_far} " "
                <button type="button" on:click=press(move |_| table.stop())>"Stop"</button>
            </p>
        }
        .into_any();
    }
    if table.is_stopped.get() {
        let how_far = (total > 0).then(|| {
            let all = counted(total, "résumé", "résumés");
            format!(" {done} of {all} were compared.")
        });
        return view! {
            <p class="count" role="status">
                "Stopped." {how_far} " "
                <button type="button" on:click=press(move |_| table.start_again())>
                    "Compare all"
                </button>
            </p>
        }
        .into_any();
    }
    view! { <p class="count" role="status">{counted(done, "résumé", "résumés")}</p> }.into_any()
}
