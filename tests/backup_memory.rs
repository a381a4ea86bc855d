//! Backs up and restores far more than may stand in memory at once, and counts what is allocated.
//!
//! `SHORTLIST_BACKUP_MB=1024 cargo test --release --test backup_memory -- --nocapture` prints the figures of one gigabyte.

mod counting;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::time::Instant;

use counting::Count;
use shortlist::backend::Backend;
use shortlist::backend::ambient::{RandomIds, SystemClock};
use shortlist::backend::backup::source::Source;
use shortlist::backend::meaning::VectorFile;
use shortlist::backend::rows::{file_entry, resume_entry, sha256};
use shortlist::messages::*;
use shortlist::records::{DegreeLevel, Resume, ResumeId, ResumeState, Time};
use shortlist::storage::{
    Batch, Found, Memory, Query, Removed, SCHEMA, Storage, StorageError, Value, Write, stores,
};

/// How many bytes one file has.
const FILE: usize = 4 * 1024 * 1024;
/// What making or bringing back a backup may have allocated at one time, in bytes; the browser's own copies come on top.
const MOST_MEMORY: usize = 120 * 1024 * 1024;

/// A home that makes files up when they are read and keeps of those that are written their SHA-256 alone.
struct Large(Memory);

/// The bytes of the file with that key: always the same, and not to be packed.
fn made_up(key: &str) -> Vec<u8> {
    let mut state = key.bytes().fold(0x9e37_79b9_7f4a_7c15_u64, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let words = (0..FILE / 8).flat_map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.collect()
}

impl Storage for Large {
    async fn read(&self, queries: &[Query]) -> Result<Vec<Found>, StorageError> {
        let mut found = self.0.read(queries).await?;
        for (query, found) in queries.iter().zip(&mut found) {
            if query.store() == stores::RESUME_FILES {
                for row in &mut found.rows {
                    row.value = Value::Bytes(made_up(&row.key));
                }
            }
        }
        Ok(found)
    }

    async fn commit(&self, batch: &Batch) -> Result<Removed, StorageError> {
        let mut kept = Batch {
            checks: batch.checks.clone(),
            writes: Vec::new(),
        };
        for write in &batch.writes {
            kept.writes.push(match write {
                Write::Put { store, entry } if *store == stores::RESUME_FILES => {
                    let Value::Bytes(bytes) = &entry.value else {
                        panic!("a file without bytes");
                    };
                    let mut entry = shortlist::storage::Entry::new(
                        entry.key.as_str(),
                        Value::Text(sha256(bytes)),
                    );
                    entry.index.clear();
                    Write::Put { store, entry }
                }
                other => other.clone(),
            });
        }
        self.0.commit(&kept).await
    }
}

/// A file on the disk.
struct Disk(File, u64);

impl Source for Disk {
    fn size(&self) -> u64 {
        self.1
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        self.0.seek(SeekFrom::Start(at))?;
        self.0.read_exact(into)
    }
}

fn backend(home: Large) -> Backend<Large> {
    // Nothing here asks for word vectors.
    let away = || Failure::new(FailureKind::Internal, "The vectors are away.");
    let meaning = VectorFile::new(move || std::future::ready(Err(away())));
    Backend::new(home, SystemClock, RandomIds, meaning)
}

async fn ask<C: Call<Door = KeeperCall>>(
    backend: &Backend<Large>,
    call: C,
) -> (C::Reply, Vec<Vec<u8>>) {
    let answer = backend.call(call.into(), Vec::new()).await.unwrap();
    (serde_json::from_str(&answer.value).unwrap(), answer.buffers)
}

fn resume(id: &str) -> Resume {
    Resume {
        resume_id: ResumeId::new(id).unwrap(),
        sha256: sha256(id.as_bytes()),
        candidate_name: None,
        original_filename: "cv.pdf".into(),
        media_type: "application/pdf".into(),
        file_size: FILE as u64,
        page_count: None,
        text_length: 0,
        uploaded_at: Time::new("2026-11-18T10:00:00.000Z").unwrap(),
        state: ResumeState::NoText,
        findings: Vec::new(),
        headline: None,
        email: None,
        experience_months: None,
        degree: DegreeLevel::default(),
        unscored_for: None,
        is_sample: false,
    }
}

/// Runs something, and tells its name, its time and the most it had allocated.
fn measured<T>(what: &str, run: impl Future<Output = T>) -> T {
    let count = Count::start(0);
    let start = Instant::now();
    let done = futures_executor::block_on(run);
    let peak = count.peak();
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{what}: {seconds:.1} s, peak {:.1} MB",
        peak as f64 / 1048576.0
    );
    assert!(peak < MOST_MEMORY, "{what}: {peak} bytes");
    done
}

#[test]
fn a_backup_never_stands_in_memory_whole() {
    let megabytes = std::env::var("SHORTLIST_BACKUP_MB").ok();
    let megabytes: usize = megabytes.map_or(160, |text| text.parse().unwrap());
    let files = megabytes * 1024 * 1024 / FILE;
    // Without optimisation, ciphers take half a second a megabyte.
    let sealed = if cfg!(debug_assertions) { 2 } else { files };
    for (passphrase, count) in [(None, files), (Some("Soup of the day".to_owned()), sealed)] {
        let full = Large(Memory::new(&SCHEMA));
        futures_executor::block_on(async {
            for number in 0..count {
                let resume = resume(&format!("resume_{number:016x}"));
                let mut batch = Batch::new();
                batch.put(stores::RESUMES, resume_entry(&resume).unwrap());
                let mut file = file_entry(&resume.resume_id, Vec::new());
                file.key = format!("{}/{FILE}", resume.resume_id);
                batch.put(stores::RESUME_FILES, file);
                full.0.commit(&batch).await.unwrap();
            }
        });
        let from = backend(full);
        let path = std::env::temp_dir().join(format!("shortlist-backup-{}", std::process::id()));
        let mut file = File::create(&path).unwrap();
        measured("back up", async {
            let passphrase = passphrase.clone();
            ask(&from, BeginBackup { passphrase }).await;
            loop {
                let (part, buffers) = ask(&from, NextBackupPart {}).await;
                file.write_all(&buffers[0]).unwrap();
                if part.finished {
                    break;
                }
            }
        });
        let size = file.metadata().unwrap().len();
        assert!(size as usize > count * FILE);

        let to = backend(Large(Memory::new(&SCHEMA)));
        to.offer(Box::new(Disk(File::open(&path).unwrap(), size)));
        measured("open and check", async {
            ask(&to, OpenBackup { passphrase }).await;
            let (preview, _) = ask(&to, CheckBackup {}).await;
            assert_eq!(preview.resumes.new, count as u64);
        });
        measured("restore", async {
            let how = RestoreHow::Replace;
            let (restored, _) = ask(&to, RestoreBackup { how }).await;
            assert_eq!(restored.resumes, count as u64);
        });
        let files = to.storage().0.dump(stores::RESUME_FILES);
        assert_eq!(files.len(), count);
        for row in files {
            assert_eq!(row.value, Value::Text(sha256(&made_up(&row.key))));
        }
        std::fs::remove_file(&path).unwrap();
    }
}
