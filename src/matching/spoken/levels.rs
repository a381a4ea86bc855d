//! How well a language is spoken: levels from 1 (A1) to 7 (native), and the words for them.

use std::sync::OnceLock;

use crate::{
    matching::phrases::Phrases,
    skills::token::{Token, tokens},
};

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

fn levels() -> &'static [(u8, Phrases)] {
    static PHRASES: OnceLock<Vec<(u8, Phrases)>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        LEVELS
            .iter()
            .map(|(level, names)| (*level, Phrases::new(names)))
            .collect()
    })
}

/// Whether a word can only be a level: "B2", "fluent".
pub(super) fn has_exact_level(words: &[Token]) -> bool {
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
pub(super) fn level_of(words: &[Token]) -> Option<u8> {
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
        levels()
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

    #[test]
    fn levels_have_words() {
        assert_eq!(level("native"), Some(7));
        assert_eq!(level("upper intermediate (B2)"), Some(4));
        assert_eq!(level("Muttersprache"), Some(7));
        assert_eq!(level("langue maternelle"), Some(7));
        assert_eq!(level("upper intermediate"), Some(4));
    }
}
