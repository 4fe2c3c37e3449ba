//! What a file from outside says of itself, and the sources in it.

use super::Standard;
use super::read::{File, Unreadable};
use crate::document::Attachment;
use crate::ordered::Ordered;
use lopdf::{Dictionary, Object, decode_text_string};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

/// The most files that are looked at in one file.
const MOST_ATTACHMENTS: usize = 64;
/// The most events of a metadata packet.
const MOST_EVENTS: usize = 100_000;

/// What a file says of itself.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Inspection {
    /// The part and level of PDF/A that it claims (`3A`, `4F`), by its metadata.
    pub pdf_a: Option<String>,
    /// The part of PDF/UA that it claims.
    pub pdf_ua: Option<String>,
    /// Whether it is tagged, and has a structure tree with something in it.
    pub is_tagged: bool,
    /// The files associated with it as its sources.
    pub sources: Vec<Attachment>,
}

impl Inspection {
    /// The standards of ours that it claims, if it claims all that we claim for one.
    pub fn standard(&self) -> Option<Standard> {
        match (self.pdf_a.as_deref()?, self.pdf_ua.as_deref()?) {
            ("3A", "1") => Some(Standard::A3aUa1),
            ("4F", "2") => Some(Standard::A4fUa2),
            _ => None,
        }
    }
}

/// Looks at a file. Any bytes may be given.
///
/// # Errors
/// Where it cannot be read.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, Unreadable> {
    let file = File::open(bytes)?;
    let catalog = file.get(&file.trailer, b"Root")?;
    let catalog = catalog.as_dict().map_err(|_| Unreadable::Damaged)?;
    let mut inspection = Inspection {
        is_tagged: is_tagged(&file, catalog)?,
        sources: sources(&file, catalog)?,
        ..Inspection::default()
    };
    if let Ok(stream) = file.get(catalog, b"Metadata")?.as_stream() {
        read_metadata(&file.content(stream)?, &mut inspection);
    }
    Ok(inspection)
}

/// The first object in which two files differ, in words: “in object 12 (FontDescriptor)”; none where a file cannot
/// be read, or they differ in none.
pub fn first_difference(one: &[u8], other: &[u8]) -> Option<String> {
    let (one, other) = (File::open(one).ok()?, File::open(other).ok()?);
    let (in_one, in_other) = (one.bytes_of_each().ok()?, other.bytes_of_each().ok()?);
    let numbers: BTreeSet<u32> = in_one.keys().chain(in_other.keys()).copied().into_set();
    let number = numbers
        .into_iter()
        .find(|number| in_one.get(number) != in_other.get(number))?;
    let holder = if in_one.contains_key(&number) {
        one
    } else {
        other
    };
    let object = holder.numbered(number).ok()?;
    let dictionary = match &object {
        Object::Stream(stream) => Some(&stream.dict),
        object => object.as_dict().ok(),
    };
    let kind = [&b"Type"[..], b"Subtype", b"S"]
        .into_iter()
        .find_map(|key| dictionary?.get(key).ok()?.as_name().ok());
    let kind = match (kind, &object) {
        (Some(kind), _) => String::from_utf8_lossy(kind).into_owned(),
        (None, Object::Stream(_)) => "a stream".to_owned(),
        (None, _) => object.enum_variant().to_lowercase(),
    };
    Some(format!("in object {number} ({kind})"))
}

fn is_tagged(file: &File, catalog: &Dictionary) -> Result<bool, Unreadable> {
    let within = |key, inner| match file.get(catalog, key)?.as_dict() {
        Ok(dictionary) => file.get(dictionary, inner),
        Err(_) => Ok(Object::Null),
    };
    let marked = within(b"MarkInfo", b"Marked")?.as_bool().unwrap_or(false);
    let has_children = match within(b"StructTreeRoot", b"K")? {
        Object::Array(children) => !children.is_empty(),
        Object::Dictionary(_) => true,
        _ => false,
    };
    Ok(marked && has_children)
}

/// The associated files of the catalog (ISO 32000-2, 14.13) that are its sources.
fn sources(file: &File, catalog: &Dictionary) -> Result<Vec<Attachment>, Unreadable> {
    let associated = file.get(catalog, b"AF")?;
    let mut sources = Vec::new();
    let associated = associated.as_array().map_or(&[][..], Vec::as_slice);
    for reference in associated.iter().take(MOST_ATTACHMENTS) {
        let specification = file.resolve(reference)?;
        let Ok(specification) = specification.as_dict() else {
            continue;
        };
        if !matches!(specification.get(b"AFRelationship"), Ok(Object::Name(name)) if name == b"Source")
        {
            continue;
        }
        let text = |key: &[u8]| -> Result<Option<String>, Unreadable> {
            Ok(decode_text_string(&file.get(specification, key)?).ok())
        };
        let name = match text(b"UF")? {
            Some(name) => Some(name),
            None => text(b"F")?,
        };
        let embedded = file.get(specification, b"EF")?;
        let Ok(embedded) = embedded.as_dict() else {
            continue;
        };
        let stream = file.get(embedded, b"F")?;
        if let (Some(file_name), Ok(stream)) = (name, stream.as_stream()) {
            sources.push(Attachment {
                file_name,
                bytes: file.content(stream)?,
            });
        }
    }
    Ok(sources)
}

/// Reads the claims of a metadata packet, as far as it is well-formed: properties as elements or as attributes
/// (ISO 16684-1, 7.4 and 7.9.2.2).
fn read_metadata(packet: &[u8], inspection: &mut Inspection) {
    let Ok(packet) = std::str::from_utf8(packet) else {
        return;
    };
    let mut reader = Reader::from_str(packet);
    let (mut part, mut level) = (None, None);
    let mut take = |name: &str, value: &str| {
        let target = match name {
            "pdfaid:part" => &mut part,
            "pdfaid:conformance" => &mut level,
            "pdfuaid:part" => &mut inspection.pdf_ua,
            _ => return,
        };
        *target = Some(value.trim().to_owned());
    };
    let mut open = String::new();
    for _ in 0..MOST_EVENTS {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                open = start.name().as_ref().to_owned();
                for attribute in start.attributes().flatten() {
                    take(attribute.key.as_ref(), &attribute.value);
                }
            }
            Ok(Event::Text(text)) => take(&open, &text),
            Ok(Event::End(_)) => open.clear(),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if let Some(part) = part {
        inspection.pdf_a = Some(part + &level.unwrap_or_default());
    }
}
