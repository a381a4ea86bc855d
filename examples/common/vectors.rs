//! The word vectors that the page loads.

use std::fs;

use shortlist::vectors::Model;

const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/vectors/minilm-128.bin");

/// The word vectors.
pub fn model() -> Result<Model, String> {
    let bytes = fs::read(MODEL).map_err(|e| format!("{MODEL} cannot be read: {e}"))?;
    Model::from_bytes(&bytes).map_err(|e| e.to_string())
}
