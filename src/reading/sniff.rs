//! What a file is, by its bytes.

use serde_json::Value;

use super::{
    doc, encoding, html, json_resume,
    package::{Package, PackageError},
    plain,
};

/// How far into a file a PDF's header may stand. Mail gateways and printers put lines before it.
const PDF_HEADER_WITHIN: usize = 1024;

/// How much of a text is looked at to tell what kind it is.
const TEXT_LOOKED_AT: usize = 64 * 1024;

/// The largest text, in bytes, that is taken for a JSON Resume: they have some 20 KB, and a value of JSON takes many times
/// the room of its text.
const LARGEST_JSON: usize = 4 * 1024 * 1024;

/// What the bytes are.
pub(super) enum Sniffed<'a> {
    Pdf,
    Docx(Package<'a>),
    Odt(Package<'a>),
    Doc,
    /// An Office file behind a password.
    EncryptedOffice,
    Rtf,
    Html(String),
    Markdown(String),
    Plain(String),
    JsonResume(Value),
    /// A zip whose list of files is broken: most likely a document that was cut off.
    BrokenPackage(PackageError),
    /// Something else; what it looks like, where that is known.
    Unknown(Option<&'static str>),
}

/// Tells what a file is. The name only tells Markdown from plain text where the text does not.
pub(super) fn sniff<'a>(bytes: &'a [u8], name: &str) -> Sniffed<'a> {
    let start = bytes.get(..PDF_HEADER_WITHIN).unwrap_or(bytes);
    if find(start, b"%PDF-").is_some() && !looks_like_markup(start) {
        return Sniffed::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return package(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return match doc::kind(bytes) {
            doc::Kind::Word => Sniffed::Doc,
            doc::Kind::Encrypted => Sniffed::EncryptedOffice,
            doc::Kind::Other => {
                Sniffed::Unknown(Some("an old Office file that is no text document"))
            }
        };
    }
    if let Some(seen) = known_other(bytes) {
        return Sniffed::Unknown(Some(seen));
    }
    let bare = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if bare.starts_with(b"{\\rtf") {
        return Sniffed::Rtf;
    }
    let text = encoding::decode(bytes);
    if !is_text(&text) {
        // A PDF behind more than a few lines of something else.
        return match find(bytes, b"%PDF-") {
            Some(_) => Sniffed::Pdf,
            None => Sniffed::Unknown(None),
        };
    }
    text_kind(bytes, text, name)
}

fn package(bytes: &[u8]) -> Sniffed<'_> {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(e) => return Sniffed::BrokenPackage(e),
    };
    let has = |name| package.has(name);
    if has("word/document.xml") || (has("[Content_Types].xml") && has("word/styles.xml")) {
        return Sniffed::Docx(package);
    }
    if has("xl/workbook.xml") {
        return Sniffed::Unknown(Some("a spreadsheet"));
    }
    if has("ppt/presentation.xml") {
        return Sniffed::Unknown(Some("a set of slides"));
    }
    if has("Index/Document.iwa") || has("index.xml") || has("Index.zip") {
        return Sniffed::Unknown(Some("an Apple Pages document"));
    }
    let kind = package.part("mimetype").unwrap_or_default();
    if kind.starts_with(b"application/vnd.oasis.opendocument.text") {
        return Sniffed::Odt(package);
    }
    if kind.starts_with(b"application/epub") {
        return Sniffed::Unknown(Some("an e-book"));
    }
    // Some programs name the main part otherwise; the package's own relations say where it is.
    if package.has("_rels/.rels") && package.has("[Content_Types].xml") {
        return Sniffed::Docx(package);
    }
    if package.has("content.xml") {
        return Sniffed::Odt(package);
    }
    Sniffed::Unknown(Some("an archive of files"))
}

/// Kinds that people add by mistake, by their first bytes.
fn known_other(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 14] = [
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xFF\xD8\xFF", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"BM", "a picture (BMP)"),
        (b"II*\0", "a picture (TIFF)"),
        (b"MM\0*", "a picture (TIFF)"),
        (b"RIFF", "a picture or a sound"),
        (b"7z\xBC\xAF", "an archive (7-Zip)"),
        (b"Rar!", "an archive (RAR)"),
        (b"\x1F\x8B", "an archive (gzip)"),
        (b"MZ", "a program"),
        (b"\x7FELF", "a program"),
        (b"%!PS", "a PostScript file"),
        (b"ID3", "a sound"),
    ];
    // Two letters are a word's beginning in a text as well.
    let binary = bytes.iter().take(512).any(|b| *b == 0);
    KINDS
        .iter()
        .find(|(magic, _)| {
            bytes.starts_with(magic) && (magic.len() > 2 || binary || !magic.is_ascii())
        })
        .map(|(_, seen)| *seen)
        .or_else(|| (bytes.get(4..8) == Some(b"ftyp")).then_some("a picture or a film"))
}

fn text_kind(bytes: &[u8], text: String, name: &str) -> Sniffed<'static> {
    let start = text.trim_start();
    if start.starts_with(['{', '['])
        && start.len() <= LARGEST_JSON
        && let Ok(value) = serde_json::from_str::<Value>(start)
        && json_resume::is_resume(&value)
    {
        return Sniffed::JsonResume(value);
    }
    if looks_like_markup(start.as_bytes()) {
        return Sniffed::Html(html::decode(bytes));
    }
    let named = |ending: &str| {
        name.len() > ending.len()
            && name
                .get(name.len() - ending.len()..)
                .is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    if named(".md") || named(".markdown") || plain::is_markdown(&text) {
        return Sniffed::Markdown(text);
    }
    Sniffed::Plain(text)
}

/// Whether a text begins as an HTML page does, or is made of its elements.
fn looks_like_markup(start: &[u8]) -> bool {
    let start: Vec<u8> = start
        .trim_ascii_start()
        .get(..TEXT_LOOKED_AT.min(start.trim_ascii_start().len()))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    if [&b"<!doctype html"[..], b"<html", b"<head", b"<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        return true;
    }
    start.starts_with(b"<")
        && [&b"<html"[..], b"<body", b"<div", b"<p>", b"<table", b"<h1"]
            .iter()
            .any(|tag| find(start, tag).is_some())
}

/// Whether decoded bytes are writing: hardly any control characters, hardly any that could not be decoded.
fn is_text(text: &str) -> bool {
    let mut all = 0usize;
    let mut odd = 0usize;
    for c in text.chars().take(TEXT_LOOKED_AT) {
        all += 1;
        let control = c.is_control()
            && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{B}' | '\u{85}' | '\0');
        let noncharacter =
            c == char::REPLACEMENT_CHARACTER || ('\u{E000}'..='\u{F8FF}').contains(&c);
        odd += usize::from(control || noncharacter);
        // A file of zeros is no text, a stray one in a text is.
        odd += usize::from(c == '\0');
    }
    all > 0 && odd * 20 <= all
}

/// Where `needle` first stands in `hay`.
pub(super) fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(step) = hay.get(from..)?.iter().position(|b| *b == first) {
        let at = from + step;
        if hay.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(bytes: &[u8], name: &str) -> &'static str {
        match sniff(bytes, name) {
            Sniffed::Pdf => "pdf",
            Sniffed::Docx(_) => "docx",
            Sniffed::Odt(_) => "odt",
            Sniffed::Doc => "doc",
            Sniffed::EncryptedOffice => "encrypted",
            Sniffed::Rtf => "rtf",
            Sniffed::Html(_) => "html",
            Sniffed::Markdown(_) => "markdown",
            Sniffed::Plain(_) => "plain",
            Sniffed::JsonResume(_) => "json resume",
            Sniffed::BrokenPackage(_) => "broken package",
            Sniffed::Unknown(_) => "unknown",
        }
    }

    #[test]
    fn the_bytes_decide_and_not_the_name() {
        assert_eq!(name_of(b"%PDF-1.4\n", "a.docx"), "pdf");
        assert_eq!(name_of(b"From: gateway\r\n%PDF-1.4\n", "a.txt"), "pdf");
        assert_eq!(name_of(b"\n{\\rtf1 x}", "a.doc"), "rtf");
        assert_eq!(name_of(b"<!DOCTYPE html><p>x", "a.doc"), "html");
        assert_eq!(name_of(b"# Ada\n\n## Work\n", "a.txt"), "markdown");
        assert_eq!(name_of(b"Ada Byron\nBaker\n", "a.txt"), "plain");
        assert_eq!(name_of(b"Ada Byron\nBaker\n", "a.MD"), "markdown");
        assert_eq!(
            name_of(b"{\"basics\":{\"name\":\"Ada\"}}", "a"),
            "json resume"
        );
        assert_eq!(name_of(b"PK\x03\x04 cut off", "a.docx"), "broken package");
    }

    #[test]
    fn pictures_and_programs_are_named() {
        assert!(matches!(
            sniff(b"\x89PNG\r\n\x1a\n\0\0", "cv.pdf"),
            Sniffed::Unknown(Some("a picture (PNG)"))
        ));
        assert_eq!(name_of(&[0u8; 64], "cv.txt"), "unknown");
        assert_eq!(name_of(b"MZ is how my name begins\n", "cv.txt"), "plain");
    }
}
