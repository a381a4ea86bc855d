//! Which stores there are, and how each version of the schema comes from the one before it.

use super::{Entry, Row};

/// The names of the stores.
pub mod stores {
    /// Jobs without their texts.
    pub const JOBS: &str = "jobs";
    /// The texts of jobs, each as often as it was edited after something was scored against it.
    pub const JOB_TEXTS: &str = "job_texts";
    /// Résumés: what lists show.
    pub const RESUMES: &str = "resumes";
    /// The files' bytes.
    pub const RESUME_FILES: &str = "resume_files";
    /// The documents that were read from the files.
    pub const RESUME_TEXTS: &str = "resume_texts";
    /// The facts found in the documents.
    pub const RESUME_FACTS: &str = "resume_facts";
    /// Analyses: what lists show.
    pub const ANALYSES: &str = "analyses";
    /// Analyses: everything else.
    pub const ANALYSIS_DETAILS: &str = "analysis_details";
    /// Of each job and résumé, which analysis counts for the ranking.
    pub const RANKS: &str = "ranks";
    /// Feedback.
    pub const FEEDBACK: &str = "feedback";
    /// Single settings, such as which job is the current one.
    pub const SETTINGS: &str = "settings";
    /// What scoring needs of each résumé, so that many are scored without their texts.
    pub const RESUME_FEATURES: &str = "resume_features";
    /// The vector of each feedback, so that feedback is found by meaning.
    pub const FEEDBACK_VECTORS: &str = "feedback_vectors";
    /// Applications that a person made.
    pub const APPLICATIONS: &str = "applications";
}

/// One change from a version to the next.
pub enum Change {
    /// A new store with these indexes.
    AddStore {
        store: &'static str,
        indexes: &'static [&'static str],
    },
    /// A new index over a store that exists. Rows come into it by a [`Change::Rewrite`] that follows.
    AddIndex {
        store: &'static str,
        index: &'static str,
    },
    /// Every row of a store is written anew, with all its index keys. The key must stay the same.
    Rewrite {
        store: &'static str,
        row: fn(Row) -> Entry,
    },
}

/// The changes that lead to one version.
pub struct Step(pub &'static [Change]);

/// All versions, from 1 on: a home at version `n` carries out the steps after the `n`-th, all in one transaction. A step
/// that was ever released is never edited.
pub struct Schema(pub &'static [Step]);

impl Schema {
    /// The version that all steps together lead to.
    pub fn version(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// The changes that a home at that version still lacks, in order.
    pub fn changes_after(&self, version: u32) -> impl Iterator<Item = &'static Change> {
        let done = usize::try_from(version).unwrap_or(usize::MAX);
        self.0.iter().skip(done).flat_map(|step| step.0)
    }

    /// The names of all stores.
    pub fn stores(&self) -> impl Iterator<Item = &'static str> {
        self.changes_after(0).filter_map(|change| match change {
            Change::AddStore { store, .. } => Some(*store),
            Change::AddIndex { .. } | Change::Rewrite { .. } => None,
        })
    }
}

/// The program's schema. `backend::rows` says what each index holds.
pub const SCHEMA: Schema = Schema(&[
    Step(&[
        Change::AddStore {
            store: stores::JOBS,
            indexes: &["list", "text", "sample"],
        },
        Change::AddStore {
            store: stores::JOB_TEXTS,
            indexes: &["job"],
        },
        Change::AddStore {
            store: stores::RESUMES,
            indexes: &["list", "unscored", "sample"],
        },
        Change::AddStore {
            store: stores::RESUME_FILES,
            indexes: &["resume"],
        },
        Change::AddStore {
            store: stores::RESUME_TEXTS,
            indexes: &[],
        },
        Change::AddStore {
            store: stores::RESUME_FACTS,
            indexes: &[],
        },
        Change::AddStore {
            store: stores::ANALYSES,
            indexes: &["list", "job", "resume", "pair", "text"],
        },
        Change::AddStore {
            store: stores::ANALYSIS_DETAILS,
            indexes: &["job", "resume"],
        },
        Change::AddStore {
            store: stores::RANKS,
            indexes: &["rank", "resume"],
        },
        Change::AddStore {
            store: stores::FEEDBACK,
            indexes: &["list", "analysis", "job", "resume"],
        },
        Change::AddStore {
            store: stores::SETTINGS,
            indexes: &["job"],
        },
    ]),
    Step(&[
        Change::AddStore {
            store: stores::RESUME_FEATURES,
            indexes: &[],
        },
        Change::AddStore {
            store: stores::FEEDBACK_VECTORS,
            indexes: &[],
        },
        Change::AddStore {
            store: stores::APPLICATIONS,
            indexes: &["list", "same", "job", "resume"],
        },
    ]),
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_to_a_store_that_is_there_by_then() {
        let mut known = Vec::new();
        for change in SCHEMA.changes_after(0) {
            match change {
                Change::AddStore { store, .. } => {
                    assert!(!known.contains(store), "{store} twice");
                    known.push(*store);
                }
                Change::AddIndex { store, .. } | Change::Rewrite { store, .. } => {
                    assert!(known.contains(store), "{store} is not there yet");
                }
            }
        }
        assert_eq!(known, SCHEMA.stores().collect::<Vec<_>>());
    }
}
