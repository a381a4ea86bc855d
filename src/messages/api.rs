//! An answer of the API, as it goes over the wire.

use serde::{Deserialize, Serialize};

/// Everything but the body, which goes as a buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiAnswer {
    pub status: u16,
    /// Empty where there is no body.
    pub content_type: String,
    pub headers: Vec<(String, String)>,
}
