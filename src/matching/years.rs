//! Years of experience that a clause asks for.

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::skills::token::Token;

/// More years than this are no demand on a person.
const MOST_YEARS: f64 = 40.0;

/// Words after which a number of years is not about experience: "founded 18 years ago", "at least 18 years old".
const OTHER_YEARS: &[&str] = &[
    "ago",
    "old",
    "of age",
    "warranty",
    "contract",
    "fixed term",
    "anniversary",
    "in business",
    "guarantee",
    "jahre alt",
    "jahre jung",
    "befristet",
    "de edad",
    "il y a",
    "ans d'existence",
    "лет назад",
    "every",
    "per year",
    "a year",
    "each year",
    "within",
    "next",
    "last",
    "bac",
];

/// A demand for years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    pub years: f64,
    /// The words of the demand, from the number to the word for "years".
    pub first: usize,
    pub last: usize,
}

/// The years that the words ask for.
pub fn demand(words: &[Token]) -> Option<Demand> {
    static OTHER: OnceLock<Phrases> = OnceLock::new();
    let other = OTHER.get_or_init(|| Phrases::new(OTHER_YEARS));
    for (unit, word) in words.iter().enumerate() {
        let Some(share) = share_of_year(words, unit, &word.form) else {
            continue;
        };
        let Some((first, number)) = number_before(words, unit) else {
            continue;
        };
        let years = number / share;
        let near = words.get(first.saturating_sub(1)..(unit + 4).min(words.len()));
        if years <= 0.0 || years > MOST_YEARS || near.is_some_and(|n| other.is_in(n)) {
            continue;
        }
        return Some(Demand {
            years,
            first,
            last: unit,
        });
    }
    None
}

/// How many of the unit make a year, where the word is a unit.
fn share_of_year(words: &[Token], at: usize, form: &str) -> Option<f64> {
    let is_year = matches!(
        form,
        "year"
            | "years"
            | "yr"
            | "yrs"
            | "yoe"
            | "jahr"
            | "jahre"
            | "jahren"
            | "an"
            | "ans"
            | "annee"
            | "annees"
            | "ano"
            | "anos"
            | "anni"
            | "anno"
            | "jaar"
            | "jaren"
            | "rok"
            | "roku"
            | "lata"
            | "lat"
            | "год"
            | "года"
            | "лет"
            | "рік"
            | "роки"
            | "років"
            | "року"
            | "ετη"
            | "ετων"
            | "χρονια"
            | "ετος"
            | "yil"
            | "yili"
            | "yillik"
            | "年"
            | "سنه"
            | "سنوات"
            | "שנים"
            | "שנות"
            | "שנה"
    );
    // "an" is a year in French alone: it follows a number.
    if is_year && form == "an" {
        let before = words.get(at.checked_sub(1)?)?;
        return number_of(&before.form).map(|_| 1.0);
    }
    let is_month = matches!(
        form,
        "month"
            | "months"
            | "monat"
            | "monate"
            | "monaten"
            | "mois"
            | "mes"
            | "meses"
            | "mesi"
            | "maanden"
            | "miesiecy"
            | "месяцев"
            | "месяца"
            | "ay"
            | "ayı"
    );
    match (is_year, is_month) {
        (true, _) => Some(1.0),
        (_, true) => Some(12.0),
        _ => None,
    }
}

/// The number before a unit and its first word: "3+ years", "two (2) years", "between 5 and 8 years" (5).
fn number_before(words: &[Token], unit: usize) -> Option<(usize, f64)> {
    let mut at = unit.checked_sub(1)?;
    // "5 full years", "3 or more years", "2 volle Jahre", "3 個年".
    let mut skipped = 0;
    while number_of(&words.get(at)?.form).is_none() {
        skipped += 1;
        if skipped > 2 || !is_between(&words.get(at)?.form) {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    let mut number = number_of(&words.get(at)?.form)?;
    // The lower end of a range.
    if let Some(before) = at.checked_sub(1)
        && let Some(word) = words.get(before)
    {
        if let Some(lower) = number_of(&word.form) {
            number = number.min(lower);
            at = before;
        } else if matches!(
            word.form.as_str(),
            "to" | "and"
                | "or"
                | "bis"
                | "a"
                | "et"
                | "y"
                | "e"
                | "до"
                | "do"
                | "und"
                | "oder"
                | "tot"
        ) && let Some(lower) = before
            .checked_sub(1)
            .and_then(|i| words.get(i))
            .and_then(|w| number_of(&w.form))
        {
            number = number.min(lower);
            at = before - 1;
        }
    }
    Some((at, number))
}

fn is_between(form: &str) -> bool {
    matches!(
        form,
        "full"
            | "or"
            | "more"
            | "plus"
            | "solid"
            | "good"
            | "volle"
            | "vollen"
            | "complete"
            | "whole"
            | "consecutive"
            | "oder"
            | "mehr"
            | "ou"
            | "plus de"
            | "o"
            | "mas"
    )
}

/// A number in digits or as a word.
pub fn number_of(form: &str) -> Option<f64> {
    if form.len() <= 4 && form.starts_with(|c: char| c.is_ascii_digit()) {
        return form.parse().ok();
    }
    let number: u8 = match form {
        "one" | "ein" | "eine" | "einem" | "einer" | "un" | "une" | "uno" | "una" | "een"
        | "jeden" | "bir" | "一" | "один" | "одного" => 1,
        "two" | "zwei" | "deux" | "dos" | "due" | "twee" | "dwa" | "dois" | "iki" | "二" | "两"
        | "два" | "двух" | "δυο" => 2,
        "three" | "drei" | "trois" | "tres" | "tre" | "drie" | "trzy" | "uc" | "三" | "три"
        | "трех" => 3,
        "four" | "vier" | "quatre" | "cuatro" | "quatro" | "quattro" | "cztery" | "dort" | "四"
        | "четыре" => 4,
        "five" | "funf" | "cinq" | "cinco" | "cinque" | "vijf" | "piec" | "bes" | "五" | "пять"
        | "пяти" => 5,
        "six" | "sechs" | "seis" | "sei" | "zes" | "szesc" | "六" => 6,
        "seven" | "sieben" | "sept" | "siete" | "sette" | "zeven" | "七" => 7,
        "eight" | "acht" | "huit" | "ocho" | "otto" | "八" => 8,
        "nine" | "neun" | "neuf" | "nueve" | "nove" | "negen" | "九" => 9,
        "ten" | "zehn" | "dix" | "diez" | "dieci" | "tien" | "dziesiec" | "十" | "десять"
        | "десяти" => 10,
        "twelve" | "zwolf" | "douze" | "doce" => 12,
        "fifteen" => 15,
        "twenty" => 20,
        _ => return None,
    };
    Some(f64::from(number))
}

/// "5+ years of experience": the plain name of a demand, with what it is about.
pub fn name(years: f64, subject: Option<&str>) -> String {
    let unit = if years == 1.0 { "year" } else { "years" };
    let number = if years.fract() == 0.0 {
        format!("{years:.0}")
    } else {
        format!("{years:.1}")
    };
    match subject {
        Some(subject) => format!("{number}+ {unit} of {subject}"),
        None => format!("{number}+ {unit} of experience"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::token::tokens;

    #[test]
    fn reads_years_in_any_writing() {
        for (text, years) in [
            ("5+ years of experience", 5.0),
            ("at least 2 years of professional experience", 2.0),
            ("Minimum of two (2) years of acute care experience", 2.0),
            ("Between 5 and 8 years of accounting experience", 5.0),
            ("3-5 years", 3.0),
            ("3+ yrs", 3.0),
            ("at least one year of experience", 1.0),
            ("four years in the trade", 4.0),
            ("six months of experience", 0.5),
            ("mindestens 3 Jahre Berufserfahrung", 3.0),
            ("au moins 1 ans d’expérience", 1.0),
            ("al menos 4 años de experiencia", 4.0),
            ("опыт работы от 3 лет", 3.0),
            ("3年以上", 3.0),
            ("3 or more years", 3.0),
        ] {
            assert_eq!(
                demand(&tokens(text)).map(|d| d.years),
                Some(years),
                "{text}"
            );
        }
    }

    #[test]
    fn other_years_are_no_demand() {
        for text in [
            "founded 18 years ago",
            "at least 18 years old",
            "18 years of age",
            "a two year contract",
            "28 days of leave",
            "several years of experience",
            "we were founded in 2011",
        ] {
            assert_eq!(demand(&tokens(text)), None, "{text}");
        }
    }
}
