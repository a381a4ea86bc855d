//! Filters: how many bytes each makes of its data, told without keeping them.

use flate2::{Decompress, FlushDecompress, Status};

use super::{GROWS, TooLarge};

/// How many bytes deflated data has, as the reader library unpacks it; they are kept where `out` is given.
pub(super) fn inflate(
    data: &[u8],
    most: usize,
    mut out: Option<&mut Vec<u8>>,
) -> Result<usize, TooLarge> {
    let mut largest = 0;
    // With a zlib header after some blanks, or without one.
    let blanks = data.iter().take_while(|b| b.is_ascii_whitespace()).count();
    for (start, header) in [(0, true), (blanks, true), (0, false)] {
        let Some(data) = data.get(start..) else {
            continue;
        };
        let mut kept = Vec::new();
        let size = inflated(data, header, most, out.is_some().then_some(&mut kept))?;
        if size > largest {
            largest = size;
            if let Some(out) = &mut out {
                **out = kept;
            }
        }
        if largest > 0 {
            break;
        }
    }
    Ok(largest)
}

fn inflated(
    data: &[u8],
    header: bool,
    most: usize,
    mut keep: Option<&mut Vec<u8>>,
) -> Result<usize, TooLarge> {
    let mut window = vec![0u8; 64 * 1024];
    let mut inflater = Decompress::new(header);
    let mut size = 0usize;
    loop {
        let (before_in, before_out) = (inflater.total_in(), inflater.total_out());
        let rest = usize::try_from(before_in)
            .ok()
            .and_then(|at| data.get(at..))
            .unwrap_or_default();
        let status = inflater.decompress(rest, &mut window, FlushDecompress::None);
        let written = usize::try_from(inflater.total_out() - before_out).unwrap_or(usize::MAX);
        size = size.saturating_add(written);
        if let Some(keep) = &mut keep {
            keep.extend_from_slice(window.get(..written).unwrap_or_default());
        }
        if size > most {
            return Err(GROWS);
        }
        let stuck = inflater.total_in() == before_in && written == 0;
        match status {
            Ok(Status::StreamEnd) | Err(_) => return Ok(size),
            Ok(_) if stuck => return Ok(size),
            Ok(_) => {}
        }
    }
}

/// How many bytes run-length data has (ISO 32000-1, 7.4.5).
pub(super) fn run_length_size(data: &[u8], most: usize) -> Result<usize, TooLarge> {
    let (mut size, mut at) = (0usize, 0usize);
    while let Some(&length) = data.get(at) {
        let run = usize::from(length);
        match length {
            0..128 => {
                size += run + 1;
                at += run + 2;
            }
            128 => break,
            129.. => {
                size += 257 - run;
                at += 2;
            }
        }
        if size > most {
            return Err(GROWS);
        }
    }
    Ok(size)
}

/// How many bytes LZW data has (ISO 32000-1, 7.4.4): the codes are followed, and of what they stand for only the lengths are
/// kept. `early` is the usual way, to widen the codes one code early.
pub(super) fn lzw_size(data: &[u8], early: bool, most: usize) -> Result<usize, TooLarge> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const FULL: usize = 4096;
    let mut lengths: Vec<usize> = vec![1; 258];
    let (mut size, mut width, mut bit) = (0usize, 9usize, 0usize);
    let mut before: Option<usize> = None;
    while bit + width <= data.len() * 8 {
        let code = (bit..bit + width).fold(0usize, |code, at| {
            let byte = data.get(at / 8).copied().unwrap_or(0);
            code << 1 | usize::from(byte >> (7 - at % 8) & 1)
        });
        bit += width;
        if code == CLEAR {
            lengths.truncate(258);
            (width, before) = (9, None);
            continue;
        }
        if code == END {
            break;
        }
        let added = before
            .map(|length| length + 1)
            .filter(|_| lengths.len() < FULL);
        if code > lengths.len() || code == lengths.len() && added.is_none() {
            break;
        }
        lengths.extend(added);
        let length = lengths.get(code).copied().unwrap_or(0);
        before = Some(length);
        size += length;
        if size > most {
            return Err(GROWS);
        }
        if width < 12 && lengths.len() + usize::from(early) >= 1 << width {
            width += 1;
        }
    }
    Ok(size)
}
