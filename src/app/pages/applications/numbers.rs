//! Numbers over the applications that the filters leave.

use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use super::words::status_word;
use crate::app::components::{Loaded, counted};
use crate::messages::{ApplicationNumbers, NamedCount};
use crate::records::ApplicationStatus;

/// Months that are drawn: the last two years.
const MONTHS: usize = 24;

/// One line of numbers, and more of them when it is opened.
pub fn panel(numbers: Loaded<ApplicationNumbers>) -> AnyView {
    let is_open = RwSignal::new(false);
    (move || {
        numbers.with(|numbers| match numbers {
            Some(Ok(numbers)) if numbers.total > 0 => Some(drawn(numbers, is_open)),
            _ => None,
        })
    })
    .into_any()
}

/// It is drawn anew with every change, and stays open where it was.
fn drawn(numbers: &ApplicationNumbers, is_open: RwSignal<bool>) -> AnyView {
    let months = numbers.by_month.len().saturating_sub(MONTHS);
    let months = numbers.by_month.get(months..).unwrap_or_default();
    view! {
        <details
            class="card numbers"
            open=is_open.get_untracked()
            on:toggle=move |event| is_open.set(event_target::<HtmlDetailsElement>(&event).open())
        >
            <summary>{line(numbers)}</summary>
            <div class="thirds">
                {bars("By status", &numbers.by_status, said)}
                {bars("By month", months, str::to_owned)}
                {bars("By portal", &numbers.by_portal, portal)}
            </div>
        </details>
    }
    .into_any()
}

/// "34 sent, 12 answered (35.3 %)".
fn line(numbers: &ApplicationNumbers) -> String {
    let rate = numbers
        .response_rate
        .map(|rate| format!(" ({rate} %)"))
        .unwrap_or_default();
    format!(
        "{} sent, {} answered{rate}",
        counted(numbers.sent, "application", "applications"),
        numbers.answered
    )
}

fn said(name: &str) -> String {
    ApplicationStatus::named(name).map_or_else(|| name.to_owned(), |s| status_word(s).to_owned())
}

fn portal(name: &str) -> String {
    match name {
        "" => "none told".to_owned(),
        name => name.to_owned(),
    }
}

fn bars(title: &'static str, counts: &[NamedCount], word: fn(&str) -> String) -> AnyView {
    let most = counts.iter().map(|one| one.count).max().unwrap_or(1).max(1);
    let rows = counts.iter().map(|one| {
        view! {
            <div>
                <dt>{word(&one.name)}</dt>
                <dd>
                    <meter min="0" max=most value=one.count aria-hidden="true"></meter>
                    {one.count}
                </dd>
            </div>
        }
    });
    view! {
        <section>
            <h2>{title}</h2>
            <dl class="bars">{rows.collect_view()}</dl>
        </section>
    }
    .into_any()
}
