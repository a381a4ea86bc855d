//! Scorer: a job made ready once, for any number of résumés.

use std::ops::Deref;
use std::rc::Rc;

use super::{
    assess::{Finding, Questions},
    evidence::{JobRuns, Prepared, Resume},
    relevance::{self, Text},
    requirements::{JobRequirements, is_asked},
    score::{Scale, Score, strength, two_decimals},
};
use crate::{
    messages::JobText,
    records::{Relevance, RequirementKind, Strength},
    vectors::Model,
};

/// A job with fewer requirements than this is thin: its score is not firm.
pub const FEWEST_REQUIREMENTS: usize = 3;

/// From this relevance on a text is of the job's own kind, and more of it says little about who fits better.
const OF_THE_KIND: f64 = 40.0;
/// How many requirements it counts like, in the order of people, that a text is of the job's kind.
const KIND: f64 = 6.0;
/// How many requirements relevance itself counts like there, so that people who tie stand by it.
const NEARNESS: f64 = 0.5;

/// A job, ready to be held against many résumés; `M` is how it holds the word vectors.
#[derive(Debug)]
pub struct Scorer<M = Rc<Model>> {
    pub(super) job: JobText,
    pub(super) requirements: JobRequirements,
    pub(super) scale: Scale,
    pub(super) runs: JobRuns,
    questions: Questions,
    text: relevance::Prepared,
    model: Option<M>,
    /// How many things are asked for.
    asked: u32,
}

/// A résumé's score without its explanation: the same numbers, bit for bit.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// 0 to 100, to one decimal.
    pub overall: f64,
    /// Skill, experience and education, 0 to 100; absent where the job asks for nothing of the part.
    pub parts: [Option<f64>; 3],
    pub strength: Strength,
    /// Fewer than three requirements: the score is not firm.
    pub thin: bool,
    /// Absent where job and résumé are in different languages.
    pub relevance: Option<Relevance>,
    /// By what people are put in order, 0 to 100 to two decimals: beside the n things that the job asks for, it counts like six more
    /// that the text is of the job's kind (all of it from a relevance of 40 on), and like half a one how near it is. Where relevance
    /// was not measured, the score.
    pub order: f64,
}

fn put_in_order(score: f64, asked: f64, relevance: f64) -> f64 {
    let kind = (relevance / OF_THE_KIND * 100.0).min(100.0);
    (asked * score + KIND * kind + NEARNESS * relevance) / (asked + KIND + NEARNESS)
}

impl<M: Deref<Target = Model>> Scorer<M> {
    /// Makes a job ready. With a model, meaning is compared where the résumé's features have it too.
    pub fn new(job: &JobText, requirements: JobRequirements, model: Option<M>) -> Self {
        let vectors = model.as_deref();
        let all = &requirements.requirements;
        let title = all.iter().find(|r| r.kind == RequirementKind::Title);
        let title = title.map_or(job.role_name.as_str(), |t| t.name.as_str());
        let asked = all.iter().filter(|r| is_asked(r)).count();
        Self {
            scale: Scale::new(all, requirements.weights),
            runs: JobRuns::new(&job.job_description),
            questions: Questions::new(all),
            text: relevance::Prepared::new(&Text::of_job(title, &job.job_description, vectors)),
            asked: u32::try_from(asked).unwrap_or(u32::MAX),
            job: job.clone(),
            requirements,
            model,
        }
    }

    /// The job.
    pub fn job(&self) -> &JobText {
        &self.job
    }

    /// Whether the job names too little for a firm score.
    pub fn is_thin(&self) -> bool {
        self.asked < u32::try_from(FEWEST_REQUIREMENTS).unwrap_or(0)
    }

    /// Scores a résumé by its features alone.
    pub fn score(&self, resume: &Prepared) -> Scored {
        self.assess(&Resume::new(resume, None, &self.runs)).2
    }

    /// Asks a résumé and counts.
    pub(super) fn assess(&self, resume: &Resume) -> (Vec<Finding>, Score, Scored) {
        let findings = self.questions.ask(&self.requirements.requirements, resume);
        let score = self.scale.score(findings.iter().map(|f| f.credit));
        let is_thin = self.is_thin();
        let relevance = self.relevance(resume);
        let order = match &relevance {
            Some(relevance) => put_in_order(score.overall, f64::from(self.asked), relevance.score),
            None => score.overall,
        };
        let scored = Scored {
            overall: score.overall,
            parts: score.parts,
            strength: strength(score.overall, is_thin),
            thin: is_thin,
            relevance,
            order: two_decimals(order),
        };
        (findings, score, scored)
    }

    /// What was copied from the job's text is left out here too.
    fn relevance(&self, resume: &Resume) -> Option<Relevance> {
        let features = resume.features();
        let languages = [
            self.requirements.language.as_deref(),
            features.facts.language.as_deref(),
        ];
        if resume.copied.is_empty() {
            return self.text.relevance(&resume.prepared.text, languages);
        }
        let rest = Text::of_resume(
            &features.headline,
            &features.lines,
            &features.forms,
            &features.name,
            &resume.copied,
            self.model.as_deref(),
        );
        self.text
            .relevance(&relevance::Prepared::new(&rest), languages)
    }
}
