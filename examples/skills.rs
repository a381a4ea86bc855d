//! Names the skills in a text.
//!
//! ```text
//! cargo run --example skills < résumé.txt
//! ```
//!
//! Each line of standard input is written back; after a tab, the skills that it names, each with the words that name it.

use std::io::{self, BufRead, Write};

use shortlist::skills;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let names: Vec<String> = skills::find(&line)
            .into_iter()
            .map(|m| {
                format!(
                    "{} ({})",
                    m.name,
                    line.get(m.start..m.end).unwrap_or_default()
                )
            })
            .collect();
        writeln!(out, "{line}\t{}", names.join(" · "))?;
    }
    Ok(())
}
