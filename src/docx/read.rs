//! Reading an edited file: what it says now, as paragraphs in order, whatever program has saved it.
//!
//! A file from outside is hostile until it is read: everything is bounded (`package`), and nothing of it is
//! handed to docx-rs. What comes out is neutral: styles as they are in our files, however they were renamed
//! (`styles`), text with the runs that set parts of it off (`body`), tracked changes accepted or
//! rejected, and what a document of ours never has named where it stands.

mod body;
mod comments;
mod error;
mod numbering;
mod package;
mod redirect;
mod styles;

pub use error::ReadError;

use super::anchor::label_of;
use super::manifest::{self, Manifest};
use super::package::Parts;
use super::paragraph::{AnchorName, NoteId, Paragraph};
use super::wording::Wording;
use super::xml::Element;
use crate::words::in_one_line;
use body::Flattener;
use numbering::Numbering;
use package::{Package, Relationships};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use styles::Styles;

/// What tracked changes become.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Revisions {
    /// What was inserted stays and what was deleted goes.
    #[default]
    Accept,
    /// What was deleted stays and what was inserted goes.
    Reject,
}

/// What an edited file says.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Reading {
    /// The paragraphs of the body in order, those in tables among them.
    pub paragraphs: Vec<Paragraph>,
    /// The paragraphs of footnotes and endnotes, by the ids that runs have of them.
    pub notes: BTreeMap<NoteId, Vec<Paragraph>>,
    /// The words at the head and the foot of the pages, those of text boxes and the like too, each once.
    pub margins: BTreeSet<String>,
    /// Comments without those that answer one, in the order of the file's list.
    pub comments: Vec<Comment>,
    /// What we kept in the file; none where it is not there any more, or never was.
    pub manifest: Option<Manifest>,
    /// Who has deleted what stood at these anchors, where tracked changes say so.
    pub deleted: Vec<(AnchorName, String)>,
    /// Whether any change is tracked.
    pub has_revisions: bool,
}

impl Reading {
    /// Gives our own words in the file the wording of another one that was made of the same brief.
    pub(crate) fn word_as(&mut self, wording: &Wording) {
        let paths = self.manifest.as_ref().map(|manifest| &manifest.paths);
        let is_field = |name: &str| {
            let path = paths.and_then(|paths| paths.get(name));
            path.is_some_and(|path| label_of(path).is_none())
        };
        wording.give(&mut self.paragraphs, &mut self.margins, is_field);
    }
}

/// A remark in the margin.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Comment {
    /// The paragraph that it stands at, by its place in [`Reading::paragraphs`].
    pub paragraph: Option<usize>,
    /// The bytes of that paragraph's text that it marks.
    pub range: Range<usize>,
    /// Who wrote it.
    pub author: String,
    /// The author's initials.
    pub initials: Option<String>,
    /// When, as the file has it.
    pub date: Option<String>,
    /// Its words, a line for each paragraph.
    pub text: String,
    /// Whether it is marked as done.
    pub is_done: bool,
    /// What was answered.
    pub replies: Vec<Comment>,
}

/// Reads a file. Any bytes may be given: what cannot be read ends in an error, in bounded time and memory.
pub fn read(file: &[u8], revisions: Revisions) -> Result<Reading, ReadError> {
    read_package(Package::open(file)?, revisions)
}

/// Reads the parts of a file that was not packed yet.
pub(super) fn read_parts(parts: &Parts) -> Result<Reading, ReadError> {
    read_package(Package::of(parts), Revisions::Accept)
}

/// The paragraphs of a part that is being made, as far as their words and the names of places go.
pub(super) fn read_part(part: &Element) -> Vec<Paragraph> {
    let (styles, numbering) = (Styles::default(), Numbering::default());
    let mut flattener = Flattener::new(&styles, &numbering, Revisions::Accept);
    let body = part.find("w:body").unwrap_or(part);
    flattener.body(body, &Relationships::default());
    flattener.take().paragraphs
}

fn read_package(mut package: Package, revisions: Revisions) -> Result<Reading, ReadError> {
    let main = package.relationships("")?;
    let main = main.part("officeDocument").unwrap_or("word/document.xml");
    let document = package
        .xml(main)?
        .ok_or_else(|| ReadError::MissingPart("document in it".to_owned()))?;
    if document.name != "w:document" {
        let what = "a file of another program";
        let help = "name the Word document (.docx) that was made of the brief and edited";
        return Err(ReadError::OtherFormat(what, help));
    }
    let relationships = package.relationships(main)?;
    let mut part = |kind: &str| match relationships.part(kind) {
        Some(name) => package.xml(name),
        None => Ok(None),
    };
    let styles = Styles::read(part("styles")?.as_ref());
    let numbering = Numbering::read(part("numbering")?.as_ref());
    let footnotes = part("footnotes")?;
    let endnotes = part("endnotes")?;
    let comments = part("comments")?;
    let extended = part("commentsExtended")?;

    let mut flattener = Flattener::new(&styles, &numbering, revisions);
    let body = document.find("w:body").unwrap_or(&document);
    flattener.body(body, &relationships);
    let flat = flattener.take();
    if let Some(cut) = flattener.cut.take() {
        return Err(cut);
    }
    let mut reading = Reading {
        paragraphs: flat.paragraphs,
        deleted: flat.deleted,
        has_revisions: flat.has_revisions,
        ..Reading::default()
    };
    let kinds = [("footnotes", footnotes), ("endnotes", endnotes)];
    let ids: [fn(String) -> NoteId; 2] = [NoteId::Footnote, NoteId::Endnote];
    for ((kind, root), id_of) in kinds.into_iter().zip(ids) {
        let (Some(root), Some(name)) = (root, relationships.part(kind)) else {
            continue;
        };
        let links = package.relationships(name)?;
        for note in root.elements() {
            let Some(id) = note.attribute("w:id") else {
                continue;
            };
            if !matches!(note.attribute("w:type"), None | Some("normal")) {
                continue;
            }
            flattener.body(note, &links);
            let flat = flattener.take();
            reading.has_revisions |= flat.has_revisions;
            reading.deleted.extend(flat.deleted);
            reading.notes.insert(id_of(id.to_owned()), flat.paragraphs);
        }
    }
    for kind in ["header", "footer"] {
        for name in relationships.parts(kind) {
            let Some(root) = package.xml(name)? else {
                continue;
            };
            flattener.body(&root, &relationships);
            reading.margins.extend(lines(&flattener.take().paragraphs));
        }
    }
    reading.comments = comments::read(
        comments.as_ref(),
        extended.as_ref(),
        &flat.marked,
        &mut flattener,
    );
    if let Some(cut) = flattener.cut.take() {
        return Err(cut);
    }
    reading.manifest = find_manifest(&mut package)?;
    Ok(reading)
}

/// The words of each paragraph that has any, and of the text boxes and the like in it.
pub(super) fn lines(paragraphs: &[Paragraph]) -> impl Iterator<Item = String> {
    let texts = paragraphs.iter().flat_map(|paragraph| {
        let foreign = paragraph.foreign.iter().map(|foreign| &foreign.words);
        std::iter::once(&paragraph.text).chain(foreign)
    });
    let lines = texts.map(|text| in_one_line(text));
    lines.filter(|words| !words.is_empty())
}

fn find_manifest(package: &mut Package) -> Result<Option<Manifest>, ReadError> {
    for name in manifest::places(package.names_in("customxml/")) {
        if let Some(bytes) = package.bytes(&name)?
            && let Some(manifest) = manifest::read(&bytes)
        {
            return Ok(Some(manifest));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
