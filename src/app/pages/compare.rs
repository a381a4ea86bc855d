//! Comparison: every résumé against some jobs, as a map of their scores. Each score opens its explanation.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::list::{follow, keep_within};
use crate::app::browser;
use crate::app::components::{
    Loaded, PAGE, Pager, counted, empty, job_title, load, strength_word, title, whole,
};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::messages::{
    Analyse, Compare, ComparedJob, ComparedPair, ComparedResume, JobRow, ListJobs, Listing, Window,
};
use crate::records::{JobId, ResumeId};

/// How many jobs stand side by side where nobody chose.
const FIRST_JOBS: usize = 5;
/// How many jobs can be chosen among, and at the most chosen.
const MOST_CHOICES: u64 = 200;
const MOST_JOBS: usize = 12;
/// How many résumés are scored between two looks at whether to stop.
const AT_ONCE: u64 = 200;

/// By what the rows are ordered.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    /// As they were added, newest first.
    Added,
    Name,
    /// Of a job the best first, by score and relevance as on the desk.
    Job(usize),
}

/// What was compared so far. A handle: copies are the same table.
#[derive(Clone, Copy)]
struct Table {
    jobs: RwSignal<Vec<ComparedJob>>,
    rows: RwSignal<Vec<ComparedResume>>,
    total: RwSignal<u64>,
    running: RwSignal<bool>,
    order: RwSignal<Order>,
    offset: RwSignal<u64>,
    /// Grows when what is under way is to end.
    run: RwSignal<u32>,
}

impl Table {
    fn new() -> Self {
        Self {
            jobs: RwSignal::new(Vec::new()),
            rows: RwSignal::new(Vec::new()),
            total: RwSignal::new(0),
            running: RwSignal::new(false),
            order: RwSignal::new(Order::Job(0)),
            offset: RwSignal::new(0),
            run: RwSignal::new(0),
        }
    }

    /// Ends what is under way; the number of what comes next.
    fn next_run(self) -> u32 {
        let run = self.run.get_untracked().wrapping_add(1);
        self.run.set(run);
        run
    }

    fn stop(self) {
        self.next_run();
        self.running.set(false);
    }

    /// Compares every résumé with these jobs, some at a time. The table before stays until the first of them are there.
    async fn fill(self, session: Session, job_ids: Vec<JobId>) {
        let run = self.next_run();
        self.running.set(true);
        let mut seen = 0;
        while self.run.try_get_untracked() == Some(run) {
            let call = Compare {
                job_ids: job_ids.clone(),
                resume_ids: Vec::new(),
                window: Window {
                    offset: seen,
                    limit: AT_ONCE,
                },
            };
            let compared = match session.client.call(call).await {
                Ok(compared) => compared,
                Err(failure) => {
                    session.tell_failure(&failure);
                    break;
                }
            };
            if self.run.try_get_untracked() != Some(run) {
                return;
            }
            let rows = compared.resumes.rows;
            let count = rows.len() as u64;
            self.total.set(compared.resumes.total);
            if seen == 0 {
                self.jobs.set(compared.jobs);
                self.rows.set(rows);
            } else {
                self.rows.update(|all| all.extend(rows));
            }
            seen += count;
            if count == 0 || seen >= compared.resumes.total {
                break;
            }
        }
        if self.run.try_get_untracked() == Some(run) {
            self.running.set(false);
        }
    }
}

/// Every résumé against some jobs.
#[component]
pub fn ComparePage(jobs: Vec<JobId>) -> impl IntoView {
    let session = session();
    let chosen = RwSignal::new(jobs);
    let table = Table::new();
    let choices = load(|| {
        Some(ListJobs {
            query: String::new(),
            templates: false,
            window: Window {
                offset: 0,
                limit: MOST_CHOICES,
            },
        })
    });
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
    on_cleanup(move || {
        table.run.try_update(|run| *run = run.wrapping_add(1));
    });
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
    if !table.running.get() {
        let count = counted(done, "résumé", "résumés");
        let of = (done < total).then(|| format!(" of {total}; the others were left out"));
        return view! { <p class="count" role="status">{count} {of}</p> }.into_any();
    }
    view! {
        <p class="count">
            {format!("Comparing: {done} of {total}")} " "
            <button type="button" on:click=press(move |_| table.stop())>"Stop"</button>
        </p>
    }
    .into_any()
}

/// The rows in their order: its number in the list of all, for each.
fn ordered(rows: &[ComparedResume], order: Order) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    let name = |at: &usize| rows.get(*at).map(|row| shown_name(row).to_lowercase());
    let score = |at: &usize, job: usize| {
        let pair = rows.get(*at).and_then(|row| row.pairs.get(job));
        pair.map_or(-1.0, |pair| pair.order_score)
    };
    match order {
        Order::Added => {}
        Order::Name => places.sort_by_cached_key(name),
        Order::Job(job) => {
            places.sort_by(|a, b| score(b, job).total_cmp(&score(a, job)));
        }
    }
    places
}

fn shown_name(row: &ComparedResume) -> &str {
    row.candidate_name.as_deref().unwrap_or(&row.filename)
}

fn map(table: Table) -> AnyView {
    let jobs = table.jobs.get();
    if jobs.is_empty() || table.total.get() == 0 {
        return if table.running.get() {
            ().into_any()
        } else {
            empty("There is nothing to compare yet: it takes a job and a résumé.")
        };
    }
    let order = table.order.get();
    let from = usize::try_from(table.offset.get()).unwrap_or(0);
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let rows = table.rows.with(|rows| {
        let places = ordered(rows, order).into_iter().skip(from).take(page);
        places
            .filter_map(|at| rows.get(at))
            .map(|row| one(row, &jobs))
            .collect_view()
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
