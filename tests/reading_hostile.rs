//! Reads broken and hostile files made from the fixtures: whatever the bytes, the answer is text or an error, soon.

#[path = "reading_made"]
mod made {
    pub mod deflate;
    pub mod package;
    pub mod pdf;
    pub mod survive;
}

use made::{
    package::{Part, docx, package},
    pdf::{FONT, page_of},
    survive::{fixtures, survive},
};
use shortlist::reading;

fn fixture(name: &str) -> Vec<u8> {
    fixtures("resumes")
        .into_iter()
        .find(|(n, _)| n == name)
        .unwrap_or_else(|| panic!("no fixture {name}"))
        .1
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
fn the_bad_files_of_the_fixtures() {
    let files = fixtures("bad");
    assert!(files.len() >= 15);
    for (name, bytes) in files {
        survive(&name, &bytes, &name);
    }
}

#[test]
fn files_cut_off_at_every_tenth() {
    for (name, bytes) in fixtures("resumes") {
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
    for (name, bytes) in fixtures("resumes") {
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
    for (name, bytes) in fixtures("resumes") {
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
    let all = fixtures("resumes");
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

/// A PDF of objects that are text.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let objects: Vec<Vec<u8>> = objects.iter().map(|o| o.as_bytes().to_vec()).collect();
    made::pdf::pdf(&objects)
}

fn stream(dict: &str, data: &str) -> String {
    String::from_utf8_lossy(&made::pdf::stream(dict, data.as_bytes())).into_owned()
}

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
    survive("one long line", "word ".repeat(60_000).as_bytes(), "a.txt");
    survive("one long word", "x".repeat(300_000).as_bytes(), "a.txt");
    survive("digits", "20192020 ".repeat(30_000).as_bytes(), "a.txt");
    survive("many at signs", "@.@.@".repeat(60_000).as_bytes(), "a.txt");
    survive(
        "many dates",
        "May 2019 – Jun 2020 ".repeat(12_000).as_bytes(),
        "a.txt",
    );
    survive("many short lines", "a\n".repeat(60_000).as_bytes(), "a.txt");
    survive(
        "marks alone",
        "\u{301}\u{302}".repeat(100_000).as_bytes(),
        "a.txt",
    );
    survive(
        "links",
        "https://a.example/".repeat(15_000).as_bytes(),
        "a.txt",
    );
}

/// What a file says, whatever was done to it.
const SAID: &str = "Ada Byron, baker of bread";

#[test]
fn streams_whose_length_is_wrong() {
    let content = format!("BT /F 12 Tf 72 700 Td ({SAID}) Tj ET");
    for length in [
        "0",
        "1",
        "999999999",
        "-5",
        "(x)",
        "4 0 R",
        "9 0 R",
        "1e300",
    ] {
        let body = format!("<< /Length {length} >>\nstream\n{content}\nendstream");
        let document = survive(
            &format!("a length of {length}"),
            &page_of(body.into_bytes()),
            "a.pdf",
        );
        // Where the length leads nowhere the end mark counts; a short one that is believed loses text, and so may
        // one that is no number of this format.
        if !matches!(length, "0" | "1" | "1e300") {
            let text = document.map(|d| d.text()).unwrap_or_default();
            assert!(text.contains(SAID), "a length of {length}: {text:?}");
        }
    }
}

#[test]
fn forms_that_draw_many_forms() {
    // Nine forms, each drawing the next one twenty times: 20^8 drawings.
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /A 6 0 R >> \
         /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        stream("", &format!("BT /F 12 Tf 72 700 Td ({SAID}) Tj ET /A Do")),
        FONT.to_owned(),
    ];
    for next in 7..16 {
        objects.push(stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /A {next} 0 R >> >>"),
            &"/A Do ".repeat(20),
        ));
    }
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    let document = survive("forms in forms", &pdf(&objects), "a.pdf").expect("its text");
    assert!(document.text().contains(SAID));
}

#[test]
fn page_trees_that_name_a_page_many_times() {
    let kids = "3 0 R ".repeat(5000);
    let inner = format!(
        "<< /Type /Pages /Kids [{}] /Count 9 >>",
        "2 0 R 4 0 R ".repeat(5000)
    );
    let pages = format!("<< /Type /Pages /Kids [{kids} 4 0 R] /Count 5000 >>");
    let file = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        &pages,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        &inner,
    ]);
    assert!(survive("a page named often", &file, "a.pdf").is_none());
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn packages_with_names_that_lead_elsewhere() {
    let mut parts = docx(paragraph(SAID).as_bytes());
    for name in [
        "/etc/passwd",
        "../../outside.xml",
        "..\\..\\outside.xml",
        "C:\\outside.xml",
        "word/../../document.xml",
        "word//document.xml",
        "",
        "word/\u{202e}document.xml",
    ] {
        parts.push(Part::of(name, paragraph("from elsewhere").as_bytes()));
    }
    parts.push(Part::of(
        "word/_rels/document.xml.rels",
        b"<Relationships><Relationship Id=\"a\" Type=\"x/header\" Target=\"../../outside.xml\"/>\
          <Relationship Id=\"b\" Type=\"x/header\" Target=\"/etc/passwd\"/>\
          <Relationship Id=\"c\" Type=\"x/header\" Target=\"https://example.org/header.xml\"/>\
          <Relationship Id=\"d\" Type=\"x/header\" Target=\"document.xml\"/></Relationships>",
    ));
    let document = survive("odd names", &package(&parts), "a.docx").expect("its text");
    assert!(document.text().contains(SAID));
}

#[test]
fn packages_that_name_a_part_twice_or_lie_about_it() {
    let mut parts = docx(paragraph(SAID).as_bytes());
    parts.extend(docx(paragraph("another text").as_bytes()));
    survive("parts twice", &package(&parts), "a.docx");
    for (what, size, sum) in [
        ("no size", 0, 0),
        ("a size of four gigabytes", u32::MAX, 1),
        ("a size of ten", 10, 2),
    ] {
        let mut parts = docx(paragraph(SAID).as_bytes());
        for part in &mut parts {
            (part.size, part.sum) = (size, sum);
        }
        survive(what, &package(&parts), "a.docx");
    }
}

#[test]
fn packages_without_their_parts() {
    for (index, left_out) in ["[Content_Types].xml", "word/document.xml"]
        .iter()
        .enumerate()
    {
        let parts: Vec<Part> = docx(paragraph(SAID).as_bytes())
            .into_iter()
            .filter(|part| part.name != *left_out)
            .collect();
        let document = survive(left_out, &package(&parts), "a.docx");
        assert_eq!(document.is_some(), index == 0, "without {left_out}");
    }
    assert!(survive("no part at all", &package(&[]), "a.docx").is_none());
}

#[test]
fn entities_are_not_expanded() {
    let mut names = String::from("<!ENTITY e0 \"ha\">");
    for level in 1..20 {
        let inner = format!("&e{};", level - 1).repeat(10);
        names.push_str(&format!("<!ENTITY e{level} \"{inner}\">"));
    }
    names.push_str(
        "<!ENTITY file SYSTEM \"file:///etc/passwd\"><!ENTITY net SYSTEM \"https://example.org/\">",
    );
    let xml = format!(
        "<!DOCTYPE w [{names}]><w:document><w:body>{}{}</w:body></w:document>",
        paragraph("&e19;&file;&net;"),
        paragraph(SAID)
    );
    let parts = [
        Part::of("[Content_Types].xml", b"<Types/>"),
        Part::of("word/document.xml", xml.as_bytes()),
    ];
    let document = survive("entities", &package(&parts), "a.docx").expect("its text");
    assert_eq!(document.text().trim(), SAID);
    let html = format!("<!DOCTYPE html [{names}]><html><body><p>&e19;<p>{SAID}");
    let document = survive("entities in HTML", html.as_bytes(), "a.html").expect("its text");
    assert!(document.text().contains(SAID) && document.text().len() < 10_000);
}
