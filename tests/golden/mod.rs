//! The bits of every score of the repository's own résumés against its own advertisements. Native programs and wasm must give the
//! same ones, today and next year: they stand in `scores.tsv`.
//!
//! After a change that is meant to change scores (and so grows the engine's version), the file is written anew by
//! `cargo run --example golden > tests/golden/scores.tsv`.

use std::fmt::Write;

use shortlist::matching::{self, Features, Prepared, Scorer};
use shortlist::messages::JobText;
use shortlist::reading;
use shortlist::records::{
    Analysis, AnalysisResult, Corrections, Document, Facts, JobId, YearMonth,
};
use shortlist::vectors::Model;

macro_rules! files {
    ($($folder:literal: $($name:literal)*;)*) => {
        &[$($(($name, include_bytes!(concat!("../../", $folder, "/", $name)))),*),*]
    };
}

/// Names and bytes.
type Files = &'static [(&'static str, &'static [u8])];

const JOBS: Files = files! {
    "tests/fixtures/jobs": "accountant-criteria.txt" "developer-numbered.txt" "electrician-prose.txt" "nurse-headings.txt";
};

const RESUMES: Files = files! {
    "tests/fixtures/resumes":
        "accountant-table-pages.pdf" "accountant-tag-soup.html" "accountant-windows-1252.txt" "chef-utf16le.txt"
        "chef-word-styles.docx" "developer-json-resume.json" "developer-markdown.md" "developer-two-columns.pdf"
        "electrician-boxes.docx" "electrician-escapes.rtf" "nurse-german.odt" "nurse-hyphenated.pdf"
        "teacher-tracked-changes.docx" "teacher-wrapped.txt";
    "assets/sample":
        "ingrid-vasquez-thorne.pdf" "tomasz-wieliczko-grant.docx" "priyanka-mahalwar-dunne.html" "desmond-achterberg.pdf"
        "leilani-brookwater.md" "marguerite-solbakken.odt";
};

/// The sample's advertisement, whose text stands in JSON.
const SAMPLE_JOB: &[u8] = include_bytes!("../../assets/sample/job.json");

/// The word vectors' file.
pub const MODEL: &[u8] = include_bytes!("../../assets/vectors/minilm-128.bin");

/// The month up to which an ongoing job counts.
const AS_OF: YearMonth = YearMonth {
    year: 2026,
    month: 6,
};

struct Resume {
    name: &'static str,
    document: Document,
    facts: Facts,
    features: Prepared,
}

/// A line for each pair: the names, then the bits of the score, its three parts, relevance and order, in hex; `-` for what is
/// not stated or not measured. The version of the engine comes first.
pub fn scores(model: &Model) -> String {
    let resumes: Vec<Resume> = RESUMES.iter().map(|file| resume(file, model)).collect();
    let mut table = format!("engine\t{}\n", Analysis::ENGINE_VERSION);
    for (name, job) in jobs() {
        let wanted = matching::requirements_of(&job);
        let scorer = Scorer::new(&job, wanted, Some(model));
        for resume in &resumes {
            let result = scorer.explain(
                &resume.features,
                &resume.document,
                &resume.facts,
                resume.name,
            );
            let bits = bits(&result);
            let scored = scorer.score(&resume.features);
            assert_eq!(
                (scored.overall.to_bits(), Some(scored.order.to_bits())),
                (
                    result.overall_score.to_bits(),
                    result.order_score.map(f64::to_bits)
                ),
                "{name}, {}: the score and its explanation differ",
                resume.name
            );
            // Writing to a string does not fail.
            let _ = writeln!(table, "{name}\t{}\t{bits}", resume.name);
        }
    }
    table
}

fn bits(result: &AnalysisResult) -> String {
    let numbers = [
        Some(result.overall_score),
        result.skill_match_score,
        result.experience_match_score,
        result.education_match_score,
        result.relevance.as_ref().map(|relevance| relevance.score),
        result.order_score,
    ];
    let bits = numbers.map(|number| match number {
        Some(number) => format!("{:016x}", number.to_bits()),
        None => "-".to_owned(),
    });
    bits.join("\t")
}

fn resume(&(name, bytes): &(&'static str, &[u8]), model: &Model) -> Resume {
    let document = reading::read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"));
    let facts = reading::facts(&document, AS_OF);
    let found = Features::of(&document, &facts, Some(model));
    // As they are kept.
    let kept = serde_json::to_string(&found).expect("plain fields can be written");
    let kept = serde_json::from_str(&kept).expect("what was written can be read");
    Resume {
        name,
        features: Prepared::new(kept),
        document,
        facts,
    }
}

fn jobs() -> Vec<(&'static str, JobText)> {
    let job = |role_name: &str, job_description: &str| JobText {
        job_id: JobId::new("00000000").expect("eight hex digits are a job’s id"),
        company_name: String::new(),
        role_name: role_name.to_owned(),
        job_description: job_description.to_owned(),
        corrections: Corrections::default(),
    };
    let text = |bytes| std::str::from_utf8(bytes).expect("the advertisements are UTF-8");
    let sample: serde_json::Value =
        serde_json::from_slice(SAMPLE_JOB).expect("the sample’s job is JSON");
    let field = |name: &str| sample[name].as_str().unwrap_or_default().to_owned();
    let fixtures = JOBS
        .iter()
        .map(|(name, bytes)| (*name, job("", text(bytes))));
    fixtures
        .chain([(
            "job.json",
            job(&field("role_name"), &field("job_description")),
        )])
        .collect()
}
