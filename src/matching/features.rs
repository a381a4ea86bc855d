//! Features: all that scoring reads of a résumé, found once and kept. A score needs no text; its explanation needs it again.

mod lines;

use serde::{Deserialize, Serialize};

use super::{
    relevance::Text,
    title::{self, Grade},
};
use crate::{
    records::{Analysis, Document, Experience, Facts, FindingKind, SectionKind},
    skills::{
        self,
        token::{Token, tokens},
    },
    vectors::Model,
};
use lines::Lines;

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
