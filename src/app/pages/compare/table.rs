//! What was compared so far, and in which order it is shown.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use futures::future::{join, join_all};
use js_sys::Date;
use leptos::prelude::*;

use crate::app::readers::Readers;
use crate::app::session::Session;
use crate::messages::{
    Compare, ComparedJob, ComparedResume, Comparison, Failure, LendFeatures, LentScores, Window,
};
use crate::records::{JobId, ResumeId};

/// How many résumés are scored between two looks at whether to stop.
const AT_ONCE: u64 = 250;
/// While rows come in they are shown this often, in milliseconds: drawing takes a core as scoring does.
const SHOW_MS: f64 = 250.0;
/// From so many times [`AT_ONCE`] on readers help: to load one takes as long as the keeper takes for some hundred résumés.
const FEWEST_TO_SHARE: usize = 3;

/// By what the rows are ordered.
#[derive(Clone, Copy, PartialEq)]
pub enum Order {
    /// As they were added, newest first.
    Added,
    Name,
    /// Of a job the best first, by score and relevance as on the desk.
    Job(usize),
}

/// What was compared so far. A handle: copies are the same table.
#[derive(Clone, Copy)]
pub struct Table {
    pub jobs: RwSignal<Vec<ComparedJob>>,
    /// By their places among all résumés, newest first.
    pub rows: RwSignal<BTreeMap<u64, ComparedResume>>,
    pub total: RwSignal<u64>,
    pub running: RwSignal<bool>,
    /// Whether a person or a failure ended it.
    pub is_stopped: RwSignal<bool>,
    /// Grows when a person wants it all once more.
    pub starts: RwSignal<u32>,
    pub order: RwSignal<Order>,
    pub offset: RwSignal<u64>,
    /// Grows when what is under way is to end.
    run: RwSignal<u32>,
}

impl Table {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            jobs: RwSignal::new(Vec::new()),
            rows: RwSignal::default(),
            total: RwSignal::new(0),
            running: RwSignal::new(false),
            is_stopped: RwSignal::new(false),
            starts: RwSignal::new(0),
            order: RwSignal::new(Order::Job(0)),
            offset: RwSignal::new(0),
            run: RwSignal::new(0),
        }
    }

    /// Ends what is under way; the number of what comes next.
    fn next_run(self) -> u32 {
        let run = self.run.get_untracked().wrapping_add(1);
        self.run.set(run);
        run
    }

    /// Ends what is under way; what was compared by then stays.
    pub fn stop(self) {
        self.next_run();
        self.running.set(false);
        self.is_stopped.set(true);
    }

    /// Begins anew after a stop.
    pub fn start_again(self) {
        self.starts.update(|n| *n = n.wrapping_add(1));
    }

    /// Compares every résumé with these jobs, some at a time: the keeper from the front, and where there are many and more cores
    /// than one, readers from the back. The table before stays until the first of them are there.
    pub async fn fill(self, session: Session, job_ids: Vec<JobId>) {
        let work = Work {
            session,
            job_ids,
            table: self,
            run: self.next_run(),
            left: RefCell::default(),
            waiting: RefCell::default(),
            shown_at: Cell::new(Date::now()),
        };
        self.running.set(true);
        self.is_stopped.set(false);
        match work.compared(Vec::new(), 0).await {
            Ok(first) if work.goes_on() => {
                self.total.set(first.resumes.total);
                self.jobs.set(first.jobs);
                self.rows.set(placed(0, first.resumes.rows).collect());
                work.left.replace(
                    (1..first.resumes.total.div_ceil(AT_ONCE))
                        .map(|n| n * AT_ONCE)
                        .collect(),
                );
                work.share().await;
            }
            Ok(_) => {}
            Err(failure) => session.tell_failure(&failure),
        }
        work.show();
        if work.goes_on() {
            self.running.set(false);
        }
    }

    /// As [`Table::stop`], when the view goes and the table with it.
    pub fn leave(self) {
        self.run.try_update(|run| *run = run.wrapping_add(1));
    }
}

/// A comparison under way.
struct Work {
    session: Session,
    job_ids: Vec<JobId>,
    table: Table,
    run: u32,
    /// The offsets that nobody has begun with.
    left: RefCell<VecDeque<u64>>,
    /// Rows that are not shown yet, and when the last ones were, in milliseconds since 1970.
    waiting: RefCell<Vec<(u64, ComparedResume)>>,
    shown_at: Cell<f64>,
}

impl Work {
    /// Whether nobody stopped it.
    fn goes_on(&self) -> bool {
        self.table.run.try_get_untracked() == Some(self.run)
    }

    /// Does what is left, with readers where that pays.
    async fn share(&self) {
        let readers = Readers::new();
        let is_much = self.left.borrow().len() >= FEWEST_TO_SHARE;
        let helpers = if is_much { Readers::at_once() - 1 } else { 0 };
        let helpers = (0..helpers).map(|_| self.by_reader(&readers));
        let (kept, _) = join(self.by_keeper(), join_all(helpers)).await;
        // What a reader gave up is done by the keeper.
        let rest = match kept {
            Ok(()) => self.by_keeper().await,
            Err(failure) => Err(failure),
        };
        if let Err(failure) = rest {
            self.session.tell_failure(&failure);
            // It says how many were compared, and offers to begin anew.
            self.table.is_stopped.try_set(true);
        }
    }

    async fn by_keeper(&self) -> Result<(), Failure> {
        while self.goes_on() {
            let next = self.left.borrow_mut().pop_front();
            let Some(offset) = next else { break };
            let compared = self.compared(Vec::new(), offset).await?;
            self.add(offset, compared.resumes.rows);
        }
        Ok(())
    }

    /// Ends where nothing is left, or its reader fails: then what it had begun with is left to others.
    async fn by_reader(&self, readers: &Readers) {
        // The keeper goes on while the reader is loaded.
        if readers.get_ready().await.is_err() {
            return;
        }
        while self.goes_on() {
            let next = self.left.borrow_mut().pop_back();
            let Some(offset) = next else { break };
            match self.lent(readers, offset).await {
                Ok(rows) => self.add(offset, rows),
                Err(_) => return self.left.borrow_mut().push_front(offset),
            }
        }
    }

    /// Some rows that a reader scored; those that it could not score are scored by the keeper.
    async fn lent(&self, readers: &Readers, offset: u64) -> Result<Vec<ComparedResume>, Failure> {
        let call = LendFeatures {
            job_ids: self.job_ids.clone(),
            window: window(offset),
        };
        let ((), lent) = self.session.client.call_with(call, Vec::new()).await?;
        let LentScores { mut resumes, left } = readers.score(&lent).await?;
        if !left.is_empty() {
            for made in self.compared(left, 0).await?.resumes.rows {
                let same = |row: &&mut ComparedResume| row.resume_id == made.resume_id;
                if let Some(row) = resumes.iter_mut().find(same) {
                    *row = made;
                }
            }
        }
        Ok(resumes)
    }

    /// Some rows that the keeper scored: of these résumés, or else of all.
    async fn compared(
        &self,
        resume_ids: Vec<ResumeId>,
        offset: u64,
    ) -> Result<Comparison, Failure> {
        let call = Compare {
            job_ids: self.job_ids.clone(),
            resume_ids,
            window: window(offset),
        };
        self.session.client.call(call).await
    }

    /// Adds rows to the table, which is drawn anew every now and then.
    fn add(&self, offset: u64, rows: Vec<ComparedResume>) {
        self.waiting.borrow_mut().extend(placed(offset, rows));
        if Date::now() - self.shown_at.get() > SHOW_MS {
            self.show();
        }
    }

    fn show(&self) {
        if self.goes_on() {
            let rows = self.waiting.take();
            self.table.rows.update(|all| all.extend(rows));
            self.shown_at.set(Date::now());
        }
    }
}

fn window(offset: u64) -> Window {
    Window {
        offset,
        limit: AT_ONCE,
    }
}

/// Rows with their places among all.
fn placed(offset: u64, rows: Vec<ComparedResume>) -> impl Iterator<Item = (u64, ComparedResume)> {
    (offset..).zip(rows)
}
