//! Styles: what the names that paragraphs refer to say of them.

use std::collections::BTreeMap;

use crate::reading::xml::{self, Node};

/// What a paragraph style says of its paragraphs.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    pub(super) heading: bool,
    pub(super) item: bool,
}

/// Styles by their id.
pub(super) fn styles(bytes: &[u8]) -> BTreeMap<String, Style> {
    let mut found: BTreeMap<String, Style> = BTreeMap::new();
    let mut current: Option<String> = None;
    xml::walk(bytes, |node| match node {
        Node::Start(element) => match element.name() {
            "style" => {
                current = element.attribute("styleId");
                if let Some(id) = &current {
                    found.entry(id.clone()).or_default();
                }
            }
            name => {
                let Some(style) = current.as_ref().and_then(|id| found.get_mut(id)) else {
                    return;
                };
                match name {
                    "name" => {
                        let named = element.attribute("val").unwrap_or_default().to_lowercase();
                        style.heading |= named.starts_with("heading") || named == "title";
                        style.item |=
                            named.starts_with("list bullet") || named.starts_with("list number");
                    }
                    "outlineLvl" => {
                        style.heading |= element
                            .attribute("val")
                            .and_then(|v| v.parse::<u8>().ok())
                            .is_some_and(|level| level < 9);
                    }
                    "numPr" => style.item = true,
                    _ => {}
                }
            }
        },
        Node::End("style") => current = None,
        _ => {}
    });
    found
}
