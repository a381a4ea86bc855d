//! A score: a number, its word, and its three parts with their weights. A match strength, not a probability.

use leptos::prelude::*;

use crate::messages::AnalysisRow;
use crate::records::{Part, PartScore, Strength};

/// The word for a match strength.
pub fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Possible => "possible",
        Strength::Weak => "weak",
    }
}

/// The word for a part.
pub fn part_word(part: Part) -> &'static str {
    match part {
        Part::Skill => "skills",
        Part::Experience => "experience",
        Part::Education => "education",
    }
}

/// A score without decimals, as it is shown.
pub fn whole(score: f64) -> String {
    format!("{score:.0}")
}

/// The parts as bars, each as wide as its weight. For the eye alone: the numbers stand beside it.
pub fn score_bar(parts: &[PartScore]) -> AnyView {
    let bars = parts
        .iter()
        .map(|part| {
            let filled = format!("{:.0}%", part.score.unwrap_or(0.0));
            let weight = format!("{:.0}", (part.weight_used * 100.0).max(1.0));
            view! { <i class:unsaid=part.score.is_none() style:--v=filled style:--w=weight></i> }
        })
        .collect_view();
    view! { <div class="bar" aria-hidden="true">{bars}</div> }.into_any()
}

/// The score of a row in a list: number, word, bars, and the parts in words.
pub fn score_cell(row: &AnalysisRow) -> AnyView {
    let parts: Vec<String> = row
        .parts
        .iter()
        .map(|part| {
            let score = part.score.map_or_else(|| "not stated".to_owned(), whole);
            format!("{} {score}", part_word(part.part))
        })
        .collect();
    view! {
        <span class="score">{whole(row.overall_score)}</span>
        <span class="word">{strength_word(row.strength)} {row.thin.then_some(", thin")}</span>
        {score_bar(&row.parts)}
        <small class="under">{parts.join(" · ")}</small>
    }
    .into_any()
}
