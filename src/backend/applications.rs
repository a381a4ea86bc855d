//! Applications: saved, found again before they are made twice, listed, counted, deleted.

use std::collections::BTreeMap;

use super::jobs::{deletion, template};
use super::lists::within;
use super::rows::{JobHead, application_entry, application_key};
use super::text::{clean_line, clean_lines, hold_to, not_blank};
use super::words::{Words, fold};
use super::{Attempt, Backend, not_found, text_of};
use crate::messages::{
    ApplicationDraft, ApplicationFilter, ApplicationNumbers, ApplicationRow, ApplicationStatistics,
    ApplyToJob, CheckApplication, DeleteApplication, Deletion, Failure, FailureKind,
    GetApplication, ListApplications, Listing, NamedCount, SaveApplication, SavedApplication,
};
use crate::records::{
    Application, ApplicationId, ApplicationStatus, Day, Resume, StatusChange, Time,
};
use crate::storage::{Batch, Part, Query, Range, Row, Storage, StorageError, stores};

impl<S: Storage> Backend<S> {
    pub(super) async fn save_application(
        &self,
        call: SaveApplication,
    ) -> Result<SavedApplication, Failure> {
        let call = SaveApplication {
            draft: cleaned(call.draft)?,
            ..call
        };
        self.retry(async || self.try_save_application(&call).await)
            .await
    }

    async fn try_save_application(
        &self,
        call: &SaveApplication,
    ) -> Result<SavedApplication, Attempt> {
        let SaveApplication { id, draft, .. } = call;
        let mut batch = Batch::new();
        let before = match id {
            Some(id) => {
                let key = id.as_str();
                let rows = self
                    .storage
                    .ask(Query::get(stores::APPLICATIONS, key))
                    .await?;
                let before: Application = self.one(&rows.rows, key)?;
                let text = rows.rows.first().map(text_of).unwrap_or_default();
                batch.same(stores::APPLICATIONS, key, text);
                Some(before)
            }
            None => None,
        };
        let same = application_key(&draft.company, &draft.job);
        let was = before.as_ref().map(|b| application_key(&b.company, &b.job));
        if !call.even_if_same && was.as_ref() != Some(&same) {
            let range = Range::starting(same);
            let twins = Query::scan(stores::APPLICATIONS, "same", range.clone());
            let twins = self.storage.ask(twins).await?.rows;
            if !twins.is_empty() {
                let twins = self.application_rows(self.parse_all(&twins)).await?;
                return Ok(SavedApplication::Same(twins));
            }
            batch.nothing(stores::APPLICATIONS, "same", range);
        }
        // A link that was there before may lead nowhere, in data that was brought in; a new one may not.
        if let Some(job) = &draft.job_id
            && before.as_ref().and_then(|b| b.job_id.as_ref()) != Some(job)
        {
            self.load::<JobHead>(job.as_str()).await?;
            batch.present(stores::JOBS, job.as_str());
        }
        if let Some(resume) = &draft.resume_id
            && before.as_ref().and_then(|b| b.resume_id.as_ref()) != Some(resume)
        {
            self.load::<Resume>(resume.as_str()).await?;
            batch.present(stores::RESUMES, resume.as_str());
        }
        let id = match id {
            Some(id) => id.clone(),
            None => {
                let id = ApplicationId::new(self.ids.hex(12))
                    .map_err(|error| Failure::new(FailureKind::Internal, error.to_string()))?;
                batch.absent(stores::APPLICATIONS, id.as_str());
                id
            }
        };
        let application = filled(id, draft, before, self.clock.now())?;
        batch.put(stores::APPLICATIONS, application_entry(&application)?);
        self.commit(&batch).await?;
        let rows = self.application_rows(vec![application]).await?;
        let row = rows.into_iter().next();
        let row = row.ok_or_else(|| {
            Failure::new(FailureKind::Internal, "The application’s row was lost.")
        })?;
        Ok(SavedApplication::Saved(Box::new(row)))
    }

    pub(super) async fn apply_to_job(&self, call: ApplyToJob) -> Result<SavedApplication, Failure> {
        let head: JobHead = self.load(call.job_id.as_str()).await?;
        if head.is_template {
            return Err(template("job_id"));
        }
        self.save_application(SaveApplication {
            id: None,
            draft: ApplicationDraft {
                company: head.company_name,
                job: head.role_name,
                status: call.status,
                job_id: Some(call.job_id),
                resume_id: call.resume_id,
                ..ApplicationDraft::default()
            },
            even_if_same: call.even_if_same,
        })
        .await
    }

    pub(super) async fn delete_application(
        &self,
        call: DeleteApplication,
    ) -> Result<Deletion, Failure> {
        let key = call.id.as_str();
        let mut batch = Batch::new();
        batch.present(stores::APPLICATIONS, key);
        batch.delete(stores::APPLICATIONS, key);
        match self.commit(&batch).await {
            Ok(removed) => Ok(deletion(&removed)),
            Err(StorageError::Conflict { .. }) => Err(not_found::<Application>(key)),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn get_application(
        &self,
        call: GetApplication,
    ) -> Result<ApplicationRow, Failure> {
        let application: Application = self.load(call.id.as_str()).await?;
        let rows = self.application_rows(vec![application]).await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| not_found::<Application>(call.id.as_str()))
    }

    pub(super) async fn list_applications(
        &self,
        call: ListApplications,
    ) -> Result<Listing<ApplicationRow>, Failure> {
        let ListApplications { filter, window } = call;
        let (applications, total) = if filter == ApplicationFilter::default() {
            let all = Range::all();
            let (rows, total) = self.page(stores::APPLICATIONS, "list", all, window).await?;
            (self.parse_all(&rows), total)
        } else {
            let found = self.filtered(&filter).await?;
            let total = found.len() as u64;
            (within(found, window), total)
        };
        Ok(Listing {
            rows: self.application_rows(applications).await?,
            total,
        })
    }

    pub(super) async fn check_application(
        &self,
        call: CheckApplication,
    ) -> Result<Vec<ApplicationRow>, Failure> {
        let [company, job] = application_key(&call.company, &call.job);
        let same = if job == Part::from("") {
            Range::starting([company])
        } else {
            Range::starting([company, job])
        };
        let same = Query::scan(stores::APPLICATIONS, "same", same);
        let rows = self.storage.ask(same).await?.rows;
        let mut same: Vec<Application> = self.parse_all(&rows);
        same.retain(|application| Some(&application.id) != call.except.as_ref());
        self.application_rows(same).await
    }

    pub(super) async fn application_statistics(
        &self,
        call: ApplicationStatistics,
    ) -> Result<ApplicationNumbers, Failure> {
        Ok(numbers(&self.filtered(&call.filter).await?))
    }

    /// The applications that a filter leaves, in the order of lists. A tracker has some hundred of them: they are gone through.
    async fn filtered(&self, filter: &ApplicationFilter) -> Result<Vec<Application>, Failure> {
        let words = Words::of(&filter.query);
        let portal = fold(clean_line(&filter.portal).as_str());
        let all = Query::scan(stores::APPLICATIONS, "list", Range::all());
        let rows = self.storage.ask(all).await?.rows;
        let mut found: Vec<Application> = self.parse_all(&rows);
        found.retain(|a| {
            let day = a.day();
            let texts = [&a.company, &a.job, &a.portal, &a.kind, &a.notes];
            filter.status.is_none_or(|status| a.status == status)
                && (portal.is_empty() || fold(&a.portal) == portal)
                && (filter.job_id.is_none() || filter.job_id == a.job_id)
                && (filter.resume_id.is_none() || filter.resume_id == a.resume_id)
                && filter.from.as_ref().is_none_or(|from| day >= *from)
                && filter.to.as_ref().is_none_or(|to| day <= *to)
                && (words.is_empty() || words.all_in(&fold(&texts.map(String::as_str).join("\n"))))
        });
        Ok(found)
    }

    /// Rows of these applications, with the names of their candidates.
    async fn application_rows(
        &self,
        applications: Vec<Application>,
    ) -> Result<Vec<ApplicationRow>, Failure> {
        let mut keys: Vec<String> = applications
            .iter()
            .filter_map(|a| a.resume_id.as_ref().map(ToString::to_string))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let names: BTreeMap<String, String> = if keys.is_empty() {
            BTreeMap::new()
        } else {
            let store = stores::RESUMES;
            let rows = self.storage.ask(Query::Get { store, keys }).await?.rows;
            let resumes = self.parse_all::<Resume>(&rows).into_iter();
            resumes
                .map(|r| (r.resume_id.to_string(), r.title().to_owned()))
                .collect()
        };
        let row = |application: Application| {
            let resume = application.resume_id.as_ref();
            ApplicationRow {
                candidate_name: resume.and_then(|id| names.get(id.as_str()).cloned()),
                application,
            }
        };
        Ok(applications.into_iter().map(row).collect())
    }

    /// Adds to a batch what takes the links to these jobs and résumés, which it deletes, out of the applications: those stay.
    /// Gives their number.
    pub(super) async fn unlink(
        &self,
        jobs: &[String],
        resumes: &[String],
        batch: &mut Batch,
    ) -> Result<u64, Failure> {
        let of = |index, key: &str| Query::scan(stores::APPLICATIONS, index, Range::of(key));
        let mut queries: Vec<Query> = jobs.iter().map(|key| of("job", key)).collect();
        queries.extend(resumes.iter().map(|key| of("resume", key)));
        let found = self.storage.read(&queries).await?;
        let rows = found.into_iter().flat_map(|found| found.rows);
        let rows: BTreeMap<String, Row> = rows.map(|row| (row.key.clone(), row)).collect();
        let stays = |gone: &[String], id: &str| gone.iter().all(|gone| gone != id);
        for row in rows.values() {
            // One that cannot be read stays as it stands, set aside.
            let Some(mut application) = self.parse::<Application>(row) else {
                continue;
            };
            application.job_id = application.job_id.filter(|id| stays(jobs, id.as_str()));
            application.resume_id = application
                .resume_id
                .filter(|id| stays(resumes, id.as_str()));
            batch.same(stores::APPLICATIONS, row.key.as_str(), text_of(row));
            batch.put(stores::APPLICATIONS, application_entry(&application)?);
        }
        Ok(rows.len() as u64)
    }
}

fn cleaned(draft: ApplicationDraft) -> Result<ApplicationDraft, Failure> {
    let line = |field: &str, text: &str| {
        let text = clean_line(text);
        hold_to(field, &text, Application::LONGEST_NAME)?;
        Ok::<_, Failure>(text)
    };
    let notes = clean_lines(&draft.notes).trim().to_owned();
    hold_to("notes", &notes, Application::LONGEST_NOTES)?;
    let cleaned = ApplicationDraft {
        company: line("company", &draft.company)?,
        job: line("job", &draft.job)?,
        portal: line("portal", &draft.portal)?,
        kind: line("type", &draft.kind)?,
        notes,
        ..draft
    };
    not_blank("company", "The company’s name", &cleaned.company)?;
    not_blank("job", "The role’s name", &cleaned.job)?;
    Ok(cleaned)
}

/// The application that a draft makes of what was there before.
fn filled(
    id: ApplicationId,
    draft: &ApplicationDraft,
    before: Option<Application>,
    now: Time,
) -> Result<Application, Failure> {
    let today = draft.status_on.clone().unwrap_or_else(|| Day::of(&now));
    let created_at = before
        .as_ref()
        .map_or_else(|| now.clone(), |b| b.created_at.clone());
    let mut changes = before.map(|b| b.changes).unwrap_or_default();
    match changes.last_mut() {
        Some(last) if last.status == draft.status => {
            if let Some(day) = &draft.status_on {
                last.on = day.clone();
            }
        }
        _ => {
            // What was sent on a day known was applied for on that day, whenever it is noted down.
            let sent = draft.date_applied.as_ref();
            let sent =
                sent.filter(|_| changes.is_empty() && draft.status == ApplicationStatus::Applied);
            let on = match (&draft.status_on, sent) {
                (None, Some(sent)) => sent.clone(),
                _ => today.clone(),
            };
            changes.push(StatusChange {
                status: draft.status,
                on,
            });
        }
    }
    if changes.len() > Application::MOST_CHANGES {
        let message = format!(
            "This application has changed its status {} times; {} are kept.",
            changes.len(),
            Application::MOST_CHANGES
        );
        return Err(Failure::invalid("status", message));
    }
    let sent_now = draft.status == ApplicationStatus::Applied;
    Ok(Application {
        id,
        company: draft.company.clone(),
        job: draft.job.clone(),
        portal: draft.portal.clone(),
        kind: draft.kind.clone(),
        date_applied: draft.date_applied.clone().or(sent_now.then_some(today)),
        status: draft.status,
        changes,
        notes: draft.notes.clone(),
        job_id: draft.job_id.clone(),
        resume_id: draft.resume_id.clone(),
        created_at,
        updated_at: now,
    })
}

fn numbers(applications: &[Application]) -> ApplicationNumbers {
    let mut by_month: BTreeMap<String, u64> = BTreeMap::new();
    // By folded name, with the first spelling met.
    let mut by_portal: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let (mut sent, mut answered) = (0, 0);
    for one in applications {
        *by_month.entry(one.day().month().to_owned()).or_default() += 1;
        let portal = by_portal.entry(fold(&one.portal)).or_default();
        if portal.1 == 0 {
            portal.0.clone_from(&one.portal);
        }
        portal.1 += 1;
        if one.was_sent() {
            sent += 1;
            answered += u64::from(one.was_answered());
        }
    }
    let named = |(name, count)| NamedCount { name, count };
    let mut by_portal: Vec<NamedCount> = by_portal.into_values().map(named).collect();
    by_portal.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
    let of = |status| applications.iter().filter(|a| a.status == status).count() as u64;
    let by_status = ApplicationStatus::ALL.map(|s| named((s.name().to_owned(), of(s))));
    ApplicationNumbers {
        total: applications.len() as u64,
        by_status: by_status.into(),
        by_month: by_month.into_iter().map(named).collect(),
        by_portal,
        sent,
        answered,
        response_rate: (sent > 0).then(|| (answered as f64 * 1000.0 / sent as f64).round() / 10.0),
    }
}
