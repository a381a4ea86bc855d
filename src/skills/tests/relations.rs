//! What counts as what.

use super::*;

#[test]
fn parts_count_as_their_whole() {
    for (have, wanted) in [
        ("Amazon S3", "AWS"),
        ("PostgreSQL", "SQL"),
        ("React", "JavaScript"),
        ("Next.js", "JavaScript"),
        ("Spring Boot", "Java"),
        ("Amazon EKS", "Kubernetes"),
        ("Amazon EKS", "Containerization"),
        ("HACCP", "Food safety"),
        ("PyTorch", "Machine learning"),
    ] {
        assert_eq!(
            relation(have, wanted),
            Some(Relation::CountsAs),
            "{have} {wanted}"
        );
        assert_eq!(
            relation(wanted, have),
            Some(Relation::Wider),
            "{wanted} {have}"
        );
    }
}

#[test]
fn neighbours_are_near_both_ways() {
    for (a, b) in [
        ("Luigi", "Apache Airflow"),
        ("Tableau", "Power BI"),
        ("AWS", "Microsoft Azure"),
    ] {
        assert_eq!(relation(a, b), Some(Relation::Near), "{a} {b}");
        assert_eq!(relation(b, a), Some(Relation::Near), "{b} {a}");
    }
}

#[test]
fn strangers_are_not_related() {
    assert_eq!(relation("Wound care", "SQL"), None);
    assert_eq!(relation("Java", "JavaScript"), None);
    assert_eq!(relation("SQL", "SQL"), Some(Relation::Same));
    assert_eq!(relation("SQL", "no such skill"), None);
}

#[test]
fn occupations_are_related_too() {
    assert_eq!(
        occupation_relation("Back-End Developer", "Software Developer"),
        Some(Relation::CountsAs)
    );
    assert_eq!(occupation_relation("Cook", "Chef"), Some(Relation::Near));
    assert_eq!(occupation_relation("Cook", "Registered Nurse"), None);
}

#[test]
fn all_relations_of_a_skill_are_those_told_one_by_one() {
    let names: Vec<&str> = finder().lexicon.entries.iter().map(|e| e.name).collect();
    for wanted in ["AWS", "SQL", "Amazon EKS", "Machine learning", "Python"] {
        let all = related(wanted);
        for (id, have) in names.iter().enumerate() {
            let told = all.iter().find(|r| r.0 == id).map(|r| r.1);
            assert_eq!(told, relation(have, wanted), "{have} for {wanted}");
        }
    }
    assert!(related("no such skill").is_empty());
}
