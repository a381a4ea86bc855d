//! Feedback as files for people and for trainers.

pub mod csv;
