//! A small tree of XML elements: what the passes over a package's parts work on.

use super::Error;
use crate::diagnostic::reason;
use crate::escape::{self, Place, xml_character};
use quick_xml::escape::{EscapeError, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use smol_str::{SmolStr, format_smolstr};
use std::collections::BTreeMap;
use std::fmt;

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 256;
/// How many elements, attributes and texts the parts of a file from outside may have together.
pub(super) const MAX_OUTSIDE: usize = 400_000;
/// How many attributes an element may have: they are read before they are counted.
const MAX_ATTRIBUTES: usize = 512;

/// An element or text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Element(Element),
    Text(String),
}

/// An element. Names are written with their prefix, which is fixed for each namespace. Names and values are short:
/// they stand in the tree itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    pub name: SmolStr,
    pub attributes: Vec<(SmolStr, SmolStr)>,
    pub children: Vec<Content>,
}

impl Element {
    pub fn new(name: &str) -> Element {
        Element {
            name: name.into(),
            ..Element::default()
        }
    }

    /// An element with the one attribute `w:val`, as most properties of WordprocessingML are.
    pub fn valued(name: &str, value: &str) -> Element {
        Element::new(name).with("w:val", value)
    }

    pub fn with(mut self, attribute: &str, value: &str) -> Element {
        self.attributes.push((attribute.into(), value.into()));
        self
    }

    pub fn child(mut self, child: Element) -> Element {
        self.push(child);
        self
    }

    pub fn text(mut self, text: &str) -> Element {
        self.children.push(Content::Text(text.to_owned()));
        self
    }

    pub fn push(&mut self, child: Element) {
        self.children.push(Content::Element(child));
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.into(), value.into())),
        }
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|child| match child {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    pub fn find_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.name == name)
    }

    /// The value of the child called `name`: its attribute `w:val`.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        self.find(name)?.attribute("w:val")
    }

    /// Its own texts.
    pub fn words(&self) -> String {
        let texts = self.children.iter().filter_map(|child| match child {
            Content::Text(text) => Some(text.as_str()),
            Content::Element(_) => None,
        });
        texts.collect()
    }

    /// The child called `name`, made where there is none.
    pub fn find_or_push(&mut self, name: &str) -> &mut Element {
        let at = self
            .children
            .iter()
            .position(|child| matches!(child, Content::Element(e) if e.name == name))
            .unwrap_or_else(|| {
                self.push(Element::new(name));
                self.children.len() - 1
            });
        match &mut self.children[at] {
            Content::Element(element) => element,
            Content::Text(_) => unreachable!("the position of an element"),
        }
    }

    /// Keeps only the child elements that `keep` says; texts stay.
    pub fn retain(&mut self, keep: impl Fn(&Element) -> bool) {
        self.children.retain(|child| match child {
            Content::Element(element) => keep(element),
            Content::Text(_) => true,
        });
    }

    /// Calls `change` with every element inside this one, children before parents, and with this one.
    pub fn walk(&mut self, change: &mut dyn FnMut(&mut Element)) {
        for element in self.elements_mut() {
            element.walk(change);
        }
        change(self);
    }

    /// The part as XML 1.0 in UTF-8.
    pub fn to_xml(&self) -> Vec<u8> {
        let mut out =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut out);
        out.into_bytes()
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape::push(value, Place::Attribute, out);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Content::Element(element) => element.write(out),
                Content::Text(text) => escape::push(text, Place::Element, out),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Why a part cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It has a document type declaration, or an entity that only such a one could define.
    DocumentType,
    /// Elements stand in one another more than [`MAX_DEPTH`] deep.
    TooDeep,
    /// It has too many elements, attributes and texts.
    TooMany,
    /// It is no well-formed XML in UTF-8; what the reader says of it.
    NotWellFormed(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::DocumentType => f.write_str("it has a document type declaration or an entity"),
            Fault::TooDeep => f.write_str("its elements stand too deep in each other"),
            Fault::TooMany => f.write_str("it has too many elements"),
            Fault::NotWellFormed(cause) => write!(f, "it is no well-formed XML: {cause}"),
        }
    }
}

impl From<String> for Fault {
    fn from(cause: String) -> Fault {
        Fault::NotWellFormed(reason(cause))
    }
}

/// Reads a part that we have just made ourselves. Names stay as they are written.
pub(super) fn parse(part: &[u8]) -> Result<Element, Error> {
    let mut left = usize::MAX;
    read(part, &mut left, None).map_err(|fault| Error::Part {
        cause: fault.to_string(),
    })
}

/// Reads a part of a file that somebody has given us: no DOCTYPE, a bounded depth, and no more elements,
/// attributes and texts than `left`, from which they are taken. Names get the prefix that `NAMESPACES` has
/// for their namespace, whatever the part's own; those of other namespaces get `other`.
pub(super) fn parse_outside(part: &[u8], left: &mut usize) -> Result<Element, Fault> {
    read(part, left, Some(Scopes::default()))
}

/// The root element of such a part without what stands in it, which is not read.
pub(super) fn root_outside(part: &[u8]) -> Result<Element, Fault> {
    let part = std::str::from_utf8(part).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) | Event::Empty(start) => {
                let mut root = element(&start)?;
                Scopes::default().enter(&mut root, 1)?;
                return Ok(root);
            }
            Event::DocType(_) => return Err(Fault::DocumentType),
            Event::Eof => return Err("no root element".to_owned().into()),
            _ => {}
        }
    }
}

/// The words as Word may hold them: without the characters that XML refuses, tabs as spaces.
pub(super) fn sanitised(words: &str) -> String {
    let words = words.replace("\r\n", "\n");
    let characters = words.chars().map(|character| match character {
        '\t' => ' ',
        '\r' => '\n',
        other => xml_character(other),
    });
    characters.collect()
}

/// The namespaces that we write ourselves.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const WORD_2010: &str = "http://schemas.microsoft.com/office/word/2010/wordml";
pub(super) const WORD_2012: &str = "http://schemas.microsoft.com/office/word/2012/wordml";
pub(super) const COMPATIBILITY: &str =
    "http://schemas.openxmlformats.org/markup-compatibility/2006";
/// The namespace of our manifest.
pub(super) const MANIFEST: &str = "urn:briefgen:manifest:1";

/// The prefixes by which namespaces are known here: of the standard (ECMA-376, Transitional and Strict), of
/// Microsoft's extensions, and our own.
const NAMESPACES: &[(&str, &str)] = &[
    ("w", WORD),
    ("w", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (
        "r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "r",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        "wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        "wp",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("a", "http://purl.oclc.org/ooxml/drawingml/main"),
    (
        "pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
    ("pic", "http://purl.oclc.org/ooxml/drawingml/picture"),
    (
        "m",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    ("m", "http://purl.oclc.org/ooxml/officeDocument/math"),
    ("mc", COMPATIBILITY),
    (
        "rel",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    ),
    (
        "wps",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    ),
    ("w14", WORD_2010),
    ("w15", WORD_2012),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("b", MANIFEST),
];

/// The namespaces that are declared where the reader stands.
#[derive(Default)]
struct Scopes {
    /// For each declared prefix the one that its namespace is known by here, that of the innermost element last.
    known: BTreeMap<String, Vec<&'static str>>,
    /// What open elements declare: the prefix, and how deep the element stands.
    declared: Vec<(String, usize)>,
}

impl Scopes {
    /// Notes what `element`, which stands `depth` deep, declares, and brings its names under our prefixes.
    fn enter(&mut self, element: &mut Element, depth: usize) -> Result<(), Fault> {
        for (name, value) in &element.attributes {
            let declared = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            let known = NAMESPACES.iter().find(|(_, namespace)| namespace == value);
            let known = known.map_or("other", |(prefix, _)| prefix);
            let of_prefix = self.known.entry(declared.to_owned()).or_default();
            of_prefix.push(known);
            self.declared.push((declared.to_owned(), depth));
        }
        element
            .attributes
            .retain(|(name, _)| !name.starts_with("xmlns"));
        self.rename(&mut element.name, true)?;
        for (name, _) in &mut element.attributes {
            self.rename(name, false)?;
        }
        Ok(())
    }

    /// Forgets what an element declared that stands `depth` deep.
    fn leave(&mut self, depth: usize) {
        while let Some((prefix, _)) = self.declared.pop_if(|(_, at)| *at >= depth) {
            if let Some(known) = self.known.get_mut(&prefix) {
                known.pop();
            }
        }
    }

    /// Puts the prefix by which the namespace is known here in the place of the part's own.
    fn rename(&self, name: &mut SmolStr, is_element: bool) -> Result<(), Fault> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix == "xml" || (prefix.is_empty() && !is_element) {
            return Ok(());
        }
        let found = self.known.get(prefix).and_then(|known| known.last());
        match found {
            Some(known) if *known == prefix => {}
            Some(known) => *name = format_smolstr!("{known}:{local}"),
            None if prefix.is_empty() => {}
            None => return Err(format!("the prefix of {name:?} is not declared").into()),
        }
        Ok(())
    }
}

fn read(part: &[u8], left: &mut usize, mut scopes: Option<Scopes>) -> Result<Element, Fault> {
    let part = std::str::from_utf8(part).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    let mut take = |count: usize| match left.checked_sub(count) {
        Some(rest) => {
            *left = rest;
            Ok(())
        }
        None => Err(Fault::TooMany),
    };
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(Fault::TooDeep);
                }
                let mut element = element(&start)?;
                take(1 + element.attributes.len())?;
                if let Some(scopes) = &mut scopes {
                    scopes.enter(&mut element, open.len())?;
                }
                open.push(element);
            }
            Event::Empty(start) => {
                let mut element = element(&start)?;
                take(1 + element.attributes.len())?;
                if let Some(scopes) = &mut scopes {
                    scopes.enter(&mut element, open.len())?;
                    scopes.leave(open.len());
                }
                parent(&mut open)?.push(element);
            }
            Event::End(_) => {
                let mut element = open.pop().ok_or_else(end_without_start)?;
                element.children.shrink_to_fit();
                if let Some(scopes) = &mut scopes {
                    scopes.leave(open.len());
                }
                parent(&mut open)?.push(element);
            }
            Event::Text(text) => {
                take(1)?;
                let text = text.xml_content(XmlVersion::Implicit1_0);
                add_text(parent(&mut open)?, &text);
            }
            Event::CData(text) => {
                take(1)?;
                let text = text.xml_content(XmlVersion::Implicit1_0);
                add_text(parent(&mut open)?, &text);
            }
            Event::GeneralRef(reference) => {
                let resolved = reference
                    .resolve_char_ref()
                    .map_err(|error| error.to_string())?;
                let parent = parent(&mut open)?;
                match resolved {
                    Some(character) => add_text(parent, character.encode_utf8(&mut [0; 4])),
                    None => {
                        let entity = resolve_xml_entity(&reference);
                        add_text(parent, entity.ok_or(Fault::DocumentType)?);
                    }
                }
            }
            Event::DocType(_) => return Err(Fault::DocumentType),
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
        }
    }
    if open.len() != 1 {
        return Err("the part ends before its root element does"
            .to_owned()
            .into());
    }
    let roots = open.pop().map(|root| root.children).unwrap_or_default();
    let root = roots.into_iter().find_map(|child| match child {
        Content::Element(element) => Some(element),
        Content::Text(_) => None,
    });
    root.ok_or_else(|| "no root element".to_owned().into())
}

fn end_without_start() -> Fault {
    "an end tag without its start".to_owned().into()
}

fn parent(open: &mut [Element]) -> Result<&mut Element, Fault> {
    open.last_mut().ok_or_else(end_without_start)
}

fn add_text(parent: &mut Element, text: &str) {
    match parent.children.last_mut() {
        Some(Content::Text(before)) => before.push_str(text),
        _ => parent.children.push(Content::Text(text.to_owned())),
    }
}

fn element(start: &BytesStart) -> Result<Element, Fault> {
    let mut element = Element::new(start.name().as_ref());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| match error {
                quick_xml::Error::Escape(EscapeError::UnrecognizedEntity(..)) => {
                    Fault::DocumentType
                }
                error => error.to_string().into(),
            })?;
        if element.attributes.len() >= MAX_ATTRIBUTES {
            return Err(Fault::TooMany);
        }
        let name = attribute.key.as_ref().into();
        element.attributes.push((name, value.into()));
    }
    Ok(element)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_only_what_xml_allows() {
        assert_eq!(
            sanitised("a\tb\r\nc\rd\u{0}\u{7}é"),
            "a b\nc\nd\u{fffd}\u{fffd}é"
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        let element = Element::new("a")
            .with("b", "\"<&>\"\t\n\r")
            .child(Element::new("c").text(" x & y < z\r\n\t"))
            .text("tail");
        assert_eq!(parse(&element.to_xml()).unwrap(), element);
    }

    #[test]
    fn characters_outside_xml_are_replaced() {
        let written = Element::new("a").text("\u{0}\u{1b}\u{fffe}é𝄞").to_xml();
        let read = parse(&written).unwrap();
        assert_eq!(read, Element::new("a").text("\u{fffd}\u{fffd}\u{fffd}é𝄞"));
    }

    #[test]
    fn many_declarations_are_quickly_looked_through() {
        let declarations: String = (0..MAX_ATTRIBUTES)
            .map(|number| format!(" xmlns:q{number}=\"u\""))
            .collect();
        let depth = 200;
        let part = format!(
            "<r xmlns:q=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}{}{}</r>",
            format!("<x{declarations}>").repeat(depth),
            "<q:y/>".repeat(100_000),
            "</x>".repeat(depth),
        );
        let root = parse_outside(part.as_bytes(), &mut MAX_OUTSIDE.clone()).unwrap();
        let mut found = 0;
        let mut inside = &root;
        while let Some(next) = inside.find("x") {
            inside = next;
        }
        for element in inside.elements() {
            found += usize::from(element.name == "w:y");
        }
        assert_eq!(found, 100_000);
    }

    #[test]
    fn hostile_parts_are_refused() {
        let deep = "<a>".repeat(10_000) + &"</a>".repeat(10_000);
        let many = format!("<r>{}</r>", "<a/>".repeat(MAX_OUTSIDE + 1));
        let cases = [
            "",
            "<a>",
            "<a",
            "</a>",
            "<a></b>",
            "plain",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
            "<a>&x;</a>",
            "<a b='1' b='2'/>",
            &deep,
            &many,
        ];
        for case in cases {
            let mut left = MAX_OUTSIDE;
            assert!(
                parse_outside(case.as_bytes(), &mut left).is_err(),
                "{:.40}",
                case
            );
        }
    }
}
