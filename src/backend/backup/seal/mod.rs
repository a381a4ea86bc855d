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

mod header;
mod sealer;
mod unsealed;

pub use sealer::Sealer;
pub use unsealed::Unsealed;

use std::io;

use super::source::Source;

const MAGIC: &[u8; 8] = b"SLSEALED";
const VERSION: u8 = 1;
const HEADER: usize = 64;
const TAG: usize = 16;
/// How many bytes are sealed at once.
const CHUNK: usize = 1024 * 1024;

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

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::backend::backup::error::BackupError;

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
