//! The order in which a page's rows are read.
//!
//! The file's own order is the best witness: programs write one column after the other. It is believed unless it goes back
//! up within a column; then rows are put where they stand, and a page without any order is cut into columns by its gaps.

use super::rows::Row;

/// A page's rows as they are read.
pub(super) struct Ordered {
    pub(super) rows: Vec<Row>,
    /// Whether columns stand side by side.
    pub(super) columns: bool,
}

/// Puts the rows of one page into reading order.
pub(super) fn reading_order(rows: Vec<Row>) -> Ordered {
    let (turned, upright): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.turned);
    let columns = has_columns(&upright);
    let runs = downward_runs(upright);
    let count: usize = runs.iter().map(Vec::len).sum();
    let mut rows = if runs.len() <= 1 {
        runs.into_iter().flatten().collect()
    } else if runs.len() * 4 <= count + 6 {
        weave(runs)
    } else {
        cut(runs.into_iter().flatten().collect(), 0)
    };
    rows.extend(turned);
    Ordered { rows, columns }
}

/// Cuts the file's order where it goes back up over text of the same column.
fn downward_runs(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut runs: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let goes_up = runs.last().is_some_and(|run| {
            run.iter().rev().take(60).any(|before| {
                before.overlaps(&row) && row.base < before.base - before.size.min(row.size) * 0.5
            })
        });
        match runs.last_mut() {
            Some(run) if !goes_up => run.push(row),
            _ => runs.push(vec![row]),
        }
    }
    runs
}

/// Puts each shorter run where it stands in the longest one: after the last row above it that shares its width.
fn weave(mut runs: Vec<Vec<Row>>) -> Vec<Row> {
    let longest = runs
        .iter()
        .enumerate()
        .max_by_key(|(index, run)| (run.len(), usize::MAX - index))
        .map_or(0, |(index, _)| index);
    let after = runs.split_off((longest + 1).min(runs.len()));
    let Some(mut whole) = runs.pop() else {
        return Vec::new();
    };
    let mut beginning = 0;
    for run in runs {
        let at = place_of(&whole, &run, beginning);
        beginning = at + run.len();
        whole.splice(at..at, run);
    }
    for run in after {
        let at = place_of(&whole, &run, whole.len());
        whole.splice(at..at, run);
    }
    whole
}

fn place_of(whole: &[Row], run: &[Row], otherwise: usize) -> usize {
    let shares = |row: &Row| run.iter().any(|r| r.overlaps(row));
    let top = run.iter().map(Row::top).fold(f32::INFINITY, f32::min);
    let above = whole
        .iter()
        .rposition(|row| shares(row) && row.base <= top + row.size * 0.3);
    let below = whole.iter().position(|row| shares(row) && row.base > top);
    match (above, below) {
        (Some(at), _) => at + 1,
        (None, Some(at)) => at,
        (None, None) => otherwise,
    }
}

/// The most times a page is cut in two.
const DEEPEST_CUT: usize = 40;

/// Cuts a page without order along its widest white stripes: columns beside one another, bands below one another.
fn cut(mut rows: Vec<Row>, depth: usize) -> Vec<Row> {
    if rows.len() < 2 {
        return rows;
    }
    if depth < DEEPEST_CUT {
        if let Some(at) = gutter(&rows) {
            let (mut left, right): (Vec<Row>, Vec<Row>) = rows
                .into_iter()
                .partition(|row| (row.left + row.right) / 2.0 < at);
            left = cut(left, depth + 1);
            left.extend(cut(right, depth + 1));
            return left;
        }
        if let Some(at) = band(&rows) {
            let (mut upper, lower): (Vec<Row>, Vec<Row>) =
                rows.into_iter().partition(|row| row.base < at);
            upper = cut(upper, depth + 1);
            upper.extend(cut(lower, depth + 1));
            return upper;
        }
    }
    rows.sort_by(|a, b| {
        let same = (a.base - b.base).abs() < a.size.min(b.size) * 0.3;
        if same {
            a.left.total_cmp(&b.left)
        } else {
            a.base.total_cmp(&b.base)
        }
    });
    rows
}

/// The middle of a white stripe from top to bottom with columns on both sides: several rows each, and not the aligned cells
/// of a table.
fn gutter(rows: &[Row]) -> Option<f32> {
    let size = rows.iter().map(|r| r.size).fold(0.0, f32::max).min(14.0);
    let mut spans: Vec<(f32, f32)> = rows.iter().map(|r| (r.left, r.right)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best: Option<(f32, f32)> = None;
    let mut end = spans.first()?.1;
    for (left, right) in spans {
        let gap = left - end;
        if gap > size && best.is_none_or(|(widest, _)| gap > widest) {
            best = Some((gap, end + gap / 2.0));
        }
        end = end.max(right);
    }
    let (_, at) = best?;
    let (left, right): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|r| (r.left + r.right) / 2.0 < at);
    if left.len() < 3 || right.len() < 3 {
        return None;
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
    // Dates beside their entries stand on the same lines as those; columns do so by chance only.
    (aligned * 10 < few.len() * 9).then_some(at)
}

/// The middle of the widest white stripe from side to side.
fn band(rows: &[Row]) -> Option<f32> {
    let mut spans: Vec<(f32, f32)> = rows.iter().map(|r| (r.top(), r.bottom())).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut end = spans.first()?.1;
    let mut best: Option<(f32, f32)> = None;
    for (top, bottom) in spans {
        let gap = top - end;
        if gap > 0.5 && best.is_none_or(|(widest, _)| gap > widest) {
            best = Some((gap, end + gap / 2.0));
        }
        end = end.max(bottom);
    }
    best.map(|(_, at)| at)
}

/// Whether some rows have others beside them that begin a column: at the same height, more than a word away, several times.
fn has_columns(rows: &[Row]) -> bool {
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

/// The page as a simple reader takes it: by height alone, from left to right.
pub(super) fn plain_text(rows: &[Row]) -> String {
    let mut parts: Vec<(f32, f32, &str)> = rows
        .iter()
        .filter(|row| !row.turned)
        .flat_map(|row| {
            row.parts
                .iter()
                .map(|part| (row.base, part.left, part.text.trim()))
        })
        .collect();
    parts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut text = String::new();
    let mut base = f32::NEG_INFINITY;
    let mut row: Vec<(f32, &str)> = Vec::new();
    let mut flush = |row: &mut Vec<(f32, &str)>| {
        row.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (index, (_, part)) in row.drain(..).enumerate() {
            if index > 0 {
                text.push_str("  ");
            }
            text.push_str(part);
        }
        text.push('\n');
    };
    for (at, left, part) in parts {
        if at - base > 3.0 && !row.is_empty() {
            flush(&mut row);
        }
        base = if row.is_empty() { at } else { base };
        row.push((left, part));
    }
    if !row.is_empty() {
        flush(&mut row);
    }
    text
}
