//! What tests of several commands need.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// How one part of a file is changed: its name, and what becomes of its text.
pub type Edit<'a> = (&'a str, &'a dyn Fn(String) -> String);

/// Changes parts of a DOCX as an editor would; a part that is not there is made of an empty one.
///
/// # Panics
/// Where a part stays as it is: what a test then finds would say nothing.
pub fn edit_docx(path: &Path, edits: &[Edit<'_>]) {
    let mut old = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &[u8]| {
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).unwrap();
        new.write_all(content).unwrap();
    };
    let changed = |(name, change): &Edit<'_>, text: String| {
        let changed = change(text.clone());
        assert_ne!(changed, text, "{name} is not changed");
        changed
    };
    let mut left = edits.to_vec();
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if let Some(at) = left.iter().position(|(part, _)| *part == name) {
            let edit = left.remove(at);
            content = changed(&edit, String::from_utf8(content).unwrap()).into_bytes();
        }
        put(&name, &content);
    }
    for edit in left {
        put(edit.0, changed(&edit, String::new()).as_bytes());
    }
    fs::write(path, new.finish().unwrap().into_inner()).unwrap();
}
