//! Forms with files: `multipart/form-data`, after RFC 7578 and RFC 2046, section 5.1.
//!
//! The well-kept crates that read it are asynchronous and bring a server's streams with them; here the whole body is at hand,
//! and a part is a slice of it.

use memchr::memmem;
use percent_encoding::percent_decode_str;

/// The most parts of a form.
const MOST_PARTS: usize = 100;
/// The longest headers of one part, in bytes.
const LONGEST_HEADERS: usize = 8 * 1024;
/// The longest boundary that RFC 2046 allows.
const LONGEST_BOUNDARY: usize = 70;

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    pub name: String,
    /// The file's name as it was sent; absent where the field is no file.
    pub filename: Option<String>,
    pub bytes: &'a [u8],
}

/// Why a body is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("The body must be a form: “multipart/form-data” with a boundary.")]
    NoForm,
    #[error("The form is cut off: its closing boundary is missing. Send it again.")]
    CutOff,
    #[error("A part of the form has no headers that say which field it is.")]
    NoField,
    #[error("The headers of a part of the form are longer than {LONGEST_HEADERS} bytes.")]
    LongHeaders,
    #[error("The form has more than {MOST_PARTS} parts.")]
    ManyParts,
}

/// The parts of a form, in their order.
///
/// # Errors
/// [`Error`] where the body is no form, is cut off, or goes over a limit.
pub fn parse<'a>(content_type: &str, body: &'a [u8]) -> Result<Vec<Part<'a>>, Error> {
    let boundary = boundary(content_type).ok_or(Error::NoForm)?;
    let mut rest = opened(body, &boundary)?;
    let closing = format!("\r\n--{boundary}");
    let closing = memmem::Finder::new(&closing);
    let mut parts = Vec::new();
    loop {
        // After a boundary: two hyphens at the end of all parts, or a line's end before the next one.
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let padding = rest.iter().take_while(|b| matches!(b, b' ' | b'\t'));
        let padding = padding.count();
        rest = rest
            .get(padding..)
            .and_then(|rest| rest.strip_prefix(b"\r\n"))
            .ok_or(Error::CutOff)?;
        if parts.len() == MOST_PARTS {
            return Err(Error::ManyParts);
        }
        let window = rest.get(..LONGEST_HEADERS.min(rest.len()));
        let window = window.unwrap_or_default();
        let end = match memmem::find(window, b"\r\n\r\n") {
            Some(end) => end,
            None if window.len() == LONGEST_HEADERS => return Err(Error::LongHeaders),
            None => return Err(Error::CutOff),
        };
        let headers = rest.get(..end).unwrap_or_default();
        // From the blank line's own line end on, so that the boundary of an empty part is found.
        let content = rest.get(end + 2..).unwrap_or_default();
        // A line that only begins as the boundary does belongs to the content.
        let is_boundary = |at: &usize| {
            let after = content.get(at + closing.needle().len()..);
            after.is_some_and(|after| {
                [&b"--"[..], b"\r\n", b" ", b"\t"]
                    .iter()
                    .any(|end| after.starts_with(end))
            })
        };
        let length = closing
            .find_iter(content)
            .find(is_boundary)
            .ok_or(Error::CutOff)?;
        let bytes = content.get(2..length).unwrap_or_default();
        let (name, filename) = field(headers).ok_or(Error::NoField)?;
        parts.push(Part {
            name,
            filename,
            bytes,
        });
        rest = content
            .get(length + closing.needle().len()..)
            .unwrap_or_default();
    }
}

/// What follows the first boundary; anything may stand before it, on lines of its own.
fn opened<'a>(body: &'a [u8], boundary: &str) -> Result<&'a [u8], Error> {
    let first = format!("--{boundary}");
    if let Some(rest) = body.strip_prefix(first.as_bytes()) {
        return Ok(rest);
    }
    let first = format!("\r\n{first}");
    let at = memmem::find(body, first.as_bytes()).ok_or(Error::CutOff)?;
    body.get(at + first.len()..).ok_or(Error::CutOff)
}

fn boundary(content_type: &str) -> Option<String> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(rest, "boundary")?;
    let fits = (1..=LONGEST_BOUNDARY).contains(&boundary.len())
        && boundary.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
    fits.then_some(boundary)
}

/// The field's and the file's name, from the headers of a part.
fn field(headers: &[u8]) -> Option<(String, Option<String>)> {
    // Names are shown and compared, nothing more: what is no UTF-8 is shown with marks in its place.
    let headers = String::from_utf8_lossy(headers);
    let disposition = headers.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_it = name.trim().eq_ignore_ascii_case("content-disposition");
        is_it.then_some(value)
    })?;
    let (kind, rest) = disposition.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return None;
    }
    let extended = parameter(rest, "filename*").and_then(|text| {
        let (charset, rest) = text.split_once('\'')?;
        let (_language, name) = rest.split_once('\'')?;
        charset
            .eq_ignore_ascii_case("utf-8")
            .then(|| percent_decode_str(name).decode_utf8_lossy().into_owned())
    });
    // Browsers write the quotes and line ends of a name as %22, %0D and %0A, and nothing else.
    let plain = parameter(rest, "filename").map(|name| {
        name.replace("%22", "\"")
            .replace("%0D", "\r")
            .replace("%0A", "\n")
    });
    Some((parameter(rest, "name")?, extended.or(plain)))
}

/// The value of one of the parameters `; name=value; name="quoted value"`.
fn parameter(text: &str, wanted: &str) -> Option<String> {
    let mut rest = text;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let end = after.find(';').unwrap_or(after.len());
                let (value, next) = after.split_at(end);
                (value.trim().to_owned(), next)
            }
        };
        let name = name.trim_start_matches(|c: char| c == ';' || c.is_whitespace());
        if name.trim_end().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

/// A quoted text up to its closing quote, and what follows. A backslash stands for itself unless a quote or another one follows
/// it: old browsers send whole Windows paths.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, text.get(at + 1..)?)),
            '\\' => match letters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, next)) => value.push(next),
                None => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=x";

    fn form(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut body = String::new();
        for (headers, content) in parts {
            body += &format!("--x\r\n{headers}\r\n\r\n{content}\r\n");
        }
        body += "--x--\r\n";
        body.into_bytes()
    }

    fn file(name: &str) -> String {
        format!("Content-Disposition: form-data; name=\"file\"; {name}\r\nContent-Type: text/plain")
    }

    #[test]
    fn fields_and_files_are_told_apart() {
        let named = file("filename=\"a.txt\"");
        let field = "content-disposition:form-data ;name=job_id";
        let body = form(&[(&named, "one\r\n--xy\r\n--"), (field, "")]);
        let parts = parse(TYPE, &body).unwrap();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0].name, "file");
        assert_eq!(parts[0].filename.as_deref(), Some("a.txt"));
        assert_eq!(parts[1].name, "job_id");
        assert_eq!(parts[1].filename, None);
        assert_eq!(parts[1].bytes, b"");
    }

    #[test]
    fn a_boundary_inside_of_a_file_counts_only_on_its_own_line() {
        let named = file("filename=\"a.txt\"");
        let body = form(&[(&named, "a--x and --x-- stay")]);
        assert_eq!(parse(TYPE, &body).unwrap()[0].bytes, b"a--x and --x-- stay");
        let mut before = b"a preamble\r\n".to_vec();
        before.extend(form(&[(&named, "b")]));
        assert_eq!(parse(TYPE, &before).unwrap()[0].bytes, b"b");
        let quoted = "Multipart/Form-Data; charset=utf-8; boundary=\"a b\"";
        let body = b"--a b \r\nContent-Disposition: form-data; name=\"n\"\r\n\r\nv\r\n--a b--";
        assert_eq!(parse(quoted, body).unwrap()[0].bytes, b"v");
    }

    #[test]
    fn names_of_files_come_in_every_spelling() {
        for (sent, meant) in [
            ("filename=\"Zoë.pdf\"", "Zoë.pdf"),
            ("filename=plain.pdf", "plain.pdf"),
            ("filename=\"a %22b%22.pdf\"", "a \"b\".pdf"),
            ("filename=\"C:\\cv\\Ann.pdf\"", "C:\\cv\\Ann.pdf"),
            ("filename=\"a\\\"b.pdf\"", "a\"b.pdf"),
            ("filename=\"a; name=b.pdf\"", "a; name=b.pdf"),
            (
                "filename=\"x.pdf\"; filename*=UTF-8''Zo%C3%AB.pdf",
                "Zoë.pdf",
            ),
            ("filename*=utf-8'en'Zo%C3%AB.pdf", "Zoë.pdf"),
            ("filename=\"\"", ""),
        ] {
            let body = form(&[(&file(sent), "x")]);
            let parts = parse(TYPE, &body).unwrap();
            assert_eq!(parts[0].filename.as_deref(), Some(meant), "{sent}");
        }
        let mut body =
            b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"Zo".to_vec();
        body.extend(b"\xEB.pdf\"\r\n\r\nx\r\n--x--");
        let name = parse(TYPE, &body).unwrap()[0].filename.clone();
        assert_eq!(name.as_deref(), Some("Zo\u{FFFD}.pdf"));
    }

    #[test]
    fn what_is_no_form_is_refused_wherever_it_breaks_off() {
        let whole = form(&[(&file("filename=\"a.txt\""), "one")]);
        let closed = whole.len() - 2;
        for length in 0..closed {
            assert!(parse(TYPE, &whole[..length]).is_err(), "{length}");
        }
        for wrong in [
            "",
            "text/plain",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"x",
            "multipart/mixed; boundary=x",
            &format!("multipart/form-data; boundary={}", "x".repeat(71)),
        ] {
            assert_eq!(parse(wrong, &whole), Err(Error::NoForm), "{wrong}");
        }
        let long = format!("X: {}", "y".repeat(9000));
        assert_eq!(parse(TYPE, &form(&[(&long, "")])), Err(Error::LongHeaders));
        let field = "Content-Disposition: form-data; name=a";
        let many = vec![(field, ""); 101];
        assert_eq!(parse(TYPE, &form(&many)), Err(Error::ManyParts));
        for headers in [
            "X: y",
            "Content-Disposition: attachment; name=a",
            "Content-Disposition: form-data; filename=a",
        ] {
            assert_eq!(parse(TYPE, &form(&[(headers, "")])), Err(Error::NoField));
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let whole = form(&[(&file("filename=\"a\\\"é.txt\"; filename*=UTF-8''%"), "one")]);
        for at in 0..whole.len() {
            for byte in [0, b'"', b'\\', b'\r', b'-', b';', 0xFF] {
                let mut broken = whole.clone();
                broken[at] = byte;
                let _ = parse(TYPE, &broken);
            }
        }
    }
}
