//! A requirement asked of a résumé: met or not, by which lines, and why.

mod education;
mod languages;
mod skills;
mod titles;
mod years;

use super::{
    evidence::{Resume, phrase_words},
    features::{Claim, Standing},
};
use crate::{
    records::{Evidence, Outcome, Requirement, RequirementKind},
    skills::{Relation, related},
};

pub use years::span;

use education::{certificate, degree};
use languages::spoken_language;
use skills::{skill, written};
use titles::{WantedTitle, job_title};
use years::years_of;

/// The most lines that are shown for one requirement.
const MOST_EVIDENCE: usize = 4;

/// How a requirement stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub outcome: Outcome,
    pub evidence: Vec<Evidence>,
    pub reason: String,
    /// 0 to 1.
    pub credit: f64,
}

impl Finding {
    fn new(credit: f64, evidence: Vec<Evidence>, reason: impl Into<String>) -> Self {
        let outcome = if credit >= Standing::Mentioned.credit() {
            Outcome::Found
        } else if credit > 0.0 {
            Outcome::Partly
        } else {
            Outcome::NotFound
        };
        Self {
            outcome,
            evidence,
            reason: reason.into(),
            credit,
        }
    }

    fn not_stated(reason: impl Into<String>) -> Self {
        Self {
            outcome: Outcome::NotStated,
            evidence: Vec::new(),
            reason: reason.into(),
            credit: 0.0,
        }
    }
}

/// How a skill or title answers a wanted one, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Same,
    CountsAs,
    Near,
    Wider,
    /// For titles: another occupation of the same trade, or of a trade close to it.
    SameTrade,
    NearTrade,
}

impl Answer {
    fn of(relation: Relation) -> Self {
        match relation {
            Relation::Same => Answer::Same,
            Relation::CountsAs => Answer::CountsAs,
            Relation::Near => Answer::Near,
            Relation::Wider => Answer::Wider,
        }
    }

    fn is_met(self) -> bool {
        matches!(self, Answer::Same | Answer::CountsAs)
    }
}

/// The skills of the lexicon that answer the wanted ones, by their numbers: each with its best answer, and the place of the one that it
/// answers.
#[derive(Debug)]
struct Answers(Vec<(usize, Answer, usize)>);

impl Answers {
    fn of(wanted: &[&str]) -> Self {
        let mut all: Vec<(usize, Answer, &str, usize)> = wanted
            .iter()
            .enumerate()
            .flat_map(|(at, &name)| {
                let related = related(name).into_iter();
                related.map(move |(id, relation)| (id, Answer::of(relation), name, at))
            })
            .collect();
        all.sort_unstable();
        all.dedup_by_key(|a| a.0);
        let kept = all.into_iter().map(|(id, answer, _, at)| (id, answer, at));
        Self(kept.collect())
    }

    fn to(&self, skill: Option<usize>) -> Option<(Answer, usize)> {
        let skill = skill?;
        let at = self.0.binary_search_by_key(&skill, |a| a.0).ok()?;
        self.0.get(at).map(|&(_, answer, at)| (answer, at))
    }

    fn is_met_by(&self, resume: &Resume, claim: &Claim) -> bool {
        let at = usize::try_from(claim.skill).unwrap_or(usize::MAX);
        let skill = resume.prepared.skill_ids.get(at).copied().flatten();
        self.to(skill).is_some_and(|a| a.0.is_met())
    }
}

/// A requirement, ready to be looked for in many résumés.
#[derive(Debug)]
enum Question {
    /// Skills of the lexicon of which any one will do; or years of them.
    Skill(Answers),
    /// A phrase that the lexicon lacks: its words.
    Phrase(Vec<String>),
    Title(WantedTitle),
    Plain,
}

/// A job's requirements, ready to be looked for in many résumés.
#[derive(Debug)]
pub struct Questions {
    questions: Vec<Question>,
    /// Every skill that is asked for.
    skills: Option<Answers>,
}

impl Questions {
    pub fn new(requirements: &[Requirement]) -> Self {
        let skills: Vec<&str> = requirements
            .iter()
            .filter(|r| r.kind == RequirementKind::Skill)
            .flat_map(|r| r.subject.iter().chain(&r.alternatives))
            .map(String::as_str)
            .collect();
        Self {
            questions: requirements.iter().map(question).collect(),
            skills: (!skills.is_empty()).then(|| Answers::of(&skills)),
        }
    }

    /// Looks for each requirement in a résumé; these must be the ones that the questions were made of.
    pub fn ask(&self, requirements: &[Requirement], resume: &Resume) -> Vec<Finding> {
        let asked = requirements.iter().zip(&self.questions);
        asked.map(|(r, q)| self.assess(r, q, resume)).collect()
    }

    fn assess(&self, requirement: &Requirement, question: &Question, resume: &Resume) -> Finding {
        match (requirement.kind, question) {
            (RequirementKind::Skill, Question::Skill(answers)) => {
                skill(requirement, answers, resume)
            }
            (RequirementKind::Skill, Question::Phrase(phrase)) => written(phrase, resume),
            (RequirementKind::Years, Question::Skill(answers)) => {
                years_of(requirement, answers, resume)
            }
            (RequirementKind::Years, _) => self.years(requirement, resume),
            (RequirementKind::Degree, _) => degree(requirement, resume),
            (RequirementKind::Certificate, Question::Phrase(phrase)) => {
                certificate(requirement, phrase, resume)
            }
            (RequirementKind::Language, _) => spoken_language(requirement, resume),
            (RequirementKind::Title, Question::Title(wanted)) => job_title(wanted, resume),
            (RequirementKind::Skill | RequirementKind::Certificate | RequirementKind::Title, _)
            | (RequirementKind::Place, _) => Finding::not_stated(
                resume.say(|| "Told, not scored: where somebody lives moves no score.".to_owned()),
            ),
        }
    }
}

fn question(requirement: &Requirement) -> Question {
    let subjects: Vec<&str> = requirement
        .subject
        .iter()
        .chain(&requirement.alternatives)
        .map(String::as_str)
        .collect();
    match requirement.kind {
        RequirementKind::Skill if subjects.is_empty() => {
            Question::Phrase(phrase_words(&requirement.name))
        }
        RequirementKind::Skill => Question::Skill(Answers::of(&subjects)),
        RequirementKind::Years if !subjects.is_empty() => Question::Skill(Answers::of(&subjects)),
        RequirementKind::Certificate => Question::Phrase(phrase_words(named(requirement))),
        RequirementKind::Title => Question::Title(WantedTitle::new(requirement)),
        _ => Question::Plain,
    }
}

/// The canonical name that is looked for, or else the requirement's own.
fn named(requirement: &Requirement) -> &str {
    requirement.subject.as_deref().unwrap_or(&requirement.name)
}
