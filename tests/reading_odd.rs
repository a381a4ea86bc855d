//! Résumés that are written in ways of their own: forms, small letters, dates in two digits, two scripts, one long row.

use shortlist::{
    reading,
    records::{DegreeLevel, Facts, YearMonth},
};

/// A form as the Europass has it.
const A_FORM: &str = r#"CURRICULUM VITAE

PERSONAL INFORMATION
Name: O'Connor-Bright, Siobhán Mary
Address: 14 Harbour Lane, Galway, H91 XY12, Ireland
Telephone: +353 (0)91 555 0142 / Mobile: 087-555-0199
E-mail: siobhan.oconnorbright@example.org
LinkedIn: linkedin.com/in/siobhan-oconnorbright
Nationality: Irish
Date of birth: 12/03/1988

WORK EXPERIENCE

• Dates (from – to)  	September 2019 – to date
• Name and address of employer	Nebelhorn Logistics Ltd, Galway
• Occupation or position held	Senior Warehouse Planner
• Main activities	Planned routes for 40 vans; trained 12 staff.

• Dates (from – to)	March 2014 – August 2019
• Name and address of employer	Bluefern Freight, Limerick
• Occupation or position held	Dispatcher

EDUCATION AND TRAINING
2009–2013	B.A. (Hons) Geography, University of Galway
2007	Leaving Certificate

PERSONAL SKILLS
Mother tongue: English
Other languages: Irish (fluent), French (B1)
Computer skills: Microsoft Excel, SAP, SQL
"#;

/// Months and years of two digits, and spans of time inside items.
const SHORT_DATES: &str = r#"                         JAMAL R. WHITFIELD, PE
        Houston, TX | (713) 555-0117 | jrwhitfield@example.com | github.example.com/jrw | jrwhitfield.example.org

PROFESSIONAL PROFILE
Mechanical engineer with 10+ years of experience in pumps and valves.

CAREER HISTORY
MECHANICAL ENGINEER III, Orca Flow Systems                                   Jan '18 - Present
  * Cut downtime by 23% across 3 plants (2019-2021)
  * Led a team of 6
MECHANICAL ENGINEER I/II, Pinecrest Tooling                                  06/13 - 12/17
  * Wrote Python and MATLAB tools
INTERN, Pinecrest Tooling                                                    Summer 2012

ACADEMIC BACKGROUND
M.S. Mechanical Engineering, Rice Hill University, 2013
B.S. Mechanical Engineering, Rice Hill University, May 2011

LICENSES: Professional Engineer (Texas)
TOOLS: SolidWorks, AutoCAD, MATLAB, Python, ANSYS
"#;

/// A name in two scripts, employers beside their places.
const TWO_SCRIPTS: &str = r#"Tanaka Haruto (田中 陽翔)
haruto.tanaka@example.jp
080-5550-0123

Summary: Full-stack developer.

Experience

Acme Fiction K.K. — Tokyo
Software Engineer
2020/04 – present
Built APIs in Go and TypeScript; PostgreSQL, Kubernetes.

Star Foundry Inc. — Osaka
Junior Developer
2017/04 – 2020/03

Education
Bachelor of Engineering, Osaka Imaginary University, 2017/03
"#;

/// No capitals at all, and a row wider than a page.
const SMALL_LETTERS: &str = r#"priya k. raman
data analyst
priya.raman [at] example.org · priya.raman@example.org · +91-98555-01234 · https://www.linkedin.com/in/priyakraman/ · medium.com/@priyaraman

about me
I like tables. Five years in retail analytics.

experience
data analyst @ kestrel retail (aug 2021 — now)
junior analyst @ moonlit mart (july 2019 — july 2021)

education
mba, delhi institute of fiction (2019)
b.com, mumbai school (2016)

skills
sql, power bi, tableau, excel, r
"#;

/// Dates above employer and title, open "up to the present time".
const DATES_FIRST: &str = r#"Иванова Мария Петровна
Москва
Тел.: 8 (495) 555-01-23
E-mail: m.ivanova@example.ru

Опыт работы
Февраль 2020 — по настоящее время
ООО «Вымысел»
Главный бухгалтер

Октябрь 2014 — Январь 2020
ЗАО «Сказка»
Бухгалтер

Образование
Высшее: Московский выдуманный университет, экономист, 2014

Ключевые навыки
1С, Excel, МСФО
"#;

/// One row far longer than the others is no margin.
const ONE_LONG_ROW: &str = r#"Ngozi Adébáyọ̀ Okonkwo
Registered Nurse (RN, BSN)
P.O. Box 555, Lagos | +234 803 555 0199 | ngozi.okonkwo@example.ng

EMPLOYMENT
Ward Sister — St. Fictitia Hospital, Lagos (2016 to present; on maternity leave 2018-2019)
Staff Nurse — Kanuri Clinic, Kano (2011 to 2016)

QUALIFICATIONS
BNSc Nursing Science, University of Invented, 2015
Diploma in Nursing, School of Nursing Kano, 2010

References available on request.
Dr. A. Bello, +234 802 555 0111, a.bello@example.ng
"#;

/// Labels before everything, a table of degrees, programming languages that are called languages.
const LABELLED: &str = r#"RESUME

Name : Rajesh Kumar Verma
Mobile No : +91 98765 00123
Email id : rajesh.verma@example.in

Career Objective:
To work in a challenging environment.

Academic Qualification:
Course | Institution | Year | Percentage
MCA | Fictional University, Pune | 2014 | 71%
B.Sc (Computer Science) | Imaginary College, Nashik | 2011 | 66%
HSC | City School | 2008 | 60%

Work Experience:
1) Organization : Orbit Infotech Pvt. Ltd.
   Designation : Senior Software Engineer
   Duration : June 2018 to till date
2) Organization : Lotus Systems
   Designation : Software Engineer
   Duration : July 2014 to May 2018

Technical Skills:
Languages : Java, C, C++
Databases : Oracle, MySQL
Frameworks : Spring, Hibernate

Personal Details:
Father's Name : Mr. Suresh Verma
Date of Birth : 05/07/1990
Languages Known : English, Hindi, Marathi

Declaration: I hereby declare that the above is true.
Place: Pune
"#;

/// Spans of time that begin with a word, and employers behind one.
const FROM_AND_TO: &str = r#"Giulia Bianchi
Via dei Sogni 3, 20121 Milano (MI) | Cell. 333 555 0123 | giulia.bianchi@example.it

ESPERIENZE LAVORATIVE
Da settembre 2019 ad oggi – Contabile presso Studio Fantasia S.r.l., Milano
Da gennaio 2015 ad agosto 2019 – Impiegata amministrativa presso Invenzione S.p.A., Monza

ISTRUZIONE E FORMAZIONE
2014 Laurea triennale in Economia aziendale, Università Immaginaria di Milano
2011 Diploma di ragioneria

LINGUE
Italiano madrelingua, inglese C1, tedesco A2
"#;

fn facts(text: &str) -> Facts {
    let document = reading::read(text.as_bytes(), "a.txt").expect("its text");
    reading::facts(
        &document,
        YearMonth {
            year: 2026,
            month: 6,
        },
    )
}

/// The entries as title, employer.
fn entries(facts: &Facts) -> Vec<(&str, &str)> {
    facts
        .experience
        .iter()
        .map(|e| {
            (
                e.title.as_deref().unwrap_or_default(),
                e.employer.as_deref().unwrap_or_default(),
            )
        })
        .collect()
}

fn name(facts: &Facts) -> &str {
    facts.name.as_ref().map_or("", |name| name.value.as_str())
}

#[test]
fn a_form_is_read_by_its_labels() {
    let facts = facts(A_FORM);
    assert_eq!(name(&facts), "O'Connor-Bright, Siobhán Mary");
    assert_eq!(
        entries(&facts),
        [
            (
                "Senior Warehouse Planner",
                "Nebelhorn Logistics Ltd, Galway"
            ),
            ("Dispatcher", "Bluefern Freight, Limerick")
        ]
    );
    let languages: Vec<&str> = facts
        .languages
        .iter()
        .map(|l| l.language.as_str())
        .collect();
    assert_eq!(languages, ["English", "Irish", "French"]);
    assert!(facts.skills.iter().any(|skill| skill.name == "SQL"));
    assert!(
        facts
            .place
            .is_some_and(|place| place.value.contains("Galway"))
    );
}

#[test]
fn months_of_two_digits_count_and_spans_in_items_do_not() {
    let facts = facts(SHORT_DATES);
    // January 2018 to June 2026, and June 2013 to December 2017.
    assert_eq!(facts.experience_months, Some(101 + 54));
    assert_eq!(facts.experience.len(), 2);
    assert_eq!(
        facts.place.map(|place| place.value).as_deref(),
        Some("Houston, TX")
    );
    assert!(facts.skills.iter().all(|skill| skill.name != "GitHub"));
}

#[test]
fn a_name_in_two_scripts_is_read_in_one() {
    let facts = facts(TWO_SCRIPTS);
    assert_eq!(name(&facts), "Tanaka Haruto");
    assert_eq!(
        entries(&facts)[0],
        ("Software Engineer", "Acme Fiction K.K.")
    );
    assert_eq!(facts.degree, DegreeLevel::Bachelor);
}

#[test]
fn small_letters_are_no_wrapped_sentence() {
    let facts = facts(SMALL_LETTERS);
    assert_eq!(name(&facts), "Priya K. Raman");
    assert_eq!(
        entries(&facts),
        [
            ("data analyst", "kestrel retail"),
            ("junior analyst", "moonlit mart")
        ]
    );
    assert!(
        facts
            .links
            .iter()
            .any(|link| link.value == "medium.com/@priyaraman")
    );
}

#[test]
fn dates_above_their_entry_belong_to_it() {
    let facts = facts(DATES_FIRST);
    assert_eq!(
        entries(&facts),
        [
            ("Главный бухгалтер", "ООО «Вымысел»"),
            ("Бухгалтер", "ЗАО «Сказка»")
        ]
    );
    assert_eq!(facts.experience_months, Some(76 + 63));
    assert_eq!(facts.headline, None);
}

#[test]
fn one_long_row_is_not_joined_with_the_next() {
    let facts = facts(ONE_LONG_ROW);
    assert_eq!(
        entries(&facts),
        [
            ("Ward Sister", "St. Fictitia Hospital"),
            ("Staff Nurse", "Kanuri Clinic")
        ]
    );
    assert_eq!(facts.degree, DegreeLevel::Bachelor);
}

#[test]
fn labels_before_everything_are_read() {
    let facts = facts(LABELLED);
    assert_eq!(name(&facts), "Rajesh Kumar Verma");
    assert_eq!(
        entries(&facts),
        [
            ("Senior Software Engineer", "Orbit Infotech Pvt. Ltd."),
            ("Software Engineer", "Lotus Systems")
        ]
    );
    assert_eq!(facts.degree, DegreeLevel::Master);
    let skills: Vec<&str> = facts.skills.iter().map(|s| s.name.as_str()).collect();
    assert!(
        ["Java", "C++", "Oracle Database", "MySQL", "Hibernate"]
            .iter()
            .filter(|s| skills.contains(s))
            .count()
            >= 4,
        "{skills:?}"
    );
}

#[test]
fn words_before_dates_and_employers_are_read() {
    let facts = facts(FROM_AND_TO);
    assert_eq!(facts.experience_months, Some(81 + 55));
    assert_eq!(entries(&facts)[0], ("Contabile", "Studio Fantasia S.r.l."));
}
