//! What stands on every page: heads, feet, page numbers.

use super::rows::Row;

/// What a row is to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageRole {
    Text,
    Head,
    Foot,
    /// A head or foot that an earlier page has shown already.
    Repeat,
}

/// The share of a page's height at its top and at its foot in which heads and feet stand.
pub(super) const EDGE: f32 = 0.11;

/// The role of each row.
pub(super) fn roles(rows: &[Row], heights: &[f32]) -> Vec<PageRole> {
    let mut roles = vec![PageRole::Text; rows.len()];
    let edge = |row: &Row| -> Option<PageRole> {
        let height = heights.get(row.page).copied()?;
        if row.turned {
            None
        } else if row.base < height * EDGE {
            Some(PageRole::Head)
        } else if row.base > height * (1.0 - EDGE) {
            Some(PageRole::Foot)
        } else {
            None
        }
    };
    for (index, row) in rows.iter().enumerate() {
        let Some(role) = edge(row) else { continue };
        if is_page_number(&row.text) {
            let first = !rows.iter().take(index).any(|other| {
                other.page != row.page && is_page_number(&other.text) && edge(other) == Some(role)
            });
            if let Some(slot) = roles.get_mut(index) {
                *slot = if first { role } else { PageRole::Repeat };
            }
            continue;
        }
        let same = |other: &Row| {
            other.page != row.page
                && edge(other) == Some(role)
                && (other.base - row.base).abs() < 3.0
                && without_digits(&other.text) == without_digits(&row.text)
        };
        if !rows.iter().any(same) {
            continue;
        }
        let repeated = rows.iter().take(index).any(same);
        if let Some(slot) = roles.get_mut(index) {
            *slot = if repeated { PageRole::Repeat } else { role };
        }
    }
    roles
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// "2", "- 2 -", "2 / 3", "Page 2 of 3" in the languages that are known.
fn is_page_number(text: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "page", "seite", "página", "pagina", "pág", "strona", "str", "sayfa", "страница", "стр", "сторінка", "σελίδα",
        "صفحة", "עמוד", "ページ", "页", "第", "of", "von", "de", "sur", "di", "z", "из",
    ];
    let low = text.to_lowercase();
    let mut numbers = 0;
    for token in low.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '/' | '-' | '–' | '—' | '|' | '.' | ':' | '[' | ']' | '(' | ')'
            )
    }) {
        if token.is_empty() || WORDS.contains(&token) {
            continue;
        }
        if token.len() <= 3 && token.bytes().all(|b| b.is_ascii_digit()) {
            numbers += 1;
            continue;
        }
        return false;
    }
    (1..=2).contains(&numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known() {
        for text in ["2", "- 2 -", "Page 1 of 3", "Seite 2 von 2", "1/2"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2019", "Room 2", "1 2 3", "Page"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
