//! Features: all that scoring reads of a résumé, found once and kept. A score needs no text; its explanation needs it again.

use serde::{Deserialize, Serialize};

use super::{
    relevance::Text,
    title::{self, Grade},
};
use crate::{
    records::{Analysis, Document, Experience, Facts, FindingKind, Line, LineRole, SectionKind},
    skills::{
        self,
        token::{Token, tokens},
    },
    vectors::Model,
};

/// Where and how a line stands, from the weakest to the firmest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// Words of a line: its number and the bytes from and to.
pub type Place = (u32, u32, u32);

/// A skill that a line claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its place among [`Features::skills`].
    pub skill: u32,
    pub standing: Standing,
    /// Two places, where the name goes over a line's end.
    pub places: Vec<Place>,
    /// The job held under which it stands: its place in [`Facts::experience`].
    pub job: Option<u32>,
}

/// A title that the résumé bears: of a job held, or the headline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BorneTitle {
    pub text: String,
    pub line: u32,
    /// The job held that bears it; none for the headline.
    pub job: Option<u32>,
    pub is_dated: bool,
    /// Canonical names of the occupations that it names.
    pub occupations: Vec<String>,
    /// Its words, without grades and small words.
    pub words: Vec<String>,
    pub grade: Option<Grade>,
}

impl BorneTitle {
    pub fn is_headline(&self) -> bool {
        self.job.is_none()
    }
}

/// A line's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineWords {
    /// Places among [`Features::forms`]; with [`AFTER_BREAK`] added where punctuation stands before the word.
    pub words: Vec<u32>,
    pub standing: Standing,
    /// Whether a phrase or a certificate that stands there is claimed.
    pub claims_phrases: bool,
    pub claims_certificates: bool,
    /// Whether it counts for the text's relevance: it says neither who somebody is nor what they studied.
    pub is_text: bool,
}

/// Added to a word's number where punctuation stands before it.
pub const AFTER_BREAK: u32 = 1 << 31;

/// What scoring reads of a résumé.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// [`Analysis::ENGINE_VERSION`] of the engine that found them. Those of another version are to be found anew.
    pub engine_version: u32,
    /// The facts that scoring reads; who somebody is and where stands empty.
    pub facts: Facts,
    /// Canonical names, each once, in alphabetical order.
    pub skills: Vec<String>,
    pub claims: Vec<Claim>,
    /// Canonical names of certificates, and the first place on each line that names it.
    pub certificates: Vec<(String, Place)>,
    pub titles: Vec<BorneTitle>,
    /// Every form of a word, once, in order; and the lines made of them.
    pub forms: Vec<String>,
    pub lines: Vec<LineWords>,
    /// Whether the file holds text that a person does not see.
    pub has_hidden_text: bool,
    pub headline: String,
    /// Words of the person's name, which count for no relevance; those that name a skill or occupation are none.
    pub name: Vec<String>,
    pub text: Text,
}

impl Features {
    /// Looks through a document. Without a model the text's meaning is left unmeasured.
    pub fn of(document: &Document, facts: &Facts, model: Option<&Model>) -> Self {
        let lines = Lines::new(document, facts);
        let mut forms: Vec<String> = Vec::new();
        let words: Vec<Vec<Token>> = document.lines.iter().map(|l| tokens(&l.text)).collect();
        forms.extend(words.iter().flatten().map(|w| w.form.clone()));
        forms.sort_unstable();
        forms.dedup();
        let number = |form: &String| {
            let at = forms.binary_search(form).unwrap_or_default();
            u32::try_from(at).unwrap_or_default()
        };
        let kept = document.lines.iter().zip(&words).map(|(line, words)| {
            let section = lines.section(line.number);
            let speaks = lines.speaks(line);
            LineWords {
                words: words
                    .iter()
                    .map(|w| number(&w.form) | if w.after_break { AFTER_BREAK } else { 0 })
                    .collect(),
                standing: lines.standing(line.number),
                claims_phrases: speaks
                    && !matches!(
                        section,
                        SectionKind::Head
                            | SectionKind::Interests
                            | SectionKind::References
                            | SectionKind::Languages
                    ),
                claims_certificates: !matches!(
                    section,
                    SectionKind::Interests | SectionKind::References
                ),
                is_text: speaks
                    && !matches!(
                        section,
                        SectionKind::Head
                            | SectionKind::Education
                            | SectionKind::Interests
                            | SectionKind::References
                            | SectionKind::Languages
                    ),
            }
        });
        let kept: Vec<LineWords> = kept.collect();
        let found = lines.skills();
        let mut skills: Vec<String> = found.iter().map(|f| f.0.to_owned()).collect();
        skills.sort_unstable();
        skills.dedup();
        let claims = found.into_iter().map(|(name, places)| {
            let line = places.first().map_or(0, |p| p.0);
            let at = skills.binary_search_by(|s| s.as_str().cmp(name));
            Claim {
                skill: u32::try_from(at.unwrap_or_default()).unwrap_or_default(),
                standing: lines.standing(line),
                places,
                job: lines.job_of(line),
            }
        });
        let claims = claims.collect();
        let headline = facts.headline.as_ref();
        // A line that names no occupation can be anything that stands at the top: an address, an age.
        let headline = headline.filter(|h| !skills::find_occupations(&h.value).is_empty());
        let headline = headline.map_or_else(String::new, |h| h.value.clone());
        let name = name_words(facts);
        Self {
            engine_version: Analysis::ENGINE_VERSION,
            claims,
            skills,
            certificates: certificates(document),
            titles: titles(document, facts),
            text: Text::of_resume(&headline, &kept, &forms, &name, &[], model),
            lines: kept,
            headline,
            name,
            has_hidden_text: !document.hidden.is_empty()
                || document
                    .findings
                    .iter()
                    .any(|f| f.kind == FindingKind::HiddenText),
            facts: impersonal(facts),
            forms,
        }
    }
}

impl Features {
    /// Whether this engine found them with these word vectors: only then do they score as the text would.
    pub fn are_of(&self, model: &Model) -> bool {
        let meaning = self.text.meaning.as_ref();
        self.engine_version == Analysis::ENGINE_VERSION
            && meaning.is_some_and(|meaning| meaning.model == model.id())
    }
}

fn name_words(facts: &Facts) -> Vec<String> {
    let name = facts.name.as_ref().map_or("", |n| n.value.as_str());
    let words = tokens(name).into_iter().map(|t| t.form);
    words
        .filter(|w| skills::find(w).is_empty() && skills::find_occupations(w).is_empty())
        .collect()
}

/// Facts without those that no score reads.
fn impersonal(facts: &Facts) -> Facts {
    Facts {
        sections: facts
            .sections
            .iter()
            .map(|s| crate::records::Section {
                title: String::new(),
                ..s.clone()
            })
            .collect(),
        experience: facts
            .experience
            .iter()
            .map(|e| Experience {
                title: None,
                employer: None,
                ..e.clone()
            })
            .collect(),
        education: facts
            .education
            .iter()
            .map(|e| crate::records::Education {
                field: None,
                school: None,
                year: None,
                ..e.clone()
            })
            .collect(),
        experience_months: facts.experience_months,
        as_of: facts.as_of,
        degree: facts.degree,
        languages: facts.languages.clone(),
        language: facts.language.clone(),
        ..Facts::default()
    }
}

fn certificates(document: &Document) -> Vec<(String, Place)> {
    let mut found: Vec<(String, Place)> = Vec::new();
    for line in &document.lines {
        for mention in skills::find_certificates(&line.text) {
            let stands =
                |(name, place): &(String, Place)| name == mention.name && place.0 == line.number;
            if !found.iter().any(stands) {
                let place = place(line.number, mention.start, mention.end);
                found.push((mention.name.to_owned(), place));
            }
        }
    }
    found
}

fn titles(document: &Document, facts: &Facts) -> Vec<BorneTitle> {
    let borne = |text: &str, line: u32, job: Option<u32>, is_dated: bool| BorneTitle {
        text: text.to_owned(),
        line,
        job,
        is_dated,
        occupations: skills::find_occupations(text)
            .into_iter()
            .map(|m| m.name.to_owned())
            .collect(),
        words: title::content(text),
        grade: title::grade(text),
    };
    let jobs = facts.experience.iter().zip(0..).filter_map(|(job, index)| {
        let title = job.title.as_deref()?;
        let names = |&n: &u32| document.line(n).is_some_and(|l| l.text.contains(title));
        let line = (job.first..=job.last).find(names).unwrap_or(job.first);
        Some(borne(title, line, Some(index), job.from.is_some()))
    });
    let headline = facts.headline.iter();
    let headline = headline.map(|h| borne(&h.value, h.line, None, false));
    jobs.chain(headline).collect()
}

fn place(line: u32, start: usize, end: usize) -> Place {
    let byte = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    (line, byte(start), byte(end))
}

/// A document's lines with their sections.
pub struct Lines<'a> {
    document: &'a Document,
    facts: &'a Facts,
    sections: Vec<SectionKind>,
}

impl<'a> Lines<'a> {
    fn new(document: &'a Document, facts: &'a Facts) -> Self {
        Self {
            document,
            facts,
            sections: sections(document, facts),
        }
    }

    /// Every skill that the lines claim, and where.
    fn skills(&self) -> Vec<(&'static str, Vec<Place>)> {
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
    pub fn speaks(&self, line: &Line) -> bool {
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
    pub fn section(&self, number: u32) -> SectionKind {
        usize::try_from(number)
            .ok()
            .and_then(|n| self.sections.get(n.checked_sub(1)?))
            .copied()
            .unwrap_or(SectionKind::Other)
    }

    /// The job held under which a line stands.
    fn job_of(&self, number: u32) -> Option<u32> {
        let jobs = self.facts.experience.iter().zip(0..);
        let mut under = jobs.filter(|(e, _)| e.first <= number && number <= e.last);
        under.next().map(|(_, index)| index)
    }

    /// How firmly a line speaks.
    fn standing(&self, number: u32) -> Standing {
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
