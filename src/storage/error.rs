//! What can go wrong in a home, in words for a person.

/// Why a home could not do what was asked. Nothing was written, whichever it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The disk, or the browser's share of it, is full.
    #[error(
        "There is no room left: the browser did not save this. Nothing that was saved before is lost. Free some disk space, \
         or delete résumés that are no longer needed, then try again."
    )]
    NoRoom,
    /// The browser does not let this page keep anything.
    #[error(
        "The browser does not let this page keep data ({0}). Private windows and blocked site data are the usual causes: \
         open the page in a normal window, or allow it to store data, then reload."
    )]
    Refused(String),
    /// A tab with another version of the page does not let go of the data.
    #[error(
        "Another tab has this page open in another version and does not let go of the data. Close all other tabs of this \
         page, then reload."
    )]
    Blocked,
    /// Another version of the page took over; this one reads and writes no more.
    #[error(
        "Another tab has opened a newer version of this page, so this tab has stopped reading and writing. What was \
         reported as saved is saved. Reload this tab to go on."
    )]
    Retired,
    /// A batch was not carried out because a row was not as the batch expected it.
    #[error("The record “{key}” in “{store}” was changed meanwhile. Nothing was saved; try again.")]
    Conflict { store: &'static str, key: String },
    /// The browser gave up on the operation, for the cause it names.
    #[error(
        "The browser broke off while reading or saving ({cause}). Nothing was changed; try again."
    )]
    Aborted { cause: String },
}
