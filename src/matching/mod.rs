//! A job's text and a document → an analysis with the reason for every point.
//!
//! The job's text is cut into clauses ([`requirements`] of it are what they ask for), each requirement is looked for in the
//! résumé's lines, and every point of the score leads to both.
//!
//! What scoring reads of a résumé is found once ([`Features`]) and kept; a job is made ready once ([`Scorer`]). Many of both are then
//! scored without a text, and the same code explains any pair with its texts: the same bits.

mod analysis;
mod assess;
mod clauses;
mod corrections;
mod cues;
mod degree;
mod evidence;
mod features;
mod headings;
mod language;
mod phrases;
mod place;
mod relevance;
mod report;
mod requirements;
mod score;
mod scorer;
mod spoken;
mod title;
mod years;

pub use analysis::analyse;
pub use corrections::requirements_of;
pub use evidence::Prepared;
pub use features::Features;
pub use requirements::{JobRequirements, requirements};
pub use scorer::{Scored, Scorer};
