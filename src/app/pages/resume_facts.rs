//! What was understood of a résumé: each fact with the line it came from, and what is not there said as such.

use leptos::prelude::*;

use crate::app::components::{Pointer, counted};
use crate::app::press::press;
use crate::records::{
    DegreeLevel, Education, Experience, Fact, Facts, SectionKind, SkillFact, SpokenLanguage,
    YearMonth,
};

/// All facts. A click on a line's number goes to that line.
pub fn facts(facts: &Facts, pointer: Pointer) -> AnyView {
    let at = At { pointer };
    let person = [
        ("Name", at.one(facts.name.as_ref())),
        ("Headline", at.one(facts.headline.as_ref())),
        ("E-mail", at.several(&facts.emails)),
        ("Phone", at.several(&facts.phones)),
        ("Links", at.several(&facts.links)),
        ("Place", at.one(facts.place.as_ref())),
        ("Summary", at.one(facts.summary.as_ref())),
        (
            "Written in",
            facts
                .language
                .as_ref()
                .map(|code| language_word(code).into_any()),
        ),
    ];
    view! {
        {group("Person", list(person))}
        {group("Experience", at.experience(facts))}
        {group("Education", at.education(facts))}
        {group("Skills", at.skills(&facts.skills))}
        {group("Certificates", at.several(&facts.certificates).unwrap_or_else(|| absent("None found.")))}
        {group("Languages", at.languages(&facts.languages))}
        {group("Sections", at.sections(facts))}
    }
    .into_any()
}

fn group(name: &'static str, content: AnyView) -> AnyView {
    view! { <h2>{name}</h2> <div class="card facts">{content}</div> }.into_any()
}

/// Names and values; a value that is absent is said to be.
fn list(rows: [(&'static str, Option<AnyView>); 8]) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|(name, value)| {
            let value = value.unwrap_or_else(|| absent("not found"));
            view! { <dt>{name}</dt> <dd>{value}</dd> }
        })
        .collect_view();
    view! { <dl>{rows}</dl> }.into_any()
}

fn absent(text: &'static str) -> AnyView {
    view! { <span class="quiet">{text}</span> }.into_any()
}

/// Draws values together with what leads to their lines.
#[derive(Clone, Copy)]
struct At {
    pointer: Pointer,
}

impl At {
    fn line(self, line: u32) -> AnyView {
        self.pointer.link(line, format!("line {line}"))
    }

    fn lines(self, first: u32, last: u32) -> AnyView {
        if first == last {
            self.line(first)
        } else {
            self.pointer.link(first, format!("lines {first}–{last}"))
        }
    }

    fn value(self, fact: &Fact<String>) -> AnyView {
        view! { <span class="fact">{fact.value.clone()} " " {self.line(fact.line)}</span> }
            .into_any()
    }

    fn one(self, fact: Option<&Fact<String>>) -> Option<AnyView> {
        fact.map(|fact| self.value(fact))
    }

    fn several(self, facts: &[Fact<String>]) -> Option<AnyView> {
        (!facts.is_empty()).then(|| {
            let items = facts
                .iter()
                .map(|fact| view! { <li>{self.value(fact)}</li> })
                .collect_view();
            view! { <ul>{items}</ul> }.into_any()
        })
    }

    fn experience(self, facts: &Facts) -> AnyView {
        if facts.experience.is_empty() {
            return absent("No entry with an employer or dates was recognised.");
        }
        let entries = facts
            .experience
            .iter()
            .map(|entry| self.post(entry))
            .collect_view();
        view! { <p class="total">{total(facts)}</p> <ul>{entries}</ul> }.into_any()
    }

    fn post(self, entry: &Experience) -> AnyView {
        let title = entry.title.clone();
        let employer = entry.employer.clone();
        let what = match (title, employer) {
            (Some(title), Some(employer)) => format!("{title}, {employer}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => "Entry without a title".into(),
        };
        view! {
            <li>
                <b>{what}</b>
                <br/>
                <small>{dates(entry)}</small>
                " "
                {self.lines(entry.first, entry.last)}
            </li>
        }
        .into_any()
    }

    fn education(self, facts: &Facts) -> AnyView {
        if facts.education.is_empty() {
            return absent("No degree or school was recognised.");
        }
        let entries = facts
            .education
            .iter()
            .map(|entry| {
                view! { <li>{degree(entry)} " " {self.line(entry.line)}</li> }
            })
            .collect_view();
        let highest = (facts.degree != DegreeLevel::None)
            .then(|| view! { <p class="total">"Highest level: " {level_word(facts.degree)}</p> });
        view! { {highest} <ul>{entries}</ul> }.into_any()
    }

    fn skills(self, skills: &[SkillFact]) -> AnyView {
        if skills.is_empty() {
            return absent("None of the skills that the program knows was found.");
        }
        let items = skills
            .iter()
            .map(|skill| {
                let lines: Vec<String> = skill.lines.iter().map(u32::to_string).collect();
                let first = skill.lines.first().copied();
                let pointer = self.pointer;
                let lines = lines.join(", ");
                view! {
                    <li>
                        <button
                            type="button"
                            class="chip"
                            title=format!("line {lines}")
                            on:click=press(move |_| if let Some(line) = first { pointer.go(line) })
                        >
                            {skill.name.clone()}
                            " "
                            <small aria-hidden="true">{lines.clone()}</small>
                            <span class="sr">{format!(", line {lines}")}</span>
                        </button>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="chips">{items}</ul> }.into_any()
    }

    fn languages(self, languages: &[SpokenLanguage]) -> AnyView {
        if languages.is_empty() {
            return absent("None named.");
        }
        let items = languages
            .iter()
            .map(|spoken| {
                let level = spoken.level.as_ref().map(|level| format!(" ({level})"));
                view! { <li>{spoken.language.clone()} {level} " " {self.line(spoken.line)}</li> }
            })
            .collect_view();
        view! { <ul>{items}</ul> }.into_any()
    }

    fn sections(self, facts: &Facts) -> AnyView {
        if facts.sections.is_empty() {
            return absent("No headings were recognised.");
        }
        let items = facts
            .sections
            .iter()
            .map(|section| {
                let title = (!section.title.is_empty()).then(|| format!(" “{}”", section.title));
                view! {
                    <li>
                        {section_word(section.kind)}
                        <span class="quiet">{title}</span>
                        " "
                        {self.lines(section.first, section.last)}
                    </li>
                }
            })
            .collect_view();
        view! { <ul>{items}</ul> }.into_any()
    }
}

/// All experience together, and how it was counted.
fn total(facts: &Facts) -> String {
    let Some(months) = facts.experience_months else {
        return "No entry has dates, so the years are not stated.".into();
    };
    let mut text = format!(
        "{} in all; time in two jobs at once counts once",
        span(months)
    );
    if facts.experience.iter().any(|entry| entry.ongoing)
        && let Some(month) = facts.as_of
    {
        text.push_str(&format!(
            "; “present” is {}, when the file was added",
            month_word(month)
        ));
    }
    text.push('.');
    text
}

/// `Mar 2021 – present · 5 years 3 months`. As in the total, the last month is where the time ends and not counted itself.
fn dates(entry: &Experience) -> String {
    let from = entry.from.map(month_word);
    let to = if entry.ongoing {
        Some("present".to_owned())
    } else {
        entry.to.map(month_word)
    };
    let mut text = match (from, to) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => return "no dates".into(),
    };
    if let (Some(from), Some(to)) = (entry.from, entry.to) {
        let months = to.months().saturating_sub(from.months());
        if months > 0 {
            text.push_str(&format!(" · {}", span(months)));
        }
    }
    text
}

/// `5 years 3 months`.
fn span(months: u32) -> String {
    let years = counted(u64::from(months / 12), "year", "years");
    let rest = counted(u64::from(months % 12), "month", "months");
    match (months / 12, months % 12) {
        (0, _) => rest,
        (_, 0) => years,
        _ => format!("{years} {rest}"),
    }
}

fn month_word(month: YearMonth) -> String {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let name = NAMES.get(usize::from(month.month.clamp(1, 12)) - 1);
    format!("{} {}", name.unwrap_or(&""), month.year)
}

/// `BSc Informatics, University of Vestland, 2018 (bachelor’s degree)`.
fn degree(entry: &Education) -> String {
    let mut parts: Vec<String> = Vec::new();
    let degree = entry.degree.clone().unwrap_or_default();
    // The degree as written often names its field itself.
    let field = entry.field.clone().filter(|field| !degree.contains(field));
    parts.extend((!degree.is_empty()).then_some(degree));
    parts.extend(field);
    parts.extend(entry.school.clone());
    parts.extend(entry.year.map(|year| year.to_string()));
    let mut text = parts.join(", ");
    if entry.level != DegreeLevel::None {
        text.push_str(&format!(" ({})", level_word(entry.level)));
    }
    text
}

fn level_word(level: DegreeLevel) -> &'static str {
    match level {
        DegreeLevel::None => "none",
        DegreeLevel::Secondary => "secondary school",
        DegreeLevel::Vocational => "vocational training",
        DegreeLevel::Associate => "associate degree",
        DegreeLevel::Bachelor => "bachelor’s degree",
        DegreeLevel::Master => "master’s degree",
        DegreeLevel::Doctorate => "doctorate",
    }
}

fn section_word(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Head => "Head",
        SectionKind::Summary => "Summary",
        SectionKind::Experience => "Experience",
        SectionKind::Education => "Education",
        SectionKind::Skills => "Skills",
        SectionKind::Projects => "Projects",
        SectionKind::Certificates => "Certificates",
        SectionKind::Languages => "Languages",
        SectionKind::Publications => "Publications",
        SectionKind::Awards => "Awards",
        SectionKind::Volunteering => "Volunteering",
        SectionKind::Interests => "Interests",
        SectionKind::References => "References",
        SectionKind::Other => "Other",
    }
}

/// The language's name; its code where it is none of the usual ones.
fn language_word(code: &str) -> String {
    const NAMES: [(&str, &str); 16] = [
        ("en", "English"),
        ("de", "German"),
        ("fr", "French"),
        ("es", "Spanish"),
        ("it", "Italian"),
        ("pt", "Portuguese"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("sv", "Swedish"),
        ("nb", "Norwegian"),
        ("da", "Danish"),
        ("fi", "Finnish"),
        ("cs", "Czech"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
        ("ru", "Russian"),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
        .to_owned()
}
