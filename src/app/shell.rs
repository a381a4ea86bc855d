//! The page's frame: top bar, navigation, notices, and the view that the address names.

use leptos::prelude::*;

use super::browser;
use super::components::{DropAnywhere, FileInputs, ImportPanel, QuestionDialog};
use super::keys::{self, KeysDialog};
use super::navigation::Navigation;
use super::notices::{Banners, Notices};
use super::pages;
use super::parts::{Part, later};
use super::route::Route;
use super::session::{Opening, Session, session};
use super::top_bar::TopBar;
use crate::app::press::press;
use crate::messages::Failure;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::start();
    let keys_shown = RwSignal::new(false);
    keys::listen(session, keys_shown);
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::to_top();
    };
    view! {
        <a class="skip" href="#main" on:click=press(skip)>
            "Skip to the content"
        </a>
        <div class="shell">
            <TopBar/>
            <Navigation keys_shown/>
            <div class="content">
                <Banners/>
                <main id="main" tabindex="-1">
                    <View/>
                </main>
            </div>
        </div>
        <ImportPanel/>
        <Notices/>
        <QuestionDialog/>
        <KeysDialog shown=keys_shown/>
        <FileInputs/>
        <DropAnywhere/>
    }
}

/// Whether there is something to show; that another tab took over takes nothing away.
#[derive(Clone, PartialEq)]
enum Phase {
    Waiting,
    Failed(Failure),
    Open,
}

/// The view that the address names, once the database is open.
#[component]
fn View() -> impl IntoView {
    let session = session();
    let phase = Memo::new(move |_| match session.opening.get() {
        Opening::Waiting => Phase::Waiting,
        Opening::Failed(failure) => Phase::Failed(failure),
        Opening::Open | Opening::Retired => Phase::Open,
    });
    let route = Memo::new(move |_| session.route.get());
    // A new view starts at its top, and with it those who listen or use the keyboard. Whoever types a search stays there.
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.is_some_and(|before| before != now) && !browser::has_focus("find") {
            browser::to_top();
        }
        now
    });
    move || match phase.get() {
        Phase::Waiting => waiting(),
        Phase::Failed(failure) => refused(&failure),
        Phase::Open => {
            let route = route.get();
            browser::title(name(&route));
            draw(route)
        }
    }
}

/// What a view is called until it knows better.
fn name(route: &Route) -> &'static str {
    match route {
        Route::Desk => "Desk",
        Route::Jobs { .. } => "Jobs",
        Route::Templates { .. } => "Templates",
        Route::NewJob { .. } => "New job",
        Route::Job(_) => "Job",
        Route::EditJob(_) => "Edit job",
        Route::Resumes { .. } => "Résumés",
        Route::Resume(_) => "Résumé",
        Route::Analyses(_) => "Analyses",
        Route::Analysis(_) => "Analysis",
        Route::FeedbackList(_) => "Feedback",
        Route::Feedback(_) => "One feedback",
        Route::Search { .. } => "Search",
        Route::Data => "Your data",
        Route::Backup => "Backup",
        Route::Older => "The older system",
        Route::Candidate(_) => "Delete a candidate",
        Route::Compare { .. } => "Compare",
        Route::Applications(_) => "Applications",
        Route::Api => "The API",
        Route::Unknown(_) => "No such view",
    }
}

fn draw(route: Route) -> AnyView {
    if let Some(part) = Part::of(&route) {
        return later(part, route);
    }
    match route {
        Route::Jobs { query } => view! { <pages::Jobs query/> }.into_any(),
        Route::Templates { query } => view! { <pages::Jobs query templates=true/> }.into_any(),
        Route::Resumes { query } => view! { <pages::Resumes query/> }.into_any(),
        Route::Unknown(path) => view! {
            <h1>"There is no such view"</h1>
            <p>"No view has the address “" {path} "”. Perhaps a letter was lost on the way."</p>
            <p>
                <a href="#/">"Go to the desk"</a>
            </p>
        }
        .into_any(),
        _ => pages::Desk().into_any(),
    }
}

fn waiting() -> AnyView {
    view! {
        <h1 class="sr">"Shortlist"</h1>
        <p class="loading" role="status">
            "Opening what is kept on this device…"
        </p>
    }
    .into_any()
}

fn refused(failure: &Failure) -> AnyView {
    view! {
        <h1>"Shortlist cannot open what it keeps"</h1>
        <div class="failed" role="alert">
            <p>{failure.message.clone()}</p>
        </div>
        <p>"Nothing was deleted. Everything that was kept before is where it was."</p>
        <p>
            <button type="button" class="main" on:click=press(move |_| browser::reload())>
                "Reload"
            </button>
        </p>
    }
    .into_any()
}
