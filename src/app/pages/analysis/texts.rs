//! Beside the claims: the two texts with their marks, the original file, what a plain reader sees, and findings.

use leptos::prelude::*;

use super::Shared;
use crate::app::components::{
    Mark, Original, PaperLine, TabList, document_lines, findings, plain_lines, tab_panel,
};
use crate::app::pages::text::text;
use crate::messages::AnalysisView;
use crate::records::{Document, Outcome, RequirementResult};

/// The tabs and their panels.
pub fn draw(view: &AnalysisView, shared: Shared) -> AnyView {
    let tab = shared.tab;
    let requirements = &view.analysis.analysis_result.requirements;
    let number = view
        .document
        .as_ref()
        .map_or(0, |document| document.findings.len());
    let tabs = vec![
        ("resume", "Résumé text".to_owned()),
        ("job", "Job text".to_owned()),
        ("original", "Original".to_owned()),
        ("plain", "What a plain reader sees".to_owned()),
        ("findings", format!("Findings ({number})")),
    ];
    let gone = || {
        view! {
            <p class="empty">"The résumé of this analysis is not kept here."</p>
        }
        .into_any()
    };
    let resume = match &view.document {
        Some(document) => {
            let lines = marked_resume(document, requirements);
            text(lines, shared.resume)
        }
        None => gone(),
    };
    let lines = marked_job(&view.analysis.job_description, requirements);
    let job = text(lines, shared.job);
    let original = match &view.resume {
        Some(resume) => {
            let wanted = Signal::derive(move || tab.get() == "original");
            view! { <Original resume=resume.clone() wanted/> }.into_any()
        }
        None => gone(),
    };
    let plain = view.document.as_ref().map_or_else(gone, plain);
    let findings = view
        .document
        .as_ref()
        .map_or_else(gone, |document| findings(document, Some(shared.resume)));
    view! {
        <section class="card texts" aria-label="Texts">
            <TabList label="Texts" tabs selected=tab/>
            {tab_panel("resume", tab, resume)}
            {tab_panel("job", tab, job)}
            {tab_panel("original", tab, original)}
            {tab_panel("plain", tab, plain)}
            {tab_panel("findings", tab, findings)}
        </section>
    }
    .into_any()
}

fn marked_resume(document: &Document, requirements: &[RequirementResult]) -> Vec<PaperLine> {
    let mut lines = document_lines(document);
    for (about, result) in requirements.iter().enumerate() {
        for evidence in &result.evidence {
            mark(
                &mut lines,
                evidence.line,
                &evidence.quote,
                result.outcome,
                about,
            );
        }
    }
    lines
}

fn marked_job(text: &str, requirements: &[RequirementResult]) -> Vec<PaperLine> {
    let mut lines = plain_lines(text);
    // A line may ask for several things, of which some are found: taken together it is met partly.
    let outcome = |line: u32| {
        let mut on_line = requirements
            .iter()
            .filter(|r| r.requirement.job_line == line)
            .map(|r| r.outcome);
        let first = on_line.next().unwrap_or(Outcome::NotStated);
        if on_line.all(|other| other == first) {
            first
        } else {
            Outcome::Partly
        }
    };
    for (about, result) in requirements.iter().enumerate() {
        let asked = &result.requirement;
        let outcome = outcome(asked.job_line);
        mark(&mut lines, asked.job_line, &asked.job_quote, outcome, about);
    }
    lines
}

fn mark(lines: &mut [PaperLine], number: u32, quote: &str, outcome: Outcome, about: usize) {
    if let Some(line) = lines.iter_mut().find(|line| line.number == number) {
        line.marks.push(Mark {
            quote: quote.to_owned(),
            outcome,
            about,
        });
    }
}

/// The text as a simple reader meets it. Where that is the reading order, it says so.
fn plain(document: &Document) -> AnyView {
    let (told, text) = match &document.plain {
        Some(text) => (
            "A program that reads this file from top to bottom meets its words in this order: columns and tables come out mixed, page headers and text boxes may be missing.",
            text.clone(),
        ),
        None => (
            "A program that reads this file from top to bottom sees the same text in the same order.",
            document.text(),
        ),
    };
    view! {
        <p class="empty">{told}</p>
        <pre class="plain">{text}</pre>
    }
    .into_any()
}
