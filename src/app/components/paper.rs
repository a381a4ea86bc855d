//! A text with numbered lines and marked words: what evidence points to.

use leptos::prelude::*;

use super::outcome_class;
use crate::app::browser;
use crate::app::marks::{PaperLine, Piece, pieces};
use crate::app::press::press;
use crate::records::LineRole;

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

    /// What leads to each of some lines, a space before each.
    pub fn links(self, lines: &[u32]) -> AnyView {
        let last = lines.len().saturating_sub(1);
        lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let comma = (index < last).then_some(",");
                view! { " " <span class="together">{self.link(*line, format!("line {line}"))} {comma}</span> }
            })
            .collect_view()
            .into_any()
    }

    /// What leads to a line.
    pub fn link(self, line: u32, text: String) -> AnyView {
        view! {
            <button type="button" class="link" on:click=press(move |_| self.go(line))>
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
