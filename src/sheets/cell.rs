//! Cells that a spreadsheet would run.
//!
//! A cell that a spreadsheet would run as a formula gets a leading `'`, after OWASP's "CSV Injection"
//! (<https://owasp.org/www-community/attacks/CSV_Injection>): cells that start with `=`, `+`, `-`, `@`, their full-width
//! forms, a tab, a carriage return or a line feed. Numbers stay numbers.

use std::borrow::Cow;

/// The cell, with a leading `'` where a spreadsheet would run it.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if runs(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`harmless`].
#[cfg(feature = "sheets")]
pub(super) fn bare(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| runs(rest))
        .unwrap_or(cell)
}

fn runs(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        && !is_number(cell)
}

fn is_number(cell: &str) -> bool {
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'-');
    cell.bytes().all(plain) && cell.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_numbers_and_other_text_stays_as_it_is() {
        for cell in ["-5", "+3.25", "5", "a=b", "", "'=x", "rust - go"] {
            assert_eq!(harmless(cell), cell);
        }
        for cell in ["-5+cmd", "+1-2", "--1", "-inf", "+49 170 1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
            assert_eq!(bare(&harmless(cell)), cell);
        }
        assert_eq!(bare("'tis"), "'tis");
    }
}
