//! Skills: the lexicon of canonical names, aliases and relations, and the finder that tells where a text names one.

/// Where a text names a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The canonical name.
    pub name: &'static str,
    /// Byte range in the text.
    pub start: usize,
    pub end: usize,
}

/// Every skill of the lexicon that one line of text names, in the order of the text, longest match first.
pub fn find(_line: &str) -> Vec<Mention> {
    Vec::new()
}
