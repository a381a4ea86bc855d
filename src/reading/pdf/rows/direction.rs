//! The direction of a row's letters: as they stand on the page → as they are read.

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use crate::reading::pdf::glyphs::{Piece, holds_right_to_left, is_mark};

/// What reordering moves as a whole.
pub(super) struct Unit {
    pub(super) text: String,
    /// The character whose direction stands for it.
    pub(super) class: char,
}

/// The units of a piece: itself where it moves as a whole, else its letters with their marks.
pub(super) fn units_of(piece: &Piece) -> Vec<Unit> {
    let text = piece.text.trim();
    if piece.whole {
        let class = text
            .chars()
            .find(|c| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL))
            .or(text.chars().next())
            .unwrap_or(' ');
        return vec![Unit {
            text: text.to_owned(),
            class,
        }];
    }
    let mut units: Vec<Unit> = Vec::new();
    for c in text.chars() {
        match units.last_mut() {
            Some(unit) if is_mark(c) => unit.text.push(c),
            _ => units.push(Unit {
                text: c.to_string(),
                class: c,
            }),
        }
    }
    units
}

/// Whether most letters are of a right-to-left script.
pub(super) fn reads_right_to_left<'a>(units: impl Iterator<Item = &'a Unit>) -> bool {
    let (mut right, mut left) = (0usize, 0usize);
    for unit in units {
        match bidi_class(unit.class) {
            BidiClass::R | BidiClass::AL => right += unit.text.chars().count(),
            BidiClass::L => left += unit.text.chars().count(),
            _ => {}
        }
    }
    right > left
}

/// Units from left to right as they stand → text as it is read (UAX #9: the algorithm undoes its own reordering).
pub(super) fn logical(units: &[Unit], right_to_left: bool) -> String {
    if !units.iter().any(|unit| holds_right_to_left(&unit.text)) {
        return units.iter().map(|unit| unit.text.as_str()).collect();
    }
    let classes: String = units
        .iter()
        .map(|unit| match bidi_class(unit.class) {
            BidiClass::B => '\u{FFFC}',
            _ => unit.class,
        })
        .collect();
    let level = if right_to_left {
        Level::rtl()
    } else {
        Level::ltr()
    };
    let info = ParagraphBidiInfo::new(&classes, Some(level));
    let levels = info.reordered_levels_per_char(0..classes.len());
    ParagraphBidiInfo::reorder_visual(&levels)
        .into_iter()
        .filter_map(|index| units.get(index))
        .map(|unit| unit.text.as_str())
        .collect()
}
