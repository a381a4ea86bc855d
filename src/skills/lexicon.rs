//! The lexicon's file: what can be named, under which names, and how the things named are related.
//!
//! One entry a line; the file's head says how it is written. The format is read here and nowhere else.

use std::collections::{HashMap, HashSet};

/// The languages in which names are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Italian,
    Dutch,
    Polish,
    Russian,
    Ukrainian,
    Greek,
    Turkish,
    Arabic,
    Hebrew,
    Chinese,
    Japanese,
}

impl Language {
    pub const ALL: [Language; 16] = [
        Language::English,
        Language::German,
        Language::French,
        Language::Spanish,
        Language::Portuguese,
        Language::Italian,
        Language::Dutch,
        Language::Polish,
        Language::Russian,
        Language::Ukrainian,
        Language::Greek,
        Language::Turkish,
        Language::Arabic,
        Language::Hebrew,
        Language::Chinese,
        Language::Japanese,
    ];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Spanish => "es",
            Language::Portuguese => "pt",
            Language::Italian => "it",
            Language::Dutch => "nl",
            Language::Polish => "pl",
            Language::Russian => "ru",
            Language::Ukrainian => "uk",
            Language::Greek => "el",
            Language::Turkish => "tr",
            Language::Arabic => "ar",
            Language::Hebrew => "he",
            Language::Chinese => "zh",
            Language::Japanese => "ja",
        }
    }

    /// Whether it is written in Latin letters.
    pub fn is_latin(self) -> bool {
        matches!(
            self,
            Language::English
                | Language::German
                | Language::French
                | Language::Spanish
                | Language::Portuguese
                | Language::Italian
                | Language::Dutch
                | Language::Polish
                | Language::Turkish
        )
    }

    fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// How a name is compared; the form that says most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A proper name: its words as they are, in any case.
    Exact,
    /// A name that in small letters is a word of its own (PLC, SEN): its words as they are, upper and lower case told apart.
    Cased,
    /// Common words: by their stems, and in any order ("lesson planning", "planning of lessons").
    Phrase,
    /// A name that is also an ordinary word: as written here, upper and lower case told apart, and only where its surroundings speak for it.
    Doubtful,
}

/// One name of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: &'static str,
    pub language: Language,
    pub form: Form,
    /// The entry that it names; none for words that only look like a name ("Rust Belt").
    pub entry: Option<usize>,
    /// Line of the file, from 1.
    pub line: usize,
}

/// A thing that can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The canonical name.
    pub name: &'static str,
    /// The trade under whose heading it stands.
    pub group: &'static str,
    /// Entries that whoever has this one has too: S3 is AWS, PostgreSQL is SQL.
    pub counts_as: Vec<usize>,
    /// Entries that count as this one: the other end of `counts_as`.
    pub counted: Vec<usize>,
    /// Entries close to this one, and not the same.
    pub near: Vec<usize>,
}

/// A parsed file.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub entries: Vec<Entry>,
    pub names: Vec<Name>,
    /// Headings whose trades are close to one another.
    pub near_groups: Vec<(&'static str, &'static str)>,
    /// Canonical name → entry.
    pub by_name: HashMap<&'static str, usize>,
    /// What is wrong with the file, each with its line.
    pub faults: Vec<String>,
}

impl Lexicon {
    /// Reads the file's text. What cannot be read is a fault, and the rest stands.
    pub fn parse(text: &'static str) -> Self {
        let mut lexicon = Self::default();
        let mut relations = Vec::new();
        let mut group = "";
        for (number, line) in text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(heading) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let (name, near) = heading.split_once(" | near: ").unwrap_or((heading, ""));
                group = name;
                lexicon
                    .near_groups
                    .extend(list(near).map(|other| (name, other)));
            } else if let Some(words) = line.strip_prefix('!') {
                for text in list(words) {
                    lexicon.names.push(Name {
                        text,
                        language: Language::English,
                        form: Form::Exact,
                        entry: None,
                        line: number,
                    });
                }
            } else if let Some(more) = line.strip_prefix('|') {
                match lexicon.entries.len().checked_sub(1) {
                    Some(entry) => lexicon.parts(more.split(" | "), entry, number, &mut relations),
                    None => lexicon
                        .faults
                        .push(format!("line {number}: goes on with no entry")),
                }
            } else {
                lexicon.entry(line, number, group, &mut relations);
            }
        }
        lexicon.drop_doubtful_twins();
        for Related {
            entry,
            is_near,
            other: name,
            line,
        } in relations
        {
            let Some(&other) = lexicon.by_name.get(name) else {
                lexicon
                    .faults
                    .push(format!("line {line}: no entry is named \"{name}\""));
                continue;
            };
            if other == entry {
                lexicon
                    .faults
                    .push(format!("line {line}: \"{name}\" is related to itself"));
            } else if is_near {
                add(&mut lexicon.entries, entry, other, |e| &mut e.near);
                add(&mut lexicon.entries, other, entry, |e| &mut e.near);
            } else {
                add(&mut lexicon.entries, entry, other, |e| &mut e.counts_as);
                add(&mut lexicon.entries, other, entry, |e| &mut e.counted);
            }
        }
        lexicon
    }

    fn entry(
        &mut self,
        line: &'static str,
        number: usize,
        group: &'static str,
        relations: &mut Vec<Related>,
    ) {
        let mut parts = line.split(" | ");
        let head = parts.next().unwrap_or_default();
        let (name, form, names) = if let Some((name, names)) = head.split_once(" = ") {
            (name, Form::Exact, names)
        } else if let Some((name, names)) = head.split_once(" ~ ") {
            (name, Form::Phrase, names)
        } else if let Some(name) = head.strip_suffix(" =") {
            (name, Form::Exact, "")
        } else if let Some(name) = head.strip_suffix(" ~") {
            (name, Form::Phrase, "")
        } else {
            self.faults.push(format!(
                "line {number}: neither \" = \" nor \" ~ \" after the name"
            ));
            return;
        };
        let name = name.trim();
        if self.by_name.contains_key(name) {
            self.faults
                .push(format!("line {number}: \"{name}\" stands twice"));
            return;
        }
        let entry = self.entries.len();
        self.by_name.insert(name, entry);
        self.entries.push(Entry {
            name,
            group,
            counts_as: Vec::new(),
            counted: Vec::new(),
            near: Vec::new(),
        });
        for text in std::iter::once(name).chain(list(names)) {
            self.names.push(Name {
                text,
                language: Language::English,
                form: sharpen(text, form),
                entry: Some(entry),
                line: number,
            });
        }
        self.parts(parts, entry, number, relations);
    }

    /// What stands after the bars of an entry's line, or on a line that goes on with it.
    fn parts(
        &mut self,
        parts: impl Iterator<Item = &'static str>,
        entry: usize,
        number: usize,
        relations: &mut Vec<Related>,
    ) {
        for part in parts {
            let Some((key, values)) = part.split_once(':') else {
                self.faults
                    .push(format!("line {number}: no \":\" in \"{part}\""));
                continue;
            };
            let (language, form) = match key.trim() {
                key @ ("in" | "near") => {
                    relations.extend(list(values).map(|other| Related {
                        entry,
                        is_near: key == "near",
                        other,
                        line: number,
                    }));
                    continue;
                }
                "exact" => (Language::English, Form::Exact),
                "cased" => (Language::English, Form::Cased),
                "doubtful" => (Language::English, Form::Doubtful),
                code => match Language::of_code(code) {
                    Some(language) => (language, Form::Phrase),
                    None => {
                        self.faults
                            .push(format!("line {number}: unknown key \"{code}\""));
                        continue;
                    }
                },
            };
            self.names.extend(list(values).map(|text| Name {
                text,
                language,
                form,
                entry: Some(entry),
                line: number,
            }));
        }
    }

    /// A name that an entry calls doubtful or cased is not certain because it also is the entry's own.
    fn drop_doubtful_twins(&mut self) {
        let is_doubtful = |n: &Name| matches!(n.form, Form::Doubtful | Form::Cased);
        let doubtful: HashSet<(usize, &str)> = self
            .names
            .iter()
            .filter(|n| is_doubtful(n))
            .filter_map(|n| Some((n.entry?, n.text)))
            .collect();
        self.names
            .retain(|n| is_doubtful(n) || n.entry.is_none_or(|e| !doubtful.contains(&(e, n.text))));
    }
}

/// A relation as the file says it.
struct Related {
    entry: usize,
    is_near: bool,
    other: &'static str,
    line: usize,
}

/// A single word is compared as it stands also among common words: "Marketing" is no "market", "LOTO" no stem.
fn sharpen(text: &str, form: Form) -> Form {
    if text.contains([' ', '-', '/']) {
        form
    } else {
        Form::Exact
    }
}

fn list(values: &'static str) -> impl Iterator<Item = &'static str> {
    values.split(',').map(str::trim).filter(|v| !v.is_empty())
}

fn add(entries: &mut [Entry], at: usize, other: usize, field: fn(&mut Entry) -> &mut Vec<usize>) {
    if let Some(entry) = entries.get_mut(at) {
        let list = field(entry);
        if !list.contains(&other) {
            list.push(other);
        }
    }
}
