//! Word documents of the years before 2007.

use std::io::{Cursor, Write};

/// A Word document of the years before 2007 that holds that text: the header of MS-DOC 2.5.1 as far as it is read, and a
/// piece table of one piece.
pub fn doc(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u32::try_from(units.len()).expect("a short text");
    let mut word = vec![0u8; 1024];
    word[..2].copy_from_slice(&0xA5ECu16.to_le_bytes());
    word[0x4C..0x50].copy_from_slice(&count.to_le_bytes());
    word.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    let mut clx = vec![2u8];
    clx.extend_from_slice(&16u32.to_le_bytes());
    clx.extend_from_slice(&0u32.to_le_bytes());
    clx.extend_from_slice(&count.to_le_bytes());
    clx.extend_from_slice(&[0, 0]);
    clx.extend_from_slice(&1024u32.to_le_bytes());
    clx.extend_from_slice(&[0, 0]);
    word[0x1A6..0x1AA].copy_from_slice(&u32::try_from(clx.len()).expect("short").to_le_bytes());
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in [("/WordDocument", &word), ("/0Table", &clx)] {
        let mut stream = file.create_stream(name).expect("memory");
        stream.write_all(bytes).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}
