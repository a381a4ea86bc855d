//! Sections by the names that their headings go by.

mod names;

use crate::records::{Line, LineRole, Section, SectionKind};

use super::{languages, words::fold};
use SectionKind::{Interests, Languages, Skills};
use names::{CONTACT, NAMES, TELLING};

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
}
