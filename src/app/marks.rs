//! Numbered lines with marked words: what the view of a text draws.

use crate::records::{Document, LineRole, Outcome};

/// Words of a line that count for something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Exactly as they stand in the line.
    pub quote: String,
    pub outcome: Outcome,
    /// Which requirement they bear on, by its place in the list.
    pub about: usize,
}

/// A line as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperLine {
    pub number: u32,
    pub text: String,
    /// Whether a new block starts here.
    pub gap: bool,
    pub role: LineRole,
    pub marks: Vec<Mark>,
}

/// The lines of a document in reading order, without marks.
pub fn document_lines(document: &Document) -> Vec<PaperLine> {
    let mut block = document.lines.first().map(|line| line.block);
    document
        .lines
        .iter()
        .map(|line| {
            let gap = block != Some(line.block);
            block = Some(line.block);
            PaperLine {
                number: line.number,
                text: line.text.clone(),
                gap,
                role: line.role,
                marks: Vec::new(),
            }
        })
        .collect()
}

/// The lines of a plain text, empty ones counted too.
pub fn plain_lines(text: &str) -> Vec<PaperLine> {
    (1..)
        .zip(text.lines())
        .map(|(number, line)| PaperLine {
            number,
            text: line.to_owned(),
            gap: false,
            role: LineRole::Body,
            marks: Vec::new(),
        })
        .collect()
}

/// A run of a line that the same marks cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub text: String,
    /// The best outcome of the marks that cover it; none where none does.
    pub outcome: Option<Outcome>,
    /// Which requirements it bears on.
    pub about: Vec<usize>,
}

/// Cuts a line where marks begin and end; marks may overlap. A quote that does not stand in the line marks nothing.
pub fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let spans: Vec<(usize, usize, &Mark)> = marks
        .iter()
        .filter(|mark| !mark.quote.is_empty())
        .filter_map(|mark| {
            let start = text.find(&mark.quote)?;
            Some((start, start + mark.quote.len(), mark))
        })
        .collect();
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .filter_map(|cut| {
            let (from, to) = (*cut.first()?, *cut.get(1)?);
            let over: Vec<&Mark> = spans
                .iter()
                .filter(|(a, b, _)| *a <= from && to <= *b)
                .map(|(.., mark)| *mark)
                .collect();
            let best = [
                Outcome::Found,
                Outcome::Partly,
                Outcome::NotStated,
                Outcome::NotFound,
            ];
            Some(Piece {
                text: text.get(from..to)?.to_owned(),
                outcome: best
                    .into_iter()
                    .find(|outcome| over.iter().any(|mark| mark.outcome == *outcome)),
                about: over.iter().map(|mark| mark.about).collect(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(quote: &str, outcome: Outcome, about: usize) -> Mark {
        Mark {
            quote: quote.into(),
            outcome,
            about,
        }
    }

    #[test]
    fn marks_that_overlap_cut_the_line_where_they_begin_and_end() {
        let marks = [
            mark("Python and SQL", Outcome::Partly, 0),
            mark("SQL für Häfen", Outcome::NotStated, 1),
            mark("SQL", Outcome::Found, 2),
        ];
        let cut = pieces("• Python and SQL für Häfen.", &marks);
        let seen: Vec<(&str, Option<Outcome>, &[usize])> = cut
            .iter()
            .map(|p| (&*p.text, p.outcome, &*p.about))
            .collect();
        assert_eq!(
            seen,
            [
                ("• ", None, &[][..]),
                ("Python and ", Some(Outcome::Partly), &[0]),
                ("SQL", Some(Outcome::Found), &[0, 1, 2]),
                (" für Häfen", Some(Outcome::NotStated), &[1]),
                (".", None, &[]),
            ]
        );
    }

    #[test]
    fn whatever_the_marks_the_text_stays_whole() {
        for marks in [
            vec![],
            vec![mark("not in it", Outcome::Found, 0)],
            vec![mark("", Outcome::Found, 0)],
            vec![mark("a", Outcome::Found, 0), mark("b", Outcome::Found, 1)],
        ] {
            for text in ["", "a", "ab", "ä b"] {
                let whole: String = pieces(text, &marks).into_iter().map(|p| p.text).collect();
                assert_eq!(whole, text, "{marks:?}");
            }
        }
    }

    #[test]
    fn lines_of_a_plain_text_count_the_empty_ones_too() {
        let numbers: Vec<(u32, String)> = plain_lines("a\n\nb\r\n")
            .into_iter()
            .map(|line| (line.number, line.text))
            .collect();
        assert_eq!(
            numbers,
            [(1, "a".into()), (2, String::new()), (3, "b".into())]
        );
    }
}
