//! What the ways of showing applications share: words for a status, and changing it.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::session::session;
use crate::messages::{ApplicationDraft, DeleteApplication, Deletion, SaveApplication};
use crate::records::{Application, ApplicationStatus, Day, Time};

use super::super::deletion::asked;

/// A status as people say it.
pub fn status_word(status: ApplicationStatus) -> &'static str {
    match status {
        ApplicationStatus::Saved => "Saved",
        ApplicationStatus::Applied => "Applied",
        ApplicationStatus::Interviewing => "Interviewing",
        ApplicationStatus::Offer => "Offer",
        ApplicationStatus::Rejected => "Rejected",
        ApplicationStatus::Withdrawn => "Withdrawn",
    }
}

/// Role and company in one line.
pub fn application_title(application: &Application) -> String {
    format!("{} · {}", application.job, application.company)
}

/// A day in the reader's own language.
pub fn day_words(day: &Day) -> AnyView {
    let text = day_text(day);
    view! { <time datetime=day.to_string()>{text}</time> }.into_any()
}

/// [`day_words`] as plain text.
pub fn day_text(day: &Day) -> String {
    // Noon is the same day in nearly every zone.
    Time::new(format!("{day}T12:00:00.000Z"))
        .map_or_else(|_| day.to_string(), |time| browser::day(&time))
}

/// The day on which it got the status that it has.
pub fn since(application: &Application) -> Option<&Day> {
    application.changes.last().map(|change| &change.on)
}

/// An application as the form has it.
pub fn draft_of(application: &Application) -> ApplicationDraft {
    ApplicationDraft {
        company: application.company.clone(),
        job: application.job.clone(),
        portal: application.portal.clone(),
        kind: application.kind.clone(),
        date_applied: application.date_applied.clone(),
        status: application.status,
        status_on: None,
        notes: application.notes.clone(),
        job_id: application.job_id.clone(),
        resume_id: application.resume_id.clone(),
    }
}

/// How long it is waited for the list to be drawn anew: so many times so many milliseconds.
const DRAWN_WITHIN: (u32, u32) = (40, 25);

/// Gives an application another status, from today on.
pub fn change_status(application: &Application, status: ApplicationStatus) {
    if application.status == status {
        return;
    }
    let choice = choice_id(application);
    let session = session();
    let told = format!(
        "{}: {}.",
        application_title(application),
        status_word(status).to_lowercase()
    );
    let call = SaveApplication {
        id: Some(application.id.clone()),
        draft: ApplicationDraft {
            status,
            ..draft_of(application)
        },
        even_if_same: true,
    };
    spawn_local(async move {
        match session.write(call).await {
            Ok(_) => session.tell(told),
            // It was shown as a notice already; the list is drawn anew, so that the choice shows what is kept.
            Err(_) => {
                session.version.try_update(|v| *v = v.wrapping_add(1));
            }
        }
        // With the old list the focus went too. Whoever uses the keyboard goes on at the same application.
        let (times, each) = DRAWN_WITHIN;
        for _ in 0..times {
            TimeoutFuture::new(each).await;
            if browser::has_no_focus() {
                browser::focus(&choice);
                break;
            }
        }
    });
}

fn choice_id(application: &Application) -> String {
    format!("status-{}", application.id)
}

/// A choice of the status that changes it at once.
pub fn status_choice(application: &Application) -> AnyView {
    let label = format!("Status of {}", application_title(application));
    let options = ApplicationStatus::ALL.map(|status| {
        let is_on = application.status == status;
        view! { <option value=status.name() selected=is_on>{status_word(status)}</option> }
    });
    let of = application.clone();
    view! {
        <select
            id=choice_id(application)
            class=format!("status {}", application.status.name())
            aria-label=label
            on:change=move |event| {
                if let Some(status) = ApplicationStatus::named(&event_target_value(&event)) {
                    change_status(&of, status);
                }
            }
        >
            {options}
        </select>
    }
    .into_any()
}

/// Asks, and deletes.
pub fn remove(application: &Application) {
    let goes = Deletion {
        applications: 1,
        ..Default::default()
    };
    let id = application.id.clone();
    asked(
        &format!("the application “{}”", application_title(application)),
        &goes,
        DeleteApplication { id },
        None,
    );
}
