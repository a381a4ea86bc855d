//! The whole page in headless Chromium, one file a subject.

mod accessible;
mod api;
mod applications;
mod backup;
mod bad_input;
mod candidate;
mod crash;
mod feedback;
mod kept;
mod locked_down;
mod main_job;
mod matching;
mod offline;
mod older;
mod steps;
mod versions;
