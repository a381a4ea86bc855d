//! Relevance: how alike a job's and a résumé's texts are, beside what is asked for and found. It orders people whose requirements tie.
//!
//! Four signals on fixed scales, whoever else is in the pile: TF-IDF cosine of the texts with the job's title counted four times, of the
//! title and the résumé's first words, and the cosine of meaning of both pairs. Each word counts once a line, and a line once, so that
//! repeating pays nothing; who somebody is, where, what they studied and when stands outside.

use std::{collections::BTreeMap, sync::OnceLock};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    clauses::{Stance, clauses},
    evidence::hash,
    features::{AFTER_BREAK, LineWords},
    score::{one_decimal, three_decimals},
};
use crate::{
    records::Relevance,
    skills::token::tokens,
    vectors::{Model, Vector},
};

/// How often a title's words count in a job's text.
const TITLE_COUNTS: u16 = 4;
/// How many of a résumé's first words a title is held against.
const HEAD_WORDS: usize = 60;
/// How fast a word's further lines stop to count (BM25's k).
const SATURATION: f64 = 1.2;
/// The language that the word vectors know.
const KNOWN_LANGUAGE: &str = "en";
/// Where each signal's scale begins and ends. Fixed, from what strangers' texts and a good match's texts give.
const WORDS: (f64, f64) = (0.0, 0.3);
const TITLE_WORDS: (f64, f64) = (0.0, 0.25);
const MEANING: (f64, f64) = (0.45, 0.85);
const TITLE_MEANING: (f64, f64) = (0.25, 0.75);

/// A text as words: stems by their numbers, in order, each with the number of lines that have it.
type Counts = Vec<(u32, u16)>;

/// What a text means, by a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
    /// [`Model::id`]: vectors of two models are not compared.
    pub model: String,
    pub whole: Vector,
    pub head: Vector,
}

/// What relevance reads of a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub words: Counts,
    /// Of a résumé the first [`HEAD_WORDS`] words, of a job its title.
    pub head: Counts,
    pub meaning: Option<Meaning>,
}

impl Text {
    /// A job's text and its title. Company background, benefits and what is not needed are left out.
    pub fn of_job(title: &str, text: &str, model: Option<&Model>) -> Self {
        let clauses = clauses(text);
        let asks = |s: Stance| !matches!(s, Stance::Aside | Stance::NotNeeded);
        let mut lines: Vec<&str> = clauses
            .iter()
            .filter(|c| asks(c.stance))
            .map(|c| c.text)
            .collect();
        if lines.is_empty() {
            lines = text.lines().collect();
        }
        let lines: Vec<Vec<String>> = lines.into_iter().map(words_of).collect();
        let title = words_of(title);
        let mut counts = BTreeMap::new();
        for line in &lines {
            count(&mut counts, line, 1);
        }
        count(&mut counts, &title, TITLE_COUNTS);
        let mut head = BTreeMap::new();
        count(&mut head, &title, 1);
        let whole: Vec<&[String]> = std::iter::once(title.as_slice())
            .chain(lines.iter().map(Vec::as_slice))
            .collect();
        Self {
            words: counts.into_iter().collect(),
            head: head.into_iter().collect(),
            meaning: model.map(|model| Meaning {
                model: model.id(),
                whole: model.embed(&joined(&whole)),
                head: model.embed(&title.join(" ")),
            }),
        }
    }

    /// A résumé's text: its headline and the lines that count for it, but for those left out.
    pub fn of_resume(
        headline: &str,
        lines: &[LineWords],
        forms: &[String],
        name: &[String],
        left_out: &[u32],
        model: Option<&Model>,
    ) -> Self {
        let says = |form: &&String| is_word(form) && !name.contains(form);
        let mut seen: Vec<Vec<String>> = Vec::new();
        let mut counts = BTreeMap::new();
        for (line, number) in lines.iter().zip(1u32..) {
            if !line.is_text || left_out.contains(&number) {
                continue;
            }
            let form = |&w: &u32| forms.get(usize::try_from(w & !AFTER_BREAK).ok()?);
            let mut words: Vec<String> = Vec::new();
            for form in line.words.iter().filter_map(form).filter(says) {
                if !words.contains(form) {
                    words.push(form.clone());
                }
            }
            if !words.is_empty() && !seen.contains(&words) {
                count(&mut counts, &words, 1);
                seen.push(words);
            }
        }
        let headline: Vec<String> = words_of(headline)
            .into_iter()
            .filter(|w| !name.contains(w))
            .collect();
        let mut head: Vec<String> = headline.iter().take(HEAD_WORDS).cloned().collect();
        head.extend(seen.iter().flatten().take(HEAD_WORDS - head.len()).cloned());
        count(&mut counts, &headline, 1);
        let mut first = BTreeMap::new();
        count(&mut first, &head, 1);
        let whole: Vec<&[String]> = std::iter::once(headline.as_slice())
            .chain(seen.iter().map(Vec::as_slice))
            .collect();
        Self {
            words: counts.into_iter().collect(),
            head: first.into_iter().collect(),
            meaning: model.map(|model| Meaning {
                model: model.id(),
                whole: model.embed(&joined(&whole)),
                head: model.embed(&head.join(" ")),
            }),
        }
    }
}

fn joined(lines: &[&[String]]) -> String {
    let lines: Vec<String> = lines.iter().map(|l| l.join(" ")).collect();
    lines.join("\n")
}

/// A line's words that say something, each once.
fn words_of(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for form in tokens(line).into_iter().map(|t| t.form) {
        if is_word(&form) && !words.contains(&form) {
            words.push(form);
        }
    }
    words
}

/// No number, no sign, no word of who somebody is.
fn is_word(form: &str) -> bool {
    form.chars().any(char::is_alphabetic)
        && !form.starts_with(|c: char| c.is_ascii_digit())
        && !matches!(
            form,
            "he" | "him"
                | "his"
                | "himself"
                | "she"
                | "her"
                | "hers"
                | "herself"
                | "they"
                | "them"
                | "their"
                | "theirs"
                | "themself"
                | "themselves"
                | "mr"
                | "mrs"
                | "ms"
                | "miss"
                | "mx"
        )
}

fn count(counts: &mut BTreeMap<u32, u16>, words: &[String], times: u16) {
    let mut stems: Vec<u32> = words.iter().map(|w| number(&stem(w))).collect();
    stems.sort_unstable();
    stems.dedup();
    for stem in stems {
        let count = counts.entry(stem).or_default();
        *count = count.saturating_add(times);
    }
}

fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// A stem's number: the same on every machine.
fn number(stem: &str) -> u32 {
    let hash = hash(stem);
    u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default()
}

/// How much each stem says: levels of a quarter of the inverse document frequency (`tools/distil/idf.py`).
struct Rarity {
    levels: FxHashMap<u32, u8>,
    /// Of stems that the table lacks.
    highest: u8,
}

fn rarity() -> &'static Rarity {
    static RARITY: OnceLock<Rarity> = OnceLock::new();
    RARITY.get_or_init(|| {
        let mut levels = FxHashMap::default();
        let mut highest = 0;
        for line in include_str!("../../assets/vectors/idf.txt").lines() {
            let Some((level, stems)) = line.split_once('\t') else {
                continue;
            };
            let level = level.parse().unwrap_or_default();
            highest = highest.max(level);
            levels.extend(stems.split(' ').map(|s| (number(s), level)));
        }
        Rarity { levels, highest }
    })
}

/// Words with their weights, the squares of which sum to 1.
#[derive(Clone, Debug, Default)]
struct Weighed(Vec<(u32, f64)>);

impl Weighed {
    fn new(counts: &Counts) -> Self {
        let rarity = rarity();
        let mut weights: Vec<(u32, f64)> = counts
            .iter()
            .map(|&(stem, count)| {
                let level = rarity.levels.get(&stem).copied();
                let level = f64::from(level.unwrap_or(rarity.highest));
                let count = f64::from(count);
                (
                    stem,
                    level * count * (SATURATION + 1.0) / (count + SATURATION),
                )
            })
            .collect();
        let square: f64 = weights.iter().map(|w| w.1 * w.1).sum();
        if square > 0.0 {
            let length = square.sqrt();
            weights.iter_mut().for_each(|w| w.1 /= length);
        }
        Self(weights)
    }

    /// The cosine: the sum of the products, in the order of the stems.
    fn cosine(&self, other: &Weighed) -> f64 {
        let mut others = other.0.iter().peekable();
        let mut sum = 0.0;
        for &(stem, weight) in &self.0 {
            while others.next_if(|o| o.0 < stem).is_some() {}
            if let Some(other) = others.next_if(|o| o.0 == stem) {
                sum += weight * other.1;
            }
        }
        sum
    }
}

/// A text, ready to be compared.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    words: Weighed,
    head: Weighed,
    meaning: Option<Meaning>,
}

impl Prepared {
    pub fn new(text: &Text) -> Self {
        Self {
            words: Weighed::new(&text.words),
            head: Weighed::new(&text.head),
            meaning: text.meaning.clone(),
        }
    }

    /// How relevant a résumé's text is to this job's; not measured where the two are in different languages. Meaning is compared where
    /// both were measured by one model and no text is in a language that it does not know.
    pub fn relevance(&self, resume: &Prepared, languages: [Option<&str>; 2]) -> Option<Relevance> {
        if let [Some(job), Some(own)] = languages
            && job != own
        {
            return None;
        }
        let is_known = languages
            .iter()
            .all(|l| l.is_none_or(|l| l == KNOWN_LANGUAGE));
        let meanings = self.meaning.as_ref().zip(resume.meaning.as_ref());
        let meanings = meanings.filter(|(a, b)| is_known && a.model == b.model);
        let words = rounded(self.words.cosine(&resume.words));
        let title_words = rounded(self.head.cosine(&resume.head));
        let meaning = meanings.map(|(a, b)| rounded(a.whole.cosine(&b.whole)));
        let title_meaning = meanings.map(|(a, b)| rounded(a.head.cosine(&b.head)));
        let scaled = [
            Some(on_scale(words, WORDS)),
            Some(on_scale(title_words, TITLE_WORDS)),
            meaning.map(|m| on_scale(m, MEANING)),
            title_meaning.map(|m| on_scale(m, TITLE_MEANING)),
        ];
        let measured: Vec<f64> = scaled.into_iter().flatten().collect();
        let count = if measured.len() > 2 { 4.0 } else { 2.0 };
        let mean = measured.iter().sum::<f64>() / count;
        Some(Relevance {
            score: one_decimal(100.0 * mean),
            words,
            title_words,
            meaning,
            title_meaning,
            model: meanings.map(|(a, _)| a.model.clone()),
        })
    }
}

fn on_scale(signal: f64, (from, to): (f64, f64)) -> f64 {
    ((signal - from) / (to - from)).clamp(0.0, 1.0)
}

/// To three decimals; a cosine below nought is nought.
fn rounded(cosine: f64) -> f64 {
    three_decimals(cosine.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_weigh_by_their_rarity() {
        let weigh = |text: &str| Prepared::new(&Text::of_job("", text, None)).words;
        let nurse = weigh("Wound care and triage in a hospital");
        let same = weigh("Triage, wound care, hospitals");
        let other = weigh("Ledger work in an office");
        assert!(nurse.cosine(&same) > 0.9, "{}", nurse.cosine(&same));
        assert!(nurse.cosine(&other) < 0.1, "{}", nurse.cosine(&other));
        assert_eq!(weigh("").cosine(&nurse), 0.0);
    }

    #[test]
    fn the_table_is_read() {
        let rarity = rarity();
        let level = |stem: &str| rarity.levels.get(&number(stem)).copied();
        assert!(level("and") < level("account"));
        assert!(level("experi") <= Some(2));
        assert!(rarity.highest >= 20 && rarity.levels.len() > 4_000);
        assert_eq!(level("zyzzyva"), None);
    }

    #[test]
    fn without_a_model_words_alone_count() {
        let job = Prepared::new(&Text::of_job("Nurse", "Wound care", None));
        let relevance = job.relevance(&job, [Some("en"), Some("en")]);
        let relevance = relevance.expect("one language");
        assert_eq!((relevance.meaning, relevance.score), (None, 100.0));
        assert_eq!(job.relevance(&job, [Some("en"), Some("de")]), None);
        assert!(job.relevance(&job, [Some("en"), None]).is_some());
    }
}
