//! Sections by the names that their headings go by.

use crate::records::{Line, LineRole, Section, SectionKind};

use super::{languages, words::fold};
use SectionKind::{
    Awards, Certificates, Education, Experience, Interests, Languages, Other, Projects,
    Publications, References, Skills, Summary, Volunteering,
};

/// Headings as they are written, folded; a language a line, in the order English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Polish, Czech, the Nordic ones, Turkish, Russian, Ukrainian, Greek, Arabic, Hebrew, Japanese, Chinese, Korean.
#[rustfmt::skip]
const NAMES: &[(SectionKind, &[&str])] = &[
    (Summary, &["summary", "profile", "about me", "about", "professional summary", "professional profile",
        "personal profile", "personal statement", "career summary", "executive summary", "career profile",
        "career objective", "objective", "objectives", "career overview", "overview", "summary of qualifications",
        "profile summary", "introduction", "bio", "biography", "who am i", "who i am", "profil", "kurzprofil", "über mich",
        "zusammenfassung", "persönliches profil", "kurzvorstellung", "berufsprofil", "profil professionnel", "à propos",
        "à propos de moi", "résumé", "présentation", "objectif", "objectif professionnel", "perfil", "perfil profesional",
        "sobre mí", "resumen", "resumen profesional", "extracto", "objetivo", "objetivo profesional", "acerca de mí",
        "presentación", "perfil profissional", "sobre mim", "resumo", "resumo profissional", "objetivo profissional",
        "profilo", "profilo professionale", "su di me", "chi sono", "sintesi", "profiel", "over mij", "samenvatting",
        "profil zawodowy", "o mnie", "podsumowanie", "podsumowanie zawodowe", "cel zawodowy", "o mně", "profesní profil",
        "profil osobowy", "om mig", "om meg", "sammanfattning", "sammendrag", "profiili", "tietoa minusta", "özet",
        "hakkımda", "profesyonel özet", "kariyer hedefi", "kişisel profil", "о себе", "обо мне", "профиль", "цель",
        "краткая информация", "личные качества", "про себе", "про мене", "профіль", "мета", "προφιλ", "σχετικα με εμενα",
        "περιληψη", "επαγγελματικο προφιλ", "نبذة شخصية", "نبذة", "نبذة عني", "الملخص", "ملخص", "الملف الشخصي",
        "الهدف الوظيفي", "الملخص المهني", "תקציר", "אודות", "עליי", "פרופיל", "על עצמי", "自己紹介", "自己pr", "職務要約", "プロフィール",
        "概要", "要約", "个人简介", "自我评价", "个人总结", "关于我", "自我介绍", "個人簡介", "自我評價", "求职意向", "소개", "자기소개", "요약", "프로필"]),
    (Experience, &["experience", "work experience", "professional experience", "employment", "employment history",
        "work history", "career history", "relevant experience", "job experience", "experiences", "employment experience",
        "career", "professional background", "professional history", "industry experience", "work", "positions",
        "positions held", "selected experience", "experience summary", "additional experience", "other experience",
        "previous experience", "internships", "internship experience", "work and experience", "teaching experience",
        "clinical experience", "research experience", "military experience", "leadership experience", "berufserfahrung",
        "beruflicher werdegang", "berufliche erfahrung", "praktische erfahrung", "werdegang", "berufspraxis",
        "arbeitserfahrung", "berufliche laufbahn", "berufliche stationen", "praktika", "berufstätigkeit",
        "beruflicher hintergrund", "expérience professionnelle", "expériences professionnelles", "expérience",
        "expériences", "parcours professionnel", "parcours", "emplois", "stages", "experiencia laboral",
        "experiencia profesional", "experiencia", "historial laboral", "trayectoria profesional", "trayectoria",
        "prácticas", "experiência profissional", "experiência", "experiências", "experiência de trabalho",
        "histórico profissional", "esperienza lavorativa", "esperienze lavorative", "esperienza professionale",
        "esperienze professionali", "esperienza", "esperienze", "werkervaring", "ervaring", "loopbaan", "arbeidsverleden",
        "doświadczenie zawodowe", "doświadczenie", "przebieg kariery", "historia zatrudnienia", "praca",
        "pracovní zkušenosti", "praxe", "zaměstnání", "pracovné skúsenosti", "arbetslivserfarenhet", "erfarenhet",
        "yrkeserfarenhet", "arbeidserfaring", "yrkeserfaring", "erfaring", "erhvervserfaring", "arbejdserfaring",
        "työkokemus", "iş deneyimi", "iş deneyimleri", "deneyim", "deneyimler", "mesleki deneyim", "iş tecrübesi",
        "tecrübe", "опыт работы", "опыт", "профессиональный опыт", "трудовая деятельность", "карьера", "трудовой опыт",
        "досвід роботи", "досвід", "професійний досвід", "трудова діяльність", "επαγγελματικη εμπειρια", "εμπειρια",
        "εργασιακη εμπειρια", "προυπηρεσια", "الخبرة المهنية", "الخبرات", "الخبرة", "الخبرات المهنية", "الخبرة العملية",
        "الخبرات العملية", "خبرة العمل", "ניסיון תעסוקתי", "ניסיון", "ניסיון מקצועי", "ניסיון בעבודה", "תעסוקה",
        "נסיון תעסוקתי", "職務経歴", "職歴", "経歴", "業務経験", "実務経験", "職務経験", "工作经历", "工作经验", "工作經歷", "工作經驗", "职业经历", "实习经历", "任职经历",
        "경력", "경력사항", "경력 사항", "경험", "업무 경험"]),
    (Education, &["education", "academic background", "educational background", "academic qualification", "educational qualification",
        "educational qualifications", "educational details", "academic details", "academic profile", "academic qualifications",
        "education and training", "education & training", "academic history", "qualifications", "academics", "studies",
        "academic credentials", "education and qualifications", "education & qualifications", "schooling",
        "academic record", "degrees", "academic education", "education history", "ausbildung", "bildung", "schulbildung",
        "studium", "akademische ausbildung", "bildungsweg", "bildungsgang", "ausbildung und studium",
        "studium und ausbildung", "schulische ausbildung", "akademischer werdegang", "hochschulbildung", "formation",
        "formations", "éducation", "études", "formation académique", "diplômes", "diplômes et formations",
        "parcours académique", "parcours scolaire", "scolarité", "cursus", "formación académica", "formación", "educación",
        "estudios", "formación profesional", "títulos", "formação académica", "formação acadêmica", "formação", "educação",
        "escolaridade", "habilitações literárias", "istruzione", "istruzione e formazione", "formazione", "studi",
        "titoli di studio", "opleiding", "opleidingen", "onderwijs", "wykształcenie", "edukacja", "vzdělání", "vzdelanie",
        "utbildning", "utdanning", "uddannelse", "koulutus", "eğitim", "eğitim bilgileri", "öğrenim", "eğitim durumu",
        "öğrenim bilgileri", "образование", "обучение", "освіта", "навчання", "εκπαιδευση", "σπουδεσ",
        "εκπαιδευση και καταρτιση", "ακαδημαικεσ σπουδεσ", "التعليم", "المؤهلات العلمية", "المؤهلات", "الدراسة",
        "التعليم والمؤهلات", "المؤهل العلمي", "الشهادات العلمية", "השכלה", "לימודים", "השכלה אקדמית", "学歴", "教育", "教育背景",
        "教育经历", "学历", "學歷", "教育程度", "教育經歷", "学習歴", "학력", "학력사항", "교육"]),
    (Skills, &["skills", "technical skills", "core competencies", "competencies", "key skills", "core skills",
        "areas of expertise", "expertise", "skill set", "skillset", "professional skills", "technologies",
        "technical expertise", "tools", "tools and technologies", "tools & technologies", "technical proficiencies",
        "strengths", "key competencies", "hard skills", "soft skills", "computer skills", "it skills", "skills & abilities",
        "skills and abilities", "abilities", "skills summary", "technical summary", "capabilities", "software",
        "programming languages", "relevant skills", "skills & tools", "skills and tools", "skills and expertise",
        "skills & expertise", "tech stack", "proficiencies", "kenntnisse", "fähigkeiten", "kompetenzen", "fachkenntnisse",
        "edv-kenntnisse", "it-kenntnisse", "fertigkeiten", "kernkompetenzen", "kenntnisse und fähigkeiten",
        "besondere kenntnisse", "stärken", "qualifikationen", "kenntnisse & fähigkeiten", "compétences",
        "compétences techniques", "compétences clés", "savoir-faire", "aptitudes", "compétences professionnelles",
        "compétences informatiques", "atouts", "outils", "competencias", "habilidades", "aptitudes", "conocimientos",
        "conocimientos técnicos", "habilidades técnicas", "destrezas", "competências", "conhecimentos", "competenze",
        "competenze tecniche", "capacità", "competenze professionali", "abilità", "vaardigheden", "competenties",
        "umiejętności", "kompetencje", "kluczowe umiejętności", "dovednosti", "schopnosti", "zručnosti", "znalosti",
        "färdigheter", "kompetenser", "kunskaper", "ferdigheter", "kompetanse", "kompetencer", "kompetenzen", "færdigheder",
        "taidot", "osaaminen", "beceriler", "yetenekler", "yetkinlikler", "teknik beceriler", "bilgisayar bilgisi",
        "навыки", "ключевые навыки", "профессиональные навыки", "компетенции", "умения", "технические навыки", "технологии",
        "навички", "ключові навички", "професійні навички", "компетенції", "δεξιοτητεσ", "ικανοτητεσ", "γνωσεισ",
        "δεξιοτητεσ και ικανοτητεσ", "المهارات", "مهارات", "المهارات التقنية", "الكفاءات", "القدرات", "المهارات الفنية",
        "כישורים", "מיומנויות", "יכולות", "ידע טכני", "מיומנויות מקצועיות", "スキル", "技能", "保有スキル", "活かせる経験・知識・技術", "専門スキル",
        "专业技能", "技能特长", "技能清单", "专业技術", "專業技能", "核心能力", "个人技能", "기술", "보유 기술", "스킬", "역량", "핵심 역량"]),
    (Languages, &["languages", "language skills", "language proficiency", "language", "foreign languages",
        "languages spoken", "sprachen", "sprachkenntnisse", "fremdsprachen", "langues", "langue", "langues étrangères",
        "idiomas", "lenguas", "línguas", "lingue", "lingue straniere", "talen", "talenkennis", "języki", "języki obce",
        "znajomość języków", "jazyky", "jazykové znalosti", "språk", "sprog", "språkkunskaper", "kielitaito", "kielet",
        "diller", "yabancı diller", "yabancı dil", "dil bilgisi", "языки", "иностранные языки", "знание языков",
        "владение языками", "мови", "іноземні мови", "знання мов", "γλωσσεσ", "ξενεσ γλωσσεσ", "اللغات", "لغات",
        "المهارات اللغوية", "שפות", "語学", "言語", "語学力", "外国語", "语言能力", "语言", "語言能力", "語言", "外语能力", "외국어", "언어", "어학"]),
    (Certificates, &["certifications", "certificates", "certification", "licences & certificates",
        "licenses & certifications", "licenses and certifications", "licences and certificates", "licenses", "licences",
        "professional certifications", "certifications and licenses", "certifications & licenses",
        "training and certifications", "training", "courses", "courses and certifications", "professional development",
        "certificates and training", "accreditations", "credentials", "trainings", "courses & certifications",
        "certificates & licences", "continuing education", "professional memberships", "memberships", "affiliations",
        "professional affiliations", "zertifikate", "zertifizierungen", "weiterbildung", "weiterbildungen", "fortbildungen",
        "lizenzen", "kurse", "schulungen", "zertifikate und lizenzen", "certifications et licences", "certificats",
        "habilitations", "certificaciones", "certificados", "cursos", "licencias", "certificações",
        "cursos e certificações", "certificazioni", "corsi", "certificaten", "cursussen", "certyfikaty", "kursy",
        "szkolenia", "kursy i szkolenia", "uprawnienia", "certifikáty", "kurzy", "certifikat", "kurser", "sertifikater",
        "sertifikalar", "kurslar", "belgeler", "сертификаты", "курсы", "повышение квалификации", "лицензии",
        "сертификаты и лицензии", "сертифікати", "курси", "πιστοποιησεισ", "πιστοποιητικα", "σεμιναρια", "الشهادات",
        "شهادات", "الدورات التدريبية", "الدورات", "הסמכות", "תעודות", "קורסים", "資格", "免許・資格", "保有資格", "取得資格", "证书", "资格证书",
        "职业资格", "證書", "培训经历", "자격증", "자격"]),
    (Projects, &["projects", "personal projects", "selected projects", "key projects", "side projects", "academic projects",
        "portfolio", "project experience", "open source", "projekte", "projets", "projets personnels", "réalisations",
        "proyectos", "projetos", "progetti", "projecten", "projekty", "projekt", "prosjekter", "projekter", "projeler",
        "проекты", "проєкти", "проекти", "εργα", "المشاريع", "مشاريع", "פרויקטים", "プロジェクト", "项目经历", "项目经验", "项目", "專案經驗",
        "프로젝트"]),
    (Publications, &["publications", "papers", "selected publications", "publications and presentations",
        "patents", "conferences", "presentations", "veröffentlichungen", "publikationen", "publicaciones", "publicações",
        "pubblicazioni", "publicaties", "publikacje", "publikace", "публикации", "публікації", "δημοσιευσεισ", "المنشورات",
        "פרסומים", "論文", "发表论文", "论文", "출판"]),
    (Awards, &["awards", "honors", "honours", "achievements", "accomplishments", "awards and honors", "awards & honors",
        "honors & awards", "honors and awards", "key achievements", "recognition", "scholarships", "auszeichnungen",
        "preise", "erfolge", "prix", "distinctions", "récompenses", "premios", "logros", "reconocimientos", "prémios",
        "prêmios", "conquistas", "premi", "riconoscimenti", "prijzen", "nagrody", "osiągnięcia", "ocenění", "ödüller",
        "başarılar", "награды", "достижения", "нагороди", "досягнення", "διακρισεισ", "βραβεια", "الجوائز", "الإنجازات",
        "פרסים", "הישגים", "受賞歴", "受賞", "获奖情况", "荣誉", "荣誉奖项", "獲獎", "수상", "수상 경력"]),
    (Volunteering, &["volunteering", "volunteer experience", "volunteer work", "volunteer", "community service",
        "community involvement", "extracurricular activities", "activities", "leadership and activities", "ehrenamt",
        "ehrenamtliche tätigkeit", "ehrenamtliches engagement", "engagement", "bénévolat", "voluntariado", "volontariato",
        "vrijwilligerswerk", "wolontariat", "dobrovolnictví", "gönüllülük", "gönüllü çalışmalar", "волонтерство",
        "волонтёрство", "εθελοντισμοσ", "العمل التطوعي", "التطوع", "התנדבות", "ボランティア", "志愿经历", "志愿服务", "社会活动", "校园经历",
        "봉사활동"]),
    (Interests, &["interests", "hobbies", "hobbies and interests", "hobbies & interests", "interests and hobbies",
        "personal interests", "leisure", "interessen", "freizeit", "hobbys", "hobbys und interessen",
        "interessen und hobbys", "centres d'intérêt", "centres d'intérêts", "loisirs", "intérêts", "intereses", "aficiones",
        "pasatiempos", "interesses", "passatempos", "interessi", "interesses en hobby's", "hobby's", "zainteresowania",
        "hobby", "zájmy", "záujmy", "intressen", "interesser", "harrastukset", "ilgi alanları", "hobiler", "интересы",
        "хобби", "увлечения", "інтереси", "хобі", "захоплення", "ενδιαφεροντα", "χομπι", "الاهتمامات", "الهوايات", "تحديات",
        "תחביבים", "תחומי עניין", "趣味", "興味", "趣味・特技", "兴趣爱好", "爱好", "个人爱好", "興趣", "취미", "관심사"]),
    (References, &["references", "referees", "referenzen", "références", "referencias", "referências", "referenze",
        "referenties", "referencje", "reference", "referenser", "referanser", "referanslar", "рекомендации", "рекомендації",
        "συστασεισ", "المراجع", "ממליצים", "המלצות", "推薦者", "推荐人", "추천인"]),
    (Other, &["additional information", "other information", "other", "miscellaneous", "further information",
        "sonstiges", "weitere angaben", "zusätzliche informationen", "autres",
        "divers", "otros", "otros datos", "información adicional", "outras informações", "altro", "ulteriori informazioni",
        "overig", "inne", "informacje dodatkowe", "ostatní", "övrigt", "annet", "diğer", "ek bilgiler",
        "дополнительная информация", "прочее", "додаткова інформація", "αλλα στοιχεια", "معلومات إضافية", "מידע נוסף",
        "その他", "其他", "其他信息", "기타"]),
];

/// Headings over the person's address: what follows still belongs to the head.
#[rustfmt::skip]
const CONTACT: &[&str] = &[
    "personal information", "persönliche daten", "informations personnelles", "état civil", "información personal",
    "informações pessoais", "informazioni personali", "osobní údaje", "contact", "contact details", "contact information", "contact info", "get in touch", "contact me", "personal details",
    "personal info", "details", "reach me", "find me", "links", "social", "profiles", "online", "kontakt", "kontaktdaten",
    "persönliche angaben", "anschrift", "kontaktinformationen", "coordonnées", "contactez-moi", "contacto",
    "datos personales", "datos de contacto", "contato", "contatto", "contatti", "dati personali", "dados pessoais",
    "contactgegevens", "persoonlijke gegevens", "dane kontaktowe", "dane osobowe", "kontaktuppgifter", "kontaktinformasjon",
    "iletişim", "iletişim bilgileri", "kişisel bilgiler", "контакты", "контактная информация", "личная информация",
    "личные данные", "контакти", "контактна інформація", "особисті дані", "επικοινωνια", "στοιχεια επικοινωνιασ",
    "προσωπικα στοιχεια", "معلومات الاتصال", "التواصل", "للتواصل", "البيانات الشخصية", "بيانات التواصل", "פרטי קשר",
    "יצירת קשר", "פרטים אישיים", "連絡先", "联系方式", "個人情報", "基本情報", "基本信息", "个人信息", "联系我", "聯絡方式", "연락처", "인적사항",
];

/// What a heading's text says, where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Kind(SectionKind),
    Contact,
}

/// Cuts the lines into sections; what stands before the first heading is the head.
pub(super) fn find(lines: &[Line]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut kind = SectionKind::Head;
    let mut title = String::new();
    let mut first = 1;
    for line in lines {
        let Some(named) = named(line, kind) else {
            continue;
        };
        if line.number > first || !title.is_empty() {
            sections.push(Section {
                kind,
                title: std::mem::take(&mut title),
                first,
                last: line.number - 1,
            });
        }
        first = line.number;
        // "Skills: bread, cakes" goes on after its heading.
        title = match line.text.split_once([':', '：']) {
            Some((label, rest)) if !rest.trim().is_empty() => label.to_owned(),
            _ => line.text.clone(),
        };
        kind = match named {
            Named::Kind(kind) => kind,
            Named::Contact => SectionKind::Head,
        };
    }
    if let Some(last) = lines.last() {
        sections.push(Section {
            kind,
            title,
            first,
            last: last.number,
        });
    }
    sections
}

/// What a line names as a heading, given the section it stands in.
fn named(line: &Line, current: SectionKind) -> Option<Named> {
    if matches!(line.role, LineRole::Footer) || line.text.chars().count() > 70 {
        return None;
    }
    if let Some((label, rest)) = line.text.split_once([':', '：'])
        && !rest.trim().is_empty()
    {
        // "Skills: a, b": a heading and its content on one line; inside an entry it is a part of that entry.
        let inside_entry = matches!(
            current,
            SectionKind::Experience | SectionKind::Projects | SectionKind::Education
        );
        return match exact(&fold(label)) {
            // "Languages: Java, C" among the skills are no spoken ones.
            Some(Named::Kind(Languages)) if current == Skills && !languages::names_any(rest) => {
                None
            }
            Some(Named::Kind(kind @ (Skills | Languages | Interests))) if !inside_entry => {
                Some(Named::Kind(kind))
            }
            _ => None,
        };
    }
    if line.text.contains('\t') {
        return None;
    }
    let folded = fold(&line.text);
    let numbered =
        folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    if let Some(found) = exact(numbered) {
        // A list's item may be called "Training" or "Communication"; a heading stands by itself.
        return (line.role != LineRole::Item).then_some(found);
    }
    let words = folded.split_whitespace().count();
    let capitals = is_capitals(&line.text);
    if (line.role != LineRole::Heading && !capitals) || words > 6 || line.role == LineRole::Item {
        return None;
    }
    // "Education & Awards": the first part that is a heading's name.
    for part in folded
        .split([',', '/', '&', '+', '|', '、', '・'])
        .flat_map(|p| {
            [
                " and ", " und ", " et ", " y ", " e ", " i ", " ve ", " и ", " та ", " και ",
                " en ",
            ]
            .iter()
            .find_map(|link| p.split_once(link))
            .map_or([p, ""], |(a, b)| [a, b])
        })
    {
        if let Some(found) = exact(part.trim()) {
            return Some(found);
        }
    }
    // "Selected Work Experience": a word that headings end with, and few words before it.
    if words > 4 {
        return None;
    }
    TELLING
        .iter()
        .find(|(_, telling)| telling.iter().any(|word| ends_with_word(&folded, word)))
        .map(|(kind, _)| Named::Kind(*kind))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.ends_with(word) && {
        let before = text
            .get(..text.len() - word.len())
            .and_then(|t| t.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric())
    }
}

/// Words that make a short heading a section's, whatever stands before them.
#[rustfmt::skip]
const TELLING: &[(SectionKind, &[&str])] = &[
    (Experience, &["experience", "employment", "berufserfahrung", "expérience", "expériences", "experiencia", "experiência",
        "esperienza", "esperienze", "ervaring", "doświadczenie", "erfarenhet", "erfaring", "deneyimi", "deneyim", "опыт", "досвід",
        "εμπειρια", "الخبرة", "الخبرات", "ניסיון", "職歴", "経歴", "经历", "工作经验"]),
    (Education, &["education", "ausbildung", "studium", "formación", "wykształcenie", "eğitim", "образование", "освіта", "εκπαιδευση",
        "التعليم", "השכלה", "学歴", "教育"]),
    (Skills, &["skills", "competencies", "kenntnisse", "kompetenzen", "compétences", "competencias", "habilidades", "competenze",
        "umiejętności", "beceriler", "навыки", "навички", "δεξιοτητεσ", "المهارات", "כישורים", "スキル", "技能"]),
    (Certificates, &["certifications", "certificates", "zertifikate", "certificaciones", "certyfikaty", "sertifikalar",
        "сертификаты"]),
    (Languages, &["languages", "sprachen", "sprachkenntnisse", "langues", "idiomas", "języki", "языки", "мови"]),
    (Projects, &["projects", "projekte", "projets", "proyectos", "проекты"]),
    (Publications, &["publications", "publikationen", "veröffentlichungen", "publicaciones"]),
    (Summary, &["summary", "profile", "zusammenfassung"]),
];

fn exact(folded: &str) -> Option<Named> {
    if CONTACT.contains(&folded) {
        return Some(Named::Contact);
    }
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&folded))
        .map(|(kind, _)| Named::Kind(*kind))
}

/// Whether a text is written in capitals, as far as its script has them.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Whether a text is the name of a section or of the contact block.
pub(in crate::reading) fn is_heading_name(text: &str) -> bool {
    exact(&fold(text)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u32, text: &str, role: LineRole) -> Line {
        Line {
            number,
            page: 1,
            block: number,
            role,
            text: text.to_owned(),
            place: None,
        }
    }

    #[test]
    fn sections_run_from_heading_to_heading() {
        let lines = [
            line(1, "Ada Byron", LineRole::Body),
            line(2, "WORK EXPERIENCE", LineRole::Body),
            line(3, "Baker", LineRole::Body),
            line(4, "Ausbildung:", LineRole::Body),
            line(5, "Lehre", LineRole::Body),
        ];
        let found = find(&lines);
        let kinds: Vec<_> = found.iter().map(|s| (s.kind, s.first, s.last)).collect();
        assert_eq!(
            kinds,
            [
                (SectionKind::Head, 1, 1),
                (SectionKind::Experience, 2, 3),
                (SectionKind::Education, 4, 5)
            ]
        );
    }

    #[test]
    fn an_item_is_no_heading_and_a_job_title_is_none() {
        assert_eq!(
            named(&line(1, "Training", LineRole::Item), SectionKind::Skills),
            None
        );
        assert_eq!(
            named(
                &line(1, "Director of Education Programmes", LineRole::Heading),
                SectionKind::Experience
            ),
            None
        );
    }

    #[test]
    fn headings_of_two_names_take_the_first() {
        assert_eq!(
            named(
                &line(1, "Education & Certifications", LineRole::Heading),
                SectionKind::Head
            ),
            Some(Named::Kind(SectionKind::Education))
        );
    }

    #[test]
    fn a_label_with_its_content_is_a_section_outside_entries() {
        let text = "Skills: bread, cakes";
        assert_eq!(
            named(&line(1, text, LineRole::Body), SectionKind::Head),
            Some(Named::Kind(SectionKind::Skills))
        );
        assert_eq!(
            named(&line(1, text, LineRole::Body), SectionKind::Experience),
            None
        );
    }

    #[test]
    fn every_name_is_folded() {
        for (_, names) in NAMES {
            for name in *names {
                assert_eq!(&fold(name), name);
            }
        }
        for name in CONTACT {
            assert_eq!(&fold(name), name);
        }
    }
}
