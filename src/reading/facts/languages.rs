//! Spoken languages, by their names in the languages that résumés are written in.

use std::sync::LazyLock;

use crate::reading::phrases::Phrases;
use crate::records::{SectionKind, SpokenLanguage};

use super::{
    Text,
    words::{fold, is_trim},
};

/// English name, then names and stems in other languages, folded. A stem matches the beginning of a word, so that inflected
/// forms count: "anglais", "anglaise".
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("English", &["english", "englisch", "anglais", "inglés", "ingles", "inglês", "inglese", "engels", "angielsk",
        "angličtin", "engelsk", "englanti", "ingilizce", "английск", "англійськ", "αγγλικ", "الإنجليزية", "الانجليزية",
        "إنجليزي", "אנגלית", "英語", "英语", "영어"]),
    ("German", &["german", "deutsch", "allemand", "alemán", "alemão", "tedesco", "duits", "niemieck", "němčin", "tysk",
        "saksa", "almanca", "немецк", "німецьк", "γερμανικ", "الألمانية", "גרמנית", "ドイツ語", "德语", "德語", "독일어"]),
    ("French", &["french", "französisch", "français", "francés", "francês", "francese", "frans", "francusk", "francouzštin",
        "fransk", "ranska", "fransızca", "французск", "французьк", "γαλλικ", "الفرنسية", "צרפתית", "フランス語", "法语", "法語",
        "프랑스어"]),
    ("Spanish", &["spanish", "spanisch", "espagnol", "español", "castellano", "espanhol", "spagnolo", "spaans", "hiszpańsk",
        "španělštin", "spansk", "espanja", "ispanyolca", "испанск", "іспанськ", "ισπανικ", "الإسبانية", "ספרדית", "スペイン語",
        "西班牙语", "西班牙語", "스페인어"]),
    ("Portuguese", &["portuguese", "portugiesisch", "portugais", "portugués", "português", "portoghese", "portugees",
        "portugalsk", "portugalštin", "portugisisk", "portekizce", "португальск", "португальськ", "πορτογαλικ",
        "البرتغالية", "פורטוגזית", "ポルトガル語", "葡萄牙语", "포르투갈어"]),
    ("Italian", &["italian", "italienisch", "italien", "italiano", "italiaans", "włosk", "italštin", "italiensk",
        "italyanca", "итальянск", "італійськ", "ιταλικ", "الإيطالية", "איטלקית", "イタリア語", "意大利语", "이탈리아어"]),
    ("Dutch", &["dutch", "niederländisch", "holländisch", "néerlandais", "neerlandés", "holandés", "holandês", "olandese",
        "nederlands", "niderlandzk", "holandsk", "nizozemštin", "nederländsk", "nederlandsk", "hollandsk", "felemenkçe",
        "hollandaca", "нидерландск", "голландск", "нідерландськ", "ολλανδικ", "الهولندية", "הולנדית", "オランダ語", "荷兰语"]),
    ("Polish", &["polish", "polnisch", "polonais", "polaco", "polonês", "polacco", "pools", "polsk", "polštin", "lehçe",
        "polonyaca", "польск", "польськ", "πολωνικ", "البولندية", "פולנית", "ポーランド語", "波兰语"]),
    ("Czech", &["czech", "tschechisch", "tchèque", "checo", "tcheco", "ceco", "tsjechisch", "czesk", "čeština", "češtin",
        "çekçe", "чешск", "чеськ", "τσεχικ"]),
    ("Russian", &["russian", "russisch", "russe", "ruso", "russo", "rosyjsk", "ruštin", "rysk", "russisk", "venäjä",
        "rusça", "русск", "російськ", "ρωσικ", "الروسية", "רוסית", "ロシア語", "俄语", "俄語", "러시아어"]),
    ("Ukrainian", &["ukrainian", "ukrainisch", "ukrainien", "ucraniano", "ucraino", "oekraïens", "ukraińsk", "ukrajinštin",
        "ukrainsk", "ukraynaca", "украинск", "українськ", "ουκρανικ", "الأوكرانية", "אוקראינית", "ウクライナ語", "乌克兰语"]),
    ("Turkish", &["turkish", "türkisch", "turc", "turco", "turks", "tureck", "turečtin", "turkisk", "tyrkisk", "türkçe",
        "турецк", "турецьк", "τουρκικ", "التركية", "טורקית", "トルコ語", "土耳其语"]),
    ("Greek", &["greek", "griechisch", "grec", "griego", "grego", "greco", "grieks", "greck", "řečtin", "grekisk", "græsk",
        "gresk", "yunanca", "греческ", "грецьк", "ελληνικ", "اليونانية", "יוונית", "ギリシャ語", "希腊语"]),
    ("Arabic", &["arabic", "arabisch", "arabe", "árabe", "arabo", "arabsk", "arabštin", "arabisk", "arapça", "арабск",
        "арабськ", "αραβικ", "العربية", "ערבית", "アラビア語", "阿拉伯语", "아랍어"]),
    ("Hebrew", &["hebrew", "hebräisch", "hébreu", "hebreo", "hebraico", "ebraico", "hebreeuws", "hebrajsk", "hebrejštin",
        "hebreisk", "ibranice", "иврит", "іврит", "εβραϊκ", "εβραικ", "العبرية", "עברית", "ヘブライ語", "希伯来语"]),
    ("Chinese", &["chinese", "mandarin", "cantonese", "chinesisch", "chinois", "chino", "chinês", "cinese", "chinees",
        "chińsk", "čínštin", "kinesisk", "çince", "китайск", "китайськ", "κινεζικ", "الصينية", "סינית", "中国語", "中文", "汉语",
        "普通话", "國語", "중국어"]),
    ("Japanese", &["japanese", "japanisch", "japonais", "japonés", "japonês", "giapponese", "japans", "japońsk",
        "japonštin", "japansk", "japonca", "японск", "японськ", "ιαπωνικ", "اليابانية", "יפנית", "日本語", "日语", "日語", "일본어"]),
    ("Korean", &["korean", "koreanisch", "coréen", "coreano", "koreaans", "koreańsk", "korejštin", "koreansk", "korece",
        "корейск", "корейськ", "κορεατικ", "الكورية", "קוריאנית", "韓国語", "韩语", "한국어"]),
    ("Hindi", &["hindi", "hintçe", "хинди", "гінді", "الهندية", "הינדי", "ヒンディー語", "印地语"]),
    ("Urdu", &["urdu", "urduca", "урду", "الأردية"]),
    ("Bengali", &["bengali", "bangla", "бенгальск"]),
    ("Punjabi", &["punjabi", "panjabi"]),
    ("Tamil", &["tamil"]),
    ("Telugu", &["telugu"]),
    ("Persian", &["persian", "farsi", "persisch", "persan", "persa", "persiano", "farsça", "персидск", "الفارسية",
        "פרסית"]),
    ("Swedish", &["swedish", "schwedisch", "suédois", "sueco", "svedese", "zweeds", "szwedzk", "švédštin", "svensk",
        "ruotsi", "isveççe", "шведск", "шведськ", "σουηδικ"]),
    ("Norwegian", &["norwegian", "norwegisch", "norvégien", "noruego", "norueguês", "norvegese", "noors", "norwesk",
        "norštin", "norsk", "norveççe", "норвежск", "норвезьк"]),
    ("Danish", &["danish", "dänisch", "danois", "danés", "dinamarquês", "danese", "deens", "duńsk", "dánštin", "dansk",
        "danca", "датск", "данськ"]),
    ("Finnish", &["finnish", "finnisch", "finnois", "finlandés", "finlandês", "finlandese", "fins", "fińsk", "finštin",
        "finsk", "suomi", "fince", "финск", "фінськ"]),
    ("Hungarian", &["hungarian", "ungarisch", "hongrois", "húngaro", "ungherese", "hongaars", "węgiersk", "maďarštin",
        "ungersk", "ungarsk", "magyar", "macarca", "венгерск", "угорськ"]),
    ("Romanian", &["romanian", "rumänisch", "roumain", "rumano", "romeno", "rumeno", "roemeens", "rumuńsk", "rumunštin",
        "rumänsk", "română", "rumence", "румынск", "румунськ"]),
    ("Bulgarian", &["bulgarian", "bulgarisch", "bulgare", "búlgaro", "bulgaro", "bułgarsk", "bulharštin", "български",
        "bulgarca", "болгарск", "болгарськ"]),
    ("Croatian", &["croatian", "kroatisch", "croate", "croata", "chorwack", "chorvatštin", "hrvatski", "хорватск"]),
    ("Serbian", &["serbian", "serbisch", "serbe", "serbio", "serbo", "serbsk", "srbštin", "srpski", "сербск", "сербськ"]),
    ("Slovak", &["slovak", "slowakisch", "slovaque", "eslovaco", "slovacco", "słowack", "slovenčin", "slovenštin",
        "словацк"]),
    ("Vietnamese", &["vietnamese", "vietnamesisch", "vietnamien", "vietnamita", "tiếng việt", "вьетнамск", "ベトナム語", "越南语"]),
    ("Thai", &["thai", "thailändisch", "thaï", "tailandés", "タイ語", "泰语"]),
    ("Indonesian", &["indonesian", "bahasa indonesia", "indonesisch", "indonésien", "インドネシア語"]),
    ("Malay", &["malay", "bahasa melayu", "malaiisch"]),
    ("Tagalog", &["tagalog", "filipino"]),
    ("Swahili", &["swahili", "kiswahili", "suaheli"]),
    ("Catalan", &["catalan", "katalanisch", "catalán", "català", "catalão"]),
    ("Irish", &["irish", "gaeilge", "irisch", "irlandais", "irlandés"]),
    ("Welsh", &["welsh", "cymraeg", "walisisch", "gallois", "galés"]),
    ("Latin", &["latin", "latein", "latín", "latim"]),
    ("Sign language", &["sign language", "asl", "bsl", "gebärdensprache", "langue des signes", "lengua de signos"]),
];

/// Labels before languages in other sections, folded: forms have them.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "mother tongue", "mother tongue(s", "other language(s", "other languages", "native language", "languages", "foreign languages", "muttersprache",
    "weitere sprachen", "fremdsprachen", "sprachen", "langue maternelle", "autres langues", "langues", "lengua materna", "otros idiomas", "idiomas",
    "madrelingua", "altre lingue", "lingue", "língua materna", "outras línguas", "język ojczysty", "inne języki", "języki", "родной язык",
    "другие языки", "языки", "иностранные языки",
];

/// The languages that the language sections name, each with its level as written.
pub(super) fn spoken(text: &Text<'_>) -> Vec<SpokenLanguage> {
    let mut found: Vec<SpokenLanguage> = Vec::new();
    for line in text.lines() {
        let labelled = line
            .text
            .split_once([':', '：', '\t'])
            .is_some_and(|(label, _)| LABELS.contains(&fold(label).as_str()));
        // "Swedish (native), English (fluent)" among the skills.
        if !labelled && text.section(line.number) == SectionKind::Skills {
            for piece in pieces(&line.text) {
                let folded = fold(piece);
                let begins = named(&folded).is_some_and(|(_, end)| {
                    folded.get(end..).is_some_and(|rest| {
                        rest.trim_start_matches(char::is_alphabetic)
                            .starts_with(" (")
                    })
                });
                if begins && folded.split_whitespace().count() <= 3 {
                    add(&mut found, piece, line.number);
                }
            }
        }
        if text.section(line.number) != SectionKind::Languages || text.is_title(line) {
            // "Languages: English (native)" names its section and its content on one line.
            let inline = text.section(line.number) == SectionKind::Languages
                && line.text.contains([':', '：']);

            if !inline && !labelled {
                continue;
            }
        }
        let content = line
            .text
            .split_once([':', '：'])
            .filter(|(label, _)| {
                super::sections::is_heading_name(label) || LABELS.contains(&fold(label).as_str())
            })
            .map_or(line.text.as_str(), |(_, rest)| rest);
        for piece in pieces(content) {
            add(&mut found, piece, line.number);
        }
    }
    found
}

/// Cuts a line of several languages: at semicolons, bullets and tabs, and at commas outside brackets.
fn pieces(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut from = 0;
    for (at, c) in line.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            ',' | ';' | '•' | '|' | '·' | '，' | '、' | '；' | '\t' if depth == 0 => {
                found.push(line.get(from..at).unwrap_or_default());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(line.get(from..).unwrap_or_default());
    found
}

/// Whether a text names a language.
pub(super) fn names_any(text: &str) -> bool {
    pieces(text)
        .into_iter()
        .any(|piece| named(&fold(piece)).is_some())
}

fn add(found: &mut Vec<SpokenLanguage>, piece: &str, line: u32) {
    let folded = fold(piece);
    if folded.is_empty() {
        return;
    }
    match named(&folded) {
        Some((language, end)) => {
            if found.iter().any(|l| l.language == language) {
                return;
            }
            let level = folded
                .get(end..)
                .map(|rest| {
                    rest.trim_start_matches(|c: char| c.is_alphabetic() && !rest.starts_with(' '))
                })
                .map(|rest| rest.trim_matches(is_trim).to_owned())
                .filter(|level| !level.is_empty())
                .map(|level| original_case(piece, level));
            found.push(SpokenLanguage {
                language: language.to_owned(),
                level,
                line,
            });
        }
        // "English, fluent": a level of its own belongs to the language before it.
        None => {
            if let Some(last) = found.last_mut()
                && last.line.abs_diff(line) <= 1
                && last.level.is_none()
                && folded.split_whitespace().count() <= 4
            {
                last.level = Some(piece.trim_matches(is_trim).to_owned());
            }
        }
    }
}

/// The level as it is written in the text.
fn original_case(piece: &str, level: String) -> String {
    let tail: String = piece
        .trim_matches(is_trim)
        .chars()
        .rev()
        .take(level.chars().count())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    if fold(&tail) == level { tail } else { level }
}

/// The language that a text names first, and where its name ends: the longest name at the first place.
fn named(folded: &str) -> Option<(&'static str, usize)> {
    static NAMES_BY_LETTER: LazyLock<Phrases<&str>> = LazyLock::new(|| {
        let names = NAMES
            .iter()
            .flat_map(|(language, names)| names.iter().map(|name| (*name, *language)));
        names.collect()
    });
    NAMES_BY_LETTER.first_in(folded, |before, name, after| {
        let begins =
            before.is_none_or(|c| !c.is_alphanumeric() || crate::reading::clean::is_ideograph(c));
        begins && (is_stem(name) || after.is_none_or(|c| !c.is_alphanumeric()))
    })
}

/// Whether a name may be the beginning of a word. Short names must be whole words: "thai", not "thailand".
fn is_stem(name: &str) -> bool {
    name.chars().count() > 4 || !name.is_ascii()
}

/// ISO 639-3 → ISO 639-1, for the languages that the detector knows.
pub(super) fn two_letters(code: &str) -> Option<&'static str> {
    #[rustfmt::skip]
    const CODES: [(&str, &str); 70] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    CODES
        .iter()
        .find(|(three, _)| *three == code)
        .map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str) -> Vec<(String, Option<String>)> {
        let mut found = Vec::new();
        for piece in pieces(text) {
            add(&mut found, piece, 1);
        }
        found.into_iter().map(|l| (l.language, l.level)).collect()
    }

    fn expect(pairs: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
        pairs
            .iter()
            .map(|(l, v)| ((*l).to_owned(), v.map(str::to_owned)))
            .collect()
    }

    #[test]
    fn names_and_levels_in_many_languages() {
        assert_eq!(
            levels("English – native; Spanish – upper intermediate (B2)"),
            expect(&[
                ("English", Some("native")),
                ("Spanish", Some("upper intermediate (B2"))
            ])
        );
        assert_eq!(
            levels("Türkçe – ana dil"),
            expect(&[("Turkish", Some("ana dil"))])
        );
        assert_eq!(
            levels("английский – свободно (C1)")
                .first()
                .map(|l| l.0.clone()),
            Some("English".to_owned())
        );
        assert_eq!(
            levels("日本語 – 母語").first().map(|l| l.0.clone()),
            Some("Japanese".to_owned())
        );
        assert_eq!(levels("Bread baking"), expect(&[]));
    }

    #[test]
    fn every_language_of_the_detector_has_its_code() {
        for lang in whatlang::Lang::all() {
            assert!(two_letters(lang.code()).is_some(), "{}", lang.code());
        }
    }
}
