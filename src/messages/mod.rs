//! What the page and the engine say to one another: typed calls, their replies, and failures.
//!
//! A message is `{id, door, call, buffers}`: `call` the JSON of a [`KeeperCall`] or a [`ReaderCall`], `buffers` the ArrayBuffers
//! that go with it, moved and not copied. Its reply is `{id, ok, value, buffers}`: `value` the JSON of the call's reply or
//! of a [`Failure`].

mod api;
mod applications;
mod backup;
mod feedback;
mod keeper;
mod legacy;
mod reader;
mod sheets;
mod views;

pub use api::*;
pub use applications::*;
pub use backup::*;
pub use feedback::*;
pub use keeper::*;
pub use legacy::*;
pub use reader::*;
pub use sheets::*;
pub use views::*;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A call that has one type of reply.
pub trait Call: Into<Self::Door> {
    /// The enum of all the calls that the same worker takes.
    type Door: Serialize;
    /// What it answers.
    type Reply: Serialize + DeserializeOwned + 'static;
}

/// Why a call was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// No record has that id (API: 404).
    NotFound,
    /// Something that was sent does not fit (400).
    Invalid,
    /// It does not go with what is there: no current job, a record that was changed or removed meanwhile (409).
    Conflict,
    /// The browser has no room left (507).
    NoRoom,
    /// The browser does not let this page keep data: private mode, or storage switched off (503).
    StorageRefused,
    /// Another version of the page holds the database; this tab may read no more (503).
    Retired,
    /// The file cannot be read: a password, no text, damage, a limit (422).
    Unreadable,
    /// The worker took too long, or died (500).
    Worker,
    /// Anything else: a defect (500).
    Internal,
}

/// A call's failure, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    pub kind: FailureKind,
    /// What happened, to what, and what to do next.
    pub message: String,
    /// The field that does not fit, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Failure {
    /// A failure of that kind with that text.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            field: None,
        }
    }

    /// A field that does not fit, and why.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self {
            kind: FailureKind::Invalid,
            message: message.into(),
            field: Some(field.into()),
        }
    }
}

/// A part of a list, and how long the whole list is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing<T> {
    pub rows: Vec<T>,
    /// All rows that fit the filters, not only those sent.
    pub total: u64,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            total: 0,
        }
    }
}

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub offset: u64,
    pub limit: u64,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: 50,
        }
    }
}
