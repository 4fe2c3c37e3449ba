//! The body of a file as paragraphs: elements of WordprocessingML (ECMA-376-1 §17) one after the other, with
//! tracked changes accepted or rejected.

use super::super::xml::{Content, Element};
use super::numbering::Numbering;
use super::package::Relationships;
use super::redirect::direct;
use super::styles::{self, Styles, toggle};
use super::{
    Anchor, AnchorName, CellPlace, Direct, Foreign, ForeignKind, Link, Mark, NOTE, NoteId, OBJECT,
    Paragraph, PictureHere, ReadError, Revisions, Run, Setting,
};
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

/// The characters that each font of symbols has for itself.
const PRIVATE_USE: std::ops::RangeInclusive<u32> = 0xe000..=0xf8ff;

/// What the ids of links lead to.
#[derive(Clone, Copy)]
pub(super) struct Links<'a>(&'a Relationships);

impl<'a> Links<'a> {
    pub fn new(relationships: &'a Relationships) -> Links<'a> {
        Links(relationships)
    }
}

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

/// A bookmark, a content control or a comment that is open.
struct Open {
    what: OpenKind,
    /// Where it begins: the paragraph's place in the flat list, and the byte in it.
    paragraph: usize,
    at: usize,
}

#[derive(PartialEq)]
enum OpenKind {
    Bookmark {
        id: String,
        name: String,
    },
    Control {
        tag: Option<String>,
        alias: Option<String>,
    },
    Comment {
        id: String,
    },
}

/// A complex field (§17.16.18) that is open.
#[derive(Default)]
struct Field {
    instruction: String,
    /// What the instruction says of its result.
    result: FieldResult,
    /// Whether its result has begun.
    in_result: bool,
}

#[derive(Clone, Default)]
enum FieldResult {
    #[default]
    Words,
    Link(Link),
    /// The number of a note that stands elsewhere.
    NoteNumber,
}

impl Field {
    /// Adds to the instruction.
    fn say(&mut self, words: &str) {
        if self.instruction.len() + words.len() <= LONGEST {
            self.instruction.push_str(words);
        }
    }

    /// Begins the result: the instruction is known.
    fn begin_result(&mut self) {
        self.in_result = true;
        let kind = self
            .instruction
            .split_whitespace()
            .next()
            .unwrap_or_default();
        self.result = match kind.to_ascii_uppercase().as_str() {
            "HYPERLINK" => {
                hyperlink(&self.instruction).map_or(FieldResult::Words, FieldResult::Link)
            }
            "NOTEREF" => FieldResult::NoteNumber,
            _ => FieldResult::Words,
        };
    }
}

/// How words are set by what they stand in.
#[derive(Clone, Default)]
struct Voice {
    link: Option<Link>,
    author: Option<String>,
    /// Inside what a tracked change takes away.
    is_deleted: bool,
}

/// Turns elements into paragraphs.
pub(super) struct Flattener<'a> {
    styles: &'a Styles,
    numbering: &'a Numbering,
    revisions: Revisions,
    flat: Flat,
    /// The paragraph at hand.
    paragraph: Paragraph,
    /// Whether the paragraph at hand goes on after its mark, which is deleted.
    goes_on: bool,
    open: Vec<Open>,
    fields: Vec<Field>,
    cell: Option<CellPlace>,
    tables: usize,
    table_depth: usize,
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
            revisions,
            flat: Flat::default(),
            paragraph: Paragraph::default(),
            goes_on: false,
            open: Vec::new(),
            fields: Vec::new(),
            cell: None,
            tables: 0,
            table_depth: 0,
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
        self.fields.clear();
        self.goes_on = false;
        std::mem::take(&mut self.flat)
    }

    /// Everything that stands in `parent`, blocks and what is between them.
    pub fn body(&mut self, parent: &Element, links: Links) {
        for element in parent.elements() {
            self.block(element, links, &Voice::default());
        }
    }

    fn block(&mut self, element: &Element, links: Links, voice: &Voice) {
        match element.name.as_str() {
            "w:p" => self.paragraph(element, links, voice),
            "w:tbl" => self.table(element, links, voice),
            "w:sdt" => self.control(element, |this, content| {
                for element in content.elements() {
                    this.block(element, links, voice);
                }
            }),
            "w:customXml" | "w:smartTag" | "w:txbxContent" => {
                for element in element.elements() {
                    self.block(element, links, voice);
                }
            }
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                let voice = self.revised(element, voice);
                for element in element.elements() {
                    self.block(element, links, &voice);
                }
            }
            "mc:AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    for element in chosen.elements() {
                        self.block(element, links, voice);
                    }
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
    fn revised(&mut self, element: &Element, voice: &Voice) -> Voice {
        self.flat.has_revisions = true;
        let takes_away = matches!(element.name.as_str(), "w:del" | "w:moveFrom");
        let author = author_of(element);
        if let Some(author) = &author {
            self.paragraph.authors.insert(author.clone());
        }
        Voice {
            author: author.or_else(|| voice.author.clone()),
            is_deleted: voice.is_deleted || takes_away == (self.revisions == Revisions::Accept),
            ..voice.clone()
        }
    }

    fn paragraph(&mut self, element: &Element, links: Links, voice: &Voice) {
        let properties = element.find("w:pPr");
        self.set_properties(properties);
        for child in element.elements() {
            self.inline(child, links, voice);
        }
        let mark = properties.and_then(|p| p.find("w:rPr"));
        let gone = match self.revisions {
            Revisions::Accept => ["w:del", "w:moveFrom"],
            Revisions::Reject => ["w:ins", "w:moveTo"],
        };
        let mut taken_away = None;
        for change in mark.into_iter().flat_map(Element::elements) {
            let name = change.name.as_str();
            if ["w:ins", "w:del", "w:moveFrom", "w:moveTo"].contains(&name) {
                self.flat.has_revisions = true;
                let author = author_of(change);
                self.paragraph.authors.extend(author.clone());
                if gone.contains(&name) {
                    taken_away = Some(author);
                }
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
        self.paragraph.mark = number.and_then(|number| {
            let is_bullet = self.numbering.is_bullet(&number, level)?;
            Some(Mark { level, is_bullet })
        });
        self.paragraph.cell = self.cell;
    }

    fn finish_paragraph(&mut self) {
        self.goes_on = false;
        let mut paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.style.is_empty() {
            paragraph.style = styles::NORMAL.to_owned();
        }
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
            let from = if open.paragraph == here { open.at } else { 0 };
            let range = from..paragraph.text.len();
            anchor(&mut paragraph, &open.what, range, open.paragraph == here);
        }
        self.flat.paragraphs.push(paragraph);
    }

    fn table(&mut self, table: &Element, links: Links, voice: &Voice) {
        if self.table_depth > 0 {
            self.foreign(ForeignKind::NestedTable, texts(table), voice);
            return;
        }
        // A table ends what was going on.
        if self.goes_on && !self.paragraph.text.is_empty() {
            self.finish_paragraph();
        }
        let number = self.tables;
        self.tables += 1;
        self.table_depth += 1;
        let mut row_number = 0;
        self.rows(
            table,
            &mut |this, row, voice| {
                let properties = row.find("w:trPr");
                let change = |name| properties.and_then(|p: &Element| p.find(name));
                let (gone, come) = (change("w:del"), change("w:ins"));
                this.flat.has_revisions |= gone.is_some() || come.is_some();
                let taken_away = match this.revisions {
                    Revisions::Accept => gone,
                    Revisions::Reject => come,
                };
                let mut voice = voice.clone();
                if let Some(change) = taken_away {
                    voice.is_deleted = true;
                    voice.author = author_of(change);
                }
                let skipped = properties.and_then(|p| p.value_of("w:gridBefore"));
                let mut column = skipped.and_then(|n| n.parse().ok()).unwrap_or(0).min(63);
                this.cells(row, &mut |this, cell| {
                    let properties = cell.find("w:tcPr");
                    let voice = this.cell_voice(properties, &voice);
                    let place = CellPlace {
                        table: number,
                        row: row_number,
                        column,
                    };
                    this.cell = Some(place);
                    let before = this.flat.paragraphs.len();
                    for element in cell.elements() {
                        this.block(element, links, &voice);
                    }
                    if this.goes_on && !voice.is_deleted {
                        this.finish_paragraph();
                    }
                    // An empty cell is one all the same.
                    if this.flat.paragraphs.len() == before && !voice.is_deleted {
                        this.paragraph.cell = Some(place);
                        this.finish_paragraph();
                    }
                    if let Some(change) = come.filter(|_| this.revisions == Revisions::Accept) {
                        let author = author_of(change);
                        for paragraph in &mut this.flat.paragraphs[before..] {
                            paragraph.authors.extend(author.clone());
                        }
                    }
                    if voice.is_deleted {
                        this.paragraph = Paragraph::default();
                        this.goes_on = false;
                        return;
                    }
                    let span = properties.and_then(|p| p.value_of("w:gridSpan"));
                    column += span
                        .and_then(|n| n.parse().ok())
                        .unwrap_or(1usize)
                        .clamp(1, 63);
                });
                if voice.is_deleted {
                    this.paragraph = Paragraph::default();
                    this.goes_on = false;
                } else {
                    row_number += 1;
                }
            },
            voice,
        );
        self.table_depth -= 1;
        self.cell = None;
    }

    /// How words are set in a cell, which a tracked change may take away by itself (§17.13.5.1, §17.13.5.2).
    fn cell_voice(&mut self, properties: Option<&Element>, row: &Voice) -> Voice {
        let change = |name| properties.and_then(|p: &Element| p.find(name));
        let (gone, come) = (change("w:cellDel"), change("w:cellIns"));
        self.flat.has_revisions |= gone.is_some() || come.is_some();
        let taken_away = match self.revisions {
            Revisions::Accept => gone,
            Revisions::Reject => come,
        };
        match taken_away {
            Some(change) => Voice {
                author: author_of(change),
                is_deleted: true,
                ..row.clone()
            },
            None => row.clone(),
        }
    }

    /// Calls `see` with the rows of a table, through what may stand between them.
    fn rows(
        &mut self,
        parent: &Element,
        see: &mut dyn FnMut(&mut Self, &Element, &Voice),
        voice: &Voice,
    ) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:tr" => see(self, element, voice),
                "w:sdt" => self.control(element, |this, content| this.rows(content, see, voice)),
                "w:customXml" => self.rows(element, see, voice),
                "w:ins" | "w:del" | "w:moveFrom" | "w:moveTo" => {
                    let voice = self.revised(element, voice);
                    self.rows(element, see, &voice);
                }
                _ => self.mark(element, voice),
            }
        }
    }

    fn cells(&mut self, parent: &Element, see: &mut dyn FnMut(&mut Self, &Element)) {
        for element in parent.elements() {
            match element.name.as_str() {
                "w:tc" => see(self, element),
                "w:sdt" => self.control(element, |this, content| this.cells(content, see)),
                "w:customXml" => self.cells(element, see),
                _ => self.mark(element, &Voice::default()),
            }
        }
    }

    /// A content control at any level; `read` reads its content.
    fn control(&mut self, element: &Element, read: impl FnOnce(&mut Self, &Element)) {
        let properties = element.find("w:sdtPr");
        let value = |name: &str| {
            let value = properties.and_then(|p| p.value_of(name));
            let value = value.filter(|value| value.len() <= LONGEST);
            value.map(str::to_owned)
        };
        // What stands in it only says what is to be written there.
        let is_placeholder = properties.and_then(|p| toggle(p, "w:showingPlcHdr")) == Some(true);
        self.open.push(Open {
            what: OpenKind::Control {
                tag: value("w:tag"),
                alias: value("w:alias"),
            },
            paragraph: self.flat.paragraphs.len(),
            at: self.paragraph.text.len(),
        });
        if let Some(content) = element.find("w:sdtContent")
            && !is_placeholder
        {
            read(self, content);
        }
        let is_control = |open: &Open| matches!(open.what, OpenKind::Control { .. });
        if let Some(at) = self.open.iter().rposition(is_control) {
            self.close(at);
        }
    }

    /// Closes what is open at `at`: what it names in the paragraph at hand is known now.
    fn close(&mut self, at: usize) {
        let open = self.open.remove(at);
        let here = self.flat.paragraphs.len();
        let begins = open.paragraph == here;
        let from = if begins { open.at } else { 0 };
        let range = from..self.paragraph.text.len();
        if (begins || !range.is_empty()) && self.anchors_left > 0 {
            self.anchors_left -= 1;
            anchor(&mut self.paragraph, &open.what, range.clone(), begins);
        }
        if let OpenKind::Comment { id } = open.what {
            let marked = if begins {
                Marked {
                    paragraph: here,
                    range,
                }
            } else {
                // The words in the paragraph that it begins in stand for all.
                let first = self.flat.paragraphs.get(open.paragraph);
                let end = first.map_or(0, |first| first.text.len());
                Marked {
                    paragraph: open.paragraph,
                    range: open.at.min(end)..end,
                }
            };
            self.flat.marked.insert(id, marked);
        }
    }

    /// Begins a bookmark or a comment here.
    fn begin(&mut self, what: OpenKind) {
        if self.open.len() < MOST_OPEN {
            self.open.push(Open {
                what,
                paragraph: self.flat.paragraphs.len(),
                at: self.paragraph.text.len(),
            });
        }
    }

    /// Bookmarks and comments: marks that stand between other elements.
    fn mark(&mut self, element: &Element, voice: &Voice) {
        let id = || element.attribute("w:id").unwrap_or_default().to_owned();
        let (paragraph, at) = (self.flat.paragraphs.len(), self.paragraph.text.len());
        match element.name.as_str() {
            "w:bookmarkStart" => {
                let name = element.attribute("w:name").unwrap_or_default().to_owned();
                if voice.is_deleted
                    && let Some(author) = &voice.author
                {
                    let name = AnchorName::Bookmark(name.clone());
                    self.flat.deleted.push((name, author.clone()));
                }
                let what = OpenKind::Bookmark { id: id(), name };
                self.begin(what);
            }
            "w:commentRangeStart" => {
                let what = OpenKind::Comment { id: id() };
                self.begin(what);
            }
            "w:bookmarkEnd" => {
                let id = id();
                let is_it = |open: &Open| matches!(&open.what, OpenKind::Bookmark { id: other, .. } if *other == id);
                if let Some(at) = self.open.iter().rposition(is_it) {
                    self.close(at);
                }
            }
            "w:commentRangeEnd" => {
                let what = OpenKind::Comment { id: id() };
                if let Some(at) = self.open.iter().rposition(|open| open.what == what) {
                    self.close(at);
                }
            }
            "w:commentReference" => {
                // A comment without a range stands at its reference.
                let range = at..at;
                self.flat
                    .marked
                    .entry(id())
                    .or_insert(Marked { paragraph, range });
            }
            _ => {}
        }
    }

    /// What stands in a paragraph.
    fn inline(&mut self, element: &Element, links: Links, voice: &Voice) {
        match element.name.as_str() {
            "w:r" => self.run(element, voice),
            "w:sdt" => self.control(element, |this, content| {
                this.inlines(content, links, voice);
            }),
            "w:hyperlink" => {
                let uri = element
                    .attribute("r:id")
                    .and_then(|id| links.0.external(id))
                    .map(direct);
                let anchor = element.attribute("w:anchor").filter(|a| !a.is_empty());
                let link = match (uri, anchor) {
                    (Some(uri), Some(anchor)) if !uri.contains('#') => {
                        Some(Link::Uri(format!("{uri}#{anchor}").into()))
                    }
                    (Some(uri), _) => Some(Link::Uri(uri.into())),
                    (None, Some(anchor)) => Some(Link::Bookmark(anchor.into())),
                    (None, None) => None,
                };
                let voice = Voice {
                    link: link.or_else(|| voice.link.clone()),
                    ..voice.clone()
                };
                self.inlines(element, links, &voice);
            }
            "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                let voice = self.revised(element, voice);
                self.inlines(element, links, &voice);
            }
            "w:fldSimple" => {
                let instruction = element.attribute("w:instr").unwrap_or_default();
                let mut field = Field::default();
                field.say(instruction);
                field.begin_result();
                self.fields.push(field);
                self.inlines(element, links, voice);
                self.fields.pop();
            }
            "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" => self.inlines(element, links, voice),
            "mc:AlternateContent" => {
                if let Some(chosen) = alternative(element) {
                    self.inlines(chosen, links, voice);
                }
            }
            "m:oMath" | "m:oMathPara" => {
                let words = texts(element);
                self.foreign(ForeignKind::Formula, words, voice);
            }
            "w:p" | "w:tbl" => self.block(element, links, voice),
            _ => self.mark(element, voice),
        }
    }

    fn inlines(&mut self, parent: &Element, links: Links, voice: &Voice) {
        for element in parent.elements() {
            self.inline(element, links, voice);
        }
    }

    fn run(&mut self, run: &Element, voice: &Voice) {
        let properties = run.find("w:rPr");
        let before = properties.and_then(|p| p.find("w:rPrChange"));
        let properties = match (self.revisions, before) {
            (Revisions::Reject, Some(change)) => change.find("w:rPr"),
            _ => properties,
        };
        if let Some(change) = before {
            self.flat.has_revisions = true;
            let author = author_of(change);
            self.paragraph.authors.extend(author);
        }
        let mut setting = self.setting(properties);
        setting.link = voice.link.clone();
        if properties.and_then(|p| toggle(p, "w:vanish")) == Some(true) {
            let words = texts(run);
            if !words.trim().is_empty() {
                self.foreign(ForeignKind::HiddenText, words, voice);
            }
            return;
        }
        self.run_content(run, &setting, voice);
    }

    fn run_content(&mut self, run: &Element, setting: &Setting, voice: &Voice) {
        for element in run.elements() {
            match element.name.as_str() {
                "w:t" => self.words(&element.words(), setting, voice),
                // Of a deletion that is rejected.
                "w:delText" => self.words(&element.words(), setting, voice),
                "w:tab" | "w:ptab" => self.words("\t", setting, voice),
                "w:br" => {
                    // A page's or a column's end is no line of a text.
                    let kind = element.attribute("w:type");
                    if matches!(kind, None | Some("textWrapping")) {
                        self.words("\n", setting, voice);
                    }
                }
                "w:cr" => self.words("\n", setting, voice),
                "w:noBreakHyphen" => self.words("\u{2011}", setting, voice),
                "w:softHyphen" => self.words("\u{ad}", setting, voice),
                "w:sym" => self.symbol(element, setting, voice),
                "w:fldChar" => match element.attribute("w:fldCharType") {
                    Some("begin") if self.fields.len() < MOST_OPEN => {
                        self.fields.push(Field::default());
                    }
                    Some("begin") => {}
                    Some("separate") => {
                        if let Some(field) = self.fields.last_mut() {
                            field.begin_result();
                        }
                    }
                    _ => {
                        self.fields.pop();
                    }
                },
                "w:instrText" | "w:delInstrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.say(&element.words());
                    }
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    let id = element.attribute("w:id").unwrap_or_default().to_owned();
                    let note = match element.name.as_str() {
                        "w:footnoteReference" => NoteId::Footnote(id),
                        _ => NoteId::Endnote(id),
                    };
                    let setting = Setting {
                        note: Some(note),
                        ..Setting::default()
                    };
                    self.words(NOTE.encode_utf8(&mut [0; 4]), &setting, voice);
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawing(element, setting, voice),
                "mc:AlternateContent" => {
                    if let Some(chosen) = alternative(element) {
                        self.run_content(chosen, setting, voice);
                    }
                }
                "w:ruby" => {
                    if let Some(base) = element.find("w:rubyBase") {
                        for run in base.elements().filter(|e| e.name == "w:r") {
                            self.run_content(run, setting, voice);
                        }
                    }
                }
                _ => self.mark(element, voice),
            }
        }
    }

    /// How the words of a run are set by its properties.
    fn setting(&self, properties: Option<&Element>) -> Setting {
        let Some(properties) = properties else {
            return Setting::default();
        };
        let style = properties.value_of("w:rStyle");
        let by_style = style
            .map(|id| self.styles.character(id))
            .unwrap_or_default();
        let value = |name: &str| properties.value_of(name);
        let is_right_to_left = toggle(properties, "w:rtl") == Some(true);
        let language = properties.find("w:lang").and_then(|language| {
            let attribute = if is_right_to_left { "w:bidi" } else { "w:val" };
            language.attribute(attribute)
        });
        let is_link = style.is_some_and(|id| {
            let id = id.to_lowercase();
            id.contains("link")
        });
        let is_set = |name: &str| toggle(properties, name) == Some(true);
        let direct = if is_set("w:strike") || is_set("w:dstrike") {
            Some(Direct::Strikethrough)
        } else if value("w:highlight").is_some_and(|v| v != "none" && v != "white") {
            Some(Direct::Highlight)
        } else if value("w:vertAlign") == Some("subscript") {
            Some(Direct::Subscript)
        } else if value("w:vertAlign") == Some("superscript") {
            Some(Direct::Superscript)
        } else if value("w:u").is_some_and(|v| v != "none") && !is_link {
            Some(Direct::Underline)
        } else if value("w:color").is_some_and(|v| v != "auto" && v != "000000") && !is_link {
            Some(Direct::Colour)
        } else {
            None
        };
        Setting {
            emphasis: toggle(properties, "w:i").unwrap_or(by_style.emphasis),
            strong: toggle(properties, "w:b").unwrap_or(by_style.strong),
            language: language.map(str::to_owned),
            direct,
            ..Setting::default()
        }
    }

    /// Adds words to the paragraph at hand, unless a tracked change has taken them away or they only say
    /// how a field is made.
    fn words(&mut self, words: &str, setting: &Setting, voice: &Voice) {
        if voice.is_deleted || words.is_empty() {
            return;
        }
        let mut setting = setting.clone();
        let mut is_shown = true;
        for field in &self.fields {
            is_shown &= field.in_result;
            match &field.result {
                FieldResult::Link(link) => setting.link = Some(link.clone()),
                FieldResult::NoteNumber => is_shown = false,
                FieldResult::Words => {}
            }
        }
        if !is_shown {
            return;
        }
        if let Some(author) = &voice.author {
            self.paragraph.authors.insert(author.clone());
        }
        let gaps = words.bytes().filter(u8::is_ascii_whitespace).count();
        let left = self.text_left.checked_sub(words.len());
        let (Some(text_left), Some(words_left)) = (left, self.words_left.checked_sub(gaps)) else {
            self.cut.get_or_insert(ReadError::TooMuchText);
            return;
        };
        (self.text_left, self.words_left) = (text_left, words_left);
        let start = self.paragraph.text.len();
        // A character that stands for something else cannot be typed.
        if setting.note.is_some() || words == OBJECT_WORDS {
            self.paragraph.text.push_str(words);
        } else {
            let typed = words.chars().filter(|c| *c != NOTE && *c != OBJECT);
            self.paragraph.text.extend(typed);
        }
        let range = start..self.paragraph.text.len();
        match self.paragraph.runs.last_mut() {
            Some(last) if last.setting == setting && setting.note.is_none() => {
                last.range.end = range.end;
            }
            _ => self.paragraph.runs.push(Run { range, setting }),
        }
    }

    fn symbol(&mut self, element: &Element, setting: &Setting, voice: &Voice) {
        let code = element.attribute("w:char").unwrap_or_default();
        let code = u32::from_str_radix(code, 16).unwrap_or(0xfffd);
        // Fonts of symbols have their own characters in the private use area.
        match char::from_u32(code).filter(|_| !PRIVATE_USE.contains(&code)) {
            Some(character) => {
                self.words(character.encode_utf8(&mut [0; 4]), setting, voice);
            }
            None => {
                let font = element.attribute("w:font").unwrap_or_default().to_owned();
                self.foreign(ForeignKind::Symbol, font, voice);
            }
        }
    }

    fn drawing(&mut self, element: &Element, setting: &Setting, voice: &Voice) {
        if voice.is_deleted {
            return;
        }
        let mut found = Drawing::default();
        found.look(element);
        if element.name == "w:object" {
            found.kind = Some(ForeignKind::EmbeddedObject);
        }
        match found.kind {
            None if found.is_picture => {
                let at = self.paragraph.text.len();
                self.words(OBJECT_WORDS, setting, voice);
                self.paragraph.pictures.push(PictureHere {
                    at,
                    name: found.name,
                    alt: found.alt,
                });
            }
            kind => {
                let kind = kind.unwrap_or(ForeignKind::Drawing);
                self.foreign(kind, found.words, voice);
            }
        }
    }

    fn foreign(&mut self, kind: ForeignKind, words: String, voice: &Voice) {
        if voice.is_deleted {
            return;
        }
        let at = self.paragraph.text.len();
        self.paragraph.foreign.push(Foreign { at, kind, words });
    }
}

/// Who made a tracked change.
fn author_of(change: &Element) -> Option<String> {
    let author = change.attribute("w:author")?;
    (author.len() <= LONGEST).then(|| author.to_owned())
}

/// [`OBJECT`] as a string.
const OBJECT_WORDS: &str = "\u{fff9}";

/// What a drawing holds.
#[derive(Default)]
struct Drawing {
    name: String,
    alt: String,
    is_picture: bool,
    kind: Option<ForeignKind>,
    words: String,
}

impl Drawing {
    fn look(&mut self, element: &Element) {
        match element.name.as_str() {
            "wp:docPr" => {
                let attribute = |name| element.attribute(name).unwrap_or_default().to_owned();
                self.name = attribute("name");
                self.alt = attribute("descr");
            }
            "pic:pic" | "v:imagedata" => self.is_picture = true,
            "wps:txbx" | "v:textbox" => {
                self.kind = Some(ForeignKind::TextBox);
                self.words = texts(element);
                return;
            }
            "a:graphicData" => {
                let uri = element.attribute("uri").unwrap_or_default();
                if uri.ends_with("/chart") || uri.ends_with("/chartex") {
                    self.kind = Some(ForeignKind::Chart);
                } else if uri.ends_with("/diagram") {
                    self.kind = Some(ForeignKind::Diagram);
                }
            }
            _ => {}
        }
        for child in element.elements() {
            self.look(child);
        }
    }
}

/// Notes a name's stretch of a paragraph.
fn anchor(paragraph: &mut Paragraph, what: &OpenKind, range: Range<usize>, begins: bool) {
    let names = match what {
        OpenKind::Bookmark { name, .. } => [Some(AnchorName::Bookmark(name.clone())), None],
        OpenKind::Control { tag, alias } => [
            tag.clone().map(AnchorName::Tag),
            alias.clone().map(AnchorName::Alias),
        ],
        OpenKind::Comment { .. } => return,
    };
    for name in names.into_iter().flatten() {
        paragraph.anchors.push(Anchor {
            name,
            range: range.clone(),
            begins,
        });
    }
}

/// The alternative that is read (ECMA-376-3 §7.5): the first choice, or else the fallback.
fn alternative(element: &Element) -> Option<&Element> {
    let choice = element.find("mc:Choice");
    choice.or_else(|| element.find("mc:Fallback"))
}

/// Where a field HYPERLINK leads (§17.16.5.25).
pub(super) fn hyperlink(instruction: &str) -> Option<Link> {
    let mut target = None;
    let mut bookmark = None;
    let mut rest = instruction.trim().get("HYPERLINK".len()..)?;
    while let Some((word, after)) = argument(rest) {
        rest = after;
        match word {
            Argument::Switch(name @ ("l" | "o" | "t")) => {
                let Some((of_switch, after)) = argument(rest) else {
                    break;
                };
                // A tip and a frame say nothing of where it leads.
                if name == "l" {
                    bookmark = Some(of_switch.words());
                }
                rest = after;
            }
            Argument::Switch(_) => {}
            word => {
                target.get_or_insert_with(|| word.words());
            }
        }
    }
    match (target, bookmark) {
        (Some(uri), Some(bookmark)) if !uri.is_empty() => {
            Some(Link::Uri(format!("{uri}#{bookmark}").into()))
        }
        (_, Some(bookmark)) => Some(Link::Bookmark(bookmark.into())),
        (target, None) => target.map(|uri| Link::Uri(direct(&uri).into())),
    }
}

/// A part of a field's instruction (§17.16.1).
enum Argument<'i> {
    Switch(&'i str),
    Word(&'i str),
    /// In quotation marks, where a backslash stands before a mark and before another backslash.
    Quoted(String),
}

impl Argument<'_> {
    fn words(self) -> String {
        match self {
            Argument::Switch(name) => format!("\\{name}"),
            Argument::Word(word) => word.to_owned(),
            Argument::Quoted(words) => words,
        }
    }
}

/// The first argument of an instruction, and what follows it.
fn argument(instruction: &str) -> Option<(Argument<'_>, &str)> {
    let instruction = instruction.trim_start();
    let Some(quoted) = instruction.strip_prefix('"') else {
        let end = instruction.find(char::is_whitespace);
        let (word, after) = instruction.split_at(end.unwrap_or(instruction.len()));
        let argument = match word.strip_prefix('\\') {
            Some(name) => Argument::Switch(name),
            None => Argument::Word(word),
        };
        return (!word.is_empty()).then_some((argument, after));
    };
    let mut words = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((Argument::Quoted(words), &quoted[at + 1..])),
            '\\' if quoted[at + 1..].starts_with(['"', '\\']) => {
                words.extend(characters.next().map(|(_, escaped)| escaped));
            }
            character => words.push(character),
        }
    }
    Some((Argument::Quoted(words), ""))
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
