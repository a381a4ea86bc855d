//! The order in which a page's rows are read.
//!
//! The file's own order is the best witness: programs write one column after the other. It is believed unless it goes back
//! up within a column, or back and forth between two; then rows are put where they stand, and a page without any order is
//! cut into columns by its gaps.

mod columns;

use super::{
    furniture::EDGE,
    rows::{Row, by_place},
};
use columns::{column_band, has_columns};

/// A page's rows as they are read.
pub(super) struct Ordered {
    pub(super) rows: Vec<Row>,
    /// Whether columns stand side by side.
    pub(super) columns: bool,
}

/// Puts the rows of one page into reading order.
pub(super) fn reading_order(rows: Vec<Row>, height: f32) -> Ordered {
    let (turned, upright): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.turned);
    let upright = edges_to_their_places(upright, height);
    let columns = has_columns(&upright);
    if let Some(parts) = interleaved(&upright) {
        let mut rows = cut(parts, 0);
        rows.extend(turned);
        return Ordered {
            rows,
            columns: true,
        };
    }
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

/// How many rows at the beginning and at the end of a page's content may be its foot or head.
const EDGE_ROWS: usize = 6;

/// Programs draw a page's foot before its text or its head after it: both go to their places.
fn edges_to_their_places(rows: Vec<Row>, height: f32) -> Vec<Row> {
    if rows.len() < EDGE_ROWS * 2 {
        return rows;
    }
    let (mut heads, mut text, mut feet) = (Vec::new(), Vec::new(), Vec::new());
    let count = rows.len();
    for (index, row) in rows.into_iter().enumerate() {
        if index < EDGE_ROWS && row.base > height * (1.0 - EDGE) {
            feet.push(row);
        } else if index + EDGE_ROWS >= count && row.base < height * EDGE {
            heads.push(row);
        } else {
            text.push(row);
        }
    }
    heads.extend(text);
    heads.extend(feet);
    heads
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

/// Puts each shorter run where it stands in the longest one: after the last row above it that shares its width. A run whose
/// rows stand between the others' is put in row by row, as when all bold text was drawn first.
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
        beginning = put_in(&mut whole, run, beginning);
    }
    for run in after {
        let end = whole.len();
        put_in(&mut whole, run, end);
    }
    whole
}

/// Puts a run into the whole; returns where it ends.
fn put_in(whole: &mut Vec<Row>, run: Vec<Row>, otherwise: usize) -> usize {
    let top = run.iter().map(|r| r.base).fold(f32::INFINITY, f32::min);
    let bottom = run.iter().map(|r| r.base).fold(f32::NEG_INFINITY, f32::max);
    let between = whole
        .iter()
        .any(|row| row.base > top && row.base < bottom && run.iter().any(|r| r.overlaps(row)));
    if !between {
        let at = place_of(whole, &run, otherwise);
        let end = at + run.len();
        whole.splice(at..at, run);
        return end;
    }
    let mut end = otherwise;
    for row in run {
        let at = place_of(whole, std::slice::from_ref(&row), end);
        whole.insert(at, row);
        end = at + 1;
    }
    end
}

fn place_of(whole: &[Row], run: &[Row], otherwise: usize) -> usize {
    let shares = |row: &Row| run.iter().any(|r| r.overlaps(row));
    let top = run.iter().map(Row::top).fold(f32::INFINITY, f32::min);
    // In one column the first row below is the surest mark: what stands before it may be another column.
    let below = whole.iter().position(|row| shares(row) && row.base > top);
    let above = whole
        .iter()
        .rposition(|row| shares(row) && row.base <= top + row.size * 0.3);
    match (above, below) {
        (Some(above), Some(below)) if below > above => below,
        (Some(above), _) => above + 1,
        (None, Some(below)) => below,
        (None, None) => otherwise,
    }
}

/// Where two columns are written back and forth, row by row: their parts, to be cut apart.
fn interleaved(rows: &[Row]) -> Option<Vec<Row>> {
    let parts: Vec<Row> = rows.iter().flat_map(Row::split).collect();
    let band = column_band(&parts)?;
    // Only where both columns go on: one may end before the other.
    let reach = |on_right: bool| {
        let bases = || {
            parts
                .iter()
                .filter(|row| band.holds(row) && (row.left >= band.at) == on_right)
                .map(|row| row.base)
        };
        (
            bases().fold(f32::INFINITY, f32::min),
            bases().fold(f32::NEG_INFINITY, f32::max),
        )
    };
    let ((left_top, left_end), (right_top, right_end)) = (reach(false), reach(true));
    let (top, end) = (left_top.max(right_top) - 1.0, left_end.min(right_end) + 1.0);
    let sides: Vec<bool> = parts
        .iter()
        .filter(|row| band.holds(row) && row.base >= top && row.base <= end)
        .map(|row| row.left >= band.at)
        .collect();
    let switches = sides
        .windows(2)
        .filter(|pair| pair.first() != pair.last())
        .count();
    let right = sides.iter().filter(|side| **side).count();
    let few = right.min(sides.len() - right);
    // Row by row there are two switches for each row of the shorter column; a table's cell of several rows gives fewer.
    (few >= 4 && switches * 10 >= few * 12).then_some(parts)
}

/// The most times a page is cut.
const DEEPEST_CUT: usize = 24;

/// Cuts a page without order: columns beside one another, what stands above and below them, and the rest by height.
fn cut(mut rows: Vec<Row>, depth: usize) -> Vec<Row> {
    if depth < DEEPEST_CUT
        && let Some(band) = column_band(&rows)
    {
        let (mut above, mut left, mut right, mut below) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            if row.base <= band.top {
                above.push(row);
            } else if row.base >= band.bottom {
                below.push(row);
            } else if row.left >= band.at {
                right.push(row);
            } else {
                left.push(row);
            }
        }
        let mut out = Vec::new();
        for part in [above, left, right, below] {
            out.extend(cut(part, depth + 1));
        }
        return out;
    }
    rows.sort_by(by_place);
    rows
}

/// The page as a simple reader takes it: by height alone, from left to right.
pub(super) fn plain_text(rows: &[Row]) -> String {
    let mut parts: Vec<Row> = rows
        .iter()
        .filter(|row| !row.turned)
        .flat_map(Row::split)
        .collect();
    parts.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    let mut text = String::new();
    let mut from = 0;
    while let Some(first) = parts.get(from) {
        let same = parts
            .iter()
            .skip(from)
            .take_while(|part| part.base - first.base <= 3.0)
            .count()
            .max(1);
        let mut row: Vec<&Row> = parts.iter().skip(from).take(same).collect();
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let row: Vec<&str> = row.iter().map(|part| part.text.trim()).collect();
        text.push_str(&row.join("  "));
        text.push('\n');
        from += same;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, left: f32, right: f32, base: f32) -> Row {
        Row::of_one_part(text, left, right, base, 10.0)
    }

    fn texts(rows: Vec<Row>) -> Vec<String> {
        reading_order(rows, 800.0)
            .rows
            .into_iter()
            .map(|r| r.text)
            .collect()
    }

    #[test]
    fn columns_written_one_after_the_other_stay_so() {
        let rows = vec![
            row("a1", 50.0, 150.0, 100.0),
            row("a2", 50.0, 150.0, 112.0),
            row("b1", 200.0, 300.0, 100.0),
            row("b2", 200.0, 300.0, 112.0),
        ];
        assert_eq!(texts(rows), ["a1", "a2", "b1", "b2"]);
    }

    #[test]
    fn a_heading_drawn_last_goes_to_its_place() {
        let mut rows: Vec<Row> = (0..10u8)
            .map(|i| row(&format!("r{i}"), 50.0, 300.0, 100.0 + f32::from(i) * 12.0))
            .collect();
        rows.push(row("top", 50.0, 300.0, 60.0));
        assert_eq!(texts(rows).first().map(String::as_str), Some("top"));
    }

    #[test]
    fn a_foot_drawn_first_stays_at_the_foot() {
        let mut rows = vec![row("Page 1", 280.0, 310.0, 780.0)];
        rows.extend(
            (0..14u8).map(|i| row(&format!("r{i}"), 50.0, 300.0, 100.0 + f32::from(i) * 12.0)),
        );
        let got = texts(rows);
        assert_eq!(got.first().map(String::as_str), Some("r0"));
        assert_eq!(got.last().map(String::as_str), Some("Page 1"));
    }

    #[test]
    fn headings_drawn_first_go_between_the_rows() {
        let mut rows = vec![row("H1", 50.0, 90.0, 100.0), row("H2", 50.0, 90.0, 160.0)];
        for (i, base) in [112.0, 124.0, 136.0, 172.0, 184.0].into_iter().enumerate() {
            rows.push(row(&format!("r{i}"), 50.0, 300.0, base));
        }
        assert_eq!(texts(rows), ["H1", "r0", "r1", "r2", "H2", "r3", "r4"]);
    }

    #[test]
    fn columns_written_row_by_row_are_taken_apart() {
        let mut rows = Vec::new();
        for i in 0..6u8 {
            let base = 100.0 + f32::from(i) * 12.0;
            rows.push(row(&format!("a{i}"), 50.0, 200.0, base));
            rows.push(row(&format!("b{i}"), 300.0, 400.0, base + 4.0));
        }
        assert_eq!(
            texts(rows),
            [
                "a0", "a1", "a2", "a3", "a4", "a5", "b0", "b1", "b2", "b3", "b4", "b5"
            ]
        );
    }

    #[test]
    fn dates_beside_their_entries_are_no_column() {
        let mut rows = Vec::new();
        for i in 0..5u8 {
            let base = 100.0 + f32::from(i) * 20.0;
            rows.push(row("Baker", 50.0, 100.0, base));
            rows.push(row("05/2019 – 06/2020", 300.0, 400.0, base));
        }
        let got = texts(rows);
        assert_eq!(
            got.get(..2),
            Some(&["Baker".to_owned(), "05/2019 – 06/2020".to_owned()][..])
        );
    }

    #[test]
    fn a_page_without_order_is_put_in_order() {
        let mut rows: Vec<Row> = (0..12u8)
            .map(|i| {
                row(
                    &format!("r{i:02}"),
                    50.0,
                    300.0,
                    100.0 + f32::from(i * 5 % 12) * 12.0,
                )
            })
            .collect();
        rows.swap(0, 7);
        let order: Vec<String> = texts(rows.clone());
        let mut sorted = rows;
        sorted.sort_by(|a, b| a.base.total_cmp(&b.base));
        assert_eq!(
            order,
            sorted.into_iter().map(|r| r.text).collect::<Vec<_>>()
        );
    }
}
