//! Texts that arrive: cleaned of what no text should hold, and held to a length.

use crate::messages::Failure;

/// The longest text of one field of feedback, in bytes.
pub const LONGEST_FIELD: usize = 100_000;

/// A text of several lines: line ends become `\n`; control characters other than `\n` and tab, and marks that turn the
/// direction of writing, go.
pub fn clean_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !is_unwanted(*c))
        .collect()
}

/// A text of one line: every run of white space becomes one space.
pub fn clean_line(text: &str) -> String {
    let words: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_unwanted(*c))
        .collect();
    words
        .split(' ')
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_unwanted(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Refuses a field that is longer than it may be, in bytes.
///
/// # Errors
/// Invalid, with the field's name.
pub fn hold_to(field: &str, text: &str, longest: usize) -> Result<(), Failure> {
    if text.len() <= longest {
        return Ok(());
    }
    Err(Failure::invalid(
        field,
        format!(
            "This text is too long: it has {} bytes, and {longest} are taken. Shorten it.",
            text.len()
        ),
    ))
}

/// Refuses a field that has nothing in it to read.
///
/// # Errors
/// Invalid, with the field's name.
pub fn not_blank(field: &str, what: &str, text: &str) -> Result<(), Failure> {
    if text.trim().is_empty() {
        Err(Failure::invalid(field, format!("{what} is missing.")))
    } else {
        Ok(())
    }
}

/// A file's name as it is shown: without folders, on one line, at most 255 bytes with its ending kept.
pub fn file_name(name: &str) -> String {
    const LONGEST: usize = 255;
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = clean_line(last);
    if name.is_empty() {
        return "unnamed file".into();
    }
    if name.len() <= LONGEST {
        return name;
    }
    let ending = match name.rsplit_once('.') {
        Some((_, ending)) if ending.len() <= 10 => format!("….{ending}"),
        _ => "…".to_owned(),
    };
    let end = name.floor_char_boundary(LONGEST - ending.len());
    format!("{}{ending}", name.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_lines_stay() {
        assert_eq!(clean_lines("a\0b\r\nc\rd\te\u{1b}"), "ab\nc\nd\te");
        assert_eq!(clean_line(" Acme\n\u{202E} Ltd\0 "), "Acme Ltd");
    }

    #[test]
    fn a_file_name_is_no_path_and_keeps_its_ending() {
        assert_eq!(file_name("C:\\cv\\Ann.pdf"), "Ann.pdf");
        assert_eq!(file_name("../../<b>Ann</b>.docx"), "b>.docx");
        assert_eq!(file_name("<i>Ann.pdf"), "<i>Ann.pdf");
        assert_eq!(file_name("a/"), "unnamed file");
        let long = file_name(&format!("{}.pdf", "é".repeat(300)));
        assert!(long.len() <= 255 && long.ends_with("….pdf"), "{long}");
    }
}
