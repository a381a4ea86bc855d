//! Facts: what the lines say of the person, each with the line it came from. What is not there is absent.

mod contact;
mod dates;
mod education;
mod experience;
mod languages;
mod name;
mod sections;
mod words;

pub(super) use dates::begins_with_span;
pub(super) use sections::is_heading_name;

use std::collections::BTreeMap;

use crate::{
    records::{
        Document, Experience, Fact, Facts, Finding, Line, LineRole, Section, SectionKind,
        SkillFact, YearMonth,
    },
    skills,
};

/// The most text that is looked at to tell its language: more makes no answer surer.
const LANGUAGE_FROM: usize = 20_000;

/// The facts of a document. "Present" means `as_of`, so that a result never moves by itself.
pub fn facts(document: &Document, as_of: YearMonth) -> Facts {
    let sections = sections::find(&document.lines);
    let text = Text {
        document,
        sections: &sections,
    };
    let contact = contact::find(&text);
    let name = name::find(&text, &contact);
    let headline = name::headline(&text, name.as_ref(), &contact);
    let place = contact::place(&text, name.as_ref(), headline.as_ref());
    let experience = experience::find(&text, as_of);
    let education = education::find(&text);
    Facts {
        summary: summary(&text),
        place,
        headline,
        experience_months: Experience::months_of(&experience),
        degree: education.iter().map(|e| e.level).max().unwrap_or_default(),
        experience,
        education,
        as_of: Some(as_of),
        skills: skill_facts(&text),
        certificates: certificates(&text),
        languages: languages::spoken(&text),
        language: language_of(document),
        emails: contact.emails,
        phones: contact.phones,
        links: contact.links,
        name,
        sections,
    }
}

/// What the contact details give cause for: none was found, or they stand in a page header only.
pub(super) fn findings(document: &Document) -> Vec<Finding> {
    let sections = sections::find(&document.lines);
    let text = Text {
        document,
        sections: &sections,
    };
    let contact = contact::find(&text);
    let name = name::find(&text, &contact);
    super::findings::of_contact(document, name.is_some(), &contact.emails, &contact.phones)
}

/// A document and its sections.
struct Text<'a> {
    document: &'a Document,
    sections: &'a [Section],
}

impl<'a> Text<'a> {
    fn lines(&self) -> &'a [Line] {
        &self.document.lines
    }

    /// The section around a line. Sections stand in the order of their lines and do not overlap.
    fn around(&self, line: u32) -> Option<&'a Section> {
        let after = self.sections.partition_point(|s| s.first <= line);
        let section = self.sections.get(after.checked_sub(1)?)?;
        (line <= section.last).then_some(section)
    }

    /// The kind of the section that a line stands in.
    fn section(&self, line: u32) -> SectionKind {
        self.around(line).map_or(SectionKind::Head, |s| s.kind)
    }

    /// Whether a line is its section's heading and nothing else.
    fn is_title(&self, line: &Line) -> bool {
        self.around(line.number)
            .is_some_and(|s| s.first == line.number && !s.title.is_empty() && s.title == line.text)
    }

    /// The lines of all sections of a kind, without their headings.
    fn lines_of(&self, kind: SectionKind) -> impl Iterator<Item = &'a Line> {
        self.lines()
            .iter()
            .filter(move |line| self.section(line.number) == kind && !self.is_title(line))
    }
}

/// The summary's paragraphs as one text.
fn summary(text: &Text<'_>) -> Option<Fact<String>> {
    let section = text
        .sections
        .iter()
        .find(|s| s.kind == SectionKind::Summary)?;
    let mut lines = text
        .lines()
        .iter()
        .filter(|line| section.first <= line.number && line.number <= section.last)
        .filter(|line| !text.is_title(line) && !is_furniture(line))
        .peekable();
    let first = lines.peek()?.number;
    let value = lines
        .map(|line| line.text.replace('\t', " "))
        .collect::<Vec<_>>()
        .join(" ");
    Some(Fact { value, line: first })
}

fn is_furniture(line: &Line) -> bool {
    matches!(line.role, LineRole::Header | LineRole::Footer)
}

/// Each skill that a line names, outside the sections that say nothing of the person's skills.
fn skill_facts(text: &Text<'_>) -> Vec<SkillFact> {
    let mut found: BTreeMap<&'static str, Vec<u32>> = BTreeMap::new();
    let mut order: Vec<&'static str> = Vec::new();
    for line in text.lines() {
        if text.is_title(line) || is_furniture(line) {
            continue;
        }
        // An address is no claim: "github.com/ada" says nothing of a skill.
        let shown = contact::without_addresses(&line.text);
        for mention in skills::claimed(&shown, text.section(line.number)) {
            let lines = found.entry(mention.name).or_insert_with(|| {
                order.push(mention.name);
                Vec::new()
            });
            if lines.last() != Some(&line.number) {
                lines.push(line.number);
            }
        }
    }
    order
        .into_iter()
        .filter_map(|name| {
            found.remove(name).map(|lines| SkillFact {
                name: name.to_owned(),
                lines,
            })
        })
        .collect()
}

/// The lines of the certificate sections, without their years.
fn certificates(text: &Text<'_>) -> Vec<Fact<String>> {
    text.lines_of(SectionKind::Certificates)
        .filter(|line| !is_furniture(line))
        .filter_map(|line| {
            let value = dates::without_dates(&line.text);
            let value = value.trim_matches(words::is_trim).to_owned();
            (value.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(Fact {
                value,
                line: line.number,
            })
        })
        .collect()
}

/// ISO 639-1 code of the text's language, where it is sure enough.
fn language_of(document: &Document) -> Option<String> {
    let sample = |least_words: usize| {
        let mut sample = String::new();
        for line in &document.lines {
            if line.text.split_whitespace().count() >= least_words && !line.text.contains('@') {
                sample.push_str(&line.text);
                sample.push('\n');
            }
            if sample.len() > LANGUAGE_FROM {
                break;
            }
        }
        sample
    };
    let all = sample(0);
    if let Some(code) = language_of_signs(&all) {
        return Some(code.to_owned());
    }
    // Sentences tell more than names and places do.
    [sample(5), all].iter().find_map(|sample| {
        let info = whatlang::detect(sample)?;
        info.is_reliable()
            .then(|| languages::two_letters(info.lang().code()))
            .flatten()
            .map(str::to_owned)
    })
}

/// Japanese, Korean and Chinese by their signs: a résumé is too short and too full of Latin names for statistics.
fn language_of_signs(text: &str) -> Option<&'static str> {
    let (mut letters, mut kana, mut hangul, mut han) = (0usize, 0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{3040}'..='\u{30FF}' => kana += 1,
            '\u{AC00}'..='\u{D7A3}' => hangul += 1,
            '\u{3400}'..='\u{9FFF}' => han += 1,
            _ => {}
        }
    }
    if hangul * 5 > letters {
        Some("ko")
    } else if kana >= 3 && kana * 25 > letters {
        Some("ja")
    } else if han * 5 > letters {
        Some("zh")
    } else {
        None
    }
}
