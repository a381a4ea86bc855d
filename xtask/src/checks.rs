//! Every check, in the order in which they fail fastest.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::tools::{SIMD, WASM, cargo, need_wasm_target, root, run};
use crate::{browser, build, sizes};

/// A check: it fails with what is wrong.
type Check = fn() -> Result<()>;

/// How long all browser tests together may take: the runner's own 20 seconds are too few for a busy machine.
const BROWSER_TESTS_SECONDS: &str = "600";
/// How long the browser's driver may take to start; the runner's own limit is 5 seconds.
const DRIVER_SECONDS: &str = "60";

/// Runs the checks; `only` names some of them, separated by commas.
///
/// # Errors
/// The first check that fails.
pub fn test(only: Option<&str>) -> Result<()> {
    let steps: [(&str, Check); 5] = [
        ("format", format),
        ("lint", lint),
        ("native", native),
        ("browser", in_browser),
        ("end-to-end", end_to_end),
    ];
    let wanted: Option<Vec<&str>> = only.map(|list| list.split(',').map(str::trim).collect());
    if let Some(unknown) = wanted
        .iter()
        .flatten()
        .find(|name| !steps.iter().any(|(step, _)| step == *name))
    {
        bail!("There is no check “{unknown}”");
    }
    for (name, step) in steps {
        if wanted.as_ref().is_none_or(|wanted| wanted.contains(&name)) {
            println!("== {name}");
            let start = Instant::now();
            step()?;
            println!("== {name}: fine, {} s", start.elapsed().as_secs());
        }
    }
    Ok(())
}

fn format() -> Result<()> {
    run(&mut cargo(&["fmt", "--all", "--check"]))
}

/// Lints the library as each program has it, the programs, tests and benches, warnings denied.
fn lint() -> Result<()> {
    need_wasm_target()?;
    let in_browser = |program: &[&'static str]| {
        let mut arguments = vec!["--package", "shortlist", "--target", WASM];
        arguments.extend(program);
        arguments
    };
    let page = [
        "--lib",
        "--bin",
        "page",
        "--no-default-features",
        "--features",
        "page",
    ];
    let engine = [
        "--lib", "--bin", "engine", "--test", "browser", "--bench", "engine",
    ];
    let sheets = [
        "--bin",
        "sheets",
        "--no-default-features",
        "--features",
        "sheets",
    ];
    for what in [
        vec!["--workspace", "--all-targets"],
        in_browser(&page),
        in_browser(&engine),
        in_browser(&sheets),
    ] {
        run(cargo(&["clippy", "--quiet"])
            .args(what)
            .args(["--", "--deny", "warnings"]))?;
    }
    tidy()
}

fn native() -> Result<()> {
    run(&mut cargo(&[
        "test",
        "--workspace",
        "--exclude",
        "e2e",
        "--lib",
        "--bins",
        "--tests",
        "--examples",
    ]))?;
    run(&mut cargo(&["test", "--package", "shortlist", "--doc"]))
}

/// Tests that need a browser's own parts, compiled to wasm and run in headless Chromium.
fn in_browser() -> Result<()> {
    wasm(&["test", "--test", "browser"])
}

/// Cargo's `test` or `bench` of wasm in headless Chromium.
fn wasm(command: &[&str]) -> Result<()> {
    need_wasm_target()?;
    let driver = browser::need_driver()?;
    let runner = format!("{} wasm-test-runner", std::env::current_exe()?.display());
    run(cargo(command)
        .args(["--package", "shortlist", "--target", WASM])
        // As the engine is built.
        .arg("--config")
        .arg(format!("target.{WASM}.rustflags=[{SIMD:?}]"))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TESTS_SECONDS)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_SECONDS)
        .env("CHROMEDRIVER", driver))
}

/// Cargo's runner for the wasm32 tests.
///
/// # Errors
/// A test failed, or the browser could not be started.
pub fn run_wasm_test(arguments: Vec<String>) -> Result<()> {
    // `webdriver.json`, with the browser's flags, is looked for in the current folder.
    std::env::set_current_dir(root())?;
    let program = std::iter::once("wasm-bindgen-test-runner".to_owned());
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(program.chain(arguments))
}

/// The whole page in headless Chromium, as a person uses it.
fn end_to_end() -> Result<()> {
    let driver = browser::need_driver()?;
    let built = build::build()?;
    sizes::report(&built, false)?;
    run(
        cargo(&["test", "--package", "e2e", "--", "--test-threads=2"])
            .env("CHROMEDRIVER", driver)
            .env("SHORTLIST_DIST", built.folder)
            .env("SHORTLIST_XTASK", std::env::current_exe()?),
    )
}

/// Measures speed in headless Chromium: `engine` the engine's functions by themselves, all else the built page.
///
/// # Errors
/// The page does not build, or the browser could not be driven.
pub fn bench(arguments: &[String]) -> Result<()> {
    if arguments.first().is_some_and(|first| first == "engine") {
        return wasm(&["bench", "--bench", "engine"]);
    }
    let driver = browser::need_driver()?;
    let built = build::build()?;
    sizes::report(&built, false)?;
    run(
        cargo(&["run", "--quiet", "--package", "e2e", "--bin", "bench", "--"])
            .args(arguments)
            .env("CHROMEDRIVER", driver)
            .env("SHORTLIST_DIST", built.folder)
            .env("SHORTLIST_XTASK", std::env::current_exe()?),
    )
}

/// Checks the data files that are kept in the repository: the skills lexicon without duplicates and clashes.
///
/// # Errors
/// What is wrong, and where.
pub fn tidy() -> Result<()> {
    run(&mut cargo(&[
        "test",
        "--quiet",
        "--package",
        "shortlist",
        "--lib",
        "skills::",
    ]))
}
