//! Embeds texts with the project's own word vectors.
//!
//! ```text
//! cargo run --release --example embed -- [--pieces] < lines.txt
//! ```
//!
//! One JSON line for each line of standard input: with `--pieces` the numbers of its pieces as the tokenizer gives them, otherwise
//! the 128 whole numbers of its vector.

#[path = "common/vectors.rs"]
mod vectors;

use std::{
    env,
    io::{self, BufRead, BufWriter, Write},
    process::ExitCode,
};

use serde_json::json;

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
    let pieces = match env::args().nth(1).as_deref() {
        None => false,
        Some("--pieces") => true,
        Some(other) => return Err(format!("{other} is not known\nusage: embed [--pieces]")),
    };
    let model = vectors::model()?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|e| format!("The texts cannot be read: {e}"))?;
        let answer = if pieces {
            json!(model.pieces(&line))
        } else {
            json!(model.embed(&line))
        };
        writeln!(out, "{answer}").map_err(|e| format!("The answer cannot be written: {e}"))?;
    }
    out.flush()
        .map_err(|e| format!("The answer cannot be written: {e}"))
}
