//! Every requirement of the job: what was asked and where, what was found and where.

use leptos::prelude::*;

use super::{Shared, claim};
use crate::app::components::{Votes, outcome_class, outcome_sign, outcome_word};
use crate::app::route::Route;
use crate::messages::AnalysisView;
use crate::records::{Analysis, Evidence, Importance, ItemType, Outcome, RequirementResult};

/// Fewer points than this are no reason to look for more.
const LEAST_GAIN: f64 = 0.5;

/// The requirements in their groups.
pub fn draw(view: &AnalysisView, shared: Shared) -> AnyView {
    let analysis = &view.analysis;
    let correct = view.job.as_ref().map(|job| {
        let href = Route::Job(job.job_id.clone()).href();
        view! {
            <p class="quiet to-correct">
                "Is something here not asked for, or missing? "
                <a href=href>"Correct what the job asks for"</a>
                "; its analyses follow."
            </p>
        }
    });
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
            {correct}
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
        {correct}
    }
    .into_any()
}

fn is_scored(result: &RequirementResult) -> bool {
    result.points_possible > 0.0
}

fn one(analysis: &Analysis, index: usize, result: &RequirementResult, shared: Shared) -> AnyView {
    let asked = &result.requirement;
    let about = shared.about;
    let class = outcome_class(result.outcome);
    let mut said = evidence(&result.evidence, shared);
    if asked.job_line > 0 {
        let text = format!("job line {}", asked.job_line);
        let link = shared.job.link(asked.job_line, text);
        let words = if said.is_empty() {
            "Asked for in "
        } else {
            "asked for in "
        };
        said.push(view! { {words} {link} }.into_any());
    }
    let gain = result.points_possible - result.points;
    if result.outcome != Outcome::Found && gain >= LEAST_GAIN {
        said.push(format!("+{gain:.1} points if this were there in full").into_any());
    }
    let said = said
        .into_iter()
        .enumerate()
        .map(|(index, part)| view! { {if index == 0 { " " } else { " · " }} {part} })
        .collect_view();
    let points = is_scored(result).then(|| {
        let text = format!(
            "{:.1} of {:.1} points",
            result.points, result.points_possible
        );
        view! { <small class="points">{text}</small> }
    });
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
            <span>
                <b>{asked.name.clone()}</b>
                " "
                {points}
            </span>
            <p>
                <span class=class>{outcome_word(result.outcome)}</span>
                {because(result)}
                {said}
            </p>
            <Votes claim feedback=shared.feedback/>
        </li>
    }
    .into_any()
}

/// The words that bear on a requirement, each with the lines that have them.
fn evidence(evidence: &[Evidence], shared: Shared) -> Vec<AnyView> {
    let mut quotes: Vec<(&str, Vec<u32>)> = Vec::new();
    for e in evidence {
        match quotes.iter_mut().find(|(quote, _)| *quote == e.quote) {
            Some((_, lines)) => lines.push(e.line),
            None => quotes.push((&e.quote, vec![e.line])),
        }
    }
    quotes
        .into_iter()
        .map(|(quote, lines)| {
            view! { <q>{quote.to_owned()}</q> {shared.resume.links(&lines)} }.into_any()
        })
        .collect()
}

/// The reason, as it goes on behind the outcome's word. One that says the word itself does not say it twice.
fn because(result: &RequirementResult) -> String {
    let reason = result.reason.trim();
    match reason.strip_prefix(outcome_word(result.outcome)) {
        Some(rest) => rest.to_owned(),
        None if reason.is_empty() => String::new(),
        None => format!(": {reason}"),
    }
}

/// What the program said of a requirement, in one text for feedback.
fn response(result: &RequirementResult) -> String {
    let mut text = format!("{}{}", outcome_word(result.outcome), because(result));
    for evidence in &result.evidence {
        text.push_str(&format!(" “{}” (line {})", evidence.quote, evidence.line));
    }
    text
}
