//! A job title asked of a résumé: by its occupation, or by its words.

use super::{Answer, Finding};
use crate::{
    matching::{
        evidence::Resume,
        features::{BorneTitle, Standing},
        title::{self, alike},
    },
    records::Requirement,
    skills::{self, Relation},
};

/// What one's headline is worth, where no dated job bears the title.
const HEADLINE: f64 = 0.8;
/// What the title of the wider occupation is worth: a software developer, where a back-end developer is wanted.
const WIDER_TITLE: f64 = 0.7;
/// What a title of a neighbouring occupation is worth.
const NEAR_TITLE: f64 = 0.4;
/// What a title is worth that shares a word of its own with the one asked for.
pub(super) const LIKE_TITLE: f64 = 0.3;
/// What a title is worth that shares only a word of many trades, "engineer" or "manager", with the one asked for.
const GENERAL_TITLE: f64 = 0.1;
/// What a title is worth of another occupation of the same trade.
const SAME_TRADE: f64 = 0.2;
/// What is left of a title's worth where the grade asked for was never held.
const OTHER_GRADE: f64 = 0.9;
/// Months of experience after which "senior" needs no title.
const SENIOR_MONTHS: u32 = 60;

/// The title that is wanted.
#[derive(Debug)]
pub(super) struct WantedTitle {
    name: String,
    words: Vec<String>,
    grade: Option<title::Grade>,
    /// For each occupation of the lexicon, what its title is worth.
    worths: Vec<Option<(f64, Answer)>>,
}

/// The titles that the résumé bears, each with the numbers of its occupations; those on copied lines are none.
pub(super) fn borne<'r>(
    resume: &Resume<'r>,
) -> impl Iterator<Item = (&'r BorneTitle, &'r [usize])> {
    let prepared = resume.prepared;
    let occupations = prepared.occupation_ids.iter().map(Vec::as_slice);
    let titles = prepared.features.titles.iter().zip(occupations);
    titles.filter(|(t, _)| !resume.is_copied(t.line))
}

impl WantedTitle {
    pub(super) fn new(requirement: &Requirement) -> Self {
        let worth = |have: &str| {
            let wanted = requirement.subject.as_deref()?;
            if let Some(relation) = skills::occupation_relation(have, wanted) {
                let worth = match relation {
                    Relation::Same | Relation::CountsAs => 1.0,
                    Relation::Near => NEAR_TITLE,
                    Relation::Wider => WIDER_TITLE,
                };
                return Some((worth, Answer::of(relation)));
            }
            Some(match skills::trade_relation(have, wanted)? {
                Relation::Same => (SAME_TRADE, Answer::SameTrade),
                _ => (GENERAL_TITLE, Answer::NearTrade),
            })
        };
        Self {
            name: requirement.name.clone(),
            words: title::content(&requirement.name),
            grade: title::grade(&requirement.name),
            worths: skills::occupation_names().map(worth).collect(),
        }
    }

    /// What a title is worth beside the wanted one, by its occupation, its trade or its words.
    pub(super) fn worth(
        &self,
        borne: &BorneTitle,
        occupations: &[usize],
        stands: f64,
    ) -> Option<(f64, Answer)> {
        let by_occupation = occupations.iter().filter_map(|&o| *self.worths.get(o)?);
        let by_occupation = by_occupation.max_by(|a, b| a.0.total_cmp(&b.0));
        let by_words = title_words(&self.words, &borne.words);
        let best = match (by_occupation, by_words) {
            (Some(a), Some(b)) if b.0 > a.0 => Some(b),
            (a, b) => a.or(b),
        };
        best.map(|(worth, answer)| (worth * stands, answer))
    }
}

pub(super) fn job_title(wanted: &WantedTitle, resume: &Resume) -> Finding {
    let name = &wanted.name;
    let mut best: Option<(f64, &BorneTitle, Answer)> = None;
    let mut is_any = false;
    let mut held = None;
    for (title, occupations) in borne(resume) {
        is_any = true;
        held = held.max(title.grade);
        let stands = if title.is_dated {
            1.0
        } else if title.is_headline() {
            HEADLINE
        } else {
            Standing::Undated.credit()
        };
        if let Some((worth, answer)) = wanted.worth(title, occupations, stands)
            && best.is_none_or(|(b, ..)| worth > b)
        {
            best = Some((worth, title, answer));
        }
    }
    if !is_any {
        return Finding::not_stated(
            resume.say(|| "Not stated: no title was found in the résumé.".to_owned()),
        );
    }
    let Some((worth, title, answer)) = best else {
        return Finding::new(
            0.0,
            Vec::new(),
            resume.say(|| format!("No title in the résumé is {name} or close to it.")),
        );
    };
    let evidence = resume.quote(title.line, Some(&title.text));
    let have = title.text.trim();
    let mut reason = resume.say(|| match answer {
        Answer::Same | Answer::CountsAs if title.is_headline() => {
            format!("“{have}” is the headline; no dated job bears the title.")
        }
        Answer::Same | Answer::CountsAs => format!("Has worked as “{have}”."),
        Answer::SameTrade => format!("“{have}” is of the same trade as {name}."),
        Answer::NearTrade => format!("“{have}” is of a trade close to {name}."),
        Answer::Near if worth <= GENERAL_TITLE => {
            format!("“{have}” shares no more than a word with {name}.")
        }
        Answer::Near => format!("“{have}” is close to {name}, and not the same."),
        Answer::Wider => format!("“{have}” is wider than {name}."),
    });
    let mut credit = worth;
    if let Some(grade) = wanted.grade
        && grade > title::Grade::Junior
    {
        let months = resume.facts().experience_months;
        if held < Some(grade) && months.is_none_or(|m| m < SENIOR_MONTHS) {
            credit *= OTHER_GRADE;
            reason.push_str(&resume.say(|| {
                " No title of that grade was held, and fewer than five years are dated.".to_owned()
            }));
        }
    }
    Finding::new(credit, evidence.into_iter().collect(), reason)
}

/// How two titles' words agree, grades and endings aside.
pub(super) fn title_words(wanted: &[String], have: &[String]) -> Option<(f64, Answer)> {
    if wanted.is_empty() {
        return None;
    }
    let is_shared = |w: &&String| have.iter().any(|h| alike(w, h));
    let shared = wanted.iter().filter(is_shared);
    let (mut count, mut is_own) = (0, false);
    for word in shared {
        count += 1;
        is_own |= !is_general(word);
    }
    if count == wanted.len() {
        return Some((1.0, Answer::Same));
    }
    (count > 0).then_some((
        if is_own { LIKE_TITLE } else { GENERAL_TITLE },
        Answer::Near,
    ))
}

/// Words that many trades' titles share.
pub(super) fn is_general(form: &str) -> bool {
    matches!(
        form,
        "manager"
            | "engineer"
            | "specialist"
            | "assistant"
            | "officer"
            | "representative"
            | "supervisor"
            | "technician"
            | "developer"
            | "analyst"
            | "coordinator"
            | "consultant"
            | "worker"
            | "operator"
            | "administrator"
            | "executive"
            | "associate"
            | "designer"
            | "scientist"
            | "lead"
            | "leader"
            | "agent"
            | "clerk"
            | "generalist"
            | "digital"
            | "general"
            | "customer"
            | "business"
            | "school"
            | "service"
            | "site"
            | "systems"
            | "system"
            | "data"
            | "product"
            | "project"
            | "content"
            | "platform"
            | "technical"
            | "support"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_by_their_words() {
        let words = |wanted, have| title_words(&title::content(wanted), &title::content(have));
        assert_eq!(
            words("Night Baker", "Senior Night Baker"),
            Some((1.0, Answer::Same))
        );
        assert_eq!(
            words("Sales Manager", "Marketing Manager").map(|t| t.0),
            Some(GENERAL_TITLE)
        );
        assert_eq!(words("Sales Manager", "Nurse"), None);
        assert_eq!(
            words("Clock Restorer", "Clock Maker").map(|t| t.1),
            Some(Answer::Near)
        );
    }
}
