//! A vector: a direction, kept in whole numbers.

use serde::{Deserialize, Serialize};

/// How many numbers a vector has.
pub const WIDTH: usize = 128;
/// The largest number of a vector that is not empty.
const LARGEST: i64 = 127;

/// A direction of [`WIDTH`] whole numbers, the largest of them 127 or −127. Empty (all nought) for a text without a known word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "Vec<i8>", try_from = "Vec<i8>")]
pub struct Vector {
    numbers: [i8; WIDTH],
    /// The sum of the squares.
    square: u32,
    /// Its root.
    length: f64,
}

impl Vector {
    /// The direction of a sum of rows.
    pub(super) fn of(sum: &[i64; WIDTH]) -> Self {
        let most = sum.iter().map(|n| n.saturating_abs()).max().unwrap_or(0);
        let numbers = sum.map(|n| {
            if most == 0 {
                return 0;
            }
            // To the nearest, halves away from nought.
            let twice = 2 * LARGEST * n.saturating_abs() + most;
            let nearest = i8::try_from(twice / (2 * most)).unwrap_or(i8::MAX);
            if n < 0 { -nearest } else { nearest }
        });
        Self::from_numbers(numbers)
    }

    fn from_numbers(numbers: [i8; WIDTH]) -> Self {
        let square = numbers
            .iter()
            .map(|&n| u32::from(n.unsigned_abs()) * u32::from(n.unsigned_abs()))
            .sum();
        Self {
            numbers,
            square,
            length: f64::from(square).sqrt(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.square == 0
    }

    /// The numbers, for an index of many.
    pub fn numbers(&self) -> &[i8; WIDTH] {
        &self.numbers
    }

    /// How alike two directions are: the cosine of their angle, from −1 to 1; 0 where one of them is empty.
    pub fn cosine(&self, other: &Vector) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        if self.numbers == other.numbers {
            return 1.0;
        }
        f64::from(dot(&self.numbers, &other.numbers)) / (self.length * other.length)
    }

    /// What a product with this vector is divided by.
    pub(super) fn length(&self) -> f64 {
        self.length
    }
}

/// The sum of the products: at most 128 · 127², far inside the range.
pub(super) fn dot(a: &[i8; WIDTH], b: &[i8; WIDTH]) -> i32 {
    a.iter()
        .zip(b)
        .map(|(&a, &b)| i32::from(a) * i32::from(b))
        .sum()
}

impl From<Vector> for Vec<i8> {
    fn from(vector: Vector) -> Self {
        vector.numbers.to_vec()
    }
}

impl TryFrom<Vec<i8>> for Vector {
    type Error = String;

    fn try_from(numbers: Vec<i8>) -> Result<Self, String> {
        let count = numbers.len();
        let numbers: [i8; WIDTH] = numbers
            .try_into()
            .map_err(|_| format!("a vector has {WIDTH} numbers, not {count}"))?;
        Ok(Self::from_numbers(numbers.map(|n| n.max(-i8::MAX))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(numbers: &[i64]) -> [i64; WIDTH] {
        let mut sum = [0; WIDTH];
        for (place, number) in sum.iter_mut().zip(numbers) {
            *place = *number;
        }
        sum
    }

    #[test]
    fn directions_alone_count() {
        let a = Vector::of(&sum(&[3, 4, -5]));
        let b = Vector::of(&sum(&[300, 400, -500]));
        assert_eq!(a, b);
        assert_eq!(a.cosine(&b), 1.0);
        let opposite = Vector::of(&sum(&[-3, -4, 5]));
        assert!((a.cosine(&opposite) + 1.0).abs() < 1e-12);
        let across = Vector::of(&sum(&[0, 0, 0, 7]));
        assert_eq!(a.cosine(&across), 0.0);
        assert_eq!(a.cosine(&Vector::of(&sum(&[]))), 0.0);
    }

    #[test]
    fn a_kept_vector_is_the_same() {
        let vector = Vector::of(&sum(&[1, -2, 3, 99]));
        let json = serde_json::to_string(&vector).expect("numbers can be written");
        let back: Vector = serde_json::from_str(&json).expect("numbers can be read");
        assert_eq!(back, vector);
        assert!(serde_json::from_str::<Vector>("[1,2]").is_err());
        assert!(serde_json::from_str::<Vector>("[1000]").is_err());
    }
}
