//! The brief in Dublin Core: the fifteen elements (ISO 15836-1) in the form of the Open Archives Initiative
//! (`oai_dc`), which catalogues take over as it is.

use super::record::Record;
use super::xml::Xml;
use std::io;

/// The record.
pub(super) fn xml(record: &Record) -> io::Result<String> {
    let metadata = &record.metadata;
    let language = metadata.language.0.as_str();
    let mut xml = Xml::new(
        "oai_dc:dc",
        "dc",
        &[
            (
                "xmlns:oai_dc",
                "http://www.openarchives.org/OAI/2.0/oai_dc/",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
            ),
        ],
    )?;
    // Words are in the brief's language, codes are in none.
    let words: &[(&str, &str)] = &[("xml:lang", language)];
    xml.leaf("title", words, &metadata.title)?;
    for creator in &metadata.creators {
        xml.leaf("creator", words, creator)?;
    }
    for keyword in &metadata.keywords {
        xml.leaf("subject", words, keyword)?;
    }
    if !metadata.description.is_empty() {
        xml.leaf("description", words, &metadata.description)?;
    }
    if let Some(publisher) = &metadata.publisher {
        xml.leaf("publisher", words, publisher)?;
    }
    xml.leaf("date", &[], &metadata.published.to_string())?;
    // The vocabulary of types of the Dublin Core Metadata Initiative.
    xml.leaf("type", &[], "Text")?;
    xml.leaf("format", &[], "application/pdf")?;
    xml.leaf("identifier", &[], &record.name)?;
    if let Some(identifier) = &metadata.identifier {
        xml.leaf("identifier", &[], identifier)?;
    }
    xml.leaf("language", &[], language)?;
    for translation in &record.translations {
        xml.leaf("language", &[], &translation.0)?;
    }
    if let Some(previous) = &record.previous {
        xml.leaf("relation", &[], &previous.name)?;
    }
    if let Some(place) = &record.place {
        xml.leaf("coverage", words, place)?;
    }
    // Days from one to another: ISO 8601-1, 5.5.
    let meeting = record.meeting;
    let days = if meeting.start == meeting.end {
        meeting.start.to_string()
    } else {
        format!("{}/{}", meeting.start, meeting.end)
    };
    xml.leaf("coverage", &[], &days)?;
    if let Some(rights) = &metadata.rights {
        xml.leaf("rights", words, rights)?;
    }
    xml.finish()
}
