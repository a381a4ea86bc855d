//! Control words and symbols: what stands after a backslash.

/// A control word or symbol.
pub(super) enum Control<'a> {
    /// A byte of text.
    Byte(u8),
    /// A symbol that stands for text.
    Text(&'static str),
    /// `\*`: a destination that is not known is to be skipped.
    Star,
    /// A word and the number behind it.
    Word(&'a str, Option<i32>),
    /// Nothing that is read: an optional hyphen, raw bytes.
    Nothing,
}

impl Control<'_> {
    /// Reads the one after a backslash; with it, where the text goes on.
    pub(super) fn read(bytes: &[u8], at: usize) -> (Control<'_>, usize) {
        match bytes.get(at) {
            None => (Control::Nothing, at),
            Some(first) if first.is_ascii_alphabetic() => word(bytes, at),
            Some(&first) => symbol(first, bytes, at + 1),
        }
    }
}

fn symbol(symbol: u8, bytes: &[u8], at: usize) -> (Control<'_>, usize) {
    let control = match symbol {
        b'\'' => {
            let value = bytes
                .get(at..at + 2)
                .and_then(|hex| std::str::from_utf8(hex).ok())
                .and_then(|hex| u8::from_str_radix(hex, 16).ok());
            return match value {
                Some(value) => (Control::Byte(value), at + 2),
                None => (Control::Nothing, at),
            };
        }
        b'*' => Control::Star,
        b'~' => Control::Text(" "),
        b'_' => Control::Text("-"),
        b'\\' | b'{' | b'}' => Control::Byte(symbol),
        b'\r' | b'\n' => Control::Word("par", None),
        _ => Control::Nothing,
    };
    (control, at)
}

fn word(bytes: &[u8], start: usize) -> (Control<'_>, usize) {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
        at += 1;
    }
    let name = bytes
        .get(start..at)
        .and_then(|n| std::str::from_utf8(n).ok())
        .unwrap_or_default();
    let number_start = at;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    let number = bytes
        .get(number_start..at)
        .and_then(|n| std::str::from_utf8(n).ok())
        .and_then(|n| n.parse::<i32>().ok());
    if bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    if name == "bin" {
        // That many raw bytes follow.
        let raw = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        return (Control::Nothing, at.saturating_add(raw));
    }
    (Control::Word(name, number), at)
}
