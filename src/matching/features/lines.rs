//! A document's lines: the section and the job that each stands in, and what it may claim there.

use super::{Place, Standing, place};
use crate::{
    records::{Document, Facts, Line, LineRole, SectionKind},
    skills,
};

/// A document's lines with their sections.
pub(super) struct Lines<'a> {
    document: &'a Document,
    facts: &'a Facts,
    sections: Vec<SectionKind>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(document: &'a Document, facts: &'a Facts) -> Self {
        Self {
            document,
            facts,
            sections: sections(document, facts),
        }
    }

    /// Every skill that the lines claim, and where.
    pub(super) fn skills(&self) -> Vec<(&'static str, Vec<Place>)> {
        let mut claims = Vec::new();
        for (index, line) in self.document.lines.iter().enumerate() {
            if !self.speaks(line) {
                continue;
            }
            let section = self.section(line.number);
            let mentions = skills::claimed(&line.text, section);
            // At the head only a list of skills is one: a street may be called Java.
            if section == SectionKind::Head && mentions.len() < 2 {
                continue;
            }
            for mention in mentions {
                if !is_in_address(&line.text, mention.start, mention.end) {
                    let place = place(line.number, mention.start, mention.end);
                    claims.push((mention.name, vec![place]));
                }
            }
            // A name that goes over the end of a line.
            let next = self.document.lines.get(index + 1);
            // No name goes across punctuation.
            let is_open = !line
                .text
                .trim_end()
                .ends_with(['.', ',', ';', ':', '!', '?', ')']);
            let goes_on = |n: &&Line| {
                is_open && n.block == line.block && n.role != LineRole::Item && self.speaks(n)
            };
            let Some(next) = next.filter(goes_on) else {
                continue;
            };
            let joined = format!("{} {}", line.text, next.text);
            let seam = line.text.len();
            for mention in skills::claimed(&joined, section) {
                if mention.start < seam && mention.end > seam + 1 {
                    let head = place(line.number, mention.start, seam);
                    let tail = place(next.number, 0, mention.end - seam - 1);
                    claims.push((mention.name, vec![head, tail]));
                }
            }
        }
        claims
    }

    /// Whether a line counts: not repeated at the pages' heads and feet, not a name or an address.
    pub(super) fn speaks(&self, line: &Line) -> bool {
        !matches!(line.role, LineRole::Header | LineRole::Footer) && !self.is_personal(line.number)
    }

    /// Whether a line at the head says who somebody is and where: Ruby Banks has no Ruby by her name, nor Java by living there.
    fn is_personal(&self, number: u32) -> bool {
        let facts = self.facts;
        let lines = [&facts.emails, &facts.phones, &facts.links]
            .into_iter()
            .flatten()
            .chain(&facts.name)
            .chain(&facts.place)
            .map(|f| f.line);
        let first = self
            .document
            .lines
            .iter()
            .find(|l| !l.text.trim().is_empty());
        self.section(number) == SectionKind::Head
            && lines.chain(first.map(|l| l.number)).any(|l| l == number)
    }

    /// The section that a line stands in.
    pub(super) fn section(&self, number: u32) -> SectionKind {
        usize::try_from(number)
            .ok()
            .and_then(|n| self.sections.get(n.checked_sub(1)?))
            .copied()
            .unwrap_or(SectionKind::Other)
    }

    /// The job held under which a line stands.
    pub(super) fn job_of(&self, number: u32) -> Option<u32> {
        let jobs = self.facts.experience.iter().zip(0..);
        let mut under = jobs.filter(|(e, _)| e.first <= number && number <= e.last);
        under.next().map(|(_, index)| index)
    }

    /// How firmly a line speaks.
    pub(super) fn standing(&self, number: u32) -> Standing {
        let job = self
            .job_of(number)
            .and_then(|i| self.facts.experience.get(usize::try_from(i).ok()?));
        match job {
            Some(job) if job.from.is_some() => return Standing::Dated,
            Some(_) => return Standing::Undated,
            None => {}
        }
        match self.section(number) {
            SectionKind::Experience => Standing::Undated,
            SectionKind::Projects | SectionKind::Volunteering => Standing::Shown,
            SectionKind::Skills | SectionKind::Education | SectionKind::Certificates => {
                Standing::Listed
            }
            SectionKind::Head
            | SectionKind::Summary
            | SectionKind::Languages
            | SectionKind::Publications
            | SectionKind::Awards
            | SectionKind::Interests
            | SectionKind::References
            | SectionKind::Other => Standing::Mentioned,
        }
    }
}

/// Each line's section: the last one that holds it. A line under a job held speaks of experience whatever stands above it, and
/// what follows the first job is no head any more: headings can be drawn where no reader finds them.
fn sections(document: &Document, facts: &Facts) -> Vec<SectionKind> {
    let first_job = facts.experience.iter().map(|e| e.first).min();
    document
        .lines
        .iter()
        .map(|line| {
            let named = facts
                .sections
                .iter()
                .rev()
                .find(|s| s.first <= line.number && line.number <= s.last)
                .map_or(SectionKind::Other, |s| s.kind);
            if named != SectionKind::Head || first_job.is_none_or(|first| line.number < first) {
                return named;
            }
            let is_in_job = facts
                .experience
                .iter()
                .any(|e| e.first <= line.number && line.number <= e.last);
            if is_in_job {
                SectionKind::Experience
            } else {
                SectionKind::Other
            }
        })
        .collect()
}

/// Whether a place in a line belongs to an address of mail or of the web.
fn is_in_address(line: &str, start: usize, end: usize) -> bool {
    let before = line.get(..start).unwrap_or_default();
    let after = line.get(end..).unwrap_or_default();
    let head = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let tail = after.split(char::is_whitespace).next().unwrap_or_default();
    let word = line
        .get(start - head.len()..end + tail.len())
        .unwrap_or_default();
    word.contains('@') || word.contains("://") || word.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_claim_nothing() {
        assert!(is_in_address("write to ruby.rust@example.org now", 9, 13));
        assert!(is_in_address("https://git.example.org/python-dev", 24, 30));
        assert!(!is_in_address("Ruby and Rust", 0, 4));
    }
}
