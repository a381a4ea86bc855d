//! Education: levels, degrees, fields, schools, years.

use crate::records::{DegreeLevel, Education, Line, LineRole, SectionKind};

use super::{
    Text, dates,
    words::{find_word, fold, is_trim},
};
use DegreeLevel::{Associate, Bachelor, Doctorate, Master, Secondary, Vocational};

/// Degrees as they are written, folded. The longest that stands in a line counts: "high school diploma" before "diploma".
#[rustfmt::skip]
const DEGREES: &[(DegreeLevel, &[&str])] = &[
    (Doctorate, &["phd", "ph.d", "ph. d", "dphil", "doctor of philosophy", "doctorate", "doctoral degree", "doctor of",
        "doctoral", "edd", "ed.d", "dba", "juris doctor", "j.d", "jd", "dnp", "dpt", "dds", "dmd", "dvm", "psyd", "psy.d", "drph", "pharm.d", "d.o", "doctor of medicine", "pharmd", "dr.-ing", "dr. rer",
        "dr. med", "dr. phil", "promotion zum", "promotion", "doktor", "doktorat", "doctorat", "doctorado", "doutorado",
        "doutoramento", "dottorato", "dottorato di ricerca", "doctoraat", "doktorát", "doktora", "habilitation",
        "кандидат наук", "доктор наук", "аспирантура", "аспірантура", "доктор філософії", "доктор философии", "διδακτορικο",
        "دكتوراه", "الدكتوراه", "דוקטורט", "תואר שלישי", "博士", "박사"]),
    (Master, &["master of", "master's degree", "masters degree", "master degree", "master's", "masters", "master", "msc",
        "m.sc", "m. sc", "ma", "m.a", "mba", "m.b.a", "mphil", "m.phil", "meng", "m.eng", "med", "m.ed", "mfa", "m.f.a",
        "mpa", "mph", "msw", "msn", "ms", "m.s", "llm", "ll.m", "mres", "march", "mtech", "emba", "mpp", "mlis", "mha", "mpharm", "mdiv", "mchem", "mphys", "macc", "m.tech", "mca", "m.com", "mcom",
        "postgraduate degree", "postgraduate", "pgce", "pg diploma", "postgraduate diploma", "specialist degree",
        "magister", "diplom", "diplom-ingenieur", "dipl.-ing", "dipl.-kfm", "dipl.-inf", "staatsexamen", "master 2",
        "master 1", "mastère", "maîtrise", "diplôme d'ingénieur", "dea", "dess", "máster", "maestría", "posgrado",
        "mestrado", "pós-graduação", "laurea magistrale", "laurea specialistica", "magistr", "inżynier magister", "mgr",
        "mgr inż", "magisterium", "yüksek lisans", "магистр", "магистратура", "специалитет", "магістр", "магістратура",
        "спеціаліст", "μεταπτυχιακο", "μεταπτυχιακο διπλωμα", "ماجستير", "الماجستير", "תואר שני", "מוסמך", "修士", "硕士", "碩士",
        "研究生", "석사"]),
    (Bachelor, &["diplôme d'état d'infirmier", "diplôme d'état d'infirmière", "bachelor of", "bachelor's degree", "bachelors degree", "bachelor degree", "bachelor's", "bachelors", "bachelor", "baccalauréat en", "baccalauréat ès", "bsc", "b.sc", "b. sc", "ba", "b.a", "bs", "b.s", "beng", "b.eng", "bba", "b.b.a", "bed", "b.ed", "bfa",
        "b.f.a", "bcom", "bcomm", "b.com", "bsw", "bpharm", "mbbs", "mbchb", "mb chb", "mb bchir", "bmbs", "bds", "basc", "bhsc", "bscn", "bmus", "bvsc", "btech", "b.tech", "b.e", "bca", "bsn", "bnsc", "llb", "ll.b", "barch", "undergraduate degree",
        "honours degree", "hons", "graduate degree", "first degree", "diplom (fh)", "licence", "licence professionnelle",
        "licenciatura", "licenciado", "licenciada", "grado", "grado en", "diplomatura", "ingeniería", "bacharelado",
        "graduação", "laurea", "laurea triennale", "hbo", "kandidat", "kandidatexamen", "licencjat", "inżynier", "inż",
        "bakalář", "bakalár", "bc", "lisans", "бакалавр", "бакалавриат", "бакалаврат", "πτυχιο", "بكالوريوس", "البكالوريوس",
        "ليسانس", "תואר ראשון", "בוגר", "学士", "學士", "本科", "学部卒", "학사", "высшее образование", "высшее", "вища освіта", "вища", "неоконченное высшее"]),
    (Associate, &["associate of", "aas", "adn", "asn", "fda", "fdsc", "associate's degree", "associate degree", "associates degree", "associate", "a.a", "a.s",
        "a.a.s", "hnd", "higher national diploma", "foundation degree", "bts", "dut", "deug", "deust", "técnico superior",
        "tecnólogo", "ön lisans", "önlisans", "младший специалист", "молодший спеціаліст", "دبلوم عالي", "短期大学", "短期大学士",
        "大专", "专科", "전문학사"]),
    (Vocational, &["vocational diploma", "vocational certificate", "vocational training", "vocational", "trade certificate",
        "trade school", "apprenticeship", "journeyman", "nvq", "city & guilds", "btec", "technical diploma",
        "technical certificate", "tafe", "certificate iii", "certificate iv", "national diploma", "diploma in",
        "diploma of", "berufsausbildung", "ausbildung zum", "ausbildung zur", "lehre", "gesellenbrief", "gesellenprüfung",
        "meisterbrief", "facharbeiter", "kaufmännische ausbildung", "staatlich geprüft", "cap", "bep",
        "brevet professionnel", "diplôme d'état", "formación profesional", "ciclo formativo", "grado medio", "grado superior", "fp",
        "técnico", "curso técnico", "ensino técnico", "qualifica professionale", "mbo", "technikum", "szkoła zawodowa",
        "zasadnicza szkoła", "výuční list", "meslek lisesi", "mesleki eğitim", "среднее специальное",
        "среднее профессиональное", "техникум", "колледж", "професійно-технічн", "училище", "καταρτιση", "ιεκ", "دبلوم",
        "دبلوم مهني", "הכשרה מקצועית", "הנדסאי", "専門学校", "専門士", "中专", "职业", "전문학교"]),
    (Secondary, &["high school diploma", "high school", "secondary school", "secondary education", "ged", "general educational development", "high school equivalency", "a-levels",
        "a levels", "a-level", "gcse", "gcses", "leaving certificate", "matriculation", "international baccalaureate",
        "hsc", "abitur", "fachabitur", "allgemeine hochschulreife", "fachhochschulreife", "hochschulreife",
        "mittlere reife", "realschulabschluss", "hauptschulabschluss", "realschule", "gymnasium", "matura", "baccalauréat",
        "bac", "brevet des collèges", "lycée", "bachillerato", "educación secundaria", "eso", "ensino médio",
        "ensino secundário", "maturità", "diploma di maturità", "liceum", "liceo", "vwo", "havo", "maturita",
        "střední škola", "lise", "lise diploması", "среднее образование", "аттестат", "средняя школа", "середня освіта",
        "середня школа", "атестат", "λυκειο", "απολυτηριο λυκειου", "απολυτηριο", "الثانوية العامة", "الثانوية",
        "شهادة الثانوية", "תעודת בגרות", "בגרות", "תיכון", "高校卒業", "高等学校", "高中", "고등학교"]),
];

/// Names of schools hold one of these, folded; stems match the beginning of a word.
#[rustfmt::skip]
const SCHOOLS: &[&str] = &[
    "universit", "college", "institute", "school", "academy", "polytechnic", "faculty", "hochschule", "fachhochschule",
    "akademie", "institut", "schule", "école", "lycée", "iut", "faculté", "instituto", "escuela", "universidad", "facultad",
    "academia", "politécnica", "faculdade", "escola", "istituto", "scuola", "politecnico", "accademia", "hogeschool",
    "uniwersytet", "politechnika", "akademia", "szkoła", "univerzita", "vysoká škola", "üniversite", "enstitü",
    "yüksekokul", "университет", "институт", "академия", "училище", "колледж", "школа", "університет", "інститут",
    "академія", "політехніка", "πανεπιστημ", "πολυτεχνε", "ινστιτουτ", "σχολη", "جامعة", "معهد", "كلية", "אוניברסיט",
    "מכללה", "大学", "学院", "대학",
];

/// Finds the education entries: every line of the education sections that names a degree; without such a section, lines of
/// the whole text that name one beside a school or a year.
pub(super) fn find(text: &Text<'_>) -> Vec<Education> {
    let has_section = text
        .sections
        .iter()
        .any(|s| s.kind == SectionKind::Education);
    let lines: Vec<&Line> = text
        .lines()
        .iter()
        .filter(|line| {
            let kind = text.section(line.number);
            !text.is_title(line)
                && !matches!(line.role, LineRole::Header | LineRole::Footer)
                && if has_section {
                    kind == SectionKind::Education
                } else {
                    matches!(
                        kind,
                        SectionKind::Head | SectionKind::Other | SectionKind::Certificates
                    )
                }
        })
        .collect();
    let mut found: Vec<(usize, Education)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((level, degree, field)) = degree_in(&line.text) else {
            continue;
        };
        if !has_section && school_in(&line.text).is_none() && dates::points(&line.text).is_empty() {
            continue;
        }
        // "Thesis: …" or a course list under an entry names no second degree.
        if line.role == LineRole::Item
            && found.last().is_some_and(|(at, _)| index - at <= 6)
            && lines
                .iter()
                .skip(found.last().map_or(0, |(at, _)| *at))
                .take(1)
                .any(|l| l.role != LineRole::Item)
        {
            continue;
        }
        found.push((
            index,
            Education {
                level,
                degree: Some(degree),
                field,
                school: None,
                year: None,
                line: line.number,
            },
        ));
    }
    let starts: Vec<usize> = found.iter().map(|(index, _)| *index).collect();
    let mut out = Vec::new();
    for (position, (index, mut education)) in found.into_iter().enumerate() {
        let end = starts
            .get(position + 1)
            .copied()
            .unwrap_or(lines.len())
            .min(index + 5);
        let before = match position.checked_sub(1).and_then(|p| starts.get(p)) {
            Some(previous) => (previous + 1).max(index.saturating_sub(2)),
            None => index.saturating_sub(2),
        };
        let own = lines.get(index..end).unwrap_or_default();
        let above = lines.get(before..index).unwrap_or_default();
        // A school above the degree belongs to it where none stands below it.
        education.school = own
            .iter()
            .chain(above.iter().rev())
            .find_map(|line| school_in(&line.text));
        education.year = own
            .iter()
            .chain(above.iter().rev())
            .find_map(|line| dates::points(&line.text).last().map(|point| point.year));
        out.push(education);
    }
    if out.is_empty() && has_section {
        // A school with a year and no degree is education all the same, of no known level.
        for line in &lines {
            if let Some(school) = school_in(&line.text) {
                out.push(Education {
                    level: DegreeLevel::None,
                    degree: None,
                    field: None,
                    school: Some(school),
                    year: dates::points(&line.text).last().map(|point| point.year),
                    line: line.number,
                });
            }
        }
    }
    out
}

/// The degree that a line names: its level, its words, its field.
fn degree_in(line: &str) -> Option<(DegreeLevel, String, Option<String>)> {
    let bare = dates::without_dates(line);
    let folded = fold(&bare);
    let mut best: Option<(usize, usize, DegreeLevel)> = None;
    for (level, names) in DEGREES {
        for name in *names {
            let Some(at) = find_word(&folded, name) else {
                continue;
            };
            // Two or three letters are a degree in capitals only: "MA", "BS", not "ma" or "med".
            if name.len() <= 4
                && name.is_ascii()
                && !name.contains('.')
                && !stands_in_capitals(&bare, name)
            {
                continue;
            }
            let better = match best {
                None => true,
                // The longer name is the more exact one where they overlap; else the first in the line.
                Some((first, length, known)) => {
                    let overlap = at < first + length && first < at + name.len();
                    if overlap {
                        name.len() > length
                    } else {
                        *level > known
                    }
                }
            };
            if better {
                best = Some((at, name.len(), *level));
            }
        }
    }
    let (at, length, level) = best?;
    let (degree, field) = degree_and_field(&bare, &folded, at, length);
    Some((level, degree, field))
}

fn stands_in_capitals(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '.')
        .any(|word| {
            word.eq_ignore_ascii_case(name)
                && word.chars().filter(|c| c.is_uppercase()).count() >= 2.min(name.len())
        })
        || (matches!(name, "bac" | "cap" | "bep" | "eso" | "lise" | "hons")
            && text.to_lowercase().contains(name))
}

/// Cuts "Bachelor of Science in Nursing" and "M.Sc., Civil Engineering" into degree and field.
fn degree_and_field(
    bare: &str,
    folded: &str,
    at: usize,
    length: usize,
) -> (String, Option<String>) {
    let part = bare
        .split('\t')
        .find(|part| fold(part).contains(folded.get(at..at + length).unwrap_or_default()))
        .unwrap_or(bare)
        .trim_matches(is_trim);
    for between in [
        " in ", " en ", " im ", " in der ", ", ", " – ", " - ", "，", "، ", " של ", " في ",
    ] {
        if let Some((degree, field)) = part.split_once(between)
            && !degree.trim().is_empty()
            && !field.trim().is_empty()
            && school_in(field.split(',').next().unwrap_or(field)).is_none()
            && fold(degree).contains(
                folded
                    .get(at..(at + length).min(folded.len()))
                    .unwrap_or_default()
                    .trim_end_matches(" of"),
            )
        {
            let field = field.split([',', '\t']).next().unwrap_or(field);
            return (
                degree.trim_matches(is_trim).to_owned(),
                Some(field.trim_matches(is_trim).to_owned()),
            );
        }
    }
    (part.to_owned(), None)
}

/// The part of a line that names a school.
fn school_in(line: &str) -> Option<String> {
    let bare = dates::without_dates(line);
    bare.split(['\t', '|', ';', ',', '،', '—', '–'])
        .map(|part| part.trim_matches(is_trim))
        .find(|part| {
            let folded = fold(part);
            // "High School Diploma" is what a school gave, not its name.
            let degree = folded.contains("diploma") || folded.contains("degree");
            !degree && SCHOOLS.iter().any(|stem| has_stem(&folded, stem))
        })
        .map(str::to_owned)
}

fn has_stem(text: &str, stem: &str) -> bool {
    text.match_indices(stem).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        // German joins words: "Musikhochschule".
        before.is_none_or(|c| !c.is_alphanumeric())
            || matches!(
                stem,
                "hochschule" | "schule" | "akademie" | "大学" | "学院" | "대학"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(text: &str) -> Option<DegreeLevel> {
        degree_in(text).map(|(level, _, _)| level)
    }

    #[test]
    fn levels_in_many_languages() {
        for (text, expected) in [
            ("Doctor of Philosophy, Mathematics Education", Doctorate),
            ("Master's degree, English Literature", Master),
            ("MA, Finance\t2015", Master),
            ("BSc (Hons), Accounting", Bachelor),
            ("Associate of Arts, Law", Associate),
            ("Trade Certificate, Culinary Arts", Vocational),
            ("Vocational Diploma in Electrical Technology", Vocational),
            ("High School Diploma, Logistics", Secondary),
            ("Yüksek Lisans, İşletme", Master),
            ("Lisans, İşletme", Bachelor),
            ("Licence, Soins infirmiers", Bachelor),
            ("Licencjat, Pielęgniarstwo", Bachelor),
            ("Máster, Contabilidad", Master),
            ("Магистр, Статистика", Master),
            ("Μεταπτυχιακό, Στατιστική", Master),
            ("بكالوريوس، المحاسبة", Bachelor),
            ("תואר ראשון, סיעוד", Bachelor),
            ("修士 情報工学", Master),
            ("学士，会计学", Bachelor),
            ("Abitur", Secondary),
        ] {
            assert_eq!(level(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn short_words_are_no_degrees() {
        for text in [
            "Relevant courses: statistics",
            "ba bakery",
            "Member of the debating club",
        ] {
            assert_eq!(level(text), None, "{text}");
        }
    }

    #[test]
    fn degree_and_field_are_told_apart() {
        let (_, degree, field) = degree_in("Bachelor of Science in Nursing").unwrap_or_default();
        assert_eq!(
            (degree.as_str(), field.as_deref()),
            ("Bachelor of Science", Some("Nursing"))
        );
        let (_, degree, field) = degree_in("M.Sc., Civil Engineering\t2025").unwrap_or_default();
        assert_eq!(
            (degree.as_str(), field.as_deref()),
            ("M.Sc", Some("Civil Engineering"))
        );
    }
}
