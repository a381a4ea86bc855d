//! Text → vector, and the nearest of many.
//!
//! A static embedding: every piece of a word has one row of small whole numbers, and a text's vector is the sum of its pieces' rows.
//! The rows were fitted so that this sum points where a sentence transformer's vector would (`tools/distil`). They come as one file
//! that is fetched, not compiled in. All sums are of whole numbers, so every machine gives the same bits.

mod model;
mod nearest;
mod tokenizer;
mod unicode;
mod vector;

pub use model::{Error, Model};
pub use nearest::{Near, nearest};
pub use vector::{Vector, WIDTH};
