//! Bytes of a text file → text, whatever program wrote it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file the guess at its encoding looks at. The first half megabyte of a text says as much as all of it.
const GUESSED_FROM: usize = 512 * 1024;

/// The text of a file: by its byte order mark, as UTF-8 or UTF-16 where it is that, else by the likeliest older encoding.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let utf16 = utf16_without_mark(bytes);
    if let Ok(text) = std::str::from_utf8(bytes)
        && utf16.is_none()
    {
        return text.to_owned();
    }
    if let Some(encoding) = utf16 {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if is_mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    guess(bytes)
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

/// Whether a text is UTF-8 but for a few broken places. Bytes of older encodings hardly ever make a valid sequence.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken, mut in_broken) = (0usize, 0usize, false);
    for chunk in bytes.utf8_chunks() {
        if !chunk.valid().is_empty() {
            in_broken = false;
            valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        }
        if !chunk.invalid().is_empty() && !in_broken {
            broken += 1;
            in_broken = true;
        }
    }
    valid > 0 && broken <= valid * 8
}

/// The text of a file whose own words name its encoding, as HTML does. UTF-16 cannot be named inside the text.
pub(super) fn decode_as(bytes: &[u8], label: &[u8]) -> String {
    match Encoding::for_label(label) {
        Some(encoding)
            if Encoding::for_bom(bytes).is_none()
                && encoding != UTF_8
                && encoding != UTF_16LE
                && encoding != UTF_16BE
                && std::str::from_utf8(bytes).is_err() =>
        {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => decode(bytes),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let start = bytes.get(..GUESSED_FROM).unwrap_or(bytes);
    detector.feed(start, start.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 has spaces and line ends whose other byte is zero. Bytes of any other text, taken two by two, give neither.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..GUESSED_FROM).unwrap_or(bytes);
    let mut little = 0usize;
    let mut big = 0usize;
    let (pairs, _) = start.as_chunks::<2>();
    for pair in pairs {
        match pair {
            [b' ' | b'\n' | b'\r', 0] => little += 1,
            [0, b' ' | b'\n' | b'\r'] => big += 1,
            _ => {}
        }
    }
    let enough = pairs.len() / 50 + 1;
    if little >= enough && little > big {
        Some(UTF_16LE)
    } else if big >= enough && big > little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding of a Windows code page, as RTF and old Word files name it.
pub(super) fn of_code_page(page: u32) -> Option<&'static Encoding> {
    Some(match page {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 | 1361 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        866 => encoding_rs::IBM866,
        10000 => encoding_rs::MACINTOSH,
        10007 => encoding_rs::X_MAC_CYRILLIC,
        54936 => encoding_rs::GB18030,
        65001 => encoding_rs::UTF_8,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    const RUSSIAN: &str = "Опыт работы\nИнженер по данным, Тверь\nОбразование\n";

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        for little in [true, false] {
            assert_eq!(decode(&utf16(RUSSIAN, little)), RUSSIAN);
            let marked = format!("\u{FEFF}{RUSSIAN}");
            assert_eq!(decode(&utf16(&marked, little)), RUSSIAN);
        }
    }

    #[test]
    fn utf8_loses_its_mark() {
        assert_eq!(decode(b"\xEF\xBB\xBFcaf\xC3\xA9"), "café");
    }

    #[test]
    fn windows_code_pages_are_told_apart() {
        let german = "Größe, Straße, Führung und Qualität für die Büros in München";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(german);
        assert_eq!(decode(&bytes), german);
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(RUSSIAN);
        assert_eq!(decode(&bytes), RUSSIAN);
    }

    #[test]
    fn a_few_broken_bytes_leave_utf8_what_it_is() {
        assert_eq!(
            decode(b"2019 \xE2\x80\x93 2021, caf\xC3\xA9 \xED\xA0\x80 x\0y"),
            "2019 – 2021, café \u{FFFD}\u{FFFD}\u{FFFD} x\0y"
        );
    }

    #[test]
    fn a_named_encoding_is_believed_unless_the_bytes_are_utf8() {
        assert_eq!(decode_as(b"caf\xE9", b"iso-8859-1"), "café");
        assert_eq!(decode_as("café".as_bytes(), b"iso-8859-1"), "café");
    }
}
