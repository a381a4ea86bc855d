//! Calls about résumés.

use serde_json::{Value, json};

use super::jobs::path_id;
use super::refusal::Refusal;
use super::upload::Upload;
use super::{Ask, Response, deleted, value, with};
use crate::backend::Backend;
use crate::messages::{
    Analyse, DeleteResume, GetAnalysis, GetResume, ListResumes, ResumeFile, ResumeRow,
};
use crate::records::{AnalysisId, Document, Resume, ResumeId};
use crate::storage::Storage;

fn row(row: &ResumeRow) -> Result<Value, Refusal> {
    let more = json!({"analysis_count": row.analysis_count});
    Ok(with(value(&row.resume)?, more))
}

impl<S: Storage> Backend<S> {
    pub(super) async fn resume_uploaded(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let upload = Upload::of(ask)?;
        let job = self.job_for(upload.job_id.clone()).await?;
        let stored = self.take_in(&upload, Some(job)).await?;
        match stored.analysis {
            Some(row) => self.analysis_told(row.analysis_id).await,
            None => Err(unscored(&stored.resume.resume)),
        }
    }

    pub(super) async fn resume_kept(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let stored = self.take_in(&Upload::of(ask)?, None).await?;
        let resume = &stored.resume.resume;
        let message = if stored.already_here {
            "This résumé was here already."
        } else {
            "The résumé was saved."
        };
        Ok(json!({
            "message": message,
            "resume_id": resume.resume_id,
            "candidate_name": resume.candidate_name,
            "filename": resume.original_filename,
            "already_here": stored.already_here,
            "state": resume.state,
            "findings": value(&resume.findings)?,
        }))
    }

    pub(super) async fn resume_analysed(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let resume_id: ResumeId = path_id(ask)?;
        let named = match ask.query.id("job_id")? {
            Some(job_id) => Some(job_id),
            None => ask.body()?.id("job_id")?,
        };
        // First whether it is there at all: that is what the path asks for.
        self.load::<Resume>(resume_id.as_str()).await?;
        let job_id = self.job_for(named).await?.job_id;
        let row = self.analyse(Analyse { job_id, resume_id }).await?;
        self.analysis_told(row.analysis_id).await
    }

    /// What a client is told of an analysis that was just made. It knows the candidate by the résumé.
    async fn analysis_told(&self, analysis_id: AnalysisId) -> Result<Value, Refusal> {
        let view = self.get_analysis(GetAnalysis { analysis_id }).await?;
        let analysis = &view.analysis;
        Ok(json!({
            "candidate_id": analysis.resume_id,
            "analysis_id": analysis.analysis_id,
            "resume_id": analysis.resume_id,
            "job_id": analysis.job_id,
            "result": super::analyses::result(analysis)?,
        }))
    }

    pub(super) async fn resumes_listed(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let listing = self
            .list_resumes(ListResumes {
                query: ask.query.text("query").to_owned(),
                window: ask.query.window(100)?,
            })
            .await?;
        let rows = listing
            .rows
            .iter()
            .map(row)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(json!({"resumes": rows, "total": listing.total}))
    }

    pub(super) async fn resume_opened(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let resume_id: ResumeId = path_id(ask)?;
        let view = self.get_resume(GetResume { resume_id }).await?;
        let more = json!({
            "analysis_count": view.analyses.len(),
            "facts": value(&view.facts)?,
            "analyses": super::analyses::rows(&view.analyses)?,
        });
        Ok(json!({"resume": with(value(&view.resume)?, more)}))
    }

    pub(super) async fn resume_text(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let resume_id: ResumeId = path_id(ask)?;
        let resume: Resume = self.load(resume_id.as_str()).await?;
        let document: Document = self.load(resume_id.as_str()).await?;
        Ok(json!({"resume_id": resume.resume_id, "text": document.text()}))
    }

    pub(super) async fn resume_sent(&self, ask: &Ask<'_>) -> Result<Response, Refusal> {
        let resume_id: ResumeId = path_id(ask)?;
        let (row, buffers) = self
            .resume_file(ResumeFile { resume_id }, Vec::new())
            .await?;
        let bytes = buffers.into_iter().next().unwrap_or_default();
        let resume = row.resume;
        Ok(Response::file(
            &resume.media_type,
            &resume.original_filename,
            bytes,
        ))
    }

    pub(super) async fn resume_deleted(&self, ask: &Ask<'_>) -> Result<Value, Refusal> {
        let resume_id: ResumeId = path_id(ask)?;
        let deletion = self.delete_resume(DeleteResume { resume_id }).await?;
        deleted("The résumé", &deletion)
    }
}

/// The file was kept, but there is no analysis to answer with.
fn unscored(resume: &Resume) -> Refusal {
    let why = resume
        .findings
        .iter()
        .max_by_key(|finding| finding.severity);
    let why = why.map_or_else(
        || "The job was deleted meanwhile.".to_owned(),
        |finding| format!("{} {}", finding.what, finding.advice),
    );
    Refusal::new(
        422,
        format!(
            "The file was kept as {}, but it could not be scored. {why}",
            resume.resume_id
        ),
    )
}
