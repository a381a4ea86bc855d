//! E-mail addresses, phone numbers, links and the place.

mod phones;
mod place;

pub(super) use phones::phones_in;
pub(super) use place::place;

use std::borrow::Cow;

use crate::records::{Fact, Line, LineRole, SectionKind};

use super::Text;

/// What was found of the person's address.
#[derive(Debug, Default)]
pub(super) struct Contact {
    pub(super) emails: Vec<Fact<String>>,
    pub(super) phones: Vec<Fact<String>>,
    pub(super) links: Vec<Fact<String>>,
}

/// Finds addresses, numbers and links. Numbers only where contact details stand, or behind a label or a "+".
pub(super) fn find(text: &Text<'_>) -> Contact {
    let mut contact = Contact::default();
    for line in text.lines() {
        let section = text.section(line.number);
        if section == SectionKind::References {
            continue;
        }
        let mut masked = line.text.clone();
        for (start, end) in emails_in(&line.text) {
            add(&mut contact.emails, line.text.get(start..end), line);
            mask(&mut masked, start, end);
        }
        let in_head = section == SectionKind::Head || is_edge(line);
        for (start, end) in links_in(&masked, in_head) {
            add(&mut contact.links, masked.get(start..end), line);
            mask(&mut masked, start, end);
        }
        if line.role != LineRole::Item || in_head {
            for (start, end) in phones_in(&masked, in_head) {
                add(&mut contact.phones, masked.get(start..end), line);
            }
        }
    }
    for link in &text.document.links {
        let Some(line) = text.document.line(link.line) else {
            continue;
        };
        let in_head = text.section(line.number) == SectionKind::Head || is_edge(line);
        if let Some(address) = link.target.strip_prefix("mailto:") {
            let address = address.split('?').next().unwrap_or_default();
            add(&mut contact.emails, Some(address), line);
        } else if let Some(number) = link.target.strip_prefix("tel:") {
            if contact.phones.is_empty() {
                add(&mut contact.phones, Some(number), line);
            }
        } else if in_head
            && link.target.starts_with("http")
            && leads_to_profile(&link.target, &line.text)
        {
            add(&mut contact.links, Some(&link.target), line);
        }
    }
    contact
}

/// Whether a link under other words is one of the person's pages: it has a path, or the words say so.
fn leads_to_profile(target: &str, words: &str) -> bool {
    const HINTS: &[&str] = &[
        "web",
        "site",
        "www",
        "portfolio",
        "blog",
        "home",
        "page",
        "profile",
        "link",
    ];
    let rest = target.split_once("://").map_or(target, |(_, rest)| rest);
    let path = rest
        .split_once('/')
        .is_some_and(|(_, path)| !path.is_empty());
    let low = words.to_lowercase();
    path || HINTS.iter().any(|hint| low.contains(hint))
}

fn is_edge(line: &Line) -> bool {
    matches!(line.role, LineRole::Header | LineRole::Footer)
}

/// A text with blanks where its e-mail and web addresses are; as it is where it has none.
pub(super) fn without_addresses(text: &str) -> Cow<'_, str> {
    if !text.contains(['@', '/']) {
        return Cow::Borrowed(text);
    }
    let mut masked = text.to_owned();
    for (start, end) in emails_in(text).into_iter().chain(links_in(text, false)) {
        mask(&mut masked, start, end);
    }
    Cow::Owned(masked)
}

/// The most addresses, numbers or links that are kept of each. No one lists more than some ten; a page of links has hundreds.
const MOST_OF_EACH: usize = 50;

fn add(facts: &mut Vec<Fact<String>>, value: Option<&str>, line: &Line) {
    let Some(value) = value.map(str::trim).filter(|v| !v.is_empty()) else {
        return;
    };
    if facts.len() < MOST_OF_EACH
        && !facts
            .iter()
            .any(|fact| fact.value.eq_ignore_ascii_case(value))
    {
        facts.push(Fact {
            value: value.to_owned(),
            line: line.number,
        });
    }
}

/// Puts blanks over a stretch of text, so that it is found once only.
fn mask(text: &mut String, start: usize, end: usize) {
    if let Some(range) = text.get(start..end) {
        let blanks = " ".repeat(range.len());
        text.replace_range(start..end, &blanks);
    }
}

/// Byte ranges of e-mail addresses.
pub(super) fn emails_in(text: &str) -> Vec<(usize, usize)> {
    let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'' | '%');
    let domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at + 1..)) else {
            continue;
        };
        let start = before.len()
            - before
                .chars()
                .rev()
                .take_while(|c| local(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        let start = start
            + before.get(start..).map_or(0, |s| {
                s.len() - s.trim_start_matches(['.', '-', '\'', '+', '%']).len()
            });
        let length: usize = after
            .chars()
            .take_while(|c| domain(*c))
            .map(char::len_utf8)
            .sum();
        let host = after
            .get(..length)
            .unwrap_or_default()
            .trim_end_matches(['.', '-']);
        let top = host.rsplit('.').next().unwrap_or_default();
        if start < at
            && host.contains('.')
            && top.chars().count() >= 2
            && top.chars().all(char::is_alphabetic)
        {
            found.push((start, at + 1 + host.len()));
        }
    }
    found
}

/// Top-level domains that people's own sites have; a word with another ending is no address by itself.
#[rustfmt::skip]
const TOPS: &[&str] = &[
    "com", "org", "net", "io", "dev", "me", "co", "app", "de", "fr", "es", "it", "nl", "pl", "uk", "eu", "ch", "at", "be",
    "ca", "us", "in", "info", "tech", "site", "online", "page", "xyz", "ru", "ua", "tr", "gr", "il", "jp", "cn", "kr", "br",
    "pt", "se", "no", "dk", "fi", "cz", "ai",
];

/// Byte ranges of links: with a scheme or "www." anywhere; a bare host with a path anywhere; a bare host among contact details.
pub(super) fn links_in(text: &str, in_head: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for token in text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '|' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '•' | '·' | '，' | '；'
            )
    }) {
        let start = at;
        // The separator after the token.
        at += token.len();
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let bare = token.trim_end_matches(['.', ',', ';', ':', '!', '\'']);
        let low = bare.to_ascii_lowercase();
        // "Portfolio:https://…"
        let begins = low.find("http://").or_else(|| low.find("https://"));
        if let Some(begins) = begins {
            if low.len() > begins + 10 {
                found.push((start + begins, start + bare.len()));
            }
            continue;
        }
        let (host, path) = match low.split_once('/') {
            Some((host, path)) => (host, Some(path)),
            None => (low.as_str(), None),
        };
        // "medium.com/@ada" is a page, "ada@example.org/x" is none.
        if host.contains('@') || !is_host(host) {
            continue;
        }
        let top = host.rsplit('.').next().unwrap_or_default();
        let labels = host.split('.').count();
        let named = host.starts_with("www.") && labels >= 3;
        let with_path = path.is_some_and(|p| !p.is_empty()) && (TOPS.contains(&top) || labels >= 3);
        let alone = in_head
            && path.is_none_or(str::is_empty)
            && TOPS.contains(&top)
            && bare.chars().all(|c| !c.is_uppercase());
        if named || with_path || alone {
            found.push((start, start + bare.len()));
        }
    }
    found
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                && label.chars().any(char::is_alphanumeric)
        })
        && host
            .rsplit('.')
            .next()
            .is_some_and(|top| top.len() >= 2 && top.chars().all(|c| c.is_ascii_lowercase()))
        && host
            .split('.')
            .any(|label| label.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'a>(text: &'a str, found: &[(usize, usize)]) -> Vec<&'a str> {
        found.iter().map(|(a, b)| &text[*a..*b]).collect()
    }

    #[test]
    fn addresses_are_found_with_their_edges() {
        let text = "Mail: ada.byron+jobs@mail.example.org, or <b@c.example>. me@home";
        assert_eq!(
            cut(text, &emails_in(text)),
            ["ada.byron+jobs@mail.example.org", "b@c.example"]
        );
    }

    #[test]
    fn numbers_are_phones_and_dates_are_not() {
        for number in [
            "(312) 555-0105",
            "212.555.0168",
            "+49 30 23125 192",
            "+44 7700 900405",
            "+1-206-555-0198",
            "+33 1 99 00 92 45",
            "030/2312 5192",
        ] {
            assert_eq!(cut(number, &phones_in(number, true)), [number]);
        }
        for text in [
            "2019 - 2021",
            "03/2019 – 05/2020",
            "01.05.1990",
            "90210",
            "10 000 000",
        ] {
            assert_eq!(phones_in(text, true), [], "{text}");
        }
        assert_eq!(phones_in("served 4 500 123 guests", false), []);
    }

    #[test]
    fn links_with_and_without_scheme() {
        let text = "linkedin.example.com/in/ada | https://ada.example.org/work, GitHub: github.com/ada ada.dev Node.js ASP.NET";
        assert_eq!(
            cut(text, &links_in(text, true)),
            [
                "linkedin.example.com/in/ada",
                "https://ada.example.org/work",
                "github.com/ada",
                "ada.dev"
            ]
        );
        assert_eq!(links_in("draw.io and socket.io", false), []);
        assert_eq!(links_in("and/or either/or 24/7", true), []);
    }
}
