//! Feedback whose links are absent is joined again by what its id holds: the candidate's name and the analysis's time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::time;
use crate::records::{AnalysisId, ItemType, Time};

/// How far the time in a feedback's id may be from its analysis's, in milliseconds: the result was stamped when it was made, the row
/// when it was written.
const APART: i64 = 5_000;

/// What a feedback's id says: `{name}_{iso time}_{item type}_{ms}` or `{name}_{iso time}_msg_{n}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joint {
    pub candidate: String,
    pub time: Time,
    pub item_type: ItemType,
}

impl Joint {
    /// Reads an id; absent where it has another form.
    pub fn of(id: &str) -> Option<Self> {
        let (head, number) = id.rsplit_once('_')?;
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        // The last “_” that a time follows parts the name from it: names may hold “_” too.
        let starts = head.match_indices('_').map(|(at, _)| at).rev();
        for at in starts {
            let (candidate, rest) = (head.get(..at)?, head.get(at + 1..)?);
            let is_day = rest
                .as_bytes()
                .iter()
                .take(11)
                .enumerate()
                .all(|(i, b)| match i {
                    4 | 7 => *b == b'-',
                    10 => matches!(b, b'T' | b' '),
                    _ => b.is_ascii_digit(),
                });
            if rest.len() < 11 || !is_day {
                continue;
            }
            let (time, item) = rest.split_once('_').unwrap_or((rest, ""));
            return Some(Self {
                candidate: candidate.to_owned(),
                time: time::read(time)?.time,
                item_type: item_type(item),
            });
        }
        None
    }
}

/// The item's type by the name that older rows have for it.
pub(super) fn item_type(name: &str) -> ItemType {
    let name = name.to_lowercase().replace(['-', ' '], "_");
    ItemType::ALL
        .into_iter()
        .find(|kind| {
            let own = kind.name();
            name == own || name == format!("{own}s") || name.starts_with(&format!("{own}_"))
        })
        .unwrap_or(match name.as_str() {
            "summary" => ItemType::ExecutiveSummary,
            "skill" | "skills" | "matched" => ItemType::MatchedSkill,
            "missing" | "missing_critical_skill" | "missing_critical_skills" => {
                ItemType::MissingSkill
            }
            _ => ItemType::WholeAnswer,
        })
}

/// Analyses by candidate, for joining.
#[derive(Default)]
pub struct Joints(BTreeMap<String, Vec<(i64, AnalysisId)>>);

impl Joints {
    /// Adds an analysis under a candidate's name and one of its times, in milliseconds since 1970.
    pub fn add(&mut self, candidate: &str, milliseconds: i64, id: &AnalysisId) {
        let of = self.0.entry(key(candidate)).or_default();
        of.push((milliseconds, id.clone()));
    }

    /// The analysis of that candidate nearest to that time, within five seconds; absent where there is none, or where two are as
    /// near.
    pub fn find(&self, candidate: &str, milliseconds: i64) -> Option<&AnalysisId> {
        let near = self.0.get(&key(candidate))?.iter();
        let near = near.map(|(time, id)| (time.abs_diff(milliseconds), id));
        let mut near: Vec<_> = near
            .filter(|(apart, _)| *apart <= APART.unsigned_abs())
            .collect();
        near.sort();
        let (apart, first) = near.first()?;
        let tie = near.iter().any(|(other, id)| other == apart && id != first);
        (!tie).then_some(*first)
    }
}

/// A name without what changes on its way through ids: blanks, marks, case.
fn key(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_who_when_and_what() {
        let joint =
            Joint::of("Ann_Lee O’Hara_2025-11-03T14:05:09.123456_executive_summary_1762178710000")
                .unwrap();
        assert_eq!(joint.candidate, "Ann_Lee O’Hara");
        assert_eq!(joint.time.as_str(), "2025-11-03T14:05:09.123Z");
        assert_eq!(joint.item_type, ItemType::ExecutiveSummary);
        let message = Joint::of("Ann_2025-11-03T14:05:09_msg_3").unwrap();
        assert_eq!(message.item_type, ItemType::WholeAnswer);
        for id in [
            "",
            "interaction_123",
            "Ann_2025-11-03T14:05:09",
            "Ann_2025-99-03T14:05:09_msg_3",
            "é_é_1",
            "f8e2d1c4b3a9",
        ] {
            assert_eq!(Joint::of(id), None, "{id}");
        }
    }

    #[test]
    fn the_nearest_is_joined_and_a_tie_is_not() {
        let id = |text: &str| AnalysisId::new(text).unwrap();
        let mut joints = Joints::default();
        joints.add("Ann Lee", 10_000, &id("a"));
        joints.add("Ann Lee", 13_000, &id("b"));
        assert_eq!(joints.find("ann_lee", 10_400), Some(&id("a")));
        assert_eq!(joints.find("Ann Lee", 11_500), None);
        assert_eq!(joints.find("Ann Lee", 30_000), None);
        assert_eq!(joints.find("Bob", 10_000), None);
        // Two times of one analysis are no tie.
        joints.add("Bob", 0, &id("c"));
        joints.add("Bob", 2, &id("c"));
        assert_eq!(joints.find("Bob", 1), Some(&id("c")));
    }
}
