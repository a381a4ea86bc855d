//! The page that is written: its body, its header and footer, and where its next text belongs.

use crate::{
    reading::flow::{Flow, Flowed},
    records::LineRole,
};

/// What has been written so far.
#[derive(Default)]
pub(super) struct Page {
    /// The next paragraph stands in a table.
    pub(super) in_table: bool,
    /// The next paragraph is a list's item.
    pub(super) item: bool,
    body: Flow,
    header: Flow,
    footer: Flow,
}

impl Page {
    /// Whether no more is gathered.
    pub(super) fn is_full(&self) -> bool {
        self.body.is_full()
    }

    /// What a text goes to: the header or footer by its role, the body without one.
    pub(super) fn flow(&mut self, role: Option<LineRole>) -> &mut Flow {
        match role {
            Some(LineRole::Header) => &mut self.header,
            Some(_) => &mut self.footer,
            None => &mut self.body,
        }
    }

    /// Opens the cell and the paragraph that the next text belongs to.
    pub(super) fn ready(&mut self, edge: Option<LineRole>) {
        let in_table = self.in_table;
        let role = match edge {
            Some(role) => role,
            None if self.item => LineRole::Item,
            None => LineRole::Body,
        };
        let flow = self.flow(edge);
        if flow.in_paragraph() {
            return;
        }
        if role != LineRole::Header && role != LineRole::Footer {
            if in_table {
                if !flow.in_row() {
                    flow.start_row();
                }
                if !flow.in_cell() {
                    flow.start_cell();
                }
            } else if flow.in_row() {
                flow.end_row();
            }
        }
        flow.start_paragraph(role);
    }

    /// Ends a cell of the body.
    pub(super) fn end_cell(&mut self) {
        self.body.end_paragraphs();
        if !self.body.in_row() {
            self.body.start_row();
        }
        if !self.body.in_cell() {
            self.body.start_cell();
        }
        self.body.end_cell();
    }

    /// Ends a table row of the body.
    pub(super) fn end_row(&mut self) {
        self.body.end_paragraphs();
        self.body.end_row();
    }

    /// Ends the paragraphs of the header and the footer.
    pub(super) fn end_edges(&mut self) {
        self.header.end_paragraphs();
        self.footer.end_paragraphs();
    }

    /// The header, the body and the footer, one after the other.
    pub(super) fn finish(self) -> Flowed {
        let mut whole = self.header.finish();
        let mut add = |part: Flowed| {
            let lines = u32::try_from(whole.lines.len()).unwrap_or(u32::MAX);
            let blocks = whole.lines.last().map_or(0, |line| line.block);
            whole.lines.extend(part.lines.into_iter().map(|mut line| {
                line.number += lines;
                line.block += blocks;
                line
            }));
            whole.links.extend(part.links.into_iter().map(|mut link| {
                link.line += lines;
                link
            }));
            whole.hidden.extend(part.hidden);
            whole.has_table |= part.has_table;
        };
        add(self.body.finish());
        add(self.footer.finish());
        whole
    }
}
