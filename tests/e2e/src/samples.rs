//! Invented résumés, as many as wanted, each with bytes of its own.

use std::path::PathBuf;

use crate::root;

/// A file of the project's fixtures, `resumes/nurse.pdf`.
pub fn fixture(path: &str) -> PathBuf {
    let path = root().join("tests/fixtures").join(path);
    assert!(path.exists(), "{} is missing", path.display());
    path
}

/// A small plain-text résumé of an invented person.
pub fn text_resume(number: usize) -> Vec<u8> {
    const FIRST: [&str; 8] = [
        "Alba", "Boris", "Clio", "Dario", "Edda", "Faro", "Gisa", "Hanno",
    ];
    const LAST: [&str; 9] = [
        "Quillfeather",
        "Ravenmoor",
        "Stonebrook",
        "Thistlewood",
        "Umberfield",
        "Vantongeren",
        "Wickerham",
        "Yarrowby",
        "Zellkamp",
    ];
    let (first, last) = (
        FIRST[number % FIRST.len()],
        LAST[number / FIRST.len() % LAST.len()],
    );
    let from = 2008 + number % 12;
    format!(
        "{first} {last}\nData Engineer\n{}.{}{number}@example.org · 555-01{:02}\n\nExperience\n\nData Engineer, Bluefern Analytics\n\
         March {from} – June {}\n• Built pipelines in Python and SQL on AWS\n• Moved {} nightly jobs to Airflow\n\nEducation\n\n\
         BSc Computer Science, Hartwell University, {}\n\nSkills\n\nPython, SQL, Airflow, AWS, Docker\n",
        first.to_lowercase(), last.to_lowercase(), number % 100, from + 2 + number % 5, 10 + number, from - 1
    )
    .into_bytes()
}

/// A fixture PDF with other bytes: what follows its end mark is no part of the document.
pub fn pdf(number: usize) -> Vec<u8> {
    let mut bytes = std::fs::read(root().join("assets/sample/desmond-achterberg.pdf"))
        .expect("the sample is there");
    bytes.extend_from_slice(format!("% copy {number}\n").as_bytes());
    bytes
}

/// A fixture DOCX with other bytes: a zip's closing comment is no part of its entries.
pub fn docx(number: usize) -> Vec<u8> {
    let mut bytes = std::fs::read(root().join("assets/sample/tomasz-wieliczko-grant.docx"))
        .expect("the sample is there");
    let comment = format!("copy {number}");
    let end = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")
        .expect("a zip has an end record");
    let length = u16::try_from(comment.len()).expect("a short comment");
    bytes[end + 20..end + 22].copy_from_slice(&length.to_le_bytes());
    bytes.truncate(end + 22);
    bytes.extend_from_slice(comment.as_bytes());
    bytes
}
