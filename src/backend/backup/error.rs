//! Why a backup cannot be taken, in words for a person.

use crate::messages::{Failure, FailureKind};

/// Why a backup file cannot be opened or brought back. Nothing was changed, whichever it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// It is another kind of file.
    #[error(
        "This file is no backup of Shortlist: {0}. Choose the file that “Back up” wrote; its name ends with .zip or .sealed."
    )]
    NotABackup(String),
    /// It is sealed, and no passphrase came with it.
    #[error("This backup is sealed with a passphrase. Type the passphrase to open it.")]
    Sealed,
    /// The key check fails.
    #[error(
        "The passphrase does not open this backup. Check capital letters and the keyboard’s language, then try again. (Or the \
         first bytes of the file are damaged.)"
    )]
    WrongPassphrase,
    /// A backup that cannot be made sealed with these.
    #[error("The backup could not be sealed: {0}. Nothing was written.")]
    Unsealable(String),
    /// Something in it is not as it was written.
    #[error(
        "The backup is damaged: {0}. Nothing was changed. Use another copy of the file, or an earlier backup."
    )]
    Damaged(String),
    /// A later version of the program made it.
    #[error(
        "A newer version of Shortlist made this backup ({0}). Nothing was changed. Reload the page to get the newest version, \
         then try again."
    )]
    Newer(String),
    /// It holds more than one transaction can take.
    #[error("The backup holds too much: {0}. Nothing was changed.")]
    OverLimit(String),
    /// What is kept was changed while it went on.
    #[error("{0}")]
    Changed(String),
    /// The person stopped it.
    #[error("It was stopped. Nothing was changed.")]
    Stopped,
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        let message = error.to_string();
        match error {
            BackupError::Sealed | BackupError::WrongPassphrase => {
                Failure::invalid("passphrase", message)
            }
            BackupError::Changed(_) | BackupError::Stopped => {
                Failure::new(FailureKind::Conflict, message)
            }
            BackupError::NotABackup(_)
            | BackupError::Unsealable(_)
            | BackupError::Damaged(_)
            | BackupError::Newer(_)
            | BackupError::OverLimit(_) => Failure::new(FailureKind::Unreadable, message),
        }
    }
}
