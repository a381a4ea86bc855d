//! The person's name and headline.

mod headline;
mod wording;

pub(super) use headline::headline;

use crate::records::{Fact, Line, LineRole, SectionKind};

use super::{
    Text,
    contact::Contact,
    dates,
    sections::{is_capitals, is_heading_name},
    words::fold,
};
use wording::{LABELS, OCCUPATION, TITLES};

/// How many lines at the top a name is looked for in, where type size does not point to it.
const TOP_LINES: usize = 12;

/// The longest piece of text, in bytes, that is looked at for a name: a long name in a script of three bytes a sign, a label
/// before it and a title behind it.
const LONGEST_PIECE: usize = 300;

/// Whether a text says what the document is: "Curriculum vitae", "Résumé of".
pub(super) fn is_document_title(text: &str) -> bool {
    let folded = fold(text);
    let bare = ["of", "von", "de", "di"]
        .iter()
        .find_map(|link| folded.strip_suffix(link)?.strip_suffix(' '));
    TITLES.contains(&bare.unwrap_or(&folded))
}

/// Finds the name: the line that is set largest or first, reads like a name, and best agrees with the e-mail address.
pub(super) fn find(text: &Text<'_>, contact: &Contact) -> Option<Fact<String>> {
    let lines = text.lines();
    // A heading stands on one row, so that its height is its type's.
    let height = |line: &Line| match line.role {
        LineRole::Heading if line.page <= 1 => line.place.map_or(0.0, |place| place.height),
        _ => 0.0,
    };
    let largest = lines.iter().map(height).fold(0.0, f32::max);
    let mut best: Option<(i32, Fact<String>)> = None;
    for (index, line) in lines
        .iter()
        .enumerate()
        .take_while(|(_, line)| line.page <= 1)
    {
        let section = text.section(line.number);
        let in_head = section == SectionKind::Head || matches!(line.role, LineRole::Header);
        let large = largest > 0.0 && height(line) >= largest * 0.98;
        // Deep in the page only the largest type is a name: a head may stand beside or below a column of details.
        if !large && (index >= TOP_LINES * 2 || !in_head) {
            continue;
        }
        if line.role == LineRole::Item && !in_head {
            continue;
        }
        let mut after_label = false;
        for (position, part) in parts(&line.text).into_iter().enumerate() {
            let (labelled, value) = label(part);
            // "Name <gap> Ada Byron"
            let labelled = std::mem::replace(&mut after_label, is_label(part)) || labelled;
            let Some(value) = name_in(value).or_else(|| small_name(value, index, contact)) else {
                continue;
            };
            let mut score = 0;
            // "Officer" and "Cook" are names as well as occupations; the rest of the evidence decides.
            score -= if names_occupation(&value) { 30 } else { 0 };
            score -= if value.contains(',') { 25 } else { 0 };
            score += if labelled { 60 } else { 0 };
            score += if large { 50 } else { 0 };
            score += 24 - i32::try_from(index.min(12) * 2).unwrap_or(24);
            score += if in_head {
                10
            } else if large {
                0
            } else {
                -20
            };
            score += if position == 0 { 4 } else { 0 };
            score += 20 * agreement(&value, contact);
            score -= if is_one_word(&value) { 15 } else { 0 };
            if score > 0 && best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((
                    score,
                    Fact {
                        value,
                        line: line.number,
                    },
                ));
            }
        }
    }
    best.map(|(_, fact)| fact)
}

/// Whether one of the words is an occupation's or an organisation's.
fn names_occupation(value: &str) -> bool {
    value.split(|c: char| !c.is_alphabetic()).any(|word| {
        let low = word.to_lowercase();
        OCCUPATION.iter().any(|stem| low.starts_with(stem))
    })
}

/// The pieces of a line that stand apart.
fn parts(text: &str) -> Vec<&str> {
    text.split(['\t', '|', '❘', '│', '¦', '•', '·', '◆', '●', '/'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// A name in small letters: at the top, and spelled out by the e-mail address.
fn small_name(part: &str, index: usize, contact: &Contact) -> Option<String> {
    if index > 2 || part.len() > LONGEST_PIECE || part.chars().any(char::is_uppercase) {
        return None;
    }
    let mut begins = true;
    let cased: String = part
        .trim()
        .chars()
        .map(|c| {
            let first = std::mem::replace(&mut begins, !c.is_alphabetic());
            let mut upper = c.to_uppercase();
            match (first, upper.next(), upper.next()) {
                (true, Some(upper), None) => upper,
                _ => c,
            }
        })
        .collect();
    name_in(&cased).filter(|name| agreement(name, contact) >= 2)
}

fn is_label(part: &str) -> bool {
    LABELS.contains(&fold(part).as_str())
}

fn label(part: &str) -> (bool, &str) {
    match part.split_once([':', '：']) {
        Some((label, value)) if LABELS.contains(&fold(label).as_str()) => (true, value),
        _ => (false, part),
    }
}

/// The name in a piece of text, where it reads like one: two to five words that begin with capitals, or two to four signs.
fn name_in(part: &str) -> Option<String> {
    if part.len() > LONGEST_PIECE {
        return None;
    }
    let part = without_titles(without_other_script(without_kind(part)));
    let part = part.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '|' | '*' | '#' | '-' | '–')
    });
    if part.chars().any(|c| {
        c.is_ascii_digit()
            || matches!(
                c,
                '@' | ':' | '/' | '\\' | '?' | '!' | '%' | '&' | '+' | '=' | '_' | '"' | '“'
            )
    }) {
        return None;
    }
    let folded = fold(part);
    if folded.is_empty()
        || TITLES.contains(&folded.as_str())
        || is_heading_name(part)
        || !dates::points(part).is_empty()
    {
        return None;
    }
    let signs = part
        .chars()
        .filter(|c| crate::reading::clean::is_ideograph(*c))
        .count();
    let hangul = part
        .chars()
        .filter(|c| ('\u{AC00}'..='\u{D7A3}').contains(c))
        .count();
    if signs + hangul > 0 {
        let letters = part
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '・' && *c != '·')
            .count();
        let only = signs + hangul == letters;
        return (only && (2..=6).contains(&letters) && part.split_whitespace().count() <= 2)
            .then(|| part.to_owned());
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    if !(1..=6).contains(&words.len())
        || part.chars().count() > 60
        || part.contains(", ") && words.len() > 4
    {
        return None;
    }
    #[rustfmt::skip]
    const PARTICLES: &[&str] = &[
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van", "von", "der", "den", "ter",
        "ten", "zu", "zur", "vom", "af", "bin", "ibn", "al", "el", "ben", "y", "e", "und",
    ];
    let cased = |word: &&str| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_none_or(|c| !c.is_lowercase()) || PARTICLES.contains(&word.to_lowercase().as_str())
    };
    if !words.iter().all(cased) {
        return None;
    }
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 3 && letters * 10 >= part.chars().filter(|c| !c.is_whitespace()).count() * 8)
        .then(|| title_case(part))
}

/// Without "Curriculum vitae" or the like before a name: "Lebenslauf Ada Byron", "CV of Ada Byron".
fn without_kind(part: &str) -> &str {
    let trimmed = part.trim();
    if TITLES.contains(&fold(trimmed).as_str()) {
        return trimmed;
    }
    let mut best = trimmed;
    for (at, _) in trimmed.match_indices([' ', ':', '–', '-']) {
        let Some((kind, rest)) = trimmed.split_at_checked(at) else {
            continue;
        };
        if TITLES.contains(&fold(kind).as_str()) {
            best = rest.trim_start_matches([' ', ':', '–', '-']);
        }
    }
    for link in ["of ", "von ", "de ", "di ", "–", "-"] {
        if best.len() < trimmed.len()
            && let Some(rest) = best.strip_prefix(link)
        {
            return rest.trim_start();
        }
    }
    best
}

/// Without the name once more in other signs, in brackets: "Tanaka Haruto (田中 陽翔)".
fn without_other_script(part: &str) -> &str {
    let Some((before, rest)) = part.trim_end().split_once(['(', '（']) else {
        return part;
    };
    let inner = rest.trim_end_matches([')', '）']);
    let foreign = |text: &str| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    // "山田 花子（やまだ はなこ）": how it is read.
    let kana = |c: char| ('\u{3040}'..='\u{30FF}').contains(&c);
    if inner.chars().all(|c| kana(c) || c.is_whitespace()) && !before.chars().all(kana) {
        return before.trim_end();
    }
    let twice = foreign(before) != foreign(inner)
        && inner
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace());
    if twice && before.chars().any(char::is_alphabetic) {
        before.trim_end()
    } else {
        part
    }
}

/// Without "Dr.", "Dipl.-Ing." before a name and ", PhD" after it.
fn without_titles(part: &str) -> &str {
    #[rustfmt::skip]
    const BEFORE: &[&str] = &[
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "dipl.-ing", "dipl.-kfm", "dipl.-inf", "ing", "mag",
        "m", "mme", "sr", "sra", "dott", "dott.ssa", "mgr", "inż", "bc", "sir", "rer", "nat", "phil", "med", "jur", "pol",
        "oec", "habil", "mult", "h.c",
    ];
    #[rustfmt::skip]
    const AFTER: &[&str] = &[
        "phd", "ph.d", "md", "m.d", "mba", "msc", "m.sc", "ma", "m.a", "bsc", "b.sc", "ba", "b.a", "cpa", "cfa", "pmp",
        "rn", "bsn", "ccrn", "lpn", "aprn", "np", "do", "pa-c", "cma", "cism", "aia", "capm", "esq", "jd", "j.d", "pe", "p.e", "acca", "aca", "fca", "cissp", "shrm-cp", "shrm-scp", "sphr", "phr",
        "csm", "pharmd", "dds", "lcsw", "llm", "ll.m", "meng", "dphil", "edd",
    ];
    let mut rest = part.trim();
    while let Some((first, tail)) = rest.split_once(char::is_whitespace) {
        let bare = first.trim_end_matches('.').to_lowercase();
        // "M" and "Ing" without their dot may be names.
        if !BEFORE.contains(&bare.as_str())
            || (bare.len() <= 3
                && !first.ends_with('.')
                && !matches!(bare.as_str(), "dr" | "mr" | "mrs" | "ms" | "sir"))
        {
            break;
        }
        rest = tail.trim_start();
    }
    while let Some((head, last)) = rest.rsplit_once([',', ' ']) {
        let bare = last.trim().trim_end_matches('.').to_lowercase();
        let spelled = last.trim().chars().filter(|c| c.is_uppercase()).count() >= 2;
        if !AFTER.contains(&bare.as_str())
            || !(spelled || head.trim_end().ends_with(','))
            || head.trim().is_empty()
        {
            break;
        }
        rest = head.trim_end_matches([',', ' ']);
    }
    rest
}

/// A name in capitals as it is usually written.
fn title_case(name: &str) -> String {
    if !is_capitals(name) || name.chars().count() < 5 {
        return name.to_owned();
    }
    let mut out = String::new();
    let mut begins = true;
    for c in name.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    out
}

fn is_one_word(name: &str) -> bool {
    name.split_whitespace().count() == 1
        && !name.chars().any(|c| {
            crate::reading::clean::is_ideograph(c) || ('\u{AC00}'..='\u{D7A3}').contains(&c)
        })
}

/// How many parts of the name the e-mail address holds.
fn agreement(name: &str, contact: &Contact) -> i32 {
    let Some(local) = contact
        .emails
        .first()
        .and_then(|e| e.value.split('@').next())
    else {
        return 0;
    };
    let local = plain_letters(local);
    let hits = name
        .split(|c: char| !c.is_alphanumeric())
        .map(plain_letters)
        .filter(|part| part.len() >= 3 && local.contains(part.as_str()))
        .count();
    i32::try_from(hits.min(2)).unwrap_or(0)
}

/// Lower-case Latin letters without their accents, as addresses spell them.
fn plain_letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.to_lowercase()
        .nfd()
        .filter_map(|c| match c {
            'ß' => Some('s'),
            'ł' => Some('l'),
            'ø' => Some('o'),
            'ı' => Some('i'),
            'đ' => Some('d'),
            _ => c.is_ascii_alphanumeric().then_some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names() {
        for (text, name) in [
            ("Griffin J. Tessingham", "Griffin J. Tessingham"),
            ("ADA BYRON-KING", "Ada Byron-King"),
            ("Lebenslauf Ada Byron", "Ada Byron"),
            ("Dr. Käthe Großweiler, PhD", "Käthe Großweiler"),
            ("Ludwig van der Berg", "Ludwig van der Berg"),
            ("山田 太郎", "山田 太郎"),
            ("Tanaka Haruto (田中 陽翔)", "Tanaka Haruto"),
            ("山田 花子(やまだ はなこ)", "山田 花子"),
            ("MICHELLE TRAN, RN, BSN, CCRN", "Michelle Tran"),
            ("Dr. rer. nat. Jürgen Weißhaupt", "Jürgen Weißhaupt"),
            ("Ярослава Подгорнова", "Ярослава Подгорнова"),
            ("محمد الصالح", "محمد الصالح"),
        ] {
            assert_eq!(name_in(text).as_deref(), Some(name));
        }
    }

    #[test]
    fn other_things_are_no_names() {
        for text in [
            "Curriculum Vitae",
            "Work Experience",
            "ada@example.org",
            "Austin, TX 78701",
            "I am a baker who enjoys bread",
            "Lebenslauf",
        ] {
            assert_eq!(name_in(text), None, "{text}");
        }
    }
}
