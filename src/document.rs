//! The document tree: the waist of the hourglass.
//!
//! A small neutral tree in the field's own words. Whatever is true of the page for a reader stands
//! here once: reading order, heading levels, which list is which, alternative texts, languages of
//! passages, what an abbreviation stands for. PDF tags and Word styles are spellings of this tree.
//!
//! Every node has a [`NodeId`], given in reading order by [`Document::new`], and most have an
//! [`Origin`]: the TOML field that their words came from. A node without an origin is a label of ours.

mod languages;
mod path;
mod targets;

pub(crate) use path::{FieldPath, Step, item_of, path_of, steps};
pub(crate) use targets::Targets;

use crate::date::Date;
use crate::named::named;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A node's number in reading order, from 1; 0 before [`Document::new`] has numbered the tree.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub u32);

/// The files that words can come from.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum InputFile {
    /// The brief.
    #[default]
    Brief,
    /// The house style that the brief is written in.
    HouseStyle,
    /// The translation of the brief.
    Translation,
    /// The file of those who get the brief by e-mail; no word of it stands in a document.
    Recipients,
}

impl InputFile {
    /// Its name in a message.
    pub fn words(self) -> &'static str {
        match self {
            InputFile::Brief => "brief",
            InputFile::HouseStyle => "house style",
            InputFile::Translation => "translation",
            InputFile::Recipients => "file of recipients",
        }
    }
}

/// Where words came from.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Origin {
    /// The file of the field.
    pub file: InputFile,
    /// The path of the TOML field, items by their id: `recommendation[investors].text`. The second and
    /// later paragraphs (or list items) of a prose field add their number: `summary:2`.
    pub path: String,
    /// The bytes of that file where the value stands, if it stands there.
    pub span: Option<Range<usize>>,
}

/// A language, as a BCP 47 tag.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Language(pub String);

impl Language {
    /// Its tag, then those of the languages that it is a kind of, from the nearest: `uz-Cyrl-UZ`, `uz-Cyrl`,
    /// `uz` (RFC 4647, section 3.4).
    pub fn lookup_ranges(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.0.as_str()), |range| {
            let (shorter, _) = range.rsplit_once('-')?;
            // A single letter begins an extension, and says nothing alone.
            match shorter.rsplit_once('-') {
                Some((rest, subtag)) if subtag.len() == 1 => Some(rest),
                _ => Some(shorter),
            }
        })
    }

    /// Whether it is the language with the tag `other`, or a kind of it. Tags are the same whatever their case (RFC
    /// 5646, section 2.1.1).
    pub fn is_kind_of(&self, other: &str) -> bool {
        self.lookup_ranges()
            .any(|range| range.eq_ignore_ascii_case(other))
    }
}

/// What any node of the tree carries.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Node {
    /// Its number in reading order.
    pub id: NodeId,
    /// Where its words came from; none for a label of ours.
    pub origin: Option<Origin>,
    /// The id that references name, unique in the document.
    pub anchor: Option<String>,
    /// Its language, where it differs from its parent's.
    pub language: Option<Language>,
}

impl Node {
    /// A node whose words came from `origin`.
    pub fn from_origin(origin: &Origin) -> Node {
        Node {
            origin: Some(origin.clone()),
            ..Node::default()
        }
    }

    /// Its field, or that of what it stands in.
    pub fn field_or<'a>(&'a self, of_outer: Option<&'a Origin>) -> Option<&'a Origin> {
        self.origin.as_ref().or(of_outer)
    }

    /// Its language, or that of what it stands in.
    pub fn language_or<'a>(&'a self, of_outer: &'a Language) -> &'a Language {
        self.language.as_ref().unwrap_or(of_outer)
    }
}

/// A whole document.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// What catalogues and file properties say of it.
    pub metadata: Metadata,
    /// Its content in reading order.
    pub blocks: Vec<Block>,
    /// Its footnotes, in the order of their references; a [`InlineKind::NoteReference`] holds an index.
    pub notes: Vec<Note>,
    /// The line that stands at the foot of every page, beside the page number.
    pub running_title: String,
    /// How a page number is written at the foot: the text before, between and after
    /// page and number of pages, e.g. `["", " of ", ""]`.
    pub page_number_pattern: [String; 3],
}

/// What catalogues and file properties say of a document.
#[derive(Clone, PartialEq, Debug)]
pub struct Metadata {
    /// The title, without markup.
    pub title: String,
    /// The language of the whole.
    pub language: Language,
    /// The publishing organisation's full name.
    pub publisher: Option<String>,
    /// Who answers for the content: the organisers' names, or the publisher's.
    pub creators: Vec<String>,
    /// The day of publication.
    pub published: Date,
    /// The meeting, its place and its days, with commas between.
    pub description: String,
    /// Subject keywords.
    pub keywords: Vec<String>,
    /// The rights statement.
    pub rights: Option<String>,
    /// The number in the publisher's series.
    pub identifier: Option<String>,
}

/// A file that goes with a document, inside its outputs: the brief that it was made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// Its name, without a folder.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A footnote.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// The node of the note.
    pub node: Node,
    /// The node of its number, before the text of the note.
    pub label: Node,
    /// The number, from 1.
    pub number: u32,
    /// Its paragraphs.
    pub blocks: Vec<Block>,
}

/// A block: a paragraph or something of its kind.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Its node. An origin here says that the whole content of the block is that field.
    pub node: Node,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of blocks.
#[derive(Clone, PartialEq, Debug)]
pub enum BlockKind {
    /// A part of the document with what belongs to it.
    Section(Section),
    /// A heading; the first block of its section.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A bulleted or numbered list.
    List(List),
    /// Terms with their descriptions, such as the facts of the meeting.
    DescriptionList(Vec<Description>),
    /// A table.
    Table(Table),
    /// A picture with its alternative text.
    Figure(Figure),
    /// Numbers drawn, with the table that holds them.
    Chart(Box<Chart>),
    /// Logos with the words that belong to them.
    Lockup(Lockup),
}

named! {
    /// What a section is for.
    pub enum SectionRole;
    /// Its name in anchors and in files that were made with earlier versions: it must not change.
    pub fn name;
    Masthead = "masthead",
    Facts = "facts",
    Summary = "summary",
    Questions = "questions",
    /// One question with its discussion.
    Question = "question",
    Practices = "practices",
    Obstacles = "obstacles",
    Recommendations = "recommendations",
    Decisions = "decisions",
    Actions = "actions",
    Annex = "annex",
    References = "references",
    Abbreviations = "abbreviations",
    Contacts = "contacts",
    Funding = "funding",
    Rights = "rights",
}

impl SectionRole {
    /// Whether it closes the brief in small print.
    pub fn is_small_print(self) -> bool {
        matches!(
            self,
            SectionRole::Contacts | SectionRole::Funding | SectionRole::Rights
        )
    }

    /// The role of this name.
    pub fn of_name(name: &str) -> Option<SectionRole> {
        SectionRole::ALL
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// A part of the document.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// What it is for.
    pub role: SectionRole,
    /// Its content: first its heading, where it has one.
    pub blocks: Vec<Block>,
}

/// A heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// 1 for a section of the brief, 2 for a question or an annex's own parts, and so on. The title of
    /// the document is no heading but a paragraph in the role [`ParagraphRole::Title`].
    pub level: u8,
    /// Its number, where it has one.
    pub label: Option<Label>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// What a paragraph is in the document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // The names say it, where nothing else is said.
pub enum ParagraphRole {
    /// The line over the title: publisher, kind of document, number, date.
    Masthead,
    Title,
    Subtitle,
    Body,
    /// A paragraph of the summary.
    Summary,
    /// What a recommendation or a decision says.
    Recommendation,
    /// What is known about an item beside its text: to whom, by when, answering what.
    Attributes,
    /// Contact, who carried a project out, rights.
    SmallPrint,
    /// Who paid, beside the funder's emblem.
    FundingStatement,
    /// Who answers for the content and who does not, as a funder or a maker of the brief wants it said.
    Disclaimer,
    /// The note under a table, the source or credit of a figure.
    Source,
    /// The words of a footnote.
    Note,
}

/// A paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Paragraph {
    /// What it is.
    pub role: ParagraphRole,
    /// Its words.
    pub content: Vec<Inline>,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ListMarker {
    /// A dash or a bullet, as the design has it.
    Bullet,
    /// Numbers, counted on from the list's start.
    Decimal,
}

/// A list.
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    /// How its items are marked.
    pub marker: ListMarker,
    /// Its items.
    pub items: Vec<ListItem>,
}

/// The mark of a list item or the number of a heading.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The node of the mark itself.
    pub node: Node,
    /// The number; none for a bullet.
    pub number: Option<u32>,
}

/// One item of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListItem {
    /// Its node.
    pub node: Node,
    /// Its mark.
    pub label: Label,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// A term and what is said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Description {
    /// The node of the pair.
    pub node: Node,
    /// The node of the term.
    pub term_node: Node,
    /// The term.
    pub term: Vec<Inline>,
    /// What is said of it.
    pub blocks: Vec<Block>,
}

/// A numbered caption: a label of ours (“Table 2”) and the writer's words.
#[derive(Clone, PartialEq, Debug)]
pub struct Caption {
    /// The node of the caption.
    pub node: Node,
    /// The node of the label.
    pub label_node: Node,
    /// The label's words before and after the number, in the document's language: “Table 2”, “2-кесте”.
    pub label: [String; 2],
    /// The number within its kind, from 1.
    pub number: u32,
    /// The writer's words.
    pub content: Vec<Inline>,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ColumnAlignment {
    /// At the start of the line: words.
    #[default]
    Start,
    /// At the end of the line: numbers.
    End,
}

/// A table: one header row, then rows of as many cells.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Table {
    /// The caption above it.
    pub caption: Option<Caption>,
    /// How each column is set; as many as the table has columns.
    pub alignments: Vec<ColumnAlignment>,
    /// The node of the header row.
    pub header_node: Node,
    /// The cells of the header row, each the header of its column.
    pub header: Vec<Cell>,
    /// Whether the first cells of each row are its headers.
    pub row_headers: RowHeaders,
    /// The rows below it.
    pub rows: Vec<Row>,
    /// What stands under it: a note, a source.
    pub note: Option<Box<Block>>,
}

impl Table {
    /// Its cells in reading order, those of the header row first.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let rows = self.rows.iter().flat_map(|row| &row.cells);
        self.header.iter().chain(rows)
    }
}

/// Whether the first cells of a table's rows are their headers: their words say what the rows are about.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum RowHeaders {
    /// They are cells like the others.
    #[default]
    None,
    /// So many of them are, and are set as the other cells: they are heard and not seen.
    Plain(usize),
    /// So many of them are, and are set so that it is seen.
    Strong(usize),
}

impl RowHeaders {
    /// How many columns are headers of the rows, from the first.
    pub fn columns(self) -> usize {
        match self {
            RowHeaders::None => 0,
            RowHeaders::Plain(columns) | RowHeaders::Strong(columns) => columns,
        }
    }

    /// How many of them are set so that it is seen.
    pub fn strong_columns(self) -> usize {
        match self {
            RowHeaders::None | RowHeaders::Plain(_) => 0,
            RowHeaders::Strong(columns) => columns,
        }
    }
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Its node.
    pub node: Node,
    /// Its cells, as many as the table has columns.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Cell {
    /// Its node.
    pub node: Node,
    /// Its words.
    pub content: Vec<Inline>,
    /// Where it is a number in a column of numbers: how many bytes of its plain text come before the decimal
    /// sign, or before what follows a whole number. The numbers of a column are aligned there.
    pub decimal: Option<usize>,
}

/// How the bytes of a picture are coded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum PictureFormat {
    Png,
    Jpeg,
    /// Scalable Vector Graphics: shapes instead of pixels.
    Svg,
}

impl PictureFormat {
    /// The media type of such bytes (RFC 2046).
    pub fn media_type(self) -> &'static str {
        match self {
            PictureFormat::Png => "image/png",
            PictureFormat::Jpeg => "image/jpeg",
            PictureFormat::Svg => "image/svg+xml",
        }
    }
}

/// A picture, as read from its file.
#[derive(Clone, PartialEq)]
pub struct Picture {
    /// The file's name as the brief gives it.
    pub file: String,
    /// The file's bytes.
    pub bytes: Arc<[u8]>,
    /// How they are coded.
    pub format: PictureFormat,
    /// Width in pixels, at least 1: the natural width of a drawing in CSS pixels of 1/96 inch.
    pub width_px: u32,
    /// Height in pixels, at least 1, in the same way.
    pub height_px: u32,
}

impl Picture {
    /// Whether it is a photograph that is higher than wide. Cameras write JPEG; maps, diagrams and screens, in which there
    /// is something to read, are drawings or PNG.
    pub fn is_upright_photograph(&self) -> bool {
        self.format == PictureFormat::Jpeg && self.height_px > self.width_px
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Picture({:?}, {:?}, {}×{} px)",
            self.file, self.format, self.width_px, self.height_px
        )
    }
}

/// A figure.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// The node of the picture itself (the block's node is the whole figure with its caption).
    pub picture_node: Node,
    /// The picture.
    pub picture: Picture,
    /// What a reader who does not see it is told.
    pub alt: String,
    /// The caption above it.
    pub caption: Option<Caption>,
    /// Its source or credit.
    pub credit: Option<Box<Block>>,
}

/// What a chart shows of its numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChartKind {
    /// How large each is, beside the others.
    Bar,
    /// How they change from one label to the next.
    Line,
    /// What part each is of the whole.
    Share,
}

/// One series of a chart's numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartSeries {
    /// Which inline of its header cell is its name: beside it may stand the unit, which all series share.
    pub name: usize,
    /// One number for each row of the data; none where the table has no number to draw.
    pub values: Vec<Option<f64>>,
}

/// A place on the scale of a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartTick {
    /// The round number.
    pub value: f64,
    /// The number as the language writes it.
    pub words: String,
}

/// A chart. Its words are those of its data: a drawing shows the cells of the table itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// The node of the drawing (the block's node is the whole with caption, data and source).
    pub drawing_node: Node,
    /// The node of the table.
    pub data_node: Node,
    /// What it shows.
    pub kind: ChartKind,
    /// What a reader who does not see it is told.
    pub alt: String,
    /// The unit of all its numbers, in words.
    pub unit: Option<String>,
    /// Its series, at least one, in the order of the data's columns after the first.
    pub series: Vec<ChartSeries>,
    /// Round numbers from below the least to above the greatest, in rising order, at least two.
    pub scale: Vec<ChartTick>,
    /// The numbers: labels in the first column, then a column for each series.
    pub data: Table,
}

impl Chart {
    /// The number of a series in a row, if it has one there.
    pub fn value(&self, row: usize, series: usize) -> Option<f64> {
        let values = &self.series.get(series)?.values;
        values.get(row).copied().flatten()
    }
}

/// Logos and the words that belong to them: a sign that stands together, which no page's end divides
/// (in design, a lockup).
#[derive(Clone, PartialEq, Debug)]
pub struct Lockup {
    /// The logos; none where the words stand for themselves.
    pub logos: Vec<Logo>,
    /// The words.
    pub blocks: Vec<Block>,
}

/// The logo or the emblem of an organisation.
#[derive(Clone, PartialEq, Debug)]
pub struct Logo {
    /// Its node.
    pub node: Node,
    /// The picture.
    pub picture: Picture,
    /// What a reader who does not see it is told.
    pub alt: String,
    /// The name of the organisation.
    pub organisation: String,
}

/// An inline: words or something among words.
#[derive(Clone, PartialEq, Debug)]
pub struct Inline {
    /// Its node.
    pub node: Node,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of inlines.
#[derive(Clone, PartialEq, Debug)]
pub enum InlineKind {
    /// Words, in Unicode normalisation form C.
    Text(String),
    /// Words of ours between particulars in a row, such as “ · ”: a line may end there, and does without them.
    Separator(String),
    /// A forced line break.
    LineBreak,
    /// Several inlines that are one field or one passage in a language.
    Span(Vec<Inline>),
    /// Emphasised words.
    Emphasis(Vec<Inline>),
    /// Strongly emphasised words.
    Strong(Vec<Inline>),
    /// A symbol, such as the reference of a project: no word and no abbreviation, but letters and figures to be read one
    /// by one.
    Symbol(Vec<Inline>),
    /// A link that leaves the document.
    Link {
        /// An absolute URI: `https:`, `mailto:`, `tel:`.
        uri: String,
        /// The words of the link.
        content: Vec<Inline>,
    },
    /// A link to a node of this document.
    Reference {
        /// The anchor of that node.
        anchor: String,
        /// The words of the link.
        content: Vec<Inline>,
    },
    /// An abbreviation that a reader may want expanded.
    Abbreviation {
        /// What it stands for.
        expansion: String,
        /// The language of those words, where that is another than the document's.
        expansion_language: Option<Language>,
        /// The abbreviation.
        content: Vec<Inline>,
    },
    /// The number of a footnote: an index into [`Document::notes`].
    NoteReference(usize),
}

impl From<InlineKind> for Inline {
    /// An inline of ours, without an origin.
    fn from(kind: InlineKind) -> Inline {
        Inline {
            node: Node::default(),
            kind,
        }
    }
}

impl From<BlockKind> for Block {
    /// A block without an origin or an anchor of its own.
    fn from(kind: BlockKind) -> Block {
        Block {
            node: Node::default(),
            kind,
        }
    }
}

impl Inline {
    /// Words of ours, without an origin.
    pub fn text(words: impl Into<String>) -> Inline {
        Inline::from(InlineKind::Text(words.into()))
    }

    /// The inlines inside this one.
    pub fn children(&self) -> &[Inline] {
        self.kind.children()
    }
}

impl InlineKind {
    /// The inlines inside this one.
    pub fn children(&self) -> &[Inline] {
        match self {
            InlineKind::Span(content)
            | InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Symbol(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Reference { content, .. }
            | InlineKind::Abbreviation { content, .. } => content,
            InlineKind::Text(_)
            | InlineKind::Separator(_)
            | InlineKind::LineBreak
            | InlineKind::NoteReference(_) => &[],
        }
    }

    /// The inlines inside this one, to change.
    pub fn children_mut(&mut self) -> &mut [Inline] {
        self.content_mut().map_or(&mut [], Vec::as_mut_slice)
    }

    /// The inlines inside this one, to change and to add to; none where it cannot have any.
    pub(crate) fn content_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            InlineKind::Span(content)
            | InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Symbol(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Reference { content, .. }
            | InlineKind::Abbreviation { content, .. } => Some(content),
            InlineKind::Text(_)
            | InlineKind::Separator(_)
            | InlineKind::LineBreak
            | InlineKind::NoteReference(_) => None,
        }
    }
}

/// The words of `inlines` without markup; a line break is a space, a footnote's number nothing.
pub fn plain_text(inlines: &[Inline]) -> String {
    fn collect(inlines: &[Inline], words: &mut String) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Separator(text) => words.push_str(text),
                InlineKind::LineBreak => words.push(' '),
                _ => collect(inline.children(), words),
            }
        }
    }
    let mut words = String::new();
    collect(inlines, &mut words);
    words
}

/// `words` without the characters that only say where a line may be divided, and where not: for what no page shows, a
/// catalogue or a bookmark. Joiners stay, which are spelling.
pub fn without_line_controls(words: &str) -> String {
    const SOFT_HYPHEN: char = '\u{AD}';
    const ZERO_WIDTH_SPACE: char = '\u{200B}';
    const WORD_JOINER: char = '\u{2060}';
    words.replace([SOFT_HYPHEN, ZERO_WIDTH_SPACE, WORD_JOINER], "")
}

impl Block {
    /// A paragraph in `role`; its whole content is the field of `node`'s origin, where there is one.
    pub fn paragraph(node: Node, role: ParagraphRole, content: Vec<Inline>) -> Block {
        Block {
            node,
            kind: BlockKind::Paragraph(Paragraph { role, content }),
        }
    }

    /// Whether it is a paragraph that announces the list `next`, by a colon at its end.
    pub fn announces(&self, next: &Block) -> bool {
        let BlockKind::Paragraph(paragraph) = &self.kind else {
            return false;
        };
        matches!(next.kind, BlockKind::List(_)) && plain_text(&paragraph.content).ends_with(':')
    }

    /// The blocks that it has in it, in reading order.
    pub fn children(&self) -> Vec<&Block> {
        match &self.kind {
            BlockKind::Section(section) => section.blocks.iter().collect(),
            BlockKind::List(list) => list.items.iter().flat_map(|item| &item.blocks).collect(),
            BlockKind::DescriptionList(all) => all.iter().flat_map(|one| &one.blocks).collect(),
            BlockKind::Lockup(lockup) => lockup.blocks.iter().collect(),
            BlockKind::Table(table) => table.note.as_deref().into_iter().collect(),
            BlockKind::Figure(figure) => figure.credit.as_deref().into_iter().collect(),
            BlockKind::Chart(chart) => chart.data.note.as_deref().into_iter().collect(),
            BlockKind::Heading(_) | BlockKind::Paragraph(_) => Vec::new(),
        }
    }
}

impl Document {
    /// Completes a document: numbers its nodes in reading order, and gives paragraphs the language that all of their words
    /// have.
    pub fn new(
        metadata: Metadata,
        blocks: Vec<Block>,
        notes: Vec<Note>,
        running_title: String,
        page_number_pattern: [String; 3],
    ) -> Document {
        let mut document = Document {
            metadata,
            blocks,
            notes,
            running_title,
            page_number_pattern,
        };
        let mut last = 0;
        document.visit_nodes_mut(&mut |node, _| {
            last += 1;
            node.id = NodeId(last);
        });
        languages::give(&mut document);
        document
    }

    /// The node of each anchor.
    pub fn anchors(&self) -> BTreeMap<&str, NodeId> {
        let mut anchors = BTreeMap::new();
        self.visit_nodes(&mut |node, _| {
            if let Some(anchor) = &node.anchor {
                anchors.entry(anchor.as_str()).or_insert(node.id);
            }
        });
        anchors
    }

    /// The charts of its body, in reading order.
    pub fn charts(&self) -> Vec<&Chart> {
        self.found(|kind| match kind {
            BlockKind::Chart(chart) => Some(&**chart),
            _ => None,
        })
    }

    /// The tables of its body, with those of the data of charts, in reading order.
    pub fn tables(&self) -> Vec<&Table> {
        self.found(|kind| match kind {
            BlockKind::Table(table) => Some(table),
            BlockKind::Chart(chart) => Some(&chart.data),
            _ => None,
        })
    }

    /// What `wanted` finds in the blocks of the body, in reading order.
    fn found<'a, T>(&'a self, wanted: impl Fn(&'a BlockKind) -> Option<T>) -> Vec<T> {
        let mut found = Vec::new();
        let mut left: Vec<&Block> = self.blocks.iter().rev().collect();
        while let Some(block) = left.pop() {
            found.extend(wanted(&block.kind));
            left.extend(block.children().into_iter().rev());
        }
        found
    }

    /// Calls `see` with every node, each before what it contains, in reading order, and with the field of
    /// what it stands in; a footnote follows the whole body.
    pub fn visit_nodes<'a>(&'a self, see: &mut dyn FnMut(&'a Node, Option<&'a Origin>)) {
        shared::document(self, see);
    }

    /// The same, to change the nodes.
    pub(crate) fn visit_nodes_mut(&mut self, see: &mut dyn FnMut(&mut Node, Option<&Origin>)) {
        unique::document(self, see);
    }
}

impl Block {
    /// Calls `see` with every node of the block, each before what it contains, in reading order, and with the field of
    /// what it stands in, which is `field` for the block.
    pub fn visit_nodes<'a>(
        &'a self,
        field: Option<&'a Origin>,
        see: &mut dyn FnMut(&'a Node, Option<&'a Origin>),
    ) {
        shared::block(self, field, see);
    }
}

/// One traversal, written once for shared and for unique references; `field` is that of what contains what is visited.
macro_rules! traversal {
    ($module:ident, $children:ident, ($($a:lifetime)?), ($($mutable:tt)?)) => {
        mod $module {
            use super::*;

            type See<'s $(, $a)?> =
                &'s mut (dyn FnMut(&$($a)? $($mutable)? Node, Option<&$($a)? Origin>) + 's);

            pub(super) fn document<$($a)?>(document: &$($a)? $($mutable)? Document, see: See<'_ $(, $a)?>) {
                blocks(&$($mutable)? document.blocks, None, see);
                for note in &$($mutable)? document.notes {
                    see(&$($mutable)? note.node, None);
                    let field = note.node.field_or(None);
                    see(&$($mutable)? note.label, field);
                    blocks(&$($mutable)? note.blocks, field, see);
                }
            }

            fn blocks<$($a)?>(
                blocks: &$($a)? $($mutable)? [Block],
                field: Option<&$($a)? Origin>,
                see: See<'_ $(, $a)?>,
            ) {
                for one in blocks {
                    block(one, field, see);
                }
            }

            pub(super) fn block<$($a)?>(
                block: &$($a)? $($mutable)? Block,
                field: Option<&$($a)? Origin>,
                see: See<'_ $(, $a)?>,
            ) {
                see(&$($mutable)? block.node, field);
                let field = block.node.field_or(field);
                match &$($mutable)? block.kind {
                    BlockKind::Section(section) => blocks(&$($mutable)? section.blocks, field, see),
                    BlockKind::Heading(heading) => {
                        if let Some(label) = &$($mutable)? heading.label {
                            see(&$($mutable)? label.node, field);
                        }
                        inlines(&$($mutable)? heading.content, field, see);
                    }
                    BlockKind::Paragraph(paragraph) => inlines(&$($mutable)? paragraph.content, field, see),
                    BlockKind::List(list) => {
                        for item in &$($mutable)? list.items {
                            see(&$($mutable)? item.node, field);
                            let field = item.node.field_or(field);
                            see(&$($mutable)? item.label.node, field);
                            blocks(&$($mutable)? item.blocks, field, see);
                        }
                    }
                    BlockKind::DescriptionList(descriptions) => {
                        for description in descriptions {
                            see(&$($mutable)? description.node, field);
                            let field = description.node.field_or(field);
                            see(&$($mutable)? description.term_node, field);
                            inlines(&$($mutable)? description.term, field, see);
                            blocks(&$($mutable)? description.blocks, field, see);
                        }
                    }
                    BlockKind::Table(table) => {
                        caption(&$($mutable)? table.caption, field, see);
                        rows(table, field, see);
                    }
                    BlockKind::Figure(figure) => {
                        caption(&$($mutable)? figure.caption, field, see);
                        see(&$($mutable)? figure.picture_node, field);
                        if let Some(credit) = &$($mutable)? figure.credit {
                            self::block(credit, field, see);
                        }
                    }
                    BlockKind::Chart(chart) => {
                        caption(&$($mutable)? chart.data.caption, field, see);
                        see(&$($mutable)? chart.drawing_node, field);
                        see(&$($mutable)? chart.data_node, field);
                        rows(&$($mutable)? chart.data, field, see);
                    }
                    BlockKind::Lockup(lockup) => {
                        for logo in &$($mutable)? lockup.logos {
                            see(&$($mutable)? logo.node, field);
                        }
                        blocks(&$($mutable)? lockup.blocks, field, see);
                    }
                }
            }

            fn rows<$($a)?>(
                table: &$($a)? $($mutable)? Table,
                field: Option<&$($a)? Origin>,
                see: See<'_ $(, $a)?>,
            ) {
                see(&$($mutable)? table.header_node, field);
                cells(&$($mutable)? table.header, field, see);
                for row in &$($mutable)? table.rows {
                    see(&$($mutable)? row.node, field);
                    cells(&$($mutable)? row.cells, row.node.field_or(field), see);
                }
                if let Some(note) = &$($mutable)? table.note {
                    block(note, field, see);
                }
            }

            fn cells<$($a)?>(
                cells: &$($a)? $($mutable)? [Cell],
                field: Option<&$($a)? Origin>,
                see: See<'_ $(, $a)?>,
            ) {
                for cell in cells {
                    see(&$($mutable)? cell.node, field);
                    let field = cell.node.field_or(field);
                    inlines(&$($mutable)? cell.content, field, see);
                }
            }

            fn inlines<$($a)?>(
                content: &$($a)? $($mutable)? [Inline],
                field: Option<&$($a)? Origin>,
                see: See<'_ $(, $a)?>,
            ) {
                for inline in content {
                    let Inline { node, kind } = inline;
                    see(node, field);
                    inlines(kind.$children(), node.field_or(field), see);
                }
            }

            fn caption<$($a)?>(
                caption: &$($a)? $($mutable)? Option<Caption>,
                field: Option<&$($a)? Origin>,
                see: See<'_ $(, $a)?>,
            ) {
                if let Some(caption) = caption {
                    see(&$($mutable)? caption.node, field);
                    let field = caption.node.field_or(field);
                    see(&$($mutable)? caption.label_node, field);
                    inlines(&$($mutable)? caption.content, field, see);
                }
            }
        }
    };
}

traversal!(shared, children, ('a), ());
traversal!(unique, children_mut, (), (mut));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_kind_of_those_that_its_tag_begins_with() {
        let language = Language("uz-Cyrl-UZ".to_owned());
        for other in ["uz-Cyrl-UZ", "uz-Cyrl", "uz", "UZ-cyrl"] {
            assert!(language.is_kind_of(other), "{other}");
        }
        for other in ["uz-Latn", "u", "uz-Cyrl-UZ-x-a", "uz-", "ru", ""] {
            assert!(!language.is_kind_of(other), "{other}");
        }
    }
}
