//! The font table: which encoding the text in a font has.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::reading::encoding;

/// The encodings of a file's fonts.
pub(super) struct Fonts {
    /// The file's own, for fonts that name none.
    pub(super) usual: &'static Encoding,
    of_font: BTreeMap<i32, &'static Encoding>,
    /// The font whose entry is being read.
    open: i32,
}

impl Default for Fonts {
    fn default() -> Self {
        Fonts {
            usual: WINDOWS_1252,
            of_font: BTreeMap::new(),
            open: 0,
        }
    }
}

impl Fonts {
    /// Begins a font's entry.
    pub(super) fn start(&mut self, font: i32) {
        self.open = font;
    }

    /// Notes the `\fcharset` of the font whose entry is being read.
    pub(super) fn set_charset(&mut self, number: i32) {
        if let Some(found) = charset(number) {
            self.of_font.insert(self.open, found);
        }
    }

    /// The encoding of text in a font.
    pub(super) fn encoding(&self, font: i32) -> &'static Encoding {
        self.of_font.get(&font).copied().unwrap_or(self.usual)
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
