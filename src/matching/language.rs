//! The language that a text is written in, by its script and its commonest words.

use crate::skills::token::{is_ideographic, tokens};

/// Fewer words than this tell nothing.
const FEWEST: usize = 12;
/// The most characters that are looked at.
const MOST: usize = 20_000;

/// Commonest words of the languages written in Latin letters, folded; chosen so that few belong to two of them.
const COMMON: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "and", "of", "to", "with", "you", "for", "our", "is", "will", "are", "your",
            "we", "or", "this", "have", "from", "on", "at", "by",
        ],
    ),
    (
        "de",
        &[
            "und", "die", "der", "das", "mit", "fur", "sie", "ist", "wir", "von", "den", "im",
            "zu", "ein", "eine", "sind", "oder", "auf", "nicht", "als", "bei",
        ],
    ),
    (
        "fr",
        &[
            "et", "les", "des", "une", "vous", "nous", "pour", "dans", "est", "avec", "du", "sur",
            "au", "aux", "le", "ou", "sont", "votre", "notre", "en",
        ],
    ),
    (
        "es",
        &[
            "y", "el", "los", "las", "del", "para", "con", "una", "por", "que", "nuestro", "es",
            "en", "se", "al", "como", "mas", "su", "un",
        ],
    ),
    (
        "pt",
        &[
            "e", "os", "dos", "das", "para", "com", "uma", "voce", "nao", "em", "um", "na", "no",
            "ao", "que", "nossa", "sao", "do", "da", "mais",
        ],
    ),
    (
        "it",
        &[
            "e", "il", "gli", "della", "per", "con", "una", "che", "di", "nel", "dei", "delle",
            "sono", "la", "un", "alla", "del", "piu", "si", "le",
        ],
    ),
    (
        "nl",
        &[
            "en", "het", "een", "van", "met", "voor", "je", "wij", "de", "zijn", "jij", "op",
            "aan", "bij", "niet", "ons", "te", "dat", "ook",
        ],
    ),
    (
        "pl",
        &[
            "i", "w", "z", "na", "do", "oraz", "sie", "jest", "dla", "od", "nie", "o", "przez",
            "po", "za", "lub", "jako", "ze",
        ],
    ),
    (
        "tr",
        &[
            "ve", "bir", "ile", "icin", "bu", "olarak", "olan", "en", "de", "da", "veya", "gibi",
            "daha", "cok", "is", "sahip",
        ],
    ),
];

/// ISO 639-1 code of the text's language, where it is sure enough.
pub fn of(text: &str) -> Option<&'static str> {
    let sample: String = text.chars().take(MOST).collect();
    by_script(&sample).or_else(|| by_words(&sample))
}

fn by_script(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let share = |within: fn(char) -> bool| {
        let count = text.chars().filter(|&c| within(c)).count();
        count >= 8 && count * 3 > letters
    };
    if share(is_ideographic) {
        let has_kana = text
            .chars()
            .filter(|c| matches!(c, '\u{3041}'..='\u{30ff}'))
            .count()
            * 20
            > letters;
        return Some(if has_kana { "ja" } else { "zh" });
    }
    if share(|c| matches!(c, '\u{400}'..='\u{4ff}')) {
        let is_ukrainian = text
            .chars()
            .filter(|c| matches!(c, 'і' | 'ї' | 'є' | 'ґ'))
            .count()
            * 100
            > letters;
        return Some(if is_ukrainian { "uk" } else { "ru" });
    }
    if share(|c| matches!(c, '\u{370}'..='\u{3ff}')) {
        return Some("el");
    }
    if share(|c| matches!(c, '\u{590}'..='\u{5ff}')) {
        return Some("he");
    }
    share(|c| matches!(c, '\u{600}'..='\u{6ff}')).then_some("ar")
}

fn by_words(text: &str) -> Option<&'static str> {
    let words = tokens(text);
    if words.len() < FEWEST {
        return None;
    }
    let mut counts: Vec<(usize, &'static str)> = COMMON
        .iter()
        .map(|(code, common)| {
            let count = words
                .iter()
                .filter(|w| common.contains(&w.form.as_str()))
                .count();
            (count, *code)
        })
        .collect();
    counts.sort_by(|a, b| b.cmp(a));
    let [(most, code), (second, _), ..] = counts.as_slice() else {
        return None;
    };
    // At least one word in twelve, and clearly more than the next language has.
    (*most * 12 >= words.len() && *most * 2 >= *second * 3).then_some(code)
}

/// A language's English name.
pub fn name(code: &str) -> &str {
    match code {
        "en" => "English",
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "pt" => "Portuguese",
        "it" => "Italian",
        "nl" => "Dutch",
        "pl" => "Polish",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        "el" => "Greek",
        "tr" => "Turkish",
        "ar" => "Arabic",
        "he" => "Hebrew",
        "zh" => "Chinese",
        "ja" => "Japanese",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages() {
        for (text, code) in [
            (
                "We are looking for a cook who will run our kitchen with care and keep the books of the house.",
                "en",
            ),
            (
                "Wir suchen für unser Haus eine Köchin, die mit Sorgfalt kocht und die Bücher führt. Sie sind bei uns nicht allein.",
                "de",
            ),
            (
                "Nous cherchons une personne pour la cuisine, avec le sens du goût et des comptes. Vous êtes dans une équipe.",
                "fr",
            ),
            (
                "Buscamos una persona para la cocina con experiencia en los platos del mar y que lleve las cuentas.",
                "es",
            ),
            (
                "Мы ищем бухгалтера, который ведет учет и готовит отчеты",
                "ru",
            ),
            ("我们正在寻找一位会计师负责财务报表", "zh"),
            ("私たちは経験のある看護師を探しています", "ja"),
        ] {
            assert_eq!(of(text), Some(code), "{text}");
        }
        assert_eq!(of("Python, SQL"), None);
    }
}
