//! The header of a sealed backup, and the key that a passphrase gives with it.

use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use super::{CHUNK, Cost, HEADER, VERSION};
use crate::backend::backup::error::BackupError;

/// The longest passphrase, in bytes.
const LONGEST_PASSPHRASE: usize = 1024;
/// The most memory that a header may ask for, in KiB: a made-up one must not fill the machine's.
const MOST_MEMORY: u32 = 128 * 1024;
const MOST_PASSES: u32 = 16;
const MOST_LANES: u32 = 4;

/// What stands before the chunks, as bytes and as what they say.
pub(super) struct Header {
    pub bytes: [u8; HEADER],
    pub cost: Cost,
    pub chunk: usize,
    pub salt: [u8; 16],
    pub nonce: [u8; 7],
    pub check: [u8; 16],
}

impl Header {
    pub fn parse(bytes: [u8; HEADER]) -> Result<Self, BackupError> {
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

    pub fn nonce(&self, number: u32, last: bool) -> Nonce<aes_gcm::aead::consts::U12> {
        let mut nonce = [0; 12];
        nonce[..7].copy_from_slice(&self.nonce);
        nonce[7..11].copy_from_slice(&number.to_be_bytes());
        nonce[11] = u8::from(last);
        nonce.into()
    }
}

/// The key and the key check of a passphrase.
pub(super) fn derive(
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
