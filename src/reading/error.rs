//! Why a file gave no document.

use thiserror::Error;

use crate::records::{Finding, FindingKind, Format, ResumeState, Severity};

/// Why a file gave no document: what happened, to which file, what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There is not one byte in it.
    #[error(
        "“{name}” is empty. Choose the file again, or save it anew from the program that made it."
    )]
    Empty { name: String },
    /// Over [`super::LARGEST_FILE`].
    #[error(
        "“{name}” is larger than {} MB. Save it smaller (fewer or smaller pictures) and add it again.",
        super::LARGEST_FILE / (1024 * 1024)
    )]
    TooLarge { name: String },
    /// None of the formats that are read; `seen` says what it looks like, where that is known.
    #[error(
        "“{name}” is not a kind of file that can be read here{}. Save it as PDF or DOCX and add it again.",
        seen.map(|s| format!(": it looks like {s}")).unwrap_or_default()
    )]
    UnknownFormat {
        name: String,
        seen: Option<&'static str>,
    },
    /// It opens with a password only.
    #[error("“{name}” is protected with a password. Save a copy without one and add that.")]
    Password { name: String, format: Format },
    /// It has pages, and none has text.
    #[error(
        "“{name}” has no text: its pages are pictures. Ask for the original document, or run it through text recognition (OCR) and add the result."
    )]
    PicturesOnly { name: String, format: Format },
    /// It is broken, and nothing of use could be read.
    #[error(
        "“{name}” is damaged: {what}. Ask for it again, or save it anew from the program that made it."
    )]
    Damaged {
        name: String,
        format: Format,
        what: String,
    },
    /// It grows over a limit when it is opened.
    #[error(
        "“{name}” was not opened: {what}. A résumé does not need that much; save it anew, as PDF or DOCX."
    )]
    OverLimit { name: String, what: String },
}

impl ReadError {
    /// How a file that gave no text is kept all the same; `None` where it is turned away.
    pub fn kept_as(&self) -> Option<(Format, ResumeState)> {
        match self {
            ReadError::Password { format, .. } => Some((*format, ResumeState::Password)),
            ReadError::PicturesOnly { format, .. } => Some((*format, ResumeState::NoText)),
            ReadError::Damaged { format, .. } => Some((*format, ResumeState::Unreadable)),
            ReadError::Empty { .. }
            | ReadError::TooLarge { .. }
            | ReadError::UnknownFormat { .. }
            | ReadError::OverLimit { .. } => None,
        }
    }

    /// The name of the file.
    fn name(&self) -> &str {
        match self {
            ReadError::Empty { name }
            | ReadError::TooLarge { name }
            | ReadError::UnknownFormat { name, .. }
            | ReadError::Password { name, .. }
            | ReadError::PicturesOnly { name, .. }
            | ReadError::Damaged { name, .. }
            | ReadError::OverLimit { name, .. } => name,
        }
    }

    /// The same as a finding, for a file that is kept.
    pub fn finding(&self) -> Finding {
        let kind = match self {
            ReadError::Password { .. } => FindingKind::PasswordNeeded,
            ReadError::PicturesOnly { .. } => FindingKind::NoTextLayer,
            ReadError::TooLarge { .. } | ReadError::OverLimit { .. } => FindingKind::OverLimit,
            ReadError::Empty { .. }
            | ReadError::UnknownFormat { .. }
            | ReadError::Damaged { .. } => FindingKind::Damaged,
        };
        let text = self.to_string();
        // The sentence that says what happened ends before the one that says what to do; a name may hold anything.
        let named = "“”".len() + self.name().len();
        let end = text.get(named..).and_then(|rest| rest.find(". "));
        let (what, advice) = match end.and_then(|end| text.split_at_checked(named + end + 1)) {
            Some(parts) => parts,
            None => (text.as_str(), ""),
        };
        Finding {
            kind,
            severity: Severity::Error,
            what: what.to_owned(),
            advice: advice.trim().to_owned(),
            line: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_full_stop_does_not_part_the_sentence() {
        let finding = ReadError::Password {
            name: "Dr. Ada. Byron.pdf".to_owned(),
            format: Format::Pdf,
        }
        .finding();
        assert_eq!(
            finding.what,
            "“Dr. Ada. Byron.pdf” is protected with a password."
        );
        assert_eq!(finding.advice, "Save a copy without one and add that.");
    }
}
