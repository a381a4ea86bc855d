//! Years asked of a résumé: of experience, and of a skill.

use super::{
    Answers, Finding, MOST_EVIDENCE, Question, Questions, named,
    skills::{held, lines},
    titles::{LIKE_TITLE, borne},
};
use crate::{
    matching::{evidence::Resume, features::Claim},
    records::{Evidence, Experience, Requirement},
};

/// What a skill is worth towards years of it, where it stands in no dated job.
const UNDATED_YEARS: f64 = 0.25;
/// What a month in a job counts towards the years asked for, where the job has nothing to do with the one offered: neither its
/// title nor any skill that is asked for. However many such months there are, they give no more than this share of what is wanting.
const UNRELATED: f64 = 0.25;

pub(super) fn dated_jobs<'r>(resume: &Resume<'r>) -> impl Iterator<Item = &'r Experience> {
    let jobs = resume.facts().experience.iter();
    jobs.filter(|j| j.from.is_some())
}

impl Questions {
    pub(super) fn years(&self, requirement: &Requirement, resume: &Resume) -> Finding {
        let wanted = requirement.years.unwrap_or(0.0);
        let Some(total) = resume.facts().experience_months else {
            return Finding::not_stated(
                resume.say(|| "Not stated: no entry has dates to count.".to_owned()),
            );
        };
        let related = self.related_jobs(resume);
        let near = Experience::months_of(related.iter().copied()).unwrap_or(0);
        let near = near.min(total);
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

pub(super) fn years_of(requirement: &Requirement, answers: &Answers, resume: &Resume) -> Finding {
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
    let have = Experience::months_of(jobs.iter().filter_map(|&j| held(resume, j)));
    let have = have.unwrap_or(0);
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

/// How much of the years asked for is there. Of a job's last month nobody knows how much was worked, and it is not counted: who
/// lacks one month lacks nothing.
pub(super) fn share(months: f64, years: f64) -> f64 {
    let wanted = years * 12.0;
    if months + 1.0 >= wanted {
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

pub(super) fn span_of_years(years: f64) -> String {
    // Whole months, which a demand always is.
    let mut months = 0;
    while f64::from(months + 1) <= years * 12.0 {
        months += 1;
    }
    span(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_short_is_enough() {
        assert_eq!([share(35.0, 3.0), share(36.0, 3.0)], [1.0, 1.0]);
        assert_eq!(share(27.0, 3.0), 0.75);
    }

    #[test]
    fn spans_read_well() {
        assert_eq!(span(87), "7 years 3 months");
        assert_eq!(span(13), "1 year 1 month");
        assert_eq!(span(24), "2 years");
        assert_eq!(span_of_years(2.5), "2 years 6 months");
    }
}
