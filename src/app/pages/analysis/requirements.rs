//! Every requirement of the job: what was asked and where, what was found and where.

use leptos::prelude::*;

use super::{Shared, claim};
use crate::app::components::{Votes, outcome_class, outcome_sign, outcome_word};
use crate::records::{
    Analysis, Evidence, Importance, ItemType, Outcome, RequirementKind, RequirementResult,
};

/// Evidence is quoted up to here; further lines are only named.
const MOST_QUOTES: usize = 3;
/// Fewer points than this are no reason to look for more.
const LEAST_GAIN: f64 = 0.5;

/// The requirements in their groups.
pub fn draw(analysis: &Analysis, shared: Shared) -> AnyView {
    let group = |title: &'static str, belongs: fn(&RequirementResult) -> bool| {
        let items = analysis
            .analysis_result
            .requirements
            .iter()
            .enumerate()
            .filter(|(_, result)| belongs(result))
            .map(|(index, result)| one(analysis, index, result, shared))
            .collect::<Vec<_>>();
        (!items.is_empty()).then(|| {
            view! {
                <section>
                    <h2>{title}</h2>
                    <ul class="card reqs">{items}</ul>
                </section>
            }
        })
    };
    if analysis.analysis_result.requirements.is_empty() {
        return view! {
            <p class="empty card">
                "No requirement could be read out of the job’s text, so nothing was compared."
            </p>
        }
        .into_any();
    }
    view! {
        {group("Must have", |r| is_scored(r) && r.requirement.importance == Importance::Required)}
        {group(
            "Nice to have",
            |r| is_scored(r) && r.requirement.importance == Importance::Preferred,
        )}
        {group("Told, not scored", |r| !is_scored(r))}
    }
    .into_any()
}

fn is_scored(result: &RequirementResult) -> bool {
    result.requirement.kind != RequirementKind::Place
}

fn one(analysis: &Analysis, index: usize, result: &RequirementResult, shared: Shared) -> AnyView {
    let asked = &result.requirement;
    let about = shared.about;
    let class = outcome_class(result.outcome);
    let mut said = evidence(&result.evidence, shared);
    let reason = result.reason.trim().trim_end_matches('.');
    if !reason.is_empty() {
        said.push(reason.to_owned().into_any());
    }
    if asked.job_line > 0 {
        let text = format!("job line {}", asked.job_line);
        let link = shared.job.link(asked.job_line, text);
        said.push(view! { "asked for in " {link} }.into_any());
    }
    let gain = result.points_possible - result.points;
    if result.outcome != Outcome::Found && gain >= LEAST_GAIN {
        said.push(format!("+{gain:.0} if this were there in full").into_any());
    }
    let said = said
        .into_iter()
        .enumerate()
        .map(|(index, part)| view! { {if index == 0 { ": " } else { " · " }} {part} })
        .collect_view();
    let claim = claim(
        analysis,
        ItemType::Requirement,
        &asked.id,
        &asked.name,
        format!("Does the résumé show “{}”? {}", asked.name, asked.job_quote),
        response(result),
    );
    view! {
        <li
            class="req"
            class:lit=move || about.get() == Some(index)
            on:mouseenter=move |_| about.set(Some(index))
            on:mouseleave=move |_| about.set(None)
            on:focusin=move |_| about.set(Some(index))
            on:focusout=move |_| about.set(None)
        >
            {outcome_sign(result.outcome)}
            <b>{asked.name.clone()}</b>
            <p>
                <span class=class>{outcome_word(result.outcome)}</span>
                {said}
            </p>
            <Votes claim feedback=shared.feedback/>
        </li>
    }
    .into_any()
}

/// The lines that bear on a requirement, the first ones with their words.
fn evidence(evidence: &[Evidence], shared: Shared) -> Vec<AnyView> {
    evidence
        .iter()
        .enumerate()
        .map(|(index, e)| {
            let link = shared.resume.link(e.line, format!("line {}", e.line));
            if index < MOST_QUOTES {
                view! { <q>{e.quote.clone()}</q> " " {link} }.into_any()
            } else {
                link
            }
        })
        .collect()
}

/// What the program said of a requirement, in one text for feedback.
fn response(result: &RequirementResult) -> String {
    let mut text = outcome_word(result.outcome).to_owned();
    if !result.reason.is_empty() {
        text.push_str(": ");
        text.push_str(&result.reason);
    }
    for evidence in &result.evidence {
        text.push_str(&format!(" “{}” (line {})", evidence.quote, evidence.line));
    }
    text
}
