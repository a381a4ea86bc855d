//! A document: what reading a file gave. Reading does not fail half-way, it reports: text and findings.

use serde::{Deserialize, Serialize};

/// The formats that are told apart, by the bytes and never by the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Pdf,
    Docx,
    Doc,
    Odt,
    Rtf,
    Html,
    Markdown,
    PlainText,
    JsonResume,
}

impl Format {
    /// The IANA media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Doc => "application/msword",
            Format::Odt => "application/vnd.oasis.opendocument.text",
            Format::Rtf => "application/rtf",
            Format::Html => "text/html",
            Format::Markdown => "text/markdown",
            Format::PlainText => "text/plain",
            Format::JsonResume => "application/json",
        }
    }
}

/// Where a line stands on its page, in points (1/72 inch) from the page's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

/// What a line is on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineRole {
    #[default]
    Body,
    /// A heading, where the format or the type size says so.
    Heading,
    /// A list's item.
    Item,
    /// Repeated at the top of the pages.
    Header,
    /// Repeated at the foot of the pages, or a page number.
    Footer,
}

/// One line of text in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// From 1, without gaps, over the whole document. What every evidence points to.
    pub number: u32,
    /// From 1; 1 where the format has no pages.
    pub page: u32,
    /// Lines of one paragraph, list or column share a block; from 1.
    pub block: u32,
    #[serde(default)]
    pub role: LineRole,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// What was noticed about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    NoTextLayer,
    PasswordNeeded,
    Damaged,
    OverLimit,
    Columns,
    Tables,
    ContactInHeader,
    UnmappedGlyphs,
    HiddenText,
    AddressesTheReader,
    LookalikeCharacters,
    VeryLong,
    VeryShort,
    NoName,
    NoContact,
    OldFormat,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

/// A finding in plain words, with what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    pub severity: Severity,
    /// What was seen.
    pub what: String,
    /// What to do.
    pub advice: String,
    /// The line it is about, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// A link under a line's text: what a click on it would open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The number of the line that carries it.
    pub line: u32,
    pub target: String,
}

/// What reading a file gave: lines in reading order, and findings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub format: Format,
    /// Pages, where the format has pages.
    #[serde(default)]
    pub page_count: Option<u32>,
    pub lines: Vec<Line>,
    /// Links whose address the text does not show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The text in the order in which a simple reader meets it, where that differs from reading order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<String>,
    /// Text that a person does not see (white on white, tiny, off the page): kept apart, never scored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<String>,
    #[serde(default)]
    pub findings: Vec<Finding>,
}

impl Document {
    /// The text in reading order: a newline after each line, an empty line between blocks.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut block = None;
        for line in &self.lines {
            if block.is_some_and(|b| b != line.block) {
                text.push('\n');
            }
            block = Some(line.block);
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }

    /// A line by its number.
    pub fn line(&self, number: u32) -> Option<&Line> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.lines.get(index)
    }
}
