//! The manifest: a part of our own that says what we wrote, so that an edited file can be told from an
//! untouched one, and its fields be found again.

use super::anchor::Anchor;
use super::package::Parts;
use super::relationships::Relationships;
use super::wording::Wording;
use super::xml::{self, Element, MANIFEST};
use crate::document::Attachment;
use crate::hexadecimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How many parts are looked at to find the manifest.
const MOST_ITEMS: usize = 32;
/// The manifest's part.
pub(super) const PART: &str = "customXml/item1.xml";
/// Its properties.
pub(super) const PROPERTIES_PART: &str = "customXml/itemProps1.xml";
/// The relationship to them.
pub(super) const RELATIONSHIPS_PART: &str = "customXml/_rels/item1.xml.rels";

const STORE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
/// The item's id in the custom XML data store (ECMA-376-1 §22.5.2.1), the same in every file.
const STORE_ID: &str = "{6B1F6A3C-0D7E-4B55-9A0E-2F6C1B7D4E81}";

/// The manifest's properties, the same in every file.
pub(super) fn properties() -> Vec<u8> {
    Element::new("ds:datastoreItem")
        .with("xmlns:ds", STORE)
        .with("ds:itemID", STORE_ID)
        .child(
            Element::new("ds:schemaRefs")
                .child(Element::new("ds:schemaRef").with("ds:uri", MANIFEST)),
        )
        .to_xml()
}

/// The relationship of the manifest to its properties.
pub(super) fn relationships() -> Vec<u8> {
    Relationships::new()
        .office("rId1", "customXmlProps", "itemProps1.xml")
        .to_xml()
}

/// Adds the manifest, `sources` in it under their elements' names; all other parts must be there already.
pub(super) fn add(
    parts: &mut Parts,
    anchors: &[Anchor],
    wording: &Wording,
    sources: [(&str, Option<&Attachment>); 3],
    version: &str,
    inputs: Option<&[u8; 32]>,
) {
    let mut digest = ContentDigest::default();
    for (name, part) in parts.iter() {
        digest.part(name, part.digest());
    }
    let mut places = Element::new("b:anchors");
    for anchor in anchors {
        places.push(
            Element::new("b:anchor")
                .with("path", &anchor.path)
                .with("bookmark", &anchor.bookmark),
        );
    }
    let mut manifest = Element::new("b:manifest")
        .with("xmlns:b", MANIFEST)
        .with("program", version)
        .with("content", &digest.finish());
    if let Some(inputs) = inputs {
        manifest = manifest.with("inputs", &named_digest(inputs));
    }
    let mut manifest = manifest.child(places).child(wording.to_element());
    for (name, source) in sources {
        let Some(source) = source else {
            continue;
        };
        manifest.push(
            Element::new(name)
                .with("file", &source.file_name)
                .text(&String::from_utf8_lossy(&source.bytes)),
        );
    }
    parts.insert(PART.to_owned(), manifest.to_xml().into());
}

/// The names among those of all parts under which the manifest may stand, that which we give it first: other programs
/// give it another.
pub(super) fn places(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let is_item = |name: &String| {
        let name = name.to_lowercase();
        name.ends_with(".xml")
            && name.rsplit_once('/').map(|(folder, _)| folder) == Some("customxml")
    };
    let mut places: Vec<String> = names.into_iter().filter(is_item).collect();
    places.sort_by_key(|name| !name.eq_ignore_ascii_case(PART));
    places.truncate(MOST_ITEMS);
    places
}

/// The digest of the content that a manifest records, and that of the inputs where it does; none where the part is no
/// manifest of ours.
pub(super) fn recorded_digests(part: &[u8]) -> Option<(String, Option<String>)> {
    // What stands in it is not needed, however much that is.
    let root = xml::root_outside(part).ok()?;
    if root.name != "b:manifest" {
        return None;
    }
    let inputs = root.attribute("inputs").map(str::to_owned);
    Some((root.attribute("content")?.to_owned(), inputs))
}

/// A digest as a manifest has it.
pub(super) fn named_digest(digest: &[u8]) -> String {
    format!("sha256:{}", hexadecimal::digits(digest))
}

/// What a manifest keeps of what the file was made from.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Manifest {
    /// The brief.
    pub source: Option<Attachment>,
    /// The house style that it was written in.
    pub house_style: Option<Attachment>,
    /// The translation, where the file is an edition of the brief in another language.
    pub translation: Option<Attachment>,
    /// The paths of fields by the names of their bookmarks, and the paths in `label:` of words of ours.
    pub paths: BTreeMap<String, String>,
    /// Our own words in the file; none where an older version wrote it.
    pub wording: Wording,
}

/// What a manifest keeps; none where the part is no manifest of ours.
pub(super) fn read(part: &[u8]) -> Option<Manifest> {
    let mut left = xml::MAX_OUTSIDE;
    let root = xml::parse_outside(part, &mut left).ok()?;
    if root.name != "b:manifest" {
        return None;
    }
    let attachment = |name: &str| {
        let element = root.find(name)?;
        Some(Attachment {
            file_name: element.attribute("file")?.to_owned(),
            bytes: element.words().into_bytes(),
        })
    };
    let anchors = root
        .find("b:anchors")
        .into_iter()
        .flat_map(Element::elements);
    let paths = anchors.filter_map(|anchor| {
        let bookmark = anchor.attribute("bookmark")?.to_owned();
        Some((bookmark, anchor.attribute("path")?.to_owned()))
    });
    Some(Manifest {
        source: attachment("b:source"),
        house_style: attachment("b:houseStyle"),
        translation: attachment("b:translation"),
        paths: paths.collect(),
        wording: root
            .find("b:wording")
            .map(Wording::from_element)
            .unwrap_or_default(),
    })
}

/// The sources that a manifest keeps; none where the part is no manifest of ours.
pub(super) fn sources(part: &[u8]) -> Option<Vec<Attachment>> {
    let kept = read(part)?;
    let sources = [kept.source, kept.house_style, kept.translation];
    Some(sources.into_iter().flatten().collect())
}

/// The digest over all parts but the manifest: over each part's name and the digest of its bytes, in
/// the order of the names.
#[derive(Default)]
pub(super) struct ContentDigest {
    parts: BTreeMap<String, [u8; 32]>,
}

impl ContentDigest {
    pub fn part(&mut self, name: &str, digest: [u8; 32]) {
        self.parts.insert(name.to_owned(), digest);
    }

    /// The first part, by its name, that is in one of two files only or differs between them.
    pub fn first_difference(&self, other: &ContentDigest) -> Option<String> {
        let names = self.parts.keys().chain(other.parts.keys());
        let differs = |name: &&String| self.parts.get(*name) != other.parts.get(*name);
        names.filter(differs).min().cloned()
    }

    pub fn finish(&self) -> String {
        let mut whole = Sha256::new();
        for (name, digest) in &self.parts {
            whole.update((name.len() as u64).to_be_bytes());
            whole.update(name.as_bytes());
            whole.update(digest);
        }
        named_digest(&whole.finalize())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_knows_where_a_name_ends() {
        let digest = |parts: &[(&str, u8)]| {
            let mut whole = ContentDigest::default();
            for (name, byte) in parts {
                whole.part(name, [*byte; 32]);
            }
            whole.finish()
        };
        assert_eq!(digest(&[("a", 1), ("b", 2)]), digest(&[("b", 2), ("a", 1)]));
        assert_ne!(digest(&[("a", 1), ("b", 2)]), digest(&[("a", 2), ("b", 1)]));
        assert_ne!(digest(&[("ab", 1)]), digest(&[("a", 1)]));
    }

    /// The first versions wrote the style and the words of each place too.
    #[test]
    fn what_older_versions_wrote_is_read() {
        let old = format!(
            "<b:manifest xmlns:b=\"{MANIFEST}\" content=\"\"><b:anchors>\
             <b:field path=\"title\" bookmark=\"_bg_a\" style=\"Title\">Words</b:field>\
             <b:label path=\"label:summary\" bookmark=\"_bg_b\" style=\"Heading1\">Summary</b:label>\
             </b:anchors></b:manifest>"
        );
        let paths = [("_bg_a", "title"), ("_bg_b", "label:summary")];
        let paths = paths.map(|(bookmark, path)| (bookmark.to_owned(), path.to_owned()));
        assert_eq!(read(old.as_bytes()).unwrap().paths, paths.into());
    }

    #[test]
    fn only_our_manifest_is_one() {
        let ours = format!("<m:manifest xmlns:m=\"{MANIFEST}\" content=\"sha256:00\"/>");
        assert_eq!(
            recorded_digests(ours.as_bytes()),
            Some(("sha256:00".to_owned(), None))
        );
        let theirs = "<m:manifest xmlns:m=\"urn:other\" content=\"sha256:00\"/>";
        assert_eq!(recorded_digests(theirs.as_bytes()), None);
    }
}
