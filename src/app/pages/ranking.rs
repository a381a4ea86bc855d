//! The ranked table of a job: who was scored, best first, then the files that could not be.

use leptos::prelude::*;

use super::deletion::delete;
use crate::app::components::{
    PAGE, Pager, absent_chips, copyable, counted, failed, load, loading, moment, rows, score_cell,
    stars, ticks, unread_reason,
};
use crate::app::press::press;
use crate::app::route::Route;
use crate::messages::{
    AnalysisFilter, AnalysisOrder, AnalysisRow, DeleteResume, ListAnalyses, ListUnscored, Listing,
    PreviewResumeDeletion, ResumeRow, Window,
};
use crate::records::{JobId, Resume};

/// The résumés that were scored against a job, in order of their score, and the files that gave no text.
#[component]
pub fn Ranking(job_id: JobId) -> impl IntoView {
    let offset = RwSignal::new(0_u64);
    let unscored = {
        let job_id = job_id.clone();
        load(move || {
            Some(ListUnscored {
                job_id: job_id.clone(),
            })
        })
    };
    let ranked = load(move || {
        Some(ListAnalyses {
            filter: AnalysisFilter {
                job_id: Some(job_id.clone()),
                order: AnalysisOrder::Rank,
                ..AnalysisFilter::default()
            },
            window: Window {
                offset: offset.get(),
                limit: PAGE,
            },
        })
    });
    let total = Signal::derive(move || {
        ranked.with(|answer| match answer {
            Some(Ok(list)) => list.total,
            _ => 0,
        })
    });
    let table = move || {
        ranked.with(|ranked| match ranked {
            None => loading(),
            Some(Err(failure)) => failed(failure),
            Some(Ok(list)) => unscored.with(|unscored| {
                let rows = match unscored {
                    Some(Ok(rows)) => rows.as_slice(),
                    _ => &[],
                };
                draw(list, offset.get_untracked(), rows)
            }),
        })
    };
    view! {
        {table}
        <Pager offset total/>
    }
}

fn draw(list: &Listing<AnalysisRow>, offset: u64, unscored: &[ResumeRow]) -> AnyView {
    if list.total == 0 && unscored.is_empty() {
        return view! {
            <p class="empty card">
                "No résumé has been scored against this job yet. Add some, or open one under "
                <a href="#/resumes">"Résumés"</a> " and analyse it against this job."
            </p>
        }
        .into_any();
    }
    let rows = rows(&list.rows, move |at, row| {
        scored_row(offset + 1 + at as u64, row)
    });
    let unscored = unscored
        .iter()
        .map(|row| unscored_row(&row.resume))
        .collect_view();
    view! {
        <div class="card ranking">
            <table>
                <caption>
                    "Match strength says how much of what the job asks for stands in the résumé. It is not a probability, and it decides nothing. In the order of people it counts together with how near the text is to the job’s."
                </caption>
                <thead>
                    <tr>
                        <th scope="col">"#"</th>
                        <th scope="col">"Candidate"</th>
                        <th scope="col">"Match strength"</th>
                        <th scope="col">"Must-haves"</th>
                        <th scope="col">"Not found"</th>
                        <th scope="col">"Analysed"</th>
                        <th scope="col">"Feedback"</th>
                    </tr>
                </thead>
                <tbody>{rows} {unscored}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn scored_row(rank: u64, row: &AnalysisRow) -> AnyView {
    let candidate = row
        .candidate_name
        .clone()
        .unwrap_or_else(|| row.filename.clone());
    let file = match row.candidate_name {
        Some(_) => row.filename.clone(),
        None => "no name found in it".to_owned(),
    };
    let feedback = match row.rating {
        Some(rating) => stars(rating),
        None if row.feedback_count > 0 => {
            let text = counted(row.feedback_count, "entry", "entries");
            view! { <small>{text}</small> }.into_any()
        }
        None => view! { <small>"none yet"</small> }.into_any(),
    };
    view! {
        <tr>
            <td class="place">{rank}</td>
            <th scope="row">
                <a href=Route::Analysis(row.analysis_id.clone()).href() data-row>
                    {candidate}
                </a>
                <small class="under file">
                    {file} " · "
                    {copyable(row.resume_id.as_str(), "résumé id")}
                </small>
                {row.finding.clone().map(|finding| view! { <small class="under">{finding}</small> })}
            </th>
            <td data-label="Match strength">{score_cell(row)}</td>
            <td data-label="Must-haves">{ticks(&row.ticks)}</td>
            <td data-label="Not found">{absent_chips(&row.ticks)}</td>
            <td data-label="Analysed">
                <small>{moment(&row.created_at)}</small>
            </td>
            <td data-label="Feedback">{feedback}</td>
        </tr>
    }
    .into_any()
}

fn unscored_row(resume: &Resume) -> AnyView {
    let id = resume.resume_id.clone();
    let name = resume.original_filename.clone();
    let label = format!("Remove {name}");
    let what = format!("the résumé “{name}”");
    let resume_id = id.clone();
    let remove = move |_| {
        let preview = PreviewResumeDeletion {
            resume_id: resume_id.clone(),
        };
        let deletion = DeleteResume {
            resume_id: resume_id.clone(),
        };
        delete(what.clone(), preview, deletion, None);
    };
    view! {
        <tr>
            <td class="place">
                "–"
            </td>
            <th scope="row" colspan="3">
                <a href=Route::Resume(id).href() data-row>
                    {name}
                </a>
                <small class="under no">{unread_reason(resume)}</small>
            </th>
            <td colspan="2">
                <small>"not scored"</small>
            </td>
            <td>
                <button type="button" aria-label=label on:click=press(remove)>
                    "Remove"
                </button>
            </td>
        </tr>
    }
    .into_any()
}
