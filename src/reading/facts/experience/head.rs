//! An entry's head: the lines around its dates, with the title and the employer.

use crate::{
    reading::facts::{
        dates,
        words::{self, fold, is_trim},
    },
    records::{Line, LineRole},
};

/// How many lines above its dates an entry may begin.
const LINES_ABOVE: usize = 2;

/// The longest line that is still a title or an employer.
const LONGEST_HEAD: usize = 110;

/// Words of employers' names, folded: legal forms and kinds of organisation. Stems of four letters and more match the
/// beginning of a word, shorter ones a whole word.
#[rustfmt::skip]
const EMPLOYERS: &[&str] = &[
    "inc", "ltd", "llc", "llp", "plc", "corp", "corporation", "company", "co", "group", "gmbh", "ag", "kg", "ug", "se",
    "sa", "s.a", "sarl", "sas", "srl", "s.r.l", "spa", "bv", "b.v", "nv", "ab", "oy", "as", "a/s", "aps", "sp. z o.o",
    "şti", "a.ş", "ооо", "зао", "оао", "тов", "αε", "a.e", "kft", "pty", "ltda", "lda", "a.s", "s/a", "k.k", "zrt", "d.o.o", "s.r.o", "hospital", "klinik", "krankenhaus", "hôpital",
    "clinique", "hospitalier", "hastane", "больниц", "лікарн", "νοσοκομ", "مستشفى", "universit", "college", "school",
    "schule", "institut", "bank", "agency", "agentur", "agence", "studio", "solutions", "systems", "services", "consulting",
    "industries", "technologies", "logistics", "foundation", "stiftung", "ministry", "department", "council", "city of",
    "partners", "associates", "restaurant", "hotel", "株式会社", "有限公司", "公司", "会社", "医院", "شركة", "בע\"מ",
];

/// Labels of forms, as the Europass has them, before the title and the employer; folded.
#[rustfmt::skip]
pub(super) const TITLE_LABELS: &[&str] = &[
    "designation", "occupation or position held", "position held", "position", "job title", "title", "role", "beruf oder funktion", "funktion", "tätigkeit als",
    "fonction ou poste occupé", "poste occupé", "poste", "profesión o cargo desempeñado", "cargo", "puesto", "lavoro o posizione ricoperti",
    "posizione", "função ou cargo ocupado", "zawód lub stanowisko", "stanowisko", "должность", "посада",
];

/// See [`TITLE_LABELS`].
#[rustfmt::skip]
pub(super) const EMPLOYER_LABELS: &[&str] = &[
    "name and address of employer", "name of employer", "employer", "company", "company name", "name of the company", "organisation", "organization",
    "name und adresse des arbeitgebers", "arbeitgeber", "firma", "nom et adresse de l'employeur", "employeur", "entreprise",
    "nombre y dirección de la empresa", "empresa", "nome e indirizzo del datore di lavoro", "datore di lavoro", "azienda",
    "nome e endereço do empregador", "empregador", "nazwa i adres pracodawcy", "pracodawca", "компания", "работодатель", "роботодавець",
];

/// What stands behind one of the labels in an entry's lines: "Position held <gap> Dispatcher", "Employer: Mill Hall".
pub(super) fn labelled(lines: &[&Line], labels: &[&str]) -> Option<String> {
    lines.iter().find_map(|line| {
        let (label, value) = line
            .text
            .split_once('\t')
            .or_else(|| line.text.split_once([':', '：']))?;
        let value = value.trim();
        // "1) Organization: …"
        let label = fold(label);
        let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || is_trim(c));
        (labels.contains(&label) && !value.is_empty() && value.chars().count() <= LONGEST_HEAD)
            .then(|| value.replace('\t', " "))
    })
}

/// The first line of an entry: up to two short lines above its dates that are no items and belong to no other entry.
pub(super) fn head_start(lines: &[&Line], index: usize, free: usize) -> usize {
    let Some(anchor) = lines.get(index) else {
        return index;
    };
    // Where the title stands on the line of the dates itself, nothing above belongs to it unless it shares its block.
    let own = dates::without_dates(&anchor.text);
    let alone = own.chars().filter(|c| c.is_alphabetic()).count() < 3;
    // Title and employer both stand on the line of the dates.
    let complete = own
        .split('\t')
        .filter(|part| part.chars().any(char::is_alphabetic))
        .count()
        >= 2;
    if complete {
        return index;
    }
    // Where the dates begin a block, what belongs to them stands below.
    let goes_on = lines
        .get(index + 1)
        .is_some_and(|below| below.block == anchor.block && below.role != LineRole::Item);
    let mut start = index;
    for above in (free..index).rev().take(LINES_ABOVE) {
        let Some(line) = lines.get(above) else { break };
        let length = line.text.chars().count();
        let head_like = line.role != LineRole::Item
            && length <= LONGEST_HEAD
            && !line.text.ends_with(['.', '。', ';']);
        let next_to = lines
            .get(start)
            .is_some_and(|below| below.page == line.page);
        let shares = line.block == anchor.block || line.role == LineRole::Heading;
        // The first line after another entry's dates is that entry's own.
        let taken = above == free
            && free > 0
            && !shares
            && lines
                .get(free.saturating_sub(1))
                .is_some_and(|l| l.block == line.block);
        let belongs = shares || alone && !goes_on;
        if !head_like || !next_to || taken || !belongs {
            break;
        }
        start = above;
        if !alone && line.role == LineRole::Heading {
            break;
        }
    }
    start
}

/// The pieces of an entry's head: its lines around the dates, cut where gaps and separators part them.
pub(super) fn head_parts(lines: &[&Line], begins: usize, index: usize, ends: usize) -> Vec<String> {
    let mut parts = Vec::new();
    for at in begins..ends.min(index + 3) {
        let Some(line) = lines.get(at) else { break };
        if at > index
            && (line.role == LineRole::Item
                || line.text.chars().count() > LONGEST_HEAD
                || line.text.ends_with(['.', '。'])
                || line.text.contains(": "))
        {
            break;
        }
        let bare = dates::without_dates(&line.text);
        for piece in bare
            .split(['\t', '|', '•', '·'])
            .flat_map(|p| p.split(" – "))
            .flat_map(|p| p.split(" — "))
            .flat_map(|p| p.split(" - "))
            .flat_map(|p| p.split(" @ "))
            .flat_map(by_signs)
            .flat_map(|p| p.split(" presso "))
            .flat_map(|p| p.split(" bei der "))
            .flat_map(|p| p.split(" bei "))
            .flat_map(|p| p.split(" chez "))
            .flat_map(|p| p.split(" at "))
        {
            let piece = piece.trim_matches(|c| is_trim(c) && !matches!(c, '.' | '(' | ')'));
            if piece.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
                parts.push(piece.to_owned());
            }
        }
    }
    parts
}

/// Cuts at blanks where signs of Chinese or Japanese stand on both sides of each: they are no words of one phrase.
fn by_signs(piece: &str) -> Vec<&str> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let signs = |word: &&str| word.chars().any(crate::reading::clean::is_ideograph);
    if words.len() > 1 && words.iter().all(signs) {
        words
    } else {
        vec![piece]
    }
}

/// Takes the title out of the pieces: the first that names no employer.
pub(super) fn take_title(parts: &mut Vec<String>) -> Option<String> {
    let occupation =
        |part: &String| !names_employer(part) && !crate::skills::find_occupations(part).is_empty();
    let at = parts
        .iter()
        .position(occupation)
        .or_else(|| {
            let titled =
                |part: &String| !names_employer(part) || title_and_employer(part).is_some();
            parts.iter().position(titled)
        })
        .or((!parts.is_empty()).then_some(0))?;
    let part = parts.remove(at);
    // "Baker, Mill Hall Ltd": title and employer in one piece.
    if let Some((title, rest)) = title_and_employer(&part) {
        parts.insert(at.min(parts.len()), rest.to_owned());
        return Some(title.to_owned());
    }
    Some(part)
}

/// Cuts "Baker, Mill Hall Ltd" in two.
fn title_and_employer(part: &str) -> Option<(&str, &str)> {
    part.split_once(", ")
        .filter(|(title, rest)| names_employer(rest) && !names_employer(title))
}

/// Takes the employer out of the pieces: the one that names an organisation, else the next one; without its place.
pub(super) fn take_employer(parts: &mut Vec<String>) -> Option<String> {
    let at = parts
        .iter()
        .position(|part| names_employer(part))
        .or((!parts.is_empty()).then_some(0))?;
    let part = parts.remove(at);
    let name = match part.split_once([',', '，', '،', '、']) {
        Some((name, rest))
            if !fold(rest).starts_with("inc")
                && !fold(rest).starts_with("ltd")
                && !fold(rest).starts_with("llc") =>
        {
            name
        }
        _ => part.as_str(),
    };
    Some(
        name.trim_matches(|c: char| c.is_whitespace() || c == '(')
            .to_owned(),
    )
}

fn names_employer(part: &str) -> bool {
    let folded = fold(part);
    EMPLOYERS.iter().any(|word| {
        if word.chars().count() >= 4 || !word.is_ascii() {
            folded.match_indices(word).any(|(at, _)| {
                folded
                    .get(..at)
                    .and_then(|t| t.chars().next_back())
                    .is_none_or(|c| !c.is_alphanumeric() || crate::reading::clean::is_ideograph(c))
            })
        } else {
            words::find_word(&folded, word).is_some()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_name_title_and_employer() {
        let text = |number: u32, text: &str| Line {
            number,
            text: text.to_owned(),
            ..Line::default()
        };
        let lines = [
            text(1, "Dates (from – to)\tMarch 2014 – August 2019"),
            text(
                2,
                "Name and address of employer\tBluefern Freight, Limerick",
            ),
            text(3, "Occupation or position held:\tDispatcher"),
        ];
        let lines: Vec<&Line> = lines.iter().collect();
        assert_eq!(
            labelled(&lines, TITLE_LABELS).as_deref(),
            Some("Dispatcher")
        );
        assert_eq!(
            labelled(&lines, EMPLOYER_LABELS).as_deref(),
            Some("Bluefern Freight, Limerick")
        );
    }

    #[test]
    fn employers_are_told_from_titles() {
        assert!(names_employer("Bluefern Contracting LLC"));
        assert!(names_employer("Nebelhorn GmbH"));
        assert!(names_employer("上海虚构科技有限公司"));
        assert!(!names_employer("Junior Electrician"));
    }
}
