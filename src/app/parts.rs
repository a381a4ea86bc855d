//! Parts of the page that are loaded when a view in them is asked for: the first download holds what the main job needs.
//!
//! `#[wasm_split]` marks where the program is cut, and the build writes each part into a file of its own. A part gives the
//! function that draws its views, so that they are drawn where every other view is.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::pages;
use super::press::press;
use super::route::Route;

/// When the parts are loaded, in milliseconds after the database is open: the first view and the engine come first.
const LOAD_AFTER_MS: u32 = 1500;

/// Draws the view that an address names.
pub type Draw = fn(Route) -> AnyView;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One job, résumé or analysis at a time.
    Single,
    /// Lists of what was done, and search.
    Records,
    /// Many résumés beside many jobs.
    Compare,
    /// The tracker of applications.
    Work,
    /// What the API answers.
    Api,
    /// "Your data": what is kept, backups, the older system's data, deleting a candidate.
    Data,
}

impl Part {
    const ALL: [Part; 6] = [
        Part::Single,
        Part::Records,
        Part::Compare,
        Part::Work,
        Part::Api,
        Part::Data,
    ];

    /// Loads the part; once it is there, at once.
    async fn load(self) -> Result<Draw, SplitLoaderError> {
        match self {
            Part::Single => single().await,
            Part::Records => records().await,
            Part::Compare => compare().await,
            Part::Work => work().await,
            Part::Api => api().await,
            Part::Data => data().await,
        }
    }

    /// The part that draws the view of an address; `None` for the views of the first download.
    pub fn of(route: &Route) -> Option<Part> {
        match route {
            Route::NewJob { .. }
            | Route::Job(_)
            | Route::EditJob(_)
            | Route::Resume(_)
            | Route::Analysis(_) => Some(Part::Single),
            Route::Analyses(_)
            | Route::FeedbackList(_)
            | Route::Feedback(_)
            | Route::Search { .. } => Some(Part::Records),
            Route::Compare { .. } => Some(Part::Compare),
            Route::Applications(_) => Some(Part::Work),
            Route::Api => Some(Part::Api),
            Route::Data | Route::Backup | Route::Older | Route::Candidate(_) => Some(Part::Data),
            Route::Desk
            | Route::Jobs { .. }
            | Route::Templates { .. }
            | Route::Resumes { .. }
            | Route::Unknown(_) => None,
        }
    }
}

#[wasm_split(single, wasm_split_path = leptos::wasm_split, fallible)]
fn single() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match route {
        Route::NewJob { from } => view! { <pages::JobForm job_id=None from/> }.into_any(),
        Route::Job(job_id) => view! { <pages::JobPage job_id/> }.into_any(),
        Route::EditJob(job_id) => {
            view! { <pages::JobForm job_id=Some(job_id) from=None/> }.into_any()
        }
        Route::Resume(resume_id) => view! { <pages::ResumePage resume_id/> }.into_any(),
        Route::Analysis(analysis_id) => view! { <pages::AnalysisPage analysis_id/> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(records, wasm_split_path = leptos::wasm_split, fallible)]
fn records() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match route {
        Route::Analyses(query) => view! { <pages::Analyses query/> }.into_any(),
        Route::FeedbackList(query) => view! { <pages::FeedbackList query/> }.into_any(),
        Route::Feedback(id) => view! { <pages::FeedbackPage id/> }.into_any(),
        Route::Search { query } => view! { <pages::Search query/> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(compare, wasm_split_path = leptos::wasm_split, fallible)]
fn compare() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match route {
        Route::Compare { jobs } => view! { <pages::ComparePage jobs/> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(work, wasm_split_path = leptos::wasm_split, fallible)]
fn work() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match route {
        Route::Applications(query) => view! { <pages::Applications query/> }.into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(api, wasm_split_path = leptos::wasm_split, fallible)]
fn api() -> Result<Draw, SplitLoaderError> {
    Ok(|route| match route {
        Route::Api => pages::ApiPage().into_any(),
        _ => ().into_any(),
    })
}

#[wasm_split(data, wasm_split_path = leptos::wasm_split, fallible)]
fn data() -> Result<Draw, SplitLoaderError> {
    // Loaded a moment after the database is open: the time to see whether the backup of the day is due.
    pages::see_after_backups();
    Ok(|route| match route {
        Route::Data => pages::Data().into_any(),
        Route::Backup => pages::BackupPage().into_any(),
        Route::Older => pages::OlderPage().into_any(),
        Route::Candidate(resume_id) => view! { <pages::CandidatePage resume_id/> }.into_any(),
        _ => ().into_any(),
    })
}

/// Loads every part once the first view is drawn, so that none is waited for.
pub fn load_all() {
    spawn_local(async {
        TimeoutFuture::new(LOAD_AFTER_MS).await;
        for part in Part::ALL {
            // A view that needs it tries again, and tells where it cannot be loaded.
            let _ = part.load().await;
        }
    });
}

/// A view of a part: waits for the part where it is not there yet, and says so where it cannot be loaded.
pub fn later(part: Part, route: Route) -> AnyView {
    let loaded = RwSignal::new(None::<Result<Draw, ()>>);
    let load = move || {
        spawn_local(async move {
            let draw = part.load().await.map_err(|_| ());
            // The person may have gone on to another view meanwhile.
            let _ = loaded.try_set(Some(draw));
        });
    };
    load();
    (move || match loaded.get() {
        None => view! {
            <p class="loading" role="status">
                "Loading this view…"
            </p>
        }
        .into_any(),
        Some(Ok(draw)) => draw(route.clone()),
        Some(Err(())) => view! {
            <h1>"This view could not be loaded"</h1>
            <p>"The page's files could not be reached. Everything that is kept on this device is untouched."</p>
            <p>
                <button type="button" class="main" on:click=press(move |_| load())>
                    "Try again"
                </button>
            </p>
        }
        .into_any(),
    })
    .into_any()
}
