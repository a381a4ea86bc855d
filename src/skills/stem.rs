//! Word stems, one way for each language. Only equality of stems matters here, not their beauty.

use std::borrow::Cow;

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

/// Words that Snowball would make one with others: a production is no product, who performs a check is in no appraisal of performance, and a title ("project manager") no skill.
const KEPT: &[&str] = &[
    "production",
    "performance",
    "manager",
    "engineer",
    "designer",
    "developer",
];

/// Forms and the word under which they are looked for.
const IRREGULAR: &[(&str, &str)] = &[
    ("admin", "administration"),
    ("administer", "administration"),
    ("administered", "administration"),
    ("administering", "administration"),
    ("analyse", "analysis"),
    ("analysed", "analysis"),
    ("analyses", "analysis"),
    ("analysing", "analysis"),
    ("analytics", "analysis"),
    ("analyze", "analysis"),
    ("analyzed", "analysis"),
    ("analyzing", "analysis"),
    ("built", "build"),
    ("centre", "center"),
    ("centres", "center"),
    ("cheque", "check"),
    ("cheques", "check"),
    ("leadership", "leading"),
    ("maint", "maintenance"),
    ("maintain", "maintenance"),
    ("maintained", "maintenance"),
    ("maintaining", "maintenance"),
    ("meds", "medication"),
    ("mgmt", "management"),
    ("mgt", "management"),
    ("programmable", "program"),
    ("programme", "program"),
    ("programmes", "program"),
    ("reconcile", "reconciliation"),
    ("reconciled", "reconciliation"),
    ("reconciling", "reconciliation"),
    ("retain", "retention"),
    ("retained", "retention"),
    ("retaining", "retention"),
    ("sold", "sell"),
    ("taught", "teach"),
    ("teaching", "teach"),
    ("writer", "writing"),
    ("written", "writing"),
    ("wrote", "writing"),
];

const BRITISH: &[(&str, &str)] = &[
    ("mould", "mold"),
    ("colour", "color"),
    ("labour", "labor"),
    ("behaviour", "behavior"),
    ("catalogue", "catalog"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("modell", "model"),
    ("travell", "travel"),
    ("labell", "label"),
];

/// Letters by which a word is known to be worth stemming.
pub const BEGINNING_AT_MOST: usize = 5;

/// What the words of a stem begin with: stemmers change a word's end. Each at most [`BEGINNING_AT_MOST`] letters.
pub fn beginnings(of: &str, language: Language) -> Vec<String> {
    let cut = |word: &str| word.chars().take(BEGINNING_AT_MOST).collect::<String>();
    let letters = of.chars().count();
    let own = cut(of)
        .chars()
        .take(letters.saturating_sub(1).max(2))
        .collect();
    let mut all = vec![own];
    if language == Language::English {
        let start: String = of.chars().take(3).collect();
        let irregular = IRREGULAR
            .iter()
            .filter(|(_, base)| base.starts_with(&start) && stem(base, language) == of);
        all.extend(irregular.map(|(form, _)| cut(form)));
        let british = BRITISH.iter().filter(|(_, american)| holds(of, american));
        all.extend(british.map(|(british, american)| cut(&of.replace(american, british))));
    }
    all
}

/// Snowball's English, after British spelling was made American and a few pairs of noun and verb that it keeps apart were joined.
fn english(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    if let Some(word) = KEPT.iter().find(|kept| {
        word.strip_prefix(**kept)
            .is_some_and(|s| s.is_empty() || s == "s")
    }) {
        return (*word).to_owned();
    }
    let word = IRREGULAR
        .iter()
        .find(|(form, _)| *form == word)
        .map_or(word, |(_, base)| base);
    let mut american = Cow::Borrowed(word);
    for (british, spelling) in BRITISH {
        if holds(&american, british) {
            american = Cow::Owned(american.replace(british, spelling));
        }
    }
    Stemmer::create(Algorithm::English)
        .stem(&american)
        .into_owned()
}

/// Whether a part stands in a word. For words this is quicker than the search of the standard library, which prepares itself.
fn holds(word: &str, part: &str) -> bool {
    let mut places = word.as_bytes().windows(part.len());
    places.any(|place| place == part.as_bytes())
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
