//! A zip package (DOCX, ODT), read without trusting what it says of its own sizes.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

/// The most files a package may list. Word writes some twenty; a package with pictures a few hundred.
pub(super) const MOST_PARTS: usize = 4096;

/// The most bytes that the parts which are read may inflate to together. The text of a long book is 1 MB, its XML some 20 MB.
pub(super) const MOST_INFLATED: u64 = 48 * 1024 * 1024;

/// A package whose parts are read one at a time.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What is left of [`MOST_INFLATED`].
    left: u64,
}

/// Why a package or a part of it could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PackageError {
    /// No part has that name.
    Missing,
    /// The zip's structure or its compressed data is broken.
    Damaged,
    /// It needs a password.
    Password,
    /// Over a limit; the text says which.
    OverLimit(String),
}

impl<'a> Package<'a> {
    /// Opens a package by its central directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageError::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(PackageError::OverLimit(format!(
                "it packs more than {MOST_PARTS} files"
            )));
        }
        Ok(Package {
            archive,
            left: MOST_INFLATED,
        })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The bytes of a part, at most what is left of [`MOST_INFLATED`], whatever size the zip states.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let mut file = self.archive.by_name(name).map_err(|e| match e {
            ZipError::FileNotFound => PackageError::Missing,
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => PackageError::Password,
            _ => PackageError::Damaged,
        })?;
        let stated = file.size();
        let mut bytes = Vec::new();
        let read = file.by_ref().take(self.left + 1).read_to_end(&mut bytes);
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            PackageError::OverLimit(format!(
                "its parts grow to more than {} MB",
                MOST_INFLATED / (1024 * 1024)
            ))
        })?;
        match read {
            Ok(_) => Ok(bytes),
            // A part whose end is lost still has its beginning. One that is longer than the zip says, or another, has not.
            Err(_) if !bytes.is_empty() && u64::try_from(bytes.len()).is_ok_and(|n| n < stated) => {
                Ok(bytes)
            }
            Err(_) => Err(PackageError::Damaged),
        }
    }
}
