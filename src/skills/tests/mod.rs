//! The lexicon's files and the finder, held against lines as people write them.

mod aliases;
mod ambiguity;
mod languages;
mod relations;

use super::*;

fn names(line: &str) -> Vec<&'static str> {
    find(line).into_iter().map(|m| m.name).collect()
}

/// Every pair whose line does not name the skill, said in one message.
fn assert_all_named(pairs: &[(&str, &str)]) {
    let missed: Vec<String> = pairs
        .iter()
        .filter(|(line, name)| !names(line).contains(name))
        .map(|(line, name)| format!("{line:?} should name {name:?}, names {:?}", names(line)))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn files_have_no_faults() {
    let faults = check();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn lexicon_is_broad() {
    let lexicon = &finder().lexicon;
    assert!(lexicon.entries.len() >= 1000, "{}", lexicon.entries.len());
    for language in Language::ALL {
        let entries: std::collections::BTreeSet<_> = lexicon
            .names
            .iter()
            .filter(|n| n.language == language)
            .filter_map(|n| n.entry)
            .collect();
        assert!(
            entries.len() >= 150,
            "{}: {}",
            language.code(),
            entries.len()
        );
    }
}

#[test]
fn mentions_stand_where_they_say() {
    let line = "• Führte Schulungen zu „PostgreSQL“ und C++ durch – Excel®";
    for mention in find(line) {
        assert!(
            line.get(mention.start..mention.end)
                .is_some_and(|s| !s.is_empty())
        );
    }
    let postgres = find(line).into_iter().find(|m| m.name == "PostgreSQL");
    assert_eq!(
        postgres.and_then(|m| line.get(m.start..m.end)),
        Some("PostgreSQL")
    );
}

#[test]
fn longest_name_wins() {
    assert_eq!(names("React Native"), ["React Native"]);
    assert_eq!(names("SQL Server"), ["SQL Server"]);
    assert_eq!(names("Spring Boot and Java"), ["Spring Boot", "Java"]);
}

#[test]
fn names_may_be_written_as_lists() {
    assert_all_named(&[
        ("heating, ventilation and air conditioning", "HVAC"),
        ("Heating, ventilation, and air conditioning", "HVAC"),
        ("extract, transform, load", "ETL"),
        ("first in, first out", "Stock rotation"),
    ]);
    // No other name goes across a comma.
    assert!(!names("project, management").contains(&"Project management"));
    assert!(!names("lesson, planning").contains(&"Lesson planning"));
}

#[test]
fn letters_with_an_s_are_no_plural() {
    let certificates = |line: &str| -> Vec<&str> {
        let found = super::find_certificates(line).into_iter();
        found.map(|m| m.name).collect()
    };
    assert_eq!(
        certificates("CPCS card for a dumper"),
        ["Plant operator card"]
    );
    assert_eq!(certificates("CPCS"), ["Plant operator card"]);
    assert_eq!(certificates("An MBBS is asked for"), [""; 0]);
    assert!(names("We train LLMs").contains(&"Large language models"));
}

#[test]
fn interests_and_references_claim_nothing() {
    assert!(claimed("Photography, Python, cooking", SectionKind::Interests).is_empty());
    assert!(claimed("Former manager, Python team", SectionKind::References).is_empty());
    assert_eq!(claimed("Python", SectionKind::Skills).len(), 1);
    assert_eq!(
        claimed("Python developer", SectionKind::Head)
            .first()
            .map(|m| m.name),
        Some("Python")
    );
}

#[test]
fn soft_skills_are_kept_apart() {
    assert_eq!(group("Teamwork"), Some("Soft skills"));
    assert_eq!(group("Wound care"), Some("Nursing and care"));
    assert_eq!(group("Basket weaving under water"), None);
}

#[test]
fn occupations_and_certificates_are_named() {
    let occupations =
        |line: &str| -> Vec<&str> { find_occupations(line).into_iter().map(|m| m.name).collect() };
    assert_eq!(
        occupations("Senior Accountant at Brill & Sons"),
        ["Accountant"]
    );
    assert_eq!(occupations("RN, Cardiology"), ["Registered Nurse"]);
    assert_eq!(occupations("Krankenschwester"), ["Registered Nurse"]);
    assert_eq!(occupations("Sous Chef"), ["Chef"]);
    assert_eq!(
        occupations("Storekeeper, then warehouse operative"),
        ["Warehouse Worker"; 2]
    );
    let certificates = |line: &str| -> Vec<&str> {
        find_certificates(line)
            .into_iter()
            .map(|m| m.name)
            .collect()
    };
    assert_eq!(
        certificates("Active RN license, State of Ohio"),
        ["Registered Nurse licence"]
    );
    assert_eq!(
        certificates("BLS and ACLS certified"),
        ["Basic Life Support", "Advanced Cardiac Life Support"]
    );
    assert_eq!(certificates("OSHA 30-Hour Construction"), ["OSHA 30"]);
}

#[test]
fn broken_input_is_harmless() {
    for line in [
        "",
        " ",
        "\u{0}",
        "C++++++",
        "....",
        "///",
        "\u{200b}\u{feff}",
        "a\u{301}\u{301}\u{301}",
        "🦀 Rust 🦀",
    ] {
        let _ = find(line);
    }
    let long = "of the ".repeat(20_000);
    assert!(find(&long).is_empty());
}
