//! The graphics state, and the path that is being drawn in it.

use pdfboss_core::{Matrix, Point, Rect};

use super::colour::{Colour, device_colour};

/// The graphics state, as far as it matters here.
#[derive(Clone)]
pub(super) struct State {
    pub(super) matrix: Matrix,
    pub(super) colour: Option<Colour>,
    /// Whether the colour's numbers are gray, RGB or CMYK.
    pub(super) plain_space: bool,
    pub(super) opaque: bool,
    pub(super) clip: Rect,
}

impl State {
    /// Sets the colour by the numbers of gray, RGB or CMYK.
    pub(super) fn set(&mut self, parts: &[f32]) {
        self.plain_space = true;
        self.colour = device_colour(parts);
    }
}

/// Ends the path, and clips by it where that was asked for.
pub(super) fn end_path(
    path: &mut Option<Rect>,
    segments: &mut usize,
    clip_next: &mut bool,
    state: &mut State,
) {
    if std::mem::take(clip_next)
        && let Some(rect) = *path
    {
        // A clip of no size hides all that follows; a point keeps the rectangle valid.
        state.clip = rect.intersect(state.clip).unwrap_or(Rect {
            x1: rect.x0,
            y1: rect.y0,
            ..rect
        });
    }
    *path = None;
    *segments = 0;
}

/// A path's box with one more point in it.
pub(super) fn grow(path: Option<Rect>, p: Point) -> Option<Rect> {
    if !(p.x.is_finite() && p.y.is_finite()) {
        return path;
    }
    let point = Rect {
        x0: p.x,
        y0: p.y,
        x1: p.x,
        y1: p.y,
    };
    Some(path.map_or(point, |path| Rect {
        x0: path.x0.min(p.x),
        y0: path.y0.min(p.y),
        x1: path.x1.max(p.x),
        y1: path.y1.max(p.y),
    }))
}

/// The frame of a picture: the unit square under the matrix in force.
pub(super) fn unit_square(state: &State) -> Rect {
    let mut rect = None;
    for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        rect = grow(rect, state.matrix.apply(Point { x, y }));
    }
    rect.and_then(|rect| rect.intersect(state.clip))
        .unwrap_or(Rect {
            x0: 0.0,
            y0: 0.0,
            x1: 0.0,
            y1: 0.0,
        })
}
