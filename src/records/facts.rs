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

impl Experience {
    /// Months of experience: the union of what these jobs cover; absent where none has dates. The last month itself is not counted,
    /// so that jobs that follow one another add up to the time between the first day and the last; a job within one month counts
    /// as one, and one within a year of which no month is known as six.
    pub fn months_of<'a>(jobs: impl IntoIterator<Item = &'a Experience>) -> Option<u32> {
        let mut spans: Vec<(u32, u32)> = jobs.into_iter().filter_map(Experience::span).collect();
        spans.sort_unstable();
        spans.first()?;
        let mut total = 0;
        let mut until = 0;
        for (from, to) in spans {
            total += to.saturating_sub(from.max(until));
            until = until.max(to);
        }
        Some(total)
    }

    /// The first month, and the one after the last that counts.
    fn span(&self) -> Option<(u32, u32)> {
        let (from, to) = (self.from?, self.to?);
        let least = if from.month == 0 && to.month == 0 {
            6
        } else {
            1
        };
        let start = from.months();
        Some((start, to.months().max(start + least)))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn job(from: (u16, u8), to: (u16, u8)) -> Experience {
        let month = |(year, month)| Some(YearMonth { year, month });
        Experience {
            title: None,
            employer: None,
            from: month(from),
            to: month(to),
            ongoing: false,
            first: 1,
            last: 1,
        }
    }

    #[test]
    fn overlaps_count_once() {
        let months = |jobs: &[Experience]| Experience::months_of(jobs);
        assert_eq!(
            months(&[job((2019, 1), (2020, 1)), job((2019, 7), (2020, 7))]),
            Some(18)
        );
        let apart = [
            job((2022, 1), (2022, 1)),
            job((2020, 7), (2021, 6)),
            job((2020, 1), (2021, 12)),
        ];
        assert_eq!(months(&apart), Some(24));
        assert_eq!(months(&[job((2019, 0), (2021, 0))]), Some(24));
        assert_eq!(months(&[job((2019, 0), (2019, 0))]), Some(6));
        assert_eq!(months(&[job((2019, 5), (2019, 5))]), Some(1));
        assert_eq!(months(&[]), None);
    }
}
