//! One analysis, every point explained: what was asked, what was found, and where.

mod head;
mod requirements;
mod statements;
mod texts;
mod whole;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::deletion::asked;
use crate::app::browser;
use crate::app::components::{
    Claim, Pointer, copyable, failed, job_title, load, loading, moment, title,
};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{Analyse, AnalysisView, DeleteAnalysis, Deletion, GetAnalysis};
use crate::records::{Analysis, AnalysisId, Feedback, ItemType};

/// What all parts of the view share. Copies are handles of the same.
#[derive(Clone, Copy)]
struct Shared {
    /// All feedback on this analysis.
    feedback: RwSignal<Vec<Feedback>>,
    /// Into the résumé's text and the job's.
    resume: Pointer,
    job: Pointer,
    /// Which requirement's evidence stands out.
    about: RwSignal<Option<usize>>,
    tab: RwSignal<&'static str>,
}

impl Shared {
    fn new() -> Self {
        let about = RwSignal::new(None);
        let tab = RwSignal::new("resume");
        Self {
            feedback: RwSignal::new(Vec::new()),
            resume: Pointer::new("resume-line", about, Some((tab, "resume"))),
            job: Pointer::new("job-line", about, Some((tab, "job"))),
            about,
            tab,
        }
    }
}

/// How far loading is. Feedback is no part of it: the view is not drawn anew with every thumb.
#[derive(Clone, PartialEq)]
enum Stage {
    Loading,
    Failed(crate::messages::Failure),
    There(Box<AnalysisView>),
}

/// One analysis, every point explained.
#[component]
pub fn AnalysisPage(analysis_id: AnalysisId) -> impl IntoView {
    let shared = Shared::new();
    let answer = load(move || {
        Some(GetAnalysis {
            analysis_id: analysis_id.clone(),
        })
    });
    Effect::new(move || {
        answer.with(|answer| {
            if let Some(Ok(view)) = answer {
                shared.feedback.set(view.feedback.clone());
            }
        });
    });
    let stage = Memo::new(move |_| {
        answer.with(|answer| match answer {
            None => Stage::Loading,
            Some(Err(failure)) => Stage::Failed(failure.clone()),
            Some(Ok(view)) => Stage::There(Box::new(AnalysisView {
                feedback: Vec::new(),
                ..view.clone()
            })),
        })
    });
    move || {
        stage.with(|stage| match stage {
            Stage::Loading => view! { <h1>"Analysis"</h1> {loading()} }.into_any(),
            Stage::Failed(failure) => view! { <h1>"Analysis"</h1> {failed(failure)} }.into_any(),
            Stage::There(view) => draw(view, shared),
        })
    }
}

fn draw(view: &AnalysisView, shared: Shared) -> AnyView {
    let result = &view.analysis.analysis_result;
    browser::title(&candidate(&view.analysis));
    view! {
        {crumbs(view, shared)}
        {outdated(view)}
        <div class="explained">
            <div class="claims">
                {head::draw(result)}
                {requirements::draw(view, shared)}
                {statements::draw(&view.analysis, shared)}
                {whole::draw(&view.analysis, shared)}
            </div>
            {texts::draw(view, shared)}
        </div>
    }
    .into_any()
}

/// The candidate's name, or the file's where the text gives none.
fn candidate(analysis: &Analysis) -> String {
    let result = &analysis.analysis_result;
    let name = result.candidate_name.clone();
    name.unwrap_or_else(|| result.filename.clone())
}

/// A claim of this analysis, for feedback.
fn claim(
    analysis: &Analysis,
    item_type: ItemType,
    item: &str,
    name: &str,
    query: String,
    response: String,
) -> Claim {
    Claim {
        analysis_id: analysis.analysis_id.clone(),
        item_type,
        item: item.to_owned(),
        name: name.to_owned(),
        query,
        response,
    }
}

/// Where this stands: the job, the analysis, and what can be done with it.
fn crumbs(view: &AnalysisView, shared: Shared) -> AnyView {
    let analysis = &view.analysis;
    let result = &analysis.analysis_result;
    let job = match &view.job {
        Some(job) => {
            let href = Route::Job(job.job_id.clone()).href();
            view! { <a href=href>{job_title(job)}</a> }.into_any()
        }
        None => title(&result.role_name, &result.company_name).into_any(),
    };
    let resume = view.resume.as_ref().map(|resume| {
        let href = Route::Resume(resume.resume_id.clone()).href();
        view! { " · " <a href=href>{resume.original_filename.clone()}</a> }
    });
    let kept = analysis.clone();
    let delete = move |_| delete(&kept, shared);
    view! {
        <div class="crumbs">
            <small>
                {job} " › analysis " {copyable(analysis.analysis_id.as_str(), "analysis id")}
                {resume} " · " {moment(&analysis.created_at)} " · " {maker(analysis.engine_version)}
                " · the same texts always give the same score"
            </small>
            <div class="actions">
                <button type="button" on:click=press(move |_| browser::print())>
                    "Print"
                </button>
                <button type="button" on:click=press(delete)>
                    "Delete"
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// What made an analysis.
fn maker(engine_version: u32) -> String {
    match engine_version {
        0 => "older system".into(),
        version => format!("engine {version}"),
    }
}

fn delete(analysis: &Analysis, shared: Shared) {
    let goes = Deletion {
        analyses: 1,
        feedback: shared.feedback.with_untracked(Vec::len) as u64,
        ..Deletion::default()
    };
    let what = format!("this analysis of {}", candidate(analysis));
    let deletion = DeleteAnalysis {
        analysis_id: analysis.analysis_id.clone(),
    };
    asked(&what, &goes, deletion, Some(Route::Desk));
}

/// That the job's text or the engine changed since, with the way to a new analysis.
fn outdated(view: &AnalysisView) -> AnyView {
    let session = session();
    let analysis = &view.analysis;
    let made_by = analysis.engine_version;
    let text = if view.job_changed {
        "The job was edited after this analysis. It shows the job’s text as it was scored."
            .to_owned()
    } else if made_by < Analysis::ENGINE_VERSION {
        format!(
            "This analysis was made by {}; the engine here is {}.",
            match made_by {
                0 => "the older system".to_owned(),
                made_by => maker(made_by),
            },
            Analysis::ENGINE_VERSION
        )
    } else {
        return ().into_any();
    };
    if view.job.is_none() || view.resume.is_none() {
        return view! { <p class="note card">{text}</p> }.into_any();
    }
    let (job_id, resume_id) = (analysis.job_id.clone(), analysis.resume_id.clone());
    let busy = RwSignal::new(false);
    let again = move |_| {
        busy.set(true);
        let call = Analyse {
            job_id: job_id.clone(),
            resume_id: resume_id.clone(),
        };
        spawn_local(async move {
            if let Ok(row) = session.write(call).await {
                browser::go(&Route::Analysis(row.analysis_id).href());
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="note card">
            <p>{text}</p>
            <button type="button" disabled=busy on:click=press(again)>
                "Analyse again"
            </button>
        </div>
    }
    .into_any()
}
