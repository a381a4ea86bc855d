//! The backend over the home in memory: every call, its failures, two tabs at once, and a storage that fails at every step.

mod analyses;
mod applications;
mod faults;
mod feedback;
mod jobs;
mod legacy;
mod legacy_faults;
mod legacy_fuzz;
mod migration;
mod older;
mod records;
mod resumes;
mod search;
mod world;
