//! Jobs made ready to be scored against: the last ones are remembered, since what takes many files or calls one by one would
//! otherwise read the same advertisement anew for each.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use crate::matching::{self, Scorer};
use crate::messages::JobText;
use crate::vectors::Model;

/// The most jobs that are remembered: some tens of kilobytes each.
const MOST_REMEMBERED: usize = 64;

/// The jobs that were made ready last.
#[derive(Default)]
pub struct ReadyJobs(RefCell<VecDeque<Rc<Scorer>>>);

impl ReadyJobs {
    /// That job with those corrections, ready; all are scored with the same word vectors.
    pub fn get(&self, job: &JobText, model: &Rc<Model>) -> Rc<Scorer> {
        let mut ready = self.0.borrow_mut();
        if let Some(scorer) = ready.iter().find(|scorer| scorer.job() == job) {
            return Rc::clone(scorer);
        }
        let wanted = matching::requirements_of(job);
        let scorer = Rc::new(Scorer::new(job, wanted, Some(Rc::clone(model))));
        if ready.len() >= MOST_REMEMBERED {
            ready.pop_front();
        }
        ready.push_back(Rc::clone(&scorer));
        scorer
    }
}
