//! Relations: where a package's parts are, and what one part says of the others.

use std::collections::BTreeMap;

use crate::reading::{
    package::Package,
    xml::{self, Node},
};

/// The main part's name: where the package's own relations say, `word/document.xml` else.
pub(super) fn main_part(package: &mut Package<'_>) -> String {
    let named = package
        .part("_rels/.rels")
        .ok()
        .and_then(|bytes| {
            relations(&bytes)
                .into_values()
                .find(|relation| relation.kind == "officeDocument")
        })
        .map(|relation| relation.target.trim_start_matches('/').to_owned());
    match named {
        Some(name) if package.has(&name) => name,
        _ => "word/document.xml".to_owned(),
    }
}

/// The name of the part that a relation of a part in the folder `base` leads to.
pub(super) fn join(base: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None if base.is_empty() => target.to_owned(),
        None => format!("{base}/{target}"),
    }
}

/// One entry of a part's relations.
pub(super) struct Relation {
    /// The last segment of its type: `header`, `hyperlink`.
    pub(super) kind: String,
    pub(super) target: String,
}

/// Relations by their id, in the order of the ids.
pub(super) fn relations(bytes: &[u8]) -> BTreeMap<String, Relation> {
    let mut found = BTreeMap::new();
    xml::walk(bytes, |node| {
        if let Node::Start(element) = node
            && element.name() == "Relationship"
            && let (Some(id), Some(kind), Some(target)) = (
                element.attribute("Id"),
                element.attribute("Type"),
                element.attribute("Target"),
            )
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, Relation { kind, target });
        }
    });
    found
}
