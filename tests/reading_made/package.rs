//! Zip packages whose headers say what they like.

use flate2::Crc;

use super::deflate::repeated;

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
