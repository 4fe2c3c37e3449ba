//! Arbitrary document trees, within what [`briefgen::document`] promises of one.

use arbitrary::{Result, Unstructured};
use briefgen::date::Date;
use briefgen::document::{
    Block, BlockKind, Caption, Cell, Chart, ChartKind, ChartSeries, ChartTick, ColumnAlignment,
    Description, Document, Heading, Inline, InlineKind, Label, Language, List, ListItem,
    ListMarker, Metadata, Node, Note, Paragraph, ParagraphRole, Row, RowHeaders, Section,
    SectionRole, Table,
};

/// How deep blocks and inlines stand in each other.
const DEEPEST: u32 = 4;
/// The anchors that references may lead to.
const ANCHORS: [&str; 3] = ["a", "b-2", "ц"];
const LANGUAGES: [&str; 6] = ["en-GB", "ru", "kk", "fa", "uz-Cyrl", "prs"];
/// Words that have something about them, in normalisation form C.
const WORDS: [&str; 36] = [
    "a",
    "the",
    "water",
    " ",
    " ",
    " ",
    "  ",
    "-",
    "\u{2013}",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{202f}",
    "\u{2060}",
    "office",
    "fjord",
    "Қазақстан",
    "ғылыми-зерттеу",
    "Oʻzbekiston",
    "آب",
    "می‌خواهیم",
    "\u{64b}",
    "\u{301}",
    "水",
    "👩‍🌾",
    "1\u{a0}180",
    "62.50",
    "−3",
    "https://example.org/a/very/long/address",
    "incomprehensibilities",
    "Donaudampfschifffahrtsgesellschaft",
    "(",
    ")",
    "“",
    "½",
];
/// As roles follow each other in a document, but for those of the masthead.
const ROLES: [ParagraphRole; 8] = [
    ParagraphRole::Body,
    ParagraphRole::Summary,
    ParagraphRole::Recommendation,
    ParagraphRole::Attributes,
    ParagraphRole::SmallPrint,
    ParagraphRole::FundingStatement,
    ParagraphRole::Disclaimer,
    ParagraphRole::Source,
];
const SECTIONS: [SectionRole; 13] = [
    SectionRole::Facts,
    SectionRole::Summary,
    SectionRole::Questions,
    SectionRole::Practices,
    SectionRole::Obstacles,
    SectionRole::Recommendations,
    SectionRole::Decisions,
    SectionRole::Actions,
    SectionRole::Annex,
    SectionRole::References,
    SectionRole::Contacts,
    SectionRole::Funding,
    SectionRole::Rights,
];

/// The tree that these bytes describe.
pub fn document(data: &[u8]) -> Result<Document> {
    let mut tree = Tree {
        bytes: Unstructured::new(data),
        anchors: ANCHORS.to_vec(),
        notes: Vec::new(),
        in_prose: false,
        captions: 0,
    };
    let language = tree.language()?;
    let title = tree.words()?;
    let mut blocks = vec![Block {
        node: Node::default(),
        kind: BlockKind::Section(Section {
            role: SectionRole::Masthead,
            blocks: vec![Block::paragraph(
                Node::default(),
                ParagraphRole::Title,
                vec![Inline::text(title.clone())],
            )],
        }),
    }];
    while !tree.bytes.is_empty() && blocks.len() < 40 {
        let block = tree.section()?;
        blocks.push(block);
    }
    // References lead somewhere, whatever was drawn.
    for anchor in std::mem::take(&mut tree.anchors) {
        let node = Node {
            anchor: Some(anchor.to_owned()),
            ..Node::default()
        };
        blocks.push(Block::paragraph(
            node,
            ParagraphRole::Body,
            vec![Inline::text("x")],
        ));
    }
    let metadata = Metadata {
        title,
        language,
        publisher: None,
        creators: Vec::new(),
        published: Date {
            year: 2018,
            month: 5,
            day: 14,
        },
        description: "A meeting.".to_owned(),
        keywords: vec!["water".to_owned()],
        rights: None,
        identifier: None,
    };
    let pattern = [String::new(), " / ".to_owned(), String::new()];
    Ok(Document::new(
        metadata,
        blocks,
        tree.notes,
        "x".to_owned(),
        pattern,
    ))
}

struct Tree<'a> {
    bytes: Unstructured<'a>,
    /// Those that no node has yet.
    anchors: Vec<&'static str>,
    notes: Vec<Note>,
    /// Whether footnotes may be drawn: prose has them, and no table or caption.
    in_prose: bool,
    captions: u32,
}

impl Tree<'_> {
    fn language(&mut self) -> Result<Language> {
        Ok(Language((*self.bytes.choose(&LANGUAGES)?).to_owned()))
    }

    fn node(&mut self) -> Result<Node> {
        let anchor = if self.bytes.ratio(1, 8)? {
            self.anchors.pop().map(str::to_owned)
        } else {
            None
        };
        let language = if self.bytes.ratio(1, 8)? {
            Some(self.language()?)
        } else {
            None
        };
        Ok(Node {
            anchor,
            language,
            ..Node::default()
        })
    }

    fn words(&mut self) -> Result<String> {
        let mut words = String::new();
        for _ in 0..self.bytes.int_in_range(1..=12)? {
            words.push_str(self.bytes.choose(&WORDS)?);
            if self.bytes.ratio(1, 2)? {
                words.push(' ');
            }
        }
        // Something to see: the reader of briefs refuses texts without.
        words.push('x');
        Ok(words)
    }

    fn inlines(&mut self, depth: u32) -> Result<Vec<Inline>> {
        let mut inlines = Vec::new();
        for _ in 0..self.bytes.int_in_range(1..=4)? {
            let kind = match self
                .bytes
                .int_in_range(0..=if depth < DEEPEST { 13 } else { 5 })?
            {
                0..=4 => InlineKind::Text(self.words()?),
                5 => InlineKind::LineBreak,
                6 => InlineKind::Emphasis(self.inlines(depth + 1)?),
                7 => InlineKind::Strong(self.inlines(depth + 1)?),
                8 | 9 => InlineKind::Span(self.inlines(depth + 1)?),
                10 => InlineKind::Link {
                    uri: "https://example.org/?a=1&b=%D0%B0".to_owned(),
                    content: self.inlines(depth + 1)?,
                },
                11 => InlineKind::Reference {
                    anchor: (*self.bytes.choose(&ANCHORS)?).to_owned(),
                    content: self.inlines(depth + 1)?,
                },
                12 => InlineKind::Abbreviation {
                    expansion: self.words()?,
                    expansion_language: None,
                    content: vec![Inline::text(self.words()?)],
                },
                _ if self.in_prose => self.note()?,
                _ => InlineKind::LineBreak,
            };
            inlines.push(Inline {
                node: self.node()?,
                kind,
            });
        }
        // No paragraph is empty, or ends in a break.
        inlines.push(Inline::text("x"));
        Ok(inlines)
    }

    fn note(&mut self) -> Result<InlineKind> {
        let index = self.notes.len();
        let block = Block::paragraph(
            Node::default(),
            ParagraphRole::Note,
            vec![Inline::text(self.words()?)],
        );
        self.notes.push(Note {
            node: Node::default(),
            label: Node::default(),
            number: index as u32 + 1,
            blocks: vec![block],
        });
        Ok(InlineKind::NoteReference(index))
    }

    fn section(&mut self) -> Result<Block> {
        let role = *self.bytes.choose(&SECTIONS)?;
        let heading = Heading {
            level: self.bytes.int_in_range(1..=3)?,
            label: None,
            content: vec![Inline::text(self.words()?)],
        };
        let mut blocks = vec![Block {
            node: self.node()?,
            kind: BlockKind::Heading(heading),
        }];
        blocks.extend(self.blocks(0)?);
        Ok(Block {
            node: self.node()?,
            kind: BlockKind::Section(Section { role, blocks }),
        })
    }

    /// Inlines as prose has them.
    fn prose(&mut self) -> Result<Vec<Inline>> {
        self.in_prose = true;
        let inlines = self.inlines(0);
        self.in_prose = false;
        inlines
    }

    fn blocks(&mut self, depth: u32) -> Result<Vec<Block>> {
        let mut blocks = Vec::new();
        for _ in 0..self.bytes.int_in_range(1..=4)? {
            let kind = match self
                .bytes
                .int_in_range(0..=if depth < DEEPEST { 8 } else { 3 })?
            {
                0..=3 => BlockKind::Paragraph(Paragraph {
                    role: *self.bytes.choose(&ROLES)?,
                    content: self.prose()?,
                }),
                4 | 5 => BlockKind::List(self.list(depth)?),
                6 if depth == 0 => BlockKind::DescriptionList(self.descriptions()?),
                7 if depth == 0 => BlockKind::Table(self.table()?),
                8 if depth == 0 => BlockKind::Chart(Box::new(self.chart()?)),
                _ => BlockKind::Paragraph(Paragraph {
                    role: ParagraphRole::Body,
                    content: self.prose()?,
                }),
            };
            blocks.push(Block {
                node: self.node()?,
                kind,
            });
        }
        Ok(blocks)
    }

    fn list(&mut self, depth: u32) -> Result<List> {
        let marker = *self
            .bytes
            .choose(&[ListMarker::Bullet, ListMarker::Decimal])?;
        let mut items = Vec::new();
        for number in 1..=self.bytes.int_in_range(1..=4)? {
            items.push(ListItem {
                node: self.node()?,
                label: Label {
                    node: Node::default(),
                    number: (marker == ListMarker::Decimal).then_some(number),
                },
                blocks: self.blocks(depth + 1)?,
            });
        }
        Ok(List { marker, items })
    }

    fn descriptions(&mut self) -> Result<Vec<Description>> {
        let mut descriptions = Vec::new();
        for _ in 0..self.bytes.int_in_range(1..=4)? {
            descriptions.push(Description {
                node: self.node()?,
                term_node: Node::default(),
                term: vec![Inline::text(self.words()?)],
                blocks: vec![Block::paragraph(
                    Node::default(),
                    ParagraphRole::Body,
                    self.inlines(1)?,
                )],
            });
        }
        Ok(descriptions)
    }

    fn caption(&mut self) -> Result<Caption> {
        self.captions += 1;
        Ok(Caption {
            node: Node::default(),
            label_node: Node::default(),
            label: ["Table ".to_owned(), String::new()],
            number: self.captions,
            content: self.inlines(1)?,
        })
    }

    fn cell(&mut self, is_number: bool) -> Result<Cell> {
        if is_number {
            let text = *self.bytes.choose(&["1.25", "1\u{a0}180", "−3.5", "0"])?;
            return Ok(Cell {
                node: Node::default(),
                content: vec![Inline::text(text)],
                decimal: Some(text.find('.').unwrap_or(text.len())),
            });
        }
        Ok(Cell {
            node: Node::default(),
            content: self.inlines(2)?,
            decimal: None,
        })
    }

    fn table(&mut self) -> Result<Table> {
        let caption = Some(self.caption()?);
        let columns = self.bytes.int_in_range(1..=6)?;
        let mut alignments = Vec::new();
        let mut header = Vec::new();
        for _ in 0..columns {
            alignments.push(
                *self
                    .bytes
                    .choose(&[ColumnAlignment::Start, ColumnAlignment::End])?,
            );
            header.push(self.cell(false)?);
        }
        let mut rows = Vec::new();
        for _ in 0..self.bytes.int_in_range(1..=5)? {
            let mut cells = Vec::new();
            for alignment in &alignments {
                cells.push(self.cell(*alignment == ColumnAlignment::End)?);
            }
            rows.push(Row {
                node: Node::default(),
                cells,
            });
        }
        Ok(Table {
            caption,
            alignments,
            header_node: Node::default(),
            header,
            row_headers: *self.bytes.choose(&[
                RowHeaders::None,
                RowHeaders::Plain(1),
                RowHeaders::Plain(2),
                RowHeaders::Strong(1),
                RowHeaders::Strong(2),
            ])?,
            rows,
            note: None,
        })
    }

    fn chart(&mut self) -> Result<Chart> {
        let mut data = self.table()?;
        let kind = *self
            .bytes
            .choose(&[ChartKind::Bar, ChartKind::Line, ChartKind::Share])?;
        if data.header.len() < 2 {
            data.header.push(self.cell(false)?);
            data.alignments.push(ColumnAlignment::End);
            for row in &mut data.rows {
                row.cells.push(self.cell(true)?);
            }
        }
        data.row_headers = RowHeaders::Strong(1);
        let mut series = Vec::new();
        for _ in 1..data.header.len() {
            let mut values = Vec::new();
            for _ in 0..data.rows.len() {
                let value = self.bytes.int_in_range(0..=1000)?;
                values.push((value < 900 || kind != ChartKind::Line).then_some(f64::from(value)));
            }
            series.push(ChartSeries { name: 0, values });
        }
        let tick = |value: f64| ChartTick {
            value,
            words: value.to_string(),
        };
        Ok(Chart {
            drawing_node: Node::default(),
            data_node: Node::default(),
            kind,
            alt: "A chart.".to_owned(),
            unit: None,
            series,
            scale: vec![tick(0.0), tick(500.0), tick(1000.0)],
            data,
        })
    }
}

/// Calls `see` with every text, and its node.
pub fn texts<'a>(blocks: &'a [Block], notes: &'a [Note], see: &mut dyn FnMut(&'a Inline, &'a str)) {
    for block in blocks {
        of_block(block, see);
    }
    for note in notes {
        texts(&note.blocks, &[], see);
    }
}

fn of_inlines<'a>(inlines: &'a [Inline], see: &mut dyn FnMut(&'a Inline, &'a str)) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => see(inline, text),
            _ => of_inlines(inline.children(), see),
        }
    }
}

fn of_table<'a>(table: &'a Table, see: &mut dyn FnMut(&'a Inline, &'a str)) {
    if let Some(caption) = &table.caption {
        of_inlines(&caption.content, see);
    }
    let rows = table.rows.iter().flat_map(|row| &row.cells);
    for cell in table.header.iter().chain(rows) {
        of_inlines(&cell.content, see);
    }
}

fn of_block<'a>(block: &'a Block, see: &mut dyn FnMut(&'a Inline, &'a str)) {
    match &block.kind {
        BlockKind::Section(section) => texts(&section.blocks, &[], see),
        BlockKind::Heading(heading) => of_inlines(&heading.content, see),
        BlockKind::Paragraph(paragraph) => of_inlines(&paragraph.content, see),
        BlockKind::List(list) => {
            for item in &list.items {
                texts(&item.blocks, &[], see);
            }
        }
        BlockKind::DescriptionList(descriptions) => {
            for description in descriptions {
                of_inlines(&description.term, see);
                texts(&description.blocks, &[], see);
            }
        }
        BlockKind::Table(table) => of_table(table, see),
        BlockKind::Chart(chart) => of_table(&chart.data, see),
        BlockKind::Figure(_) => {}
        BlockKind::Lockup(lockup) => texts(&lockup.blocks, &[], see),
    }
}

/// What of a text must come out at the other end whatever happens to spaces and hyphens.
pub fn essence(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}
