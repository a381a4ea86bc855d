//! The progress of adding files: it stays in sight on every view until it is dismissed.

use leptos::prelude::*;

use super::{counted, unread_reason};
use crate::app::import::{Import, Outcome};
use crate::app::press::press;
use crate::app::session::session;

/// Lines that are drawn at the most; a folder of a thousand broken files would stall the page.
const MOST_LINES: usize = 200;

/// Which files now, how many of how many, what became of them.
#[component]
pub fn ImportPanel() -> impl IntoView {
    let import = session().import;
    move || {
        (import.total.get() > 0).then(|| {
            view! {
                <aside class="import card" aria-label="Adding résumés">
                    <div class="import-head">
                        {move || heading(import)} {move || button(import)}
                    </div>
                    {move || progress(import)}
                    <ul class="outcomes">{move || told(import)}</ul>
                </aside>
            }
        })
    }
}

fn heading(import: Import) -> AnyView {
    let (done, total) = (import.done.get(), import.total.get());
    if import.running.get() {
        let text = if import.stopped.get() > 0 {
            "Stopping after the files that are being read now".to_owned()
        } else {
            format!("{done} of {total} files are through")
        };
        return view! { <h2>{text}</h2> }.into_any();
    }
    view! {
        <div role="status">
            <h2>{summary(import, total)}</h2>
        </div>
    }
    .into_any()
}

/// "50 files: 45 new, 3 were here already, 2 could not be scored".
fn summary(import: Import, total: usize) -> String {
    import.outcomes.with(|outcomes| {
        let number = |is: fn(&Outcome) -> bool| outcomes.iter().filter(|o| is(o)).count();
        let parts = [
            (number(|o| o.is_fine() && !is_old(o)), "new"),
            (number(|o| o.is_fine() && is_old(o)), "here already"),
            (
                number(|o| !o.is_fine() && o.result.is_ok()),
                "kept, but without text to score",
            ),
            (number(|o| o.result.is_err()), "not kept"),
            (import.stopped.get(), "left out, because you stopped"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        format!(
            "{}: {}",
            counted(total as u64, "file", "files"),
            parts.join(", ")
        )
    })
}

fn is_old(outcome: &Outcome) -> bool {
    matches!(&outcome.result, Ok(stored) if stored.already_here)
}

fn button(import: Import) -> AnyView {
    if import.running.get() {
        let stopping = import.stopped.get() > 0;
        view! {
            <button type="button" disabled=stopping on:click=press(move |_| import.stop())>
                "Stop"
            </button>
        }
        .into_any()
    } else {
        view! {
            <button type="button" on:click=press(move |_| import.clear())>
                "Dismiss"
            </button>
        }
        .into_any()
    }
}

fn progress(import: Import) -> AnyView {
    if !import.running.get() {
        return ().into_any();
    }
    view! {
        <progress
            aria-label="Files that are through"
            max=import.total
            value=import.done
        ></progress>
        <p class="quiet now">"Reading " {move || import.now.get().join(", ")}</p>
    }
    .into_any()
}

/// The files that there is something to say about: those that failed first, then those that were here already.
fn told(import: Import) -> AnyView {
    import.outcomes.with(|outcomes| {
        let bad = outcomes.iter().filter(|o| !o.is_fine());
        let old = outcomes.iter().filter(|o| o.is_fine() && is_old(o));
        let number = bad.clone().count() + old.clone().count();
        let lines = bad.chain(old).take(MOST_LINES).map(line).collect_view();
        let more = number.saturating_sub(MOST_LINES);
        view! { {lines} {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })} }
            .into_any()
    })
}

fn line(outcome: &Outcome) -> AnyView {
    let (class, text, href) = match &outcome.result {
        Err(failure) => ("no", without_name(&failure.message, &outcome.name), None),
        Ok(stored) => {
            let resume = &stored.resume.resume;
            let href = format!("#/resumes/{}", resume.resume_id);
            match unread_reason(resume) {
                Some(reason) => ("no", reason, Some(href)),
                None => ("quiet", already_here(stored), Some(href)),
            }
        }
    };
    let name = outcome.name.clone();
    let name = match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => view! { <b>{name}</b> }.into_any(),
    };
    view! { <li>{name} " " <small class=class>{text}</small></li> }.into_any()
}

/// The message's text behind the file's name, which stands before it already.
fn without_name(message: &str, name: &str) -> String {
    let rest = message.strip_prefix(&format!("“{name}” "));
    rest.unwrap_or(message).to_owned()
}

fn already_here(stored: &crate::messages::Stored) -> String {
    let kept = &stored.resume.resume.original_filename;
    let scored = if stored.analysis.is_some() {
        " and scored"
    } else {
        ""
    };
    format!("already here as “{kept}”{scored}; the same bytes are kept once")
}
