//! The elements of an XLIFF file, which is from outside: read under limits.

use super::{NAMESPACE, NAMESPACE_OF_2_2};
use crate::diagnostic::{Diagnostic, reason};
use crate::limits::LARGEST_TEXT;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// How deep elements stand in each other at most.
const DEEPEST: usize = 64;
/// How many elements a file has at most.
const MOST_ELEMENTS: usize = 2_000_000;

/// What to do where a file is no XLIFF.
pub(super) const NAME_AN_XLIFF: &str = "name the XLIFF file that the translation tool has saved";

/// An element of XLIFF's core; those of other namespaces are left out with what stands in them.
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Content>,
    /// The byte of the file where it begins.
    pub at: usize,
}

pub(super) enum Content {
    Text(String),
    Element(Element),
}

impl Content {
    pub fn element(&self) -> Option<&Element> {
        match self {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn elements<'x>(&'x self, name: &'x str) -> impl Iterator<Item = &'x Element> {
        self.children
            .iter()
            .filter_map(Content::element)
            .filter(move |element| element.name == name)
    }

    fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Content::Text(last)) => last.push_str(text),
            _ => self.children.push(Content::Text(text.to_owned())),
        }
    }
}

/// What may stand before the first element or declaration.
fn is_before_xml(character: char) -> bool {
    character == '\u{feff}' || character.is_ascii_whitespace()
}

/// The root element of the file.
pub(super) fn parse(text: &str) -> Result<Element, Box<Diagnostic>> {
    if text.len() as u64 > LARGEST_TEXT {
        let what = format!("the file is larger than {} MB", LARGEST_TEXT / 1_000_000);
        return Err(Box::new(Diagnostic::error("not-xliff", what)));
    }
    if !text.trim_start_matches(is_before_xml).starts_with('<') {
        let wrong = Diagnostic::error("not-xliff", "this is no XML, and so no XLIFF");
        return Err(Box::new(wrong.help(NAME_AN_XLIFF)));
    }
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = NsReader::from_str(&text[mark..]);
    let mut open: Vec<Element> = Vec::new();
    // How deep it goes into an element of another namespace.
    let mut foreign = 0usize;
    let mut count = 0usize;
    loop {
        let at = mark + usize::try_from(reader.buffer_position()).unwrap_or_default();
        let wrong = |what: String| {
            let at = text.floor_char_boundary(at.min(text.len()));
            Box::new(Diagnostic::error("not-xliff", reason(what)).at(at..at))
        };
        let (namespace, event) = match reader.read_resolved_event() {
            Ok(read) => read,
            Err(error) => return Err(wrong(format!("the file is not well-formed: {error}"))),
        };
        let is_ours = [NAMESPACE, NAMESPACE_OF_2_2]
            .iter()
            .any(|core| namespace == ResolveResult::Bound(Namespace(core)));
        count += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
        if count > MOST_ELEMENTS {
            return Err(wrong(format!(
                "the file has more than {MOST_ELEMENTS} elements"
            )));
        }
        match event {
            Event::Start(_) | Event::Empty(_) if open.len() + foreign >= DEEPEST => {
                return Err(wrong(format!("elements stand more than {DEEPEST} deep")));
            }
            Event::Start(_) if foreign > 0 || (!is_ours && !open.is_empty()) => foreign += 1,
            Event::Empty(_) if foreign > 0 || (!is_ours && !open.is_empty()) => {}
            Event::Start(start) => open.push(element(&start, at).map_err(wrong)?),
            Event::Empty(start) => {
                let element = element(&start, at).map_err(wrong)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(Content::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::End(_) if foreign > 0 => foreign -= 1,
            Event::End(_) => {
                let Some(element) = open.pop() else {
                    return Err(wrong("an element ends that has not begun".to_owned()));
                };
                match open.last_mut() {
                    Some(parent) => parent.children.push(Content::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::DocType(_) => {
                return Err(wrong(
                    "the file has a document type, which XLIFF has not".to_owned(),
                ));
            }
            Event::Eof => {
                return Err(wrong(
                    "the file ends before its last element does".to_owned(),
                ));
            }
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            text if foreign == 0 => {
                if let Some(element) = open.last_mut() {
                    let text = content(&text).map_err(wrong)?;
                    element.push_text(&text);
                }
            }
            _ => {}
        }
    }
}

fn element(start: &BytesStart<'_>, at: usize) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Element {
        name: start.local_name().as_ref().to_owned(),
        attributes,
        children: Vec::new(),
        at,
    })
}

/// The characters of a text event.
fn content(event: &Event<'_>) -> Result<String, String> {
    match event {
        Event::Text(text) => Ok(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
        Event::CData(text) => Ok(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
        Event::GeneralRef(reference) => {
            let resolved = reference
                .resolve_char_ref()
                .map_err(|error| error.to_string())?;
            if let Some(character) = resolved {
                return Ok(character.to_string());
            }
            let name: &str = reference;
            let entity = resolve_xml_entity(name).map(str::to_owned);
            entity.ok_or_else(|| format!("the entity `&{name};` is not known"))
        }
        _ => Ok(String::new()),
    }
}
