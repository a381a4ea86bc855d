//! Comparison: many résumés, many jobs, from features alone.

use shortlist::backend::lent;
use shortlist::backend::ready_jobs::ReadyJobs;
use shortlist::messages::*;
use shortlist::records::{JobId, ResumeId};
use shortlist::storage::{Batch, Storage, stores};

use crate::features::ANN;
use crate::world::{World, read, save_job, unreadable, vectors, wait};

const BOB: &str =
    "Bob Sample\nbob@example.org\n\nExperience\nCook, Inn, 2020 - 2024\nSoup and bread\n";

struct Pile {
    world: World,
    jobs: Vec<JobId>,
    resumes: Vec<ResumeId>,
}

fn pile() -> Pile {
    let world = World::new();
    let jobs = [
        (
            "Data Engineer",
            "Requirements\n- Python\n- SQL\n- 3 years of experience",
        ),
        ("Cook", "Requirements\n- Cooking"),
    ];
    let jobs = jobs.map(|(role, text)| world.job(role, text).job_id);
    let resumes = [ANN, BOB].map(|text| {
        let stored = wait(world.store(text, &read(text, None))).unwrap();
        stored.resume.resume.resume_id
    });
    Pile {
        world,
        jobs: jobs.into(),
        resumes: resumes.into(),
    }
}

fn compare(pile: &Pile, resume_ids: &[ResumeId]) -> Comparison {
    pile.world.get(Compare {
        job_ids: pile.jobs.clone(),
        resume_ids: resume_ids.into(),
        window: Window::default(),
    })
}

#[test]
fn nothing_need_be_analysed_to_be_compared() {
    let pile = pile();
    let all = compare(&pile, &[]);
    assert_eq!(all.resumes.total, 2);
    let names: Vec<_> = all.resumes.rows.iter().map(|r| &r.candidate_name).collect();
    assert_eq!(
        names,
        [&Some("Bob Sample".into()), &Some("Ann Example".into())],
        "newest first"
    );
    assert_eq!(
        all.jobs.iter().map(|j| j.thin).collect::<Vec<_>>(),
        [false, true]
    );
    let [bob, ann] = all.resumes.rows.as_slice() else {
        panic!()
    };
    assert!(ann.pairs[0].overall_score > bob.pairs[0].overall_score);
    assert!(ann.pairs[0].order_score > bob.pairs[0].order_score);
    assert!(ann.pairs[0].analysis_id.is_none());
    assert_eq!(pile.world.stats().analyses, 0);

    // Those named, in the order they were named in.
    let ids = [pile.resumes[0].clone(), pile.resumes[1].clone()];
    let named = compare(&pile, &ids);
    assert_eq!(named.resumes.rows, [ann.clone(), bob.clone()]);
}

#[test]
fn a_kept_analysis_is_named_as_long_as_it_would_come_out_the_same() {
    let pile = pile();
    let analysis = pile.world.get(Analyse {
        job_id: pile.jobs[0].clone(),
        resume_id: pile.resumes[0].clone(),
    });
    let of = |compared: &Comparison| {
        let rows = compared.resumes.rows.iter();
        let ids = rows.flat_map(|row| row.pairs.iter().map(|pair| pair.analysis_id.clone()));
        ids.collect::<Vec<_>>()
    };
    let compared = compare(&pile, &pile.resumes);
    assert_eq!(
        of(&compared),
        [Some(analysis.analysis_id), None, None, None]
    );
    pile.world.get(SaveJob {
        job_id: Some(pile.jobs[0].clone()),
        ..save_job("Data Engineer", "Requirements\n- Rust\n- Go\n- C++")
    });
    let edited = compare(&pile, &pile.resumes);
    assert_eq!(of(&edited), [None, None, None, None]);
    assert!(edited.resumes.rows[0].pairs[0].overall_score < analysis.overall_score);
}

#[test]
fn features_are_read_once() {
    let pile = pile();
    let count = || {
        pile.world.storage.set_fault(None);
        let compared = compare(&pile, &[]);
        (compared, pile.world.storage.operations())
    };
    let (first, _) = count();
    let (_, second) = count();
    // Without the rows of the features it comes to the same: they are remembered.
    let mut batch = Batch::new();
    batch.clear(stores::RESUME_FEATURES);
    wait(pile.world.storage.commit(&batch)).unwrap();
    let (again, third) = count();
    assert_eq!((again, third), (first.clone(), second));
    // Another tab says that it wrote there: they are made anew, which takes more.
    pile.world.backend.invalidate(&[stores::RESUME_FEATURES]);
    let (anew, fourth) = count();
    assert_eq!(anew, first);
    assert!(fourth > second);
}

#[test]
fn windows_cover_all_and_files_without_text_stand_among_them() {
    let pile = pile();
    wait(pile.world.store("scan", &unreadable("scan", None))).unwrap();
    let mut seen = Vec::new();
    loop {
        let compared = pile.world.get(Compare {
            job_ids: pile.jobs.clone(),
            resume_ids: Vec::new(),
            window: Window {
                offset: seen.len() as u64,
                limit: 2,
            },
        });
        assert_eq!(compared.resumes.total, 3);
        if compared.resumes.rows.is_empty() {
            break;
        }
        seen.extend(compared.resumes.rows);
    }
    let pairs: Vec<usize> = seen.iter().map(|row| row.pairs.len()).collect();
    assert_eq!(pairs, [0, 2, 2]);
}

#[test]
fn what_is_lent_scores_as_the_keeper_scores() {
    let pile = pile();
    wait(pile.world.store("scan", &unreadable("scan", None))).unwrap();
    let analysis = pile.world.get(Analyse {
        job_id: pile.jobs[0].clone(),
        resume_id: pile.resumes[0].clone(),
    });
    let lend = |window| {
        let call = LendFeatures {
            job_ids: pile.jobs.clone(),
            window,
        };
        let (_, buffers) = wait(pile.world.ask_with(call, Vec::new())).unwrap();
        let model = wait(vectors().model()).unwrap();
        lent::score(&buffers, &ReadyJobs::default(), &model).unwrap()
    };
    let own = compare(&pile, &[]).resumes.rows;
    let lent = lend(Window::default());
    assert_eq!(lent.resumes, own, "to the last bit");
    assert_eq!(
        lent.resumes[2].pairs[0].analysis_id,
        Some(analysis.analysis_id)
    );
    assert!(lent.left.is_empty());
    let second = lend(Window {
        offset: 1,
        limit: 1,
    });
    assert_eq!(second.resumes, own[1..2]);

    // What is not kept is left to the keeper, and what has no text needs nothing.
    let mut batch = Batch::new();
    batch.delete(stores::RESUME_FEATURES, pile.resumes[1].as_str());
    wait(pile.world.storage.commit(&batch)).unwrap();
    let lent = lend(Window::default());
    assert_eq!(lent.left, [pile.resumes[1].clone()]);
    assert!(lent.resumes[1].pairs.is_empty());
    assert_eq!(lent.resumes[2], own[2], "the next one's line is its own");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let pile = pile();
    let fail = |job_ids| {
        pile.world.fail(Compare {
            job_ids,
            resume_ids: Vec::new(),
            window: Window::default(),
        })
    };
    let unknown = fail(vec![JobId::new("ffffffff").unwrap()]);
    assert_eq!(unknown.kind, FailureKind::NotFound);
    let many = fail(vec![pile.jobs[0].clone(); 51]);
    assert_eq!(many.field.as_deref(), Some("job_ids"));
    let template = pile.world.get(SaveJob {
        is_template: true,
        ..save_job("Baker", "Bread")
    });
    let Saved::Saved(template) = template else {
        panic!()
    };
    assert_eq!(
        fail(vec![template.job_id]).field.as_deref(),
        Some("job_ids")
    );
}
