//! Records that could not be read: set aside, shown with the reason, never dropped.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::components::{counted, load};
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{ExportRefused, ListRefused, RefusedRecord};

/// How much of a record is shown, in characters; the download has all of it.
const MOST_SHOWN: usize = 4_000;

/// The records that were set aside; nothing where there are none.
pub fn refused() -> AnyView {
    let records = load(|| Some(ListRefused {}));
    (move || {
        records.with(|records| match records {
            Some(Ok(list)) if !list.is_empty() => Some(section(list)),
            Some(Err(failure)) => Some(
                view! { <p class="failed" role="alert">{failure.message.clone()}</p> }.into_any(),
            ),
            _ => None,
        })
    })
    .into_any()
}

fn section(list: &[RefusedRecord]) -> AnyView {
    let rows = list.iter().map(one).collect_view();
    let on_click = move |_| {
        spawn_local(async {
            let session = session();
            match session.client.call_with(ExportRefused {}, Vec::new()).await {
                Ok((_, buffers)) => {
                    if let Some(file) = buffers.first() {
                        browser::download(file, "application/jsonl", "shortlist-set-aside.jsonl");
                    }
                }
                Err(failure) => session.tell_failure(&failure),
            }
        });
    };
    view! {
        <h2>"Set aside"</h2>
        <div class="card facts">
            <p>
                {counted(list.len() as u64, "record", "records")}
                " could not be read and was set aside. Nothing was deleted: each stands here as it is in the store. A newer version of the page may have written it, or it was damaged."
            </p>
            <ul>{rows}</ul>
            <div class="actions">
                <button type="button" on:click=press(on_click)>"Download what was set aside"</button>
            </div>
        </div>
    }
    .into_any()
}

fn one(record: &RefusedRecord) -> AnyView {
    let mut raw: String = record.raw.chars().take(MOST_SHOWN).collect();
    if raw.len() < record.raw.len() {
        raw.push_str("\n… the download has the rest");
    }
    view! {
        <li>
            <details>
                <summary>{record.store.clone()} " " <code>{record.key.clone()}</code> ": " {record.reason.clone()}</summary>
                <pre class="plain" tabindex="0">{raw}</pre>
            </details>
        </li>
    }
    .into_any()
}
