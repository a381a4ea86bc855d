//! RTF 1.9: control words, groups and destinations, in whatever code pages their fonts use.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::records::LineRole;

use super::{
    docx::hyperlink_of,
    encoding,
    flow::{Flow, Flowed},
};

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
        default_encoding: WINDOWS_1252,
        fonts: BTreeMap::new(),
        font: 0,
        pending: Vec::new(),
        stand_ins_left: 0,
        high_surrogate: None,
        starred: false,
        in_table: false,
        item: false,
        instruction: String::new(),
        body: Flow::default(),
        header: Flow::default(),
        footer: Flow::default(),
    };
    reader.run(bytes);
    let cut_off = !reader.stack.is_empty();
    Rtf {
        flowed: reader.finish(),
        cut_off,
    }
}

struct Reader {
    state: State,
    stack: Vec<State>,
    too_deep: usize,
    default_encoding: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    /// The font whose entry is being read.
    font: i32,
    /// Bytes of text not yet decoded: a character may take two.
    pending: Vec<u8>,
    stand_ins_left: usize,
    high_surrogate: Option<u16>,
    /// `\*` was just read: an unknown destination is to be skipped.
    starred: bool,
    in_table: bool,
    item: bool,
    instruction: String,
    body: Flow,
    header: Flow,
    footer: Flow,
}

impl Reader {
    fn run(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if self.body.is_full() {
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
                b'\\' => at = self.control(bytes, at),
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
            self.header.end_paragraphs();
            self.footer.end_paragraphs();
        }
    }

    /// Reads the control word or symbol after a backslash; returns where the text goes on.
    fn control(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let Some(&first) = bytes.get(at) else {
            return at;
        };
        if !first.is_ascii_alphabetic() {
            at += 1;
            match first {
                b'\'' => {
                    let value = bytes
                        .get(at..at + 2)
                        .and_then(|hex| std::str::from_utf8(hex).ok())
                        .and_then(|hex| u8::from_str_radix(hex, 16).ok());
                    if let Some(value) = value {
                        self.byte(value);
                        at += 2;
                    }
                }
                b'*' => self.starred = true,
                b'~' => self.text(" "),
                b'_' => self.text("-"),
                b'-' => {}
                b'\\' | b'{' | b'}' => self.byte(first),
                b'\r' | b'\n' => self.word("par", None),
                _ => {}
            }
            return at;
        }
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
        }
        let name = bytes
            .get(start..at)
            .and_then(|n| std::str::from_utf8(n).ok())
            .unwrap_or_default();
        let number_start = at;
        if bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let number = bytes
            .get(number_start..at)
            .and_then(|n| std::str::from_utf8(n).ok())
            .and_then(|n| n.parse::<i32>().ok());
        if bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        if name == "bin" {
            // That many raw bytes follow.
            return at.saturating_add(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
        }
        self.word(name, number);
        at
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
                    self.default_encoding = found;
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
                    self.font = font;
                } else {
                    self.state.encoding = self
                        .fonts
                        .get(&font)
                        .copied()
                        .unwrap_or(self.default_encoding);
                }
            }
            "fcharset" if self.state.destination == Destination::FontTable => {
                if let Some(found) = charset(number.unwrap_or(0)) {
                    self.fonts.insert(self.font, found);
                }
            }
            "plain" => {
                self.state.hidden = false;
                self.state.deleted = false;
                self.state.encoding = self.default_encoding;
            }
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "par" | "sect" | "page" | "column" => self.end_paragraph(),
            "pard" => {
                self.in_table = false;
                self.item = false;
            }
            "intbl" => self.in_table = on,
            "ls" => self.item = true,
            "outlinelevel" if number.is_some_and(|n| (0..9).contains(&n)) => {
                self.ready();
                self.flow().set_role(LineRole::Heading);
            }
            "line" | "lbr" => self.text("\n"),
            "tab" => self.text("\t"),
            "cell" => self.end_cell(),
            "nestcell" => self.end_paragraph(),
            "row" if self.state.destination == Destination::Text && self.state.role.is_none() => {
                self.body.end_paragraphs();
                self.body.end_row();
            }
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
                self.item = true;
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
                self.ready();
                self.flow().text(text);
            }
        }
    }

    fn flow(&mut self) -> &mut Flow {
        match self.state.role {
            Some(LineRole::Header) => &mut self.header,
            Some(_) => &mut self.footer,
            None => &mut self.body,
        }
    }

    /// Opens the cell and the paragraph that the next text belongs to.
    fn ready(&mut self) {
        let in_table = self.in_table;
        let role = match self.state.role {
            Some(role) => role,
            None if self.item => LineRole::Item,
            None => LineRole::Body,
        };
        let flow = self.flow();
        if flow.in_paragraph() {
            return;
        }
        if role != LineRole::Header && role != LineRole::Footer {
            if in_table {
                if !flow.in_row() {
                    flow.start_row();
                }
                if !flow.in_cell() {
                    flow.start_cell();
                }
            } else if flow.in_row() {
                flow.end_row();
            }
        }
        flow.start_paragraph(role);
    }

    fn end_paragraph(&mut self) {
        if matches!(self.state.destination, Destination::Text) {
            self.flow().end_paragraphs();
        }
    }

    fn end_cell(&mut self) {
        if self.state.destination == Destination::Text && self.state.role.is_none() {
            self.body.end_paragraphs();
            if !self.body.in_row() {
                self.body.start_row();
            }
            if !self.body.in_cell() {
                self.body.start_cell();
            }
            self.body.end_cell();
        }
    }

    fn finish(self) -> Flowed {
        let mut whole = self.header.finish();
        let mut add = |part: Flowed| {
            let lines = u32::try_from(whole.lines.len()).unwrap_or(u32::MAX);
            let blocks = whole.lines.last().map_or(0, |line| line.block);
            whole.lines.extend(part.lines.into_iter().map(|mut line| {
                line.number += lines;
                line.block += blocks;
                line
            }));
            whole.links.extend(part.links.into_iter().map(|mut link| {
                link.line += lines;
                link
            }));
            whole.hidden.extend(part.hidden);
            whole.has_table |= part.has_table;
        };
        add(self.body.finish());
        add(self.footer.finish());
        whole
    }
}

/// The encoding of a font's `\fcharset`.
fn charset(number: i32) -> Option<&'static Encoding> {
    encoding::of_code_page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
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
