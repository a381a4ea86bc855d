//! Numbers over feedback, and the items that were rated both ways.

use std::collections::BTreeMap;

use super::Backend;
use super::words::fold;
use crate::messages::{Failure, FeedbackConflict, FeedbackNumbers, FeedbackStatistics, RatedCount};
use crate::records::{Feedback, FeedbackId, ItemType, JobId, ResumeId, Time};
use crate::storage::{Storage, stores};

/// From which rating on an item was found right, and up to which wrong.
const GOOD: u8 = 4;
const BAD: u8 = 2;

impl<S: Storage> Backend<S> {
    pub(super) async fn feedback_statistics(
        &self,
        _: FeedbackStatistics,
    ) -> Result<FeedbackNumbers, Failure> {
        let mut counts = Counts::default();
        self.each_batch(stores::FEEDBACK, |batch| {
            for feedback in self.parse_all::<Feedback>(batch) {
                counts.add(&feedback);
            }
        })
        .await?;
        Ok(counts.numbers())
    }
}

/// How much feedback, and the sum of its ratings.
#[derive(Clone, Copy, Default)]
struct Sum {
    count: u64,
    ratings: u64,
}

impl Sum {
    fn add(&mut self, rating: u8) {
        self.count += 1;
        self.ratings += u64::from(rating);
    }

    fn mean(self) -> Option<f64> {
        let mean = || (self.ratings as f64 * 100.0 / self.count as f64).round() / 100.0;
        (self.count > 0).then(mean)
    }

    fn named(self, name: String) -> RatedCount {
        RatedCount {
            name,
            count: self.count,
            average_rating: self.mean().unwrap_or_default(),
        }
    }
}

/// What makes two ratings be of the same item: the job and the résumé, whichever analysis of them; where neither is known, the
/// question too.
type Item = (String, String, ItemType, String);

#[derive(Default)]
struct Rated {
    job_id: Option<JobId>,
    resume_id: Option<ResumeId>,
    item: String,
    ratings: Vec<(Time, FeedbackId, u8)>,
}

#[derive(Default)]
struct Counts {
    all: Sum,
    by_rating: [u64; 5],
    by_type: BTreeMap<ItemType, Sum>,
    by_month: BTreeMap<String, Sum>,
    corrected: u64,
    items: BTreeMap<Item, Rated>,
}

impl Counts {
    fn add(&mut self, feedback: &Feedback) {
        let rating = feedback.feedback.rating;
        self.all.add(rating);
        if let Some(count) = self.by_rating.get_mut(usize::from(rating).wrapping_sub(1)) {
            *count += 1;
        }
        self.by_type
            .entry(feedback.item_type)
            .or_default()
            .add(rating);
        let month: String = feedback.timestamp.as_str().chars().take(7).collect();
        self.by_month.entry(month).or_default().add(rating);
        self.corrected += u64::from(!feedback.feedback.ideal_response.is_empty());

        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        let job = id(feedback.job_id.as_ref().map(JobId::as_str));
        let resume = id(feedback.resume_id.as_ref().map(ResumeId::as_str));
        let is_linked = !job.is_empty() && !resume.is_empty();
        let item = match (feedback.item.is_empty(), feedback.item_type) {
            (false, _) => fold(&feedback.item),
            // The whole of what was said of one person for one job, in whatever words.
            (true, ItemType::WholeAnswer) if is_linked => String::new(),
            (true, _) => fold(&feedback.response),
        };
        let question = if is_linked {
            String::new()
        } else {
            fold(&feedback.query)
        };
        let key = (
            job,
            resume,
            feedback.item_type,
            format!("{question}\n{item}"),
        );
        let rated = self.items.entry(key).or_default();
        rated.job_id.clone_from(&feedback.job_id);
        rated.resume_id.clone_from(&feedback.resume_id);
        let told = [&feedback.item, &feedback.response];
        let told = told.into_iter().find(|text| !text.is_empty());
        rated.item = told.cloned().unwrap_or_default();
        let one = (feedback.timestamp.clone(), feedback.id.clone(), rating);
        rated.ratings.push(one);
    }

    fn numbers(self) -> FeedbackNumbers {
        let by_type = ItemType::ALL.into_iter().filter_map(|kind| {
            let sum = self.by_type.get(&kind)?;
            Some(sum.named(kind.name().to_owned()))
        });
        let by_month = self.by_month.into_iter();
        FeedbackNumbers {
            total: self.all.count,
            average_rating: self.all.mean(),
            by_rating: self.by_rating,
            by_item_type: by_type.collect(),
            by_month: by_month.map(|(month, sum)| sum.named(month)).collect(),
            corrected: self.corrected,
            conflicts: self.items.into_iter().filter_map(conflict).collect(),
        }
    }
}

fn conflict(((_, _, item_type, _), mut rated): (Item, Rated)) -> Option<FeedbackConflict> {
    rated.ratings.sort_by(|a, b| b.cmp(a));
    let ids = |of: &dyn Fn(u8) -> bool| {
        let fit = rated.ratings.iter().filter(|(_, _, rating)| of(*rating));
        fit.map(|(_, id, _)| id.clone()).collect::<Vec<_>>()
    };
    let good = ids(&|rating| rating >= GOOD);
    let bad = ids(&|rating| rating <= BAD);
    (!good.is_empty() && !bad.is_empty()).then_some(FeedbackConflict {
        job_id: rated.job_id,
        resume_id: rated.resume_id,
        item_type,
        item: rated.item,
        good,
        bad,
    })
}
