//! How a backup comes back: the file opened and checked by the keeper, and after the yes brought back by it.

use std::cell::OnceCell;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::work::Work;
use crate::app::browser;
use crate::app::client::KEEPER_LIMIT_MS;
use crate::app::session::Session;
use crate::app::worker::understood;
use crate::messages::{
    BackupInfo, CheckBackup, CloseBackup, Failure, FailureKind, OpenBackup, RestoreBackup,
    RestoreHow, RestorePreview, RestoreProgress, Restored,
};

/// How often it is asked how far it is, in milliseconds.
const ASK_EVERY_MS: u32 = 300;

/// The field for the passphrase of a sealed backup.
pub const PASSPHRASE: &str = "restore-passphrase";

/// How bringing a backup back stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
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

/// The backup that is being brought back. It goes on while other views are shown.
#[derive(Clone)]
pub struct Restoring {
    pub stand: ArcRwSignal<Stand>,
    pub work: Work,
    /// The file's name, for the words about it.
    pub name: ArcRwSignal<String>,
}

/// The backup that is being brought back.
pub fn restoring() -> Restoring {
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

/// Takes a file, unless something is done with another one right now.
pub fn open(session: Session, file: File) {
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
pub async fn look(session: Session, file: Option<File>, passphrase: Option<String>) {
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

/// Ends what is done with the file, and lets go of it.
pub fn stop(session: Session) {
    spawn_local(async move {
        if let Err(failure) = session.client.call(CloseBackup {}).await {
            session.tell_failure(&failure);
        }
    });
}

/// Lets go of the file, and wants another one.
pub fn leave(session: Session) {
    restoring().stand.set(Stand::Choose(None));
    stop(session);
}

/// Brings the checked backup back.
pub async fn restore(session: Session, how: RestoreHow) {
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
