//! The calls that the keeper takes: everything that reads or writes what is kept.

use serde::{Deserialize, Serialize};

use super::{
    AnalysisFilter, AnalysisRow, AnalysisView, ApiAnswer, ApplicationDraft, ApplicationFilter,
    ApplicationNumbers, ApplicationRow, ApplicationsImported, BackupInfo, BackupPart,
    BackupStarted, Call, CandidateResume, Comparison, Deletion, FeedbackFilter, FeedbackNumbers,
    FeedbackRow, FeedbackSample, FeedbackSearch, FeedbackSearchFilter, Holdings, JobRow, JobView,
    LastBackup, LegacyExported, LegacyPreview, LegacyTally, Listing, OpenState, Progress, Receipt,
    RefusedRecord, Rescored, RestoreHow, RestorePreview, Restored, ResumeRow, ResumeView, Saved,
    SavedApplication, SearchHits, Stats, Stored, Window,
};
use crate::records::{
    AnalysisId, ApplicationId, ApplicationStatus, Corrections, Feedback, FeedbackBody, FeedbackId,
    ItemType, JobId, ResumeId, Time,
};

macro_rules! keeper_calls {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $type:ty),* $(,)? } -> $reply:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name { $($(#[$fdoc])* pub $field: $type),* }

            impl From<$name> for KeeperCall {
                fn from(call: $name) -> Self {
                    KeeperCall::$name(call)
                }
            }

            impl Call for $name {
                type Door = KeeperCall;
                type Reply = $reply;
            }
        )*

        /// Any call to the keeper.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "call", rename_all = "snake_case")]
        pub enum KeeperCall { $($name($name)),* }
    };
}

keeper_calls! {
    /// Opens the database; the first call of every page. `build` is the page's build id: two builds never write at once.
    Open { build: String } -> OpenState;

    /// Jobs, newest first; with a query, those whose company, role or text hold each of its words.
    ListJobs { query: String, templates: bool, window: Window } -> Listing<JobRow>;
    /// One job with its requirements. Failure: not found.
    GetJob { job_id: JobId } -> JobView;
    /// Saves a new job (`job_id` absent) or changes one. Where another job has the same text, nothing is saved and that
    /// job is named, unless `even_if_same`. Failures: invalid (field), not found.
    SaveJob {
        job_id: Option<JobId>,
        company_name: String,
        role_name: String,
        job_description: String,
        is_template: bool,
        even_if_same: bool,
        is_sample: bool,
    } -> Saved;
    /// What goes with a job when it is deleted.
    PreviewJobDeletion { job_id: JobId } -> Deletion;
    /// Deletes a job, its analyses and their feedback, in one transaction.
    DeleteJob { job_id: JobId } -> Deletion;
    /// Chooses the current job, or none. Failures: not found, invalid (a template).
    SelectJob { job_id: Option<JobId> } -> ();
    /// The current job.
    CurrentJob {} -> Option<JobRow>;

    /// Résumés, newest first; with a query, those whose candidate, file name or headline hold each of its words.
    ListResumes { query: String, window: Window } -> Listing<ResumeRow>;
    /// One résumé with its document and facts.
    GetResume { resume_id: ResumeId } -> ResumeView;
    /// The original file: one buffer goes with the reply.
    ResumeFile { resume_id: ResumeId } -> ResumeRow;
    /// Keeps a file that a reader has read: buffers are the file's bytes and the JSON of a [`super::Reading`]. The same bytes
    /// are kept once. Where the reading has an analysis, it is kept in the same transaction.
    StoreResume { name: String, is_sample: bool } -> Stored;
    PreviewResumeDeletion { resume_id: ResumeId } -> Deletion;
    /// Deletes a résumé with its file, text, facts, analyses and their feedback, in one transaction.
    DeleteResume { resume_id: ResumeId } -> Deletion;

    /// Scores a kept résumé against a job and keeps the analysis.
    Analyse { job_id: JobId, resume_id: ResumeId } -> AnalysisRow;
    /// Analyses in the order the filter asks for.
    ListAnalyses { filter: AnalysisFilter, window: Window } -> Listing<AnalysisRow>;
    /// One analysis with the job, the résumé's lines and its feedback.
    GetAnalysis { analysis_id: AnalysisId } -> AnalysisView;
    /// Deletes an analysis and its feedback.
    DeleteAnalysis { analysis_id: AnalysisId } -> Deletion;
    /// Files that arrived for this job and gave no text.
    ListUnscored { job_id: JobId } -> Vec<ResumeRow>;

    /// Saves a new feedback (`id` absent) or changes one. Failures: invalid (rating 1 to 5), not found.
    SaveFeedback {
        id: Option<FeedbackId>,
        analysis_id: Option<AnalysisId>,
        item_type: ItemType,
        item: String,
        query: String,
        response: String,
        feedback: FeedbackBody,
    } -> Feedback;
    /// Feedback, newest first.
    ListFeedback { filter: FeedbackFilter, window: Window } -> Listing<FeedbackRow>;
    GetFeedback { id: FeedbackId } -> FeedbackRow;
    DeleteFeedback { id: FeedbackId } -> Deletion;
    /// All feedback as CSV: one buffer goes with the reply, which is the number of rows.
    ExportFeedbackCsv {} -> u64;

    /// Jobs, résumés, analyses and feedback that hold each word of the query; at most `limit` of each.
    Search { query: String, limit: u64 } -> SearchHits;
    /// How many of each there are.
    GetStats {} -> Stats;
    /// Records that could not be read and were set aside.
    ListRefused {} -> Vec<RefusedRecord>;
    /// Everything that "Try it with a sample" added, and all that hangs on it, is deleted.
    RemoveSample {} -> Deletion;
    /// Everything is deleted.
    DeleteEverything {} -> Deletion;

    /// Saves a new application (`id` absent) or changes one. Where another has the same company and role, nothing is saved
    /// and those are named, unless `even_if_same`. `status_on` is the day from which the status holds, today where absent;
    /// named again with the status that it has, it puts that day right. Failures: invalid (field), not found (also the job or
    /// the résumé it is linked to).
    SaveApplication {
        id: Option<ApplicationId>,
        draft: ApplicationDraft,
        even_if_same: bool,
    } -> SavedApplication;
    /// Saves an application for a kept job, with its company and role. Failures: not found, invalid (a template).
    ApplyToJob {
        job_id: JobId,
        resume_id: Option<ResumeId>,
        status: ApplicationStatus,
        even_if_same: bool,
    } -> SavedApplication;
    DeleteApplication { id: ApplicationId } -> Deletion;
    GetApplication { id: ApplicationId } -> ApplicationRow;
    /// Applications, by the day they count for, newest first.
    ListApplications { filter: ApplicationFilter, window: Window } -> Listing<ApplicationRow>;
    /// Applications with the same company and role, whatever their case, accents and legal form; `except` is left out.
    /// Without a role, those with the same company.
    CheckApplication { company: String, job: String, except: Option<ApplicationId> } -> Vec<ApplicationRow>;
    /// Numbers over the applications that the filter leaves.
    ApplicationStatistics { filter: ApplicationFilter } -> ApplicationNumbers;

    /// Feedback by its words and its meaning, nearest first; without a query all that the filter leaves, newest first.
    SearchFeedback { query: String, filter: FeedbackSearchFilter, window: Window } -> FeedbackSearch;
    /// What people said should have been said of something like this, nearest first: for the one who is writing a correction.
    /// `except` is the feedback that is being edited.
    SimilarCorrections {
        query: String,
        response: String,
        except: Option<FeedbackId>,
        limit: u64,
    } -> FeedbackSearch;
    FeedbackStatistics {} -> FeedbackNumbers;
    /// Feedback with an ideal response and at least that rating: the best rating first, then the newest.
    HighQualityFeedback { min_rating: u8, limit: u64, with_texts: bool } -> Vec<FeedbackSample>;

    /// A request to the API; one buffer goes with it and one comes back: the bodies. It never fails: what goes wrong is an
    /// answer with its status.
    Api { method: String, path: String, query: String, content_type: String } -> ApiAnswer;

    /// Keeps a person's corrections of how a job is read, in place of those before. Its analyses stay as they are until
    /// [`Rescore`] makes them anew. Failures: invalid (`corrections.weights.skill`, …), not found.
    CorrectJob { job_id: JobId, corrections: Corrections } -> JobView;
    /// Makes a job's analyses anew where its text, its corrections or the engine changed, at most `limit` of them (and 200);
    /// go on with `after` set to the reply's `next`. An analysis that feedback was given on stays beside the new one; where only
    /// corrections changed, any other gives the new one its id.
    Rescore { job_id: JobId, after: Option<ResumeId>, limit: u64 } -> Rescored;
    /// Scores the résumés of the window (at most 500 a call) against each of these jobs (at most 50) from kept features; without
    /// ids all résumés, newest first. Nothing is kept but features that were missing. Failures: not found, invalid (a template).
    Compare { job_ids: Vec<JobId>, resume_ids: Vec<ResumeId>, window: Window } -> Comparison;
    /// As [`Compare`] over all résumés, but for a reader to score, so that another core has a part in it: two buffers go with the
    /// reply, for [`super::ScoreLent`]. Nothing is made that is missing.
    LendFeatures { job_ids: Vec<JobId>, window: Window } -> ();

    /// What bringing in the older system's data would do; nothing is written. Buffers: the plan that a reader made of the
    /// folder, then the rows of each workbook as the sheets program gives them. All of them come back with the reply.
    PreviewLegacy {} -> LegacyPreview;
    /// Keeps one of the folder's résumés under its own id, where its bytes give that id. Buffers as for [`StoreResume`].
    ImportLegacyResume {
        resume_id: ResumeId,
        name: String,
        candidate_name: Option<String>,
        uploaded_at: Time,
    } -> Stored;
    /// Brings in everything else, in one transaction; what is here already stays as it is. Buffers as for [`PreviewLegacy`].
    ImportLegacy {} -> LegacyTally;
    /// Everything in the older system's layout: one buffer, a zip. The buffer that comes with the call, where there is one, is the
    /// workbook of applications.
    ExportLegacy {} -> LegacyExported;
    /// Brings in applications from a sheet: one buffer, its rows. With `preview`, nothing is written.
    ImportApplications { name: String, preview: bool } -> ApplicationsImported;
    /// The applications that the filter leaves, as the rows of a sheet: one buffer goes with the reply, which is their number.
    ExportApplications { filter: ApplicationFilter } -> u64;

    /// Begins a backup of everything as it stands now; one that was under way is given up. Sealed where there is a passphrase.
    BeginBackup { passphrase: Option<String> } -> BackupStarted;
    /// The next bytes of the backup's file: one buffer goes with the reply. Failures: conflict, where a record that belongs in
    /// was deleted meanwhile; then begin anew.
    NextBackupPart {} -> BackupPart;
    /// The file is written: from now on it is the last backup.
    BackupKept {} -> LastBackup;
    /// Gives up the backup that is being made.
    StopBackup {} -> ();

    /// Opens a backup's file, which goes with the message as `file` (a Blob) or as its only buffer. Failures: unreadable; invalid
    /// (`passphrase`), where it is sealed and the passphrase is missing or wrong; then the call is made again, without the file.
    OpenBackup { passphrase: Option<String> } -> BackupInfo;
    /// Checks the open backup from end to end and compares it with what is here. Takes as long as reading the file does.
    CheckBackup {} -> RestorePreview;
    /// Brings the open backup back, all of it or nothing.
    RestoreBackup { how: RestoreHow } -> Restored;
    /// How far checking or bringing back is, in bytes of the backup's entries.
    RestoreProgress {} -> Progress;
    /// Stops what is done with the open backup, if anything, and lets go of it.
    CloseBackup {} -> ();

    /// How many rows and bytes each store keeps, and the last backup. Reads everything once.
    GetHoldings {} -> Holdings;
    /// The records that cannot be read, one JSON object a line: one buffer goes with the reply, which is their number.
    ExportRefused {} -> u64;
    /// That résumé, and those that seem to be of the same candidate.
    FindCandidate { resume_id: ResumeId } -> Vec<CandidateResume>;
    /// Deletes these résumés with all that hangs on them, in one transaction.
    DeleteCandidate { resume_ids: Vec<ResumeId> } -> Receipt;
}
