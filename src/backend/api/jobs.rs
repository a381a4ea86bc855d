//! Calls about jobs, and about everything at once.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::{Ask, deleted, value, with};
use crate::backend::Backend;
use crate::backend::words::fold;
use crate::messages::{
    AnalysisFilter, DeleteJob, Failure, FailureKind, GetJob, GetStats, JobRow, ListAnalyses,
    ListJobs, SaveJob, Saved, SelectJob, Window,
};
use crate::records::JobId;
use crate::storage::Storage;

/// How many of the newest analyses the overview names.
const RECENT: u64 = 5;

/// The id of a path, which no record has where it has no id's shape.
pub fn path_id<T: TryFrom<String>>(ask: &Ask<'_>) -> Result<T, Refusal>
where
    T::Error: std::fmt::Display,
{
    T::try_from(ask.id.clone()).map_err(|error| Refusal::new(404, error.to_string()))
}

impl<S: Storage> Backend<S> {
    /// Saves a job and makes it the current one, as the older system did. The same job sent again is not saved twice.
    pub(super) async fn create_job(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let body = ask.body()?;
        let call = SaveJob {
            job_id: None,
            job_description: body.required("job_description")?,
            company_name: body.required("company_name")?,
            role_name: body.required("role_name")?,
            is_template: false,
            even_if_same: false,
            is_sample: false,
        };
        let length = call.job_description.chars().count();
        let (row, message) = match self.save_current_job(call.clone()).await? {
            Saved::Saved(row) => (row, "The job description was saved."),
            Saved::SameText(row) if is_same(&row, &call) => {
                self.select_job(SelectJob {
                    job_id: Some(row.job_id.clone()),
                })
                .await?;
                (row, "This job description was here already.")
            }
            Saved::SameText(_) => {
                let anew = SaveJob {
                    even_if_same: true,
                    ..call
                };
                match self.save_current_job(anew).await? {
                    Saved::Saved(row) | Saved::SameText(row) => {
                        (row, "The job description was saved.")
                    }
                }
            }
        };
        Ok(json!({
            "message": message,
            "job_id": row.job_id,
            "length": length,
            "company_name": row.company_name,
            "role_name": row.role_name,
        }))
    }

    pub(super) async fn jobs_listed(&self, ask: &Ask<'_>, query: String) -> Result<Value, Refusal> {
        let listing = self
            .list_jobs(ListJobs {
                query,
                templates: ask.query.flag("templates")?,
                window: ask.query.window(100)?,
            })
            .await?;
        Ok(json!({"jobs": value(&listing.rows)?, "total": listing.total}))
    }

    pub(super) async fn job_opened(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let job_id: JobId = path_id(ask)?;
        let view = self.get_job(GetJob { job_id }).await?;
        let more = json!({
            "analysis_count": view.analysis_count,
            "requirements": value(&view.requirements)?,
        });
        Ok(json!({"job": with(value(&view.job)?, more)}))
    }

    pub(super) async fn job_deleted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let job_id: JobId = path_id(ask)?;
        deleted("The job", &self.delete_job(DeleteJob { job_id }).await?)
    }

    pub(super) async fn job_selected(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let job_id: JobId = path_id(ask)?;
        self.select_job(SelectJob {
            job_id: Some(job_id.clone()),
        })
        .await?;
        let job = self.current().await?.ok_or_else(no_current_job)?;
        Ok(
            json!({"message": "This is the current job now.", "job_id": job_id, "job": value(&job)?}),
        )
    }

    /// The current job's row.
    pub(super) async fn current(&self) -> Result<Option<JobRow>, Failure> {
        self.current_job(crate::messages::CurrentJob {}).await
    }

    pub(super) async fn storage_counted(&self) -> Result<Value, Refusal> {
        let stats = self.get_stats(GetStats {}).await?;
        let recent = self
            .list_analyses(ListAnalyses {
                filter: AnalysisFilter::default(),
                window: Window {
                    offset: 0,
                    limit: RECENT,
                },
            })
            .await?;
        let current = self.current().await?;
        Ok(json!({
            "jobs": stats.jobs,
            "resumes": stats.resumes,
            "analyses": {"total": stats.analyses, "recent": super::analyses::rows(&recent.rows)?},
            "feedback": stats.feedback,
            "current_job_id": current.map(|job| job.job_id),
        }))
    }
}

/// A job is to be scored against, and none was chosen.
pub fn no_current_job() -> Failure {
    Failure::new(
        FailureKind::Conflict,
        "There is no current job. Send a job description first, or choose a job: POST /api/jobs/{job_id}/select.",
    )
}

fn is_same(row: &JobRow, call: &SaveJob) -> bool {
    let same = |a: &str, b: &str| fold(a.trim()) == fold(b.trim());
    same(&row.company_name, &call.company_name) && same(&row.role_name, &call.role_name)
}
