//! HTML, as a browser would show it without its style sheets.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::records::LineRole;

use super::{
    encoding,
    flow::{Flow, Flowed},
};

/// How far into a page its encoding may be named (HTML standard, 13.2.3.2: the first 1024 bytes).
const PRESCAN: usize = 1024;

/// The text of a page's bytes, by the encoding that it names.
pub(super) fn decode(bytes: &[u8]) -> String {
    let start = bytes.get(..PRESCAN).unwrap_or(bytes).to_ascii_lowercase();
    let label = start
        .windows(8)
        .position(|w| w == b"charset=")
        .and_then(|at| start.get(at + 8..))
        .map(|rest| {
            let rest = rest
                .strip_prefix(b"\"")
                .or(rest.strip_prefix(b"'"))
                .unwrap_or(rest);
            let end = rest
                .iter()
                .position(|b| {
                    !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
                })
                .unwrap_or(rest.len());
            rest.get(..end).unwrap_or_default().to_vec()
        });
    match label {
        Some(label) => encoding::decode_as(bytes, &label),
        None => encoding::decode(bytes),
    }
}

/// What an element does to the text around and inside it.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// It stands in the line.
    Inline,
    /// It begins and ends a paragraph.
    Block,
    Heading,
    Item,
    Row,
    Cell,
    /// Nothing in it is shown.
    Skip,
    /// It has no content.
    Void,
}

fn kind(name: &[u8]) -> Kind {
    match name {
        b"script" | b"style" | b"template" | b"noscript" | b"title" | b"svg" | b"math"
        | b"iframe" | b"object" | b"select" | b"datalist" | b"canvas" | b"audio" | b"video" => {
            Kind::Skip
        }
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Heading,
        b"li" => Kind::Item,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"br" | b"hr" | b"img" | b"input" | b"meta" | b"link" | b"wbr" | b"base" | b"col"
        | b"area" | b"embed" | b"source" | b"track" | b"param" => Kind::Void,
        b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"caption" | b"center"
        | b"dd" | b"details" | b"dialog" | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption"
        | b"figure" | b"footer" | b"form" | b"head" | b"header" | b"hgroup" | b"html"
        | b"legend" | b"main" | b"menu" | b"nav" | b"ol" | b"p" | b"pre" | b"section"
        | b"summary" | b"table" | b"tbody" | b"tfoot" | b"thead" | b"ul" => Kind::Block,
        _ => Kind::Inline,
    }
}

/// Reads a page.
pub(super) fn read(page: &str) -> Flowed {
    let mut reader = Reader::default();
    let mut emitter = DefaultEmitter::default();
    // Script and style have no tags inside: the tokenizer must know.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        if reader.flow.is_full() {
            break;
        }
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &[u8]| {
                    tag.attributes
                        .get(name)
                        .map(|v| String::from_utf8_lossy(v.as_ref()).into_owned())
                };
                let style = attribute(b"style")
                    .unwrap_or_default()
                    .to_ascii_lowercase()
                    .replace(' ', "");
                let hidden = tag.attributes.contains_key(b"hidden".as_slice())
                    || style.contains("display:none")
                    || style.contains("visibility:hidden")
                    || style.contains("font-size:0");
                reader.start(&tag.name, hidden, tag.self_closing);
                if tag.name.as_ref() == b"a"
                    && let Some(target) = attribute(b"href")
                    && !target.starts_with(['#', '.', '/'])
                    && !target.starts_with("javascript:")
                {
                    reader.link(&target);
                }
            }
            Token::EndTag(tag) => reader.end(&tag.name),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reader.flow.finish()
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    /// The name of the open element that is skipped, and how many of its name are open inside it.
    skipped: Option<(Vec<u8>, usize)>,
    /// The same for text that is there and not shown.
    hidden: Option<(Vec<u8>, usize)>,
    pre: usize,
}

impl Reader {
    fn start(&mut self, name: &[u8], hidden: bool, closed: bool) {
        for open in [&mut self.skipped, &mut self.hidden] {
            if let Some((skipped, depth)) = open
                && skipped.as_slice() == name
                && !closed
            {
                *depth += 1;
            }
        }
        if self.skipped.is_some() {
            return;
        }
        let kind = kind(name);
        if hidden && self.hidden.is_none() && kind != Kind::Void && !closed {
            self.hidden = Some((name.to_vec(), 1));
        }
        match kind {
            Kind::Skip => {
                if !closed {
                    self.skipped = Some((name.to_vec(), 1));
                }
            }
            Kind::Block => {
                self.flow.end_paragraphs();
                self.pre += usize::from(name == b"pre");
            }
            Kind::Heading => self.paragraph(LineRole::Heading),
            Kind::Item => self.paragraph(LineRole::Item),
            Kind::Row => {
                self.flow.end_paragraphs();
                self.flow.start_row();
            }
            Kind::Cell => {
                self.flow.end_paragraphs();
                self.flow.start_cell();
            }
            Kind::Void if name == b"br" => self.raw("\n"),
            Kind::Void if name == b"hr" => self.flow.end_paragraphs(),
            Kind::Void | Kind::Inline => {}
        }
    }

    fn paragraph(&mut self, role: LineRole) {
        self.flow.end_paragraphs();
        self.flow.start_paragraph(role);
    }

    fn end(&mut self, name: &[u8]) {
        let mut in_skipped = self.skipped.is_some();
        for open in [&mut self.skipped, &mut self.hidden] {
            if let Some((skipped, depth)) = open
                && skipped.as_slice() == name
            {
                *depth -= 1;
                if *depth == 0 {
                    *open = None;
                }
            }
        }
        in_skipped &= self.skipped.is_some() || kind(name) == Kind::Skip;
        if in_skipped {
            return;
        }
        match kind(name) {
            Kind::Block | Kind::Heading | Kind::Item => {
                self.flow.end_paragraphs();
                self.pre = self.pre.saturating_sub(usize::from(name == b"pre"));
            }
            Kind::Cell => {
                self.flow.end_paragraphs();
                self.flow.end_cell();
            }
            Kind::Row => {
                self.flow.end_paragraphs();
                self.flow.end_row();
            }
            Kind::Inline | Kind::Void | Kind::Skip => {}
        }
    }

    fn link(&mut self, target: &str) {
        if self.skipped.is_none() && self.hidden.is_none() {
            if !self.flow.in_paragraph() {
                self.flow.start_paragraph(LineRole::Body);
            }
            self.flow.link(target);
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if self.pre > 0 {
            return self.raw(text);
        }
        // A line end in the source is a blank like any other.
        if text.trim().is_empty() && !self.flow.in_paragraph() {
            return;
        }
        self.raw(&text.replace(['\n', '\r', '\t'], " "));
    }

    fn raw(&mut self, text: &str) {
        if self.hidden.is_some() {
            self.flow.hide(text);
        } else if self.flow.in_paragraph() || !text.trim().is_empty() {
            self.flow.text(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        read(page).lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn blocks_are_lines_and_spans_are_not() {
        assert_eq!(
            texts("<h1>Ada <b>Byron</b></h1><p>First\n line<br>second</p><ul><li>One<li>Two</ul>"),
            ["Ada Byron", "First line", "second", "One", "Two"]
        );
    }

    #[test]
    fn scripts_and_styles_are_not_text() {
        assert_eq!(
            texts(
                "<style>p{}</style><script>if (a<b) {}</script><p>Seen</p><svg><text>x</text></svg>"
            ),
            ["Seen"]
        );
    }

    #[test]
    fn what_is_not_displayed_is_kept_apart() {
        let flowed =
            read("<p>Seen</p><div style=\"display: none\">hidden <b>words</b></div><p>Also</p>");
        assert_eq!(flowed.lines.len(), 2);
        assert_eq!(flowed.hidden, ["hidden words"]);
    }

    #[test]
    fn table_cells_stand_side_by_side() {
        assert_eq!(
            texts("<table><tr><td>2019</td><td>Baker</td></tr></table>"),
            ["2019\tBaker"]
        );
    }

    #[test]
    fn a_named_encoding_is_used() {
        let text = decode(b"<meta charset=\"iso-8859-2\"><p>Gda\xF1sk</p>");
        assert!(text.contains("Gdańsk"), "{text}");
    }
}
