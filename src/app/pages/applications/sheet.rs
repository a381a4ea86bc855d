//! Applications from a sheet, and as a sheet.

use std::rc::Rc;

use js_sys::ArrayBuffer;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::app::components::counted;
use crate::app::files;
use crate::app::press::press;
use crate::app::session::{Session, session};
use crate::app::{browser, sheets};
use crate::messages::{
    ApplicationFilter, ApplicationsImported, ExportApplications, Failure, FailureKind,
    ImportApplications, LegacyNote, SheetFormat,
};

/// The largest sheet that is read, in bytes; the sheets program's own limit.
const LARGEST_SHEET: f64 = 25.0 * 1024.0 * 1024.0;
/// Notes that are shown of a sheet.
const NOTES_SHOWN: usize = 50;
const FILE: &str = "choose-sheet";

/// A sheet that was read, and what would come in with it.
#[derive(Clone)]
struct Opened {
    name: String,
    rows: ArrayBuffer,
    told: ApplicationsImported,
}

/// What is under way with a sheet.
#[derive(Clone, Copy)]
struct Sheet {
    opened: RwSignal<Option<Opened>, LocalStorage>,
    busy: RwSignal<bool>,
}

/// The buttons for sheets in and out. `filter` says which applications go out.
pub fn actions(filter: impl Fn() -> ApplicationFilter + 'static) -> AnyView {
    let session = session();
    let sheet = Sheet {
        opened: RwSignal::new_local(None),
        busy: RwSignal::new(false),
    };
    let input = NodeRef::<Input>::new();
    let take = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let file = files::chosen(input.files()).into_iter().next();
        // So that choosing the same file again is a change again.
        input.set_value("");
        if let Some(file) = file {
            open(session, sheet, file);
        }
    };
    let filter: Rc<dyn Fn() -> ApplicationFilter> = Rc::new(filter);
    let out = |format: SheetFormat| {
        let filter = Rc::clone(&filter);
        press(move |_| export(session, sheet, filter(), format))
    };
    view! {
        <input
            node_ref=input
            id=FILE
            type="file"
            accept=".xlsx,.csv,.tsv,text/csv"
            hidden
            aria-label="Sheet of applications"
            on:change=take
        />
        <button type="button" disabled=sheet.busy on:click=press(|_| browser::click(FILE))>
            "Bring in a sheet…"
        </button>
        <button type="button" disabled=sheet.busy on:click=out(SheetFormat::Xlsx)>
            <span class="sr">"Download as "</span>"XLSX"
        </button>
        <button type="button" disabled=sheet.busy on:click=out(SheetFormat::Csv)>
            <span class="sr">"Download as "</span>"CSV"
        </button>
        {dialog(session, sheet)}
    }
    .into_any()
}

/// Reads a sheet and asks what would come in.
fn open(session: Session, sheet: Sheet, file: File) {
    if sheet.busy.get_untracked() {
        return;
    }
    sheet.busy.set(true);
    spawn_local(async move {
        match read(session, &file).await {
            Ok(opened) => {
                sheet.opened.try_set(Some(opened));
            }
            Err(failure) => session.tell_failure(&failure),
        }
        sheet.busy.try_set(false);
    });
}

async fn read(session: Session, file: &File) -> Result<Opened, Failure> {
    let name = file.name();
    let refused = |why: &str| Failure::new(FailureKind::Unreadable, format!("“{name}” {why}"));
    if file.size() > LARGEST_SHEET {
        return Err(refused(
            "has more than 25 MB. Save a part of it as a file of its own.",
        ));
    }
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        refused("could not be opened. If it was moved or is in use, choose it again.")
    })?;
    let rows = sheets::read_sheet(bytes.unchecked_into()).await?;
    let call = ImportApplications {
        name: name.clone(),
        preview: true,
    };
    let (told, buffers) = session.client.call_with(call, vec![rows]).await?;
    let rows = buffers
        .into_iter()
        .next()
        .ok_or_else(|| refused("was lost on its way. Choose it again."))?;
    Ok(Opened { name, rows, told })
}

/// Brings in what was shown.
fn bring_in(session: Session, sheet: Sheet) {
    let Some(opened) = sheet.opened.try_update(Option::take).flatten() else {
        return;
    };
    sheet.busy.set(true);
    spawn_local(async move {
        let call = ImportApplications {
            name: opened.name,
            preview: false,
        };
        match session.client.call_with(call, vec![opened.rows]).await {
            Ok((told, _)) => {
                session.wrote().await;
                let count = counted(told.applications.new, "application", "applications");
                session.tell(format!("{count} came in."));
            }
            Err(failure) => session.tell_failure(&failure),
        }
        sheet.busy.try_set(false);
    });
}

fn export(session: Session, sheet: Sheet, filter: ApplicationFilter, format: SheetFormat) {
    if sheet.busy.get_untracked() {
        return;
    }
    sheet.busy.set(true);
    spawn_local(async move {
        match write(session, filter, format).await {
            Ok((count, name)) => {
                let count = counted(count, "application", "applications");
                session.tell(format!("{count} in {name}."));
            }
            Err(failure) => session.tell_failure(&failure),
        }
        sheet.busy.try_set(false);
    });
}

async fn write(
    session: Session,
    filter: ApplicationFilter,
    format: SheetFormat,
) -> Result<(u64, String), Failure> {
    let call = ExportApplications { filter };
    let (count, buffers) = session.client.call_with(call, Vec::new()).await?;
    let rows = buffers.into_iter().next().ok_or_else(|| {
        Failure::new(
            FailureKind::Internal,
            "The rows of the sheet did not arrive. Try again.",
        )
    })?;
    let bytes = sheets::write_sheet(format, rows).await?;
    let (ending, media_type) = match format {
        SheetFormat::Xlsx => (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        SheetFormat::Csv => ("csv", "text/csv;charset=utf-8"),
    };
    let now = browser::now();
    let day = now.as_str().get(..10).unwrap_or_default();
    let name = format!("shortlist-applications-{day}.{ending}");
    browser::download(&bytes, media_type, &name);
    Ok((count, name))
}

/// What would come in, before anything does.
fn dialog(session: Session, sheet: Sheet) -> AnyView {
    let node = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let wanted = sheet.opened.with(Option::is_some);
        if let Some(dialog) = node.get()
            && wanted != dialog.open()
        {
            if wanted {
                // It fails only for an element outside the document or open already, and it is neither.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    view! {
        <dialog
            node_ref=node
            class="wide-dialog"
            aria-labelledby="sheet-title"
            on:close=move |_| {
                sheet.opened.try_set(None);
            }
        >
            {move || sheet.opened.with(|opened| opened.as_ref().map(|opened| preview(session, sheet, opened)))}
        </dialog>
    }
    .into_any()
}

fn preview(session: Session, sheet: Sheet, opened: &Opened) -> AnyView {
    let told = &opened.told;
    let (new, here) = (told.applications.new, told.applications.here);
    let text = if new == 0 && here == 0 {
        "No row of it is an application: the sheet needs a head with Company and Job.".to_owned()
    } else {
        let is = if here == 1 { "is" } else { "are" };
        format!(
            "{} would come in; {here} {is} here already and stay as they are. Nothing is kept yet.",
            counted(new, "application", "applications")
        )
    };
    let yes = (new > 0).then(|| {
        let count = counted(new, "application", "applications");
        view! {
            <button type="button" class="main" on:click=press(move |_| bring_in(session, sheet))>
                {format!("Bring in {count}")}
            </button>
        }
    });
    view! {
        <h2 id="sheet-title">{opened.name.clone()}</h2>
        <p>{text}</p>
        {notes(&told.notes)}
        <div class="actions">
            <button type="button" on:click=press(move |_| sheet.opened.set(None))>"Cancel"</button>
            {yes}
        </div>
    }
    .into_any()
}

fn notes(notes: &[LegacyNote]) -> Option<AnyView> {
    if notes.is_empty() {
        return None;
    }
    let more = notes.len().saturating_sub(NOTES_SHOWN);
    let shown = notes.iter().take(NOTES_SHOWN).map(|note| {
        let line = note.line.map(|line| format!("Row {line}: "));
        let left_out = (!note.taken).then_some(" (left out)");
        view! { <li>{line} {note.what.clone()} {left_out}</li> }
    });
    Some(
        view! {
            <details open=true>
                <summary>{counted(notes.len() as u64, "note", "notes")}</summary>
                <ul class="sheet-notes">
                    {shown.collect_view()}
                    {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}
                </ul>
            </details>
        }
        .into_any(),
    )
}
