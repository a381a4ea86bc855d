//! Records that could not be read: set aside, shown with the reason, never dropped.

use js_sys::Uint8Array;
use leptos::prelude::*;

use crate::app::browser;
use crate::app::components::{counted, load};
use crate::app::press::press;
use crate::messages::{ListRefused, RefusedRecord};

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
    let all = list.to_vec();
    let on_click = move |_| {
        // Records of plain texts can always be written as JSON.
        let json = serde_json::to_vec_pretty(&all).unwrap_or_default();
        let file = Uint8Array::from(json.as_slice()).buffer();
        browser::download(&file, "application/json", "shortlist-set-aside.json");
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
