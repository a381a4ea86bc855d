//! The whole page in headless Chromium, one file a subject.

mod accessible;
mod backup;
mod bad_input;
mod candidate;
mod crash;
mod kept;
mod locked_down;
mod main_job;
mod offline;
mod older;
mod steps;
mod versions;
