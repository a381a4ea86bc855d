//! Deflate data.

use flate2::{Compression, FlushCompress};

/// Deflate data, without a frame, that unpacks to `chunk` so many times over: the packed chunk ends at a whole byte, so that
/// it can be repeated.
pub fn repeated(chunk: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = flate2::Compress::new(Compression::best(), false);
    let mut one = Vec::with_capacity(chunk.len() + 1024);
    encoder
        .compress_vec(chunk, &mut one, FlushCompress::Full)
        .expect("room for it");
    assert_eq!(encoder.total_in(), chunk.len() as u64);
    let mut out = one.repeat(times);
    // An empty last block.
    out.extend_from_slice(&[0x03, 0x00]);
    out
}
