//! Rows in reading order → lines: paragraphs put together, headings and items marked, blocks told apart.

use crate::records::{Line, LineRole, Place};

use super::{
    super::{
        clean,
        reflow::{self, Compounds, Joint, Wrapped},
    },
    furniture::PageRole,
    rows::Row,
};

/// How many rows before and after a row tell where its column ends.
const NEIGHBOURS: usize = 14;

/// The lines, and for each row the number of the line it became part of.
pub(super) fn lines(rows: &[Row], roles: &[PageRole]) -> (Vec<Line>, Vec<Option<u32>>) {
    let body = body_size(rows);
    let compounds = Compounds::of(rows.iter().map(|row| row.text.as_str()));
    let mut lines: Vec<Line> = Vec::new();
    let mut line_of_row: Vec<Option<u32>> = Vec::with_capacity(rows.len());
    let mut block = 0;
    let mut before: Option<Last> = None;
    for (index, row) in rows.iter().enumerate() {
        let role = roles.get(index).copied().unwrap_or(PageRole::Text);
        let (text, bullet) = clean::finish(&row.text);
        if role == PageRole::Repeat || !clean::says_something(&text) {
            line_of_row.push(None);
            continue;
        }
        if let Some(last) = &before
            && role == PageRole::Text
            && !bullet
            && let Some(joint) = continues(last, row, &text, rows)
            && let Some(line) = lines.get_mut(last.line)
        {
            reflow::append(&mut line.text, &text, joint, &compounds);
            if let Some(place) = &mut line.place
                && rows.get(last.index).is_some_and(|l| l.page == row.page)
            {
                *place = union(*place, place_of(row));
            }
            line_of_row.push(Some(line.number));
            before = Some(Last {
                index,
                bullet: last.bullet,
                text_left: row.left,
                text,
                line: last.line,
            });
            continue;
        }
        let kind = match role {
            PageRole::Head => LineRole::Header,
            PageRole::Foot => LineRole::Footer,
            _ if bullet => LineRole::Item,
            _ if is_heading(row, body, &text) => LineRole::Heading,
            _ => LineRole::Body,
        };
        let new_block = match &before {
            None => true,
            Some(last) => {
                let previous = rows.get(last.index);
                kind == LineRole::Heading
                    || lines.last().is_some_and(|line| {
                        line.role != kind && line.role != LineRole::Item && kind != LineRole::Item
                    })
                    || previous.is_none_or(|previous| is_apart(previous, row))
            }
        };
        block += u32::from(new_block);
        let number = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
        lines.push(Line {
            number,
            page: u32::try_from(row.page + 1).unwrap_or(u32::MAX),
            block,
            role: kind,
            text: text.clone(),
            place: (!row.turned).then(|| place_of(row)),
        });
        line_of_row.push(Some(number));
        // A head or foot stands between two pages' text without ending its paragraph.
        if role == PageRole::Text {
            before = (!row.turned).then_some(Last {
                index,
                bullet,
                text_left: row.left,
                text,
                line: lines.len() - 1,
            });
        }
    }
    (lines, line_of_row)
}

/// The row that the last line ends with.
struct Last {
    index: usize,
    bullet: bool,
    text_left: f32,
    text: String,
    /// The line's index.
    line: usize,
}

/// Whether a row goes on with the paragraph of the one before it.
fn continues(last: &Last, row: &Row, text: &str, rows: &[Row]) -> Option<Joint> {
    let previous = rows.get(last.index)?;
    let same_page = previous.page == row.page;
    let distance = row.base - previous.base;
    let alike = (previous.size - row.size).abs() < row.size * 0.08 && previous.bold == row.bold;
    if !alike
        || row.turned
        || (same_page && !(distance > row.size * 0.5 && distance < row.size * 2.1))
    {
        return None;
    }
    if !same_page && (row.page != previous.page + 1 || distance > 0.0) {
        return None;
    }
    // The text goes on under the text, or further in; a first row may be further in than those after it.
    if !row.right_to_left {
        let indent = row.left - last.text_left;
        if last.bullet && indent < -row.size * 0.5 {
            return None;
        }
        if indent < -row.size * 3.0 || indent > row.size * 3.0 {
            return None;
        }
    }
    // Rows of one paragraph stand closer than the items of a list.
    let starts_low = text
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_lowercase);
    if same_page && !starts_low && !row.right_to_left && distance > leading(last.index, rows) * 1.12
    {
        return None;
    }
    let (room, supported) = room_after(last.index, rows);
    reflow::joint(
        &Wrapped {
            text: &last.text,
            room,
            unit: previous.unit(),
            wide: last.text.chars().count() >= 45,
            supported,
        },
        &Wrapped {
            text,
            room: 0.0,
            unit: row.unit(),
            wide: false,
            supported: false,
        },
    )
}

/// The least distance between rows of the same type near a row: that of the rows of one paragraph.
fn leading(index: usize, rows: &[Row]) -> f32 {
    let Some(row) = rows.get(index) else {
        return f32::INFINITY;
    };
    let from = index.saturating_sub(NEIGHBOURS);
    rows.windows(2)
        .skip(from)
        .take(NEIGHBOURS * 2)
        .filter_map(|pair| match pair {
            [a, b]
                if a.page == row.page
                    && b.page == row.page
                    && (a.size - row.size).abs() < 0.3
                    && (b.size - row.size).abs() < 0.3
                    && a.overlaps(b) =>
            {
                Some(b.base - a.base).filter(|d| *d > row.size * 0.7)
            }
            _ => None,
        })
        .fold(f32::INFINITY, f32::min)
}

/// The room between a row's end and its column's edge, and whether other rows reach that edge.
fn room_after(index: usize, rows: &[Row]) -> (f32, bool) {
    let Some(row) = rows.get(index) else {
        return (f32::INFINITY, false);
    };
    let from = index.saturating_sub(NEIGHBOURS);
    let near = rows
        .iter()
        .enumerate()
        .skip(from)
        .take(index + NEIGHBOURS + 1 - from)
        .filter(|(_, other)| {
            other.page == row.page
                && !other.turned
                && other.overlaps(row)
                && if row.right_to_left {
                    other.right < row.right + row.size * 4.0
                } else {
                    other.left > row.left - row.size * 4.0
                }
        });
    let reach = |r: &Row| if row.right_to_left { -r.left } else { r.right };
    let own = reach(row);
    let mut edge = own;
    let mut reaches: Vec<f32> = Vec::new();
    for (at, other) in near {
        edge = edge.max(reach(other));
        if at != index {
            reaches.push(reach(other));
        }
    }
    let supported =
        reaches.iter().any(|r| edge - r < row.size * 4.0) && edge - own < row.size * 8.0;
    (edge - own, supported)
}

/// Whether white space or another column parts two rows.
fn is_apart(previous: &Row, row: &Row) -> bool {
    if previous.page != row.page {
        return true;
    }
    let distance = row.base - previous.base;
    distance < -1.0
        || distance > previous.size.max(row.size) * 1.75
        || !(previous.overlaps(row) || (previous.left - row.left).abs() < row.size * 4.0)
}

/// The type size of most of the text.
fn body_size(rows: &[Row]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for row in rows {
        let count = row.text.chars().count();
        match sizes
            .iter_mut()
            .find(|(size, _)| (size - row.size).abs() < 0.3)
        {
            Some((_, n)) => *n += count,
            None => sizes.push((row.size, count)),
        }
    }
    sizes
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.total_cmp(&a.0)))
        .map_or(10.0, |(size, _)| size)
}

/// A short row in larger or bold type.
fn is_heading(row: &Row, body: f32, text: &str) -> bool {
    let length = text.chars().count();
    let ends_open = !text.ends_with(['.', ',', ';']);
    (row.size > body * 1.15 && length <= 80 && ends_open)
        || (row.bold
            && row.size >= body * 0.98
            && length <= 40
            && ends_open
            && !text.contains('\t'))
}

fn place_of(row: &Row) -> Place {
    Place {
        left: row.left,
        top: row.top(),
        width: row.right - row.left,
        height: row.bottom() - row.top(),
    }
}

fn union(a: Place, b: Place) -> Place {
    let left = a.left.min(b.left);
    let top = a.top.min(b.top);
    Place {
        left,
        top,
        width: (a.left + a.width).max(b.left + b.width) - left,
        height: (a.top + a.height).max(b.top + b.height) - top,
    }
}
