//! Any valid document becomes a PDF and a DOCX: with all its words in their order, and the same bytes twice.

use super::*;
use briefgen::document::{Attachment, Description, Figure, plain_text};
use briefgen::locale;
use briefgen::{docx, pdf};
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::io::Read;
use std::path::Path;

/// Words as a brief may have them: of every script of the region, with marks, and of characters that no font has.
fn valid_words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-zA-Z]{1,12}",
        3 => "[а-яА-ЯқғңөұүһҚӣӯҷ]{1,12}",
        1 => "[ابپتجچحخدرزسشعغفقکگلمنوهی]{1,9}",
        1 => "[0-9]{1,4}([.,–-][0-9]{1,3})?",
        1 => "[a-z]{60,90}",
        1 => Just("“quoted”,".to_owned()),
        1 => Just("q\u{323}ẹ".to_owned()),
        1 => Just("👩\u{200d}🔬".to_owned()),
        1 => Just("שלום".to_owned()),
        1 => Just("soft\u{ad}hyphen".to_owned()),
        1 => Just("no\u{a0}break & <less>".to_owned()),
    ];
    prop::collection::vec(word, 1..24).prop_map(|words| words.join(" "))
}

fn inline(kind: InlineKind) -> Inline {
    Inline {
        node: Node::default(),
        kind,
    }
}

/// What stands in a line: words, some of them marked, in another language, short for others, or a link.
fn content() -> impl Strategy<Value = Vec<Inline>> {
    let words = valid_words().prop_map(Inline::text);
    let marked = words.prop_recursive(2, 6, 3, |inner| {
        let several = || prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![
            several().prop_map(|inlines| inline(InlineKind::Emphasis(inlines))),
            several().prop_map(|inlines| inline(InlineKind::Strong(inlines))),
            several().prop_map(|content| {
                let mut span = inline(InlineKind::Span(content));
                span.node.language = Some(Language("kk".into()));
                span
            }),
        ]
    });
    let one = prop_oneof![
        6 => valid_words().prop_map(Inline::text),
        3 => marked,
        1 => valid_words().prop_map(|words| inline(InlineKind::Link {
            uri: "https://example.org/a%20b?c=d&e".into(),
            content: vec![Inline::text(words)],
        })),
        1 => valid_words().prop_map(|words| inline(InlineKind::Abbreviation {
            expansion: "what it stands for".into(),
            expansion_language: None,
            content: vec![Inline::text(words)],
        })),
    ];
    let several = prop::collection::vec((one, any::<bool>()), 1..4);
    several.prop_map(|inlines| {
        let mut line = Vec::new();
        for (number, (one, breaks)) in inlines.into_iter().enumerate() {
            if number > 0 {
                let gap = if breaks {
                    inline(InlineKind::LineBreak)
                } else {
                    Inline::text(" ")
                };
                line.push(gap);
            }
            line.push(one);
        }
        line
    })
}

fn block_of(kind: BlockKind) -> Block {
    Block {
        node: Node::default(),
        kind,
    }
}

fn any_paragraph() -> impl Strategy<Value = Block> {
    let role = prop_oneof![
        6 => Just(ParagraphRole::Body),
        1 => Just(ParagraphRole::Recommendation),
        1 => Just(ParagraphRole::Attributes),
        1 => Just(ParagraphRole::SmallPrint),
    ];
    (role, content()).prop_map(|(role, content)| Block::paragraph(Node::default(), role, content))
}

fn any_list() -> impl Strategy<Value = Block> {
    let items = |inner: BoxedStrategy<Block>| {
        let blocks = (any_paragraph(), prop::option::of(inner));
        (any::<bool>(), prop::collection::vec(blocks, 1..5))
    };
    let list = |(is_numbered, items): (bool, Vec<(Block, Option<Block>)>)| {
        let item = |(index, (first, second)): (usize, (Block, Option<Block>))| ListItem {
            node: Node::default(),
            label: Label {
                node: Node::default(),
                number: is_numbered.then_some(index as u32 + 1),
            },
            blocks: std::iter::once(first).chain(second).collect(),
        };
        block_of(BlockKind::List(List {
            marker: if is_numbered {
                ListMarker::Decimal
            } else {
                ListMarker::Bullet
            },
            items: items.into_iter().enumerate().map(item).collect(),
        }))
    };
    let flat = items(any_paragraph().boxed()).prop_map(list).boxed();
    items(flat).prop_map(list)
}

fn any_caption(label: &'static str) -> impl Strategy<Value = Caption> {
    content().prop_map(move |content| Caption {
        node: Node::default(),
        label_node: Node::default(),
        label: [format!("{label}\u{a0}"), String::new()],
        // Completed by `numbered`.
        number: 0,
        content,
    })
}

fn source_line() -> impl Strategy<Value = Option<Box<Block>>> {
    let line = content().prop_map(|content| {
        Box::new(Block::paragraph(
            Node::default(),
            ParagraphRole::Source,
            content,
        ))
    });
    prop::option::of(line)
}

fn any_table() -> impl Strategy<Value = Block> {
    let cells = (1..5_usize, 1..7_usize).prop_flat_map(|(columns, rows)| {
        let row = prop::collection::vec(content(), columns);
        prop::collection::vec(row, rows + 1)
    });
    let row_headers = prop::sample::select(vec![
        RowHeaders::None,
        RowHeaders::Plain(1),
        RowHeaders::Strong(1),
        RowHeaders::Strong(2),
    ]);
    let parts = (any_caption("Table"), cells, source_line(), row_headers);
    parts.prop_map(|(caption, mut rows, note, row_headers)| {
        let cells = |row: Vec<Vec<Inline>>| -> Vec<Cell> {
            let cell = |content| Cell {
                content,
                ..Cell::default()
            };
            row.into_iter().map(cell).collect()
        };
        let header = cells(rows.remove(0));
        block_of(BlockKind::Table(Table {
            caption: Some(caption),
            alignments: vec![ColumnAlignment::Start; header.len()],
            header_node: Node::default(),
            row_headers: if header.len() > 1 {
                row_headers
            } else {
                RowHeaders::None
            },
            header,
            rows: rows
                .into_iter()
                .map(|row| Row {
                    node: Node::default(),
                    cells: cells(row),
                })
                .collect(),
            note,
        }))
    })
}

/// A picture of the repository.
fn picture() -> Picture {
    let bytes = include_bytes!("../../briefs/figures/wordmark.png");
    // Width and height stand in the first chunk (PNG, section 11.2.1).
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    Picture {
        file: "wordmark.png".into(),
        bytes: bytes.as_slice().into(),
        format: PictureFormat::Png,
        width_px: number(16),
        height_px: number(20),
    }
}

fn any_figure() -> impl Strategy<Value = Block> {
    let parts = (valid_words(), any_caption("Figure"), source_line());
    parts.prop_map(|(alt, caption, credit)| {
        block_of(BlockKind::Figure(Figure {
            picture_node: Node::default(),
            picture: picture(),
            alt,
            caption: Some(caption),
            credit,
        }))
    })
}

fn any_descriptions() -> impl Strategy<Value = Block> {
    let one = (content(), prop::collection::vec(any_paragraph(), 1..3));
    prop::collection::vec(one, 1..5).prop_map(|pairs| {
        let description = |(term, blocks)| Description {
            node: Node::default(),
            term_node: Node::default(),
            term,
            blocks,
        };
        block_of(BlockKind::DescriptionList(
            pairs.into_iter().map(description).collect(),
        ))
    })
}

fn any_lockup() -> impl Strategy<Value = Block> {
    (valid_words(), content()).prop_map(|(alt, words)| {
        block_of(BlockKind::Lockup(Lockup {
            logos: vec![Logo {
                node: Node::default(),
                picture: picture(),
                organisation: alt.clone(),
                alt,
            }],
            blocks: vec![Block::paragraph(
                Node::default(),
                ParagraphRole::FundingStatement,
                words,
            )],
        }))
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    prop_oneof![
        8 => any_paragraph(),
        3 => any_list(),
        2 => any_table(),
        1 => any_figure(),
        1 => any_descriptions(),
        1 => any_lockup(),
    ]
}

/// A section with its heading; those in it are a level below.
fn any_section(level: u8) -> BoxedStrategy<Block> {
    let role = prop_oneof![
        Just(SectionRole::Practices),
        Just(SectionRole::Obstacles),
        Just(SectionRole::Decisions),
        Just(SectionRole::Annex)
    ];
    let below = if level < 3 {
        prop::collection::vec(any_section(level + 1), 0..3).boxed()
    } else {
        Just(Vec::new()).boxed()
    };
    let blocks = prop::collection::vec(any_block(), 1..5);
    let parts = (role, content(), blocks, below);
    parts
        .prop_map(move |(role, content, blocks, below)| {
            let heading = block_of(BlockKind::Heading(Heading {
                level,
                label: None,
                content,
            }));
            let blocks = std::iter::once(heading).chain(blocks).chain(below);
            block_of(BlockKind::Section(Section {
                role,
                blocks: blocks.collect(),
            }))
        })
        .boxed()
}

/// A document with a title, sections in sections, footnotes, and references to its headings.
fn any_document() -> impl Strategy<Value = Document> {
    let language = prop_oneof![
        4 => Just("en"),
        2 => Just("ru"),
        1 => Just("kk"),
        1 => Just("fa"),
    ];
    let sections = prop::collection::vec(any_section(1), 1..4);
    let notes = prop::collection::vec(content(), 0..5);
    (language, valid_words(), sections, notes).prop_map(|(language, title, mut blocks, notes)| {
        let mut links = Links {
            notes: notes.len(),
            noted: 0,
            headings: 0,
            captions: BTreeMap::new(),
        };
        links.set(&mut blocks);
        let heading = Block::paragraph(
            Node::default(),
            ParagraphRole::Title,
            vec![Inline::text(title.clone())],
        );
        let masthead = block_of(BlockKind::Section(Section {
            role: SectionRole::Masthead,
            blocks: vec![heading],
        }));
        let note = |(index, content)| Note {
            node: Node::default(),
            label: Node::default(),
            number: index as u32 + 1,
            blocks: vec![Block::paragraph(
                Node::default(),
                ParagraphRole::Note,
                content,
            )],
        };
        let notes = notes.into_iter().take(links.noted).enumerate().map(note);
        let metadata = Metadata {
            title: title.clone(),
            language: Language(language.into()),
            ..super::document(Vec::new(), Vec::new()).metadata
        };
        Document::new(
            metadata,
            std::iter::once(masthead).chain(blocks).collect(),
            notes.collect(),
            title,
            [String::new(), " / ".into(), String::new()],
        )
    })
}

/// What leads from one place of a document to another, and the numbers of captions.
struct Links {
    notes: usize,
    noted: usize,
    headings: usize,
    captions: BTreeMap<String, u32>,
}

impl Links {
    fn set(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            let caption = match &mut block.kind {
                BlockKind::Section(section) => {
                    self.set(&mut section.blocks);
                    continue;
                }
                BlockKind::Heading(_) => {
                    self.headings += 1;
                    block.node.anchor = Some(format!("heading-{}", self.headings));
                    continue;
                }
                BlockKind::Paragraph(Paragraph { content, .. }) => {
                    if self.noted < self.notes {
                        content.push(inline(InlineKind::NoteReference(self.noted)));
                        self.noted += 1;
                    } else {
                        content.push(Inline::text(" "));
                        content.push(inline(InlineKind::Reference {
                            anchor: format!("heading-{}", self.headings),
                            content: vec![Inline::text("above")],
                        }));
                    }
                    continue;
                }
                BlockKind::Table(table) => &mut table.caption,
                BlockKind::Figure(figure) => &mut figure.caption,
                _ => continue,
            };
            if let Some(caption) = caption {
                let last = self.captions.entry(caption.label[0].clone()).or_default();
                *last += 1;
                caption.number = *last;
            }
        }
    }
}

/// All words of a document in reading order, its notes after the body: as files have them.
fn reading(document: &Document) -> String {
    fn of_caption(caption: Option<&Caption>, words: &mut String) {
        if let Some(caption) = caption {
            let [before, after] = &caption.label;
            words.push_str(&format!("{before}{}{after} ", caption.number));
            words.push_str(&plain_text(&caption.content));
        }
    }
    fn of_blocks<'a>(blocks: impl IntoIterator<Item = &'a Block>, words: &mut String) {
        for block in blocks {
            match &block.kind {
                BlockKind::Section(section) => of_blocks(&section.blocks, words),
                BlockKind::Heading(Heading { content, .. })
                | BlockKind::Paragraph(Paragraph { content, .. }) => {
                    words.push_str(&plain_text(content));
                }
                BlockKind::List(list) => {
                    let items = list.items.iter();
                    items.for_each(|item| of_blocks(&item.blocks, words));
                }
                BlockKind::DescriptionList(descriptions) => {
                    for description in descriptions {
                        words.push_str(&plain_text(&description.term));
                        of_blocks(&description.blocks, words);
                    }
                }
                BlockKind::Table(table) => {
                    of_caption(table.caption.as_ref(), words);
                    let rows = table.rows.iter().flat_map(|row| &row.cells);
                    for cell in table.header.iter().chain(rows) {
                        words.push_str(&plain_text(&cell.content));
                    }
                    of_blocks(table.note.as_deref(), words);
                }
                BlockKind::Figure(figure) => {
                    of_caption(figure.caption.as_ref(), words);
                    of_blocks(figure.credit.as_deref(), words);
                }
                BlockKind::Lockup(lockup) => of_blocks(&lockup.blocks, words),
                BlockKind::Chart(chart) => panic!("no chart was made: {chart:?}"),
            }
        }
    }
    let mut words = String::new();
    of_blocks(&document.blocks, &mut words);
    for note in &document.notes {
        of_blocks(&note.blocks, &mut words);
    }
    words
}

/// The text without spaces and what shows nothing, numbers in Latin digits: a caption has those of its language.
fn bare(text: &str) -> String {
    let text = visible(text).replace(' ', "");
    let latin = |c: char| match u32::from(c) {
        // The digits of Persian.
        code @ 0x6f0..=0x6f9 => char::from_digit(code - 0x6f0, 10).unwrap_or(c),
        _ => c,
    };
    text.chars().map(latin).collect()
}

/// The text of a DOCX: its body, then its notes.
fn docx_text(file: &[u8]) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut words = String::new();
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let Ok(mut part) = package.by_name(part) else {
            continue;
        };
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        // Each text is an element without others in it.
        for piece in xml.split("<w:t").skip(1) {
            let Some((attributes, rest)) = piece.split_once('>') else {
                continue;
            };
            if attributes.is_empty() || attributes == " xml:space=\"preserve\"" {
                let (text, _) = rest.split_once("</w:t>").unwrap();
                let plain = [
                    ("&lt;", "<"),
                    ("&gt;", ">"),
                    ("&quot;", "\""),
                    ("&apos;", "'"),
                ];
                let text = plain.iter().fold(text.to_owned(), |text, (name, sign)| {
                    text.replace(name, sign)
                });
                words.push_str(&text.replace("&amp;", "&"));
            }
        }
    }
    words
}

struct Made {
    layout: Layout,
    pdfs: Vec<(&'static str, Vec<u8>)>,
    docx: Vec<u8>,
}

fn make(document: &Document, theme: &Theme) -> Made {
    let standards = [
        ("a-3a", pdf::Standard::A3aUa1),
        ("a-4f", pdf::Standard::A4fUa2),
    ];
    let pdfs = standards.map(|(form, standard)| {
        let options = pdf::Options {
            standard,
            // PDF/A-4f is for files with others in them (ISO 19005-4, 6.9).
            source: Some(Attachment {
                file_name: "tree.toml".into(),
                bytes: b"title = \"A tree\"\n".to_vec(),
            }),
            house_style: None,
            translation: None,
        };
        let pages = layout(document, theme).pages;
        (form, pdf::write(document, pages, &options).unwrap())
    });
    Made {
        layout: layout(document, theme),
        pdfs: pdfs.into(),
        docx: docx::write(document, theme, &docx::Options::default()).unwrap(),
    }
}

fn theme_for(document: &Document) -> Theme {
    Theme::default().for_script(&locale::script(&document.metadata.language))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_valid_document_becomes_both_files_with_all_its_words(document in any_document()) {
        let theme = theme_for(&document);
        let made = make(&document, &theme);
        assert_sound(&document, &made.layout, &theme);
        prop_assert_eq!(bare(&docx_text(&made.docx)), bare(&reading(&document)));
        let again = make(&document, &theme);
        prop_assert!(made.pdfs == again.pdfs, "another PDF from the same document");
        prop_assert!(made.docx == again.docx, "another DOCX from the same document");
    }
}

/// Writes the files of some documents, the same in every run, with their words beside them, into the folder that
/// `BRIEFGEN_TREES` names: for other programs to judge (`tests/conformance/trees`).
#[test]
#[ignore = "run by tests/conformance/trees"]
fn files_of_random_trees_for_others_to_judge() {
    let folder = std::env::var_os("BRIEFGEN_TREES").expect("BRIEFGEN_TREES names a folder");
    for number in 0..20_u8 {
        let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[number; 32]);
        let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), seed);
        let document = any_document().new_tree(&mut runner).unwrap().current();
        let made = make(&document, &theme_for(&document));
        let write = |form: &str, end: &str, bytes: &[u8]| {
            let folder = Path::new(&folder).join(form);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("tree-{number}.{end}")), bytes).unwrap();
        };
        for (form, pdf) in &made.pdfs {
            write(form, "pdf", pdf);
        }
        write("a-3a", "docx", &made.docx);
        write("a-3a", "txt", reading(&document).as_bytes());
    }
}
