//! The backend over the home in memory: every call, its failures, two tabs at once, and a storage that fails at every step.

mod analyses;
mod api;
mod api_bad;
mod api_faults;
mod api_openapi;
mod applications;
mod backup;
mod candidate;
mod compare;
mod corrections;
mod faults;
mod features;
mod feedback;
mod feedback_search;
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
