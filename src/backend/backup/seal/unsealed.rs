//! What a sealed file holds, as a source like any other.

use std::io;

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, Payload};

use super::header::{Header, derive};
use super::{HEADER, TAG};
use crate::backend::backup::error::BackupError;
use crate::backend::backup::source::Source;

/// What a sealed file holds, opened chunk by chunk.
pub struct Unsealed {
    inner: Box<dyn Source>,
    cipher: Aes256Gcm,
    header: Header,
    chunks: u32,
    size: u64,
    /// The chunk that was opened last.
    open: Option<(u32, Vec<u8>)>,
}

impl Unsealed {
    /// Opens a sealed file.
    ///
    /// # Errors
    /// [`BackupError::WrongPassphrase`], [`BackupError::Damaged`] where it is cut short, [`BackupError::Newer`].
    pub fn open(mut inner: Box<dyn Source>, passphrase: &str) -> Result<Self, BackupError> {
        let cut = || BackupError::Damaged("it is cut short".into());
        let body = inner.size().checked_sub(HEADER as u64).ok_or_else(cut)?;
        let mut bytes = [0; HEADER];
        inner
            .read_at(0, &mut bytes)
            .map_err(|error| BackupError::Damaged(error.to_string()))?;
        let header = Header::parse(bytes)?;
        let full = (header.chunk + TAG) as u64;
        let chunks = u32::try_from(body.div_ceil(full)).map_err(|_| cut())?;
        let size = body
            .checked_sub(u64::from(chunks) * TAG as u64)
            .filter(|_| chunks > 0)
            .ok_or_else(cut)?;
        let (cipher, check) = derive(passphrase, &header.salt, header.cost)?;
        if check != header.check {
            return Err(BackupError::WrongPassphrase);
        }
        Ok(Self {
            inner,
            cipher,
            header,
            chunks,
            size,
            open: None,
        })
    }

    fn chunk(&mut self, number: u32) -> io::Result<&[u8]> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            let full = (self.header.chunk + TAG) as u64;
            let from = HEADER as u64 + u64::from(number) * full;
            let length = full.min(self.inner.size().saturating_sub(from));
            // At most 16 MiB and a tag.
            let mut sealed = vec![0; length as usize];
            self.inner.read_at(from, &mut sealed)?;
            let last = number + 1 == self.chunks;
            let payload = Payload {
                msg: &sealed,
                aad: &self.header.bytes,
            };
            let plain = self
                .cipher
                .decrypt(&self.header.nonce(number, last), payload)
                .map_err(|_| {
                    io::Error::other(format!(
                        "megabyte {} of it was changed, or the file is cut short",
                        u64::from(number) + 1
                    ))
                })?;
            self.open = Some((number, plain));
        }
        let open = self.open.as_ref().map(|(_, plain)| plain.as_slice());
        Ok(open.unwrap_or_default())
    }
}

impl Source for Unsealed {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let length = self.header.chunk as u64;
        let mut done = 0;
        while done < into.len() {
            let position = at + done as u64;
            let number = u32::try_from(position / length).map_err(io::Error::other)?;
            // Below the chunk's length.
            let skip = (position % length) as usize;
            let chunk = self.chunk(number)?;
            let bytes = chunk.get(skip..).unwrap_or_default();
            let Some(rest) = into.get_mut(done..).filter(|_| !bytes.is_empty()) else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            let some = bytes.len().min(rest.len());
            for (to, byte) in rest.iter_mut().zip(bytes) {
                *to = *byte;
            }
            done += some;
        }
        Ok(())
    }
}
