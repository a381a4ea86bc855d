//! Parts that several views share.
//!
//! Two habits hold them together. In every list the link that opens a row carries `data-row`: the keys `j` and `k` walk from
//! one such link to the next, and Enter opens it. And every view has one `<h1>`, drawn at once, also while its data loads.

mod add_files;
mod chip;
mod copyable;
mod dialog;
mod feedback_form;
mod findings;
mod import_panel;
mod load;
mod original;
mod outcome;
mod pager;
mod paper;
mod rating;
mod rows;
mod score;
mod similar;
mod states;
mod tabs;
mod time;
mod unread;
mod votes;

pub use crate::app::marks::{Mark, PaperLine, document_lines, plain_lines};
pub use add_files::{DropAnywhere, DropZone, FileInputs, choose_files, choose_folder};
pub use chip::{absent_chips, requirement_chips};
pub use copyable::copyable;
pub use dialog::{Question, QuestionDialog, ask, ask_deletion, deletion_words};
pub use feedback_form::{FeedbackDraft, FeedbackForm};
pub use findings::findings;
pub use import_panel::ImportPanel;
pub use load::{Loaded, load, shown};
pub use original::Original;
pub use outcome::{outcome_class, outcome_sign, outcome_word, ticks};
pub use pager::{PAGE, Pager};
pub use paper::{Paper, Pointer};
pub use rating::{RatingField, stars};
pub use rows::rows;
pub use score::{part_word, score_bar, score_cell, strength_word, whole};
pub use similar::similar;
pub use states::{empty, failed, loading};
pub use tabs::{TabList, tab_panel};
pub use time::{day, moment};
pub use unread::unread_reason;
pub use votes::{Claim, Votes};

use crate::messages::JobRow;

/// `1 job`, `2 jobs`: a number with its noun. `more` is the plural.
pub fn counted(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// A job's name: role and company, or what there is of them.
pub fn job_title(job: &JobRow) -> String {
    title(&job.role_name, &job.company_name)
}

/// Role and company in one line, or what there is of them.
pub fn title(role: &str, company: &str) -> String {
    match (role.trim(), company.trim()) {
        ("", "") => "Job without a name".into(),
        (name, "") | ("", name) => name.into(),
        (role, company) => format!("{role} · {company}"),
    }
}

/// A number of bytes for a person: `812 kB`, `14.2 MB`.
pub fn bytes(count: f64) -> String {
    if count < 1_000_000.0 {
        format!("{:.0} kB", (count / 1_000.0).ceil())
    } else if count < 1_000_000_000.0 {
        format!("{:.1} MB", count / 1_000_000.0)
    } else {
        format!("{:.1} GB", count / 1_000_000_000.0)
    }
}
