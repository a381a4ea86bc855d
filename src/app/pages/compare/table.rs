//! What was compared so far, and in which order it is shown.

use leptos::prelude::*;

use crate::app::session::Session;
use crate::messages::{Compare, ComparedJob, ComparedResume, Window};
use crate::records::JobId;

/// How many résumés are scored between two looks at whether to stop.
const AT_ONCE: u64 = 200;

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
    pub rows: RwSignal<Vec<ComparedResume>>,
    pub total: RwSignal<u64>,
    pub running: RwSignal<bool>,
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
            rows: RwSignal::new(Vec::new()),
            total: RwSignal::new(0),
            running: RwSignal::new(false),
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
    }

    /// Compares every résumé with these jobs, some at a time. The table before stays until the first of them are there.
    pub async fn fill(self, session: Session, job_ids: Vec<JobId>) {
        let run = self.next_run();
        self.running.set(true);
        let mut seen = 0;
        while self.run.try_get_untracked() == Some(run) {
            let call = Compare {
                job_ids: job_ids.clone(),
                resume_ids: Vec::new(),
                window: Window {
                    offset: seen,
                    limit: AT_ONCE,
                },
            };
            let compared = match session.client.call(call).await {
                Ok(compared) => compared,
                Err(failure) => {
                    session.tell_failure(&failure);
                    break;
                }
            };
            if self.run.try_get_untracked() != Some(run) {
                return;
            }
            let rows = compared.resumes.rows;
            let count = rows.len() as u64;
            self.total.set(compared.resumes.total);
            if seen == 0 {
                self.jobs.set(compared.jobs);
                self.rows.set(rows);
            } else {
                self.rows.update(|all| all.extend(rows));
            }
            seen += count;
            if count == 0 || seen >= compared.resumes.total {
                break;
            }
        }
        if self.run.try_get_untracked() == Some(run) {
            self.running.set(false);
        }
    }
    /// As [`Table::stop`], when the view goes and the table with it.
    pub fn leave(self) {
        self.run.try_update(|run| *run = run.wrapping_add(1));
    }
}
