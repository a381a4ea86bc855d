//! Speed in headless Chromium, as a person would feel it. `cargo xtask bench` builds the page and starts this; every figure is the
//! median of several runs, printed with the least and the most. `start`, `import`, `large`, `compare`, `scoring`, `feedback` and `api`
//! name what alone is measured; `backup` takes a gigabyte out and in; `reading FILES [PDFJS]` reads a folder's PDFs; `bits GOLD
//! SCORES [firefox]` compares scores to the bit.

mod api;
mod backup;
mod bits;
mod compare;
mod feedback;
mod import;
mod keeper;
mod large;
mod reading;
mod scoring;
mod served;
mod start;

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

/// How often a figure is taken.
const RUNS: usize = 5;
/// How long one step may take; a figure is worth waiting for.
const PATIENCE: Duration = Duration::from_secs(1800);

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    println!("| what | median | least | most |\n|---|---|---|---|");
    runtime.block_on(async {
        match arguments.as_slice() {
            [] => {
                start::cold_start().await?;
                import::import().await?;
                large::large_database().await?;
                compare::compare().await?;
                scoring::scoring().await?;
                feedback::feedback().await?;
                api::api().await
            }
            ["start"] => start::cold_start().await,
            ["import"] => import::import().await,
            ["large"] => large::large_database().await,
            ["backup"] => backup::backup().await,
            ["compare"] => compare::compare().await,
            ["scoring"] => scoring::scoring().await,
            ["feedback"] => feedback::feedback().await,
            ["api"] => api::api().await,
            ["reading", files] => reading::reading(Path::new(files), None).await,
            ["reading", files, pdfjs] => {
                reading::reading(Path::new(files), Some(Path::new(pdfjs))).await
            }
            ["bits", gold, scores] => {
                bits::bits(Path::new(gold), Path::new(scores), bits::Which::Chromium).await
            }
            ["bits", gold, scores, "firefox"] => {
                bits::bits(Path::new(gold), Path::new(scores), bits::Which::Firefox).await
            }
            _ => bail!("there is no such bench; see the first lines of its source"),
        }
    })
}

/// Prints a figure.
fn row(what: &str, unit: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    println!(
        "| {what} | {:.1} {unit} | {:.1} | {:.1} |",
        at(values.len() / 2),
        at(0),
        at(values.len().saturating_sub(1))
    );
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}
