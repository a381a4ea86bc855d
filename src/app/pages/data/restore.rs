//! Bringing a backup back: opened, checked from end to end, shown against what is here, and then all of it or nothing.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::backup::{button, byte_words, secret};
use super::counts::{counts_table, remarks};
use super::intake::drops;
use super::restoring::{PASSPHRASE, Restoring, Stand, leave, look, open, restore, restoring, stop};
use crate::app::components::{ask, bytes, counted, deletion_words, failed, moment};
use crate::app::files;
use crate::app::session::Session;
use crate::messages::{
    BackupInfo, Changes, Deletion, Failure, RestoreHow, RestorePreview, Restored,
};

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
    let rows = kinds(preview).map(|(kind, changes)| {
        let Changes {
            new,
            same,
            different,
            only_here,
        } = changes;
        (kind, [new, same, different, only_here])
    });
    let mut words = Vec::new();
    if preview.unreadable > 0 {
        let records = counted(preview.unreadable, "record", "records");
        words.push(format!(
            "{records} could not be read when the backup was made; it comes as it is and is set aside again."
        ));
    }
    if preview.loose > 0 {
        let pieces = counted(preview.loose, "text or file", "texts or files");
        words.push(format!(
            "{pieces} belong to no record and are not brought back."
        ));
    }
    let all = sums(preview);
    view! {
        <p>
            "“" {name} "” is whole. It was made " {moment(&info.created_at)}
            {format!(" and holds {}{sealed}.", bytes(size as f64))}
        </p>
        {counts_table(
            "What is in the backup, against what is here",
            ["New", "Same as here", "Different", "Only here"],
            rows,
        )}
        {remarks(words)}
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
