//! Backups: made, checked, brought back whole or not at all.

use std::future::Future;
use std::io::{Cursor, Read, Write};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::{Value as Json, json};
use shortlist::backend::rows::sha256;
use shortlist::messages::*;
use shortlist::records::*;
use shortlist::storage::{
    Batch, Entry, Fault, Memory, Row, SCHEMA, Storage, StorageError, Value, stores,
};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::world::{World, assert_whole, save_job, unreadable, wait};

/// Everything that a backup brings back.
fn everything(storage: &Memory) -> Vec<(&'static str, Vec<Row>)> {
    let kept = |row: &Row| row.key != "last_backup";
    let derived = [stores::RESUME_FEATURES, stores::FEEDBACK_VECTORS];
    let stores = SCHEMA.stores().filter(|store| !derived.contains(store));
    stores
        .map(|store| {
            (
                store,
                storage.dump(store).into_iter().filter(kept).collect(),
            )
        })
        .collect()
}

fn put(world: &World, store: &'static str, key: &str, value: Value) {
    let mut batch = Batch::new();
    batch.put(store, Entry::new(key, value));
    wait(world.storage.commit(&batch)).unwrap();
}

/// Jobs, résumés, analyses and feedback; a file without text; a job whose text was edited after it was scored against.
fn filled() -> World {
    let world = World::new();
    let job = world.job("Cook", "Requirements\n- Soup");
    world.get(SelectJob {
        job_id: Some(job.job_id.clone()),
    });
    for number in 0..4 {
        let stored = world.resume_for(&world.job_text(&job), &format!("Ann {number}\nsoup"), 50.0);
        world.rate(&stored.analysis.unwrap().analysis_id, 4);
    }
    wait(world.store("scan", &unreadable("scan", Some(&world.job_text(&job))))).unwrap();
    world.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Cook", "Requirements\n- Bread")
    });
    world.resume_for(&world.job_text(&job), "Ann 0\nsoup", 60.0);
    world.get(ApplyToJob {
        job_id: job.job_id.clone(),
        resume_id: None,
        status: ApplicationStatus::Applied,
        even_if_same: false,
    });
    world.job("Baker", "Cakes \u{1F370}\r\nand \u{2028} pies");
    world
}

/// What cannot be read, in every store.
fn damage(world: &World) {
    for store in SCHEMA.stores() {
        put(
            world,
            store,
            "broken1",
            Value::Text("{\"job_id\":\n".into()),
        );
        put(world, store, "broken2", Value::Bytes(vec![0, 255, 10, 13]));
        put(world, store, "broken3/4", Value::Text("null".into()));
        put(world, store, "broken4", Value::Text(String::new()));
    }
}

fn back_up(world: &World, passphrase: Option<&str>) -> Vec<u8> {
    wait(try_back_up(world, passphrase)).unwrap()
}

async fn try_back_up(world: &World, passphrase: Option<&str>) -> Result<Vec<u8>, Failure> {
    let passphrase = passphrase.map(str::to_owned);
    world.ask(BeginBackup { passphrase }).await?;
    let mut file = Vec::new();
    loop {
        let (part, buffers) = world.ask_with(NextBackupPart {}, Vec::new()).await?;
        file.extend(buffers.into_iter().next().unwrap());
        assert!(part.progress.done <= part.progress.total);
        if part.finished {
            return Ok(file);
        }
    }
}

async fn try_open(
    world: &World,
    file: &[u8],
    passphrase: Option<&str>,
) -> Result<BackupInfo, Failure> {
    let passphrase = passphrase.map(str::to_owned);
    let call = OpenBackup { passphrase };
    Ok(world.ask_with(call, vec![file.to_vec()]).await?.0)
}

async fn try_restore(world: &World, file: &[u8], how: RestoreHow) -> Result<Restored, Failure> {
    try_open(world, file, None).await?;
    world.ask(CheckBackup {}).await?;
    world.ask(RestoreBackup { how }).await
}

fn restore(world: &World, file: &[u8], how: RestoreHow) -> Restored {
    wait(try_restore(world, file, how)).unwrap()
}

const HOWS: [RestoreHow; 3] = [
    RestoreHow::Replace,
    RestoreHow::MergeKeepingMine,
    RestoreHow::MergeTakingTheirs,
];

#[test]
fn everything_comes_back_byte_for_byte_into_an_empty_browser() {
    let world = filled();
    let whole = back_up(&world, None);
    for how in HOWS {
        let fresh = World::new();
        let restored = restore(&fresh, &whole, how);
        assert_eq!((restored.jobs, restored.resumes), (2, 5), "{how:?}");
        assert_eq!((restored.analyses, restored.feedback), (5, 4));
        assert_eq!(everything(&fresh.storage), everything(&world.storage));
        assert_whole(&fresh.storage);
        // The indexes are those of the original too.
        let job = fresh.get(CurrentJob {}).unwrap();
        assert_eq!(fresh.ranked(&job.job_id), world.ranked(&job.job_id));
        assert_eq!(fresh.stats(), world.stats());
        fresh.get(DeleteJob { job_id: job.job_id });
        assert_whole(&fresh.storage);
        assert_eq!(fresh.stats().analyses, 0);
    }
}

#[test]
fn what_cannot_be_read_comes_back_too() {
    let world = filled();
    damage(&world);
    put(
        &world,
        stores::RESUMES,
        "resume_x",
        Value::Text("{}".into()),
    );
    put(
        &world,
        stores::RESUME_FILES,
        "resume_x/7",
        Value::Text("no bytes".into()),
    );
    put(
        &world,
        stores::RESUME_TEXTS,
        "resume_x",
        Value::Bytes(vec![1]),
    );
    let file = back_up(&world, None);
    let fresh = World::new();
    let info = wait(try_open(&fresh, &file, None)).unwrap();
    assert_eq!(info.left_out, ["resume_features", "feedback_vectors"]);
    let preview = fresh.get(CheckBackup {});
    assert!(preview.unreadable > 30, "{preview:?}");
    fresh.get(RestoreBackup {
        how: RestoreHow::Replace,
    });
    for ((store, theirs), (_, ours)) in everything(&world.storage)
        .into_iter()
        .zip(everything(&fresh.storage))
    {
        // What hangs on no record is not brought back.
        let owners: Vec<String> = ["jobs", "resumes", "analyses"]
            .iter()
            .flat_map(|store| world.storage.dump(store))
            .map(|row| row.key)
            .collect();
        let owned = |row: &Row| {
            let head = row.key.split('/').next().unwrap().to_owned();
            let owner = if store == "analysis_details" {
                &row.key
            } else {
                &head
            };
            owners.contains(owner)
        };
        let heavy = [
            "job_texts",
            "resume_texts",
            "resume_facts",
            "resume_files",
            "analysis_details",
        ];
        let theirs: Vec<Row> = theirs
            .into_iter()
            .filter(|row| !heavy.contains(&store) || owned(row))
            .collect();
        assert_eq!(theirs, ours, "{store}");
    }
    assert_eq!(
        fresh.get(ListRefused {}).len(),
        world.get(ListRefused {}).len()
    );
    let (count, buffers) = wait(fresh.ask_with(ExportRefused {}, Vec::new())).unwrap();
    let lines = String::from_utf8(buffers[0].clone()).unwrap();
    assert_eq!(lines.lines().count() as u64, count);
    assert!(count > 10);
    let first: Json = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert!(first["raw"].is_string() && first["reason"].is_string());
}

#[test]
fn a_backup_is_a_zip_that_other_programs_read() {
    let world = filled();
    let file = back_up(&world, None);
    let mut zip = ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut manifest = String::new();
    zip.by_name("manifest.json")
        .unwrap()
        .read_to_string(&mut manifest)
        .unwrap();
    let manifest: Json = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["schema_version"], SCHEMA.version());
    let entries = manifest["entries"].as_array().unwrap();
    assert_eq!(entries.len() + 1, zip.len());
    for entry in entries {
        let mut bytes = Vec::new();
        let name = entry["name"].as_str().unwrap();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(entry["sha256"], sha256(&bytes));
        assert_eq!(entry["size"], bytes.len());
        if name.starts_with("files/") {
            assert!(name.ends_with(".txt"), "{name}");
        } else {
            for line in String::from_utf8(bytes).unwrap().lines() {
                serde_json::from_str::<Json>(line).unwrap();
            }
        }
    }
}

#[test]
fn a_sealed_backup_opens_with_its_passphrase_alone() {
    let world = filled();
    let file = back_up(&world, Some("Soup of the day"));
    assert!(!file.windows(4).any(|four| four == b"soup"));
    let fresh = World::new();
    let before = everything(&fresh.storage);
    let failure = wait(try_open(&fresh, &file, None)).unwrap_err();
    assert_eq!(failure.field.as_deref(), Some("passphrase"));
    let wrong = fresh.fail(OpenBackup {
        passphrase: Some("soup of the day".into()),
    });
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));
    assert!(wrong.message.contains("does not open"), "{wrong}");
    fresh.fail(CheckBackup {});
    // The file is remembered.
    let info = fresh.get(OpenBackup {
        passphrase: Some("Soup of the day".into()),
    });
    assert!(info.sealed);
    for length in [0, 7, 63, 64, 80, file.len() / 2, file.len() - 1] {
        assert!(wait(try_open(&fresh, &file[..length], Some("Soup of the day"))).is_err());
    }
    assert_eq!(everything(&fresh.storage), before);
    wait(try_open(&fresh, &file, Some("Soup of the day"))).unwrap();
    fresh.get(RestoreBackup {
        how: RestoreHow::Replace,
    });
    assert_eq!(everything(&fresh.storage), everything(&world.storage));
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let world = filled();
    let file = back_up(&world, None);
    let target = World::new();
    target.job("Gardener", "Roses");
    let before = everything(&target.storage);
    let mut refused = 0;
    // A step that meets every part of the file, and is no multiple of anything in it.
    for at in (0..file.len()).step_by(37) {
        let mut changed = file.clone();
        changed[at] ^= 0x55;
        match wait(try_restore(&target, &changed, RestoreHow::Replace)) {
            Err(failure) => {
                refused += 1;
                assert_eq!(failure.kind, FailureKind::Unreadable, "{at}: {failure}");
                assert_eq!(everything(&target.storage), before, "{at}");
            }
            // A time stamp or the like: what matters is untouched.
            Ok(_) => {
                assert_eq!(
                    everything(&target.storage),
                    everything(&world.storage),
                    "{at}"
                );
                target.get(DeleteEverything {});
                put_all(&target, &before);
            }
        }
    }
    assert!(refused > file.len() / 37 / 2, "{refused}");
    for length in (0..file.len()).step_by(53) {
        let failure = wait(try_restore(&target, &file[..length], RestoreHow::Replace));
        let failure = failure.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Unreadable, "{length}: {failure}");
        assert_eq!(everything(&target.storage), before);
    }
}

fn put_all(world: &World, rows: &[(&'static str, Vec<Row>)]) {
    for (store, rows) in rows {
        for row in rows {
            put(world, store, &row.key, row.value.clone());
        }
    }
}

/// A zip with these entries.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn manifest(entries: &[Json]) -> Json {
    json!({
        "format": "shortlist-backup", "version": 1, "schema_version": SCHEMA.version(), "engine_version": 1,
        "created_at": "2026-11-18T10:00:00.000Z", "entries": entries,
    })
}

fn packed(name: &str, store: &str, bytes: &[u8]) -> Json {
    let rows = bytes.iter().filter(|byte| **byte == b'\n').count();
    json!({"name": name, "store": store, "rows": rows, "size": bytes.len(), "sha256": sha256(bytes)})
}

/// Tries a file that must be refused; hands back what was said.
fn refuse(file: &[u8]) -> String {
    let target = World::new();
    target.job("Gardener", "Roses");
    let before = everything(&target.storage);
    let failure = wait(try_restore(&target, file, RestoreHow::Replace)).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreadable, "{failure}");
    // Nor where nobody looks at the preview first.
    if wait(try_open(&target, file, None)).is_ok() {
        target.fail(RestoreBackup {
            how: RestoreHow::MergeTakingTheirs,
        });
    }
    assert_eq!(everything(&target.storage), before);
    failure.message
}

#[test]
fn hostile_and_mistaken_files_are_refused() {
    let setting = b"{\"key\":\"a\",\"text\":\"b\"}\n".as_slice();
    let name = "records/settings.jsonl";
    let entry = packed(name, "settings", setting);
    let with = |manifest: &Json| {
        let manifest = serde_json::to_vec(manifest).unwrap();
        zip(&[(name, setting), ("manifest.json", &manifest)])
    };
    let good = with(&manifest(std::slice::from_ref(&entry)));
    wait(try_restore(&World::new(), &good, RestoreHow::Replace)).unwrap();

    assert!(refuse(b"").contains("empty"));
    assert!(refuse(b"{}").contains("no zip"));
    assert!(refuse(&zip(&[("a.txt", b"a")])).contains("without a manifest"));
    assert!(refuse(&zip(&[("manifest.json", b"[]")])).contains("another kind of list"));

    let mut newer = manifest(std::slice::from_ref(&entry));
    newer["schema_version"] = json!(SCHEMA.version() + 1);
    assert!(refuse(&with(&newer)).contains("newer version"));
    let mut newer = manifest(std::slice::from_ref(&entry));
    newer["version"] = json!(2);
    assert!(refuse(&with(&newer)).contains("newer version"));
    let mut other = manifest(std::slice::from_ref(&entry));
    other["format"] = json!("holiday-photos");
    assert!(refuse(&with(&other)).contains("another format"));

    let mut wrong = entry.clone();
    wrong["sha256"] = json!(sha256(b"x"));
    assert!(refuse(&with(&manifest(&[wrong]))).contains("SHA-256"));
    let mut fewer = entry.clone();
    fewer["rows"] = json!(2);
    assert!(refuse(&with(&manifest(&[fewer]))).contains("1 rows"));
    let mut unknown = entry.clone();
    unknown["store"] = json!("secrets");
    assert!(refuse(&with(&manifest(&[unknown]))).contains("secrets"));
    assert!(refuse(&with(&manifest(&[entry.clone(), entry.clone()]))).contains("twice"));
    assert!(refuse(&with(&manifest(&[]))).contains("not in its manifest"));
    let missing = packed("records/jobs.jsonl", "jobs", b"");
    assert!(refuse(&with(&manifest(&[entry.clone(), missing]))).contains("is missing"));

    for path in [
        "../evil",
        "files/../../evil",
        "/etc/passwd",
        "a\\..\\b",
        "C:evil",
    ] {
        let mut file = packed(path, "resume_files", b"");
        file["key"] = json!("resume_x/0");
        let manifest = serde_json::to_vec(&manifest(&[file])).unwrap();
        let told = refuse(&zip(&[(path, b""), ("manifest.json", &manifest)]));
        assert!(told.contains("a path for a name"), "{told}");
    }
}

#[test]
fn rows_that_are_none_are_refused() {
    for (rows, told) in [
        ("{\"key\":\"a\",\"text\":\"b\"}", "unfinished"),
        ("nonsense\n", "no row"),
        ("{\"key\":\"a\"}\n", "no row"),
        ("{\"key\":\"a\",\"bytes\":\"0g\"}\n", "hex"),
        ("{\"key\":\"a\",\"value\":{\"job_id\":7}}\n", "no record"),
        (
            "{\"key\":\"a\",\"value\":1,\"set_aside\":\"x\"}\n{\"key\":\"a\",\"value\":1,\"set_aside\":\"x\"}\n",
            "twice",
        ),
        ("\u{fffd}\0\n", "no row"),
    ] {
        let name = "records/jobs.jsonl";
        let mut entry = packed(name, "jobs", rows.as_bytes());
        entry["rows"] = json!(rows.lines().count());
        let manifest = serde_json::to_vec(&manifest(&[entry])).unwrap();
        let message = refuse(&zip(&[
            (name, rows.as_bytes()),
            ("manifest.json", &manifest),
        ]));
        assert!(message.contains(told), "{rows}: {message}");
    }
}

#[test]
fn a_bomb_is_put_out() {
    let name = "records/settings.jsonl";
    let bomb = vec![b' '; 32 * 1024 * 1024];
    let small = serde_json::to_vec(&manifest(&[packed(name, "settings", b"x\n")])).unwrap();
    let file = zip(&[(name, &bomb), ("manifest.json", &small)]);
    assert!(file.len() < 100_000);
    assert!(refuse(&file).contains("longer than the manifest says"));
    let long = vec![b' '; 65 * 1024 * 1024];
    assert!(refuse(&zip(&[("manifest.json", &long)])).contains("too long"));
}

/// A world that holds some of what the backup holds, some of it changed, and something of its own.
fn half(world: &World, file: &[u8]) -> World {
    let half = World::tab(&Memory::new(&SCHEMA), 3);
    restore(&half, file, RestoreHow::Replace);
    let job = world.get(CurrentJob {}).unwrap();
    let ranked = half.ranked(&job.job_id).rows;
    half.get(DeleteResume {
        resume_id: ranked[1].resume_id.clone(),
    });
    half.get(SaveJob {
        job_id: Some(job.job_id.clone()),
        ..save_job("Head cook", "Requirements\n- Stew")
    });
    // A text that another reader read otherwise.
    let text = half.storage.dump(stores::RESUME_TEXTS).remove(0);
    let mut document: Json = serde_json::from_str(text.value.text().unwrap()).unwrap();
    document["page_count"] = json!(9);
    put(
        &half,
        stores::RESUME_TEXTS,
        &text.key,
        Value::Text(document.to_string()),
    );
    let own = half.resume_for(&half.job_text(&job), "Bea\nstew", 70.0);
    half.rate(&own.analysis.unwrap().analysis_id, 1);
    half
}

#[test]
fn the_preview_counts_and_writes_nothing() {
    let world = filled();
    let file = back_up(&world, None);
    let half = half(&world, &file);
    let before = (everything(&half.storage), half.storage.commits());
    wait(try_open(&half, &file, None)).unwrap();
    let preview = half.get(CheckBackup {});
    let changes = |new, same, different, only_here| Changes {
        new,
        same,
        different,
        only_here,
    };
    assert_eq!(preview.jobs, changes(0, 1, 1, 0));
    let resumes = preview.resumes;
    assert_eq!(
        (resumes.new, resumes.different, resumes.only_here),
        (1, 1, 1)
    );
    assert_eq!(resumes.same, 3);
    assert_eq!(preview.analyses.only_here, 1);
    assert!(preview.analyses.new >= 1 && preview.feedback.new == 1);
    assert_eq!((preview.unreadable, preview.loose), (0, 0));
    assert_eq!((everything(&half.storage), half.storage.commits()), before);
    let progress = half.get(RestoreProgress {});
    assert!(progress.done > 0 && progress.done <= progress.total);
}

#[test]
fn merging_adds_what_is_missing_and_keeps_what_is_here() {
    let world = filled();
    let file = back_up(&world, None);
    let half = half(&world, &file);
    let job = world.get(CurrentJob {}).unwrap();
    let before = half.storage.dump(stores::RESUME_TEXTS);
    restore(&half, &file, RestoreHow::MergeKeepingMine);
    assert_whole(&half.storage);
    let stats = half.stats();
    assert_eq!((stats.resumes, stats.analyses, stats.feedback), (6, 6, 5));
    let mine = half.get(GetJob {
        job_id: job.job_id.clone(),
    });
    assert_eq!(mine.job.role_name, "Head cook");
    for row in before {
        assert!(half.storage.dump(stores::RESUME_TEXTS).contains(&row));
    }
    assert_eq!(half.ranked(&job.job_id).total, 5);
    // Once more, there is nothing to do.
    let again = restore(&half, &file, RestoreHow::MergeKeepingMine);
    assert_eq!(again, Restored::default());
}

#[test]
fn merging_can_take_the_backups_side() {
    let world = filled();
    let file = back_up(&world, None);
    let half = half(&world, &file);
    let job = world.get(CurrentJob {}).unwrap();
    let derived = world.storage.dump(stores::RESUME_TEXTS).remove(0).key;
    put(
        &half,
        stores::RESUME_FEATURES,
        &derived,
        Value::Text("old".into()),
    );
    restore(&half, &file, RestoreHow::MergeTakingTheirs);
    assert_whole(&half.storage);
    let theirs = half.get(GetJob {
        job_id: job.job_id.clone(),
    });
    assert_eq!(theirs.job.role_name, "Cook");
    assert_eq!(half.stats().resumes, 6);
    for row in world.storage.dump(stores::RESUME_TEXTS) {
        assert!(half.storage.dump(stores::RESUME_TEXTS).contains(&row));
    }
    assert!(
        half.storage.dump(stores::RESUME_FEATURES).is_empty(),
        "made anew"
    );
}

#[test]
fn replacing_leaves_nothing_of_what_was_here() {
    let world = filled();
    let file = back_up(&world, None);
    let half = half(&world, &file);
    put(
        &half,
        stores::RESUME_FEATURES,
        "resume_x",
        Value::Text("old".into()),
    );
    half.get(DeleteJob {
        job_id: half.get(CurrentJob {}).unwrap().job_id,
    });
    let file2 = back_up(&half, None);
    assert!(!file2.is_empty());
    half.get(BackupKept {});
    let job = world.storage.dump(stores::JOBS).remove(0).key;
    put(
        &half,
        stores::JOB_TEXTS,
        &format!("{job}/another"),
        Value::Text("old".into()),
    );
    put(
        &half,
        stores::RESUME_FILES,
        "resume_x/3",
        Value::Bytes(vec![1, 2, 3]),
    );
    restore(&half, &file, RestoreHow::Replace);
    assert_eq!(everything(&half.storage), everything(&world.storage));
    assert!(half.storage.dump(stores::RESUME_FEATURES).is_empty());
    assert!(
        half.get(GetHoldings {}).last_backup.is_some(),
        "that is a matter of this browser"
    );
    assert_whole(&half.storage);
}

#[test]
fn the_last_backup_is_the_one_that_was_kept() {
    let world = filled();
    world.fail(NextBackupPart {});
    world.fail(BackupKept {});
    let file = back_up(&world, None);
    assert_eq!(
        world.get(GetHoldings {}).last_backup,
        None,
        "nobody said that it was kept"
    );
    let kept = world.get(BackupKept {});
    assert_eq!(kept.bytes, file.len() as u64);
    let holdings = world.get(GetHoldings {});
    assert_eq!(holdings.last_backup, Some(kept));
    let files = holdings
        .stores
        .iter()
        .find(|store| store.store == "resume_files");
    let bytes: u64 = world.stats().file_bytes;
    assert_eq!(
        files.map(|files| (files.rows, files.bytes)),
        Some((5, bytes))
    );
    let jobs = holdings
        .stores
        .iter()
        .find(|store| store.store == "jobs")
        .unwrap();
    assert!(jobs.rows == 2 && jobs.bytes > 100);
    world.get(BeginBackup { passphrase: None });
    world.get(StopBackup {});
    world.fail(NextBackupPart {});
    assert_eq!(
        world
            .fail(BeginBackup {
                passphrase: Some(String::new())
            })
            .kind,
        FailureKind::Unreadable
    );
}

#[test]
fn a_backup_is_one_state_of_the_data() {
    let world = filled();
    let before = everything(&world.storage);
    world.get(BeginBackup { passphrase: None });
    world.job("Late", "Too late for this one");
    world.resume("Zoe\nlate");
    let mut file = Vec::new();
    loop {
        let (part, buffers) = wait(world.ask_with(NextBackupPart {}, Vec::new())).unwrap();
        file.extend_from_slice(&buffers[0]);
        if part.finished {
            break;
        }
    }
    let fresh = World::new();
    restore(&fresh, &file, RestoreHow::Replace);
    assert_eq!(everything(&fresh.storage), before);

    world.get(BeginBackup { passphrase: None });
    let resume_id = world.storage.dump(stores::RESUMES).remove(0).key;
    world.get(DeleteResume {
        resume_id: ResumeId::new(resume_id).unwrap(),
    });
    assert_eq!(world.fail(NextBackupPart {}).kind, FailureKind::Conflict);
    world.fail(NextBackupPart {});
}

#[test]
fn a_storage_that_fails_while_a_backup_is_made_is_told() {
    let world = filled();
    world.storage.set_fault(None);
    back_up(&world, None);
    let operations = world.storage.operations();
    assert!(operations > 3);
    for operation in 1..=operations {
        world.storage.set_fault(Some(Fault {
            operation,
            error: StorageError::NoRoom,
            after: false,
        }));
        let failure = wait(try_back_up(&world, None)).unwrap_err();
        assert_eq!(failure.kind, FailureKind::NoRoom);
    }
}

/// The storage fails at each operation of a restore in turn: it is all there or nothing is, and trying again works.
fn fail_at_each(after: bool) {
    let world = filled();
    let file = back_up(&world, None);
    for how in HOWS {
        let calm = half(&world, &file);
        let old = everything(&calm.storage);
        calm.storage.set_fault(None);
        restore(&calm, &file, how);
        let operations = calm.storage.operations();
        let new = everything(&calm.storage);
        assert_ne!(old, new);
        let mut whole = 0;
        for operation in 1..=operations {
            let target = half(&world, &file);
            target.storage.set_fault(Some(Fault {
                operation,
                error: StorageError::NoRoom,
                after,
            }));
            let outcome = wait(try_restore(&target, &file, how));
            target.storage.set_fault(None);
            let at = format!("{how:?}, operation {operation} of {operations}");
            match outcome {
                Err(failure) => assert_eq!(failure.kind, FailureKind::NoRoom, "{at}"),
                // The tidying up behind it, which is done again at the next opening.
                Ok(_) => assert_eq!(how, RestoreHow::Replace, "{at}"),
            }
            later(&target.storage);
            let now = everything(&target.storage);
            assert!(now == old || now == new, "{at}");
            whole += u64::from(now == new);
            assert_whole(&target.storage);
            restore(&target, &file, how);
            assert_eq!(everything(&target.storage), new, "{at}: again");
        }
        assert!(
            whole < operations,
            "no operation that failed kept it from happening"
        );
    }
}

#[test]
fn a_storage_that_fails_at_any_step_restores_all_or_nothing() {
    fail_at_each(false);
}

#[test]
fn so_does_one_that_loses_its_answer() {
    fail_at_each(true);
}

/// Another tab opens the database half an hour later.
fn later(storage: &Memory) {
    let tab = World::later(storage, 9, 3000);
    wait(tab.backend.warm()).unwrap();
}

#[test]
fn a_restore_that_is_killed_leaves_nothing_behind() {
    let world = filled();
    let file = back_up(&world, None);
    for how in HOWS {
        let calm = half(&world, &file);
        let old = everything(&calm.storage);
        restore(&calm, &file, how);
        let new = everything(&calm.storage);
        let mut seen_ahead = false;
        for steps in 0.. {
            let target = half(&world, &file);
            let ended = {
                let mut run = pin!(try_restore(&target, &file, how));
                let mut context = Context::from_waker(Waker::noop());
                (0..steps).any(|_| matches!(run.as_mut().poll(&mut context), Poll::Ready(_)))
            };
            let now = everything(&target.storage);
            seen_ahead |= now != old && now != new;
            // A tab that opens right now leaves it alone: the restore may still be under way.
            wait(World::tab(&target.storage, 8).backend.warm()).unwrap();
            assert_eq!(everything(&target.storage), now);
            later(&target.storage);
            let now = everything(&target.storage);
            assert!(now == old || now == new, "{how:?} after {steps} steps");
            assert_whole(&target.storage);
            if ended {
                assert!(now == new && seen_ahead);
                break;
            }
        }
    }
}

#[test]
fn what_others_write_meanwhile_is_never_lost() {
    let world = filled();
    let file = back_up(&world, None);
    let mut refused = 0;
    for how in HOWS {
        for steps in 0..60 {
            let target = half(&world, &file);
            let other = World::tab(&target.storage, 5);
            let outcome = {
                let mut run = pin!(try_restore(&target, &file, how));
                let mut context = Context::from_waker(Waker::noop());
                let early = (0..steps).find_map(|_| match run.as_mut().poll(&mut context) {
                    Poll::Ready(outcome) => Some(outcome),
                    Poll::Pending => None,
                });
                match early {
                    Some(outcome) => outcome,
                    None => {
                        let theirs = world.storage.dump(stores::RESUMES);
                        let ours = other.storage.dump(stores::RESUMES).into_iter();
                        let mut both = ours.filter(|row| theirs.contains(row));
                        let gone = both.next().unwrap().key;
                        other.get(DeleteResume {
                            resume_id: ResumeId::new(gone).unwrap(),
                        });
                        wait(run)
                    }
                }
            };
            later(&target.storage);
            assert_whole(&target.storage);
            if let Err(failure) = outcome {
                refused += 1;
                assert_eq!(failure.kind, FailureKind::Conflict, "{failure}");
            }
        }
    }
    assert!(refused > 0);
}

#[test]
fn closing_stops_what_is_under_way() {
    let world = filled();
    let file = back_up(&world, None);
    let target = World::new();
    wait(try_open(&target, &file, None)).unwrap();
    let failure = {
        let how = RestoreHow::Replace;
        let mut run = pin!(target.ask(RestoreBackup { how }));
        let mut context = Context::from_waker(Waker::noop());
        assert!(run.as_mut().poll(&mut context).is_pending());
        assert_eq!(
            target.fail(CheckBackup {}).kind,
            FailureKind::Conflict,
            "busy"
        );
        target.get(CloseBackup {});
        wait(run).unwrap_err()
    };
    assert!(failure.message.contains("stopped"), "{failure}");
    assert!(
        everything(&target.storage)
            .iter()
            .all(|(_, rows)| rows.is_empty())
    );
    target.fail(CheckBackup {});
    target.fail(OpenBackup { passphrase: None });
}
