//! PDF: its glyphs from a reader library, their order and their lines from here.

mod furniture;
mod glyphs;
mod legacy_cjk;
mod order;
mod paint;
mod paragraphs;
mod rows;
mod source;
mod unpacked;

use pdfboss_core::{ActionKind, Document as Pdf, Error, Immediate, Rect, block_on};
use pdfboss_text::{FontCache, ReadingOrder};

use crate::records::{Document, Finding, Format, Link};

use super::{ReadError, findings, limits::MOST_CHARACTERS, sniff};
use glyphs::PageGlyphs;
use rows::Row;

/// The most pages that are read. A résumé has one to ten; a thesis added by mistake has some hundred.
pub const MOST_PAGES: usize = 200;

/// The most pieces of text on one page. A full page of single letters has some 6,000.
const MOST_PIECES: usize = 100_000;

/// What is said of a page with more than [`MOST_PIECES`], or that shows more than is read of one.
const TOO_FULL: &str = "a page has more text than a page can show";

/// Where more than one glyph in this many has no known character, the text is of no use.
const UNREADABLE_SHARE: usize = 2;

/// Reads a file.
///
/// # Errors
///
/// A password, damage that left no page, or pages without text.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    let damaged = |what: &str| ReadError::Damaged {
        name: name.to_owned(),
        format: Format::Pdf,
        what: what.to_owned(),
    };
    let over_limit = |unpacked::TooLarge(what)| ReadError::OverLimit {
        name: name.to_owned(),
        what: what.to_owned(),
    };
    let bytes = from_header(bytes);
    unpacked::check_file(bytes).map_err(over_limit)?;
    let pdf = match Pdf::load(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(Error::Encrypted) => {
            return Err(ReadError::Password {
                name: name.to_owned(),
                format: Format::Pdf,
            });
        }
        Err(_) => return Err(damaged("the table of its parts cannot be read")),
    };
    if pdf.is_encrypted() {
        unpacked::check_decrypted(&pdf).map_err(over_limit)?;
    }
    let pages = pdf.flattened_page_count();
    if pages == 0 {
        return Err(damaged("none of its pages can be found"));
    }
    let mut found: Vec<Finding> = Vec::new();
    if pages > MOST_PAGES {
        found.push(findings::over_limit(&format!(
            "it has {pages} pages, and the first {MOST_PAGES} were read"
        )));
    }
    let mut read = Pages::default();
    let fonts = FontCache::default();
    let visibility = pdf.oc_state();
    let source = source::Source::new(&pdf);
    for index in 0..pages.min(MOST_PAGES) {
        source.next_page();
        if read.characters > MOST_CHARACTERS {
            found.push(findings::over_limit(&format!(
                "it has more than {MOST_CHARACTERS} characters, and its first {index} pages were read"
            )));
            break;
        }
        let Ok(page) = pdf.page(index) else {
            read.lost += 1;
            continue;
        };
        let spans = block_on(pdfboss_text::extract_spans_reporting_cached_with(
            Immediate(&source),
            &page,
            &fonts,
            visibility.as_ref(),
            None,
            ReadingOrder::Content,
        ));
        let too_much = source.page_over_limit();
        read.cut += usize::from(too_much);
        let Ok((mut spans, report)) = spans else {
            read.lost += usize::from(!too_much);
            continue;
        };
        read.lost += usize::from(
            !too_much
                && report.skipped.iter().any(|skipped| {
                    matches!(
                        skipped.kind,
                        pdfboss_text::SkippedTextKind::PageContents
                            | pdfboss_text::SkippedTextKind::Form
                    )
                }),
        );
        if spans.len() > MOST_PIECES {
            spans.truncate(MOST_PIECES);
            read.cut += 1;
        }
        let paint = paint::Paint::of_page(&pdf, &source, &page);
        let glyphs = glyphs::of_page(&spans, &paint, page.crop_box);
        read.hidden.extend(glyphs.hidden.iter().cloned());
        read.unmapped += glyphs.unmapped;
        read.characters += glyphs.characters;
        let links = links_of(&pdf, &page, &glyphs);
        read.add(index, &glyphs, links);
    }
    if !has_end(bytes) {
        found.push(findings::damaged(
            "its end is missing, so it may have been cut off",
        ));
    }
    if source.over_limit() {
        found.push(findings::over_limit(
            "a part of it grows too large when it is unpacked",
        ));
    }
    if read.lost > 0 {
        found.push(findings::damaged(&match read.lost {
            1 => "a page or a part of one could not be read".to_owned(),
            n => format!("{n} pages or parts of pages could not be read"),
        }));
    }
    if read.cut > 0 {
        found.push(findings::over_limit(TOO_FULL));
    }
    if read.unmapped > 0 {
        found.push(findings::unmapped(read.unmapped));
    }
    let unreadable = read.unmapped * UNREADABLE_SHARE > read.characters;
    let read_cut = read.cut > 0;
    let (lines, links, plain) = read.finish();
    if lines.is_empty() || unreadable {
        if !unreadable && source.over_limit() {
            return Err(over_limit(unpacked::GROWS));
        }
        if !unreadable && read_cut {
            return Err(over_limit(unpacked::TooLarge(TOO_FULL)));
        }
        if found
            .iter()
            .any(|f| f.kind == crate::records::FindingKind::Damaged)
        {
            return Err(damaged("no page of it could be read"));
        }
        return Err(ReadError::PicturesOnly {
            name: name.to_owned(),
            format: Format::Pdf,
        });
    }
    if lines.columns {
        found.push(findings::columns());
    }
    Ok(Document {
        format: Format::Pdf,
        page_count: u32::try_from(pages).ok(),
        lines: lines.lines,
        links,
        plain,
        hidden: read_hidden(lines.hidden),
        findings: found,
    })
}

fn read_hidden(hidden: Vec<String>) -> Vec<String> {
    hidden
        .iter()
        .map(|text| super::clean::clean(text))
        .filter(|text| super::clean::says_something(text))
        .collect()
}

/// The file from its header on: byte positions in a PDF count from there, and gateways put lines before it.
fn from_header(bytes: &[u8]) -> &[u8] {
    sniff::find(bytes, b"%PDF-")
        .and_then(|at| bytes.get(at..))
        .unwrap_or(bytes)
}

/// How far before the last byte a PDF's end mark may stand: mail gateways and web servers add lines.
const END_WITHIN: usize = 16 * 1024;

/// Whether the file ends as a PDF does.
fn has_end(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(END_WITHIN)..)
        .unwrap_or(bytes);
    sniff::find(tail, b"%%EOF").is_some() || sniff::find(tail, b"startxref").is_some()
}

/// A link's area and target.
struct PlacedLink {
    rect: Rect,
    target: String,
}

fn links_of(pdf: &Pdf, page: &pdfboss_core::Page, glyphs: &PageGlyphs) -> Vec<PlacedLink> {
    pdf.annotations(page)
        .into_iter()
        .filter_map(|annotation| {
            let rect = annotation.rect?;
            match annotation.action?.kind {
                ActionKind::Uri { uri, .. } => Some(PlacedLink {
                    rect: glyphs.frame.rect(rect),
                    target: uri.trim().to_owned(),
                }),
                _ => None,
            }
        })
        .collect()
}

/// All pages' rows, in reading order.
#[derive(Default)]
struct Pages {
    rows: Vec<Row>,
    links: Vec<(usize, String)>,
    plain: Vec<String>,
    hidden: Vec<String>,
    heights: Vec<f32>,
    columns: bool,
    unmapped: usize,
    characters: usize,
    lost: usize,
    cut: usize,
}

/// The lines of a PDF and what was noticed on the way.
struct Lines {
    lines: Vec<crate::records::Line>,
    hidden: Vec<String>,
    columns: bool,
}

impl Lines {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl Pages {
    fn add(&mut self, index: usize, glyphs: &PageGlyphs, links: Vec<PlacedLink>) {
        let rows = rows::of_page(glyphs, index);
        self.plain.push(order::plain_text(&rows));
        let ordered = order::reading_order(rows, glyphs.frame.height);
        self.columns |= ordered.columns;
        self.heights.push(glyphs.frame.height);
        let first = self.rows.len();
        self.rows.extend(ordered.rows);
        for link in links {
            let under = self
                .rows
                .iter()
                .enumerate()
                .skip(first)
                .find(|(_, row)| row.touches(link.rect));
            if let Some((at, row)) = under
                && !super::flow::shows_address(&row.text, &link.target)
            {
                self.links.push((at, link.target));
            }
        }
    }

    fn finish(self) -> (Lines, Vec<Link>, Option<String>) {
        let roles = furniture::roles(&self.rows, &self.heights);
        let (lines, line_of_row) = paragraphs::lines(&self.rows, &roles);
        let mut links: Vec<Link> = Vec::new();
        for (row, target) in self.links {
            if let Some(Some(line)) = line_of_row.get(row) {
                let link = Link {
                    line: *line,
                    target,
                };
                // A link over two rows has an area on each; a wrapped address is whole again by now.
                let shown = lines
                    .get(usize::try_from(*line).unwrap_or(1).saturating_sub(1))
                    .is_some_and(|l| super::flow::shows_address(&l.text, &link.target));
                if !shown && !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        let plain = self.plain.join("\n");
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let own: Vec<String> = lines.iter().flat_map(|line| words(&line.text)).collect();
        let plain = (self.columns && words(&plain) != own).then_some(plain);
        (
            Lines {
                lines,
                hidden: self.hidden,
                columns: self.columns,
            },
            links,
            plain,
        )
    }
}
