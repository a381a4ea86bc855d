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

/// The sample's manifest, whose address stands in the page's shell: the job and the résumés.
#[derive(Deserialize)]
struct Manifest {
    job: SampleFile,
    resumes: Vec<SampleFile>,
}

/// A file of the sample: where it is fetched, and what it is called.
#[derive(Deserialize)]
struct SampleFile {
    path: String,
    name: String,
}

/// The sample's job.
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
    let manifest: Manifest = json(&browser::meta("shortlist:sample")).await?;
    let job: SampleJob = json(&manifest.job.path).await?;
    let mut files = Vec::new();
    for SampleFile { path, name } in manifest.resumes {
        let bytes = fetch(&path).await?.array_buffer();
        let bytes = JsFuture::from(bytes.map_err(|_| missing(&path))?).await;
        let bytes: ArrayBuffer = bytes.map_err(|_| missing(&path))?.unchecked_into();
        let file = File::new_with_buffer_source_sequence(&Array::of1(&bytes), &name);
        files.push(file.map_err(|_| missing(&path))?);
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
        corrections: Default::default(),
    };
    session.import.add(&session, files, Some(job), true);
    Ok(())
}

async fn json<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    let text = fetch(path).await?.text();
    let text = JsFuture::from(text.map_err(|_| missing(path))?).await;
    let text = text.ok().and_then(|text| text.as_string());
    serde_json::from_str(&text.unwrap_or_default()).map_err(|_| missing(path))
}

async fn fetch(path: &str) -> Result<Response, Failure> {
    let response = JsFuture::from(browser::window().fetch_with_str(path)).await;
    let response: Response = response.map_err(|_| missing(path))?.unchecked_into();
    if response.ok() {
        Ok(response)
    } else {
        Err(missing(path))
    }
}

fn missing(path: &str) -> Failure {
    Failure::new(
        FailureKind::Internal,
        format!(
            "The sample’s file “{path}” could not be fetched. Reload the page while the network is there, then try again."
        ),
    )
}
