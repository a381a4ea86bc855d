//! The index of feedback: what every feedback says, as words and as a meaning, in memory.
//!
//! Words are ranked by Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with the usual k₁ and b,
//! meanings by cosine, and both rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).

mod remembered;

pub use remembered::Remembered;

use std::collections::BTreeMap;

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};

use super::ambient::milliseconds;
use super::words::fold;
use crate::records::{AnalysisId, Day, Feedback, ItemType, JobId, ResumeId};
use crate::vectors::Vector;

/// How fast a word's further occurrences stop to count, and how much a text's length does.
const K1: f64 = 1.2;
const B: f64 = 0.75;
/// What reciprocal rank fusion adds to each rank.
const FUSION: f64 = 60.0;
/// How many the meaning may find. The further down, the less they have to do with what was asked.
const MOST_BY_MEANING: usize = 200;
/// The least cosine that counts as near.
pub const LEAST_COSINE: f64 = 0.35;

/// A feedback's vector as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptVector {
    /// [`crate::vectors::Model::id`]: vectors of two models are not compared.
    pub model: String,
    pub vector: Vector,
}

/// What stands for a feedback where meanings are compared.
pub fn meaning_text(query: &str, response: &str) -> String {
    format!("Query: {query} Response: {response}")
}

/// A feedback as search sees it.
#[derive(Clone, Debug)]
pub struct Doc {
    pub key: String,
    time: i64,
    pub day: Day,
    pub rating: u8,
    pub item_type: ItemType,
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
    pub analysis_id: Option<AnalysisId>,
    pub is_corrected: bool,
    /// In words.
    length: u32,
    vector: Option<KeptVector>,
}

/// A feedback that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub key: String,
    pub score: f64,
    pub meaning: Option<f64>,
    pub words: Option<f64>,
    time: i64,
}

/// All feedback. A feedback that is written anew gets a new place; its old one stays empty.
#[derive(Default)]
pub struct FeedbackIndex {
    docs: Vec<Option<Doc>>,
    places: BTreeMap<String, usize>,
    /// Of each word the places of the feedback that has it, and how often.
    postings: BTreeMap<String, Vec<(usize, u32)>>,
    /// The lengths of all together.
    length: u64,
}

impl FeedbackIndex {
    /// Puts a feedback in the place of the one with its id.
    pub fn put(&mut self, feedback: &Feedback, vector: Option<KeptVector>) {
        let key = feedback.id.to_string();
        self.remove(&key);
        let body = &feedback.feedback;
        let mut texts = vec![feedback.query.as_str(), &feedback.response, &feedback.item];
        texts.push(&body.ideal_response);
        for points in [
            &body.correct_points,
            &body.incorrect_points,
            &body.missing_points,
        ] {
            texts.extend(points.iter().map(String::as_str));
        }
        let place = self.docs.len();
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        let mut length: u32 = 0;
        for word in texts.into_iter().flat_map(words) {
            *counts.entry(word).or_default() += 1;
            length += 1;
        }
        for (word, count) in counts {
            self.postings.entry(word).or_default().push((place, count));
        }
        self.length += u64::from(length);
        self.docs.push(Some(Doc {
            time: milliseconds(&feedback.timestamp),
            day: Day::of(&feedback.timestamp),
            rating: body.rating,
            item_type: feedback.item_type,
            job_id: feedback.job_id.clone(),
            resume_id: feedback.resume_id.clone(),
            analysis_id: feedback.analysis_id.clone(),
            is_corrected: !body.ideal_response.is_empty(),
            length,
            vector,
            key: key.clone(),
        }));
        self.places.insert(key, place);
    }

    fn remove(&mut self, key: &str) {
        let place = self.places.remove(key);
        let doc = place.and_then(|place| self.docs.get_mut(place)?.take());
        self.length -= doc.map_or(0, |doc| u64::from(doc.length));
    }

    /// Gives a feedback its vector.
    pub fn set_vector(&mut self, key: &str, vector: KeptVector) {
        let place = self.places.get(key);
        let doc = place.and_then(|place| self.docs.get_mut(*place)?.as_mut());
        if let Some(doc) = doc {
            doc.vector = Some(vector);
        }
    }

    /// The ids of the feedback that has no vector of that model.
    pub fn without_vector(&self, model: &str) -> Vec<String> {
        let docs = self.docs.iter().flatten();
        docs.filter(|doc| doc.vector.as_ref().is_none_or(|v| v.model != model))
            .map(|doc| doc.key.clone())
            .collect()
    }

    /// All that fit, newest first: where nothing is asked for.
    pub fn newest(&self, fits: impl Fn(&Doc) -> bool) -> Vec<Found> {
        let docs = self.docs.iter().flatten().filter(|doc| fits(doc));
        let mut found: Vec<Found> = docs.map(found_nowhere).collect();
        found.sort_by(by_time);
        found
    }

    /// Those that fit and have one of the words, or a meaning near that one; nearest first, of equals the newest.
    pub fn search(
        &self,
        text: &str,
        meaning: Option<&KeptVector>,
        fits: impl Fn(&Doc) -> bool,
    ) -> Vec<Found> {
        let mut found: BTreeMap<usize, Found> = BTreeMap::new();
        let mut join = |ranked: Vec<(usize, &Doc, f64)>, put: fn(&mut Found, f64)| {
            for (rank, (place, doc, value)) in (1u32..).zip(ranked) {
                let one = found.entry(place).or_insert_with(|| found_nowhere(doc));
                one.score += 1.0 / (FUSION + f64::from(rank));
                put(one, value);
            }
        };
        join(self.by_words(text, &fits), |found, words| {
            found.words = Some(words);
        });
        if let Some(meaning) = meaning {
            join(self.by_meaning(meaning, &fits), |found, cosine| {
                found.meaning = Some(cosine);
            });
        }
        let mut found: Vec<Found> = found.into_values().collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| by_time(a, b)));
        found
    }

    fn by_words(&self, text: &str, fits: &impl Fn(&Doc) -> bool) -> Vec<(usize, &Doc, f64)> {
        let count = self.places.len() as f64;
        let mean = (self.length as f64 / count.max(1.0)).max(1.0);
        let mut asked: Vec<String> = words(text).collect();
        asked.sort_unstable();
        asked.dedup();
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for word in &asked {
            let postings = self.postings.get(word).map(Vec::as_slice);
            let live: Vec<(usize, u32, &Doc)> = postings
                .unwrap_or_default()
                .iter()
                .filter_map(|(place, times)| {
                    Some((*place, *times, self.docs.get(*place)?.as_ref()?))
                })
                .collect();
            let having = live.len() as f64;
            let rarity = log2(1.0 + (count - having + 0.5) / (having + 0.5));
            for (place, times, doc) in live {
                let times = f64::from(times);
                let long = 1.0 - B + B * f64::from(doc.length) / mean;
                *scores.entry(place).or_default() +=
                    rarity * times * (K1 + 1.0) / (times + K1 * long);
            }
        }
        let docs = scores.into_iter().filter_map(|(place, score)| {
            let doc = self.docs.get(place)?.as_ref()?;
            fits(doc).then_some((place, doc, score))
        });
        ranked(docs.collect())
    }

    fn by_meaning(
        &self,
        meaning: &KeptVector,
        fits: &impl Fn(&Doc) -> bool,
    ) -> Vec<(usize, &Doc, f64)> {
        let docs = self.docs.iter().enumerate();
        let near = docs.filter_map(|(place, doc)| {
            let doc = doc.as_ref()?;
            let own = doc.vector.as_ref().filter(|v| v.model == meaning.model)?;
            let cosine = own.vector.cosine(&meaning.vector);
            (cosine >= LEAST_COSINE && fits(doc)).then_some((place, doc, cosine))
        });
        let mut near = ranked(near.collect());
        near.truncate(MOST_BY_MEANING);
        near
    }
}

fn found_nowhere(doc: &Doc) -> Found {
    Found {
        key: doc.key.clone(),
        score: 0.0,
        meaning: None,
        words: None,
        time: doc.time,
    }
}

fn by_time(a: &Found, b: &Found) -> std::cmp::Ordering {
    b.time.cmp(&a.time).then_with(|| a.key.cmp(&b.key))
}

fn ranked(mut docs: Vec<(usize, &Doc, f64)>) -> Vec<(usize, &Doc, f64)> {
    docs.sort_by(|(_, a, x), (_, b, y)| {
        let newest = b.time.cmp(&a.time);
        y.total_cmp(x).then(newest).then_with(|| a.key.cmp(&b.key))
    });
    docs
}

/// A text's words as the index holds them: folded, English endings taken off.
fn words(text: &str) -> impl Iterator<Item = String> {
    let stemmer = Stemmer::create(Algorithm::English);
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#');
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| stemmer.stem(word).into_owned())
        .collect::<Vec<_>>()
        .into_iter()
}

/// The logarithm to the base 2, to 20 binary places, by multiplication alone, so that every machine ranks alike. 0 below 1.
fn log2(mut number: f64) -> f64 {
    let mut whole = 0.0;
    while number >= 2.0 {
        number /= 2.0;
        whole += 1.0;
    }
    let mut step = 0.5;
    for _ in 0..20 {
        number *= number;
        if number >= 2.0 {
            number /= 2.0;
            whole += step;
        }
        step /= 2.0;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{FeedbackBody, FeedbackId, Time};

    fn feedback(id: &str, response: &str) -> Feedback {
        Feedback {
            id: FeedbackId::new(id).unwrap(),
            timestamp: Time::new("2026-11-18T10:42:07.123Z").unwrap(),
            updated_at: None,
            analysis_id: None,
            job_id: None,
            resume_id: None,
            item_type: ItemType::WholeAnswer,
            item: String::new(),
            query: String::new(),
            context: Vec::new(),
            response: response.into(),
            feedback: FeedbackBody {
                rating: 3,
                ..FeedbackBody::default()
            },
        }
    }

    fn keys(found: &[Found]) -> Vec<&str> {
        found.iter().map(|one| one.key.as_str()).collect()
    }

    #[test]
    fn rare_words_and_short_texts_count_more() {
        let mut index = FeedbackIndex::default();
        index.put(
            &feedback("a", "Soups, soup and a long tale of other things"),
            None,
        );
        index.put(&feedback("b", "Soup"), None);
        index.put(&feedback("c", "Bread is other"), None);
        let by = |text: &str| {
            let found = index.search(text, None, |_| true);
            keys(&found).join("")
        };
        assert_eq!(by("SOUP"), "ba");
        assert_eq!(by("soup bread"), "cba");
        assert_eq!(by("brèad"), "c");
        assert_eq!(by("cake"), "");
    }

    #[test]
    fn what_is_written_anew_or_taken_away_is_found_no_more() {
        let mut index = FeedbackIndex::default();
        index.put(&feedback("a", "soup"), None);
        index.put(&feedback("a", "bread"), None);
        assert!(index.search("soup", None, |_| true).is_empty());
        assert_eq!(index.search("bread", None, |_| true).len(), 1);
        index.remove("a");
        assert!(index.search("bread", None, |_| true).is_empty());
        assert!(index.newest(|_| true).is_empty());
        assert_eq!(index.length, 0);
    }

    #[test]
    fn the_logarithm_is_one() {
        for number in [1.0f64, 1.5, 2.0, 3.0, 10.0, 12_345.6] {
            assert!((log2(number) - number.log2()).abs() < 1e-5, "{number}");
        }
        assert_eq!(log2(0.5), 0.0);
    }
}
