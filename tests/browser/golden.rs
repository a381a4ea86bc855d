//! The scores' bits in wasm, in a browser: the same as native programs give.

#[path = "../golden/mod.rs"]
mod shared;

use shortlist::vectors::Model;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the bits should be.
const SCORES: &str = include_str!("../golden/scores.tsv");

#[wasm_bindgen_test]
fn scores_are_the_bits_that_native_programs_give() {
    let model = Model::from_bytes(shared::MODEL).unwrap();
    let now = shared::scores(&model);
    for (was, is) in SCORES.lines().zip(now.lines()) {
        assert_eq!(was, is);
    }
    assert_eq!(now.lines().count(), SCORES.lines().count());
}
