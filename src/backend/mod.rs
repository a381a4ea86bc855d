//! The backend: everything that can be done with what is kept, over any home.
//!
//! A use case reads, decides, and writes one batch with the checks that make its decision still right at the moment of
//! writing; where a check no longer holds, it starts over. Records are read as they stand: one that cannot be read is set
//! aside and shown ([`refused`]), and fails no list.

pub mod ambient;
mod analyses;
pub mod api;
mod applications;
mod arrivals;
pub mod backup;
mod caches;
mod candidate;
mod compare;
mod counts;
mod features;
mod feedback;
pub mod feedback_index;
mod feedback_search;
mod feedback_statistics;
mod holdings;
pub mod intake;
mod jobs;
pub mod legacy;
pub mod lent;
mod lists;
pub mod meaning;
mod queue;
pub mod ready_jobs;
mod refused;
mod rescore;
mod resumes;
pub mod rows;
mod sample;
mod scoring;
mod search;
mod stats;
mod text;
mod words;

use self::ambient::{Clock, Ids};
use self::backup::Backups;
use self::caches::Caches;
use self::features::Remembered;
use self::meaning::Meaning;
use self::queue::Queue;
use self::ready_jobs::ReadyJobs;
use self::refused::Refusals;
use self::rows::Kept;
use crate::messages::{Call, Failure, FailureKind, KeeperCall};
use crate::storage::{Batch, Query, Removed, Row, Storage, StorageError};

/// How often a use case starts over when others change the same records.
const ATTEMPTS: usize = 5;

/// A call's reply as it goes over the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The reply's JSON.
    pub value: String,
    /// The buffers that go with it.
    pub buffers: Vec<Vec<u8>>,
}

/// The use cases over a home.
pub struct Backend<S> {
    storage: S,
    clock: Box<dyn Clock>,
    ids: Box<dyn Ids>,
    meaning: Box<dyn Meaning>,
    queue: Queue,
    caches: Caches,
    features: Remembered,
    ready_jobs: ReadyJobs,
    refusals: Refusals,
    backups: Backups,
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        let kind = match error {
            StorageError::NoRoom => FailureKind::NoRoom,
            StorageError::Refused(_) => FailureKind::StorageRefused,
            StorageError::Blocked | StorageError::Retired => FailureKind::Retired,
            StorageError::Conflict { .. } => FailureKind::Conflict,
            StorageError::Aborted { .. } => FailureKind::Internal,
        };
        Failure::new(kind, error.to_string())
    }
}

/// Calls each use case by its name, and holds its reply to the type that the call promises.
macro_rules! dispatch {
    ($backend:ident, $call:ident, $buffers:ident; $($name:ident => $method:ident),* ; with buffers $($special:ident => $handler:ident),*) => {
        match $call {
            $(KeeperCall::$name(call) => reply::<crate::messages::$name>(&$backend.$method(call).await?, Vec::new()),)*
            $(KeeperCall::$special(call) => {
                let (value, buffers) = $backend.$handler(call, $buffers).await?;
                reply::<crate::messages::$special>(&value, buffers)
            })*
        }
    };
}

fn reply<C: Call>(value: &C::Reply, buffers: Vec<Vec<u8>>) -> Result<Answer, Failure> {
    Ok(Answer {
        value: rows::json(value)?,
        buffers,
    })
}

impl<S: Storage> Backend<S> {
    /// The use cases over that home.
    pub fn new(
        storage: S,
        clock: impl Clock + 'static,
        ids: impl Ids + 'static,
        meaning: impl Meaning + 'static,
    ) -> Self {
        Self {
            storage,
            clock: Box::new(clock),
            ids: Box::new(ids),
            meaning: Box::new(meaning),
            queue: Queue::default(),
            caches: Caches::default(),
            features: Remembered::default(),
            ready_jobs: ReadyJobs::default(),
            refusals: Refusals::default(),
            backups: Backups::default(),
        }
    }

    /// The home.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// Forgets what was remembered of these stores: another tab has written to them.
    pub fn invalidate<T: AsRef<str>>(&self, stores: &[T]) {
        self.forget(stores.iter().map(std::convert::AsRef::as_ref));
    }

    /// Carries out one call. Calls may be under way at once.
    ///
    /// # Errors
    /// Why it was not carried out; then nothing was changed.
    pub async fn call(&self, call: KeeperCall, buffers: Vec<Vec<u8>>) -> Result<Answer, Failure> {
        dispatch!(self, call, buffers;
            Open => open,
            ListJobs => list_jobs,
            GetJob => get_job,
            SaveJob => save_job,
            PreviewJobDeletion => preview_job_deletion,
            DeleteJob => delete_job,
            SelectJob => select_job,
            CurrentJob => current_job,
            ListResumes => list_resumes,
            GetResume => get_resume,
            PreviewResumeDeletion => preview_resume_deletion,
            DeleteResume => delete_resume,
            Analyse => analyse,
            ListAnalyses => list_analyses,
            GetAnalysis => get_analysis,
            DeleteAnalysis => delete_analysis,
            ListUnscored => list_unscored,
            SaveFeedback => save_feedback,
            ListFeedback => list_feedback,
            GetFeedback => get_feedback,
            DeleteFeedback => delete_feedback,
            Search => search,
            GetStats => get_stats,
            ListRefused => list_refused,
            RemoveSample => remove_sample,
            DeleteEverything => delete_everything,
            SaveApplication => save_application,
            ApplyToJob => apply_to_job,
            DeleteApplication => delete_application,
            GetApplication => get_application,
            ListApplications => list_applications,
            CheckApplication => check_application,
            ApplicationStatistics => application_statistics,
            SearchFeedback => search_feedback,
            SimilarCorrections => similar_corrections,
            FeedbackStatistics => feedback_statistics,
            HighQualityFeedback => high_quality_feedback,
            CorrectJob => correct_job,
            Rescore => rescore,
            Compare => compare,
            BeginBackup => begin_backup,
            BackupKept => backup_kept,
            StopBackup => stop_backup,
            CheckBackup => check_backup,
            RestoreBackup => restore_backup,
            RestoreProgress => restore_progress,
            CloseBackup => close_backup,
            GetHoldings => get_holdings,
            FindCandidate => find_candidate,
            DeleteCandidate => delete_candidate;
            with buffers
            LendFeatures => lend_features,
            ResumeFile => resume_file,
            StoreResume => store_resume,
            ExportFeedbackCsv => export_feedback_csv,
            Api => api,
            PreviewLegacy => preview_legacy,
            ImportLegacyResume => import_legacy_resume,
            ImportLegacy => import_legacy,
            ExportLegacy => export_legacy,
            ImportApplications => import_applications,
            ExportApplications => export_applications,
            NextBackupPart => next_backup_part,
            OpenBackup => open_backup,
            ExportRefused => export_refused
        )
    }

    /// Writes a batch, and keeps what is remembered in step with it.
    async fn commit(&self, batch: &Batch) -> Result<Removed, StorageError> {
        let removed = self.storage.commit(batch).await;
        self.follow(batch, removed.is_ok());
        removed
    }

    /// Keeps what is remembered in step with a batch.
    fn follow(&self, batch: &Batch, is_written: bool) {
        if is_written {
            self.caches.apply(batch);
            self.features.apply(batch);
        } else {
            // Somebody else wrote there.
            self.forget(batch.stores());
        }
    }

    fn forget<'a>(&self, stores: impl IntoIterator<Item = &'a str>) {
        let stores: Vec<&str> = stores.into_iter().collect();
        self.caches.forget(stores.iter().copied());
        self.features.forget(&stores);
    }

    /// Runs a use case that writes; where others changed the same records meanwhile, it starts over.
    async fn retry<T>(&self, run: impl AsyncFn() -> Result<T, Attempt>) -> Result<T, Failure> {
        let mut last = None;
        for _ in 0..ATTEMPTS {
            match run().await {
                Ok(done) => return Ok(done),
                Err(Attempt::Failed(failure)) => return Err(failure),
                Err(Attempt::Conflict(conflict)) => last = Some(conflict),
            }
        }
        Err(last.map_or_else(
            || Failure::new(FailureKind::Internal, "Nothing was tried."),
            Failure::from,
        ))
    }

    /// A row's record; one that cannot be read is noted, and passed over.
    fn parse<T: Kept>(&self, row: &Row) -> Option<T> {
        match rows::parse(row) {
            Ok(record) => Some(record),
            Err(reason) => {
                self.refusals.note(T::STORE, row, reason);
                None
            }
        }
    }

    fn parse_all<T: Kept>(&self, rows: &[Row]) -> Vec<T> {
        rows.iter().filter_map(|row| self.parse(row)).collect()
    }

    /// The record among these rows that has that key.
    ///
    /// # Errors
    /// Not found, or set aside as unreadable.
    fn one<T: Kept>(&self, rows: &[Row], key: &str) -> Result<T, Failure> {
        let row = rows
            .iter()
            .find(|row| row.key == key)
            .ok_or_else(|| not_found::<T>(key))?;
        self.parse(row).ok_or_else(|| {
            Failure::new(
                FailureKind::Internal,
                format!(
                    "The {} {key} is kept but cannot be read. It was left as it is and is shown under “Your data”.",
                    T::NOUN
                ),
            )
        })
    }

    /// A record by its key.
    ///
    /// # Errors
    /// As [`Backend::one`], and those of the home.
    async fn load<T: Kept>(&self, key: &str) -> Result<T, Failure> {
        let found = self.storage.ask(Query::get(T::STORE, key)).await?;
        self.one(&found.rows, key)
    }
}

fn not_found<T: Kept>(key: &str) -> Failure {
    Failure::new(
        FailureKind::NotFound,
        format!(
            "There is no {} {key}. It may have been deleted, in this tab or another.",
            T::NOUN
        ),
    )
}

/// Why an attempt at a use case did not end well.
enum Attempt {
    /// Others changed a record between reading and writing: worth another attempt.
    Conflict(StorageError),
    Failed(Failure),
}

impl From<Failure> for Attempt {
    fn from(failure: Failure) -> Self {
        Attempt::Failed(failure)
    }
}

impl From<StorageError> for Attempt {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict { .. } => Attempt::Conflict(error),
            other => Attempt::Failed(other.into()),
        }
    }
}

/// The text of a row, for a check that it is still the same.
fn text_of(row: &Row) -> String {
    row.value.text().unwrap_or_default().to_owned()
}
