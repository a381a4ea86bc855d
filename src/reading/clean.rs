//! Characters as a reader expects them: ligatures and presentation forms taken apart, accents put together, spaces that are
//! spaces, nothing invisible.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The character of a syllable break that shows only at a line's end.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// One line's text without control and formatting characters, in NFC, compatibility forms taken apart, runs of blanks made
/// one space. Tabs stay: they stand for a gap between columns of one line.
pub(super) fn clean(text: &str) -> String {
    if text.is_ascii() {
        return squeeze(text.chars());
    }
    let folded = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(|c| Folded::of(c).chars());
    squeeze(compose_spacing_accents(folded).into_iter().nfc())
}

/// Runs of blanks as one space, or as one tab where a tab is among them; none at either end.
fn squeeze(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut gap: Option<char> = None;
    for c in chars {
        if c == '\t' || c == '\u{B}' {
            gap = Some('\t');
        } else if c.is_whitespace() {
            gap = gap.or(Some(' '));
        } else if !c.is_control() {
            if let Some(g) = gap.take()
                && !out.is_empty()
            {
                out.push(g);
            }
            out.push(c);
        }
    }
    out
}

/// A character's compatibility form, without an allocation in the usual case.
enum Folded {
    Same(char),
    Apart(Vec<char>),
}

impl Folded {
    fn of(c: char) -> Folded {
        if !needs_folding(c) {
            return Folded::Same(c);
        }
        let apart: Vec<char> = std::iter::once(c).nfkc().collect();
        match apart.as_slice() {
            [one] => Folded::Same(*one),
            _ => Folded::Apart(apart),
        }
    }

    fn chars(self) -> impl Iterator<Item = char> {
        let (one, many) = match self {
            Folded::Same(c) => (Some(c), Vec::new()),
            Folded::Apart(v) => (None, v),
        };
        one.into_iter().chain(many)
    }
}

/// The blocks whose compatibility forms are only other shapes of the same letters. Superscripts, fractions, "™" and
/// the like carry meaning and stay.
fn needs_folding(c: char) -> bool {
    matches!(c,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
        | '\u{132}'..='\u{133}' | '\u{13F}'..='\u{140}' | '\u{1C4}'..='\u{1CC}' | '\u{1F1}'..='\u{1F3}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FB00}'..='\u{FDFF}' | '\u{FE10}'..='\u{FE1F}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FFEF}'
        | '\u{1D400}'..='\u{1D7FF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// Characters that draw nothing: byte order marks, zero-width spaces, direction marks, soft hyphens, variation selectors. The
/// joiners stay: Persian words and emoji are spelled with them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        SOFT_HYPHEN | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Fonts without a Unicode table set an accent as a sign of its own before its letter ("´e") or after it. Where the two make
/// a known letter they become that letter.
fn compose_spacing_accents(chars: impl Iterator<Item = char>) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in chars {
        if let Some(accent) = out.last().copied().and_then(combining_of)
            && c.is_alphabetic()
            && let Some(letter) = unicode_normalization::char::compose(c, accent)
        {
            out.pop();
            out.push(letter);
            continue;
        }
        out.push(c);
    }
    out
}

/// The combining mark of a spacing accent. The signs that ASCII has (` ^ ~ ") are left: they are written for themselves.
fn combining_of(c: char) -> Option<char> {
    Some(match c {
        '\u{B4}' => '\u{301}',
        '\u{A8}' => '\u{308}',
        '\u{2C6}' => '\u{302}',
        '\u{2DC}' => '\u{303}',
        '\u{2C7}' => '\u{30C}',
        '\u{2D8}' => '\u{306}',
        '\u{2D9}' => '\u{307}',
        '\u{2DA}' => '\u{30A}',
        '\u{2DD}' => '\u{30B}',
        _ => return None,
    })
}

/// A raw line as it is kept, and whether a bullet stood before it: spaced letters made words, characters cleaned, the
/// bullet and the icons of symbol fonts taken off.
pub(super) fn finish(raw: &str) -> (String, bool) {
    let cleaned = match join_spaced_letters(raw) {
        Some(joined) => clean(&joined),
        None => clean(raw),
    };
    let (text, bullet) = match strip_bullet(&cleaned) {
        Some(rest) => (rest, true),
        None => (cleaned.as_str(), false),
    };
    // A label beside the first item of its list: "Languages <gap> • English".
    let inner: String;
    let text = if text.contains("\t") && text.split('\t').any(|part| strip_bullet(part).is_some()) {
        let parts: Vec<&str> = text
            .split('\t')
            .map(|part| strip_bullet(part).unwrap_or(part))
            .collect();
        inner = parts.join("\t");
        inner.as_str()
    } else {
        text
    };
    if text.chars().any(is_private) {
        let shown = text.chars().map(|c| if is_private(c) { ' ' } else { c });
        return (squeeze(shown), bullet);
    }
    (text.to_owned(), bullet)
}

/// A sign of a symbol font, which has no meaning outside it.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

/// Whether a text has a letter or a digit, not only ornaments.
pub(super) fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Letters set apart by single spaces ("E X P E R I E N C E"), as some designers type their headings, made words again:
/// one word where the letters are one space apart, several where wider gaps part them. `None` where the line is not so.
pub(super) fn join_spaced_letters(text: &str) -> Option<String> {
    let (mut letters, mut longest, mut run) = (0usize, 0usize, 0usize);
    for token in text.split_whitespace() {
        let mut chars = token.chars().filter(|c| !is_combining_mark(*c));
        let single = chars.next().is_some_and(|c| c.is_alphanumeric()) && chars.next().is_none();
        if single {
            letters += 1;
            run += 1;
            longest = longest.max(run);
        } else {
            run = 0;
        }
    }
    let tokens = text.split_whitespace().count();
    // Chinese and Japanese write every sign by itself; five single letters in a row are no sentence in any other script.
    if longest < 5 || letters * 10 < tokens * 8 || text.chars().any(is_ideograph) {
        return None;
    }
    let mut out = String::new();
    let mut blanks = 0;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            blanks += if c == '\t' { 2 } else { 1 };
        } else {
            if blanks > 1 {
                out.push(' ');
            }
            blanks = 0;
            out.push(c);
        }
    }
    Some(out)
}

/// A sign of Chinese or Japanese writing, which sets no spaces between words.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The bullets that résumés begin their items with. `-`, `–`, `*`, `o` and the like count only with a space after them.
pub(super) fn strip_bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let sure = matches!(
        first,
        '•' | '‣'
            | '◦'
            | '●'
            | '○'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '❖'
            | '➢'
            | '➤'
            | '➔'
            | '➜'
            | '►'
            | '▶'
            | '▸'
            | '▹'
            | '✓'
            | '✔'
            | '✦'
            | '★'
            | '☆'
            | '⁃'
            | '∙'
            | '⋅'
            | '·'
            | '»'
            | '›'
            | '→'
            | '❑'
            | '❏'
            | '✱'
            | '✶'
            | '⚫'
            | '⚬'
            | '⬤'
            | '\u{FFFD}'
            | '\u{F0B7}'
            | '\u{F0A7}'
            | '\u{F0D8}'
            | '\u{F076}'
            | '\u{F0FC}'
            | '\u{F02D}'
            | '\u{F06F}'
            | '\u{F0A8}'
    );
    let with_space = matches!(
        first,
        '-' | '–' | '—' | '*' | '+' | 'o' | '~' | '>' | '§' | '¤' | '−' | '‐'
    );
    if sure || (with_space && rest.starts_with([' ', '\t'])) {
        let rest = rest.trim_start();
        return (!rest.is_empty()).then_some(rest);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ligatures_and_full_width_letters_become_letters() {
        assert_eq!(
            clean("e\u{FB03}cient \u{FF23}\u{FF0B}\u{FF0B}"),
            "efficient C++"
        );
    }

    #[test]
    fn superscripts_and_signs_stay() {
        assert_eq!(clean("90 m² ™"), "90 m² ™");
    }

    #[test]
    fn soft_hyphens_and_direction_marks_go() {
        assert_eq!(clean("de\u{AD}vel\u{200F}op"), "develop");
    }

    #[test]
    fn an_accent_set_beside_its_letter_joins_it() {
        assert_eq!(clean("Jos\u{B4}e"), "José");
    }

    #[test]
    fn blanks_are_squeezed_and_a_tab_wins() {
        assert_eq!(clean("  a\u{A0} b \t  c "), "a b\tc");
    }

    #[test]
    fn spaced_letters_join_and_sentences_do_not() {
        assert_eq!(
            join_spaced_letters("W O R K  E X P E R I E N C E").as_deref(),
            Some("WORK EXPERIENCE")
        );
        assert_eq!(join_spaced_letters("I am a C developer"), None);
        assert_eq!(join_spaced_letters("C R Q"), None);
    }

    #[test]
    fn bullets_are_taken_off() {
        assert_eq!(strip_bullet("• Led a team"), Some("Led a team"));
        assert_eq!(strip_bullet("- Led"), Some("Led"));
        assert_eq!(strip_bullet("-5 degrees"), None);
        assert_eq!(strip_bullet("office"), None);
    }
}
