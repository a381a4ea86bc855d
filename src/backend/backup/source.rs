//! A backup file as it is read: from the page's file in slices, from memory in tests.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How much is fetched at once from a source, in bytes.
const WINDOW: usize = 256 * 1024;

/// Bytes of a known length that are read in pieces, in any order. The door implements it over the browser's `Blob`.
pub trait Source {
    /// How many bytes there are.
    fn size(&self) -> u64;

    /// Fills the buffer with the bytes from `at` on; all of them are there.
    ///
    /// # Errors
    /// Where the file cannot be read any more: it was moved, changed or removed.
    fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

impl Source for Vec<u8> {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let from = usize::try_from(at).unwrap_or(usize::MAX);
        let bytes = self
            .get(from..)
            .and_then(|rest| rest.get(..into.len()))
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        into.copy_from_slice(bytes);
        Ok(())
    }
}

impl Source for Box<dyn Source> {
    fn size(&self) -> u64 {
        self.as_ref().size()
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        self.as_mut().read_at(at, into)
    }
}

/// A source as a stream that can be sought in.
pub struct Stream {
    source: Box<dyn Source>,
    position: u64,
    window: Vec<u8>,
    window_at: u64,
    budget: Rc<Cell<Option<u64>>>,
}

impl Stream {
    /// A stream at the source's start.
    pub fn new(source: Box<dyn Source>) -> Self {
        Self {
            source,
            position: 0,
            window: Vec::new(),
            window_at: 0,
            budget: Rc::default(),
        }
    }

    /// How many bytes there are.
    pub fn size(&self) -> u64 {
        self.source.size()
    }

    /// How many bytes may still be fetched, absent where there is no bound; to be set while somebody else has the stream.
    pub fn budget(&self) -> Rc<Cell<Option<u64>>> {
        Rc::clone(&self.budget)
    }

    fn fetch(&mut self) -> io::Result<()> {
        let left = self.size().saturating_sub(self.position);
        let length = usize::try_from(left).map_or(WINDOW, |left| left.min(WINDOW));
        if let Some(budget) = self.budget.get() {
            let left = budget.checked_sub(length as u64);
            let left = left.ok_or_else(|| io::Error::other("its list of entries is too long"))?;
            self.budget.set(Some(left));
        }
        self.window.resize(length, 0);
        self.window_at = self.position;
        let fetched = self.source.read_at(self.position, &mut self.window);
        if fetched.is_err() {
            self.window.clear();
        }
        fetched
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size() || into.is_empty() {
            return Ok(0);
        }
        let within = |stream: &Self| {
            let from = stream.position.checked_sub(stream.window_at)?;
            let from = usize::try_from(from).ok()?;
            (from < stream.window.len()).then_some(from)
        };
        if within(self).is_none() {
            self.fetch()?;
        }
        let from = within(self).ok_or(io::ErrorKind::UnexpectedEof)?;
        let bytes = self.window.get(from..).unwrap_or_default();
        let length = bytes.len().min(into.len());
        for (to, byte) in into.iter_mut().zip(bytes) {
            *to = *byte;
        }
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for Stream {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size().checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_what_the_source_holds_wherever_it_is_sought() {
        let bytes: Vec<u8> = (0..WINDOW * 2 + 77).map(|n| (n % 251) as u8).collect();
        let mut stream = Stream::new(Box::new(bytes.clone()));
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        assert!(all == bytes);
        for at in [0, 5, WINDOW - 1, WINDOW, WINDOW * 2 + 70] {
            stream.seek(SeekFrom::Start(at as u64)).unwrap();
            let mut some = [0; 7];
            stream.read_exact(&mut some).unwrap();
            assert_eq!(some, bytes[at..at + 7]);
        }
        stream.seek(SeekFrom::End(5)).unwrap();
        assert_eq!(stream.read(&mut [0; 9]).unwrap(), 0);
        assert!(stream.seek(SeekFrom::Current(i64::MIN)).is_err());
    }

    #[test]
    fn a_budget_ends_the_reading() {
        let mut stream = Stream::new(Box::new(vec![0; WINDOW * 3]));
        stream.budget().set(Some(WINDOW as u64 * 2));
        assert!(stream.read_to_end(&mut Vec::new()).is_err());
    }
}
