//! A folder of the older system, invented, with each of the oddities that its folders have; and what a page does to bring it in.

use std::io::Write;

use futures_util::FutureExt;
use serde_json::{Value, json};
use shortlist::backend::meaning::Meaning;
use shortlist::backend::ready_jobs::ReadyJobs;
use shortlist::backend::rows::sha256;
use shortlist::backend::{intake, legacy};
use shortlist::messages::*;
use shortlist::records::Time;

use crate::world::{World, vectors, wait};

/// A file's path and bytes.
pub type Named = (String, Vec<u8>);

pub const ANN: &str = "Ann Lee\nann@example.org\n\nExperience\nBaker, Mill Lane Bakery\n2019 - 2024\n\nSkills\nPython, Bread\n";
pub const BOB: &str = "Bob Stone\nbob@example.org\n\nSkills\nCooking\n";
pub const CY: &str = "Cy Marsh\ncy@example.org\n\nSkills\nSQL\n";

/// The id that bytes give, with that many digits.
pub fn id(bytes: &[u8], digits: usize) -> String {
    format!("resume_{}", &sha256(bytes)[..digits])
}

pub fn now() -> Time {
    Time::new("2026-11-20T09:00:00.000Z").unwrap()
}

fn job(id: &str, role: &str, text: &str) -> Value {
    json!({
        "job_id": id, "company_name": "Acme", "role_name": role, "job_description": text,
        "created_at": "2025-10-01T08:00:00.500000", "metadata": {"source": "pasted"}, "analysis_count": 0,
    })
}

fn analysis(id: &str, job: &str, resume: &str, name: &str, at: &str) -> Value {
    json!({
        "analysis_id": id, "job_id": job, "resume_id": resume, "candidate_name": name, "created_at": at,
        "overall_score": 71.5, "hiring_recommendation": "MAYBE - good basics", "feedback_count": 0,
        "analysis_result": {
            "candidate_name": name, "filename": format!("{name}.pdf"), "overall_score": 71.5,
            "skill_match_score": 80, "experience_match_score": 70.5, "education_match_score": "60%",
            "matched_skills": ["Python"], "missing_critical_skills": ["SQL"], "strengths": ["Knows Python"],
            "weaknesses": ["No SQL"], "executive_summary": "A sound baker.",
            "hiring_recommendation": "MAYBE - good basics", "timestamp": at,
            "company_name": "Acme", "role_name": "Baker", "model_used": "qwen",
        },
    })
}

fn feedback(id: &str, rating: Value) -> Value {
    json!({
        "id": id, "timestamp": "2025-11-04T10:00:00.000001", "query": "Does she know Python?",
        "context": ["from the CV"], "response": "She does.",
        "feedback": {"rating": rating, "correct_points": ["Python"], "incorrect_points": [], "missing_points": [],
                     "ideal_response": "Yes, since 2019."},
    })
}

fn lines(rows: &[Value]) -> Vec<u8> {
    rows.iter()
        .flat_map(|row| format!("{row}\n").into_bytes())
        .collect()
}

pub fn file(path: &str, bytes: impl Into<Vec<u8>>) -> Named {
    (path.to_owned(), bytes.into())
}

/// The folder, with forward slashes and `data/` first.
pub fn folder() -> Vec<Named> {
    let (ann, bob, cy) = (
        id(ANN.as_bytes(), 16),
        id(BOB.as_bytes(), 12),
        id(CY.as_bytes(), 16),
    );
    let mut jobs = b"\xEF\xBB\xBF".to_vec();
    jobs.extend(
        format!(
            "{}\r\n\r\n",
            job("a3f7b2c1", "Baker", "Requirements\n- Python\n- SQL")
        )
        .into_bytes(),
    );
    jobs.extend(
        format!(
            "{}\n",
            job("a3f7b2c1", "Baker", "Requirements\n- Python\n- SQL")
        )
        .into_bytes(),
    );
    jobs.extend(b"{\"job_id\": \"b4e8\n[1, 2]\n");
    jobs.extend(format!("{}\n", job("c5f9d4e3", "Cook", "Requirements\n- Soup")).into_bytes());
    // Windows-1252, no times, no metadata.
    jobs.extend(b"{\"job_id\": \"d6a0e5f4\", \"company_name\": \"Caf\xE9 M\xFCller\", \"role_name\": \"Koch\", \"job_description\": \"Suppe\"}\n");
    jobs.extend(b"{\"job_id\": \"e7\"}\n{\"job_id\": \"../up\", \"job_description\": \"x\"}\n");
    jobs.extend(b"{\"role_name\": \"Nameless\", \"job_description\": \"No id at all\", \"created_at\": \"2025-10-02T08:00:00\"}\n");
    let resumes_index = json!({
        ann.clone(): {"resume_id": ann, "candidate_name": "Ann Lee", "original_filename": "Ann Lee CV.pdf",
            "pdf_path": format!("data\\resumes\\pdfs\\{ann}.pdf"), "text_path": format!("data\\resumes\\texts\\{ann}.txt"),
            "uploaded_at": "2025-11-01T12:00:00.000123", "file_size": ANN.len(), "text_length": ANN.len()},
        // The id of the oldest data, and no key but the object's own.
        bob.clone(): {"candidate_name": "Bob Stone", "original_filename": "bob.pdf", "uploaded_at": "2025-11-01T13:00:00"},
        // Its file is gone.
        cy.clone(): {"resume_id": cy, "candidate_name": "Cy Marsh", "original_filename": "cy.pdf", "file_size": 42,
            "uploaded_at": "2025-11-01T14:00:00"},
        // Another file stands in its place.
        "resume_0123456789abcdef": {"candidate_name": "Swapped", "original_filename": "swapped.pdf", "uploaded_at": "2025-11-01T15:00:00"},
        "resume_ffffffffffffffff": {"candidate_name": "Gone", "original_filename": "gone.pdf", "uploaded_at": "2025-11-01T16:00:00"},
    });
    let mut fallback = analysis(
        "11112222-333",
        "c5f9d4e3",
        &bob,
        "Bob Stone",
        "2025-11-03T15:00:00",
    );
    fallback["analysis_result"]["experience_match_score"] = json!(60);
    fallback["analysis_result"]["education_match_score"] = json!(60.0);
    let mut lacking = analysis("nolinks", "", "", "Ann Lee", "2025-11-03T18:00:00");
    for key in ["job_id", "resume_id", "created_at"] {
        lacking.as_object_mut().unwrap().remove(key);
    }
    let analyses = [
        analysis(
            "ea198c25-67c",
            "a3f7b2c1",
            &ann,
            "Ann Lee",
            "2025-11-03T14:05:09.123456",
        ),
        fallback,
        analysis(
            "ea198c25-67c",
            "a3f7b2c1",
            &ann,
            "Ann Lee",
            "2025-11-03T14:05:09.123456",
        ),
        analysis(
            "dangling-000",
            "99999999",
            "resume_9999999999999999",
            "Zed Null",
            "2025-11-03T16:00:00",
        ),
        analysis(
            "deleted-0000",
            "a3f7b2c1",
            &cy,
            "Cy Marsh",
            "2025-11-03T17:00:00",
        ),
        lacking,
        json!({"analysis_id": "noscore", "job_id": "a3f7b2c1"}),
    ];
    let in_index = ["ea198c25-67c", "11112222-333", "dangling-000", "nolinks"];
    let analyses_index: Value = in_index
        .iter()
        .map(|id| (id.to_string(), json!({"feedback_count": 1})))
        .collect();
    let mut linked = feedback("linked-1", json!(5));
    linked["analysis_id"] = json!("ea198c25-67c");
    linked["job_id"] = json!("a3f7b2c1");
    linked["embedding"] = json!([0.1, 0.2]);
    let mut dangling = feedback("dangling-1", json!(2));
    dangling["analysis_id"] = json!("nowhere-9999");
    dangling["job_id"] = json!("nowhere");
    let interactions = [
        linked,
        feedback(
            "Ann Lee_2025-11-03T14:05:09.123456_executive_summary_1762178710000",
            json!(4),
        ),
        feedback("bob stone_2025-11-03T15:00:00_msg_2", json!("3")),
        feedback("Nobody_2025-11-03T15:00:00_msg_2", json!(3)),
        dangling,
        feedback("unrated", Value::Null),
        feedback("wild", json!(9)),
        json!({"id": "bare", "feedback": {"rating": 1}}),
        json!({"feedback": {"rating": 1}, "query": "No id"}),
    ];
    vec![
        file("data/jobs/jobs.jsonl", jobs),
        file("data/jobs/jobs_index.json", json!({
            "a3f7b2c1": {"company_name": "Acme", "analysis_count": 5}, "c5f9d4e3": {"analysis_count": 1}, "d6a0e5f4": {},
        }).to_string()),
        file("data/resumes/resumes_index.json", resumes_index.to_string()),
        file(&format!("data/resumes/pdfs/{ann}.pdf"), ANN),
        file(&format!("data/resumes/texts/{ann}.txt"), "text of the older reader"),
        file(&format!("data/resumes/pdfs/{bob}.pdf"), BOB),
        file(&format!("data/resumes/texts/{cy}.txt"), CY),
        file("data/resumes/pdfs/resume_0123456789abcdef.pdf", "Swapped Person\nsomebody@example.org\n"),
        file("data/resumes/pdfs/stray.pdf", "Stray Person\nstray@example.org\n"),
        file("data/resumes/texts/orphan.txt", "belongs to nobody"),
        file("data/analyses/analyses.jsonl", lines(&analyses)),
        file("data/analyses/analyses_index.json", analyses_index.to_string()),
        file("feedback_db/interactions.jsonl", lines(&interactions)),
        file("feedback_db/faiss_index.bin", vec![0; 100]),
        file("data/jobs_applied/job_applicaiton.xlsx", workbook()),
    ]
}

fn workbook() -> Vec<u8> {
    let rows = [
        vec!["Company", "Job", "Portal", "Full Time", "Date Applied"],
        vec!["Acme", "Baker", "LinkedIn", "Full Time", "2025-11-05"],
        vec!["Bakery & Sons", "Cook", "Indeed", "Contract", "2025-11-06"],
        vec!["Acme", "Baker", "LinkedIn", "Full Time", "2025-11-05"],
        vec!["Soup Kitchen", "Cook", "", "", "next week"],
    ];
    let rows: Vec<Vec<String>> = rows
        .map(|row| row.into_iter().map(str::to_owned).collect())
        .into();
    shortlist::sheets::write_xlsx(&rows).unwrap()
}

/// The folder as a zip.
pub fn zip(files: &[Named]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The folder as a tar; names are written as they are, bad ones too.
pub fn tar(files: &[Named]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        tar.append(&header, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A folder as the page holds it after a reader opened it.
pub struct Held {
    pub told: LegacyOpened,
    /// The plan and the rows of the workbooks.
    pub for_keeper: Vec<Vec<u8>>,
    pub files: Vec<Vec<u8>>,
}

pub fn open(files: Vec<Named>) -> Held {
    let (paths, buffers) = files.into_iter().unzip();
    let call = OpenLegacy { paths, now: now() };
    let (told, buffers) = legacy::open(call, buffers).unwrap();
    let mut buffers = buffers.into_iter();
    let mut for_keeper = vec![buffers.next().unwrap()];
    let files: Vec<Vec<u8>> = buffers.by_ref().take(told.files.len()).collect();
    for workbook in buffers {
        let rows = shortlist::sheets::read(&workbook).unwrap();
        for_keeper.push(serde_json::to_vec(&rows).unwrap());
    }
    assert_eq!(for_keeper.len(), told.workbooks.len() + 1);
    Held {
        told,
        for_keeper,
        files,
    }
}

pub fn preview(world: &World, held: &Held) -> LegacyPreview {
    let (preview, back) = wait(world.ask_with(PreviewLegacy {}, held.for_keeper.clone())).unwrap();
    assert_eq!(
        back, held.for_keeper,
        "what the page needs again comes back"
    );
    preview
}

/// What the page sends to keep one of the files, and the buffers.
pub fn import_file(held: &Held, at: u64) -> (ImportLegacyResume, Vec<Vec<u8>>) {
    let at = usize::try_from(at).unwrap();
    let (file, bytes) = (&held.told.files[at], &held.files[at]);
    let call = Read {
        name: file.name.clone(),
        added_at: file.uploaded_at.clone(),
        job: None,
    };
    let model = vectors().model().now_or_never();
    let model = model.expect("it is read at once").unwrap();
    let (_, reading) = intake::read(bytes, &call, &ReadyJobs::default(), &model).unwrap();
    let call = ImportLegacyResume {
        resume_id: file.resume_id.clone(),
        name: file.name.clone(),
        candidate_name: file.candidate_name.clone(),
        uploaded_at: file.uploaded_at.clone(),
    };
    (call, vec![bytes.clone(), reading])
}

/// Everything that the page does after the yes.
pub async fn import(world: &World, held: &Held, to_read: &[u64]) -> Result<LegacyTally, Failure> {
    for at in to_read {
        let (call, buffers) = import_file(held, *at);
        world.ask_with(call, buffers).await?;
    }
    Ok(world
        .ask_with(ImportLegacy {}, held.for_keeper.clone())
        .await?
        .0)
}

/// Opens, previews, imports.
pub fn bring(world: &World, files: Vec<Named>) -> (LegacyPreview, LegacyTally) {
    let held = open(files);
    let preview = preview(world, &held);
    let tally = wait(import(world, &held, &preview.to_read)).unwrap();
    (preview, tally)
}
