//! The desk: the current job, its résumés ranked, files that could not be scored, three ways in on the first visit.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ranking::Ranking;
use crate::app::browser;
use crate::app::components::{
    DropZone, ask, choose_files, choose_folder, copyable, counted, day, job_title, load,
    requirement_chips,
};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::sample;
use crate::app::session::{Session, session};
use crate::messages::{GetJob, RemoveSample};
use crate::records::JobId;

/// Which desk it is.
#[derive(Clone, PartialEq)]
enum Kind {
    /// Nothing is kept yet.
    First,
    NoJob,
    Job(JobId),
}

/// The desk.
#[component]
pub fn Desk() -> impl IntoView {
    let session = session();
    let kind = Memo::new(move |_| {
        let current = session
            .current_job
            .with(|job| job.as_ref().map(|job| job.job_id.clone()));
        match current {
            Some(job_id) => Kind::Job(job_id),
            None if session
                .stats
                .with(|s| s.jobs + s.templates + s.resumes == 0) =>
            {
                Kind::First
            }
            None => Kind::NoJob,
        }
    });
    move || match kind.get() {
        Kind::First => first_visit(session),
        Kind::NoJob => no_job(),
        Kind::Job(job_id) => view! { <JobDesk job_id/> }.into_any(),
    }
}

/// An empty desk with three ways in.
fn first_visit(session: Session) -> AnyView {
    view! {
        <h1>"An empty desk"</h1>
        <p class="quiet lead">
            "Shortlist compares résumés with a job, shows the reason for every point, and learns what you correct. Everything stays in this browser."
        </p>
        <div class="ways">
            <section class="card">
                <h2>"Write a job"</h2>
                <p>"Paste a job description. Its requirements are read out of it, line by line."</p>
                <a class="button main" href=Route::NewJob { from: None }.href()>
                    "New job"
                </a>
            </section>
            <section class="card">
                <h2>"Drop a résumé"</h2>
                <p>
                    "Drop files or a whole folder anywhere on this page. They are kept now and scored once there is a job."
                </p>
                <div class="actions">
                    <button type="button" on:click=press(move |_| choose_files())>
                        "Choose files"
                    </button>
                    <button type="button" on:click=press(move |_| choose_folder())>
                        "Choose a folder"
                    </button>
                </div>
            </section>
            <section class="card">
                <h2>"Try it with a sample"</h2>
                <p>"One invented job and six invented résumés. One click removes them again."</p>
                <TrySample session/>
            </section>
        </div>
        <p class="quiet">
            "Résumés can be PDF, DOCX, ODT, RTF, HTML, Markdown or plain text. They are read on this device and never leave it."
        </p>
    }
    .into_any()
}

#[component]
fn TrySample(session: Session) -> impl IntoView {
    let busy = RwSignal::new(false);
    let on_click = move |_| {
        busy.set(true);
        spawn_local(async move {
            if let Err(failure) = sample::add(session).await {
                session.tell_failure(&failure);
            }
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" disabled=busy on:click=press(on_click)>
            "Try it with a sample"
        </button>
    }
}

/// Jobs or résumés are there, and no job is current.
fn no_job() -> AnyView {
    let session = session();
    let resumes = move || session.stats.with(|stats| stats.resumes);
    view! {
        <div class="view-head">
            <div>
                <h1>"No current job"</h1>
                <p>
                    "Choose one in the top bar, or "
                    <a href=Route::NewJob { from: None }.href()>"write a new one"</a>
                    ". Résumés are scored against the current job."
                </p>
            </div>
            <RemoveSampleButton/>
        </div>
        <DropZone/>
        <p>
            "Files that you add now are kept and read, but not scored. Once a job is current, open them under "
            <a href="#/resumes">"Résumés"</a> " and analyse them; no file has to be added twice. "
            {move || {
                (resumes() > 0)
                    .then(|| format!("{} kept so far.", counted(resumes(), "résumé is", "résumés are")))
            }}
        </p>
    }
    .into_any()
}

/// The desk of the current job.
#[component]
fn JobDesk(job_id: JobId) -> impl IntoView {
    let session = session();
    let asked = job_id.clone();
    let job = load(move || {
        Some(GetJob {
            job_id: asked.clone(),
        })
    });
    let role = Memo::new(move |_| {
        session.current_job.with(|job| match job {
            Some(job) if !job.role_name.trim().is_empty() => job.role_name.clone(),
            Some(job) => job_title(job),
            None => String::new(),
        })
    });
    Effect::new(move || browser::title(&role.get()));
    let facts = move || {
        session.current_job.get().map(|job| {
        let company = job.company_name.trim().to_owned();
        view! {
            <small class="under">
                {(!company.is_empty()).then(|| format!("{company} · "))} "job "
                {copyable(job.job_id.as_str(), "job id")} " · saved " {day(&job.created_at)} " · "
                {counted(job.analysis_count, "analysis", "analyses")}
            </small>
        }
    })
    };
    let chips = move || {
        job.with(|job| match job {
            Some(Ok(job)) if job.requirements.is_empty() => view! {
                <p class="half">
                    "No requirement could be read out of this job’s text, so there is nothing to score against. Edit the job and list what it asks for, one a line."
                </p>
            }
            .into_any(),
            Some(Ok(job)) => requirement_chips(&job.requirements),
            _ => ().into_any(),
        })
    };
    let edit = Route::EditJob(job_id.clone()).href();
    view! {
        <div class="view-head">
            <div>
                <h1>{role}</h1>
                {facts}
                {chips}
            </div>
            <div class="actions">
                <RemoveSampleButton/>
                <a class="button" href=edit>
                    "Edit job"
                </a>
                <button type="button" class="main" aria-keyshortcuts="u" on:click=press(move |_| choose_files())>
                    "Add résumés"
                </button>
            </div>
        </div>
        <DropZone/>
        <Ranking job_id/>
    }
}

/// One click that takes the sample away again, as long as it is there.
#[component]
fn RemoveSampleButton() -> impl IntoView {
    let session = session();
    let remove = move || {
        spawn_local(async move {
            if session.write(RemoveSample {}).await.is_ok() {
                session.import.clear();
                session.tell("The sample is removed. What is your own is still here.");
            }
        });
    };
    // Feedback on the sample is a person's own work: it does not go unasked.
    let on_click = move |_| {
        if session.stats.with_untracked(|stats| stats.feedback == 0) {
            remove();
        } else {
            ask(
                "Remove the sample?",
                "The sample job and résumés go, with their analyses and the feedback that was given on them.",
                "Remove it",
                remove,
            );
        }
    };
    move || {
        session.stats.with(|stats| stats.has_sample).then(|| {
            view! {
                <button type="button" on:click=press(on_click)>
                    "Remove the sample"
                </button>
            }
        })
    }
}
