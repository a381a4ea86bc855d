//! Bytes → document: sniff the format, read it, find the facts. Never a panic; what cannot be read is an error with advice.

mod addressed;
mod clean;
mod doc;
mod docx;
mod encoding;
mod error;
mod facts;
mod findings;
mod flow;
mod html;
mod json_resume;
mod limits;
mod odt;
mod package;
mod pdf;
mod phrases;
mod plain;
mod reflow;
mod rtf;
mod sniff;
mod xml;

pub use error::ReadError;
pub use facts::facts;
pub use limits::{LARGEST_FILE, LONGEST_LINE, MOST_CHARACTERS, MOST_LINES};
pub use pdf::MOST_PAGES;

use crate::records::{Document, Format};

use flow::Flowed;
use package::PackageError;
use sniff::Sniffed;

/// Reads a file. The name is for messages, and to tell Markdown from plain text where the bytes cannot.
///
/// # Errors
///
/// A file that gives no text, with what happened and what to do; see [`ReadError::kept_as`] for those that are kept all the same.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty { name: name.into() });
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge { name: name.into() });
    }
    let mut document = match sniff::sniff(bytes, name) {
        Sniffed::Pdf => pdf::read(bytes, name)?,
        Sniffed::Docx(mut package) => {
            let docx =
                docx::read(&mut package).map_err(|e| package_error(e, name, Format::Docx))?;
            flowed(Format::Docx, docx.flowed, &docx.damaged)
        }
        Sniffed::Odt(mut package) => {
            let odt = odt::read(&mut package).map_err(|e| package_error(e, name, Format::Odt))?;
            flowed(Format::Odt, odt.flowed, &odt.damaged)
        }
        Sniffed::Doc => {
            let text = doc::read(bytes).map_err(|e| match e {
                doc::DocError::Password => ReadError::Password {
                    name: name.into(),
                    format: Format::Doc,
                },
                doc::DocError::Damaged(what) => ReadError::Damaged {
                    name: name.into(),
                    format: Format::Doc,
                    what: what.into(),
                },
            })?;
            let mut document = flowed(Format::Doc, text, &[]);
            document.findings.push(findings::old_format());
            document
        }
        Sniffed::EncryptedOffice => {
            return Err(ReadError::Password {
                name: name.into(),
                format: Format::Docx,
            });
        }
        Sniffed::Rtf => {
            let rtf = rtf::read(bytes);
            let damaged: &[&str] = if rtf.cut_off { &["its end"] } else { &[] };
            flowed(Format::Rtf, rtf.flowed, damaged)
        }
        Sniffed::Html(text) => flowed(Format::Html, html::read(&text), &[]),
        Sniffed::Markdown(text) => flowed(Format::Markdown, plain::read_markdown(&text), &[]),
        Sniffed::Plain(text) => flowed(Format::PlainText, plain::read(&text), &[]),
        Sniffed::JsonResume(value) => flowed(Format::JsonResume, json_resume::read(&value), &[]),
        Sniffed::BrokenPackage(e) => return Err(package_error(e, name, Format::Docx)),
        Sniffed::Unknown(seen) => {
            return Err(ReadError::UnknownFormat {
                name: name.into(),
                seen,
            });
        }
    };
    if document.lines.is_empty() {
        return Err(ReadError::Damaged {
            name: name.into(),
            format: document.format,
            what: "there is no text in it".into(),
        });
    }
    limits::apply(&mut document);
    findings::of_text(&mut document);
    let about_contact = facts::findings(&document);
    document.findings.extend(about_contact);
    Ok(document)
}

/// A document of a format that flows.
fn flowed(format: Format, flowed: Flowed, damaged: &[&str]) -> Document {
    let mut found = Vec::new();
    let plain = flowed.plain();
    if flowed.has_table {
        found.push(findings::tables());
    }
    if flowed.cut_off {
        found.push(findings::over_limit(&format!(
            "it has more than {MOST_CHARACTERS} characters"
        )));
    }
    for what in damaged {
        found.push(findings::damaged(&format!("{what} breaks off")));
    }
    Document {
        format,
        page_count: None,
        plain,
        lines: flowed.lines,
        links: flowed.links,
        hidden: flowed.hidden,
        findings: found,
    }
}

fn package_error(error: PackageError, name: &str, format: Format) -> ReadError {
    let name = name.to_owned();
    match error {
        PackageError::Password => ReadError::Password { name, format },
        PackageError::OverLimit(what) => ReadError::OverLimit { name, what },
        PackageError::Missing => ReadError::Damaged {
            name,
            format,
            what: "the part with its text is missing".into(),
        },
        PackageError::Damaged => ReadError::Damaged {
            name,
            format,
            what: "its packed parts cannot be opened".into(),
        },
    }
}
