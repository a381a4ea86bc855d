//! Applications: the rows of a sheet, by the names of its columns.

use serde::{Deserialize, Serialize};

use super::time;
use crate::messages::LegacyNote;

/// An application as a sheet tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlainApplication {
    pub company: String,
    pub job: String,
    pub portal: String,
    pub kind: String,
    /// `YYYY-MM-DD`; empty where the sheet has none.
    pub date_applied: String,
    pub status: String,
    pub notes: String,
    /// Ours, where the sheet was written by this program; empty otherwise.
    pub id: String,
}

/// The columns that are written: the older system's five, then ours.
pub const COLUMNS: [&str; 8] = [
    "Company",
    "Job",
    "Portal",
    "Full Time",
    "Date Applied",
    "Status",
    "Notes",
    "ID",
];

/// The applications in a sheet's rows. The first row that names company and job is the header; the columns may stand in any
/// order. A row without a company and a job is left out, with a note.
pub fn applications(file: &str, rows: &[Vec<String>]) -> (Vec<PlainApplication>, Vec<LegacyNote>) {
    let mut notes = Vec::new();
    let mut note = |line: Option<u64>, taken, what: &str| {
        notes.push(LegacyNote {
            file: file.to_owned(),
            line,
            taken,
            what: what.to_owned(),
        });
    };
    let header = rows.iter().position(|row| {
        let columns: Vec<Column> = row.iter().filter_map(|cell| Column::of(cell)).collect();
        columns.contains(&Column::Company) && columns.contains(&Column::Job)
    });
    let Some(header) = header else {
        note(
            None,
            false,
            "this sheet has no row that names the columns Company and Job",
        );
        return (Vec::new(), notes);
    };
    let columns: Vec<Option<Column>> = rows
        .get(header)
        .map(|row| row.iter().map(|cell| Column::of(cell)).collect())
        .unwrap_or_default();
    let mut found = Vec::new();
    for (row, line) in rows.iter().zip(1u64..).skip(header + 1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut one = PlainApplication::default();
        for (cell, column) in row.iter().zip(&columns) {
            let lines = cell.trim().to_owned();
            let words: Vec<&str> = cell.split_whitespace().collect();
            let cell = words.join(" ");
            match column {
                Some(Column::Company) => one.company = cell,
                Some(Column::Job) => one.job = cell,
                Some(Column::Portal) => one.portal = cell,
                Some(Column::Kind) => one.kind = cell,
                Some(Column::Date) => one.date_applied = cell,
                Some(Column::Status) => one.status = cell,
                Some(Column::Notes) => one.notes = lines,
                Some(Column::Id) => one.id = cell,
                None => {}
            }
        }
        if one.company.is_empty() && one.job.is_empty() {
            note(
                Some(line),
                false,
                "this row names neither a company nor a job",
            );
            continue;
        }
        match day(&one.date_applied) {
            Some(day) => one.date_applied = day,
            None if one.date_applied.is_empty() => {
                note(Some(line), true, "this application has no day");
            }
            None => {
                let what = format!(
                    "“{}” is no day of the form 2026-11-18; it is kept in the notes",
                    one.date_applied
                );
                note(Some(line), true, &what);
                let day = std::mem::take(&mut one.date_applied);
                one.notes = format!("{} Date applied: {day}", one.notes)
                    .trim()
                    .to_owned();
            }
        }
        found.push(one);
    }
    (found, notes)
}

/// The day of a date or time.
fn day(text: &str) -> Option<String> {
    let time = time::read(text)?.time;
    time.as_str().get(..10).map(str::to_owned)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Company,
    Job,
    Portal,
    Kind,
    Date,
    Status,
    Notes,
    Id,
}

impl Column {
    fn of(name: &str) -> Option<Self> {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        let name: String = letters.flat_map(char::to_lowercase).collect();
        match name.as_str() {
            "company" | "companyname" => Some(Self::Company),
            "job" | "role" | "position" | "jobtitle" | "rolename" => Some(Self::Job),
            "portal" => Some(Self::Portal),
            "fulltime" | "type" | "employmenttype" => Some(Self::Kind),
            "dateapplied" | "date" | "applied" => Some(Self::Date),
            "status" => Some(Self::Status),
            "notes" | "note" => Some(Self::Notes),
            "id" => Some(Self::Id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().map(row).collect()
    }

    #[test]
    fn rows_are_read_by_the_names_of_their_columns() {
        let rows = sheet(&[
            &["Jobs of 2025"],
            &["Date Applied", "Company", "Full Time", "Job", "Salary"],
            &[
                "2025-11-03 00:00:00",
                " Acme  Ltd ",
                "Full Time",
                "Baker",
                "9",
            ],
            &["", "", "", "", ""],
            &["soon", "Bakery", "", "Cook", ""],
            &["2025-11-04", "", "", "", ""],
        ]);
        let (found, notes) = applications("f.xlsx", &rows);
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].company.as_str(), found[0].job.as_str()),
            ("Acme Ltd", "Baker")
        );
        assert_eq!(
            (found[0].date_applied.as_str(), found[0].kind.as_str()),
            ("2025-11-03", "Full Time")
        );
        assert_eq!(
            (found[1].date_applied.as_str(), found[1].notes.as_str()),
            ("", "Date applied: soon")
        );
        let noted: Vec<_> = notes.iter().map(|note| (note.line, note.taken)).collect();
        assert_eq!(noted, [(Some(5), true), (Some(6), false)]);
        let (none, notes) = applications("f.xlsx", &sheet(&[&["a", "b"]]));
        assert!(none.is_empty() && notes.len() == 1);
    }
}
