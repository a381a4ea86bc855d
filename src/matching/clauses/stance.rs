//! How a clause speaks of what it names, told by its heading and its cues.

use std::ops::Range;

use crate::{
    matching::{cues::cues, headings::Zone, phrases::bytes},
    skills::token::Token,
};

/// How a clause speaks of what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    Required,
    Preferred,
    NotNeeded,
    /// What one will do.
    Duty,
    /// Neither.
    Open,
    /// The employer's story, the offer, the law.
    Aside,
}

/// How the words speak, under a heading.
pub(super) fn stance(words: &[Token], zone: Zone) -> Stance {
    let cues = cues();
    if zone == Zone::NotNeeded || says_not_needed(words) {
        return Stance::NotNeeded;
    }
    let (must, wish) = (cues.must.is_in(words), cues.wish.is_in(words));
    match zone {
        Zone::Offer => Stance::Aside,
        Zone::Preferred if must && !wish => Stance::Required,
        Zone::Preferred => Stance::Preferred,
        _ if wish => Stance::Preferred,
        Zone::Required => Stance::Required,
        _ if must => Stance::Required,
        Zone::Company => Stance::Aside,
        Zone::Duties => Stance::Duty,
        _ if cues.asks.is_in(words) => Stance::Required,
        _ if cues.duty.is_in(words) => Stance::Duty,
        _ => Stance::Open,
    }
}

fn says_not_needed(words: &[Token]) -> bool {
    let cues = cues();
    if cues.not_needed.is_in(words) {
        return true;
    }
    let (Some(no), ends) = (cues.no.find(words), cues.end_of_no.find_all(words)) else {
        return false;
    };
    ends.iter().any(|end| end.start >= no.end)
}

/// How many kinds of cue are among the words.
pub(super) fn kinds(words: &[Token]) -> usize {
    let cues = cues();
    let wishes = cues.wish.is_in(words);
    let waives = says_not_needed(words);
    // "not required" holds "required": only a must outside of it counts.
    let waived = cues.not_needed.find_all(words);
    let is_waived = |must: &Range<usize>| {
        let start = bytes(words, must).start;
        waived.iter().any(|w| bytes(words, w).contains(&start)) || (waived.is_empty() && waives)
    };
    let musts = !cues.must.find_all(words).iter().all(is_waived);
    usize::from(wishes) + usize::from(waives) + usize::from(musts)
}
