//! Cues: the words by which a sentence of an advertisement asks for something, wishes for it, or says that it is not needed.

mod wording;

use std::sync::OnceLock;

use super::phrases::Phrases;
use wording::{ASIDE, ASKS, DUTY, END_OF_NO, MUST, NO, NOT_NEEDED, WISH};

/// Each kind of cue, ready to be looked for.
#[derive(Debug)]
pub struct Cues {
    pub must: Phrases,
    pub asks: Phrases,
    pub wish: Phrases,
    pub not_needed: Phrases,
    pub no: Phrases,
    pub end_of_no: Phrases,
    pub aside: Phrases,
    pub duty: Phrases,
}

/// The cues of all languages.
pub fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(|| Cues {
        must: Phrases::new(MUST),
        asks: Phrases::new(ASKS),
        wish: Phrases::new(WISH),
        not_needed: Phrases::new(NOT_NEEDED),
        no: Phrases::new(NO),
        end_of_no: Phrases::new(END_OF_NO),
        aside: Phrases::new(ASIDE),
        duty: Phrases::new(DUTY),
    })
}
