//! A file that arrives in a form.

use super::multipart;
use super::refusal::Refusal;
use super::{Ask, fields};
use crate::backend::jobs::job_text;
use crate::backend::{Backend, intake};
use crate::messages::{JobText, Read, StoreResume, Stored};
use crate::records::JobId;
use crate::storage::Storage;

/// A form's file and the job that it names.
pub struct Upload<'a> {
    pub name: String,
    pub bytes: &'a [u8],
    pub job_id: Option<JobId>,
}

impl<'a> Upload<'a> {
    pub fn of(ask: &Ask<'a>) -> Result<Self, Refusal> {
        let request = ask.request;
        let parts = multipart::parse(&request.content_type, &request.body)
            .map_err(|error| Refusal::field("file", error.to_string()))?;
        let of = |name: &str| parts.iter().find(|part| part.name == name);
        let file = of("file").ok_or_else(|| {
            Refusal::field(
                "file",
                "The form has no field of this name with the résumé in it.",
            )
        })?;
        let job_id = of("job_id").map(|part| String::from_utf8_lossy(part.bytes));
        Ok(Self {
            name: file.filename.clone().unwrap_or_default(),
            bytes: file.bytes,
            job_id: fields::id("job_id", job_id.unwrap_or_default().trim())?,
        })
    }
}

impl<S: Storage> Backend<S> {
    /// What scoring needs of the job that is named, or else of the current one.
    pub(super) async fn job_for(&self, named: Option<JobId>) -> Result<JobText, Refusal> {
        let job_id = match named {
            Some(job_id) => job_id,
            None => {
                let current = self.current().await?;
                current.ok_or_else(super::jobs::no_current_job)?.job_id
            }
        };
        let (head, text) = self.load_job(&job_id).await?;
        if head.is_template {
            return Err(crate::backend::jobs::template("job_id").into());
        }
        Ok(job_text(&head, text))
    }

    /// Reads the file here, as a reader would, and keeps it.
    pub(super) async fn take_in(
        &self,
        upload: &Upload<'_>,
        job: Option<JobText>,
    ) -> Result<Stored, Refusal> {
        let model = self.meaning.model().await?;
        let call = Read {
            name: upload.name.clone(),
            added_at: self.clock.now(),
            job,
        };
        let (_, reading) = intake::read(upload.bytes, &call, &self.ready_jobs, &model)?;
        let call = StoreResume {
            name: upload.name.clone(),
            is_sample: false,
        };
        let buffers = vec![upload.bytes.to_vec(), reading];
        Ok(self.store_resume(call, buffers).await?.0)
    }
}
