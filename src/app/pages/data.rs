//! What is kept, where, and how to take it out.

mod backup;
mod bringing;
mod candidate;
mod counts;
mod file_system;
mod folder;
mod handles;
mod head;
mod holdings;
mod intake;
mod making;
mod older;
mod older_out;
mod restore;
mod restoring;
mod work;

pub use backup::BackupPage;
pub use candidate::CandidatePage;
pub use folder::see_after_backups;
pub use handles::forget;
pub use older::OlderPage;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::delete_everything::DeleteEverythingDialog;
use super::refused::refused;
use crate::app::browser;
use crate::app::components::{ask, bytes, counted, deletion_words, load, shown};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::messages::{GetHoldings, RemoveSample};
use backup::last_backup;
use holdings::holdings_table;

/// What is kept, where, and how to take it out.
#[component]
pub fn Data() -> impl IntoView {
    let session = session();
    let deleting = RwSignal::new(false);
    let holdings = load(|| Some(GetHoldings {}));
    let last = move || {
        holdings.with(|holdings| match holdings {
            Some(Ok(holdings)) => Some(last_backup(session, holdings)),
            _ => None,
        })
    };
    view! {
        <header class="view-head">
            <h1>"Your data"</h1>
            <a class="button main" href=Route::Backup.href()>"Back up or bring back…"</a>
        </header>
        <p class="lead-in">
            "Everything stands in this browser, on this device. There is no account and no server, and nothing is sent anywhere."
        </p>
        {last}
        <div class="halves">
            <section>
                <h2>"What is kept"</h2>
                {shown(holdings, holdings_table)}
            </section>
            <section>
                <h2>"How safely"</h2>
                <div class="card facts">{safety(session)}</div>
            </section>
        </div>
        {refused()}
        <h2>"In and out"</h2>
        <div class="card facts">
            {way(
                "One file with everything, sealed with a passphrase if you like; and back from such a file.",
                Route::Backup,
                "Backup…",
            )}
            {way(
                "The folder of the older system that ran on a server: bring its data in, or write everything in its layout.",
                Route::Older,
                "The older system…",
            )}
            {way(
                "All feedback as a table for a spreadsheet. A résumé’s original file is on its own page.",
                Route::FeedbackList(Default::default()),
                "Feedback as CSV…",
            )}
        </div>
        <h2>"What is kept where"</h2>
        <div class="card facts">{places()}</div>
        <h2>"Delete"</h2>
        <div class="card facts">
            {move || session.stats.with(|stats| stats.has_sample).then(|| sample(session))}
            {way(
                "Delete one candidate with every résumé, analysis and feedback of theirs, and get a receipt.",
                Route::Candidate(None),
                "Delete a candidate…",
            )}
            <div class="line">
                <p>"Delete every job, résumé, analysis, feedback and application from this device, at once and for good."</p>
                <button type="button" class="danger" on:click=press(move |_| deleting.set(true))>
                    "Delete everything…"
                </button>
            </div>
        </div>
        <DeleteEverythingDialog shown=deleting/>
    }
}

/// A line that leads to a view of its own.
fn way(text: &'static str, route: Route, link: &'static str) -> AnyView {
    view! {
        <div class="line">
            <p>{text}</p>
            <a class="button" href=route.href()>{link}</a>
        </div>
    }
    .into_any()
}

/// The room, whether the browser keeps it, and whether the page opens without the network.
fn safety(session: Session) -> AnyView {
    let room = move || {
        let space = session.space.get();
        match (space.used, space.quota) {
            (Some(used), Some(quota)) => format!(
                "{} used by this page, about {} more available.",
                bytes(used),
                bytes((quota - used).max(0.0))
            ),
            _ => "This browser does not tell how much room there is.".into(),
        }
    };
    let offline = move || {
        if session.offline_ready.get() {
            "Ready: the page opens and does everything without the network."
        } else if browser::is_secure() {
            "Not yet: the page’s files are still being kept, or this browser does not allow it here."
        } else {
            "Not here: browsers keep a page for offline use only where it comes over https or from this machine (localhost)."
        }
    };
    view! {
        <dl>
            <dt>"Room"</dt>
            <dd>{room}</dd>
            <dt>"Kept for good"</dt>
            <dd>{persistence(session)}</dd>
            <dt>"Offline"</dt>
            <dd>{offline}</dd>
        </dl>
    }
    .into_any()
}

/// Whether the browser may clear the data away by itself, and the button that asks it not to.
fn persistence(session: Session) -> AnyView {
    let answer = RwSignal::new(None::<bool>);
    let on_click = move |_| {
        spawn_local(async move {
            let agreed = browser::persist().await;
            answer.try_set(Some(agreed == Some(true)));
            session.space.try_set(browser::space().await);
        });
    };
    let state = move || {
        match session.space.get().persistent {
        Some(true) => view! {
            "Yes: this browser has promised not to clear the data away by itself. You still can, here or with “Clear browsing data”."
        }
        .into_any(),
        Some(false) => view! {
            <p>"Not promised: when the disk is nearly full, this browser may clear the data away by itself."</p>
            <button type="button" on:click=press(on_click)>"Ask the browser to keep it"</button>
        }
        .into_any(),
        None if browser::is_secure() => view! { "This browser does not tell." }.into_any(),
        None => view! {
            "Not to be had here: browsers promise it only to pages that come over https or from this machine (localhost)."
        }
        .into_any(),
    }
    };
    let answered = move || {
        answer.get().map(|agreed| {
            if agreed {
                "The browser agreed."
            } else {
                "The browser did not agree this time. It gives no reason; using the page more often, bookmarking it or installing it usually changes its mind. Nothing is lost by its answer."
            }
        })
    };
    view! { {state} <p class="quiet" role="status">{answered}</p> }.into_any()
}

fn places() -> AnyView {
    let origin = browser::window().location().origin().unwrap_or_default();
    view! {
        <dl>
            <dt>"Jobs, résumés, analyses, feedback, applications"</dt>
            <dd>
                "In this browser’s database (IndexedDB), under the address " <code>{origin}</code>
                ": each job’s text; each résumé’s original file, its text and what was understood of it; each analysis with the job’s text that it was made from; your feedback and applications; which job is the current one; and which folder backups are written to, if you chose one."
            </dd>
            <dt>"The page itself"</dt>
            <dd>"Its program and styles are kept in the browser’s cache for this address, so that it opens offline."</dd>
            <dt>"Anywhere else"</dt>
            <dd>"Nothing: no cookies, no server, no other site. Reading and scoring happen on this device. Backups stand where you put them."</dd>
            <dt>"Good to know"</dt>
            <dd>
                "Another browser, another profile, a private window or another address has a notebook of its own. Clearing this site’s data in the browser deletes everything here. Safari deletes what a site has kept when the site was not used for seven days, unless it was added to the Dock or the home screen."
            </dd>
        </dl>
    }
    .into_any()
}

/// One click takes "Try it with a sample" away again.
fn sample(session: Session) -> AnyView {
    let remove = move || {
        spawn_local(async move {
            // A failure was shown as a notice already.
            if let Ok(gone) = session.write(RemoveSample {}).await {
                session.tell(format!("Removed {}.", deletion_words(&gone)));
            }
        });
    };
    let on_click = move |_| {
        let resumes = session.stats.with_untracked(|stats| stats.resumes);
        ask(
            "Remove the sample?",
            format!(
                "The sample’s job and résumés go, with their analyses and the feedback on these. What you added yourself stays; there are {} now.",
                counted(resumes, "résumé", "résumés")
            ),
            "Remove the sample",
            remove,
        );
    };
    view! {
        <div class="line">
            <p>"The sample that you tried is still here: one invented job, six invented résumés."</p>
            <button type="button" on:click=press(on_click)>"Remove the sample…"</button>
        </div>
    }
    .into_any()
}
