//! The words of a span of time: from, until, still going on.

#[rustfmt::skip]
pub(super) const SINCE: &[&str] = &[
    "since", "from", "seit", "von", "ab", "depuis", "de", "desde", "da", "dal", "od", "sedan", "siden", "с", "з", "από", "منذ",
];

/// Those that alone mean "up to now".
pub(super) const SINCE_OPEN: &[&str] = &[
    "since", "seit", "ab", "depuis", "desde", "dal", "sedan", "siden", "από", "منذ",
];

#[rustfmt::skip]
pub(super) const UNTIL: &[&str] = &[
    "to", "until", "till", "through", "thru", "and", "bis zum", "bis", "au", "à", "jusqu'à", "jusqu’à", "a", "ad", "al", "hasta",
    "até", "fino a", "tot", "do", "až", "do dnes", "till", "til", "по", "до", "έως", "εωσ", "إلى", "עד", "から",
];

#[rustfmt::skip]
pub(super) const PRESENT: &[&str] = &[
    "present", "current", "currently", "now", "today", "ongoing", "to date", "date", "heute", "aktuell", "jetzt", "laufend",
    "dato", "gegenwart", "aujourd'hui", "aujourd’hui", "aujourdhui", "présent", "ce jour", "en cours", "actuel",
    "actuellement", "maintenant", "actualidad", "la actualidad", "actual", "actualmente", "presente", "el presente", "hoy",
    "la fecha", "atual", "atualmente", "o momento", "hoje", "oggi", "attuale", "in corso", "heden", "nu", "nuværende", "nå",
    "pågående", "dosud", "doposud", "prezent", "jelenleg", "jelen", "nåværende", "obecnie", "teraz", "dziś", "nadal", "chwili obecnej", "současnost", "dnes", "súčasnosť",
    "nykyhetki", "devam ediyor", "devam", "halen", "günümüz", "bugün", "şu an", "настоящее время", "наст. время",
    "настоящее", "сейчас", "н.в.", "н. в.", "дотепер", "теперішній час", "теперішнього часу", "сьогодні", "зараз", "σήμερα",
    "τώρα", "σημερα", "حتى الآن", "الآن", "היום", "כיום", "עד היום",
];

/// Written with signs, where a word needs no blanks around it.
pub(super) const PRESENT_SIGNS: &[&str] = &[
    "現在",
    "现在",
    "至今",
    "目前",
    "今",
    "現職",
    "迄今",
    "现今",
    "在职",
    "현재",
    "재직중",
];
