//! Words of a line, as the lexicon compares them: lower case, compatibility forms resolved, accents off, and the signs that
//! belong to a name (`C++`, `C#`, `.NET`, `Node.js`) kept with it.

use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

/// One word, or one character of a script that writes without spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Byte range in the line.
    pub start: usize,
    pub end: usize,
    /// The form that is compared.
    pub form: String,
    /// Punctuation other than a hyphen stands between this token and the one before it: no phrase goes across.
    pub after_break: bool,
    /// A Chinese, Japanese or Korean character.
    pub is_ideographic: bool,
}

/// The words of a line.
pub fn tokens(line: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let offset = |i: usize| chars.get(i).map_or(line.len(), |&(o, _)| o);
    let mut tokens: Vec<Token> = Vec::new();
    let mut is_break = false;
    let mut i = 0;
    while let Some(c) = at(i) {
        let first = i;
        if is_ideographic(c) {
            push(
                &mut tokens,
                line,
                offset(i),
                offset(i + 1),
                &mut is_break,
                true,
            );
            i += 1;
        } else if is_word(c) || (c == '.' && starts_dot_net(&chars, i)) {
            i += 1;
            while let Some(c) = at(i) {
                if is_word(c) || is_joiner(c) || (c == '.' && joins_at_dot(&chars, first, i)) {
                    i += 1;
                } else {
                    break;
                }
            }
            // A dot inside an abbreviation has taken the next letter along; the signs of C++, C# and F# follow.
            if at(i) == Some('+') && at(i + 1) == Some('+') {
                i += 2;
            } else if at(i) == Some('+')
                && at(i - 1).is_some_and(char::is_alphabetic)
                && !at(i + 1).is_some_and(is_word)
            {
                // Security+ is a certificate, security is none; "5+ years" are five.
                i += 1;
            } else if at(i) == Some('#') && i == first + 1 {
                i += 1;
            }
            let is_abbreviation = i > first + 2 && at(first + 1) == Some('.');
            push(
                &mut tokens,
                line,
                offset(first),
                offset(i),
                &mut is_break,
                false,
            );
            if is_abbreviation && at(i) == Some('.') {
                i += 1;
            }
        } else {
            match c {
                '&' => {
                    push(
                        &mut tokens,
                        line,
                        offset(i),
                        offset(i + 1),
                        &mut is_break,
                        false,
                    );
                    set_form(&mut tokens, "and");
                }
                '/' => push(
                    &mut tokens,
                    line,
                    offset(i),
                    offset(i + 1),
                    &mut is_break,
                    false,
                ),
                '\'' | '’' | 'ʼ' | '`' => drop_clitic(&mut tokens, &chars, &mut i),
                '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' => {
                    let inside = i > 0
                        && at(i - 1).is_some_and(|c| !c.is_whitespace())
                        && at(i + 1).is_some_and(|c| !c.is_whitespace());
                    is_break |= !inside;
                }
                '"' if is_word_at(&chars, i.wrapping_sub(1)) && is_word_at(&chars, i + 1) => {}
                c if c.is_whitespace() => {}
                _ => is_break = true,
            }
            i += 1;
        }
    }
    tokens
}

fn push(
    tokens: &mut Vec<Token>,
    line: &str,
    start: usize,
    end: usize,
    is_break: &mut bool,
    is_ideographic: bool,
) {
    let form = fold(line.get(start..end).unwrap_or_default());
    if form.is_empty() {
        return;
    }
    tokens.push(Token {
        start,
        end,
        form,
        after_break: std::mem::take(is_break),
        is_ideographic,
    });
}

fn set_form(tokens: &mut [Token], form: &str) {
    if let Some(last) = tokens.last_mut() {
        last.form = form.to_owned();
    }
}

/// An apostrophe parts "bachelor’s" into its word and nothing, and "l’anglais" into nothing and its word.
fn drop_clitic(tokens: &mut Vec<Token>, chars: &[(usize, char)], i: &mut usize) {
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let is_possessive = matches!(at(*i + 1), Some('s' | 'S')) && !at(*i + 2).is_some_and(is_word);
    if is_possessive {
        *i += 1;
        return;
    }
    if !is_word_at(chars, *i + 1) {
        return;
    }
    let here = chars.get(*i).map_or(0, |&(o, _)| o);
    let is_elision = tokens.last().is_some_and(|t| {
        t.end == here
            && matches!(
                t.form.as_str(),
                "l" | "d" | "s" | "n" | "j" | "m" | "t" | "c" | "qu" | "dell" | "nell" | "all"
            )
    });
    if is_elision {
        tokens.pop();
    }
}

fn is_word_at(chars: &[(usize, char)], i: usize) -> bool {
    chars.get(i).is_some_and(|&(_, c)| is_word(c))
}

fn is_word(c: char) -> bool {
    (c.is_alphanumeric() || is_mark(c)) && !is_ideographic(c)
}

/// Combining marks and vowel signs, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Invisible characters inside a word: soft hyphen, zero-width joiners and spaces.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Han, kana, hangul: scripts whose words are found by character.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{2fa1f}')
}

/// `.NET` at the start of a word.
fn starts_dot_net(chars: &[(usize, char)], i: usize) -> bool {
    let follows_word = i > 0 && is_word_at(chars, i - 1);
    !follows_word && word_after(chars, i + 1) == "net"
}

/// Whether the dot at `i` belongs to the word that began at `first`: `Node.js`, `ASP.NET`, `B.Sc.`, `U.S.`
fn joins_at_dot(chars: &[(usize, char)], first: usize, i: usize) -> bool {
    let next = word_after(chars, i + 1);
    if next.is_empty() {
        return false;
    }
    let is_digit = |i: usize| chars.get(i).is_some_and(|&(_, c)| c.is_ascii_digit());
    if is_digit(i.wrapping_sub(1)) && is_digit(i + 1) {
        return true;
    }
    if matches!(next.as_str(), "js" | "net" | "io" | "py") {
        return true;
    }
    // Up to two letters since the last dot: an abbreviation, "B.Sc.", "Ph.D.", "e.g.".
    let since_dot = chars
        .get(first..i)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|&&(_, c)| c != '.')
        .count();
    let is_single = since_dot == 1 && next.chars().count() <= 3;
    let is_short = since_dot == 2 && next.chars().count() == 1;
    (is_single || is_short)
        && !chars
            .get(first..i)
            .unwrap_or_default()
            .iter()
            .any(|&(_, c)| c.is_numeric())
}

/// The word that begins at `i`, in lower case; at most eight characters of it.
fn word_after(chars: &[(usize, char)], i: usize) -> String {
    chars
        .get(i..)
        .unwrap_or_default()
        .iter()
        .map(|&(_, c)| c)
        .take_while(|&c| is_word(c))
        .take(8)
        .flat_map(char::to_lowercase)
        .collect()
}

/// The form in which words are compared.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        let mut form = word.to_ascii_lowercase();
        if form.contains('.') && !form.ends_with(".js") && !is_dotted_name(&form) {
            form.retain(|c| c != '.');
        }
        return form;
    }
    let mut form = String::with_capacity(word.len());
    for c in word.nfkc().flat_map(char::to_lowercase) {
        if is_mark(c) || is_joiner(c) {
            continue;
        }
        match c {
            'ß' => form.push_str("ss"),
            'æ' => form.push_str("ae"),
            'œ' => form.push_str("oe"),
            'ł' => form.push('l'),
            'ø' => form.push('o'),
            'đ' => form.push('d'),
            'ı' => form.push('i'),
            'ё' => form.push('е'),
            'ς' => form.push('σ'),
            'أ' | 'إ' | 'آ' | 'ٱ' => form.push('ا'),
            'ى' => form.push('ي'),
            'ة' => form.push('ه'),
            // Latin and Greek lose their accents; Cyrillic keeps й and ї, which are letters of their own.
            '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1fff}' => {
                let mut base = None;
                decompose_canonical(c, |part| {
                    base.get_or_insert(part);
                });
                form.push(base.unwrap_or(c));
            }
            '.' => {}
            c => form.push(c),
        }
    }
    form
}

fn is_dotted_name(form: &str) -> bool {
    form.ends_with(".net") || form.ends_with(".io") || form.ends_with(".py") || {
        let mut halves = form.split('.');
        halves.all(|h| !h.is_empty() && h.bytes().all(|b| b.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(line: &str) -> Vec<String> {
        tokens(line).into_iter().map(|t| t.form).collect()
    }

    #[test]
    fn keeps_the_signs_of_names() {
        assert_eq!(
            forms("C++, C#, F# and C; .NET, ASP.NET, Node.js."),
            ["c++", "c#", "f#", "and", "c", ".net", "asp.net", "node.js"]
        );
        assert_eq!(
            forms("Security+, A+ certified, 5+ years, HTML+CSS"),
            ["security+", "a+", "certified", "5", "years", "html", "css"]
        );
        assert_eq!(
            forms("CI/CD & R&D"),
            ["ci", "/", "cd", "and", "r", "and", "d"]
        );
        assert_eq!(
            forms("B.Sc. in Physics, Ph.D."),
            ["bsc", "in", "physics", "phd"]
        );
        assert_eq!(
            forms("Python 3.12 done.Next"),
            ["python", "3.12", "done", "next"]
        );
    }

    #[test]
    fn parts_apostrophes() {
        assert_eq!(forms("bachelor’s degree"), ["bachelor", "degree"]);
        assert_eq!(
            forms("niveau d’expérience l'anglais"),
            ["niveau", "experience", "anglais"]
        );
    }

    #[test]
    fn folds_accents_but_not_letters() {
        assert_eq!(
            forms("Élaboration Übelhör straße"),
            ["elaboration", "ubelhor", "strasse"]
        );
        assert_eq!(forms("Внутренний отчётность"), ["внутренний", "отчетность"]);
        assert_eq!(forms("İç denetim"), ["ic", "denetim"]);
        assert_eq!(forms("ＳＱＬ"), ["sql"]);
    }

    #[test]
    fn takes_ideographs_one_by_one() {
        assert_eq!(forms("负责SQL的"), ["负", "责", "sql", "的"]);
    }

    #[test]
    fn ranges_stand_in_the_line() {
        let line = "• Führte „C++“-Kurse — 5×";
        for token in tokens(line) {
            assert!(line.get(token.start..token.end).is_some());
        }
    }
}
