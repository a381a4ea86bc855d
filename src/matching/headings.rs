//! Headings of an advertisement: what the lines under them are.

use std::sync::OnceLock;

use super::phrases::Phrases;
use crate::skills::token::{Token, tokens};

/// What a part of an advertisement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Under no heading that is known.
    Open,
    Required,
    Preferred,
    /// What is said not to be needed.
    NotNeeded,
    /// What one will do.
    Duties,
    /// The employer's own story.
    Company,
    /// What one gets, how one applies, and the law's sentences.
    Offer,
}

/// The longest heading in words.
const LONGEST: usize = 8;

const NOT_NEEDED: &[&str] = &[
    "not required",
    "not needed",
    "not necessary",
    "you do not need",
    "you don't need",
    "nicht erforderlich",
    "nicht notwendig",
    "non requis",
    "pas nécessaire",
    "no se requiere",
    "no es necesario",
    "no requerido",
    "не требуется",
    "不要",
];

const PREFERRED: &[&str] = &[
    "nice to have",
    "nice to haves",
    "nice-to-have",
    "nice-to-haves",
    "preferred",
    "preferably",
    "desirable",
    "desired",
    "bonus",
    "bonus points",
    "plus",
    "pluses",
    "a plus",
    "even better",
    "good to have",
    "ideally",
    "extra credit",
    "assets",
    "an asset",
    "optional",
    "would be great",
    "helpful",
    "advantageous",
    "an advantage",
    "brownie points",
    "icing on the cake",
    "von Vorteil",
    "Vorteilhaft",
    "wünschenswert",
    "idealerweise",
    "Pluspunkte",
    "Bonuspunkte",
    "gern gesehen",
    "das wäre schön",
    "serait un plus",
    "un plus",
    "les plus",
    "atouts",
    "un atout",
    "souhaité",
    "souhaitée",
    "souhaités",
    "apprécié",
    "appréciés",
    "se valorará",
    "valorable",
    "deseable",
    "deseables",
    "será un plus",
    "se valora",
    "puntos extra",
    "diferencial",
    "diferenciais",
    "desejável",
    "desejáveis",
    "valorizamos",
    "titolo preferenziale",
    "gradito",
    "costituisce un plus",
    "pre",
    "is een plus",
    "mooi meegenomen",
    "mile widziane",
    "dodatkowym atutem",
    "atutem będzie",
    "będzie plusem",
    "будет плюсом",
    "будет преимуществом",
    "желательно",
    "плюсом",
    "буде плюсом",
    "перевагою буде",
    "бажано",
    "θα εκτιμηθεί",
    "επιθυμητά",
    "tercihen",
    "tercih sebebi",
    "artı",
    "加分项",
    "加分",
    "优先",
    "優先",
    "歓迎",
    "尚可",
    "歓迎スキル",
    "يفضل",
    "ميزة",
    "יתרון",
];

const REQUIRED: &[&str] = &[
    "requirement",
    "requirements",
    "required",
    "require",
    "must have",
    "must haves",
    "must-have",
    "must-haves",
    "musts",
    "essential",
    "essentials",
    "qualification",
    "qualifications",
    "you bring",
    "you'll bring",
    "you will bring",
    "what you bring",
    "you have",
    "you've got",
    "you will have",
    "you'll have",
    "what we are looking for",
    "what we're looking for",
    "we are looking for",
    "we're looking for",
    "looking for",
    "who you are",
    "who we are looking for",
    "about you",
    "your profile",
    "profile",
    "your background",
    "your skills",
    "skills",
    "key skills",
    "skill set",
    "experience",
    "education",
    "formal education",
    "minimum",
    "basic qualifications",
    "what you need",
    "what you'll need",
    "what you will need",
    "you need",
    "you will need",
    "you'll need",
    "we need",
    "we ask",
    "we ask for",
    "we expect",
    "person specification",
    "ideal candidate",
    "competencies",
    "competences",
    "tech stack",
    "technologies",
    "tools",
    "toolbox",
    "certifications",
    "certificates",
    "licences",
    "licenses",
    "languages",
    "language skills",
    "eligibility",
    "prerequisites",
    "knowledge",
    "abilities",
    "expertise",
    "selection criteria",
    "to succeed",
    "to be successful",
    "candidate profile",
    "Ihr Profil",
    "dein Profil",
    "Anforderungen",
    "Anforderungsprofil",
    "Voraussetzungen",
    "Qualifikation",
    "Qualifikationen",
    "das bringen Sie mit",
    "das bringst du mit",
    "Sie bringen mit",
    "du bringst mit",
    "was Sie mitbringen",
    "was du mitbringst",
    "Kenntnisse",
    "wir erwarten",
    "was wir erwarten",
    "erforderlich",
    "zwingend",
    "profil",
    "profil recherché",
    "votre profil",
    "exigences",
    "compétences",
    "compétences requises",
    "prérequis",
    "requis",
    "obligatoire",
    "vous avez",
    "requisitos",
    "requisito",
    "perfil",
    "tu perfil",
    "se requiere",
    "requerimos",
    "imprescindible",
    "buscamos",
    "qué buscamos",
    "qué necesitas",
    "o que procuramos",
    "o que buscamos",
    "obrigatório",
    "qualificações",
    "requisiti",
    "profilo",
    "cosa cerchiamo",
    "competenze",
    "vereisten",
    "functie-eisen",
    "functie-eis",
    "jouw profiel",
    "wij vragen",
    "wat vragen wij",
    "wymagania",
    "oczekujemy",
    "nasze oczekiwania",
    "wymagane",
    "требования",
    "мы ожидаем",
    "необходимо",
    "навыки",
    "вимоги",
    "ми очікуємо",
    "απαιτήσεις",
    "προσόντα",
    "απαραίτητα",
    "aranan nitelikler",
    "nitelikler",
    "gereksinimler",
    "aranan özellikler",
    "任职要求",
    "岗位要求",
    "职位要求",
    "要求",
    "必須",
    "応募資格",
    "必要",
    "求める",
    "المتطلبات",
    "المؤهلات",
    "דרישות",
];

const DUTIES: &[&str] = &[
    "responsibilities",
    "responsibility",
    "duties",
    "what you will do",
    "what you'll do",
    "what you’ll be doing",
    "what you will be doing",
    "you will",
    "you'll",
    "tasks",
    "your tasks",
    "day to day",
    "day-to-day",
    "your role",
    "your mission",
    "the job",
    "in this role",
    "key accountabilities",
    "accountabilities",
    "your day",
    "the work",
    "Aufgaben",
    "Ihre Aufgaben",
    "deine Aufgaben",
    "das erwartet dich",
    "das erwartet Sie",
    "Tätigkeiten",
    "missions",
    "vos missions",
    "tâches",
    "vos tâches",
    "responsabilités",
    "funciones",
    "tus funciones",
    "responsabilidades",
    "tareas",
    "qué harás",
    "atividades",
    "mansioni",
    "responsabilità",
    "attività",
    "taken",
    "jouw taken",
    "obowiązki",
    "zakres obowiązków",
    "zadania",
    "обязанности",
    "задачи",
    "обов'язки",
    "καθήκοντα",
    "sorumluluklar",
    "görevler",
    "iş tanımı",
    "岗位职责",
    "工作职责",
    "职责",
    "仕事内容",
    "業務内容",
    "المسؤوليات",
    "المهام",
    "תחומי אחריות",
];

const COMPANY: &[&str] = &[
    "about us",
    "about the company",
    "who we are",
    "our company",
    "our story",
    "the company",
    "company description",
    "company overview",
    "our mission",
    "about our company",
    "our values",
    "our team",
    "about the team",
    "the product",
    "company",
    "employer",
    "our product",
    "our culture",
    "über uns",
    "wer wir sind",
    "das Unternehmen",
    "Unternehmen",
    "à propos",
    "qui sommes-nous",
    "l'entreprise",
    "notre entreprise",
    "sobre nosotros",
    "quiénes somos",
    "la empresa",
    "sobre nós",
    "quem somos",
    "chi siamo",
    "l'azienda",
    "over ons",
    "wie zijn wij",
    "o nas",
    "о нас",
    "о компании",
    "про нас",
    "про компанію",
    "σχετικά με εμάς",
    "hakkımızda",
    "şirket",
    "关于我们",
    "公司介绍",
    "公司简介",
    "会社概要",
    "من نحن",
    "אודות",
];

const OFFER: &[&str] = &[
    "benefits",
    "what we offer",
    "we offer",
    "what you get",
    "what you'll get",
    "what you will get",
    "perks",
    "why join us",
    "why us",
    "why work",
    "compensation",
    "salary",
    "pay",
    "pay range",
    "how to apply",
    "how we hire",
    "to apply",
    "application",
    "apply",
    "equal opportunity",
    "equal opportunities",
    "diversity",
    "eeo",
    "our offer",
    "our commitment",
    "hiring process",
    "interview process",
    "the process",
    "next steps",
    "contact",
    "legal",
    "disclaimer",
    "privacy",
    "accommodation",
    "accommodations",
    "what's in it for you",
    "in it for you",
    "we provide",
    "inclusion",
    "our promise to you",
    "ref",
    "reference",
    "closing date",
    "start date",
    "wir bieten",
    "das bieten wir",
    "unser Angebot",
    "Benefits",
    "Ihre Vorteile",
    "deine Vorteile",
    "Bewerbung",
    "Kontakt",
    "Vergütung",
    "Gehalt",
    "Chancengleichheit",
    "nous offrons",
    "ce que nous offrons",
    "avantages",
    "rémunération",
    "salaire",
    "candidature",
    "pour postuler",
    "égalité des chances",
    "ofrecemos",
    "qué ofrecemos",
    "beneficios",
    "salario",
    "cómo aplicar",
    "igualdad de oportunidades",
    "oferecemos",
    "benefícios",
    "cosa offriamo",
    "offriamo",
    "wij bieden",
    "wat bieden wij",
    "oferujemy",
    "co oferujemy",
    "мы предлагаем",
    "условия",
    "ми пропонуємо",
    "умови",
    "προσφέρουμε",
    "παροχές",
    "sunduklarımız",
    "yan haklar",
    "我们提供",
    "福利待遇",
    "福利",
    "待遇",
    "福利厚生",
    "給与",
    "المزايا",
    "نقدم",
    "מה אנחנו מציעים",
];

/// Words that a heading has beside the phrase that makes it one.
const OPEN: &[&str] = &[
    "about the role",
    "about this role",
    "the role",
    "the position",
    "about the position",
    "about this position",
    "about the job",
    "job description",
    "position",
    "role",
    "job title",
    "title",
    "overview",
    "summary",
    "job summary",
    "location",
    "place",
    "department",
    "job",
    "employment type",
    "contract",
    "hours",
    "type",
    "job type",
    "reports to",
    "schedule",
    "shift",
];

struct Table {
    zones: Vec<(Zone, Phrases)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table {
        zones: [
            (Zone::NotNeeded, NOT_NEEDED),
            (Zone::Preferred, PREFERRED),
            (Zone::Open, OPEN),
            (Zone::Offer, OFFER),
            (Zone::Company, COMPANY),
            (Zone::Duties, DUTIES),
            (Zone::Required, REQUIRED),
        ]
        .into_iter()
        .map(|(zone, phrases)| (zone, Phrases::new(phrases)))
        .collect(),
    })
}

/// What a heading announces, where its words are known.
fn announced(words: &[Token]) -> Option<Zone> {
    if words.is_empty() || words.len() > LONGEST && !words.iter().all(|w| w.is_ideographic) {
        return None;
    }
    // The phrase must be most of the heading: "Experience of mentoring" is an item.
    let mut best: Option<(usize, Zone)> = None;
    for (zone, phrases) in &table().zones {
        for found in phrases.find_all(words) {
            let length = found.len();
            let is_better = match best {
                None => true,
                Some((longest, other)) => {
                    let outranks = matches!(zone, Zone::NotNeeded | Zone::Preferred);
                    let outranked = matches!(other, Zone::NotNeeded | Zone::Preferred);
                    !outranked && (outranks || length > longest)
                }
            };
            if is_better {
                best = Some((length, *zone));
            }
        }
    }
    best.map(|(_, zone)| zone)
}

/// What a whole line announces, where it is a heading.
pub fn of_line(line: &str) -> Option<Zone> {
    let text = line
        .trim()
        .trim_start_matches(['#', '*', '_', '=', '-', '—', ' ']);
    let bare = text.trim_end_matches(['*', '_', '=', '#', ' ']);
    let is_announcing = bare.ends_with([':', '：', '?'])
        || line.trim_start().starts_with('#')
        || bare.starts_with(['【', '■', '◆', '〔', '[']);
    if bare.ends_with(['.', '!', ',', ';', '。']) {
        return None;
    }
    let words = tokens(bare);
    let zone = announced(&words)?;
    if is_announcing || is_upper(bare) {
        return Some(zone);
    }
    // Without a colon or capitals only a line that is nothing but the phrase is a heading.
    let longest = table()
        .zones
        .iter()
        .flat_map(|(_, phrases)| phrases.find_all(&words))
        .max_by_key(|range| range.len())?;
    let is_bare = words.iter().enumerate().all(|(i, word)| {
        longest.contains(&i)
            || is_heading_filler(&word.form)
            || (i == 0
                && matches!(
                    word.form.as_str(),
                    "required" | "preferred" | "essential" | "desired" | "basic"
                ))
    });
    is_bare.then_some(zone)
}

/// What `head` of a sentence "head: rest" announces.
pub fn of_head(head: &str) -> Option<Zone> {
    let words = tokens(head);
    if words.len() > 6 {
        return None;
    }
    announced(&words)
}

fn is_upper(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some()
        && letters.all(|c| !c.is_lowercase() && (c.is_uppercase() || !c.is_ascii()))
        && text.chars().any(char::is_uppercase)
}

fn is_heading_filler(form: &str) -> bool {
    matches!(
        form,
        "and"
            | "the"
            | "your"
            | "our"
            | "you"
            | "skills"
            | "skill"
            | "experience"
            | "qualifications"
            | "criteria"
            | "knowledge"
            | "key"
            | "for"
            | "this"
            | "job"
            | "role"
            | "if"
            | "know"
            | "to"
            | "technical"
            | "professional"
            | "or"
            | "in"
            | "und"
            | "et"
            | "y"
            | "points"
            | "recherche"
            | "requises"
            | "profil"
            | "kenntnisse"
            | "of"
            | "at"
            | "a"
            | "qualification"
            | "requirements"
            | "education"
            | "minimum"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_headings_in_several_languages() {
        for (line, zone) in [
            ("REQUIREMENTS", Zone::Required),
            ("Required skills and experience", Zone::Required),
            ("You bring", Zone::Required),
            ("Essential criteria:", Zone::Required),
            ("Must-haves", Zone::Required),
            ("## What you'll need", Zone::Required),
            ("Ihr Profil:", Zone::Required),
            ("Profil recherché:", Zone::Required),
            ("Requisitos:", Zone::Required),
            ("任职要求：", Zone::Required),
            ("PREFERRED QUALIFICATIONS", Zone::Preferred),
            ("Even better if you know:", Zone::Preferred),
            ("Nice-to-haves", Zone::Preferred),
            ("Desirable criteria:", Zone::Preferred),
            ("Von Vorteil:", Zone::Preferred),
            ("Se valorará:", Zone::Preferred),
            ("Serait un plus:", Zone::Preferred),
            ("What you will do", Zone::Duties),
            ("RESPONSIBILITIES", Zone::Duties),
            ("About us", Zone::Company),
            ("What we offer", Zone::Offer),
            ("How we hire", Zone::Offer),
            ("EQUAL OPPORTUNITY", Zone::Offer),
            ("What you get:", Zone::Offer),
        ] {
            assert_eq!(of_line(line), Some(zone), "{line}");
        }
    }

    #[test]
    fn leaves_items_and_sentences_alone() {
        for line in [
            "Experience of mentoring younger colleagues",
            "3+ years of experience",
            "Docker is not required.",
            "bachelor's degree required",
            "Python and SQL",
            "Senior Accountant",
        ] {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn knows_heads_of_sentences() {
        assert_eq!(of_head("Required"), Some(Zone::Required));
        assert_eq!(of_head("Plus"), Some(Zone::Preferred));
        assert_eq!(of_head("Not required"), Some(Zone::NotNeeded));
        assert_eq!(of_head("Experience"), Some(Zone::Required));
        assert_eq!(of_head("Benefits"), Some(Zone::Offer));
    }
}
