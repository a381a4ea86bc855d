//! Keys of indexes, and ranges of them, in the order that IndexedDB gives them.

use std::cmp::Ordering;

/// One part of an index key. Numbers come before texts; texts are ordered by their UTF-16 code units, as IndexedDB does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Within ±2⁵³, so that JavaScript's numbers hold it exactly.
    Number(i64),
    Text(String),
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Part::Number(a), Part::Number(b)) => a.cmp(b),
            (Part::Number(_), Part::Text(_)) => Ordering::Less,
            (Part::Text(_), Part::Number(_)) => Ordering::Greater,
            (Part::Text(a), Part::Text(b)) => a.encode_utf16().cmp(b.encode_utf16()),
        }
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Part::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Part::Text(text)
    }
}

impl From<i64> for Part {
    fn from(number: i64) -> Self {
        Part::Number(number)
    }
}

/// A key under which an index finds a row: ordered part by part, a shorter key before a longer one that starts with it.
/// Rows with equal keys are ordered by their primary keys.
pub type IndexKey = Vec<Part>;

/// The keys that start with `prefix` and whose next part lies within the bounds, both inclusive. A primary key counts as a
/// key of one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub prefix: IndexKey,
    pub from: Option<Part>,
    pub to: Option<Part>,
}

impl Range {
    /// Every key.
    pub fn all() -> Self {
        Self::default()
    }

    /// The keys that start with this one part.
    pub fn of(part: impl Into<Part>) -> Self {
        Self::starting([part.into()])
    }

    /// The keys that start with these parts.
    pub fn starting(prefix: impl Into<IndexKey>) -> Self {
        Self {
            prefix: prefix.into(),
            ..Self::default()
        }
    }

    /// The primary keys after this one.
    pub fn after(key: &str) -> Self {
        Self {
            from: Some(Part::Text(format!("{key}\0"))),
            ..Self::default()
        }
    }

    /// The same keys, of which the next part lies within these bounds.
    #[must_use]
    pub fn between(mut self, from: Option<Part>, to: Option<Part>) -> Self {
        self.from = from;
        self.to = to;
        self
    }

    /// Whether it holds that key.
    pub fn contains(&self, key: &[Part]) -> bool {
        let Some(rest) = key.strip_prefix(self.prefix.as_slice()) else {
            return false;
        };
        let Some(next) = rest.first() else {
            return self.from.is_none() && self.to.is_none();
        };
        self.from.as_ref().is_none_or(|from| next >= from)
            && self.to.as_ref().is_none_or(|to| next <= to)
    }

    /// The least key that it could hold.
    pub fn lower(&self) -> IndexKey {
        let mut lower = self.prefix.clone();
        lower.extend(self.from.clone());
        lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_the_keys_with_its_prefix_and_bounds() {
        let key = |time: i64| vec![Part::from("a"), Part::from(time), Part::from("x")];
        let range = Range::of("a").between(Some(Part::from(-5)), Some(Part::from(5)));
        assert!(range.contains(&key(-5)) && range.contains(&key(5)));
        assert!(!range.contains(&key(-6)) && !range.contains(&key(6)));
        assert!(!range.contains(&[Part::from("b"), Part::from(0)]));
        assert!(!range.contains(&[Part::from("a")]));
        assert!(Range::of("a").contains(&[Part::from("a")]));
        assert!(Range::all().contains(&key(7)));
    }

    #[test]
    fn after_a_key_comes_the_next_and_not_the_key_itself() {
        let range = Range::after("job1");
        assert!(!range.contains(&[Part::from("job1")]));
        assert!(range.contains(&[Part::from("job10")]));
        assert!(range.contains(&[Part::from("job2")]));
    }

    #[test]
    fn texts_are_ordered_as_indexed_db_orders_them() {
        // U+1F600 is written with surrogates (0xD83D …) and so comes before U+FF01.
        assert!(Part::from("\u{1F600}") < Part::from("\u{FF01}"));
        assert!(Part::from(9) < Part::from(""));
    }
}
