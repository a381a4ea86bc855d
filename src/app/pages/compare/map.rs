//! The map: a row a résumé, a column a job, and every score a link to its explanation.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::table::{Order, Table};
use crate::app::browser;
use crate::app::components::{PAGE, empty, strength_word, title, whole};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{Analyse, ComparedJob, ComparedPair, ComparedResume};
use crate::records::{JobId, ResumeId};

/// The part of the table that is shown.
pub fn map(table: Table) -> AnyView {
    let jobs = table.jobs.get();
    if jobs.is_empty() || table.total.get() == 0 {
        return if table.running.get() || table.is_stopped.get() {
            ().into_any()
        } else {
            empty("There is nothing to compare yet: it takes a job and a résumé.")
        };
    }
    let order = table.order.get();
    let from = usize::try_from(table.offset.get()).unwrap_or(0);
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let rows = table.rows.with(|rows| {
        let mut rows: Vec<&ComparedResume> = rows.values().collect();
        put_in_order(&mut rows, order);
        let shown = rows.into_iter().skip(from).take(page);
        shown.map(|row| one(row, &jobs)).collect_view()
    });
    let head = |label: AnyView, own: Order, words: String| {
        let sorted = (order == own).then_some(match own {
            Order::Job(_) => "descending",
            Order::Added | Order::Name => "ascending",
        });
        let by = move |_| {
            table.order.set(own);
            table.offset.set(0);
        };
        view! {
            <th scope="col" aria-sort=sorted>
                <button type="button" class="bare" title=words on:click=press(by)>{label}</button>
            </th>
        }
    };
    let heads = jobs
        .iter()
        .enumerate()
        .map(|(at, job)| {
            let name = title(&job.role_name, &job.company_name);
            let words = format!("Order by {name}");
            let thin = job
                .thin
                .then(|| view! { <small class="under">"thin ad"</small> });
            let label = view! { {name} {thin} }.into_any();
            head(label, Order::Job(at), words)
        })
        .collect_view();
    let added = move |_| table.order.set(Order::Added);
    view! {
        <div class="card heat" role="region" aria-label="Scores" tabindex="0">
            <table>
                <caption class="sr">"Match strength of each résumé for each job"</caption>
                <thead>
                    <tr>
                        {head("Candidate".into_any(), Order::Name, "Order by name".into())}
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(order != Order::Added).then(|| view! {
            <p>
                <button type="button" class="bare" on:click=press(added)>
                    "Order as added, newest first"
                </button>
            </p>
        })}
    }
    .into_any()
}

/// Puts rows that stand as they were added in that order.
fn put_in_order(rows: &mut [&ComparedResume], order: Order) {
    let score = |row: &ComparedResume, job: usize| {
        let pair = row.pairs.get(job);
        pair.map_or(-1.0, |pair| pair.order_score)
    };
    match order {
        Order::Added => {}
        Order::Name => rows.sort_by_cached_key(|row| shown_name(row).to_lowercase()),
        Order::Job(job) => rows.sort_by(|a, b| score(b, job).total_cmp(&score(a, job))),
    }
}

fn shown_name(row: &ComparedResume) -> &str {
    row.candidate_name.as_deref().unwrap_or(&row.filename)
}

fn one(row: &ComparedResume, jobs: &[ComparedJob]) -> AnyView {
    let name = shown_name(row).to_owned();
    let cells = if row.pairs.is_empty() {
        let count = jobs.len().to_string();
        view! { <td colspan=count><small>"no text that can be scored"</small></td> }.into_any()
    } else {
        let pairs = row.pairs.iter().zip(jobs);
        let cells = pairs.map(|(pair, job)| score(pair, &job.job_id, &row.resume_id, &name));
        cells.collect_view().into_any()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=Route::Resume(row.resume_id.clone()).href() data-row>{name.clone()}</a>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// One score: a link to its analysis, or the button that makes it.
fn score(pair: &ComparedPair, job_id: &JobId, resume_id: &ResumeId, name: &str) -> AnyView {
    let heat = format!("{:.0}%", pair.overall_score);
    let number = whole(pair.overall_score);
    let words = format!("{name}: {number}, {}", strength_word(pair.strength));
    let inner = match &pair.analysis_id {
        Some(id) => view! {
            <a href=Route::Analysis(id.clone()).href() title=words>{number}</a>
        }
        .into_any(),
        None => {
            let call = Analyse {
                job_id: job_id.clone(),
                resume_id: resume_id.clone(),
            };
            let open = move |_| {
                let call = call.clone();
                spawn_local(async move {
                    if let Ok(row) = session().write(call).await {
                        browser::go(&Route::Analysis(row.analysis_id).href());
                    }
                });
            };
            let words = format!("{words}; analyse");
            view! {
                <button type="button" class="bare" title=words on:click=press(open)>{number}</button>
            }
            .into_any()
        }
    };
    view! { <td style:--v=heat>{inner}</td> }.into_any()
}
