//! What the analysis says in sentences: summary, strengths, weaknesses, skills. Each can be judged on its own.

use leptos::prelude::*;

use super::{Shared, claim};
use crate::app::components::Votes;
use crate::records::{Analysis, ItemType, Statement};

/// Lines that a statement leads to; one that sums up many requirements rests on more, which stand with those.
const MOST_LINES: usize = 6;

/// All statements of an analysis, and the skills it matched and missed.
pub fn draw(analysis: &Analysis, shared: Shared) -> AnyView {
    let result = &analysis.analysis_result;
    let list = |title: &'static str, item_type: ItemType, statements: &[Statement]| {
        let items = statements
            .iter()
            .map(|statement| one(analysis, item_type, statement, shared))
            .collect::<Vec<_>>();
        (!items.is_empty()).then(|| {
            view! {
                <section>
                    <h2>{title}</h2>
                    <ul class="card said">{items}</ul>
                </section>
            }
        })
    };
    let skills = |title: &'static str, item_type: ItemType, names: &[String]| {
        let items = names
            .iter()
            .map(|name| skill(analysis, item_type, name, shared))
            .collect::<Vec<_>>();
        (!items.is_empty()).then(|| {
            view! {
                <section>
                    <h2>{title}</h2>
                    <ul class="card skills">{items}</ul>
                </section>
            }
        })
    };
    view! {
        {list("Summary", ItemType::ExecutiveSummary, &result.executive_summary)}
        {list("Strengths", ItemType::Strength, &result.strengths)}
        {list("Weaknesses", ItemType::Weakness, &result.weaknesses)}
        {skills("Required skills matched", ItemType::MatchedSkill, &result.matched_skills)}
        {skills("Required skills missing", ItemType::MissingSkill, &result.missing_critical_skills)}
    }
    .into_any()
}

fn one(analysis: &Analysis, item_type: ItemType, statement: &Statement, shared: Shared) -> AnyView {
    let query = match item_type {
        ItemType::Strength => "What speaks for this candidate?",
        ItemType::Weakness => "What speaks against this candidate?",
        _ => "How does this candidate fit the job, in a few sentences?",
    };
    let claim = claim(
        analysis,
        item_type,
        &statement.text,
        &statement.text,
        query.to_owned(),
        statement.text.clone(),
    );
    let about = shared.about;
    let index = statement.requirement.as_ref().and_then(|id| {
        analysis
            .analysis_result
            .requirements
            .iter()
            .position(|r| r.requirement.id == *id)
    });
    let more = statement.lines.len().saturating_sub(MOST_LINES);
    let few: Vec<u32> = statement.lines.iter().copied().take(MOST_LINES).collect();
    let lines = shared.resume.links(&few);
    view! {
        <li
            class="req"
            on:mouseenter=move |_| about.set(index)
            on:mouseleave=move |_| about.set(None)
        >
            <span class="text">
                {statement.text.clone()} {lines}
                {(more > 0).then(|| view! { <small>{format!(" and {more} more")}</small> })}
            </span>
            <Votes claim feedback=shared.feedback/>
        </li>
    }
    .into_any()
}

fn skill(analysis: &Analysis, item_type: ItemType, name: &str, shared: Shared) -> AnyView {
    let (query, response) = match item_type {
        ItemType::MatchedSkill => (
            "Which of the required skills does the résumé show?",
            format!("{name} is in the résumé."),
        ),
        _ => (
            "Which of the required skills does the résumé not show?",
            format!("{name} is not in the résumé."),
        ),
    };
    let claim = claim(analysis, item_type, name, name, query.to_owned(), response);
    view! {
        <li class="req">
            <span class="text">{name.to_owned()}</span>
            <Votes claim feedback=shared.feedback/>
        </li>
    }
    .into_any()
}
