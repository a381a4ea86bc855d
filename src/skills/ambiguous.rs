//! Names that are ordinary words too (Go, R, C, Excel, Spark, Rust): what stands around one decides.

use super::token::{Token, is_ideographic};

/// Words before a name that say it is used, known or learned.
const BEFORE: &[&str] = &[
    "in",
    "with",
    "using",
    "via",
    "of",
    "from",
    "to",
    "knowledge",
    "experience",
    "proficient",
    "proficiency",
    "skilled",
    "expert",
    "advanced",
    "basic",
    "intermediate",
    "intensive",
    "learned",
    "learning",
    "used",
    "use",
    "uses",
    "know",
    "knows",
    "knowing",
    "programming",
    "program",
    "microsoft",
    "ms",
    "apache",
    "google",
    "language",
    "languages",
    "senior",
    "junior",
    "mit",
    "von",
    "fur",
    "uber",
    "avec",
    "de",
    "en",
    "sur",
    "sous",
    "con",
    "sobre",
    "com",
    "em",
    "w",
    "z",
    "met",
    "und",
    "et",
    "y",
    "e",
    "and",
    "or",
    "oder",
    "ou",
    "ile",
    "ve",
    "like",
    "including",
];
/// Words after a name that only go with the thing it names.
const AFTER: &[&str] = &[
    "programming",
    "developer",
    "developers",
    "development",
    "engineer",
    "engineers",
    "code",
    "codebase",
    "service",
    "services",
    "backend",
    "microservice",
    "microservices",
    "script",
    "scripts",
    "library",
    "libraries",
    "package",
    "packages",
    "module",
    "modules",
    "programs",
    "cluster",
    "clusters",
    "job",
    "jobs",
    "pipeline",
    "pipelines",
    "models",
    "model",
    "spreadsheet",
    "spreadsheets",
    "sheet",
    "sheets",
    "macro",
    "macros",
    "workbook",
    "workbooks",
    "pivot",
    "formulas",
    "database",
    "databases",
    "skills",
    "knowledge",
    "experience",
    "compiler",
    "shiny",
    "tidyverse",
    "studio",
    "streaming",
    "certification",
    "certified",
    "language",
    "app",
    "apps",
    "application",
    "applications",
    "framework",
    "modeling",
    "modelling",
    "processing",
    "invoices",
    "ledger",
    "and",
    "or",
    "und",
    "et",
    "y",
];
/// Words before a single letter that make it something else: vitamin C, hepatitis C, class C, section R.
const NOT_BEFORE_LETTER: &[&str] = &[
    "vitamin",
    "hepatitis",
    "class",
    "section",
    "type",
    "grade",
    "category",
    "level",
    "plan",
    "series",
    "group",
    "unit",
    "block",
    "building",
    "room",
    "gate",
    "licence",
    "license",
    "appendix",
    "exhibit",
    "form",
    "klasse",
    "clase",
    "classe",
];

/// Whether the words `first..end` of a line are the thing called `name`, and not an ordinary word. `certain_elsewhere`: the
/// line names something else beyond doubt.
pub fn stands(
    line: &str,
    words: &[Token],
    first: usize,
    end: usize,
    name: &str,
    certain_elsewhere: bool,
) -> bool {
    let (Some(head), Some(tail)) = (words.get(first), words.get(end.wrapping_sub(1))) else {
        return false;
    };
    let as_written = line.get(head.start..tail.end).unwrap_or_default();
    let is_heading_case =
        as_written == name.to_uppercase() && is_all_capitals(line) && name.chars().count() > 2;
    if as_written != name && !is_heading_case {
        return false;
    }
    let before = first.checked_sub(1).and_then(|i| words.get(i));
    let after = words.get(end);
    let char_before = line.get(..head.start).and_then(|s| s.chars().next_back());
    let char_after = line.get(tail.end..).and_then(|s| s.chars().next());
    let is_hyphenated = |c: Option<char>| {
        matches!(
            c,
            Some('-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '@' | '_')
        )
    };
    if is_hyphenated(char_before) || (is_hyphenated(char_after) && !after.is_some_and(is_after)) {
        return false;
    }
    if char_before.is_some_and(is_ideographic)
        || char_after.is_some_and(is_ideographic)
        || has_other_script(line)
    {
        return true;
    }
    let is_letter = name.chars().count() == 1;
    let attached_before = before.filter(|_| !head.after_break);
    let attached_after = after.filter(|w| !w.after_break);
    if is_letter {
        // R&D, B&C: a pair of initials.
        if char_before == Some('&') || char_after == Some('&') {
            return false;
        }
        let is_initial =
            char_after == Some('.') && attached_before.is_some_and(|w| is_capitalised(line, w));
        let is_label =
            attached_before.is_some_and(|w| NOT_BEFORE_LETTER.contains(&w.form.as_str()));
        if is_initial || is_label || char_after == Some(')') && char_before == Some('(') {
            return false;
        }
    }
    let is_item = attached_before.is_none() && attached_after.is_none();
    if is_item && (!is_letter || words.len() == end - first || certain_elsewhere) {
        return true;
    }
    if attached_after.is_some_and(|w| w.form == "/" || is_after(w))
        || attached_before.is_some_and(|w| w.form == "/")
    {
        return certain_elsewhere || !is_letter || attached_after.is_some_and(is_after);
    }
    let next_is_name = attached_after
        .is_some_and(|w| is_capitalised(line, w) && w.form.chars().all(char::is_alphabetic));
    let previous_is_name =
        attached_before.is_some_and(|w| is_capitalised(line, w) && !is_before(w));
    if attached_before.is_some_and(is_before) && !next_is_name {
        return true;
    }
    // In the middle of a sentence, a capital alone speaks for a name; in a line of capitals it says nothing.
    !is_letter
        && attached_before.is_some()
        && !next_is_name
        && !previous_is_name
        && name.starts_with(char::is_uppercase)
        && !is_mostly_capitalised(line, words)
}

fn is_before(word: &Token) -> bool {
    BEFORE.contains(&word.form.as_str())
}

fn is_after(word: &Token) -> bool {
    AFTER.contains(&word.form.as_str())
}

fn is_capitalised(line: &str, word: &Token) -> bool {
    line.get(word.start..word.end)
        .is_some_and(|w| w.starts_with(char::is_uppercase))
}

fn is_mostly_capitalised(line: &str, words: &[Token]) -> bool {
    let long = words.iter().filter(|w| w.form.chars().count() > 3);
    let (mut all, mut capitalised) = (0_usize, 0_usize);
    for word in long {
        all += 1;
        capitalised += usize::from(is_capitalised(line, word));
    }
    all > 2 && capitalised * 3 > all * 2
}

fn is_all_capitals(line: &str) -> bool {
    !line.chars().any(char::is_lowercase)
}

/// Cyrillic, Greek, Arabic or Hebrew letters: a Latin word among them is a name.
fn has_other_script(line: &str) -> bool {
    line.chars()
        .any(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}' | '\u{590}'..='\u{6ff}'))
}
