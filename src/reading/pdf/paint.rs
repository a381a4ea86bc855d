//! What a page paints under and over its text: tells text that is not seen (white on white, covered) from text that is, and
//! finds the underscores that TeX draws as lines.
//!
//! Only boxes are looked at, not shapes: a path counts by its bounding box within the clip, a picture by its frame. Where the
//! ground of a text is not known (a picture, a pattern, transparency), the text counts as seen.

mod colour;
mod resources;
mod state;

use pdfboss_core::{
    Dict, Document as Pdf, Immediate, Matrix, Object, Page, Point, Rect, block_on,
    content::{ContentOps, Op},
    content_stream_data_with, page_content_with,
};
use pdfboss_text::TextSpan;

use super::source::Source;
use colour::{Colour, WHITE, device_colour, is_same};
use resources::{is_opaque, is_plain_space, matrix_of, resource};
use state::{State, end_path, grow, unit_square};

/// The most painted things and texts that are kept of one page; beyond them all text counts as seen.
const MOST_EVENTS: usize = 60_000;

/// How deep forms may stand in one another, and how many may be drawn; the text reader has like limits.
const DEEPEST_FORM: usize = 12;
const MOST_FORMS: usize = 1000;

/// The most graphics states that may be saved at once.
const MOST_SAVED: usize = 512;

/// How many spans ahead the text of an event is looked for: those between were shown by the same operator.
const LOOK_AHEAD: usize = 400;

/// Something painted: where, and its colour where that is one and known.
struct Painted {
    rect: Rect,
    colour: Option<Colour>,
    order: usize,
}

/// A string shown: where it begins, where that is known, and its colour.
struct Shown {
    at: Option<Point>,
    colour: Option<Colour>,
    order: usize,
}

/// What a page paints, in its order.
#[derive(Default)]
pub(super) struct Paint {
    painted: Vec<Painted>,
    shown: Vec<Shown>,
    /// Short thin horizontal lines: underscores, where they stand between letters.
    pub(super) strokes: Vec<Rect>,
    order: usize,
    forms: usize,
    full: bool,
}

impl Paint {
    /// Walks through a page's content. What cannot be read is left out; its text then counts as seen.
    pub(super) fn of_page(pdf: &Pdf, source: &Source<'_>, page: &Page) -> Paint {
        let mut paint = Paint::default();
        let Ok(content) = block_on(page_content_with(Immediate(source), page)) else {
            return paint;
        };
        let state = State {
            matrix: Matrix::identity(),
            colour: Some((0.0, 0.0, 0.0)),
            plain_space: true,
            opaque: true,
            clip: page.crop_box,
        };
        paint.walk(
            pdf,
            source,
            &content,
            std::slice::from_ref(&page.resources),
            state,
            0,
        );
        paint
    }

    /// For each span whether it is seen.
    pub(super) fn seen(&self, spans: &[TextSpan]) -> Vec<bool> {
        let mut seen = vec![true; spans.len()];
        if self.full {
            return seen;
        }
        let mut current: Option<(usize, Option<Colour>)> = None;
        let mut from = 0;
        let settle = |seen: &mut [bool],
                      range: std::ops::Range<usize>,
                      current: Option<(usize, Option<Colour>)>| {
            let Some((order, colour)) = current else {
                return;
            };
            for index in range {
                if let (Some(span), Some(slot)) = (spans.get(index), seen.get_mut(index)) {
                    *slot = self.is_seen(span, order, colour);
                }
            }
        };
        for shown in &self.shown {
            let Some(at) = shown.at else {
                // The colour changed inside a row whose places are not known: no verdict on that row.
                if let Some((_, colour)) = &mut current
                    && *colour != shown.colour
                {
                    *colour = None;
                }
                continue;
            };
            let found = spans
                .iter()
                .enumerate()
                .skip(from)
                .take(LOOK_AHEAD)
                .find(|(_, span)| (span.x - at.x).abs() < 0.3 && (span.y - at.y).abs() < 0.3)
                .map(|(index, _)| index);
            if let Some(index) = found {
                settle(&mut seen, from..index, current);
                from = index;
                current = Some((shown.order, shown.colour));
            }
        }
        settle(&mut seen, from..spans.len(), current);
        seen
    }

    fn is_seen(&self, span: &TextSpan, order: usize, colour: Option<Colour>) -> bool {
        let left = span.x.min(span.end_x);
        let right = span.x.max(span.end_x);
        let middle = Point {
            x: (left + right) / 2.0,
            y: span.y + span.size * 0.3,
        };
        let at = self.painted.partition_point(|p| p.order < order);
        let (before, after) = self.painted.split_at(at);
        let covered = span.rotate == 0
            && after.iter().any(|p| {
                p.colour.is_some()
                    && p.rect.x0 <= left + 0.5
                    && p.rect.x1 >= right - 0.5
                    && p.rect.y0 <= span.y + span.size * 0.1
                    && p.rect.y1 >= span.y + span.size * 0.5
            });
        if covered {
            return false;
        }
        let Some(colour) = colour else { return true };
        let ground = before
            .iter()
            .rev()
            .find(|p| p.rect.contains(middle))
            .map_or(Some(WHITE), |p| p.colour);
        ground.is_none_or(|ground| !is_same(ground, colour))
    }

    fn walk(
        &mut self,
        pdf: &Pdf,
        source: &Source<'_>,
        content: &[u8],
        resources: &[Dict],
        mut state: State,
        depth: usize,
    ) {
        let mut ops = ContentOps::new(content);
        let mut saved: Vec<State> = Vec::new();
        let mut path: Option<Rect> = None;
        let mut segments = 0usize;
        let mut clip_next = false;
        let mut line = Matrix::identity();
        let mut leading = 0.0;
        let mut known = false;
        while let Ok(Some((op, _))) = ops.next_op() {
            self.order += 1;
            if self.painted.len() + self.shown.len() > MOST_EVENTS {
                self.full = true;
                return;
            }
            match op {
                Op::Save if saved.len() < MOST_SAVED => saved.push(state.clone()),
                Op::Restore => {
                    if let Some(outer) = saved.pop() {
                        state = outer;
                    }
                }
                Op::Concat(matrix) => state.matrix = matrix.concat(state.matrix),
                Op::SetExtGState(name) => state.opaque &= is_opaque(pdf, resources, &name.0),
                Op::MoveTo(x, y) | Op::LineTo(x, y) => {
                    segments += 1;
                    path = grow(path, state.matrix.apply(Point { x, y }));
                }
                Op::CurveTo(ax, ay, bx, by, x, y) => {
                    segments += 3;
                    for (x, y) in [(ax, ay), (bx, by), (x, y)] {
                        path = grow(path, state.matrix.apply(Point { x, y }));
                    }
                }
                Op::CurveToV(ax, ay, x, y) | Op::CurveToY(ax, ay, x, y) => {
                    segments += 3;
                    for (x, y) in [(ax, ay), (x, y)] {
                        path = grow(path, state.matrix.apply(Point { x, y }));
                    }
                }
                Op::Rect(x, y, width, height) => {
                    segments += 4;
                    for (dx, dy) in [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)] {
                        path = grow(
                            path,
                            state.matrix.apply(Point {
                                x: x + dx,
                                y: y + dy,
                            }),
                        );
                    }
                }
                Op::ClipNonZero | Op::ClipEvenOdd => clip_next = true,
                Op::Fill
                | Op::FillEvenOdd
                | Op::FillStroke
                | Op::FillStrokeEvenOdd
                | Op::CloseFillStroke
                | Op::CloseFillStrokeEvenOdd => {
                    if let Some(rect) = path {
                        self.fill(rect, segments, &state);
                    }
                    end_path(&mut path, &mut segments, &mut clip_next, &mut state);
                }
                Op::Stroke | Op::CloseStroke => {
                    if let Some(rect) = path
                        && segments == 2
                    {
                        self.stroke(rect);
                    }
                    end_path(&mut path, &mut segments, &mut clip_next, &mut state);
                }
                Op::EndPath => end_path(&mut path, &mut segments, &mut clip_next, &mut state),
                Op::SetFillGray(v) => state.set(&[v]),
                Op::SetFillRGB(r, g, b) => state.set(&[r, g, b]),
                Op::SetFillCMYK(c, m, y, k) => state.set(&[c, m, y, k]),
                Op::SetFillColorSpace(name) => {
                    state.plain_space = is_plain_space(pdf, resources, &name.0);
                    // A space begins with its black; what else it begins with is not needed.
                    state.colour = state.plain_space.then_some((0.0, 0.0, 0.0));
                }
                Op::SetFillColor(parts) | Op::SetFillColorN(parts, None) => {
                    state.colour = if state.plain_space {
                        device_colour(&parts)
                    } else {
                        None
                    };
                }
                Op::SetFillColorN(_, Some(_)) => state.colour = None,
                Op::BeginText => {
                    line = Matrix::identity();
                    known = true;
                }
                Op::SetLeading(value) => leading = value,
                Op::TextMove(x, y) => {
                    line = Matrix::translate(x, y).concat(line);
                    known = true;
                }
                Op::TextMoveSetLeading(x, y) => {
                    leading = -y;
                    line = Matrix::translate(x, y).concat(line);
                    known = true;
                }
                Op::SetTextMatrix(matrix) => {
                    line = matrix;
                    known = true;
                }
                Op::TextNextLine => {
                    line = Matrix::translate(0.0, -leading).concat(line);
                    known = true;
                }
                Op::NextLineShowText(_) | Op::NextLineShowTextSpaced(..) => {
                    line = Matrix::translate(0.0, -leading).concat(line);
                    self.show(Some(line), &state);
                    known = false;
                }
                Op::ShowText(_) | Op::ShowTextAdjusted(_) => {
                    self.show(known.then_some(line), &state);
                    known = false;
                }
                Op::Shading(_) => self.paint(state.clip, None),
                Op::InlineImage(_) => self.paint(unit_square(&state), None),
                Op::XObject(name) => self.object(pdf, source, resources, &name.0, &state, depth),
                _ => {}
            }
        }
    }

    fn object(
        &mut self,
        pdf: &Pdf,
        source: &Source<'_>,
        resources: &[Dict],
        name: &str,
        state: &State,
        depth: usize,
    ) {
        let Some(Object::Stream(stream)) = resource(pdf, resources, "XObject", name) else {
            return;
        };
        let subtype = stream.dict.get("Subtype").and_then(|o| pdf.resolve(o).ok());
        match subtype
            .as_ref()
            .and_then(Object::as_name)
            .map(|n| n.0.as_str())
        {
            Some("Image") => self.paint(unit_square(state), None),
            Some("Form") if depth < DEEPEST_FORM && self.forms < MOST_FORMS => {
                self.forms += 1;
                let Ok(content) = block_on(content_stream_data_with(Immediate(source), &stream))
                else {
                    return;
                };
                let mut inner = state.clone();
                if let Some(matrix) = matrix_of(pdf, &stream.dict) {
                    inner.matrix = matrix.concat(inner.matrix);
                }
                let mut chain: Vec<Dict> = Vec::new();
                if let Some(Ok(Object::Dict(own))) =
                    stream.dict.get("Resources").map(|o| pdf.resolve(o))
                {
                    chain.push(own);
                }
                chain.extend(resources.iter().take(DEEPEST_FORM).cloned());
                self.walk(pdf, source, &content, &chain, inner, depth + 1);
            }
            _ => {}
        }
    }

    fn show(&mut self, line: Option<Matrix>, state: &State) {
        let at = line.map(|line| line.concat(state.matrix).apply(Point { x: 0.0, y: 0.0 }));
        self.shown.push(Shown {
            at,
            colour: if state.opaque { state.colour } else { None },
            order: self.order,
        });
    }

    fn fill(&mut self, rect: Rect, segments: usize, state: &State) {
        if segments <= 5 {
            self.stroke(rect);
        }
        if let Some(rect) = rect.intersect(state.clip) {
            // A shape of many corners does not fill its box: what stands beside it has another ground.
            let colour = if state.opaque && segments <= 20 {
                state.colour
            } else {
                None
            };
            self.paint(rect, colour);
        }
    }

    fn stroke(&mut self, rect: Rect) {
        let (width, height) = (rect.width(), rect.height());
        if height < 1.2 && (1.5..=9.0).contains(&width) && self.strokes.len() < 1000 {
            self.strokes.push(rect);
        }
    }

    fn paint(&mut self, rect: Rect, colour: Option<Colour>) {
        self.painted.push(Painted {
            rect,
            colour,
            order: self.order,
        });
    }
}
