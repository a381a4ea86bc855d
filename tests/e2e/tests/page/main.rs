//! The whole page in headless Chromium, one file a subject.

mod accessible;
mod api;
mod applications;
mod bad_input;
mod crash;
mod feedback;
mod kept;
mod locked_down;
mod main_job;
mod matching;
mod offline;
mod steps;
mod versions;
