//! Names the skills in a text.
//!
//! ```text
//! cargo run --example skills < résumé.txt
//! ```
//!
//! Each line of standard input is written back with the skills that it names after a tab.

use std::io::{self, BufRead, Write};

use shortlist::skills;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let names: Vec<&str> = skills::find(&line).into_iter().map(|m| m.name).collect();
        writeln!(out, "{line}\t{}", names.join(" · "))?;
    }
    Ok(())
}
