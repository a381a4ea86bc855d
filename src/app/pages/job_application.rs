//! Applying for a job: one click keeps an application for it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::applications::status_word;
use crate::app::components::load;
use crate::app::press::press;
use crate::app::route::{ApplicationsQuery, Route};
use crate::app::session::{Session, session};
use crate::messages::{ApplicationFilter, ApplyToJob, ListApplications, SavedApplication, Window};
use crate::records::{ApplicationStatus, JobId};

/// The button, or how the application stands that is linked to the job.
pub fn apply(job_id: &JobId) -> AnyView {
    let session = session();
    let (asked, id) = (job_id.clone(), job_id.clone());
    let newest = load(move || {
        Some(ListApplications {
            filter: ApplicationFilter {
                job_id: Some(asked.clone()),
                ..Default::default()
            },
            window: Window {
                offset: 0,
                limit: 1,
            },
        })
    });
    (move || {
        newest.with(|newest| match newest {
            Some(Ok(list)) => Some(match list.rows.first() {
                Some(row) => stands(&id, row.application.status),
                None => button(session, id.clone()),
            }),
            _ => None,
        })
    })
    .into_any()
}

fn stands(job_id: &JobId, status: ApplicationStatus) -> AnyView {
    let route = Route::Applications(ApplicationsQuery {
        job: Some(job_id.clone()),
        ..Default::default()
    });
    view! {
        <a class="button" href=route.href()>"Application: " {status_word(status).to_lowercase()}</a>
    }
    .into_any()
}

fn button(session: Session, job_id: JobId) -> AnyView {
    let busy = RwSignal::new(false);
    let on_click = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let call = ApplyToJob {
            job_id: job_id.clone(),
            resume_id: None,
            status: ApplicationStatus::Applied,
            even_if_same: false,
        };
        spawn_local(async move {
            match session.write(call).await {
                Ok(SavedApplication::Saved(_)) => {
                    session.tell("Noted: applied today. Applications has it.");
                }
                Ok(SavedApplication::Same(same)) => {
                    let status = same.first().map(|row| row.application.status);
                    let status = status.map(status_word).unwrap_or_default().to_lowercase();
                    session.tell(format!(
                        "Applications has this role at this company already ({status}). Open it there to link it to this job, or add another one."
                    ));
                }
                // It was shown as a notice already.
                Err(_) => {}
            }
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" disabled=busy on:click=press(on_click)>"I applied"</button>
    }
    .into_any()
}
