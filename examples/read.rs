//! Reads résumé files and writes their text and their facts.
//!
//! ```text
//! cargo run --example read -- FILES… --out DIR [--as-of YYYY-MM]
//! ```
//!
//! For each file: `DIR/<file name>.txt` with its text, or `DIR/<file name>.err`, whose first word is `password`, `no_text` or
//! `error`, then the message; and on standard output one JSON line `{file, name, email, phone, links, years_experience,
//! degree, skills}`. `--as-of` is the month up to which an ongoing job counts; it defaults to the current one. `--facts`
//! prints everything that was found instead: all facts, each with its line, the findings, what a plain reader sees where that is
//! not the text in reading order (`plain`), and the text that no one sees (`hidden`).

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::json;
use shortlist::{
    reading::{self, ReadError},
    records::{Document, ResumeState, YearMonth},
};

const USAGE: &str = "usage: read FILES… --out DIR [--as-of YYYY-MM] [--facts]";

fn main() -> ExitCode {
    let options = match Options::parse(env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(out) = &options.out
        && let Err(e) = fs::create_dir_all(out)
    {
        eprintln!("The folder {} cannot be made: {e}", out.display());
        return ExitCode::FAILURE;
    }
    let mut failed = false;
    for file in &options.files {
        if let Err(message) = one(file, &options) {
            eprintln!("{message}");
            failed = true;
        }
    }
    if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Reads one file. A résumé that cannot be read is a result like another; a path that cannot be opened or written is not.
fn one(path: &Path, options: &Options) -> Result<(), String> {
    let bytes = fs::read(path).map_err(|e| format!("{} cannot be opened: {e}", path.display()))?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .ok_or_else(|| format!("{} is no file", path.display()))?;
    let (ending, text) = match reading::read(&bytes, &name) {
        Ok(document) => {
            println!("{}", line(&name, &document, options));
            ("txt", document.text())
        }
        Err(error) => ("err", format!("{} {error}\n", kind(&error))),
    };
    let Some(out) = &options.out else {
        if ending == "err" {
            eprint!("{name}: {text}");
        }
        return Ok(());
    };
    let target = out.join(format!("{name}.{ending}"));
    // A file of an earlier run would say the opposite.
    let other = out.join(format!(
        "{name}.{}",
        if ending == "txt" { "err" } else { "txt" }
    ));
    if other.exists() {
        fs::remove_file(&other)
            .map_err(|e| format!("{} cannot be removed: {e}", other.display()))?;
    }
    fs::write(&target, text).map_err(|e| format!("{} cannot be written: {e}", target.display()))
}

fn kind(error: &ReadError) -> &'static str {
    match error.kept_as() {
        Some((_, ResumeState::Password)) => "password",
        Some((_, ResumeState::NoText)) => "no_text",
        _ => "error",
    }
}

fn line(name: &str, document: &Document, options: &Options) -> String {
    let facts = reading::facts(document, options.as_of);
    if options.facts {
        return json!({
            "file": name,
            "facts": facts,
            "findings": document.findings,
            "plain": document.plain,
            "hidden": document.hidden,
        })
        .to_string();
    }
    json!({
        "file": name,
        "name": facts.name.as_ref().map(|f| &f.value),
        "email": facts.emails.first().map(|f| &f.value),
        "phone": facts.phones.first().map(|f| &f.value),
        "links": facts.links.iter().map(|f| &f.value).collect::<Vec<_>>(),
        "years_experience": facts.years(),
        "degree": facts.degree,
        "skills": facts.skills.iter().map(|s| &s.name).collect::<Vec<_>>(),
    })
    .to_string()
}

struct Options {
    files: Vec<PathBuf>,
    out: Option<PathBuf>,
    as_of: YearMonth,
    facts: bool,
}

impl Options {
    fn parse(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            files: Vec::new(),
            out: None,
            as_of: this_month(),
            facts: false,
        };
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--out" => options.out = Some(args.next().ok_or("--out needs a folder")?.into()),
                "--as-of" => {
                    let month = args.next().ok_or("--as-of needs a month")?;
                    options.as_of = year_month(&month)
                        .ok_or_else(|| format!("“{month}” is no month: write it as 2026-06"))?;
                }
                "--facts" => options.facts = true,
                _ if arg.starts_with("--") => return Err(format!("{arg} is not known")),
                _ => options.files.push(arg.into()),
            }
        }
        if options.files.is_empty() {
            return Err("No files were given.".to_owned());
        }
        if options.out.is_none() && !options.facts {
            return Err("--out is missing.".to_owned());
        }
        Ok(options)
    }
}

fn year_month(text: &str) -> Option<YearMonth> {
    let (year, month) = text.split_once('-')?;
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some(YearMonth {
        year: year.parse().ok()?,
        month,
    })
}

fn this_month() -> YearMonth {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    let today = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0))
        .unwrap_or_default()
        .to_zoned(jiff::tz::TimeZone::UTC);
    YearMonth {
        year: u16::try_from(today.year()).unwrap_or(0),
        month: u8::try_from(today.month()).unwrap_or(1),
    }
}
