//! The whole page in headless Chromium, one file a subject.

mod accessible;
mod bad_input;
mod crash;
mod kept;
mod locked_down;
mod main_job;
mod matching;
mod offline;
mod steps;
mod versions;
