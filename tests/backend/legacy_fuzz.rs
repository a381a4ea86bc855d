//! Folders with bytes changed at random: none panics, and what comes in is whole.

use crate::older::{Named, bring, folder, gzip, now, tar, zip};
use crate::world::{World, assert_whole};

/// A sequence of numbers that looks random and is always the same (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// What stands in for some bytes: JSON that breaks, or means something else.
const PIECES: [&[u8]; 14] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"null",
    b"-1",
    b"1e999",
    b"\\",
    b"\n",
    b"\xFF",
    b"true",
    b"\"\\ud800\"",
    b"99999999999999999999",
    b"",
];

fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let to = (at + random.below(9)).min(bytes.len());
        let piece = PIECES[random.below(PIECES.len())];
        bytes.splice(at..to, piece.iter().copied());
    }
}

#[test]
fn no_change_of_bytes_panics_or_leaves_anything_half() {
    let mut random = Random(5);
    let records = |(path, _): &Named| path.ends_with(".jsonl") || path.ends_with(".json");
    for _ in 0..60 {
        let mut files = folder();
        for (_, bytes) in files.iter_mut().filter(|file| records(file)) {
            change(bytes, &mut random);
        }
        let world = World::new();
        bring(&world, files.clone());
        assert_whole(&world.storage);
        let before = world.stats();
        bring(&world, files);
        assert_eq!(world.stats(), before, "twice adds nothing");
    }
}

#[test]
fn no_change_of_an_archive_panics() {
    let mut random = Random(7);
    let tar = tar(&folder());
    for archive in [zip(&folder()), gzip(&tar), tar] {
        for _ in 0..150 {
            let mut bytes = archive.clone();
            change(&mut bytes, &mut random);
            let limits = shortlist::legacy::Limits::default();
            shortlist::legacy::open(vec![("a".to_owned(), bytes)], &now(), limits);
        }
    }
}
