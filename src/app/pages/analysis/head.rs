//! The score: its number and word, its parts with their weights, and what it is not.

use leptos::prelude::*;

use crate::app::components::{part_word, score_bar, strength_word, whole};
use crate::records::{AnalysisResult, Importance, Outcome, PartScore};

/// The score of an analysis.
pub fn draw(result: &AnalysisResult) -> AnyView {
    let name = result
        .candidate_name
        .clone()
        .unwrap_or_else(|| result.filename.clone());
    let parts = result.parts.iter().map(part).collect_view();
    let thin = result.thin.then(|| {
        view! {
            <li>
                "The job names fewer than three requirements, so this score is not firm."
            </li>
        }
    });
    let notes = result
        .notes
        .iter()
        .map(|note| view! { <li>{note.clone()}</li> })
        .collect_view();
    let has_notes = result.thin || !result.notes.is_empty();
    view! {
        <section class="card" aria-label="Score">
            <div class="head">
                <span class="score">{whole(result.overall_score)}</span>
                <div>
                    <h1>{name}</h1>
                    <small class="under">
                        <b class="strength">{strength_word(result.strength)} " match"</b>
                        {must_haves(result)}
                    </small>
                    <small class="under">
                        "Match strength, not a probability: it says how much of what the job asks for stands in the résumé."
                    </small>
                </div>
            </div>
            <div class="parts">{parts}</div>
            <p class="sum">{sum(result)}</p>
            {has_notes.then(|| view! { <ul class="notes">{thin} {notes}</ul> })}
        </section>
    }
    .into_any()
}

fn must_haves(result: &AnalysisResult) -> Option<String> {
    let musts: Vec<Outcome> = result
        .requirements
        .iter()
        .filter(|r| r.requirement.importance == Importance::Required)
        .map(|r| r.outcome)
        .collect();
    let found = musts.iter().filter(|o| **o == Outcome::Found).count();
    (!musts.is_empty()).then(|| format!(" · {found} of {} must-haves", musts.len()))
}

fn part(part: &PartScore) -> AnyView {
    let bar = score_bar(&[PartScore {
        weight_used: 1.0,
        ..part.clone()
    }]);
    let number = match part.score {
        Some(score) => view! {
            <b>{whole(score)}</b>
            " "
            <small>{format!("× {}", weight(part.weight_used))}</small>
        }
        .into_any(),
        None => view! { <small>"not stated in the job"</small> }.into_any(),
    };
    view! {
        <div>
            <span class="part">{part_word(part.part)}</span>
            " "
            {number}
            {bar}
        </div>
    }
    .into_any()
}

/// `.40`: a weight the way people write it.
fn weight(weight: f64) -> String {
    let text = format!("{weight:.2}");
    text.strip_prefix('0').unwrap_or(&text).to_owned()
}

/// How the parts add up, and where the weight of a part went that the job does not ask for.
fn sum(result: &AnalysisResult) -> String {
    let stated: Vec<&PartScore> = result.parts.iter().filter(|p| p.score.is_some()).collect();
    if stated.is_empty() {
        return "The job asks for nothing that could be measured.".into();
    }
    let terms: Vec<String> = stated
        .iter()
        .map(|p| {
            let score = p.score.unwrap_or_default();
            format!("{score:.1} × {}", weight(p.weight_used))
        })
        .collect();
    let mut text = format!(
        "{}: {:.1} of 100, the sum of the points below.",
        terms.join(" + "),
        result.overall_score
    );
    for part in result.parts.iter().filter(|p| p.score.is_none()) {
        text.push_str(&format!(
            " The job asks for no {}: its weight of {} is shared among the others.",
            part_word(part.part),
            weight(part.weight)
        ));
    }
    text
}
