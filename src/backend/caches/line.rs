//! A record as search sees it: its words folded, and what lists are narrowed down by.

use super::Searched;
use crate::backend::ambient::milliseconds;
use crate::backend::rows::{AnalysisHead, JobHead, Rank, parse};
use crate::backend::words::{Words, fold};
use crate::records::{AnalysisId, Feedback, ItemType, JobId, Resume, ResumeId, Time};
use crate::storage::Row;

/// A record as search sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Where it stands among the others: by this number, then by `tie`, then by key.
    pub(super) order: i64,
    pub(super) tie: String,
    /// Milliseconds since 1970.
    time: i64,
    /// Folded: names first, then the rest.
    text: String,
    /// How much of the text is names, in bytes.
    names: usize,
    pub is_template: bool,
    pub job_id: Option<JobId>,
    pub resume_id: Option<ResumeId>,
    pub analysis_id: Option<AnalysisId>,
    /// For places in a ranking: what the analysis follows from.
    pub inputs: String,
    pub rating: u8,
    pub item_type: ItemType,
    /// For résumés: how many bytes of the original file are kept.
    pub file_bytes: u64,
    /// For jobs: which text it is, so that it need not be loaded again where only a name changed.
    text_key: String,
}

impl Line {
    /// A line among others of which the newest comes first.
    fn new(time: &Time, names: &[&str], rest: &[&str]) -> Self {
        let mut text = fold(&names.join("\n"));
        let names = text.len();
        for part in rest {
            text.push('\n');
            text.push_str(&fold(part));
        }
        let time = milliseconds(time);
        Self {
            order: -time,
            time,
            text,
            names,
            ..Self::default()
        }
    }

    /// The line of a row; absent where it cannot be read, or its job's text is not at hand.
    pub(super) fn of(
        which: Searched,
        row: &Row,
        text: impl FnOnce(&JobHead) -> Option<JobText>,
    ) -> Option<Self> {
        match which {
            Searched::Jobs => {
                let head = parse::<JobHead>(row).ok()?;
                Some(match text(&head)? {
                    JobText::Raw(text) => Self::of_job(&head, &text),
                    JobText::Folded(text) => {
                        let mut line = Self::of_job(&head, "");
                        line.text.push_str(&text);
                        line
                    }
                })
            }
            Searched::Resumes => Some(Self::of_resume(&parse(row).ok()?)),
            Searched::Analyses => Some(Self::of_analysis(&parse(row).ok()?)),
            Searched::Ranks => Some(Self::of_rank(&parse(row).ok()?)),
            Searched::Feedback => Some(Self::of_feedback(&parse(row).ok()?)),
        }
    }

    /// The line of a job with that text.
    pub(super) fn of_job(head: &JobHead, text: &str) -> Self {
        Self {
            is_template: head.is_template,
            text_key: head.text_key.clone(),
            ..Self::new(
                &head.created_at,
                &[&head.company_name, &head.role_name],
                &[text],
            )
        }
    }

    fn of_resume(resume: &Resume) -> Self {
        let name = resume.candidate_name.as_deref().unwrap_or_default();
        let headline = resume.headline.as_deref().unwrap_or_default();
        let names = [name, &resume.original_filename];
        Self {
            file_bytes: if resume.lacks_file() {
                0
            } else {
                resume.file_size
            },
            ..Self::new(&resume.uploaded_at, &names, &[headline])
        }
    }

    fn of_analysis(head: &AnalysisHead) -> Self {
        let name = head.candidate_name.as_deref().unwrap_or_default();
        Self {
            job_id: Some(head.job_id.clone()),
            resume_id: Some(head.resume_id.clone()),
            ..Self::new(
                &head.created_at,
                &[name, &head.filename],
                &[&head.role_name, &head.company_name],
            )
        }
    }

    /// In the order of the store's index `rank`.
    fn of_rank(rank: &Rank) -> Self {
        let name = rank.candidate_name.as_deref().unwrap_or_default();
        Self {
            order: -rank.tenths(),
            tie: format!("{}\0{}", fold(rank.name()), rank.analysis_id),
            job_id: Some(rank.job_id.clone()),
            resume_id: Some(rank.resume_id.clone()),
            analysis_id: Some(rank.analysis_id.clone()),
            inputs: rank.inputs.clone(),
            ..Self::new(&rank.created_at, &[name, &rank.filename], &[])
        }
    }

    fn of_feedback(feedback: &Feedback) -> Self {
        let body = &feedback.feedback;
        let mut rest = vec![feedback.query.as_str(), &feedback.response, &feedback.item];
        rest.push(&body.ideal_response);
        for points in [
            &body.correct_points,
            &body.incorrect_points,
            &body.missing_points,
        ] {
            rest.extend(points.iter().map(String::as_str));
        }
        Self {
            job_id: feedback.job_id.clone(),
            resume_id: feedback.resume_id.clone(),
            analysis_id: feedback.analysis_id.clone(),
            rating: body.rating,
            item_type: feedback.item_type,
            ..Self::new(&feedback.timestamp, &[], &rest)
        }
    }

    /// The folded text of a job, where it is the one with that key.
    pub(super) fn job_text(&self, text_key: &str) -> Option<JobText> {
        // The names are followed by a line end, then the text.
        let text = self.text.get(self.names + 1..)?;
        (self.text_key == text_key).then(|| JobText::Folded(text.to_owned()))
    }

    /// Whether each word occurs anywhere.
    pub fn holds(&self, words: &Words) -> bool {
        words.all_in(&self.text)
    }

    /// Whether each word occurs in the names.
    pub fn is_named(&self, words: &Words) -> bool {
        words.all_in(self.text.get(..self.names).unwrap_or_default())
    }

    /// Milliseconds since 1970.
    pub fn time(&self) -> i64 {
        self.time
    }
}

/// A job's text, for its line.
pub(super) enum JobText {
    Raw(String),
    /// As it stands in a line.
    Folded(String),
}
