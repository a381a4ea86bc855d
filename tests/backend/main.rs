//! The backend over the home in memory: every call, its failures, two tabs at once, and a storage that fails at every step.

mod analyses;
mod backup;
mod candidate;
mod faults;
mod feedback;
mod jobs;
mod migration;
mod records;
mod resumes;
mod search;
mod world;
