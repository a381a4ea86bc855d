//! Reads the fixtures and compares with what is true of them: text, facts, findings, and the answers to bad files.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde::Deserialize;
use shortlist::{
    reading::{self, ReadError},
    records::{DegreeLevel, Document, FindingKind, ResumeState, YearMonth},
};

/// What is true of a résumé.
#[derive(Deserialize)]
struct Truth {
    name: String,
    email: String,
    phone: String,
    links: Vec<String>,
    years_experience: f64,
    degree: DegreeLevel,
    as_of: String,
    language: String,
    text_contains: Vec<String>,
    text_absent: Vec<String>,
    #[serde(default)]
    text_once: Vec<String>,
    #[serde(default)]
    findings: Vec<FindingKind>,
}

/// What reading a bad file must come to.
#[derive(Deserialize)]
struct Expectation {
    expect: String,
    also_accept: Vec<String>,
    #[serde(default)]
    text_contains: Vec<String>,
    #[serde(default)]
    text_absent: Vec<String>,
    #[serde(default)]
    hidden: BTreeMap<String, String>,
    #[serde(default)]
    findings: Vec<FindingKind>,
}

fn fixtures(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn bare(link: &str) -> String {
    link.trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.")
        .trim_end_matches('/')
        .to_lowercase()
}

fn as_of(text: &str) -> YearMonth {
    let (year, month) = text.split_once('-').expect("a month as 2026-06");
    YearMonth {
        year: year.parse().expect("a year"),
        month: month.parse().expect("a month"),
    }
}

/// Everything about a document that its own rules promise.
fn check_shape(name: &str, document: &Document, wrong: &mut Vec<String>) {
    let mut block = 0;
    for (index, line) in document.lines.iter().enumerate() {
        if line.number as usize != index + 1 {
            wrong.push(format!(
                "{name}: line {} is numbered {}",
                index + 1,
                line.number
            ));
        }
        if line.block < block || line.block > block + 1 {
            wrong.push(format!("{name}: block {} follows {block}", line.block));
        }
        block = line.block;
        if line.text.trim().is_empty() || line.text.contains('\n') {
            wrong.push(format!("{name}: line {} is {:?}", line.number, line.text));
        }
    }
}

#[test]
fn the_resumes_are_read_and_understood() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(fixtures("resumes")).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".truth.json") {
            continue;
        }
        seen += 1;
        let truth = path.with_file_name(format!("{name}.truth.json"));
        let truth: Truth = serde_json::from_slice(&fs::read(&truth).expect("its truth"))
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        let bytes = fs::read(&path).expect("the file");
        let document = match reading::read(&bytes, &name) {
            Ok(document) => document,
            Err(e) => {
                wrong.push(format!("{name}: {e}"));
                continue;
            }
        };
        check_shape(&name, &document, &mut wrong);
        let text = squeezed(&document.text());
        for wanted in &truth.text_contains {
            if !text.contains(&squeezed(wanted)) {
                wrong.push(format!("{name}: “{wanted}” is missing"));
            }
        }
        for unwanted in &truth.text_absent {
            if text.contains(&squeezed(unwanted)) {
                wrong.push(format!("{name}: “{unwanted}” must not be there"));
            }
        }
        for once in &truth.text_once {
            let count = text.matches(&squeezed(once)).count();
            if count != 1 {
                wrong.push(format!("{name}: “{once}” is there {count} times"));
            }
        }
        let facts = reading::facts(&document, as_of(&truth.as_of));
        let mut differs = |what: &str, found: String, wanted: String| {
            if found != wanted {
                wrong.push(format!("{name}: {what} is {found:?}, not {wanted:?}"));
            }
        };
        let first = |facts: &[shortlist::records::Fact<String>]| {
            facts.first().map(|f| f.value.clone()).unwrap_or_default()
        };
        differs(
            "the name",
            facts.name.clone().map(|f| f.value).unwrap_or_default(),
            truth.name,
        );
        differs("the e-mail", first(&facts.emails), truth.email);
        differs(
            "the phone",
            digits(&first(&facts.phones)),
            digits(&truth.phone),
        );
        let mut links: Vec<String> = facts.links.iter().map(|f| bare(&f.value)).collect();
        let mut wanted: Vec<String> = truth.links.iter().map(|l| bare(l)).collect();
        links.sort();
        wanted.sort();
        differs("the links", format!("{links:?}"), format!("{wanted:?}"));
        differs(
            "the degree",
            format!("{:?}", facts.degree),
            format!("{:?}", truth.degree),
        );
        differs(
            "the language",
            facts.language.clone().unwrap_or_default(),
            truth.language,
        );
        let years = facts.years().unwrap_or(-1.0);
        if (years - truth.years_experience).abs() > 0.35 {
            wrong.push(format!(
                "{name}: {years} years, not {}",
                truth.years_experience
            ));
        }
        let kinds: Vec<FindingKind> = document.findings.iter().map(|f| f.kind).collect();
        for wanted in &truth.findings {
            if !kinds.contains(wanted) {
                wrong.push(format!("{name}: no finding {wanted:?} among {kinds:?}"));
            }
        }
    }
    assert!(seen >= 10, "only {seen} résumés");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn bad_files_get_an_answer() {
    let folder = fixtures("bad");
    let expected: BTreeMap<String, Expectation> =
        serde_json::from_slice(&fs::read(folder.join("expect.json")).expect("what is expected"))
            .expect("its shape");
    assert!(expected.len() >= 15, "only {} bad files", expected.len());
    let mut wrong = Vec::new();
    for (name, expected) in expected {
        let bytes = fs::read(folder.join(&name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let result = reading::read(&bytes, &name);
        let got = match &result {
            Ok(_) => "text",
            Err(e) => match e.kept_as() {
                Some((_, ResumeState::Password)) => "password",
                Some((_, ResumeState::NoText)) => "no_text",
                _ => "error",
            },
        };
        if got != expected.expect && !expected.also_accept.iter().any(|a| a == got) {
            wrong.push(format!(
                "{name}: {got}, not {}: {:?}",
                expected.expect,
                result.err()
            ));
            continue;
        }
        let Ok(document) = result else { continue };
        check_shape(&name, &document, &mut wrong);
        let text = squeezed(&document.text());
        for wanted in &expected.text_contains {
            if !text.contains(&squeezed(wanted)) {
                wrong.push(format!("{name}: “{wanted}” is missing"));
            }
        }
        for unwanted in &expected.text_absent {
            if text.contains(unwanted.as_str()) {
                wrong.push(format!("{name}: “{unwanted}” must not be there"));
            }
        }
        let hidden = squeezed(&document.hidden.join(" "));
        for wanted in expected.hidden.values() {
            if !hidden.contains(&squeezed(wanted)) {
                wrong.push(format!(
                    "{name}: “{wanted}” is not among the hidden text {hidden:?}"
                ));
            }
        }
        let kinds: Vec<FindingKind> = document.findings.iter().map(|f| f.kind).collect();
        for wanted in &expected.findings {
            if !kinds.contains(wanted) {
                wrong.push(format!("{name}: no finding {wanted:?} among {kinds:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn errors_name_the_file_and_say_what_to_do() {
    let error = reading::read(b"", "<b>odd\u{202E}name.pdf").expect_err("an empty file");
    assert!(matches!(error, ReadError::Empty { .. }));
    assert!(error.to_string().contains("<b>odd\u{202E}name.pdf"));
    assert!(error.kept_as().is_none());
    let finding = error.finding();
    assert!(!finding.what.is_empty() && !finding.advice.is_empty());

    let large = vec![b'x'; reading::LARGEST_FILE + 1];
    let error = reading::read(&large, "large.txt").expect_err("too large");
    assert!(matches!(error, ReadError::TooLarge { .. }));
    assert!(error.to_string().contains("25 MB"));
}
