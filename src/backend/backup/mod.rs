//! Backups: one file with everything, made and brought back without ever standing in memory whole.

mod archive;
mod error;
mod filing;
mod making;
mod manifest;
mod preview;
mod restore;
mod seal;
pub mod source;
mod sweep;

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use self::archive::Archive;
use self::making::Making;
use self::seal::{Cost, Sealer, Seed};
use self::source::Source;
use super::Backend;
use super::rows::{self, Kept};
use crate::messages::{
    BackupInfo, BackupKept, BackupPart, BackupStarted, BeginBackup, CheckBackup, CloseBackup,
    Failure, FailureKind, Holding, LastBackup, NextBackupPart, OpenBackup, Progress, RestoreBackup,
    RestorePreview, RestoreProgress, Restored, StopBackup,
};
use crate::storage::{Batch, Entry, Query, Storage, Value, stores};

/// The setting that tells of the last backup.
pub(super) const LAST_BACKUP: &str = "last_backup";

/// The file that the page offered; kept so that another passphrase can be tried.
#[derive(Clone)]
struct Offered(Rc<RefCell<Box<dyn Source>>>);

impl Source for Offered {
    fn size(&self) -> u64 {
        self.0.borrow().size()
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        self.0.borrow_mut().read_at(at, into)
    }
}

/// The backup that is being made, and the one that is open.
#[derive(Default)]
pub(super) struct Backups {
    making: RefCell<Option<Making>>,
    /// Made, handed over, and not confirmed yet.
    made: RefCell<Option<LastBackup>>,
    offered: RefCell<Option<Offered>>,
    open: RefCell<Option<Archive>>,
    /// Something is done with the open backup right now.
    busy: Cell<bool>,
    stop: Cell<bool>,
    progress: Cell<Progress>,
}

#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct LastBackupRow(LastBackup);

impl Kept for LastBackupRow {
    const STORE: &'static str = stores::SETTINGS;
    const NOUN: &'static str = "note of the last backup";
}

fn none_open() -> Failure {
    Failure::new(
        FailureKind::Conflict,
        "No backup is open. Choose its file first.",
    )
}

fn none_begun() -> Failure {
    Failure::new(
        FailureKind::Conflict,
        "No backup is being made. Begin it first.",
    )
}

fn busy() -> Failure {
    Failure::new(
        FailureKind::Conflict,
        "A backup is being checked or brought back. Wait until it is done, or stop it.",
    )
}

impl<S: Storage> Backend<S> {
    pub(super) async fn begin_backup(&self, call: BeginBackup) -> Result<BackupStarted, Failure> {
        let created_at = self.clock.now();
        let sealer = match &call.passphrase {
            Some(passphrase) => Some(Sealer::new(passphrase, &self.seed()?, Cost::DEFAULT)?),
            None => None,
        };
        let day = created_at.as_str().get(..10).unwrap_or_default();
        let ending = if sealer.is_some() { "sealed" } else { "zip" };
        let file_name = format!("shortlist-{day}.{ending}");
        self.backups.made.take();
        let made = LastBackup {
            made_at: created_at.clone(),
            sealed: sealer.is_some(),
            bytes: 0,
        };
        let making = Making::begin(&self.storage, sealer, created_at).await?;
        let bytes = making.progress.total;
        self.backups.made.replace(Some(made));
        self.backups.making.replace(Some(making));
        Ok(BackupStarted { file_name, bytes })
    }

    fn seed(&self) -> Result<Seed, Failure> {
        let digits = self.ids.hex(46);
        let mut bytes = (0..23).map(|at| {
            let two = digits.get(at * 2..at * 2 + 2)?;
            u8::from_str_radix(two, 16).ok()
        });
        let mut seed = Seed {
            salt: [0; 16],
            nonce: [0; 7],
        };
        for byte in seed.salt.iter_mut().chain(&mut seed.nonce) {
            *byte = bytes.next().flatten().ok_or_else(|| {
                Failure::new(FailureKind::Internal, "No random numbers could be had.")
            })?;
        }
        Ok(seed)
    }

    pub(super) async fn next_backup_part(
        &self,
        _: NextBackupPart,
        _: Vec<Vec<u8>>,
    ) -> Result<(BackupPart, Vec<Vec<u8>>), Failure> {
        // Taken out while it works: a second call at the same time finds none, and a failure ends it.
        let making = self.backups.making.take();
        let mut making = making.ok_or_else(none_begun)?;
        let part = making.next(&self.storage).await?;
        let answer = BackupPart {
            progress: making.progress,
            finished: making.finished,
        };
        if making.finished {
            if let Some(made) = self.backups.made.borrow_mut().as_mut() {
                made.bytes = making.bytes;
            }
        } else {
            self.backups.making.replace(Some(making));
        }
        Ok((answer, vec![part]))
    }

    pub(super) async fn backup_kept(&self, _: BackupKept) -> Result<LastBackup, Failure> {
        let made = self.backups.made.borrow().clone();
        let made = made.filter(|made| made.bytes > 0).ok_or_else(none_begun)?;
        let value = Value::Text(rows::json(&LastBackupRow(made.clone()))?);
        let mut batch = Batch::new();
        batch.put(stores::SETTINGS, Entry::new(LAST_BACKUP, value));
        self.commit(&batch).await?;
        self.backups.made.take();
        Ok(made)
    }

    /// When the last backup was made; one whose note cannot be read was none.
    pub(super) async fn last_backup(&self) -> Result<Option<LastBackup>, Failure> {
        let query = Query::get(stores::SETTINGS, LAST_BACKUP);
        let rows = self.storage.ask(query).await?.rows;
        let row = rows
            .first()
            .and_then(|row| self.parse::<LastBackupRow>(row));
        Ok(row.map(|row| row.0))
    }

    pub(super) async fn stop_backup(&self, _: StopBackup) -> Result<(), Failure> {
        self.backups.making.take();
        self.backups.made.take();
        Ok(())
    }

    /// Takes a file that the next [`OpenBackup`] opens.
    pub fn offer(&self, file: Box<dyn Source>) {
        let offered = Offered(Rc::new(RefCell::new(file)));
        self.backups.offered.replace(Some(offered));
    }

    pub(super) async fn open_backup(
        &self,
        call: OpenBackup,
        buffers: Vec<Vec<u8>>,
    ) -> Result<(BackupInfo, Vec<Vec<u8>>), Failure> {
        if self.backups.busy.get() {
            return Err(busy());
        }
        self.backups.open.take();
        if let Some(bytes) = buffers.into_iter().next() {
            self.offer(Box::new(bytes));
        }
        let offered = self.backups.offered.borrow().clone();
        let offered = offered.ok_or_else(none_open)?;
        let archive = Archive::open(Box::new(offered), call.passphrase.as_deref())?;
        let manifest = &archive.manifest;
        let mut stores: Vec<Holding> = Vec::new();
        for entry in &manifest.entries {
            match stores
                .iter_mut()
                .find(|holding| holding.store == entry.store)
            {
                Some(holding) => {
                    holding.rows += entry.rows;
                    holding.bytes += entry.size;
                }
                None => stores.push(Holding {
                    store: entry.store.clone(),
                    rows: entry.rows,
                    bytes: entry.size,
                }),
            }
        }
        let info = BackupInfo {
            created_at: manifest.created_at.clone(),
            sealed: archive.sealed,
            schema_version: manifest.schema_version,
            engine_version: manifest.engine_version,
            stores,
            left_out: manifest.left_out.clone(),
        };
        self.backups.open.replace(Some(archive));
        Ok((info, Vec::new()))
    }

    /// Does something with the open backup, which nobody else does meanwhile.
    async fn with_open<T>(
        &self,
        work: impl AsyncFnOnce(&mut Archive) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if self.backups.busy.get() {
            return Err(busy());
        }
        let archive = self.backups.open.take();
        let mut archive = archive.ok_or_else(none_open)?;
        self.backups.stop.set(false);
        self.backups.busy.set(true);
        let done = work(&mut archive).await;
        self.backups.busy.set(false);
        if !self.backups.stop.take() {
            self.backups.open.replace(Some(archive));
        }
        done
    }

    pub(super) async fn check_backup(&self, _: CheckBackup) -> Result<RestorePreview, Failure> {
        self.with_open(async |archive| self.preview(archive).await)
            .await
    }

    pub(super) async fn restore_backup(&self, call: RestoreBackup) -> Result<Restored, Failure> {
        self.with_open(async |archive| self.bring_back(archive, call.how).await)
            .await
    }

    pub(super) async fn restore_progress(&self, _: RestoreProgress) -> Result<Progress, Failure> {
        Ok(self.backups.progress.get())
    }

    pub(super) async fn close_backup(&self, _: CloseBackup) -> Result<(), Failure> {
        self.backups.stop.set(self.backups.busy.get());
        self.backups.open.take();
        self.backups.offered.take();
        Ok(())
    }
}
