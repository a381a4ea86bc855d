//! Reads bombs and other files that ask for much memory, one at a time, and counts what is allocated.

mod counting;
#[path = "reading_made"]
mod made {
    pub mod bombs;
    pub mod deflate;
    pub mod package;
    pub mod pdf;
}

use std::{fs, path::PathBuf, time::Instant};

use counting::Count;
use made::{
    bombs::{bomb, packed, packed_pdf},
    package::{Part, docx, package},
    pdf::{page_of, pdf, stream},
};
use shortlist::{
    reading::{self, ReadError},
    records::{Document, FindingKind, YearMonth},
};

/// What the reader of one file may have allocated at one time, in bytes, the file itself included.
const MOST_MEMORY: usize = 400 * 1024 * 1024;

/// Reads a file and its facts; the document, where there is one, and the peak of memory.
fn peak_of(bytes: &[u8], name: &str) -> (Result<Document, ReadError>, usize) {
    let count = Count::start(bytes.len());
    let document = reading::read(bytes, name);
    // Their memory grows with the text that is kept; a build for tests takes half a minute for as much of it.
    if let Ok(document) = &document
        && !cfg!(debug_assertions)
    {
        reading::facts(
            document,
            YearMonth {
                year: 2026,
                month: 6,
            },
        );
    }
    (document, count.peak())
}

/// The size of what bombs repeat: ten megabytes, so that a hundred make one gigabyte. Builds for tests are slow, and a quarter
/// goes over every limit as well; `cargo test --release` reads all of it.
const TEN: usize = if cfg!(debug_assertions) {
    10 * 1024 * 1024 / 4
} else {
    10 * 1024 * 1024
};

/// The size of files that are large by themselves.
const FULL: usize = if cfg!(debug_assertions) {
    reading::LARGEST_FILE / 5
} else {
    reading::LARGEST_FILE
};

fn ten_of(piece: &[u8]) -> Vec<u8> {
    let mut out = piece.repeat(TEN / piece.len());
    out.resize(TEN, b' ');
    out
}

fn flate(dict: &str, data: &[u8]) -> Vec<u8> {
    stream(&format!("/Filter /FlateDecode {dict}"), data)
}

/// Bombs of a gigabyte in every place where a PDF unpacks something.
fn pdf_bombs() -> Vec<(String, Vec<u8>)> {
    let blank = bomb(&ten_of(b" "), 100);
    let text = bomb(&ten_of(b"BT /F 12 Tf 9 9 Td (Ada Byron) Tj ET\n"), 100);
    let zeros = bomb(&ten_of(b"\0"), 100);
    let mut files = vec![
        ("a page of blanks", page_of(flate("", &blank))),
        ("a page of text", page_of(flate("", &text))),
        (
            "a bomb in a bomb",
            page_of(stream("/Filter [/FlateDecode /FlateDecode]", &packed(&zeros))),
        ),
        (
            "a row as long as memory",
            page_of(flate(
                "/DecodeParms << /Predictor 12 /Columns 16777216 /Colors 128 /BitsPerComponent 16 >>",
                &packed(b"BT ET"),
            )),
        ),
        (
            "runs of one letter",
            page_of(stream("/Filter [/FlateDecode /RunLengthDecode]", &packed(&[0x81, b'a'].repeat(TEN / 2)))),
        ),
    ]
    .into_iter()
    .map(|(name, file)| (name.to_owned(), file))
    .collect::<Vec<_>>();
    let font = |dict: &str| {
        let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>".to_vec();
        pdf(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            page,
            stream(
                "",
                b"BT /F 12 Tf 72 700 Td (Ada Byron, baker of bread) Tj ET /X Do",
            ),
            format!("<< /Type /Font /Subtype /TrueType /BaseFont /A {dict} >>").into_bytes(),
            flate("/Type /XObject /Subtype /Form /BBox [0 0 612 792]", &text),
            zeros_stream(&zeros),
        ])
    };
    files.push((
        "a font's table of characters".into(),
        font("/ToUnicode 7 0 R"),
    ));
    files.push((
        "a font's file".into(),
        font("/FontDescriptor << /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 7 0 R >>"),
    ));
    files.push(("a font's encoding".into(), {
        font("/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDToGIDMap 7 0 R >>] /Encoding 7 0 R")
    }));
    let plain = |rows: &[u8]| (String::new(), rows.to_vec());
    let holder = |count: &str, data: &[u8]| {
        (
            format!("/Type /ObjStm /N {count} /First 20 /Filter /FlateDecode"),
            data.to_vec(),
        )
    };
    files.push((
        "a stream of objects".into(),
        packed_pdf(&[holder("1", &blank)], &[(0, 0)], plain),
    ));
    let half = bomb(&ten_of(b" "), 4);
    let many: Vec<_> = (0..20).map(|_| holder("1", &half)).collect();
    let places: Vec<_> = (0..20).map(|at| (at, 0)).collect();
    files.push((
        "many streams of objects".into(),
        packed_pdf(&many, &places, plain),
    ));
    let catalog = packed(b"1 0              << /Type /Catalog >> ");
    for count in ["9223372036854775807", "1000000000"] {
        files.push((
            format!("a stream of {count} objects"),
            packed_pdf(&[holder(count, &catalog)], &[(0, 0)], plain),
        ));
    }
    files.push((
        "a table of objects".into(),
        packed_pdf(&[holder("1", &catalog)], &[(0, 0)], |_| {
            (
                "/Filter /FlateDecode /Index [0 4000000000]".into(),
                bomb(&ten_of(b"\x01\0\0\0\x09\0\0"), 100),
            )
        }),
    ));
    files
}

fn zeros_stream(zeros: &[u8]) -> Vec<u8> {
    flate("", zeros)
}

/// Packages whose parts unpack to much.
fn package_bombs() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad");
    let mut files: Vec<(String, Vec<u8>)> =
        ["bomb.docx", "bomb-understated.docx", "entity-bomb.docx"]
            .into_iter()
            .map(|name| {
                (
                    name.to_owned(),
                    fs::read(folder.join(name)).expect("the fixture"),
                )
            })
            .collect();
    // Thirty page headers, each under the limit of a part.
    let mut relations = String::from("<Relationships>");
    let mut parts = docx(b"<w:p><w:r><w:t>Ada Byron</w:t></w:r></w:p>");
    let text = ten_of(b"<w:p><w:r><w:t>Ada Byron, baker of bread</w:t></w:r></w:p>\n");
    for number in 0..30 {
        relations.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"x/header\" Target=\"header{number}.xml\"/>"
        ));
        parts.push(Part::repeated(
            &format!("word/header{number}.xml"),
            &text,
            2,
        ));
    }
    relations.push_str("</Relationships>");
    parts.push(Part::of(
        "word/_rels/document.xml.rels",
        relations.as_bytes(),
    ));
    files.push(("thirty page headers".into(), package(&parts)));
    files.push((
        "paragraphs".into(),
        package(&docx(
            &b"<w:p><w:r><w:t>a</w:t></w:r></w:p>".repeat(TEN * 2 / 34),
        )),
    ));
    let odt = |body: &[u8]| {
        let mut content = b"<office:document-content><office:body><office:text>".to_vec();
        content.extend_from_slice(body);
        content.extend_from_slice(b"</office:text></office:body></office:document-content>");
        package(&[
            Part::of("mimetype", b"application/vnd.oasis.opendocument.text"),
            Part::of("content.xml", &content),
        ])
    };
    files.push((
        "blanks that are counted".into(),
        odt(&b"<text:p>a<text:s text:c=\"1000000000\"/>b</text:p>".repeat(TEN / 50)),
    ));
    files.push((
        "cells that are repeated".into(),
        odt(&b"<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"1000000\"><text:p>a</text:p></table:table-cell></table:table-row>".repeat(TEN / 160)),
    ));
    files
}

/// Files as large as any that is read, of the smallest pieces.
fn large_files() -> Vec<(String, Vec<u8>)> {
    let full = |start: &str, piece: &str, end: &str| {
        let mut out = start.as_bytes().to_vec();
        let room = FULL - start.len() - end.len();
        out.extend_from_slice(&piece.as_bytes().repeat(room / piece.len()));
        out.extend_from_slice(end.as_bytes());
        out
    };
    [
        ("lines.txt", full("Ada Byron\n", "a\n", "")),
        ("empty-lines.txt", full("Ada Byron", "\n", "")),
        ("words.txt", full("Ada Byron\n", "word ", "")),
        ("marks.txt", full("Ada Byron\n", "ﷺ", "")),
        ("items.md", full("# Ada\n\n## Work\n", "- a\n", "")),
        ("cells.md", full("# Ada\n\n## Work\n", "|a|b\n", "")),
        ("paragraphs.html", full("<html><body>", "<p>a", "")),
        ("empty.html", full("<html><body>Ada", "<p>", "")),
        (
            "cells.html",
            full("<html><body><table>", "<tr><td>a<td>b", ""),
        ),
        (
            "hidden.html",
            full("<html><body>Ada", "<p hidden>a</p>", ""),
        ),
        ("attributes.html", full("<html><body><p ", "a=b ", ">Ada")),
        ("groups.rtf", full("{\\rtf1 Ada", "{\\b a}", "}")),
        ("paragraphs.rtf", full("{\\rtf1 Ada", "\\par a", "}")),
        (
            "numbers.json",
            full("{\"basics\":{\"name\":\"Ada Byron\"},\"x\":[1", ",1", "]}"),
        ),
        (
            "arrays.json",
            full(
                "{\"basics\":{\"name\":\"Ada Byron\"},\"x\":[[]",
                ",[]",
                "]}",
            ),
        ),
        ("objects.pdf", full("%PDF-1.7\n", "1 0 obj<<>>endobj ", "")),
        ("open.pdf", full("%PDF-1.7\n1 0 obj ", "[", "")),
    ]
    .into_iter()
    .map(|(name, file)| (name.to_owned(), file))
    .chain([
        (
            "text.pdf".to_owned(),
            page_of(stream(
                "",
                &b"BT /F 12 Tf 9 9 Td (Ada Byron) Tj ET\n".repeat(TEN * 2 / 37),
            )),
        ),
        (
            "letters.pdf".to_owned(),
            page_of(stream("", &b"(a) Tj\n".repeat(TEN * 2 / 7))),
        ),
        (
            "one-text.pdf".to_owned(),
            page_of(stream(
                "",
                format!("BT /F 12 Tf 9 9 Td ({}) Tj ET", "a".repeat(TEN * 2)).as_bytes(),
            )),
        ),
        (
            "lines.pdf".to_owned(),
            page_of(stream("", &b"1 1 m 2 2 l S\n".repeat(TEN * 2 / 14))),
        ),
    ])
    .collect()
}

/// One test, so that nothing else allocates while a file is read.
#[test]
fn no_file_takes_more_memory_than_a_reader_may() {
    let mut wrong = Vec::new();
    for (name, bytes) in pdf_bombs()
        .into_iter()
        .chain(package_bombs())
        .chain(large_files())
    {
        let start = Instant::now();
        let (document, peak) = peak_of(&bytes, &name);
        let took = start.elapsed();
        let megabytes = peak / 1024 / 1024;
        let got = match &document {
            Err(ReadError::OverLimit { .. }) => "over a limit",
            Err(_) => "an error",
            Ok(document)
                if document
                    .findings
                    .iter()
                    .any(|f| f.kind == FindingKind::OverLimit) =>
            {
                "cut off"
            }
            Ok(_) => "text",
        };
        eprintln!("{name}: {got}, {megabytes} MB, {took:.1?}");
        if peak > MOST_MEMORY {
            wrong.push(format!("{name}: {megabytes} MB"));
        }
        let wanted: &[&str] = match name.as_str() {
            // Their text is short, or nothing of it is left once it is cleaned.
            "empty.html" | "attributes.html" | "entity-bomb.docx" => &["text", "an error"],
            "hidden.html" | "groups.rtf" | "cells that are repeated" => &["text", "cut off"],
            "objects.pdf" | "open.pdf" | "bomb-understated.docx" | "lines.pdf" => &["an error"],
            // The page's own text does not lie in the bomb.
            "a font's table of characters" | "a font's file" | "a font's encoding" => &["cut off"],
            "bomb.docx" => &["over a limit"],
            _ if name.ends_with(".pdf") => &["over a limit"],
            _ if name.contains('.') => &["cut off"],
            "paragraphs" | "blanks that are counted" => &["cut off"],
            _ => &["over a limit"],
        };
        if !wanted.contains(&got) {
            wrong.push(format!(
                "{name}: {got}, not {wanted:?}: {:?}",
                document.err()
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
