//! Reading XLIFF 2: a file from outside, under limits.

use super::{
    Exchange, NAMESPACE, NOTE_OF_OUTDATED, NOTE_OF_PATH, OUTDATED, PROSE, STATES, SegmentState,
    Unit,
};
use crate::diagnostic::{Diagnostic, Source, reason};
use crate::document::Language;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::collections::BTreeMap;

/// The largest file, in bytes.
const LARGEST_FILE: usize = 64_000_000;
/// How deep elements may stand in each other.
const DEEPEST: usize = 64;
/// How many elements a file may have.
const MOST_ELEMENTS: usize = 2_000_000;

/// Reads the file of an exchange, from whatever program.
///
/// # Errors
/// Where it is no XLIFF 2, or larger or deeper than an exchange needs to be.
pub fn read(source: &Source) -> Result<Exchange, Box<Diagnostic>> {
    let root = parse(&source.text)?;
    let wrong = |what: &str, help: &str| {
        Box::new(
            Diagnostic::error("not-xliff", what)
                .at(root.at..root.at + 1)
                .help(help),
        )
    };
    if root.name != "xliff" {
        return Err(wrong(
            "this is no XLIFF",
            "name a file with the root element `xliff`",
        ));
    }
    let version = root.attribute("version").unwrap_or_default();
    if !version.starts_with("2.") {
        return Err(wrong(
            &format!("this is XLIFF {version}, not 2"),
            "have the translation tool save it as XLIFF 2.1 or 2.0",
        ));
    }
    let language = |name: &str| root.attribute(name).map(|tag| Language(tag.to_owned()));
    let (Some(source_language), Some(target_language)) = (language("srcLang"), language("trgLang"))
    else {
        return Err(wrong(
            "the file does not say from which language into which it translates",
            "write `srcLang` and `trgLang` into its first element",
        ));
    };
    let mut exchange = Exchange {
        source_language,
        target_language,
        original: String::new(),
        units: Vec::new(),
    };
    for file in root.elements("file") {
        let original = file.attribute("original").unwrap_or_default();
        exchange.original = original.to_owned();
        collect(file, is_translated(file, true), &mut exchange.units);
    }
    Ok(exchange)
}

/// Whether the words of `element` are to be translated, which its parent says where it does not.
fn is_translated(element: &Element, parent: bool) -> bool {
    element
        .attribute("translate")
        .map_or(parent, |word| word != "no")
}

/// The units of a file or group.
fn collect(parent: &Element, translate: bool, units: &mut Vec<Unit>) {
    for child in parent.children.iter().filter_map(Content::element) {
        let translate = is_translated(child, translate);
        match child.name.as_str() {
            "group" => collect(child, translate, units),
            "unit" => units.push(unit(child, translate)),
            _ => {}
        }
    }
}

fn unit(element: &Element, translate: bool) -> Unit {
    let data: BTreeMap<&str, String> = element
        .elements("originalData")
        .flat_map(|all| all.elements("data"))
        .filter_map(|data| Some((data.attribute("id")?, plain(data))))
        .collect();
    let is_part = |child: &&Element| matches!(child.name.as_str(), "segment" | "ignorable");
    let parts: Vec<&Element> = element
        .children
        .iter()
        .filter_map(Content::element)
        .filter(is_part)
        .collect();
    let mut codes = CodesOfUnit {
        data,
        ends: BTreeMap::new(),
        pairs: BTreeMap::new(),
    };
    let mut source = String::new();
    // In the order that the target has, where it is not the source's (section 4.3.1.20 `order`).
    let mut targets: Vec<(usize, String)> = Vec::new();
    let mut complete = true;
    let mut state = SegmentState::Final;
    let mut outdated = false;
    for (index, part) in parts.iter().enumerate() {
        let is_segment = part.name == "segment";
        let mut words = String::new();
        if let Some(content) = part.elements("source").next() {
            codes.flatten(content, &mut words);
        }
        source.push_str(&words);
        let target = part.elements("target").next();
        let place = target
            .and_then(|target| target.attribute("order"))
            .and_then(|order| order.parse().ok())
            .unwrap_or(index + 1);
        match target {
            Some(target) => {
                let mut translated = String::new();
                codes.flatten(target, &mut translated);
                let has_words = words.chars().any(char::is_alphabetic);
                complete &= !(is_segment && has_words && translated.trim().is_empty());
                targets.push((place, translated));
            }
            None if is_segment => complete = false,
            None => targets.push((place, words)),
        }
        if is_segment {
            let word = part.attribute("state").unwrap_or("initial");
            let found = STATES.iter().find(|(known, _)| *known == word);
            state = state.min(found.map_or(SegmentState::Initial, |(_, state)| *state));
            outdated |= part.attribute("subState") == Some(OUTDATED);
        }
    }
    targets.sort_by_key(|(place, _)| *place);
    let target: String = targets.into_iter().map(|(_, words)| words).collect();
    let notes: Vec<&Element> = element
        .elements("notes")
        .flat_map(|notes| notes.elements("note"))
        .collect();
    let of_category = |category: &str| {
        let note = notes
            .iter()
            .find(|note| note.attribute("category") == Some(category));
        note.map(|note| plain(note))
    };
    let theirs: Vec<String> = notes
        .iter()
        .filter(|note| {
            !matches!(
                note.attribute("category"),
                Some(NOTE_OF_PATH | NOTE_OF_OUTDATED)
            )
        })
        .map(|note| plain(note))
        .filter(|note| !note.trim().is_empty())
        .collect();
    Unit {
        id: element.attribute("id").unwrap_or_default().to_owned(),
        path: element
            .attribute("name")
            .map(str::to_owned)
            .or_else(|| of_category(NOTE_OF_PATH))
            .unwrap_or_default(),
        prose: element.attribute("type") == Some(PROSE),
        source,
        target: (complete && !target.trim().is_empty()).then_some(target),
        state,
        outdated: outdated.then(|| of_category(NOTE_OF_OUTDATED).unwrap_or_default()),
        translate,
        note: (!theirs.is_empty()).then(|| theirs.join("\n")),
    }
}

/// The codes of a unit, for the way back to markup.
struct CodesOfUnit<'x> {
    data: BTreeMap<&'x str, String>,
    /// The data of the ends of paired codes, by the id of the code: for programs that leave it out.
    ends: BTreeMap<&'x str, &'x str>,
    /// The data of both ends of paired codes of the source.
    pairs: BTreeMap<&'x str, (&'x str, &'x str)>,
}

impl<'x> CodesOfUnit<'x> {
    fn markup(&self, reference: Option<&str>) -> &str {
        reference
            .and_then(|reference| self.data.get(reference))
            .map_or("", String::as_str)
    }

    /// The text of `<source>` or `<target>`, codes as their markup. Annotations are not part of it.
    fn flatten(&mut self, element: &'x Element, words: &mut String) {
        for content in &element.children {
            let child = match content {
                Content::Text(text) => {
                    words.push_str(text);
                    continue;
                }
                Content::Element(child) => child,
            };
            let id = child.attribute("id").unwrap_or_default();
            let reference = child.attribute("dataRef");
            match child.name.as_str() {
                "cp" => words.extend(code_point(child)),
                "ph" => {
                    let known = self.pairs.get(id).map(|(start, _)| *start);
                    if let (Some(reference), None) = (reference, known) {
                        self.pairs.insert(id, (reference, reference));
                    }
                    words.push_str(self.markup(reference.or(known)));
                }
                "sc" => {
                    let known = self.pairs.get(id).map(|(start, _)| *start);
                    words.push_str(self.markup(reference.or(known)));
                }
                "ec" => {
                    let start = child.attribute("startRef").unwrap_or(id);
                    let known = self.ends.get(start).copied();
                    words.push_str(self.markup(reference.or(known)));
                }
                "pc" => {
                    let known = self.pairs.get(id).copied().unzip();
                    let start = child.attribute("dataRefStart").or(known.0);
                    let end = child.attribute("dataRefEnd").or(known.1);
                    if let (Some(start), Some(end)) = (start, end) {
                        self.pairs.entry(id).or_insert((start, end));
                        self.ends.entry(id).or_insert(end);
                    }
                    words.push_str(self.markup(start));
                    self.flatten(child, words);
                    words.push_str(self.markup(end));
                }
                "mrk" => self.flatten(child, words),
                // The ends of annotations.
                _ => {}
            }
        }
    }
}

/// The character that a `<cp>` stands for.
fn code_point(element: &Element) -> Option<char> {
    let digits = element.attribute("hex")?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// The text of an element without codes.
fn plain(element: &Element) -> String {
    let mut words = String::new();
    for content in &element.children {
        match content {
            Content::Text(text) => words.push_str(text),
            Content::Element(child) if child.name == "cp" => words.extend(code_point(child)),
            Content::Element(_) => {}
        }
    }
    words
}

/// An element of XLIFF's core; those of other namespaces are left out with what stands in them.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Content>,
    /// The byte of the file where it begins.
    at: usize,
}

enum Content {
    Text(String),
    Element(Element),
}

impl Content {
    fn element(&self) -> Option<&Element> {
        match self {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn elements<'x>(&'x self, name: &'x str) -> impl Iterator<Item = &'x Element> {
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

/// The root element of the file.
fn parse(text: &str) -> Result<Element, Box<Diagnostic>> {
    if text.len() > LARGEST_FILE {
        let what = "the file is larger than 64 MB";
        return Err(Box::new(Diagnostic::error("not-xliff", what)));
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
        let is_ours = namespace == ResolveResult::Bound(Namespace(NAMESPACE));
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
        count += 1;
        if count > MOST_ELEMENTS {
            let what = format!("the file has more than {MOST_ELEMENTS} elements");
            return Err(Box::new(Diagnostic::error("not-xliff", what)));
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
            match (resolved, &**reference) {
                (Some(character), _) => Ok(character.to_string()),
                (None, "amp") => Ok("&".to_owned()),
                (None, "lt") => Ok("<".to_owned()),
                (None, "gt") => Ok(">".to_owned()),
                (None, "apos") => Ok("'".to_owned()),
                (None, "quot") => Ok("\"".to_owned()),
                (None, other) => Err(format!("the entity `&{other};` is not known")),
            }
        }
        _ => Ok(String::new()),
    }
}
