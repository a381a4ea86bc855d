//! Sealing: bytes in, chunks out.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, Payload};

use super::header::{Header, derive};
use super::{CHUNK, Cost, HEADER, MAGIC, Seed, VERSION};
use crate::backend::backup::error::BackupError;

/// Seals bytes as they come.
pub struct Sealer {
    cipher: Aes256Gcm,
    header: Header,
    number: u32,
    plain: Vec<u8>,
    sealed: Vec<u8>,
}

impl Sealer {
    /// A sealer under that passphrase.
    ///
    /// # Errors
    /// [`BackupError::Unsealable`] where the passphrase is empty or too long, or there is no memory for the key.
    pub fn new(passphrase: &str, seed: &Seed, cost: Cost) -> Result<Self, BackupError> {
        let (cipher, check) = derive(passphrase, &seed.salt, cost)?;
        let mut bytes = Vec::with_capacity(HEADER);
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        for number in [cost.memory, cost.passes, cost.lanes, CHUNK as u32] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&seed.salt);
        bytes.extend_from_slice(&seed.nonce);
        bytes.extend_from_slice(&check);
        let fixed = <[u8; HEADER]>::try_from(bytes.as_slice())
            .map_err(|_| BackupError::Unsealable("the header has another length".into()))?;
        Ok(Self {
            cipher,
            header: Header::parse(fixed)?,
            number: 0,
            plain: Vec::with_capacity(CHUNK),
            sealed: bytes,
        })
    }

    /// Adds some bytes.
    ///
    /// # Errors
    /// [`BackupError::Unsealable`] beyond 2³² chunks.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), BackupError> {
        while !bytes.is_empty() {
            // A full chunk waits until it is known not to be the last.
            if self.plain.len() == CHUNK {
                self.seal(false)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.plain.len()));
            self.plain.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// What is sealed by now and was not taken yet.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sealed)
    }

    /// Seals the last chunk.
    ///
    /// # Errors
    /// As [`Sealer::push`].
    pub fn finish(&mut self) -> Result<(), BackupError> {
        self.seal(true)
    }

    fn seal(&mut self, last: bool) -> Result<(), BackupError> {
        let nonce = self.header.nonce(self.number, last);
        let payload = Payload {
            msg: &self.plain,
            aad: &self.header.bytes,
        };
        let sealed = self
            .cipher
            .encrypt(&nonce, payload)
            .map_err(|e| BackupError::Unsealable(e.to_string()))?;
        self.sealed.extend_from_slice(&sealed);
        self.plain.clear();
        self.number = self
            .number
            .checked_add(1)
            .ok_or_else(|| BackupError::Unsealable("it is too long".into()))?;
        Ok(())
    }
}
