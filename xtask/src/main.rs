//! `cargo xtask`: the one tool that builds, serves, tests and measures. The lock file alone pins what it uses.

mod browser;
mod build;
mod checks;
mod dist;
mod program;
mod serve;
mod sizes;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask <command>

  build                 writes dist/, the static folder to be served, and prints its sizes
    --record            also writes the sizes into sizes.tsv, the saved record
  serve                 builds, serves dist/ and prints its address
    --port N            the port (8080; 0 for any that is free)
    --dir DIR           serves that folder as it is, without building
  test                  every check: format, lints, native, browser and end-to-end tests
    --only A,B          only some of: format, lint, native, browser, end-to-end
  bench                 measures in headless Chromium and prints the figures for BENCHMARKS.md
    start, import, large, scoring, feedback, api    only one of these
    engine              the engine's functions by themselves
    reading FILES [PDFJS]           a folder's PDFs, beside pdf.js where that is given
    bits GOLD SCORES [firefox]      scores in the browser beside native ones, to the bit
  tidy                  checks the data files that are kept in the repository
";

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let has = |name: &str| rest.iter().any(|argument| argument == name);
    let value = |name: &str| {
        let at = rest.iter().position(|argument| argument == name)?;
        rest.get(at + 1).cloned()
    };
    match command.as_str() {
        "build" => {
            let made = build::build()?;
            sizes::report(&made, has("--record"))
        }
        "serve" => {
            let port = value("--port").map_or(Ok(8080), |port| port.parse())?;
            let folder = match value("--dir") {
                Some(folder) => PathBuf::from(folder),
                None => {
                    let made = build::build()?;
                    sizes::report(&made, false)?;
                    made.folder
                }
            };
            serve::serve(&folder, port)
        }
        "test" => checks::test(value("--only").as_deref()),
        "bench" => checks::bench(&rest),
        "tidy" => checks::tidy(),
        // Cargo's runner for wasm32 tests: cargo hands over the test program and its arguments.
        "wasm-test-runner" => checks::run_wasm_test(rest),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("There is no command “{other}”.\n\n{HELP}"),
    }
}
