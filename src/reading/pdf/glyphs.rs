//! One page's pieces of text in one frame: upright, from the page's upper left corner, without what is not seen.

use std::collections::BTreeSet;

use pdfboss_core::Rect;
use pdfboss_text::TextSpan;
use unicode_bidi::{BidiClass, bidi_class};

use super::paint::Paint;

/// Smaller type than this, in points, is not read by a person.
const TINY: f32 = 2.0;

/// How far over the page's edge a piece may begin, in points, and still be on the page.
const OVERHANG: f32 = 2.0;

/// A page as its reader holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    page: Rect,
    /// The quarter turn, clockwise in degrees, under which the page reads upright.
    turn: i32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Frame {
    fn new(page: Rect, turn: i32) -> Frame {
        let (width, height) = if turn == 90 || turn == 270 {
            (page.height(), page.width())
        } else {
            (page.width(), page.height())
        };
        Frame {
            page,
            turn,
            width,
            height,
        }
    }

    /// A point of the file's own space, from the upper left corner, downwards.
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let p = self.page;
        match self.turn {
            90 => (y - p.y0, x - p.x0),
            180 => (p.x1 - x, y - p.y0),
            270 => (p.y1 - y, p.x1 - x),
            _ => (x - p.x0, p.y1 - y),
        }
    }

    /// A rectangle in the frame: `y0` its upper edge.
    pub(super) fn rect(&self, rect: Rect) -> Rect {
        let (ax, ay) = self.point(rect.x0, rect.y0);
        let (bx, by) = self.point(rect.x1, rect.y1);
        Rect {
            x0: ax.min(bx),
            y0: ay.min(by),
            x1: ax.max(bx),
            y1: ay.max(by),
        }
    }
}

/// A piece of text on one baseline.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// In the order in which it stands on the page, from left to right; a right-to-left letter is a piece of its own.
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The baseline, downwards from the page's upper edge.
    pub(super) base: f32,
    /// Type size in points.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Holds right-to-left writing in reading order: to be moved as a whole.
    pub(super) whole: bool,
    /// Text of another turn than the page's: it is set apart.
    pub(super) turned: bool,
}

/// The visible pieces of a page in the order of the file.
pub(super) struct PageGlyphs {
    pub(super) pieces: Vec<Piece>,
    pub(super) frame: Frame,
    pub(super) hidden: Vec<String>,
    /// Characters whose meaning the fonts do not tell.
    pub(super) unmapped: usize,
    pub(super) characters: usize,
}

/// Sorts the spans of a page into what is seen and what is not.
pub(super) fn of_page(spans: &[TextSpan], paint: &Paint, page: Rect) -> PageGlyphs {
    let frame = Frame::new(page, main_turn(spans));
    let count = |invisible: bool| -> usize {
        spans
            .iter()
            .filter(|s| s.invisible == invisible)
            .map(|s| s.text.chars().filter(|c| !c.is_whitespace()).count())
            .sum()
    };
    // Text that paints nothing is what a scanner recognised, unless the page has visible text as well.
    let scanned = count(true) > count(false);
    let mut out = PageGlyphs {
        pieces: Vec::with_capacity(spans.len()),
        frame,
        hidden: Vec::new(),
        unmapped: 0,
        characters: 0,
    };
    let mut drawn: BTreeSet<(i32, i32, &str)> = BTreeSet::new();
    let seen = paint.seen(spans);
    for (span, seen) in spans.iter().zip(seen) {
        if ![span.x, span.y, span.end_x, span.end_y, span.size]
            .iter()
            .all(|v| v.is_finite())
            || span.text.is_empty()
        {
            continue;
        }
        let (x0, y0) = frame.point(span.x, span.y);
        let (x1, y1) = frame.point(span.end_x, span.end_y);
        let turned = span.rotate != frame.turn;
        let off = |a: f32, b: f32, size: f32| a.max(b) < -OVERHANG || a.min(b) > size + OVERHANG;
        if off(x0, x1, frame.width)
            || off(y0, y1, frame.height)
            || span.size < TINY
            || (span.invisible && !scanned)
            || (!seen && !scanned)
        {
            out.hide(&span.text);
            continue;
        }
        // Bold made by drawing twice, and shadows, are one text.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a place on a page, in half points"
        )]
        let place = ((x0 * 2.0).round() as i32, (y0 * 2.0).round() as i32);
        if !span.text.trim().is_empty() {
            let near = (-1..=1).any(|dx| {
                (-1..=1).any(|dy| drawn.contains(&(place.0 + dx, place.1 + dy, span.text.as_str())))
            });
            if near && (x1 - x0).abs() > 0.25 * span.size {
                continue;
            }
            drawn.insert((place.0, place.1, span.text.as_str()));
        }
        out.characters += span.text.chars().filter(|c| !c.is_whitespace()).count();
        out.unmapped += span
            .text
            .chars()
            .filter(|c| *c == char::REPLACEMENT_CHARACTER)
            .count();
        let (left, right, base) = if turned {
            let own = Frame::new(page, span.rotate);
            let (ox0, oy0) = own.point(span.x, span.y);
            let (ox1, _) = own.point(span.end_x, span.end_y);
            (ox0.min(ox1), ox0.max(ox1), oy0)
        } else {
            (x0.min(x1), x0.max(x1), y0)
        };
        let piece = Piece {
            text: span.text.clone(),
            left,
            right,
            base,
            size: span.size,
            bold: span.bold,
            whole: false,
            turned,
        };
        out.push(piece, span, frame);
    }
    out.underscores(&paint.strokes);
    out
}

impl PageGlyphs {
    /// Adds the underscores that are drawn as short lines between two letters at the foot of a row.
    fn underscores(&mut self, strokes: &[Rect]) {
        for stroke in strokes {
            let line = self.frame.rect(*stroke);
            let at = self.pieces.iter().position(|piece| {
                let size = piece.size;
                (line.x0 - piece.right).abs() < size * 0.15
                    && line.width() > size * 0.2
                    && line.width() < size * 0.7
                    && line.y0 > piece.base - size * 0.1
                    && line.y0 < piece.base + size * 0.2
                    && piece.text.ends_with(char::is_alphanumeric)
            });
            let Some((at, before)) = at.and_then(|at| Some((at, self.pieces.get(at)?.clone())))
            else {
                continue;
            };
            let goes_on = self.pieces.iter().any(|piece| {
                (piece.base - before.base).abs() < 0.5
                    && (piece.left - line.x1).abs() < before.size * 0.2
            });
            if goes_on {
                self.pieces.insert(
                    at + 1,
                    Piece {
                        text: "_".to_owned(),
                        left: line.x0,
                        right: line.x1,
                        ..before
                    },
                );
            }
        }
    }

    fn hide(&mut self, text: &str) {
        match self.hidden.last_mut() {
            Some(last) => {
                last.push(' ');
                last.push_str(text);
            }
            None => self.hidden.push(text.to_owned()),
        }
    }

    /// Adds a piece; right-to-left writing letter by letter, at the place where each letter stands.
    fn push(&mut self, piece: Piece, span: &TextSpan, frame: Frame) {
        if !holds_right_to_left(&span.text) {
            self.pieces.push(piece);
            return;
        }
        let upright = frame.turn == 0 && !piece.turned;
        let same_place = span
            .glyph_x
            .iter()
            .all(|x| (x - span.x).abs() < f32::EPSILON);
        if !upright
            || span.glyph_x.len() != span.text.chars().count()
            || (same_place && span.glyph_x.len() > 1)
        {
            self.pieces.push(Piece {
                whole: span.logical,
                ..piece
            });
            return;
        }
        let mut letters: Vec<(f32, String)> = Vec::new();
        for (c, x) in span.text.chars().zip(span.glyph_x.iter()) {
            let x = frame.point(*x, 0.0).0;
            match letters.last_mut() {
                Some((_, cluster)) if is_mark(c) => cluster.push(c),
                _ => letters.push((x, c.to_string())),
            }
        }
        letters.sort_by(|a, b| a.0.total_cmp(&b.0));
        let ends: Vec<f32> = letters
            .iter()
            .skip(1)
            .map(|(x, _)| *x)
            .chain([piece.right])
            .collect();
        for ((left, text), right) in letters.into_iter().zip(ends) {
            self.pieces.push(Piece {
                text,
                left,
                right: right.max(left),
                ..piece.clone()
            });
        }
    }
}

/// The turn under which most of the page's characters read upright.
fn main_turn(spans: &[TextSpan]) -> i32 {
    let count = |turn: i32| -> usize {
        spans
            .iter()
            .filter(|s| s.rotate == turn)
            .map(|s| s.text.len())
            .sum()
    };
    let mut best = (0, count(0));
    for turn in [90, 180, 270] {
        let here = count(turn);
        if here > best.1 {
            best = (turn, here);
        }
    }
    best.0
}

/// Whether a text holds letters of a right-to-left script.
pub(super) fn holds_right_to_left(text: &str) -> bool {
    text.chars()
        .any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// A combining mark, also in the isolated forms that Arabic fonts map theirs to.
pub(super) fn is_mark(c: char) -> bool {
    match c {
        '\u{FC5E}'..='\u{FC63}' => true,
        '\u{FE70}'..='\u{FE7E}' => u32::from(c).is_multiple_of(2),
        _ => bidi_class(c) == BidiClass::NSM,
    }
}
