//! What a résumé copied from the job's text: long runs of the same words.

use rustc_hash::FxHashSet;

use super::{Prepared, hash};
use crate::skills::token::tokens;

/// A run of this many words that stands in the job's text too, in the same order, was copied from it.
const COPIED_WORDS: usize = 12;
/// A line is a copy where this share of its words belongs to such a run.
const COPIED_SHARE: f64 = 0.8;

/// A number for each run of [`COPIED_WORDS`] words.
pub(super) fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(COPIED_WORDS).map(run)
}

/// A number for a run of words.
fn run(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum: u64, &w| {
        sum.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(w)
    })
}

/// The runs of words of a job's text.
#[derive(Debug)]
pub struct JobRuns {
    runs: FxHashSet<u64>,
    /// One bit for each possible lower part of a run: most runs of a résumé are told to be none without a look at the set.
    sieve: Vec<u64>,
}

impl JobRuns {
    pub fn new(job_text: &str) -> Self {
        let words: Vec<u64> = job_text
            .lines()
            .flat_map(|line| tokens(line).into_iter().map(|t| hash(&t.form)))
            .collect();
        let runs: FxHashSet<u64> = runs(&words).collect();
        let mut sieve = vec![0; 1024];
        for run in &runs {
            if let Some(bits) = sieve.get_mut(Self::slot(*run)) {
                *bits |= 1 << (run & 63);
            }
        }
        Self { runs, sieve }
    }

    fn slot(run: u64) -> usize {
        usize::try_from(run >> 6 & 1023).unwrap_or(0)
    }

    fn holds(&self, run: u64) -> bool {
        self.sieve
            .get(Self::slot(run))
            .is_some_and(|bits| bits >> (run & 63) & 1 == 1)
            && self.runs.contains(&run)
    }

    /// The numbers of a résumé's lines that were copied: those of whose words most belong to a run that stands in the job's text.
    pub(super) fn copied(&self, resume: &Prepared) -> Vec<u32> {
        if self.runs.is_empty() || !resume.runs.iter().any(|&r| self.holds(r)) {
            return Vec::new();
        }
        let lines = &resume.features.lines;
        let count = lines.iter().map(|l| l.words.len()).sum();
        let mut is_copied = vec![false; count];
        for (at, &run) in resume.runs.iter().enumerate() {
            if self.holds(run) {
                let words = is_copied.iter_mut().skip(at).take(COPIED_WORDS);
                words.for_each(|c| *c = true);
            }
        }
        let mut words = is_copied.into_iter();
        let copied = lines.iter().zip(1..).filter_map(|(line, number)| {
            let all = u32::try_from(line.words.len()).unwrap_or(u32::MAX);
            let own = words.by_ref().take(line.words.len());
            let copied = u32::try_from(own.filter(|&c| c).count()).unwrap_or(u32::MAX);
            let is_copy = copied > 0 && f64::from(copied) >= f64::from(all) * COPIED_SHARE;
            is_copy.then_some(number)
        });
        copied.collect()
    }
}
