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
pub use styles::ParagraphStyle;

use super::manifest::{self, Manifest};
use super::package::Parts;
use super::xml::Element;
use crate::words::in_one_line;
use body::{Flattener, Links};
use numbering::Numbering;
use package::{Package, Relationships};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
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

/// A paragraph.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Paragraph {
    /// Its style, as it is in our files.
    pub style: ParagraphStyle,
    /// Its mark, where it stands in a list.
    pub mark: Option<Mark>,
    /// Where it stands, if in a table.
    pub cell: Option<CellPlace>,
    /// Its text. A line break is a line feed; a note's number [`NOTE`]; a picture [`OBJECT`].
    pub text: String,
    /// How the text is set, from its start to its end without gaps.
    pub runs: Vec<Run>,
    /// The names of places in it.
    pub anchors: Vec<Anchor>,
    /// What stands in it that no document of ours has.
    pub foreign: Vec<Foreign>,
    /// Its pictures.
    pub pictures: Vec<PictureHere>,
    /// Who has changed it, where tracked changes say so.
    pub authors: BTreeSet<String>,
}

impl Paragraph {
    /// Puts `words` in the place of these bytes of its text, which no name but one around them all reaches into.
    pub(crate) fn replace(&mut self, range: Range<usize>, words: &str) {
        let end = range.start + words.len();
        let moved = |at: usize| match at {
            at if at <= range.start => at,
            at if at < range.end => end,
            at => at - range.end + end,
        };
        // What begins where the words end goes on behind them, also where there were none before.
        let start = |at: usize| if at == range.end { end } else { moved(at) };
        for anchor in &mut self.anchors {
            anchor.range = start(anchor.range.start)..moved(anchor.range.end);
        }
        for run in &mut self.runs {
            run.range = moved(run.range.start)..moved(run.range.end);
        }
        self.runs.retain(|run| !run.range.is_empty());
        for foreign in &mut self.foreign {
            foreign.at = moved(foreign.at);
        }
        for picture in &mut self.pictures {
            picture.at = moved(picture.at);
        }
        self.text.replace_range(range, words);
        if let Some(last) = self.runs.last_mut() {
            last.range.end = self.text.len();
        }
    }

    /// Divides it at a byte of its text: what stands behind that. Names that begin before it stay there.
    pub(crate) fn split_off(&mut self, at: usize) -> Paragraph {
        let (anchors, foreign) = (&mut self.anchors, &mut self.foreign);
        let anchors = anchors.extract_if(.., |anchor| anchor.range.start >= at);
        let foreign = foreign.extract_if(.., |foreign| foreign.at >= at);
        let pictures = self.pictures.extract_if(.., |picture| picture.at >= at);
        let mut rest = Paragraph {
            style: self.style,
            mark: self.mark,
            cell: self.cell,
            text: self.text.split_off(at),
            runs: self.runs.clone(),
            anchors: anchors.collect(),
            foreign: foreign.collect(),
            pictures: pictures.collect(),
            authors: self.authors.clone(),
        };
        let back = |range: &Range<usize>| range.start.saturating_sub(at)..range.end - at;
        self.runs.retain(|run| run.range.start < at);
        for run in &mut self.runs {
            run.range.end = run.range.end.min(at);
        }
        for anchor in &mut self.anchors {
            anchor.range.end = anchor.range.end.min(at);
        }
        rest.runs.retain(|run| run.range.end > at);
        for run in &mut rest.runs {
            run.range = back(&run.range);
        }
        for anchor in &mut rest.anchors {
            anchor.range = back(&anchor.range);
        }
        for foreign in &mut rest.foreign {
            foreign.at -= at;
        }
        for picture in &mut rest.pictures {
            picture.at -= at;
        }
        rest
    }
}

/// Stands in a text for a picture: the object replacement character.
pub const OBJECT: char = '\u{fffc}';
/// Stands in a text for the number of a note: the anchor of an annotation.
pub const NOTE: char = '\u{fff9}';

/// The mark of a paragraph in a list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Mark {
    /// The level, from 0.
    pub level: usize,
    /// Whether it is a bullet; otherwise a number.
    pub is_bullet: bool,
}

/// Where a paragraph stands in a table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CellPlace {
    /// Which table of the file, from 0.
    pub table: usize,
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0, a wide cell as many as it is wide.
    pub column: usize,
}

/// Words that are set alike.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Run {
    /// Its bytes of the paragraph's text.
    pub range: Range<usize>,
    /// How it is set.
    pub setting: Setting,
}

/// How words are set.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Setting {
    /// Emphasised.
    pub emphasis: bool,
    /// Strongly emphasised.
    pub strong: bool,
    /// Where the words lead.
    pub link: Option<Link>,
    /// The note whose number stands here.
    pub note: Option<NoteId>,
    /// Its language (BCP 47), where the file says one.
    pub language: Option<String>,
    /// Direct formatting that no brief has.
    pub direct: Option<Direct>,
}

/// Formatting by hand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum Direct {
    Colour,
    Highlight,
    Strikethrough,
    Underline,
    Superscript,
    Subscript,
}

/// Where words lead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Link {
    /// Out of the document: a URI.
    Uri(Arc<str>),
    /// To the bookmark of this name.
    Bookmark(Arc<str>),
}

/// The id of a note, which is unique among its like.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NoteId {
    /// A footnote.
    Footnote(String),
    /// An endnote.
    Endnote(String),
}

/// The name of a place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AnchorName {
    /// The tag of a content control.
    Tag(String),
    /// The title of a content control.
    Alias(String),
    /// A bookmark.
    Bookmark(String),
}

/// A named stretch of a paragraph's text.
#[derive(Clone, PartialEq, Debug)]
pub struct Anchor {
    /// Its name.
    pub name: AnchorName,
    /// Its bytes of the paragraph's text.
    pub range: Range<usize>,
    /// Whether it begins in this paragraph, and does not only go on.
    pub begins: bool,
}

/// Something that no document of ours has.
#[derive(Clone, PartialEq, Debug)]
pub struct Foreign {
    /// Its place in the text, in bytes.
    pub at: usize,
    /// What it is.
    pub kind: ForeignKind,
    /// Its words, where it has any.
    pub words: String,
}

/// What a document of ours never has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs)]
pub enum ForeignKind {
    TextBox,
    Chart,
    Diagram,
    Drawing,
    EmbeddedObject,
    Formula,
    Symbol,
    NestedTable,
    MergedCells,
    HiddenText,
}

/// A picture and what it is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureHere {
    /// Its place in the text, in bytes.
    pub at: usize,
    /// The name that it has in the file.
    pub name: String,
    /// What a reader who does not see it is told.
    pub alt: String,
    /// The part of the file that holds it.
    pub part: Option<String>,
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
    flattener.body(
        part.find("w:body").unwrap_or(part),
        Links::new(&Relationships::default()),
    );
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
    flattener.body(body, Links::new(&relationships));
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
    for (kind, root) in [("footnotes", &footnotes), ("endnotes", &endnotes)] {
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
            flattener.body(note, Links::new(&links));
            let flat = flattener.take();
            reading.has_revisions |= flat.has_revisions;
            reading.deleted.extend(flat.deleted);
            let id = match kind {
                "footnotes" => NoteId::Footnote(id.to_owned()),
                _ => NoteId::Endnote(id.to_owned()),
            };
            reading.notes.insert(id, flat.paragraphs);
        }
    }
    for kind in ["header", "footer"] {
        for name in relationships.parts(kind) {
            let Some(root) = package.xml(name)? else {
                continue;
            };
            flattener.body(&root, Links::new(&relationships));
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

/// How many parts are looked at to find the manifest.
const MOST_ITEMS: usize = 32;

/// The manifest, which other programs give another name.
fn find_manifest(package: &mut Package) -> Result<Option<Manifest>, ReadError> {
    if let Some(bytes) = package.bytes(manifest::PART)?
        && let Some(manifest) = manifest::read(&bytes)
    {
        return Ok(Some(manifest));
    }
    let mut names = package.names_in("customxml/");
    names.retain(|name| name.ends_with(".xml") && name.rsplit('/').nth(1) == Some("customxml"));
    for name in names.into_iter().take(MOST_ITEMS) {
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
