use shortlist::messages::*;
use shortlist::records::{Job, JobId};

use crate::world::{World, assert_whole, save_job, wait};

fn list(world: &World, query: &str, templates: bool) -> Vec<String> {
    let listing = world.get(ListJobs {
        query: query.into(),
        templates,
        window: Window::default(),
    });
    assert_eq!(listing.total, listing.rows.len() as u64);
    listing.rows.into_iter().map(|row| row.role_name).collect()
}

#[test]
fn a_job_is_saved_listed_opened_and_changed() {
    let world = World::new();
    let first = world.job("Cook", "Soup\nand bread");
    let second = world.job("Baker", "Bread");
    assert_eq!(first.job_id.as_str().len(), 8);
    assert_eq!(list(&world, "", false), ["Baker", "Cook"], "newest first");

    let changed = world.get(SaveJob {
        job_id: Some(first.job_id.clone()),
        role_name: "Head cook".into(),
        ..save_job("", "Soup\nand wine")
    });
    let Saved::Saved(changed) = changed else {
        panic!()
    };
    assert_eq!(changed.created_at, first.created_at);
    assert!(changed.updated_at > first.updated_at);
    let view = world.get(GetJob {
        job_id: first.job_id.clone(),
    });
    assert_eq!(view.job.job_description, "Soup\nand wine");
    assert_eq!(view.job.role_name, "Head cook");
    assert_eq!(world.stats().jobs, 2);
    assert_whole(&world.storage);
    assert_eq!(
        world.storage.dump("job_texts").len(),
        2,
        "the old text was of no more use"
    );
    assert_ne!(second.job_id, first.job_id);
}

#[test]
fn the_text_is_cleaned_but_its_lines_stay() {
    let world = World::new();
    let saved = world.job("  Lead\u{202E} \n cook ", "One\0\r\n  two\u{7}\r\tthree");
    assert_eq!(saved.role_name, "Lead cook");
    let view = world.get(GetJob {
        job_id: saved.job_id,
    });
    assert_eq!(view.job.job_description, "One\n  two\n\tthree");
}

#[test]
fn what_does_not_fit_is_refused_with_the_fields_name() {
    let world = World::new();
    let long_name = "x".repeat(Job::LONGEST_NAME + 1);
    let long_text = "x".repeat(Job::LONGEST_DESCRIPTION + 1);
    for (call, field) in [
        (save_job("Cook", " \n\0 "), "job_description"),
        (save_job("Cook", &long_text), "job_description"),
        (save_job(" ", "Soup"), "role_name"),
        (save_job(&long_name, "Soup"), "role_name"),
        (
            SaveJob {
                company_name: long_name.clone(),
                ..save_job("Cook", "Soup")
            },
            "company_name",
        ),
    ] {
        let failure = world.fail(call);
        assert_eq!(failure.kind, FailureKind::Invalid);
        assert_eq!(failure.field.as_deref(), Some(field));
    }
    assert_eq!(world.stats().jobs, 0);
    let nobody = JobId::new("00000000").unwrap();
    let failure = world.fail(SaveJob {
        job_id: Some(nobody.clone()),
        ..save_job("Cook", "Soup")
    });
    assert_eq!(failure.kind, FailureKind::NotFound);
    assert_eq!(
        world.fail(GetJob { job_id: nobody }).kind,
        FailureKind::NotFound
    );
}

#[test]
fn a_megabyte_of_text_is_taken() {
    let world = World::new();
    let text = "All sorts of cooking. ".repeat(48_000);
    assert!(text.len() > 1_000_000);
    let job = world.job("Cook", &text);
    let view = world.get(GetJob { job_id: job.job_id });
    assert_eq!(view.job.job_description, text);
}

#[test]
fn a_job_with_the_same_text_is_named_and_nothing_is_saved() {
    let world = World::new();
    let first = world.job("Cook", "Soup  and\n\nbread ");
    let again = world.get(save_job("Chef", "Soup and bread"));
    let Saved::SameText(same) = again else {
        panic!()
    };
    assert_eq!(same.job_id, first.job_id);
    assert_eq!(world.stats().jobs, 1);

    let anyway = world.get(SaveJob {
        even_if_same: true,
        ..save_job("Chef", "Soup and bread")
    });
    let Saved::Saved(second) = anyway else {
        panic!()
    };
    // A change that leaves the text alone is no longer asked about.
    let renamed = world.get(SaveJob {
        job_id: Some(second.job_id),
        ..save_job("Sous-chef", "Soup and bread")
    });
    assert!(matches!(renamed, Saved::Saved(row) if row.role_name == "Sous-chef"));
    // Saving it unchanged is fine too.
    let unchanged = world.get(SaveJob {
        job_id: Some(first.job_id),
        ..save_job("Cook", "Soup  and\n\nbread ")
    });
    assert!(matches!(unchanged, Saved::Saved(_)));
}

#[test]
fn two_tabs_that_save_the_same_text_at_once_save_it_once() {
    let one = World::new();
    let two = World::tab(&one.storage, 2);
    let both = wait(futures_util::future::join(
        one.ask(save_job("Cook", "Soup")),
        two.ask(save_job("Cook", "Soup")),
    ));
    let saved = [both.0.unwrap(), both.1.unwrap()];
    assert!(saved.iter().any(|s| matches!(s, Saved::Saved(_))));
    assert!(saved.iter().any(|s| matches!(s, Saved::SameText(_))));
    assert_eq!(one.stats().jobs, 1);
}

#[test]
fn templates_are_listed_apart_and_are_never_current() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    world.get(SelectJob {
        job_id: Some(job.job_id.clone()),
    });
    assert_eq!(world.get(CurrentJob {}).unwrap().job_id, job.job_id);

    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        is_template: true,
        ..save_job("Cook", "Soup")
    });
    assert_eq!(world.get(CurrentJob {}), None, "it stopped being current");
    assert_eq!(list(&world, "", true), ["Cook"]);
    assert!(list(&world, "", false).is_empty());
    let failure = world.fail(SelectJob {
        job_id: Some(job.job_id),
    });
    assert_eq!(failure.kind, FailureKind::Invalid);
    // A job may have the text of its template.
    assert!(matches!(
        world.get(save_job("Cook", "Soup")),
        Saved::Saved(_)
    ));
    let stats = world.stats();
    assert_eq!((stats.jobs, stats.templates), (1, 1));
}

#[test]
fn the_current_job_is_remembered_until_it_is_deleted() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    world.get(SelectJob {
        job_id: Some(job.job_id.clone()),
    });
    let reload = World::tab(&world.storage, 1);
    let open = reload.get(Open { build: "1".into() });
    assert_eq!(open.current_job.unwrap().job_id, job.job_id);
    world.get(SelectJob { job_id: None });
    assert_eq!(world.get(CurrentJob {}), None);
    world.get(SelectJob {
        job_id: Some(job.job_id.clone()),
    });
    world.get(DeleteJob {
        job_id: job.job_id.clone(),
    });
    assert_eq!(world.get(CurrentJob {}), None);
    assert_eq!(
        world
            .fail(SelectJob {
                job_id: Some(job.job_id)
            })
            .kind,
        FailureKind::NotFound
    );
    assert_whole(&world.storage);
}

#[test]
fn deleting_a_job_says_and_takes_what_goes_with_it() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let other = world.job("Baker", "Bread");
    let text = world.job_text(&job);
    let stored = world.resume_for(&text, "Ann\nsoup", 80.0);
    let kept = world.resume_for(&world.job_text(&other), "Ann\nsoup", 20.0);
    assert!(kept.already_here);
    world.rate(&stored.analysis.unwrap().analysis_id, 5);
    world.rate(&kept.analysis.unwrap().analysis_id, 1);
    wait(world.store("Bob", &crate::world::unreadable("Bob", Some(&text)))).unwrap();

    let expected = Deletion {
        jobs: 1,
        resumes: 0,
        analyses: 1,
        feedback: 1,
        ..Deletion::default()
    };
    let call = PreviewJobDeletion {
        job_id: job.job_id.clone(),
    };
    assert_eq!(world.get(call.clone()), expected);
    let done = world.get(DeleteJob {
        job_id: job.job_id.clone(),
    });
    assert_eq!(done, expected);
    assert_whole(&world.storage);
    let stats = world.stats();
    assert_eq!((stats.jobs, stats.resumes), (1, 2));
    assert_eq!((stats.analyses, stats.feedback), (1, 1));
    assert_eq!(world.fail(call).kind, FailureKind::NotFound);
    let again = world.fail(DeleteJob { job_id: job.job_id });
    assert_eq!(again.kind, FailureKind::NotFound);
}

#[test]
fn a_list_is_read_in_windows_and_its_total_is_that_of_the_whole() {
    let world = World::new();
    for number in 0..7 {
        world.job(&format!("Role {number}"), &format!("Text {number}"));
    }
    let page = |query: &str, offset, limit| {
        let listing = world.get(ListJobs {
            query: query.into(),
            templates: false,
            window: Window { offset, limit },
        });
        let rows = listing.rows.into_iter().map(|row| row.role_name);
        (rows.collect::<Vec<_>>(), listing.total)
    };
    let roles =
        |numbers: &[u8]| -> Vec<String> { numbers.iter().map(|n| format!("Role {n}")).collect() };
    for query in ["", "text"] {
        assert_eq!(page(query, 0, 3), (roles(&[6, 5, 4]), 7));
        assert_eq!(page(query, 5, 3), (roles(&[1, 0]), 7));
        assert_eq!(page(query, 9, 3), (roles(&[]), 7));
        assert_eq!(page(query, 0, 0), (roles(&[]), 7));
    }
}
