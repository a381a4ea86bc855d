//! The storage fails at every step of an import in turn: after each all records are whole, and trying again ends where it should.

use shortlist::messages::FailureKind;
use shortlist::storage::{Fault, StorageError};

use crate::older::{folder, import, open, preview};
use crate::world::{World, assert_whole, wait};

fn try_all(after: bool) {
    let held = open(folder());
    let calm = World::new();
    let to_read = preview(&calm, &held).to_read;
    calm.storage.set_fault(None);
    wait(import(&calm, &held, &to_read)).unwrap();
    let operations = calm.storage.operations();
    assert!(operations > 10);
    for operation in 1..=operations {
        let at = format!("operation {operation} of {operations}");
        let world = World::new();
        world.storage.set_fault(Some(Fault {
            operation,
            error: StorageError::NoRoom,
            after,
        }));
        let failure = wait(import(&world, &held, &to_read)).expect_err(&at);
        world.storage.set_fault(None);
        assert_eq!(failure.kind, FailureKind::NoRoom, "{at}");
        assert_whole(&world.storage);
        // Either the one batch with everything else was written, or nothing but résumés is there.
        let stats = world.stats();
        let calm = calm.stats();
        let nothing = (0, 0, 0);
        let now = (stats.jobs, stats.analyses, stats.feedback);
        assert!(
            now == nothing || now == (calm.jobs, calm.analyses, calm.feedback),
            "{at}: {now:?}"
        );

        let left = preview(&world, &held).to_read;
        assert!(left.len() <= to_read.len());
        wait(import(&world, &held, &left)).expect(&at);
        assert_whole(&world.storage);
        assert_eq!(world.stats(), calm, "{at}");
    }
}

#[test]
fn an_import_that_fails_at_any_step_leaves_all_records_whole() {
    try_all(false);
}

#[test]
fn so_does_one_whose_answer_is_lost_after_it_has_written() {
    try_all(true);
}
