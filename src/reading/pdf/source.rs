//! The file's objects as the text reader sees them, with a limit on what they unpack to.

use std::cell::Cell;

use pdfboss_core::{Document as Pdf, Error, ObjRef, Object, ObjectSource, Result, Stream};

use super::{legacy_cjk, unpacked};

/// The most bytes that all content of a file may unpack to. A page of text has some 50 KB, a drawing a few MB.
const MOST_UNPACKED: usize = 160 * 1024 * 1024;

/// A document that counts what it unpacks.
pub(super) struct Source<'a> {
    pdf: &'a Pdf,
    unpacked: Cell<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Source {
            pdf,
            unpacked: Cell::new(0),
        }
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
        Ok(data)
    }
}
