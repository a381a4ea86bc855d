//! Mutated files of every format: whatever the bytes, the reader comes to an end with a sound document or an error.
//!
//! A short run by default. `SHORTLIST_FUZZ_SECONDS=600` runs each format for so long, and prints how many files it read; the
//! seeds are then new ones at each run. What was found stands in `tests/reading_hostile.rs` under a name of its own.

#[path = "reading_made"]
mod made {
    pub mod deflate;
    pub mod doc;
    pub mod package;
    pub mod pdf;
    pub mod survive;
}

use std::{
    env,
    time::{Duration, Instant},
};

use made::{
    doc::doc,
    package::{Part, docx, package},
    pdf::{page_of, pdf, stream},
    survive::{self, survive},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// Files of a short run.
const FEW: u32 = 48;

/// One change to a file. Places and lengths are taken modulo what is there.
#[derive(Clone, Debug)]
enum Change {
    Flip {
        at: usize,
        bit: u8,
    },
    Set {
        at: usize,
        byte: u8,
    },
    Cut {
        at: usize,
        length: usize,
    },
    Copy {
        from: usize,
        length: usize,
        to: usize,
    },
    Insert {
        at: usize,
        word: usize,
        times: usize,
    },
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<usize>;
    prop_oneof![
        (place(), 0..8u8).prop_map(|(at, bit)| Change::Flip { at, bit }),
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set { at, byte }),
        (place(), 0..2000usize).prop_map(|(at, length)| Change::Cut { at, length }),
        (place(), 0..2000usize, place()).prop_map(|(from, length, to)| Change::Copy {
            from,
            length,
            to
        }),
        (
            place(),
            place(),
            prop_oneof![4 => 1..4usize, 1 => 1..3000usize]
        )
            .prop_map(|(at, word, times)| Change::Insert { at, word, times }),
    ]
}

/// A seed's number and what is done to it.
fn changes() -> impl Strategy<Value = (usize, Vec<Change>)> {
    (any::<usize>(), prop::collection::vec(change(), 1..12))
}

fn mutated(seed: &[u8], changes: &[Change], words: &[&str]) -> Vec<u8> {
    let mut out = seed.to_vec();
    for change in changes {
        let length = out.len().max(1);
        match change {
            Change::Flip { at, bit } => {
                if let Some(byte) = out.get_mut(at % length) {
                    *byte ^= 1 << bit;
                }
            }
            Change::Set { at, byte } => {
                if let Some(place) = out.get_mut(at % length) {
                    *place = *byte;
                }
            }
            Change::Cut { at, length: cut } => {
                let from = (at % length).min(out.len());
                let to = (from + cut).min(out.len());
                out.drain(from..to);
            }
            Change::Copy {
                from,
                length: copied,
                to,
            } => {
                let from = (from % length).min(out.len());
                let piece = out[from..(from + copied).min(out.len())].to_vec();
                let to = (to % length).min(out.len());
                out.splice(to..to, piece);
            }
            Change::Insert { at, word, times } => {
                let word = words[word % words.len()].as_bytes().repeat(*times);
                let at = (at % length).min(out.len());
                out.splice(at..at, word);
            }
        }
    }
    out
}

/// Runs a format: `file` makes one of a mutated seed.
fn fuzz(format: &str, seeds: &[Vec<u8>], words: &[&str], file: impl Fn(Vec<u8>) -> Vec<u8>) {
    assert!(!seeds.is_empty(), "no seeds for {format}");
    let seconds: Option<u64> = env::var("SHORTLIST_FUZZ_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok());
    let name = format!("a.{format}");
    let one = |(seed, changes): (usize, Vec<Change>)| {
        let bytes = file(mutated(&seeds[seed % seeds.len()], &changes, words));
        survive(format, &bytes, &name);
        Ok(())
    };
    let config = Config {
        cases: FEW,
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    let Some(seconds) = seconds else {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        return TestRunner::new_with_rng(config, rng)
            .run(&changes(), one)
            .unwrap_or_else(|e| panic!("{format}: {e}"));
    };
    let start = Instant::now();
    let mut read = 0;
    while start.elapsed() < Duration::from_secs(seconds) {
        TestRunner::new(config.clone())
            .run(&changes(), one)
            .unwrap_or_else(|e| panic!("{format}: {e}"));
        read += FEW;
    }
    eprintln!("{format}: {read} files in {seconds} s");
}

/// The fixtures of a kind, by the ending of their names.
fn fixtures(ending: &str) -> Vec<Vec<u8>> {
    survive::fixtures("resumes")
        .into_iter()
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(_, bytes)| bytes)
        .collect()
}

const PDF_WORDS: &[&str] = &[
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "<",
    "stream\n",
    "\nendstream",
    "endobj",
    "1 0 obj",
    " 1 0 R ",
    "/Kids ",
    "/Length 99999999999 ",
    "/Length -1 ",
    "/Filter [/FlateDecode /FlateDecode]",
    "/Filter /LZWDecode ",
    "/ASCII85Decode ",
    "/Prev 0 ",
    "trailer",
    "startxref",
    "%%EOF",
    "xref",
    " 1e99 ",
    " -1e38 ",
    " nan ",
    "null",
    "/Type /ObjStm /N 9999999 ",
    "/W [8 8 8] ",
    "/Encrypt 1 0 R ",
    "\0",
    "%PDF-",
];

#[test]
fn pdf_files() {
    fuzz("pdf", &fixtures(".pdf"), PDF_WORDS, |bytes| bytes);
}

#[test]
fn pdf_contents() {
    const WORDS: &[&str] = &[
        "BT ",
        "ET ",
        "(Ada) Tj ",
        "[(A) -300 (da)] TJ ",
        "T* ",
        "1 0 0 1 72 700 Tm ",
        "0 0 0 0 0 0 Tm ",
        "1e38 0 0 1e38 0 0 cm ",
        "q ",
        "Q ",
        "/F 12 Tf ",
        "/F -1e9 Tf ",
        "99 Tz ",
        "-5 Tc ",
        "3 Tr ",
        "9 TL ",
        "0 0 9e9 9e9 re f ",
        "W n ",
        "1 g ",
        "/A Do ",
        "BI /W 9 /H 9 ID xx EI ",
        "<</MCID 1>> BDC ",
        "/Span << /ActualText (x) >> BDC ",
        "EMC ",
        "(\\777\\",
        "<FEFF",
        "' ",
        "\" ",
        "% ",
        "[[[[",
        "<< /A ",
        "-",
        ".",
        "0.0000000000000001 ",
        "\n",
    ];
    let content = b"q 1 0 0 1 0 0 cm BT /F 18 Tf 72 700 Td (Ada Byron) Tj /F 11 Tf 0 -20 Td (ada@example.org) Tj 0 -30 Td (Work) Tj \
        T* [(Ba) -20 (ker, Mill Hall, May 2019)] TJ 300 60 Td (Skills) Tj 0 -14 Td (Bread) Tj 0 -14 Td (Cakes) Tj ET Q 0 0 m 9 9 l S"
        .to_vec();
    fuzz("pdf", &[content], WORDS, |content| {
        page_of(stream("", &content))
    });
}

#[test]
fn pdf_objects() {
    let objects = "<< /Type /Catalog /Pages 2 0 R >>\u{0}<< /Type /Pages /Kids [3 0 R] /Count 1 >>\u{0}\
        << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Annots [7 0 R] /Resources << /Font << /F 5 0 R >> /XObject << /A 6 0 R >> >> >>\u{0}\
        << /Length 60 >>\nstream\nBT /F 12 Tf 72 700 Td (Ada Byron) Tj <0041> Tj ET /A Do\nendstream\u{0}\
        << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A \
        /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /W [1 [500 600] 9 20 400] >>] /ToUnicode 8 0 R >>\u{0}\
        << /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Matrix [1 0 0 1 0 0] /Length 40 >>\nstream\nBT /F 12 Tf 72 600 Td (Baker) Tj ET\nendstream\u{0}\
        << /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /URI /URI (https://a.example) >> >>\u{0}\
        << /Length 200 >>\nstream\n/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange \
        2 beginbfrange <0000> <FFFF> <0041> <0010> <0020> [<0041> <D83DDE00>] endbfrange endcmap\nendstream";
    fuzz("pdf", &[objects.as_bytes().to_vec()], PDF_WORDS, |bytes| {
        let objects: Vec<Vec<u8>> = bytes.split(|b| *b == 0).map(<[u8]>::to_vec).collect();
        pdf(&objects)
    });
}

const XML_WORDS: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:t>",
    "</w:t>",
    "<w:del>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<mc:Fallback>",
    "<w:numPr/>",
    "<w:br/>",
    "<w:tab/>",
    "<w:sz w:val=\"1\"/>",
    "<w:instrText>HYPERLINK \"",
    "<text:p>",
    "<text:h>",
    "<text:list>",
    "<table:table-row>",
    "<table:table-cell>",
    "<text:s text:c=\"999999999\"/>",
    "<draw:text-box>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "&x;",
    "<?x",
    "<!DOCTYPE",
    "</",
    "<",
    ">",
    "\"",
    "=",
];

/// The text parts of packages, taken out of them, so that changes meet XML and not what it was packed to.
fn parts_of(ending: &str, part: &str) -> Vec<Vec<u8>> {
    fixtures(ending)
        .iter()
        .map(|bytes| {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
            let mut file = archive.by_name(part).expect("its text");
            let mut out = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut out).expect("its bytes");
            out
        })
        .collect()
}

#[test]
fn docx_parts() {
    fuzz(
        "docx",
        &parts_of(".docx", "word/document.xml"),
        XML_WORDS,
        |xml| {
            package(&[
            Part::of("[Content_Types].xml", b"<Types/>"),
            Part::of("word/document.xml", &xml),
            Part::of("word/styles.xml", &xml),
            Part::of("word/_rels/document.xml.rels", b"<Relationships><Relationship Id=\"a\" Type=\"x/header\" Target=\"h.xml\"/></Relationships>"),
            Part::of("word/h.xml", &xml),
        ])
        },
    );
}

#[test]
fn docx_packages() {
    const WORDS: &[&str] = &[
        "PK\u{3}\u{4}",
        "PK\u{1}\u{2}",
        "PK\u{5}\u{6}",
        "word/document.xml",
        "\0\0\0\0",
    ];
    let mut seeds = fixtures(".docx");
    seeds.push(package(&docx(
        b"<w:p><w:r><w:t>Ada Byron</w:t></w:r></w:p>",
    )));
    fuzz("docx", &seeds, WORDS, |bytes| bytes);
}

#[test]
fn odt_parts() {
    fuzz("odt", &parts_of(".odt", "content.xml"), XML_WORDS, |xml| {
        package(&[
            Part::of("mimetype", b"application/vnd.oasis.opendocument.text"),
            Part::of("content.xml", &xml),
            Part::of("styles.xml", &xml),
        ])
    });
}

#[test]
fn rtf_files() {
    const WORDS: &[&str] = &[
        "{",
        "}",
        "\\",
        "\\par ",
        "\\u-10179?",
        "\\u56832?",
        "\\u99999999999?",
        "\\bin99999 ",
        "\\bin-1 ",
        "\\'",
        "\\'e9",
        "{\\*\\",
        "\\fonttbl",
        "\\f99999",
        "\\fcharset128 ",
        "\\uc999 ",
        "\\uc-1 ",
        "\\trowd ",
        "\\cell ",
        "\\row ",
        "\\field",
        "\\fldinst HYPERLINK \"",
        "\\pict ",
        "\\v ",
        "\\deleted ",
        "\\header ",
        "\\ansicpg932 ",
    ];
    fuzz("rtf", &fixtures(".rtf"), WORDS, |bytes| bytes);
}

#[test]
fn html_files() {
    const WORDS: &[&str] = &[
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<li>",
        "<p>",
        "</p>",
        "<pre>",
        "<script>",
        "</script>",
        "<style>",
        "<svg>",
        "<title>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<br>",
        "<a href=\"",
        "<div hidden>",
        "<span style=\"display:none\">",
        "&#x110000;",
        "&#0;",
        "&nbsp",
        "&amp",
        "<",
        ">",
        "\"",
        "</",
        "<textarea>",
        "<plaintext>",
        "<meta charset=\"utf-16\">",
    ];
    fuzz("html", &fixtures(".html"), WORDS, |bytes| bytes);
}

/// Words that texts are looked through for.
const TEXT_WORDS: &[&str] = &[
    "2019",
    " – ",
    "-",
    "May ",
    "05/2019",
    "31.12.2019",
    "present",
    "since ",
    "2019年",
    "至今",
    "@",
    "a@b.co",
    "https://",
    "www.",
    "+44 ",
    "(555) ",
    "\t",
    "\n",
    "\r",
    "\n\n",
    " ",
    "   ",
    "\u{C}",
    "\u{301}",
    "\u{200B}",
    "\u{202E}",
    "ﬁ",
    "İ",
    "ß",
    "’",
    "'19",
    "•",
    "- ",
    "* ",
    "Experience\n",
    "Education\n",
    "Skills: ",
    "Name: ",
    "Ph.D.",
    "BSc",
    "E X P E R I E N C E",
    ":",
    "|",
    "。",
    "山田",
    "علي",
    "אב",
    "ᄀ",
    "👩‍👩‍👧",
    "\u{FFFD}",
    "\u{FEFF}",
    "C++",
    "#",
    "**",
    "```\n",
    "[a](",
    "](",
    "<b>",
    "\\",
    "_",
    "| a | b |\n",
    "|---|\n",
    "===\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    "null",
    "1e999",
    "\\ud800",
];

#[test]
fn plain_texts() {
    fuzz("txt", &fixtures(".txt"), TEXT_WORDS, |bytes| bytes);
}

#[test]
fn markdown_files() {
    fuzz("md", &fixtures(".md"), TEXT_WORDS, |bytes| bytes);
}

#[test]
fn json_files() {
    fuzz("json", &fixtures(".json"), TEXT_WORDS, |bytes| bytes);
}

#[test]
fn doc_files() {
    let whole = doc(
        "Ada Byron\rada@example.org\rWork\r2019\u{7}Baker\u{7}\u{7}See \u{13} HYPERLINK \"https://a.example\" \u{14}here\u{15}\r",
    );
    let document = survive("a DOC", &whole, "a.doc").expect("its text");
    assert!(document.text().contains("2019\tBaker"));
    fuzz(
        "doc",
        &[whole],
        &[
            "\0\0\0\0",
            "\u{1}\0\0\0",
            "W\0o\0r\0d\0",
            "\u{7f}\u{7f}\u{7f}\u{7f}",
        ],
        |bytes| bytes,
    );
}
