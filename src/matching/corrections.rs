//! Corrections: what a person changes in how a job's text was read.

use super::requirements::{JobRequirements, requirements};
use crate::{
    messages::JobText,
    records::{Corrections, Importance, Requirement, RequirementKind},
};

impl JobRequirements {
    /// The requirements with a person's corrections: what is removed goes, what is added comes after the text's own, and what is asked for
    /// more or less firmly is so. A correction of a requirement that the text no longer has changes nothing.
    #[must_use]
    pub fn corrected(mut self, corrections: &Corrections) -> Self {
        if let Some(weights) = corrections.weights.filter(|w| w.are_usable()) {
            self.weights = weights;
        }
        let removed = |r: &Requirement| corrections.removed.contains(&r.id);
        self.requirements.retain(|r| !removed(r));
        for added in corrections.added.iter().flat_map(|words| added(words)) {
            if !self.requirements.iter().any(|r| r.id == added.id) && !removed(&added) {
                self.requirements.push(added);
            }
        }
        for requirement in &mut self.requirements {
            if corrections.required.contains(&requirement.id) {
                requirement.importance = Importance::Required;
            } else if corrections.preferred.contains(&requirement.id) {
                requirement.importance = Importance::Preferred;
            }
        }
        self
    }
}

/// What a job asks for, by its text and its corrections.
pub fn requirements_of(job: &JobText) -> JobRequirements {
    requirements(&job.job_description, &job.role_name).corrected(&job.corrections)
}

/// Requirements that a person adds in words of their own: "Kubernetes, 3 years of Go, German B2". Words that are none of these are
/// looked for as they are written. They stand on no line of the job, and are asked for firmly until they are corrected too.
fn added(words: &str) -> Vec<Requirement> {
    let words = words.trim();
    if words.is_empty() {
        return Vec::new();
    }
    // A list below its heading, which no title can be taken from.
    let items: Vec<String> = words
        .split(['\n', ';'])
        .map(|item| {
            format!(
                "- {}",
                item.trim().trim_start_matches(['-', '•', '*']).trim()
            )
        })
        .collect();
    let read = requirements(&format!("Requirements\n{}", items.join("\n")), "");
    let mut found: Vec<Requirement> = read
        .requirements
        .into_iter()
        .filter(|r| !matches!(r.kind, RequirementKind::Title | RequirementKind::Place))
        .collect();
    if found.is_empty() {
        found.push(phrase(words));
    }
    for requirement in &mut found {
        requirement.importance = Importance::Required;
        requirement.job_line = 0;
        requirement.job_quote = String::new();
    }
    found
}

fn phrase(words: &str) -> Requirement {
    let words: Vec<&str> = words.split_whitespace().collect();
    let name = words.join(" ");
    Requirement {
        id: format!("skill:{}", name.to_lowercase().replace(' ', "-")),
        kind: RequirementKind::Skill,
        importance: Importance::Required,
        name,
        job_line: 0,
        job_quote: String::new(),
        years: None,
        subject: None,
        alternatives: Vec::new(),
        level: None,
        degree: None,
        or_experience: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Weights;

    const AD: &str = "Requirements\n- Python\n- SQL\n\nNice to have\n- Docker\n";

    fn names(job: &JobRequirements) -> Vec<(&str, Importance)> {
        let skills = job.requirements.iter();
        skills.map(|r| (r.name.as_str(), r.importance)).collect()
    }

    #[test]
    fn what_a_person_corrects_is_so() {
        use Importance::{Preferred, Required};
        let read = requirements(AD, "");
        let corrections = Corrections {
            removed: vec!["skill:sql".into(), "skill:never-there".into()],
            added: vec!["Kubernetes".into()],
            required: vec!["skill:docker".into()],
            preferred: vec!["skill:python".into()],
            ..Corrections::default()
        };
        let job = read.clone().corrected(&corrections);
        assert_eq!(
            names(&job),
            [
                ("Python", Preferred),
                ("Docker", Required),
                ("Kubernetes", Required)
            ]
        );
        assert_eq!(read.clone().corrected(&Corrections::default()), read);
    }

    #[test]
    fn what_is_there_is_not_added_again() {
        let corrections = Corrections {
            added: vec!["Python; python".into()],
            ..Corrections::default()
        };
        let job = requirements(AD, "").corrected(&corrections);
        assert_eq!(job, requirements(AD, ""));
    }

    #[test]
    fn weights_go_with_corrections() {
        let weights = Weights {
            skill: 1.0,
            experience: 0.0,
            education: 0.0,
        };
        let of = |weights| {
            let corrections = Corrections {
                weights: Some(weights),
                ..Corrections::default()
            };
            requirements(AD, "").corrected(&corrections).weights
        };
        assert_eq!(of(weights), weights);
        let broken = Weights {
            skill: 0.0,
            ..weights
        };
        assert_eq!(of(broken), Weights::default());
    }

    #[test]
    fn added_words_are_read_as_an_advertisement_is() {
        let kinds = |words: &str| -> Vec<RequirementKind> {
            let found = added(words);
            assert!(
                found
                    .iter()
                    .all(|r| r.job_line == 0 && r.job_quote.is_empty())
            );
            assert!(found.iter().all(|r| r.importance == Importance::Required));
            found.iter().map(|r| r.kind).collect()
        };
        assert_eq!(kinds("k8s"), [RequirementKind::Skill]);
        assert_eq!(
            kinds("at least 3 years of experience"),
            [RequirementKind::Years]
        );
        assert_eq!(kinds("Bachelor's degree"), [RequirementKind::Degree]);
        assert_eq!(kinds("German B2"), [RequirementKind::Language]);
        assert_eq!(
            kinds("winding tower clocks by hand every single week of the year"),
            [RequirementKind::Skill]
        );
        assert!(kinds("  ").is_empty());
        let clock = added("clock winding");
        assert_eq!(
            clock.first().map(|r| r.name.as_str()),
            Some("clock winding")
        );
    }

    #[test]
    fn corrections_are_kept_and_older_jobs_have_none() {
        let corrections = Corrections {
            added: vec!["Kubernetes".into()],
            removed: vec!["skill:sql".into()],
            required: vec!["skill:docker".into()],
            weights: Some(Weights::default()),
            ..Corrections::default()
        };
        let json = serde_json::to_string(&corrections).expect("plain fields");
        let back: Corrections = serde_json::from_str(&json).expect("its own words");
        assert_eq!(back, corrections);
        let none: Corrections = serde_json::from_str("{}").expect("nothing is corrected");
        assert!(none.is_empty());
    }
}
