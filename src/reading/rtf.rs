//! RTF 1.9: control words, groups and destinations, in whatever code pages their fonts use.

mod control;
mod fonts;
mod page;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::records::LineRole;

use super::{
    docx::hyperlink_of,
    encoding,
    flow::{Flow, Flowed},
};
use control::Control;
use fonts::Fonts;
use page::Page;

/// How deep groups may stand in one another. Word writes some ten; deeper ones are read as if they stood at this depth.
const DEEPEST_GROUP: usize = 256;

/// What an RTF gave.
pub(super) struct Rtf {
    pub(super) flowed: Flowed,
    /// The file ends inside a group.
    pub(super) cut_off: bool,
}

/// What the text of a group is for.
#[derive(Clone, Copy, PartialEq)]
enum Destination {
    Text,
    Skip,
    FontTable,
    /// A field's instruction: a link's address.
    Instruction,
    /// The mark before a list's item.
    ItemMark,
}

/// What applies inside a group.
#[derive(Clone)]
struct State {
    destination: Destination,
    /// The page's header or footer, or neither.
    role: Option<LineRole>,
    encoding: &'static Encoding,
    /// How many characters stand in for a `\u` character in old readers.
    stand_ins: usize,
    hidden: bool,
    deleted: bool,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Rtf {
    let mut reader = Reader {
        state: State {
            destination: Destination::Text,
            role: None,
            encoding: WINDOWS_1252,
            stand_ins: 1,
            hidden: false,
            deleted: false,
        },
        stack: Vec::new(),
        too_deep: 0,
        fonts: Fonts::default(),
        pending: Vec::new(),
        stand_ins_left: 0,
        high_surrogate: None,
        starred: false,
        instruction: String::new(),
        page: Page::default(),
    };
    reader.run(bytes);
    let cut_off = !reader.stack.is_empty();
    Rtf {
        flowed: reader.page.finish(),
        cut_off,
    }
}

struct Reader {
    state: State,
    stack: Vec<State>,
    too_deep: usize,
    fonts: Fonts,
    /// Bytes of text not yet decoded: a character may take two.
    pending: Vec<u8>,
    stand_ins_left: usize,
    high_surrogate: Option<u16>,
    /// `\*` was just read: an unknown destination is to be skipped.
    starred: bool,
    instruction: String,
    page: Page,
}

impl Reader {
    fn run(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.page.is_full() {
                break;
            }
            at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.stand_ins_left = 0;
                    if self.stack.len() < DEEPEST_GROUP {
                        self.stack.push(self.state.clone());
                    } else {
                        self.too_deep += 1;
                    }
                }
                b'}' => {
                    self.flush();
                    self.stand_ins_left = 0;
                    self.end_group();
                }
                b'\\' => {
                    let (control, end) = Control::read(bytes, at);
                    self.control(&control);
                    at = end;
                }
                b'\r' | b'\n' => {}
                _ => self.byte(byte),
            }
        }
        self.flush();
    }

    fn end_group(&mut self) {
        self.starred = false;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(outer) = self.stack.pop() else {
            return;
        };
        let inner = std::mem::replace(&mut self.state, outer);
        if inner.destination == Destination::Instruction
            && self.state.destination != Destination::Instruction
        {
            let instruction = std::mem::take(&mut self.instruction);
            if let Some(target) = hyperlink_of(&instruction) {
                let flow = self.flow();
                if !flow.in_paragraph() {
                    flow.start_paragraph(LineRole::Body);
                }
                flow.link(target);
            }
        }
        if inner.role.is_some() && self.state.role.is_none() {
            self.page.end_edges();
        }
    }

    fn control(&mut self, control: &Control<'_>) {
        match *control {
            Control::Byte(byte) => self.byte(byte),
            Control::Text(text) => self.text(text),
            Control::Star => self.starred = true,
            Control::Word(name, number) => self.word(name, number),
            Control::Nothing => {}
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        if name == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.flush();
        let starred = std::mem::take(&mut self.starred);
        let on = number != Some(0);
        match name {
            "ansicpg" => {
                if let Some(found) = number
                    .and_then(|n| u32::try_from(n).ok())
                    .and_then(encoding::of_code_page)
                {
                    self.fonts.usual = found;
                    self.state.encoding = found;
                }
            }
            "mac" => self.state.encoding = encoding_rs::MACINTOSH,
            "uc" => {
                self.state.stand_ins = number
                    .and_then(|n| usize::try_from(n).ok())
                    .unwrap_or(1)
                    .min(16)
            }
            "fonttbl" => self.state.destination = Destination::FontTable,
            "f" => {
                let font = number.unwrap_or(0);
                if self.state.destination == Destination::FontTable {
                    self.fonts.start(font);
                } else {
                    self.state.encoding = self.fonts.encoding(font);
                }
            }
            "fcharset" if self.state.destination == Destination::FontTable => {
                self.fonts.set_charset(number.unwrap_or(0));
            }
            "plain" => {
                self.state.hidden = false;
                self.state.deleted = false;
                self.state.encoding = self.fonts.usual;
            }
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "par" | "sect" | "page" | "column" => self.end_paragraph(),
            "pard" => {
                self.page.in_table = false;
                self.page.item = false;
            }
            "intbl" => self.page.in_table = on,
            "ls" => self.page.item = true,
            "outlinelevel" if number.is_some_and(|n| (0..9).contains(&n)) => {
                self.page.ready(self.state.role);
                self.flow().set_role(LineRole::Heading);
            }
            "line" | "lbr" => self.text("\n"),
            "tab" => self.text("\t"),
            "cell" => self.end_cell(),
            "nestcell" => self.end_paragraph(),
            "row" if self.is_in_body() => self.page.end_row(),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "bullet" => self.text("•"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "emspace" | "enspace" | "qmspace" => self.text(" "),
            "zwj" => self.text("\u{200D}"),
            "zwnj" => self.text("\u{200C}"),
            "header" | "headerl" | "headerr" | "headerf" => {
                self.state.role = Some(LineRole::Header)
            }
            "footer" | "footerl" | "footerr" | "footerf" => {
                self.state.role = Some(LineRole::Footer)
            }
            "fldinst" => self.state.destination = Destination::Instruction,
            "listtext" | "pntext" => {
                self.page.item = true;
                self.state.destination = Destination::ItemMark;
            }
            "shpinst" | "shptxt" | "shp" | "fldrslt" | "field" | "ud" | "footnote" => {}
            "colortbl" | "stylesheet" | "info" | "pict" | "nonshppict" | "objdata" | "objclass"
            | "sp" | "sn" | "sv" | "shprslt" | "annotation" | "atnid" | "atnauthor" | "pntxta"
            | "pntxtb" | "bkmkstart" | "bkmkend" | "filetbl" | "xe" | "tc" | "rxe" | "txe"
            | "private" | "template" | "revtbl" | "listtable" | "listoverridetable" | "rsidtbl"
            | "generator" | "themedata" | "colorschememapping" | "datastore" | "latentstyles"
            | "background" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" | "nesttableprops" => {
                self.state.destination = Destination::Skip
            }
            _ if starred => self.state.destination = Destination::Skip,
            _ => {}
        }
    }

    /// A character by its UTF-16 unit; the stand-ins for old readers follow it.
    fn unicode(&mut self, number: i32) {
        self.flush();
        self.starred = false;
        self.stand_ins_left = self.state.stand_ins;
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else {
            return;
        };
        let units: Vec<u16> = self
            .high_surrogate
            .take()
            .into_iter()
            .chain([unit])
            .collect();
        if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.high_surrogate = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units).filter_map(Result::ok).collect();
        self.show(&text);
    }

    fn byte(&mut self, byte: u8) {
        if self.stand_ins_left > 0 {
            self.stand_ins_left -= 1;
            return;
        }
        self.pending.push(byte);
    }

    fn text(&mut self, text: &str) {
        self.flush();
        if self.stand_ins_left > 0 {
            self.stand_ins_left -= 1;
            return;
        }
        self.show(text);
    }

    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let text = self
            .state
            .encoding
            .decode_without_bom_handling(&bytes)
            .0
            .into_owned();
        self.show(&text);
    }

    fn show(&mut self, text: &str) {
        match self.state.destination {
            Destination::Skip | Destination::FontTable | Destination::ItemMark => {}
            Destination::Instruction => self.instruction.push_str(text),
            Destination::Text if self.state.deleted => {}
            Destination::Text if self.state.hidden => self.flow().hide(text),
            Destination::Text => {
                self.page.ready(self.state.role);
                self.flow().text(text);
            }
        }
    }

    fn flow(&mut self) -> &mut Flow {
        self.page.flow(self.state.role)
    }

    fn is_in_body(&self) -> bool {
        self.state.destination == Destination::Text && self.state.role.is_none()
    }

    fn end_paragraph(&mut self) {
        if matches!(self.state.destination, Destination::Text) {
            self.flow().end_paragraphs();
        }
    }

    fn end_cell(&mut self) {
        if self.is_in_body() {
            self.page.end_cell();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rtf: &str) -> Vec<String> {
        read(rtf.as_bytes())
            .flowed
            .lines
            .into_iter()
            .map(|l| l.text)
            .collect()
    }

    #[test]
    fn paragraphs_and_characters() {
        assert_eq!(
            texts(r"{\rtf1\ansi\ansicpg1250 Gda\'f1sk \u321\'a3\par \b Bold\b0  end\line next}"),
            ["Gdańsk Ł", "Bold end", "next"]
        );
    }

    #[test]
    fn a_font_chooses_its_code_page() {
        assert_eq!(
            texts(
                r"{\rtf1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}\f1\'ce\'ef\'fb\'f2\f0  ok}"
            ),
            ["Опыт ok"]
        );
    }

    #[test]
    fn surrogate_pairs_make_one_character() {
        assert_eq!(
            texts(r"{\rtf1\uc0\u-10179\u-8704 x}"),
            ["😀 x".replace(' ', "")]
        );
    }

    #[test]
    fn rows_are_lines_with_tabs() {
        assert_eq!(
            texts(r"{\rtf1\trowd\intbl 2019\cell\intbl Baker\cell\row\pard After\par}"),
            ["2019\tBaker", "After"]
        );
    }

    #[test]
    fn pictures_styles_and_unknown_destinations_are_skipped() {
        assert_eq!(
            texts(
                r"{\rtf1{\stylesheet{\s1 Heading;}}{\*\mystery gone}{\pict 00ff}Seen{\v hid}{\deleted del}\par}"
            ),
            ["Seen"]
        );
    }

    #[test]
    fn a_page_header_comes_first() {
        let rtf = read(br"{\rtf1 Body\par{\header Ada\par}}");
        assert_eq!(rtf.flowed.lines[0].text, "Ada");
        assert_eq!(rtf.flowed.lines[0].role, LineRole::Header);
        assert_eq!(rtf.flowed.lines[1].text, "Body");
    }

    #[test]
    fn braces_without_end_do_no_harm() {
        let deep = "{".repeat(100_000) + "text";
        let rtf = read(deep.as_bytes());
        assert!(rtf.cut_off);
        assert_eq!(rtf.flowed.lines[0].text, "text");
    }
}
