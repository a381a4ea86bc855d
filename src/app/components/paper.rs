//! A text with numbered lines and marked words: what evidence points to.

use leptos::prelude::*;

use super::outcome_class;
use crate::app::browser;
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

/// Points into a paper: which line was gone to, and which requirement's marks stand out. Copies are the same pointer.
#[derive(Clone, Copy)]
pub struct Pointer {
    /// Sets this paper's lines apart from those of another on the same view.
    pub paper: &'static str,
    pub line: RwSignal<Option<u32>>,
    pub about: RwSignal<Option<usize>>,
    /// The tab that the paper stands in, if it stands in one: going to a line opens it.
    pub tab: Option<(RwSignal<&'static str>, &'static str)>,
}

impl Pointer {
    /// A pointer that points nowhere yet.
    pub fn new(
        paper: &'static str,
        about: RwSignal<Option<usize>>,
        tab: Option<(RwSignal<&'static str>, &'static str)>,
    ) -> Self {
        Self {
            paper,
            line: RwSignal::new(None),
            about,
            tab,
        }
    }

    /// Goes to a line: opens its tab, marks it, scrolls to it and puts the focus there.
    pub fn go(self, line: u32) {
        if let Some((selected, tab)) = self.tab {
            selected.set(tab);
        }
        self.line.set(Some(line));
        // The tab is seen only after the page has drawn itself anew.
        request_animation_frame(move || browser::show(&format!("{}-{line}", self.paper)));
    }

    /// What leads to a line.
    pub fn link(self, line: u32, text: String) -> AnyView {
        view! {
            <button type="button" class="link" on:click=move |_| self.go(line)>
                {text}
            </button>
        }
        .into_any()
    }
}

/// A text with numbered lines.
#[component]
pub fn Paper(lines: Vec<PaperLine>, pointer: Pointer) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| draw(line, pointer))
        .collect_view();
    view! { <div class="paper">{lines}</div> }
}

fn draw(line: PaperLine, pointer: Pointer) -> AnyView {
    let number = line.number;
    let class = match line.role {
        LineRole::Heading => "row heading",
        LineRole::Header | LineRole::Footer => "row edge",
        LineRole::Body | LineRole::Item => "row",
    };
    let pieces = pieces(&line.text, &line.marks)
        .into_iter()
        .map(|piece| draw_piece(piece, pointer))
        .collect_view();
    view! {
        <div
            class=class
            class:gap=line.gap
            class:here=move || pointer.line.get() == Some(number)
            id=format!("{}-{number}", pointer.paper)
            data-n=number
            tabindex="-1"
        >
            <span>{pieces}</span>
        </div>
    }
    .into_any()
}

fn draw_piece(piece: Piece, pointer: Pointer) -> AnyView {
    let Some(outcome) = piece.outcome else {
        return piece.text.into_any();
    };
    let about = piece.about;
    view! {
        <mark
            class=outcome_class(outcome)
            class:lit=move || pointer.about.get().is_some_and(|index| about.contains(&index))
        >
            {piece.text}
        </mark>
    }
    .into_any()
}

/// A run of a line that the same marks cover.
#[derive(Debug, PartialEq)]
struct Piece {
    text: String,
    /// The best outcome of the marks that cover it; none where none does.
    outcome: Option<Outcome>,
    about: Vec<usize>,
}

/// Cuts a line where marks begin and end; marks may overlap. A quote that does not stand in the line marks nothing.
fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
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
