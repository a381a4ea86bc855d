//! The headline: what the person calls themself.

use super::{
    names_occupation, parts,
    wording::{OCCUPATION, TITLES},
};
use crate::{
    reading::facts::{
        Text,
        contact::{self, Contact},
        dates,
        sections::is_heading_name,
        words::{self, fold},
    },
    records::{Fact, LineRole},
};

/// What the person calls themself: the short line after the name, or the rest of its line.
pub(in crate::reading::facts) fn headline(
    text: &Text<'_>,
    name: Option<&Fact<String>>,
    contact: &Contact,
) -> Option<Fact<String>> {
    let name = name?;
    let at = usize::try_from(name.line).ok()?.checked_sub(1)?;
    let own = text.lines().get(at)?;
    let rest = parts(&own.text)
        .into_iter()
        .find(|part| !fold(part).contains(&fold(&name.value)) && is_headline(part, contact, false));
    if let Some(part) = rest {
        return Some(Fact {
            value: part.to_owned(),
            line: name.line,
        });
    }
    let next = text.lines().get(at + 1)?;
    let is_text = !text.is_title(next) && next.role != LineRole::Item;
    (is_text && is_headline(&next.text, contact, true)).then(|| Fact {
        value: next.text.replace('\t', " "),
        line: next.number,
    })
}

fn is_headline(part: &str, contact: &Contact, next_line: bool) -> bool {
    let words = part.split_whitespace().count();
    let signs = part
        .chars()
        .filter(|c| crate::reading::clean::is_ideograph(*c))
        .count();
    let is_contact = !contact::emails_in(part).is_empty()
        || !contact::links_in(part, true).is_empty()
        || !contact::phones_in(part, true).is_empty()
        || contact.emails.iter().any(|e| part.contains(&e.value));
    // An address has numbers; one word alone is a place as often as an occupation.
    let address = part.chars().filter(char::is_ascii_digit).count() >= 3;
    let one = words == 1 && signs == 0;
    // So are two with a comma between them: "İstanbul, Türkiye".
    let place = part.contains(',') && words <= 3;
    (words >= 1 || signs >= 2)
        && !address
        && (!(one || place)
            || names_occupation(part)
            || !crate::skills::find_occupations(part).is_empty())
        && words <= 14
        && part.chars().count() <= 110
        && part.chars().any(char::is_alphabetic)
        && !is_contact
        && !is_heading_name(part)
        && !TITLES.contains(&fold(part).as_str())
        && dates::points(part).is_empty()
        && (next_line || words >= 2 || words::has_any(&fold(part), OCCUPATION))
        && !part.contains(':')
}
