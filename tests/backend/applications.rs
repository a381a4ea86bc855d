use shortlist::messages::*;
use shortlist::records::{ApplicationId, ApplicationStatus, Day, JobId, ResumeId};

use crate::world::{World, assert_whole, save_job};

fn day(text: &str) -> Day {
    Day::new(text).unwrap()
}

fn draft(company: &str, job: &str) -> ApplicationDraft {
    ApplicationDraft {
        company: company.into(),
        job: job.into(),
        ..ApplicationDraft::default()
    }
}

fn save(draft: ApplicationDraft) -> SaveApplication {
    SaveApplication {
        id: None,
        draft,
        even_if_same: false,
    }
}

fn saved(world: &World, call: SaveApplication) -> ApplicationRow {
    match world.get(call) {
        SavedApplication::Saved(row) => *row,
        SavedApplication::Same(rows) => panic!("{rows:?} are the same"),
    }
}

fn list(world: &World, filter: ApplicationFilter) -> Vec<String> {
    let listing = world.get(ListApplications {
        filter,
        window: Window::default(),
    });
    assert_eq!(listing.total, listing.rows.len() as u64);
    listing
        .rows
        .into_iter()
        .map(|row| row.application.company)
        .collect()
}

#[test]
fn an_application_keeps_the_day_of_each_status() {
    let world = World::new();
    let first = saved(
        &world,
        save(ApplicationDraft {
            status: ApplicationStatus::Saved,
            ..draft(" Acme\nLtd ", "Cook")
        }),
    )
    .application;
    assert_eq!(first.company, "Acme Ltd");
    assert_eq!(first.id.as_str().len(), 12);
    assert_eq!(first.date_applied, None, "it was not sent");

    let change = |status, on: Option<&str>| {
        let row = saved(
            &world,
            SaveApplication {
                id: Some(first.id.clone()),
                draft: ApplicationDraft {
                    status,
                    status_on: on.map(day),
                    date_applied: None,
                    ..draft("Acme Ltd", "Cook")
                },
                even_if_same: false,
            },
        );
        row.application
    };
    let applied = change(ApplicationStatus::Applied, None);
    assert_eq!(applied.date_applied, Some(day("2026-11-18")), "today");
    assert_eq!(applied.created_at, first.created_at);
    assert!(applied.updated_at > first.updated_at);
    let offered = change(ApplicationStatus::Offer, Some("2026-12-01"));
    let days: Vec<_> = offered
        .changes
        .iter()
        .map(|c| (c.status.name(), c.on.as_str()))
        .collect();
    assert_eq!(
        days,
        [
            ("saved", "2026-11-18"),
            ("applied", "2026-11-18"),
            ("offer", "2026-12-01")
        ]
    );
    let corrected = change(ApplicationStatus::Offer, Some("2026-12-02"));
    assert_eq!(corrected.changes.len(), 3);
    assert_eq!(corrected.changes[2].on, day("2026-12-02"));
    let untouched = change(ApplicationStatus::Offer, None);
    assert_eq!(untouched.changes, corrected.changes);
}

#[test]
fn what_was_sent_on_a_known_day_was_applied_for_then() {
    let world = World::new();
    let row = saved(
        &world,
        save(ApplicationDraft {
            date_applied: Some(day("2026-10-02")),
            ..draft("Acme", "Cook")
        }),
    );
    assert_eq!(row.application.changes[0].on, day("2026-10-02"));
}

#[test]
fn the_same_company_and_role_are_found_before_they_are_saved_twice() {
    let world = World::new();
    let first = saved(&world, save(draft("Müller & Söhne GmbH", "Data Engineer")));
    let twin = draft("  MULLER & SOHNE ", "data-engineer");
    let SavedApplication::Same(same) = world.get(save(twin.clone())) else {
        panic!("it was saved twice");
    };
    assert_eq!(same, std::slice::from_ref(&first));
    let check = |company: &str, job: &str, except: Option<ApplicationId>| {
        let call = CheckApplication {
            company: company.into(),
            job: job.into(),
            except,
        };
        world.get(call).len()
    };
    assert_eq!(check("müller & söhne", "Data Engineer", None), 1);
    assert_eq!(
        check(
            "müller & söhne",
            "Data Engineer",
            Some(first.application.id.clone())
        ),
        0
    );
    assert_eq!(check("Müller", "Data Engineer", None), 0);
    assert_eq!(check("Co", "C++", None), 0, "no name is left empty");
    saved(
        &world,
        SaveApplication {
            even_if_same: true,
            ..save(twin)
        },
    );
    assert_eq!(check("müller & söhne", "Data Engineer", None), 2);
    // Changing one of two that are the same asks no more.
    saved(
        &world,
        SaveApplication {
            id: Some(first.application.id),
            draft: ApplicationDraft {
                notes: "Called.".into(),
                ..draft("Müller & Söhne", "Data Engineer")
            },
            even_if_same: false,
        },
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let world = World::new();
    let fields = [
        ("company", draft(" ", "Cook")),
        ("job", draft("Acme", "\u{202E}")),
        ("company", draft(&"x".repeat(501), "Cook")),
        (
            "notes",
            ApplicationDraft {
                notes: "x".repeat(100_001),
                ..draft("Acme", "Cook")
            },
        ),
    ];
    for (field, draft) in fields {
        let failure = world.fail(save(draft));
        assert_eq!(failure.field.as_deref(), Some(field), "{failure}");
    }
    for draft in [
        ApplicationDraft {
            job_id: Some(JobId::new("00000000").unwrap()),
            ..draft("Acme", "Cook")
        },
        ApplicationDraft {
            resume_id: Some(ResumeId::new("resume_0").unwrap()),
            ..draft("Acme", "Cook")
        },
    ] {
        assert_eq!(world.fail(save(draft)).kind, FailureKind::NotFound);
    }
    let unknown = ApplicationId::new("000").unwrap();
    let call = SaveApplication {
        id: Some(unknown.clone()),
        ..save(draft("Acme", "Cook"))
    };
    assert_eq!(world.fail(call).kind, FailureKind::NotFound);
    let call = DeleteApplication { id: unknown };
    assert_eq!(world.fail(call).kind, FailureKind::NotFound);
    assert!(world.storage.dump("applications").is_empty());
}

#[test]
fn an_application_for_a_job_outlives_it() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let resume = world.resume("Ann").resume.resume;
    let call = ApplyToJob {
        job_id: job.job_id.clone(),
        resume_id: Some(resume.resume_id.clone()),
        status: ApplicationStatus::Applied,
        even_if_same: false,
    };
    let SavedApplication::Saved(row) = world.get(call.clone()) else {
        panic!()
    };
    assert_eq!(row.application.company, "Acme");
    assert_eq!(row.application.job, "Cook");
    assert_eq!(row.candidate_name.as_deref(), Some("Ann"));
    assert!(matches!(world.get(call), SavedApplication::Same(rows) if rows.len() == 1));
    assert_whole(&world.storage);

    let preview = world.get(PreviewJobDeletion {
        job_id: job.job_id.clone(),
    });
    assert_eq!((preview.jobs, preview.unlinked), (1, 1));
    assert_eq!(world.get(DeleteJob { job_id: job.job_id }), preview);
    let left = world.get(GetApplication {
        id: row.application.id.clone(),
    });
    assert_eq!(left.application.job_id, None);
    assert_eq!(left.application.resume_id, Some(resume.resume_id.clone()));
    let call = PreviewResumeDeletion {
        resume_id: resume.resume_id.clone(),
    };
    let preview = world.get(call);
    let removed = world.get(DeleteResume {
        resume_id: resume.resume_id,
    });
    assert_eq!((removed.resumes, removed.unlinked), (1, 1));
    assert_eq!(removed, preview);
    assert_whole(&world.storage);
    let call = DeleteApplication {
        id: row.application.id,
    };
    assert_eq!(world.get(call).applications, 1);
}

#[test]
fn the_sample_leaves_applications_without_both_links() {
    let world = World::new();
    let Saved::Saved(job) = world.get(SaveJob {
        is_sample: true,
        ..save_job("Cook", "Soup")
    }) else {
        panic!()
    };
    let call = StoreResume {
        name: "Ann.txt".into(),
        is_sample: true,
    };
    let reading = serde_json::to_vec(&crate::world::reading("Ann")).unwrap();
    let stored = crate::world::wait(world.ask_with(call, vec!["Ann".into(), reading]));
    world.get(ApplyToJob {
        job_id: job.job_id,
        resume_id: Some(stored.unwrap().0.resume.resume.resume_id),
        status: ApplicationStatus::Saved,
        even_if_same: false,
    });
    let removed = world.get(RemoveSample {});
    assert_eq!((removed.jobs, removed.resumes, removed.unlinked), (1, 1, 1));
    assert_whole(&world.storage);
}

#[test]
fn applications_are_listed_filtered_and_counted() {
    let world = World::new();
    let add = |company: &str, portal: &str, on: &str, statuses: &[ApplicationStatus]| {
        let mut id = None;
        for status in statuses {
            let row = saved(
                &world,
                SaveApplication {
                    id,
                    draft: ApplicationDraft {
                        portal: portal.into(),
                        date_applied: (*status != ApplicationStatus::Saved).then(|| day(on)),
                        status: *status,
                        ..draft(company, "Cook")
                    },
                    even_if_same: false,
                },
            );
            id = Some(row.application.id);
        }
    };
    use ApplicationStatus::{Applied, Interviewing, Offer, Rejected, Saved as Noted, Withdrawn};
    add("Acme", "LinkedIn", "2026-09-30", &[Applied, Rejected]);
    add("Bolt", "linkedin", "2026-10-01", &[Applied]);
    add(
        "Crème",
        "",
        "2026-10-31",
        &[Applied, Interviewing, Withdrawn],
    );
    add(
        "Dot",
        "Indeed",
        "2026-11-02",
        &[Applied, Interviewing, Offer],
    );
    add("Echo", "", "", &[Noted]);

    let by = |filter| list(&world, filter);
    let base = ApplicationFilter::default;
    assert_eq!(by(base()), ["Echo", "Dot", "Crème", "Bolt", "Acme"]);
    assert_eq!(world.stats().applications, 5);
    let query = |text: &str| ApplicationFilter {
        query: text.into(),
        ..base()
    };
    assert_eq!(by(query("creme cook")), ["Crème"]);
    assert!(by(query("creme baker")).is_empty());
    let portal = ApplicationFilter {
        portal: "LINKEDIN ".into(),
        ..base()
    };
    assert_eq!(by(portal), ["Bolt", "Acme"]);
    let status = ApplicationFilter {
        status: Some(Offer),
        ..base()
    };
    assert_eq!(by(status), ["Dot"]);
    let october = ApplicationFilter {
        from: Some(day("2026-10-01")),
        to: Some(day("2026-10-31")),
        ..base()
    };
    assert_eq!(by(october.clone()), ["Crème", "Bolt"]);
    let page = world.get(ListApplications {
        filter: october,
        window: Window {
            offset: 1,
            limit: 1,
        },
    });
    assert_eq!((page.total, page.rows.len()), (2, 1));

    let numbers = world.get(ApplicationStatistics { filter: base() });
    assert_eq!(numbers.total, 5);
    assert_eq!((numbers.sent, numbers.answered), (4, 3));
    assert_eq!(numbers.response_rate, Some(75.0));
    let counts = |list: &[NamedCount]| {
        let pairs = list.iter().map(|one| (one.name.clone(), one.count));
        pairs.filter(|(_, count)| *count > 0).collect::<Vec<_>>()
    };
    let own = |list: &[(&str, u64)]| {
        let pairs = list
            .iter()
            .map(|(name, count)| ((*name).to_owned(), *count));
        pairs.collect::<Vec<_>>()
    };
    assert_eq!(numbers.by_status.len(), 6);
    assert_eq!(
        counts(&numbers.by_status),
        own(&[
            ("saved", 1),
            ("applied", 1),
            ("offer", 1),
            ("rejected", 1),
            ("withdrawn", 1)
        ])
    );
    assert_eq!(
        counts(&numbers.by_month),
        own(&[("2026-09", 1), ("2026-10", 2), ("2026-11", 2)])
    );
    let portals = counts(&numbers.by_portal);
    assert_eq!(portals.len(), 3);
    assert_eq!((portals[0].1, portals[1].1), (2, 2));
    let nothing = World::new().get(ApplicationStatistics { filter: base() });
    assert_eq!((nothing.total, nothing.response_rate), (0, None));
}

#[test]
fn one_that_cannot_be_read_is_set_aside() {
    let world = World::new();
    saved(&world, save(draft("Acme", "Cook")));
    let mut batch = shortlist::storage::Batch::new();
    let broken = shortlist::storage::Value::Text("{".into());
    let broken =
        shortlist::storage::Entry::new("broken", broken).under("list", [(-20_261_118).into()]);
    batch.put("applications", broken);
    use shortlist::storage::Storage;
    crate::world::wait(world.storage.commit(&batch)).unwrap();
    let listing = world.get(ListApplications {
        filter: ApplicationFilter::default(),
        window: Window::default(),
    });
    assert_eq!(listing.rows.len(), 1);
    assert_eq!(world.get(ListRefused {})[0].store, "applications");
}
