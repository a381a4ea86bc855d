//! Everything in the older system's layout, as a zip.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::components::deletion_words;
use crate::app::press::press;
use crate::app::session::Session;
use crate::app::sheets::write_sheet;
use crate::messages::{
    ApplicationFilter, Deletion, ExportApplications, ExportLegacy, Failure, LegacyExported,
    SheetFormat,
};

/// The button, and what was written.
pub fn out_section(session: Session) -> AnyView {
    let busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let on_click = move |_| {
        busy.set(true);
        said.set("Writing…".into());
        spawn_local(async move {
            let answer = write(session).await;
            busy.try_set(false);
            match answer {
                Ok((name, words)) => {
                    said.try_set(format!("“{name}” is with your downloads: {words}."));
                }
                Err(failure) => {
                    said.try_set(String::new());
                    session.tell_failure(&failure);
                }
            }
        });
    };
    view! {
        <p>
            "A zip with the same folders and files as the older system’s: jobs, résumés with their files and texts, analyses, feedback, and a workbook of applications. It is for programs that know that layout; to keep everything safe, make a backup."
        </p>
        <div class="actions">
            <button type="button" disabled=busy on:click=press(on_click)>
                "Write everything in the older system’s layout"
            </button>
            <span class="quiet" role="status">{said}</span>
        </div>
    }
    .into_any()
}

async fn write(session: Session) -> Result<(String, String), Failure> {
    let filter = ApplicationFilter::default();
    let client = session.client;
    let (applications, rows) = client
        .call_with(ExportApplications { filter }, Vec::new())
        .await?;
    let mut workbook = Vec::new();
    if let (1.., Some(rows)) = (applications, rows.into_iter().next()) {
        workbook.push(write_sheet(SheetFormat::Xlsx, rows).await?);
    }
    let (done, files) = client.call_long(ExportLegacy {}, workbook, None).await?;
    let now = browser::now();
    let day = now.as_str().get(..10).unwrap_or_default();
    let name = format!("shortlist-older-layout-{day}.zip");
    if let Some(file) = files.first() {
        browser::download(file, "application/zip", &name);
    }
    Ok((name, words(done, applications)))
}

fn words(done: LegacyExported, applications: u64) -> String {
    deletion_words(&Deletion {
        jobs: done.jobs,
        resumes: done.resumes,
        analyses: done.analyses,
        feedback: done.feedback,
        applications,
        unlinked: 0,
    })
}
