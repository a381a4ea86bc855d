//! The original file: a PDF in the browser's own viewer, everything else as a download.

use js_sys::ArrayBuffer;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{bytes, failed, loading};
use crate::app::browser;
use crate::app::press::press;
use crate::app::session::session;
use crate::messages::{Failure, ResumeFile};
use crate::records::{Format, Resume, ResumeId};

/// The file as it was added. It is fetched when `wanted` becomes true, and let go with the view.
#[component]
pub fn Original(resume: Resume, #[prop(into)] wanted: Signal<bool>) -> impl IntoView {
    let is_pdf = resume.media_type == Format::Pdf.media_type();
    let name = resume.original_filename.clone();
    let viewer = is_pdf.then(|| viewer(resume.resume_id.clone(), name.clone(), wanted));
    let facts = format!(
        "{name} · {} · {}",
        resume.media_type,
        bytes(resume.file_size as f64)
    );
    view! {
        <div class="original">
            <p>
                <button type="button" on:click=press(move |_| download(resume.clone()))>
                    "Download the original"
                </button>
                " "
                <small>{facts}</small>
            </p>
            {viewer}
        </div>
    }
}

fn viewer(id: ResumeId, name: String, wanted: Signal<bool>) -> AnyView {
    let session = session();
    let address = RwSignal::new(None::<Result<String, Failure>>);
    let asked = StoredValue::new(false);
    Effect::new(move || {
        if !wanted.get() || asked.get_value() {
            return;
        }
        asked.set_value(true);
        let resume_id = id.clone();
        spawn_local(async move {
            let answer = fetch(session, resume_id).await;
            let url = answer.map(|file| {
                browser::object_url(&file, Format::Pdf.media_type()).unwrap_or_default()
            });
            // Where the view is gone meanwhile, nobody will let this address go later.
            if let Some(Some(Ok(url))) = address.try_set(Some(url)) {
                browser::release(&url);
            }
        });
    });
    on_cleanup(move || {
        if let Some(Some(Ok(url))) = address.try_get_untracked() {
            browser::release(&url);
        }
    });
    let draw = move || match address.get() {
        None => loading(),
        Some(Err(failure)) => failed(&failure),
        Some(Ok(url)) => {
            view! { <iframe src=url title=format!("{name}, the original file")></iframe> }
                .into_any()
        }
    };
    view! { {draw} }.into_any()
}

fn download(resume: Resume) {
    let session = session();
    spawn_local(async move {
        match fetch(session, resume.resume_id).await {
            Ok(file) => browser::download(&file, &resume.media_type, &resume.original_filename),
            Err(failure) => session.tell_failure(&failure),
        }
    });
}

async fn fetch(
    session: crate::app::session::Session,
    resume_id: ResumeId,
) -> Result<ArrayBuffer, Failure> {
    let (row, buffers) = session
        .client
        .call_with(ResumeFile { resume_id }, Vec::new())
        .await?;
    buffers.into_iter().next().ok_or_else(|| {
        Failure::new(
            crate::messages::FailureKind::Internal,
            format!(
                "The original of “{}” did not come with the answer. Reload the page and try again.",
                row.resume.original_filename
            ),
        )
    })
}
