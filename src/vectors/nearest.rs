//! The nearest of many vectors, exactly: every one is looked at.

use super::vector::{Vector, dot};

/// A vector found: its place among those searched, and how near it is (cosine).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    pub index: usize,
    pub cosine: f64,
}

/// The `count` nearest, nearest first; of equals the earlier one first. Empty vectors are never near.
pub fn nearest(query: &Vector, among: &[Vector], count: usize) -> Vec<Near> {
    if query.is_empty() || count == 0 {
        return Vec::new();
    }
    let length = query.length();
    let mut best: Vec<Near> = Vec::with_capacity(count.saturating_add(1).min(among.len() + 1));
    for (index, vector) in among.iter().enumerate() {
        if vector.is_empty() {
            continue;
        }
        let product = f64::from(dot(query.numbers(), vector.numbers()));
        let cosine = product / (length * vector.length());
        if best.len() == count && best.last().is_some_and(|last| last.cosine >= cosine) {
            continue;
        }
        let at = best.partition_point(|near| near.cosine >= cosine);
        best.insert(at, Near { index, cosine });
        best.truncate(count);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::WIDTH;

    #[test]
    fn nearest_first_and_ties_in_order() {
        let vector = |numbers: [i64; 3]| {
            let mut sum = [0; WIDTH];
            for (place, number) in sum.iter_mut().zip(numbers) {
                *place = number;
            }
            Vector::of(&sum)
        };
        let among = [
            vector([0, 1, 0]),
            vector([5, 0, 0]),
            vector([0, 0, 0]),
            vector([5, 5, 0]),
            vector([9, 0, 0]),
        ];
        let found = nearest(&vector([1, 0, 0]), &among, 3);
        let places: Vec<usize> = found.iter().map(|n| n.index).collect();
        assert_eq!(places, [1, 4, 3]);
        assert_eq!(nearest(&vector([1, 0, 0]), &among, 10).len(), 4);
        assert!(nearest(&vector([0, 0, 0]), &among, 3).is_empty());
    }
}
