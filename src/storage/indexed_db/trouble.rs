//! What goes wrong in IndexedDB, as a home's errors.

use matrix_indexed_db_futures::error::{Error, JSError, OpenDbError};

use crate::storage::StorageError;

/// What went wrong with one attempt.
pub(super) enum Trouble {
    /// The connection is gone, and nothing was written: a new one may do better.
    Lost(String),
    Told(StorageError),
}

impl From<StorageError> for Trouble {
    fn from(error: StorageError) -> Self {
        Trouble::Told(error)
    }
}

impl Trouble {
    /// By the name of the exception: <https://w3c.github.io/IndexedDB/#exceptions>.
    pub fn named(name: &str, message: &str) -> Self {
        let cause = format!("{name}: {message}");
        match name {
            "QuotaExceededError" => StorageError::NoRoom.into(),
            "SecurityError" | "NotAllowedError" => StorageError::Refused(cause).into(),
            // The database is at a version that this build does not know yet.
            "VersionError" => StorageError::Retired.into(),
            "InvalidStateError" | "UnknownError" | "TransactionInactiveError" => {
                Trouble::Lost(cause)
            }
            _ => StorageError::Aborted { cause }.into(),
        }
    }

    pub fn into_error(self) -> StorageError {
        match self {
            Trouble::Lost(cause) => StorageError::Aborted { cause },
            Trouble::Told(error) => error,
        }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(exception) => {
                let exception = web_sys::DomException::from(exception);
                Trouble::named(&exception.name(), &exception.message())
            }
            Error::Unknown(JSError::Error(error)) => {
                Trouble::named(&String::from(error.name()), &String::from(error.message()))
            }
            other => Trouble::named("Error", &other.to_string()),
        }
    }
}

/// What went wrong with opening the database.
pub(super) fn at_opening(error: OpenDbError) -> Trouble {
    match error {
        OpenDbError::Base(error) => match Trouble::from(error) {
            // What private windows and switched-off storage look like, after the browser.
            Trouble::Lost(cause) => StorageError::Refused(cause).into(),
            told => told,
        },
        // The library reports whatever `open` throws as a version of zero; ours never is.
        OpenDbError::VersionZero => {
            StorageError::Refused("it does not open a database".into()).into()
        }
        other => StorageError::Refused(other.to_string()).into(),
    }
}
