//! What unpacks to much more than it is.

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};

use super::{deflate::repeated, pdf::stream};

/// `data` packed with deflate in a zlib frame.
pub fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

/// [`repeated`] in a zlib frame whose sum is not right.
pub fn bomb(chunk: &[u8], times: usize) -> Vec<u8> {
    let mut out = vec![0x78, 0xDA];
    out.extend_from_slice(&repeated(chunk, times));
    out.extend_from_slice(&[0; 4]);
    out
}

/// A PDF whose objects lie in streams, the first its catalog: `holders` are streams of objects, each `(dictionary, data)`
/// already packed, and `places` says for each small object, from number 1 on, in which holder it stands and where.
pub fn packed_pdf(
    holders: &[(String, Vec<u8>)],
    places: &[(usize, u32)],
    table: impl Fn(&[u8]) -> (String, Vec<u8>),
) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut entries: Vec<(u8, u32, u16)> = vec![(0, 0, 65535)];
    let first = places.len() + 1;
    for (holder, index) in places {
        let num = u32::try_from(first + holder).expect("few objects");
        entries.push((2, num, u16::try_from(*index).expect("few objects")));
    }
    for (index, (dict, data)) in holders.iter().enumerate() {
        entries.push((1, u32::try_from(out.len()).expect("a small file"), 0));
        out.extend_from_slice(format!("{} 0 obj\n", first + index).as_bytes());
        out.extend_from_slice(&stream(dict, data));
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    entries.push((1, u32::try_from(start).expect("a small file"), 0));
    let rows: Vec<u8> = entries
        .iter()
        .flat_map(|(kind, a, b)| {
            let mut row = vec![*kind];
            row.extend_from_slice(&a.to_be_bytes());
            row.extend_from_slice(&b.to_be_bytes());
            row
        })
        .collect();
    let (dict, data) = table(&rows);
    let num = entries.len() - 1;
    out.extend_from_slice(format!("{num} 0 obj\n").as_bytes());
    out.extend_from_slice(&stream(
        &format!(
            "/Type /XRef /W [1 4 2] /Size {} /Root 1 0 R {dict}",
            entries.len()
        ),
        &data,
    ));
    out.extend_from_slice(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
    out
}
