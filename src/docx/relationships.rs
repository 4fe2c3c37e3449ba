//! Relationships between parts (ECMA-376-2 §6.5): what a part's ids lead to.

use super::xml::Element;
use std::collections::BTreeMap;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The links of one part that leave the document, each URI once.
#[derive(Default)]
pub(super) struct Links {
    uris: Vec<String>,
    ids: BTreeMap<String, String>,
}

impl Links {
    /// The id of the relationship to `uri`.
    pub fn id(&mut self, uri: &str) -> String {
        if let Some(id) = self.ids.get(uri) {
            return id.clone();
        }
        self.uris.push(uri.to_owned());
        let id = format!("rIdLink{}", self.uris.len());
        self.ids.insert(uri.to_owned(), id.clone());
        id
    }

    pub fn is_empty(&self) -> bool {
        self.uris.is_empty()
    }
}

/// How the ids of pictures begin.
const PICTURE: &str = "rIdPicture";

/// The id of the `number`th picture.
pub(super) fn picture_id(number: usize) -> String {
    format!("{PICTURE}{number}")
}

/// The number of the picture with the id `id`.
pub(super) fn picture_number(id: &str) -> Option<usize> {
    id.strip_prefix(PICTURE)?.parse().ok()
}

/// The id of the drawing whose pixels have the id `picture`.
pub(super) fn drawing_id(picture: &str) -> String {
    format!("{picture}Drawing")
}

/// The relationships of a part, in the order of their making.
pub(super) struct Relationships(Element);

impl Relationships {
    pub fn new() -> Relationships {
        Relationships(Element::new("Relationships").with("xmlns", NAMESPACE))
    }

    /// Adds a relationship of a type that ECMA-376-1 defines, such as `styles`.
    pub fn office(&mut self, id: &str, kind: &str, target: &str) -> &mut Relationships {
        self.typed(id, &format!("{OFFICE}/{kind}"), target)
    }

    /// Adds a relationship of any type.
    pub fn typed(&mut self, id: &str, kind: &str, target: &str) -> &mut Relationships {
        self.0.push(relationship(id, kind, target));
        self
    }

    pub fn links(&mut self, links: &Links) -> &mut Relationships {
        for (index, uri) in links.uris.iter().enumerate() {
            let id = format!("rIdLink{}", index + 1);
            let link = relationship(&id, &format!("{OFFICE}/hyperlink"), uri);
            self.0.push(link.with("TargetMode", "External"));
        }
        self
    }

    pub fn to_xml(&self) -> Vec<u8> {
        self.0.to_xml()
    }
}

fn relationship(id: &str, kind: &str, target: &str) -> Element {
    Element::new("Relationship")
        .with("Id", id)
        .with("Type", kind)
        .with("Target", target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_one_relationship() {
        let mut links = Links::default();
        assert_eq!(links.id("https://example.org/"), "rIdLink1");
        assert_eq!(links.id("mailto:a@example.org"), "rIdLink2");
        assert_eq!(links.id("https://example.org/"), "rIdLink1");
        assert_eq!(links.uris.len(), 2);
    }
}
