//! XML as a run of starts, ends and texts. Names without their prefix, entities resolved, none expanded: a document type's own
//! entities are dropped, so that they cannot grow.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::encoding;

/// What the walk comes by. An empty element is a start and an end.
pub(super) enum Node<'a> {
    Start(&'a Element<'a>),
    End(&'a str),
    Text(&'a str),
}

/// A start tag.
pub(super) struct Element<'a> {
    tag: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.tag.local_name().into_inner()
    }

    /// The attribute of that name, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.tag
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|a| a.key.local_name().into_inner() == name)
            .and_then(|a| {
                a.normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(|v| v.into_owned())
            })
    }

    /// The attribute of that name, prefix and all.
    pub(super) fn attribute_exactly(&self, name: &str) -> Option<String> {
        self.tag
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|a| a.key.into_inner() == name)
            .and_then(|a| {
                a.normalized_value(XmlVersion::Implicit1_0)
                    .ok()
                    .map(|v| v.into_owned())
            })
    }
}

/// Walks through a document and calls `visit` for each node. False where the document breaks off or is broken: what
/// came before has been visited.
pub(super) fn walk(bytes: &[u8], mut visit: impl FnMut(Node<'_>)) -> bool {
    let text = encoding::decode(bytes);
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                visit(Node::Start(&Element { tag: &tag }));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(tag.local_name().into_inner()));
            }
            Ok(Event::Text(text)) => visit(Node::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => visit(Node::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    visit(Node::Text(c.encode_utf8(&mut [0; 4])));
                } else if let Some(text) = resolve_predefined_entity(&reference) {
                    visit(Node::Text(text));
                }
            }
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(xml: &str) -> (String, bool) {
        let mut out = String::new();
        let whole = walk(xml.as_bytes(), |node| match node {
            Node::Start(e) => out.push_str(&format!("<{}>", e.name())),
            Node::End(name) => out.push_str(&format!("</{name}>")),
            Node::Text(text) => out.push_str(text),
        });
        (out, whole)
    }

    #[test]
    fn prefixes_go_and_references_are_resolved() {
        let (text, whole) = text_of("<w:p><w:t>R&amp;D &#x41;</w:t><w:tab/></w:p>");
        assert_eq!(text, "<p><t>R&D A</t><tab></tab></p>");
        assert!(whole);
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let (text, _) = text_of(
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>one &b; two</x>",
        );
        assert_eq!(text, "<x>one  two</x>");
    }

    #[test]
    fn a_broken_end_keeps_the_beginning() {
        let (text, whole) = text_of("<p><t>kept</t><t>also");
        assert!(text.contains("kept") && text.contains("also"));
        assert!(!whole);
    }
}
