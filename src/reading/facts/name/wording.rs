//! Words that stand beside names or in their place.

/// What stands over a résumé and is no name.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "curriculum vitae", "curriculum", "resume", "résumé", "cv", "lebenslauf", "bewerbung", "vita", "hoja de vida",
    "currículum", "currículo", "życiorys", "životopis", "özgeçmiş", "резюме", "автобиография", "βιογραφικο σημειωμα",
    "βιογραφικο", "السيرة الذاتية", "سيرة ذاتية", "קורות חיים", "履歴書", "職務経歴書", "简历", "个人简历", "簡歷", "履歷", "이력서",
    "personal details", "page",
];

/// Labels before a name.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "name", "full name", "first name", "vor- und nachname", "nom", "nom et prénom", "nombre", "nombre y apellidos", "nome",
    "nome e cognome", "naam", "imię i nazwisko", "jméno", "ad soyad", "adı soyadı", "фио", "имя", "氏名", "姓名", "이름",
];

/// Words of occupations and organisations: a line with one of them is no name. Stems, matched at a word's beginning.
#[rustfmt::skip]
pub(super) const OCCUPATION: &[&str] = &[
    "engineer", "developer", "manager", "teacher", "nurse", "electrician", "accountant", "designer", "analyst",
    "consultant", "assistant", "specialist", "director", "officer", "technician", "scientist", "administrator",
    "coordinator", "architect", "chef", "cook", "clerk", "representative", "supervisor", "lead", "senior", "junior",
    "intern", "student", "graduate", "programmer", "professional", "executive", "associate", "driver", "operator",
    "mechanic", "lawyer", "paralegal", "entwickler", "ingenieur", "kaufmann", "kauffrau", "pfleger", "berater", "leiter",
    "ingénieur", "développeur", "infirmi", "comptable", "ingeniero", "desarrollador", "contador", "enfermer", "científico",
    "inżynier", "księgow", "pielęgniar", "muhasebe", "mühendis", "hemşire", "инженер", "бухгалтер", "специалист",
    "менеджер", "разработчик", "медсестра", "university", "gmbh", "ltd", "company", "street",
];
