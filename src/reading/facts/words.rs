//! Words as headings and labels are compared: lower case, without marks around them.

/// Signs that stand around words and mean nothing for them.
pub(super) fn is_trim(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | ':'
                | '.'
                | '·'
                | '•'
                | '|'
                | '❘'
                | '│'
                | '¦'
                | '/'
                | '-'
                | '–'
                | '—'
                | '*'
                | '_'
                | '('
                | ')'
                | '['
                | ']'
                | '：'
                | '，'
                | '،'
                | '؛'
                | '、'
                | '。'
                | '（'
                | '）'
                | '【'
                | '】'
                | '「'
                | '」'
                | '■'
                | '●'
                | '◆'
                | '~'
                | '"'
                | '“'
                | '”'
                | '&'
                | '<'
                | '>'
                | '='
                | '#'
        )
}

/// Lower case, apostrophes made one kind, blanks made one, marks around it taken off. Greek without accents: headings in
/// capitals have none.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_matches(is_trim).chars() {
        match c {
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            'İ' => out.push('i'),
            _ if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.extend(c.to_lowercase().map(unaccented_greek)),
        }
    }
    out
}

fn unaccented_greek(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        _ => c,
    }
}

/// Where `word` stands in `text` as a word of its own. Signs of Chinese and Japanese need no blanks around them.
pub(super) fn find_word(text: &str, word: &str) -> Option<usize> {
    let open = |side: Option<char>, edge: Option<char>| {
        side.is_none_or(|c| !c.is_alphanumeric())
            || edge.is_some_and(|c| crate::reading::clean::is_ideograph(c) || !c.is_alphanumeric())
    };
    places(text, word).find(|&at| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        open(before, word.chars().next()) && open(after, word.chars().next_back())
    })
}

/// Everywhere that `word` stands in `text`. The standard library's search prepares itself for every word anew, which takes
/// longer than to look through a line.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let starts = text.iter().enumerate();
    let starts = starts.filter(move |(_, byte)| word.first() == Some(byte));
    starts
        .map(|(at, _)| at)
        .filter(move |&at| text.get(at..).is_some_and(|rest| rest.starts_with(word)))
}

/// Whether any of the words stands in the text.
pub(super) fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| find_word(text, word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_marks_and_case() {
        assert_eq!(fold("  WORK  Experience: "), "work experience");
        assert_eq!(fold("İŞ DENEYİMİ"), "iş deneyimi");
        assert_eq!(fold("Εκπαίδευση"), fold("ΕΚΠΑΙΔΕΥΣΗ"));
    }

    #[test]
    fn words_have_edges() {
        assert!(has_any("the ba degree", &["ba"]));
        assert!(!has_any("bakery", &["ba"]));
        assert!(has_any("计算机学士学位", &["学士"]));
    }
}
