//! Applications as a table.

use leptos::prelude::*;

use super::super::list::{cell, table_head};
use super::form::Editing;
use super::words::{application_title, day_words, remove, since, status_choice};
use crate::app::press::press;
use crate::app::route::Route;
use crate::messages::ApplicationRow;
use crate::records::Application;

/// Applications as a table, newest first.
pub fn table(rows: &[ApplicationRow], editing: RwSignal<Option<Editing>>) -> AnyView {
    let rows = rows.iter().map(|one| row(one, editing)).collect_view();
    view! {
        <div class="card">
            <table>
                <caption class="sr">"Applications, newest first"</caption>
                {table_head(&["Role", "Status", "Applied", "Portal", "Linked", ""])}
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &ApplicationRow, editing: RwSignal<Option<Editing>>) -> AnyView {
    let application = &row.application;
    let title = application_title(application);
    let (opened, edited, deleted) = (row.clone(), row.clone(), application.clone());
    let notes = note_line(application);
    let status = view! {
        {status_choice(application)}
        {since(application).map(|day| view! { <small class="under">"since " {day_words(day)}</small> })}
    };
    let applied = match &application.date_applied {
        Some(day) => day_words(day),
        None => view! { <small>"not sent"</small> }.into_any(),
    };
    let portal = view! {
        {application.portal.clone()}
        {(!application.kind.is_empty()).then(|| view! { <small class="under">{application.kind.clone()}</small> })}
    };
    view! {
        <tr>
            <th scope="row" class="named">
                <button type="button" class="link name" data-row on:click=press(move |_| editing.set(Some(Editing::of(&opened))))>
                    {application.job.clone()}
                </button>
                <br/>
                <small>{application.company.clone()}</small>
                {notes}
            </th>
            {cell("Status", status.into_any())}
            {cell("Applied", applied)}
            {cell("Portal", portal.into_any())}
            {cell("Linked", links(row))}
            <td class="does">
                <button type="button" on:click=press(move |_| editing.set(Some(Editing::of(&edited))))>
                    "Edit"<span class="sr">": " {title.clone()}</span>
                </button>
                <button type="button" on:click=press(move |_| remove(&deleted))>
                    "Delete…"<span class="sr">" " {title}</span>
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// The first line of the notes.
pub fn note_line(application: &Application) -> Option<AnyView> {
    let line = application.notes.lines().next()?.to_owned();
    (!line.is_empty()).then(|| view! { <small class="under note-line">{line}</small> }.into_any())
}

/// The job and the résumé that it is linked to.
pub fn links(row: &ApplicationRow) -> AnyView {
    let application = &row.application;
    let job = application.job_id.as_ref().map(|id| {
        view! { <a href=Route::Job(id.clone()).href()>"Job"</a> }
    });
    let resume = application.resume_id.as_ref().map(|id| {
        let name = row.candidate_name.clone();
        view! {
            <a href=Route::Resume(id.clone()).href()>{name.unwrap_or_else(|| "Résumé".to_owned())}</a>
        }
    });
    match (job, resume) {
        (None, None) => ().into_any(),
        (job, resume) => {
            let dot = (job.is_some() && resume.is_some()).then_some(" · ");
            view! { {job} {dot} {resume} }.into_any()
        }
    }
}
