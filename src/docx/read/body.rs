//! The body of a file as paragraphs: elements of WordprocessingML (ECMA-376-1 §17) one after the other, with
//! tracked changes accepted or rejected. Here are paragraphs, in the body and in what holds several of them;
//! their parts are read by their kinds: `runs` of words, `fields` and links, `places` with a name, `tables`,
//! and what is `foreign` to a document of ours.

mod fields;
mod foreign;
mod places;
mod runs;
mod tables;

use super::super::xml::{Content, Element};
use super::numbering::{Counts, Numbering};
use super::package::Relationships;
use super::styles::{self, Styles};
use super::{ReadError, Revisions};
use crate::docx::paragraph::{AnchorName, CellPlace, ForeignKind, Link, Mark, Paragraph};
use fields::Field;
use places::Open;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most paragraphs of a document, its notes and its comments.
const MOST_PARAGRAPHS: usize = 40_000;
/// The longest text of all of them, in bytes. It is copied several times on its way.
const LONGEST_TEXT: usize = 2 << 20;
/// The most words of all of them: each takes some hundred bytes of memory where a text is written anew.
const MOST_WORDS: usize = 250_000;
/// The most names of places; those after them are not noted.
const MOST_ANCHORS: usize = 100_000;
/// The most bookmarks, controls and fields that are open at once.
const MOST_OPEN: usize = 256;
/// The longest name, author and instruction of a field, in bytes; Word's are far shorter.
const LONGEST: usize = 4096;

/// Where a comment stands.
#[derive(Clone, Default)]
pub(super) struct Marked {
    pub paragraph: usize,
    pub range: Range<usize>,
}

/// What was flattened.
#[derive(Default)]
pub(super) struct Flat {
    pub paragraphs: Vec<Paragraph>,
    pub deleted: Vec<(AnchorName, String)>,
    pub has_revisions: bool,
    /// Where comments stand, by their ids.
    pub marked: BTreeMap<String, Marked>,
}

/// How words are set by what they stand in.
#[derive(Clone)]
struct Voice<'p> {
    /// What the ids in their part lead to.
    relationships: &'p Relationships,
    link: Option<Link>,
    author: Option<String>,
    /// Inside what a tracked change takes away.
    is_deleted: bool,
}

/// Turns elements into paragraphs.
pub(super) struct Flattener<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    counts: Counts,
    revisions: Revisions,
    flat: Flat,
    /// The paragraph at hand.
    paragraph: Paragraph,
    /// The id of its style in the file.
    paragraph_style: Option<String>,
    /// Whether the paragraph at hand goes on after its mark, which is deleted.
    goes_on: bool,
    open: Vec<Open>,
    fields: Vec<Field>,
    /// The cell at hand; none outside of tables.
    cell: Option<CellPlace>,
    tables: usize,
    /// The paragraphs of cells that go on in the row below, by their columns.
    merged: BTreeMap<usize, Range<usize>>,
    anchors_left: usize,
    paragraphs_left: usize,
    /// In bytes.
    text_left: usize,
    words_left: usize,
    /// Why there is more in the file than was taken, where there is.
    pub cut: Option<ReadError>,
}

impl<'a> Flattener<'a> {
    pub fn new(styles: &'a Styles, numbering: &'a Numbering, revisions: Revisions) -> Self {
        Flattener {
            styles,
            numbering,
            counts: Counts::default(),
            revisions,
            flat: Flat::default(),
            paragraph: Paragraph::default(),
            paragraph_style: None,
            goes_on: false,
            open: Vec::new(),
            fields: Vec::new(),
            cell: None,
            tables: 0,
            merged: BTreeMap::new(),
            anchors_left: MOST_ANCHORS,
            paragraphs_left: MOST_PARAGRAPHS,
            text_left: LONGEST_TEXT,
            words_left: MOST_WORDS,
            cut: None,
        }
    }

    /// What was flattened since the last time.
    pub fn take(&mut self) -> Flat {
        if self.goes_on {
            self.finish_paragraph();
        }
        self.open.clear();
        if self.fields.drain(..).any(|field| field.hides) {
            // All words behind it would be missed.
            self.cut.get_or_insert(ReadError::OpenField);
        }
        self.goes_on = false;
        std::mem::take(&mut self.flat)
    }

    /// Everything that stands in `parent`, in a part with these relationships.
    pub fn body(&mut self, parent: &Element, relationships: &Relationships) {
        let voice = Voice {
            relationships,
            link: None,
            author: None,
            is_deleted: false,
        };
        self.blocks(parent, &voice);
    }

    /// Everything that stands in `parent`, blocks and what is between them.
    fn blocks(&mut self, parent: &Element, voice: &Voice) {
        for element in parent.elements() {
            self.block(element, voice);
        }
    }

    fn block(&mut self, element: &Element, voice: &Voice) {
        match element.name.as_str() {
            "w:p" => self.paragraph(element, voice),
            "w:tbl" => self.table(element, voice),
            "w:sdt" => self.control(element, |this, content| this.blocks(content, voice)),
            "w:customXml" | "w:smartTag" | "w:txbxContent" => self.blocks(element, voice),
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                let voice = self.revised(element, voice);
                self.blocks(element, &voice);
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    self.blocks(chosen, voice);
                }
            }
            "m:oMathPara" | "m:oMath" => {
                let words = texts(element);
                self.foreign(ForeignKind::Formula, words, voice);
                self.finish_paragraph();
            }
            _ => self.mark(element, voice),
        }
    }

    /// The voice inside a tracked change.
    fn revised<'p>(&mut self, element: &Element, voice: &Voice<'p>) -> Voice<'p> {
        self.flat.has_revisions = true;
        let author = author_of(element);
        if let Some(author) = &author {
            self.paragraph.authors.insert(author.clone());
        }
        Voice {
            author: author.or_else(|| voice.author.clone()),
            is_deleted: voice.is_deleted || self.takes_away(element) == Some(true),
            ..voice.clone()
        }
    }

    /// Whether a tracked change takes something away, or leaves it; none of what is no such change.
    fn takes_away(&self, change: &Element) -> Option<bool> {
        let deletes = match change.name.as_str() {
            "w:del" | "w:moveFrom" => true,
            "w:ins" | "w:moveTo" => false,
            _ => return None,
        };
        Some(deletes == (self.revisions == Revisions::Accept))
    }

    fn paragraph(&mut self, element: &Element, voice: &Voice) {
        let properties = element.find("w:pPr");
        self.set_properties(properties);
        self.inlines(element, voice);
        let mark = properties.and_then(|p| p.find("w:rPr"));
        let mut taken_away = None;
        for change in mark.into_iter().flat_map(Element::elements) {
            let Some(takes_away) = self.takes_away(change) else {
                continue;
            };
            self.flat.has_revisions = true;
            let author = author_of(change);
            self.paragraph.authors.extend(author.clone());
            if takes_away {
                taken_away = Some(author);
            }
        }
        if taken_away.is_none() && !voice.is_deleted {
            return self.finish_paragraph();
        }
        // Its words go on in the next paragraph, which has its own properties.
        self.goes_on = true;
        if self.paragraph.text.is_empty() {
            let author = taken_away.flatten().or_else(|| voice.author.clone());
            for anchor in std::mem::take(&mut self.paragraph.anchors) {
                let author = author.clone().unwrap_or_default();
                self.flat.deleted.push((anchor.name, author));
            }
            self.paragraph.authors.clear();
        }
    }

    /// Takes over the style and the mark of a paragraph.
    fn set_properties(&mut self, properties: Option<&Element>) {
        let before = properties.and_then(|p| p.find("w:pPrChange"));
        self.flat.has_revisions |= before.is_some();
        let properties = match (self.revisions, before) {
            (Revisions::Reject, Some(change)) => change.find("w:pPr"),
            _ => properties,
        };
        let style = properties.and_then(|p| p.value_of("w:pStyle"));
        let direct = properties.and_then(|p| p.find("w:numPr"));
        let (mut number, mut level) = self.styles.numbering(style);
        if let Some(direct) = direct {
            let (own_number, own_level) = styles::numbering(direct);
            number = own_number.or(number);
            level = own_level.or(level);
        }
        let level = level.unwrap_or(0);
        self.paragraph.style = self.styles.paragraph(style);
        self.paragraph_style = style.map(str::to_owned);
        self.paragraph.mark = number.as_ref().and_then(|number| {
            let is_bullet = self.numbering.is_bullet(number, level)?;
            Some(Mark { level, is_bullet })
        });
        let is_numbered = self.paragraph.mark.is_some_and(|mark| !mark.is_bullet);
        let number = number.filter(|_| is_numbered);
        self.paragraph.number =
            number.and_then(|number| self.numbering.next(&number, level, &mut self.counts));
        self.paragraph.cell = self.cell;
    }

    fn finish_paragraph(&mut self) {
        self.goes_on = false;
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let here = self.flat.paragraphs.len();
        if self.paragraphs_left == 0 {
            self.cut.get_or_insert(ReadError::TooManyParagraphs);
            return;
        }
        self.paragraphs_left -= 1;
        for open in &self.open {
            if self.anchors_left == 0 {
                break;
            }
            self.anchors_left -= 1;
            open.name(&mut paragraph, here);
        }
        self.flat.paragraphs.push(paragraph);
    }

    /// What stands in a paragraph.
    fn inline(&mut self, element: &Element, voice: &Voice) {
        match element.name.as_str() {
            "w:r" => self.run(element, voice),
            "w:sdt" => self.control(element, |this, content| this.inlines(content, voice)),
            "w:hyperlink" => {
                let voice = Voice {
                    link: voice
                        .relationships
                        .link(element)
                        .or_else(|| voice.link.clone()),
                    ..voice.clone()
                };
                self.inlines(element, &voice);
            }
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                let voice = self.revised(element, voice);
                self.inlines(element, &voice);
            }
            "w:fldSimple" => {
                let instruction = element.attribute("w:instr").unwrap_or_default();
                self.fields.push(Field::simple(instruction));
                self.inlines(element, voice);
                self.fields.pop();
            }
            "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" => self.inlines(element, voice),
            "mc:AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    self.inlines(chosen, voice);
                }
            }
            "m:oMath" | "m:oMathPara" => {
                let words = texts(element);
                self.foreign(ForeignKind::Formula, words, voice);
            }
            "w:p" | "w:tbl" => self.block(element, voice),
            _ => self.mark(element, voice),
        }
    }

    /// What an element of a paragraph contains. LibreOffice's “Replace All” writes the new words of a link behind it.
    fn inlines(&mut self, parent: &Element, voice: &Voice) {
        let mut emptied = None;
        for element in parent.elements() {
            let own = emptied.filter(|_| element.name == "w:ins" && self.is_set_as_link(element));
            match own {
                Some(link) => {
                    let voice = Voice {
                        link: Some(link),
                        ..voice.clone()
                    };
                    self.inline(element, &voice);
                }
                None => self.inline(element, voice),
            }
            emptied = is_emptied_link(element)
                .then(|| voice.relationships.link(element))
                .flatten();
        }
    }

    /// Whether all runs of an element have the character style of links.
    fn is_set_as_link(&self, element: &Element) -> bool {
        let mut runs = element.elements().filter(|child| child.name == "w:r");
        runs.all(|run| {
            let style = run.find("w:rPr").and_then(|p| p.value_of("w:rStyle"));
            style.is_some_and(|id| self.styles.is_of_links(id))
        })
    }
}

/// Whether an element is a link all of whose words are deleted.
fn is_emptied_link(element: &Element) -> bool {
    element.name == "w:hyperlink" && element.elements().all(|child| child.name == "w:del")
}

/// Who made a tracked change.
fn author_of(change: &Element) -> Option<String> {
    let author = change.attribute("w:author")?;
    (author.len() <= LONGEST).then(|| author.to_owned())
}

/// The alternative that is read (ECMA-376-3 §7.5): the first choice, or else the fallback.
fn alternative(element: &Element) -> Option<&Element> {
    let choice = element.find("mc:Choice");
    choice.or_else(|| element.find("mc:Fallback"))
}

/// All words in an element, a space between paragraphs.
fn texts(element: &Element) -> String {
    fn collect(element: &Element, words: &mut String) {
        for child in &element.children {
            if let Content::Element(child) = child {
                match child.name.as_str() {
                    "w:t" | "m:t" | "a:t" => words.push_str(&child.words()),
                    _ => collect(child, words),
                }
                if child.name == "w:p" && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
        }
    }
    let mut words = String::new();
    collect(element, &mut words);
    words.trim().to_owned()
}
