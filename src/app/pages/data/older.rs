//! The older, server-side system's data: in from its folder, out in its layout.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::backup::button;
use super::bringing::{Bringing, Stand, bringing};
use super::counts::{counts_table, remarks};
use super::head::head;
use super::intake::drops;
use super::older_out::out_section;
use crate::app::browser;
use crate::app::components::{counted, failed};
use crate::app::files;
use crate::app::session::{Session, session};
use crate::messages::{Arriving, Failure, LegacyNote, LegacyPreview, LegacyTally, Progress};

/// Notes that are drawn at the most; the download has all that came.
const MOST_SHOWN: usize = 200;

/// The older system's data, in and out.
#[component]
pub fn OlderPage() -> impl IntoView {
    let session = session();
    view! {
        {head(
            "The older system",
            "Shortlist was once a program with a server, which kept its data in a folder. Here that folder comes in, and what is kept here can go out in the same layout.",
        )}
        <h2>"Bring its data in"</h2>
        <div class="card facts">{in_section(session)}</div>
        <h2>"Write its layout"</h2>
        <div class="card facts">{out_section(session)}</div>
    }
}

fn in_section(session: Session) -> AnyView {
    let bringing = bringing();
    let opener = bringing.clone();
    drops("Drop the older system’s folder", move |dropped| {
        let opener = opener.clone();
        spawn_local(async move {
            let files = dropped.into_paths().await;
            opener.open(session, files).await;
        });
    });
    (move || match bringing.stand.get() {
        Stand::Choose(failure) => choose(session, &bringing, failure.as_ref()),
        Stand::Opening(what) => view! { <p role="status">{what}</p> }.into_any(),
        Stand::Previewed(preview) => previewed(session, &bringing, &preview),
        Stand::Reading => view! {
            <p role="status">"Reading the résumés’ files. Each is kept as soon as it is read; the rest comes in at the end, in one go."</p>
            {bringing.work.bar("Files that are read", file_words, || ())}
        }
        .into_any(),
        Stand::Finishing => {
            view! { <p role="status">"Bringing in jobs, analyses, feedback and applications…"</p> }.into_any()
        }
        Stand::Stopped(kept) => stopped(session, &bringing, kept),
        Stand::Done(tally) => done(&bringing, &tally),
    })
    .into_any()
}

fn file_words(progress: Progress) -> String {
    format!("{} of {} files", progress.done, progress.total)
}

fn choose(session: Session, bringing: &Bringing, failure: Option<&Failure>) -> AnyView {
    let (folder, archive) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let take = move |input: NodeRef<Input>, bringing: &Bringing| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let files: Vec<(String, File)> = files::with_paths(files::chosen(input.files()));
        input.set_value("");
        let bringing = bringing.clone();
        spawn_local(async move { bringing.open(session, files).await });
    };
    let (of_folder, of_archive) = (bringing.clone(), bringing.clone());
    view! {
        {failure.map(failed)}
        <p>
            "Drop the folder here, or a zip or tar.gz of it: the one with " <code>"data"</code> " and " <code>"feedback_db"</code>
            " in it. You see first what would come in; nothing is written before you say yes, and what is here already stays as it is."
        </p>
        <div class="actions">
            {button("Choose the folder…", "", || browser::click("older-folder"))}
            {button("Choose an archive…", "", || browser::click("older-archive"))}
        </div>
        <input
            node_ref=folder
            id="older-folder"
            type="file"
            multiple
            prop:webkitdirectory=true
            hidden
            aria-label="The older system’s folder"
            on:change=move |_| take(folder, &of_folder)
        />
        <input
            node_ref=archive
            id="older-archive"
            type="file"
            hidden
            aria-label="An archive of the older system’s folder"
            on:change=move |_| take(archive, &of_archive)
        />
    }
    .into_any()
}

fn tally_rows(tally: &LegacyTally) -> [(&'static str, Arriving); 5] {
    [
        ("Jobs", tally.jobs),
        ("Résumés", tally.resumes),
        ("Analyses", tally.analyses),
        ("Feedback", tally.feedback),
        ("Applications", tally.applications),
    ]
}

/// How many of each kind; `comes` is the word for what is new.
fn table(tally: &LegacyTally, comes: &'static str) -> AnyView {
    let mut words = Vec::new();
    if tally.stand_ins > 0 {
        let records = counted(tally.stand_ins, "job or résumé", "jobs or résumés");
        words.push(format!(
            "{records} that analyses name are nowhere in the folder; empty records stand in for them."
        ));
    }
    if tally.joined > 0 {
        let entries = counted(tally.joined, "feedback entry", "feedback entries");
        words.push(format!(
            "{entries} without a link to an analysis: found by the name and the time in the id."
        ));
    }
    if tally.fallbacks > 0 {
        let analyses = counted(tally.fallbacks, "analysis has", "analyses have");
        words.push(format!(
            "{analyses} fallback scores: skills alone, with experience and education set to exactly 60."
        ));
    }
    let rows = tally_rows(tally).map(|(kind, arriving)| (kind, [arriving.new, arriving.here]));
    view! {
        {counts_table("How many of each kind", [comes, "Here already"], rows)}
        {remarks(words)}
    }
    .into_any()
}

const COMES: &str = "Would come in";
const CAME: &str = "Came in";

fn previewed(session: Session, bringing: &Bringing, preview: &LegacyPreview) -> AnyView {
    let tally = &preview.tally;
    let new: u64 = tally_rows(tally).iter().map(|(_, kind)| kind.new).sum();
    let files = preview.to_read.len() as u64;
    let reads = (files > 0).then(|| {
        let files = counted(files, "résumé file is", "résumé files are");
        view! { <p class="quiet">{format!("{files} read first, here on this device.")}</p> }
    });
    let times = (preview.times_without_zone > 0).then(|| {
        let times = counted(preview.times_without_zone, "time has", "times have");
        view! {
            <p class="quiet">
                {format!("{times} no zone and are taken as UTC: the folder does not say where its server stood.")}
            </p>
        }
    });
    let go = bringing.clone();
    let yes = (new + files > 0).then(|| {
        button("Yes, bring it in", "main", move || {
            let bringing = go.clone();
            spawn_local(async move { bringing.bring_in(session).await });
        })
    });
    let nothing = (new + files == 0)
        .then(|| view! { <p>"Nothing in it is new: all that can come in is here already."</p> });
    let leave = bringing.clone();
    view! {
        <p role="status">"“" {bringing.name.get_untracked()} "” was looked through. Nothing is written yet."</p>
        {table(tally, COMES)}
        {reads}
        {times}
        {nothing}
        {notes(preview)}
        <div class="actions">
            {yes}
            {button("Leave it", "", move || leave.leave())}
        </div>
    }
    .into_any()
}

/// What does not fit and why, with file and line; then what comes in not quite as it stands.
fn notes(preview: &LegacyPreview) -> AnyView {
    if preview.notes_total == 0 {
        return ().into_any();
    }
    let (lost, taken): (Vec<&LegacyNote>, Vec<&LegacyNote>) =
        preview.notes.iter().partition(|note| !note.taken);
    let of_taken = preview.notes_total - preview.left_out;
    let all = preview.notes.clone();
    let download = move || {
        let lines: String = all.iter().map(|note| format!("{}\n", line(note))).collect();
        let bytes = js_sys::Uint8Array::from(lines.as_bytes()).buffer();
        browser::download(&bytes, "text/plain", "shortlist-older-notes.txt");
    };
    view! {
        {group("Does not come in", preview.left_out, &lost, true)}
        {group("Comes in with a change", of_taken, &taken, false)}
        <div class="actions">{button("Download these notes", "", download)}</div>
    }
    .into_any()
}

fn group(title: &'static str, count: u64, notes: &[&LegacyNote], open: bool) -> AnyView {
    if count == 0 {
        return ().into_any();
    }
    let rows = notes
        .iter()
        .take(MOST_SHOWN)
        .map(|note| {
            let place = place(note);
            view! { <li>{(!place.is_empty()).then(|| view! { <code>{place}</code> " " })} {note.what.clone()}</li> }
        })
        .collect_view();
    let more = count.saturating_sub(notes.len().min(MOST_SHOWN) as u64);
    let more = (more > 0).then(|| view! { <li class="quiet">{format!("and {more} more")}</li> });
    view! {
        <details open=open>
            <summary>{title} " " <span class="quiet">{count}</span></summary>
            <ul class="older-notes">{rows} {more}</ul>
        </details>
    }
    .into_any()
}

/// Where a note is about: `data/jobs/jobs.jsonl, line 7`.
fn place(note: &LegacyNote) -> String {
    match (note.file.as_str(), note.line) {
        ("", _) => String::new(),
        (file, None) => file.to_owned(),
        (file, Some(line)) => format!("{file}, line {line}"),
    }
}

fn line(note: &LegacyNote) -> String {
    let word = if note.taken { "comes in" } else { "left out" };
    format!("{word}\t{}\t{}", place(note), note.what)
}

fn stopped(session: Session, bringing: &Bringing, kept: u64) -> AnyView {
    let (go, leave) = (bringing.clone(), bringing.clone());
    view! {
        <p role="status">
            {format!("Stopped. {} read and kept; the rest of the folder is not in yet.", counted(kept, "file was", "files were"))}
        </p>
        <div class="actions">
            {button("Go on", "main", move || {
                let bringing = go.clone();
                spawn_local(async move { bringing.bring_in(session).await });
            })}
            {button("Leave it so", "", move || leave.leave())}
        </div>
    }
    .into_any()
}

fn done(bringing: &Bringing, tally: &LegacyTally) -> AnyView {
    let failures = bringing.failures.get_untracked();
    let lines = failures
        .iter()
        .map(|(name, why)| view! { <li>{name.clone()} " " <small class="no">{why.clone()}</small></li> })
        .collect_view();
    let failures = (!failures.is_empty()).then(|| {
        view! {
            <p>"These files could not be kept; what the folder says of their résumés came in without them:"</p>
            <ul class="older-notes">{lines}</ul>
        }
    });
    let again = bringing.clone();
    view! {
        <p class="ok" role="status">"“" {bringing.name.get_untracked()} "” is in."</p>
        {table(tally, CAME)}
        {failures}
        <div class="actions">{button("Bring in another one", "", move || again.leave())}</div>
    }
    .into_any()
}
