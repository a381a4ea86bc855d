//! A requirement asked of a résumé: met or not, by which lines, and why.

use super::{
    degree,
    evidence::{Resume, months, phrase_words},
    features::{BorneTitle, Claim, Standing},
    language, spoken,
    title::{self, alike},
};
use crate::{
    records::{
        DegreeLevel, Evidence, Experience, Outcome, Requirement, RequirementKind, SectionKind,
    },
    skills::{self, Relation},
};

/// The most lines that are shown for one requirement.
const MOST_EVIDENCE: usize = 4;
/// What something close to the thing asked for is worth.
const NEAR: f64 = 0.5;
/// What the wider kind is worth, where a special one is asked for: SQL for PostgreSQL.
const WIDER: f64 = 0.4;
/// What a skill is worth towards years of it, where it stands in no dated job.
const UNDATED_YEARS: f64 = 0.25;
/// What one's headline is worth, where no dated job bears the title.
const HEADLINE: f64 = 0.8;
/// What the title of the wider occupation is worth: a software developer, where a back-end developer is wanted.
const WIDER_TITLE: f64 = 0.7;
/// What a title of a neighbouring occupation is worth.
const NEAR_TITLE: f64 = 0.4;
/// What a title is worth that shares a word of its own with the one asked for.
const LIKE_TITLE: f64 = 0.3;
/// What a title is worth that shares only a word of many trades, "engineer" or "manager", with the one asked for.
const GENERAL_TITLE: f64 = 0.1;
/// What a title is worth of another occupation of the same trade.
const SAME_TRADE: f64 = 0.2;
/// What a month in a job counts towards the years asked for, where the job has nothing to do with the one offered: neither its
/// title nor any skill that is asked for. However many such months there are, they give no more than this share of what is wanting.
const UNRELATED: f64 = 0.25;
/// What is left of a title's worth where the grade asked for was never held.
const OTHER_GRADE: f64 = 0.9;
/// Months of experience after which "senior" needs no title.
const SENIOR_MONTHS: u32 = 60;
/// Months of experience that stand in for a degree, where the job allows it.
const IN_PLACE_OF_DEGREE: u32 = 48;

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
                let related = skills::related(name).into_iter();
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

/// The title that is wanted.
#[derive(Debug)]
struct WantedTitle {
    name: String,
    words: Vec<String>,
    grade: Option<title::Grade>,
    /// For each occupation of the lexicon, what its title is worth.
    worths: Vec<Option<(f64, Answer)>>,
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

fn skill(requirement: &Requirement, answers: &Answers, resume: &Resume) -> Finding {
    let wanted = |at: usize| match at.checked_sub(1) {
        None => named(requirement),
        Some(at) => requirement.alternatives.get(at).map_or("", String::as_str),
    };
    let met = firmest(resume, |c| answers.is_met_by(resume, c));
    if let Some(best) = met.first() {
        let reason = resume.say(|| met_reason(requirement, resume, &met));
        return Finding::new(best.standing.credit(), lines(resume, &met), reason);
    }
    // Claimed names stand in alphabetical order, so the first of the best answers is always the same one.
    let mut near: Option<(Answer, usize, usize)> = None;
    for (at, &id) in resume.prepared.skill_ids.iter().enumerate() {
        let Some((answer, to)) = answers.to(id) else {
            continue;
        };
        let is_claimed = || {
            resume.copied.is_empty() || resume.claims().any(|c| usize::try_from(c.skill) == Ok(at))
        };
        if near.is_none_or(|(best, ..)| answer < best) && is_claimed() {
            near = Some((answer, at, to));
        }
    }
    let Some((kind, at, to)) = near else {
        return Finding::new(
            0.0,
            Vec::new(),
            resume.say(|| "Not found, and nothing close to it either.".to_owned()),
        );
    };
    let claims = firmest(resume, |c| usize::try_from(c.skill) == Ok(at));
    let standing = claims.first().map_or(0.0, |c| c.standing.credit());
    let have = || claims.first().map_or("", |c| resume.skill(c));
    let (share, reason) = match kind {
        Answer::Wider => (
            WIDER,
            resume.say(|| {
                let (have, want) = (have(), wanted(to));
                format!("{have} is named, which is wider than {want}; {want} itself is not.")
            }),
        ),
        _ => (
            NEAR,
            resume.say(|| format!("{} is close to {}, and not the same.", have(), wanted(to))),
        ),
    };
    Finding::new(share * standing, lines(resume, &claims), reason)
}

/// The claims that fit, firmest first, then in the order of the lines.
fn firmest<'r>(resume: &Resume<'r>, fits: impl Fn(&Claim) -> bool) -> Vec<&'r Claim> {
    let mut claims: Vec<&Claim> = resume.claims().filter(|c| fits(c)).collect();
    claims.sort_by_key(|c| std::cmp::Reverse(c.standing));
    claims
}

/// The claims' lines, each once.
fn lines(resume: &Resume, claims: &[&Claim]) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for evidence in claims
        .iter()
        .flat_map(|c| &c.places)
        .filter_map(|place| resume.words(place))
    {
        if found.len() == MOST_EVIDENCE {
            break;
        }
        if !found.iter().any(|f| f.line == evidence.line) {
            found.push(evidence);
        }
    }
    found
}

fn met_reason(requirement: &Requirement, resume: &Resume, claims: &[&Claim]) -> String {
    let Some(best) = claims.first() else {
        return String::new();
    };
    let name = resume.skill(best);
    let mut reason = match best.standing {
        Standing::Dated => format!("In dated experience{}.", when(resume, claims)),
        other => standing_reason(other).to_owned(),
    };
    if requirement.subject.as_deref() != Some(name) {
        let wanted = named(requirement);
        if requirement.alternatives.iter().any(|a| a == name) {
            reason.push_str(&format!(" {name} does as well as {wanted} here."));
        } else {
            reason.push_str(&format!(" {name} counts as {wanted}."));
        }
    }
    reason
}

fn standing_reason(standing: Standing) -> &'static str {
    match standing {
        Standing::Dated => "In dated experience.",
        Standing::Undated => "In experience without dates.",
        Standing::Shown => "In projects or voluntary work, not in a dated job.",
        Standing::Listed => "Listed; no dated job shows it.",
        Standing::Mentioned => "Mentioned only; no dated job shows it.",
    }
}

/// ", 2019–2026": the years of the jobs that the claims stand in.
fn when(resume: &Resume, claims: &[&Claim]) -> String {
    let jobs = || claims.iter().filter_map(|c| held(resume, c.job?));
    let from = jobs().filter_map(|j| j.from).min();
    let to = jobs().filter_map(|j| j.to.or(j.from)).max();
    match (from, to) {
        (Some(from), Some(to)) if from.year == to.year => format!(", {}", from.year),
        (Some(from), Some(to)) => format!(", {}–{}", from.year, to.year),
        _ => String::new(),
    }
}

/// A job held, by its place among them.
fn held<'r>(resume: &Resume<'r>, job: u32) -> Option<&'r Experience> {
    let at = usize::try_from(job).ok()?;
    resume.facts().experience.get(at)
}

/// A phrase that the lexicon lacks, as it is written.
fn written(phrase: &[String], resume: &Resume) -> Finding {
    let found = resume.lines_with(phrase);
    let Some(&(_, standing)) = found.first() else {
        return Finding::new(
            0.0,
            Vec::new(),
            resume.say(|| "Not found under this name.".to_owned()),
        );
    };
    let evidence = found.iter().take(MOST_EVIDENCE);
    let evidence = evidence
        .filter_map(|f| resume.phrase(f.0, phrase))
        .collect();
    let reason = resume.say(|| standing_reason(standing).to_owned());
    Finding::new(standing.credit(), evidence, reason)
}

fn dated_jobs<'r>(resume: &Resume<'r>) -> impl Iterator<Item = &'r Experience> {
    let jobs = resume.facts().experience.iter();
    jobs.filter(|j| j.from.is_some())
}

impl Questions {
    fn years(&self, requirement: &Requirement, resume: &Resume) -> Finding {
        let wanted = requirement.years.unwrap_or(0.0);
        let Some(total) = resume.facts().experience_months else {
            return Finding::not_stated(
                resume.say(|| "Not stated: no entry has dates to count.".to_owned()),
            );
        };
        let related = self.related_jobs(resume);
        let near = months(related.iter().copied()).min(total);
        let far = total - near;
        let evidence = || -> Vec<Evidence> {
            let shown = if related.is_empty() {
                dated_jobs(resume).collect()
            } else {
                related.clone()
            };
            let lines = shown.into_iter().filter_map(|j| resume.dated_line(j));
            lines.take(MOST_EVIDENCE).collect()
        };
        let reason = || {
            let asked = span_of_years(wanted);
            if far == 0 {
                format!(
                    "{} in dated entries, overlaps counted once; {asked} asked for.",
                    span(total)
                )
            } else if near == 0 {
                format!(
                    "{} in dated entries, none of which names the title or a skill that is asked for, so a quarter counts at the most; {asked} asked for.",
                    span(total)
                )
            } else {
                format!(
                    "{} in dated entries that name the title or a skill asked for, and {} in others, which give a quarter of what is wanting at the most; {asked} asked for.",
                    span(near),
                    span(far)
                )
            }
        };
        let own = share(f64::from(near), wanted);
        let others = share(f64::from(far), wanted).min(1.0 - own);
        Finding::new(
            own + UNRELATED * others,
            resume.evidence(evidence),
            resume.say(reason),
        )
    }

    /// The dated jobs that have to do with the one offered, by their title or by a skill. A job that asks for neither takes all.
    fn related_jobs<'r>(&self, resume: &Resume<'r>) -> Vec<&'r Experience> {
        let title = self.questions.iter().find_map(|q| match q {
            Question::Title(title) => Some(title),
            _ => None,
        });
        if title.is_none() && self.skills.is_none() {
            return dated_jobs(resume).collect();
        }
        let jobs = &resume.facts().experience;
        let mut is_related = vec![false; jobs.len()];
        let mut relate = |job: Option<u32>| {
            let at = job.and_then(|j| usize::try_from(j).ok());
            if let Some(related) = at.and_then(|at| is_related.get_mut(at)) {
                *related = true;
            }
        };
        if let Some(wanted) = title {
            for (borne, occupations) in borne(resume) {
                let worth = wanted.worth(borne, occupations, 1.0);
                if worth.is_some_and(|(worth, _)| worth >= LIKE_TITLE) {
                    relate(borne.job);
                }
            }
        }
        if let Some(skills) = &self.skills {
            for claim in resume.claims() {
                if skills.is_met_by(resume, claim) {
                    relate(claim.job);
                }
            }
        }
        jobs.iter()
            .zip(is_related)
            .filter(|(job, related)| job.from.is_some() && *related)
            .map(|(job, _)| job)
            .collect()
    }
}

fn years_of(requirement: &Requirement, answers: &Answers, resume: &Resume) -> Finding {
    let wanted = requirement.years.unwrap_or(0.0);
    let skill = named(requirement);
    let claims: Vec<&Claim> = resume
        .claims()
        .filter(|c| answers.is_met_by(resume, c))
        .collect();
    if claims.is_empty() {
        return Finding::new(
            0.0,
            Vec::new(),
            resume.say(|| format!("{skill} is not found.")),
        );
    }
    let mut jobs: Vec<u32> = claims.iter().filter_map(|c| c.job).collect();
    jobs.sort_unstable();
    jobs.dedup();
    let have = months(jobs.iter().filter_map(|&j| held(resume, j)));
    let evidence = lines(resume, &claims);
    if have == 0 {
        return Finding::new(
            UNDATED_YEARS,
            evidence,
            resume.say(|| {
                format!("{skill} is named, but in no dated job, so its years cannot be counted.")
            }),
        );
    }
    let reason = resume.say(|| {
        format!(
            "{} in jobs that name {skill}; {} asked for.",
            span(have),
            span_of_years(wanted)
        )
    });
    Finding::new(share(f64::from(have), wanted), evidence, reason)
}

/// How much of the years asked for is there.
fn share(months: f64, years: f64) -> f64 {
    let wanted = years * 12.0;
    if months >= wanted {
        1.0
    } else {
        months / wanted
    }
}

/// "7 years 3 months".
pub fn span(months: u32) -> String {
    let (years, rest) = (months / 12, months % 12);
    let unit = |n: u32, one: &str| {
        if n == 1 {
            format!("{n} {one}")
        } else {
            format!("{n} {one}s")
        }
    };
    match (years, rest) {
        (0, rest) => unit(rest, "month"),
        (years, 0) => unit(years, "year"),
        (years, rest) => format!("{} {}", unit(years, "year"), unit(rest, "month")),
    }
}

fn span_of_years(years: f64) -> String {
    // Whole months, which a demand always is.
    let mut months = 0;
    while f64::from(months + 1) <= years * 12.0 {
        months += 1;
    }
    span(months)
}

fn degree(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = requirement.degree.unwrap_or_default();
    let facts = resume.facts();
    let best = facts
        .education
        .iter()
        .filter(|e| !resume.is_copied(e.line))
        .max_by_key(|e| e.level);
    let level = best.map_or(DegreeLevel::None, |e| e.level);
    let evidence: Vec<Evidence> = best
        .filter(|e| e.level > DegreeLevel::None)
        .and_then(|e| resume.quote(e.line, e.degree.as_deref()))
        .into_iter()
        .collect();
    if level >= wanted && level > DegreeLevel::None {
        let reason = if level == wanted {
            format!("{}, as asked for.", degree::name(level))
        } else {
            format!("{}, which is above the one asked for.", degree::name(level))
        };
        return Finding::new(1.0, evidence, reason);
    }
    let experience = facts.experience_months.unwrap_or(0);
    if requirement.or_experience && experience >= IN_PLACE_OF_DEGREE {
        let lines = dated_jobs(resume).filter_map(|j| resume.dated_line(j));
        let evidence = evidence
            .into_iter()
            .chain(lines)
            .take(MOST_EVIDENCE)
            .collect();
        return Finding::new(
            1.0,
            evidence,
            format!(
                "{} of experience, which the job takes in a degree’s place.",
                span(experience)
            ),
        );
    }
    if level == DegreeLevel::None {
        let has_section = facts
            .sections
            .iter()
            .any(|s| s.kind == SectionKind::Education);
        return if has_section || !facts.education.is_empty() {
            Finding::new(0.0, evidence, "No degree is named among the studies.")
        } else {
            Finding::not_stated("Not stated: the résumé says nothing of studies.")
        };
    }
    let steps = degree_rank(wanted) - degree_rank(level);
    let credit = match steps {
        1 => 0.5,
        2 => 0.25,
        _ => 0.0,
    };
    Finding::new(
        credit,
        evidence,
        format!(
            "{}; a {} is asked for.",
            degree::name(level),
            in_sentence(degree::name(wanted))
        ),
    )
}

fn degree_rank(level: DegreeLevel) -> i32 {
    match level {
        DegreeLevel::None => 0,
        DegreeLevel::Secondary => 1,
        DegreeLevel::Vocational => 2,
        DegreeLevel::Associate => 3,
        DegreeLevel::Bachelor => 4,
        DegreeLevel::Master => 5,
        DegreeLevel::Doctorate => 6,
    }
}

/// A name inside a sentence: its first letter small.
fn in_sentence(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn certificate(requirement: &Requirement, phrase: &[String], resume: &Resume) -> Finding {
    let wanted = named(requirement);
    let features = resume.features();
    let claims = |line: u32| {
        let at = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
        let is_claim = features
            .lines
            .get(at)
            .is_some_and(|l| l.claims_certificates);
        is_claim && !resume.is_copied(line)
    };
    let named: Vec<_> = features
        .certificates
        .iter()
        .filter(|(name, place)| name == wanted && claims(place.0))
        .take(MOST_EVIDENCE)
        .collect();
    let mut evidence: Vec<Evidence> = Vec::new();
    let is_found = if named.is_empty() {
        let lines = resume.lines_with(phrase);
        let shown = lines.iter().take(MOST_EVIDENCE);
        evidence.extend(shown.filter_map(|l| resume.phrase(l.0, phrase)));
        !lines.is_empty()
    } else {
        evidence.extend(named.iter().filter_map(|(_, place)| resume.words(place)));
        true
    };
    if is_found {
        Finding::new(
            1.0,
            evidence,
            resume.say(|| "Named in the résumé.".to_owned()),
        )
    } else {
        let reason = || "Not found under any of its names.".to_owned();
        Finding::new(0.0, evidence, resume.say(reason))
    }
}

fn spoken_language(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = requirement.subject.as_deref().unwrap_or(&requirement.name);
    let level = requirement.level.as_deref().and_then(spoken::level);
    let facts = resume.facts();
    let spoken = facts
        .languages
        .iter()
        .find(|l| l.language.eq_ignore_ascii_case(wanted) && !resume.is_copied(l.line));
    let Some(spoken) = spoken else {
        if facts.language.as_deref().map(language::name) == Some(wanted) {
            return Finding::new(
                0.5,
                Vec::new(),
                format!("The résumé is written in {wanted}; how well it is spoken is not stated."),
            );
        }
        return if facts.languages.is_empty() {
            Finding::not_stated("Not stated: the résumé names no languages.")
        } else {
            Finding::new(
                0.0,
                Vec::new(),
                format!("{wanted} is not among the languages named."),
            )
        };
    };
    let evidence: Vec<Evidence> = resume.quote(spoken.line, None).into_iter().collect();
    let have = spoken.level.as_deref().and_then(spoken::level);
    match (have, level) {
        (_, None) => Finding::new(1.0, evidence, format!("{wanted} is named.")),
        (None, Some(level)) => Finding::new(
            0.7,
            evidence,
            format!(
                "{wanted} is named without a level; {} is asked for.",
                spoken::level_name(level)
            ),
        ),
        (Some(have), Some(level)) if have >= level => Finding::new(
            1.0,
            evidence,
            format!(
                "{wanted}: {}, {} asked for.",
                spoken::level_name(have),
                spoken::level_name(level)
            ),
        ),
        (Some(have), Some(level)) => {
            let credit = match level - have {
                1 => 0.6,
                2 => 0.3,
                _ => 0.1,
            };
            Finding::new(
                credit,
                evidence,
                format!(
                    "{wanted}: {} only, {} asked for.",
                    spoken::level_name(have),
                    spoken::level_name(level)
                ),
            )
        }
    }
}

/// The titles that the résumé bears, each with the numbers of its occupations; those on copied lines are none.
fn borne<'r>(resume: &Resume<'r>) -> impl Iterator<Item = (&'r BorneTitle, &'r [usize])> {
    let prepared = resume.prepared;
    let occupations = prepared.occupation_ids.iter().map(Vec::as_slice);
    let titles = prepared.features.titles.iter().zip(occupations);
    titles.filter(|(t, _)| !resume.is_copied(t.line))
}

impl WantedTitle {
    fn new(requirement: &Requirement) -> Self {
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
    fn worth(
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

fn job_title(wanted: &WantedTitle, resume: &Resume) -> Finding {
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
fn title_words(wanted: &[String], have: &[String]) -> Option<(f64, Answer)> {
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
fn is_general(form: &str) -> bool {
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
    fn spans_read_well() {
        assert_eq!(span(87), "7 years 3 months");
        assert_eq!(span(13), "1 year 1 month");
        assert_eq!(span(24), "2 years");
        assert_eq!(span_of_years(2.5), "2 years 6 months");
    }

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
