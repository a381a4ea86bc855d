//! One job: its text, its requirements, its analyses.

use leptos::prelude::*;

use super::corrections::{Correcting, below, buttons, is_added, progress};
use super::deletion::delete;
use super::job_application::apply;
use super::jobs::{analyses_link, current, make_current};
use super::list::{cell, mark, name_view, table_head};
use super::text::text;
use crate::app::components::{
    Loaded, Mark, PaperLine, Pointer, copyable, day, empty, load, plain_lines, score_cell, shown,
    ticks, title,
};
use crate::app::press::press;
use crate::app::route::Route;
use crate::app::session::{Session, session};
use crate::messages::{
    AnalysisFilter, AnalysisOrder, AnalysisRow, DeleteJob, GetJob, JobView, ListAnalyses, Listing,
    PreviewJobDeletion, Window,
};
use crate::records::{Importance, Job, JobId, Outcome, Requirement, RequirementKind};

/// How many of the ranked analyses stand here; the desk and the history have them all.
const TOP: u64 = 5;

/// One job: its text, its requirements, its analyses.
#[component]
pub fn JobPage(job_id: JobId) -> impl IntoView {
    let session = session();
    let (id, of) = (job_id.clone(), job_id.clone());
    let job = load(move || Some(GetJob { job_id: id.clone() }));
    let ranked = load(move || {
        Some(ListAnalyses {
            filter: AnalysisFilter {
                job_id: Some(of.clone()),
                order: AnalysisOrder::Rank,
                ..Default::default()
            },
            window: Window {
                offset: 0,
                limit: TOP,
            },
        })
    });
    let heading = move || {
        job.with(|job| match job {
            Some(Ok(view)) => role(&view.job).to_owned(),
            _ => "Job".to_owned(),
        })
    };
    name_view(heading);
    let is_current = current(session, &job_id);
    let pointer = Pointer::new("job", RwSignal::new(None), None);
    let correcting = Correcting::of(&job_id);
    view! {
        <nav class="trail" aria-label="Where this is">
            <a href=Route::Jobs { query: String::new() }.href()>"Jobs"</a>
            " › job "
            {copyable(job_id.as_str(), "job id")}
        </nav>
        <header class="view-head">
            <h1>{heading}</h1>
            {move || job.with(|job| match job {
                Some(Ok(view)) => Some(actions(session, view, is_current)),
                _ => None,
            })}
        </header>
        {shown(job, move |view| body(view, pointer, &correcting))}
        {move || job.with(|job| match job {
            Some(Ok(view)) if !view.job.is_template => Some(matches(ranked, &view.job.job_id)),
            _ => None,
        })}
    }
}

fn role(job: &Job) -> &str {
    match job.role_name.trim() {
        "" => "Job without a name",
        role => role,
    }
}

fn actions(session: Session, view: &JobView, is_current: Signal<bool>) -> AnyView {
    let job = &view.job;
    let id = job.job_id.clone();
    let what = format!("the job “{}”", title(&job.role_name, &job.company_name));
    let from = Route::NewJob {
        from: Some(id.clone()),
    };
    let edit = Route::EditJob(id.clone());
    let first = if job.is_template {
        view! { <a class="button main" href=from.href()>"Use as template"</a> }.into_any()
    } else {
        let chosen = id.clone();
        view! {
            {apply(&id)}
            <a class="button" href=from.href()>"New job from this"</a>
            {move || {
                let id = chosen.clone();
                (!is_current.get()).then(|| view! {
                    <button type="button" class="main" on:click=press(move |_| make_current(session, id.clone()))>"Make current"</button>
                })
            }}
        }
        .into_any()
    };
    let remove = move |_| {
        delete(
            what.clone(),
            PreviewJobDeletion { job_id: id.clone() },
            DeleteJob { job_id: id.clone() },
            Some(Route::Jobs {
                query: String::new(),
            }),
        );
    };
    view! {
        <div class="actions">
            <button type="button" class="danger" on:click=press(remove)>"Delete…"</button>
            <a class="button" href=edit.href()>"Edit"</a>
            {first}
        </div>
    }
    .into_any()
}

fn body(view: &JobView, pointer: Pointer, correcting: &Correcting) -> AnyView {
    let session = session();
    let job = &view.job;
    let is_current = current(session, &job.job_id);
    let company = match job.company_name.trim() {
        "" => "No company named".to_owned(),
        company => company.to_owned(),
    };
    let edited = (job.updated_at != job.created_at)
        .then(|| view! { " · changed " {day(&job.updated_at)} }.into_any());
    view! {
        <p class="under-head">
            {company} " · saved " {day(&job.created_at)} {edited} " · "
            {analyses_link(&job.job_id, view.analysis_count)}
            {job.is_template.then(|| mark("template"))}
            {job.is_sample().then(|| mark("sample"))}
            {move || is_current.get().then(|| mark("current"))}
        </p>
        {(!job.is_template).then(|| progress(view, correcting))}
        <div class="pair">
            <section aria-label="What the job asks for">
                {requirements(view, pointer, correcting)}
                {(!job.is_template).then(|| below(view, correcting))}
            </section>
            <section class="texts" aria-labelledby="job-text">
                <h2 id="job-text">"The text"</h2>
                <div class="card job-text">{text(lines(job, &view.requirements), pointer)}</div>
            </section>
        </div>
    }
    .into_any()
}

/// The job's lines, those that ask for something marked.
fn lines(job: &Job, requirements: &[Requirement]) -> Vec<PaperLine> {
    let mut lines = plain_lines(&job.job_description);
    for (about, requirement) in requirements.iter().enumerate() {
        let index = requirement.job_line.checked_sub(1);
        let line = index.and_then(|index| lines.get_mut(usize::try_from(index).ok()?));
        if let Some(line) = line {
            line.marks.push(Mark {
                quote: requirement.job_quote.trim().to_owned(),
                outcome: match requirement.importance {
                    Importance::Required => Outcome::Found,
                    Importance::Preferred => Outcome::Partly,
                },
                about,
            });
        }
    }
    lines
}

fn requirements(view: &JobView, pointer: Pointer, correcting: &Correcting) -> AnyView {
    let requirements = &view.requirements;
    if requirements.is_empty() {
        return view! {
            <h2>"Requirements"</h2>
            {empty("No line of this text was understood as asking for something. Name skills, years, degrees or languages in it, such as “Must have: Python”; without them there is little to score.")}
        }
        .into_any();
    }
    let group = |title: &'static str, importance: Importance| {
        let rows: Vec<AnyView> = requirements
            .iter()
            .enumerate()
            .filter(|(_, requirement)| requirement.importance == importance)
            .map(|(about, requirement)| {
                let buttons =
                    (!view.job.is_template).then(|| buttons(view, requirement, correcting));
                one(about, requirement, pointer, buttons)
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <h2>{title} " " <span class="quiet">{rows.len()}</span></h2>
                <ul class="card asks">{rows}</ul>
            }
        })
    };
    view! {
        {group("Must have", Importance::Required)}
        {group("Nice to have", Importance::Preferred)}
    }
    .into_any()
}

fn one(
    about: usize,
    requirement: &Requirement,
    pointer: Pointer,
    buttons: Option<AnyView>,
) -> AnyView {
    let line = requirement.job_line;
    let place = if is_added(requirement) {
        view! { <small>"added by you"</small> }.into_any()
    } else if line == 0 {
        // Only the title is taken from elsewhere than the text.
        view! { <small>"from the role"</small> }.into_any()
    } else {
        pointer.link(line, format!("line {line}"))
    };
    view! {
        <li
            on:mouseenter=move |_| pointer.about.set(Some(about))
            on:mouseleave=move |_| pointer.about.set(None)
        >
            <span>{requirement.name.clone()}</span>
            <small>{kind_word(requirement.kind)}</small>
            {place}
            {buttons}
        </li>
    }
    .into_any()
}

fn kind_word(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Skill => "skill",
        RequirementKind::Years => "experience",
        RequirementKind::Degree => "education",
        RequirementKind::Certificate => "certificate",
        RequirementKind::Language => "language",
        RequirementKind::Title => "title",
        RequirementKind::Place => "place, not scored",
    }
}

/// The top of the ranked list.
fn matches(ranked: Loaded<Listing<AnalysisRow>>, job_id: &JobId) -> AnyView {
    let id = job_id.clone();
    view! {
        <h2>"Best matches"</h2>
        {shown(ranked, move |list| best(list, &id))}
    }
    .into_any()
}

fn best(list: &Listing<AnalysisRow>, job_id: &JobId) -> AnyView {
    if list.rows.is_empty() {
        return empty(
            "No résumé was analysed against this job yet. Make it the current job and add résumés, or analyse one from the library.",
        );
    }
    let rows = (1_u32..)
        .zip(&list.rows)
        .map(|(rank, row)| best_row(rank, row))
        .collect_view();
    let all =
        (list.total > TOP).then(|| view! { <p>{analyses_link(job_id, list.total)} " in all"</p> });
    view! {
        <div class="card">
            <table>
                <caption class="sr">"The best matches, best first"</caption>
                {table_head(&["Candidate", "Match strength", "Must-haves", "Analysed"])}
                <tbody>{rows}</tbody>
            </table>
        </div>
        {all}
    }
    .into_any()
}

fn best_row(rank: u32, row: &AnalysisRow) -> AnyView {
    let name = row.candidate_name.as_ref().unwrap_or(&row.filename).clone();
    view! {
        <tr>
            <th scope="row" class="named">
                <span class="rank">{rank}</span>
                <a data-row href=Route::Analysis(row.analysis_id.clone()).href()>{name}</a>
            </th>
            {cell("Match strength", score_cell(row))}
            {cell("Must-haves", ticks(&row.ticks))}
            {cell("Analysed", day(&row.created_at))}
        </tr>
    }
    .into_any()
}
