//! The place where the person lives.

use super::{emails_in, is_edge, links_in, mask, phones_in};
use crate::{
    reading::facts::{Text, name::is_document_title, sections, words},
    records::{Fact, SectionKind},
};

/// Labels before a place, folded.
#[rustfmt::skip]
const PLACE_LABELS: &[&str] = &[
    "location", "address", "city", "residence", "based in", "adresse", "wohnort", "anschrift", "ort", "ville", "lieu",
    "dirección", "ciudad", "ubicación", "localidad", "endereço", "cidade", "indirizzo", "città", "adres", "miasto", "město",
    "şehir", "现居", "现居地", "现居住地", "所在地", "居住地", "адрес", "город", "місто", "адреса", "διευθυνση", "住所", "地址",
];

/// Where the person lives: a labelled place, or a short piece of the head with a comma that is nothing else, or what is left
/// of a contact line.
pub(in crate::reading::facts) fn place(
    text: &Text<'_>,
    name: Option<&Fact<String>>,
    headline: Option<&Fact<String>>,
) -> Option<Fact<String>> {
    let mut best: Option<(u8, Fact<String>)> = None;
    let head = text
        .lines()
        .iter()
        .filter(|line| {
            (text.section(line.number) == SectionKind::Head || is_edge(line))
                && !text.is_title(line)
        })
        .take(40);
    for line in head {
        let mut masked = line.text.clone();
        let mut contacts = emails_in(&masked);
        contacts.extend(links_in(&masked, true));
        contacts.extend(phones_in(&masked, true));
        let has_contact = !contacts.is_empty();
        for (start, end) in contacts {
            mask(&mut masked, start, end);
        }
        for part in masked
            .split(['\t', '|', '❘', '│', '¦', '•', '·', '◆', '—', ';'])
            .flat_map(|p| p.split("  "))
        {
            let (label, value) = match part.split_once([':', '：']) {
                Some((label, value)) => (words::fold(label), value),
                None => (String::new(), part),
            };
            let value = value
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '/'));
            let known = |fact: Option<&Fact<String>>| {
                fact.is_some_and(|f| {
                    let (known, value) = (words::fold(&f.value), words::fold(value));
                    f.line == line.number && (known.contains(&value) || value.contains(&known))
                })
            };
            if value.is_empty()
                || is_document_title(value)
                || known(name)
                || known(headline)
                || sections::is_heading_name(value)
            {
                continue;
            }
            let words = value.split_whitespace().count();
            let score = if PLACE_LABELS.contains(&label.as_str()) {
                4
            } else if !label.is_empty() || !looks_like_place(value) {
                continue;
            } else if value.contains([',', '，']) && words <= 8 {
                3
            } else if has_contact && words <= 3 {
                2
            } else if words <= 2 {
                1
            } else {
                continue;
            };
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((
                    score,
                    Fact {
                        value: value.to_owned(),
                        line: line.number,
                    },
                ));
            }
        }
    }
    best.map(|(_, fact)| fact)
}

/// Words with capitals, at most a postal code among them, no sentence.
fn looks_like_place(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && digits <= 9
        && value.chars().count() <= 60
        && !value.ends_with('.')
        && !value.contains(['@', '!', '?', '"', '%', '#', '='])
        && value
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-'))
            .filter(|w| w.chars().count() > 3)
            .all(|w| w.chars().next().is_some_and(|c| !c.is_lowercase()))
}
