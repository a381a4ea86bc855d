//! The older system's data in and out: each oddity of its folders, and that what goes out comes in as it was.

use serde_json::json;
use shortlist::backend::rows::{self, AnalysisHead, JobHead, Kept};
use shortlist::legacy::{Limits, Opened};
use shortlist::messages::*;
use shortlist::records::*;
use shortlist::storage::{Row, SCHEMA, Value, stores};

use crate::older::{
    ANN, BOB, CY, Named, bring, file, folder, gzip, id, import_file, now, open, preview, tar, zip,
};
use crate::world::{World, assert_whole, save_job, wait};

fn opened(files: Vec<Named>) -> Opened {
    shortlist::legacy::open(files, &now(), Limits::default())
}

/// Every row of every store but the résumés' features and the feedback's vectors, which are made when they are needed.
fn everything(world: &World) -> Vec<(&'static str, Row)> {
    let derived = [stores::RESUME_FEATURES, stores::FEEDBACK_VECTORS];
    let stores = SCHEMA.stores().filter(|store| !derived.contains(store));
    stores
        .flat_map(|store| {
            world
                .storage
                .dump(store)
                .into_iter()
                .map(move |row| (store, row))
        })
        .collect()
}

fn kept<T: Kept>(world: &World) -> Vec<T> {
    world
        .storage
        .dump(T::STORE)
        .iter()
        .map(|row| rows::parse(row).unwrap())
        .collect()
}

fn analysis(world: &World, id: &str) -> AnalysisView {
    world.get(GetAnalysis {
        analysis_id: AnalysisId::new(id).unwrap(),
    })
}

fn feedback_about<'a>(all: &'a [Feedback], name: &str) -> &'a Feedback {
    let old = all.iter().find(|f| f.id.as_str() == name);
    old.unwrap_or_else(|| panic!("no feedback {name}"))
}

/// The notes about a file: line, whether it comes in, what.
fn notes<'a>(preview: &'a LegacyPreview, file: &str) -> Vec<(Option<u64>, bool, &'a str)> {
    let of = preview
        .notes
        .iter()
        .filter(|note| note.file.ends_with(file));
    of.map(|note| (note.line, note.taken, note.what.as_str()))
        .collect()
}

fn noted(preview: &LegacyPreview, file: &str, line: Option<u64>, taken: bool, words: &str) {
    let notes = notes(preview, file);
    let found = notes
        .iter()
        .any(|(l, t, what)| *l == line && *t == taken && what.contains(words));
    assert!(
        found,
        "no note “{words}” on {file} {line:?} among {notes:#?}"
    );
}

#[test]
fn nothing_is_written_before_yes_and_the_preview_says_what_will_come() {
    let world = World::new();
    let held = open(folder());
    let preview = preview(&world, &held);
    assert!(everything(&world).is_empty());
    let new = |new| Arriving { new, here: 0 };
    let tally = preview.tally;
    assert_eq!(tally.jobs, new(4));
    assert_eq!(tally.resumes, new(5));
    assert_eq!(tally.analyses, new(5));
    assert_eq!(tally.feedback, new(7));
    assert_eq!(tally.applications, Arriving { new: 3, here: 1 });
    assert_eq!((tally.stand_ins, tally.joined, tally.fallbacks), (4, 2, 1));
    assert_eq!(preview.to_read, [0, 1, 2, 3]);
    assert!(preview.times_without_zone > 10);
    let done = wait(crate::older::import(&world, &held, &preview.to_read)).unwrap();
    assert_eq!(done.jobs, tally.jobs);
    assert_eq!(done.analyses, tally.analyses);
    assert_eq!(done.feedback, tally.feedback);
    assert_eq!(done.applications, tally.applications);
    assert_eq!((done.stand_ins, done.joined, done.fallbacks), (4, 2, 1));
    assert_whole(&world.storage);
    let stats = world.stats();
    assert_eq!(
        (stats.jobs, stats.resumes, stats.analyses, stats.feedback),
        (6, 7, 5, 7)
    );
}

#[test]
fn each_thing_that_does_not_fit_is_told_with_its_line() {
    let world = World::new();
    let preview = preview(&world, &open(folder()));
    let jobs = "jobs.jsonl";
    noted(
        &preview,
        jobs,
        Some(3),
        true,
        "stands here again (it was in line 1, word for word)",
    );
    noted(&preview, jobs, Some(4), false, "no JSON");
    noted(&preview, jobs, Some(5), false, "no record");
    noted(&preview, jobs, Some(7), true, "Windows-1252");
    noted(&preview, jobs, Some(7), true, "no time");
    noted(&preview, jobs, Some(8), false, "no job_description");
    noted(&preview, jobs, Some(9), false, "no valid job id");
    noted(&preview, jobs, Some(10), true, "no job_id");
    noted(&preview, jobs, Some(10), true, "not in jobs_index.json");
    noted(
        &preview,
        "jobs_index.json",
        None,
        true,
        "counts 5 analyses of the job a3f7b2c1; the folder has 2",
    );
    let analyses = "analyses.jsonl";
    noted(&preview, analyses, Some(2), true, "fallback scores");
    noted(&preview, analyses, Some(3), true, "it was in line 1");
    noted(
        &preview,
        analyses,
        Some(4),
        true,
        "the job 99999999 of the analysis dangling-000 is nowhere",
    );
    noted(
        &preview,
        analyses,
        Some(4),
        true,
        "the résumé resume_9999999999999999",
    );
    noted(
        &preview,
        analyses,
        Some(5),
        true,
        "not in analyses_index.json",
    );
    noted(&preview, analyses, Some(6), true, "names no job");
    noted(&preview, analyses, Some(6), true, "names no résumé");
    noted(&preview, analyses, Some(7), false, "no overall_score");
    let interactions = "interactions.jsonl";
    noted(
        &preview,
        interactions,
        Some(4),
        true,
        "no analysis of “Nobody”",
    );
    noted(
        &preview,
        interactions,
        Some(5),
        true,
        "nowhere-9999 is neither",
    );
    noted(&preview, interactions, Some(6), false, "no rating");
    noted(&preview, interactions, Some(7), false, "no rating");
    noted(&preview, interactions, Some(8), true, "no time");
    noted(&preview, interactions, Some(9), true, "no id");
    noted(
        &preview,
        "resumes_index.json",
        None,
        false,
        "resume_0123456789abcdef has neither its file nor its text",
    );
    noted(
        &preview,
        "resumes_index.json",
        None,
        false,
        "resume_ffffffffffffffff has neither",
    );
    noted(
        &preview,
        "resumes_index.json",
        None,
        true,
        "comes in with its old text alone",
    );
    noted(
        &preview,
        "resume_0123456789abcdef.pdf",
        None,
        true,
        "not the file that resume_0123456789abcdef was made from",
    );
    noted(
        &preview,
        "stray.pdf",
        None,
        true,
        "no index names this file",
    );
    noted(&preview, "orphan.txt", None, false, "belongs to no résumé");
    noted(
        &preview,
        "job_applicaiton.xlsx",
        Some(5),
        true,
        "“next week” is no day",
    );
    assert_eq!(preview.notes_total, preview.notes.len() as u64);
    let first_taken = preview.notes.iter().position(|note| note.taken).unwrap();
    assert_eq!(
        first_taken as u64, preview.left_out,
        "what is lost comes first"
    );
}

#[test]
fn jobs_and_old_analyses_are_kept_as_they_are() {
    let world = World::new();
    bring(&world, folder());
    let job = world.get(GetJob {
        job_id: JobId::new("d6a0e5f4").unwrap(),
    });
    assert_eq!(job.job.company_name, "Café Müller");
    let job = world.get(GetJob {
        job_id: JobId::new("a3f7b2c1").unwrap(),
    });
    assert_eq!(job.job.created_at.as_str(), "2025-10-01T08:00:00.500Z");
    assert_eq!(job.job.metadata["source"], "pasted");
    assert_eq!(job.analysis_count, 2, "counted, not taken from the index");

    let view = analysis(&world, "ea198c25-67c");
    let kept = &view.analysis;
    assert_eq!(kept.engine_version, shortlist::legacy::OLDER_SYSTEM);
    assert_eq!(kept.created_at.as_str(), "2025-11-03T14:05:09.123Z");
    assert_eq!(kept.job_description, "Requirements\n- Python\n- SQL");
    let result = &kept.analysis_result;
    assert_eq!(
        (result.overall_score, result.strength),
        (71.5, Strength::Possible)
    );
    assert_eq!(result.education_match_score, Some(60.0));
    assert_eq!(result.hiring_recommendation, "MAYBE - good basics");
    assert_eq!(result.executive_summary[0].text, "A sound baker.");
    assert_eq!(result.matched_skills, ["Python"]);
    assert!(
        result.notes.contains(&"model_used: qwen".to_owned()),
        "{:?}",
        result.notes
    );
    assert!(!view.job_changed);

    // Analysed again: a new one beside it, which counts from then on; the old one stays.
    let row = world.get(Analyse {
        job_id: kept.job_id.clone(),
        resume_id: kept.resume_id.clone(),
    });
    assert_ne!(row.analysis_id, kept.analysis_id);
    assert_eq!(row.engine_version, Analysis::ENGINE_VERSION);
    assert_eq!(analysis(&world, "ea198c25-67c").analysis, view.analysis);
    assert_whole(&world.storage);

    let fallback = analysis(&world, "11112222-333").analysis.analysis_result;
    assert!(fallback.notes.iter().any(|note| note.contains("fallback")));
}

#[test]
fn résumés_are_known_by_their_bytes_and_read_again() {
    let world = World::new();
    bring(&world, folder());
    let get = |id: String| {
        world.get(GetResume {
            resume_id: ResumeId::new(id).unwrap(),
        })
    };
    let ann = get(id(ANN.as_bytes(), 16));
    assert_eq!(ann.resume.uploaded_at.as_str(), "2025-11-01T12:00:00.000Z");
    assert_eq!(ann.resume.original_filename, "Ann Lee CV.pdf");
    assert_eq!(
        ann.facts.emails[0].value, "ann@example.org",
        "by our reader, from the file"
    );
    assert_eq!(
        get(id(BOB.as_bytes(), 12)).resume.candidate_name.as_deref(),
        Some("Bob Stone")
    );
    let swapped = b"Swapped Person\nsomebody@example.org\n";
    assert_eq!(
        get(id(swapped, 16)).resume.candidate_name.as_deref(),
        Some("Swapped Person")
    );

    let cy = get(id(CY.as_bytes(), 16));
    assert!(cy.resume.lacks_file());
    assert_eq!(cy.document.text(), CY);
    assert_eq!(cy.facts.emails[0].value, "cy@example.org");
    let missing = ResumeFile {
        resume_id: cy.resume.resume_id.clone(),
    };
    assert_eq!(world.fail(missing.clone()).kind, FailureKind::NotFound);

    // Added again, the file joins what is here: the same résumé, with its analyses.
    let again = wait(world.store(CY, &crate::world::reading(CY))).unwrap();
    assert!(again.already_here);
    assert_eq!(again.resume.resume.resume_id, cy.resume.resume_id);
    assert_eq!(again.resume.analysis_count, 1);
    let (_, file) = wait(world.ask_with(missing, Vec::new())).unwrap();
    assert_eq!(file, [CY.as_bytes()]);
    // So does one with an id of the oldest data: no second résumé.
    let bob = wait(world.store(BOB, &crate::world::reading(BOB))).unwrap();
    assert!(bob.already_here);
    assert_eq!(bob.resume.resume.resume_id.as_str(), id(BOB.as_bytes(), 12));
    assert_whole(&world.storage);
}

#[test]
fn feedback_is_joined_again_by_what_its_id_says() {
    let world = World::new();
    bring(&world, folder());
    let all: Vec<Feedback> = kept(&world);
    let of = |analysis: &str| {
        all.iter()
            .filter(|f| {
                f.analysis_id
                    .as_ref()
                    .is_some_and(|id| id.as_str() == analysis)
            })
            .count()
    };
    assert_eq!((of("ea198c25-67c"), of("11112222-333")), (2, 1));
    let linked = feedback_about(&all, "linked-1");
    assert_eq!(
        linked.resume_id.as_ref().unwrap().as_str(),
        id(ANN.as_bytes(), 16)
    );
    let summary = all
        .iter()
        .find(|f| f.item_type == ItemType::ExecutiveSummary)
        .unwrap();
    assert_eq!(
        summary.analysis_id.as_ref().unwrap().as_str(),
        "ea198c25-67c"
    );
    assert_eq!(
        summary.id.as_str().len(),
        12,
        "an id that ours cannot have becomes one that is made from it"
    );
    assert_eq!(summary.feedback.ideal_response, "Yes, since 2019.");
    let dangling = feedback_about(&all, "dangling-1");
    assert_eq!((&dangling.analysis_id, &dangling.job_id), (&None, &None));
    assert_eq!(feedback_about(&all, "bare").feedback.rating, 1);
}

#[test]
fn what_stands_in_for_what_is_nowhere_says_so() {
    let world = World::new();
    bring(&world, folder());
    let view = analysis(&world, "dangling-000");
    assert_eq!(view.job.unwrap().role_name, "Baker");
    let resume = view.resume.unwrap();
    assert_eq!(
        (resume.state, resume.title()),
        (ResumeState::Unreadable, "Zed Null")
    );
    assert!(resume.findings[0].what.contains("neither"));
    let failure = world.fail(Analyse {
        job_id: view.analysis.job_id,
        resume_id: resume.resume_id,
    });
    assert_eq!(failure.kind, FailureKind::Unreadable);
    let lacking = analysis(&world, "nolinks").analysis;
    assert_eq!(lacking.job_id.as_str(), "job_of_nolinks");
    assert_eq!(
        lacking.created_at.as_str(),
        "2025-11-03T18:00:00.000Z",
        "the result's own time"
    );
}

#[test]
fn twice_adds_nothing_and_what_is_here_stays_as_it_is() {
    let world = World::new();
    bring(&world, folder());
    let mut before = everything(&world);
    let (preview, tally) = bring(&world, folder());
    assert!(preview.to_read.is_empty());
    for arriving in [
        tally.jobs,
        tally.resumes,
        tally.analyses,
        tally.feedback,
        tally.applications,
    ] {
        assert_eq!(arriving.new, 0);
    }
    assert_eq!(
        (
            tally.jobs.here,
            tally.resumes.here,
            tally.analyses.here,
            tally.feedback.here
        ),
        (4, 5, 5, 7)
    );
    assert_eq!(everything(&world), before);

    // A job that was changed here is not changed back.
    let call = SaveJob {
        job_id: Some(JobId::new("c5f9d4e3").unwrap()),
        ..save_job("Chef", "Requirements\n- Bread")
    };
    world.get(call);
    before = everything(&world);
    bring(&world, folder());
    assert_eq!(everything(&world), before);
}

#[test]
fn what_goes_out_comes_in_as_it_was() {
    let first = World::new();
    bring(&first, folder());
    // With what only this program has: an analysis of ours, a changed job, a template, feedback on a requirement.
    first.get(Analyse {
        job_id: JobId::new("a3f7b2c1").unwrap(),
        resume_id: ResumeId::new(id(ANN.as_bytes(), 16)).unwrap(),
    });
    first.get(SaveJob {
        job_id: Some(JobId::new("a3f7b2c1").unwrap()),
        ..save_job("Baker", "Requirements\n- Cakes")
    });
    first.get(SaveJob {
        is_template: true,
        ..save_job("Template", "Requirements\n- Any")
    });
    first.rate(&AnalysisId::new("ea198c25-67c").unwrap(), 2);

    let out = |world: &World| {
        let filter = ApplicationFilter::default();
        let (_, rows) = wait(world.ask_with(ExportApplications { filter }, Vec::new())).unwrap();
        let rows: Vec<Vec<String>> = serde_json::from_slice(&rows[0]).unwrap();
        let workbook = shortlist::sheets::write_xlsx(&rows).unwrap();
        wait(world.ask_with(ExportLegacy {}, vec![workbook])).unwrap()
    };
    let (told, mut zip) = out(&first);
    assert_eq!(
        (told.jobs, told.resumes, told.analyses, told.feedback),
        (5, 5, 6, 8)
    );
    let zip = zip.remove(0);

    let second = World::new();
    let (preview, tally) = bring(&second, vec![file("shortlist.zip", zip.clone())]);
    assert_eq!((tally.stand_ins, tally.joined), (4, 0));
    assert_eq!(preview.left_out, 0, "{:#?}", preview.notes);
    let (ours, theirs) = (everything(&first), everything(&second));
    let without_day = |rows: &[(&'static str, Row)]| -> Vec<(&'static str, Row)> {
        // An application without a day has the time of its import; both were imported at different times.
        let rows = rows.iter().filter(
            |(_, row)| !matches!(&row.value, Value::Text(text) if text.contains("next week")),
        );
        rows.cloned().collect()
    };
    let (ours, theirs) = (without_day(&ours), without_day(&theirs));
    for (a, b) in ours.iter().zip(&theirs) {
        assert_eq!(a, b);
    }
    assert_eq!(ours.len(), theirs.len());
    // And out of there come the same bytes.
    assert_eq!(out(&second).1[0], zip);
    assert_whole(&second.storage);
}

#[test]
fn an_older_script_finds_its_fields_in_what_is_written() {
    let world = World::new();
    bring(&world, folder());
    let (_, zip) = wait(world.ask_with(ExportLegacy {}, Vec::new())).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&zip[0])).unwrap();
    let mut text = |path: &str| std::io::read_to_string(archive.by_name(path).unwrap()).unwrap();
    let index: serde_json::Value =
        serde_json::from_str(&text("data/jobs/jobs_index.json")).unwrap();
    assert_eq!(index["a3f7b2c1"]["analysis_count"], 2);
    let analyses = text("data/analyses/analyses.jsonl");
    let first: serde_json::Value = serde_json::from_str(analyses.lines().next().unwrap()).unwrap();
    assert_eq!(first["analysis_id"], "ea198c25-67c");
    assert_eq!(first["feedback_count"], 2);
    assert_eq!(
        first["analysis_result"]["strengths"],
        json!(["Knows Python"])
    );
    assert_eq!(
        first["analysis_result"]["executive_summary"],
        "A sound baker."
    );
    let interactions = text("feedback_db/interactions.jsonl");
    let row: serde_json::Value =
        serde_json::from_str(interactions.lines().next().unwrap()).unwrap();
    assert!(row["feedback"]["rating"].is_number() && row["query"].is_string());
    let ann = id(ANN.as_bytes(), 16);
    assert_eq!(text(&format!("data/resumes/pdfs/{ann}.txt")), ANN);
}

#[test]
fn archives_prefixes_and_backslashes_make_no_difference() {
    let plain = opened(folder());
    let moved = |change: &dyn Fn(&str) -> String| -> Vec<Named> {
        folder()
            .into_iter()
            .map(|(path, bytes)| (change(&path), bytes))
            .collect()
    };
    let same = |files: Vec<Named>, what: &str| {
        let mut other = opened(files);
        let strip = |plan: &mut shortlist::legacy::Plan| {
            // Paths differ, of course; what was read must not.
            for note in &mut plan.notes {
                note.file = note.file.rsplit('/').next().unwrap_or_default().to_owned();
            }
            plan.notes
                .sort_by(|a, b| (&a.file, a.line, &a.what).cmp(&(&b.file, b.line, &b.what)));
            plan.workbooks.clear();
            plan.analyses.iter_mut().for_each(|a| a.file.clear());
            plan.feedback.iter_mut().for_each(|f| f.file.clear());
        };
        let mut plain = plain.clone();
        strip(&mut plain.plan);
        strip(&mut other.plan);
        assert_eq!(other, plain, "{what}");
    };
    same(
        moved(&|path| path.strip_prefix("data/").unwrap_or(path).to_owned()),
        "without data/",
    );
    same(
        moved(&|path| format!("/old/ats web/backend/{path}")),
        "in folders",
    );
    same(moved(&|path| path.replace('/', "\\")), "with backslashes");
    same(vec![file("data.zip", zip(&folder()))], "a zip");
    same(
        vec![file(
            "data.zip",
            zip(&moved(&|path| path.replace('/', "\\"))),
        )],
        "a zip made by Windows",
    );
    same(
        vec![file("backup.tar.gz", gzip(&tar(&folder())))],
        "a tar.gz",
    );
    same(vec![file("backup.tar", tar(&folder()))], "a tar");
}

#[test]
fn bombs_broken_archives_and_paths_that_lead_out_are_refused_and_told() {
    let limits = Limits {
        records: 1000,
        together: 2500,
        stream: 20_000,
    };
    let look = |files: Vec<Named>| shortlist::legacy::open(files, &now(), limits).plan;
    let what = |plan: &shortlist::legacy::Plan| {
        let notes: Vec<String> = plan
            .notes
            .iter()
            .map(|note| format!("{}: {}", note.file, note.what))
            .collect();
        notes.join("\n")
    };
    let row = br#"{"job_id": "a1", "job_description": "x", "created_at": "2025-01-01"}"#;
    let good = file("good/jobs.jsonl", row.as_slice());
    let spaces = vec![b' '; 5000];

    for (name, archive) in [
        (
            "a.zip",
            zip(&[file("a/jobs.jsonl", spaces.clone()), good.clone()]),
        ),
        (
            "a.tar",
            tar(&[file("a/jobs.jsonl", spaces.clone()), good.clone()]),
        ),
        (
            "a.tgz",
            gzip(&tar(&[file("a/jobs.jsonl", spaces.clone()), good.clone()])),
        ),
    ] {
        let plan = look(vec![file(name, archive)]);
        assert_eq!(plan.jobs.len(), 1, "{name}");
        assert!(
            what(&plan).contains("a/jobs.jsonl: it is larger than"),
            "{}",
            what(&plan)
        );
    }
    // Each fits, all together do not.
    let many: Vec<Named> = (0..4)
        .map(|n| file(&format!("{n}/interactions.jsonl"), vec![b'\n'; 900]))
        .collect();
    assert!(what(&look(vec![file("a.zip", zip(&many))])).contains("all files together"));
    // A stream of what nobody asked for ends too.
    let bomb = gzip(&tar(&[file("rest.bin", vec![0; 50_000]), good.clone()]));
    let plan = look(vec![file("a.tgz", bomb)]);
    assert!(
        plan.jobs.is_empty() && what(&plan).contains("breaks off"),
        "{}",
        what(&plan)
    );

    for path in [
        "../jobs.jsonl",
        "a/../../jobs.jsonl",
        "/etc/jobs.jsonl",
        "C:\\x\\jobs.jsonl",
    ] {
        for archive in [
            zip(&[file(path, row.as_slice())]),
            tar(&[file(path, row.as_slice())]),
        ] {
            let plan = look(vec![file("a", archive)]);
            assert!(plan.jobs.is_empty(), "{path}");
            assert!(
                what(&plan).contains("leads out of the folder"),
                "{path}: {}",
                what(&plan)
            );
        }
    }
    // A zip that states another size than it has.
    let mut lying = zip(&[file("a/jobs.jsonl", spaces)]);
    let size = 5000u32.to_le_bytes();
    let places: Vec<usize> = lying
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    let plan = look(vec![file("a.zip", lying)]);
    assert!(plan.jobs.is_empty() && !plan.notes.is_empty());

    let whole = zip(std::slice::from_ref(&good));
    for broken in [
        whole[..whole.len() - 30].to_vec(),
        b"PK\x03\x04".to_vec(),
        b"\x1F\x8B\x08".to_vec(),
        gzip(b"no tar"),
    ] {
        let plan = look(vec![file("a", broken)]);
        assert!(plan.jobs.is_empty() && !plan.notes.is_empty());
    }
    let cut = gzip(&tar(&[
        good.clone(),
        file("x/interactions.jsonl", vec![b'\n'; 900]),
    ]));
    let plan = look(vec![file("a.tgz", cut[..cut.len() / 2].to_vec())]);
    assert!(
        what(&plan).contains("cannot be") || what(&plan).contains("breaks off"),
        "{}",
        what(&plan)
    );
    assert!(what(&look(Vec::new())).contains("nothing of the older system"));
}

#[test]
fn calls_that_do_not_fit_are_refused() {
    let world = World::new();
    let held = open(folder());
    let fail = |buffers: Vec<Vec<u8>>| wait(world.ask_with(ImportLegacy {}, buffers)).unwrap_err();
    for buffers in [
        vec![],
        vec![b"{".to_vec()],
        vec![b"[]".to_vec()],
        vec![held.for_keeper[0].clone(), b"{}".to_vec()],
    ] {
        assert_eq!(fail(buffers).kind, FailureKind::Invalid);
    }
    let call = OpenLegacy {
        paths: vec!["a".into()],
        now: now(),
    };
    assert_eq!(
        shortlist::backend::legacy::open(call, Vec::new())
            .unwrap_err()
            .kind,
        FailureKind::Invalid
    );
    // A file whose bytes do not give the id that is claimed comes in under its own.
    let (mut call, buffers) = import_file(&held, 0);
    let own = call.resume_id.clone();
    call.resume_id = ResumeId::new("resume_aaaaaaaaaaaaaaaa").unwrap();
    let (stored, _) = wait(world.ask_with(call, buffers)).unwrap();
    assert_eq!(stored.resume.resume.resume_id, own);
    // Without its workbook's rows everything else comes in.
    let tally = wait(world.ask_with(ImportLegacy {}, vec![held.for_keeper[0].clone()]))
        .unwrap()
        .0;
    assert_eq!((tally.jobs.new, tally.applications.new), (4, 0));
    assert_whole(&world.storage);
}

#[test]
fn a_second_folder_joins_what_the_first_brought() {
    let world = World::new();
    let with = |wanted: &[&str]| -> Vec<Named> {
        let wanted = |path: &str| wanted.iter().any(|w| path.contains(w));
        folder()
            .into_iter()
            .filter(|(path, _)| wanted(path))
            .collect()
    };
    // Jobs and résumés, then analyses, then feedback: the same as all at once.
    bring(&world, with(&["jobs/", "resumes/"]));
    bring(&world, with(&["analyses/"]));
    bring(&world, with(&["feedback_db/", "jobs_applied/"]));
    let whole = World::new();
    bring(&whole, folder());
    let heads = |world: &World| {
        (
            kept::<JobHead>(world),
            kept::<AnalysisHead>(world),
            kept::<Feedback>(world),
        )
    };
    assert_eq!(heads(&world), heads(&whole));
    assert_whole(&world.storage);
}

#[test]
fn applications_come_and_go_as_sheets() {
    let world = World::new();
    let rows = |rows: &[&[&str]]| serde_json::to_vec(rows).unwrap();
    let sheet = rows(&[
        &["Company", "Job", "Date", "Status", "Notes"],
        &["Acme Ltd", "Baker", "2025-11-05", "interviewing", "=1+1"],
        &["Acme", "baker", "2025-11-05", "", ""],
        &["Bakery", "Cook", "", "ghosted", ""],
        &["", "", "2025-11-05", "", ""],
    ]);
    let import = |preview, sheet: &[u8]| {
        let call = ImportApplications {
            name: "mine.csv".into(),
            preview,
        };
        wait(world.ask_with(call, vec![sheet.to_vec()])).unwrap().0
    };
    let told = import(true, &sheet);
    assert_eq!(told.applications, Arriving { new: 2, here: 1 });
    assert!(everything(&world).is_empty());
    assert!(told.notes.iter().any(|note| note.what.contains("ghosted")));
    assert!(
        told.notes
            .iter()
            .any(|note| note.line == Some(5) && !note.taken)
    );
    assert_eq!(import(false, &sheet).applications.new, 2);
    assert_eq!(
        import(false, &sheet).applications,
        Arriving { new: 0, here: 3 }
    );

    let (count, out) = wait(world.ask_with(
        ExportApplications {
            filter: ApplicationFilter::default(),
        },
        Vec::new(),
    ))
    .unwrap();
    assert_eq!(count, 2);
    let written: Vec<Vec<String>> = serde_json::from_slice(&out[0]).unwrap();
    for bytes in [
        shortlist::sheets::write_csv(&written).unwrap(),
        shortlist::sheets::write_xlsx(&written).unwrap(),
    ] {
        let read = shortlist::sheets::read(&bytes).unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(
            import(false, &serde_json::to_vec(&read).unwrap()).applications,
            Arriving { new: 0, here: 2 }
        );
    }
    let status: Vec<ApplicationStatus> = kept::<Application>(&world)
        .iter()
        .map(|a| a.status)
        .collect();
    assert!(
        status.contains(&ApplicationStatus::Interviewing)
            && status.contains(&ApplicationStatus::Saved)
    );
    assert_whole(&world.storage);
}
