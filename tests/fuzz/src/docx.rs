//! Arbitrary document trees as DOCX.

use super::tree::essence;
use super::{reading, tree};
use briefgen::docx::{self, Authorship, Options, Revisions, Templates};
use briefgen::theme::Theme;
use quick_xml::events::Event;
use std::cell::RefCell;
use std::io::{Cursor, Read};

thread_local! {
    /// What the documents before have left, as in a run over many briefs.
    static MEMORY: RefCell<(Templates, docx::Memory)> = RefCell::default();
}

pub fn run(data: &[u8]) {
    let Ok(document) = tree::document(data) else {
        return;
    };
    let theme = Theme::default();
    let bytes = MEMORY.with_borrow_mut(|(templates, memory)| {
        let options = Options {
            templates: templates.clone(),
            ..Options::default()
        };
        docx::write_with(&document, &theme, &options, memory).expect("a DOCX")
    });
    // It takes several times as long without what is remembered.
    if data.first().is_some_and(|first| first % 8 == 0) {
        let alone = docx::write(&document, &theme, &Options::default()).expect("a DOCX");
        assert!(bytes == alone, "other bytes than by itself");
    }
    assert_eq!(docx::written_by_us(&bytes), Authorship::Unchanged);

    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("another reader opens it");
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut xml = String::new();
            part.read_to_string(&mut xml).expect("a part in UTF-8");
            check_xml(&name, &xml);
        }
    }

    let read = docx::read(&bytes, Revisions::Accept).expect("our reader reads it");
    reading::check(&read);
    let notes = read.notes.values().flatten();
    let all = read.paragraphs.iter().chain(notes);
    let words: String = all
        .map(|paragraph| essence(&paragraph.text) + " ")
        .collect();
    tree::texts(&document.blocks, &document.notes, &mut |_, text| {
        assert!(
            words.contains(&essence(text)),
            "{text:?} is not in {words:?}"
        );
    });
}

/// It is well-formed, and no element has an attribute twice.
fn check_xml(name: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0_u32;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{name}: {error}"))
        {
            Event::Start(start) => {
                depth += 1;
                for attribute in start.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                }
            }
            Event::Empty(start) => {
                for attribute in start.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{name}");
}
