//! Deleting one candidate with all that hangs on them, with a receipt of what was removed.

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::backup::button;
use super::head::head;
use crate::app::browser;
use crate::app::components::{
    Loaded, PAGE, ask, bytes, counted, day, deletion_words, empty, load, moment, shown,
};
use crate::app::pages::list::{cell, search_field, table_head};
use crate::app::route::Route;
use crate::app::session::session;
use crate::messages::{
    CandidateResume, DeleteCandidate, Deletion, FindCandidate, ListResumes, Receipt, ResumeRow,
    SamePerson, Window,
};
use crate::records::ResumeId;

/// Deleting one candidate: looked for, or known by one of the résumés.
#[component]
pub fn CandidatePage(resume_id: Option<ResumeId>) -> impl IntoView {
    let content = match resume_id {
        None => search(),
        Some(resume_id) => one(resume_id),
    };
    view! {
        {head(
            "Delete a candidate",
            "Everything about one person goes at once and for good: their résumés with the original files, texts and facts, the analyses, the feedback. You get a receipt of what was removed.",
        )}
        {content}
    }
}

fn search() -> AnyView {
    let query = RwSignal::new(String::new());
    let resumes = load(move || {
        Some(ListResumes {
            query: query.get(),
            window: Window {
                offset: 0,
                limit: PAGE,
            },
        })
    });
    view! {
        <div class="filters" role="search" aria-label="Candidates">
            {search_field("candidate-query", "Search candidate and file name", query, || ())}
        </div>
        {shown(resumes, |list| match list.rows.as_slice() {
            [] => empty("No résumé has all of these words. Fewer words find more."),
            rows => people(rows, list.total),
        })}
    }
    .into_any()
}

fn people(rows: &[ResumeRow], total: u64) -> AnyView {
    let more = total.saturating_sub(rows.len() as u64);
    let rows = rows
        .iter()
        .map(|row| {
            let resume = &row.resume;
            let href = Route::Candidate(Some(resume.resume_id.clone())).href();
            view! {
                <tr>
                    <th scope="row"><a data-row href=href>{resume.title().to_owned()}</a></th>
                    {cell("File", view! { <span class="file-name">{resume.original_filename.clone()}</span> }.into_any())}
                    {cell("Added", day(&resume.uploaded_at))}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="card">
            <table>
                <caption class="sr">"Résumés, newest first"</caption>
                {table_head(&["Candidate", "File", "Added"])}
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p class="quiet">{format!("and {more} more; search for them.")}</p> })}
    }
    .into_any()
}

fn one(resume_id: ResumeId) -> AnyView {
    // Kept here, so that it stays in sight when what it tells of is gone.
    let receipt = RwSignal::new(None::<Receipt>);
    let found = load(move || {
        receipt.with(Option::is_none).then(|| FindCandidate {
            resume_id: resume_id.clone(),
        })
    });
    (move || match receipt.get() {
        Some(receipt) => receipt_view(&receipt),
        None => candidate(found, receipt),
    })
    .into_any()
}

fn candidate(found: Loaded<Vec<CandidateResume>>, receipt: RwSignal<Option<Receipt>>) -> AnyView {
    shown(found, move |resumes: &Vec<CandidateResume>| {
        // A name alone may be another person's: it is for the reader to say.
        let sure = resumes
            .iter()
            .filter(|resume| resume.why != SamePerson::SameName)
            .map(|resume| resume.resume_id.clone())
            .collect();
        let chosen = RwSignal::new(sure);
        choice(resumes.clone(), chosen, receipt)
    })
}

fn choice(
    resumes: Vec<CandidateResume>,
    chosen: RwSignal<Vec<ResumeId>>,
    receipt: RwSignal<Option<Receipt>>,
) -> AnyView {
    let rows = resumes
        .iter()
        .map(|resume| row(resume, chosen))
        .collect_view();
    let delete = move || {
        let ids = chosen.get_untracked();
        let of = resumes
            .iter()
            .filter(|resume| ids.contains(&resume.resume_id));
        let goes = of.fold(Deletion::default(), |goes, resume| Deletion {
            resumes: goes.resumes + 1,
            analyses: goes.analyses + resume.analyses,
            feedback: goes.feedback + resume.feedback,
            ..goes
        });
        ask(
            "Delete this candidate?",
            format!(
                "This deletes {} from this device, at once and for good. Backups that were made before still hold them.",
                deletion_words(&goes)
            ),
            "Delete for good",
            move || remove(ids.clone(), receipt),
        );
    };
    view! {
        <fieldset class="card facts ways-back">
            <legend class="sr">"Which résumés are of this candidate"</legend>
            {rows}
        </fieldset>
        <div class="actions">
            <button
                type="button"
                class="danger"
                disabled=move || chosen.with(Vec::is_empty)
                on:click=crate::app::press::press(move |_| delete())
            >
                {move || format!("Delete {}…", counted(chosen.with(Vec::len) as u64, "résumé and all that hangs on it", "résumés and all that hangs on them"))}
            </button>
            <a class="button" href=Route::Candidate(None).href()>"Look for another"</a>
        </div>
    }
    .into_any()
}

fn row(resume: &CandidateResume, chosen: RwSignal<Vec<ResumeId>>) -> AnyView {
    let id = resume.resume_id.clone();
    let is_chosen = {
        let id = id.clone();
        move || chosen.with(|chosen| chosen.contains(&id))
    };
    let on_change = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != id);
            if on {
                chosen.push(id.clone());
            }
        });
    };
    let href = Route::Resume(resume.resume_id.clone()).href();
    view! {
        <div class="line">
            <label class="check">
                <input type="checkbox" prop:checked=is_chosen on:change=on_change/>
                <span>
                    <b>{name(resume)}</b> " " {why(resume.why)}
                    <small class="under">
                        {resume.original_filename.clone()} " · " {bytes(resume.file_size as f64)} " · added " {day(&resume.uploaded_at)}
                        {resume.email.clone().map(|email| format!(" · {email}"))}
                        {format!(
                            " · {}, {}",
                            counted(resume.analyses, "analysis", "analyses"),
                            counted(resume.feedback, "feedback entry", "feedback entries")
                        )}
                    </small>
                </span>
            </label>
            <a href=href>"Look at it"<span class="sr">{format!(": {}", resume.original_filename)}</span></a>
        </div>
    }
    .into_any()
}

fn name(resume: &CandidateResume) -> String {
    let name = resume.candidate_name.clone();
    name.unwrap_or_else(|| resume.original_filename.clone())
}

fn why(why: SamePerson) -> AnyView {
    let text = match why {
        SamePerson::Asked => return ().into_any(),
        SamePerson::SameEmail => "the same email",
        SamePerson::SameName => "the same name: look before you delete",
    };
    view! { <span class="mark">{text}</span> }.into_any()
}

fn remove(resume_ids: Vec<ResumeId>, receipt: RwSignal<Option<Receipt>>) {
    spawn_local(async move {
        let session = session();
        let answer = session.client.call(DeleteCandidate { resume_ids }).await;
        match answer {
            Ok(gone) => {
                receipt.try_set(Some(gone));
                session.wrote().await;
            }
            Err(failure) => session.tell_failure(&failure),
        }
    });
}

fn receipt_view(receipt: &Receipt) -> AnyView {
    let resumes = receipt
        .resumes
        .iter()
        .map(|resume| {
            view! {
                <li>
                    {name(resume)} " · " {resume.original_filename.clone()}
                    <small class="under">"SHA-256 " <code>{resume.sha256.clone()}</code></small>
                </li>
            }
        })
        .collect_view();
    let analyses = receipt
        .analyses
        .iter()
        .map(|analysis| {
            let job = crate::app::components::title(&analysis.role_name, &analysis.company_name);
            view! { <li><code>{analysis.analysis_id.to_string()}</code> " · " {job} " · " {day(&analysis.created_at)}</li> }
        })
        .collect_view();
    let unlinked = (receipt.removed.unlinked > 0).then(|| {
        let applications = counted(receipt.removed.unlinked, "application", "applications");
        view! { <p class="quiet">{format!("{applications} stayed, no longer linked to these résumés.")}</p> }
    });
    let unreadable = (!receipt.unreadable.is_empty()).then(|| {
        let records = counted(
            receipt.unreadable.len() as u64,
            "record that could not be read",
            "records that could not be read",
        );
        view! { <p class="quiet">{format!("{records} went along.")}</p> }
    });
    let backup = match &receipt.last_backup {
        Some(last) => view! {
            <p>"The last backup, of " {moment(&last.made_at)} ", and any before it may still hold all this: delete those files too, or make a new backup in their place."</p>
        }
        .into_any(),
        None => view! { <p class="quiet">"No backup was made in this browser."</p> }.into_any(),
    };
    let kept = receipt.clone();
    let download = move || {
        // Plain texts and numbers can always be written as JSON.
        let json = serde_json::to_vec_pretty(&kept).unwrap_or_default();
        let day = kept.deleted_at.as_str().get(..10).unwrap_or_default();
        let file = Uint8Array::from(json.as_slice()).buffer();
        let name = format!("shortlist-deleted-{day}.json");
        browser::download(&file, "application/json", &name);
    };
    view! {
        <section class="card facts" aria-label="Receipt">
            <p class="ok" role="status">
                {format!("Deleted {}, ", deletion_words(&receipt.removed))} {moment(&receipt.deleted_at)} "."
            </p>
            <ul>{resumes}</ul>
            {(!receipt.analyses.is_empty()).then(|| view! {
                <details><summary>{counted(receipt.analyses.len() as u64, "analysis", "analyses")}</summary><ul>{analyses}</ul></details>
            })}
            {unlinked}
            {unreadable}
            {backup}
            <div class="actions">
                {button("Download the receipt", "", download)}
                <a class="button" href=Route::Data.href()>"Back to your data"</a>
            </div>
        </section>
    }
    .into_any()
}
