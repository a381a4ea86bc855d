//! Plain text and Markdown.

use crate::records::{Line, LineRole};

use super::{
    clean,
    flow::Flowed,
    limits::MOST_GATHERED,
    reflow::{Compounds, Wrapped, joint},
};

/// How many columns a tab stands for in a text file.
const TAB: usize = 8;

/// Reads plain text: paragraphs wrapped at a margin become one line each.
pub(super) fn read(text: &str) -> Flowed {
    let (text, cut_off) = beginning(text);
    let mut raw: Vec<(usize, &str)> = Vec::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut page = 1;
    for row in text.split(['\n', '\u{2028}', '\u{2029}', '\u{85}']) {
        // A form feed begins a page.
        for (index, part) in row.split('\u{C}').enumerate() {
            page += usize::from(index > 0);
            raw.push((page, part));
        }
    }
    let margin = margin(raw.iter().map(|(_, row)| *row));
    let compounds = Compounds::of(raw.iter().map(|(_, row)| *row));
    let mut flowed = Flowed {
        cut_off,
        ..Flowed::default()
    };
    let mut block = 1;
    let mut before: Option<Row> = None;
    for (page, row) in raw {
        let Some(row) = Row::of(row) else {
            // A rule under a line makes that line a heading; an empty row ends the block.
            if is_rule(row)
                && let Some(line) = flowed.lines.last_mut()
                && before.is_some()
                && line.role == LineRole::Body
                && line.text.chars().count() <= 60
            {
                line.role = LineRole::Heading;
            }
            block += u32::from(before.take().is_some());
            continue;
        };
        if let Some(previous) = &before
            && !row.bullet
            && row.indent >= previous.text_indent.min(previous.indent)
            && let Some(joint) = joint(&previous.wrapped(margin), &row.wrapped(margin))
            && let Some(line) = flowed.lines.last_mut()
        {
            super::reflow::append(&mut line.text, &row.text, joint, &compounds);
            before = Some(Row {
                indent: previous.indent,
                text_indent: row.indent,
                ..row
            });
            continue;
        }
        let role = if row.bullet {
            LineRole::Item
        } else {
            LineRole::Body
        };
        flowed.lines.push(Line {
            number: u32::try_from(flowed.lines.len() + 1).unwrap_or(u32::MAX),
            page: u32::try_from(page).unwrap_or(u32::MAX),
            block,
            role,
            text: row.text.clone(),
            place: None,
        });
        before = Some(row);
    }
    flowed
}

/// As much of a text as is gathered, and whether that is not all.
fn beginning(text: &str) -> (&str, bool) {
    let mut end = text.len().min(MOST_GATHERED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (text.get(..end).unwrap_or(text), end < text.len())
}

/// One row of a text file that says something.
struct Row {
    text: String,
    bullet: bool,
    /// Columns before the bullet or text.
    indent: usize,
    /// Columns before the text.
    text_indent: usize,
    /// Columns up to the end.
    width: usize,
}

impl Row {
    fn of(row: &str) -> Option<Row> {
        let indent = columns(row, row.len() - row.trim_start().len());
        let width = columns(row, row.trim_end().len());
        // Several blanks in a row are a gap between columns, as a tab is.
        let raw = match clean::join_spaced_letters(row) {
            Some(joined) => joined,
            None => gaps_to_tabs(row.trim()),
        };
        let (text, bullet) = clean::finish(&raw);
        if !clean::says_something(&text) {
            return None;
        }
        let mark = row.trim_start().chars().next().map_or(0, char::len_utf8);
        let after = row.trim_start().get(mark..).unwrap_or_default();
        let gap = after.chars().count() - after.trim_start().chars().count();
        Some(Row {
            text,
            bullet,
            indent,
            text_indent: if bullet { indent + 1 + gap } else { indent },
            width,
        })
    }

    fn wrapped(&self, margin: usize) -> Wrapped<'_> {
        Wrapped {
            text: &self.text,
            room: margin.saturating_sub(self.width) as f32,
            unit: 1.0,
            wide: self.width >= 45,
            supported: true,
        }
    }
}

/// Columns of the first `end` bytes of a row.
fn columns(row: &str, end: usize) -> usize {
    row.get(..end).unwrap_or(row).chars().fold(0, |at, c| {
        if c == '\t' {
            at + TAB - at % TAB
        } else {
            at + 1
        }
    })
}

/// The column at which the text is wrapped: its widest row, where several come near it and no row is far wider than a page;
/// without a margin nothing is wrapped.
fn margin<'a>(rows: impl Iterator<Item = &'a str>) -> usize {
    /// No one wraps text wider than this.
    const WIDEST: usize = 132;
    let widths: Vec<usize> = rows.map(|row| columns(row, row.trim_end().len())).collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    if !(50..=WIDEST).contains(&widest) {
        return 0;
    }
    widest
}

/// A row of dashes or the like, drawn as a line.
fn is_rule(row: &str) -> bool {
    let mut signs = row.trim().chars();
    let Some(first) = signs.next() else {
        return false;
    };
    matches!(
        first,
        '-' | '=' | '_' | '*' | '~' | '–' | '—' | '─' | '━' | '═'
    ) && row.trim().chars().count() >= 3
        && signs.all(|c| c == first)
}

/// Three blanks or more in a row are a gap, and so is a tab.
fn gaps_to_tabs(row: &str) -> String {
    let mut out = String::with_capacity(row.len());
    let mut blanks = 0usize;
    for c in row.chars() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        if blanks >= 3 {
            out.push('\t');
        } else {
            (0..blanks).for_each(|_| out.push(' '));
        }
        blanks = 0;
        out.push(c);
    }
    out
}

/// Whether a text is written in Markdown: headings with `#`, and no sign of another language that begins rows so.
pub(super) fn is_markdown(text: &str) -> bool {
    let mut headings = 0;
    let mut marks = 0;
    for row in text.lines().take(500) {
        if heading(row).is_some() {
            headings += 1;
        }
        if row.contains("**") || row.contains("](") {
            marks += 1;
        }
    }
    headings >= 2 || (headings == 1 && marks >= 1)
}

/// Reads Markdown (CommonMark's blocks; marks inside the line are taken off).
pub(super) fn read_markdown(text: &str) -> Flowed {
    let mut flow = super::flow::Flow::default();
    let (text, cut_off) = beginning(text);
    let rows = text.lines();
    let mut fenced = false;
    for row in rows {
        let bare = row.trim();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            flow.end_paragraphs();
            fenced = !fenced;
            continue;
        }
        if bare.is_empty()
            || is_rule(bare)
            || is_table_rule(bare)
            || (bare.starts_with("<!--") && bare.ends_with("-->"))
        {
            // A rule right under a paragraph of one row is that row's heading mark.
            if is_rule(bare) && flow.in_paragraph() && !flow.open_text().contains('\n') {
                flow.set_role(LineRole::Heading);
            }
            flow.end_paragraphs();
            continue;
        }
        if let Some(title) = heading(row) {
            flow.end_paragraphs();
            flow.start_paragraph(LineRole::Heading);
            inline(&mut flow, title);
            flow.end_paragraphs();
        } else if let Some(item) = item(bare) {
            flow.end_paragraphs();
            flow.start_paragraph(LineRole::Item);
            inline(&mut flow, item);
        } else if bare.starts_with('|') && bare.len() > 1 {
            flow.end_paragraphs();
            flow.start_row();
            for cell in bare.trim_matches('|').split('|') {
                flow.start_cell();
                flow.start_paragraph(LineRole::Body);
                inline(&mut flow, cell);
                flow.end_paragraph();
                flow.end_cell();
            }
            flow.end_row();
        } else {
            let bare = bare.trim_start_matches('>').trim_start();
            if flow.in_paragraph() {
                flow.text(" ");
            } else {
                flow.start_paragraph(LineRole::Body);
            }
            inline(&mut flow, bare);
            if row.ends_with("  ") || row.ends_with('\\') {
                flow.text("\n");
            }
        }
    }
    let mut flowed = flow.finish();
    flowed.cut_off |= cut_off;
    flowed
}

fn heading(row: &str) -> Option<&str> {
    let rest = row.trim_start_matches('#');
    let level = row.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with([' ', '\t']))
        .then(|| rest.trim().trim_end_matches('#').trim_end())
}

fn item(row: &str) -> Option<&str> {
    if let Some(rest) = row.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']).then(|| rest.trim());
    }
    let digits = row.len() - row.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = row.get(digits..)?.strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && rest.starts_with(' ')).then(|| rest.trim())
}

fn is_table_rule(row: &str) -> bool {
    row.starts_with('|') && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The longest HTML tag inside a row, in bytes: one with a long address and a style of its own.
const LONGEST_TAG: usize = 1000;

/// What follows an HTML tag whose "<" is taken off already, where it is one.
fn after_tag(text: &str) -> Option<&str> {
    if !text.starts_with(['/', 'a', 'b', 'd', 'i', 'p', 's', 'u']) {
        return None;
    }
    let end = text.bytes().take(LONGEST_TAG).position(|b| b == b'>')?;
    text.get(end + 1..)
}

/// Adds a row's text without its marks: emphasis, code, links and escapes.
fn inline(flow: &mut super::flow::Flow, row: &str) {
    let mut out = String::new();
    // Whether a "<" was taken off before an address, so that its ">" goes too.
    let mut pointed = false;
    let mut rest = row;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                let escaped = after.chars().next().unwrap_or('\\');
                out.push(escaped);
                rest = after.get(escaped.len_utf8()..).unwrap_or_default();
                continue;
            }
            '*' | '`' => {}
            '_' => {
                // Inside a word it is a letter of a name.
                let inside = out.ends_with(char::is_alphanumeric)
                    && after.starts_with(char::is_alphanumeric);
                if inside {
                    out.push('_');
                }
            }
            '<' if after.starts_with("http") || after.starts_with("mailto:") => pointed = true,
            '<' if let Some(tail) = after_tag(after) => {
                rest = tail;
                out.push(' ');
                continue;
            }
            '>' if pointed => pointed = false,
            '!' if after.starts_with('[') => {}
            '[' => {}
            ']' if after.starts_with('(') => {
                let (target, tail) = after
                    .strip_prefix('(')
                    .and_then(|t| t.split_once(')'))
                    .unwrap_or((after, ""));
                flow.link(target.split([' ', '"']).next().unwrap_or_default());
                rest = tail;
                continue;
            }
            ']' => {}
            _ => out.push(c),
        }
        rest = after;
    }
    flow.text(&out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(flowed: Flowed) -> Vec<String> {
        flowed.lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn a_rule_makes_a_heading() {
        let flowed = read("Ada Byron\n\nWORK\n--------\nBaker    2019 - 2021\n");
        assert_eq!(flowed.lines[1].role, LineRole::Heading);
        assert_eq!(texts(flowed), ["Ada Byron", "WORK", "Baker\t2019 - 2021"]);
    }

    #[test]
    fn wrapped_paragraphs_are_put_together_and_lists_are_not() {
        let text = "I have worked in small and large teams for many years and I like to find\n\
                    efficient ways to finish difficult work.\n\nBread\nCakes\nRolls\n";
        assert_eq!(
            texts(read(text)),
            [
                "I have worked in small and large teams for many years and I like to find efficient ways to finish difficult work.",
                "Bread",
                "Cakes",
                "Rolls"
            ]
        );
    }

    #[test]
    fn markdown_marks_go_and_links_stay() {
        let flowed = read_markdown(
            "# Ada\n\n**Baker** at *Mill_Hall*\n\n- [Site](https://a.example)\n* Two\\*\n",
        );
        assert_eq!(flowed.lines[0].role, LineRole::Heading);
        assert_eq!(flowed.links[0].target, "https://a.example");
        assert_eq!(texts(flowed), ["Ada", "Baker at Mill_Hall", "Site", "Two*"]);
    }

    #[test]
    fn markdown_is_known_by_its_headings() {
        assert!(is_markdown("# Ada\n\n## Work\n"));
        assert!(!is_markdown("Ada\n#1 baker in town\n"));
    }
}
