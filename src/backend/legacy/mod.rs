//! The older system's data: what a folder would bring, bringing it in, writing everything out again in its layout.
//!
//! It comes in by steps of which each leaves whole records: first the résumés' files, one by one, each a résumé with nothing
//! hanging on it; then everything else, in one transaction. Where it stops in between, the same folder goes on from there:
//! what is here already is known by its id and stays as it is.

mod applications;
mod arrange;
mod export;

use self::arrange::Arranged;
use super::Backend;
use crate::legacy::{PlainApplication, Plan, applications};
use crate::messages::{
    Failure, ImportLegacy, LegacyFile, LegacyNote, LegacyOpened, LegacyPreview, LegacyTally,
    OpenLegacy, PreviewLegacy,
};
use crate::storage::Storage;

/// The most notes that are sent to the page.
const MOST_NOTES: usize = 1000;

/// Buffers that go with a message.
type Buffers = Vec<Vec<u8>>;

/// Opens a folder, in a worker that keeps nothing. Gives what the page needs to know, and the buffers for the keeper.
///
/// # Errors
/// Invalid where there is not one buffer for each path.
pub fn open(call: OpenLegacy, buffers: Buffers) -> Result<(LegacyOpened, Buffers), Failure> {
    if call.paths.len() != buffers.len() {
        let message = "Each path wants one buffer, its file’s bytes. Drop the folder again.";
        return Err(Failure::invalid("paths", message));
    }
    let given = call.paths.into_iter().zip(buffers).collect();
    let opened = crate::legacy::open(given, &call.now, crate::legacy::Limits::default());
    let with_file = opened
        .plan
        .resumes
        .iter()
        .filter(|resume| resume.file.is_some());
    let mut files: Vec<(u64, LegacyFile)> = with_file
        .map(|resume| {
            let file = LegacyFile {
                resume_id: resume.resume_id.clone(),
                name: resume.original_filename.clone(),
                candidate_name: resume.candidate_name.clone(),
                uploaded_at: resume.uploaded_at.clone(),
            };
            (resume.file.unwrap_or_default(), file)
        })
        .collect();
    files.sort_by_key(|(at, _)| *at);
    let told = LegacyOpened {
        files: files.into_iter().map(|(_, file)| file).collect(),
        workbooks: opened.plan.workbooks.clone(),
    };
    let plan = super::rows::json(&opened.plan)?.into_bytes();
    let mut buffers = vec![plan];
    buffers.extend(opened.files);
    buffers.extend(opened.workbooks);
    Ok((told, buffers))
}

/// What a folder says, once more after its way through the page.
struct Folder {
    plan: Plan,
    applications: Vec<PlainApplication>,
    notes: Vec<LegacyNote>,
}

impl Folder {
    fn of(buffers: &[Vec<u8>]) -> Result<Self, Failure> {
        let (plan, sheets) = buffers.split_first().ok_or_else(|| {
            Failure::invalid(
                "buffers",
                "The folder’s plan is missing. Drop the folder again.",
            )
        })?;
        let mut plan: Plan = serde_json::from_slice(plan).map_err(|error| {
            Failure::invalid(
                "plan",
                format!("This is no plan of a folder ({error}). Drop the folder again."),
            )
        })?;
        let mut all = Vec::new();
        let mut notes = std::mem::take(&mut plan.notes);
        for (rows, name) in sheets.iter().zip(&plan.workbooks) {
            let rows = sheet(rows)?;
            let (found, noted) = applications(name, &rows);
            all.extend(found);
            notes.extend(noted);
        }
        for name in plan.workbooks.iter().skip(sheets.len()) {
            notes.push(LegacyNote {
                file: name.clone(),
                line: None,
                taken: false,
                what: "this workbook could not be read".into(),
            });
        }
        Ok(Self {
            plan,
            applications: all,
            notes,
        })
    }
}

/// The rows of a sheet, as the sheets program gives them.
fn sheet(rows: &[u8]) -> Result<Vec<Vec<String>>, Failure> {
    serde_json::from_slice(rows).map_err(|error| {
        Failure::invalid(
            "rows",
            format!("These are no rows of a sheet ({error}). Add the file again."),
        )
    })
}

impl<S: Storage> Backend<S> {
    pub(super) async fn preview_legacy(
        &self,
        _: PreviewLegacy,
        buffers: Buffers,
    ) -> Result<(LegacyPreview, Buffers), Failure> {
        let folder = Folder::of(&buffers)?;
        let Arranged {
            tally,
            to_read,
            notes,
            ..
        } = self.arrange(&folder, true).await?;
        let mut all = folder.notes;
        all.extend(notes);
        // What is lost comes first; within each kind in the order of the folder.
        all.sort_by_key(|note| note.taken);
        let preview = LegacyPreview {
            tally,
            to_read,
            times_without_zone: folder.plan.times_without_zone,
            notes_total: all.len() as u64,
            left_out: all.iter().filter(|note| !note.taken).count() as u64,
            notes: {
                all.truncate(MOST_NOTES);
                all
            },
        };
        Ok((preview, buffers))
    }

    pub(super) async fn import_legacy(
        &self,
        _: ImportLegacy,
        buffers: Buffers,
    ) -> Result<(LegacyTally, Buffers), Failure> {
        let folder = Folder::of(&buffers)?;
        let tally = self
            .retry(async || {
                let arranged = self.arrange(&folder, false).await?;
                if !arranged.batch.writes.is_empty() {
                    self.commit(&arranged.batch).await?;
                }
                Ok(arranged.tally)
            })
            .await?;
        Ok((tally, Vec::new()))
    }
}
