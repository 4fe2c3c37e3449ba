//! Any parts in a sound DOCX: its body, styles, numbering, notes and comments made flat.
//!
//! The input is the parts in a fixed order with the byte 0 between them; those at the end may be left out.

use super::reading;
use briefgen::docx::{self, Revisions};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// The parts that an input may have after `word/document.xml`, with their relationships.
const PARTS: [(&str, &str); 8] = [
    ("styles", "styles.xml"),
    ("numbering", "numbering.xml"),
    ("footnotes", "footnotes.xml"),
    ("endnotes", "endnotes.xml"),
    ("comments", "comments.xml"),
    ("commentsExtended", "commentsExtended.xml"),
    ("header", "header1.xml"),
    ("footer", "footer1.xml"),
];

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A DOCX of these parts, not compressed. `manifest` becomes its custom XML part.
pub fn package(data: &[u8], manifest: Option<&[u8]>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, options).expect("a part");
        zip.write_all(bytes).expect("a part");
    };
    add("[Content_Types].xml", b"<Types/>");
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"word/document.xml\"/>\
         </Relationships>"
    );
    add("_rels/.rels", root.as_bytes());
    let mut parts = data.split(|byte| *byte == 0);
    add("word/document.xml", parts.next().unwrap_or_default());
    let mut list = String::new();
    for ((kind, name), part) in PARTS.iter().zip(parts) {
        add(&format!("word/{name}"), part);
        list += &format!(
            "<Relationship Id=\"{kind}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{name}\"/>"
        );
    }
    // Links that a body may have.
    list += &format!(
        "<Relationship Id=\"rId7\" Type=\"{RELATIONSHIPS}/hyperlink\" Target=\"https://example.org/\" \
         TargetMode=\"External\"/>"
    );
    let list = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}\
         </Relationships>"
    );
    add("word/_rels/document.xml.rels", list.as_bytes());
    if let Some(manifest) = manifest {
        add("customXml/briefgen.xml", manifest);
    }
    zip.finish().expect("a package").into_inner()
}

pub fn run(data: &[u8]) {
    let file = package(data, None);
    for revisions in [Revisions::Accept, Revisions::Reject] {
        if let Ok(read) = docx::read(&file, revisions) {
            reading::check(&read);
            let again = docx::read(&file, revisions).expect("it was read before");
            assert_eq!(format!("{read:?}"), format!("{again:?}"));
        }
    }
}
