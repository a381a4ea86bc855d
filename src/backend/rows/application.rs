//! The rows of applications.

use super::{Kept, entry};
use crate::backend::words::fold;
use crate::messages::Failure;
use crate::records::{Application, Day, JobId, ResumeId};
use crate::storage::{Entry, Part, stores};

impl Kept for Application {
    const STORE: &'static str = stores::APPLICATIONS;
    const NOUN: &'static str = "application";
}

/// Under what an application is the same as another: company and role folded, punctuation as spaces, the company without its
/// legal form.
pub fn application_key(company: &str, job: &str) -> [Part; 2] {
    const LEGAL_FORMS: [&str; 16] = [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "sa",
        "bv",
        "pty",
    ];
    let words = |text: &str| {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#');
        let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
        words.collect::<Vec<_>>()
    };
    let mut company = words(company);
    while company.len() > 1
        && company
            .last()
            .is_some_and(|word| LEGAL_FORMS.contains(&word.as_str()))
    {
        company.pop();
    }
    [company.join(" ").into(), words(job).join(" ").into()]
}

/// An application's row: `list` [day], `same` [company, role], and `job`, `resume` [id] where it is linked.
///
/// # Errors
/// As [`super::json`].
pub fn application_entry(application: &Application) -> Result<Entry, Failure> {
    let mut row = entry(application.id.as_str(), application)?
        .under("list", [newest_day_first(&application.day())])
        .under(
            "same",
            application_key(&application.company, &application.job),
        );
    let links = [
        ("job", application.job_id.as_ref().map(JobId::as_str)),
        (
            "resume",
            application.resume_id.as_ref().map(ResumeId::as_str),
        ),
    ];
    for (index, id) in links {
        if let Some(id) = id {
            row = row.under(index, [Part::from(id)]);
        }
    }
    Ok(row)
}

/// A day as a number that is smaller the newer it is: 20261118 negated.
fn newest_day_first(day: &Day) -> Part {
    let digits: String = day.as_str().chars().filter(char::is_ascii_digit).collect();
    let number: i64 = digits.parse().unwrap_or(0);
    Part::from(-number)
}
