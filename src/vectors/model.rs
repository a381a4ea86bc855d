//! The model: a vocabulary and one row for each of its pieces, read from one file.
//!
//! The file, all numbers little-endian: `SLVECTOR`, the format (u16), the width (u16), the count of pieces (u32), the bytes of the
//! vocabulary (u32), the first 8 bytes of the SHA-256 of all that follows; then the vocabulary, a line feed between two pieces; a
//! scale (u16) for each piece; and its row, two numbers a byte, the first in the lower half, each 8 more than it stands for.

use sha2::{Digest, Sha256};

use super::{
    tokenizer::Tokenizer,
    vector::{Vector, WIDTH},
};

const MAGIC: &[u8] = b"SLVECTOR";
const FORMAT: u16 = 1;
const HEADER: usize = 28;
/// The most pieces that are read: the teacher's vocabulary has 30,522.
const MOST_PIECES: usize = 200_000;
/// How many rows are added up before the sums are carried over: 4,000 · 65,535 · 8 is inside the range of an `i32`.
const CARRY: usize = 4_000;

/// Why a file is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(
        "The file of word vectors is cut off: {found} bytes of {expected}. Reload the page to fetch it again."
    )]
    CutOff { found: usize, expected: usize },
    #[error("The file does not hold word vectors. Reload the page to fetch it again.")]
    Foreign,
    #[error(
        "The file of word vectors is of another version ({0}). Reload the page to fetch the one that belongs to it."
    )]
    Version(u16),
    #[error("The file of word vectors is damaged. Reload the page to fetch it again.")]
    Damaged,
}

/// A vocabulary and its rows.
#[derive(Debug)]
pub struct Model {
    tokenizer: Tokenizer,
    scales: Vec<u16>,
    rows: Vec<[i8; WIDTH]>,
    check: [u8; 8],
}

impl Model {
    /// Reads a model's file.
    ///
    /// # Errors
    ///
    /// Where the bytes are cut off, of something else, of another version or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let magic = bytes.get(..MAGIC.len().min(bytes.len()));
        if !magic.is_some_and(|m| MAGIC.starts_with(m)) {
            return Err(Error::Foreign);
        }
        let cut_off = |expected| Error::CutOff {
            found: bytes.len(),
            expected,
        };
        let (Some(format), Some(width), Some(pieces), Some(words), Some(check)) = (
            number(bytes, 8, 2),
            number(bytes, 10, 2),
            number(bytes, 12, 4),
            number(bytes, 16, 4),
            bytes
                .get(20..HEADER)
                .and_then(|b| <[u8; 8]>::try_from(b).ok()),
        ) else {
            return Err(cut_off(HEADER));
        };
        if format != usize::from(FORMAT) || width != WIDTH {
            return Err(Error::Version(u16::try_from(format).unwrap_or(u16::MAX)));
        }
        if pieces > MOST_PIECES || words > MOST_PIECES * 64 {
            return Err(Error::Damaged);
        }
        let scales_at = HEADER + words;
        let rows_at = scales_at + 2 * pieces;
        let end = rows_at + pieces * WIDTH / 2;
        if bytes.len() != end {
            return Err(if bytes.len() < end {
                cut_off(end)
            } else {
                Error::Damaged
            });
        }
        let part = |from: usize, to: usize| bytes.get(from..to).ok_or(Error::Damaged);
        if Sha256::digest(part(HEADER, end)?).get(..8) != Some(check.as_slice()) {
            return Err(Error::Damaged);
        }
        let vocabulary =
            std::str::from_utf8(part(HEADER, scales_at)?).map_err(|_| Error::Damaged)?;
        if vocabulary.split('\n').count() != pieces {
            return Err(Error::Damaged);
        }
        let scales = part(scales_at, rows_at)?
            .chunks_exact(2)
            .map(|b| b.iter().rev().fold(0, |n, &b| n << 8 | u16::from(b)))
            .collect();
        let rows = part(rows_at, end)?
            .chunks_exact(WIDTH / 2)
            .map(|packed| {
                let mut row = [0; WIDTH];
                for (pair, &byte) in row.chunks_exact_mut(2).zip(packed) {
                    if let [low, high] = pair {
                        (*low, *high) = (half(byte & 15), half(byte >> 4));
                    }
                }
                row
            })
            .collect();
        Ok(Self {
            tokenizer: Tokenizer::new(vocabulary.split('\n')),
            scales,
            rows,
            check,
        })
    }

    /// Tells two models apart: the check of the file's bytes, in hex. Vectors of two models must not be compared.
    pub fn id(&self) -> String {
        self.check.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// The numbers of a text's pieces, as the teacher's own tokenizer gives them.
    pub fn pieces(&self, text: &str) -> Vec<u32> {
        let mut pieces = Vec::new();
        self.tokenizer.each(text, |id| pieces.push(id));
        pieces
    }

    /// A text's vector: the direction of the sum of its pieces' rows. Empty for a text without a known piece.
    pub fn embed(&self, text: &str) -> Vector {
        let mut sum = [0i64; WIDTH];
        let mut part = [0i32; WIDTH];
        let mut count = 0;
        self.tokenizer.each(text, |id| {
            if Some(id) == self.tokenizer.unknown {
                return;
            }
            let Some((row, &scale)) = usize::try_from(id)
                .ok()
                .and_then(|id| Some((self.rows.get(id)?, self.scales.get(id)?)))
            else {
                return;
            };
            for (place, &number) in part.iter_mut().zip(row) {
                *place += i32::from(scale) * i32::from(number);
            }
            count += 1;
            if count == CARRY {
                carry(&mut sum, &mut part);
                count = 0;
            }
        });
        carry(&mut sum, &mut part);
        Vector::of(&sum)
    }
}

fn carry(sum: &mut [i64; WIDTH], part: &mut [i32; WIDTH]) {
    for (whole, part) in sum.iter_mut().zip(part) {
        *whole += i64::from(*part);
        *part = 0;
    }
}

/// A little-endian number of up to four bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |n, &b| n << 8 | usize::from(b)))
}

/// Half a byte as the number that it stands for.
fn half(bits: u8) -> i8 {
    i8::try_from(bits).unwrap_or(0) - 8
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A model's file of a few pieces, each with a number that is not nought.
    pub fn file(pieces: &[(&str, usize, u8)]) -> Vec<u8> {
        let words: Vec<&str> = pieces.iter().map(|p| p.0).collect();
        let mut body = words.join("\n").into_bytes();
        for _ in pieces {
            body.extend(1000u16.to_le_bytes());
        }
        for &(_, at, bits) in pieces {
            let mut row = [0x88; WIDTH / 2];
            row[at / 2] = if at % 2 == 0 {
                0x80 | bits
            } else {
                bits << 4 | 8
            };
            body.extend(row);
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend((WIDTH as u16).to_le_bytes());
        bytes.extend((pieces.len() as u32).to_le_bytes());
        bytes.extend((words.join("\n").len() as u32).to_le_bytes());
        bytes.extend(&Sha256::digest(&body)[..8]);
        bytes.extend(body);
        bytes
    }

    fn small() -> Vec<u8> {
        file(&[
            ("[UNK]", 0, 15),
            ("nurse", 1, 15),
            ("care", 1, 12),
            ("code", 2, 15),
            ("not", 1, 1),
        ])
    }

    #[test]
    fn texts_become_directions() {
        let model = Model::from_bytes(&small()).expect("a whole file");
        assert_eq!(model.pieces("Nurse code zebra"), [1, 3, 0]);
        assert_eq!(model.embed("nurse").cosine(&model.embed("care")), 1.0);
        assert_eq!(model.embed("nurse").cosine(&model.embed("code")), 0.0);
        assert!(model.embed("nurse").cosine(&model.embed("not")) < -0.999);
        assert!(model.embed("zebra").is_empty());
        let long = "nurse code ".repeat(9_000);
        assert_eq!(model.embed(&long), model.embed("code nurse"));
    }

    #[test]
    fn what_is_no_model_is_said() {
        let whole = small();
        for length in 0..whole.len() {
            let error = Model::from_bytes(&whole[..length]).expect_err("cut off");
            assert!(matches!(error, Error::CutOff { .. }), "{length}: {error}");
        }
        assert_eq!(
            Model::from_bytes(b"<!doctype html>").expect_err("a page"),
            Error::Foreign
        );
        let mut other = whole.clone();
        other[8] = 9;
        assert_eq!(
            Model::from_bytes(&other).expect_err("newer"),
            Error::Version(9)
        );
        for at in [30, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert_eq!(
                Model::from_bytes(&damaged).expect_err("one bit is off"),
                Error::Damaged
            );
        }
        let mut long = whole;
        long.push(0);
        assert_eq!(
            Model::from_bytes(&long).expect_err("too long"),
            Error::Damaged
        );
    }
}
