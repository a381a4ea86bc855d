//! Spoken languages and how well they are asked for or spoken.

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::skills::token::{Token, tokens};

/// English name, then its names in other languages.
const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "English",
        &[
            "English",
            "Englisch",
            "Englischkenntnisse",
            "anglais",
            "inglés",
            "inglês",
            "inglese",
            "Engels",
            "angielski",
            "angielskiego",
            "английский",
            "английского",
            "англійська",
            "англійської",
            "αγγλικά",
            "İngilizce",
            "英语",
            "英文",
            "英語",
            "الإنجليزية",
            "אנגלית",
        ],
    ),
    (
        "German",
        &[
            "German",
            "Deutsch",
            "Deutschkenntnisse",
            "allemand",
            "alemán",
            "alemão",
            "tedesco",
            "Duits",
            "niemiecki",
            "niemieckiego",
            "немецкий",
            "немецкого",
            "німецька",
            "γερμανικά",
            "Almanca",
            "德语",
            "ドイツ語",
            "الألمانية",
            "גרמנית",
        ],
    ),
    (
        "French",
        &[
            "French",
            "Französisch",
            "Französischkenntnisse",
            "français",
            "francés",
            "francês",
            "francese",
            "Frans",
            "francuski",
            "francuskiego",
            "французский",
            "французского",
            "французька",
            "γαλλικά",
            "Fransızca",
            "法语",
            "フランス語",
            "الفرنسية",
            "צרפתית",
        ],
    ),
    (
        "Spanish",
        &[
            "Spanish",
            "Spanisch",
            "Spanischkenntnisse",
            "espagnol",
            "español",
            "castellano",
            "espanhol",
            "spagnolo",
            "Spaans",
            "hiszpański",
            "испанский",
            "испанского",
            "іспанська",
            "ισπανικά",
            "İspanyolca",
            "西班牙语",
            "スペイン語",
            "الإسبانية",
            "ספרדית",
        ],
    ),
    (
        "Italian",
        &[
            "Italian",
            "Italienisch",
            "italien",
            "italiano",
            "Italiaans",
            "włoski",
            "итальянский",
            "італійська",
            "ιταλικά",
            "İtalyanca",
            "意大利语",
            "イタリア語",
            "الإيطالية",
            "איטלקית",
        ],
    ),
    (
        "Portuguese",
        &[
            "Portuguese",
            "Portugiesisch",
            "portugais",
            "portugués",
            "português",
            "portoghese",
            "Portugees",
            "portugalski",
            "португальский",
            "πορτογαλικά",
            "Portekizce",
            "葡萄牙语",
            "ポルトガル語",
            "البرتغالية",
            "פורטוגזית",
        ],
    ),
    (
        "Dutch",
        &[
            "Dutch",
            "Niederländisch",
            "néerlandais",
            "neerlandés",
            "holandés",
            "holandês",
            "olandese",
            "Nederlands",
            "niderlandzki",
            "нидерландский",
            "ολλανδικά",
            "Felemenkçe",
            "荷兰语",
            "オランダ語",
        ],
    ),
    (
        "Polish",
        &[
            "Polish",
            "Polnisch",
            "polonais",
            "polaco",
            "polonês",
            "polacco",
            "Pools",
            "polski",
            "polskiego",
            "польский",
            "польська",
            "πολωνικά",
            "Lehçe",
            "波兰语",
            "ポーランド語",
        ],
    ),
    (
        "Russian",
        &[
            "Russian",
            "Russisch",
            "russe",
            "ruso",
            "russo",
            "rosyjski",
            "русский",
            "русского",
            "російська",
            "ρωσικά",
            "Rusça",
            "俄语",
            "ロシア語",
            "الروسية",
            "רוסית",
        ],
    ),
    (
        "Ukrainian",
        &[
            "Ukrainian",
            "Ukrainisch",
            "ukrainien",
            "ucraniano",
            "ukraiński",
            "украинский",
            "українська",
            "української",
            "ουκρανικά",
            "Ukraynaca",
            "乌克兰语",
        ],
    ),
    (
        "Chinese",
        &[
            "Chinese",
            "Mandarin",
            "Cantonese",
            "Chinesisch",
            "chinois",
            "chino",
            "chinês",
            "cinese",
            "Chinees",
            "chiński",
            "китайский",
            "китайська",
            "κινέζικα",
            "Çince",
            "中文",
            "汉语",
            "普通话",
            "中国語",
            "الصينية",
            "סינית",
        ],
    ),
    (
        "Japanese",
        &[
            "Japanese",
            "Japanisch",
            "japonais",
            "japonés",
            "japonês",
            "giapponese",
            "Japans",
            "japoński",
            "японский",
            "японська",
            "ιαπωνικά",
            "Japonca",
            "日语",
            "日文",
            "日本語",
            "اليابانية",
            "יפנית",
        ],
    ),
    (
        "Korean",
        &[
            "Korean",
            "Koreanisch",
            "coréen",
            "coreano",
            "Koreaans",
            "koreański",
            "корейский",
            "Korece",
            "韩语",
            "韓国語",
        ],
    ),
    (
        "Arabic",
        &[
            "Arabic",
            "Arabisch",
            "arabe",
            "árabe",
            "arabo",
            "arabski",
            "арабский",
            "арабська",
            "αραβικά",
            "Arapça",
            "阿拉伯语",
            "アラビア語",
            "العربية",
            "عربي",
            "ערבית",
        ],
    ),
    (
        "Hebrew",
        &[
            "Hebrew",
            "Hebräisch",
            "hébreu",
            "hebreo",
            "hebraico",
            "ebraico",
            "Hebreeuws",
            "hebrajski",
            "иврит",
            "іврит",
            "εβραϊκά",
            "İbranice",
            "希伯来语",
            "العبرية",
            "עברית",
        ],
    ),
    (
        "Greek",
        &[
            "Greek",
            "Griechisch",
            "grec",
            "griego",
            "grego",
            "greco",
            "Grieks",
            "grecki",
            "греческий",
            "грецька",
            "ελληνικά",
            "Yunanca",
            "希腊语",
            "ギリシャ語",
        ],
    ),
    (
        "Turkish",
        &[
            "Turkish",
            "Türkisch",
            "turc",
            "turco",
            "Turks",
            "turecki",
            "турецкий",
            "турецька",
            "τουρκικά",
            "Türkçe",
            "土耳其语",
            "トルコ語",
            "التركية",
            "טורקית",
        ],
    ),
    ("Hindi", &["Hindi", "हिन्दी", "印地语"]),
    ("Urdu", &["Urdu"]),
    ("Bengali", &["Bengali"]),
    ("Punjabi", &["Punjabi"]),
    ("Tagalog", &["Tagalog", "Filipino"]),
    (
        "Vietnamese",
        &["Vietnamese", "Vietnamesisch", "vietnamien", "vietnamita"],
    ),
    (
        "Swedish",
        &[
            "Swedish",
            "Schwedisch",
            "suédois",
            "sueco",
            "svedese",
            "svenska",
            "Zweeds",
        ],
    ),
    (
        "Norwegian",
        &["Norwegian", "Norwegisch", "norvégien", "noruego", "norsk"],
    ),
    ("Danish", &["Danish", "Dänisch", "danois", "danés", "dansk"]),
    (
        "Finnish",
        &["Finnish", "Finnisch", "finnois", "finlandés", "suomi"],
    ),
    (
        "Czech",
        &[
            "Czech",
            "Tschechisch",
            "tchèque",
            "checo",
            "čeština",
            "czeski",
            "чешский",
        ],
    ),
    (
        "Romanian",
        &["Romanian", "Rumänisch", "roumain", "rumano", "română"],
    ),
    (
        "Hungarian",
        &["Hungarian", "Ungarisch", "hongrois", "húngaro", "magyar"],
    ),
    (
        "American Sign Language",
        &[
            "American Sign Language",
            "ASL",
            "sign language",
            "BSL",
            "Gebärdensprache",
        ],
    ),
];

/// Levels from 1 (A1) to 7 (native), and the words for them.
const LEVELS: &[(u8, &[&str])] = &[
    (
        1,
        &[
            "A1",
            "beginner",
            "Anfänger",
            "débutant",
            "principiante",
            "elementary",
        ],
    ),
    (
        2,
        &[
            "A2",
            "basic",
            "basics",
            "basic knowledge",
            "Grundkenntnisse",
            "notions",
            "bases",
            "básico",
            "nociones",
            "base",
            "podstawowy",
            "базовый",
            "начальный",
            "базовий",
            "початковий",
            "βασικά",
            "temel",
            "初级",
            "基础",
            "初級",
            "基礎",
            "مبتدئ",
            "أساسي",
            "בסיסי",
        ],
    ),
    (
        3,
        &[
            "B1",
            "intermediate",
            "conversational",
            "working knowledge",
            "limited working",
            "gut",
            "gute",
            "gute Kenntnisse",
            "intermédiaire",
            "intermedio",
            "intermediário",
            "średniozaawansowany",
            "средний",
            "середній",
            "μέτρια",
            "orta",
            "中级",
            "中級",
            "日常会話",
            "متوسط",
            "בינוני",
        ],
    ),
    (
        4,
        &[
            "B2",
            "upper intermediate",
            "upper-intermediate",
            "good command",
            "good",
            "sehr gut",
            "sehr gute",
            "intermédiaire supérieur",
            "bon niveau",
            "intermedio alto",
            "выше среднего",
            "вище середнього",
            "中高级",
            "中上級",
        ],
    ),
    (
        5,
        &[
            "C1",
            "advanced",
            "fluent",
            "fluency",
            "fluently",
            "proficient",
            "full professional",
            "professional working",
            "professional",
            "business",
            "business fluent",
            "excellent",
            "strong",
            "fließend",
            "fliessend",
            "verhandlungssicher",
            "courant",
            "avancé",
            "couramment",
            "fluido",
            "avanzado",
            "fluente",
            "avançado",
            "fluente",
            "vloeiend",
            "biegły",
            "biegle",
            "zaawansowany",
            "свободно",
            "свободный",
            "вільно",
            "продвинутый",
            "просунутий",
            "άριστα",
            "προχωρημένο",
            "akıcı",
            "ileri",
            "流利",
            "精通",
            "高级",
            "上級",
            "ビジネス",
            "متقدم",
            "بطلاقة",
            "שוטף",
            "מתקדם",
        ],
    ),
    (
        6,
        &[
            "C2",
            "near native",
            "near-native",
            "mastery",
            "bilingual proficiency",
        ],
    ),
    (
        7,
        &[
            "native",
            "native speaker",
            "mother tongue",
            "first language",
            "bilingual",
            "Muttersprache",
            "Muttersprachler",
            "muttersprachlich",
            "langue maternelle",
            "maternelle",
            "bilingue",
            "nativo",
            "nativa",
            "lengua materna",
            "bilingüe",
            "língua materna",
            "madrelingua",
            "moedertaal",
            "ojczysty",
            "język ojczysty",
            "родной",
            "носитель",
            "рідна",
            "μητρική",
            "ana dil",
            "anadil",
            "anadili",
            "母语",
            "母語",
            "ネイティブ",
            "اللغة الأم",
            "أم",
            "שפת אם",
        ],
    ),
];

/// Words that show that a language is meant as one that is spoken, beside its level.
const SPOKEN: &[&str] = &[
    "language",
    "languages",
    "speak",
    "speaks",
    "speaking",
    "speaker",
    "spoken",
    "written",
    "writing",
    "verbal",
    "oral",
    "level",
    "skills",
    "knowledge",
    "proficiency",
    "command",
    "communicate",
    "Sprache",
    "Sprachkenntnisse",
    "Kenntnisse",
    "in Wort und Schrift",
    "Niveau",
    "niveau",
    "parler",
    "parlé",
    "langue",
    "nivel",
    "idioma",
    "hablado",
    "idiomas",
    "nível",
    "livello",
    "język",
    "poziom",
    "язык",
    "уровень",
    "знание",
    "мова",
    "рівень",
    "dil",
    "seviye",
    "水平",
    "流利",
    "レベル",
];

/// A language that a clause asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// English name.
    pub language: &'static str,
    /// 1 (A1) to 7 (native); absent where none is named.
    pub level: Option<u8>,
    /// The word that names it.
    pub word: usize,
}

struct Table {
    languages: Vec<(&'static str, Phrases)>,
    levels: Vec<(u8, Phrases)>,
    spoken: Phrases,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        languages: LANGUAGES
            .iter()
            .map(|(name, names)| (*name, Phrases::new(names)))
            .collect(),
        levels: LEVELS
            .iter()
            .map(|(level, names)| (*level, Phrases::new(names)))
            .collect(),
        spoken: Phrases::new(SPOKEN),
    })
}

/// The languages that a clause asks for. A language's name is also a people's ("the German market"): it counts with a level, with a
/// word such as "speak", or where little else stands.
pub fn demands(words: &[Token]) -> Vec<Demand> {
    let table = table();
    let mut found: Vec<Demand> = Vec::new();
    let level = level_of(words);
    for (language, names) in &table.languages {
        let Some(range) = names.find(words) else {
            continue;
        };
        let leads = words.get(range.end).is_none_or(|next| next.after_break);
        let is_meant = words.len() <= 3
            || has_exact_level(words)
            || (leads && range.start == 0)
            || (table.spoken.is_in(words) && words.len() <= 14)
            || (level.is_some() && words.len() <= 10);
        if is_meant {
            found.push(Demand {
                language,
                level,
                word: range.start,
            });
        }
    }
    found.sort_by_key(|d| d.word);
    found
}

fn has_exact_level(words: &[Token]) -> bool {
    words.iter().any(|w| {
        matches!(
            w.form.as_str(),
            "a1" | "a2"
                | "b1"
                | "b2"
                | "c1"
                | "c2"
                | "fluent"
                | "fluency"
                | "native"
                | "conversational"
        )
    })
}

/// The level that the words name: a letter and digit before any word, the longest phrase before shorter ones.
fn level_of(words: &[Token]) -> Option<u8> {
    let letters = words.iter().find_map(|w| match w.form.as_str() {
        "a1" => Some(1),
        "a2" => Some(2),
        "b1" => Some(3),
        "b2" => Some(4),
        "c1" => Some(5),
        "c2" => Some(6),
        _ => None,
    });
    letters.or_else(|| {
        table()
            .levels
            .iter()
            .filter_map(|(level, names)| {
                names
                    .find_all(words)
                    .into_iter()
                    .map(|r| r.len())
                    .max()
                    .map(|length| (length, *level))
            })
            .max_by_key(|&(length, _)| length)
            .map(|(_, level)| level)
    })
}

/// The level that a text names: 1 (A1) to 7 (native).
pub fn level(text: &str) -> Option<u8> {
    level_of(&tokens(text))
}

/// A level's short name.
pub fn level_name(level: u8) -> &'static str {
    match level {
        1 => "A1",
        2 => "A2",
        3 => "B1",
        4 => "B2",
        5 => "C1",
        6 => "C2",
        _ => "native",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, Option<u8>)> {
        demands(&tokens(text))
            .into_iter()
            .map(|d| (d.language, d.level))
            .collect()
    }

    #[test]
    fn reads_languages_and_levels() {
        assert_eq!(
            found("You also need Spanish at level B2 or better"),
            [("Spanish", Some(4))]
        );
        assert_eq!(found("anglais, niveau A2"), [("English", Some(2))]);
        assert_eq!(found("inglés, nivel A2"), [("English", Some(2))]);
        assert_eq!(found("Conversational Spanish"), [("Spanish", Some(3))]);
        assert_eq!(
            found("French, for our customers in Québec"),
            [("French", None)]
        );
        assert_eq!(
            found("Fluent English and German"),
            [("English", Some(5)), ("German", Some(5))]
        );
        assert_eq!(found("Sehr gute Deutschkenntnisse"), [("German", Some(4))]);
    }

    #[test]
    fn a_people_is_no_language() {
        for text in [
            "You will know the German market and its many small retailers well",
            "Experience in Italian and French cuisine of the nineteenth century, cooked daily",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn levels_have_words() {
        assert_eq!(level("native"), Some(7));
        assert_eq!(level("upper intermediate (B2)"), Some(4));
        assert_eq!(level("Muttersprache"), Some(7));
        assert_eq!(level("langue maternelle"), Some(7));
        assert_eq!(level("upper intermediate"), Some(4));
    }
}
