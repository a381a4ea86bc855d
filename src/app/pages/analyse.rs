//! "Analyse against the current job": for any résumé that is kept.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::browser;
use crate::app::components::{job_title, strength_word, whole};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::Analyse;
use crate::records::Resume;

/// The button, or what to do first where no job is chosen. With `goes`, the analysis is shown when it is there; without, the
/// person stays and is told the score.
pub fn analyse_button(resume: &Resume, goes: bool) -> AnyView {
    let session = session();
    let (id, name) = (resume.resume_id.clone(), resume.title().to_owned());
    let busy = RwSignal::new(false);
    let spoken = name.clone();
    let on_click = move |_| {
        let Some(job) = session.current_job.get_untracked() else {
            session.tell("Choose a current job first: in the bar at the top, or among your jobs.");
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let call = Analyse {
            job_id: job.job_id.clone(),
            resume_id: id.clone(),
        };
        let name = name.clone();
        spawn_local(async move {
            let answer = session.write(call).await;
            let is_shown = busy.try_set(false).is_none();
            let Ok(row) = answer else { return };
            if goes && is_shown {
                browser::go(&Route::Analysis(row.analysis_id).href());
            } else {
                session.tell(format!(
                    "{name}: {}, {} match for {}.",
                    whole(row.overall_score),
                    strength_word(row.strength),
                    job_title(&job)
                ));
            }
        });
    };
    let against = move || {
        session.current_job.with(|job| {
            job.as_ref().map_or_else(
                || "No job is chosen as the current one".to_owned(),
                |job| format!("Scores it against {}", job_title(job)),
            )
        })
    };
    view! {
        <button type="button" class:main=goes title=against disabled=busy on:click=press(on_click)>
            {move || if busy.get() { "Analysing…" } else if goes { "Analyse against the current job" } else { "Analyse" }}
            <span class="sr">{if goes { ": " } else { " against the current job: " }} {spoken}</span>
        </button>
    }
    .into_any()
}
