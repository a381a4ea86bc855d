//! Calls about applications.

use serde_json::{Value, json};

use super::fields::Body;
use super::jobs::path_id;
use super::refusal::Refusal;
use super::{Ask, deleted, value, with};
use crate::backend::Backend;
use crate::messages::{
    ApplicationDraft, ApplicationFilter, ApplicationRow, ApplicationStatistics, CheckApplication,
    DeleteApplication, GetApplication, ListApplications, SaveApplication, SavedApplication,
};
use crate::records::{ApplicationId, ApplicationStatus};
use crate::storage::Storage;

fn row(row: &ApplicationRow) -> Result<Value, Refusal> {
    let more = json!({"candidate_name": row.candidate_name});
    Ok(with(value(&row.application)?, more))
}

fn rows(rows: &[ApplicationRow]) -> Result<Vec<Value>, Refusal> {
    rows.iter().map(row).collect()
}

fn filter(ask: &Ask<'_>) -> Result<ApplicationFilter, Refusal> {
    let query = &ask.query;
    Ok(ApplicationFilter {
        query: query.text("query").to_owned(),
        status: query.one_of("status", &ApplicationStatus::ALL, ApplicationStatus::name)?,
        portal: query.text("portal").to_owned(),
        job_id: query.id("job_id")?,
        resume_id: query.id("resume_id")?,
        from: query.day("from")?,
        to: query.day("to")?,
    })
}

/// The fields of a body over what was there before.
fn draft(body: &Body, before: ApplicationDraft) -> Result<ApplicationDraft, Refusal> {
    let text = |name: &str, before: String| {
        if body.has(name) {
            body.text(name)
        } else {
            Ok(before)
        }
    };
    let status = body.one_of("status", &ApplicationStatus::ALL, ApplicationStatus::name)?;
    Ok(ApplicationDraft {
        company: text("company", before.company)?,
        job: text("job", before.job)?,
        portal: text("portal", before.portal)?,
        kind: text("type", before.kind)?,
        date_applied: if body.has("date_applied") {
            body.day("date_applied")?
        } else {
            before.date_applied
        },
        status: status.unwrap_or(before.status),
        status_on: body.day("status_on")?,
        notes: text("notes", before.notes)?,
        job_id: if body.has("job_id") {
            body.id("job_id")?
        } else {
            before.job_id
        },
        resume_id: if body.has("resume_id") {
            body.id("resume_id")?
        } else {
            before.resume_id
        },
    })
}

impl<S: Storage> Backend<S> {
    pub(super) async fn applications_listed(
        &self,
        ask: &Ask<'_>,
        usual: u64,
    ) -> Result<Value, Refusal> {
        let call = ListApplications {
            filter: filter(ask)?,
            window: ask.query.window(usual)?,
        };
        let listing = self.list_applications(call).await?;
        Ok(json!({"applications": rows(&listing.rows)?, "total": listing.total}))
    }

    /// From its own fields, or those of the job that it names.
    pub(super) async fn application_created(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let body = ask.body()?;
        let mut start = ApplicationDraft::default();
        if let Some(job_id) = body.id("job_id")? {
            let (head, _) = self.load_job(&job_id).await?;
            if head.is_template {
                return Err(crate::backend::jobs::template("job_id").into());
            }
            start.company = head.company_name;
            start.job = head.role_name;
        } else {
            body.required("company")?;
            body.required("job")?;
        }
        let call = SaveApplication {
            id: None,
            draft: draft(&body, start)?,
            even_if_same: body.flag("allow_duplicate")?,
        };
        self.application_saved(call).await
    }

    /// Fields that are not named stay as they are.
    pub(super) async fn application_changed(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let id: ApplicationId = path_id(ask)?;
        let body = ask.body()?;
        let before = self
            .get_application(GetApplication { id: id.clone() })
            .await?;
        let before = before.application;
        let start = ApplicationDraft {
            company: before.company,
            job: before.job,
            portal: before.portal,
            kind: before.kind,
            date_applied: before.date_applied,
            status: before.status,
            status_on: None,
            notes: before.notes,
            job_id: before.job_id,
            resume_id: before.resume_id,
        };
        let call = SaveApplication {
            id: Some(id),
            draft: draft(&body, start)?,
            even_if_same: body.flag("allow_duplicate")?,
        };
        self.application_saved(call).await
    }

    async fn application_saved(&self, call: SaveApplication) -> Result<Value, Refusal> {
        match self.save_application(call).await? {
            SavedApplication::Saved(saved) => Ok(json!({
                "message": "The application was saved.",
                "application_id": saved.application.id,
                "application": row(&saved)?,
            })),
            SavedApplication::Same(same) => {
                let ids: Vec<&str> = same.iter().map(|row| row.application.id.as_str()).collect();
                let detail = format!(
                    "There is an application with this company and role already: {}. Send “allow_duplicate”: true to save it all the same.",
                    ids.join(", ")
                );
                Err(Refusal::new(409, detail))
            }
        }
    }

    pub(super) async fn applications_counted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let filter = filter(ask)?;
        let numbers = self.application_statistics(ApplicationStatistics { filter });
        value(&numbers.await?)
    }

    pub(super) async fn application_checked(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let same = self
            .check_application(CheckApplication {
                company: ask.query.required("company")?,
                job: ask.query.text("job").to_owned(),
                except: ask.query.id("except")?,
            })
            .await?;
        Ok(json!({
            "exists": !same.is_empty(),
            "count": same.len(),
            "applications": rows(&same)?,
        }))
    }

    pub(super) async fn application_opened(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let id: ApplicationId = path_id(ask)?;
        let opened = self.get_application(GetApplication { id }).await?;
        Ok(json!({"application": row(&opened)?}))
    }

    pub(super) async fn application_deleted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let id: ApplicationId = path_id(ask)?;
        let deletion = self.delete_application(DeleteApplication { id }).await?;
        deleted("The application", &deletion)
    }
}
