//! Requirements: what an advertisement asks for, each with its line.

mod doubles;
mod named;
mod phrase;

use std::ops::Range;

use super::{
    clauses::{Clause, MOST_BYTES, MOST_LINES, Stance, clauses},
    degree, language, place, spoken,
    title::Title,
    years,
};
use crate::{
    records::{Importance, Requirement, RequirementKind, Weights},
    skills::{self, Mention},
};
use doubles::{is_same, reconcile};
use phrase::plain_phrase;

/// The most requirements that are kept of one advertisement.
const MOST_REQUIREMENTS: usize = 200;

/// What a job asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobRequirements {
    pub requirements: Vec<Requirement>,
    /// What a reader of the score should know of the advertisement: doubles, contradictions, lines that were not understood.
    pub notes: Vec<String>,
    /// ISO 639-1 code of the text's language, where it is sure enough.
    pub language: Option<String>,
    /// Skills that the advertisement says are not needed, by canonical name.
    pub not_needed: Vec<String>,
    /// What each part of the score weighs.
    pub weights: Weights,
}

/// Reads what a job's text asks for. The role's name tells the title where it is given; an empty one is looked for in the text.
pub fn requirements(job_text: &str, role_name: &str) -> JobRequirements {
    let clauses = clauses(job_text);
    let title = Title::of(job_text, role_name, &clauses);
    let mut reader = Reader {
        title: title.as_ref(),
        found: Vec::new(),
        notes: Vec::new(),
        not_needed: Vec::new(),
        unread: Vec::new(),
    };
    reader.title();
    for clause in &clauses {
        match clause.stance {
            Stance::Required => reader.clause(clause, Importance::Required),
            Stance::Preferred => reader.clause(clause, Importance::Preferred),
            Stance::NotNeeded => reader.waive(clause),
            Stance::Duty | Stance::Open | Stance::Aside => {}
        }
    }
    // Where no skill is asked for outright, the sentences on the work say what it takes; failing those, every sentence does.
    for stance in [Stance::Duty, Stance::Open] {
        if !reader.asks_for_a_skill() {
            for clause in clauses.iter().filter(|c| c.stance == stance) {
                reader.skills(clause, Importance::Required, &[]);
            }
        }
    }
    reader.place(job_text);
    if job_text.len() > MOST_BYTES || job_text.lines().nth(MOST_LINES).is_some() {
        reader.notes.push(format!(
            "The job’s text is very long: only its first {MOST_LINES} lines, and {} KB of them, were looked at.",
            MOST_BYTES / 1000
        ));
    }
    reader.finish(language::of(job_text))
}

struct Reader<'a> {
    title: Option<&'a Title>,
    found: Vec<Requirement>,
    notes: Vec<String>,
    not_needed: Vec<(&'static str, u32)>,
    /// Lines of lists in which nothing was understood.
    unread: Vec<u32>,
}

impl Reader<'_> {
    fn title(&mut self) {
        let Some(title) = self.title else {
            return;
        };
        self.found.push(Requirement {
            id: format!("title:{}", slug(&title.text)),
            kind: RequirementKind::Title,
            importance: Importance::Required,
            name: title.text.clone(),
            job_line: title.line,
            job_quote: title.quote.clone(),
            subject: title.occupation.map(str::to_owned),
            ..blank()
        });
    }

    fn clause(&mut self, clause: &Clause, importance: Importance) {
        let before = self.found.len();
        let doubles = self.notes.len();
        let mut taken: Vec<Range<usize>> = Vec::new();
        let degree = degree::demand(clause.text, &clause.words);
        if let Some(demand) = &degree {
            let first = clause.words.get(demand.first).map_or(0, |w| w.start);
            taken.push(first..clause.text.len());
            self.degree(clause, importance, demand);
        }
        for mention in skills::find_certificates(clause.text) {
            if taken.iter().any(|t| t.contains(&mention.start)) {
                continue;
            }
            taken.push(mention.start..mention.end);
            self.add(
                clause,
                Requirement {
                    id: format!("certificate:{}", slug(mention.name)),
                    kind: RequirementKind::Certificate,
                    importance,
                    name: mention.name.to_owned(),
                    subject: Some(mention.name.to_owned()),
                    ..blank()
                },
            );
        }
        let years = years::demand(&clause.words);
        if let Some(demand) = &years {
            taken.extend(self.years(clause, importance, demand, degree.is_some()));
        }
        if degree.is_none() {
            self.languages(clause, importance, &mut taken);
        }
        self.skills(clause, importance, &taken);
        let has_added = self.found.len() > before || self.notes.len() > doubles;
        if has_added || years.is_some() || degree.is_some() || !clause.is_item {
            return;
        }
        if is_known_by_title(self.title, clause) {
            return;
        }
        match plain_phrase(clause) {
            Some(phrase) => self.add(
                clause,
                Requirement {
                    id: format!("skill:{}", slug(phrase)),
                    kind: RequirementKind::Skill,
                    importance,
                    name: phrase.to_owned(),
                    ..blank()
                },
            ),
            None => self.unread.push(clause.line),
        }
    }

    fn degree(&mut self, clause: &Clause, importance: Importance, demand: &degree::Demand) {
        let name = degree::name(demand.level);
        self.add(
            clause,
            Requirement {
                id: format!("degree:{}", degree::key(demand.level)),
                kind: RequirementKind::Degree,
                importance,
                name: if demand.or_experience {
                    format!("{name} or equivalent experience")
                } else {
                    name.to_owned()
                },
                degree: Some(demand.level),
                or_experience: demand.or_experience,
                ..blank()
            },
        );
    }

    /// Adds a demand for years; gives the bytes of the field that they are of, which is no skill of its own.
    fn years(
        &mut self,
        clause: &Clause,
        importance: Importance,
        demand: &years::Demand,
        has_degree: bool,
    ) -> Option<Range<usize>> {
        // "A degree or 5 years of experience": the years are the degree's other half.
        if has_degree {
            return None;
        }
        let after = clause.words.get(demand.last + 1..).unwrap_or_default();
        let start = after.first().map_or(clause.text.len(), |w| w.start);
        // "5 years of Python", "3 years’ experience with SAP": the first skill within a few words is what the years are of.
        let within = after.get(6).map_or(clause.text.len(), |w| w.start);
        let subject = skills::find(clause.text)
            .into_iter()
            .find(|m| m.start >= start && m.start < within)
            .filter(|m| !is_after_break(clause, demand.last, m));
        let is_field = subject.as_ref().is_some_and(|m| {
            self.title.is_some_and(|t| {
                t.has_words_of(clause.text.get(m.start..m.end).unwrap_or_default())
            })
        });
        let skill = subject.filter(|_| !is_field).map(|m| m.name);
        self.add(
            clause,
            Requirement {
                id: match skill {
                    Some(skill) => format!("years:{}", slug(skill)),
                    None => "years:experience".to_owned(),
                },
                kind: RequirementKind::Years,
                importance,
                name: years::name(demand.years, skill),
                years: Some(demand.years),
                subject: skill.map(str::to_owned),
                ..blank()
            },
        );
        subject.filter(|_| is_field).map(|m| m.start..m.end)
    }

    fn languages(
        &mut self,
        clause: &Clause,
        importance: Importance,
        taken: &mut Vec<Range<usize>>,
    ) {
        for demand in spoken::demands(&clause.words) {
            let Some(word) = clause.words.get(demand.word) else {
                continue;
            };
            taken.push(word.start..word.end);
            let level = demand.level.map(spoken::level_name);
            self.add(
                clause,
                Requirement {
                    id: format!("language:{}", slug(demand.language)),
                    kind: RequirementKind::Language,
                    importance,
                    name: match level {
                        Some(level) => format!("{} ({level})", demand.language),
                        None => demand.language.to_owned(),
                    },
                    subject: Some(demand.language.to_owned()),
                    level: level.map(str::to_owned),
                    ..blank()
                },
            );
        }
    }

    fn waive(&mut self, clause: &Clause) {
        self.not_needed.extend(
            skills::find(clause.text)
                .into_iter()
                .map(|m| (m.name, clause.line)),
        );
    }

    fn place(&mut self, text: &str) {
        for found in place::find(text) {
            self.found.push(Requirement {
                id: format!("place:{}", slug(&found.name)),
                kind: RequirementKind::Place,
                importance: Importance::Preferred,
                name: found.name,
                job_line: found.line,
                job_quote: found.quote,
                ..blank()
            });
        }
    }

    fn asks_for_a_skill(&self) -> bool {
        self.found
            .iter()
            .any(|r| r.kind == RequirementKind::Skill && r.importance == Importance::Required)
    }

    /// Adds a requirement, or says that it stands twice.
    fn add(&mut self, clause: &Clause, requirement: Requirement) {
        let requirement = Requirement {
            job_line: clause.line,
            job_quote: clause.text.to_owned(),
            ..requirement
        };
        let same = |found: &Requirement| is_same(found, &requirement);
        let Some(index) = self.found.iter().position(same) else {
            if self.found.len() < MOST_REQUIREMENTS {
                self.found.push(requirement);
            }
            return;
        };
        let Some(old) = self.found.get_mut(index) else {
            return;
        };
        self.notes.extend(reconcile(old, requirement));
    }

    fn finish(mut self, language: Option<&'static str>) -> JobRequirements {
        for (name, line) in &self.not_needed {
            let asked = self
                .found
                .iter()
                .find(|r| r.kind == RequirementKind::Skill && r.subject.as_deref() == Some(name));
            if let Some(asked) = asked {
                self.notes.push(format!(
                    "The job contradicts itself: {name} is asked for in line {}, and said not to be needed in line {line}. It is kept as asked for.",
                    asked.job_line
                ));
            }
        }
        self.unread.dedup();
        if !self.unread.is_empty() {
            let lines: Vec<String> = self.unread.iter().take(12).map(u32::to_string).collect();
            let (word, verb) = if self.unread.len() == 1 {
                ("Line", "asks")
            } else {
                ("Lines", "ask")
            };
            self.notes.push(format!(
                "{word} {} of the job {verb} for something that is no skill, degree, language or number of years that could be looked for; it is not in the score.",
                lines.join(", ")
            ));
        }
        let asked = self.found.iter().filter(|r| is_asked(r)).count();
        if asked == 0 {
            self.notes.push(match self.title {
                Some(title) => format!(
                    "The job’s text asks for nothing that could be looked for; only its title, “{}”, was.",
                    title.text
                ),
                None => "The job’s text asks for nothing that could be looked for, so there is nothing to score. Add what the job needs to its text.".to_owned(),
            });
        }
        let mut not_needed: Vec<String> = self
            .not_needed
            .iter()
            .map(|(n, _)| (*n).to_owned())
            .collect();
        not_needed.sort();
        not_needed.dedup();
        JobRequirements {
            requirements: self.found,
            notes: self.notes,
            language: language.map(str::to_owned),
            not_needed,
            weights: Weights::default(),
        }
    }
}

/// Whether a requirement is something that the job asks for, and not only what it is called or where it is.
pub fn is_asked(requirement: &Requirement) -> bool {
    !matches!(
        requirement.kind,
        RequirementKind::Title | RequirementKind::Place
    )
}

fn is_after_break(clause: &Clause, from: usize, mention: &Mention) -> bool {
    clause
        .words
        .iter()
        .skip(from + 1)
        .take_while(|w| w.start <= mention.start)
        .any(|w| w.after_break)
}

/// A list item that says no more than the title: "Electrician".
fn is_known_by_title(title: Option<&Title>, clause: &Clause) -> bool {
    title.is_some_and(|t| t.has_words_of(clause.text))
}

/// A requirement with nothing in it, to be filled.
fn blank() -> Requirement {
    Requirement {
        id: String::new(),
        kind: RequirementKind::Skill,
        importance: Importance::Required,
        name: String::new(),
        job_line: 0,
        job_quote: String::new(),
        years: None,
        subject: None,
        alternatives: Vec::new(),
        level: None,
        degree: None,
        or_experience: false,
    }
}

/// A name in lower case with hyphens, for an id; signs that tell names apart are kept (`c++`, `c#`).
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || matches!(c, '+' | '#' | '.' | '/') {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
