//! Finding a candidate's résumés, and deleting them with a receipt.

use shortlist::messages::*;
use shortlist::records::*;
use shortlist::storage::{Batch, Entry, Fault, Storage, StorageError, Value};

use crate::world::{World, assert_whole, reading, wait};

fn with_email(world: &World, text: &str, email: &str) -> ResumeId {
    let mut reading = reading(text);
    reading.facts.emails.push(Fact {
        value: email.into(),
        line: 1,
    });
    let stored = wait(world.store(text, &reading)).unwrap();
    stored.resume.resume.resume_id
}

/// Ann with three résumés, one under another name; somebody else of her name; Bob.
fn world() -> (World, Vec<ResumeId>) {
    let world = World::new();
    let ids = vec![
        with_email(&world, "Ann Lee\nsoup", "ann@example.org"),
        with_email(&world, "Ann Lee\nsoup and bread", "Ann@Example.org"),
        with_email(&world, "A. Lee-Smith\nstew", "ann@example.org"),
        with_email(&world, "Ann Lee\ncars", "other@example.org"),
        with_email(&world, "Bob\nsoup", "bob@example.org"),
    ];
    let job = world.job("Cook", "Soup");
    for id in &ids {
        let analysis = world.get(Analyse {
            job_id: job.job_id.clone(),
            resume_id: id.clone(),
        });
        world.rate(&analysis.analysis_id, 2);
    }
    (world, ids)
}

#[test]
fn a_candidate_is_found_by_address_and_by_name() {
    let (world, ids) = world();
    let found = world.get(FindCandidate {
        resume_id: ids[0].clone(),
    });
    let why = |id: &ResumeId| {
        let row = found.iter().find(|row| row.resume_id == *id);
        row.map(|row| row.why)
    };
    assert_eq!(found[0].why, SamePerson::Asked);
    assert_eq!((found[0].analyses, found[0].feedback), (1, 1));
    assert_eq!(why(&ids[1]), Some(SamePerson::SameEmail));
    assert_eq!(why(&ids[2]), Some(SamePerson::SameEmail));
    assert_eq!(why(&ids[3]), Some(SamePerson::SameName));
    assert_eq!(why(&ids[4]), None);
    let gone = ResumeId::new("resume_0").unwrap();
    assert_eq!(
        world.fail(FindCandidate { resume_id: gone }).kind,
        FailureKind::NotFound
    );
}

#[test]
fn the_receipt_names_everything_that_went() {
    let (world, ids) = world();
    let damaged = Entry::new("broken", Value::Text("{".into()))
        .under("resume", [ids[0].as_str().into(), 0.into()]);
    let mut batch = Batch::new();
    batch.put("feedback", damaged);
    wait(world.storage.commit(&batch)).unwrap();

    let receipt = world.get(DeleteCandidate {
        resume_ids: vec![
            ids[2].clone(),
            ids[0].clone(),
            ids[0].clone(),
            ids[1].clone(),
        ],
    });
    assert_eq!(receipt.resumes.len(), 3);
    assert!(receipt.resumes.iter().all(|row| row.sha256.len() == 64));
    assert_eq!((receipt.analyses.len(), receipt.feedback.len()), (3, 3));
    assert_eq!(
        receipt.unreadable,
        [("feedback".to_owned(), "broken".to_owned())]
    );
    let Deletion {
        resumes,
        analyses,
        feedback,
        ..
    } = receipt.removed;
    assert_eq!((resumes, analyses, feedback), (3, 3, 4));
    assert_eq!(receipt.last_backup, None);
    assert_whole(&world.storage);
    assert_eq!(world.stats().resumes, 2);
    for store in ["resume_files", "resume_texts", "resume_facts", "ranks"] {
        assert_eq!(world.storage.dump(store).len(), 2, "{store}");
    }
}

#[test]
fn nothing_goes_where_one_is_unknown_or_the_storage_fails() {
    let (world, ids) = world();
    let gone = ResumeId::new("resume_0").unwrap();
    let call = DeleteCandidate {
        resume_ids: vec![ids[0].clone(), gone],
    };
    assert_eq!(world.fail(call).kind, FailureKind::NotFound);
    assert_eq!(
        world.fail(DeleteCandidate { resume_ids: vec![] }).kind,
        FailureKind::Invalid
    );
    for operation in 1..=3 {
        world.storage.set_fault(Some(Fault {
            operation,
            error: StorageError::NoRoom,
            after: false,
        }));
        let call = DeleteCandidate {
            resume_ids: ids.clone(),
        };
        assert_eq!(world.fail(call).kind, FailureKind::NoRoom);
        world.storage.set_fault(None);
        assert_whole(&world.storage);
        assert_eq!(world.stats().resumes, 5);
    }
}
