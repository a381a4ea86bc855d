//! Scores every résumé of a file against every job of another.
//!
//! ```text
//! cargo run --example rank -- JOBS.jsonl RESUMES.jsonl [--as-of YYYY-MM]
//! ```
//!
//! Both files hold one JSON object a line: `{id, title, text}`. One JSON line a pair on standard output:
//! `{job_id, resume_id, score, match_strength, relevance}`, each from 0 to 100: people stand in the order of the score, which counts what
//! was asked for and found (`match_strength`) together with how near the texts are (`relevance`, null where that was not measured). A
//! line that cannot be read ends the program with its number.

mod common;

use std::{
    env,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use common::{job_text, month_of, read_text, this_month, vectors::model};
use serde::Deserialize;
use serde_json::{Value, json};
use shortlist::{
    matching::{self, Features, Prepared, Scorer},
    reading,
    records::YearMonth,
    vectors::Model,
};

const USAGE: &str = "usage: rank JOBS.jsonl RESUMES.jsonl [--as-of YYYY-MM]";

#[derive(Deserialize)]
struct Entry {
    /// A text or a number, given back as it came.
    id: Value,
    #[serde(default)]
    title: String,
    text: String,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let (jobs, resumes, as_of) = arguments()?;
    let jobs = entries(&jobs)?;
    let model = model()?;
    let resumes: Vec<(Value, Prepared)> = entries(&resumes)?
        .into_iter()
        .map(|entry| resume(entry, as_of, &model))
        .collect::<Result<_, _>>()?;
    let mut out = BufWriter::new(io::stdout().lock());
    for entry in &jobs {
        let job = job_text(&entry.text, &entry.title);
        let requirements = matching::requirements(&job.job_description, &job.role_name);
        let scorer = Scorer::new(&job, requirements, Some(&model));
        for (id, features) in &resumes {
            let scored = scorer.score(features);
            let line = json!({
                "job_id": entry.id,
                "resume_id": id,
                "score": scored.order,
                "match_strength": scored.overall,
                "relevance": scored.relevance.map(|r| r.score),
            });
            writeln!(out, "{line}").map_err(|e| format!("The answer cannot be written: {e}"))?;
        }
    }
    out.flush()
        .map_err(|e| format!("The answer cannot be written: {e}"))
}

/// A résumé's text as a document: its title is the headline above it, where the text does not begin with it.
fn resume(entry: Entry, as_of: YearMonth, model: &Model) -> Result<(Value, Prepared), String> {
    let title = entry.title.trim();
    let text = if title.is_empty() || entry.text.trim_start().starts_with(title) {
        entry.text
    } else {
        format!("{title}\n\n{}", entry.text)
    };
    let document = reading::read(text.as_bytes(), "resume.txt")
        .map_err(|e| format!("The résumé {}: {e}", entry.id))?;
    let facts = reading::facts(&document, as_of);
    let features = Features::of(&document, &facts, Some(model));
    Ok((entry.id, Prepared::new(features)))
}

fn entries(path: &Path) -> Result<Vec<Entry>, String> {
    read_text(path)?
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|e| {
                format!(
                    "{}, line {}: {e}; it must be {{\"id\", \"title\", \"text\"}}",
                    path.display(),
                    index + 1
                )
            })
        })
        .collect()
}

fn arguments() -> Result<(PathBuf, PathBuf, YearMonth), String> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut as_of = this_month();
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--as-of" {
            let month = args
                .next()
                .ok_or_else(|| format!("--as-of needs a month\n{USAGE}"))?;
            as_of = month_of(&month)
                .ok_or_else(|| format!("“{month}” is no month: write it as 2026-06"))?;
        } else if arg.starts_with("--") {
            return Err(format!("{arg} is not known\n{USAGE}"));
        } else {
            files.push(arg.into());
        }
    }
    match files.as_slice() {
        [jobs, resumes] => Ok((jobs.clone(), resumes.clone(), as_of)),
        _ => Err(format!("Two files are needed.\n{USAGE}")),
    }
}
