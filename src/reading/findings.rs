//! What is worth telling about a file, in plain words, with what to do.

use crate::records::{Document, Fact, Finding, FindingKind, Line, LineRole, Severity};

use super::addressed::addresses_a_program;

/// Fewer words than this are hardly a résumé.
const FEW_WORDS: usize = 60;

/// More words than this are hardly read to the end by anyone.
const MANY_WORDS: usize = 3000;

fn note(kind: FindingKind, what: impl Into<String>, advice: &str) -> Finding {
    Finding {
        kind,
        severity: Severity::Note,
        what: what.into(),
        advice: advice.to_owned(),
        line: None,
    }
}

fn warning(kind: FindingKind, what: impl Into<String>, advice: &str) -> Finding {
    Finding {
        severity: Severity::Warning,
        ..note(kind, what, advice)
    }
}

/// Text was lost because the file is damaged.
pub(super) fn damaged(what: &str) -> Finding {
    warning(
        FindingKind::Damaged,
        format!("The file is damaged: {what}. The text below is what could be read."),
        "Compare it with the original, or ask for the file again.",
    )
}

/// Reading stopped at a limit.
pub(super) fn over_limit(what: &str) -> Finding {
    warning(
        FindingKind::OverLimit,
        format!("The file is over a limit: {what}."),
        "What lies over it was not read. Save a shorter copy if that part matters.",
    )
}

/// Columns side by side.
pub(super) fn columns() -> Finding {
    note(
        FindingKind::Columns,
        "The text stands in columns. It was read column by column.",
        "Simple readers mix the columns up; compare with what a plain reader sees.",
    )
}

/// Tables.
pub(super) fn tables() -> Finding {
    note(
        FindingKind::Tables,
        "Part of the text stands in tables.",
        "Simple readers may take the cells in another order.",
    )
}

/// The format is an old one.
pub(super) fn old_format() -> Finding {
    note(
        FindingKind::OldFormat,
        "This is a Word document of the years before 2007.",
        "Its text was read; its layout was not. Saved as DOCX or PDF it reads better.",
    )
}

/// Glyphs without a known character.
pub(super) fn unmapped(count: usize) -> Finding {
    warning(
        FindingKind::UnmappedGlyphs,
        match count {
            1 => {
                "A character could not be read: the file's fonts do not say what it is.".to_owned()
            }
            _ => format!(
                "{count} characters could not be read: the file's fonts do not say what they are."
            ),
        },
        "Save the document anew as PDF with its fonts embedded, or as DOCX.",
    )
}

/// Adds what the text itself gives cause for.
pub(super) fn of_text(document: &mut Document) {
    let mut found = Vec::new();
    if !document.hidden.is_empty() {
        let words: usize = document
            .hidden
            .iter()
            .map(|t| t.split_whitespace().count())
            .sum();
        found.push(warning(
            FindingKind::HiddenText,
            format!("The file holds {words} words that a person does not see (hidden, tiny, off the page, or white on white)."),
            "They are shown apart and do not count towards any score.",
        ));
    }
    let words: usize = document.lines.iter().map(|line| words_of(&line.text)).sum();
    if words < FEW_WORDS {
        found.push(note(
            FindingKind::VeryShort,
            format!("The text is very short: {words} words."),
            "Check that the file is the whole résumé.",
        ));
    } else if words > MANY_WORDS {
        found.push(note(
            FindingKind::VeryLong,
            format!("The text is very long: {words} words."),
            "Check that the file holds one résumé only.",
        ));
    }
    let hidden: Vec<&str> = document.hidden.iter().map(String::as_str).collect();
    // An order may go on in the next line.
    let with_next = |index: usize, line: &Line| match document.lines.get(index + 1) {
        Some(next) => addresses_a_program(&format!("{} {}", line.text, next.text)),
        None => addresses_a_program(&line.text),
    };
    let addressed = document
        .lines
        .iter()
        .enumerate()
        .find(|(index, line)| with_next(*index, line))
        .map(|(index, line)| match document.lines.get(index + 1) {
            Some(next) if addresses_a_program(&next.text) => Some(next.number),
            _ => Some(line.number),
        })
        .or_else(|| {
            hidden
                .iter()
                .any(|t| addresses_a_program(t))
                .then_some(None)
        });
    if let Some(line) = addressed {
        found.push(Finding {
            line,
            ..warning(
                FindingKind::AddressesTheReader,
                "The text speaks to a program instead of a person, as in “ignore previous instructions”.",
                "It has no effect on the score. Judge for yourself what it says about the application.",
            )
        });
    }
    if let Some(line) = document
        .lines
        .iter()
        .find(|line| mixes_alphabets(&line.text))
    {
        let number = line.number;
        found.push(Finding {
            line: Some(number),
            ..warning(
                FindingKind::LookalikeCharacters,
                "Some words mix letters of two alphabets that look alike.",
                "Such words are not found by a search. Ask what was meant.",
            )
        });
    }
    document.findings.extend(found);
}

/// What the contact details give cause for: a name or address that was not found, or stands in a page header only.
pub(super) fn of_contact(
    document: &Document,
    has_name: bool,
    emails: &[Fact<String>],
    phones: &[Fact<String>],
) -> Vec<Finding> {
    let mut found = Vec::new();
    if !has_name {
        found.push(note(
            FindingKind::NoName,
            "No name was found.",
            "The file's name is shown instead. You can enter the name by hand.",
        ));
    }
    if emails.is_empty() && phones.is_empty() {
        found.push(note(
            FindingKind::NoContact,
            "Neither an e-mail address nor a phone number was found.",
            "It may stand in a picture.",
        ));
    }
    let mut contacts = emails.iter().chain(phones).peekable();
    if contacts.peek().is_some()
        && contacts.all(|fact| {
            document
                .line(fact.line)
                .is_some_and(|line| matches!(line.role, LineRole::Header | LineRole::Footer))
        })
    {
        found.push(note(
            FindingKind::ContactInHeader,
            "The contact details stand in the page's header or footer only.",
            "Many programs leave headers out. Put the details into the text as well.",
        ));
    }
    found
}

fn words_of(text: &str) -> usize {
    let ideographs = text
        .chars()
        .filter(|c| super::clean::is_ideograph(*c))
        .count();
    text.split_whitespace().count() + ideographs / 2
}

/// A word with Latin and Cyrillic (or Greek) letters that look alike: "Mаnager" with a Cyrillic "а".
fn mixes_alphabets(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let latin = word.chars().filter(char::is_ascii_alphabetic).count();
        let alike = word
            .chars()
            .filter(|c| {
                matches!(
                    c,
                    'а' | 'е'
                        | 'о'
                        | 'р'
                        | 'с'
                        | 'х'
                        | 'у'
                        | 'і'
                        | 'ѕ'
                        | 'ј'
                        | 'А'
                        | 'В'
                        | 'Е'
                        | 'К'
                        | 'М'
                        | 'Н'
                        | 'О'
                        | 'Р'
                        | 'С'
                        | 'Т'
                        | 'Х'
                        | 'Ι'
                        | 'Α'
                        | 'Β'
                        | 'Ε'
                        | 'Ο'
                        | 'Ρ'
                        | 'ο'
                        | 'ν'
                )
            })
            .count();
        let letters = word.chars().count();
        latin > 0 && alike > 0 && latin + alike == letters && letters >= 3
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_are_noticed() {
        assert!(mixes_alphabets("Mаnager"));
        assert!(!mixes_alphabets("менеджер Manager"));
        assert!(!mixes_alphabets("IT-отдел"));
    }
}
