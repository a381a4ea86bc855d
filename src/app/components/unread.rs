//! Why a file that is kept could not be scored, and what to do about it.

use crate::records::{Resume, ResumeState, Severity};

/// What is wrong with the file and what to do; none where it could be read.
pub fn unread_reason(resume: &Resume) -> Option<String> {
    if resume.state == ResumeState::Read {
        return None;
    }
    let told = resume
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {}", finding.what, finding.advice))
        .next();
    Some(told.unwrap_or_else(|| {
        match resume.state {
            ResumeState::Password => {
                "It opens with a password only. Save a copy without one and add that."
            }
            ResumeState::NoText => {
                "No text in this file: its pages are pictures. Ask for the original, or run text recognition on it first."
            }
            ResumeState::Read | ResumeState::Unreadable => {
                "It is damaged, or too large to be read. Open it in the program it came from, save it anew and add that."
            }
        }
        .into()
    }))
}
