//! Phone numbers.

use crate::reading::facts::{dates, words};

/// Labels before a phone number, folded.
#[rustfmt::skip]
const PHONE_LABELS: &[&str] = &[
    "phone", "tel", "telephone", "mobile", "cell", "cellphone", "call", "handy", "telefon", "mobil", "téléphone",
    "portable", "tél", "teléfono", "móvil", "celular", "telefone", "telemóvel", "telefono", "cellulare", "telefoon",
    "mobiel", "komórka", "gsm", "cep", "телефон", "тел", "моб", "τηλεφωνο", "τηλ", "κινητο", "נייד", "电话", "手机",
];

/// Byte ranges of phone numbers.
pub(in crate::reading::facts) fn phones_in(text: &str, in_head: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let folded = text.to_lowercase();
    let labelled = words::has_any(&folded, PHONE_LABELS)
        || folded.contains("電話")
        || folded.contains("هاتف")
        || folded.contains("טלפון")
        || folded.contains("☎")
        || folded.contains("📞");
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(step) = rest.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(') else {
            break;
        };
        let start = at + step;
        let length = number_length(text.get(start..).unwrap_or_default());
        if length == 0 {
            at = start + 1;
            continue;
        }
        let candidate = text.get(start..start + length).unwrap_or_default();
        at = start + length;
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        let after = text.get(at..).and_then(|t| t.chars().next());
        if before.is_some_and(|c| c.is_alphanumeric() && !crate::reading::clean::is_ideograph(c))
            || after.is_some_and(|c| {
                c.is_alphabetic() && !crate::reading::clean::is_ideograph(c) && c.is_ascii()
            })
        {
            continue;
        }
        let international = candidate.starts_with('+');
        if (in_head || labelled || international) && is_phone(candidate, international || labelled)
        {
            found.push((start, start + length));
        }
    }
    found
}

/// How far a number with its brackets, blanks, dots and dashes goes.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut gap = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            end = at + 1;
            gap = 0;
        } else if matches!(c, '(' | ')' | ' ' | '.' | '-' | '‑' | '–' | '/' | '\u{A0}')
            || (c == '+' && at == 0)
            || (c == '+' && text.starts_with('(') && at == 1)
        {
            gap += 1;
            // "555 - 0105" has three; more is a gap between two things.
            if gap > 3 {
                break;
            }
        } else {
            break;
        }
    }
    end
}

fn is_phone(candidate: &str, sure: bool) -> bool {
    let digits = candidate.bytes().filter(u8::is_ascii_digit).count();
    // E.164 allows 15 digits; local numbers have 7 or more, with a label or country code some have 6.
    if digits > 15 || digits < if sure { 6 } else { 7 } {
        return false;
    }
    if !dates::spans(candidate).is_empty()
        || (!sure && !dates::points(candidate).is_empty() && digits <= 8)
    {
        return false;
    }
    let groups: Vec<&str> = candidate
        .split(|c: char| !c.is_ascii_digit())
        .filter(|g| !g.is_empty())
        .collect();
    // "10 000 000" counts something.
    let thousands = groups.len() >= 2
        && groups.iter().skip(1).all(|g| g.len() == 3)
        && groups.first().is_some_and(|g| g.len() <= 3)
        && groups.iter().skip(1).all(|g| *g == "000");
    // One long run without any mark is as often an account or a member number.
    let one_run = groups.len() == 1 && !sure && !(8..=12).contains(&digits);
    !thousands && !one_run
}
