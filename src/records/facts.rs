//! Facts: what a résumé says of its person, each with the line it came from. What is not there is absent.

use serde::{Deserialize, Serialize};

/// A fact and the number of the line it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact<T> {
    pub value: T,
    pub line: u32,
}

/// A calendar month, or a year of which no month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct YearMonth {
    pub year: u16,
    /// 1 to 12; 0 where the text gives the year alone.
    pub month: u8,
}

impl YearMonth {
    /// Months since year 0, for differences. A year alone counts from its middle, so that two of them are whole years apart.
    pub fn months(self) -> u32 {
        let month = match self.month {
            0 => 7,
            month => month.min(12),
        };
        u32::from(self.year) * 12 + u32::from(month) - 1
    }
}

/// The sections that a résumé's headings name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Everything above the first heading: name, contact.
    Head,
    Summary,
    Experience,
    Education,
    Skills,
    Projects,
    Certificates,
    Languages,
    Publications,
    Awards,
    Volunteering,
    Interests,
    References,
    Other,
}

/// A run of lines under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub kind: SectionKind,
    /// The heading as written; empty for the head.
    pub title: String,
    /// First and last line number, the heading's own line included.
    pub first: u32,
    pub last: u32,
}

/// One job held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Experience {
    pub title: Option<String>,
    pub employer: Option<String>,
    pub from: Option<YearMonth>,
    /// The last month; for an ongoing job the month that "present" stood for.
    pub to: Option<YearMonth>,
    pub ongoing: bool,
    /// First and last line number of the entry.
    pub first: u32,
    pub last: u32,
}

/// Levels of education, lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DegreeLevel {
    #[default]
    None,
    Secondary,
    Vocational,
    Associate,
    Bachelor,
    Master,
    Doctorate,
}

/// One education entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Education {
    pub level: DegreeLevel,
    /// The degree as written.
    pub degree: Option<String>,
    pub field: Option<String>,
    pub school: Option<String>,
    pub year: Option<u16>,
    pub line: u32,
}

/// A skill of the lexicon and every line that names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkillFact {
    /// The canonical name.
    pub name: String,
    pub lines: Vec<u32>,
}

/// A spoken language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpokenLanguage {
    /// English name of the language.
    pub language: String,
    /// As written: "B2", "native".
    pub level: Option<String>,
    pub line: u32,
}

/// What a résumé says of its person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub name: Option<Fact<String>>,
    pub emails: Vec<Fact<String>>,
    pub phones: Vec<Fact<String>>,
    pub links: Vec<Fact<String>>,
    pub place: Option<Fact<String>>,
    pub headline: Option<Fact<String>>,
    pub summary: Option<Fact<String>>,
    pub sections: Vec<Section>,
    pub experience: Vec<Experience>,
    /// Months of experience, overlaps counted once; absent where no entry has dates.
    pub experience_months: Option<u32>,
    /// The month that "present" stood for.
    pub as_of: Option<YearMonth>,
    pub education: Vec<Education>,
    /// The highest level.
    pub degree: DegreeLevel,
    pub skills: Vec<SkillFact>,
    pub certificates: Vec<Fact<String>>,
    pub languages: Vec<SpokenLanguage>,
    /// ISO 639-1 code of the text's language, where it is sure enough.
    pub language: Option<String>,
}

impl Facts {
    /// Years of experience to one decimal, from whole months.
    pub fn years(&self) -> Option<f64> {
        self.experience_months
            .map(|m| f64::from(m * 10 / 12) / 10.0)
    }
}
