//! A paragraph of a file, in neutral terms: its text, its style as it is in our files, how its words are set, and what
//! stands in it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A paragraph.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Paragraph {
    /// Its style, as it is in our files.
    pub style: ParagraphStyle,
    /// Its mark, where it stands in a list.
    pub mark: Option<Mark>,
    /// The number of an item whose mark is one, as the word processor counts it.
    pub number: Option<usize>,
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
            number: self.number,
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

/// A style of a paragraph, as it is in our files.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub enum ParagraphStyle {
    /// None of ours.
    #[default]
    Normal,
    /// That of the title, in whatever size.
    Title,
    /// That of the line under it.
    Subtitle,
    /// Heading 1 to Heading 9.
    Heading(u8),
    /// That of a heading with a rule above it, where contacts, funding and rights begin.
    ClosingHeading,
    /// That of prose.
    Body,
    /// That of an item of a list with this mark.
    ListItem(Mark),
    /// That of a further paragraph of an item, by the level of its list, from 0.
    ListContinued(usize),
    /// That of a recommendation.
    Recommendation,
    /// That of the line which says to whom a recommendation is addressed, by when and how urgent it is.
    ItemAttributes,
    /// Another of ours, by its id.
    Other(&'static str),
}

impl ParagraphStyle {
    /// Whether it is one of Heading 1 to Heading 9.
    pub fn is_heading(self) -> bool {
        matches!(self, ParagraphStyle::Heading(_))
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
