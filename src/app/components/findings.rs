//! What was noticed about a file, each with what to do about it.

use leptos::prelude::*;

use super::Pointer;
use crate::records::{Document, Finding, Severity};

/// The findings of a document, with the text that people do not see. Where there is a pointer, each line number leads to it.
pub fn findings(document: &Document, pointer: Option<Pointer>) -> AnyView {
    if document.findings.is_empty() && document.hidden.is_empty() {
        return view! { <p class="empty">"Nothing odd was noticed in this file."</p> }.into_any();
    }
    let list = document
        .findings
        .iter()
        .map(|finding| one(finding, pointer))
        .collect_view();
    let hidden = (!document.hidden.is_empty()).then(|| {
        let lines = document
            .hidden
            .iter()
            .map(|text| view! { <li>{text.clone()}</li> })
            .collect_view();
        view! {
            <h3>"Text that a person does not see"</h3>
            <p class="quiet">"It is kept apart and never scored."</p>
            <ul class="hidden-text">{lines}</ul>
        }
    });
    view! {
        <div class="findings">
            <ul>{list}</ul>
            {hidden}
        </div>
    }
    .into_any()
}

fn one(finding: &Finding, pointer: Option<Pointer>) -> AnyView {
    let (class, word) = match finding.severity {
        Severity::Note => ("unsaid", "Note"),
        Severity::Warning => ("half", "Look at this"),
        Severity::Error => ("no", "Problem"),
    };
    let line = finding
        .line
        .zip(pointer)
        .map(|(line, pointer)| pointer.link(line, format!("line {line}")));
    view! {
        <li>
            <b class=class>{word}</b>
            " "
            {finding.what.clone()}
            " "
            {line}
            <br/>
            <small>{finding.advice.clone()}</small>
        </li>
    }
    .into_any()
}
