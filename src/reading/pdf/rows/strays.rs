//! Strays: pieces of one row that the file draws apart.

use crate::reading::{clean, pdf::glyphs::Piece};

/// Puts rows together that the file draws apart though they stand on one baseline side by side: a bullet and its text, a
/// bold word in the middle of a sentence, a letter of another font.
pub(super) fn join_strays(rows: Vec<Vec<&Piece>>) -> Vec<Vec<&Piece>> {
    let mut out: Vec<Gathered<'_>> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(row) = Gathered::of(row) else {
            continue;
        };
        let near = out
            .iter_mut()
            .rev()
            .take(400)
            .find(|other| other.takes(&row));
        match near {
            Some(other) => other.add(row),
            None => out.push(row),
        }
    }
    out.into_iter().map(|row| row.pieces).collect()
}

/// The pieces of a row, and what they cover.
struct Gathered<'a> {
    pieces: Vec<&'a Piece>,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    turned: bool,
    /// Only a bullet or another sign.
    sign: bool,
}

impl<'a> Gathered<'a> {
    fn of(pieces: Vec<&'a Piece>) -> Option<Gathered<'a>> {
        let seen = || pieces.iter().filter(|p| !p.text.trim().is_empty());
        let first = seen().next()?;
        let (base, size, turned) = (first.base, first.size, first.turned);
        let left = seen().map(|p| p.left).fold(f32::INFINITY, f32::min);
        let right = seen().map(|p| p.right).fold(f32::NEG_INFINITY, f32::max);
        let signs: usize = seen().map(|p| p.text.trim().chars().count()).sum();
        let sign = signs <= 2 && !seen().any(|p| clean::says_something(&p.text));
        Some(Gathered {
            pieces,
            left,
            right,
            base,
            size,
            turned,
            sign,
        })
    }

    fn takes(&self, other: &Gathered<'_>) -> bool {
        let size = self.size.max(other.size);
        if self.turned != other.turned || (self.base - other.base).abs() > size * 0.2 {
            return false;
        }
        let gap = (other.left - self.right).max(self.left - other.right);
        if gap > -size * 0.3 {
            let limit = if self.sign || other.sign { 2.5 } else { 0.4 };
            return gap < size * limit;
        }
        // Inside: into gaps that are free, and hardly wider than what fills them.
        let (outer, inner) = if self.right - self.left > other.right - other.left {
            (self, other)
        } else {
            (other, self)
        };
        inner.left > outer.left - size * 0.3
            && inner.right < outer.right + size * 0.3
            && inner
                .pieces
                .iter()
                .filter(|p| !p.text.trim().is_empty())
                .all(|piece| {
                    let free = outer
                        .pieces
                        .iter()
                        .filter(|p| !p.text.trim().is_empty())
                        .all(|p| {
                            p.right <= piece.left + size * 0.25
                                || p.left >= piece.right - size * 0.25
                        });
                    let beside = outer.pieces.iter().any(|p| {
                        (p.right - piece.left).abs() < size * 0.6
                            || (p.left - piece.right).abs() < size * 0.6
                    }) || inner.pieces.len() > 1;
                    free && beside
                })
    }

    fn add(&mut self, other: Gathered<'a>) {
        self.left = self.left.min(other.left);
        self.right = self.right.max(other.right);
        self.sign &= other.sign;
        self.pieces.extend(other.pieces);
    }
}
