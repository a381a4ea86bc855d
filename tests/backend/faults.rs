//! The storage fails at every step in turn: after each, all records are whole, the error is told, and trying again works.

use shortlist::messages::*;
use shortlist::records::Corrections;
use shortlist::storage::{Fault, StorageError};

use crate::world::{World, assert_whole, feedback, save_job, scored, unreadable, wait};

type Prepared = (KeeperCall, Vec<Vec<u8>>);

/// A call, what is there before it, and how it is put together.
struct Step {
    name: &'static str,
    before: fn(&World),
    call: fn(&World) -> Prepared,
}

const STEPS: [Step; 15] = [
    Step {
        name: "save a job",
        before: |_| {},
        call: |_| plain(save_job("Baker", "Bread")),
    },
    Step {
        name: "change a job",
        before: analysed,
        call: |world| {
            plain(SaveJob {
                job_id: Some(current(world).job_id),
                is_template: true,
                ..save_job("Baker", "Cakes")
            })
        },
    },
    Step {
        name: "store a résumé",
        before: analysed,
        call: |world| store("Bob", &scored("Bob", &current(world), 10.0)),
    },
    Step {
        name: "store a résumé again, for another text of the job",
        before: |world| {
            analysed(world);
            change_job(world, "Requirements\n- Cakes");
        },
        call: |world| store("Ann\nsoup", &scored("Ann\nsoup", &current(world), 10.0)),
    },
    Step {
        name: "analyse",
        before: |world| {
            analysed(world);
            change_job(world, "Requirements\n- Cakes");
        },
        call: |world| {
            plain(Analyse {
                job_id: current(world).job_id,
                resume_id: newest(world).resume_id,
            })
        },
    },
    Step {
        name: "correct a job",
        before: analysed,
        call: |world| {
            let corrections = Corrections {
                added: vec!["Cakes".into()],
                ..Corrections::default()
            };
            plain(CorrectJob {
                job_id: current(world).job_id,
                corrections,
            })
        },
    },
    Step {
        name: "rescore a job",
        before: |world| {
            analysed(world);
            change_job(world, "Requirements\n- Cakes");
        },
        call: |world| {
            plain(Rescore {
                job_id: current(world).job_id,
                after: None,
                limit: 10,
            })
        },
    },
    Step {
        name: "compare, with features to be made",
        before: analysed,
        call: |world| {
            plain(Compare {
                job_ids: vec![current(world).job_id],
                resume_ids: Vec::new(),
                window: Window::default(),
            })
        },
    },
    Step {
        name: "lend features",
        before: analysed,
        call: |world| {
            plain(LendFeatures {
                job_ids: vec![current(world).job_id],
                window: Window::default(),
            })
        },
    },
    Step {
        name: "save feedback",
        before: analysed,
        call: |world| {
            plain(SaveFeedback {
                analysis_id: Some(newest(world).analysis_id),
                ..feedback(2)
            })
        },
    },
    Step {
        name: "delete an analysis",
        before: analysed,
        call: |world| {
            plain(DeleteAnalysis {
                analysis_id: newest(world).analysis_id,
            })
        },
    },
    Step {
        name: "delete a résumé",
        before: analysed,
        call: |world| {
            plain(DeleteResume {
                resume_id: newest(world).resume_id,
            })
        },
    },
    Step {
        name: "delete a job",
        before: analysed,
        call: |world| {
            plain(DeleteJob {
                job_id: current(world).job_id,
            })
        },
    },
    Step {
        name: "remove the sample",
        before: analysed,
        call: |_| plain(RemoveSample {}),
    },
    Step {
        name: "delete everything",
        before: analysed,
        call: |_| plain(DeleteEverything {}),
    },
];

fn plain(call: impl Into<KeeperCall>) -> Prepared {
    (call.into(), Vec::new())
}

fn store(text: &str, reading: &Reading) -> Prepared {
    let call = StoreResume {
        name: "cv.txt".into(),
        is_sample: false,
    };
    let reading = serde_json::to_vec(reading).unwrap();
    (call.into(), vec![text.into(), reading])
}

fn current(world: &World) -> JobText {
    world.job_text(&world.get(CurrentJob {}).unwrap())
}

fn newest(world: &World) -> AnalysisRow {
    world.ranked(&current(world).job_id).rows.remove(0)
}

fn change_job(world: &World, text: &str) {
    world.get(SaveJob {
        job_id: Some(current(world).job_id),
        is_sample: true,
        ..save_job("Cook", text)
    });
}

/// A sample job that is current, with a résumé analysed twice against it, one without text, and feedback.
fn analysed(world: &World) {
    let saved = world.get(SaveJob {
        is_sample: true,
        ..save_job("Cook", "Requirements\n- Soup")
    });
    let Saved::Saved(job) = saved else { panic!() };
    world.get(SelectJob {
        job_id: Some(job.job_id),
    });
    let job = current(world);
    world.resume_for(&job, "Ann\nsoup", 50.0);
    wait(world.store("scan", &unreadable("scan", Some(&job)))).unwrap();
    change_job(world, "Requirements\n- Bread");
    let stored = world.resume_for(&current(world), "Ann\nsoup", 60.0);
    world.rate(&stored.analysis.unwrap().analysis_id, 4);
}

/// Carries out each step with each of its operations failing in turn.
fn try_all(after: bool) {
    for step in &STEPS {
        let calm = World::new();
        (step.before)(&calm);
        let (call, buffers) = (step.call)(&calm);
        calm.storage.set_fault(None);
        wait(calm.backend.call(call, buffers)).unwrap();
        let operations = calm.storage.operations();
        assert!(operations > 0);
        assert_whole(&calm.storage);
        for operation in 1..=operations {
            let at = format!("{}, operation {operation} of {operations}", step.name);
            let world = World::new();
            (step.before)(&world);
            let (call, buffers) = (step.call)(&world);
            world.storage.set_fault(Some(Fault {
                operation,
                error: StorageError::NoRoom,
                after,
            }));
            let failure = wait(world.backend.call(call.clone(), buffers.clone()));
            world.storage.set_fault(None);
            assert_eq!(failure.expect_err(&at).kind, FailureKind::NoRoom, "{at}");
            assert_whole(&world.storage);

            let again = wait(world.backend.call(call, buffers));
            assert_whole(&world.storage);
            match again {
                Ok(_) => {}
                // What was deleted although nobody heard of it.
                Err(failure) if after => assert_eq!(failure.kind, FailureKind::NotFound, "{at}"),
                Err(failure) => panic!("{at}: {failure}"),
            }
            let (now, should) = (world.stats(), calm.stats());
            // A feedback has nothing to be known again by, so one whose answer was lost is saved twice.
            if !(after && step.name == "save feedback") {
                assert_eq!(now, should, "{at}");
            }
        }
    }
}

#[test]
fn a_storage_that_fails_at_any_step_leaves_all_records_whole() {
    try_all(false);
}

#[test]
fn so_does_one_that_loses_the_answer_after_it_has_written() {
    try_all(true);
}

#[test]
fn each_kind_of_refusal_comes_through_as_what_it_is() {
    for (error, kind) in [
        (StorageError::NoRoom, FailureKind::NoRoom),
        (
            StorageError::Refused("SecurityError".into()),
            FailureKind::StorageRefused,
        ),
        (StorageError::Blocked, FailureKind::Retired),
        (StorageError::Retired, FailureKind::Retired),
    ] {
        let world = World::new();
        world.storage.set_fault(Some(Fault {
            operation: 1,
            error,
            after: false,
        }));
        let failure = world.fail(GetStats {});
        assert_eq!(failure.kind, kind);
        assert!(!failure.message.is_empty());
    }
}
