//! Reads broken and hostile files made from the fixtures: whatever the bytes, the answer is text or an error, soon.

use std::{
    fs,
    path::PathBuf,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use shortlist::{
    reading,
    records::{Document, YearMonth},
};

/// After this a file is taken to hang. No test asserts how fast a file is read: machines differ, and builds for tests are not
/// optimised; what grows faster than the file does not come to an end in this time either.
const HANGS: Duration = Duration::from_secs(120);

/// The stack of a reader in the page, in bytes: what a wasm program gets where nothing else is asked for.
const STACK: usize = 1024 * 1024;

fn resumes() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/resumes");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.to_string_lossy().ends_with(".truth.json"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("the file"))
        })
        .collect()
}

fn fixture(name: &str) -> Vec<u8> {
    resumes()
        .into_iter()
        .find(|(n, _)| n == name)
        .unwrap_or_else(|| panic!("no fixture {name}"))
        .1
}

/// Reads a file and finds its facts, in a thread of its own that must come to an end; the document, where there is one.
fn survive(what: &str, bytes: &[u8], name: &str) -> Option<Document> {
    let (done, answer) = mpsc::channel();
    let (whole, named) = (bytes.to_vec(), name.to_owned());
    thread::Builder::new()
        .name(what.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let document = reading::read(&whole, &named).ok();
            if let Some(document) = &document {
                is_sound(document);
            }
            done.send(document).is_ok()
        })
        .expect("a thread");
    match answer.recv_timeout(HANGS) {
        Ok(document) => document,
        Err(RecvTimeoutError::Timeout) => panic!("{what}: no answer after {HANGS:?}"),
        Err(RecvTimeoutError::Disconnected) => panic!("{what}: the reader panicked"),
    }
}

/// What is true of every document: its lines are numbered and bounded, and every fact has its line.
fn is_sound(document: &Document) {
    let facts = reading::facts(
        document,
        YearMonth {
            year: 2026,
            month: 6,
        },
    );
    for fact in facts.emails.iter().chain(&facts.phones).chain(&facts.links) {
        assert!(document.line(fact.line).is_some(), "a fact of no line");
    }
    assert!(document.lines.len() <= reading::MOST_LINES);
    for (index, line) in document.lines.iter().enumerate() {
        assert_eq!(
            line.number as usize,
            index + 1,
            "lines are numbered without gaps"
        );
        assert!(line.text.chars().count() <= reading::LONGEST_LINE);
    }
}

/// Pseudo-random numbers from a seed (xorshift64), so that every run is the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).expect("a small number"))
            .expect("a small number")
    }
}

#[test]
fn files_cut_off_at_every_tenth() {
    for (name, bytes) in resumes() {
        for tenth in 0..10 {
            survive(
                &format!("{name} cut at {tenth}/10"),
                &bytes[..bytes.len() * tenth / 10],
                &name,
            );
        }
    }
}

#[test]
fn files_with_flipped_bits() {
    for (name, bytes) in resumes() {
        for seed in 1..=6u64 {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let mut broken = bytes.clone();
            // From one flip in the file to one in every thousand bits.
            let flips = 1 + dice.roll(bytes.len() * 8 / 1000);
            for _ in 0..flips {
                let at = dice.roll(broken.len());
                broken[at] ^= 1 << dice.roll(8);
            }
            survive(
                &format!("{name} with {flips} flips of seed {seed}"),
                &broken,
                &name,
            );
        }
    }
}

#[test]
fn files_with_pieces_moved_and_repeated() {
    for (name, bytes) in resumes() {
        for seed in 1..=4u64 {
            let mut dice = Dice(seed.wrapping_mul(0xD134_2543_DE82_EF95));
            let from = dice.roll(bytes.len());
            let length = dice.roll(bytes.len() - from);
            let to = dice.roll(bytes.len());
            let mut broken = bytes[..to].to_vec();
            broken.extend_from_slice(&bytes[from..from + length]);
            broken.extend_from_slice(&bytes[to..]);
            survive(
                &format!("{name} with a piece at {to} of seed {seed}"),
                &broken,
                &name,
            );
        }
    }
}

#[test]
fn files_with_a_name_of_another_kind() {
    let all = resumes();
    for (name, bytes) in &all {
        for ending in ["pdf", "docx", "txt", "md", "json", "exe", ""] {
            let other = format!("x.{ending}");
            let same = reading::read(bytes, name).map(|d| d.format).ok();
            let got = reading::read(bytes, &other).map(|d| d.format).ok();
            if ending == "md" || name.ends_with(".md") || name.ends_with(".txt") {
                continue;
            }
            assert_eq!(got, same, "{name} as {other}");
        }
    }
}

/// A PDF of the given objects, with a right table.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
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

fn stream(dict: &str, data: &str) -> String {
    format!(
        "<< {dict} /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    )
}

const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

#[test]
fn a_page_tree_that_holds_itself() {
    let file = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
    ]);
    assert!(survive("a cycle of pages", &file, "a.pdf").is_none());
}

#[test]
fn a_form_that_draws_itself() {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
                /Resources << /XObject << /A 5 0 R >> /Font << /F 6 0 R >> >> >>";
    let content = stream(
        "",
        "BT /F 12 Tf 72 700 Td (Ada Byron, baker of bread) Tj ET /A Do",
    );
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /A 5 0 R >> >>",
        "/A Do /A Do /A Do",
    );
    let file = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        &content,
        &form,
        FONT,
    ]);
    let document = survive("a form in itself", &file, "a.pdf").expect("its text");
    assert!(document.text().contains("Ada Byron"));
}

#[test]
fn arrays_and_dictionaries_nested_deep() {
    let deep = format!(
        "<< /Type /Catalog /Pages 2 0 R /X {}{} >>",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let dicts = format!("{}null{}", "<< /A ".repeat(50_000), " >>".repeat(50_000));
    let content = stream(
        "",
        &format!("{} BT /F 12 Tf (x) Tj ET", "[".repeat(100_000)),
    );
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 6 0 R >> >> >>";
    let file = pdf(&[
        &deep,
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        &content,
        &dicts,
        FONT,
    ]);
    survive("deep nesting", &file, "a.pdf");
    let saves = stream(
        "",
        &format!(
            "{} BT /F 12 Tf 72 700 Td (Ada Byron) Tj ET",
            "q ".repeat(200_000)
        ),
    );
    let file = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        &saves,
        "null",
        FONT,
    ]);
    survive("many saved states", &file, "a.pdf");
}

#[test]
fn numbers_that_are_none_of_a_page() {
    let content = stream(
        "",
        "99999999999999999999 0 0 1e38 -1e38 1e38 cm BT /F 1e30 Tf 1e38 -1e38 Td (Ada) Tj 0 0 0 0 0 0 Tm (Byron) Tj \
         nan inf Td (x) Tj ET -1e38 -1e38 1e38 1e38 re f 0 0 0 rg W n",
    );
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [-1e38 -1e38 1e38 1e38] /Rotate 91 /Contents 4 0 R \
                /Resources << /Font << /F 5 0 R >> >> >>";
    let file = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        &content,
        FONT,
    ]);
    survive("numbers out of every range", &file, "a.pdf");
}

#[test]
fn more_pages_than_are_read() {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let count = reading::MOST_PAGES + 20;
    let kids: Vec<String> = (0..count).map(|i| format!("{} 0 R", i + 5)).collect();
    objects.push(format!(
        "<< /Type /Pages /Kids [{}] /Count {count} >>",
        kids.join(" ")
    ));
    objects.push(FONT.to_owned());
    objects.push(stream(
        "",
        "BT /F 12 Tf 72 500 Td (One of many pages) Tj ET",
    ));
    for _ in 0..count {
        objects.push(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"
                .to_owned(),
        );
    }
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    let document = survive("many pages", &pdf(&objects), "a.pdf").expect("its text");
    assert!(
        document
            .findings
            .iter()
            .any(|f| f.kind == shortlist::records::FindingKind::OverLimit)
    );
    assert!(
        document
            .lines
            .iter()
            .all(|line| line.page as usize <= reading::MOST_PAGES)
    );
}

#[test]
fn a_header_behind_lines_of_a_gateway_and_a_wrong_start() {
    let whole = fixture("developer-two-columns.pdf");
    let truth = reading::read(&whole, "a.pdf").expect("its text").text();
    let mut late = b"From: gateway\r\nContent-Type: application/pdf\r\n\r\n".to_vec();
    late.extend_from_slice(&whole);
    assert_eq!(
        reading::read(&late, "a.pdf").expect("its text").text(),
        truth
    );
    let mut wrong = whole.clone();
    let at = wrong
        .windows(9)
        .rposition(|w| w == b"startxref")
        .expect("a start");
    for byte in wrong[at + 9..].iter_mut().filter(|b| b.is_ascii_digit()) {
        *byte = b'7';
    }
    assert_eq!(
        reading::read(&wrong, "a.pdf").expect("its text").text(),
        truth
    );
}

#[test]
fn markup_nested_deep_and_never_closed() {
    let html = format!(
        "<html>{}<p>Ada Byron, baker",
        "<div><table><tr><td>".repeat(20_000)
    );
    assert!(survive("deep HTML", html.as_bytes(), "a.html").is_some());
    let rtf = format!("{{\\rtf1 {} Ada Byron, baker", "{\\b ".repeat(100_000));
    assert!(survive("deep RTF", rtf.as_bytes(), "a.rtf").is_some());
    let json = format!(
        "{{\"basics\":{}1{}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    survive("deep JSON", json.as_bytes(), "a.json");
    let markdown = format!("# Ada\n\n## Work\n{}", "> ".repeat(50_000));
    survive("deep Markdown", markdown.as_bytes(), "a.md");
}

#[test]
fn texts_that_are_long_in_every_way() {
    survive("one long line", "word ".repeat(400_000).as_bytes(), "a.txt");
    survive("one long word", "x".repeat(2_000_000).as_bytes(), "a.txt");
    survive("digits", "20192020 ".repeat(200_000).as_bytes(), "a.txt");
    survive("many at signs", "@.@.@".repeat(200_000).as_bytes(), "a.txt");
    survive(
        "many dates",
        "May 2019 – Jun 2020 ".repeat(50_000).as_bytes(),
        "a.txt",
    );
    survive(
        "many short lines",
        "a\n".repeat(500_000).as_bytes(),
        "a.txt",
    );
    survive(
        "marks alone",
        "\u{301}\u{302}".repeat(200_000).as_bytes(),
        "a.txt",
    );
    survive(
        "links",
        "https://a.example/".repeat(100_000).as_bytes(),
        "a.txt",
    );
}
