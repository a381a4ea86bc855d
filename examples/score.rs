//! Scores résumé files against job advertisements.
//!
//! ```text
//! cargo run --example score -- --job FILE… --resume FILE… [--as-of YYYY-MM]
//! ```
//!
//! One JSON line a pair on standard output: `job`, the advertisement's file name without its ending; `file`, the résumé's
//! file name; `score`, `relevance` and `order`; `matched_skills` and `missing_skills`, the canonical names of required skills; and the
//! whole analysis.
//! `--as-of` is the month up to which an ongoing job counts; it defaults to the current one. A file that cannot be read is said
//! on standard error, and the program ends with a failure after the others are done.

mod common;

use std::{env, path::PathBuf, process::ExitCode};

use common::{job_text, month_of, read_text, this_month, vectors::model};
use serde_json::{Value, json};
use shortlist::{
    matching::{self, Features, Prepared, Scorer},
    reading,
    records::{Document, Facts, YearMonth},
    vectors::Model,
};

const USAGE: &str = "usage: score --job FILE… --resume FILE… [--as-of YYYY-MM]";

fn main() -> ExitCode {
    let options = match Options::parse(env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    let model = match model() {
        Ok(model) => model,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = false;
    let mut resumes: Vec<Resume> = Vec::new();
    for path in &options.resumes {
        match resume(path, options.as_of, &model) {
            Ok(resume) => resumes.push(resume),
            Err(message) => {
                eprintln!("{message}");
                failed = true;
            }
        }
    }
    for path in &options.jobs {
        match read_text(path) {
            Ok(text) => {
                let name = path
                    .file_stem()
                    .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
                score(&name, &text, &resumes, &model);
            }
            Err(message) => {
                eprintln!("{message}");
                failed = true;
            }
        }
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

struct Resume {
    file: String,
    document: Document,
    facts: Facts,
    features: Prepared,
}

fn resume(path: &PathBuf, as_of: YearMonth, model: &Model) -> Result<Resume, String> {
    let bytes =
        std::fs::read(path).map_err(|e| format!("{} cannot be opened: {e}", path.display()))?;
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .ok_or_else(|| format!("{} is no file", path.display()))?;
    let document = reading::read(&bytes, &name).map_err(|e| format!("{name}: {e}"))?;
    let facts = reading::facts(&document, as_of);
    let features = Features::of(&document, &facts, Some(model));
    Ok(Resume {
        file: name,
        document,
        facts,
        features: Prepared::new(features),
    })
}

/// Writes a line for each résumé.
fn score(name: &str, text: &str, resumes: &[Resume], model: &Model) {
    let job = job_text(text, "");
    let requirements = matching::requirements(&job.job_description, &job.role_name);
    let scorer = Scorer::new(&job, requirements, Some(model));
    for Resume {
        file,
        document,
        facts,
        features,
    } in resumes
    {
        let result = scorer.explain(features, document, facts, file);
        let line: Value = json!({
            "job": name,
            "file": file,
            "score": result.overall_score,
            "relevance": result.relevance,
            "order": result.order_score,
            "matched_skills": result.matched_skills,
            "missing_skills": result.missing_critical_skills,
            "analysis": result,
        });
        println!("{line}");
    }
}

struct Options {
    jobs: Vec<PathBuf>,
    resumes: Vec<PathBuf>,
    as_of: YearMonth,
}

impl Options {
    fn parse(args: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            jobs: Vec::new(),
            resumes: Vec::new(),
            as_of: this_month(),
        };
        let mut kind = String::new();
        for arg in args {
            match (arg.as_str(), kind.as_str()) {
                ("--job" | "--resume" | "--as-of", _) => kind = arg,
                (other, _) if other.starts_with("--") => {
                    return Err(format!("{other} is not known"));
                }
                (_, "--job") => options.jobs.push(arg.into()),
                (_, "--resume") => options.resumes.push(arg.into()),
                (month, "--as-of") => {
                    options.as_of = month_of(month)
                        .ok_or_else(|| format!("“{month}” is no month: write it as 2026-06"))?;
                }
                (other, _) => return Err(format!("{other}: is it a --job or a --resume?")),
            }
        }
        if options.jobs.is_empty() || options.resumes.is_empty() {
            return Err("At least one --job and one --resume are needed.".to_owned());
        }
        Ok(options)
    }
}
