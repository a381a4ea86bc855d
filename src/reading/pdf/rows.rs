//! Pieces of text on one baseline, put together to rows.

mod direction;
mod strays;

use pdfboss_core::Rect;

use super::glyphs::{PageGlyphs, Piece};
use direction::{Unit, logical, reads_right_to_left, units_of};
use strays::join_strays;

/// A gap wider than this many times the type size parts words.
const WORD_GAP: f32 = 0.16;

/// A gap wider than this many times the type size parts columns of a row.
const COLUMN_GAP: f32 = 1.6;

/// One row of text.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) page: usize,
    /// Reads from right to left.
    pub(super) right_to_left: bool,
    /// Set at another turn than the page.
    pub(super) turned: bool,
    /// The row's pieces where gaps part it: each with its text.
    pub(super) parts: Vec<Part>,
}

/// A stretch of a row without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// From the top down, on one baseline from left to right.
pub(super) fn by_place(a: &Row, b: &Row) -> std::cmp::Ordering {
    // Baselines are put on a grid of two points first, so that the order is the same whichever rows are compared.
    let grid = |row: &Row| (row.base / 2.0).round();
    grid(a).total_cmp(&grid(b)).then(a.left.total_cmp(&b.left))
}

impl Row {
    /// The row's parts as rows of their own.
    pub(super) fn split(&self) -> impl Iterator<Item = Row> {
        self.parts.iter().map(|part| Row {
            text: part.text.trim().to_owned(),
            left: part.left,
            right: part.right,
            parts: vec![part.clone()],
            ..*self
        })
    }

    /// A row without gaps.
    #[cfg(test)]
    pub(super) fn of_one_part(text: &str, left: f32, right: f32, base: f32, size: f32) -> Row {
        Row {
            text: text.to_owned(),
            left,
            right,
            base,
            size,
            bold: false,
            page: 0,
            right_to_left: false,
            turned: false,
            parts: vec![Part {
                text: text.to_owned(),
                left,
                right,
            }],
        }
    }

    pub(super) fn top(&self) -> f32 {
        self.base - self.size * 0.8
    }

    pub(super) fn bottom(&self) -> f32 {
        self.base + self.size * 0.25
    }

    /// Whether two rows share some of their width.
    pub(super) fn overlaps(&self, other: &Row) -> bool {
        self.left < other.right && other.left < self.right
    }

    /// Whether a rectangle of the frame covers part of the row.
    pub(super) fn touches(&self, rect: Rect) -> bool {
        let middle = self.base - self.size * 0.3;
        !self.turned
            && rect.y0 <= middle
            && middle <= rect.y1
            && rect.x0 < self.right
            && self.left < rect.x1
    }

    /// The width of a usual character of the row.
    pub(super) fn unit(&self) -> f32 {
        let characters = self.text.chars().count().max(1);
        #[expect(
            clippy::cast_precision_loss,
            reason = "a row has some hundred characters"
        )]
        let unit = (self.right - self.left) / characters as f32;
        unit.max(0.1)
    }
}

/// The rows of a page in the order of the file.
pub(super) fn of_page(glyphs: &PageGlyphs, page: usize) -> Vec<Row> {
    let mut rows: Vec<Vec<&Piece>> = Vec::new();
    for piece in &glyphs.pieces {
        let fits = rows.last().is_some_and(|row| belongs(row, piece));
        match rows.last_mut() {
            Some(row) if fits => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    join_strays(rows)
        .into_iter()
        .filter_map(|row| assemble(row, page))
        .collect()
}

/// Whether a piece goes on with a row: on its baseline, beside what stands there.
fn belongs(row: &[&Piece], piece: &Piece) -> bool {
    let Some(last) = row.last() else {
        return false;
    };
    if last.turned != piece.turned {
        return false;
    }
    let size = last.size.max(piece.size);
    let shift = (piece.base - last.base).abs();
    // Superscripts stand higher and are smaller.
    let raised = piece.size < last.size * 0.8 || last.size < piece.size * 0.8;
    if shift > size * if raised { 0.45 } else { 0.2 } {
        return false;
    }
    let left = row.iter().map(|p| p.left).fold(f32::INFINITY, f32::min);
    let right = row
        .iter()
        .map(|p| p.right)
        .fold(f32::NEG_INFINITY, f32::max);
    if raised {
        // Beside its letter, or not at all.
        return (piece.left - right).abs() < size * 2.0 || (left - piece.right).abs() < size * 2.0;
    }
    // Letters drawn one after the other belong together, even where a font states its letters wider than they are.
    let follows = piece.left > last.left && piece.right > last.right && piece.left < last.right;
    follows
        || piece.left >= right - size * 0.8
        || piece.right <= left + size * 0.8
        || piece.text.trim().is_empty()
        || row
            .iter()
            .all(|p| p.right <= piece.left + size * 0.3 || p.left >= piece.right - size * 0.3)
}

/// A row of its pieces; `None` where they say nothing.
fn assemble(mut pieces: Vec<&Piece>, page: usize) -> Option<Row> {
    pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    let seen: Vec<&&Piece> = pieces
        .iter()
        .filter(|p| !p.text.trim().is_empty())
        .collect();
    let size = typical_size(&seen)?;
    let base = seen
        .iter()
        .find(|p| p.size >= size * 0.9)
        .map_or(0.0, |p| p.base);
    let bold = seen.iter().all(|p| p.bold);
    let turned = seen.iter().any(|p| p.turned);
    let (first, last) = (
        *seen.first()?,
        seen.iter().max_by(|a, b| a.right.total_cmp(&b.right))?,
    );
    let (left, right) = (first.left, last.right);
    let word_gap = word_gap(&pieces, size);
    let mut parts: Vec<(Vec<Unit>, f32, f32)> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    let mut blank = false;
    for (index, piece) in pieces.iter().enumerate() {
        if piece.text.trim().is_empty() {
            blank = true;
            continue;
        }
        let next = pieces
            .get(index + 1)
            .map_or(f32::INFINITY, |next| next.left);
        let piece_end = if next > piece.left {
            piece.right.min(next.max(piece.left))
        } else {
            piece.right
        };
        let gap = piece.left - end;
        let starts = piece.text.starts_with(char::is_whitespace);
        if end == f32::NEG_INFINITY || gap > size * COLUMN_GAP + (word_gap - size * WORD_GAP) {
            parts.push((Vec::new(), piece.left, piece.right));
        } else if (blank || gap > word_gap || starts)
            && let Some((units, _, _)) = parts.last_mut()
        {
            units.push(Unit {
                text: " ".to_owned(),
                class: ' ',
            });
        }
        blank = piece.text.ends_with(char::is_whitespace);
        if let Some((units, _, part_end)) = parts.last_mut() {
            units.extend(units_of(piece));
            *part_end = part_end.max(piece_end);
        }
        end = end.max(piece_end);
    }
    let right_to_left = reads_right_to_left(parts.iter().flat_map(|(units, _, _)| units));
    let mut parts: Vec<Part> = parts
        .into_iter()
        .map(|(units, left, right)| Part {
            text: logical(&units, right_to_left),
            left,
            right,
        })
        .filter(|part| !part.text.trim().is_empty())
        .collect();
    if right_to_left {
        parts.reverse();
    }
    let text = parts
        .iter()
        .map(|part| part.text.trim())
        .collect::<Vec<_>>()
        .join("\t");
    Some(Row {
        text,
        left,
        right,
        base,
        size,
        bold,
        page,
        right_to_left,
        turned,
        parts,
    })
}

/// The size of most characters.
fn typical_size(pieces: &[&&Piece]) -> Option<f32> {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for piece in pieces {
        let count = piece.text.chars().count();
        match sizes
            .iter_mut()
            .find(|(size, _)| (size - piece.size).abs() < 0.05)
        {
            Some((_, n)) => *n += count,
            None => sizes.push((piece.size, count)),
        }
    }
    sizes
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(a.0.total_cmp(&b.0)))
        .map(|(size, _)| size)
}

/// The gap that parts words in a row. Where letters are set apart evenly, their own distance comes on top.
fn word_gap(pieces: &[&Piece], size: f32) -> f32 {
    let usual = size * WORD_GAP;
    let mut gaps: Vec<f32> = pieces
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if a.text.chars().count() == 1 && b.text.chars().count() == 1 => {
                Some(b.left - a.right)
            }
            _ => None,
        })
        .collect();
    if gaps.len() < 4 {
        return usual;
    }
    gaps.sort_by(f32::total_cmp);
    // The lower third: gaps between words are the wider ones.
    let letter = gaps.get(gaps.len() / 3).copied().unwrap_or(0.0);
    if letter > size * 0.04 {
        letter + size * WORD_GAP
    } else {
        usual
    }
}
