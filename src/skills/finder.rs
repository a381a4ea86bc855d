//! Finds the lexicon's names in a line: a trie of word symbols, longest match first.

use rustc_hash::FxHashMap as HashMap;

use super::{
    ambiguous,
    fit::{is_as_written, is_english, is_inflection, is_initialism, is_whole},
    lexicon::{Form, Language, Lexicon},
    stem::{BEGINNING_AT_MOST, beginnings, stem},
    token::{Token, tokens},
};

/// A word as the trie knows it: the same number for the same exact form, or for the same stem of one language.
type Symbol = u32;
type Node = u32;
/// Stands before a word that punctuation stands before: no phrase goes across that but one that is written so.
const BREAK: Symbol = 0;

/// Function words that may stand between the words of a phrase: "planning *of* lessons", "gestión *de las* nóminas".
const GLUE: &[&str] = &[
    "of", "the", "a", "an", "for", "in", "to", "with", "on", "our", "your", "their", "new", "de",
    "des", "du", "la", "le", "les", "un", "une", "del", "los", "las", "el", "aux", "au", "der",
    "die", "das", "von", "fur", "zur", "zum", "und", "et", "y", "e", "da", "do", "dos", "di",
    "della", "dei", "van", "het", "w", "z", "na", "dla", "в", "на", "по", "для", "с", "и", "і",
    "й", "з", "του", "της", "των", "και", "ve", "ile", "في", "و", "של",
];
/// How many of them in a row.
const GLUE_AT_MOST: usize = 2;
/// Phrases of up to this many words are found in any order of their words.
const ANY_ORDER_AT_MOST: usize = 3;

/// A name found: its place among the line's tokens and its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub entry: usize,
    /// Byte range in the line.
    pub start: usize,
    pub end: usize,
}

/// The lexicon, ready to be searched for.
#[derive(Debug)]
pub struct Finder {
    pub lexicon: Lexicon,
    exact: HashMap<String, Symbol>,
    stems: Vec<HashMap<String, Symbol>>,
    /// What the words of a language's names begin with: a word that begins like none needs no stemming.
    beginnings: HashMap<[char; BEGINNING_AT_MOST], u32>,
    edges: HashMap<(Node, Symbol), Node>,
    /// Names that end at a node.
    ends: Vec<Vec<usize>>,
    symbols: Symbol,
    /// Pairs of names of different entries that cannot be told apart.
    pub clashes: Vec<(usize, usize)>,
}

impl Finder {
    pub fn new(lexicon: Lexicon) -> Self {
        let mut finder = Self {
            exact: HashMap::default(),
            stems: Language::ALL.iter().map(|_| HashMap::default()).collect(),
            beginnings: HashMap::default(),
            edges: HashMap::default(),
            ends: vec![Vec::new()],
            symbols: 0,
            clashes: Vec::new(),
            lexicon,
        };
        for name in 0..finder.lexicon.names.len() {
            finder.insert(name);
        }
        finder
    }

    fn insert(&mut self, index: usize) {
        let Some(&name) = self.lexicon.names.get(index) else {
            return;
        };
        let words = tokens(name.text);
        let content: Vec<&Token> = words.iter().filter(|w| !is_glue(w)).collect();
        let is_phrase = name.form == Form::Phrase;
        let kept: Vec<&Token> = if is_phrase && content.len() > 1 {
            content
        } else {
            words.iter().collect()
        };
        let mut path: Vec<Symbol> = Vec::new();
        let mut is_broken = false;
        for (at, word) in kept.iter().enumerate() {
            if at > 0 && word.after_break {
                path.push(BREAK);
                is_broken = true;
            }
            path.push(if is_phrase && !word.is_ideographic {
                self.stem_symbol(&word.form, name.language)
            } else {
                self.exact_symbol(&word.form)
            });
        }
        self.insert_path(&path, index);
        if is_broken {
            return;
        }
        self.insert_list(&words, &kept, &path, index);
        if let [a, b] = kept.as_slice()
            && !a.is_ideographic
        {
            let joined = format!("{}{}", a.form, b.form);
            let symbol = self.exact_symbol(&joined);
            self.insert_path(&[symbol], index);
        }
        let and = kept.iter().position(|w| w.form == "and" || w.form == "/");
        if !is_phrase || kept.iter().any(|w| w.is_ideographic) {
            return;
        }
        match (path.as_slice(), and) {
            (&[a, and, b], Some(1)) => self.insert_path(&[b, and, a], index),
            (&[a, b], None) => self.insert_path(&[b, a], index),
            (&[a, b, c], None) if kept.len() <= ANY_ORDER_AT_MOST => {
                for path in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                    self.insert_path(&path, index);
                }
            }
            _ => {}
        }
    }

    /// A name of single words before an "and" may be written as a list: "heating, ventilation(,) and air conditioning".
    fn insert_list(&mut self, words: &[Token], kept: &[&Token], path: &[Symbol], name: usize) {
        let Some(and) = words.iter().find(|w| w.form == "and") else {
            return;
        };
        let before = kept.iter().filter(|w| w.start < and.start).count();
        if before < 2 || before == kept.len() {
            return;
        }
        for last in [before - 1, before] {
            let mut list = Vec::with_capacity(path.len() + last);
            for (at, &symbol) in path.iter().enumerate() {
                if (1..=last).contains(&at) {
                    list.push(BREAK);
                }
                list.push(symbol);
            }
            self.insert_path(&list, name);
        }
    }

    fn exact_symbol(&mut self, form: &str) -> Symbol {
        if let Some(&symbol) = self.exact.get(form) {
            return symbol;
        }
        self.symbols += 1;
        self.exact.insert(form.to_owned(), self.symbols);
        self.symbols
    }

    fn stem_symbol(&mut self, form: &str, language: Language) -> Symbol {
        let stem = stem(form, language);
        let next = self.symbols + 1;
        if !self
            .stems
            .get(language as usize)
            .is_some_and(|stems| stems.contains_key(&stem))
        {
            for start in beginnings(&stem, language) {
                *self
                    .beginnings
                    .entry(letters(&start, BEGINNING_AT_MOST))
                    .or_default() |= 1 << language as u32;
            }
        }
        let Some(stems) = self.stems.get_mut(language as usize) else {
            return 0;
        };
        let symbol = *stems.entry(stem).or_insert(next);
        self.symbols = self.symbols.max(symbol);
        symbol
    }

    fn insert_path(&mut self, path: &[Symbol], name: usize) {
        let mut node = 0;
        for &symbol in path {
            let next = u32::try_from(self.ends.len()).unwrap_or(Node::MAX);
            let child = *self.edges.entry((node, symbol)).or_insert(next);
            if child == next {
                self.ends.push(Vec::new());
            }
            node = child;
        }
        let entry_of = |n: usize| self.lexicon.names.get(n).and_then(|n| n.entry);
        let Some(ends) = self.ends.get_mut(node as usize) else {
            return;
        };
        if let Some(&other) = ends.iter().find(|&&n| entry_of(n) != entry_of(name)) {
            self.clashes.push((other, name));
        }
        if !ends.contains(&name) {
            ends.push(name);
        }
    }

    /// All symbols of a word: its exact form's, and its stem's in each language that has a name beginning like it.
    fn symbols_of(&self, line: &str, token: &Token) -> Vec<Symbol> {
        let mut symbols = Vec::with_capacity(4);
        symbols.extend(self.exact.get(&token.form));
        // A plural of an exact name: "LLMs", "firewalls". CPCS is no plural of CPC.
        if let Some(singular) = token.form.strip_suffix('s')
            && !is_initialism(line, token)
            && singular.len() > 2
            && !singular.ends_with('s')
        {
            symbols.extend(self.exact.get(singular));
        }
        if token.is_ideographic {
            return symbols;
        }
        let mut languages = 0;
        for length in 2..=BEGINNING_AT_MOST {
            let start = letters(&token.form, length);
            languages |= self.beginnings.get(&start).copied().unwrap_or(0);
        }
        if token
            .form
            .starts_with(|c: char| ('\u{590}'..='\u{5ff}').contains(&c))
        {
            // Hebrew and Arabic write "the" and "and" at a word's front.
            languages |= 1 << Language::Hebrew as u32;
        }
        if token
            .form
            .starts_with(|c: char| ('\u{600}'..='\u{6ff}').contains(&c))
        {
            languages |= 1 << Language::Arabic as u32;
        }
        for language in Language::ALL {
            if languages & (1 << language as u32) != 0
                && let Some(stems) = self.stems.get(language as usize)
            {
                symbols.extend(stems.get(&stem(&token.form, language)));
            }
        }
        symbols
    }

    /// Everything that the line names, in its order.
    pub fn find(&self, line: &str) -> Vec<Hit> {
        let words = tokens(line);
        let symbols: Vec<Vec<Symbol>> = words.iter().map(|w| self.symbols_of(line, w)).collect();
        let mut certain = None;
        let mut english = None;
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let hit = self
                .matches_at(&words, &symbols, at)
                .into_iter()
                .find(|&(end, name)| {
                    let (Some(name), Some(found)) =
                        (self.lexicon.names.get(name), words.get(at..end))
                    else {
                        return false;
                    };
                    match name.form {
                        Form::Exact => true,
                        Form::Cased => is_as_written(line, found, name.text),
                        Form::Phrase => {
                            found.len() > 1
                                || is_inflection(found, name)
                                    && !(name.language.is_latin()
                                        && *english.get_or_insert_with(|| is_english(&words)))
                        }
                        Form::Doubtful => {
                            let certain = *certain.get_or_insert_with(|| {
                                self.names_something_certain(&words, &symbols)
                            });
                            ambiguous::stands(line, &words, at, end, name.text, certain)
                        }
                    }
                });
            match hit {
                Some((end, name)) => {
                    if let (Some(entry), Some(first), Some(last)) = (
                        self.lexicon.names.get(name).and_then(|n| n.entry),
                        words.get(at),
                        words.get(end - 1),
                    ) {
                        hits.push(Hit {
                            entry,
                            start: first.start,
                            end: last.end,
                        });
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
        hits
    }

    fn names_something_certain(&self, words: &[Token], symbols: &[Vec<Symbol>]) -> bool {
        (0..words.len()).any(|at| {
            self.matches_at(words, symbols, at)
                .iter()
                .any(|&(_, name)| {
                    self.lexicon.names.get(name).is_some_and(|n| {
                        matches!(n.form, Form::Exact | Form::Phrase) && n.entry.is_some()
                    })
                })
        })
    }

    /// Names that begin at a token, with the token after their last: longest first; among equals, the form that says most.
    fn matches_at(
        &self,
        words: &[Token],
        symbols: &[Vec<Symbol>],
        at: usize,
    ) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        if symbols.get(at).is_none_or(Vec::is_empty) {
            return found;
        }
        let mut open: Vec<(Node, usize, usize)> = vec![(0, at, 0)];
        while let Some((node, next, glue)) = open.pop() {
            let Some(word) = words.get(next) else {
                continue;
            };
            let is_broken = next > at && word.after_break;
            let after_break = || self.edges.get(&(node, BREAK)).copied();
            let Some(node) = (if is_broken { after_break() } else { Some(node) }) else {
                continue;
            };
            for &symbol in symbols.get(next).into_iter().flatten() {
                let Some(&child) = self.edges.get(&(node, symbol)) else {
                    continue;
                };
                open.push((child, next + 1, 0));
                let names = self.ends.get(child as usize).into_iter().flatten();
                if is_whole(words, at, next) {
                    found.extend(names.map(|&name| (next + 1, name)));
                }
            }
            if next > at && glue < GLUE_AT_MOST && is_glue(word) {
                open.push((node, next + 1, glue + 1));
            }
        }
        let rank = |&(end, name): &(usize, usize)| {
            let form = self.lexicon.names.get(name).map(|n| n.form);
            (usize::MAX - end, form, name)
        };
        found.sort_by_key(rank);
        found
    }
}

fn is_glue(word: &Token) -> bool {
    GLUE.contains(&word.form.as_str())
}

/// The first letters of a word.
fn letters(word: &str, count: usize) -> [char; BEGINNING_AT_MOST] {
    let mut chars = word.chars().take(count);
    [(); BEGINNING_AT_MOST].map(|()| chars.next().unwrap_or('\0'))
}
