//! Why a request was not carried out, as HTTP says it.

use serde_json::json;

use super::{JSON, Response};
use crate::messages::{Failure, FailureKind};

/// A status and the reason, for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub status: u16,
    pub detail: String,
    /// The field that does not fit, where it is one.
    pub field: Option<String>,
    /// The methods that a path takes, where it takes another than this.
    pub allow: Option<String>,
}

impl Refusal {
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            field: None,
            allow: None,
        }
    }

    /// A field that does not fit, and why.
    pub fn field(field: &str, detail: impl Into<String>) -> Self {
        Failure::invalid(field, detail).into()
    }

    pub fn into_response(self) -> Response {
        let mut body = json!({"detail": self.detail});
        if let (Some(field), Some(body)) = (self.field, body.as_object_mut()) {
            body.insert("field".to_owned(), field.into());
        }
        let response = Response::new(self.status, JSON, body.to_string().into_bytes());
        match self.allow {
            Some(allow) => response.with("Allow", &allow),
            None => response,
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let status = match failure.kind {
            FailureKind::NotFound => 404,
            FailureKind::Invalid => 400,
            FailureKind::Conflict => 409,
            FailureKind::Unreadable => 422,
            FailureKind::NoRoom => 507,
            FailureKind::StorageRefused | FailureKind::Retired => 503,
            FailureKind::Worker | FailureKind::Internal => 500,
        };
        let detail = match &failure.field {
            Some(field) => format!("{field}: {}", failure.message),
            None => failure.message,
        };
        Self {
            status,
            detail,
            field: failure.field,
            allow: None,
        }
    }
}
