//! The lexicon's files and the finder, held against lines as people write them.

use super::*;

#[test]
fn files_have_no_faults() {
    let faults = check();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
