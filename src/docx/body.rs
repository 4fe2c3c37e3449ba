//! The document's blocks as paragraphs and tables.

mod inlines;
mod lists;
mod pictures;
mod spacing;
mod tables;

use super::anchor::{self, Anchor, Names};
use super::facts::{PictureFacts, TableFacts};
use super::numbering::{Numbered, Numberings};
use super::relationships::Links;
use super::xml::sanitised;
use super::{Error, is_right_to_left, style_ids};
use crate::bidi;
use crate::document::{
    Block, BlockKind, Caption, Document, Heading, Inline, InlineKind, Language, Node, NodeId, Note,
    Origin, Paragraph as Words, ParagraphRole, Picture, SectionRole, plain_text,
};
use crate::layout;
use crate::length::Length;
use crate::locale::{self, Direction};
use crate::theme::{StyleName, Theme};
use docx_rs::{
    BookmarkEnd, BookmarkStart, BreakType, IndentLevel, NumberingId, Paragraph, ParagraphChild,
    Run, Table,
};
use inlines::Voice;
use spacing::{set_apart, style_of};
use std::collections::{BTreeMap, BTreeSet};
pub(super) use tables::with_divided_words;

/// How much wider than in layout words may be, in the letters of another font: 4/3, as in those of DejaVu Sans.
const MOST_SLACK: (i64, i64) = (4, 3);

/// What stands in the body.
pub(super) enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl From<Paragraph> for Piece {
    fn from(paragraph: Paragraph) -> Piece {
        Piece::Paragraph(Box::new(paragraph))
    }
}

impl Piece {
    /// Keeps a paragraph on one page with what follows; the rows of a table say that themselves.
    fn keep_with_next(&mut self) {
        if let Piece::Paragraph(paragraph) = self {
            paragraph.property.keep_next = Some(true);
        }
    }
}

/// Turns a document into paragraphs and tables, and gathers what belongs into other parts.
pub(super) struct Composer<'a> {
    document: &'a Document,
    theme: &'a Theme,
    measurer: layout::Measurer<'a>,
    /// The pictures of charts, by the nodes of their drawings.
    charts: &'a BTreeMap<NodeId, Picture>,
    names: Names,
    targets: BTreeSet<&'a str>,
    /// The bookmarks that the next paragraph is to bear.
    pending: Vec<&'a str>,
    bookmarks: usize,
    last_heading_number: Option<(u32, usize)>,
    /// The places of the notes that have been referred to.
    notes: BTreeSet<usize>,
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
    /// Whether it stands under a heading with a number, whose words are indented.
    is_under_number: bool,
    /// The level of the list around, from 0.
    list: Option<usize>,
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
            measurer: layout::Measurer::new(document, theme),
            charts,
            names: Names::default(),
            targets: document.anchors().into_keys().collect(),
            pending: Vec::new(),
            bookmarks: 0,
            last_heading_number: None,
            notes: BTreeSet::new(),
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
            is_under_number: false,
            list: None,
        };
        self.blocks(&self.document.blocks, place, &mut out);
        set_apart(out, self.theme)
    }

    /// The paragraph at the foot of each page.
    pub fn running_foot(&mut self) -> Paragraph {
        let voice = Voice::plain(self.document_language());
        let [before, between, after] = &self.document.page_number_pattern;
        let mut children = Vec::new();
        let number = Inline::text(format!("{before}000{between}000{after}\u{2003}"));
        let number = self.measurer.width(&[number], StyleName::RunningFoot);
        // On one line in letters of another font, too.
        let room = self.theme.single_column.measure();
        let room = room.scaled(MOST_SLACK.1, MOST_SLACK.0) - number;
        let title = &self.document.running_title;
        let title = self.measurer.running_foot(title, room);
        let direction = bidi::direction_of_paragraph(&title, voice.direction);
        self.directed_words(&title, Voice { direction, ..voice }, &mut children);
        children.push(tab());
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
        let mut paragraph = Paragraph::new().style(style_ids::FOOTER);
        paragraph.children = children;
        self.directed(paragraph, self.document_language())
    }

    pub(super) fn document_language(&self) -> &'a Language {
        &self.document.metadata.language
    }

    pub(super) fn links(&mut self) -> &mut Links {
        if self.in_note {
            &mut self.note_links
        } else {
            &mut self.body_links
        }
    }

    /// Whether any footnote has been referred to.
    pub(super) fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    fn note_paragraphs(&mut self, note: &'a Note) -> Vec<Paragraph> {
        let waiting = std::mem::take(&mut self.pending);
        self.pend(&note.node);
        self.pend(&note.label);
        let place = Place {
            language: note.node.language_or(self.document_language()),
            role: SectionRole::References,
            is_under_number: false,
            list: None,
        };
        let mut pieces = Vec::new();
        self.blocks_in(style_ids::FOOTNOTE_TEXT, &note.blocks, place, &mut pieces);
        self.pending = waiting;
        let mut paragraphs: Vec<Paragraph> = pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Paragraph(paragraph) => Some(*paragraph),
                Piece::Table(_) => None,
            })
            .collect();
        if paragraphs.is_empty() {
            paragraphs.push(Paragraph::new().style(style_ids::FOOTNOTE_TEXT));
        }
        paragraphs
    }

    /// Begins a bookmark; its id, by which it ends.
    fn open_bookmark(&mut self, name: impl Into<String>, out: &mut Vec<ParagraphChild>) -> usize {
        self.bookmarks += 1;
        let start = BookmarkStart::new(self.bookmarks, name);
        out.push(ParagraphChild::BookmarkStart(start));
        self.bookmarks
    }

    /// Begins the bookmark that references to `anchor` lead to.
    pub(super) fn open_target(&mut self, anchor: &str, out: &mut Vec<ParagraphChild>) -> usize {
        self.open_bookmark(anchor::target_name(anchor), out)
    }

    /// Begins a place that is found again: its bookmark, round which a content control is put later where it is a field.
    fn open_anchor(&mut self, path: &str, text: &str, out: &mut Vec<ParagraphChild>) -> usize {
        let bookmark = self.names.bookmark(path);
        let id = self.open_bookmark(&bookmark, out);
        self.anchors.push(Anchor {
            path: path.to_owned(),
            bookmark,
            text: sanitised(text),
        });
        id
    }

    /// Leaves the anchor of `node` to the next paragraph.
    fn pend(&mut self, node: &'a Node) {
        self.pending.extend(node.anchor.as_deref());
    }

    fn blocks(&mut self, blocks: &'a [Block], place: Place<'a>, out: &mut Vec<Piece>) {
        for (index, block) in blocks.iter().enumerate() {
            self.block(block, place, out);
            let next = blocks.get(index + 1);
            if next.is_some_and(|next| block.announces(next))
                && let Some(last) = out.last_mut()
            {
                last.keep_with_next();
            }
        }
    }

    /// Blocks whose paragraphs are in this style.
    fn blocks_in(
        &mut self,
        style: &str,
        blocks: &'a [Block],
        place: Place<'a>,
        out: &mut Vec<Piece>,
    ) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(words) => {
                    self.pend(&block.node);
                    let paragraph = self.written(block, None, &words.content, style, place);
                    out.push(paragraph.into());
                }
                _ => self.block(block, place, out),
            }
        }
    }

    fn block(&mut self, block: &'a Block, place: Place<'a>, out: &mut Vec<Piece>) {
        let place = Place {
            language: block.node.language_or(place.language),
            ..place
        };
        self.pend(&block.node);
        match &block.kind {
            BlockKind::Section(section) => {
                let heading = section.blocks.first().map(|block| &block.kind);
                let label = match heading {
                    Some(BlockKind::Heading(heading)) => heading.label.as_ref(),
                    _ => None,
                };
                let place = Place {
                    role: section.role,
                    is_under_number: label.is_some_and(|label| label.number.is_some()),
                    ..place
                };
                self.blocks(&section.blocks, place, out);
            }
            BlockKind::Heading(heading) => {
                let paragraph = self.heading(heading, block, place);
                out.push(paragraph.into());
            }
            BlockKind::Paragraph(words) => {
                let paragraph = match place.list {
                    Some(level) => self.continued(block, words, level, place),
                    None => {
                        let style = match words.role {
                            ParagraphRole::Title => {
                                let measure = self.theme.single_column.measure();
                                style_ids::title(self.measurer.title_step(&words.content, measure))
                            }
                            ParagraphRole::Body if place.is_under_number => {
                                style_ids::BODY_INDENTED
                            }
                            role => style_ids::paragraph(role),
                        };
                        self.written(block, None, &words.content, style, place)
                    }
                };
                out.push(paragraph.into());
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

    /// A paragraph in `style`. Its whole content is a field where the block's node has an origin, or else that of what
    /// the block stands alone in.
    fn written(
        &mut self,
        block: &'a Block,
        of_outer: Option<&'a Origin>,
        content: &'a [Inline],
        style: &str,
        place: Place<'a>,
    ) -> Paragraph {
        let origin = block.node.field_or(of_outer);
        let language = block.node.language_or(place.language);
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        if style == style_ids::paragraph(ParagraphRole::Masthead) {
            self.masthead(origin, content, style, language, &mut children);
        } else {
            self.content(origin, content, style, language, &mut children);
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

    /// The words of a paragraph, a field as a whole where they have an origin.
    fn content(
        &mut self,
        origin: Option<&'a Origin>,
        content: &'a [Inline],
        style: &str,
        language: &'a Language,
        children: &mut Vec<ParagraphChild>,
    ) {
        let text = plain_text(content);
        let mut voice = Voice::plain(language);
        voice.direction = match is_of_numbers(style) {
            true => Direction::LeftToRight,
            false => bidi::direction_of_paragraph(&text, voice.direction),
        };
        let field = origin.map(|origin| self.open_anchor(&origin.path, &text, children));
        voice.field = origin;
        self.inlines(content, voice, children);
        close(field, children);
    }

    /// The line over the title: its first part at the start, a last part that is a span of its own at
    /// the end, or below it where one line has no room for both.
    fn masthead(
        &mut self,
        origin: Option<&'a Origin>,
        content: &'a [Inline],
        style: &str,
        language: &'a Language,
        children: &mut Vec<ParagraphChild>,
    ) {
        match content {
            [start @ .., last] if !start.is_empty() && matches!(last.kind, InlineKind::Span(_)) => {
                self.content(origin, start, style, language, children);
                children.push(if self.is_on_one_line(content) {
                    // A word processor that has no room for the tab, because its font is wider, sets none: the
                    // space before it keeps the words apart.
                    tab()
                } else {
                    line_break()
                });
                self.content(None, std::slice::from_ref(last), style, language, children);
            }
            all => self.content(origin, all, style, language, children),
        }
    }

    /// Whether the parts of the masthead have room beside its logo and each other, in letters of another font.
    fn is_on_one_line(&mut self, content: &[Inline]) -> bool {
        let width = self.measurer.width(content, StyleName::Masthead);
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
        let style = if place.role.is_small_print() && heading.level == 1 && !self.is_closing {
            self.is_closing = true;
            style_ids::CLOSING_HEADING.to_owned()
        } else {
            style_ids::heading(heading.level)
        };
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        // A heading of ours has a bookmark too: what follows it is known by it.
        let has_field = block.node.origin.is_some() || heading.content.iter().any(has_origin);
        let label = (!has_field).then(|| {
            let path = anchor::label_path(place.role);
            let text = plain_text(&heading.content);
            self.open_anchor(&path, &text, &mut children)
        });
        self.content(
            block.node.origin.as_ref(),
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

    fn caption(&mut self, caption: &'a Caption, sequence: &str, place: Place<'a>) -> Paragraph {
        self.pend(&caption.node);
        self.pend(&caption.label_node);
        let language = caption.node.language_or(place.language);
        let style = style_ids::CAPTION;
        let mut children = Vec::new();
        let targets = self.open_pending(&mut children);
        let voice = Voice {
            style: Some(style_ids::LABEL),
            ..Voice::plain(caption.label_node.language_or(language))
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
        let origin = caption.node.origin.as_ref();
        self.content(origin, &caption.content, style, language, &mut children);
        close(targets, &mut children);
        self.paragraph(style, children, language).keep_next(true)
    }
}

/// Whether a style is that of numbers in a table.
fn is_of_numbers(style: &str) -> bool {
    let of_numbers = [style_ids::TABLE_NUMBER, style_ids::TABLE_DECIMAL];
    of_numbers.iter().any(|base| style.starts_with(base))
}

fn has_origin(inline: &Inline) -> bool {
    inline.node.origin.is_some() || inline.children().iter().any(has_origin)
}

fn tab() -> ParagraphChild {
    ParagraphChild::Run(Box::new(Run::new().add_tab()))
}

fn line_break() -> ParagraphChild {
    ParagraphChild::Run(Box::new(Run::new().add_break(BreakType::TextWrapping)))
}

/// The paragraph that blocks begin with, its words, and the blocks behind it.
fn first_paragraph(blocks: &[Block]) -> Option<(&Block, &Words, &[Block])> {
    let (first, rest) = blocks.split_first()?;
    match &first.kind {
        BlockKind::Paragraph(words) => Some((first, words, rest)),
        _ => None,
    }
}

/// Ends bookmarks.
fn close(ids: impl IntoIterator<Item = usize>, children: &mut Vec<ParagraphChild>) {
    let ends = ids.into_iter().map(BookmarkEnd::new);
    children.extend(ends.map(ParagraphChild::BookmarkEnd));
}
