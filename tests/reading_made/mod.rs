//! Hostile files, made in memory: PDFs of given objects, deflate bombs, zip packages whose headers say what they like.

use std::io::Write;

use flate2::{Compression, Crc, FlushCompress, write::ZlibEncoder};

/// A PDF of the given objects, numbered from 1, the first its catalog, with a right table.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend_from_slice(
        format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes(),
    );
    for place in places {
        out.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    out.extend_from_slice(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            objects.len() + 1
        )
        .as_bytes(),
    );
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

/// A stream of that dictionary and data, with a right length.
pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\nendstream");
    out
}

pub const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

/// A PDF of one page with that content stream.
pub fn page_of(content: Vec<u8>) -> Vec<u8> {
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>".to_vec(),
        content,
        FONT.as_bytes().to_vec(),
    ])
}

/// `data` packed with deflate in a zlib frame.
pub fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

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

/// The same in a zlib frame, whose sum is not right.
pub fn bomb(chunk: &[u8], times: usize) -> Vec<u8> {
    let mut out = vec![0x78, 0xDA];
    out.extend_from_slice(&repeated(chunk, times));
    out.extend_from_slice(&[0; 4]);
    out
}

/// A part of a package.
pub struct Part {
    pub name: String,
    /// Deflated, without a frame.
    pub packed: Vec<u8>,
    pub size: u32,
    pub sum: u32,
}

impl Part {
    pub fn of(name: &str, data: &[u8]) -> Part {
        Part::repeated(name, data, 1)
    }

    /// A part that holds `chunk` so many times over.
    pub fn repeated(name: &str, chunk: &[u8], times: usize) -> Part {
        let mut sum = Crc::new();
        (0..times).for_each(|_| sum.update(chunk));
        Part {
            name: name.to_owned(),
            packed: repeated(chunk, times),
            size: u32::try_from(chunk.len() * times).unwrap_or(u32::MAX),
            sum: sum.sum(),
        }
    }
}

/// A zip package that says of its parts what they say of themselves.
pub fn package(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let place = u32::try_from(out.len()).expect("a small package");
        let size = u32::try_from(part.packed.len()).expect("a small part");
        let length = u16::try_from(part.name.len()).expect("a short name");
        let mut common = Vec::new();
        for field in [20u16, 0x0800, 8, 0, 0x21] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        for field in [part.sum, size, part.size] {
            common.extend_from_slice(&field.to_le_bytes());
        }
        common.extend_from_slice(&length.to_le_bytes());
        common.extend_from_slice(&[0; 2]);
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&common);
        out.extend_from_slice(part.name.as_bytes());
        out.extend_from_slice(&part.packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&common);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&place.to_le_bytes());
        directory.extend_from_slice(part.name.as_bytes());
    }
    let count = u16::try_from(parts.len()).expect("few parts");
    let place = u32::try_from(out.len()).expect("a small package");
    let size = u32::try_from(directory.len()).expect("a small package");
    out.extend_from_slice(&directory);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&size.to_le_bytes());
    out.extend_from_slice(&place.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    out
}

/// The parts of a DOCX around a body; more may be added.
pub fn docx(body: &[u8]) -> Vec<Part> {
    const TYPES: &str =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut document = b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>".to_vec();
    document.extend_from_slice(body);
    document.extend_from_slice(b"</w:body></w:document>");
    vec![
        Part::of("[Content_Types].xml", TYPES.as_bytes()),
        Part::of("word/document.xml", &document),
    ]
}
