//! One part's text, read into the flow: the body, a header or footer, the notes.

use std::collections::BTreeMap;

use super::{hyperlink_of, relations::Relation, styles::Style};
use crate::{
    reading::{
        flow::Flow,
        xml::{self, Element, Node},
    },
    records::LineRole,
};

/// Letters of at most this size, in half points, are too small for a person to read: a usual text has 20 to 24.
const TINY: u32 = 6;

/// Elements whose whole content is not text of the page: removed text, older properties, a shape's twin for old readers.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "Fallback"
            | "pPrChange"
            | "rPrChange"
            | "sectPrChange"
            | "tblPrChange"
            | "tcPrChange"
            | "trPrChange"
            | "numberingChange"
            | "delText"
            | "delInstrText"
            | "rt"
    )
}

/// What applies to the run that is being read.
#[derive(Default)]
struct Run {
    vanish: bool,
    white: bool,
    shaded: bool,
    tiny: bool,
}

/// Reads one part into the flow; false where it breaks off.
pub(super) fn part(
    bytes: &[u8],
    styles: &BTreeMap<String, Style>,
    relations: &BTreeMap<String, Relation>,
    role: Option<LineRole>,
    flow: &mut Flow,
) -> bool {
    let mut reader = Part {
        styles,
        relations,
        role,
        flow,
        skip: 0,
        in_text: false,
        in_instruction: false,
        run: Run::default(),
        in_run_properties: 0,
        in_paragraph_properties: 0,
        shading: Vec::new(),
        join_next: false,
        joins: Vec::new(),
        instruction: String::new(),
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
    styles: &'a BTreeMap<String, Style>,
    relations: &'a BTreeMap<String, Relation>,
    /// The role of every paragraph of a header or footer.
    role: Option<LineRole>,
    flow: &'a mut Flow,
    /// Open elements that are skipped.
    skip: usize,
    in_text: bool,
    in_instruction: bool,
    run: Run,
    in_run_properties: usize,
    in_paragraph_properties: usize,
    /// For each open paragraph and cell, whether it has a ground of its own.
    shading: Vec<bool>,
    /// The paragraph's end was removed under change tracking: it goes on with the next one.
    join_next: bool,
    joins: Vec<bool>,
    instruction: String,
}

impl Part<'_> {
    fn start(&mut self, element: &Element<'_>) {
        let name = element.name();
        if self.skip > 0 || is_skipped(name) {
            // A paragraph mark that was removed stands as an empty `del` among the mark's own properties.
            if self.skip == 0 && name == "del" && self.in_paragraph_properties > 0 {
                self.join_next = true;
            }
            self.skip += 1;
            return;
        }
        match name {
            "p" => {
                if self.joins.last() == Some(&true) && self.flow.in_paragraph() {
                    self.joins.pop();
                } else {
                    self.flow.start_paragraph(self.role.unwrap_or_default());
                }
                self.shading.push(false);
            }
            "pPr" => self.in_paragraph_properties += 1,
            "rPr" => self.in_run_properties += 1,
            "pStyle" => {
                if let Some(style) = element.attribute("val").and_then(|id| self.styles.get(&id)) {
                    self.mark(*style);
                }
            }
            "numPr" if self.in_paragraph_properties > 0 => self.mark(Style {
                item: true,
                heading: false,
            }),
            "numId" if element.attribute("val").as_deref() == Some("0") => {
                self.flow.set_role(self.role.unwrap_or_default());
            }
            "r" => self.run = Run::default(),
            "vanish" | "webHidden"
                if self.in_run_properties > 0 && self.in_paragraph_properties == 0 =>
            {
                self.run.vanish = name == "vanish" && is_on(element);
            }
            "color" if self.in_run_properties > 0 => {
                self.run.white = element
                    .attribute("val")
                    .is_some_and(|v| v.eq_ignore_ascii_case("ffffff"));
            }
            "sz" if self.in_run_properties > 0 => {
                self.run.tiny = element
                    .attribute("val")
                    .and_then(|v| v.parse::<u32>().ok())
                    .is_some_and(|size| size <= TINY);
            }
            "shd" | "highlight" => {
                let has_ground = element
                    .attribute("fill")
                    .or_else(|| element.attribute("val"))
                    .is_some_and(|v| {
                        !matches!(
                            v.to_ascii_lowercase().as_str(),
                            "auto" | "ffffff" | "clear" | "none" | "white"
                        )
                    });
                if has_ground {
                    if self.in_run_properties > 0 && self.in_paragraph_properties == 0 {
                        self.run.shaded = true;
                    } else if let Some(ground) = self.shading.last_mut() {
                        *ground = true;
                    }
                }
            }
            "t" => self.in_text = true,
            "instrText" => {
                self.in_instruction = true;
            }
            "tab" if self.in_paragraph_properties == 0 => self.add("\t"),
            "ptab" => self.add("\t"),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "sym" => self.add(" "),
            "tr" => self.flow.start_row(),
            "tc" => {
                self.flow.start_cell();
                self.shading.push(false);
            }
            "txbxContent" => self.flow.start_box(),
            "hyperlink" => {
                if let Some(relation) = element
                    .attribute_exactly("r:id")
                    .and_then(|id| self.relations.get(&id))
                {
                    self.flow.link(&relation.target);
                }
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
            "p" => {
                self.shading.pop();
                if std::mem::take(&mut self.join_next) {
                    self.joins.push(true);
                } else {
                    self.flow.end_paragraph();
                }
            }
            "pPr" => self.in_paragraph_properties = self.in_paragraph_properties.saturating_sub(1),
            "rPr" => self.in_run_properties = self.in_run_properties.saturating_sub(1),
            "t" => self.in_text = false,
            "r" => self.run = Run::default(),
            "instrText" => {
                self.in_instruction = false;
                if let Some(target) = hyperlink_of(&self.instruction) {
                    self.flow.link(target);
                    self.instruction.clear();
                }
            }
            "fldChar" => {}
            "tc" => {
                self.shading.pop();
                self.flow.end_cell();
            }
            "tr" => self.flow.end_row(),
            "txbxContent" => self.flow.end_box(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.skip > 0 {
            return;
        }
        if self.in_instruction {
            self.instruction.push_str(text);
        } else if self.in_text {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        // The ground of a text box is not known, so white text in it is not called hidden.
        let on_white = !self.run.shaded && self.flow.boxes() == 0 && !self.shading.contains(&true);
        if self.run.vanish || self.run.tiny || (self.run.white && on_white) {
            self.flow.hide(text);
        } else {
            self.flow.text(text);
        }
    }

    fn mark(&mut self, style: Style) {
        if self.role.is_some() {
            return;
        }
        if style.heading {
            self.flow.set_role(LineRole::Heading);
        } else if style.item {
            self.flow.set_role(LineRole::Item);
        }
    }
}

/// A switch property is on unless it says otherwise.
fn is_on(element: &Element<'_>) -> bool {
    !element
        .attribute("val")
        .is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::flow::Flowed;

    fn lines(body: &str) -> Flowed {
        let mut flow = Flow::default();
        let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
        let styles = BTreeMap::from([(
            "H1".to_owned(),
            Style {
                heading: true,
                item: false,
            },
        )]);
        assert!(part(
            xml.as_bytes(),
            &styles,
            &BTreeMap::new(),
            None,
            &mut flow
        ));
        flow.finish()
    }

    fn texts(body: &str) -> Vec<String> {
        lines(body).lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn removed_text_goes_and_added_text_stays() {
        assert_eq!(
            texts(
                "<w:p><w:r><w:t>Led </w:t></w:r><w:del><w:r><w:delText>two</w:delText></w:r></w:del>\
                 <w:ins><w:r><w:t>three</w:t></w:r></w:ins><w:r><w:t> teams</w:t></w:r></w:p>"
            ),
            ["Led three teams"]
        );
    }

    #[test]
    fn a_removed_paragraph_end_joins_the_paragraphs() {
        assert_eq!(
            texts(
                "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>Front </w:t></w:r></w:p>\
                 <w:p><w:r><w:t>end</w:t></w:r></w:p><w:p><w:r><w:t>Next</w:t></w:r></w:p>"
            ),
            ["Front end", "Next"]
        );
    }

    #[test]
    fn a_shape_is_read_once() {
        assert_eq!(
            texts(
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p>\
                 </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>Box</w:t></w:r></w:p>\
                 </w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Body</w:t></w:r></w:p>"
            ),
            ["Box", "Body"]
        );
    }

    #[test]
    fn hidden_and_white_text_is_kept_apart() {
        let flowed = lines(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret words</w:t></w:r><w:r><w:t>Seen</w:t></w:r></w:p>\
             <w:p><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>white words</w:t></w:r></w:p>\
             <w:p><w:pPr><w:shd w:val=\"clear\" w:fill=\"003366\"/></w:pPr><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr>\
             <w:t>Banner</w:t></w:r></w:p>",
        );
        let texts: Vec<_> = flowed.lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["Seen", "Banner"]);
        assert_eq!(flowed.hidden, ["secret words", "white words"]);
    }

    #[test]
    fn headings_and_items_are_known_by_their_styles() {
        let flowed = lines(
            "<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr><w:r><w:t>Work</w:t></w:r></w:p>\
             <w:p><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr><w:r><w:t>Baked</w:t></w:r></w:p>",
        );
        assert_eq!(flowed.lines[0].role, LineRole::Heading);
        assert_eq!(flowed.lines[1].role, LineRole::Item);
    }
}
