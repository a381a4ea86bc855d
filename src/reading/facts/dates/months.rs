//! Months' names.

/// A month's name at the beginning of a text: its number and the name's length in bytes.
pub(super) fn month_name(rest: &str) -> Option<(u8, usize)> {
    let length: usize = rest
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '\u{307}')
        .map(char::len_utf8)
        .sum();
    let word = rest.get(..length)?;
    if length < 2 || word.chars().count() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .find(|(_, names)| names.contains(&word))
        .map(|(month, _)| (*month, length))
}

/// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech, Nordic, Turkish, Russian, Ukrainian, Greek,
/// Arabic, Hebrew; full, inflected and short.
#[rustfmt::skip]
const MONTHS: [(u8, &[&str]); 12] = [
    (1, &["january", "jan", "januar", "jänner", "jän", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "gen",
        "januari", "styczeń", "stycznia", "sty", "leden", "ledna", "ocak", "oca", "январь", "января", "янв", "січень",
        "січня", "січ", "ιανουάριος", "ιανουαρίου", "ιαν", "يناير", "ינואר", "tammikuu"]),
    (2, &["february", "feb", "februar", "février", "févr", "fév", "febrero", "fevereiro", "fev", "febbraio", "februari",
        "luty", "lutego", "lut", "únor", "února", "şubat", "şub", "февраль", "февраля", "фев", "февр", "лютий", "лютого",
        "лют", "φεβρουάριος", "φεβρουαρίου", "φεβ", "فبراير", "פברואר", "helmikuu"]),
    (3, &["march", "mar", "märz", "mär", "mrz", "mars", "marzo", "março", "maart", "mrt", "marzec", "marca", "březen",
        "března", "mart", "март", "марта", "мар", "березень", "березня", "бер", "μάρτιος", "μαρτίου", "μαρ", "مارس", "מרץ",
        "מרס", "maaliskuu"]),
    (4, &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwiecień", "kwietnia", "kwi", "duben", "dubna",
        "nisan", "nis", "апрель", "апреля", "апр", "квітень", "квітня", "кві", "квіт", "απρίλιος", "απριλίου", "απρ",
        "أبريل", "ابريل", "אפריל", "huhtikuu"]),
    (5, &["may", "mai", "mayo", "maio", "maggio", "mag", "mei", "maj", "maja", "květen", "května", "mayıs", "май", "мая",
        "травень", "травня", "трав", "μάιος", "μαΐου", "μάι", "مايو", "מאי", "toukokuu"]),
    (6, &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu", "czerwiec", "czerwca", "cze", "červen",
        "června", "haziran", "haz", "июнь", "июня", "июн", "червень", "червня", "чер", "черв", "ιούνιος", "ιουνίου", "ιουν",
        "يونيو", "יוני", "kesäkuu"]),
    (7, &["july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug", "lipiec", "lipca", "lip", "červenec",
        "července", "temmuz", "tem", "июль", "июля", "июл", "липень", "липня", "лип", "ιούλιος", "ιουλίου", "ιουλ", "يوليو",
        "יולי", "heinäkuu"]),
    (8, &["august", "aug", "août", "aout", "agosto", "ago", "augustus", "sierpień", "sierpnia", "sie", "srpen", "srpna",
        "augusti", "ağustos", "ağu", "август", "августа", "авг", "серпень", "серпня", "сер", "серп", "αύγουστος",
        "αυγούστου", "αυγ", "أغسطس", "אוגוסט", "elokuu"]),
    (9, &["september", "sep", "sept", "septembre", "septiembre", "set", "setembro", "settembre", "wrzesień", "września",
        "wrz", "září", "eylül", "eyl", "сентябрь", "сентября", "сен", "сент", "вересень", "вересня", "вер", "σεπτέμβριος",
        "σεπτεμβρίου", "σεπ", "سبتمبر", "ספטמבר", "syyskuu"]),
    (10, &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott", "październik",
        "października", "paź", "říjen", "října", "ekim", "eki", "октябрь", "октября", "окт", "жовтень", "жовтня", "жов",
        "οκτώβριος", "οκτωβρίου", "οκτ", "أكتوبر", "אוקטובר", "lokakuu"]),
    (11, &["november", "nov", "novembre", "noviembre", "novembro", "listopad", "listopada", "lis", "listopadu", "kasım",
        "kas", "ноябрь", "ноября", "ноя", "нояб", "листопад", "листопада", "лис", "лист", "νοέμβριος", "νοεμβρίου", "νοε",
        "نوفمبر", "נובמבר", "marraskuu"]),
    (12, &["december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dezembro", "dicembre", "grudzień",
        "grudnia", "gru", "prosinec", "prosince", "desember", "des", "aralık", "ara", "декабрь", "декабря", "дек",
        "грудень", "грудня", "груд", "δεκέμβριος", "δεκεμβρίου", "δεκ", "ديسمبر", "דצמבר", "joulukuu"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_no_name_of_another() {
        for (index, (_, names)) in MONTHS.iter().enumerate() {
            for (_, others) in MONTHS.iter().skip(index + 1) {
                for name in *names {
                    // "listopad" is October in Croatian and November in Polish and Ukrainian; the table holds the latter.
                    assert!(!others.contains(name), "{name}");
                }
            }
        }
    }
}
