//! How much a stream unpacks to, told before the reader library unpacks it: by itself it takes up to 256 MB for one stream,
//! and keeps the streams that hold objects.

mod filters;

use std::{borrow::Cow, collections::BTreeSet};

use pdfboss_core::{
    Dict, Document as Pdf, Error, ObjRef, Object, Stream,
    filters::{ascii_hex, ascii85, lzw, run_length},
    parser::{NoResolve, Parser, Resolve},
    xref::{self, Xref, XrefEntry},
};

use filters::{inflate, lzw_size, run_length_size};

/// The most bytes that one stream may unpack to. A page's drawing has a few MB, a font for Chinese 20 MB.
const LARGEST_STREAM: usize = 48 * 1024 * 1024;

/// The most bytes that the tables of a file's objects may unpack to: five bytes an object and more.
const LARGEST_TABLES: usize = 3 * 1024 * 1024;

/// The most bytes that the streams of a file's small objects may unpack to together: they are all kept. A file of a
/// thousand pages has some 20 MB.
const MOST_OBJECT_BYTES: usize = 64 * 1024 * 1024;

/// The most objects. A résumé has some hundred, a book some 50,000.
const MOST_OBJECTS: usize = 500_000;

/// The most filters that are applied to one stream. Real files have one or two.
const MOST_FILTERS: usize = 8;

/// Deflate makes at most this many bytes of one (RFC 1951: 258 bytes by a length and a distance of one bit each).
const FLATE_GROWTH: usize = 1032;

/// Over a limit, and which, as the end of "The file is over a limit: …".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge(pub(super) &'static str);

/// What unpacks to too much.
pub(super) const GROWS: TooLarge = TooLarge("a part of it grows too large when it is unpacked");
/// What has too many objects.
const MANY: TooLarge = TooLarge("it lists more objects than are read");

/// Walks the tables of a file's objects, and looks at the streams that hold objects, before the file is loaded.
pub(super) fn check_file(data: &[u8]) -> Result<(), TooLarge> {
    let mut left = LARGEST_TABLES;
    let mut seen = BTreeSet::new();
    let mut open: Vec<usize> = xref::startxref(data).into_iter().collect();
    while let Some(at) = open.pop() {
        if at >= data.len() || !seen.insert(at) {
            continue;
        }
        if let Ok((_, Object::Stream(stream))) = Parser::at(data, at).parse_indirect(&NoResolve) {
            left -= unpacked_size(&stream, &NoResolve, left)?;
        }
        let Ok(section) = xref::parse_section_at(data, at) else {
            continue;
        };
        let offsets = [section.prev, section.xrefstm];
        open.extend(
            offsets
                .into_iter()
                .flatten()
                .filter_map(|at| usize::try_from(at).ok()),
        );
    }
    let Ok(table) = xref::load_xref(data) else {
        return Ok(());
    };
    if table.len() > MOST_OBJECTS {
        return Err(MANY);
    }
    let mut left = MOST_OBJECT_BYTES;
    for num in holders(&table) {
        let Some(XrefEntry::InFile { offset, .. }) = table.get(num) else {
            continue;
        };
        let at = usize::try_from(offset).unwrap_or(usize::MAX);
        let Ok((_, Object::Stream(stream))) = Parser::at(data, at).parse_indirect(&NoResolve)
        else {
            continue;
        };
        // What has to be known before a stream can be unpacked may not lie in another one (ISO 32000-1, 7.5.7).
        let packed = stream.dict.iter().any(|(_, value)| {
            matches!(value, Object::Ref(r) if matches!(table.get(r.num), Some(XrefEntry::InStream { .. })))
        });
        if packed {
            return Err(GROWS);
        }
        left -= check_holder(&stream, &NoResolve, left)?;
    }
    Ok(())
}

/// Looks at the streams that hold the objects of an encrypted file, now that they can be decrypted.
pub(super) fn check_decrypted(pdf: &Pdf) -> Result<(), TooLarge> {
    let mut left = MOST_OBJECT_BYTES;
    for num in holders(pdf.xref()) {
        if matches!(pdf.xref().get(num), Some(XrefEntry::InFile { .. }))
            && let Ok(Object::Stream(stream)) = pdf.get(ObjRef { num, r#gen: 0 })
        {
            left -= check_holder(&stream, pdf, left)?;
        }
    }
    Ok(())
}

/// The numbers of the streams that hold objects.
fn holders(table: &Xref) -> BTreeSet<u32> {
    table
        .iter()
        .filter_map(|(_, entry)| match entry {
            XrefEntry::InStream { stream_num, .. } => Some(stream_num),
            _ => None,
        })
        .collect()
}

/// How much a stream of objects unpacks to. The reader library makes room for as many as it says to hold.
fn check_holder(stream: &Stream, resolver: &dyn Resolve, most: usize) -> Result<usize, TooLarge> {
    let count = match resolved(stream.dict.get("N"), resolver) {
        Some(Object::Int(count)) => usize::try_from(count).unwrap_or(0),
        _ => 0,
    };
    if count > MOST_OBJECTS {
        return Err(MANY);
    }
    unpacked_size(stream, resolver, most)
}

/// Looks at one stream before it is unpacked for its content.
pub(super) fn check_stream(pdf: &Pdf, stream: &Stream) -> Result<(), TooLarge> {
    let small = stream.data.len().saturating_mul(FLATE_GROWTH) <= LARGEST_STREAM;
    let plain = matches!(stream.dict.get("Filter"), Some(Object::Name(name)) if name.0 == "FlateDecode")
        && stream.dict.get("DecodeParms").is_none();
    if small && plain {
        return Ok(());
    }
    unpacked_size(stream, pdf, LARGEST_STREAM).map(|_| ())
}

impl From<TooLarge> for Error {
    fn from(TooLarge(what): TooLarge) -> Self {
        Error::Decode(what.to_owned())
    }
}

/// How many bytes a stream unpacks to at each step of its filters at most.
fn unpacked_size(stream: &Stream, resolver: &dyn Resolve, most: usize) -> Result<usize, TooLarge> {
    let filters = filters_of(&stream.dict, resolver)?;
    let parms = resolved(stream.dict.get("DecodeParms"), resolver);
    let mut data: Cow<'_, [u8]> = Cow::Borrowed(&stream.data);
    let mut size = data.len();
    for (index, name) in filters.iter().enumerate() {
        let last = index + 1 == filters.len();
        let parms = parms_at(parms.as_ref(), index, resolver);
        check_rows(parms.as_ref(), most)?;
        let whole = match name.as_str() {
            "FlateDecode" | "Fl" => {
                let mut out = Vec::new();
                size = size.max(inflate(&data, most, (!last).then_some(&mut out))?);
                out
            }
            "LZWDecode" | "LZW" => {
                let early = parms
                    .as_ref()
                    .is_none_or(|p| !matches!(p.get("EarlyChange"), Some(Object::Int(0))));
                size = size.max(lzw_size(&data, early, most)?);
                if last {
                    Vec::new()
                } else {
                    lzw::decode(&data, parms.as_ref()).unwrap_or_default()
                }
            }
            "RunLengthDecode" | "RL" => {
                size = size.max(run_length_size(&data, most)?);
                run_length::decode(&data).unwrap_or_default()
            }
            "ASCII85Decode" | "A85" => ascii85::decode(&data).unwrap_or_default(),
            "ASCIIHexDecode" | "AHx" => ascii_hex::decode(&data).unwrap_or_default(),
            // Pictures stay packed; decryption has been done.
            "DCTDecode" | "DCT" | "JPXDecode" | "Crypt" => data.to_vec(),
            // Facsimiles and the like hold no text and grow without a measure.
            _ => return Err(GROWS),
        };
        size = size.max(whole.len());
        if size > most {
            return Err(GROWS);
        }
        data = Cow::Owned(whole);
    }
    Ok(size)
}

fn filters_of(dict: &Dict, resolver: &dyn Resolve) -> Result<Vec<String>, TooLarge> {
    let names: Vec<Object> = match resolved(dict.get("Filter"), resolver) {
        Some(Object::Array(items)) if items.len() > MOST_FILTERS => return Err(GROWS),
        Some(Object::Array(items)) => items
            .iter()
            .filter_map(|item| resolved(Some(item), resolver))
            .collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    Ok(names
        .into_iter()
        .filter_map(|name| match name {
            Object::Name(name) => Some(name.0.clone()),
            _ => None,
        })
        .collect())
}

fn parms_at(parms: Option<&Object>, index: usize, resolver: &dyn Resolve) -> Option<Dict> {
    match parms? {
        Object::Dict(dict) if index == 0 => Some(dict.clone()),
        Object::Array(items) => match resolved(items.get(index), resolver)? {
            Object::Dict(dict) => Some(dict),
            _ => None,
        },
        _ => None,
    }
}

/// The predictor keeps a row, as long as the parameters say.
fn check_rows(parms: Option<&Dict>, most: usize) -> Result<(), TooLarge> {
    let Some(parms) = parms else { return Ok(()) };
    let value = |key: &str, least: usize| match parms.get(key) {
        None => least,
        Some(Object::Int(value)) => usize::try_from(*value).unwrap_or(0).max(1),
        Some(Object::Real(value)) if *value < 1e9 => 1_000_000_000,
        Some(_) => usize::MAX,
    };
    let row = value("Columns", 1)
        .saturating_mul(value("Colors", 1))
        .saturating_mul(value("BitsPerComponent", 8).min(16));
    if row / 8 > most {
        return Err(GROWS);
    }
    Ok(())
}

fn resolved(object: Option<&Object>, resolver: &dyn Resolve) -> Option<Object> {
    let mut object = object?.clone();
    for _ in 0..pdfboss_core::source::MAX_RESOLVE_DEPTH {
        match object {
            Object::Ref(r) => object = resolver.resolve_ref(r)?,
            other => return Some(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use pdfboss_core::{Name, filters::decode_stream};

    fn stream(filter: &str, data: &[u8]) -> Stream {
        let mut dict = Dict::new();
        dict.insert(Name("Filter".into()), Object::Name(Name(filter.into())));
        Stream {
            dict,
            data: data.to_vec(),
        }
    }

    /// The size that is told, and the one that the reader library comes to.
    fn sizes(stream: &Stream, most: usize) -> (Result<usize, TooLarge>, usize) {
        let read = decode_stream(stream, &NoResolve).map_or(0, |data| data.len());
        (unpacked_size(stream, &NoResolve, most), read)
    }

    #[test]
    fn run_lengths_are_counted_as_they_are_unpacked() {
        let data = [2, b'a', b'b', b'c', 200, b'x', 128, 9, 9];
        let (told, read) = sizes(&stream("RunLengthDecode", &data), 1000);
        assert_eq!(told, Ok(read));
        assert_eq!(read, 3 + 57);
        assert_eq!(sizes(&stream("RL", &data), 50).0, Err(GROWS));
    }

    #[test]
    fn codes_are_counted_as_they_are_unpacked() {
        // Whatever the bits are, some codes are right before the first wrong one; and the standard's own example.
        let example = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(sizes(&stream("LZWDecode", &example), 1000), (Ok(10), 10));
        let mut seed = 7u32;
        for _ in 0..200 {
            let data: Vec<u8> = (0..400)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    // Small codes mostly, so that the table grows.
                    (seed >> 24) as u8 & 0x3F
                })
                .collect();
            let (told, read) = sizes(&stream("LZWDecode", &data), 1 << 20);
            assert_eq!(told, Ok(read.max(data.len())));
        }
    }

    #[test]
    fn filters_after_one_another_are_followed() {
        let mut chained = stream("", b"80 0B 60 50 22 0C 0C 85 01>");
        let names = ["ASCIIHexDecode", "LZWDecode"].map(|name| Object::Name(Name(name.into())));
        chained
            .dict
            .insert(Name("Filter".into()), Object::Array(names.to_vec()));
        assert!(unpacked_size(&chained, &NoResolve, 100).is_ok_and(|size| size >= 9));
        chained.dict.insert(
            Name("Filter".into()),
            Object::Array(vec![Object::Name(Name("LZW".into())); 20]),
        );
        assert_eq!(unpacked_size(&chained, &NoResolve, 100), Err(GROWS));
    }

    #[test]
    fn a_row_may_not_be_longer_than_everything() {
        let mut wide = stream("FlateDecode", b"");
        let mut parms = Dict::new();
        parms.insert(Name("Predictor".into()), Object::Int(12));
        parms.insert(Name("Columns".into()), Object::Int(1 << 24));
        parms.insert(Name("Colors".into()), Object::Int(128));
        wide.dict
            .insert(Name("DecodeParms".into()), Object::Dict(parms));
        assert_eq!(unpacked_size(&wide, &NoResolve, 1 << 20), Err(GROWS));
    }
}
