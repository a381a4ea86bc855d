//! Word stems, one way for each language. Only equality of stems matters here, not their beauty.

use rust_stemmers::{Algorithm, Stemmer};

use super::lexicon::Language;

/// The stem of a folded word.
pub fn stem(word: &str, language: Language) -> String {
    let algorithm = match language {
        Language::English => return english(word),
        Language::German => Algorithm::German,
        Language::French => Algorithm::French,
        Language::Spanish => Algorithm::Spanish,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Italian => Algorithm::Italian,
        Language::Dutch => Algorithm::Dutch,
        Language::Russian => Algorithm::Russian,
        Language::Greek => Algorithm::Greek,
        Language::Turkish => Algorithm::Turkish,
        Language::Arabic => Algorithm::Arabic,
        Language::Polish => return without_ending(word, POLISH),
        Language::Ukrainian => return without_ending(word, UKRAINIAN),
        Language::Hebrew => return hebrew(word),
        Language::Chinese | Language::Japanese => return word.to_owned(),
    };
    Stemmer::create(algorithm).stem(word).into_owned()
}

/// Snowball's English, after British spelling was made American and a few pairs of noun and verb that it keeps apart were joined.
fn english(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let word = match word {
        // Snowball makes this one with "product".
        "production" | "productions" => return "production".to_owned(),
        "programme" | "programmes" => "program",
        "programmable" => "program",
        "centre" | "centres" => "center",
        "analyses" | "analyse" | "analysing" | "analysed" | "analyze" | "analyzed"
        | "analyzing" | "analytics" => "analysis",
        "retaining" | "retain" | "retained" => "retention",
        "administer" | "administering" | "administered" => "administration",
        "reconcile" | "reconciling" | "reconciled" => "reconciliation",
        "maintain" | "maintaining" | "maintained" => "maintenance",
        "leadership" => "leading",
        "writer" | "written" | "wrote" => "writing",
        "taught" | "teaching" => "teach",
        "built" => "build",
        "sold" => "sell",
        "cheque" | "cheques" => "check",
        _ => word,
    };
    let american = word
        .replace("mould", "mold")
        .replace("colour", "color")
        .replace("labour", "labor")
        .replace("behaviour", "behavior")
        .replace("catalogue", "catalog")
        .replace("isation", "ization")
        .replace("ising", "izing")
        .replace("modell", "model")
        .replace("travell", "travel")
        .replace("labell", "label");
    Stemmer::create(Algorithm::English)
        .stem(&american)
        .into_owned()
}

/// Case and number endings, longest first. At least three letters stay.
const POLISH: &[&str] = &[
    "owaniami", "owaniach", "owaniem", "owania", "owaniu", "owanie", "iami", "iach", "ami", "ach",
    "ego", "emu", "ymi", "imi", "iej", "owi", "iem", "ych", "ich", "nia", "niu", "nie", "ow", "om",
    "em", "ie", "ia", "iu", "ej", "ym", "im", "a", "e", "y", "i", "u", "o",
];
const UKRAINIAN: &[&str] = &[
    "ування",
    "уванню",
    "уванням",
    "ями",
    "ами",
    "ого",
    "ому",
    "ими",
    "ості",
    "істю",
    "ість",
    "ям",
    "ах",
    "ях",
    "ів",
    "їв",
    "ам",
    "ом",
    "ем",
    "єм",
    "ою",
    "ею",
    "єю",
    "ій",
    "их",
    "им",
    "ої",
    "ий",
    "а",
    "я",
    "о",
    "е",
    "є",
    "у",
    "ю",
    "и",
    "і",
    "ї",
    "ь",
    "й",
];

fn without_ending(word: &str, endings: &[&str]) -> String {
    endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|rest| rest.chars().count() >= 3)
        .unwrap_or(word)
        .to_owned()
}

/// Without one of the letters that Hebrew writes at a word's front for "the", "and", "in", "to", and without plural endings.
fn hebrew(word: &str) -> String {
    let mut stem = word;
    let count = |s: &str| s.chars().count();
    if count(stem) > 4
        && let Some(rest) = stem.strip_prefix(['ה', 'ו', 'ב', 'ל', 'כ', 'ש', 'מ'])
    {
        stem = rest;
    }
    for ending in ["ים", "ות"] {
        if let Some(rest) = stem.strip_suffix(ending)
            && count(rest) >= 3
        {
            stem = rest;
            break;
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{super::token::fold, *};

    fn same(language: Language, pairs: &[(&str, &str)]) {
        for (a, b) in pairs {
            assert_eq!(
                stem(&fold(a), language),
                stem(&fold(b), language),
                "{a} {b}"
            );
        }
    }

    #[test]
    fn joins_forms_of_a_word() {
        same(
            Language::English,
            &[
                ("planning", "plans"),
                ("moulding", "molding"),
                ("managing", "management"),
                ("administering", "administration"),
                ("reconciling", "reconciliations"),
                ("assessing", "assessment"),
                ("organisational", "organizational"),
            ],
        );
        same(
            Language::Polish,
            &[("leków", "leki"), ("pacjenta", "pacjentów")],
        );
        same(Language::German, &[("wunden", "wunde")]);
        same(Language::Russian, &[("отчетность", "отчетности")]);
        same(
            Language::Ukrainian,
            &[("звітність", "звітності"), ("рахунків", "рахунки")],
        );
        same(Language::Hebrew, &[("הטיפול", "טיפול"), ("פצעים", "פצע")]);
    }

    #[test]
    fn keeps_other_words_apart() {
        assert_ne!(
            stem("accounting", Language::English),
            stem("counting", Language::English)
        );
        assert_ne!(
            stem("marketing", Language::English),
            stem("marking", Language::English)
        );
    }
}
