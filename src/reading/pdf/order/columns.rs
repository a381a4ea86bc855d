//! Columns: where white stripes part a page's rows.

use crate::reading::{facts::is_heading_name, pdf::rows::Row};

/// A stretch of a page in which no row crosses a white stripe that parts two columns.
pub(super) struct Band {
    /// Where the right column begins.
    pub(super) at: f32,
    /// The rows of the band stand below `top` and above `bottom`.
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl Band {
    /// Whether a row stands in the band.
    pub(super) fn holds(&self, row: &Row) -> bool {
        row.base > self.top && row.base < self.bottom
    }
}

/// The band of two columns that holds the most rows; `None` on a page of one column, or of a table.
pub(super) fn column_band(rows: &[Row]) -> Option<Band> {
    /// Fewer rows than this are no column.
    const FEWEST: usize = 3;
    let mut edges: Vec<f32> = rows.iter().map(|row| row.left).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut best: Option<(usize, Band)> = None;
    for at in edges {
        let at = at - 0.5;
        let mut top = f32::NEG_INFINITY;
        let (mut left, mut right): (Vec<&Row>, Vec<&Row>) = (Vec::new(), Vec::new());
        for row in sorted.iter().copied().map(Some).chain([None]) {
            let crosses = row.is_none_or(|r| r.left < at && r.right > at - r.size * 0.6);
            if !crosses {
                if let Some(row) = row {
                    if row.left >= at {
                        &mut right
                    } else {
                        &mut left
                    }
                    .push(row);
                }
                continue;
            }
            let bottom = row.map_or(f32::INFINITY, |r| r.base);
            let count = left.len() + right.len();
            if left.len() >= FEWEST
                && right.len() >= FEWEST
                && best.as_ref().is_none_or(|(most, _)| count > *most)
                && are_columns(&left, &right)
            {
                best = Some((count, Band { at, top, bottom }));
            }
            left.clear();
            right.clear();
            top = bottom;
        }
    }
    best.map(|(_, band)| band)
}

/// Whether what stands on the two sides is text of its own, not the cells of one table: a column of dates beside its entries
/// stands on their baselines.
fn are_columns(left: &[&Row], right: &[&Row]) -> bool {
    let top = |side: &[&Row]| side.iter().map(|r| r.base).fold(f32::INFINITY, f32::min);
    let end = |side: &[&Row]| {
        side.iter()
            .map(|r| r.base)
            .fold(f32::NEG_INFINITY, f32::max)
    };
    let (from, to) = (
        top(left).max(top(right)) - 1.0,
        end(left).min(end(right)) + 1.0,
    );
    // Only where both go on: under a table's last row its first column may hold other text.
    let beside = |side: &[&Row]| -> Vec<Row> {
        side.iter()
            .filter(|r| r.base >= from && r.base <= to)
            .map(|r| (*r).clone())
            .collect()
    };
    let (left, right) = (beside(left), beside(right));
    if left.len() < 2 || right.len() < 2 {
        return false;
    }
    let dates = |side: &[Row]| {
        let dated = side
            .iter()
            .filter(|row| {
                row.text.chars().count() <= 32
                    && row.text.chars().filter(char::is_ascii_digit).count() >= 4
            })
            .count();
        dated * 5 > side.len() * 2
    };
    if dates(&left) || dates(&right) {
        return false;
    }
    let (few, many) = if left.len() < right.len() {
        (&left, &right)
    } else {
        (&right, &left)
    };
    let aligned = few
        .iter()
        .filter(|a| many.iter().any(|b| (a.base - b.base).abs() < a.size * 0.15))
        .count();
    if aligned * 10 < few.len() * 8 {
        return true;
    }
    // On one grid of lines: headings on both sides tell columns from a table.
    let headed = |side: &[Row]| side.iter().any(|row| is_heading_name(&row.text));
    headed(&left) && headed(&right)
}

/// Whether some rows have others beside them that begin a column: at the same height, more than a word away, several times.
pub(super) fn has_columns(rows: &[Row]) -> bool {
    let beside = rows
        .iter()
        .filter(|a| {
            rows.iter().any(|b| {
                b.left > a.right + a.size
                    && b.top() < a.bottom()
                    && a.top() < b.bottom()
                    && (a.base - b.base).abs() > 0.5
            })
        })
        .count();
    beside >= 4 && beside * 8 > rows.len()
}
