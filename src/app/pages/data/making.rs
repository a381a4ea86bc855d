//! Making a backup: part by part, from the keeper to a file.

use std::cell::OnceCell;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::file_system::Sink;
use super::work::Work;
use crate::app::session::Session;
use crate::messages::{
    BackupKept, BeginBackup, Failure, FailureKind, LastBackup, NextBackupPart, StopBackup,
};

/// How the making of a backup stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
    Idle,
    Running,
    Stopped,
    Failed(Failure),
    /// The file's name, and whether the browser downloads it: then it is still on its way.
    Done {
        name: String,
        is_download: bool,
        made: LastBackup,
    },
}

/// The backup that is being made. One at a time; it goes on while other views are shown.
#[derive(Clone)]
pub struct Making {
    pub stand: ArcRwSignal<Stand>,
    pub work: Work,
}

thread_local! {
    static MAKING: OnceCell<Making> = const { OnceCell::new() };
}

/// The backup that is being made.
pub fn making() -> Making {
    MAKING.with(|making| {
        making
            .get_or_init(|| Making {
                stand: ArcRwSignal::new(Stand::Idle),
                work: Work::default(),
            })
            .clone()
    })
}

impl Making {
    /// Whether one is under way; untracked.
    pub fn is_running(&self) -> bool {
        self.stand
            .with_untracked(|stand| matches!(stand, Stand::Running))
    }

    /// Writes a backup to where `sink` leads. How it ended stands in [`Making::stand`] afterwards.
    pub async fn write(
        &self,
        session: Session,
        passphrase: Option<String>,
        sink: Sink,
        name: String,
    ) {
        self.work.begin();
        self.stand.set(Stand::Running);
        let is_download = matches!(sink, Sink::Download(_));
        let stand = match self.write_parts(session, passphrase, sink, &name).await {
            Ok(None) => Stand::Stopped,
            Ok(Some(made)) => {
                session.version.try_update(|v| *v = v.wrapping_add(1));
                Stand::Done {
                    name,
                    is_download,
                    made,
                }
            }
            Err(failure) => Stand::Failed(failure),
        };
        self.stand.set(stand);
    }

    /// None where the person stopped it.
    async fn write_parts(
        &self,
        session: Session,
        passphrase: Option<String>,
        mut sink: Sink,
        name: &str,
    ) -> Result<Option<LastBackup>, Failure> {
        let written = self.fill(session, passphrase, &mut sink).await;
        match written {
            Ok(true) => {
                sink.close(name).await?;
                session.client.call(BackupKept {}).await.map(Some)
            }
            Ok(false) => {
                sink.abort().await;
                Ok(None)
            }
            Err(failure) => {
                sink.abort().await;
                Err(failure)
            }
        }
    }

    /// False where the person stopped it.
    async fn fill(
        &self,
        session: Session,
        passphrase: Option<String>,
        sink: &mut Sink,
    ) -> Result<bool, Failure> {
        let begin = BeginBackup { passphrase };
        session.client.call_long(begin, Vec::new(), None).await?;
        loop {
            if self.work.is_stopped() {
                session.client.call(StopBackup {}).await?;
                return Ok(false);
            }
            let (part, buffers) = session
                .client
                .call_with(NextBackupPart {}, Vec::new())
                .await?;
            let written = match buffers.first() {
                Some(buffer) => sink.write(&JsValue::from(buffer)).await,
                None => Err(Failure::new(
                    FailureKind::Internal,
                    "A part of the backup came without its bytes. Make it once more.",
                )),
            };
            if let Err(failure) = written {
                // Why it ends is the file's failure, whatever becomes of this.
                let _ = session.client.call(StopBackup {}).await;
                return Err(failure);
            }
            self.work.progress.set(part.progress);
            if part.finished {
                return Ok(true);
            }
        }
    }
}
