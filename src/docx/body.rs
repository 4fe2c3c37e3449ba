//! The document's blocks as paragraphs and tables.

use super::anchor::{self, Anchor, Names};
use super::inlines::{Voice, sanitised};
use super::numbering::{BULLETS, Numbered, Numberings};
use super::relationships::Links;
use super::{Error, is_right_to_left, styles};
use crate::document::{
    Block, BlockKind, Caption, Cell, Chart, ColumnAlignment, Description, Document, Figure,
    Heading, Inline, InlineKind, Language, List, ListMarker, Lockup, Node, NodeId, Note,
    Paragraph as Words, ParagraphRole, Picture, PictureFormat, SectionRole, Table as Data,
    plain_text,
};
use crate::layout;
use crate::length::Length;
use crate::locale::{self, Direction};
use crate::svg::{self, Drawing};
use crate::theme::{StyleName, Theme, logo_size};
use docx_rs::{
    BookmarkEnd, BookmarkStart, BreakType, IndentLevel, LineSpacing, NumberingId, Paragraph,
    ParagraphChild, Pic, Run, Tab, TabValueType, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};
use std::collections::{BTreeMap, BTreeSet};

/// The finest that a picture is printed at, in pixels an inch: a small picture is not blown up.
const PIXELS_PER_INCH: i64 = 220;
/// How much wider than in layout columns are at least, since Word rounds the widths of letters: 26/25.
const LEAST_SLACK: (i64, i64) = (26, 25);
/// How much wider they are at most, where the measure has the room, for letters of another font: 6/5.
const MOST_SLACK: (i64, i64) = (6, 5);

/// A table of so many lines is kept on one page: of about a third of it.
const WHOLE_UP_TO_LINES: usize = 16;

/// What stands in the body.
pub(super) enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl Piece {
    /// Keeps a paragraph on one page with what follows; the rows of a table say that themselves.
    fn keep_with_next(&mut self) {
        if let Piece::Paragraph(paragraph) = self {
            paragraph.property.keep_next = Some(true);
        }
    }
}

/// What a table says to those who do not see it.
pub(super) struct TableFacts {
    pub title: String,
    pub description: String,
    /// Whether the cells of the first column are the headers of their rows.
    pub row_headers: bool,
    pub right_to_left: bool,
}

/// What docx-rs does not keep of a picture.
pub(super) struct PictureFacts {
    pub file: String,
    pub alt: String,
    /// How the pixels are coded.
    pub format: PictureFormat,
    /// The shapes that the pixels stand for, as SVG.
    pub drawing: Option<String>,
}

/// Turns a document into paragraphs and tables, and gathers what belongs into other parts.
pub(super) struct Composer<'a> {
    document: &'a Document,
    theme: &'a Theme,
    /// The pictures of charts, by the nodes of their drawings.
    charts: &'a BTreeMap<NodeId, Picture>,
    names: Names,
    targets: BTreeSet<&'a str>,
    /// The bookmarks that the next paragraph is to bear.
    pending: Vec<&'a str>,
    bookmarks: usize,
    last_heading_number: Option<(u32, usize)>,
    notes: BTreeMap<usize, String>,
    in_note: bool,
    /// Whether contacts, funding or rights have begun.
    is_closing: bool,
    /// What its logo takes of the masthead's line.
    masthead_logo: Length,
    /// Every place that is found again, in reading order.
    pub anchors: Vec<Anchor>,
    pub numberings: Numberings,
    pub body_links: Links,
    pub note_links: Links,
    pub tables: Vec<TableFacts>,
    pub pictures: Vec<PictureFacts>,
    /// The first picture that could not be read.
    pub unreadable: Option<Error>,
}

/// Where a block stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    language: &'a Language,
    role: SectionRole,
    /// The level of the list around, from 0.
    list: Option<usize>,
}

/// What a row is in its table.
#[derive(Clone, Copy)]
enum RowKind {
    /// The first, which stays with the one after it.
    Header,
    Body {
        keeps_with_next: bool,
    },
}

/// How the first paragraph of a list's item is marked.
#[derive(Clone, Copy)]
struct Mark<'a> {
    list: &'a List,
    level: usize,
    instance: Option<usize>,
}

impl<'a> Composer<'a> {
    pub fn new(
        document: &'a Document,
        theme: &'a Theme,
        charts: &'a BTreeMap<NodeId, Picture>,
    ) -> Composer<'a> {
        Composer {
            document,
            theme,
            charts,
            names: Names::default(),
            targets: document.anchors().into_keys().collect(),
            pending: Vec::new(),
            bookmarks: 0,
            last_heading_number: None,
            notes: BTreeMap::new(),
            in_note: false,
            is_closing: false,
            masthead_logo: Length::ZERO,
            anchors: Vec::new(),
            numberings: Numberings::default(),
            body_links: Links::default(),
            note_links: Links::default(),
            tables: Vec::new(),
            pictures: Vec::new(),
            unreadable: None,
        }
    }

    /// The whole body.
    pub fn body(&mut self) -> Vec<Piece> {
        let mut out = Vec::new();
        let place = Place {
            language: self.document_language(),
            role: SectionRole::Masthead,
            list: None,
        };
        self.blocks(&self.document.blocks, place, &mut out);
        set_apart(out, self.theme)
    }

    /// The paragraph at the foot of each page.
    pub fn running_foot(&self) -> Paragraph {
        let voice = Voice::plain(self.document_language());
        let [before, between, after] = &self.document.page_number_pattern;
        let mut children = Vec::new();
        self.directed_words(&self.document.running_title, voice, &mut children);
        children.push(ParagraphChild::Run(Box::new(Run::new().add_tab())));
        let words = |words: &str, children: &mut Vec<ParagraphChild>| {
            if !words.is_empty() {
                children.push(self.words(words, voice));
            }
        };
        words(before, &mut children);
        self.word_field("PAGE", "1", voice, &mut children);
        words(between, &mut children);
        self.word_field("NUMPAGES", "1", voice, &mut children);
        words(after, &mut children);
        let mut paragraph = Paragraph::new().style(styles::FOOTER);
        paragraph.children = children;
        self.directed(paragraph, self.document_language())
    }

    pub(super) fn document(&self) -> &'a Document {
        self.document
    }

    pub(super) fn document_language(&self) -> &'a Language {
        &self.document.metadata.language
    }

    pub(super) fn language_of(&self, node: &'a Node, parent: &'a Language) -> &'a Language {
        node.language.as_ref().unwrap_or(parent)
    }

    pub(super) fn links(&mut self) -> &mut Links {
        if self.in_note {
            &mut self.note_links
        } else {
            &mut self.body_links
        }
    }

    pub(super) fn is_target(&self, anchor: &str) -> bool {
        self.targets.contains(anchor)
    }

    pub(super) fn is_in_note(&self) -> bool {
        self.in_note
    }

    /// Whether any footnote has been referred to.
    pub(super) fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    pub(super) fn note_bookmark(&self, index: usize) -> Option<String> {
        self.notes.get(&index).cloned()
    }

    /// The id of a note's first reference, and the name of the bookmark round it.
    pub(super) fn begin_note(&mut self, index: usize) -> (usize, String) {
        let bookmark = format!("_note_{}", index + 1);
        self.notes.insert(index, bookmark.clone());
        self.in_note = true;
        (self.notes.len(), bookmark)
    }

    pub(super) fn end_note(&mut self) {
        self.in_note = false;
    }

    pub(super) fn note_paragraphs(&mut self, note: &'a Note) -> Vec<Paragraph> {
        let waiting = std::mem::take(&mut self.pending);
        self.pend(&note.node);
        self.pend(&note.label);
        let place = Place {
            language: self.language_of(&note.node, self.document_language()),
            role: SectionRole::References,
            list: None,
        };
        let mut pieces = Vec::new();
        for block in &note.blocks {
            match &block.kind {
                BlockKind::Paragraph(words) => {
                    let words = (&words.content[..], styles::FOOTNOTE_TEXT);
                    let paragraph = self.written(block, None, words, place);
                    pieces.push(Piece::Paragraph(Box::new(paragraph)));
                }
                _ => self.block(block, place, &mut pieces),
            }
        }
        self.pending = waiting;
        let mut paragraphs: Vec<Paragraph> = pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Paragraph(paragraph) => Some(*paragraph),
                Piece::Table(_) => None,
            })
            .collect();
        if paragraphs.is_empty() {
            paragraphs.push(Paragraph::new().style(styles::FOOTNOTE_TEXT));
        }
        paragraphs
    }

    pub(super) fn next_bookmark_id(&mut self) -> usize {
        self.bookmarks += 1;
        self.bookmarks
    }

    /// Begins the bookmark that references to `anchor` lead to.
    pub(super) fn open_target(&mut self, anchor: &str, out: &mut Vec<ParagraphChild>) -> usize {
        let id = self.next_bookmark_id();
        let name = anchor::target_name(anchor);
        out.push(ParagraphChild::BookmarkStart(BookmarkStart::new(id, name)));
        id
    }

    /// Begins a field of the brief: its bookmark, round which a content control is put later.
    pub(super) fn open_field(
        &mut self,
        path: &str,
        style: &str,
        text: &str,
        out: &mut Vec<ParagraphChild>,
    ) -> usize {
        self.open_anchor(path, true, style, text, out)
    }

    fn open_anchor(
        &mut self,
        path: &str,
        is_field: bool,
        style: &str,
        text: &str,
        out: &mut Vec<ParagraphChild>,
    ) -> usize {
        let id = self.next_bookmark_id();
        let bookmark = self.names.bookmark(path);
        out.push(ParagraphChild::BookmarkStart(BookmarkStart::new(
            id,
            bookmark.as_str(),
        )));
        self.anchors.push(Anchor {
            path: path.to_owned(),
            is_field,
            bookmark,
            style: style.to_owned(),
            text: sanitised(text),
        });
        id
    }

    /// Leaves the anchor of `node` to the next paragraph.
    fn pend(&mut self, node: &'a Node) {
        self.pending.extend(node.anchor.as_deref());
    }

    fn blocks(&mut self, blocks: &'a [Block], place: Place<'a>, out: &mut Vec<Piece>) {
        for block in blocks {
            self.block(block, place, out);
        }
    }

    fn block(&mut self, block: &'a Block, place: Place<'a>, out: &mut Vec<Piece>) {
        let place = Place {
            language: self.language_of(&block.node, place.language),
            ..place
        };
        self.pend(&block.node);
        match &block.kind {
            BlockKind::Section(section) => {
                let place = Place {
                    role: section.role,
                    ..place
                };
                self.blocks(&section.blocks, place, out);
            }
            BlockKind::Heading(heading) => {
                let paragraph = self.heading(heading, block, place);
                out.push(Piece::Paragraph(Box::new(paragraph)));
            }
            BlockKind::Paragraph(words) => {
                let paragraph = match place.list {
                    Some(level) => self.continued(block, None, words, level, place),
                    None => {
                        let style = styles::paragraph(words.role);
                        self.written(block, None, (&words.content, style), place)
                    }
                };
                out.push(Piece::Paragraph(Box::new(paragraph)));
            }
            BlockKind::List(list) => self.list(list, place, out),
            BlockKind::DescriptionList(descriptions) => {
                for description in descriptions {
                    self.description(description, place, out);
                }
            }
            BlockKind::Table(table) => self.table(table, place, out),
            BlockKind::Figure(figure) => self.figure(figure, place, out),
            BlockKind::Chart(chart) => self.chart(chart, place, out),
            BlockKind::Lockup(lockup) => self.lockup(lockup, place, out),
        }
    }

    /// A paragraph in `style`. Its whole content is a field where the block's node has an origin, or
    /// else `outer`, the node of what the block stands alone in.
    fn written(
        &mut self,
        block: &'a Block,
        outer: Option<&'a Node>,
        (content, style): (&'a [Inline], &str),
        place: Place<'a>,
    ) -> Paragraph {
        let language = self.language_of(&block.node, place.language);
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        if style == styles::paragraph(ParagraphRole::Masthead) {
            self.masthead(block, content, style, language, &mut children);
        } else {
            self.content(
                &[Some(&block.node), outer],
                content,
                style,
                language,
                &mut children,
            );
        }
        close(targets, &mut children);
        self.paragraph(style, children, language)
    }

    fn open_pending(&mut self, children: &mut Vec<ParagraphChild>) -> Vec<usize> {
        let pending = std::mem::take(&mut self.pending);
        let open = pending.into_iter();
        open.map(|anchor| self.open_target(anchor, children))
            .collect()
    }

    /// The words of a paragraph, a field as a whole where one of `nodes` has an origin.
    fn content(
        &mut self,
        nodes: &[Option<&'a Node>],
        content: &'a [Inline],
        style: &str,
        language: &'a Language,
        children: &mut Vec<ParagraphChild>,
    ) {
        let mut voice = Voice::plain(language);
        if is_of_numbers(style) {
            voice.direction = Direction::LeftToRight;
        }
        let origin = nodes.iter().flatten().find_map(|node| node.origin.as_ref());
        let field = origin
            .map(|origin| self.open_field(&origin.path, style, &plain_text(content), children));
        voice.in_field = field.is_some();
        self.inlines(content, voice, style, children);
        close(field, children);
    }

    /// The line over the title: its first part at the start, a last part that is a span of its own at
    /// the end, or below it where one line has no room for both.
    fn masthead(
        &mut self,
        block: &'a Block,
        content: &'a [Inline],
        style: &str,
        language: &'a Language,
        children: &mut Vec<ParagraphChild>,
    ) {
        let node = Some(&block.node);
        match content {
            [first, .., last] if matches!(last.kind, InlineKind::Span(_)) => {
                self.content(
                    &[node],
                    std::slice::from_ref(first),
                    style,
                    language,
                    children,
                );
                children.push(if self.is_on_one_line(content) {
                    // A word processor that has no room for the tab, because its font is wider, sets none: the
                    // space keeps the words apart.
                    ParagraphChild::Run(Box::new(Run::new().add_text(" ").add_tab()))
                } else {
                    line_break()
                });
                self.content(&[], std::slice::from_ref(last), style, language, children);
            }
            all => self.content(&[node], all, style, language, children),
        }
    }

    /// Whether the parts of the masthead have room beside its logo and each other, in letters of another font.
    fn is_on_one_line(&self, content: &[Inline]) -> bool {
        let width = layout::width(self.document, content, StyleName::Masthead, self.theme);
        let width = width.scaled(MOST_SLACK.0, MOST_SLACK.1);
        self.masthead_logo + width <= self.theme.single_column.measure()
    }

    fn paragraph(
        &self,
        style: &str,
        children: Vec<ParagraphChild>,
        language: &Language,
    ) -> Paragraph {
        let mut paragraph = Paragraph::new().style(style);
        paragraph.children = children;
        self.directed(paragraph, language)
    }

    /// Marks a paragraph that runs against the document: the styles have the document's own direction.
    fn directed(&self, mut paragraph: Paragraph, language: &Language) -> Paragraph {
        let numbers = style_of(&paragraph);
        let right_to_left = is_right_to_left(language) && !is_of_numbers(numbers);
        if right_to_left != is_right_to_left(self.document_language()) {
            paragraph.property = paragraph.property.bidi(true);
        }
        paragraph
    }

    fn heading(&mut self, heading: &'a Heading, block: &'a Block, place: Place<'a>) -> Paragraph {
        let closes = matches!(
            place.role,
            SectionRole::Contacts | SectionRole::Funding | SectionRole::Rights
        );
        let style = if closes && heading.level == 1 && !self.is_closing {
            self.is_closing = true;
            styles::CLOSING_HEADING.to_owned()
        } else {
            styles::heading(heading.level)
        };
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        // A heading of ours has a bookmark too: what follows it is known by it.
        let has_field = block.node.origin.is_some() || heading.content.iter().any(has_origin);
        let label = (!has_field).then(|| {
            let path = format!("label:{}", place.role.name());
            let text = plain_text(&heading.content);
            self.open_anchor(&path, false, &style, &text, &mut children)
        });
        let node = Some(&block.node);
        self.content(
            &[node],
            &heading.content,
            &style,
            place.language,
            &mut children,
        );
        close(label, &mut children);
        close(targets, &mut children);
        let mut paragraph = self.paragraph(&style, children, place.language);
        if let Some(number) = heading.label.as_ref().and_then(|label| label.number) {
            let instance = match self.last_heading_number {
                Some((last, instance)) if last.checked_add(1) == Some(number) => instance,
                _ => self.numberings.add(Numbered::Headings, 0, number),
            };
            self.last_heading_number = Some((number, instance));
            paragraph = paragraph.numbering(NumberingId::new(instance), IndentLevel::new(0));
        }
        paragraph
    }

    fn list(&mut self, list: &'a List, place: Place<'a>, out: &mut Vec<Piece>) {
        let level = place.list.map_or(0, |level| level + 1);
        let place = Place {
            list: Some(level),
            ..place
        };
        let recommends = list.items.iter().any(|item| {
            matches!(
                item.blocks.first().map(|block| &block.kind),
                Some(BlockKind::Paragraph(words)) if words.role == ParagraphRole::Recommendation
            )
        });
        let instance = match list.marker {
            ListMarker::Bullet => None,
            ListMarker::Decimal => {
                let what = if recommends {
                    Numbered::Recommendations
                } else {
                    Numbered::List
                };
                let first = list.items.first().and_then(|item| item.label.number);
                Some(self.numberings.add(what, level, first.unwrap_or(1)))
            }
        };
        let mark = Mark {
            list,
            level,
            instance,
        };
        let is_recommendation = place.role == SectionRole::Recommendations && level == 0;
        let space = self.theme.space_after_item(is_recommendation);
        let mut is_below_many = false;
        let mut begins = Vec::with_capacity(list.items.len());
        for item in &list.items {
            self.pend(&item.node);
            let place = Place {
                language: self.language_of(&item.node, place.language),
                ..place
            };
            let (first, rest) = match item.blocks.split_first() {
                Some((block, rest)) if matches!(block.kind, BlockKind::Paragraph(_)) => {
                    (Some(block), rest)
                }
                _ => (None, &item.blocks[..]),
            };
            let mut paragraph = match first {
                Some(block) => self.marked(block, &item.node, mark, place),
                None => {
                    let style = styles::list(list.marker == ListMarker::Bullet, level);
                    let paragraph = self.paragraph(&style, Vec::new(), place.language);
                    numbered(paragraph, mark)
                }
            };
            if is_below_many {
                paragraph = set_off(paragraph, space);
            }
            is_below_many = item.blocks.len() > 1;
            begins.push(out.len());
            out.push(Piece::Paragraph(Box::new(paragraph)));
            self.blocks(rest, place, out);
        }
        hold_items_together(out, &begins);
    }

    /// The first paragraph of an item, which bears its mark.
    fn marked(
        &mut self,
        block: &'a Block,
        item: &'a Node,
        mark: Mark<'a>,
        place: Place<'a>,
    ) -> Paragraph {
        self.pend(&block.node);
        let BlockKind::Paragraph(words) = &block.kind else {
            return Paragraph::new();
        };
        let style = match words.role {
            ParagraphRole::Body => styles::list(mark.list.marker == ListMarker::Bullet, mark.level),
            role => styles::paragraph(role).to_owned(),
        };
        let paragraph = self.written(block, Some(item), (&words.content, &style), place);
        let by_style = words.role == ParagraphRole::Body && mark.instance.is_none();
        if by_style && mark.level < styles::LIST_LEVELS {
            return paragraph;
        }
        numbered(paragraph, mark)
    }

    /// A further paragraph of an item at `level`.
    fn continued(
        &mut self,
        block: &'a Block,
        outer: Option<&'a Node>,
        words: &'a Words,
        level: usize,
        place: Place<'a>,
    ) -> Paragraph {
        let style = match words.role {
            ParagraphRole::Body => styles::list_continue(level),
            ParagraphRole::Attributes if level == 0 => styles::ITEM_ATTRIBUTES.to_owned(),
            role => styles::paragraph(role).to_owned(),
        };
        let mut paragraph = self.written(block, outer, (&words.content, &style), place);
        let by_style = match words.role {
            ParagraphRole::Body => level < styles::LIST_LEVELS,
            ParagraphRole::Attributes => level == 0,
            _ => false,
        };
        if !by_style {
            let indent = self.theme.list_indent * (level as i64 + 1);
            paragraph.property = styles::indented(paragraph.property, indent);
        }
        paragraph
    }

    /// A term and what is said of it: one paragraph, the term before the tab; what follows is indented.
    fn description(
        &mut self,
        description: &'a Description,
        place: Place<'a>,
        out: &mut Vec<Piece>,
    ) {
        let place = Place {
            language: self.language_of(&description.node, place.language),
            ..place
        };
        self.pend(&description.node);
        self.pend(&description.term_node);
        let style = styles::FACTS;
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        let voice = Voice {
            style: Some(styles::TERM),
            ..Voice::plain(self.language_of(&description.term_node, place.language))
        };
        let term = description.term_node.origin.as_ref().map(|origin| {
            let text = plain_text(&description.term);
            self.open_field(&origin.path, style, &text, &mut children)
        });
        let voice = Voice {
            in_field: term.is_some(),
            ..voice
        };
        self.inlines(&description.term, voice, style, &mut children);
        close(term, &mut children);
        children.push(ParagraphChild::Run(Box::new(Run::new().add_tab())));
        let mut rest = &description.blocks[..];
        if let Some((block, others)) = description.blocks.split_first()
            && let BlockKind::Paragraph(words) = &block.kind
        {
            rest = others;
            self.pend(&block.node);
            let inner = self.open_pending(&mut children);
            let language = self.language_of(&block.node, place.language);
            let nodes = [Some(&block.node), Some(&description.node)];
            self.content(&nodes, &words.content, style, language, &mut children);
            close(inner, &mut children);
        }
        close(targets, &mut children);
        let paragraph = self.paragraph(style, children, place.language);
        out.push(Piece::Paragraph(Box::new(paragraph)));
        for block in rest {
            match &block.kind {
                BlockKind::Paragraph(words) => {
                    self.pend(&block.node);
                    let words = (&words.content[..], styles::FACTS_CONTINUED);
                    let paragraph = self.written(block, None, words, place);
                    out.push(Piece::Paragraph(Box::new(paragraph)));
                }
                _ => self.block(block, place, out),
            }
        }
    }

    fn caption(
        &mut self,
        caption: &'a Caption,
        sequence: &str,
        keeps_with_next: bool,
        place: Place<'a>,
    ) -> Paragraph {
        self.pend(&caption.node);
        self.pend(&caption.label_node);
        let language = self.language_of(&caption.node, place.language);
        let style = styles::CAPTION;
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        let voice = Voice {
            style: Some(styles::LABEL),
            ..Voice::plain(self.language_of(&caption.label_node, language))
        };
        let [before, after] = &caption.label;
        if !before.is_empty() {
            children.push(self.words(before, voice));
        }
        let number = locale::numeral(voice.language, caption.number);
        let instruction = if number.is_ascii() {
            format!("SEQ {sequence} \\* ARABIC")
        } else {
            // Without a format (ECMA-376-1 §17.16.4.3.1), for which there is none of such figures, LibreOffice shows
            // the number as it is written here, and Word in the figures that its user has set.
            format!("SEQ {sequence}")
        };
        self.word_field(&instruction, &number, voice, &mut children);
        if !after.is_empty() {
            children.push(self.words(after, voice));
        }
        children.push(self.words("\u{2002}", Voice::plain(language)));
        let node = Some(&caption.node);
        self.content(&[node], &caption.content, style, language, &mut children);
        close(targets, &mut children);
        let mut paragraph = self.paragraph(style, children, language);
        if keeps_with_next {
            paragraph = paragraph.keep_next(true);
        }
        paragraph
    }

    fn table(&mut self, table: &'a Data, place: Place<'a>, out: &mut Vec<Piece>) {
        if let Some(caption) = &table.caption {
            let paragraph = self.caption(caption, "Table", true, place);
            out.push(Piece::Paragraph(Box::new(paragraph)));
        }
        self.rows(table, place, out);
    }

    /// A chart: its picture, where there is one, and its data as a table.
    fn chart(&mut self, chart: &'a Chart, place: Place<'a>, out: &mut Vec<Piece>) {
        if let Some(caption) = &chart.data.caption {
            let paragraph = self.caption(caption, "Figure", true, place);
            out.push(Piece::Paragraph(Box::new(paragraph)));
        }
        if let Some(picture) = self.charts.get(&chart.drawing_node.id) {
            let paragraph = self.figure_picture(&chart.drawing_node, picture, &chart.alt, place);
            out.push(Piece::Paragraph(Box::new(paragraph.keep_next(true))));
        }
        self.pend(&chart.data_node);
        self.rows(&chart.data, place, out);
    }

    /// A table without its caption.
    fn rows(&mut self, table: &'a Data, place: Place<'a>, out: &mut Vec<Piece>) {
        let headers: Vec<String> = table
            .header
            .iter()
            .map(|c| plain_text(&c.content))
            .collect();
        let caption = table.caption.as_ref();
        self.tables.push(TableFacts {
            title: caption.map_or_else(String::new, |c| sanitised(&plain_text(&c.content))),
            description: sanitised(&headers.join(", ")),
            row_headers: table.row_headers,
            right_to_left: is_right_to_left(place.language),
        });
        let Grid { columns, lines } = grid(self.document, table, self.theme);
        let widths: Vec<usize> = columns.iter().map(|column| column.width).collect();
        let mut rows = Vec::with_capacity(table.rows.len() + 1);
        self.pend(&table.header_node);
        rows.push(self.row(&table.header, table, &columns, RowKind::Header, place));
        for (index, row) in table.rows.iter().enumerate() {
            self.pend(&row.node);
            let place = Place {
                language: self.language_of(&row.node, place.language),
                ..place
            };
            let keeps_with_next = match table.rows.len() - index {
                1 => table.note.is_some(),
                2 => true,
                _ => lines <= WHOLE_UP_TO_LINES,
            };
            let kind = RowKind::Body { keeps_with_next };
            rows.push(self.row(&row.cells, table, &columns, kind, place));
        }
        out.push(Piece::Table(Box::new(
            Table::without_borders(rows)
                .style(styles::TABLE)
                .set_grid(widths.clone())
                .width(widths.iter().sum(), WidthType::Dxa)
                .layout(TableLayoutType::Fixed),
        )));
        if let Some(note) = &table.note {
            let place = Place {
                list: None,
                ..place
            };
            self.block(note, place, out);
        }
    }

    fn row(
        &mut self,
        cells: &'a [Cell],
        table: &'a Data,
        columns: &[Column],
        kind: RowKind,
        place: Place<'a>,
    ) -> TableRow {
        let (is_header, keeps_with_next) = match kind {
            RowKind::Header => (true, true),
            RowKind::Body { keeps_with_next } => (false, keeps_with_next),
        };
        let mut set = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter().enumerate() {
            let alignment = table.alignments.get(index).copied().unwrap_or_default();
            let is_number = cells.get(index).is_some_and(|cell| cell.decimal.is_some());
            // The decimal signs of Arabic script are none that word processors align by.
            let has_tab = is_number && !is_right_to_left(self.document_language());
            let decimal_tab = column.decimal_tab.filter(|_| has_tab);
            // Numbers run from left to right in every language, and have their edge at the right: in a document
            // from right to left that is where words have theirs.
            let alignment = match alignment {
                ColumnAlignment::End
                    if !is_number && is_right_to_left(self.document_language()) =>
                {
                    ColumnAlignment::Start
                }
                alignment => alignment,
            };
            let style = match (is_header, alignment) {
                (true, ColumnAlignment::Start) => styles::TABLE_HEADING,
                (true, ColumnAlignment::End) => styles::TABLE_HEADING_NUMBER,
                (false, ColumnAlignment::Start) => styles::TABLE_TEXT,
                (false, ColumnAlignment::End) if decimal_tab.is_some() => styles::TABLE_DECIMAL,
                (false, ColumnAlignment::End) => styles::TABLE_NUMBER,
            };
            let mut children = Vec::new();
            let mut language = place.language;
            if let Some(cell) = cells.get(index) {
                self.pend(&cell.node);
                language = self.language_of(&cell.node, language);
                let targets = self.open_pending(&mut children);
                self.content(
                    &[Some(&cell.node)],
                    &cell.content,
                    style,
                    language,
                    &mut children,
                );
                close(targets, &mut children);
            }
            let mut paragraph = self.paragraph(style, children, language);
            if keeps_with_next {
                paragraph = paragraph.keep_next(true);
            }
            if let Some(position) = decimal_tab {
                let tab = Tab::new().val(TabValueType::Decimal).pos(position);
                paragraph.property = paragraph.property.add_tab(tab);
            }
            let cell = TableCell::new().width(column.width, WidthType::Dxa);
            set.push(cell.add_paragraph(paragraph));
        }
        TableRow::new(set).cant_split()
    }

    /// A picture of this width and height, in line with the words.
    fn picture(
        &mut self,
        picture: &Picture,
        alt: &str,
        (width, height): (Length, Length),
    ) -> ParagraphChild {
        let emu = |length: Length| u32::try_from(length.to_emu()).unwrap_or(u32::MAX).max(1);
        let (format, bytes, drawing) = self.pixels(picture, width);
        self.pictures.push(PictureFacts {
            file: sanitised(&picture.file),
            alt: sanitised(alt),
            format,
            drawing,
        });
        let pixels = (picture.width_px.min(0xffff), picture.height_px.min(0xffff));
        let pic = Pic::new_with_dimensions(bytes, pixels.0, pixels.1)
            .id(super::relationships::picture_id(self.pictures.len()))
            .size(emu(width), emu(height));
        ParagraphChild::Run(Box::new(Run::new().add_image(pic)))
    }

    /// Logos with their words. One logo begins the line of the words' first paragraph; several stand in a
    /// line of their own above it.
    fn lockup(&mut self, lockup: &'a Lockup, place: Place<'a>, out: &mut Vec<Piece>) {
        let in_masthead = place.role == SectionRole::Masthead;
        let tallest = if in_masthead {
            self.theme.masthead_logo_height
        } else {
            self.theme.emblem_height
        };
        let first = match lockup.blocks.first().map(|block| &block.kind) {
            // The style of words beside an emblem is that of a statement; others stand below it.
            Some(BlockKind::Paragraph(words))
                if lockup.logos.len() == 1
                    && (in_masthead || words.role == ParagraphRole::FundingStatement) =>
            {
                Some(words)
            }
            _ => None,
        };
        let widest = match first {
            Some(_) if in_masthead => self.theme.single_column.measure() / 4,
            Some(_) => self.theme.facts_indent - self.theme.emblem_gap,
            None => self.theme.single_column.measure(),
        };
        let voice = Voice::plain(place.language);
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        for (index, logo) in lockup.logos.iter().enumerate() {
            if index > 0 {
                children.push(self.words("\u{2003}", voice));
            }
            self.pend(&logo.node);
            let inner = self.open_pending(&mut children);
            let picture = &logo.picture;
            let size = logo_size((picture.width_px, picture.height_px), tallest, widest);
            if first.is_some() && in_masthead {
                self.masthead_logo = size.0 + self.theme.grid;
            }
            children.push(self.picture(picture, &logo.alt, size));
            close(inner, &mut children);
        }
        close(targets, &mut children);
        let mut rest = &lockup.blocks[..];
        if let (Some(words), Some((block, others))) = (first, lockup.blocks.split_first()) {
            rest = others;
            let style = if in_masthead {
                children.push(if self.is_on_one_line(&words.content) {
                    self.words("\u{2002}", voice)
                } else {
                    line_break()
                });
                styles::paragraph(words.role)
            } else {
                children.push(ParagraphChild::Run(Box::new(Run::new().add_tab())));
                styles::EMBLEM
            };
            let mut paragraph = self.written(block, None, (&words.content, style), place);
            paragraph.children.splice(0..0, children);
            out.push(Piece::Paragraph(Box::new(paragraph)));
        } else if !lockup.logos.is_empty() {
            let paragraph = self.paragraph(styles::LOGOS, children, place.language);
            out.push(Piece::Paragraph(Box::new(paragraph)));
        }
        self.blocks(rest, place, out);
    }

    fn figure(&mut self, figure: &'a Figure, place: Place<'a>, out: &mut Vec<Piece>) {
        let paragraph =
            self.figure_picture(&figure.picture_node, &figure.picture, &figure.alt, place);
        out.push(Piece::Paragraph(Box::new(paragraph)));
        if let Some(caption) = &figure.caption {
            let paragraph = self.caption(caption, "Figure", figure.credit.is_some(), place);
            out.push(Piece::Paragraph(Box::new(paragraph)));
        }
        if let Some(credit) = &figure.credit {
            let place = Place {
                list: None,
                ..place
            };
            self.block(credit, place, out);
        }
    }

    /// A picture in a paragraph of its own, as large as it is by nature or as there is room.
    fn figure_picture(
        &mut self,
        node: &'a Node,
        picture: &Picture,
        alt: &str,
        place: Place<'a>,
    ) -> Paragraph {
        self.pend(node);
        let measure = self.theme.single_column.measure();
        let pixels_per_inch = match picture.format {
            PictureFormat::Svg => i64::from(svg::PX_PER_INCH),
            PictureFormat::Png | PictureFormat::Jpeg => PIXELS_PER_INCH,
        };
        let natural = Length::pt(72.0).scaled(i64::from(picture.width_px), pixels_per_inch);
        let width = natural.min(measure);
        let height = width.scaled(i64::from(picture.height_px), i64::from(picture.width_px));
        let room = self.theme.single_column;
        let tallest = (room.height - room.margin_top - room.margin_bottom).scaled(4, 5);
        let (width, height) = if height > tallest {
            let width = tallest.scaled(i64::from(picture.width_px), i64::from(picture.height_px));
            (width, tallest)
        } else {
            (width, height)
        };
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        children.push(self.picture(picture, alt, (width, height)));
        close(targets, &mut children);
        self.paragraph(styles::FIGURE, children, place.language)
    }

    /// The pixels of a picture; for a drawing, those of print at this width, and its shapes, which a reader
    /// that knows them shows instead.
    fn pixels(
        &mut self,
        picture: &Picture,
        width: Length,
    ) -> (PictureFormat, Vec<u8>, Option<String>) {
        if picture.format != PictureFormat::Svg {
            return (picture.format, picture.bytes.to_vec(), None);
        }
        let read = Drawing::read(&picture.bytes).map_err(|fault| fault.to_string());
        let painted = read.and_then(|drawing| {
            let across = width.to_pt() / 72.0 * f64::from(svg::PRINT_PPI);
            let pixels = drawing.to_png(across.ceil() as u32);
            let pixels = pixels.ok_or_else(|| "it cannot be painted".to_owned())?;
            Ok((pixels, drawing.simplified()))
        });
        match painted {
            Ok((pixels, shapes)) => (PictureFormat::Png, pixels, Some(shapes)),
            Err(cause) => {
                let file = picture.file.clone();
                self.unreadable
                    .get_or_insert(Error::Picture { file, cause });
                (PictureFormat::Png, Vec::new(), None)
            }
        }
    }
}

/// Sets paragraphs apart from the table, the list or the facts above them. A table has no space below
/// it, and that below an item is what parts it from the next, so the space is the following
/// paragraph's, unless its style has its own. Between two tables and at the end of the body stands an
/// empty paragraph: Word joins tables that touch.
fn set_apart(pieces: Vec<Piece>, theme: &Theme) -> Vec<Piece> {
    let separator = || Piece::Paragraph(Box::new(Paragraph::new().style(styles::TABLE_TEXT)));
    let mut out = Vec::with_capacity(pieces.len() + 1);
    let mut above = Above::Text;
    for piece in pieces {
        let (piece, next) = match piece {
            Piece::Table(table) => {
                if above == Above::Table {
                    out.push(separator());
                }
                (Piece::Table(table), Above::Table)
            }
            Piece::Paragraph(mut paragraph) => {
                let next = above_of(&paragraph);
                let stands_apart = above != Above::Text && next == Above::Text;
                if (stands_apart || above == Above::Table) && !has_own_space(&paragraph) {
                    *paragraph = set_off(*paragraph, theme.grid);
                }
                (Piece::Paragraph(paragraph), next)
            }
        };
        out.push(piece);
        above = next;
    }
    if above == Above::Table {
        out.push(separator());
    }
    out
}

/// A paragraph with this much space before it, whatever its style says.
fn set_off(mut paragraph: Paragraph, space: Length) -> Paragraph {
    let spacing = LineSpacing::new().before(space.to_twips().max(0) as u32);
    paragraph.property = paragraph.property.line_spacing(spacing);
    paragraph
}

/// What stands above a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    Text,
    Items,
    Table,
}

fn above_of(paragraph: &Paragraph) -> Above {
    let style = style_of(paragraph);
    let is_item = paragraph.has_numbering && !style.starts_with("Heading")
        || paragraph.property.indent.is_some()
        || style.starts_with("List")
        || [
            styles::FACTS,
            styles::FACTS_CONTINUED,
            styles::ITEM_ATTRIBUTES,
        ]
        .contains(&style);
    if is_item { Above::Items } else { Above::Text }
}

fn has_own_space(paragraph: &Paragraph) -> bool {
    let style = style_of(paragraph);
    let own = [
        styles::CAPTION,
        styles::CLOSING_HEADING,
        styles::FIGURE,
        styles::EMBLEM,
        styles::LOGOS,
        styles::paragraph(ParagraphRole::FundingStatement),
        styles::paragraph(ParagraphRole::Source),
    ];
    style.starts_with("Heading")
        || own.contains(&style)
        || paragraph.property.line_spacing.is_some()
}

/// Whether a style is that of numbers in a table.
fn is_of_numbers(style: &str) -> bool {
    matches!(style, styles::TABLE_NUMBER | styles::TABLE_DECIMAL)
}

fn style_of(paragraph: &Paragraph) -> &str {
    let style = paragraph.property.style.as_ref();
    style.map_or("", |style| style.val.as_str())
}

fn has_origin(inline: &Inline) -> bool {
    inline.node.origin.is_some() || inline.children().iter().any(has_origin)
}

fn line_break() -> ParagraphChild {
    ParagraphChild::Run(Box::new(Run::new().add_break(BreakType::TextWrapping)))
}

/// Ends bookmarks.
fn close(ids: impl IntoIterator<Item = usize>, children: &mut Vec<ParagraphChild>) {
    let ends = ids.into_iter().map(BookmarkEnd::new);
    children.extend(ends.map(ParagraphChild::BookmarkEnd));
}

fn numbered(paragraph: Paragraph, mark: Mark) -> Paragraph {
    let number = mark.instance.unwrap_or(BULLETS);
    paragraph.numbering(
        NumberingId::new(number),
        IndentLevel::new(mark.level.min(8)),
    )
}

/// Keeps the first two and the last two paragraphs of each item on one page, and the first and the last
/// item with a neighbour where they are of one paragraph. `begins` are where the items begin.
fn hold_items_together(pieces: &mut [Piece], begins: &[usize]) {
    let mut kept = Vec::new();
    let ends = begins.iter().skip(1).copied().chain([pieces.len()]);
    for (begin, end) in begins.iter().copied().zip(ends) {
        if end - begin > 1 {
            kept.extend([begin, end - 2]);
        }
    }
    if let ([first, second, ..], Some(last)) = (begins, begins.last()) {
        if second - first == 1 {
            kept.push(*first);
        }
        if pieces.len() - last == 1 {
            kept.push(last - 1);
        }
    }
    for index in kept {
        if let Some(piece) = pieces.get_mut(index) {
            piece.keep_with_next();
        }
    }
}

/// A table as layout would set it in the measure of the word processor's page, a little wider.
struct Grid {
    columns: Vec<Column>,
    /// How high it is about.
    lines: usize,
}

/// A column of a table, in twentieths of a point.
struct Column {
    width: usize,
    /// From the start of a cell's text: where its numbers have their decimal sign. In a cell Word aligns a
    /// paragraph there without a tab character. None where a number in the letters of another font could be
    /// wider than its cell: LibreOffice never ends setting one that stands at such a tab in a content control.
    decimal_tab: Option<usize>,
}

fn grid(document: &Document, table: &Data, theme: &Theme) -> Grid {
    let measure = theme.single_column.measure();
    let narrower = measure.scaled(LEAST_SLACK.1, LEAST_SLACK.0);
    let layout::Proportions { columns, lines } =
        layout::proportions(document, table, narrower, theme);
    let total: Length = columns.iter().map(|column| column.width).sum();
    let wider = measure.min(total.scaled(MOST_SLACK.0, MOST_SLACK.1));
    let (wider, than) = (wider.to_twips(), total.to_twips());
    let twips = |length: Length| length.to_twips().max(1) as usize;
    let columns = columns
        .iter()
        .map(|column| {
            let width = column.width.scaled(wider, than);
            let text = width - theme.cell_padding_inline * 2;
            let decimals = column.decimals.filter(|decimals| {
                let number = decimals.before + decimals.behind;
                number.scaled(MOST_SLACK.0, MOST_SLACK.1) <= text
            });
            let behind = decimals.map(|decimals| decimals.behind.scaled(wider, than));
            Column {
                width: twips(width),
                decimal_tab: behind.map(|behind| twips(text - behind)),
            }
        })
        .collect();
    Grid { columns, lines }
}
