//! Ids: short, checked when they arrive, then kept as they are.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest id that is taken in; our own are far shorter, those of older data a little longer.
const LONGEST: usize = 64;

/// An id that is empty, too long, or has a character other than `A–Z a–z 0–9 _ -`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is no valid {kind} id: ids are 1 to 64 letters, digits, “_” or “-”")]
pub struct InvalidId {
    kind: &'static str,
    text: String,
}

fn check(kind: &'static str, text: &str) -> Result<(), InvalidId> {
    let fine = !text.is_empty()
        && text.len() <= LONGEST
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if fine {
        Ok(())
    } else {
        let text = text.chars().take(LONGEST).collect();
        Err(InvalidId { kind, text })
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Takes an id that arrived from outside.
            ///
            /// # Errors
            /// [`InvalidId`] where it is empty, over 64 bytes, or has other characters than letters, digits, `_`, `-`.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                check($kind, &text)?;
                Ok(Self(text))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A job's id: 8 random hex digits, `a3f7b2c1`.
    JobId, "job";
    /// A résumé's id: `resume_` and the first 16 hex digits of the SHA-256 of the file's bytes.
    ResumeId, "résumé";
    /// An analysis's id: 12 random hex digits.
    AnalysisId, "analysis";
    /// A feedback's id: 12 random hex digits.
    FeedbackId, "feedback";
    /// An application's id: 12 random hex digits.
    ApplicationId, "application";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_older_system_are_kept() {
        for text in [
            "ea198c25-67c",
            "resume_a1b2c3d4e5f6",
            "Ann_2025-01-01T00_msg_3",
        ] {
            assert_eq!(AnalysisId::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn ids_that_could_be_a_path_or_markup_are_refused() {
        for text in ["", "../etc", "a b", "<b>", "é", &"x".repeat(65)] {
            assert!(JobId::new(text).is_err(), "{text}");
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<JobId>(&json).is_err(), "{text}");
        }
    }
}
