//! Digests: what tells bytes and texts apart by a few letters.

use sha2::{Digest, Sha256};

/// Lower-case hex digits of some bytes.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// SHA-256 of some bytes, 64 hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The start of a SHA-256 that is enough to tell one person's texts apart.
pub(super) fn short_sha256(bytes: &[u8]) -> String {
    let mut digest = sha256(bytes);
    digest.truncate(32);
    digest
}
