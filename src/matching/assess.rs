//! A requirement asked of a résumé: met or not, by which lines, and why.

use super::{
    degree,
    evidence::{Claim, Resume, Standing, months},
    language, spoken,
    title::{self, alike},
};
use crate::{
    records::{
        DegreeLevel, Evidence, Experience, Outcome, Requirement, RequirementKind, SectionKind,
    },
    skills::{self, Relation, token::tokens},
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

/// Looks for one of the job's requirements in a résumé.
pub fn assess(requirement: &Requirement, all: &[Requirement], resume: &Resume) -> Finding {
    match requirement.kind {
        RequirementKind::Skill => skill(requirement, resume),
        RequirementKind::Years => match &requirement.subject {
            Some(skill) => years_of(requirement, skill, resume),
            None => years(requirement, all, resume),
        },
        RequirementKind::Degree => degree(requirement, resume),
        RequirementKind::Certificate => certificate(requirement, resume),
        RequirementKind::Language => spoken_language(requirement, resume),
        RequirementKind::Title => job_title(requirement, resume),
        RequirementKind::Place => {
            Finding::not_stated("Told, not scored: where somebody lives moves no score.")
        }
    }
}

/// How a claimed skill answers a wanted one, best first.
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

fn answer(have: &str, wanted: &str) -> Option<Answer> {
    Some(match skills::relation(have, wanted)? {
        Relation::Same => Answer::Same,
        Relation::CountsAs => Answer::CountsAs,
        Relation::Near => Answer::Near,
        Relation::Wider => Answer::Wider,
    })
}

fn skill(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted: Vec<&str> = requirement
        .subject
        .iter()
        .chain(&requirement.alternatives)
        .map(String::as_str)
        .collect();
    if wanted.is_empty() {
        return written(requirement, resume);
    }
    // Each name that is claimed is compared once.
    let mut names: Vec<&'static str> = resume.claims.iter().map(|c| c.name).collect();
    names.sort_unstable();
    names.dedup();
    let mut answers: Vec<(Answer, &'static str, &str)> = names
        .iter()
        .flat_map(|have| {
            wanted
                .iter()
                .filter_map(|want| Some((answer(have, want)?, *have, *want)))
        })
        .collect();
    answers.sort();
    let is_met = |a: Answer| matches!(a, Answer::Same | Answer::CountsAs);
    let met: Vec<&'static str> = answers
        .iter()
        .filter(|a| is_met(a.0))
        .map(|a| a.1)
        .collect();
    if !met.is_empty() {
        let claims = firmest(resume, &met);
        let reason = met_reason(requirement, resume, &claims);
        let credit = claims.first().map_or(0.0, |c| c.standing.credit());
        return Finding::new(credit, lines(&claims), reason);
    }
    let Some(&(kind, have, want)) = answers.first() else {
        return Finding::new(
            0.0,
            Vec::new(),
            "Not found, and nothing close to it either.",
        );
    };
    let claims = firmest(resume, &[have]);
    let standing = claims.first().map_or(0.0, |c| c.standing.credit());
    let (share, reason) = match kind {
        Answer::Wider => (
            WIDER,
            format!("{have} is named, which is wider than {want}; {want} itself is not."),
        ),
        _ => (
            NEAR,
            format!("{have} is close to {want}, and not the same."),
        ),
    };
    Finding::new(share * standing, lines(&claims), reason)
}

/// The claims of these names, firmest first, then in the order of the lines.
fn firmest<'r>(resume: &'r Resume, names: &[&str]) -> Vec<&'r Claim> {
    let mut claims: Vec<&Claim> = resume
        .claims
        .iter()
        .filter(|c| names.contains(&c.name))
        .collect();
    claims.sort_by_key(|c| std::cmp::Reverse(c.standing));
    claims
}

/// The claims' lines, each once.
fn lines(claims: &[&Claim]) -> Vec<Evidence> {
    let mut found: Vec<Evidence> = Vec::new();
    for evidence in claims.iter().flat_map(|c| &c.evidence) {
        if found.len() == MOST_EVIDENCE {
            break;
        }
        if !found.iter().any(|f| f.line == evidence.line) {
            found.push(evidence.clone());
        }
    }
    found
}

fn met_reason(requirement: &Requirement, resume: &Resume, claims: &[&Claim]) -> String {
    let Some(best) = claims.first() else {
        return String::new();
    };
    let is_itself = requirement.subject.as_deref() == Some(best.name);
    let mut reason = match best.standing {
        Standing::Dated => format!("In dated experience{}.", when(resume, claims)),
        other => standing_reason(other).to_owned(),
    };
    if !is_itself {
        let wanted = requirement.subject.as_deref().unwrap_or(&requirement.name);
        if requirement.alternatives.iter().any(|a| a == best.name) {
            reason.push_str(&format!(" {} does as well as {wanted} here.", best.name));
        } else {
            reason.push_str(&format!(" {} counts as {wanted}.", best.name));
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
    let jobs = || {
        claims
            .iter()
            .filter_map(|c| resume.facts.experience.get(c.job?))
    };
    let from = jobs().filter_map(|j| j.from).min();
    let to = jobs().filter_map(|j| j.to.or(j.from)).max();
    match (from, to) {
        (Some(from), Some(to)) if from.year == to.year => format!(", {}", from.year),
        (Some(from), Some(to)) => format!(", {}–{}", from.year, to.year),
        _ => String::new(),
    }
}

/// A phrase that the lexicon lacks, as it is written.
fn written(requirement: &Requirement, resume: &Resume) -> Finding {
    let mut found = resume.lines_with(&requirement.name);
    found.sort_by_key(|f| std::cmp::Reverse(f.1));
    let Some(&(_, standing)) = found.first() else {
        return Finding::new(0.0, Vec::new(), "Not found under this name.");
    };
    let evidence = found
        .into_iter()
        .take(MOST_EVIDENCE)
        .map(|(e, _)| e)
        .collect();
    Finding::new(standing.credit(), evidence, standing_reason(standing))
}

fn dated_jobs<'r>(resume: &'r Resume) -> impl Iterator<Item = &'r Experience> {
    resume.facts.experience.iter().filter(|j| j.from.is_some())
}

fn years(requirement: &Requirement, all: &[Requirement], resume: &Resume) -> Finding {
    let wanted = requirement.years.unwrap_or(0.0);
    let Some(total) = resume.facts.experience_months else {
        return Finding::not_stated("Not stated: no entry has dates to count.");
    };
    let related: Vec<&Experience> = related_jobs(all, resume);
    let shown = if related.is_empty() {
        dated_jobs(resume).collect()
    } else {
        related.clone()
    };
    let evidence: Vec<Evidence> = shown
        .into_iter()
        .filter_map(|job| resume.dated_line(job))
        .take(MOST_EVIDENCE)
        .collect();
    let near = months(related.into_iter()).min(total);
    let far = total - near;
    let asked = span_of_years(wanted);
    let reason = if far == 0 {
        format!(
            "{} in dated entries, overlaps counted once; {asked} asked for.",
            span(total)
        )
    } else if near == 0 {
        format!(
            "{} in dated entries, none of which names the title or a skill that is asked for, so a quarter counts; {asked} asked for.",
            span(total)
        )
    } else {
        format!(
            "{} in dated entries that name the title or a skill asked for, and {} in others, of which a quarter counts; {asked} asked for.",
            span(near),
            span(far)
        )
    };
    let own = share(f64::from(near), wanted);
    let others = share(f64::from(far), wanted).min(1.0 - own);
    Finding::new(own + UNRELATED * others, evidence, reason)
}

/// The dated jobs that have to do with the one offered, by their title or by a skill. A job that asks for neither takes all.
fn related_jobs<'r>(all: &[Requirement], resume: &'r Resume) -> Vec<&'r Experience> {
    let title = all.iter().find(|r| r.kind == RequirementKind::Title);
    let skills: Vec<&str> = all
        .iter()
        .filter(|r| r.kind == RequirementKind::Skill)
        .flat_map(|r| r.subject.iter().chain(&r.alternatives))
        .map(String::as_str)
        .collect();
    if title.is_none() && skills.is_empty() {
        return dated_jobs(resume).collect();
    }
    let mut names: Vec<&'static str> = resume.claims.iter().map(|c| c.name).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| {
        skills
            .iter()
            .any(|want| matches!(answer(name, want), Some(Answer::Same | Answer::CountsAs)))
    });
    let is_related = |index: usize, job: &Experience| {
        let borne = job.title.as_deref().map(|title| Borne {
            title,
            line: job.first,
            is_dated: true,
            is_headline: false,
        });
        let by_title = title
            .zip(borne)
            .and_then(|(wanted, borne)| title_worth(wanted, &borne))
            .is_some_and(|(worth, _)| worth >= LIKE_TITLE);
        by_title
            || resume
                .claims
                .iter()
                .any(|c| c.job == Some(index) && names.contains(&c.name))
    };
    resume
        .facts
        .experience
        .iter()
        .enumerate()
        .filter(|(index, job)| job.from.is_some() && is_related(*index, job))
        .map(|(_, job)| job)
        .collect()
}

fn years_of(requirement: &Requirement, skill: &str, resume: &Resume) -> Finding {
    let wanted = requirement.years.unwrap_or(0.0);
    let claims: Vec<&Claim> = resume
        .claims
        .iter()
        .filter(|c| matches!(answer(c.name, skill), Some(Answer::Same | Answer::CountsAs)))
        .collect();
    if claims.is_empty() {
        return Finding::new(0.0, Vec::new(), format!("{skill} is not found."));
    }
    let mut jobs: Vec<usize> = claims.iter().filter_map(|c| c.job).collect();
    jobs.sort_unstable();
    jobs.dedup();
    let have = months(jobs.iter().filter_map(|&j| resume.facts.experience.get(j)));
    let evidence = lines(&claims);
    if have == 0 {
        return Finding::new(
            UNDATED_YEARS,
            evidence,
            format!("{skill} is named, but in no dated job, so its years cannot be counted."),
        );
    }
    let reason = format!(
        "{} in jobs that name {skill}; {} asked for.",
        span(have),
        span_of_years(wanted)
    );
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
    let facts = resume.facts;
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

fn certificate(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = requirement.subject.as_deref().unwrap_or(&requirement.name);
    let mut evidence: Vec<Evidence> = Vec::new();
    for line in &resume.document.lines {
        let is_claim = !matches!(
            resume.section(line.number),
            SectionKind::Interests | SectionKind::References
        );
        if !is_claim || resume.is_copied(line.number) || evidence.len() == MOST_EVIDENCE {
            continue;
        }
        let mention = skills::find_certificates(&line.text)
            .into_iter()
            .find(|m| m.name == wanted);
        if let Some(mention) = mention
            && let Some(quote) = line.text.get(mention.start..mention.end)
        {
            evidence.push(Evidence {
                line: line.number,
                quote: quote.to_owned(),
            });
        }
    }
    if evidence.is_empty() {
        evidence = resume
            .lines_with(wanted)
            .into_iter()
            .map(|(e, _)| e)
            .take(MOST_EVIDENCE)
            .collect();
    }
    if evidence.is_empty() {
        Finding::new(0.0, evidence, "Not found under any of its names.")
    } else {
        Finding::new(1.0, evidence, "Named in the résumé.")
    }
}

fn spoken_language(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = requirement.subject.as_deref().unwrap_or(&requirement.name);
    let level = requirement.level.as_deref().and_then(spoken::level);
    let facts = resume.facts;
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

/// A title that the résumé bears.
struct Borne<'a> {
    title: &'a str,
    line: u32,
    is_dated: bool,
    is_headline: bool,
}

fn job_title(requirement: &Requirement, resume: &Resume) -> Finding {
    let wanted = &requirement.name;
    let borne: Vec<Borne> = borne(resume);
    if borne.is_empty() {
        return Finding::not_stated("Not stated: no title was found in the résumé.");
    }
    let mut best: Option<(f64, &Borne, Answer)> = None;
    for title in &borne {
        let Some((worth, answer)) = title_worth(requirement, title) else {
            continue;
        };
        if best.as_ref().is_none_or(|(b, ..)| worth > *b) {
            best = Some((worth, title, answer));
        }
    }
    let Some((worth, title, answer)) = best else {
        return Finding::new(
            0.0,
            Vec::new(),
            format!("No title in the résumé is {wanted} or close to it."),
        );
    };
    let evidence: Vec<Evidence> = resume
        .quote(title.line, Some(title.title))
        .into_iter()
        .collect();
    let name = title.title.trim();
    let mut reason = match answer {
        Answer::Same | Answer::CountsAs if title.is_headline => {
            format!("“{name}” is the headline; no dated job bears the title.")
        }
        Answer::Same | Answer::CountsAs => format!("Has worked as “{name}”."),
        Answer::SameTrade => format!("“{name}” is of the same trade as {wanted}."),
        Answer::NearTrade => format!("“{name}” is of a trade close to {wanted}."),
        Answer::Near if worth <= GENERAL_TITLE => {
            format!("“{name}” shares no more than a word with {wanted}.")
        }
        Answer::Near => format!("“{name}” is close to {wanted}, and not the same."),
        Answer::Wider => format!("“{name}” is wider than {wanted}."),
    };
    let mut credit = worth;
    if let Some(grade) = title::grade(wanted)
        && grade > title::Grade::Junior
    {
        let held = borne.iter().filter_map(|b| title::grade(b.title)).max();
        let has_years = resume
            .facts
            .experience_months
            .is_some_and(|m| m >= SENIOR_MONTHS);
        if held < Some(grade) && !has_years {
            credit *= OTHER_GRADE;
            reason
                .push_str(" No title of that grade was held, and fewer than five years are dated.");
        }
    }
    Finding::new(credit, evidence, reason)
}

fn borne<'a>(resume: &'a Resume) -> Vec<Borne<'a>> {
    let jobs = resume.facts.experience.iter().filter_map(|job| {
        let title = job.title.as_deref()?;
        let line = (job.first..=job.last)
            .find(|&n| {
                resume
                    .document
                    .line(n)
                    .is_some_and(|l| l.text.contains(title))
            })
            .unwrap_or(job.first);
        Some(Borne {
            title,
            line,
            is_dated: job.from.is_some(),
            is_headline: false,
        })
    });
    let headline = resume.facts.headline.iter().map(|h| Borne {
        title: h.value.as_str(),
        line: h.line,
        is_dated: false,
        is_headline: true,
    });
    jobs.chain(headline)
        .filter(|b| !resume.is_copied(b.line))
        .collect()
}

fn title_worth(requirement: &Requirement, borne: &Borne) -> Option<(f64, Answer)> {
    let stands = if borne.is_dated {
        1.0
    } else if borne.is_headline {
        HEADLINE
    } else {
        Standing::Undated.credit()
    };
    let by_occupation = requirement.subject.as_deref().and_then(|wanted| {
        skills::find_occupations(borne.title)
            .into_iter()
            .filter_map(|m| skills::occupation_relation(m.name, wanted))
            .map(|relation| match relation {
                Relation::Same => (stands, Answer::Same),
                Relation::CountsAs => (stands, Answer::CountsAs),
                Relation::Near => (NEAR_TITLE * stands, Answer::Near),
                Relation::Wider => (WIDER_TITLE * stands, Answer::Wider),
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
    });
    let by_trade = requirement.subject.as_deref().and_then(|wanted| {
        skills::find_occupations(borne.title)
            .into_iter()
            .filter_map(|m| skills::trade_relation(m.name, wanted))
            .map(|relation| match relation {
                Relation::Same => (SAME_TRADE * stands, Answer::SameTrade),
                _ => (GENERAL_TITLE * stands, Answer::NearTrade),
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
    });
    let by_words =
        title_words(&requirement.name, borne.title).map(|(worth, answer)| (worth * stands, answer));
    // The first of the best.
    [by_occupation, by_trade, by_words]
        .into_iter()
        .flatten()
        .fold(None, |best: Option<(f64, Answer)>, found| match best {
            Some(best) if best.0 >= found.0 => Some(best),
            _ => Some(found),
        })
}

/// How two titles' words agree, grades and endings aside.
fn title_words(wanted: &str, have: &str) -> Option<(f64, Answer)> {
    let content = |title: &str| -> Vec<String> {
        tokens(title)
            .into_iter()
            .map(|t| t.form)
            .filter(|f| {
                title::grade(f).is_none()
                    && !matches!(
                        f.as_str(),
                        "of" | "and" | "the" | "in" | "/" | "m" | "w" | "f" | "d" | "h"
                    )
            })
            .collect()
    };
    let (wanted, have) = (content(wanted), content(have));
    if wanted.is_empty() {
        return None;
    }
    let shared: Vec<&String> = wanted
        .iter()
        .filter(|w| have.iter().any(|h| alike(w, h)))
        .collect();
    if shared.len() == wanted.len() {
        return Some((1.0, Answer::Same));
    }
    if shared.is_empty() {
        return None;
    }
    let is_own = shared.iter().any(|w| !is_general(w));
    Some((
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
        assert_eq!(
            title_words("Night Baker", "Senior Night Baker"),
            Some((1.0, Answer::Same))
        );
        assert_eq!(
            title_words("Sales Manager", "Marketing Manager").map(|t| t.0),
            Some(GENERAL_TITLE)
        );
        assert_eq!(title_words("Sales Manager", "Nurse"), None);
        assert_eq!(
            title_words("Clock Restorer", "Clock Maker").map(|t| t.1),
            Some(Answer::Near)
        );
    }
}
