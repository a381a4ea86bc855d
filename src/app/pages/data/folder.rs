//! A backup a day, written to a folder that the person chose, where the browser lets a page do that.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::backup::{age_days, button, file_name, is_empty};
use super::file_system::{Sink, call, get, has, is_closed, object, unwritten};
use super::handles::{self, Kept};
use super::making::{Stand, making};
use crate::app::browser;
use crate::app::session::{Session, session};
use crate::messages::{Failure, GetHoldings};

const PICKER: &str = "showDirectoryPicker";
/// How many of its own backups the page leaves in the folder.
const MOST_KEPT: usize = 7;

/// What the page may do with the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Permission {
    Granted,
    /// The person is to be asked again.
    Ask,
}

/// How the folder stands.
#[derive(Clone, Debug, PartialEq)]
enum Folder {
    Looking,
    None,
    Chosen {
        name: String,
        permission: Permission,
        files: usize,
    },
}

/// Choosing the folder, writing to it, leaving it.
pub fn folder_section(session: Session) -> AnyView {
    if !has(PICKER) {
        return view! {
            <p>
                "This browser does not let a page write to a folder. Chrome and Edge on a computer do; elsewhere, make a backup by hand now and then."
            </p>
        }
        .into_any();
    }
    let folder = RwSignal::new(Folder::Looking);
    look(folder);
    // After each backup: how many there are, and whether it may still write.
    let stand = making().stand;
    Effect::new(move |before: Option<bool>| {
        let running = stand.with(|stand| matches!(stand, Stand::Running));
        if before == Some(true) && !running {
            look(folder);
        }
        running
    });
    (move || match folder.get() {
        Folder::Looking => ().into_any(),
        Folder::None => view! {
            <p>
                "Choose a folder once, and the page writes a backup to it when it is opened and the last one is more than a day old. It is not sealed: whoever can read the folder can read it. The page leaves its newest seven there."
            </p>
            <div class="actions">{button("Choose a folder…", "", move || choose(session, folder))}</div>
        }
        .into_any(),
        Folder::Chosen { name, permission, files } => chosen(session, folder, &name, permission, files),
    })
    .into_any()
}

fn chosen(
    session: Session,
    folder: RwSignal<Folder>,
    name: &str,
    permission: Permission,
    files: usize,
) -> AnyView {
    let text = match permission {
        Permission::Granted => format!(
            "The page writes to the folder “{name}” when it is opened and the last backup is more than a day old; {files} of its files are there. They are not sealed, and the newest seven stay."
        ),
        Permission::Ask => format!(
            "The page writes to the folder “{name}”, but the browser wants your yes again, as it does after a restart. “Allow on every visit”, where it offers that, makes it the last time."
        ),
    };
    let write = match permission {
        Permission::Granted => "Write one now",
        Permission::Ask => "Allow, and write one now",
    };
    view! {
        <p>{text}</p>
        <div class="actions">
            {button(write, "", move || spawn_local(write_now(session, folder)))}
            {button("Another folder…", "", move || choose(session, folder))}
            {button("Write there no more", "", move || spawn_local(async move {
                handles::forget().await;
                folder.try_set(Folder::None);
            }))}
        </div>
    }
    .into_any()
}

/// Looks up the folder that is remembered.
fn look(folder: RwSignal<Folder>) {
    spawn_local(async move {
        let found = match handles::load().await {
            None => Folder::None,
            Some(kept) => Folder::Chosen {
                name: name(&kept.handle),
                permission: permission(&kept.handle, "queryPermission").await,
                files: kept.written.len(),
            },
        };
        folder.try_set(found);
    });
}

fn name(handle: &JsValue) -> String {
    get(handle, "name").as_string().unwrap_or_default()
}

/// Asks the browser, or by `requestPermission` the person, whether the page may write.
async fn permission(handle: &JsValue, method: &str) -> Permission {
    let mode = object(&[("mode", &"readwrite".into())]);
    match call(handle, method, &[mode]).await {
        Ok(answer) if answer.as_string().as_deref() == Some("granted") => Permission::Granted,
        _ => Permission::Ask,
    }
}

fn choose(session: Session, folder: RwSignal<Folder>) {
    spawn_local(async move {
        let options = object(&[("id", &"shortlist".into()), ("mode", &"readwrite".into())]);
        match call(&browser::window(), PICKER, &[options]).await {
            Ok(handle) => {
                let kept = Kept {
                    handle,
                    written: Vec::new(),
                };
                if !handles::save(&kept).await {
                    session.tell("This browser does not remember folders here; choose it again when you want the next backup.");
                }
                write_to(session, kept).await;
                look(folder);
            }
            Err(error) if is_closed(&error) => {}
            Err(error) => session.tell_failure(&unwritten(&error)),
        }
    });
}

async fn write_now(session: Session, folder: RwSignal<Folder>) {
    let Some(kept) = handles::load().await else {
        folder.try_set(Folder::None);
        return;
    };
    if permission(&kept.handle, "requestPermission").await == Permission::Granted {
        write_to(session, kept).await;
    } else {
        session.tell("The browser did not allow it; nothing was written.");
    }
    look(folder);
}

/// Writes the backup of the day, and takes the page's own oldest ones away.
async fn write_to(session: Session, mut kept: Kept) {
    let making = making();
    if making.is_running() {
        return;
    }
    let file = file_name(false);
    let sink = match sink(&kept.handle, &file).await {
        Ok(sink) => sink,
        Err(failure) => return making.stand.set(Stand::Failed(failure)),
    };
    making.write(session, None, sink, file.clone()).await;
    if !making
        .stand
        .with_untracked(|stand| matches!(stand, Stand::Done { .. }))
    {
        return;
    }
    kept.written.retain(|written| *written != file);
    kept.written.push(file);
    let old = kept.written.len().saturating_sub(MOST_KEPT);
    for name in kept.written.drain(..old) {
        // One that the person took away already is no matter.
        let _ = call(&kept.handle, "removeEntry", &[name.into()]).await;
    }
    handles::save(&kept).await;
}

async fn sink(folder: &JsValue, name: &str) -> Result<Sink, Failure> {
    let create = object(&[("create", &true.into())]);
    let file = call(folder, "getFileHandle", &[name.into(), create]).await;
    Sink::into_file(&file.map_err(|error| unwritten(&error))?).await
}

/// Once a page: writes the backup of the day, where a folder is chosen and the last backup is more than a day old.
pub fn see_after_backups() {
    thread_local! {
        static SEEN: Cell<bool> = const { Cell::new(false) };
    }
    if SEEN.replace(true) || !has(PICKER) {
        return;
    }
    let session = session();
    spawn_local(async move {
        let Some(kept) = handles::load().await else {
            return;
        };
        if session.stats.with_untracked(is_empty) {
            return;
        }
        let Ok(holdings) = session.client.call(GetHoldings {}).await else {
            return;
        };
        if holdings
            .last_backup
            .is_some_and(|last| age_days(&last) < 1.0)
        {
            return;
        }
        let folder = name(&kept.handle);
        if permission(&kept.handle, "queryPermission").await != Permission::Granted {
            session.tell(format!(
                "The backup of the day waits: the browser wants your yes for the folder “{folder}”. It is under Your data › Backup."
            ));
            return;
        }
        write_to(session, kept).await;
        match making().stand.get_untracked() {
            Stand::Done { name, .. } => {
                session.tell(format!("Backed up to “{name}” in the folder “{folder}”."));
            }
            Stand::Failed(failure) => session.tell_failure(&failure),
            Stand::Idle | Stand::Running | Stand::Stopped => {}
        }
    });
}
