//! "Try it with a sample": an invented job and invented résumés, from the page's own folder.

use js_sys::{Array, ArrayBuffer};
use leptos::prelude::Set;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, Response};

use super::browser;
use super::session::Session;
use crate::messages::{Failure, FailureKind, JobText, SaveJob, Saved, SelectJob};

/// `sample/manifest.json`: the résumés, by their names in that folder.
#[derive(Deserialize)]
struct Manifest {
    files: Vec<String>,
}

/// `sample/job.json`.
#[derive(Deserialize)]
struct SampleJob {
    company_name: String,
    role_name: String,
    job_description: String,
}

/// Saves the sample job, makes it the current one, and adds the sample résumés.
///
/// # Errors
/// A file of the sample that could not be fetched, or the calls' own.
pub async fn add(session: Session) -> Result<(), Failure> {
    let manifest: Manifest = json("manifest.json").await?;
    let job: SampleJob = json("job.json").await?;
    let mut files = Vec::new();
    for name in manifest.files {
        let bytes = JsFuture::from(
            fetch(&name)
                .await?
                .array_buffer()
                .map_err(|_| missing(&name))?,
        )
        .await
        .map_err(|_| missing(&name))?;
        let bytes: ArrayBuffer = bytes.unchecked_into();
        files.push(
            File::new_with_buffer_source_sequence(&Array::of1(&bytes), &name)
                .map_err(|_| missing(&name))?,
        );
    }
    let saved = session
        .client
        .call(SaveJob {
            job_id: None,
            company_name: job.company_name.clone(),
            role_name: job.role_name.clone(),
            job_description: job.job_description.clone(),
            is_template: false,
            even_if_same: false,
            is_sample: true,
        })
        .await?;
    let (Saved::Saved(row) | Saved::SameText(row)) = saved;
    let job_id = row.job_id.clone();
    session
        .client
        .call(SelectJob {
            job_id: Some(job_id.clone()),
        })
        .await?;
    session.current_job.try_set(Some(row));
    session.wrote().await;
    let job = JobText {
        job_id,
        company_name: job.company_name,
        role_name: job.role_name,
        job_description: job.job_description,
    };
    session.import.add(&session, files, Some(job), true);
    Ok(())
}

async fn json<T: DeserializeOwned>(name: &str) -> Result<T, Failure> {
    let text = JsFuture::from(fetch(name).await?.text().map_err(|_| missing(name))?)
        .await
        .map_err(|_| missing(name))?;
    serde_json::from_str(&text.as_string().unwrap_or_default()).map_err(|_| missing(name))
}

async fn fetch(name: &str) -> Result<Response, Failure> {
    let response = JsFuture::from(browser::window().fetch_with_str(&format!("sample/{name}")))
        .await
        .map_err(|_| missing(name))?;
    let response: Response = response.unchecked_into();
    if response.ok() {
        Ok(response)
    } else {
        Err(missing(name))
    }
}

fn missing(name: &str) -> Failure {
    Failure::new(
        FailureKind::Internal,
        format!(
            "The sample's file “{name}” could not be fetched. Reload the page while the network is there, then try again."
        ),
    )
}
