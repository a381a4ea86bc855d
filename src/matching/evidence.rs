//! Evidence: a résumé's features, made ready to be asked, and the lines that bear on an answer.

mod copied;

pub use copied::JobRuns;

use super::{
    features::{AFTER_BREAK, Claim, Features, Place, Standing},
    relevance::Prepared as PreparedText,
};
use crate::{
    records::{Document, Evidence, Experience, Facts},
    skills::{self, token::tokens},
};
use copied::runs;

/// Words that begin with so many letters alike can be one word with two endings.
const ALIKE_FROM: usize = 5;

/// Features, ready to be asked.
#[derive(Debug)]
pub struct Prepared {
    pub features: Features,
    /// The lexicon's numbers of [`Features::skills`].
    pub skill_ids: Vec<Option<usize>>,
    /// For each title the lexicon's numbers of its occupations.
    pub occupation_ids: Vec<Vec<usize>>,
    pub text: PreparedText,
    /// A number for each run of words that is long enough to be a copy, over the whole text.
    runs: Vec<u64>,
}

impl Prepared {
    pub fn new(features: Features) -> Self {
        let hashes: Vec<u64> = features.forms.iter().map(|f| hash(f)).collect();
        let words: Vec<u64> = features
            .lines
            .iter()
            .flat_map(|l| &l.words)
            .map(|&w| hashes.get(index(w)).copied().unwrap_or_default())
            .collect();
        Self {
            skill_ids: features.skills.iter().map(|s| skills::id(s)).collect(),
            occupation_ids: features
                .titles
                .iter()
                .map(|t| {
                    let ids = t.occupations.iter();
                    ids.filter_map(|o| skills::occupation_id(o)).collect()
                })
                .collect(),
            runs: runs(&words).collect(),
            text: PreparedText::new(&features.text),
            features,
        }
    }
}

/// A word's place among the forms.
fn index(word: u32) -> usize {
    usize::try_from(word & !AFTER_BREAK).unwrap_or(usize::MAX)
}

/// FNV-1a: the same number on every machine.
pub fn hash(form: &str) -> u64 {
    form.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A résumé beside a job, ready to be asked. With its document it also shows lines; without, it only counts.
pub struct Resume<'a> {
    pub prepared: &'a Prepared,
    document: Option<&'a Document>,
    /// The numbers of lines that were copied from the job's text, in order.
    pub copied: Vec<u32>,
}

impl<'a> Resume<'a> {
    /// What was copied from the job's text is left out.
    pub fn new(prepared: &'a Prepared, document: Option<&'a Document>, job: &JobRuns) -> Self {
        Self {
            prepared,
            document,
            copied: job.copied(prepared),
        }
    }

    pub fn features(&self) -> &'a Features {
        &self.prepared.features
    }

    pub fn facts(&self) -> &'a Facts {
        &self.prepared.features.facts
    }

    /// A reason, where reasons are wanted.
    pub fn say(&self, reason: impl FnOnce() -> String) -> String {
        match self.document {
            Some(_) => reason(),
            None => String::new(),
        }
    }

    /// Lines, where lines are wanted.
    pub fn evidence(&self, lines: impl FnOnce() -> Vec<Evidence>) -> Vec<Evidence> {
        match self.document {
            Some(_) => lines(),
            None => Vec::new(),
        }
    }

    /// A skill's canonical name.
    pub fn skill(&self, claim: &Claim) -> &'a str {
        let at = usize::try_from(claim.skill).unwrap_or(usize::MAX);
        let name = self.features().skills.get(at);
        name.map_or("", String::as_str)
    }

    /// The claims that count: none of whose lines was copied.
    pub fn claims(&self) -> impl Iterator<Item = &'a Claim> {
        let claims = self.features().claims.iter();
        claims.filter(|c| !c.places.iter().any(|p| self.is_copied(p.0)))
    }

    /// Whether a line was copied from the job's text.
    pub fn is_copied(&self, number: u32) -> bool {
        !self.copied.is_empty() && self.copied.binary_search(&number).is_ok()
    }

    /// Lines that hold all the words of a phrase that the lexicon lacks, in their order and but for their endings, firmest first.
    pub fn lines_with(&self, phrase: &[String]) -> Vec<(u32, Standing)> {
        let forms = &self.features().forms;
        let mut wanted: Vec<Vec<u32>> = Vec::with_capacity(phrase.len());
        for word in phrase {
            let same = alike_forms(forms, word);
            if same.is_empty() {
                return Vec::new();
            }
            wanted.push(same);
        }
        let lines = self.features().lines.iter().zip(1..);
        let mut found: Vec<(u32, Standing)> = lines
            .filter(|(line, number)| line.claims_phrases && !self.is_copied(*number))
            .filter(|(line, _)| phrase_in(&line.words, &wanted, forms).is_some())
            .map(|(line, number)| (number, line.standing))
            .collect();
        found.sort_by_key(|f| std::cmp::Reverse(f.1));
        found
    }

    /// The words of a line that are a phrase.
    pub fn phrase(&self, number: u32, phrase: &[String]) -> Option<Evidence> {
        let text = &self.document?.line(number)?.text;
        let forms = &self.features().forms;
        let wanted: Vec<Vec<u32>> = phrase.iter().map(|w| alike_forms(forms, w)).collect();
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        let words = &self.features().lines.get(at)?.words;
        let (first, last) = phrase_in(words, &wanted, forms)?;
        let tokens = tokens(text);
        let (start, end) = (tokens.get(first)?.start, tokens.get(last)?.end);
        Some(Evidence {
            line: number,
            quote: text.get(start..end)?.to_owned(),
        })
    }

    /// The words at a place.
    pub fn words(&self, &(line, start, end): &Place) -> Option<Evidence> {
        let text = &self.document?.line(line)?.text;
        let range = usize::try_from(start).ok()?..usize::try_from(end).ok()?;
        let quote = text.get(range)?.trim();
        (!quote.is_empty()).then(|| Evidence {
            line,
            quote: quote.to_owned(),
        })
    }

    /// A line's text without the white space around it, as evidence.
    pub fn whole_line(&self, number: u32) -> Option<Evidence> {
        let line = self.document?.line(number)?;
        let quote = line.text.trim();
        (!quote.is_empty()).then(|| Evidence {
            line: number,
            quote: quote.to_owned(),
        })
    }

    /// A line with the words of it that a fact was made of, or all of it where the fact is worded otherwise.
    pub fn quote(&self, number: u32, words: Option<&str>) -> Option<Evidence> {
        let line = self.document?.line(number)?;
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
        let document = self.document?;
        let year = job.from?.year.to_string();
        let names = |&n: &u32| document.line(n).is_some_and(|l| l.text.contains(&year));
        let line = (job.first..=job.last).find(names);
        self.whole_line(line.unwrap_or(job.first))
    }
}

/// Among the forms, in order, those of a word but for its ending.
fn alike_forms(forms: &[String], word: &str) -> Vec<u32> {
    let start = match word.char_indices().nth(ALIKE_FROM) {
        Some((end, _)) => word.get(..end).unwrap_or(word),
        None => word,
    };
    let first = forms.partition_point(|f| f.as_str() < start);
    let among = forms.iter().zip(0u32..).skip(first);
    among
        .take_while(|(form, _)| form.starts_with(start))
        .filter(|(form, _)| super::title::alike(form, word))
        .map(|(_, number)| number)
        .collect()
}

/// Where the wanted words stand in a row, small words between them aside: the first and the last.
fn phrase_in(words: &[u32], wanted: &[Vec<u32>], forms: &[String]) -> Option<(usize, usize)> {
    let is_small_at = |at: usize| {
        words.get(at).is_some_and(|&w| {
            w & AFTER_BREAK == 0 && forms.get(index(w)).is_some_and(|f| is_small(f))
        })
    };
    (0..words.len()).find_map(|first| {
        let mut at = first;
        for (order, same) in wanted.iter().enumerate() {
            while order > 0 && is_small_at(at) {
                at += 1;
            }
            let &word = words.get(at)?;
            if !same.contains(&(word & !AFTER_BREAK)) || (order > 0 && word & AFTER_BREAK != 0) {
                return None;
            }
            at += 1;
        }
        (at > first).then_some((first, at - 1))
    })
}

/// The words of a phrase that are looked for.
pub fn phrase_words(phrase: &str) -> Vec<String> {
    let words = tokens(phrase).into_iter().map(|t| t.form);
    words.filter(|w| !is_small(w)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_but_for_their_endings() {
        let found = |line: &str, phrase: &str| {
            let words = tokens(line);
            let mut forms: Vec<String> = words.iter().map(|w| w.form.clone()).collect();
            forms.sort_unstable();
            forms.dedup();
            let numbers: Vec<u32> = words
                .iter()
                .map(|w| {
                    let at = forms.binary_search(&w.form).unwrap_or_default();
                    at as u32 | if w.after_break { AFTER_BREAK } else { 0 }
                })
                .collect();
            let wanted: Vec<Vec<u32>> = phrase_words(phrase)
                .iter()
                .map(|w| alike_forms(&forms, w))
                .collect();
            phrase_in(&numbers, &wanted, &forms).is_some()
        };
        assert!(found(
            "Repaired antique clocks for a museum",
            "antique clock"
        ));
        assert!(found("Winding of the tower clocks", "winding tower clocks"));
        assert!(!found(
            "Repaired clocks, antique furniture",
            "antique clock"
        ));
    }
}
