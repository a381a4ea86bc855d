//! The page's frame: top bar, navigation, notices, and the view that the address names.

use leptos::prelude::*;

use super::pages;
use super::route::Route;
use super::session::{Session, session};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::start();
    provide_context(session);
    view! { <main><View/></main> }
}

/// The view that the address names.
#[component]
fn View() -> impl IntoView {
    let session = session();
    move || match session.route.get() {
        Route::Desk => pages::Desk().into_any(),
        Route::Jobs { query } => view! { <pages::Jobs query/> }.into_any(),
        Route::Templates { query } => view! { <pages::Jobs query templates=true/> }.into_any(),
        Route::NewJob { from } => view! { <pages::JobForm job_id=None from/> }.into_any(),
        Route::Job(job_id) => view! { <pages::JobPage job_id/> }.into_any(),
        Route::EditJob(job_id) => {
            view! { <pages::JobForm job_id=Some(job_id) from=None/> }.into_any()
        }
        Route::Resumes { query } => view! { <pages::Resumes query/> }.into_any(),
        Route::Resume(resume_id) => view! { <pages::ResumePage resume_id/> }.into_any(),
        Route::Analyses(query) => view! { <pages::Analyses query/> }.into_any(),
        Route::Analysis(analysis_id) => view! { <pages::AnalysisPage analysis_id/> }.into_any(),
        Route::FeedbackList(query) => view! { <pages::FeedbackList query/> }.into_any(),
        Route::Feedback(id) => view! { <pages::FeedbackPage id/> }.into_any(),
        Route::Search { query } => view! { <pages::Search query/> }.into_any(),
        Route::Data => pages::Data().into_any(),
        Route::Unknown(path) => {
            view! { <h1>"No view has the address “" {path} "”"</h1> }.into_any()
        }
    }
}
