#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::super::base::drawings;
use super::super::{ChangeKind, Source as From, Value};
use super::*;
use crate::brief::{self, Surroundings};
use crate::compose::compose;
use crate::locale::{self, Locale};
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

struct Folder(PathBuf);

impl Surroundings for Folder {
    fn file(&mut self, path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
        let mut bytes = match std::fs::read(self.0.join(path)) {
            Ok(bytes) => bytes,
            // Briefs of the tests name pictures that are not there.
            Err(_) => std::fs::read(root().join("briefs/figures/wordmark.png"))?,
        };
        bytes.truncate(limit);
        Ok(bytes)
    }

    fn is_country(&self, code: &str) -> bool {
        locale::is_country(code)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The Word file of a brief.
fn made(toml: &str, folder: &Path) -> Vec<u8> {
    let source = Source::from_bytes("brief.toml", toml.as_bytes().to_vec()).unwrap();
    let (brief, diagnostics) = brief::read(&source, &mut Folder(folder.to_owned()));
    let brief = brief.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let locale = Locale::for_language(&brief.language).unwrap();
    let document = compose(&brief, &locale);
    let options = docx::Options {
        source: Some(Attachment {
            file_name: "brief.toml".to_owned(),
            bytes: toml.as_bytes().to_vec(),
        }),
        charts: drawings(&document.blocks),
        ..docx::Options::default()
    };
    docx::write(&document, &Theme::default(), &options).unwrap()
}

type Parts = BTreeMap<String, Vec<u8>>;

fn unpacked(file: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut parts = Parts::new();
    for name in names {
        let mut bytes = Vec::new();
        archive
            .by_name(&name)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        parts.insert(name, bytes);
    }
    parts
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(name.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        file.write_all(bytes).unwrap();
    }
    file.finish().unwrap().into_inner()
}

/// The file with its body changed by `edit`.
fn edited(file: &[u8], edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = unpacked(file);
    let body = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let changed = edit(body.clone());
    assert_ne!(body, changed, "nothing was edited");
    parts.insert("word/document.xml".to_owned(), changed.into_bytes());
    packed(&parts)
}

fn found(file: &[u8]) -> Changes {
    read(file, None, Revisions::Accept).unwrap().changes
}

/// The changes in a short notation.
fn told(changes: &Changes) -> String {
    let value = |value: &Option<Value>| match value {
        None => "–".to_owned(),
        Some(Value::Text(text)) => format!("{text:?}"),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Days(range)) => format!("{}/{}", range.start, range.end),
        Some(Value::Number(number)) => number.clone(),
        Some(Value::Texts(texts)) => format!("{texts:?}"),
        Some(Value::Rows(rows)) => format!("{} rows", rows.len()),
    };
    let mut lines = Vec::new();
    for change in &changes.changes {
        let by = change
            .author
            .as_ref()
            .map_or(String::new(), |author| format!(" by {author}"));
        lines.push(match &change.kind {
            ChangeKind::Field { path, theirs, .. } => format!("{path} = {}{by}", value(theirs)),
            ChangeKind::ItemAdded { item, from } => {
                let fields: Vec<String> = item
                    .fields
                    .iter()
                    .map(|(name, v)| format!("{name} = {}", value(&Some(v.clone()))))
                    .collect();
                let from = match from {
                    From::Written => String::new(),
                    other => format!(" {other:?}"),
                };
                format!(
                    "+ {}[{}] after {}: {}{from}{by}",
                    item.table,
                    item.id,
                    item.after.as_deref().unwrap_or("–"),
                    fields.join(", ")
                )
            }
            ChangeKind::ItemRemoved { table, id, into } => {
                let into = into
                    .as_ref()
                    .map_or(String::new(), |into| format!(" into {into}"));
                format!("- {table}[{id}]{into}{by}")
            }
            ChangeKind::ItemMoved { table, id, after } => {
                format!(
                    "{table}[{id}] moved after {}{by}",
                    after.as_deref().unwrap_or("–")
                )
            }
        });
    }
    for unplaced in &changes.unplaced {
        let near = unplaced.near.as_deref().unwrap_or("–");
        lines.push(format!("? {} at {near}: {}", unplaced.what, unplaced.words));
    }
    lines.join("\n")
}

fn toml_files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_nobody_edited_has_no_change() {
    let mut files = toml_files("briefs");
    files.extend(toml_files("tests/languages"));
    files.push(root().join("tests/complete.toml"));
    for path in files {
        let toml = std::fs::read_to_string(&path).unwrap();
        if brief::translation::is_translation(&toml) {
            continue;
        }
        let file = made(&toml, path.parent().unwrap());
        assert_eq!(told(&found(&file)), "", "{}", path.display());
    }
}

fn water() -> Vec<u8> {
    let toml = std::fs::read_to_string(root().join("briefs/water-convention-2018.toml")).unwrap();
    made(&toml, &root().join("briefs"))
}

/// The paragraphs of a body, and what stands between them.
fn paragraph_with(body: &str, words: &str) -> (usize, usize) {
    let at = body.find(words).unwrap_or_else(|| panic!("no {words}"));
    let start = body[..at].rfind("<w:p>").unwrap();
    let end = at + body[at..].find("</w:p>").unwrap() + "</w:p>".len();
    (start, end)
}

#[test]
fn a_text_that_was_edited_is_the_fields() {
    let file = water();
    let file = edited(&file, |body| {
        body.replace(
            "Decision VIII/2: Designation and responsibilities of focal points",
            "Decision VIII/2: Designation of focal points",
        )
    });
    assert_eq!(
        told(&found(&file)),
        "decision[focal-points].text = \"Decision VIII/2: Designation of focal points\""
    );
}

#[test]
fn words_after_the_control_are_the_fields_too() {
    let file = edited(&water(), |body| {
        let (start, end) =
            paragraph_with(&body, "Designation and responsibilities of focal points");
        let paragraph = body[start..end].replace("</w:p>", "<w:r><w:t> (new)</w:t></w:r></w:p>");
        format!("{}{paragraph}{}", &body[..start], &body[end..])
    });
    assert_eq!(
        told(&found(&file)),
        "decision[focal-points].text = \"Decision VIII/2: Designation and responsibilities of focal points (new)\""
    );
}

#[test]
fn an_item_that_was_written_is_new_and_one_that_was_deleted_is_gone() {
    let file = edited(&water(), |body| {
        let (start, end) = paragraph_with(&body, "Decision VIII/3: General issues");
        let new = "<w:p><w:pPr><w:pStyle w:val=\"BriefRecommendation\"/><w:numPr><w:ilvl w:val=\"0\"/>\
                   <w:numId w:val=\"6\"/></w:numPr></w:pPr><w:r><w:t>A decision that is new</w:t></w:r></w:p>";
        format!("{}{new}{}", &body[..start], &body[end..])
    });
    assert_eq!(
        told(&found(&file)),
        "- decision[implementation]\n\
         + decision[a-decision-that-is-new] after focal-points: text = \"A decision that is new\""
    );
}
