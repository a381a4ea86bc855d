//! Experience: the jobs held, with their months, and their sum with overlaps counted once.

mod head;

use crate::records::{Experience, Line, LineRole, SectionKind, YearMonth};

use super::{
    Text,
    dates::{self, Span},
};
use head::{
    EMPLOYER_LABELS, TITLE_LABELS, head_parts, head_start, labelled, take_employer, take_title,
};

/// How many lines above its dates the labels of a form may begin.
const FORM_LINES: usize = 4;

/// Finds the entries of the experience sections; without such a section, every span of time outside education.
pub(super) fn find(text: &Text<'_>, as_of: YearMonth) -> Vec<Experience> {
    let has_section = text
        .sections
        .iter()
        .any(|s| s.kind == SectionKind::Experience);
    let lines: Vec<&Line> = text
        .lines()
        .iter()
        .filter(|line| {
            let kind = text.section(line.number);
            !text.is_title(line)
                && !matches!(line.role, LineRole::Header | LineRole::Footer)
                && if has_section {
                    kind == SectionKind::Experience
                } else {
                    matches!(
                        kind,
                        SectionKind::Head | SectionKind::Other | SectionKind::Summary
                    )
                }
        })
        .collect();
    let mut anchors: Vec<(usize, Span)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(span) = anchor(line, as_of) {
            anchors.push((index, span));
        }
    }
    // Where entries stand by themselves, a span inside a list's item tells of something within one of them.
    let is_item = |index: usize| {
        lines
            .get(index)
            .is_some_and(|line| line.role == LineRole::Item)
    };
    if anchors.iter().any(|(index, _)| !is_item(*index)) {
        anchors.retain(|(index, _)| !is_item(*index));
    }
    let mut found = Vec::new();
    let mut free = 0;
    for (position, (index, span)) in anchors.iter().enumerate() {
        let begins = head_start(&lines, *index, free);
        let next = anchors.get(position + 1).map(|(next, _)| *next);
        let ends = match next {
            Some(next) => head_start(&lines, next, index + 1),
            None => lines.len(),
        };
        // A form's labels may stand further up than a head does.
        let block = lines.get(*index).map(|line| line.block);
        let top = (free.max(index.saturating_sub(FORM_LINES))..begins)
            .find(|at| lines.get(*at).map(|line| line.block) == block);
        let form = top.unwrap_or(begins);
        let own = lines.get(form..ends).unwrap_or_default();
        let mut heads = head_parts(&lines, begins, *index, ends);
        let title = labelled(own, TITLE_LABELS).or_else(|| take_title(&mut heads));
        let employer = labelled(own, EMPLOYER_LABELS).or_else(|| take_employer(&mut heads));
        let section_end = lines.get(*index).map_or(0, |line| {
            text.around(line.number).map_or(line.number, |s| s.last)
        });
        let last = lines
            .get(ends.saturating_sub(1).max(*index))
            .map_or(section_end, |line| line.number.min(section_end.max(1)));
        let from = span.from;
        let (to, ongoing) = match span.to {
            Some(to) if to.months() > as_of.months() && to.year > as_of.year => (as_of, true),
            Some(to) => (to, false),
            None => (as_of, true),
        };
        found.push(Experience {
            title,
            employer,
            from: Some(from),
            to: Some(to),
            ongoing,
            first: lines.get(begins).map_or(1, |line| line.number),
            last: last.max(lines.get(*index).map_or(1, |line| line.number)),
        });
        free = index + 1;
    }
    found
}

/// The span that makes a line an entry's: one that stands at its head or end, not inside a sentence.
fn anchor(line: &Line, as_of: YearMonth) -> Option<Span> {
    let spans = dates::spans(&line.text);
    let span = *spans.first()?;
    if span.from.months() > as_of.months() {
        return None;
    }
    let before = line.text.get(..span.start).unwrap_or_default();
    let after = line.text.get(span.end..).unwrap_or_default();
    let words = |text: &str| text.split_whitespace().count();
    let rest = words(before) + words(after);
    let sentence = line.text.trim_end().ends_with(['.', '。']) && rest > 6;
    if line.role == LineRole::Item && (rest > 12 || sentence) {
        return None;
    }
    let fits = rest <= 16 || words(before) == 0 || words(after) == 0;
    (fits && !(sentence && words(before) > 4)).then_some(span)
}
