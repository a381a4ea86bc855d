//! Drives the built page in headless Chromium with a person's verbs: see, click, fill, drop.
//!
//! `cargo xtask test` and `cargo xtask bench` build the page and name what is needed in the environment: `SHORTLIST_DIST`, the
//! built folder; `SHORTLIST_XTASK`, the server's program; `CHROMEDRIVER`, the browser's driver.

mod browser;
mod page;
mod samples;
mod site;

pub use browser::{Browser, Profile};
pub use page::Page;
pub use samples::{docx, fixture, pdf, text_resume};
pub use site::{Proxy, Site};

use std::path::PathBuf;

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A value that xtask gives.
///
/// # Panics
/// It is missing: the tests were not started by xtask.
pub fn given(name: &str) -> PathBuf {
    let value = std::env::var_os(name);
    PathBuf::from(value.unwrap_or_else(|| {
        panic!("{name} is not set: these tests are started by “cargo xtask test”")
    }))
}
