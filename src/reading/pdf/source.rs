//! The file's objects as the text reader sees them, with a limit on what they unpack to.

use std::cell::Cell;

use pdfboss_core::{Document as Pdf, Error, ObjRef, Object, ObjectSource, Result, Stream};

use super::{legacy_cjk, unpacked};

/// The most bytes that all content of a file may unpack to. A page of text has some 50 KB, a drawing a few MB.
const MOST_UNPACKED: usize = 160 * 1024 * 1024;

/// The most that the contents of one page may show, in letters and four for each operator that shows some. A full page has
/// 6,000 letters; where each is shown by itself that is 30,000. Contents are gone through twice.
const MOST_SHOWN: usize = 2 * 400_000;

/// A document that counts what it unpacks.
pub(super) struct Source<'a> {
    pdf: &'a Pdf,
    unpacked: Cell<usize>,
    /// What the contents of this page show so far.
    shown: Cell<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Source {
            pdf,
            unpacked: Cell::new(0),
            shown: Cell::new(0),
        }
    }

    /// Begins another page.
    pub(super) fn next_page(&self) {
        self.shown.set(0);
    }

    /// Whether this page shows more than is read of one.
    pub(super) fn page_over_limit(&self) -> bool {
        self.shown.get() > MOST_SHOWN
    }

    /// Whether the limit was reached.
    pub(super) fn over_limit(&self) -> bool {
        self.unpacked.get() > MOST_UNPACKED
    }
}

impl ObjectSource for Source<'_> {
    fn get(&self, r: ObjRef) -> Result<Object> {
        let object = self.pdf.get(r)?;
        match &object {
            Object::Dict(font) => Ok(legacy_cjk::with_cmaps(font).map_or(object, Object::Dict)),
            _ => Ok(object),
        }
    }

    fn stream_data(&self, stream: &Stream) -> Result<Vec<u8>> {
        if self.over_limit() {
            return Err(Error::Decode("over the limit".to_owned()));
        }
        if let Err(over) = unpacked::check_stream(self.pdf, stream) {
            self.unpacked.set(usize::MAX);
            return Err(over.into());
        }
        let data = self.pdf.stream_data(stream)?;
        self.unpacked
            .set(self.unpacked.get().saturating_add(data.len()));
        if !is_font(stream) {
            self.shown
                .set(self.shown.get().saturating_add(shown_by(&data)));
            if self.page_over_limit() {
                return Err(Error::Decode("the page shows too much".to_owned()));
            }
        }
        Ok(data)
    }
}

/// Whether a stream is a font's program, by what its dictionary says (ISO 32000-1, table 127).
fn is_font(stream: &Stream) -> bool {
    stream.dict.get("Length1").is_some()
        || matches!(stream.dict.get("Subtype"), Some(Object::Name(name))
            if matches!(name.0.as_str(), "Type1C" | "CIDFontType0C" | "OpenType"))
}

/// How much a content shows at most: the bytes inside brackets, and four for each operator that shows some. A string in hex
/// has two digits a byte, and a picture inside the content counts as if it were text.
fn shown_by(content: &[u8]) -> usize {
    let (mut shown, mut depth, mut hex) = (0usize, 0usize, false);
    let mut before = 0u8;
    for &byte in content {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'<' if depth == 0 => hex = before != b'<',
            b'>' => hex = false,
            b'j' | b'J' if depth == 0 && before == b'T' => shown += 4,
            b'\'' | b'"' if depth == 0 => shown += 4,
            _ if depth > 0 => shown += 1,
            _ if hex => shown += 1,
            _ => {}
        }
        before = byte;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_content_shows_is_counted() {
        assert_eq!(
            shown_by(b"BT (Ada) Tj [(By) 3 (ron)] TJ <</A 1>> BDC"),
            3 + 4 + 5 + 4
        );
        assert_eq!(shown_by(b"<4164> Tj 1 0 0 rg"), 4 + 4);
        assert_eq!(shown_by(b"1 2 m 3 4 l S"), 0);
    }
}
