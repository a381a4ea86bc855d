//! Feedback as CSV: one row a feedback, in the columns of the older system and four more.
//!
//! The form is RFC 4180: commas, CRLF, quotes where needed. A cell with several points has one point a line. The text is
//! UTF-8; a byte-order mark goes first where asked for, because Excel takes a file without one for its own old encoding and
//! garbles every accent (Python reads such a file with the encoding `utf-8-sig`).
//!
//! Cells that a spreadsheet would run are made [`harmless`].

use crate::records::Feedback;
use crate::sheets::harmless;

/// The first line.
pub const COLUMNS: [&str; 13] = [
    "ID",
    "Timestamp",
    "Rating",
    "Query",
    "Response",
    "Correct Points",
    "Incorrect Points",
    "Missing Points",
    "Ideal Response",
    "Analysis ID",
    "Job ID",
    "Resume ID",
    "Item Type",
];

/// The feedback as CSV, in the order given.
///
/// # Errors
/// What the writer reports; writing to memory never does.
pub fn feedback_csv<'a>(
    feedback: impl IntoIterator<Item = &'a Feedback>,
    byte_order_mark: bool,
) -> Result<Vec<u8>, csv::Error> {
    let mut bytes = Vec::new();
    if byte_order_mark {
        bytes.extend_from_slice("\u{FEFF}".as_bytes());
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    writer.write_record(COLUMNS)?;
    for one in feedback {
        let body = &one.feedback;
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        let cells = [
            one.id.as_str().to_owned(),
            one.timestamp.as_str().to_owned(),
            body.rating.to_string(),
            one.query.clone(),
            one.response.clone(),
            body.correct_points.join("\n"),
            body.incorrect_points.join("\n"),
            body.missing_points.join("\n"),
            body.ideal_response.clone(),
            id(one.analysis_id.as_ref().map(|id| id.as_str())),
            id(one.job_id.as_ref().map(|id| id.as_str())),
            id(one.resume_id.as_ref().map(|id| id.as_str())),
            one.item_type.name().to_owned(),
        ];
        writer.write_record(cells.iter().map(|cell| harmless(cell).into_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{AnalysisId, FeedbackBody, FeedbackId, ItemType, JobId, ResumeId, Time};

    fn feedback(response: &str) -> Feedback {
        Feedback {
            id: FeedbackId::new("0123456789ab").unwrap(),
            timestamp: Time::new("2026-11-18T10:42:07.123Z").unwrap(),
            updated_at: None,
            analysis_id: Some(AnalysisId::new("f8e2d1c4b3a9").unwrap()),
            job_id: Some(JobId::new("a3f7b2c1").unwrap()),
            resume_id: Some(ResumeId::new("resume_a1b2c3d4e5f60718").unwrap()),
            item_type: ItemType::MatchedSkill,
            item: "Python".into(),
            query: "Does she know Python?".into(),
            context: Vec::new(),
            response: response.into(),
            feedback: FeedbackBody {
                rating: 2,
                correct_points: vec!["Python, 5 years".into(), "in “production”".into()],
                incorrect_points: vec!["said \"no\"".into()],
                missing_points: Vec::new(),
                ideal_response: "Yes,\nsince 2019.".into(),
            },
        }
    }

    #[test]
    fn columns_quotes_and_line_ends_follow_rfc_4180() {
        let bytes = feedback_csv([&feedback("Straße, ja")], false).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "ID,Timestamp,Rating,Query,Response,Correct Points,Incorrect Points,Missing Points,Ideal Response,\
             Analysis ID,Job ID,Resume ID,Item Type\r\n\
             0123456789ab,2026-11-18T10:42:07.123Z,2,Does she know Python?,\"Straße, ja\",\
             \"Python, 5 years\nin “production”\",\"said \"\"no\"\"\",,\"Yes,\nsince 2019.\",\
             f8e2d1c4b3a9,a3f7b2c1,resume_a1b2c3d4e5f60718,matched_skill\r\n"
        );
    }

    #[test]
    fn the_byte_order_mark_comes_first_when_asked_for() {
        let bytes = feedback_csv([], true).unwrap();
        assert!(bytes.starts_with(b"\xEF\xBB\xBFID,"));
        assert!(feedback_csv([], false).unwrap().starts_with(b"ID,"));
    }

    #[test]
    fn no_cell_is_run_as_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let response = format!("{start}HYPERLINK(\"http://x.example\")");
            let bytes = feedback_csv([&feedback(&response)], false).unwrap();
            let row = csv::Reader::from_reader(bytes.as_slice())
                .into_records()
                .next()
                .unwrap()
                .unwrap();
            assert_eq!(&row[4], format!("'{response}"));
        }
    }
}
