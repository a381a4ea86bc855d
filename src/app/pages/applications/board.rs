//! Applications as a board: a column for each status; a card moves by its own choice, or is dragged.

use leptos::prelude::*;
use web_sys::DragEvent;

use super::form::Editing;
use super::table::links;
use super::words::{change_status, day_words, since, status_choice, status_word};
use crate::app::press::press;
use crate::messages::{ApplicationRow, Listing};
use crate::records::{Application, ApplicationStatus};

/// Cards in a column at first.
const SHOWN_FIRST: usize = 50;

/// The board.
pub fn board(list: &Listing<ApplicationRow>, editing: RwSignal<Option<Editing>>) -> AnyView {
    let dragged = RwSignal::new(None::<Application>);
    let columns = ApplicationStatus::ALL.map(|status| {
        let rows: Vec<ApplicationRow> = list
            .rows
            .iter()
            .filter(|row| row.application.status == status)
            .cloned()
            .collect();
        column(status, rows, dragged, editing)
    });
    let missing = list.total.saturating_sub(list.rows.len() as u64);
    let missing = (missing > 0).then(|| {
        view! { <p class="hint">{format!("The newest {} are on the board; narrow them down by a filter to see others.", list.rows.len())}</p> }
    });
    view! { {missing} <div class="board">{columns}</div> }.into_any()
}

fn column(
    status: ApplicationStatus,
    rows: Vec<ApplicationRow>,
    dragged: RwSignal<Option<Application>>,
    editing: RwSignal<Option<Editing>>,
) -> AnyView {
    let is_over = RwSignal::new(false);
    let takes =
        move || dragged.with_untracked(|one| one.as_ref().is_some_and(|one| one.status != status));
    let over = move |event: DragEvent| {
        if takes() {
            event.prevent_default();
            is_over.set(true);
        }
    };
    let drop = move |event: DragEvent| {
        is_over.set(false);
        if let Some(application) = dragged.try_update(Option::take).flatten() {
            event.prevent_default();
            change_status(&application, status);
        }
    };
    let count = rows.len();
    let all = RwSignal::new(count <= SHOWN_FIRST);
    let id = format!("board-{}", status.name());
    let cards = move || {
        let shown = if all.get() { rows.len() } else { SHOWN_FIRST };
        let cards = rows.iter().take(shown);
        cards.map(|row| card(row, dragged, editing)).collect_view()
    };
    view! {
        <section
            class="column"
            class:over=is_over
            aria-labelledby=id.clone()
            on:dragover=over
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <h2 id=id.clone()>{status_word(status)} " " <span class="quiet">{count}</span></h2>
            <ul>{cards}</ul>
            {move || (!all.get()).then(|| view! {
                <button type="button" on:click=press(move |_| all.set(true))>{format!("Show all {count}")}</button>
            })}
        </section>
    }
    .into_any()
}

fn card(
    row: &ApplicationRow,
    dragged: RwSignal<Option<Application>>,
    editing: RwSignal<Option<Editing>>,
) -> AnyView {
    let application = &row.application;
    let (opened, moved) = (row.clone(), application.clone());
    let start = move |event: DragEvent| {
        if let Some(transfer) = event.data_transfer() {
            // Firefox drags nothing that carries no data; where it cannot be set, the card's own choice moves it.
            let _ = transfer.set_data("text/plain", &moved.company);
            transfer.set_effect_allowed("move");
        }
        dragged.set(Some(moved.clone()));
    };
    let portal = (!application.portal.is_empty()).then(|| format!(" · {}", application.portal));
    view! {
        <li
            class="card"
            draggable="true"
            on:dragstart=start
            on:dragend=move |_| dragged.set(None)
        >
            <button type="button" class="link name" data-row on:click=press(move |_| editing.set(Some(Editing::of(&opened))))>
                {application.job.clone()}
            </button>
            <span class="under">{application.company.clone()}</span>
            <small class="under">{since(application).map(day_words)} {portal}</small>
            <small class="under">{links(row)}</small>
            {status_choice(application)}
        </li>
    }
    .into_any()
}
