//! One résumé: text, original, facts, findings, analyses.

use leptos::prelude::*;

use super::analyse::analyse_button;
use super::deletion::delete;
use super::list::{cell, file_words, mark, name_view, table_head};
use super::resume_facts::facts;
use super::text::text;
use crate::app::components::{
    Original, Pointer, TabList, copyable, counted, document_lines, empty, findings, load, moment,
    score_cell, shown, stars, tab_panel, title, unread_reason,
};
use crate::app::press::press;
use crate::app::route::Route;
use crate::messages::{AnalysisRow, DeleteResume, GetResume, PreviewResumeDeletion, ResumeView};
use crate::records::{Document, Resume, ResumeId, ResumeState};

const TEXT: &str = "text";
const ORIGINAL: &str = "original";
const PLAIN: &str = "plain";
const FINDINGS: &str = "findings";

const NO_TEXT: &str = "No text could be read from this file. The original is kept, on its own tab.";

/// One résumé: text, original, facts, findings, analyses.
#[component]
pub fn ResumePage(resume_id: ResumeId) -> impl IntoView {
    let id = resume_id.clone();
    let answer = load(move || {
        Some(GetResume {
            resume_id: id.clone(),
        })
    });
    let heading = move || {
        answer.with(|answer| match answer {
            Some(Ok(view)) => view.resume.title().to_owned(),
            _ => "Résumé".to_owned(),
        })
    };
    name_view(heading);
    // What stands on the page hangs on the file and what was read of it, and neither ever changes; only the analyses do.
    let file = Memo::new(move |_| {
        answer.with(|answer| match answer {
            Some(Ok(view)) => Some(view.resume.clone()),
            _ => None,
        })
    });
    let selected = RwSignal::new(TEXT);
    let pointer = Pointer::new("resume", RwSignal::new(None), Some((selected, TEXT)));
    let read = move || {
        file.get().and_then(|_| {
            answer.with_untracked(|answer| match answer {
                Some(Ok(view)) => Some(body(view, selected, pointer)),
                _ => None,
            })
        })
    };
    view! {
        <nav class="trail" aria-label="Where this is">
            <a href=Route::Resumes { query: String::new() }.href()>"Résumés"</a>
            " › "
            {copyable(resume_id.as_str(), "résumé id")}
        </nav>
        <header class="view-head">
            <h1>{heading}</h1>
            {move || file.get().map(|resume| actions(&resume))}
        </header>
        {read}
        {shown(answer, analyses)}
    }
}

fn actions(resume: &Resume) -> AnyView {
    let what = format!("the résumé “{}”", resume.title());
    let id = resume.resume_id.clone();
    let remove = move |_| {
        delete(
            what.clone(),
            PreviewResumeDeletion {
                resume_id: id.clone(),
            },
            DeleteResume {
                resume_id: id.clone(),
            },
            Some(Route::Resumes {
                query: String::new(),
            }),
        );
    };
    let candidate = Route::Candidate(Some(resume.resume_id.clone())).href();
    view! {
        <div class="actions">
            <button type="button" class="danger" on:click=press(remove)>"Delete…"</button>
            <a class="button" href=candidate>"Delete this candidate…"</a>
            {(resume.state == ResumeState::Read).then(|| analyse_button(resume, true))}
        </div>
    }
    .into_any()
}

fn body(view: &ResumeView, selected: RwSignal<&'static str>, pointer: Pointer) -> AnyView {
    let (resume, document) = (&view.resume, &view.document);
    let is_read = resume.state == ResumeState::Read;
    if !is_read {
        selected.set(ORIGINAL);
    }
    let headline = resume.headline.clone().filter(|line| !line.is_empty());
    let tabs = vec![
        (TEXT, "Text".to_owned()),
        (ORIGINAL, "Original".to_owned()),
        (PLAIN, "What a plain reader sees".to_owned()),
        (FINDINGS, format!("Findings ({})", document.findings.len())),
    ];
    let wanted = Signal::derive(move || selected.get() == ORIGINAL);
    let original = view! { <Original resume=resume.clone() wanted/> };
    view! {
        <p class="under-head">
            {headline.map(|headline| format!("{headline} · "))}
            {resume.original_filename.clone()} " · " {file_words(resume)}
            " · added " {moment(&resume.uploaded_at)}
            {resume.is_sample.then(|| mark("sample"))}
        </p>
        {unread_reason(resume).map(|reason| view! { <p class="failed">{reason}</p> })}
        <div class:pair=is_read>
            {is_read.then(|| view! {
                <section aria-label="What was understood">{facts(&view.facts, pointer)}</section>
            })}
            <section class="card" class:texts=is_read aria-label="The file">
                <TabList label="Ways to see the file" tabs selected/>
                {tab_panel(TEXT, selected, read_text(document, pointer))}
                {tab_panel(ORIGINAL, selected, original.into_any())}
                {tab_panel(PLAIN, selected, plain(document))}
                {tab_panel(FINDINGS, selected, findings(document, Some(pointer)))}
            </section>
        </div>
    }
    .into_any()
}

fn read_text(document: &Document, pointer: Pointer) -> AnyView {
    if document.lines.is_empty() {
        return empty(NO_TEXT);
    }
    text(document_lines(document), pointer)
}

/// The text in the order in which a simple reader meets it.
fn plain(document: &Document) -> AnyView {
    match &document.plain {
        None if document.lines.is_empty() => empty(NO_TEXT),
        None => empty(
            "The same as the text: a plain reader, such as an old applicant-tracking system, meets these lines in the same order.",
        ),
        Some(plain) => view! {
            <p class="hint">
                "A plain reader, such as an old applicant-tracking system, takes the file’s text in this order and leaves out what is not here. It is shown so that you can see what such a system would make of it; scoring uses the text in reading order."
            </p>
            <pre class="plain" tabindex="0">{plain.clone()}</pre>
        }
        .into_any(),
    }
}

fn analyses(view: &ResumeView) -> AnyView {
    let rows = &view.analyses;
    if rows.is_empty() && view.resume.state != ResumeState::Read {
        return ().into_any();
    }
    let count = (!rows.is_empty()).then(|| view! { " " <span class="quiet">{rows.len()}</span> });
    let list = if rows.is_empty() {
        empty("Not analysed yet. Choose a current job, then “Analyse against the current job”.")
    } else {
        let rows = rows.iter().map(analysis).collect_view();
        view! {
            <div class="card">
                <table>
                    <caption class="sr">"Analyses of this résumé, newest first"</caption>
                    {table_head(&["Job", "Match strength", "Analysed", "Feedback"])}
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <h2>"Analyses" {count}</h2> {list} }.into_any()
}

fn analysis(row: &AnalysisRow) -> AnyView {
    let route = Route::Analysis(row.analysis_id.clone());
    view! {
        <tr>
            <th scope="row" class="named">
                <a data-row href=route.href()>{title(&row.role_name, &row.company_name)}</a>
            </th>
            {cell("Match strength", score_cell(row))}
            {cell("Analysed", moment(&row.created_at))}
            {cell("Feedback", feedback_word(row))}
        </tr>
    }
    .into_any()
}

/// The rating of the whole and how much was said.
pub fn feedback_word(row: &AnalysisRow) -> AnyView {
    if row.feedback_count == 0 {
        return view! { <small>"no feedback"</small> }.into_any();
    }
    view! {
        {row.rating.map(stars)}
        <small class="under">{counted(row.feedback_count, "entry", "entries")}</small>
    }
    .into_any()
}
