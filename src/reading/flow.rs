//! Paragraphs and tables of the formats that flow (DOCX, ODT, RTF, HTML, DOC, JSON Resume), gathered into lines.

mod flowed;

pub(super) use flowed::{Flowed, shows_address};

use crate::records::{Line, LineRole, Link};

use super::{
    clean,
    limits::{MOST_GATHERED, MOST_LINES},
};

/// How deep tables may stand in one another; what lies deeper is read as plain paragraphs. No résumé nests more than a few,
/// and the limit keeps a hostile file from growing the stack of open tables.
const DEEPEST_TABLE: usize = 32;

/// How many paragraphs may be open at once, each in a box inside the one before; of more, the innermost ends first.
const DEEPEST_PARAGRAPH: usize = 64;

/// The most paragraphs that are gathered: most of them have a line or more.
const MOST_PIECES: usize = 4 * MOST_LINES;

/// One finished paragraph, or one table row on one line.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    role: LineRole,
    links: Vec<String>,
    /// It stands in a text box.
    boxed: bool,
}

/// A table row that is being read.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Vec<Piece>>,
    /// Whether a cell is open; text between cells belongs to the last one.
    in_cell: bool,
}

/// What has been read so far, and what is open.
#[derive(Debug, Default)]
pub(super) struct Flow {
    done: Vec<Piece>,
    rows: Vec<Row>,
    /// Rows beyond [`DEEPEST_TABLE`], counted so that their ends match.
    ignored_rows: usize,
    /// Open paragraphs: more than one where a text box stands inside a paragraph.
    open: Vec<Piece>,
    hidden: Vec<String>,
    /// Open text boxes.
    boxes: usize,
    /// Whether a table with more than one column was seen.
    pub(super) has_table: bool,
    /// Paragraphs and bytes gathered so far, and whether some were left out because there were too many.
    pieces: usize,
    bytes: usize,
    full: bool,
}

impl Flow {
    /// Whether no more is gathered: a reader may stop here.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Makes room for some bytes of text; false where there is none left.
    fn has_room(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        self.full |= self.bytes > MOST_GATHERED;
        !self.full
    }

    /// Opens a paragraph. One that is open already stays open around it, as with a text box.
    pub(super) fn start_paragraph(&mut self, role: LineRole) {
        if self.open.len() >= DEEPEST_PARAGRAPH {
            self.end_paragraph();
        }
        self.open.push(Piece {
            role,
            boxed: self.boxes > 0,
            ..Piece::default()
        });
    }

    /// Changes what the open paragraph is.
    pub(super) fn set_role(&mut self, role: LineRole) {
        if let Some(open) = self.open.last_mut() {
            open.role = role;
        }
    }

    /// Whether a paragraph is open.
    pub(super) fn in_paragraph(&self) -> bool {
        !self.open.is_empty()
    }

    /// Adds text to the open paragraph, or to a new one.
    pub(super) fn text(&mut self, text: &str) {
        if !self.has_room(text.len()) {
            return;
        }
        if self.open.is_empty() {
            self.start_paragraph(LineRole::Body);
        }
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// The text of the open paragraph so far.
    pub(super) fn open_text(&self) -> &str {
        self.open.last().map_or("", |p| p.text.as_str())
    }

    /// Notes a link under the open paragraph.
    pub(super) fn link(&mut self, target: &str) {
        if !self.has_room(target.len()) {
            return;
        }
        if let Some(open) = self.open.last_mut() {
            open.links.push(target.trim().to_owned());
        }
    }

    /// Keeps text that a person does not see.
    pub(super) fn hide(&mut self, text: &str) {
        if !self.has_room(text.len().max(1)) {
            return;
        }
        match self.hidden.last_mut() {
            Some(last) if !last.ends_with('\n') => last.push_str(text),
            _ => self.hidden.push(text.to_owned()),
        }
    }

    /// Ends the open paragraph.
    pub(super) fn end_paragraph(&mut self) {
        if let Some(last) = self.hidden.last_mut()
            && !last.ends_with('\n')
        {
            last.push('\n');
        }
        if let Some(piece) = self.open.pop() {
            self.pieces += usize::from(!piece.text.is_empty());
            self.full |= self.pieces > MOST_PIECES;
            self.keep(piece);
        }
    }

    /// Ends every open paragraph.
    pub(super) fn end_paragraphs(&mut self) {
        while self.in_paragraph() {
            self.end_paragraph();
        }
    }

    fn keep(&mut self, piece: Piece) {
        if piece.text.is_empty() {
            return;
        }
        match self.rows.last_mut().and_then(|row| row.cells.last_mut()) {
            Some(cell) => cell.push(piece),
            None => self.done.push(piece),
        }
    }

    /// Opens a text box: the paragraphs in it stand apart from the text around it.
    pub(super) fn start_box(&mut self) {
        self.boxes += 1;
    }

    /// Ends the open text box.
    pub(super) fn end_box(&mut self) {
        self.boxes = self.boxes.saturating_sub(1);
    }

    /// How many text boxes are open.
    pub(super) fn boxes(&self) -> usize {
        self.boxes
    }

    /// Opens a table row.
    pub(super) fn start_row(&mut self) {
        if self.rows.len() >= DEEPEST_TABLE {
            self.ignored_rows += 1;
            return;
        }
        self.rows.push(Row::default());
    }

    /// Whether a table row is open.
    pub(super) fn in_row(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Opens a cell of the open row.
    pub(super) fn start_cell(&mut self) {
        if self.ignored_rows == 0
            && let Some(row) = self.rows.last_mut()
        {
            // One cell after another that stays empty is one.
            if row.cells.last().is_none_or(|cell| !cell.is_empty()) {
                row.cells.push(Vec::new());
            }
            row.in_cell = true;
        }
    }

    /// Whether a cell of the open row is open.
    pub(super) fn in_cell(&self) -> bool {
        self.rows.last().is_some_and(|row| row.in_cell)
    }

    /// Ends the open cell.
    pub(super) fn end_cell(&mut self) {
        if self.ignored_rows == 0
            && let Some(row) = self.rows.last_mut()
        {
            row.in_cell = false;
        }
    }

    /// Ends the open row: cells of one line each become one line with tabs between them, others stand below one another.
    pub(super) fn end_row(&mut self) {
        if self.ignored_rows > 0 {
            self.ignored_rows -= 1;
            return;
        }
        let Some(row) = self.rows.pop() else { return };
        let cells: Vec<Vec<Piece>> = row
            .cells
            .into_iter()
            .map(|cell| {
                cell.into_iter()
                    .filter(|piece| !piece.text.trim().is_empty())
                    .collect::<Vec<_>>()
            })
            .filter(|cell| !cell.is_empty())
            .collect();
        self.has_table |= cells.len() > 1;
        let one_line = cells.len() > 1
            && cells.iter().all(|cell| {
                matches!(cell.as_slice(), [piece] if !piece.text.trim().contains('\n') && piece.role != LineRole::Item)
            });
        if one_line {
            let mut joined = Piece {
                role: LineRole::Body,
                ..Piece::default()
            };
            for piece in cells.into_iter().flatten() {
                if !joined.text.is_empty() {
                    joined.text.push('\t');
                }
                joined.text.push_str(piece.text.trim());
                joined.boxed |= piece.boxed;
                joined.links.extend(piece.links);
            }
            self.keep(joined);
        } else {
            for piece in cells.into_iter().flatten() {
                self.keep(piece);
            }
        }
    }

    /// The lines, numbered, and the links whose address they do not show. What is still open is ended.
    pub(super) fn finish(mut self) -> Flowed {
        self.end_paragraphs();
        while self.in_row() {
            self.end_row();
        }
        let mut flowed = Flowed {
            has_table: self.has_table,
            cut_off: self.full,
            ..Flowed::default()
        };
        let mut block = 0;
        let mut last_role = None;
        for piece in self.done {
            let mut first = true;
            let mut role = piece.role;
            for raw in piece.text.split(['\n', '\u{C}', '\u{2028}', '\u{2029}']) {
                let (text, bullet) = clean::finish(raw);
                if text.is_empty() || !clean::says_something(&text) {
                    continue;
                }
                // The items of one list share a block; so do the lines of one paragraph.
                if first && !(role == LineRole::Item && last_role == Some(LineRole::Item)) {
                    block += 1;
                }
                if !first && role == LineRole::Item {
                    role = LineRole::Body;
                }
                if bullet && role == LineRole::Body {
                    role = LineRole::Item;
                }
                first = false;
                flowed.push(text, role, block);
                if piece.boxed {
                    flowed
                        .boxed
                        .insert(u32::try_from(flowed.lines.len()).unwrap_or(u32::MAX));
                }
            }
            if first {
                continue;
            }
            last_role = Some(piece.role);
            let number = flowed.lines.last().map_or(1, |line| line.number);
            let from = flowed.lines.len();
            let shown = |target: &str, lines: &[Line]| {
                lines
                    .iter()
                    .rev()
                    .take(8)
                    .any(|line| shows_address(&line.text, target))
            };
            for target in piece.links {
                if !target.is_empty() && !shown(&target, &flowed.lines[..from]) {
                    flowed.links.push(Link {
                        line: number,
                        target,
                    });
                }
            }
        }
        flowed.hidden = self
            .hidden
            .iter()
            .map(|text| clean::clean(text))
            .filter(|text| clean::says_something(text))
            .collect();
        flowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(flow: Flow) -> Vec<String> {
        flow.finish().lines.into_iter().map(|l| l.text).collect()
    }

    fn paragraph(flow: &mut Flow, text: &str) {
        flow.start_paragraph(LineRole::Body);
        flow.text(text);
        flow.end_paragraph();
    }

    #[test]
    fn a_row_of_short_cells_is_one_line() {
        let mut flow = Flow::default();
        flow.start_row();
        for text in ["2019 – 2021", "Baker"] {
            flow.start_cell();
            paragraph(&mut flow, text);
            flow.end_cell();
        }
        flow.end_row();
        assert_eq!(texts(flow), ["2019 – 2021\tBaker"]);
    }

    #[test]
    fn a_row_of_long_cells_is_read_cell_by_cell() {
        let mut flow = Flow::default();
        flow.start_row();
        flow.start_cell();
        paragraph(&mut flow, "Skills");
        paragraph(&mut flow, "Bread");
        flow.end_cell();
        flow.start_cell();
        paragraph(&mut flow, "Work");
        flow.end_cell();
        flow.end_row();
        assert_eq!(texts(flow), ["Skills", "Bread", "Work"]);
    }

    #[test]
    fn a_text_box_inside_a_paragraph_is_a_paragraph_of_its_own() {
        let mut flow = Flow::default();
        flow.start_paragraph(LineRole::Body);
        flow.text("Around");
        paragraph(&mut flow, "Inside");
        flow.end_paragraph();
        assert_eq!(texts(flow), ["Inside", "Around"]);
    }

    #[test]
    fn a_simple_reader_takes_cells_apart_and_leaves_boxes_out() {
        let mut flow = Flow::default();
        flow.start_box();
        paragraph(&mut flow, "ada@example.org");
        flow.end_box();
        flow.start_row();
        for text in ["2019 – 2021", "Baker"] {
            flow.start_cell();
            paragraph(&mut flow, text);
            flow.end_cell();
        }
        flow.end_row();
        flow.start_paragraph(LineRole::Header);
        flow.text("Ada Byron");
        flow.end_paragraph();
        assert_eq!(
            flow.finish().plain().as_deref(),
            Some("2019 – 2021\nBaker\n")
        );
        let mut flow = Flow::default();
        paragraph(&mut flow, "All there is");
        assert_eq!(flow.finish().plain(), None);
    }

    #[test]
    fn ends_without_starts_do_no_harm() {
        let mut flow = Flow::default();
        flow.end_row();
        flow.end_cell();
        flow.end_paragraph();
        flow.text("Still here");
        assert_eq!(texts(flow), ["Still here"]);
    }

    #[test]
    fn tables_deeper_than_any_are_read_and_counted() {
        let mut flow = Flow::default();
        for _ in 0..10_000 {
            flow.start_row();
            flow.start_cell();
        }
        paragraph(&mut flow, "Deep");
        for _ in 0..10_000 {
            flow.end_row();
        }
        assert_eq!(texts(flow), ["Deep"]);
    }

    #[test]
    fn a_link_is_kept_where_the_text_does_not_show_it() {
        let mut flow = Flow::default();
        flow.start_paragraph(LineRole::Body);
        flow.text("Profile, https://a.example/x");
        flow.link("https://a.example/x");
        flow.link("https://b.example/y");
        flow.end_paragraph();
        let flowed = flow.finish();
        assert_eq!(flowed.links.len(), 1);
        assert_eq!(flowed.links[0].target, "https://b.example/y");
    }
}
