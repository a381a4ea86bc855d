//! The lines of one store, in memory.

use std::collections::BTreeMap;

use super::Line;

/// Where a line stands.
type Place = (i64, String, String);

/// The lines of one store, in their order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    lines: BTreeMap<Place, Line>,
    places: BTreeMap<String, Place>,
    /// Whether rows were left out because they could not be read.
    pub(super) lacks_rows: bool,
}

impl Table {
    /// Puts a line in the place of the one with that key.
    pub(super) fn put(&mut self, key: &str, line: Line) {
        self.remove(key);
        let place = (line.order, line.tie.clone(), key.to_owned());
        self.places.insert(key.to_owned(), place.clone());
        self.lines.insert(place, line);
    }

    pub(super) fn remove(&mut self, key: &str) {
        if let Some(place) = self.places.remove(key) {
            self.lines.remove(&place);
        }
    }

    /// The line of the row with that key.
    pub fn line(&self, key: &str) -> Option<&Line> {
        self.lines.get(self.places.get(key)?)
    }

    /// All lines, in order.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.values()
    }

    /// The keys and lines that fit, in order.
    pub fn find(&self, fits: impl Fn(&Line) -> bool) -> Vec<(&str, &Line)> {
        let lines = self.lines.iter().filter(|(_, line)| fits(line));
        lines
            .map(|((_, _, key), line)| (key.as_str(), line))
            .collect()
    }
}
