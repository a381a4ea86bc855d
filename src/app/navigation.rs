//! The sections of the page, with how much is in each.

use leptos::prelude::*;

use super::browser;
use super::route::{AnalysesQuery, ApplicationsQuery, FeedbackQuery, Route};
use super::session::session;
use crate::app::press::press;

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Desk,
    Jobs,
    Resumes,
    Analyses,
    Feedback,
    Compare,
    Applications,
    Data,
    Api,
}

impl Section {
    /// The section that a view belongs to; searching belongs to none.
    fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Desk => Some(Section::Desk),
            Route::Jobs { .. }
            | Route::Templates { .. }
            | Route::NewJob { .. }
            | Route::Job(_)
            | Route::EditJob(_) => Some(Section::Jobs),
            Route::Resumes { .. } | Route::Resume(_) => Some(Section::Resumes),
            Route::Analyses(_) | Route::Analysis(_) => Some(Section::Analyses),
            Route::FeedbackList(_) | Route::Feedback(_) => Some(Section::Feedback),
            Route::Compare { .. } => Some(Section::Compare),
            Route::Applications(_) => Some(Section::Applications),
            Route::Api => Some(Section::Api),
            Route::Data | Route::Backup | Route::Older | Route::Candidate(_) => Some(Section::Data),
            Route::Search { .. } | Route::Unknown(_) => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Section::Desk => "Desk",
            Section::Jobs => "Jobs",
            Section::Resumes => "Résumés",
            Section::Analyses => "Analyses",
            Section::Feedback => "Feedback",
            Section::Compare => "Compare",
            Section::Applications => "Applications",
            Section::Data => "Your data",
            Section::Api => "API",
        }
    }

    fn href(self) -> String {
        let query = String::new();
        match self {
            Section::Desk => Route::Desk,
            Section::Jobs => Route::Jobs { query },
            Section::Resumes => Route::Resumes { query },
            Section::Analyses => Route::Analyses(AnalysesQuery::default()),
            Section::Feedback => Route::FeedbackList(FeedbackQuery::default()),
            Section::Compare => Route::Compare { jobs: Vec::new() },
            Section::Applications => Route::Applications(ApplicationsQuery::default()),
            Section::Data => Route::Data,
            Section::Api => Route::Api,
        }
        .href()
    }
}

/// The navigation: a column, or a scrolling strip where the page is narrow.
#[component]
pub fn Navigation(keys_shown: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let current = Memo::new(move |_| session.route.with(Section::of));
    // Where the sections are a strip, the one that is shown may lie outside of it.
    Effect::new(move || {
        current.track();
        request_animation_frame(|| browser::show_in_strip(".sections [aria-current=page]"));
    });
    let count = move |section: Section| {
        session.stats.with(|stats| match section {
            Section::Jobs => Some(stats.jobs),
            Section::Resumes => Some(stats.resumes),
            Section::Analyses => Some(stats.analyses),
            Section::Feedback => Some(stats.feedback),
            Section::Applications => Some(stats.applications),
            Section::Desk | Section::Compare | Section::Data | Section::Api => None,
        })
    };
    let links = [
        Section::Desk,
        Section::Jobs,
        Section::Resumes,
        Section::Analyses,
        Section::Feedback,
        Section::Compare,
        Section::Applications,
        Section::Data,
        Section::Api,
    ]
    .map(|section| {
        view! {
            <a
                href=section.href()
                aria-current=move || (current.get() == Some(section)).then_some("page")
            >
                {section.name()}
                <span>{move || count(section)}</span>
            </a>
        }
    })
    .collect_view();
    view! {
        <nav class="sections" aria-label="Sections">
            {links}
            <button type="button" class="keys" on:click=press(move |_| keys_shown.set(true))>
                "Keys"
                <kbd aria-hidden="true">"?"</kbd>
            </button>
        </nav>
    }
}
