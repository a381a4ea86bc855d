//! Bringing a backup back: opened, checked from end to end, shown against what is here, and then all of it or nothing.

use std::cell::OnceCell;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::backup::{button, byte_words, secret};
use super::intake::drops;
use super::work::Work;
use crate::app::browser;
use crate::app::client::KEEPER_LIMIT_MS;
use crate::app::components::{ask, bytes, counted, deletion_words, failed, moment};
use crate::app::files;
use crate::app::pages::list::{cell, table_head};
use crate::app::session::Session;
use crate::app::worker::understood;
use crate::messages::{
    BackupInfo, Changes, CheckBackup, CloseBackup, Deletion, Failure, FailureKind, OpenBackup,
    RestoreBackup, RestoreHow, RestorePreview, RestoreProgress, Restored,
};

/// How often it is asked how far it is, in milliseconds.
const ASK_EVERY_MS: u32 = 300;

/// The field for the passphrase of a sealed backup.
const PASSPHRASE: &str = "restore-passphrase";

/// How bringing a backup back stands.
#[derive(Clone, Debug, PartialEq)]
enum Stand {
    /// A file is wanted; the failure of the one before, where there was one.
    Choose(Option<Failure>),
    Opening,
    /// It is sealed; whether a passphrase was tried, and what was said to it.
    Sealed(Option<Failure>),
    Checking,
    Checked(BackupInfo, RestorePreview),
    Restoring,
    Done(Restored),
}

#[derive(Clone)]
struct Restoring {
    stand: ArcRwSignal<Stand>,
    work: Work,
    /// The file's name, for the words about it.
    name: ArcRwSignal<String>,
}

/// What is being brought back. It goes on while other views are shown.
fn restoring() -> Restoring {
    thread_local! {
        static RESTORING: OnceCell<Restoring> = const { OnceCell::new() };
    }
    RESTORING.with(|restoring| {
        restoring
            .get_or_init(|| Restoring {
                stand: ArcRwSignal::new(Stand::Choose(None)),
                work: Work::default(),
                name: ArcRwSignal::default(),
            })
            .clone()
    })
}

/// Choosing a file, looking into it, bringing it back.
pub fn restore_section(session: Session) -> AnyView {
    let restoring = restoring();
    drops("Drop a backup to look into it", move |dropped| {
        spawn_local(async move {
            if let Some(file) = dropped.into_files().await.into_iter().next() {
                open(session, file);
            }
        });
    });
    (move || {
        let stand = restoring.stand.get();
        match &stand {
            Stand::Choose(failure) => choose(session, failure.as_ref()),
            Stand::Opening => view! { <p role="status">"Opening the backup…"</p> }.into_any(),
            Stand::Sealed(wrong) => sealed(session, &restoring, wrong.as_ref()),
            Stand::Checking => view! {
                <p role="status">"Checking “" {restoring.name.get_untracked()} "” from end to end. Nothing is written."</p>
                {restoring.work.bar("Bytes that are checked", byte_words, move || stop(session))}
            }
            .into_any(),
            Stand::Checked(info, preview) => checked(session, &restoring, info, preview),
            Stand::Restoring => view! {
                <p role="status">"Bringing “" {restoring.name.get_untracked()} "” back. Until it is through, everything here is as it was."</p>
                {restoring.work.bar("Bytes that are brought back", byte_words, move || stop(session))}
            }
            .into_any(),
            Stand::Done(restored) => done(restored),
        }
    })
    .into_any()
}

fn choose(session: Session, failure: Option<&Failure>) -> AnyView {
    let input = NodeRef::<Input>::new();
    let on_change = move |_| {
        if let Some(input) = input.get_untracked() {
            let file = files::chosen(input.files()).into_iter().next();
            input.set_value("");
            if let Some(file) = file {
                open(session, file);
            }
        }
    };
    view! {
        {failure.map(failed)}
        <p>
            "Choose a backup’s file or drop it here. It is checked first, and you see what it would change; nothing is written before you say so."
        </p>
        <label class="button pick" for="restore-file">"Choose a backup…"</label>
        <input
            node_ref=input
            id="restore-file"
            class="sr"
            type="file"
            accept=".zip,.sealed,application/zip"
            aria-label="Backup file"
            on:change=on_change
        />
    }
    .into_any()
}

fn sealed(session: Session, restoring: &Restoring, wrong: Option<&Failure>) -> AnyView {
    let passphrase = RwSignal::new(String::new());
    let name = restoring.name.get_untracked();
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let passphrase = passphrase.get_untracked();
        if !passphrase.is_empty() {
            spawn_local(look(session, None, Some(passphrase)));
        }
    };
    view! {
        <form on:submit=on_submit>
            <p>"“" {name} "” is sealed."</p>
            {secret(PASSPHRASE, "Its passphrase", "current-password", passphrase)}
            <p class="wrong" role="alert">{wrong.map(|failure| failure.message.clone())}</p>
            <div class="actions">
                <button type="submit" class="main">"Open it"</button>
                {button("Leave it", "", move || leave(session))}
            </div>
        </form>
    }
    .into_any()
}

/// Takes a file, unless something is done with another one right now.
fn open(session: Session, file: File) {
    let restoring = restoring();
    let is_busy = restoring.stand.with_untracked(|stand| {
        matches!(stand, Stand::Opening | Stand::Checking | Stand::Restoring)
    });
    if is_busy {
        return session.tell("Another backup is being looked at. Stop that first.");
    }
    restoring.name.set(file.name());
    spawn_local(look(session, Some(file), None));
}

/// Opens the file (or the one that was given before, with another passphrase) and checks it.
async fn look(session: Session, file: Option<File>, passphrase: Option<String>) {
    let Restoring { stand, work, .. } = restoring();
    let is_second = passphrase.is_some();
    stand.set(Stand::Opening);
    let opened = session
        .client
        .call_long(OpenBackup { passphrase }, Vec::new(), file)
        .await;
    let info = match opened {
        Ok((info, _)) => info,
        Err(failure) if failure.field.as_deref() == Some("passphrase") => {
            stand.set(Stand::Sealed(is_second.then_some(failure)));
            // Once it is drawn.
            TimeoutFuture::new(0).await;
            return browser::focus(PASSPHRASE);
        }
        Err(failure) => return stand.set(Stand::Choose(Some(failure))),
    };
    work.begin();
    stand.set(Stand::Checking);
    let check = session.client.call_long(CheckBackup {}, Vec::new(), None);
    stand.set(match followed(session, &work, check).await {
        Ok((preview, _)) => Stand::Checked(info, preview),
        Err(failure) => ended(&work, failure),
    });
}

/// How it stands after a failure; that the person stopped it is none.
fn ended(work: &Work, failure: Failure) -> Stand {
    if work.is_stopped() && failure.kind == FailureKind::Conflict {
        Stand::Choose(None)
    } else {
        Stand::Choose(Some(failure))
    }
}

/// Waits for a long call and asks meanwhile how far it is.
async fn followed<T>(
    session: Session,
    work: &Work,
    call: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let mut call = Box::pin(call);
    loop {
        match select(call, TimeoutFuture::new(ASK_EVERY_MS)).await {
            Either::Left((answer, _)) => return answer,
            Either::Right((_, going)) => call = going,
        }
        // Whatever it works on, the keeper can say how far it is; one that cannot hangs, and giving up the call ends it.
        let asked = RestoreProgress {}.into();
        let asked = session
            .client
            .ask_within(asked, Vec::new(), None, KEEPER_LIMIT_MS);
        match select(call, asked).await {
            Either::Left((answer, _)) => return answer,
            Either::Right((told, going)) => {
                call = going;
                match told.and_then(|(progress, _)| understood(&progress)) {
                    Ok(progress) => work.progress.set(progress),
                    Err(failure) if failure.kind == FailureKind::Worker => return Err(failure),
                    Err(_) => {}
                }
            }
        }
    }
}

fn stop(session: Session) {
    spawn_local(async move {
        if let Err(failure) = session.client.call(CloseBackup {}).await {
            session.tell_failure(&failure);
        }
    });
}

/// Lets go of the file.
fn leave(session: Session) {
    restoring().stand.set(Stand::Choose(None));
    stop(session);
}

/// The kinds, as the preview counts them.
fn kinds(preview: &RestorePreview) -> [(&'static str, Changes); 5] {
    [
        ("Jobs and templates", preview.jobs),
        ("Résumés", preview.resumes),
        ("Analyses", preview.analyses),
        ("Feedback", preview.feedback),
        ("Applications", preview.applications),
    ]
}

fn checked(
    session: Session,
    restoring: &Restoring,
    info: &BackupInfo,
    preview: &RestorePreview,
) -> AnyView {
    let name = restoring.name.get_untracked();
    let size: u64 = info.stores.iter().map(|store| store.bytes).sum();
    let sealed = if info.sealed { ", sealed" } else { "" };
    let rows = kinds(preview)
        .into_iter()
        .map(|(kind, changes)| {
            view! {
                <tr>
                    <th scope="row">{kind}</th>
                    {cell("New", changes.new.into_any())}
                    {cell("Same as here", changes.same.into_any())}
                    {cell("Different", changes.different.into_any())}
                    {cell("Only here", changes.only_here.into_any())}
                </tr>
            }
        })
        .collect_view();
    let mut remarks = Vec::new();
    if preview.unreadable > 0 {
        let records = counted(preview.unreadable, "record", "records");
        remarks.push(format!(
            "{records} could not be read when the backup was made; it comes as it is and is set aside again."
        ));
    }
    if preview.loose > 0 {
        let pieces = counted(preview.loose, "text or file", "texts or files");
        remarks.push(format!(
            "{pieces} belong to no record and are not brought back."
        ));
    }
    let all = sums(preview);
    let remarks = remarks
        .into_iter()
        .map(|remark| view! { <p class="quiet">{remark}</p> })
        .collect_view();
    view! {
        <p>
            "“" {name} "” is whole. It was made " {moment(&info.created_at)}
            {format!(" and holds {}{sealed}.", bytes(size as f64))}
        </p>
        <div class="sheet">
            <table>
                <caption class="sr">"What is in the backup, against what is here"</caption>
                {table_head(&["Kind", "New", "Same as here", "Different", "Only here"])}
                <tbody>{rows}</tbody>
            </table>
        </div>
        {remarks}
        {(all.new + all.different + all.only_here == 0).then(|| view! {
            <p>"Everything in it is here already, and here is nothing else."</p>
        })}
        {choice(session, all)}
    }
    .into_any()
}

/// All kinds together.
fn sums(preview: &RestorePreview) -> Changes {
    let mut all = Changes::default();
    for (_, changes) in kinds(preview) {
        all.new += changes.new;
        all.same += changes.same;
        all.different += changes.different;
        all.only_here += changes.only_here;
    }
    all
}

/// How it is brought back, and the button that does it.
fn choice(session: Session, all: Changes) -> AnyView {
    let mine_first = RestoreHow::MergeKeepingMine;
    let how = RwSignal::new(mine_first);
    let ways = [
        (
            RestoreHow::MergeKeepingMine,
            "Add what is new, keep mine",
            "Where a record differs, the one that is here stays.",
        ),
        (
            RestoreHow::MergeTakingTheirs,
            "Add what is new, take the backup’s",
            "Where a record differs, the backup’s comes in its place.",
        ),
        (
            RestoreHow::Replace,
            "Replace everything",
            "What is only here goes; afterwards everything is as it was in the backup.",
        ),
    ];
    let radios = ways
        .map(|(way, title, text)| {
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name="restore-how"
                        prop:checked=move || how.get() == way
                        on:change=move |_| how.set(way)
                    />
                    <span>{title} " " <small class="under">{text}</small></span>
                </label>
            }
        })
        .collect_view();
    let go = move || {
        let how = how.get_untracked();
        let (title, text) = question(how, all);
        ask(title, text, "Bring it back", move || {
            spawn_local(restore(session, how));
        });
    };
    view! {
        <fieldset class="ways-back">
            <legend>"How it comes back"</legend>
            {radios}
        </fieldset>
        <div class="actions">
            {button("Bring it back…", "main", go)}
            {button("Leave it", "", move || leave(session))}
        </div>
    }
    .into_any()
}

fn question(how: RestoreHow, all: Changes) -> (&'static str, String) {
    let records = |count| counted(count, "record", "records");
    match how {
        RestoreHow::Replace => (
            "Replace everything?",
            format!(
                "Gone afterwards, because only here: {}. Set back to the backup’s: {}. New: {}. There is no way back but another backup.",
                records(all.only_here),
                records(all.different),
                records(all.new)
            ),
        ),
        RestoreHow::MergeKeepingMine => (
            "Add what is new?",
            format!(
                "New: {}. Different, and left as here: {}. Nothing goes.",
                records(all.new),
                records(all.different)
            ),
        ),
        RestoreHow::MergeTakingTheirs => (
            "Add what is new, and take the backup’s?",
            format!(
                "New: {}. Set back to the backup’s: {}; what was changed in them here since is lost.",
                records(all.new),
                records(all.different)
            ),
        ),
    }
}

async fn restore(session: Session, how: RestoreHow) {
    let Restoring { stand, work, .. } = restoring();
    work.begin();
    stand.set(Stand::Restoring);
    let call = session
        .client
        .call_long(RestoreBackup { how }, Vec::new(), None);
    let answer = followed(session, &work, call).await;
    stand.set(match answer {
        Ok((restored, _)) => {
            session.wrote().await;
            // The file is needed no more.
            stop(session);
            Stand::Done(restored)
        }
        Err(failure) => ended(&work, failure),
    });
}

fn done(restored: &Restored) -> AnyView {
    let words = deletion_words(&Deletion {
        jobs: restored.jobs,
        resumes: restored.resumes,
        analyses: restored.analyses,
        feedback: restored.feedback,
        applications: restored.applications,
        unlinked: 0,
    });
    let again = || restoring().stand.set(Stand::Choose(None));
    view! {
        <p class="ok" role="status">{format!("Brought back: {words}.")}</p>
        <div class="actions">{button("Bring back another one", "", again)}</div>
    }
    .into_any()
}
