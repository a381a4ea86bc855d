//! What feedback hangs on: an analysis by its id or by the older system's joint, a job, a résumé.

use std::collections::BTreeMap;

use super::Arranging;
use crate::backend::ambient::milliseconds;
use crate::backend::rows::feedback_entry;
use crate::legacy::{Joints, PlannedFeedback};
use crate::messages::Failure;
use crate::records::{AnalysisId, Feedback, JobId, ResumeId};
use crate::storage::stores;

/// What an analysis links.
#[derive(Clone)]
pub(super) struct Linked {
    pub job_id: JobId,
    pub resume_id: ResumeId,
    pub candidate: String,
    pub times: Vec<i64>,
}

impl Arranging<'_> {
    /// Arranges the feedback; these are all the analyses that it can link to.
    pub(super) fn feedback(
        &mut self,
        planned: &[PlannedFeedback],
        analyses: &BTreeMap<AnalysisId, Linked>,
    ) -> Result<(), Failure> {
        let mut joints = Joints::default();
        for (id, linked) in analyses {
            for time in &linked.times {
                joints.add(&linked.candidate, *time, id);
            }
        }
        for one in planned {
            if self.known.feedback.contains(one.feedback.id.as_str()) {
                self.done.tally.feedback.here += 1;
                continue;
            }
            self.done.tally.feedback.new += 1;
            let feedback = self.linked(one, analyses, &joints);
            let batch = &mut self.done.batch;
            batch.absent(stores::FEEDBACK, feedback.id.as_str());
            batch.put(stores::FEEDBACK, feedback_entry(&feedback)?);
        }
        Ok(())
    }

    /// A feedback with links that lead somewhere.
    fn linked(
        &mut self,
        one: &PlannedFeedback,
        analyses: &BTreeMap<AnalysisId, Linked>,
        joints: &Joints,
    ) -> Feedback {
        let mut feedback = one.feedback.clone();
        let named = feedback.analysis_id.take();
        let direct = named.as_ref().and_then(|id| analyses.get_key_value(id));
        let joint = one.joint.as_ref().filter(|_| direct.is_none());
        let joined =
            joint.and_then(|joint| joints.find(&joint.candidate, milliseconds(&joint.time)));
        let joined = joined.and_then(|id| analyses.get_key_value(id));
        self.done.tally.joined += u64::from(joined.is_some());
        match direct.or(joined) {
            Some((id, linked)) => {
                if self.known.analyses.contains_key(id) {
                    self.done.batch.present(stores::ANALYSES, id.as_str());
                }
                feedback.analysis_id = Some(id.clone());
                feedback.job_id = Some(linked.job_id.clone());
                feedback.resume_id = Some(linked.resume_id.clone());
            }
            None => {
                let why = match (&named, &one.joint) {
                    (Some(id), _) => Some(format!(
                        "its analysis {id} is neither in the folder nor here"
                    )),
                    (None, Some(joint)) => Some(format!(
                        "no analysis of “{}” at {} was found",
                        joint.candidate, joint.time
                    )),
                    (None, None) => None,
                };
                if let Some(why) = why {
                    self.note(
                        &one.file,
                        one.line,
                        format!("{why}; this feedback comes in without a link to one"),
                    );
                }
                let known = self.known;
                let job = feedback.job_id.take().filter(|id| {
                    known.jobs.contains(id.as_str()) || self.jobs.contains_key(id.as_str())
                });
                let resume = feedback.resume_id.take();
                let resume = resume
                    .and_then(|id| known.resume(&id).or_else(|| self.resumes.get(&id).cloned()));
                let batch = &mut self.done.batch;
                if let Some(id) = job.as_ref().filter(|id| known.jobs.contains(id.as_str())) {
                    batch.present(stores::JOBS, id.as_str());
                }
                if let Some(id) = resume
                    .as_ref()
                    .filter(|id| known.resumes.contains(id.as_str()))
                {
                    batch.present(stores::RESUMES, id.as_str());
                }
                (feedback.job_id, feedback.resume_id) = (job, resume);
            }
        }
        feedback
    }
}
