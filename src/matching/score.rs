//! The score: weights, points and the one place where numbers are rounded.
//!
//! Every requirement can give a number of points; all of them together can give 100. A requirement gives its credit times the
//! points it can give, to one decimal, and the overall score is the sum of the points as they are shown.

use crate::records::{
    Importance, Part, PartScore, Requirement, RequirementKind, Strength, Weights,
};

/// What a requirement that is only wished for weighs beside one that is required; so does a part in which nothing is required.
const PREFERRED: f64 = 0.25;
/// What years of one skill weigh beside years over all: the skill is asked for by itself already.
const YEARS_OF_SKILL: f64 = 0.5;
/// A tenth of a point is the smallest step: a full score has this many.
const TENTHS: u32 = 1000;
/// From here on a match is called strong.
const STRONG: f64 = 75.0;
/// From here on a match is called possible.
const POSSIBLE: f64 = 45.0;

/// A scored résumé's numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// 0 to 100, to one decimal.
    pub overall: f64,
    /// 0 to 100 each, in the order of [`PARTS`]; absent where the job asks for nothing of the part.
    pub parts: [Option<f64>; 3],
    /// Tenths of points of each requirement, in their order.
    tenths: Vec<u32>,
}

const PARTS: [Part; 3] = [Part::Skill, Part::Experience, Part::Education];

/// What each requirement of a job can give, whoever is scored.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Tenths of points that each requirement can give at the most, and its part's place among [`PARTS`].
    possible: Vec<(u32, Option<usize>)>,
    /// Of each part its weight as set and as used.
    weights: [(f64, f64); 3],
}

/// The part of the score that a requirement belongs to; absent where it is only told.
pub fn part(kind: RequirementKind) -> Option<Part> {
    match kind {
        RequirementKind::Skill | RequirementKind::Language => Some(Part::Skill),
        RequirementKind::Years | RequirementKind::Title => Some(Part::Experience),
        RequirementKind::Degree | RequirementKind::Certificate => Some(Part::Education),
        RequirementKind::Place => None,
    }
}

/// What a requirement weighs inside its part.
fn weight(requirement: &Requirement) -> f64 {
    let importance = match requirement.importance {
        Importance::Required => 1.0,
        Importance::Preferred => PREFERRED,
    };
    match requirement.kind {
        RequirementKind::Years if requirement.subject.is_some() => importance * YEARS_OF_SKILL,
        _ => importance,
    }
}

impl Scale {
    /// The usual weights stand where those given cannot be used.
    pub fn new(requirements: &[Requirement], weights: Weights) -> Self {
        let weights = if weights.are_usable() {
            weights
        } else {
            Weights::default()
        };
        let set = [weights.skill, weights.experience, weights.education];
        let total: f64 = set.iter().sum();
        let place = |kind| PARTS.iter().position(|p| part(kind) == Some(*p));
        let shares = [0, 1, 2].map(|own: usize| {
            let here: Vec<&Requirement> = requirements
                .iter()
                .filter(|r| place(r.kind) == Some(own))
                .collect();
            part_weight(&here, set.get(own).map_or(0.0, |w| w / total))
        });
        let all: f64 = shares.iter().sum();
        let used = shares.map(|share| if all > 0.0 { share / all } else { 0.0 });
        let mut within = [0.0; 3];
        for requirement in requirements {
            if let Some(sum) = place(requirement.kind).and_then(|p| within.get_mut(p)) {
                *sum += weight(requirement);
            }
        }
        let raw: Vec<f64> = requirements
            .iter()
            .map(|r| {
                let Some(own) = place(r.kind) else {
                    return 0.0;
                };
                let of = |parts: &[f64; 3]| parts.get(own).copied().unwrap_or(0.0);
                of(&used) * weight(r) / of(&within) * f64::from(TENTHS)
            })
            .collect();
        let places = requirements.iter().map(|r| place(r.kind));
        let [a, b, c] = set;
        let [x, y, z] = used;
        Self {
            possible: whole_tenths(&raw).into_iter().zip(places).collect(),
            weights: [(a / total, x), (b / total, y), (c / total, z)],
        }
    }

    /// Scores by the requirements' credits (0 to 1, one for each).
    pub fn score(&self, credits: impl Iterator<Item = f64>) -> Score {
        let (mut got, mut could) = ([0u32; 3], [0u32; 3]);
        let mut all = 0;
        let tenths = self
            .possible
            .iter()
            .zip(credits)
            .map(|(&(possible, place), credit)| {
                let points = nearest(credit * f64::from(possible)).min(possible);
                let sums = place.and_then(|p| Some((got.get_mut(p)?, could.get_mut(p)?)));
                if let Some((got, could)) = sums {
                    *got += points;
                    *could += possible;
                }
                all += points;
                points
            });
        let tenths = tenths.collect();
        let share = |got: u32, could: u32| {
            (could > 0).then(|| one_decimal(100.0 * f64::from(got) / f64::from(could)))
        };
        let ([a, b, c], [x, y, z]) = (got, could);
        Score {
            overall: f64::from(all) / 10.0,
            parts: [share(a, x), share(b, y), share(c, z)],
            tenths,
        }
    }

    /// Points and possible points of each requirement, in their order.
    pub fn points(&self, score: &Score) -> Vec<(f64, f64)> {
        let tenth = |n: u32| f64::from(n) / 10.0;
        let pairs = score.tenths.iter().zip(&self.possible);
        pairs.map(|(&p, q)| (tenth(p), tenth(q.0))).collect()
    }

    /// The parts with their weights.
    pub fn parts(&self, score: &Score) -> Vec<PartScore> {
        let parts = PARTS.into_iter().zip(score.parts).zip(self.weights);
        parts
            .map(|((part, score), (weight, weight_used))| PartScore {
                part,
                score,
                weight,
                weight_used,
            })
            .collect()
    }
}

/// A part's weight before it is shared out: none where nothing of it is asked for, a fraction where all of it is only wished for.
fn part_weight(here: &[&Requirement], weight: f64) -> f64 {
    if here.is_empty() {
        0.0
    } else if here.iter().any(|r| r.importance == Importance::Required) {
        weight
    } else {
        weight * PREFERRED
    }
}

/// Whole tenths that sum to what the shares sum to: each rounded down, then the largest remainders up, earlier ones first.
fn whole_tenths(raw: &[f64]) -> Vec<u32> {
    let total = nearest(raw.iter().sum());
    let mut tenths: Vec<u32> = raw.iter().map(|&r| whole(r)).collect();
    let mut order: Vec<usize> = (0..raw.len()).collect();
    let remainder = |i: usize| match (raw.get(i), tenths.get(i)) {
        (Some(&raw), Some(&whole)) => raw - f64::from(whole),
        _ => 0.0,
    };
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let missing = total.saturating_sub(tenths.iter().sum());
    for index in order
        .into_iter()
        .take(usize::try_from(missing).unwrap_or(0))
    {
        if let Some(tenth) = tenths.get_mut(index) {
            *tenth += 1;
        }
    }
    tenths
}

/// To one decimal, halves up. Numbers here are never negative.
pub fn one_decimal(number: f64) -> f64 {
    f64::from(nearest(number * 10.0)) / 10.0
}

/// To thousandths, halves up.
pub fn three_decimals(number: f64) -> f64 {
    f64::from(nearest(number * 1000.0)) / 1000.0
}

/// To hundredths, halves up.
pub fn two_decimals(number: f64) -> f64 {
    f64::from(nearest(number * 100.0)) / 100.0
}

/// The nearest whole number, halves up.
fn nearest(number: f64) -> u32 {
    whole(number + 0.5)
}

/// The whole number below.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the numbers are parts of points, from 0 to 10,000"
)]
fn whole(number: f64) -> u32 {
    number as u32
}

/// The word for a score. A thin job's match is never called strong: too little was asked for.
pub fn strength(overall: f64, is_thin: bool) -> Strength {
    if overall >= STRONG && !is_thin {
        Strength::Strong
    } else if overall >= POSSIBLE {
        Strength::Possible
    } else {
        Strength::Weak
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::requirements::requirements;

    /// A sequence of numbers that looks random and is always the same (Lehmer's, modulus 2³¹ − 1).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, most: u32) -> u32 {
            self.0 = self.0 * 48_271 % 2_147_483_647;
            u32::try_from(self.0 % u64::from(most)).unwrap_or(0)
        }
    }

    fn sample(numbers: &mut Numbers) -> (Vec<Requirement>, Vec<f64>) {
        let base = requirements("Requirements\n- Python", "").requirements;
        let blank = base
            .into_iter()
            .find(|r| r.kind == RequirementKind::Skill)
            .expect("Python is asked for");
        let kinds = [
            RequirementKind::Skill,
            RequirementKind::Years,
            RequirementKind::Degree,
            RequirementKind::Certificate,
            RequirementKind::Language,
            RequirementKind::Title,
            RequirementKind::Place,
        ];
        let count = numbers.below(30);
        (0..count)
            .map(|_| {
                let kind = kinds[numbers.below(7) as usize];
                let importance = if numbers.below(3) == 0 {
                    Importance::Preferred
                } else {
                    Importance::Required
                };
                let subject = (numbers.below(2) == 0).then(|| "Python".to_owned());
                let requirement = Requirement {
                    kind,
                    importance,
                    subject,
                    ..blank.clone()
                };
                (requirement, f64::from(numbers.below(1001)) / 1000.0)
            })
            .unzip()
    }

    #[test]
    fn the_points_as_shown_sum_to_the_score_as_shown() {
        let mut numbers = Numbers(7);
        for _ in 0..5_000 {
            let (requirements, credits) = sample(&mut numbers);
            let all = &requirements;
            let scale = Scale::new(all, Weights::default());
            let score = scale.score(credits.into_iter());
            let tenths = |x: f64| nearest(x * 10.0);
            let sum: u32 = scale.points(&score).iter().map(|p| tenths(p.0)).sum();
            let possible: u32 = scale.points(&score).iter().map(|p| tenths(p.1)).sum();
            assert_eq!(sum, tenths(score.overall));
            let is_scored = all.iter().any(|r| part(r.kind).is_some());
            assert_eq!(possible, if is_scored { TENTHS } else { 0 });
            for (points, possible) in &scale.points(&score) {
                assert!(points <= possible);
                assert_eq!(
                    format!("{points:.1}").parse::<f64>().ok(),
                    Some(*points),
                    "one decimal"
                );
            }
            let used: f64 = scale.parts(&score).iter().map(|p| p.weight_used).sum();
            assert!(!is_scored || (used - 1.0).abs() < 1e-9);
        }
    }

    fn overall(requirements: &[Requirement], credits: &[f64]) -> f64 {
        let scale = Scale::new(requirements, Weights::default());
        scale.score(credits.iter().copied()).overall
    }

    #[test]
    fn weights_are_shares_of_one_another() {
        let job = requirements(
            "Requirements\n- Python\n- 5 years of experience\n- Bachelor's degree",
            "",
        );
        let all = job.requirements;
        let credits: Vec<f64> = all
            .iter()
            .map(|r| f64::from(u8::from(r.kind == RequirementKind::Skill)))
            .collect();
        let of = |skill, experience, education| {
            let weights = Weights {
                skill,
                experience,
                education,
            };
            let scale = Scale::new(&all, weights);
            scale.score(credits.iter().copied()).overall
        };
        assert_eq!(of(0.40, 0.35, 0.25), 40.0);
        assert_eq!(of(2.0, 1.0, 1.0), 50.0);
        assert_eq!(of(1.0, 0.0, 0.0), 100.0);
        assert_eq!(of(0.0, 1.0, 1.0), 0.0);
        // What cannot be used leaves the usual ones.
        assert_eq!(of(0.0, 0.0, 0.0), 40.0);
        assert_eq!(of(f64::NAN, 1.0, 1.0), 40.0);
        assert_eq!(of(-1.0, 1.0, 1.0), 40.0);
    }

    #[test]
    fn full_credit_is_a_hundred_and_none_is_nought() {
        let mut numbers = Numbers(11);
        for _ in 0..500 {
            let (requirements, _) = sample(&mut numbers);
            let all = &requirements;
            if !all.iter().any(|r| part(r.kind).is_some()) {
                continue;
            }
            assert_eq!(overall(all, &vec![1.0; all.len()]), 100.0);
            assert_eq!(overall(all, &vec![0.0; all.len()]), 0.0);
        }
    }

    #[test]
    fn a_part_that_is_not_asked_for_shares_its_weight() {
        let job = requirements("Requirements\n- Python\n- SQL", "");
        let all: Vec<Requirement> = job
            .requirements
            .into_iter()
            .filter(|r| r.kind == RequirementKind::Skill)
            .collect();
        let scale = Scale::new(&all, Weights::default());
        let score = scale.score([1.0, 0.0].into_iter());
        assert_eq!(score.overall, 50.0);
        let parts = scale.parts(&score);
        let used: Vec<f64> = parts.iter().map(|p| p.weight_used).collect();
        assert_eq!(used, [1.0, 0.0, 0.0]);
        let stated: Vec<bool> = parts.iter().map(|p| p.score.is_some()).collect();
        assert_eq!(stated, [true, false, false]);
    }

    #[test]
    fn a_wish_weighs_less_than_a_demand() {
        let job = requirements("Must have\n- Python\n\nNice to have\n- SQL", "");
        let all: Vec<Requirement> = job
            .requirements
            .into_iter()
            .filter(|r| r.kind == RequirementKind::Skill)
            .collect();
        assert_eq!(overall(&all, &[1.0, 0.0]), 80.0);
        assert_eq!(overall(&all, &[0.0, 1.0]), 20.0);
    }
}
