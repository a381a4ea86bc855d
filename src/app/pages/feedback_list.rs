//! All feedback, found by its words and its meaning.

use leptos::prelude::*;

use super::deletion::asked;
use super::download_button::download_button;
use super::feedback_numbers::numbers;
use super::list::{count, follow, job_choice, keep_within, period_choice, search_field, window};
use crate::app::browser;
use crate::app::components::{Pager, counted, empty, load, moment, shown, stars, title};
use crate::app::press::press;
use crate::app::route::{FeedbackQuery, Route};
use crate::app::session::{Session, session};
use crate::messages::{
    DeleteFeedback, Deletion, ExportFeedbackCsv, FeedbackHit, FeedbackRow, FeedbackSearch,
    FeedbackSearchFilter, SearchFeedback,
};
use crate::records::{Feedback, FeedbackBody, ItemType};

/// All feedback.
#[component]
pub fn FeedbackList(query: FeedbackQuery) -> impl IntoView {
    let session = session();
    let words = RwSignal::new(query.query);
    let job = RwSignal::new(query.job);
    let rating = RwSignal::new(query.rating);
    let item_type = RwSignal::new(query.item_type);
    let candidate = RwSignal::new(query.candidate);
    let from = RwSignal::new(query.from);
    let to = RwSignal::new(query.to);
    let offset = RwSignal::new(0);
    let filters = move || FeedbackQuery {
        query: words.get(),
        job: job.get(),
        rating: rating.get(),
        item_type: item_type.get(),
        candidate: candidate.get(),
        from: from.get(),
        to: to.get(),
    };
    let feedback = load(move || {
        let query = filters();
        Some(SearchFeedback {
            query: query.query,
            filter: FeedbackSearchFilter {
                rating: query.rating,
                item_type: query.item_type,
                job_id: query.job,
                candidate: query.candidate,
                from: query.from,
                to: query.to,
                ..Default::default()
            },
            window: window(offset),
        })
    });
    let total = Signal::derive(move || {
        feedback.with(|found| match found {
            Some(Ok(found)) => found.total,
            _ => 0,
        })
    });
    keep_within(total, offset);
    let changed = move || {
        offset.set(0);
        browser::replace(&Route::FeedbackList(untrack(filters)).href());
    };
    let set = move |query: FeedbackQuery| {
        offset.set(0);
        words.set(query.query);
        job.set(query.job);
        rating.set(query.rating);
        item_type.set(query.item_type);
        candidate.set(query.candidate);
        from.set(query.from);
        to.set(query.to);
    };
    follow(move |route| {
        if let Route::FeedbackList(query) = route {
            set(query);
        }
    });
    let all = move || {
        set(FeedbackQuery::default());
        changed();
    };
    let is_filtered = move || filters() != FeedbackQuery::default();
    view! {
        <header class="view-head">
            <h1>"Feedback"</h1>
            <div class="actions">{download_button("Download CSV", "main", async move || download_csv(session).await)}</div>
        </header>
        {numbers()}
        <div class="filters" role="search" aria-label="Feedback">
            <div class="field wide">
                <span aria-hidden="true">"Words or meaning"</span>
                {search_field("feedback-query", "What the feedback is like", words, changed)}
            </div>
            <div class="field">{job_choice("feedback-job", job, changed)}</div>
            <div class="field">
                <label for="feedback-rating">"Rating"</label>
                <select
                    id="feedback-rating"
                    on:change=move |event| {
                        rating.set(event_target_value(&event).parse().ok());
                        changed();
                    }
                >
                    <option value="" selected=move || rating.get().is_none()>"All ratings"</option>
                    {(1..=5_u8).rev().map(|number| view! {
                        <option value=number selected=move || rating.get() == Some(number)>
                            {counted(u64::from(number), "star", "stars")}
                        </option>
                    }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="feedback-item">"About"</label>
                <select
                    id="feedback-item"
                    on:change=move |event| {
                        let name = event_target_value(&event);
                        item_type.set(ItemType::ALL.into_iter().find(|kind| kind.name() == name));
                        changed();
                    }
                >
                    <option value="" selected=move || item_type.get().is_none()>"Anything"</option>
                    {ItemType::ALL.map(|kind| view! {
                        <option value=kind.name() selected=move || item_type.get() == Some(kind)>{item_word(kind)}</option>
                    })}
                </select>
            </div>
            <div class="field">
                <span aria-hidden="true">"Candidate"</span>
                {search_field("feedback-candidate", "Candidate or file name", candidate, changed)}
            </div>
            {period_choice(["feedback-from", "feedback-to"], from, to, changed)}
            {move || is_filtered().then(|| view! {
                <button type="button" on:click=press(move |_| all())>"Show all"</button>
            })}
            {count(total, "entry", "entries")}
        </div>
        {shown(feedback, move |found| match found.hits.as_slice() {
            [] => none(untrack(is_filtered)),
            _ => rows_of(found, words.with_untracked(|words| !words.trim().is_empty())),
        })}
        <Pager offset total/>
    }
}

/// Downloads all feedback, whatever the list's filters are.
async fn download_csv(session: Session) {
    let answer = session
        .client
        .call_with(ExportFeedbackCsv {}, Vec::new())
        .await;
    match answer {
        Ok((rows, buffers)) => {
            let Some(csv) = buffers.first() else { return };
            let now = browser::now();
            let day = now.as_str().get(..10).unwrap_or_default();
            let name = format!("shortlist-feedback-{day}.csv");
            browser::download(csv, "text/csv;charset=utf-8", &name);
            session.tell(format!(
                "{} in {name}.",
                counted(rows, "feedback entry", "feedback entries")
            ));
        }
        Err(failure) => session.tell_failure(&failure),
    }
}

/// Why the list is empty, and what to do about it.
fn none(is_filtered: bool) -> AnyView {
    if is_filtered {
        return empty("No feedback fits these filters. “Show all” takes them away.");
    }
    empty(view! {
        "No feedback yet. "
        <a href=Route::Analyses(Default::default()).href()>"Open an analysis"</a>
        " and say at each line whether it is right, or what it should have said."
    })
}

fn rows_of(found: &FeedbackSearch, by_nearness: bool) -> AnyView {
    let rows = found.hits.iter().map(row).collect_view();
    let order = if by_nearness {
        "Feedback, nearest first"
    } else {
        "Feedback, newest first"
    };
    let words_only = found.words_only.as_ref().map(|why| {
        view! { <p class="hint">"Found by words alone: " {why.clone()}</p> }
    });
    view! { {words_only} <ul class="entries" aria-label=order>{rows}</ul> }.into_any()
}

/// How it was found; nothing where nothing was looked for.
fn nearness(hit: &FeedbackHit) -> Option<String> {
    let meaning = hit
        .meaning
        .map(|cosine| format!("meaning {:.0} %", cosine * 100.0));
    match (meaning, hit.words) {
        (None, None) => None,
        (Some(meaning), None) => Some(meaning),
        (None, Some(_)) => Some("same words".into()),
        (Some(meaning), Some(_)) => Some(format!("{meaning}, same words")),
    }
}

fn row(hit: &FeedbackHit) -> AnyView {
    let row = &hit.row;
    let feedback = &row.feedback;
    let body = &feedback.feedback;
    let about = match (item(feedback), feedback.item_type) {
        ("", kind) => item_word(kind).to_owned(),
        (item, kind) => format!("{}: {item}", item_word(kind)),
    };
    let open = Route::Feedback(feedback.id.clone());
    let of = analysis_link(row);
    let spoken = about.clone();
    let id = feedback.id.clone();
    let remove = move |_| {
        let goes = Deletion {
            feedback: 1,
            ..Default::default()
        };
        asked(
            "this feedback",
            &goes,
            DeleteFeedback { id: id.clone() },
            None,
        );
    };
    view! {
        <li class="card entry">
            <div class="entry-head">
                {stars(body.rating)}
                <a data-row href=open.href()>{about}</a>
                <small>{moment(&feedback.timestamp)} {feedback.updated_at.is_some().then_some(", edited")}</small>
                <div class="actions">
                    <a class="button" href=open.href()>"Edit"<span class="sr">" " {spoken.clone()}</span></a>
                    <button type="button" on:click=press(remove)>"Delete…"<span class="sr">" " {spoken}</span></button>
                </div>
            </div>
            <p class="under">{of} {nearness(hit).map(|text| view! { " " <small>"· " {text}</small> })}</p>
            <dl>
                {said("Asked", &feedback.query)}
                {said("The program said", &feedback.response)}
                {said("It should have said", &body.ideal_response)}
                {points(body)}
            </dl>
        </li>
    }
    .into_any()
}

/// The analysis that it is about, by candidate and job.
pub fn analysis_link(row: &FeedbackRow) -> AnyView {
    let role = row.role_name.as_deref().unwrap_or_default();
    let company = row.company_name.as_deref().unwrap_or_default();
    let job = title(role, company);
    let text = match &row.candidate_name {
        Some(candidate) => format!("{candidate} for {job}"),
        None => job,
    };
    match &row.feedback.analysis_id {
        Some(id) => {
            let route = Route::Analysis(id.clone());
            view! { <a href=route.href()>{text}</a> }.into_any()
        }
        None => view! { <small>"of no analysis"</small> }.into_any(),
    }
}

/// What it is about as a person reads it: of a requirement's id, which is kind and name, the name.
fn item(feedback: &Feedback) -> &str {
    let item = feedback.item.as_str();
    match feedback.item_type {
        ItemType::Requirement => item.split_once(':').map_or(item, |(_, name)| name),
        _ => item,
    }
}

/// One line of what was said, where anything was.
fn said(label: &'static str, text: &str) -> Option<AnyView> {
    let text = text.trim();
    (!text.is_empty()).then(|| view! { <dt>{label}</dt> <dd>{text.to_owned()}</dd> }.into_any())
}

fn points(body: &FeedbackBody) -> AnyView {
    [
        ("Right", &body.correct_points),
        ("Wrong", &body.incorrect_points),
        ("Missing", &body.missing_points),
    ]
    .into_iter()
    .map(|(label, points)| said(label, &points.join("; ")))
    .collect_view()
    .into_any()
}

/// What feedback is about, in a word or two.
pub fn item_word(kind: ItemType) -> &'static str {
    match kind {
        ItemType::WholeAnswer => "The whole analysis",
        ItemType::ExecutiveSummary => "Summary",
        ItemType::MatchedSkill => "Skill found",
        ItemType::MissingSkill => "Skill not found",
        ItemType::Strength => "Strength",
        ItemType::Weakness => "Weakness",
        ItemType::Requirement => "Requirement",
    }
}
