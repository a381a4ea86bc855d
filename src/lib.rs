//! Shortlist: an applicant-tracking notebook that lives in one browser tab.
//!
//! The rooms stand in the order in which they may use one another; `ARCHITECTURE.md` says what each is for and what must
//! stay true. The feature `engine` holds everything that works on data, the feature `page` what draws it.

pub mod messages;
pub mod records;

#[cfg(feature = "engine")]
pub mod skills;

#[cfg(feature = "engine")]
pub mod reading;

#[cfg(feature = "engine")]
pub mod vectors;

#[cfg(feature = "engine")]
pub mod matching;

#[cfg(any(feature = "engine", feature = "sheets"))]
pub mod sheets;

#[cfg(feature = "engine")]
pub mod training;

#[cfg(feature = "engine")]
pub mod legacy;

#[cfg(feature = "engine")]
pub mod storage;

#[cfg(feature = "engine")]
pub mod backend;

#[cfg(any(feature = "page", test))]
pub mod app;
