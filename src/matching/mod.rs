//! A job's text and a document → an analysis with the reason for every point.
//!
//! The job's text is cut into clauses ([`requirements`] of it are what they ask for), each requirement is looked for in the
//! résumé's lines, and every point of the score leads to both.

mod analysis;
mod assess;
mod clauses;
mod cues;
mod degree;
mod evidence;
mod headings;
mod language;
mod phrases;
mod place;
mod report;
mod requirements;
mod score;
mod spoken;
mod title;
mod years;

pub use analysis::analyse;
pub use requirements::{JobRequirements, requirements};
