//! Numbers over all feedback, and the items that were rated both ways.

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use super::download_button::download_button;
use super::feedback_list::item_word;
use crate::app::browser;
use crate::app::components::{counted, empty, load, shown, stars};
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::messages::{
    Failure, FeedbackConflict, FeedbackNumbers, FeedbackSample, FeedbackStatistics,
    HighQualityFeedback, RatedCount,
};
use crate::records::{FeedbackId, ItemType};

/// Months that are drawn: the last two years.
const MONTHS: usize = 24;
/// Conflicts that are listed; solving some brings up others.
const MOST_CONFLICTS: usize = 50;
/// A rating from which on what should have been said is an example to learn from.
const GOOD: u8 = 4;
/// Examples in the file; more would not fit into a message.
const MOST_EXAMPLES: u64 = 5_000;

/// The numbers, folded up; they are counted when they are opened.
pub fn numbers() -> AnyView {
    let is_open = RwSignal::new(false);
    let numbers = load(move || is_open.get().then_some(FeedbackStatistics {}));
    view! {
        <details class="card numbers" on:toggle=move |event| is_open.set(event_target::<HtmlDetailsElement>(&event).open())>
            <summary>"Numbers, conflicts and examples to learn from"</summary>
            {move || is_open.get().then(|| shown(numbers, drawn))}
        </details>
    }
    .into_any()
}

fn drawn(numbers: &FeedbackNumbers) -> AnyView {
    let Some(average) = numbers.average_rating else {
        return empty("No feedback yet, so there is nothing to count.");
    };
    let months = numbers.by_month.len().saturating_sub(MONTHS);
    let months = numbers.by_month.get(months..).unwrap_or_default();
    let session = session();
    view! {
        <p>
            {counted(numbers.total, "entry", "entries")} ", rated " {format!("{average:.2}")} " on average; "
            {numbers.corrected} " of them with what should have been said. "
            {download_button("Download examples (JSONL)", "", async move || download_examples(session).await)}
        </p>
        <div class="thirds">
            {by_rating(numbers.by_rating)}
            {bars("By what it is about", &numbers.by_item_type, kind)}
            {bars("By month", months, str::to_owned)}
        </div>
        {conflicts(&numbers.conflicts)}
    }
    .into_any()
}

fn kind(name: &str) -> String {
    let kind = ItemType::ALL.into_iter().find(|kind| kind.name() == name);
    kind.map_or_else(|| name.to_owned(), |kind| item_word(kind).to_owned())
}

fn by_rating(counts: [u64; 5]) -> AnyView {
    let most = counts.into_iter().max().unwrap_or(1).max(1);
    let rows = (1_u8..).zip(counts).map(|(rating, count)| {
        view! {
            <div>
                <dt>{stars(rating)}</dt>
                <dd><meter min="0" max=most value=count aria-hidden="true"></meter> {count}</dd>
            </div>
        }
    });
    let rows: Vec<_> = rows.collect();
    let rows = rows.into_iter().rev().collect_view();
    view! { <section><h2>"By rating"</h2> <dl class="bars">{rows}</dl></section> }.into_any()
}

fn bars(title: &'static str, counts: &[RatedCount], word: fn(&str) -> String) -> AnyView {
    let most = counts.iter().map(|one| one.count).max().unwrap_or(1).max(1);
    let rows = counts.iter().map(|one| {
        let mean = format!("⌀ {:.2}", one.average_rating);
        view! {
            <div>
                <dt>{word(&one.name)}</dt>
                <dd>
                    <meter min="0" max=most value=one.count aria-hidden="true"></meter>
                    {one.count} " " <small>{mean}</small>
                </dd>
            </div>
        }
    });
    view! {
        <section><h2>{title}</h2> <dl class="bars">{rows.collect_view()}</dl></section>
    }
    .into_any()
}

/// Items that were rated both ways, each with the way to what was said.
fn conflicts(conflicts: &[FeedbackConflict]) -> AnyView {
    if conflicts.is_empty() {
        return view! { <p class="quiet">"No item was rated both ways."</p> }.into_any();
    }
    let rows = conflicts.iter().take(MOST_CONFLICTS).map(conflict);
    let more = conflicts.len().saturating_sub(MOST_CONFLICTS);
    view! {
        <h2>"Rated both ways " <span class="quiet">{conflicts.len()}</span></h2>
        <ul class="conflicts">
            {rows.collect_view()}
            {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}
        </ul>
    }
    .into_any()
}

fn conflict(one: &FeedbackConflict) -> AnyView {
    let item = match one.item_type {
        // Of a requirement's id, which is kind and name, the name.
        ItemType::Requirement => one
            .item
            .split_once(':')
            .map_or(&*one.item, |(_, name)| name),
        _ => &one.item,
    };
    let job = one.job_id.as_ref().map(|id| {
        view! { " " <a href=Route::Job(id.clone()).href()>"job"</a> }
    });
    let resume = one.resume_id.as_ref().map(|id| {
        view! { " " <a href=Route::Resume(id.clone()).href()>"résumé"</a> }
    });
    view! {
        <li>
            {item_word(one.item_type)} ": " {item.to_owned()} <small>{job} {resume}</small>
            <br/>
            "right: " {links(&one.good)} "; wrong: " {links(&one.bad)}
        </li>
    }
    .into_any()
}

fn links(ids: &[FeedbackId]) -> AnyView {
    let links = ids.iter().enumerate().map(|(at, id)| {
        let comma = (at > 0).then_some(", ");
        view! { {comma} <a href=Route::Feedback(id.clone()).href()><code>{id.to_string()}</code></a> }
    });
    links.collect_view().into_any()
}

/// Downloads all that is good enough to learn from: one JSON object a line, with the job's and the résumé's text.
async fn download_examples(session: Session) {
    let call = HighQualityFeedback {
        min_rating: GOOD,
        limit: MOST_EXAMPLES,
        with_texts: true,
    };
    match session.client.call(call).await {
        Ok(samples) if samples.is_empty() => {
            session.tell("No entry rated 4 or 5 says what should have been said.");
        }
        Ok(samples) => match lines(&samples) {
            Ok(bytes) => {
                let name = "shortlist-examples.jsonl";
                browser::download(&bytes, "application/jsonl", name);
                let count = counted(samples.len() as u64, "example", "examples");
                session.tell(format!("{count} in {name}."));
            }
            Err(failure) => session.tell_failure(&failure),
        },
        Err(failure) => session.tell_failure(&failure),
    }
}

fn lines(samples: &[FeedbackSample]) -> Result<ArrayBuffer, Failure> {
    let mut text = String::new();
    for sample in samples {
        text.push_str(&crate::app::worker::written(sample)?);
        text.push('\n');
    }
    Ok(Uint8Array::from(text.as_bytes()).buffer())
}
