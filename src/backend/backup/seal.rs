//! A backup sealed with a passphrase.
//!
//! The key comes from the passphrase (in Unicode's form NFC) by Argon2id (RFC 9106), version 1.3. The data goes through
//! AES-256-GCM in chunks of 1 MiB by the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-
//! Encryption and its Nonce-Reuse Misuse-Resistance", 2015): a chunk's nonce is seven random bytes, the chunk's number, and
//! whether it is the last; so chunks can be opened in any order, and none can be changed, moved, dropped or added unnoticed.
//! The header is authenticated with each chunk.
//!
//! The ciphers are RustCrypto's and not the browser's WebCrypto: the same code then runs natively, where every damaged byte is
//! tried; WebCrypto has no Argon2; and its promises cannot be awaited while a zip is read synchronously. They cost the engine
//! some tens of kilobytes.
//!
//! Header, 64 bytes, integers little-endian: `SLSEALED`, version 1 (one byte), Argon2's memory in KiB, passes and lanes, the
//! chunk's length (four bytes each), salt (16), the nonces' first bytes (7), key check (16).

use std::io;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use super::error::BackupError;
use super::source::Source;

const MAGIC: &[u8; 8] = b"SLSEALED";
const VERSION: u8 = 1;
const HEADER: usize = 64;
const TAG: usize = 16;
/// How many bytes are sealed at once.
const CHUNK: usize = 1024 * 1024;
/// The longest passphrase, in bytes.
const LONGEST_PASSPHRASE: usize = 1024;
/// The most memory that a header may ask for, in KiB: a made-up one must not fill the machine's.
const MOST_MEMORY: u32 = 128 * 1024;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 4;

/// How much work a guess at the passphrase costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// KiB.
    pub memory: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Cost {
    /// RFC 9106's choice for little memory, on one thread: 64 MiB, three passes.
    pub const DEFAULT: Cost = Cost {
        memory: 64 * 1024,
        passes: 3,
        lanes: 1,
    };
}

/// The random parts of a header.
pub struct Seed {
    pub salt: [u8; 16],
    pub nonce: [u8; 7],
}

struct Header {
    bytes: [u8; HEADER],
    cost: Cost,
    chunk: usize,
    salt: [u8; 16],
    nonce: [u8; 7],
    check: [u8; 16],
}

impl Header {
    fn parse(bytes: [u8; HEADER]) -> Result<Self, BackupError> {
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
            four.map_or(0, u32::from_le_bytes)
        };
        let [memory, passes, lanes, chunk] = [9, 13, 17, 21].map(number);
        if bytes.get(8).is_none_or(|version| *version > VERSION) {
            return Err(BackupError::Newer("its seal is of a later kind".into()));
        }
        let fits = (8..=MOST_MEMORY).contains(&memory)
            && (1..=MOST_PASSES).contains(&passes)
            && (1..=MOST_LANES).contains(&lanes)
            && (1..=CHUNK as u32 * 16).contains(&chunk);
        if !fits {
            return Err(BackupError::Damaged(
                "the start of the file states impossible settings".into(),
            ));
        }
        let mut header = Self {
            bytes,
            cost: Cost {
                memory,
                passes,
                lanes,
            },
            // At most 16 MiB.
            chunk: chunk as usize,
            salt: [0; 16],
            nonce: [0; 7],
            check: [0; 16],
        };
        header.salt.copy_from_slice(&bytes[25..41]);
        header.nonce.copy_from_slice(&bytes[41..48]);
        header.check.copy_from_slice(&bytes[48..64]);
        Ok(header)
    }

    fn nonce(&self, number: u32, last: bool) -> Nonce<aes_gcm::aead::consts::U12> {
        let mut nonce = [0; 12];
        nonce[..7].copy_from_slice(&self.nonce);
        nonce[7..11].copy_from_slice(&number.to_be_bytes());
        nonce[11] = u8::from(last);
        nonce.into()
    }
}

/// The key and the key check of a passphrase.
fn derive(
    passphrase: &str,
    salt: &[u8; 16],
    cost: Cost,
) -> Result<(Aes256Gcm, [u8; 16]), BackupError> {
    let wrong = |error: &dyn std::fmt::Display| BackupError::Unsealable(error.to_string());
    let normal: String = passphrase.nfc().collect();
    if normal.is_empty() || normal.len() > LONGEST_PASSPHRASE {
        return Err(wrong(&"a passphrase has 1 to 1024 bytes"));
    }
    let params =
        Params::new(cost.memory, cost.passes, cost.lanes, Some(48)).map_err(|e| wrong(&e))?;
    let mut output = [0; 48];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(normal.as_bytes(), salt, &mut output)
        .map_err(|e| wrong(&e))?;
    let (key, rest) = output.split_at(32);
    let cipher = Aes256Gcm::new_from_slice(key).map_err(|e| wrong(&e))?;
    let mut check = [0; 16];
    check.copy_from_slice(rest);
    Ok((cipher, check))
}

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

/// Whether a file is sealed.
///
/// # Errors
/// Where the file cannot be read.
pub fn is_sealed(source: &mut dyn Source) -> io::Result<bool> {
    if source.size() < MAGIC.len() as u64 {
        return Ok(false);
    }
    let mut start = [0; 8];
    source.read_at(0, &mut start)?;
    Ok(&start == MAGIC)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Cost = Cost {
        memory: 8,
        passes: 1,
        lanes: 1,
    };
    const SEED: Seed = Seed {
        salt: [7; 16],
        nonce: [9; 7],
    };

    fn seal(plain: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::new("Grüße, 7 Äpfel", &SEED, QUICK).unwrap();
        let mut sealed = Vec::new();
        for piece in plain.chunks(333_333) {
            sealer.push(piece).unwrap();
            sealed.extend(sealer.take());
        }
        sealer.finish().unwrap();
        sealed.extend(sealer.take());
        sealed
    }

    fn open(sealed: Vec<u8>, passphrase: &str) -> Result<Unsealed, BackupError> {
        assert!(is_sealed(&mut sealed.clone()).unwrap());
        Unsealed::open(Box::new(sealed), passphrase)
    }

    fn all(mut unsealed: Unsealed) -> io::Result<Vec<u8>> {
        let mut plain = vec![0; unsealed.size() as usize];
        unsealed.read_at(0, &mut plain).map(|()| plain)
    }

    fn bytes(length: usize) -> Vec<u8> {
        (0..length).map(|n| (n * 7 % 253) as u8).collect()
    }

    #[test]
    fn what_was_sealed_is_opened_again_at_every_length() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, CHUNK * 2, CHUNK * 2 + 5] {
            let plain = bytes(length);
            let sealed = seal(&plain);
            assert_eq!(
                sealed.len(),
                HEADER + length + TAG * length.div_ceil(CHUNK).max(1)
            );
            let opened = all(open(sealed, "Grüße, 7 Äpfel").unwrap()).unwrap();
            assert!(opened == plain, "{length}");
        }
    }

    #[test]
    fn a_passphrase_typed_in_pieces_is_the_same() {
        let decomposed: String = "Grüße, 7 Äpfel".nfd().collect();
        assert!(open(seal(b"x"), &decomposed).is_ok());
    }

    #[test]
    fn another_passphrase_opens_nothing() {
        for wrong in ["grüße, 7 äpfel", "x"] {
            let error = open(seal(b"x"), wrong).err();
            assert_eq!(error, Some(BackupError::WrongPassphrase));
        }
        assert!(open(seal(b"x"), "").is_err());
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let sealed = seal(&bytes(100));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            let opened = Unsealed::open(Box::new(changed), "Grüße, 7 Äpfel");
            // The first eight bytes say that it is sealed at all.
            if at >= 8 {
                assert!(
                    opened.map_or(true, |unsealed| all(unsealed).is_err()),
                    "{at}"
                );
            }
        }
    }

    #[test]
    fn chunks_cannot_be_cut_off_dropped_or_swapped() {
        let sealed = seal(&bytes(CHUNK * 3));
        let full = CHUNK + TAG;
        let cut = sealed[..HEADER + full * 2].to_vec();
        let mut dropped = sealed[..HEADER].to_vec();
        dropped.extend_from_slice(&sealed[HEADER + full..]);
        let mut swapped = sealed.clone();
        let (first, second) = swapped[HEADER..HEADER + full * 2].split_at_mut(full);
        first.swap_with_slice(second);
        let mut longer = sealed.clone();
        longer.extend_from_slice(&sealed[HEADER + full * 2..]);
        for broken in [cut, dropped, swapped, longer] {
            let opened = Unsealed::open(Box::new(broken), "Grüße, 7 Äpfel").unwrap();
            assert!(all(opened).is_err());
        }
        for length in [0, 5, HEADER, HEADER + 15] {
            let short = sealed[..length].to_vec();
            assert!(Unsealed::open(Box::new(short), "Grüße, 7 Äpfel").is_err());
        }
    }

    #[test]
    fn a_header_that_asks_for_all_the_memory_is_refused() {
        let mut sealed = seal(b"x");
        sealed[9..13].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(matches!(
            Unsealed::open(Box::new(sealed), "x"),
            Err(BackupError::Damaged(_))
        ));
    }
}
