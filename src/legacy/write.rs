//! The way out: the same layout as a zip. Rows have the older system's fields first, for scripts that know it; what it did not
//! have stands beside them, so that what is written out comes in again as it was.

use std::io::{Cursor, Write};

use serde::Serialize;
use serde_json::{Map, Value, json};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::analyses::Whole;
use crate::records::{
    AnalysisId, AnalysisResult, Facts, Feedback, Job, JobId, Resume, ResumeId, Statement, Time,
};

/// An analysis on its way out.
pub struct AnalysisOut {
    pub analysis_id: AnalysisId,
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub created_at: Time,
    pub engine_version: u32,
    pub feedback_count: u64,
    pub result: AnalysisResult,
    pub facts: Facts,
    /// The text that was scored, where it is not the job's text of today.
    pub job_description: Option<String>,
    pub inputs: String,
}

/// Writes the folder as a zip in memory, one record after the other.
pub struct Writer {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    jobs: Lines,
    jobs_index: Map<String, Value>,
    resumes_index: Map<String, Value>,
    analyses: Lines,
    analyses_index: Map<String, Value>,
    feedback: Lines,
}

#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn add(&mut self, record: &impl Serialize) -> ZipResult<()> {
        serde_json::to_writer(&mut self.0, record).map_err(std::io::Error::from)?;
        self.0.push(b'\n');
        Ok(())
    }
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            jobs: Lines::default(),
            jobs_index: Map::new(),
            resumes_index: Map::new(),
            analyses: Lines::default(),
            analyses_index: Map::new(),
            feedback: Lines::default(),
        }
    }
}

impl Writer {
    /// Adds a job.
    ///
    /// # Errors
    /// What the writer reports; writing to memory does not fail, as below.
    pub fn job(&mut self, job: &Job, analysis_count: u64) -> ZipResult<()> {
        let mut row = json!({
            "job_id": job.job_id,
            "company_name": job.company_name,
            "role_name": job.role_name,
            "job_description": job.job_description,
            "created_at": job.created_at,
            "updated_at": job.updated_at,
            "metadata": job.metadata,
            "analysis_count": analysis_count,
        });
        if let Some(row) = row.as_object_mut() {
            if job.is_template {
                row.insert("is_template".into(), true.into());
            }
            if !job.corrections.is_empty() {
                let corrections =
                    serde_json::to_value(&job.corrections).map_err(std::io::Error::from)?;
                row.insert("corrections".into(), corrections);
            }
        }
        self.jobs.add(&row)?;
        let head = json!({
            "company_name": job.company_name,
            "role_name": job.role_name,
            "created_at": job.created_at,
            "analysis_count": analysis_count,
        });
        self.jobs_index.insert(job.job_id.to_string(), head);
        Ok(())
    }

    /// Adds a résumé with its file, where there is one, and its text.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn resume(&mut self, resume: &Resume, file: Option<&[u8]>, text: &str) -> ZipResult<()> {
        let id = &resume.resume_id;
        let pdf_path = format!("data/resumes/pdfs/{id}.{}", ending(&resume.media_type));
        let text_path = format!("data/resumes/texts/{id}.txt");
        if let Some(file) = file {
            self.file(&pdf_path, file)?;
        }
        if !text.is_empty() {
            self.file(&text_path, text.as_bytes())?;
        }
        let row = json!({
            "resume_id": id,
            "candidate_name": resume.candidate_name.as_deref().unwrap_or_default(),
            "original_filename": resume.original_filename,
            "pdf_path": pdf_path,
            "text_path": text_path,
            "uploaded_at": resume.uploaded_at,
            "file_size": resume.file_size,
            "text_length": resume.text_length,
        });
        self.resumes_index.insert(id.to_string(), row);
        Ok(())
    }

    /// Adds an analysis.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn analysis(&mut self, out: AnalysisOut) -> ZipResult<()> {
        let AnalysisOut {
            analysis_id,
            job_id,
            resume_id,
            created_at,
            feedback_count,
            result,
            ..
        } = &out;
        let texts = |statements: &[Statement]| -> Vec<String> {
            statements
                .iter()
                .map(|statement| statement.text.clone())
                .collect()
        };
        let name = result.candidate_name.as_deref().unwrap_or_default();
        let head = json!({
            "job_id": job_id,
            "resume_id": resume_id,
            "candidate_name": name,
            "created_at": created_at,
            "overall_score": result.overall_score,
            "feedback_count": feedback_count,
        });
        self.analyses_index.insert(analysis_id.to_string(), head);
        let mut row = json!({
            "analysis_id": analysis_id,
            "job_id": job_id,
            "resume_id": resume_id,
            "candidate_name": name,
            "created_at": created_at,
            "overall_score": result.overall_score,
            "hiring_recommendation": result.hiring_recommendation,
            "feedback_count": feedback_count,
            "analysis_result": {
                "candidate_name": name,
                "filename": result.filename,
                "overall_score": result.overall_score,
                "skill_match_score": result.skill_match_score,
                "experience_match_score": result.experience_match_score,
                "education_match_score": result.education_match_score,
                "matched_skills": result.matched_skills,
                "missing_critical_skills": result.missing_critical_skills,
                "strengths": texts(&result.strengths),
                "weaknesses": texts(&result.weaknesses),
                "executive_summary": texts(&result.executive_summary).join(" "),
                "hiring_recommendation": result.hiring_recommendation,
                "timestamp": created_at,
                "company_name": result.company_name,
                "role_name": result.role_name,
            },
        });
        let whole = Whole {
            engine_version: out.engine_version,
            result: out.result,
            facts: out.facts,
            job_description: out.job_description,
            inputs: out.inputs,
        };
        let whole = serde_json::to_value(whole).map_err(std::io::Error::from)?;
        if let Some(row) = row.as_object_mut() {
            row.insert("shortlist".into(), whole);
        }
        self.analyses.add(&row)
    }

    /// Adds a feedback: our record has the older system's fields by their names.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn feedback(&mut self, feedback: &Feedback) -> ZipResult<()> {
        self.feedback.add(feedback)
    }

    /// Adds the workbook of applications, by the name that the older system gave it.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn workbook(&mut self, bytes: &[u8]) -> ZipResult<()> {
        self.file("data/jobs_applied/job_applicaiton.xlsx", bytes)
    }

    /// The zip.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn finish(mut self) -> ZipResult<Vec<u8>> {
        let rows = [
            ("data/jobs/jobs.jsonl", std::mem::take(&mut self.jobs)),
            (
                "data/analyses/analyses.jsonl",
                std::mem::take(&mut self.analyses),
            ),
            (
                "feedback_db/interactions.jsonl",
                std::mem::take(&mut self.feedback),
            ),
        ];
        for (path, rows) in rows {
            self.file(path, &rows.0)?;
        }
        let indexes = [
            (
                "data/jobs/jobs_index.json",
                std::mem::take(&mut self.jobs_index),
            ),
            (
                "data/resumes/resumes_index.json",
                std::mem::take(&mut self.resumes_index),
            ),
            (
                "data/analyses/analyses_index.json",
                std::mem::take(&mut self.analyses_index),
            ),
        ];
        for (path, index) in indexes {
            let text = serde_json::to_vec_pretty(&index).map_err(std::io::Error::from)?;
            self.file(path, &text)?;
        }
        Ok(self.zip.finish()?.into_inner())
    }

    /// The same records give the same bytes: no time of day is written.
    fn file(&mut self, path: &str, bytes: &[u8]) -> ZipResult<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(bytes.len() >= u32::MAX as usize);
        self.zip.start_file(path, options)?;
        self.zip.write_all(bytes)?;
        Ok(())
    }
}

/// A file's ending by its media type; the older system named every file `.pdf`.
fn ending(media_type: &str) -> &'static str {
    match media_type {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/msword" => "doc",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/rtf" => "rtf",
        "text/html" => "html",
        "text/markdown" => "md",
        "text/plain" => "txt",
        "application/json" => "json",
        _ => "pdf",
    }
}
