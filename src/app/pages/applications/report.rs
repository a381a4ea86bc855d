//! A report for a period, made to be printed: what was sent, what was answered, and how all of it stands.

use leptos::prelude::*;

use super::super::list::table_head;
use super::words::{day_text, day_words, status_word};
use crate::app::browser;
use crate::app::components::counted;
use crate::app::press::press;
use crate::messages::{ApplicationRow, Listing};
use crate::records::{Application, ApplicationStatus, Day, StatusChange};

/// The report over these applications. Both bounds are inclusive; an answer counts on the day it came.
pub fn report(list: &Listing<ApplicationRow>, from: Option<Day>, to: Option<Day>) -> AnyView {
    let within = |day: &Day| {
        from.as_ref().is_none_or(|from| day >= from) && to.as_ref().is_none_or(|to| day <= to)
    };
    let mut sent: Vec<&Application> = Vec::new();
    let mut answers: Vec<(&Application, &StatusChange)> = Vec::new();
    for ApplicationRow { application, .. } in &list.rows {
        if application.was_sent() && within(&application.day()) {
            sent.push(application);
        }
        let changes = application.changes.iter();
        let come = changes.filter(|change| change.status.is_answer() && within(&change.on));
        answers.extend(come.map(|change| (application, change)));
    }
    sent.sort_by_key(|application| application.day());
    answers.sort_by(|(_, a), (_, b)| a.on.cmp(&b.on));
    let answered = sent.iter().filter(|one| one.was_answered()).count();
    let statuses = ApplicationStatus::ALL.map(|status| {
        let count = sent.iter().filter(|one| one.status == status).count();
        (count > 0).then(|| {
            view! { <div><dt>{status_word(status)}</dt> <dd>{count}</dd></div> }
        })
    });
    let missing = list.total.saturating_sub(list.rows.len() as u64);
    let missing = (missing > 0).then(|| {
        view! { <p class="hint">{format!("The {} oldest are left out; narrow the list down by a filter.", missing)}</p> }
    });
    view! {
        <section class="report card" aria-labelledby="report-title">
            <div class="report-head">
                <h2 id="report-title">{title(from.as_ref(), to.as_ref())}</h2>
                <div class="actions">
                    <button type="button" class="main" on:click=press(move |_| browser::print())>"Print"</button>
                </div>
            </div>
            {missing}
            <p>
                {counted(sent.len() as u64, "application", "applications")} " sent; "
                {answered} " of them answered so far. "
                {counted(answers.len() as u64, "answer", "answers")} " came in this period."
            </p>
            <h3>"How they stand"</h3>
            <dl class="standing">{statuses}</dl>
            <h3>"Sent"</h3>
            {sent_table(&sent)}
            <h3>"Answers"</h3>
            {answers_table(&answers)}
        </section>
    }
    .into_any()
}

fn title(from: Option<&Day>, to: Option<&Day>) -> String {
    match (from, to) {
        (None, None) => "All applications".to_owned(),
        (Some(from), None) => format!("Applications from {}", day_text(from)),
        (None, Some(to)) => format!("Applications until {}", day_text(to)),
        (Some(from), Some(to)) => {
            format!("Applications from {} to {}", day_text(from), day_text(to))
        }
    }
}

fn sent_table(sent: &[&Application]) -> AnyView {
    if sent.is_empty() {
        return view! { <p class="quiet">"None was sent in this period."</p> }.into_any();
    }
    let rows = sent.iter().map(|one| {
        view! {
            <tr>
                <td data-label="Day">{day_words(&one.day())}</td>
                <td data-label="Company">{one.company.clone()}</td>
                <td data-label="Role">{one.job.clone()}</td>
                <td data-label="Portal">{one.portal.clone()}</td>
                <td data-label="Type">{one.kind.clone()}</td>
                <td data-label="Status">{status_word(one.status)}</td>
            </tr>
        }
    });
    view! {
        <table>
            {table_head(&["Day", "Company", "Role", "Portal", "Type", "Status"])}
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn answers_table(answers: &[(&Application, &StatusChange)]) -> AnyView {
    if answers.is_empty() {
        return view! { <p class="quiet">"None came in this period."</p> }.into_any();
    }
    let rows = answers.iter().map(|(application, change)| {
        view! {
            <tr>
                <td data-label="Day">{day_words(&change.on)}</td>
                <td data-label="Company">{application.company.clone()}</td>
                <td data-label="Role">{application.job.clone()}</td>
                <td data-label="Answer">{status_word(change.status)}</td>
            </tr>
        }
    });
    view! {
        <table>
            {table_head(&["Day", "Company", "Role", "Answer"])}
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
