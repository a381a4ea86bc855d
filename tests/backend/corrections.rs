//! A person's corrections of a job, and its analyses made anew by them.

use shortlist::messages::*;
use shortlist::records::{Analysis, Corrections, Importance, JobId, Weights};

use crate::features::ANN;
use crate::world::{World, assert_whole, read, save_job, unreadable, wait};

const AD: &str =
    "Requirements\n- Python\n- SQL\n- 3 years of experience\n\nNice to have\n- Docker\n";

fn correct(world: &World, job_id: &JobId, corrections: &Corrections) -> JobView {
    world.get(CorrectJob {
        job_id: job_id.clone(),
        corrections: corrections.clone(),
    })
}

/// Makes all analyses of a job anew, so many a call; how many were, and in how many calls.
fn rescore(world: &World, job_id: &JobId, limit: u64) -> (u64, u64) {
    let (mut remade, mut seen, mut calls, mut after) = (0, 0, 0, None);
    loop {
        let rescored = world.get(Rescore {
            job_id: job_id.clone(),
            after,
            limit,
        });
        calls += 1;
        remade += rescored.remade;
        seen += rescored.seen;
        after = rescored.next;
        if after.is_none() {
            assert_eq!(seen, rescored.total);
            return (remade, calls);
        }
    }
}

fn view(world: &World, row: &AnalysisRow) -> AnalysisView {
    world.get(GetAnalysis {
        analysis_id: row.analysis_id.clone(),
    })
}

#[test]
fn the_analysis_follows_a_correction_and_one_with_feedback_stays() {
    let world = World::new();
    let row = world.job("Data Engineer", AD);
    let job = world.job_text(&row);
    let old = wait(world.store(ANN, &read(ANN, Some(&job)))).unwrap();
    let old = old.analysis.unwrap();
    world.rate(&old.analysis_id, 2);
    let corrections = Corrections {
        added: vec!["  Kubernetes ".into(), "Kubernetes".into(), " ".into()],
        removed: vec!["skill:sql".into()],
        required: vec!["skill:docker".into()],
        preferred: vec!["skill:python".into()],
        weights: Some(Weights {
            skill: 1.0,
            experience: 1.0,
            education: 0.0,
        }),
    };
    let corrected = correct(&world, &job.job_id, &corrections);
    let importance = |name: &str| {
        let all = corrected.requirements.iter();
        all.clone().find(|r| r.name == name).map(|r| r.importance)
    };
    assert_eq!(importance("Docker"), Some(Importance::Required));
    assert_eq!(importance("Python"), Some(Importance::Preferred));
    assert_eq!(importance("Kubernetes"), Some(Importance::Required));
    assert_eq!(importance("SQL"), None);
    let removed: Vec<&str> = corrected.removed.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(removed, ["SQL"]);
    assert_eq!(corrected.weights.experience, 1.0);
    assert_eq!(corrected.job.corrections.added, ["Kubernetes"]);
    assert_eq!((corrected.analysis_count, corrected.outdated_count), (1, 1));

    // Nothing is made anew before it is asked for.
    assert!(view(&world, &old).job_changed);
    assert_eq!(
        world.ranked(&job.job_id).rows[0].analysis_id,
        old.analysis_id
    );
    assert_eq!(rescore(&world, &job.job_id, 10), (1, 1));
    let new = world.ranked(&job.job_id).rows.remove(0);
    assert_ne!(new.analysis_id, old.analysis_id);
    assert_ne!(new.overall_score, old.overall_score);
    let new = view(&world, &new);
    assert!(!new.job_changed);
    assert_eq!(new.analysis.corrections, corrected.job.corrections);
    assert_eq!(new.analysis.engine_version, Analysis::ENGINE_VERSION);
    let old = view(&world, &old);
    assert!(old.analysis.corrections.is_empty());
    assert_eq!(old.feedback.len(), 1);
    assert_eq!(world.stats().analyses, 2);
    assert_whole(&world.storage);

    let now = GetJob {
        job_id: job.job_id.clone(),
    };
    let now = world.get(now);
    assert_eq!((now.analysis_count, now.outdated_count), (2, 0));

    // A second time there is nothing to do; taking the corrections back is a change again.
    assert_eq!(rescore(&world, &job.job_id, 10), (0, 1));
    correct(&world, &job.job_id, &Corrections::default());
    assert_eq!(rescore(&world, &job.job_id, 10), (1, 1));
    let back = world.ranked(&job.job_id).rows.remove(0);
    let first = old.analysis.analysis_result;
    assert_eq!(back.overall_score.to_bits(), first.overall_score.to_bits());
    // It took the place of the one that nobody had said anything about.
    assert_eq!(back.analysis_id, new.analysis.analysis_id);
    assert_eq!(world.stats().analyses, 2);
    assert_whole(&world.storage);
}

#[test]
fn many_are_made_anew_some_at_a_time() {
    let world = World::new();
    let row = world.job("Data Engineer", AD);
    let job = world.job_text(&row);
    for number in 0..7 {
        world.resume_for(&job, &format!("Ann {number}\nPython"), f64::from(number));
    }
    let other = world.job("Cook", "Requirements\n- Cooking");
    world.resume_for(&world.job_text(&other), "Ann 3\nPython", 9.0);
    let mut before: Vec<_> = world
        .ranked(&job.job_id)
        .rows
        .into_iter()
        .map(|row| row.analysis_id)
        .collect();
    before.sort();
    let corrections = Corrections {
        added: vec!["Rust".into()],
        ..Corrections::default()
    };
    correct(&world, &job.job_id, &corrections);
    // Stopped after the first window and begun again: nothing is made twice.
    let first = world.get(Rescore {
        job_id: job.job_id.clone(),
        after: None,
        limit: 3,
    });
    assert_eq!((first.seen, first.remade, first.total), (3, 3, 7));
    assert_eq!(rescore(&world, &job.job_id, 3), (4, 3));
    assert_eq!(world.ranked(&job.job_id).total, 7);
    let ids = |listing: Listing<AnalysisRow>| {
        let mut ids: Vec<_> = listing
            .rows
            .into_iter()
            .map(|row| row.analysis_id)
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(world.ranked(&job.job_id)), before);
    assert_eq!(world.stats().analyses, 7 + 1);
    assert_eq!(world.ranked(&other.job_id).rows[0].overall_score, 9.0);
    assert_whole(&world.storage);
}

#[test]
fn a_resume_without_text_keeps_its_analysis() {
    let world = World::new();
    let row = world.job("Data Engineer", AD);
    let job = world.job_text(&row);
    // Brought in with an analysis, but its file gives no text here.
    let mut reading = crate::world::scored("scan", &job, 40.0);
    reading.state = unreadable("scan", None).state;
    let kept = wait(world.store("scan", &reading)).unwrap();
    let rescored = world.get(Rescore {
        job_id: job.job_id.clone(),
        after: None,
        limit: 9,
    });
    assert_eq!(
        (rescored.remade, rescored.unread),
        (0, 0),
        "it is as it was"
    );
    let weights = Weights {
        skill: 1.0,
        ..Weights::default()
    };
    let corrections = Corrections {
        weights: Some(weights),
        ..Corrections::default()
    };
    correct(&world, &job.job_id, &corrections);
    let rescored = world.get(Rescore {
        job_id: job.job_id.clone(),
        after: None,
        limit: 9,
    });
    assert_eq!((rescored.remade, rescored.unread), (0, 1));
    let ranked = world.ranked(&job.job_id);
    assert_eq!(
        ranked.rows[0].analysis_id,
        kept.analysis.unwrap().analysis_id
    );
}

#[test]
fn the_usual_weights_are_no_correction() {
    let world = World::new();
    let job = world.job("Data Engineer", AD);
    let corrections = Corrections {
        weights: Some(Weights::default()),
        ..Corrections::default()
    };
    let view = correct(&world, &job.job_id, &corrections);
    assert!(view.job.corrections.is_empty());
    assert_eq!(view.job.updated_at, job.updated_at, "nothing was written");
}

#[test]
fn corrections_that_do_not_fit_name_their_field() {
    let world = World::new();
    let job = world.job("Data Engineer", AD);
    let fail = |corrections| {
        let failure = world.fail(CorrectJob {
            job_id: job.job_id.clone(),
            corrections,
        });
        assert_eq!(failure.kind, FailureKind::Invalid);
        (failure.field.unwrap(), failure.message)
    };
    let weights = |skill, experience, education| Corrections {
        weights: Some(Weights {
            skill,
            experience,
            education,
        }),
        ..Corrections::default()
    };
    let (field, message) = fail(weights(1.0, -0.5, 1.0));
    assert_eq!(field, "corrections.weights.experience");
    assert!(message.contains("-0.5"), "{message}");
    assert_eq!(fail(weights(1e9, 1.0, 1.0)).0, "corrections.weights.skill");
    assert_eq!(fail(weights(0.0, 0.0, 0.0)).0, "corrections.weights");
    let both = Corrections {
        required: vec!["skill:sql".into()],
        preferred: vec!["skill:sql".into()],
        ..Corrections::default()
    };
    assert_eq!(fail(both).0, "corrections.preferred");
    let long = Corrections {
        added: vec!["x".repeat(501)],
        ..Corrections::default()
    };
    assert_eq!(fail(long).0, "corrections.added");
    let many = Corrections {
        removed: vec!["skill:sql".into(); 501],
        ..Corrections::default()
    };
    assert_eq!(fail(many).0, "corrections.removed");
    let unknown = world.fail(CorrectJob {
        job_id: JobId::new("ffffffff").unwrap(),
        corrections: Corrections::default(),
    });
    assert_eq!(unknown.kind, FailureKind::NotFound);
    let template = world.get(SaveJob {
        is_template: true,
        ..save_job("Baker", "Bread")
    });
    let Saved::Saved(template) = template else {
        panic!()
    };
    let failure = world.fail(Rescore {
        job_id: template.job_id,
        after: None,
        limit: 1,
    });
    assert_eq!(failure.field.as_deref(), Some("job_id"));
}
