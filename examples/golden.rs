//! Writes the bits of the scores that a test holds every later build to.
//!
//! ```text
//! cargo run --example golden > tests/golden/scores.tsv
//! ```

#[path = "../tests/golden/mod.rs"]
mod shared;

use shortlist::vectors::Model;

fn main() -> Result<(), String> {
    let model = Model::from_bytes(shared::MODEL).map_err(|error| error.to_string())?;
    print!("{}", shared::scores(&model));
    Ok(())
}
