//! The library of résumés.

use leptos::prelude::*;

use super::analyse::analyse_button;
use super::deletion::delete;
use super::list::{cell, count, file_words, follow, mark, search_field, table_head, total, window};
use crate::app::browser;
use crate::app::components::{
    DropZone, Pager, choose_files, copyable, counted, day, empty, load, rows, shown, unread_reason,
};
use crate::app::press::press;
use crate::app::route::{AnalysesQuery, Route};
use crate::messages::{DeleteResume, ListResumes, PreviewResumeDeletion, ResumeRow};
use crate::records::{Finding, Resume, ResumeState, Severity};

/// The library of résumés.
#[component]
pub fn Resumes(query: String) -> impl IntoView {
    let query = RwSignal::new(query);
    let offset = RwSignal::new(0);
    let resumes = load(move || {
        Some(ListResumes {
            query: query.get(),
            window: window(offset),
        })
    });
    let total = total(resumes, offset);
    let changed = move || {
        offset.set(0);
        let query = query.get_untracked();
        browser::replace(&Route::Resumes { query }.href());
    };
    follow(move |route| {
        if let Route::Resumes { query: words } = route {
            offset.set(0);
            query.set(words);
        }
    });
    view! {
        <header class="view-head">
            <h1>"Résumés"</h1>
            <button type="button" class="main" on:click=press(move |_| choose_files())>"Add résumés"</button>
        </header>
        <DropZone/>
        <div class="filters" role="search" aria-label="Résumés">
            {search_field("resumes-query", "Search candidate, file name and headline", query, changed)}
            {count(total, "résumé", "résumés")}
        </div>
        {shown(resumes, move |list| match list.rows.as_slice() {
            [] => none(query),
            rows => table(rows),
        })}
        <Pager offset total/>
    }
}

/// Why the list is empty, and what to do about it.
fn none(query: RwSignal<String>) -> AnyView {
    let words = query.get_untracked();
    if words.trim().is_empty() {
        empty("No résumé yet. Drop some above, or choose files or a whole folder.")
    } else {
        empty(format!(
            "No résumé has all of the words “{}” in its candidate, file name or headline. Fewer words find more.",
            words.trim()
        ))
    }
}

fn table(resumes: &[ResumeRow]) -> AnyView {
    let rows = rows(resumes, |_, resume| row(resume));
    view! {
        <div class="card">
            <table>
                <caption class="sr">"Résumés, newest first"</caption>
                {table_head(&["Candidate", "File", "Added", "Findings", "Analyses", ""])}
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: &ResumeRow) -> AnyView {
    let resume = &row.resume;
    let id = resume.resume_id.clone();
    let name = view! {
        <a data-row href=Route::Resume(id.clone()).href()>{resume.title().to_owned()}</a>
        {resume.is_sample.then(|| mark("sample"))}
        {under_name(resume)}
    };
    let file = view! {
        <span class="file-name">{resume.original_filename.clone()}</span>
        <br/>
        <small>{file_words(resume)}</small>
        <br/>
        <small>{copyable(id.as_str(), "résumé id")}</small>
    };
    let what = format!("the résumé “{}”", resume.title());
    let remove = move |_| {
        delete(
            what.clone(),
            PreviewResumeDeletion {
                resume_id: id.clone(),
            },
            DeleteResume {
                resume_id: id.clone(),
            },
            None,
        );
    };
    view! {
        <tr>
            <th scope="row" class="named">{name}</th>
            {cell("File", file.into_any())}
            {cell("Added", day(&resume.uploaded_at))}
            {cell("Findings", findings_word(&resume.findings))}
            {cell("Analyses", analyses_link(row))}
            <td class="does">
                {(resume.state == ResumeState::Read).then(|| analyse_button(resume, false))}
                <button type="button" on:click=press(remove)>
                    "Delete…"<span class="sr">" " {resume.title().to_owned()}</span>
                </button>
            </td>
        </tr>
    }
    .into_any()
}

/// The headline; for a file without text, why it has none and what to do.
fn under_name(resume: &Resume) -> AnyView {
    if let Some(reason) = unread_reason(resume) {
        return view! { <br/><small class="no">{reason}</small> }.into_any();
    }
    let headline = resume.headline.clone().filter(|line| !line.is_empty());
    headline
        .map(|headline| view! { <br/><small>{headline}</small> })
        .into_any()
}

/// How many findings, and whether one is more than a note.
fn findings_word(findings: &[Finding]) -> AnyView {
    if findings.is_empty() {
        return view! { <small>"none"</small> }.into_any();
    }
    let worst = findings.iter().map(|finding| finding.severity).max();
    let class = match worst {
        Some(Severity::Error) => "no",
        Some(Severity::Warning) => "half",
        _ => "quiet",
    };
    let kinds: Vec<&str> = findings
        .iter()
        .map(|finding| finding.what.as_str())
        .collect();
    view! {
        <span class=class title=kinds.join("\n")>
            {counted(findings.len() as u64, "finding", "findings")}
        </span>
    }
    .into_any()
}

fn analyses_link(row: &ResumeRow) -> AnyView {
    if row.analysis_count == 0 {
        return view! { <small>"none yet"</small> }.into_any();
    }
    let route = Route::Analyses(AnalysesQuery {
        candidate: row.resume.title().to_owned(),
        ..Default::default()
    });
    view! {
        <a href=route.href()>{counted(row.analysis_count, "analysis", "analyses")}</a>
    }
    .into_any()
}
