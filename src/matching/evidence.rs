//! Evidence: what a résumé's lines say, and how firmly each says it.

use std::collections::{HashMap, HashSet};

use crate::{
    records::{Document, Evidence, Experience, Facts, Line, LineRole, SectionKind, YearMonth},
    skills::{
        self,
        token::{Token, tokens},
    },
};

/// A run of this many words that stands in the job's text too, in the same order, was copied from it.
const COPIED_WORDS: usize = 12;
/// A line is a copy where this share of its words belongs to such a run.
const COPIED_SHARE: f64 = 0.8;

/// Where and how a line stands, from the weakest to the firmest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In a summary, or somewhere that is no section of its own.
    Mentioned,
    /// In a list of skills, or among studies and certificates.
    Listed,
    /// In projects and voluntary work.
    Shown,
    /// Under a job without dates.
    Undated,
    /// Under a job with dates.
    Dated,
}

impl Standing {
    /// How much of a requirement it is worth.
    pub fn credit(self) -> f64 {
        match self {
            Standing::Mentioned => 0.8,
            Standing::Listed => 0.9,
            Standing::Shown | Standing::Undated => 0.95,
            Standing::Dated => 1.0,
        }
    }
}

/// A skill that a line claims.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The canonical name.
    pub name: &'static str,
    pub standing: Standing,
    /// The lines and their words: two, where the name goes over a line's end.
    pub evidence: Vec<Evidence>,
    /// The job held under which it stands: its place in [`Facts::experience`].
    pub job: Option<usize>,
}

/// A résumé, ready to be asked.
pub struct Resume<'a> {
    pub document: &'a Document,
    pub facts: &'a Facts,
    pub claims: Vec<Claim>,
    /// The numbers of lines that were copied from the job's text, in order.
    pub copied: Vec<u32>,
    /// Each line's section, in the order of the lines.
    sections: Vec<SectionKind>,
}

impl<'a> Resume<'a> {
    /// Looks through a document; what was copied from the job's text is left out.
    pub fn new(document: &'a Document, facts: &'a Facts, job_text: &str) -> Self {
        let mut resume = Self {
            document,
            facts,
            claims: Vec::new(),
            copied: copied_lines(document, job_text),
            sections: sections(document, facts),
        };
        resume.find_claims();
        resume
    }

    fn find_claims(&mut self) {
        let mut claims = Vec::new();
        for (index, line) in self.document.lines.iter().enumerate() {
            if !self.speaks(line.number) {
                continue;
            }
            let section = self.section(line.number);
            let mentions = skills::claimed(&line.text, section);
            // At the head only a list of skills is one: a street may be called Java.
            if section == SectionKind::Head && mentions.len() < 2 {
                continue;
            }
            for mention in mentions {
                if is_in_address(&line.text, mention.start, mention.end) {
                    continue;
                }
                let quote = line.text.get(mention.start..mention.end);
                claims.push(Claim {
                    name: mention.name,
                    standing: self.standing(line.number),
                    evidence: evidence([(line.number, quote)]),
                    job: self.job_of(line.number),
                });
            }
            // A name that goes over the end of a line.
            let next = self.document.lines.get(index + 1);
            let goes_on = |n: &&Line| n.block == line.block && n.role != LineRole::Item;
            let Some(next) = next.filter(goes_on).filter(|n| self.speaks(n.number)) else {
                continue;
            };
            let joined = format!("{} {}", line.text, next.text);
            let seam = line.text.len();
            for mention in skills::claimed(&joined, section) {
                if mention.start < seam && mention.end > seam + 1 {
                    let head = line.text.get(mention.start..);
                    let tail = next.text.get(..mention.end - seam - 1);
                    claims.push(Claim {
                        name: mention.name,
                        standing: self.standing(line.number),
                        evidence: evidence([(line.number, head), (next.number, tail)]),
                        job: self.job_of(line.number),
                    });
                }
            }
        }
        self.claims = claims;
    }

    /// Whether a line counts: not copied from the job, not repeated at the pages' heads and feet, not a name or an address.
    fn speaks(&self, number: u32) -> bool {
        let role = self.document.line(number).map(|l| l.role);
        !matches!(role, None | Some(LineRole::Header | LineRole::Footer))
            && !self.is_copied(number)
            && !self.is_personal(number)
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

    /// Whether a line was copied from the job's text.
    pub fn is_copied(&self, number: u32) -> bool {
        self.copied.binary_search(&number).is_ok()
    }

    /// The section that a line stands in.
    pub fn section(&self, number: u32) -> SectionKind {
        usize::try_from(number)
            .ok()
            .and_then(|n| self.sections.get(n.checked_sub(1)?))
            .copied()
            .unwrap_or(SectionKind::Other)
    }

    /// The job held under which a line stands.
    fn job_of(&self, number: u32) -> Option<usize> {
        self.facts
            .experience
            .iter()
            .position(|e| e.first <= number && number <= e.last)
    }

    /// How firmly a line speaks.
    pub fn standing(&self, number: u32) -> Standing {
        match self
            .job_of(number)
            .and_then(|i| self.facts.experience.get(i))
        {
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

    /// Lines that hold all the words of a phrase that the lexicon lacks, in their order and but for their endings.
    pub fn lines_with(&self, phrase: &str) -> Vec<(Evidence, Standing)> {
        let wanted: Vec<Token> = tokens(phrase)
            .into_iter()
            .filter(|t| !is_small(&t.form))
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for line in &self.document.lines {
            let is_claim = !matches!(
                self.section(line.number),
                SectionKind::Head
                    | SectionKind::Interests
                    | SectionKind::References
                    | SectionKind::Languages
            );
            if !is_claim || !self.speaks(line.number) {
                continue;
            }
            let words = tokens(&line.text);
            if let Some((start, end)) = phrase_in(&words, &wanted)
                && let Some(quote) = line.text.get(start..end)
            {
                found.push((
                    Evidence {
                        line: line.number,
                        quote: quote.to_owned(),
                    },
                    self.standing(line.number),
                ));
            }
        }
        found
    }

    /// A line's text without the white space around it, as evidence.
    pub fn whole_line(&self, number: u32) -> Option<Evidence> {
        let line = self.document.line(number)?;
        let quote = line.text.trim();
        (!quote.is_empty()).then(|| Evidence {
            line: number,
            quote: quote.to_owned(),
        })
    }

    /// A line with the words of it that a fact was made of, or all of it where the fact is worded otherwise.
    pub fn quote(&self, number: u32, words: Option<&str>) -> Option<Evidence> {
        let line = self.document.line(number)?;
        let exact = words
            .map(str::trim)
            .filter(|w| !w.is_empty() && line.text.contains(w));
        match exact {
            Some(words) => Some(Evidence {
                line: number,
                quote: words.to_owned(),
            }),
            None => self.whole_line(number),
        }
    }

    /// The lines that name the dates of a job held.
    pub fn dated_line(&self, job: &Experience) -> Option<Evidence> {
        let year = job.from?.year.to_string();
        let line = (job.first..=job.last).find(|&n| {
            self.document
                .line(n)
                .is_some_and(|l| l.text.contains(&year))
        });
        self.whole_line(line.unwrap_or(job.first))
    }
}

fn evidence<const N: usize>(lines: [(u32, Option<&str>); N]) -> Vec<Evidence> {
    lines
        .into_iter()
        .filter_map(|(line, quote)| {
            let quote = quote?.trim();
            (!quote.is_empty()).then(|| Evidence {
                line,
                quote: quote.to_owned(),
            })
        })
        .collect()
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

/// Where the wanted words stand in a row, small words between them aside; in bytes.
fn phrase_in(words: &[Token], wanted: &[Token]) -> Option<(usize, usize)> {
    (0..words.len()).find_map(|first| {
        let mut at = first;
        for (index, want) in wanted.iter().enumerate() {
            while index > 0
                && words
                    .get(at)
                    .is_some_and(|w| is_small(&w.form) && !w.after_break)
            {
                at += 1;
            }
            let word = words.get(at)?;
            if !super::title::alike(&word.form, &want.form) || (index > 0 && word.after_break) {
                return None;
            }
            at += 1;
        }
        Some((words.get(first)?.start, words.get(at - 1)?.end))
    })
}

/// Words that part no phrase.
fn is_small(form: &str) -> bool {
    matches!(
        form,
        "of" | "the"
            | "a"
            | "an"
            | "and"
            | "in"
            | "for"
            | "to"
            | "with"
            | "on"
            | "de"
            | "la"
            | "le"
            | "des"
            | "du"
            | "les"
            | "der"
            | "die"
            | "das"
            | "und"
            | "et"
            | "y"
            | "el"
            | "los"
            | "e"
            | "di"
    )
}

/// The numbers of lines that were copied from the job's text: those in a run of [`COPIED_WORDS`] words that stands there too.
fn copied_lines(document: &Document, job_text: &str) -> Vec<u32> {
    let job: Vec<String> = forms(job_text);
    let runs: HashSet<&[String]> = job.windows(COPIED_WORDS).collect();
    if runs.is_empty() {
        return Vec::new();
    }
    let mut words: Vec<String> = Vec::new();
    let mut line_of: Vec<u32> = Vec::new();
    for line in &document.lines {
        for form in forms(&line.text) {
            words.push(form);
            line_of.push(line.number);
        }
    }
    let mut is_copied = vec![false; words.len()];
    for (at, run) in words.windows(COPIED_WORDS).enumerate() {
        if runs.contains(run) {
            is_copied
                .iter_mut()
                .skip(at)
                .take(COPIED_WORDS)
                .for_each(|c| *c = true);
        }
    }
    let mut counts: HashMap<u32, (u32, u32)> = HashMap::new();
    for (line, is_copied) in line_of.iter().zip(&is_copied) {
        let (copied, all) = counts.entry(*line).or_default();
        *copied += u32::from(*is_copied);
        *all += 1;
    }
    let mut lines: Vec<u32> = document
        .lines
        .iter()
        .map(|l| l.number)
        .filter(|n| {
            counts.get(n).is_some_and(|&(copied, all)| {
                f64::from(copied) >= f64::from(all) * COPIED_SHARE && copied > 0
            })
        })
        .collect();
    lines.sort_unstable();
    lines
}

fn forms(text: &str) -> Vec<String> {
    text.lines()
        .flat_map(|line| tokens(line).into_iter().map(|t| t.form))
        .collect()
}

/// Months that the jobs held cover, overlaps counted once.
pub fn months<'a>(jobs: impl Iterator<Item = &'a Experience>) -> u32 {
    let mut spans: Vec<(u32, u32)> = jobs
        .filter_map(|job| {
            let from = job.from?.months();
            let to = job.to.map_or(from, YearMonth::months);
            (to >= from).then_some((from, to + 1))
        })
        .collect();
    spans.sort_unstable();
    let mut total = 0;
    let mut until = 0;
    for (from, to) in spans {
        let from = from.max(until);
        total += to.saturating_sub(from);
        until = until.max(to);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(from: (u16, u8), to: (u16, u8)) -> Experience {
        let month = |(year, month)| Some(YearMonth { year, month });
        Experience {
            title: None,
            employer: None,
            from: month(from),
            to: month(to),
            ongoing: false,
            first: 1,
            last: 1,
        }
    }

    #[test]
    fn overlaps_count_once() {
        let jobs = [
            job((2020, 1), (2020, 12)),
            job((2020, 7), (2021, 6)),
            job((2022, 1), (2022, 1)),
        ];
        assert_eq!(months(jobs.iter()), 19);
    }

    #[test]
    fn addresses_claim_nothing() {
        assert!(is_in_address("write to ruby.rust@example.org now", 9, 13));
        assert!(is_in_address("https://git.example.org/python-dev", 24, 30));
        assert!(!is_in_address("Ruby and Rust", 0, 4));
    }

    #[test]
    fn phrases_are_found_but_for_their_endings() {
        let found = |line: &str, phrase: &str| phrase_in(&tokens(line), &tokens(phrase)).is_some();
        assert!(found(
            "Repaired antique clocks for a museum",
            "antique clock"
        ));
        assert!(!found(
            "Repaired clocks, antique furniture",
            "antique clock"
        ));
    }
}
