//! ODT: OpenDocument text in a zip package (ISO/IEC 26300).

use std::collections::BTreeSet;

use crate::records::LineRole;

use super::{
    flow::{Flow, Flowed},
    package::{Package, PackageError},
    xml::{self, Element, Node},
};

/// The most blanks one `text:s` may stand for.
const MOST_BLANKS: usize = 100;

/// What an ODT gave.
pub(super) struct Odt {
    pub(super) flowed: Flowed,
    pub(super) damaged: Vec<&'static str>,
}

/// Reads the page headers, the text, then the page footers.
pub(super) fn read(package: &mut Package<'_>) -> Result<Odt, PackageError> {
    if let Ok(manifest) = package.part("META-INF/manifest.xml") {
        let mut encrypted = false;
        xml::walk(&manifest, |node| {
            if let Node::Start(element) = node {
                encrypted |= element.name() == "encryption-data";
            }
        });
        if encrypted {
            return Err(PackageError::Password);
        }
    }
    let content = package.part("content.xml")?;
    let styles = match package.part("styles.xml") {
        Ok(bytes) => bytes,
        Err(PackageError::Missing | PackageError::Damaged) => Vec::new(),
        Err(e) => return Err(e),
    };
    let mut hidden = hidden_styles(&styles);
    hidden.extend(hidden_styles(&content));
    let mut damaged = Vec::new();
    let mut flow = Flow::default();
    part(&styles, Where::Header, &hidden, &mut flow);
    if !part(&content, Where::Body, &hidden, &mut flow) {
        damaged.push("the text");
    }
    part(&styles, Where::Footer, &hidden, &mut flow);
    Ok(Odt {
        flowed: flow.finish(),
        damaged,
    })
}

/// The character styles whose text is not displayed.
fn hidden_styles(bytes: &[u8]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut current = None;
    xml::walk(bytes, |node| match node {
        Node::Start(element) => match element.name() {
            "style" => current = element.attribute_exactly("style:name"),
            "text-properties" if element.attribute("display").as_deref() == Some("none") => {
                found.extend(current.clone());
            }
            _ => {}
        },
        Node::End("style") => current = None,
        _ => {}
    });
    found
}

/// Which text of a part is wanted.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Header,
    Body,
    Footer,
}

fn part(bytes: &[u8], wanted: Where, hidden: &BTreeSet<String>, flow: &mut Flow) -> bool {
    let mut reader = Part {
        wanted,
        hidden,
        flow,
        inside: usize::from(wanted == Where::Body),
        skip: 0,
        paragraphs: 0,
        lists: 0,
        spans: Vec::new(),
    };
    let whole = xml::walk(bytes, |node| match node {
        Node::Start(element) => reader.start(element),
        Node::End(name) => reader.end(name),
        Node::Text(text) => reader.text(text),
    });
    flow.end_paragraphs();
    while flow.in_row() {
        flow.end_row();
    }
    whole
}

struct Part<'a> {
    wanted: Where,
    hidden: &'a BTreeSet<String>,
    flow: &'a mut Flow,
    /// Open elements that hold the wanted text.
    inside: usize,
    skip: usize,
    paragraphs: usize,
    lists: usize,
    /// For each open span, whether it is hidden.
    spans: Vec<bool>,
}

/// Removed text, comments, alternative texts, and the description of styles.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "annotation"
            | "title"
            | "desc"
            | "automatic-styles"
            | "styles"
            | "font-face-decls"
            | "scripts"
            | "ruby-text"
            | "note-citation"
            | "sequence-decls"
            | "forms"
    )
}

impl Part<'_> {
    fn start(&mut self, element: &Element<'_>) {
        let name = element.name();
        if self.skip > 0 || is_skipped(name) {
            self.skip += 1;
            return;
        }
        match name {
            "header" | "header-first" if self.wanted == Where::Header => self.inside += 1,
            "footer" | "footer-first" if self.wanted == Where::Footer => self.inside += 1,
            _ if self.inside == 0 => {}
            "p" | "h" => {
                self.paragraphs += 1;
                self.flow.start_paragraph(match self.wanted {
                    Where::Header => LineRole::Header,
                    Where::Footer => LineRole::Footer,
                    Where::Body if name == "h" => LineRole::Heading,
                    Where::Body if self.lists > 0 => LineRole::Item,
                    Where::Body => LineRole::Body,
                });
            }
            "list" => self.lists += 1,
            "text-box" => self.flow.start_box(),
            "table-row" => self.flow.start_row(),
            "table-cell" => self.flow.start_cell(),
            "span" => {
                let style = element.attribute("style-name").unwrap_or_default();
                self.spans.push(self.hidden.contains(&style));
            }
            "a" => {
                if let Some(target) = element.attribute("href") {
                    self.flow.link(&target);
                }
            }
            "tab" => self.add("\t"),
            "line-break" => self.add("\n"),
            "s" => {
                let blanks = element
                    .attribute("c")
                    .and_then(|c| c.parse::<usize>().ok())
                    .unwrap_or(1);
                self.add(&" ".repeat(blanks.min(MOST_BLANKS)));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match name {
            "header" | "header-first" if self.wanted == Where::Header => {
                self.inside = self.inside.saturating_sub(1);
            }
            "footer" | "footer-first" if self.wanted == Where::Footer => {
                self.inside = self.inside.saturating_sub(1);
            }
            _ if self.inside == 0 => {}
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.flow.end_paragraph();
            }
            "text-box" => self.flow.end_box(),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-cell" => self.flow.end_cell(),
            "table-row" => self.flow.end_row(),
            "span" => {
                self.spans.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skip == 0 && self.inside > 0 && self.paragraphs > 0 {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        if self.spans.contains(&true) {
            self.flow.hide(text);
        } else {
            self.flow.text(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str, wanted: Where) -> Vec<String> {
        let mut flow = Flow::default();
        part(
            xml.as_bytes(),
            wanted,
            &hidden_styles(xml.as_bytes()),
            &mut flow,
        );
        flow.finish().lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn paragraphs_lists_and_tables_are_lines() {
        let xml = "<office:text><text:h>Work</text:h><text:list><text:list-item><text:p>Baked<text:s text:c=\"2\"/>bread</text:p>\
                   </text:list-item></text:list><table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell>\
                   <table:table-cell><text:p>Baker</text:p></table:table-cell></table:table-row></office:text>";
        assert_eq!(
            texts(xml, Where::Body),
            ["Work", "Baked bread", "2019\tBaker"]
        );
    }

    #[test]
    fn removed_text_comments_and_hidden_text_are_left_out() {
        let xml = "<x><office:automatic-styles><style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/>\
                   </style:style></office:automatic-styles><text:tracked-changes><text:p>old</text:p></text:tracked-changes>\
                   <text:p>New<office:annotation><text:p>note</text:p></office:annotation>\
                   <text:span text:style-name=\"T1\"> hid</text:span></text:p></x>";
        assert_eq!(texts(xml, Where::Body), ["New"]);
    }

    #[test]
    fn a_page_header_is_read_from_the_master_page() {
        let xml = "<style:master-page><style:header><text:p>Ada</text:p></style:header><style:footer><text:p>1</text:p>\
                   </style:footer></style:master-page>";
        assert_eq!(texts(xml, Where::Header), ["Ada"]);
        assert_eq!(texts(xml, Where::Footer), ["1"]);
    }
}
