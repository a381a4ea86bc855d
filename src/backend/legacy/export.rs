//! Everything in the older system's layout, as a zip.

use std::collections::BTreeMap;

use super::super::Backend;
use super::super::rows::{AnalysisDetail, AnalysisHead, JobHead, file_key};
use super::Buffers;
use super::arrange::STAND_IN;
use crate::legacy::{AnalysisOut, Writer};
use crate::messages::{ExportLegacy, Failure, FailureKind, LegacyExported};
use crate::records::{AnalysisId, Document, Feedback, Resume, ResumeState};
use crate::storage::{Query, Storage, Value, stores};

impl<S: Storage> Backend<S> {
    pub(in super::super) async fn export_legacy(
        &self,
        _: ExportLegacy,
        buffers: Buffers,
    ) -> Result<(LegacyExported, Buffers), Failure> {
        let mut writer = Writer::default();
        let mut done = LegacyExported::default();
        let (mut jobs, mut resumes, mut analyses, mut feedback) = (
            Vec::<JobHead>::new(),
            Vec::<Resume>::new(),
            Vec::<AnalysisHead>::new(),
            Vec::<Feedback>::new(),
        );
        self.each_batch(stores::JOBS, |rows| jobs.extend(self.parse_all(rows)))
            .await?;
        self.each_batch(stores::RESUMES, |rows| resumes.extend(self.parse_all(rows)))
            .await?;
        self.each_batch(stores::ANALYSES, |rows| {
            analyses.extend(self.parse_all(rows))
        })
        .await?;
        self.each_batch(stores::FEEDBACK, |rows| {
            feedback.extend(self.parse_all(rows))
        })
        .await?;
        // Oldest first, as the older system appended them.
        jobs.sort_by(|a, b| (&a.created_at, &a.job_id).cmp(&(&b.created_at, &b.job_id)));
        analyses
            .sort_by(|a, b| (&a.created_at, &a.analysis_id).cmp(&(&b.created_at, &b.analysis_id)));
        feedback.sort_by(|a, b| (&a.timestamp, &a.id).cmp(&(&b.timestamp, &b.id)));

        let texts: BTreeMap<String, String> = jobs
            .iter()
            .map(|head| (head.job_id.to_string(), head.text_key.clone()))
            .collect();
        for head in jobs {
            // What stands in for a job that was nowhere is made again from its analyses.
            if head.metadata.contains_key(STAND_IN) {
                continue;
            }
            let text = self.text_at(&head.text_key).await?;
            let count = analyses.iter().filter(|a| a.job_id == head.job_id).count() as u64;
            writer
                .job(&head.with_text(text), count)
                .map_err(unwritten)?;
            done.jobs += 1;
        }
        for resume in resumes {
            if resume.lacks_file() && resume.state != ResumeState::Read {
                continue;
            }
            let id = resume.resume_id.as_str();
            let found = self
                .storage
                .read(&[
                    Query::get(
                        stores::RESUME_FILES,
                        &file_key(&resume.resume_id, resume.file_size),
                    ),
                    Query::get(stores::RESUME_TEXTS, id),
                ])
                .await?;
            let rows: Vec<_> = found.into_iter().map(|found| found.rows).collect();
            let [file, text] = rows.as_slice() else {
                continue;
            };
            let file = file.first().and_then(|row| match &row.value {
                Value::Bytes(bytes) => Some(bytes.as_slice()),
                Value::Text(_) => None,
            });
            let text = text.first().and_then(|row| self.parse::<Document>(row));
            let text = text.map(|document| document.text()).unwrap_or_default();
            writer.resume(&resume, file, &text).map_err(unwritten)?;
            done.resumes += 1;
        }
        let mut counts: BTreeMap<AnalysisId, u64> = BTreeMap::new();
        for one in &feedback {
            if let Some(id) = &one.analysis_id {
                *counts.entry(id.clone()).or_default() += 1;
            }
        }
        for head in analyses {
            let detail = Query::get(stores::ANALYSIS_DETAILS, head.analysis_id.as_str());
            let rows = self.storage.ask(detail).await?.rows;
            let Some(detail) = rows
                .first()
                .and_then(|row| self.parse::<AnalysisDetail>(row))
            else {
                continue;
            };
            let is_todays = texts.get(head.job_id.as_str()) == Some(&head.text_key);
            let job_description = if is_todays {
                None
            } else {
                Some(self.text_at(&head.text_key).await?)
            };
            let out = AnalysisOut {
                feedback_count: counts.get(&head.analysis_id).copied().unwrap_or(0),
                analysis_id: head.analysis_id,
                job_id: head.job_id,
                resume_id: head.resume_id,
                created_at: head.created_at,
                engine_version: head.engine_version,
                result: detail.analysis_result,
                facts: detail.facts,
                job_description,
                inputs: head.inputs,
            };
            writer.analysis(out).map_err(unwritten)?;
            done.analyses += 1;
        }
        for one in &feedback {
            writer.feedback(one).map_err(unwritten)?;
            done.feedback += 1;
        }
        if let Some(workbook) = buffers.first() {
            writer.workbook(workbook).map_err(unwritten)?;
        }
        Ok((done, vec![writer.finish().map_err(unwritten)?]))
    }

    async fn text_at(&self, key: &str) -> Result<String, Failure> {
        let text = self.storage.get(stores::JOB_TEXTS, key).await?;
        Ok(text
            .as_ref()
            .and_then(|value| value.text())
            .unwrap_or_default()
            .to_owned())
    }
}

fn unwritten(error: zip::result::ZipError) -> Failure {
    Failure::new(
        FailureKind::Internal,
        format!("The zip could not be written: {error}. Nothing was changed; try again."),
    )
}
