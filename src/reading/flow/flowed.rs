//! What a flowing format gave: its lines, with their links and what was hidden.

use std::collections::BTreeSet;

use crate::records::{Line, LineRole, Link};

/// What a flowing format gave.
#[derive(Debug, Default)]
pub(in crate::reading) struct Flowed {
    pub(in crate::reading) lines: Vec<Line>,
    pub(in crate::reading) links: Vec<Link>,
    pub(in crate::reading) hidden: Vec<String>,
    pub(in crate::reading) has_table: bool,
    /// The numbers of the lines that stand in text boxes.
    pub(in crate::reading) boxed: BTreeSet<u32>,
    /// There was more than is gathered.
    pub(in crate::reading) cut_off: bool,
}

impl Flowed {
    /// The text as a simple reader takes it, where that is not all of it line by line: the cells of a table one below another,
    /// and nothing of page headers, footers and text boxes.
    pub(in crate::reading) fn plain(&self) -> Option<String> {
        let left_out = |line: &Line| {
            matches!(line.role, LineRole::Header | LineRole::Footer)
                || self.boxed.contains(&line.number)
        };
        if !self.has_table && !self.lines.iter().any(left_out) {
            return None;
        }
        let mut plain = String::new();
        for line in self.lines.iter().filter(|line| !left_out(line)) {
            for cell in line.text.split('\t').filter(|cell| !cell.is_empty()) {
                plain.push_str(cell);
                plain.push('\n');
            }
        }
        Some(plain)
    }

    /// Adds a line under the next number.
    pub(super) fn push(&mut self, text: String, role: LineRole, block: u32) {
        let number = u32::try_from(self.lines.len() + 1).unwrap_or(u32::MAX);
        self.lines.push(Line {
            number,
            page: 1,
            block,
            role,
            text,
            place: None,
        });
    }
}

/// Whether a line shows an address in full, but for the scheme.
pub(in crate::reading) fn shows_address(text: &str, target: &str) -> bool {
    let bare = target
        .trim_start_matches("mailto:")
        .trim_start_matches("tel:")
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.")
        .trim_end_matches('/');
    bare.is_empty() || text.contains(bare)
}
