//! What the lists share: fields that filter as they are typed into, how many rows there are, cells that become cards.

use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{Loaded, PAGE, bytes, counted, job_title, load};
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{JobRow, ListJobs, Listing, Window};
use crate::records::{Day, Format, JobId, Resume};

/// How many jobs a choice of jobs offers; whoever has more finds the others by the list's search.
const MOST_CHOICES: u64 = 1_000;

/// Names the browser's tab after what the view shows, once that is known.
pub fn name_view(name: impl Fn() -> String + 'static) {
    let name: Box<dyn Fn() -> String> = Box::new(name);
    Effect::new(move || browser::title(&name()));
}

/// Follows the address while the view stays. Filters write themselves into the address without a new view; when the person
/// then goes to the plain list by its link, or back, the view is told.
pub fn follow(told: impl Fn(Route) + 'static) {
    let route = session().route;
    let told: Box<dyn Fn(Route)> = Box::new(told);
    Effect::new(move |before: Option<()>| {
        let route = route.get();
        if before.is_some() {
            told(route);
        }
    });
}

/// A field that filters as it is typed into.
pub fn search_field(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    changed: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label class="sr" for=id>{label}</label>
        <input
            id=id
            type="search"
            autocomplete="off"
            placeholder=label
            prop:value=value
            on:input=move |event| {
                value.set(event_target_value(&event));
                changed();
            }
        />
    }
    .into_any()
}

/// The jobs to choose among, the newest first.
pub fn all_jobs(limit: u64) -> Loaded<Listing<JobRow>> {
    load(move || {
        Some(ListJobs {
            query: String::new(),
            templates: false,
            window: Window { offset: 0, limit },
        })
    })
}

/// A choice of one job, or all of them.
pub fn job_choice(
    id: &'static str,
    value: RwSignal<Option<JobId>>,
    changed: impl Fn() + 'static,
) -> AnyView {
    let jobs = all_jobs(MOST_CHOICES);
    let options = move || {
        let chosen = value.get();
        let mut choices: Vec<(JobId, String)> = jobs.with(|jobs| match jobs {
            Some(Ok(list)) => list
                .rows
                .iter()
                .map(|row| (row.job_id.clone(), job_title(row)))
                .collect(),
            _ => Vec::new(),
        });
        if let Some(chosen) = &chosen
            && !choices.iter().any(|(id, _)| id == chosen)
        {
            choices.push((chosen.clone(), format!("job {chosen}")));
        }
        choices
            .into_iter()
            .map(|(id, title)| {
                let is_chosen = chosen.as_ref() == Some(&id);
                view! { <option value=id.to_string() selected=is_chosen>{title}</option> }
            })
            .collect_view()
    };
    view! {
        <label for=id>"Job"</label>
        <select
            id=id
            on:change=move |event| {
                value.set(JobId::new(event_target_value(&event)).ok());
                changed();
            }
        >
            <option value="" selected=move || value.with(Option::is_none)>"All jobs"</option>
            {options}
        </select>
    }
    .into_any()
}

/// The days that bound a list, or none; they stand side by side.
pub fn period_choice(
    [from_id, to_id]: [&'static str; 2],
    from: RwSignal<Option<Day>>,
    to: RwSignal<Option<Day>>,
    changed: impl Fn() + Copy + 'static,
) -> AnyView {
    let day = |id: &'static str, label: &'static str, value: RwSignal<Option<Day>>| {
        let shown =
            Signal::derive(move || value.get().map(|day| day.to_string()).unwrap_or_default());
        let field = day_field(id, label, shown, move |typed| {
            value.set(Day::new(typed).ok());
            changed();
        });
        view! { <div class="field">{field}</div> }
    };
    view! { <div class="period">{day(from_id, "From", from)} {day(to_id, "To", to)}</div> }
        .into_any()
}

/// A field for a day, written `YYYY-MM-DD`; empty for none.
pub fn day_field(
    id: &'static str,
    label: &'static str,
    shown: Signal<String>,
    changed: impl Fn(String) + 'static,
) -> AnyView {
    view! {
        <label for=id>{label}</label>
        <input
            id=id
            type="date"
            prop:value=shown
            on:change=move |event| changed(event_target_value(&event))
        />
    }
    .into_any()
}

/// The rows to ask for; tracked.
pub fn window(offset: RwSignal<u64>) -> Window {
    Window {
        offset: offset.get(),
        limit: PAGE,
    }
}

/// How many rows fit the filters. Where the part of the list that is shown was deleted away, the last part is shown.
pub fn total<T: Send + Sync + 'static>(
    listing: Loaded<Listing<T>>,
    offset: RwSignal<u64>,
) -> Signal<u64> {
    let total = Signal::derive(move || {
        listing.with(|listing| match listing {
            Some(Ok(listing)) => listing.total,
            _ => 0,
        })
    });
    keep_within(total, offset);
    total
}

/// Shows the last part of a list where the part that is shown was deleted away.
pub fn keep_within(total: Signal<u64>, offset: RwSignal<u64>) {
    Effect::new(move || {
        let total = total.get();
        if total > 0 && offset.get_untracked() >= total {
            offset.set((total - 1) / PAGE * PAGE);
        }
    });
}

/// How many rows there are, said aloud when it changes.
pub fn count(total: Signal<u64>, one: &'static str, more: &'static str) -> AnyView {
    view! { <p class="count" role="status">{move || counted(total.get(), one, more)}</p> }
        .into_any()
}

/// A cell of a table whose rows become cards where there is little room: there its label stands beside it.
pub fn cell(label: &'static str, content: AnyView) -> AnyView {
    view! { <td data-label=label>{content}</td> }.into_any()
}

/// A table's head; an empty title is a column of buttons.
pub fn table_head(titles: &[&'static str]) -> AnyView {
    let cells = titles
        .iter()
        .map(|title| match *title {
            "" => view! { <th scope="col"><span class="sr">"Actions"</span></th> }.into_any(),
            title => view! { <th scope="col">{title}</th> }.into_any(),
        })
        .collect_view();
    view! { <thead><tr>{cells}</tr></thead> }.into_any()
}

/// A small mark beside a name: "template", "sample".
pub fn mark(text: &'static str) -> AnyView {
    view! { <span class="mark">{text}</span> }.into_any()
}

/// A file in a few words: `PDF · 2 pages · 214 kB`.
pub fn file_words(resume: &Resume) -> String {
    let mut words = vec![format_word(&resume.media_type).to_owned()];
    if let Some(pages) = resume.page_count {
        words.push(counted(u64::from(pages), "page", "pages"));
    }
    words.push(bytes(resume.file_size as f64));
    words.join(" · ")
}

/// The format as people call it; a media type that none of the known formats has is shown as it is.
fn format_word(media_type: &str) -> &str {
    const WORDS: [(Format, &str); 9] = [
        (Format::Pdf, "PDF"),
        (Format::Docx, "Word (DOCX)"),
        (Format::Doc, "Word (DOC)"),
        (Format::Odt, "OpenDocument"),
        (Format::Rtf, "RTF"),
        (Format::Html, "HTML"),
        (Format::Markdown, "Markdown"),
        (Format::PlainText, "Text"),
        (Format::JsonResume, "JSON Resume"),
    ];
    WORDS
        .iter()
        .find(|(format, _)| format.media_type() == media_type)
        .map_or(media_type, |(_, word)| word)
}
