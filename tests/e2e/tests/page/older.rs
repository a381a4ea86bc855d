//! The older system's folder: nothing comes in before yes, then all that fits, and it goes out again in the same layout.

use std::io::{Cursor, Read, Write};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::steps::{downloaded, open, rows};

const ANN: &str = "Ann Quillfeather\nann@example.org\n\nExperience\nBaker, Mill Lane Bakery\n2019 - 2024\n\nSkills\nPython, Bread\n";
const ANALYSIS: &str = "ea198c25-67c";

/// A zip of these files.
fn zip(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(*path, SimpleFileOptions::default())
            .expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook as the older system wrote it: one sheet, strings inline.
fn workbook() -> Vec<u8> {
    let row = |cells: [&str; 5]| {
        let cells = cells.map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        format!("<row>{}</row>", cells.concat())
    };
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}{}</sheetData></worksheet>",
        row(["Company", "Job", "Portal", "Full Time", "Date Applied"]),
        row([
            "Calder Ward",
            "Night Nurse",
            "Notice board",
            "Full Time",
            "2025-11-02"
        ]),
    );
    let xml = |text: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}").into_bytes();
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
    let relations = |kind: &str, target: &str| {
        xml(&format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        ))
    };
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Jobs Applied\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    zip(&[
        ("[Content_Types].xml", xml(types)),
        (
            "_rels/.rels",
            relations("officeDocument", "xl/workbook.xml"),
        ),
        ("xl/workbook.xml", xml(book)),
        (
            "xl/_rels/workbook.xml.rels",
            relations("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", xml(&sheet)),
    ])
}

/// A small folder of an older system, invented, with a broken line.
fn archive() -> Vec<u8> {
    let digest = Sha256::digest(ANN.as_bytes());
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let ann = format!("resume_{}", &digits[..16]);
    let at = "2025-11-03T09:30:00.000100";
    let job = json!({"job_id": "a3f7b2c1", "company_name": "Mill Lane", "role_name": "Baker", "job_description": "Requirements\n- Python\n- SQL",
        "created_at": "2025-10-01T08:00:00.500000", "metadata": {}, "analysis_count": 1});
    let index = json!({ann.clone(): {"resume_id": ann, "candidate_name": "Ann Quillfeather", "original_filename": "ann.txt",
        "pdf_path": format!("data\\resumes\\pdfs\\{ann}.pdf"), "text_path": format!("data\\resumes\\texts\\{ann}.txt"),
        "uploaded_at": "2025-11-01T12:00:00", "file_size": ANN.len(), "text_length": ANN.len()}});
    let analysis = json!({"analysis_id": ANALYSIS, "job_id": "a3f7b2c1", "resume_id": ann, "candidate_name": "Ann Quillfeather", "created_at": at,
        "overall_score": 71.5, "hiring_recommendation": "MAYBE - good basics", "feedback_count": 1,
        "analysis_result": {"candidate_name": "Ann Quillfeather", "filename": "ann.txt", "overall_score": 71.5, "skill_match_score": 80,
            "experience_match_score": 70.5, "education_match_score": 62, "matched_skills": ["Python"], "missing_critical_skills": ["SQL"],
            "strengths": ["Knows Python"], "weaknesses": ["No SQL"], "executive_summary": "A sound baker.",
            "hiring_recommendation": "MAYBE - good basics", "timestamp": at, "company_name": "Mill Lane", "role_name": "Baker"}});
    let feedback = json!({"id": format!("Ann Quillfeather_{at}_strength_1730000000000"), "timestamp": "2025-11-04T10:00:00",
        "query": "Does she know Python?", "context": ["from the CV"], "response": "She does.",
        "feedback": {"rating": 5, "correct_points": ["Python"], "incorrect_points": [], "missing_points": [], "ideal_response": "Yes, since 2019."}});
    let lines = |text: String| text.into_bytes();
    let pdf = format!("older/data/resumes/pdfs/{ann}.pdf");
    let text = format!("older/data/resumes/texts/{ann}.txt");
    zip(&[
        (
            "older/data/jobs/jobs.jsonl",
            lines(format!("{job}\n{{\"job_id\": \"b4\n")),
        ),
        (
            "older/data/resumes/resumes_index.json",
            lines(index.to_string()),
        ),
        (&pdf, ANN.into()),
        (&text, ANN.into()),
        (
            "older/data/analyses/analyses.jsonl",
            lines(format!("{analysis}\n")),
        ),
        (
            "older/feedback_db/interactions.jsonl",
            lines(format!("{feedback}\n")),
        ),
        ("older/data/jobs_applied/job_applicaiton.xlsx", workbook()),
    ])
}

#[tokio::test]
async fn an_older_folder_comes_in_after_a_preview_and_goes_out_again() {
    const STORES: [(&str, u64); 5] = [
        ("jobs", 1),
        ("resumes", 1),
        ("analyses", 1),
        ("feedback", 1),
        ("applications", 1),
    ];
    let (_site, browser, page) = open().await;
    page.go("#/data/older").await;
    page.see("Choose the folder").await;
    page.drop_files(&[("older.zip", &archive())]).await;
    page.see("Nothing is written yet").await;
    page.see("jobs.jsonl, line 2").await;
    page.see("1 résumé file is read first").await;
    for (store, _) in STORES {
        assert_eq!(rows(&page, store).await, 0, "{store} before the yes");
    }
    page.click("Leave it").await;
    page.see("Choose the folder").await;
    assert_eq!(rows(&page, "jobs").await, 0);

    page.drop_files(&[("older.zip", &archive())]).await;
    page.click("Yes, bring it in").await;
    page.see("is in.").await;
    for (store, count) in STORES {
        assert_eq!(rows(&page, store).await, count, "{store}");
    }
    // The same again: nothing is new.
    page.click("Bring in another one").await;
    page.drop_files(&[("older.zip", &archive())]).await;
    page.see("Nothing in it is new").await;
    page.click("Leave it").await;

    // The file's own bytes are kept, and the analysis says who made it.
    page.go(&format!("#/analyses/{ANALYSIS}")).await;
    page.see("Ann Quillfeather").await;
    page.see("older system").await;
    assert_eq!(rows(&page, "resume_files").await, 1);

    page.go("#/data/older").await;
    page.click("Write everything in the older system").await;
    page.see("is with your downloads").await;
    let file = downloaded(&page, &browser.profile(), "shortlist-older-layout-", ".zip").await;
    let file = std::fs::read(file).expect("it is there");
    let mut written = ZipArchive::new(Cursor::new(file)).expect("it is a zip");
    let names: Vec<String> = written
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    assert!(
        names.iter().any(|name| name.ends_with(".xlsx")),
        "{names:?}"
    );
    let path = names
        .iter()
        .find(|name| name.ends_with("analyses.jsonl"))
        .unwrap_or_else(|| panic!("no analyses in {names:?}"));
    let mut text = String::new();
    written
        .by_name(path)
        .expect("it is in the zip")
        .read_to_string(&mut text)
        .expect("it is text");
    let analysis: Value =
        serde_json::from_str(text.lines().next().expect("a line")).expect("it is JSON");
    assert_eq!(analysis["analysis_id"], json!(ANALYSIS));
    browser.close().await;
}
