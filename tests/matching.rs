//! Matching on whole files: the fixtures' advertisements and résumés, and the sample that the page offers.

use std::{collections::BTreeSet, fs, path::Path, sync::OnceLock};

use serde_json::Value;
use shortlist::{
    matching::{Features, JobRequirements, Prepared, Scorer, analyse, requirements},
    messages::JobText,
    reading,
    records::{
        AnalysisResult, Corrections, Document, Facts, Importance, JobId, Outcome, RequirementKind,
        Strength, Weights, YearMonth,
    },
    skills,
    vectors::Model,
};

const AS_OF: YearMonth = YearMonth {
    year: 2026,
    month: 6,
};

fn text_of(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn json_of(path: &str) -> Value {
    serde_json::from_str(&text_of(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|a| {
            a.iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default()
}

/// The lexicon's own name for a skill, so that "Excel" and "Microsoft Excel" are one.
fn canonical(name: &str) -> String {
    match skills::find(name).as_slice() {
        [only] => only.name.to_owned(),
        _ => skills::find_certificates(name)
            .first()
            .map_or_else(|| name.to_owned(), |m| m.name.to_owned()),
    }
}

fn canonical_all(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|n| canonical(n)).collect()
}

/// Canonical names of what is asked for with that importance; of a choice, each.
fn asked(job: &JobRequirements, importance: Importance) -> BTreeSet<String> {
    job.requirements
        .iter()
        .filter(|r| r.importance == importance)
        .filter(|r| {
            matches!(
                r.kind,
                RequirementKind::Skill | RequirementKind::Certificate
            )
        })
        .flat_map(|r| {
            r.subject
                .iter()
                .chain(&r.alternatives)
                .cloned()
                .chain([canonical(&r.name)])
        })
        .collect()
}

/// Names that are not among others, nor a part of one of them ("Accessibility" is in "Web accessibility").
fn not_in(names: &BTreeSet<String>, others: &BTreeSet<String>) -> Vec<String> {
    let is_in = |name: &str| {
        others
            .iter()
            .any(|o| o.to_lowercase().contains(&name.to_lowercase()))
    };
    names.iter().filter(|n| !is_in(n)).cloned().collect()
}

fn job(text: &str, role: &str) -> JobText {
    JobText {
        job_id: JobId::new("a3f7b2c1").expect("eight hex digits"),
        company_name: String::new(),
        role_name: role.into(),
        job_description: text.into(),
        corrections: Corrections::default(),
    }
}

fn read(path: &Path) -> (Document, Facts) {
    let name = path
        .file_name()
        .expect("a file")
        .to_string_lossy()
        .into_owned();
    let bytes = fs::read(path).expect("a fixture");
    let document = reading::read(&bytes, &name).unwrap_or_else(|e| panic!("{name}: {e}"));
    let facts = reading::facts(&document, AS_OF);
    (document, facts)
}

fn read_text(text: &str) -> (Document, Facts) {
    let document = reading::read(text.as_bytes(), "resume.txt").expect("plain text");
    let facts = reading::facts(&document, AS_OF);
    (document, facts)
}

fn score_text(ad: &str, resume: &str) -> AnalysisResult {
    let (document, facts) = read_text(resume);
    explain(ad, &document, &facts, &Corrections::default())
}

/// With the word vectors that the page loads.
fn explain(
    ad: &str,
    document: &Document,
    facts: &Facts,
    corrections: &Corrections,
) -> AnalysisResult {
    let job = job(ad, "");
    let wanted = requirements(ad, "").corrected(corrections);
    let features = Prepared::new(Features::of(document, facts, Some(model())));
    Scorer::new(&job, wanted, Some(model())).explain(&features, document, facts, "resume.txt")
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let bytes = fs::read("assets/vectors/minilm-128.bin").expect("the page’s word vectors");
        Model::from_bytes(&bytes).unwrap_or_else(|e| panic!("{e}"))
    })
}

/// The advertisements with what is true of them: text, role, truth.
fn advertisements() -> Vec<(String, String, Value)> {
    let mut ads = Vec::new();
    for name in [
        "accountant-criteria",
        "developer-numbered",
        "electrician-prose",
        "nurse-headings",
    ] {
        let path = format!("tests/fixtures/jobs/{name}.txt");
        let truth = json_of(&format!("{path}.truth.json"));
        let role = truth["role"].as_str().unwrap_or_default().to_owned();
        ads.push((text_of(&path), role, truth));
    }
    let sample = json_of("assets/sample/job.json");
    let text = sample["job_description"].as_str().unwrap_or_default();
    let truth = json_of("tests/fixtures/sample.truth.json")["job"].clone();
    ads.push((
        text.into(),
        sample["role_name"].as_str().unwrap_or_default().into(),
        truth,
    ));
    ads
}

fn resumes() -> Vec<(String, Document, Facts)> {
    let mut paths: Vec<_> = ["tests/fixtures/resumes", "assets/sample"]
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).expect("fixtures"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|p| {
            !p.to_string_lossy().ends_with(".truth.json")
                && !p.ends_with("job.json")
                && !p.ends_with("manifest.json")
                && !p.ends_with(".gitattributes")
        })
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let (document, facts) = read(path);
            (
                path.file_name()
                    .expect("a file")
                    .to_string_lossy()
                    .into_owned(),
                document,
                facts,
            )
        })
        .collect()
}

#[test]
fn advertisements_of_any_style_become_requirements() {
    for (text, role, truth) in advertisements() {
        let job = requirements(&text, &role);
        let required = asked(&job, Importance::Required);
        let preferred = asked(&job, Importance::Preferred);
        let name = |key: &str| canonical_all(&strings(&truth[key]));
        let missing = not_in(&name("required_skills"), &required);
        assert!(
            missing.is_empty(),
            "{role}: required and not seen: {missing:?} in {required:?}"
        );
        let missing = not_in(&name("preferred_skills"), &preferred);
        assert!(
            missing.is_empty(),
            "{role}: wished for and not seen: {missing:?} in {preferred:?}"
        );
        for trap in name("background_skills")
            .union(&name("negated_skills"))
            .cloned()
            .collect::<Vec<_>>()
        {
            assert!(
                !required.contains(&trap) && !preferred.contains(&trap),
                "{role}: {trap} is not asked for"
            );
        }
        let years = job
            .requirements
            .iter()
            .find(|r| r.kind == RequirementKind::Years && r.subject.is_none())
            .and_then(|r| r.years);
        assert_eq!(years, truth["min_years"].as_f64(), "{role}: years");
        let degree = job
            .requirements
            .iter()
            .find(|r| r.kind == RequirementKind::Degree);
        let level = degree.and_then(|r| r.degree).unwrap_or_default();
        assert_eq!(
            serde_json::to_value(level).ok(),
            Some(truth["degree"]["level"].clone()),
            "{role}: degree"
        );
        if truth["degree"]["mode"] != "none" {
            assert_eq!(
                serde_json::to_value(degree.map(|d| d.importance)).ok(),
                Some(truth["degree"]["mode"].clone()),
                "{role}: how firmly the degree is asked for"
            );
        }
    }
}

#[test]
fn every_requirement_stands_in_its_line() {
    for (text, role, _) in advertisements() {
        for requirement in requirements(&text, &role).requirements {
            if requirement.job_line == 0 {
                assert!(requirement.job_quote.is_empty());
                continue;
            }
            let line = text
                .lines()
                .nth(requirement.job_line as usize - 1)
                .unwrap_or_default();
            assert!(
                !requirement.job_quote.is_empty() && line.contains(&requirement.job_quote),
                "{role}: {requirement:?}"
            );
        }
    }
}

#[test]
fn every_point_leads_to_lines_and_all_points_sum_to_the_score() {
    let resumes = resumes();
    assert!(resumes.len() > 15, "{}", resumes.len());
    for (text, role, _) in advertisements() {
        let wanted = requirements(&text, &role);
        for (name, document, facts) in &resumes {
            let result = analyse(&job(&text, &role), &wanted, document, facts, name);
            let tenths = |x: f64| (x * 10.0).round() as i64;
            let sum: i64 = result.requirements.iter().map(|r| tenths(r.points)).sum();
            assert_eq!(sum, tenths(result.overall_score), "{role}, {name}");
            let possible: i64 = result
                .requirements
                .iter()
                .map(|r| tenths(r.points_possible))
                .sum();
            assert_eq!(possible, 1000, "{role}, {name}");
            for found in &result.requirements {
                assert!(
                    (0.0..=1.0).contains(&found.credit) && !found.reason.is_empty(),
                    "{found:?}"
                );
                for evidence in &found.evidence {
                    let line = document.line(evidence.line).expect("evidence has a line");
                    assert!(
                        !evidence.quote.is_empty() && line.text.contains(&evidence.quote),
                        "{name}: {evidence:?} is not in {line:?}"
                    );
                }
                let is_written = found.requirement.kind == RequirementKind::Language;
                assert!(
                    found.points == 0.0 || !found.evidence.is_empty() || is_written,
                    "{role}, {name}: points without a line: {found:?}"
                );
            }
            let statements = result.strengths.iter().chain(&result.weaknesses);
            for statement in statements.chain(&result.executive_summary) {
                assert!(
                    statement.lines.iter().all(|&n| document.line(n).is_some()),
                    "{statement:?}"
                );
            }
            assert!(
                ["YES – ", "MAYBE – ", "NO – "]
                    .iter()
                    .any(|p| result.hiring_recommendation.starts_with(p))
            );
        }
    }
}

#[test]
fn the_sample_is_ranked_and_matched_as_its_people_are() {
    let truth = json_of("tests/fixtures/sample.truth.json");
    let sample = json_of("assets/sample/job.json");
    let text = sample["job_description"].as_str().expect("a text");
    let role = sample["role_name"].as_str().expect("a role");
    let wanted = requirements(text, role);
    let score = |file: &str| {
        let (document, facts) = read(&Path::new("assets/sample").join(file));
        analyse(&job(text, role), &wanted, &document, &facts, file)
    };
    let in_order = [
        "ingrid-vasquez-thorne.pdf",
        "tomasz-wieliczko-grant.docx",
        "priyanka-mahalwar-dunne.html",
        "marguerite-solbakken.odt",
    ];
    let scores: Vec<f64> = in_order.iter().map(|f| score(f).overall_score).collect();
    assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
    assert_eq!(score(in_order[0]).strength, Strength::Strong);
    assert_eq!(score(in_order[3]).strength, Strength::Weak);
    for (file, person) in truth["resumes"].as_object().expect("people") {
        let result = score(file);
        let open = canonical_all(&strings(&person["not_judged"]));
        let judged = |names: &[String]| -> BTreeSet<String> {
            canonical_all(names).difference(&open).cloned().collect()
        };
        assert_eq!(
            judged(&result.matched_skills),
            judged(&strings(&person["matched_required"])),
            "{file}: found"
        );
        assert_eq!(
            judged(&result.missing_critical_skills),
            judged(&strings(&person["missing_required"])),
            "{file}: missing"
        );
    }
}

const AD: &str = "Bookkeeper\n\nRequirements\n- Payroll\n- Bank reconciliation\n- SAP\n- At least 4 years of experience\n- Bachelor's degree\n\nNice to have\n- Microsoft Excel\n";

fn resume(name: &str, place: &str, pronoun: &str, born: &str, school: &str) -> String {
    format!(
        "{name}\n{place}\n{born}\n\nSummary\nBookkeeper. Colleagues say of {pronoun} that the books are always closed on time.\n\n\
         Experience\nBookkeeper, Larch & Sons\nMarch 2020 – June 2026\n- Ran payroll for 40 people\n- Monthly bank reconciliation in SAP\n\n\
         Education\nBachelor of Arts in Business, {school}, 2018\n\nSkills\nPayroll, SAP, Microsoft Excel\n"
    )
}

/// Anyone can run it: who somebody is moves no score by a tenth of a point.
#[test]
fn name_pronoun_age_address_and_school_move_no_score() {
    let base = score_text(
        AD,
        &resume(
            "Anna Berger",
            "12 Hill Road, Boston, MA",
            "her",
            "Born 4 May 1988",
            "Northfield College",
        ),
    );
    assert!(base.overall_score > 80.0, "{}", base.overall_score);
    let meaning = base.relevance.as_ref().and_then(|r| r.meaning);
    assert!(meaning.is_some_and(|m| m > 0.0), "{meaning:?}");
    let credits = |r: &AnalysisResult| -> Vec<(String, f64, f64)> {
        r.requirements
            .iter()
            .map(|q| (q.requirement.id.clone(), q.credit, q.points))
            .collect()
    };
    let names = [
        "Anna Berger",
        "Mohammed Al-Farsi",
        "Lakisha Washington",
        "Nguyễn Thị Hạnh",
        "Greg O’Malley",
        "Ruby Java",
        "Jean-Pierre Dubois",
        "Olga Petrova",
    ];
    let places = [
        "12 Hill Road, Boston, MA",
        "Flat 3, 88 Marsh Lane, London E8",
        "Rural Route 2, Minot, ND",
        "Lagos, Nigeria",
    ];
    let born = [
        "Born 4 May 1988",
        "Born 17 January 1961",
        "Age: 24",
        "Date of birth: 02.11.1999",
    ];
    let schools = [
        "Northfield College",
        "Howard University",
        "University of Oxford",
        "Wellesley College",
    ];
    for (at, name) in names.iter().enumerate() {
        for (place, born, school, pronoun) in [
            (places[at % 4], born[at % 4], schools[at % 4], "him"),
            (
                places[(at + 1) % 4],
                born[(at + 2) % 4],
                schools[(at + 3) % 4],
                "them",
            ),
        ] {
            let other = score_text(AD, &resume(name, place, pronoun, born, school));
            assert_eq!(
                other.overall_score, base.overall_score,
                "{name}, {place}, {born}, {school}"
            );
            assert_eq!(
                credits(&other),
                credits(&base),
                "{name}, {place}, {born}, {school}"
            );
            assert_eq!(
                (&other.relevance, other.order_score),
                (&base.relevance, base.order_score),
                "{name}, {place}, {born}, {school}"
            );
        }
    }
}

#[test]
fn a_name_or_an_address_is_no_skill() {
    let ad = "Requirements\n- Java\n- Ruby\n- Payroll\n";
    let of = |name: &str, place: &str| {
        score_text(ad, &resume(name, place, "her", "", "Northfield College")).overall_score
    };
    assert_eq!(
        of("Ruby Java", "Java Street 3, Boston"),
        of("Anna Berger", "12 Hill Road, Boston")
    );
    assert!(of("Anna Berger", "12 Hill Road, Boston") > 0.0);
}

#[test]
fn the_same_texts_give_the_same_analysis() {
    let text = resume("Anna Berger", "Boston", "her", "", "Northfield College");
    assert_eq!(score_text(AD, &text), score_text(AD, &text));
}

#[test]
fn stuffing_raises_nothing_and_is_told() {
    let honest = "Jo Larch\n\nExperience\nShop assistant, Elm Stores\nMay 2021 – May 2024\n- Sold shoes and kept the till\n\nSkills\nPayroll\n";
    let base = score_text(AD, honest);

    let repeated = honest.replace(
        "Payroll\n",
        &"Payroll, payroll, payroll, payroll, payroll, payroll\n".repeat(20),
    );
    let result = score_text(AD, &repeated);
    assert_eq!(
        result.overall_score, base.overall_score,
        "a word said over and over"
    );
    assert_eq!(result.order_score, base.order_score, "and its relevance");
    assert!(
        result.notes.iter().any(|n| n.contains("over and over")),
        "{:?}",
        result.notes
    );

    let pasted = format!("{honest}\n{AD}");
    let result = score_text(AD, &pasted);
    assert!(
        result.overall_score <= base.overall_score,
        "the job pasted below: {} > {}",
        result.overall_score,
        base.overall_score
    );
    assert!(result.order_score <= base.order_score, "and its relevance");
    assert!(
        result.notes.iter().any(|n| n.contains("copied")),
        "{:?}",
        result.notes
    );

    let (mut document, facts) = read_text(honest);
    document
        .hidden
        .push("SAP, bank reconciliation, Bachelor of Arts".into());
    let result = analyse(
        &job(AD, ""),
        &requirements(AD, ""),
        &document,
        &facts,
        "resume.txt",
    );
    assert_eq!(
        result.overall_score, base.overall_score,
        "text that nobody sees"
    );
    assert!(result.notes.iter().any(|n| n.contains("does not see")));
}

#[test]
fn a_skill_counts_by_where_it_stands() {
    let ad = "Requirements\n- Payroll\n- SAP\n- Welding\n";
    let credit = |resume: &str| {
        let result = score_text(ad, resume);
        let found = result
            .requirements
            .iter()
            .find(|r| r.requirement.name == "Payroll");
        found.map(|r| r.credit).expect("payroll is asked for")
    };
    let dated = credit(
        "Jo Larch\n\nExperience\nClerk, Elm Stores\nMay 2021 – May 2024\n- Ran the payroll\n",
    );
    let listed = credit(
        "Jo Larch\n\nExperience\nClerk, Elm Stores\nMay 2021 – May 2024\n- Sold shoes\n\nSkills\nPayroll\n",
    );
    let mentioned = credit(
        "Jo Larch\n\nSummary\nI like payroll.\n\nExperience\nClerk, Elm Stores\nMay 2021 – May 2024\n- Sold shoes\n",
    );
    assert!(
        dated > listed && listed > mentioned && mentioned > 0.0,
        "{dated} {listed} {mentioned}"
    );
}

#[test]
fn a_thin_job_is_never_firm() {
    let text = resume("Anna Berger", "Boston", "her", "", "Northfield College");
    let thin = score_text("Bookkeeper\n\nRequirements\n- Payroll\n", &text);
    assert!(thin.thin && thin.strength != Strength::Strong && thin.overall_score > 90.0);
    assert!(thin.notes.iter().any(|n| n.contains("not firm")));

    let nothing = score_text(
        "We are kind people and have a garden. Come by some time.",
        &text,
    );
    assert!(nothing.thin && nothing.matched_skills.is_empty());
    assert!(
        nothing.hiring_recommendation.starts_with("MAYBE – "),
        "{}",
        nothing.hiring_recommendation
    );
    assert!(
        nothing
            .notes
            .iter()
            .any(|n| n.contains("nothing that could be looked for")),
        "{:?}",
        nothing.notes
    );
}

#[test]
fn doubles_and_contradictions_are_told() {
    let ad = "Cook\n\nRequirements\n- Payroll\n- SAP\n- 3+ years of experience\n- At least 5 years of experience\n- Payroll\n\nNice to have\n- SAP\n";
    let job = requirements(ad, "Cook");
    let count = |name: &str| job.requirements.iter().filter(|r| r.name == name).count();
    assert_eq!((count("Payroll"), count("SAP")), (1, 1));
    for words in [
        "Payroll is asked for more than once",
        "SAP is both required and only wished for",
        "two numbers of years",
    ] {
        assert!(
            job.notes.iter().any(|n| n.contains(words)),
            "{words}: {:?}",
            job.notes
        );
    }
}

#[test]
fn a_phrase_that_the_lexicon_lacks_is_looked_for_as_written() {
    let ad = "Requirements\n- Gnomon whittling\n- Payroll\n- SAP\n";
    let result = score_text(
        ad,
        "Jo Larch\n\nExperience\nClerk, Elm Stores\nMay 2021 – May 2024\n- Twelve gnomon whittlings a year\n",
    );
    let found = result
        .requirements
        .iter()
        .find(|r| r.requirement.name == "Gnomon whittling")
        .expect("it is listed");
    assert_eq!(found.outcome, Outcome::Found);
    assert_eq!(found.evidence[0].quote, "gnomon whittlings");
}

#[test]
fn other_languages_are_told() {
    let ad = "Buchhalterin\n\nWir suchen für unser Team eine Kollegin oder einen Kollegen mit Freude an der Arbeit.\n\nIhr Profil:\n- Lohnabrechnung\n- mindestens 3 Jahre Berufserfahrung\n- SAP\n\nWir freuen uns auf Ihre Bewerbung und sind gern für Sie da.\n";
    let text = resume("Anna Berger", "Boston", "her", "", "Northfield College");
    let result = score_text(ad, &text);
    assert!(
        result.notes.iter().any(|n| n.contains("German")),
        "{:?}",
        result.notes
    );
    assert!(
        result.matched_skills.contains(&"Payroll".to_owned()),
        "{:?}",
        result.matched_skills
    );
}

#[test]
fn no_text_is_too_odd() {
    let long = "Must have: Python, SQL; and, or (but: not) – no Java needed. ".repeat(20_000);
    for ad in [
        "",
        "\n\n",
        "•",
        "- ",
        ":",
        "：",
        "1.",
        "\u{0}\u{fffd}",
        "((((",
        "years",
        "5",
        "-\n-\n-",
        "必须",
        &long,
    ] {
        let result = score_text(ad, "Jo Larch\n\nSkills\nPython\n");
        assert!((0.0..=100.0).contains(&result.overall_score));
    }
}

/// Every advertisement against every résumé, from features that were kept as JSON.
#[test]
fn features_give_the_bits_that_the_texts_give() {
    let resumes: Vec<(String, Document, Facts, Prepared)> = resumes()
        .into_iter()
        .map(|(name, document, facts)| {
            let features = Features::of(&document, &facts, Some(model()));
            let json = serde_json::to_string(&features).expect("plain fields");
            let kept: Features = serde_json::from_str(&json).expect("its own words");
            assert_eq!(kept, features, "{name}");
            (name, document, facts, Prepared::new(kept))
        })
        .collect();
    let mut count = 0;
    for (text, role, _) in advertisements() {
        let (job, wanted) = (job(&text, &role), requirements(&text, &role));
        let scorer = Scorer::new(&job, wanted.clone(), Some(model()));
        let bare = Scorer::<&Model>::new(&job, wanted.clone(), None);
        for (name, document, facts, features) in &resumes {
            let scored = scorer.score(features);
            let told = scorer.explain(features, document, facts, name);
            assert_eq!(
                scored.overall.to_bits(),
                told.overall_score.to_bits(),
                "{name}"
            );
            let parts = [
                told.skill_match_score,
                told.experience_match_score,
                told.education_match_score,
            ];
            assert_eq!(scored.parts, parts, "{name}");
            assert_eq!(Some(scored.order), told.order_score, "{name}");
            assert_eq!(scored.relevance, told.relevance, "{name}");
            assert_eq!((scored.strength, scored.thin), (told.strength, told.thin));
            // Without the word vectors the score is the same, and meaning is left unmeasured.
            let without = bare.score(features);
            assert_eq!(without.overall, scored.overall, "{name}");
            assert!(
                without.relevance.is_none_or(|r| r.meaning.is_none()),
                "{name}"
            );
            count += 1;
        }
        // From the texts alone it is the same too.
        let (name, document, facts, features) = &resumes[count % resumes.len()];
        let analysed = analyse(&job, &wanted, document, facts, name);
        assert_eq!(
            analysed.overall_score,
            scorer.score(features).overall,
            "{name}"
        );
    }
    assert!(count >= 100, "{count}");
}

#[test]
fn the_analysis_follows_a_persons_corrections() {
    let text = resume("Anna Berger", "Boston", "her", "", "Northfield College");
    let (document, facts) = read_text(&text);
    let score = |corrections: &Corrections| explain(AD, &document, &facts, corrections);
    let base = score(&Corrections::default());

    let mut corrections = Corrections {
        added: vec!["Welding".into()],
        ..Corrections::default()
    };
    let with_welding = score(&corrections);
    assert!(
        with_welding
            .missing_critical_skills
            .contains(&"Welding".to_owned())
    );
    assert!(with_welding.overall_score < base.overall_score);
    let welding = with_welding
        .requirements
        .iter()
        .find(|r| r.requirement.name == "Welding")
        .expect("it was added");
    assert_eq!((welding.requirement.job_line, welding.points), (0, 0.0));
    let gain = format!("+{:.1}", welding.points_possible);
    assert!(
        with_welding
            .weaknesses
            .iter()
            .any(|w| w.text.starts_with("Welding") && w.text.contains(&gain)),
        "{:?}",
        with_welding.weaknesses
    );

    let id = welding.requirement.id.clone();
    corrections.preferred.push(id.clone());
    let wished = score(&corrections);
    assert!(wished.overall_score > with_welding.overall_score);
    assert!(
        wished.missing_critical_skills.is_empty(),
        "{:?}",
        wished.missing_critical_skills
    );

    corrections.removed.push(id);
    assert_eq!(score(&corrections).overall_score, base.overall_score);

    let skills_alone = Corrections {
        weights: Some(Weights {
            skill: 1.0,
            experience: 0.0,
            education: 0.0,
        }),
        ..Corrections::default()
    };
    let result = score(&skills_alone);
    assert_eq!(Some(result.overall_score), result.skill_match_score);
    assert_eq!(result.parts[0].weight_used, 1.0);
}

#[test]
fn relevance_orders_people_where_requirements_tie() {
    let ad = "Pastry Chef\n\nOur kitchen bakes bread and pastry for two hundred guests a day. You shape dough, temper chocolate and keep the ovens busy.\n";
    let of = |work: &str| {
        let text = format!(
            "Jo Larch\n\nExperience\n{work}\n\nEducation\nBachelor of Arts, Elm College, 2012\n"
        );
        score_text(ad, &text)
    };
    let baker = of(
        "Baker, Larch & Sons\nMarch 2015 – June 2026\n- Baked bread, cakes and croissants from four in the morning",
    );
    let clerk =
        of("Clerk, Elm Bank\nMarch 2015 – June 2026\n- Opened accounts and answered letters");
    assert!(baker.order_score > clerk.order_score, "{baker:?} {clerk:?}");
    let meaning = |r: &AnalysisResult| r.relevance.as_ref().and_then(|r| r.meaning);
    assert!(meaning(&baker) > meaning(&clerk));
}

/// Abbreviations and other names, a list that the lexicon was not written after.
#[test]
fn what_people_write_is_what_they_mean() {
    let names = |text: &str| -> BTreeSet<String> {
        let asked = requirements(&format!("Requirements\n- {text}"), "").requirements;
        let degrees = asked.iter().filter(|r| r.degree.is_some());
        skills::find(text)
            .into_iter()
            .chain(skills::find_certificates(text))
            .chain(skills::find_occupations(text))
            .map(|m| m.name.to_owned())
            .chain(degrees.map(|r| r.id.clone()))
            .collect()
    };
    let list = text_of("tests/fixtures/aliases.txt");
    let pairs: Vec<(&str, &str)> = list.lines().filter_map(|l| l.split_once(" = ")).collect();
    assert!(pairs.len() >= 200, "{}", pairs.len());
    let missed: Vec<&(&str, &str)> = pairs
        .iter()
        .filter(|(a, b)| names(a).is_disjoint(&names(b)))
        .collect();
    let share = 1.0 - missed.len() as f64 / pairs.len() as f64;
    println!("{share:.3} of {} pairs", pairs.len());
    assert!(share >= 0.95, "{share:.3}, missed: {missed:?}");
}

#[test]
fn word_vectors_know_what_is_close() {
    let like = |a: &str, b: &str| model().embed(a).cosine(&model().embed(b));
    for (word, near, far) in [
        (
            "registered nurse",
            "patient care in a hospital",
            "ledger accounts",
        ),
        ("accountant", "ledger and tax returns", "welding pipes"),
        ("software engineer", "writes computer programs", "cuts hair"),
        ("pastry chef", "bakes bread and cakes", "repairs engines"),
    ] {
        assert!(like(word, near) > like(word, far) + 0.1, "{word}");
    }
    assert!(model().embed("").is_empty());
}
