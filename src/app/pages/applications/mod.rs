//! The tracker of applications: as a table, as a board by status, and as a report to print.

mod board;
mod form;
mod numbers;
mod report;
mod sheet;
mod table;
mod words;

pub use words::status_word;

use leptos::prelude::*;

use self::form::{Editing, FormDialog};
use super::list::{count, follow, job_choice, period_choice, search_field, total};
use crate::app::browser;
use crate::app::components::{PAGE, Pager, empty, load, shown};
use crate::app::press::press;
use crate::app::route::{ApplicationsAs, ApplicationsQuery, Route};
use crate::messages::{
    ApplicationFilter, ApplicationNumbers, ApplicationStatistics, ListApplications, Window,
};
use crate::records::{ApplicationStatus, Day, JobId};

/// Applications on the board and in a report; whoever has more narrows them down by a filter.
const MOST_SHOWN: u64 = 2_000;

/// The filters, each by itself.
#[derive(Clone, Copy)]
struct Filters {
    shown_as: RwSignal<ApplicationsAs>,
    query: RwSignal<String>,
    status: RwSignal<Option<ApplicationStatus>>,
    portal: RwSignal<String>,
    job: RwSignal<Option<JobId>>,
    from: RwSignal<Option<Day>>,
    to: RwSignal<Option<Day>>,
    offset: RwSignal<u64>,
}

impl Filters {
    fn new(query: ApplicationsQuery) -> Self {
        Self {
            shown_as: RwSignal::new(query.shown_as),
            query: RwSignal::new(query.query),
            status: RwSignal::new(query.status),
            portal: RwSignal::new(query.portal),
            job: RwSignal::new(query.job),
            from: RwSignal::new(query.from),
            to: RwSignal::new(query.to),
            offset: RwSignal::new(0),
        }
    }

    /// What stands in the address; tracked.
    fn get(self) -> ApplicationsQuery {
        ApplicationsQuery {
            shown_as: self.shown_as.get(),
            query: self.query.get(),
            status: self.status.get(),
            portal: self.portal.get(),
            job: self.job.get(),
            from: self.from.get(),
            to: self.to.get(),
        }
    }

    fn set(self, query: ApplicationsQuery) {
        self.offset.set(0);
        self.shown_as.set(query.shown_as);
        self.query.set(query.query);
        self.status.set(query.status);
        self.portal.set(query.portal);
        self.job.set(query.job);
        self.from.set(query.from);
        self.to.set(query.to);
    }

    /// Goes back to the first rows and writes the filters into the address.
    fn changed(self) {
        self.offset.set(0);
        browser::replace(&Route::Applications(untrack(|| self.get())).href());
    }

    /// Whether anything is left out; tracked.
    fn is_any(self) -> bool {
        let all = ApplicationsQuery {
            shown_as: self.shown_as.get(),
            ..Default::default()
        };
        self.get() != all
    }

    /// What the keeper is asked; tracked. The report looks at days itself: an answer counts on the day it came.
    fn asked(self) -> ApplicationFilter {
        let query = self.get();
        let is_report = query.shown_as == ApplicationsAs::Report;
        ApplicationFilter {
            query: query.query,
            status: query.status,
            portal: query.portal,
            job_id: query.job,
            resume_id: None,
            from: query.from.filter(|_| !is_report),
            to: query.to.filter(|_| !is_report),
        }
    }
}

/// The tracker of applications.
#[component]
pub fn Applications(query: ApplicationsQuery) -> impl IntoView {
    let filters = Filters::new(query);
    let editing = RwSignal::new(None::<Editing>);
    let list = load(move || {
        let window = match filters.shown_as.get() {
            ApplicationsAs::Table => Window {
                offset: filters.offset.get(),
                limit: PAGE,
            },
            _ => Window {
                offset: 0,
                limit: MOST_SHOWN,
            },
        };
        Some(ListApplications {
            filter: filters.asked(),
            window,
        })
    });
    let numbers = load(move || {
        Some(ApplicationStatistics {
            filter: filters.asked(),
        })
    });
    // For the choice of a portal: those of all applications.
    let every = load(|| {
        Some(ApplicationStatistics {
            filter: ApplicationFilter::default(),
        })
    });
    let portals = Memo::new(move |_| {
        every.with(|numbers| match numbers {
            Some(Ok(numbers)) => names(numbers),
            _ => Vec::new(),
        })
    });
    let total = total(list, filters.offset);
    follow(move |route| {
        if let Route::Applications(query) = route {
            filters.set(query);
        }
    });
    let is_table = move || filters.shown_as.get() == ApplicationsAs::Table;
    let draw = move |list: &crate::messages::Listing<crate::messages::ApplicationRow>| {
        if list.rows.is_empty() {
            return none(untrack(|| filters.is_any()));
        }
        match filters.shown_as.get_untracked() {
            ApplicationsAs::Table => table::table(&list.rows, editing),
            ApplicationsAs::Board => board::board(list, editing),
            ApplicationsAs::Report => report::report(
                list,
                filters.from.get_untracked(),
                filters.to.get_untracked(),
            ),
        }
    };
    // A report is drawn anew when its days change, though the keeper is not asked again.
    let report_days = move || {
        if !is_table() {
            filters.from.track();
            filters.to.track();
        }
        filters.shown_as.track();
    };
    view! {
        <header class="view-head">
            <h1>"Applications"</h1>
            <div class="actions">
                {sheet::actions(move || untrack(|| filters.asked()))}
                <button type="button" class="main" on:click=press(move |_| editing.set(Some(Editing::new())))>
                    "Add application"
                </button>
            </div>
        </header>
        {filter_row(filters, portals, total)}
        {move || (filters.shown_as.get() != ApplicationsAs::Report).then(|| numbers::panel(numbers))}
        {move || {
            report_days();
            shown(list, draw)
        }}
        {move || is_table().then(|| view! { <Pager offset=filters.offset total/> })}
        <FormDialog editing portals/>
    }
}

fn names(numbers: &ApplicationNumbers) -> Vec<String> {
    let names = numbers.by_portal.iter().map(|one| one.name.clone());
    names.filter(|name| !name.is_empty()).collect()
}

fn filter_row(filters: Filters, portals: Memo<Vec<String>>, total: Signal<u64>) -> AnyView {
    let changed = move || filters.changed();
    let ways = ApplicationsAs::ALL.map(|way| {
        let choose = move |_| {
            filters.shown_as.set(way);
            changed();
        };
        view! {
            <button
                type="button"
                aria-pressed=move || (filters.shown_as.get() == way).to_string()
                on:click=press(choose)
            >
                {way_word(way)}
            </button>
        }
    });
    let statuses = ApplicationStatus::ALL.map(|status| {
        view! {
            <option value=status.name() selected=move || filters.status.get() == Some(status)>
                {status_word(status)}
            </option>
        }
    });
    let portals = move || {
        let chosen = filters.portal.get();
        let mut names = portals.get();
        if !chosen.is_empty() && !names.contains(&chosen) {
            names.push(chosen.clone());
        }
        names
            .into_iter()
            .map(|name| {
                let is_chosen = name == chosen;
                view! { <option value=name.clone() selected=is_chosen>{name.clone()}</option> }
            })
            .collect_view()
    };
    let all = move |_| {
        filters.set(ApplicationsQuery {
            shown_as: filters.shown_as.get_untracked(),
            ..Default::default()
        });
        changed();
    };
    view! {
        <div class="filters" role="search" aria-label="Applications">
            <div class="choice-row" role="group" aria-label="Shown as">{ways}</div>
            {search_field("applications-query", "Company, role, notes", filters.query, changed)}
            <div class="field">
                <label for="applications-status">"Status"</label>
                <select
                    id="applications-status"
                    on:change=move |event| {
                        filters.status.set(ApplicationStatus::named(&event_target_value(&event)));
                        changed();
                    }
                >
                    <option value="" selected=move || filters.status.get().is_none()>"Any status"</option>
                    {statuses}
                </select>
            </div>
            <div class="field">
                <label for="applications-portal">"Portal"</label>
                <select
                    id="applications-portal"
                    on:change=move |event| {
                        filters.portal.set(event_target_value(&event));
                        changed();
                    }
                >
                    <option value="" selected=move || filters.portal.with(String::is_empty)>"Any portal"</option>
                    {portals}
                </select>
            </div>
            <div class="field">{job_choice("applications-job", filters.job, changed)}</div>
            {period_choice(["applications-from", "applications-to"], filters.from, filters.to, changed)}
            {move || filters.is_any().then(|| view! {
                <button type="button" on:click=press(all)>"Show all"</button>
            })}
            {move || (filters.shown_as.get() != ApplicationsAs::Report)
                .then(|| count(total, "application", "applications"))}
        </div>
    }
    .into_any()
}

fn way_word(way: ApplicationsAs) -> &'static str {
    match way {
        ApplicationsAs::Table => "Table",
        ApplicationsAs::Board => "Board",
        ApplicationsAs::Report => "Report",
    }
}

/// Why there is nothing, and what to do about it.
fn none(is_filtered: bool) -> AnyView {
    if is_filtered {
        return empty("No application fits these filters. “Show all” takes them away.");
    }
    empty(
        "No application yet. Add one here, press “I applied” on a job’s page, or bring in a sheet that you have kept so far.",
    )
}
