//! The scores' bits, natively; `tests/browser/golden.rs` has the same in wasm.

mod golden;

use shortlist::vectors::Model;

/// What the bits should be.
const SCORES: &str = include_str!("golden/scores.tsv");

#[test]
fn scores_are_the_bits_that_they_were() {
    let model = Model::from_bytes(golden::MODEL).expect("the repository’s word vectors");
    let now = golden::scores(&model);
    let changed: Vec<(&str, &str)> = SCORES
        .lines()
        .zip(now.lines())
        .filter(|(was, is)| was != is)
        .collect();
    assert!(changed.is_empty(), "was, is: {changed:#?}");
    assert_eq!(now.lines().count(), SCORES.lines().count());
}

#[test]
fn every_number_is_measured_somewhere_and_the_scores_differ() {
    let rows = SCORES.lines().skip(1);
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split('\t').collect()).collect();
    assert_eq!(rows.len(), 100);
    for column in 2..8 {
        let mut values: Vec<&str> = rows.iter().map(|row| row[column]).collect();
        values.retain(|value| *value != "-");
        values.sort_unstable();
        values.dedup();
        assert!(values.len() > 3, "column {column} says little: {values:?}");
    }
}
