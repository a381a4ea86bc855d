//! The degree that a clause asks for.

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::{records::DegreeLevel, skills::token::Token};

const SECONDARY: &[&str] = &[
    "high school diploma",
    "high-school diploma",
    "high school",
    "secondary school diploma",
    "secondary education",
    "secondary school certificate",
    "school leaving certificate",
    "GED",
    "A-levels",
    "A levels",
    "GCSE",
    "GCSEs",
    "Abitur",
    "Fachabitur",
    "Schulabschluss",
    "Realschulabschluss",
    "Mittlere Reife",
    "baccalauréat",
    "bachillerato",
    "ensino médio",
    "diploma di maturità",
    "matura",
    "wykształcenie średnie",
    "среднее образование",
    "lise mezunu",
    "高中",
    "高校卒",
    "高卒",
];
const VOCATIONAL: &[&str] = &[
    "vocational",
    "vocational diploma",
    "vocational training",
    "vocational qualification",
    "trade certificate",
    "trade school",
    "technical diploma",
    "trade diploma",
    "completed apprenticeship",
    "apprenticeship",
    "NVQ",
    "Ausbildung",
    "Berufsausbildung",
    "abgeschlossene Ausbildung",
    "Lehre",
    "Berufsabschluss",
    "CAP",
    "diplôme professionnel",
    "formation professionnelle",
    "BTS",
    "formación profesional",
    "ciclo formativo",
    "grado medio",
    "curso técnico",
    "diploma professionale",
    "mbo",
    "wykształcenie zawodowe",
    "среднее специальное",
    "среднее профессиональное",
    "meslek lisesi",
    "中专",
    "専門学校",
    "大专",
];
const ASSOCIATE: &[&str] = &[
    "associate degree",
    "associates degree",
    "associate of arts",
    "associate of science",
    "associate of applied science",
    "associate or bachelor",
    "foundation degree",
    "two-year degree",
    "DUT",
    "BUT",
    "ön lisans",
    "短期大学",
];
const BACHELOR: &[&str] = &[
    "bachelor",
    "bachelors",
    "bachelor degree",
    "bachelors degree",
    "bachelor of arts",
    "bachelor of science",
    "BSc",
    "B.Sc.",
    "BEng",
    "BSN",
    "BS degree",
    "BA degree",
    "B.A.",
    "BS in",
    "BA in",
    "BS/BA",
    "BA/BS",
    "BBA",
    "LLB",
    "BS or",
    "BS/MS",
    "BA or",
    "undergraduate degree",
    "university degree",
    "college degree",
    "degree in",
    "four-year degree",
    "4-year degree",
    "a degree",
    "relevant degree",
    "technical degree",
    "engineering degree",
    "law degree",
    "nursing degree",
    "accounting degree",
    "degree required",
    "degree preferred",
    "Studium",
    "Hochschulstudium",
    "abgeschlossenes Studium",
    "Hochschulabschluss",
    "Universitätsabschluss",
    "Fachhochschulabschluss",
    "Bachelorabschluss",
    "licence en",
    "niveau licence",
    "diplôme universitaire",
    "bac 3",
    "bac+3",
    "título de grado",
    "grado en",
    "grado universitario",
    "título universitario",
    "titulación universitaria",
    "licenciatura",
    "licenciado",
    "graduação",
    "ensino superior",
    "laurea",
    "laurea triennale",
    "hbo",
    "licencjat",
    "wykształcenie wyższe",
    "inżynier",
    "бакалавр",
    "бакалавра",
    "высшее образование",
    "вища освіта",
    "ступінь бакалавра",
    "πτυχίο",
    "lisans",
    "üniversite mezunu",
    "学士",
    "本科",
    "大卒",
    "بكالوريوس",
    "تואר ראשון",
    "תואר ראשון",
];
const MASTER: &[&str] = &[
    "master degree",
    "masters degree",
    "masters",
    "master of science",
    "master of arts",
    "master of",
    "master in",
    "master or",
    "MSc",
    "M.Sc.",
    "MBA",
    "MEng",
    "MA degree",
    "MS degree",
    "MS in",
    "M.A.",
    "LLM",
    "graduate degree",
    "postgraduate degree",
    "advanced degree",
    "Masterabschluss",
    "Masterstudium",
    "Diplom",
    "Magister",
    "maîtrise en",
    "master 2",
    "bac 5",
    "bac+5",
    "título de máster",
    "máster en",
    "máster universitario",
    "maestría",
    "mestrado",
    "laurea magistrale",
    "magisterskie",
    "wykształcenie magisterskie",
    "магистр",
    "магистра",
    "магістр",
    "магістра",
    "μεταπτυχιακό",
    "yüksek lisans",
    "硕士",
    "修士",
    "ماجستير",
    "תואר שני",
];
const DOCTORATE: &[&str] = &[
    "PhD",
    "Ph.D.",
    "doctorate",
    "doctoral",
    "doctoral degree",
    "DPhil",
    "doctor of philosophy",
    "Promotion in",
    "Doktortitel",
    "Doktorgrad",
    "doctorat",
    "doctorado",
    "doutorado",
    "dottorato",
    "doktorat",
    "доктор наук",
    "кандидат наук",
    "ученая степень",
    "διδακτορικό",
    "doktora",
    "博士",
    "دكتوراه",
    "תואר שלישי",
];

/// After one of these the degree may be replaced by experience.
const OR_EXPERIENCE: &[&str] = &[
    "or equivalent",
    "or an equivalent",
    "or comparable",
    "or relevant experience",
    "or related experience",
    "or experience",
    "or work experience",
    "or practical experience",
    "or professional experience",
    "or similar experience",
    "or years of experience",
    "or proven experience",
    "in lieu of",
    "in place of a degree",
    "oder vergleichbar*",
    "oder gleichwertig*",
    "oder entsprechende Berufserfahrung",
    "oder Berufserfahrung",
    "ou équivalent",
    "ou équivalente",
    "ou expérience",
    "o equivalente",
    "o experiencia",
    "ou equivalente",
    "o esperienza",
    "of gelijkwaardig",
    "lub równoważn*",
    "или опыт",
    "или эквивалент*",
    "veya eşdeğer",
    "或同等",
    "または同等",
];

/// Words by which something is a degree's name and not a demand: "Associate Creative Director", "CAP" in another sense.
const NO_DEGREE: &[&str] = &[
    "market cap",
    "high school teacher",
    "high school students",
    "high school science",
    "degree of",
    "360 degree",
    "to a high degree",
];

/// A demand for a degree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    pub level: DegreeLevel,
    pub or_experience: bool,
    /// The first word of the degree.
    pub first: usize,
}

struct Table {
    levels: Vec<(DegreeLevel, Phrases)>,
    or_experience: Phrases,
    no_degree: Phrases,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        levels: [
            (DegreeLevel::Secondary, SECONDARY),
            (DegreeLevel::Vocational, VOCATIONAL),
            (DegreeLevel::Associate, ASSOCIATE),
            (DegreeLevel::Bachelor, BACHELOR),
            (DegreeLevel::Master, MASTER),
            (DegreeLevel::Doctorate, DOCTORATE),
        ]
        .into_iter()
        .map(|(level, phrases)| (level, Phrases::new(phrases)))
        .collect(),
        or_experience: Phrases::new(OR_EXPERIENCE),
        no_degree: Phrases::new(NO_DEGREE),
    })
}

/// The degree that the words ask for: the lowest, where they name several ("bachelor's or master's degree").
pub fn demand(words: &[Token]) -> Option<Demand> {
    let table = table();
    if table.no_degree.is_in(words) {
        return None;
    }
    // Longest phrase at each word, so that "high school diploma" is no "diploma" and "laurea magistrale" no "laurea".
    let mut found: Vec<(usize, usize, DegreeLevel)> = table
        .levels
        .iter()
        .flat_map(|(level, phrases)| {
            phrases
                .find_all(words)
                .into_iter()
                .map(|r| (r.start, r.end, *level))
        })
        .collect();
    let covers = |a: &(usize, usize, DegreeLevel), b: &(usize, usize, DegreeLevel)| {
        a.0 <= b.0 && a.1 >= b.1 && a.1 - a.0 > b.1 - b.0
    };
    let all = found.clone();
    found.retain(|f| !all.iter().any(|other| covers(other, f)));
    let first = found.iter().map(|f| f.0).min()?;
    // "Degree in" names a level of its own only where no other is named.
    let named = found.iter().filter(|f| !is_plain(words, f));
    let level = named
        .map(|f| f.2)
        .min()
        .or_else(|| found.iter().map(|f| f.2).min())?;
    Some(Demand {
        level,
        or_experience: table.or_experience.is_in(words),
        first,
    })
}

/// "A degree", without saying which.
fn is_plain(words: &[Token], &(start, end, _): &(usize, usize, DegreeLevel)) -> bool {
    words
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .any(|w| w.form == "degree")
        && words.get(start..end).unwrap_or_default().iter().all(|w| {
            matches!(
                w.form.as_str(),
                "a" | "degree" | "in" | "required" | "preferred" | "relevant"
            )
        })
}

/// A level's plain name.
pub fn name(level: DegreeLevel) -> &'static str {
    match level {
        DegreeLevel::None => "No degree",
        DegreeLevel::Secondary => "High school diploma",
        DegreeLevel::Vocational => "Vocational diploma or trade certificate",
        DegreeLevel::Associate => "Associate degree",
        DegreeLevel::Bachelor => "Bachelor’s degree",
        DegreeLevel::Master => "Master’s degree",
        DegreeLevel::Doctorate => "Doctorate",
    }
}

/// A level's key in a requirement's id.
pub fn key(level: DegreeLevel) -> &'static str {
    match level {
        DegreeLevel::None => "none",
        DegreeLevel::Secondary => "secondary",
        DegreeLevel::Vocational => "vocational",
        DegreeLevel::Associate => "associate",
        DegreeLevel::Bachelor => "bachelor",
        DegreeLevel::Master => "master",
        DegreeLevel::Doctorate => "doctorate",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::skills::token::tokens;

    #[test]
    fn reads_levels_in_several_languages() {
        for (text, level) in [
            ("a bachelor's degree is a must", DegreeLevel::Bachelor),
            (
                "Bachelor of Science in Nursing (BSN) required",
                DegreeLevel::Bachelor,
            ),
            ("A degree in computer science", DegreeLevel::Bachelor),
            ("título de grado", DegreeLevel::Bachelor),
            ("Abgeschlossenes Studium", DegreeLevel::Bachelor),
            ("Bachelor’s or Master’s degree", DegreeLevel::Bachelor),
            (
                "Master's degree in accounting or finance",
                DegreeLevel::Master,
            ),
            ("Laurea magistrale", DegreeLevel::Master),
            ("yüksek lisans", DegreeLevel::Master),
            ("PhD required", DegreeLevel::Doctorate),
            ("associate degree required", DegreeLevel::Associate),
            ("high school diploma preferred", DegreeLevel::Secondary),
            (
                "a vocational diploma or trade certificate is a must",
                DegreeLevel::Vocational,
            ),
        ] {
            assert_eq!(
                demand(&tokens(text)).map(|d| d.level),
                Some(level),
                "{text}"
            );
        }
        for text in [
            "Master electrician",
            "Scrum master",
            "a high degree of care, degree of freedom",
            "Python",
        ] {
            assert_eq!(demand(&tokens(text)), None, "{text}");
        }
    }

    #[test]
    fn sees_that_experience_may_stand_in() {
        let words = tokens("Bachelor's degree or equivalent experience");
        assert!(demand(&words).is_some_and(|d| d.or_experience));
        let words = tokens("Bachelor's degree in law");
        assert!(demand(&words).is_some_and(|d| !d.or_experience));
    }
}
