use futures_util::future::join_all;
use shortlist::backend::intake;
use shortlist::backend::meaning::Meaning;
use shortlist::backend::ready_jobs::ReadyJobs;
use shortlist::backend::rows;
use shortlist::messages::*;
use shortlist::records::{ResumeId, ResumeState};
use shortlist::storage::{Batch, Storage};

use crate::world::{World, assert_whole, reading, scored, unreadable, vectors, wait};

#[test]
fn a_file_is_kept_with_its_text_facts_and_bytes() {
    let world = World::new();
    let stored = world.resume("Ann Example\nPython");
    assert!(!stored.already_here);
    let resume = &stored.resume.resume;
    let sha = rows::sha256(b"Ann Example\nPython");
    assert_eq!(resume.resume_id.as_str(), format!("resume_{}", &sha[..16]));
    assert_eq!(resume.sha256, sha);
    assert_eq!(resume.title(), "Ann Example");
    assert_eq!(resume.text_length, 19);
    assert_eq!(resume.media_type, "text/plain");

    let resume_id = resume.resume_id.clone();
    let view = world.get(GetResume {
        resume_id: resume_id.clone(),
    });
    assert_eq!(view.document.lines[1].text, "Python");
    assert_eq!(view.facts.name.unwrap().value, "Ann Example");
    let (row, buffers) = wait(world.ask_with(ResumeFile { resume_id }, Vec::new())).unwrap();
    assert_eq!(row.resume, view.resume);
    assert_eq!(buffers, [b"Ann Example\nPython".to_vec()]);
    assert_eq!(world.stats().file_bytes, 18);
    assert_whole(&world.storage);
}

#[test]
fn the_same_bytes_are_kept_once() {
    let world = World::new();
    let first = world.resume("Ann");
    let again = world.resume("Ann");
    assert!(again.already_here);
    assert_eq!(again.resume, first.resume);
    assert_eq!(world.stats().resumes, 1);
}

#[test]
fn the_same_bytes_from_two_tabs_at_once_are_kept_once() {
    let one = World::new();
    let two = World::tab(&one.storage, 2);
    let job = one.job("Cook", "Soup");
    let job = one.job_text(&job);
    let reading = scored("Ann", &job, 50.0);
    let stored = wait(join_all([
        one.store("Ann", &reading),
        two.store("Ann", &reading),
        one.store("Ann", &reading),
    ]));
    let stored: Vec<Stored> = stored.into_iter().map(Result::unwrap).collect();
    assert_eq!(stored.iter().filter(|s| s.already_here).count(), 2);
    let id = &stored[0].analysis.as_ref().unwrap().analysis_id;
    assert!(
        stored
            .iter()
            .all(|s| s.analysis.as_ref().unwrap().analysis_id == *id)
    );
    let stats = one.stats();
    assert_eq!((stats.resumes, stats.analyses), (1, 1));
    assert_whole(&one.storage);
}

#[test]
fn files_that_arrive_together_share_a_transaction() {
    let world = World::new();
    let before = world.storage.commits();
    let texts: Vec<String> = (0..40).map(|n| format!("Person {n}")).collect();
    let readings: Vec<Reading> = texts.iter().map(|text| reading(text)).collect();
    let calls = texts.iter().zip(&readings).map(|(t, r)| world.store(t, r));
    let stored = wait(join_all(calls));
    assert!(stored.iter().all(|s| !s.as_ref().unwrap().already_here));
    let commits = world.storage.commits() - before;
    assert!(commits <= 3, "{commits} transactions for 40 files");
    assert_eq!(world.stats().resumes, 40);
    assert_whole(&world.storage);
}

#[test]
fn one_bad_batch_among_many_fails_alone() {
    // A job that is deleted between reading and writing breaks the check of one file only.
    let world = World::new();
    let job = world.job_text(&world.job("Cook", "Soup"));
    let texts: Vec<String> = (0..6).map(|n| format!("Person {n}")).collect();
    let readings: Vec<Reading> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| {
            if n == 3 {
                scored(text, &job, 10.0)
            } else {
                reading(text)
            }
        })
        .collect();
    let calls = texts.iter().zip(&readings).map(|(t, r)| world.store(t, r));
    let delete = world.ask(DeleteJob {
        job_id: job.job_id.clone(),
    });
    let (stored, deleted) = wait(futures_util::future::join(join_all(calls), delete));
    deleted.unwrap();
    assert!(stored.iter().all(Result::is_ok));
    assert_eq!(world.stats().resumes, 6);
    assert_whole(&world.storage);
}

#[test]
fn a_collision_of_ids_gets_a_longer_id() {
    let world = World::new();
    let text = "Ann";
    let sha = rows::sha256(text.as_bytes());
    // Another file whose digest starts with the same 16 digits: made up, for nobody can find one.
    let mut other = world.resume("Someone else").resume.resume;
    let mut batch = Batch::new();
    other.resume_id = ResumeId::new(format!("resume_{}", &sha[..16])).unwrap();
    batch.put("resumes", rows::resume_entry(&other).unwrap());
    wait(world.storage.commit(&batch)).unwrap();

    let stored = world.resume(text);
    assert!(!stored.already_here);
    let id = stored.resume.resume.resume_id;
    assert_eq!(id.as_str(), format!("resume_{}", &sha[..32]));
    assert!(world.resume(text).already_here);
    assert_eq!(world.get(GetResume { resume_id: id }).resume.sha256, sha);
}

#[test]
fn bytes_that_are_not_those_that_were_read_are_refused() {
    let world = World::new();
    let failure = wait(world.store("Ann", &reading("Bob"))).unwrap_err();
    assert_eq!(failure.field.as_deref(), Some("file"));
    let call = StoreResume {
        name: "a".into(),
        is_sample: false,
    };
    let failure = wait(world.ask_with(call.clone(), vec![b"Ann".to_vec()])).unwrap_err();
    assert_eq!(failure.field.as_deref(), Some("buffers"));
    let buffers = vec![b"Ann".to_vec(), b"{}".to_vec()];
    let failure = wait(world.ask_with(call, buffers)).unwrap_err();
    assert_eq!(failure.field.as_deref(), Some("reading"));
    assert_eq!(world.stats(), Stats::default());
}

#[test]
fn a_file_without_text_is_kept_and_waits_at_the_job_that_was_current() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    let stored = wait(world.store("scan", &unreadable("scan", Some(&text)))).unwrap();
    assert_eq!(stored.analysis, None);
    assert_eq!(stored.resume.resume.state, ResumeState::NoText);
    let waiting = world.get(ListUnscored {
        job_id: job.job_id.clone(),
    });
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        waiting[0].resume.findings[0].what,
        "The pages are pictures."
    );

    let failure = world.fail(Analyse {
        job_id: job.job_id.clone(),
        resume_id: stored.resume.resume.resume_id.clone(),
    });
    assert_eq!(failure.kind, FailureKind::Unreadable);
    assert!(
        failure.message.contains("The pages are pictures."),
        "{failure}"
    );

    // A better reader gets text out of it.
    let read = wait(world.store("scan", &scored("scan", &text, 70.0))).unwrap();
    assert!(read.already_here);
    assert_eq!(read.resume.resume.state, ResumeState::Read);
    assert_eq!(read.analysis.unwrap().overall_score, 70.0);
    assert!(world.get(ListUnscored { job_id: job.job_id }).is_empty());
    // And a worse one takes nothing away.
    let worse = wait(world.store("scan", &unreadable("scan", Some(&text)))).unwrap();
    assert_eq!(worse.resume.resume.state, ResumeState::Read);
    assert_whole(&world.storage);
}

#[test]
fn odd_names_are_shown_and_harmless() {
    let world = World::new();
    for (name, shown) in [
        ("../../etc/pass\0wd", "passwd"),
        ("C:\\cv\\ann.pdf", "ann.pdf"),
        ("\u{202E}fdp.exe", "fdp.exe"),
        ("", "unnamed file"),
    ] {
        let text = format!("text of {name}");
        let buffers = vec![
            text.clone().into_bytes(),
            serde_json::to_vec(&reading(&text)).unwrap(),
        ];
        let call = StoreResume {
            name: name.into(),
            is_sample: false,
        };
        let (stored, _) = wait(world.ask_with(call, buffers)).unwrap();
        assert_eq!(stored.resume.resume.original_filename, shown);
    }
}

#[test]
fn deleting_a_resume_says_and_takes_what_goes_with_it() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    let ann = world.resume_for(&text, "Ann", 80.0);
    world.resume_for(&text, "Bob", 60.0);
    world.rate(&ann.analysis.unwrap().analysis_id, 5);
    let resume_id = ann.resume.resume.resume_id;
    let expected = Deletion {
        jobs: 0,
        resumes: 1,
        analyses: 1,
        feedback: 1,
        ..Deletion::default()
    };
    let preview = PreviewResumeDeletion {
        resume_id: resume_id.clone(),
    };
    assert_eq!(world.get(preview.clone()), expected);
    let call = DeleteResume {
        resume_id: resume_id.clone(),
    };
    assert_eq!(world.get(call.clone()), expected);
    assert_whole(&world.storage);
    assert_eq!(world.fail(call).kind, FailureKind::NotFound);
    assert_eq!(world.fail(preview).kind, FailureKind::NotFound);
    assert_eq!(
        world.fail(GetResume { resume_id }).kind,
        FailureKind::NotFound
    );
    assert_eq!(world.ranked(&job.job_id).total, 1);
    assert_eq!(world.stats().file_bytes, 3);
}

#[test]
fn a_file_for_a_job_that_is_gone_is_kept_all_the_same() {
    let world = World::new();
    let job = world.job("Cook", "Soup");
    let text = world.job_text(&job);
    world.get(DeleteJob { job_id: job.job_id });
    let stored = world.resume_for(&text, "Ann", 80.0);
    assert_eq!(stored.analysis, None);
    wait(world.store("scan", &unreadable("scan", Some(&text)))).unwrap();
    assert_eq!(world.stats().resumes, 2);
    assert_whole(&world.storage);
}

#[test]
fn a_reader_reads_scores_and_refuses() {
    let call = |job| Read {
        name: "dir/ann.txt".into(),
        added_at: shortlist::records::Time::new("2026-11-18T10:00:00.000Z").unwrap(),
        job,
    };
    let model = wait(vectors().model()).unwrap();
    let ready = ReadyJobs::default();
    let world = World::new();
    let job = world.job_text(&world.job("Cook", "Requirements\n- Python\n- 3 years of experience"));
    let text = "Ann Example\nann@example.org\n\nSkills\nPython, Rust\n";
    let (receipt, json) =
        intake::read(text.as_bytes(), &call(Some(job.clone())), &ready, &model).unwrap();
    assert_eq!(receipt.state, ResumeState::Read);
    let reading: Reading = serde_json::from_slice(&json).unwrap();
    assert_eq!(reading.sha256, rows::sha256(text.as_bytes()));
    assert_eq!(reading.analysis.as_ref().unwrap().filename, "ann.txt");
    let stored = wait(world.store(text, &reading)).unwrap();
    let on_arrival = stored.analysis.unwrap();

    // Analysing the kept résumé comes to the same, and so makes no second analysis.
    let again = world.get(Analyse {
        job_id: job.job_id,
        resume_id: stored.resume.resume.resume_id,
    });
    assert_eq!(again, on_arrival);

    let failure = intake::read(b"", &call(None), &ready, &model).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreadable);
}
