//! Metadata (§14.3): XMP (ISO 16684-1), with the identification of the standards that the file keeps; and the
//! information dictionary, for readers that look there alone.

use super::string::{date, text};
use super::{PRODUCER, Standard};
use crate::document::{Document, Metadata};
use crate::escape::escaped;
use crate::hexadecimal;
use lopdf::{Dictionary, dictionary};
use std::fmt::Write;

/// The identifier of a file (§14.4), as long as is usual.
pub(super) type Identity = [u8; 16];

/// The metadata packet.
pub(super) fn packet(document: &Document, standard: Standard, identity: &Identity) -> String {
    let metadata = &document.metadata;
    let mut xmp = String::from(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" xmlns:pdfd=\"http://pdfa.org/declarations/\">\n",
    );
    let language = &metadata.language.0;
    alternative(&mut xmp, "dc:title", &metadata.title, language);
    array(&mut xmp, "dc:creator", "Seq", &metadata.creators);
    if !metadata.description.is_empty() {
        alternative(&mut xmp, "dc:description", &metadata.description, language);
    }
    array(&mut xmp, "dc:subject", "Bag", &metadata.keywords);
    array(&mut xmp, "dc:language", "Bag", &languages(document));
    array(
        &mut xmp,
        "dc:publisher",
        "Bag",
        metadata.publisher.as_slice(),
    );
    array(
        &mut xmp,
        "dc:date",
        "Seq",
        &[metadata.published.to_string()],
    );
    if let Some(rights) = &metadata.rights {
        alternative(&mut xmp, "dc:rights", rights, language);
    }
    if let Some(identifier) = &metadata.identifier {
        element(&mut xmp, "dc:identifier", identifier);
    }
    element(&mut xmp, "dc:format", "application/pdf");
    let moment = format!("{}T00:00:00Z", metadata.published);
    element(&mut xmp, "xmp:CreateDate", &moment);
    element(&mut xmp, "xmp:ModifyDate", &moment);
    element(&mut xmp, "xmp:MetadataDate", &moment);
    element(&mut xmp, "xmp:CreatorTool", PRODUCER);
    element(&mut xmp, "pdf:Producer", PRODUCER);
    if !metadata.keywords.is_empty() {
        element(&mut xmp, "pdf:Keywords", &keywords(metadata));
    }
    let identity = hexadecimal::digits(identity);
    element(&mut xmp, "xmpMM:DocumentID", &format!("xmp.did:{identity}"));
    element(&mut xmp, "xmpMM:InstanceID", &format!("xmp.iid:{identity}"));
    xmp.push_str(match standard {
        Standard::A3aUa1 => {
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\
             <pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n"
        }
        Standard::A4fUa2 => {
            "<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev><pdfaid:conformance>F</pdfaid:conformance>\
             <pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>\
             <pdfd:declarations><rdf:Bag>\
             <rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo></rdf:li>\
             <rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#reuse1.0</pdfd:conformsTo></rdf:li>\
             </rdf:Bag></pdfd:declarations>\n</rdf:Description>\n"
        }
    });
    if standard == Standard::A3aUa1 {
        xmp.push_str(UA_EXTENSION_SCHEMA);
    }
    xmp.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xmp
}

/// The information dictionary (§14.3.3): it says what [`packet()`] says, under the names that answer to its own
/// (ISO 19005-3, 6.1.5).
pub(super) fn information(metadata: &Metadata) -> Dictionary {
    let mut information = dictionary! {
        "Title" => text(&metadata.title),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => date(metadata.published),
        "ModDate" => date(metadata.published),
    };
    for (key, value) in [
        ("Author", metadata.creators.join("; ")),
        ("Subject", metadata.description.clone()),
        ("Keywords", keywords(metadata)),
    ] {
        if !value.is_empty() {
            information.set(key, text(&value));
        }
    }
    information
}

fn keywords(metadata: &Metadata) -> String {
    metadata.keywords.join(", ")
}

/// The language of the document, then those of its passages as they come.
fn languages(document: &Document) -> Vec<String> {
    let mut languages = vec![document.metadata.language.0.clone()];
    document.visit_nodes(&mut |node, _| {
        if let Some(language) = &node.language
            && !languages.contains(&language.0)
        {
            languages.push(language.0.clone());
        }
    });
    languages
}

/// PDF/A-3 knows no property of PDF/UA: its schema is described in the file (ISO 19005-3, 6.6.2.3.3).
const UA_EXTENSION_SCHEMA: &str = "<rdf:Description rdf:about=\"\" \
    xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
    xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
    <pdfaProperty:category>internal</pdfaProperty:category>\
    <pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>\
    <pdfaProperty:name>part</pdfaProperty:name>\
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
    </rdf:li></rdf:Seq></pdfaSchema:property>\
    </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

fn element(xmp: &mut String, name: &str, value: &str) {
    let _ = writeln!(xmp, "<{name}>{}</{name}>", escaped(value));
}

fn array(xmp: &mut String, name: &str, kind: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let items: String = values
        .iter()
        .map(|value| format!("<rdf:li>{}</rdf:li>", escaped(value)))
        .collect();
    let _ = writeln!(xmp, "<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>");
}

/// A language alternative: the value as default and in its language.
fn alternative(xmp: &mut String, name: &str, value: &str, language: &str) {
    let value = escaped(value);
    let _ = writeln!(
        xmp,
        "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li>\
         <rdf:li xml:lang=\"{}\">{value}</rdf:li></rdf:Alt></{name}>",
        escaped(language)
    );
}
