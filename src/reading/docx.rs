//! DOCX: WordprocessingML in a zip package (ECMA-376 part 1), tracked changes as accepted.

mod part;
mod relations;
mod styles;

use crate::records::LineRole;

use super::{
    flow::{Flow, Flowed},
    package::{Package, PackageError},
};
use part::part;
use relations::{join, main_part, relations};
use styles::styles;

/// What a DOCX gave.
pub(super) struct Docx {
    pub(super) flowed: Flowed,
    /// The parts that broke off or could not be read.
    pub(super) damaged: Vec<&'static str>,
}

/// Reads the document, its headers first and its footers and notes after it.
pub(super) fn read(package: &mut Package<'_>) -> Result<Docx, PackageError> {
    let main = main_part(package);
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (base, file) = (folder.to_owned(), main.rsplit('/').next().unwrap_or(&main));
    let body = package.part(&main)?;
    let relations = optional(package.part(&join(&base, &format!("_rels/{file}.rels"))))?
        .map(|bytes| relations(&bytes))
        .unwrap_or_default();
    let styles = optional(package.part(&join(&base, "styles.xml")))?
        .map(|bytes| styles(&bytes))
        .unwrap_or_default();

    let mut damaged = Vec::new();
    let mut flow = Flow::default();
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for (kind, role) in [
        ("header", LineRole::Header),
        ("", LineRole::Body),
        ("footer", LineRole::Footer),
    ] {
        if kind.is_empty() {
            if !part(&body, &styles, &relations, None, &mut flow) {
                damaged.push("the text");
            }
            continue;
        }
        for target in relations
            .values()
            .filter(|relation| relation.kind == kind)
            .map(|relation| &relation.target)
        {
            let Some(bytes) = optional(package.part(&join(&base, target)))? else {
                continue;
            };
            // The first page's header is often the others' once more.
            if seen.contains(&bytes) {
                continue;
            }
            if !part(&bytes, &styles, &relations, Some(role), &mut flow) {
                damaged.push("a page header or footer");
            }
            seen.push(bytes);
        }
    }
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(bytes) = optional(package.part(&join(&base, notes)))? {
            part(&bytes, &styles, &relations, None, &mut flow);
        }
    }
    Ok(Docx {
        flowed: flow.finish(),
        damaged,
    })
}

/// A part that may be missing or broken without harm; a limit or a password still counts.
fn optional(part: Result<Vec<u8>, PackageError>) -> Result<Option<Vec<u8>>, PackageError> {
    match part {
        Ok(bytes) => Ok(Some(bytes)),
        Err(PackageError::Missing | PackageError::Damaged) => Ok(None),
        Err(e) => Err(e),
    }
}

/// The address in a field instruction: `HYPERLINK "https://…"`.
pub(super) fn hyperlink_of(instruction: &str) -> Option<&str> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?;
    let (_, quoted) = rest.split_once('"')?;
    let (target, _) = quoted.split_once('"')?;
    (!rest.trim_start().starts_with("\\l")).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_instructions_give_links() {
        assert_eq!(
            hyperlink_of(" HYPERLINK \"https://a.example\" "),
            Some("https://a.example")
        );
        assert_eq!(hyperlink_of("PAGE"), None);
    }
}
