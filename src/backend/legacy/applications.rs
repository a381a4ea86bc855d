//! Applications from a sheet, and as a sheet.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::super::rows::{application_entry, application_key, hex, json};
use super::super::text::{clean_line, clean_lines};
use super::super::{Attempt, Backend};
use super::{Buffers, sheet};
use crate::legacy::{COLUMNS, PlainApplication, applications};
use crate::messages::{
    ApplicationsImported, Arriving, ExportApplications, Failure, FailureKind, ImportApplications,
    LegacyNote,
};
use crate::records::{Application, ApplicationId, ApplicationStatus, Day, StatusChange, Time};
use crate::storage::{Batch, Part, Query, Range, Storage, stores};

/// The applications that are here, as far as others are compared with them.
pub(super) struct Here {
    ids: BTreeSet<String>,
    /// Company and role as they are compared, and the day they were sent.
    same: BTreeSet<([Part; 2], Option<Day>)>,
}

impl Here {
    /// Those that are kept.
    pub async fn of<S: Storage>(backend: &Backend<S>) -> Result<Self, Failure> {
        let all = Query::scan(stores::APPLICATIONS, "list", Range::all());
        let rows = backend.storage.ask(all).await?.rows;
        let ids = rows.iter().map(|row| row.key.clone()).collect();
        let applications: Vec<Application> = backend.parse_all(&rows);
        let same = applications.into_iter().map(|a| {
            let key = application_key(&a.company, &a.job);
            (key, a.date_applied)
        });
        Ok(Self {
            ids,
            same: same.collect(),
        })
    }

    /// Adds to a batch those that are not here: by their id, or with another company, role or day.
    ///
    /// # Errors
    /// As `rows::json`.
    pub fn add(
        mut self,
        plain: &[PlainApplication],
        file: &str,
        now: &Time,
        batch: &mut Batch,
    ) -> Result<(Arriving, Vec<LegacyNote>), Failure> {
        let mut tally = Arriving::default();
        let mut notes = Vec::new();
        for one in plain {
            let (application, note) = filled(one, now)?;
            let key = application_key(&application.company, &application.job);
            let place = (key, application.date_applied.clone());
            if self.ids.contains(application.id.as_str()) || self.same.contains(&place) {
                tally.here += 1;
                continue;
            }
            if let Some(what) = note {
                notes.push(LegacyNote {
                    file: file.to_owned(),
                    line: None,
                    taken: true,
                    what,
                });
            }
            tally.new += 1;
            batch.absent(stores::APPLICATIONS, application.id.as_str());
            batch.put(stores::APPLICATIONS, application_entry(&application)?);
            self.ids.insert(application.id.to_string());
            self.same.insert(place);
        }
        Ok((tally, notes))
    }
}

/// The application that a row of a sheet tells; a note where a word in it was not understood. A row always gets the same id.
fn filled(one: &PlainApplication, now: &Time) -> Result<(Application, Option<String>), Failure> {
    let line = |text: &str| {
        let mut text = clean_line(text);
        text.truncate(text.floor_char_boundary(Application::LONGEST_NAME));
        text
    };
    let or_unnamed = |text: String| {
        if text.is_empty() {
            "(not named)".to_owned()
        } else {
            text
        }
    };
    let date_applied = Day::new(one.date_applied.as_str()).ok();
    let word = one.status.trim().to_lowercase();
    let known = ApplicationStatus::named(&word);
    let status = known.unwrap_or(if date_applied.is_some() {
        ApplicationStatus::Applied
    } else {
        ApplicationStatus::Saved
    });
    let note = (known.is_none() && !word.is_empty()).then(|| {
        format!(
            "“{}” is no status of an application; “{}” was taken",
            one.status,
            status.name()
        )
    });
    let created_at = date_applied
        .as_ref()
        .and_then(|day| Time::new(format!("{day}T00:00:00.000Z")).ok());
    let created_at = created_at.unwrap_or_else(|| now.clone());
    let mut notes = clean_lines(&one.notes).trim().to_owned();
    notes.truncate(notes.floor_char_boundary(Application::LONGEST_NOTES));
    let id = ApplicationId::new(one.id.as_str()).or_else(|_| {
        let parts = [
            &one.company,
            &one.job,
            &one.portal,
            &one.kind,
            &one.date_applied,
        ];
        let mut digest = Sha256::new();
        for part in parts {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
        let digest = hex(&digest.finalize());
        ApplicationId::new(digest.get(..12).unwrap_or(&digest))
    });
    let application = Application {
        id: id.map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))?,
        company: or_unnamed(line(&one.company)),
        job: or_unnamed(line(&one.job)),
        portal: line(&one.portal),
        kind: line(&one.kind),
        changes: vec![StatusChange {
            status,
            on: date_applied.clone().unwrap_or_else(|| Day::of(&created_at)),
        }],
        date_applied,
        status,
        notes,
        job_id: None,
        resume_id: None,
        updated_at: created_at.clone(),
        created_at,
    };
    Ok((application, note))
}

impl<S: Storage> Backend<S> {
    pub(in super::super) async fn import_applications(
        &self,
        call: ImportApplications,
        buffers: Buffers,
    ) -> Result<(ApplicationsImported, Buffers), Failure> {
        let rows = buffers.first().ok_or_else(|| {
            Failure::invalid("rows", "The sheet’s rows are missing. Add the file again.")
        })?;
        let (plain, mut notes) = applications(&call.name, &sheet(rows)?);
        let (tally, more) = self
            .retry(async || {
                let mut batch = Batch::new();
                let here = Here::of(self).await?;
                let added = here.add(&plain, &call.name, &self.clock.now(), &mut batch)?;
                if !call.preview && !batch.writes.is_empty() {
                    self.commit(&batch).await?;
                }
                Ok::<_, Attempt>(added)
            })
            .await?;
        notes.extend(more);
        let done = ApplicationsImported {
            applications: tally,
            notes,
        };
        Ok((done, buffers))
    }

    pub(in super::super) async fn export_applications(
        &self,
        call: ExportApplications,
        _: Buffers,
    ) -> Result<(u64, Buffers), Failure> {
        let mut applications = self.filtered(&call.filter).await?;
        applications.reverse();
        let header = COLUMNS.map(str::to_owned).to_vec();
        let row = |a: &Application| {
            vec![
                a.company.clone(),
                a.job.clone(),
                a.portal.clone(),
                a.kind.clone(),
                a.date_applied
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                a.status.name().to_owned(),
                a.notes.clone(),
                a.id.to_string(),
            ]
        };
        let rows: Vec<Vec<String>> = std::iter::once(header)
            .chain(applications.iter().map(row))
            .collect();
        Ok((applications.len() as u64, vec![json(&rows)?.into_bytes()]))
    }
}
