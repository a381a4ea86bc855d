use futures_util::future::join_all;
use shortlist::messages::*;
use shortlist::records::{AnalysisId, JobId};

use crate::world::{World, assert_whole, save_job, scored, wait};

fn names(listing: &Listing<AnalysisRow>) -> Vec<String> {
    let name = |row: &AnalysisRow| row.candidate_name.clone().unwrap();
    listing.rows.iter().map(name).collect()
}

fn list(world: &World, filter: AnalysisFilter) -> Listing<AnalysisRow> {
    world.get(ListAnalyses {
        filter,
        window: Window::default(),
    })
}

#[test]
fn the_ranking_goes_by_score_then_name() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    for (name, score) in [
        ("Cara", 50.0),
        ("ann", 50.0),
        ("Bob", 100.0),
        ("Dan", 0.0),
        ("Eve", 9.5),
    ] {
        world.resume_for(&text, name, score);
    }
    let ranked = world.ranked(&job.job_id);
    assert_eq!(names(&ranked), ["Bob", "ann", "Cara", "Eve", "Dan"]);
    assert_eq!(ranked.total, 5);
    let page = world.get(ListAnalyses {
        filter: AnalysisFilter {
            job_id: Some(job.job_id),
            order: AnalysisOrder::Rank,
            ..AnalysisFilter::default()
        },
        window: Window {
            offset: 1,
            limit: 2,
        },
    });
    assert_eq!(
        (names(&page), page.total),
        (vec!["ann".into(), "Cara".into()], 5)
    );
}

#[test]
fn of_each_resume_only_the_newest_analysis_is_ranked() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let before = world.job_text(&job);
    let first = world.resume_for(&before, "Ann", 90.0).analysis.unwrap();
    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Cook", "Soup and bread")
    });
    let after = world.job_text(&job);
    let second = world.resume_for(&after, "Ann", 30.0).analysis.unwrap();
    assert_ne!(first.analysis_id, second.analysis_id);

    let ranked = world.ranked(&job.job_id);
    assert_eq!(ranked.total, 1);
    assert_eq!(ranked.rows[0].analysis_id, second.analysis_id);
    let history = list(
        &world,
        AnalysisFilter {
            job_id: Some(job.job_id.clone()),
            ..AnalysisFilter::default()
        },
    );
    assert_eq!(history.total, 2);

    // Each keeps the text it was made from.
    let view = |id: &AnalysisId| {
        world.get(GetAnalysis {
            analysis_id: id.clone(),
        })
    };
    let (old, new) = (view(&first.analysis_id), view(&second.analysis_id));
    assert_eq!(old.analysis.job_description, "Soup");
    assert!(old.job_changed);
    assert_eq!(new.analysis.job_description, "Soup and bread");
    assert!(!new.job_changed);
    assert_eq!(new.document.unwrap().lines[0].text, "Ann");

    // When the newest goes, the one before counts again.
    world.get(DeleteAnalysis {
        analysis_id: second.analysis_id,
    });
    assert_eq!(
        world.ranked(&job.job_id).rows[0].analysis_id,
        first.analysis_id
    );
    assert_whole(&world.storage);
    world.get(DeleteAnalysis {
        analysis_id: first.analysis_id.clone(),
    });
    assert_eq!(world.ranked(&job.job_id).total, 0);
    assert_whole(&world.storage);
    let gone = world.fail(GetAnalysis {
        analysis_id: first.analysis_id,
    });
    assert_eq!(gone.kind, FailureKind::NotFound);
}

#[test]
fn deleting_an_older_analysis_leaves_the_ranking_alone() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let first = world
        .resume_for(&world.job_text(&job), "Ann", 90.0)
        .analysis
        .unwrap();
    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Cook", "Bread")
    });
    let second = world
        .resume_for(&world.job_text(&job), "Ann", 30.0)
        .analysis
        .unwrap();
    world.rate(&first.analysis_id, 2);
    let removed = world.get(DeleteAnalysis {
        analysis_id: first.analysis_id,
    });
    assert_eq!((removed.analyses, removed.feedback), (1, 1));
    assert_eq!(
        world.ranked(&job.job_id).rows[0].analysis_id,
        second.analysis_id
    );
    assert_whole(&world.storage);
}

#[test]
fn the_same_inputs_make_one_analysis() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    let first = world.resume_for(&text, "Ann", 50.0).analysis.unwrap();
    let again = world.resume_for(&text, "Ann", 50.0).analysis.unwrap();
    assert_eq!(first, again);
    assert_eq!(world.stats().analyses, 1);
    // Another company's name changes nothing that is scored; another role does.
    let mut renamed = text.clone();
    renamed.company_name = "Other".into();
    world.resume_for(&renamed, "Ann", 50.0);
    assert_eq!(world.stats().analyses, 1);
    renamed.role_name = "Chef".into();
    world.resume_for(&renamed, "Ann", 55.0);
    assert_eq!(world.stats().analyses, 2);
}

#[test]
fn a_text_that_comes_back_is_scored_anew_and_counts() {
    // A, then B, then A again: the analysis of the first A is equal, but no longer the newest.
    let world = World::new();
    let job = world.job("Cook", "A");
    let a = world.job_text(&job);
    world.resume_for(&a, "Ann", 10.0);
    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Cook", "B")
    });
    world.resume_for(&world.job_text(&job), "Ann", 20.0);
    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Cook", "A")
    });
    let third = world.resume_for(&a, "Ann", 10.0).analysis.unwrap();
    assert_eq!(
        world.ranked(&job.job_id).rows[0].analysis_id,
        third.analysis_id
    );
    assert_eq!(world.stats().analyses, 3);
    assert_whole(&world.storage);
}

#[test]
fn two_tabs_that_analyse_at_once_leave_one_that_counts() {
    let one = World::new();
    let two = World::tab(&one.storage, 2);
    let job = one.job("Cook", "Requirements\n- Python");
    let resume_id = one.resume("Ann\nPython").resume.resume.resume_id;
    let call = Analyse {
        job_id: job.job_id.clone(),
        resume_id,
    };
    let rows = wait(join_all([
        one.ask(call.clone()),
        two.ask(call.clone()),
        one.ask(call),
    ]));
    let rows: Vec<AnalysisRow> = rows.into_iter().map(Result::unwrap).collect();
    assert!(
        rows.iter()
            .all(|row| row.analysis_id == rows[0].analysis_id)
    );
    assert_eq!(one.ranked(&job.job_id).total, 1);
    assert_whole(&one.storage);
}

#[test]
fn deleting_and_analysing_at_once_leaves_nothing_half() {
    let world = World::new();
    let other = World::tab(&world.storage, 2);
    let job = world.job("Cook", "Requirements\n- Python");
    let resume_id = world.resume("Ann\nPython").resume.resume.resume_id;
    let text = world.job_text(&job);
    let reading = scored("Bob", &text, 10.0);
    let analyse = world.ask(Analyse {
        job_id: job.job_id.clone(),
        resume_id: resume_id.clone(),
    });
    let store = world.store("Bob", &reading);
    let delete = other.ask(DeleteResume { resume_id });
    let job_gone = other.ask(DeleteJob {
        job_id: job.job_id.clone(),
    });
    let (analysed, stored, deleted, gone) = wait(futures_util::future::join4(
        analyse, store, delete, job_gone,
    ));
    assert!(deleted.is_ok() && gone.is_ok() && stored.is_ok());
    if let Err(failure) = analysed {
        assert_eq!(failure.kind, FailureKind::NotFound);
    }
    assert_whole(&world.storage);
    assert_eq!(world.stats().analyses, 0);
}

#[test]
fn analysing_needs_a_job_and_a_resume() {
    let world = World::new();
    let template = world.get(SaveJob {
        is_template: true,
        ..save_job("Cook", "Soup")
    });
    let Saved::Saved(template) = template else {
        panic!()
    };
    let resume_id = world.resume("Ann").resume.resume.resume_id;
    let failure = world.fail(Analyse {
        job_id: template.job_id,
        resume_id: resume_id.clone(),
    });
    assert_eq!(failure.kind, FailureKind::Invalid);
    let failure = world.fail(Analyse {
        job_id: JobId::new("00000000").unwrap(),
        resume_id,
    });
    assert_eq!(failure.kind, FailureKind::NotFound);
    let failure = world.fail(ListAnalyses {
        filter: AnalysisFilter {
            order: AnalysisOrder::Rank,
            ..AnalysisFilter::default()
        },
        window: Window::default(),
    });
    assert_eq!(failure.field.as_deref(), Some("job_id"));
}

#[test]
fn the_history_is_filtered_by_job_candidate_and_day() {
    let world = World::new();
    let (cook, baker) = (world.job("Cook", "Soup"), world.job("Baker", "Bread"));
    let (cook_text, baker_text) = (world.job_text(&cook), world.job_text(&baker));
    let ann = world.resume_for(&cook_text, "Ann Müller", 10.0);
    world.resume_for(&cook_text, "Bob", 20.0);
    world.resume_for(&baker_text, "Ann Müller", 30.0);
    let resume_id = Some(ann.resume.resume.resume_id);
    let job_id = Some(cook.job_id);
    for order in [AnalysisOrder::Newest, AnalysisOrder::Rank] {
        let base = AnalysisFilter {
            job_id: job_id.clone(),
            order,
            ..AnalysisFilter::default()
        };
        let found = list(
            &world,
            AnalysisFilter {
                candidate: "muller".into(),
                ..base.clone()
            },
        );
        assert_eq!((names(&found), found.total), (vec!["Ann Müller".into()], 1));
        let found = list(
            &world,
            AnalysisFilter {
                resume_id: resume_id.clone(),
                ..base.clone()
            },
        );
        assert_eq!(found.total, 1);
        for (from, to, total) in [
            ("2026-11-18", "2026-11-18", 2),
            ("2026-11-18", "", 2),
            ("", "2026-11-17", 0),
            ("2026-11-19", "", 0),
        ] {
            let found = list(
                &world,
                AnalysisFilter {
                    from: from.into(),
                    to: to.into(),
                    ..base.clone()
                },
            );
            assert_eq!(found.total, total, "{from} to {to}, {order:?}");
        }
    }
    let all = list(&world, AnalysisFilter::default());
    assert_eq!(names(&all), ["Ann Müller", "Bob", "Ann Müller"]);
    let found = list(
        &world,
        AnalysisFilter {
            resume_id,
            ..AnalysisFilter::default()
        },
    );
    assert_eq!(found.total, 2);
    let found = list(
        &world,
        AnalysisFilter {
            candidate: "cook".into(),
            ..AnalysisFilter::default()
        },
    );
    assert_eq!(found.total, 0, "a role is no candidate");
    let failure = world.fail(ListAnalyses {
        filter: AnalysisFilter {
            from: "18.11.2026".into(),
            ..AnalysisFilter::default()
        },
        window: Window::default(),
    });
    assert_eq!(failure.field.as_deref(), Some("from"));
}

#[test]
fn feedback_is_counted_and_the_newest_rating_of_the_whole_shown() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let stored = world.resume_for(&world.job_text(&job), "Ann", 10.0);
    let id = stored.analysis.unwrap().analysis_id;
    world.rate(&id, 2);
    world.rate(&id, 4);
    world.get(SaveFeedback {
        analysis_id: Some(id.clone()),
        item_type: shortlist::records::ItemType::Strength,
        ..crate::world::feedback(1)
    });
    let row = &world.ranked(&job.job_id).rows[0];
    assert_eq!((row.feedback_count, row.rating), (3, Some(4)));
    let view = world.get(GetAnalysis { analysis_id: id });
    assert_eq!(view.feedback.len(), 3);
    assert_eq!(view.job.unwrap().analysis_count, 1);
}
