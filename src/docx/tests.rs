#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::date::Date;
use crate::document::{
    Block, BlockKind, Caption, Cell, ColumnAlignment, Description, Document, Figure, Heading,
    Inline, InlineKind, Label, Language, List, ListItem, ListMarker, Lockup, Logo, Metadata, Node,
    Note, Origin, Paragraph, ParagraphRole, Picture, PictureFormat, Row, RowHeaders, Section,
    SectionRole, Table,
};
use crate::fonts::{self, Companion, Face, FontFile, FontId, Fonts};
use crate::theme::Paper;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;
use xml::Element;

fn node(path: &str) -> Node {
    Node::from_origin(&Origin {
        file: crate::document::InputFile::Brief,
        path: path.to_owned(),
        span: None,
    })
}

fn anchored(anchor: &str, node: Node) -> Node {
    Node {
        anchor: Some(anchor.to_owned()),
        ..node
    }
}

fn text(words: &str) -> Inline {
    Inline::text(words)
}

fn block(node: Node, kind: BlockKind) -> Block {
    Block { node, kind }
}

fn paragraph(path: &str, role: ParagraphRole, words: &str) -> Block {
    let node = if path.is_empty() {
        Node::default()
    } else {
        node(path)
    };
    Block::paragraph(node, role, vec![text(words)])
}

fn heading(level: u8, words: &str) -> Block {
    block(
        Node::default(),
        BlockKind::Heading(Heading {
            level,
            label: None,
            content: vec![text(words)],
        }),
    )
}

fn section(role: SectionRole, blocks: Vec<Block>) -> Block {
    block(
        Node::default(),
        BlockKind::Section(Section { role, blocks }),
    )
}

fn list(marker: ListMarker, items: Vec<Vec<Block>>) -> Block {
    let items = items.into_iter().zip(1..).map(|(blocks, number)| ListItem {
        node: Node::default(),
        label: Label {
            node: Node::default(),
            number: (marker == ListMarker::Decimal).then_some(number),
        },
        blocks,
    });
    block(
        Node::default(),
        BlockKind::List(List {
            marker,
            items: items.collect(),
        }),
    )
}

fn fact(term: &str, path: &str, words: &str) -> Description {
    Description {
        node: Node::default(),
        term_node: Node::default(),
        term: vec![text(term)],
        blocks: vec![paragraph(path, ParagraphRole::Body, words)],
    }
}

fn caption(path: &str, label: &str, words: &str) -> Caption {
    Caption {
        node: node(path),
        label_node: Node::default(),
        label: [format!("{label}\u{a0}"), String::new()],
        number: 1,
        content: vec![text(words)],
    }
}

fn cells(words: &[&str]) -> Vec<Cell> {
    let cell = |words: &&str| Cell {
        content: vec![text(words)],
        decimal: words.find('.'),
        ..Cell::default()
    };
    words.iter().map(cell).collect()
}

fn picture() -> Picture {
    let (width, height) = (600, 200);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> = (0..width * height)
        .map(|i| (i % width % 251) as u8)
        .collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    Picture {
        file: "rivers.png".to_owned(),
        bytes: bytes.into(),
        format: PictureFormat::Png,
        width_px: width,
        height_px: height,
    }
}

fn question(number: u32, words: &str, id: &str, mut blocks: Vec<Block>) -> Block {
    blocks.insert(
        0,
        block(
            anchored(id, node(&format!("question[{id}].text"))),
            BlockKind::Heading(Heading {
                level: 2,
                label: Some(Label {
                    node: Node::default(),
                    number: Some(number),
                }),
                content: vec![text(words)],
            }),
        ),
    );
    section(SectionRole::Question, blocks)
}

/// A document in which everything occurs that a document may hold.
fn everything() -> Document {
    let masthead = Block::paragraph(
        Node::default(),
        ParagraphRole::Masthead,
        vec![
            Inline::from(InlineKind::Span(vec![
                Inline::from(InlineKind::Strong(vec![text("CAREC")])),
                text("\u{2002}Regional Environmental Centre for Central Asia"),
            ])),
            text(" · "),
            Inline::from(InlineKind::Span(vec![text("Outcome brief · 16 June 2017")])),
        ],
    );
    let discussion = Block::paragraph(
        node("question[platforms].discussion"),
        ParagraphRole::Body,
        vec![
            text("Existing *Basin Councils* were "),
            Inline::from(InlineKind::Emphasis(vec![
                text("mentioned "),
                Inline::from(InlineKind::Strong(vec![text("as platforms")])),
            ])),
            Inline::from(InlineKind::NoteReference(0)),
            text(" with a high potential & <more>; see "),
            Inline::from(InlineKind::Link {
                uri: "https://example.org/a?x=1&y=2".to_owned(),
                content: vec![
                    text("the site of "),
                    Inline::from(InlineKind::Emphasis(vec![text("the Council")])),
                ],
            }),
            text(" and "),
            Inline::from(InlineKind::Reference {
                anchor: "investors".to_owned(),
                content: vec![text("the first recommendation")],
            }),
            text(", again"),
            Inline::from(InlineKind::NoteReference(0)),
            text(", with a line"),
            Inline::from(InlineKind::LineBreak),
            text("broken, and "),
            Inline {
                node: Node {
                    language: Some(Language("ru".to_owned())),
                    ..Node::default()
                },
                kind: InlineKind::Span(vec![text("несколько слов")]),
            },
            text(" in Russian, and "),
            Inline {
                node: Node {
                    language: Some(Language("fa-AF".to_owned())),
                    ..Node::default()
                },
                kind: InlineKind::Span(vec![text("چند کلمه")]),
            },
            text(" in Dari; an "),
            Inline::from(InlineKind::Abbreviation {
                expansion: "non-governmental organisation".to_owned(),
                expansion_language: None,
                content: vec![text("NGO")],
            }),
            text("\u{7}."),
        ],
    );
    let dari = Block {
        node: Node {
            language: Some(Language("fa-AF".to_owned())),
            ..node("question[platforms].discussion:2")
        },
        kind: BlockKind::Paragraph(Paragraph {
            role: ParagraphRole::Body,
            content: vec![text("این یک پاراگراف کامل به زبان دری است.")],
        }),
    };
    let figure = block(
        anchored("rivers", Node::default()),
        BlockKind::Figure(Figure {
            picture_node: Node::default(),
            picture: picture(),
            alt: "Two rivers & their basins".to_owned(),
            caption: Some(caption(
                "figure[rivers].caption",
                "Figure",
                "The two rivers",
            )),
            credit: Some(Box::new(paragraph(
                "figure[rivers].credit",
                ParagraphRole::Source,
                "Photograph: CAREC",
            ))),
        }),
    );
    let table = block(
        anchored("votes", Node::default()),
        BlockKind::Table(Table {
            caption: Some(caption(
                "table[votes].caption",
                "Table",
                "Investment by sector, million dollars",
            )),
            alignments: vec![
                ColumnAlignment::Start,
                ColumnAlignment::End,
                ColumnAlignment::End,
            ],
            header_node: Node::default(),
            header: cells(&["Sector", "2015", "2016"]),
            row_headers: RowHeaders::Strong(1),
            rows: [
                ["Water supply and sanitation", "1 204.5", "1 310.0"],
                ["Energy", "860.0", "−12.5"],
                ["Agriculture and land", "77.1", "80.3"],
            ]
            .iter()
            .map(|row| Row {
                node: Node::default(),
                cells: cells(row),
            })
            .collect(),
            note: Some(Box::new(paragraph(
                "table[votes].note",
                ParagraphRole::Source,
                "Source: the ministries’ reports.",
            ))),
        }),
    );
    let recommendation = |id: &str, words: &str| {
        vec![
            block(
                anchored(id, node(&format!("recommendation[{id}].text"))),
                BlockKind::Paragraph(Paragraph {
                    role: ParagraphRole::Recommendation,
                    content: vec![text(words)],
                }),
            ),
            paragraph(
                &format!("recommendation[{id}].detail"),
                ParagraphRole::Body,
                "Which would attract private investment into the sectors that need it most, and make it last.",
            ),
            Block::paragraph(
                Node::default(),
                ParagraphRole::Attributes,
                vec![
                    text("To "),
                    Inline {
                        node: node(&format!("recommendation[{id}].addressees")),
                        kind: InlineKind::Text("the Government".to_owned()),
                    },
                    text(" · by "),
                    Inline {
                        node: node(&format!("recommendation[{id}].due")),
                        kind: InlineKind::Text("30 June 2018".to_owned()),
                    },
                ],
            ),
        ]
    };
    let nested = list(
        ListMarker::Decimal,
        vec![
            vec![paragraph("", ParagraphRole::Body, "First step")],
            vec![paragraph("", ParagraphRole::Body, "Second step")],
        ],
    );
    let blocks = vec![
        section(
            SectionRole::Masthead,
            vec![
                masthead,
                paragraph(
                    "title",
                    ParagraphRole::Title,
                    "Outcomes of the meeting in Astana on intersectoral cooperation",
                ),
                paragraph(
                    "subtitle",
                    ParagraphRole::Subtitle,
                    "What was said, and what is to be done",
                ),
            ],
        ),
        section(
            SectionRole::Facts,
            vec![block(
                Node::default(),
                BlockKind::DescriptionList(vec![
                    fact(
                        "Meeting",
                        "meeting.title",
                        "National consultative meeting on opportunities of intersectoral cooperation for addressing environmental problems",
                    ),
                    fact("When and where", "", "15 June 2017, Astana, Kazakhstan"),
                    Description {
                        blocks: vec![
                            paragraph(
                                "meeting.participants",
                                ParagraphRole::Body,
                                "State agencies, experts",
                            ),
                            paragraph("meeting.attendance", ParagraphRole::Body, "47 people"),
                        ],
                        ..fact("Took part", "", "")
                    },
                ]),
            )],
        ),
        section(
            SectionRole::Summary,
            vec![
                heading(1, "Summary"),
                paragraph(
                    "summary",
                    ParagraphRole::Summary,
                    "The meeting asked for more cooperation between water, energy and land, and says who should begin.",
                ),
            ],
        ),
        section(
            SectionRole::Questions,
            vec![
                heading(1, "What was discussed"),
                question(
                    1,
                    "What kind of intersectoral cooperation platforms exist in Kazakhstan?",
                    "platforms",
                    vec![discussion, dari, table, figure],
                ),
                question(
                    2,
                    "What difficulties can affect implementation of the Nexus approach?",
                    "difficulties",
                    vec![paragraph(
                        "",
                        ParagraphRole::Body,
                        "See the obstacles below.",
                    )],
                ),
            ],
        ),
        section(
            SectionRole::Obstacles,
            vec![
                heading(1, "Obstacles"),
                list(
                    ListMarker::Bullet,
                    vec![
                        vec![
                            paragraph(
                                "obstacle[development].text",
                                ParagraphRole::Body,
                                "Unbalanced development of sectors",
                            ),
                            paragraph(
                                "obstacle[development].detail",
                                ParagraphRole::Body,
                                "Each plans for itself.",
                            ),
                        ],
                        vec![
                            paragraph(
                                "obstacle[management].text",
                                ParagraphRole::Body,
                                "Fragmented management",
                            ),
                            nested,
                        ],
                        vec![list(
                            ListMarker::Bullet,
                            vec![vec![paragraph(
                                "",
                                ParagraphRole::Body,
                                "A list without words before it",
                            )]],
                        )],
                        Vec::new(),
                    ],
                ),
            ],
        ),
        section(
            SectionRole::Recommendations,
            vec![
                heading(1, "Recommendations"),
                list(
                    ListMarker::Decimal,
                    vec![
                        recommendation(
                            "investors",
                            "Include the business sector and international development banks in Nexus dialogues.",
                        ),
                        recommendation("data", "Publish what is known."),
                    ],
                ),
            ],
        ),
        section(
            SectionRole::Contacts,
            vec![
                heading(1, "Contact"),
                Block::paragraph(
                    Node::default(),
                    ParagraphRole::SmallPrint,
                    vec![
                        Inline::from(InlineKind::Strong(vec![text("Balzhan Zhumagazina")])),
                        text(", Project Specialist, CAREC"),
                        Inline::from(InlineKind::LineBreak),
                        Inline::from(InlineKind::Link {
                            uri: "mailto:bzhumagazina@carececo.org".to_owned(),
                            content: vec![text("bzhumagazina@carececo.org")],
                        }),
                    ],
                ),
            ],
        ),
    ];
    let notes = vec![Note {
        node: Node::default(),
        label: Node::default(),
        number: 1,
        blocks: vec![Block::paragraph(
            node("question[platforms].discussion:note"),
            ParagraphRole::Note,
            vec![
                text("Committee calendar, "),
                Inline::from(InlineKind::Link {
                    uri: "https://example.org/calendar".to_owned(),
                    content: vec![text("example.org")],
                }),
                text("."),
            ],
        )],
    }];
    document(blocks, notes)
}

fn document(blocks: Vec<Block>, notes: Vec<Note>) -> Document {
    let metadata = Metadata {
        title: "Outcomes of the meeting in Astana & elsewhere".to_owned(),
        language: Language("en".to_owned()),
        publisher: Some("Regional Environmental Centre for Central Asia".to_owned()),
        creators: vec!["Regional Environmental Centre for Central Asia".to_owned()],
        published: Date {
            year: 2017,
            month: 6,
            day: 16,
        },
        description: "National consultative meeting, 15 June 2017, Astana".to_owned(),
        keywords: vec!["water".to_owned(), "energy".to_owned()],
        rights: None,
        identifier: Some("OB 2017/3".to_owned()),
    };
    let pattern = ["", " of ", ""].map(str::to_owned);
    let title = "Outcomes of the meeting in Astana on intersectoral cooperation".to_owned();
    Document::new(metadata, blocks, notes, title, pattern)
}

fn made(document: &Document) -> Vec<u8> {
    let options = Options {
        source: Some(Attachment {
            file_name: "astana-2017.toml".to_owned(),
            bytes: b"language = \"en\"\r\ntitle = \"A < B & C\"\n".to_vec(),
        }),
        house_style: None,
        translation: None,
        version: "1.2.3".to_owned(),
        ..Options::default()
    };
    write(document, &Theme::default(), &options).unwrap()
}

fn parts_of(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

/// The file of these parts.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let parts = parts.iter();
    let parts = parts.map(|(name, bytes)| (name.clone(), bytes.clone().into()));
    package::write(&parts.collect(), &mut Deflater::default()).unwrap()
}

fn part_of(file: &[u8], name: &str) -> Element {
    xml::parse(&parts_of(file)[name]).unwrap()
}

/// All elements called `name`, in the order of the document.
fn all<'a>(root: &'a Element, name: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for element in root.elements() {
        if element.name == name {
            found.push(element);
        }
        found.extend(all(element, name));
    }
    found
}

fn words_of(element: &Element) -> String {
    let texts = all(element, "w:t");
    let texts = texts.iter().flat_map(|t| &t.children);
    texts
        .map(|child| match child {
            xml::Content::Text(text) => text.as_str(),
            xml::Content::Element(_) => "",
        })
        .collect()
}

fn value<'a>(parent: &'a Element, child: &str) -> &'a str {
    let child = parent.find(child);
    child.and_then(|c| c.attribute("w:val")).unwrap_or("")
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(made(&everything()), made(&everything()));
}

#[test]
fn bookmarks_and_controls_are_unique_and_short_enough() {
    let file = made(&everything());
    let mut names = BTreeSet::new();
    let mut bookmark_ids = BTreeSet::new();
    let mut control_ids = BTreeSet::new();
    for part in ["word/document.xml", "word/footnotes.xml"] {
        let root = part_of(&file, part);
        let starts = all(&root, "w:bookmarkStart");
        assert_eq!(starts.len(), all(&root, "w:bookmarkEnd").len());
        for start in starts {
            let name = start.attribute("w:name").unwrap();
            assert!(name.len() <= anchor::MAX_BOOKMARK, "{name}");
            assert!(names.insert(name.to_lowercase()), "{name} twice");
            assert!(bookmark_ids.insert(start.attribute("w:id").unwrap().to_owned()));
        }
        for control in all(&root, "w:sdtPr") {
            assert!(value(control, "w:tag").len() <= anchor::MAX_TAG);
            assert!(control_ids.insert(value(control, "w:id").to_owned()));
        }
    }
    assert!(control_ids.len() > 15, "{}", control_ids.len());
}

#[test]
fn every_field_is_found_by_the_name_that_its_path_gives() {
    let file = made(&everything());
    let body = part_of(&file, "word/document.xml");
    let manifest = part_of(&file, manifest::PART);
    let field = all(&manifest, "b:anchor")
        .into_iter()
        .find(|f| f.attribute("path") == Some("recommendation[data].due"))
        .unwrap();
    let name = anchor::Names::default().bookmark("recommendation[data].due");
    assert_eq!(field.attribute("bookmark"), Some(name.as_str()));
    let control = all(&body, "w:sdt")
        .into_iter()
        .find(|s| value(s.find("w:sdtPr").unwrap(), "w:tag") == "recommendation[data].due")
        .unwrap();
    assert_eq!(words_of(control), "30 June 2018");
    let source = manifest.find("b:source").unwrap();
    let expected = "language = \"en\"\r\ntitle = \"A < B & C\"\n";
    assert_eq!(source.children, [xml::Content::Text(expected.to_owned())]);
}

#[test]
fn references_lead_to_bookmarks_and_relationships_that_are_there() {
    let file = made(&everything());
    for (part, relationships) in [
        ("word/document.xml", "word/_rels/document.xml.rels"),
        ("word/footnotes.xml", "word/_rels/footnotes.xml.rels"),
    ] {
        let root = part_of(&file, part);
        let relationships = part_of(&file, relationships);
        let ids: Vec<&str> = relationships
            .elements()
            .filter_map(|r| r.attribute("Id"))
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let starts = all(&root, "w:bookmarkStart");
        let names: Vec<&str> = starts
            .iter()
            .filter_map(|b| b.attribute("w:name"))
            .collect();
        let links = all(&root, "w:hyperlink");
        assert!(!links.is_empty());
        for link in links {
            match (link.attribute("r:id"), link.attribute("w:anchor")) {
                (Some(id), None) => assert!(ids.contains(&id), "{id}"),
                (None, Some(anchor)) => assert!(names.contains(&anchor), "{anchor}"),
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn every_style_and_numbering_that_is_named_is_defined() {
    let file = made(&everything());
    let styles = part_of(&file, "word/styles.xml");
    let defined: Vec<&str> = styles
        .elements()
        .filter_map(|s| s.attribute("w:styleId"))
        .collect();
    assert_eq!(defined.iter().collect::<BTreeSet<_>>().len(), defined.len());
    let numbering = part_of(&file, "word/numbering.xml");
    let instances: Vec<&str> = numbering
        .elements()
        .filter_map(|n| n.attribute("w:numId"))
        .collect();
    let parts = [
        "word/document.xml",
        "word/footnotes.xml",
        "word/footer1.xml",
    ];
    for root in parts
        .map(|part| part_of(&file, part))
        .iter()
        .chain([&styles, &numbering])
    {
        for name in ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"] {
            for reference in all(root, name) {
                let id = reference.attribute("w:val").unwrap();
                assert!(defined.contains(&id), "{name} {id}");
            }
        }
        for reference in all(root, "w:numId") {
            let id = reference.attribute("w:val").unwrap();
            assert!(instances.contains(&id), "{id}");
        }
    }
}

#[test]
fn each_numbered_list_counts_on_its_own() {
    let lists = |count: u32| {
        let item = |_| vec![paragraph("", ParagraphRole::Body, "Item")];
        (0..count).map(move |_| list(ListMarker::Decimal, (0..2).map(item).collect()))
    };
    let file = made(&document(lists(2).collect(), Vec::new()));
    let body = part_of(&file, "word/document.xml");
    let numbers: Vec<&str> = all(&body, "w:numId")
        .iter()
        .filter_map(|n| n.attribute("w:val"))
        .collect();
    assert_eq!(numbers.len(), 4);
    assert!(numbers[0] == numbers[1] && numbers[2] == numbers[3] && numbers[1] != numbers[2]);
}

#[test]
fn a_list_under_a_numbered_question_is_told_from_the_questions() {
    let body = |words: &str| paragraph("", ParagraphRole::Body, words);
    let lists = [ListMarker::Decimal, ListMarker::Bullet].map(|marker| {
        let nested = list(marker, vec![vec![body("Nested")]]);
        list(marker, vec![vec![body("Item"), body("More"), nested]])
    });
    let blocks = vec![question(1, "Who pays?", "who", lists.into())];
    let file = made(&document(blocks, Vec::new()));
    let document = part_of(&file, "word/document.xml");
    let numbering = part_of(&file, "word/numbering.xml");
    let definition = |id: &str, kind: &str, attribute: &str| {
        let of = |e: &&Element| e.name == kind && e.attribute(attribute) == Some(id);
        numbering.elements().find(of).unwrap()
    };
    let step = Theme::default().list_indent.to_twips();
    let mut found = Vec::new();
    for paragraph in all(&document, "w:p") {
        let words = words_of(paragraph);
        let own = all(paragraph, "w:ind");
        if let [number] = all(paragraph, "w:numPr")[..] {
            let instance = definition(value(number, "w:numId"), "w:num", "w:numId");
            let id = value(instance, "w:abstractNumId");
            let levels = all(definition(id, "w:abstractNum", "w:abstractNumId"), "w:lvl");
            let level = levels[value(number, "w:ilvl").parse::<usize>().unwrap()];
            let indent = all(level, "w:ind")[0].attribute("w:left").unwrap();
            let is_bold = !all(level, "w:b").is_empty();
            found.push((words, indent.parse::<i64>().unwrap() / step, is_bold));
        } else if let [own] = own[..] {
            let indent = own.attribute("w:left").unwrap();
            found.push((words, indent.parse::<i64>().unwrap() / step, false));
        }
    }
    let found: Vec<(&str, i64, bool)> = found
        .iter()
        .map(|(words, steps, is_bold)| (words.as_str(), *steps, *is_bold))
        .collect();
    let of_list = [("Item", 2, false), ("More", 2, false), ("Nested", 3, false)];
    let heading = ("Who pays?", 1, true);
    assert_eq!(found, [&[heading][..], &of_list, &of_list].concat());
}

#[test]
fn tables_have_a_repeated_header_row_and_columns_inside_the_measure() {
    let body = part_of(&made(&everything()), "word/document.xml");
    let table = all(&body, "w:tbl")[0];
    let headers: Vec<bool> = all(table, "w:tr")
        .iter()
        .map(|row| !all(row, "w:tblHeader").is_empty())
        .collect();
    assert_eq!(headers, [true, false, false, false]);
    let widths = all(table, "w:gridCol");
    let widths = widths.iter().filter_map(|c| c.attribute("w:w"));
    let total: i64 = widths.map(|w| w.parse::<i64>().unwrap()).sum();
    assert!(total <= Theme::default().single_column.measure().to_twips());
}

#[test]
fn headers_of_rows_are_told_by_the_style_of_the_table() {
    let file = made(&everything());
    let body = part_of(&file, "word/document.xml");
    let table = all(&body, "w:tbl")[0];
    let look = all(table, "w:tblLook")[0];
    assert_eq!(look.attribute("w:firstColumn"), Some("1"));
    let rows = all(table, "w:tr");
    let parts: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| {
            let parts = all(row, "w:cnfStyle");
            parts.iter().filter_map(|e| e.attribute("w:val")).collect()
        })
        .collect();
    assert_eq!(parts[0], ["100000000000", "001000000100"]);
    assert!(parts[1..].iter().all(|parts| *parts == ["001000000000"]));
    let styles = part_of(&file, "word/styles.xml");
    let kinds: Vec<&str> = all(&styles, "w:tblStylePr")
        .iter()
        .filter_map(|e| e.attribute("w:type"))
        .collect();
    assert_eq!(kinds, ["firstRow", "firstCol", "nwCell", "firstRow"]);
    // No direct formatting makes them bold.
    assert!(all(table, "w:b").is_empty());
}

#[test]
fn headers_of_rows_that_are_set_plainly_are_told_by_a_style_of_their_own() {
    let table = block(
        Node::default(),
        BlockKind::Table(Table {
            alignments: vec![ColumnAlignment::Start; 2],
            header: cells(&["No.", "Station"]),
            row_headers: RowHeaders::Plain(1),
            ..Table::default()
        }),
    );
    let file = made(&document(vec![table], Vec::new()));
    let body = part_of(&file, "word/document.xml");
    let table = all(&body, "w:tbl")[0];
    let look = all(table, "w:tblLook")[0];
    assert_eq!(look.attribute("w:firstColumn"), Some("1"));
    let style = all(table, "w:tblStyle")[0];
    assert_eq!(
        style.attribute("w:val"),
        Some(super::style_ids::TABLE_PLAIN)
    );
}

#[test]
fn what_begins_with_a_word_wider_than_a_line_has_a_bookmark_and_no_control() {
    let word = "report_of_the_working_group_on_water";
    for (words, controls) in [
        (word.to_owned(), 0),
        (format!("{word} of 2024"), 0),
        (format!("The {word}"), 1),
        ("Meet every year".to_owned(), 1),
    ] {
        let item = vec![paragraph(
            "reference[report].text",
            ParagraphRole::Body,
            &words,
        )];
        let document = document(vec![list(ListMarker::Decimal, vec![item])], Vec::new());
        let body = part_of(&made(&document), "word/document.xml");
        assert_eq!(all(&body, "w:sdt").len(), controls, "{words}");
        assert_eq!(all(&body, "w:bookmarkStart").len(), 1, "{words}");
    }
}

#[test]
fn numbers_of_unequal_decimals_stand_at_a_decimal_tab() {
    let numbers = |rows: &[&str]| {
        let rows = rows.iter().map(|number| Row {
            node: Node::default(),
            cells: cells(&[number]),
        });
        let table = Table {
            alignments: vec![ColumnAlignment::End],
            header: cells(&["Flow"]),
            rows: rows.collect(),
            ..Table::default()
        };
        let table = block(Node::default(), BlockKind::Table(table));
        let body = part_of(
            &made(&document(vec![table], Vec::new())),
            "word/document.xml",
        );
        let column = all(&body, "w:gridCol")[0].attribute("w:w").unwrap();
        let tabs = all(&body, "w:tab");
        let positions: Vec<i64> = tabs
            .iter()
            .filter(|tab| tab.attribute("w:val") == Some("decimal"))
            .map(|tab| tab.attribute("w:pos").unwrap().parse().unwrap())
            .collect();
        (column.parse::<i64>().unwrap(), positions)
    };
    let (width, positions) = numbers(&["1.5", "12.25", "0.125"]);
    assert_eq!(positions.len(), 3);
    assert!(
        positions
            .iter()
            .all(|at| *at == positions[0] && (1..width).contains(at))
    );
    assert!(
        numbers(&["1.5", "12.2"]).1.is_empty(),
        "the end of the line serves"
    );
    let long = "9".repeat(120);
    assert!(
        numbers(&["1.5", &format!("{long}.25")]).1.is_empty(),
        "a number that has no room would go on in a second line"
    );
}

#[test]
fn a_chart_is_shapes_beside_pixels_and_a_table_of_its_data() {
    use crate::document::{Chart, ChartKind, ChartSeries};
    let chart = Chart {
        drawing_node: Node::default(),
        data_node: Node::default(),
        kind: ChartKind::Bar,
        alt: "Bar chart: flow".to_owned(),
        unit: None,
        series: vec![ChartSeries {
            name: 0,
            values: vec![Some(5.0)],
        }],
        scale: Vec::new(),
        data: Table {
            caption: None,
            alignments: vec![ColumnAlignment::Start, ColumnAlignment::End],
            header_node: Node::default(),
            header: cells(&["River", "Flow"]),
            row_headers: RowHeaders::Strong(1),
            rows: vec![Row {
                node: Node::default(),
                cells: cells(&["Syr Darya", "5"]),
            }],
            note: None,
        },
    };
    let document = document(
        vec![block(Node::default(), BlockKind::Chart(Box::new(chart)))],
        Vec::new(),
    );
    let BlockKind::Chart(chart) = &document.blocks[0].kind else {
        panic!("the chart is the only block")
    };
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='90'>\
               <style>rect { fill: #036 }</style><rect width='300' height='90'/></svg>";
    let drawn = Picture {
        file: "chart-1.svg".to_owned(),
        bytes: svg.as_bytes().into(),
        format: PictureFormat::Svg,
        width_px: 300,
        height_px: 90,
    };
    let options = Options {
        charts: [(chart.drawing_node.id, drawn)].into(),
        ..Options::default()
    };
    let file = write(&document, &Theme::default(), &options).unwrap();
    let parts = parts_of(&file);
    let shapes = String::from_utf8(parts["word/media/rIdPicture1.svg"].clone()).unwrap();
    assert!(
        shapes.contains("<path") && !shapes.contains("style"),
        "{shapes}"
    );
    assert!(parts["word/media/rIdPicture1.png"].starts_with(b"\x89PNG"));
    let root = part_of(&file, "word/document.xml");
    let relationships = part_of(&file, "word/_rels/document.xml.rels");
    for name in ["a:blip", "asvg:svgBlip"] {
        let embedded = all(&root, name)[0].attribute("r:embed").unwrap();
        let has_target = relationships
            .elements()
            .any(|one| one.attribute("Id") == Some(embedded));
        assert!(has_target, "{name}: {embedded}");
    }
    assert_eq!(
        all(&root, "wp:docPr")[0].attribute("descr"),
        Some("Bar chart: flow")
    );
    assert_eq!(words_of(all(&root, "w:tbl")[0]), "RiverFlowSyr Darya5");
    let drawing = all(&root, "w:p")
        .into_iter()
        .find(|p| !all(p, "wp:docPr").is_empty());
    assert!(
        !all(drawing.unwrap(), "w:keepNext").is_empty(),
        "the drawing stays with the head of its data"
    );
}

#[test]
fn a_document_ends_in_a_paragraph_and_tables_do_not_touch() {
    let table = || {
        block(
            Node::default(),
            BlockKind::Table(Table {
                caption: None,
                alignments: vec![ColumnAlignment::Start],
                header_node: Node::default(),
                header: cells(&["A"]),
                row_headers: RowHeaders::None,
                rows: Vec::new(),
                note: None,
            }),
        )
    };
    let file = made(&document(vec![table(), table()], Vec::new()));
    let root = part_of(&file, "word/document.xml");
    let body = root.find("w:body").unwrap();
    let names: Vec<&str> = body.elements().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr"]);
}

#[test]
fn an_untouched_file_is_told_from_an_edited_one_and_from_others() {
    let file = made(&everything());
    assert_eq!(written_by_us(&file), Authorship::Unchanged);
    let parts = parts_of(&file);

    let mut edited = parts.clone();
    let body = edited.get_mut("word/document.xml").unwrap();
    let at = body.windows(6).position(|w| w == b"Energy").unwrap();
    body[at] = b'e';
    assert_eq!(written_by_us(&packed(&edited)), Authorship::Edited);

    let mut fewer = parts.clone();
    fewer.remove("docProps/app.xml");
    assert_eq!(written_by_us(&packed(&fewer)), Authorship::Edited);

    let mut more = parts.clone();
    more.insert("word/comments.xml".to_owned(), Vec::new());
    assert_eq!(written_by_us(&packed(&more)), Authorship::Edited);

    let mut without = parts.clone();
    without.remove(manifest::PART);
    assert_eq!(written_by_us(&packed(&without)), Authorship::Foreign);

    // As programs name it that put a part of their own in its place.
    let mut renamed = edited;
    let manifest = renamed.insert(manifest::PART.to_owned(), b"<other/>".to_vec());
    let manifest = String::from_utf8(manifest.unwrap()).unwrap();
    let manifest = manifest.replacen(" content=", " inputs=\"sha256:&lt;\" content=", 1);
    renamed.insert("customXml/item2.xml".to_owned(), manifest.into_bytes());
    let renamed = packed(&renamed);
    assert_eq!(written_by_us(&renamed), Authorship::Edited);
    assert_eq!(sources(&renamed), sources(&file));
    let settled = with_edits_settled(&renamed, &["a".to_owned()]).unwrap();
    let marks = vec!["a".to_owned()];
    assert_eq!(written_by_us(&settled), Authorship::Settled(marks));
    assert_eq!(sources(&settled), sources(&file));

    let mut hostile = parts;
    let manifest = b"<!DOCTYPE a><b:manifest xmlns:b=\"urn:briefgen:manifest:1\" content=\"\"/>";
    hostile.insert(manifest::PART.to_owned(), manifest.to_vec());
    assert_eq!(written_by_us(&packed(&hostile)), Authorship::Foreign);
}

#[test]
fn what_is_no_zip_file_is_foreign() {
    for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"plain text", &[0; 4096]] {
        assert_eq!(written_by_us(bytes), Authorship::Foreign);
    }
}

#[test]
fn a_part_that_does_not_become_shorter_is_stored() {
    let all: Vec<u8> = (0..=255).collect();
    let parts: BTreeMap<_, _> = [
        ("a.bin".to_owned(), all),
        ("b.xml".to_owned(), vec![7; 256]),
    ]
    .into();
    let file = packed(&parts);
    assert_eq!(parts_of(&file), parts);
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let mut method = |name: &str| archive.by_name(name).unwrap().compression();
    assert_eq!(method("a.bin"), zip::CompressionMethod::Stored);
    assert_eq!(method("b.xml"), zip::CompressionMethod::Deflated);
}

#[test]
fn bytes_of_a_part_are_no_larger_records() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("word/media/a.png", stored).unwrap();
    writer.write_all(b"PK\x06\x07 stands in a picture").unwrap();
    let mut file = writer.finish().unwrap().into_inner();
    assert!(package::open(&file, crate::limits::LARGEST_DOCUMENT).is_ok());
    let end = file.windows(4).rposition(|bytes| bytes == b"PK\x05\x06");
    let locator = [&b"PK\x06\x07"[..], &[0; 16]].concat();
    file.splice(end.unwrap()..end.unwrap(), locator);
    assert!(package::open(&file, crate::limits::LARGEST_DOCUMENT).is_err());
}

#[test]
fn a_manifest_of_any_length_says_its_digest() {
    let field = "<b:field path=\"table[t].rows[0][0]\" bookmark=\"b\" style=\"s\">words</b:field>";
    let part = format!(
        "<b:manifest xmlns:b=\"{}\" content=\"sha256:00\"><b:anchors>{}</b:anchors></b:manifest>",
        xml::MANIFEST,
        field.repeat(100_000)
    );
    let digests = manifest::recorded_digests(part.as_bytes());
    assert_eq!(digests, Some(("sha256:00".to_owned(), None)));
}

#[test]
fn a_damaged_file_is_never_taken_for_an_untouched_one() {
    let file = made(&document(
        vec![paragraph("summary", ParagraphRole::Body, "Words.")],
        Vec::new(),
    ));
    for length in (0..file.len()).step_by(7) {
        assert_ne!(written_by_us(&file[..length]), Authorship::Unchanged);
    }
    // The bytes of the parts themselves: each is under a checksum and the digest.
    let mut damaged = file.clone();
    for at in (100..file.len() / 2).step_by(31) {
        damaged[at] ^= 0x55;
        written_by_us(&damaged);
        damaged[at] ^= 0x55;
    }
    // A wrong CRC-32 in the central directory (APPNOTE.TXT §4.3.12).
    let entry = file.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    damaged[entry + 16] ^= 0xff;
    assert_ne!(written_by_us(&damaged), Authorship::Unchanged);
}

#[test]
fn no_byte_of_a_file_can_be_changed_unnoticed() {
    let inputs = [7; 32];
    let document = document(
        vec![paragraph("summary", ParagraphRole::Body, "Words.")],
        Vec::new(),
    );
    let options = Options {
        inputs: Some(inputs),
        ..Options::default()
    };
    let file = write(&document, &Theme::default(), &options).unwrap();
    assert!(is_made_from(&file, &inputs));
    assert!(!is_made_from(&file, &[8; 32]));
    for other in [
        [b"PK".as_slice(), &file].concat(),
        [&file, b"\n".as_slice()].concat(),
        file[..file.len() - 1].to_vec(),
        Vec::new(),
    ] {
        assert!(!is_made_from(&other, &inputs));
    }
    let entry = |name: &[u8]| {
        let at = |first: &[u8]| file.windows(first.len()).position(|w| w == first).unwrap();
        at(name) - 30
    };
    let directory = file.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let document = entry(b"word/document.xml");
    for at in (0..60)
        .chain(document..document + 60)
        .chain(directory..file.len())
    {
        let mut changed = file.clone();
        changed[at] ^= 4;
        assert!(!is_made_from(&changed, &inputs), "{at}");
    }
}

#[test]
fn a_bomb_is_given_up_at_the_limit() {
    let mut parts = parts_of(&made(&everything()));
    parts.insert("word/media/zeros.png".to_owned(), vec![0; 4 << 20]);
    let file = packed(&parts);
    assert!(file.len() < 100_000);
    let mut archive = package::open(&file, crate::limits::LARGEST_DOCUMENT).unwrap();
    assert!(digests::content_digest(&mut archive, &file, manifest::PART, 1 << 20).is_none());
    assert!(digests::content_digest(&mut archive, &file, manifest::PART, 8 << 20).is_some());
    assert_eq!(written_by_us(&file), Authorship::Edited);

    let with_manifest_of = |length: usize| {
        let mut parts = parts.clone();
        parts
            .entry(manifest::PART.to_owned())
            .and_modify(|manifest| manifest.resize(length, b' '));
        written_by_us(&packed(&parts))
    };
    assert_eq!(with_manifest_of(16 << 20), Authorship::Edited);
    assert_eq!(with_manifest_of(17 << 20), Authorship::Foreign);

    parts.extend((0..4096).map(|number| (format!("{number}.xml"), Vec::new())));
    assert_eq!(written_by_us(&packed(&parts)), Authorship::Foreign);
}

#[test]
fn two_parts_of_one_name_are_an_edit() {
    let file = made(&everything());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in parts_of(&file) {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.start_file("word/document.xmL", options).unwrap();
    writer.write_all(b"another body").unwrap();
    let mut doubled = writer.finish().unwrap().into_inner();
    for at in 0..doubled.len() - 17 {
        if &doubled[at..at + 17] == b"word/document.xmL" {
            doubled[at + 16] = b'l';
        }
    }
    assert_ne!(written_by_us(&doubled), Authorship::Unchanged);
}

#[test]
fn characters_that_xml_refuses_are_replaced() {
    let words = "A\u{0}B\u{b}C\u{ffff}D\tE\nF";
    let blocks = vec![paragraph("summary", ParagraphRole::Body, words)];
    let body = part_of(&made(&document(blocks, Vec::new())), "word/document.xml");
    assert_eq!(words_of(&body), "A\u{fffd}B\u{fffd}C\u{fffd}D EF");
    assert_eq!(all(&body, "w:br").len(), 1);
}

#[test]
fn a_long_title_is_set_smaller_and_cut_at_the_foot() {
    let shown = |title: &str| {
        let blocks = vec![paragraph("", ParagraphRole::Title, title)];
        let document = Document::new(
            document(Vec::new(), Vec::new()).metadata,
            blocks,
            Vec::new(),
            title.to_owned(),
            [String::new(), " of ".into(), String::new()],
        );
        let file = made(&document);
        let body = part_of(&file, "word/document.xml");
        let style = value(all(&body, "w:pPr")[0], "w:pStyle").to_owned();
        let read = read(&file, Revisions::Accept).unwrap();
        let foot = words_of(&part_of(&file, "word/footer1.xml"));
        (style, read.paragraphs[0].style, foot)
    };
    let (style, read, foot) = shown("A short title");
    assert_eq!((style.as_str(), read), ("Title", ParagraphStyle::Title));
    assert!(foot.starts_with("A short title"), "{foot}");
    for (repeated, expected) in [(7, "BriefTitleMedium"), (30, "BriefTitleSmall")] {
        let title = "A title of words ".repeat(repeated);
        let (style, read, foot) = shown(title.trim());
        assert_eq!((style.as_str(), read), (expected, ParagraphStyle::Title));
        let (cut, _) = foot.split_once('…').unwrap();
        assert!(
            cut.starts_with("A title") && title.starts_with(cut),
            "{foot}"
        );
    }
}

#[test]
fn facts_stand_apart_from_the_title_above_and_the_text_below() {
    let more = paragraph("", ParagraphRole::Body, "More");
    let mut first = fact("First", "", "One");
    first.blocks.push(more);
    let facts = vec![first, fact("Second", "", "Two")];
    let blocks = vec![
        paragraph("", ParagraphRole::Title, "Title"),
        block(Node::default(), BlockKind::DescriptionList(facts)),
        paragraph("", ParagraphRole::Body, "Context"),
        block(
            Node::default(),
            BlockKind::DescriptionList(vec![fact("Third", "", "Three")]),
        ),
    ];
    let blocks = vec![section(SectionRole::Facts, blocks)];
    let file = made(&document(blocks, Vec::new()));
    let body = part_of(&file, "word/document.xml");
    let around = Theme::default().space_around_facts().to_twips().to_string();
    let around = Some(around.as_str());
    let spaces: Vec<_> = all(&body, "w:p")
        .iter()
        .map(|p| all(p, "w:spacing").first().map(|s| s.attribute("w:before")))
        .collect();
    assert_eq!(spaces, [None, Some(around), None, None, Some(around), None]);
    // Between two facts and inside one the styles say it.
    let styles = part_of(&file, "word/styles.xml");
    let before = |id| {
        let styles = all(&styles, "w:style");
        let style = styles.iter().find(|s| s.attribute("w:styleId") == Some(id));
        let spacing = style.unwrap().find("w:pPr").unwrap().find("w:spacing");
        spacing.unwrap().attribute("w:before").map(str::to_owned)
    };
    assert_eq!(before("BriefFacts").as_deref(), Some("130"));
    assert_eq!(before("BriefFactsContinued").as_deref(), Some("0"));
}

#[test]
fn what_follows_a_list_stands_apart_from_it() {
    let blocks = vec![
        list(
            ListMarker::Bullet,
            vec![vec![
                paragraph("", ParagraphRole::Body, "Item"),
                paragraph("", ParagraphRole::Body, "Detail"),
            ]],
        ),
        paragraph("", ParagraphRole::Body, "After it"),
        paragraph("", ParagraphRole::Body, "After that"),
    ];
    let body = part_of(&made(&document(blocks, Vec::new())), "word/document.xml");
    let spaced: Vec<bool> = all(&body, "w:p")
        .iter()
        .map(|p| !all(p, "w:spacing").is_empty())
        .collect();
    assert_eq!(spaced, [false, false, true, false]);
}

#[test]
fn an_item_stands_apart_from_the_paragraphs_of_the_one_above() {
    let spaces = |role: SectionRole| -> Vec<Option<i64>> {
        let item = |words: &[&str]| -> Vec<Block> {
            let words = words.iter();
            words
                .map(|words| paragraph("", ParagraphRole::Body, words))
                .collect()
        };
        let items = vec![item(&["One", "More"]), item(&["Two"]), item(&["Three"])];
        let blocks = vec![section(role, vec![list(ListMarker::Decimal, items)])];
        let body = part_of(&made(&document(blocks, Vec::new())), "word/document.xml");
        let before = |paragraph: &&Element| {
            let spacing = all(paragraph, "w:spacing");
            let before = spacing.first().and_then(|s| s.attribute("w:before"));
            before.map(|before| before.parse().unwrap())
        };
        all(&body, "w:p").iter().map(before).collect()
    };
    let grid = Theme::default().grid.to_twips();
    let expected = |space: i64| [None, None, Some(space), None];
    assert_eq!(spaces(SectionRole::Decisions), expected(grid));
    assert_eq!(spaces(SectionRole::Recommendations), expected(grid * 2));
}

/// The words of the paragraphs that are kept with the next one by themselves, not by their style.
fn kept(blocks: Vec<Block>) -> Vec<String> {
    let body = part_of(&made(&document(blocks, Vec::new())), "word/document.xml");
    let paragraphs = all(&body, "w:p");
    let kept = paragraphs
        .iter()
        .filter(|p| !all(p, "w:keepNext").is_empty());
    kept.map(|p| words_of(p)).collect()
}

#[test]
fn the_head_and_the_end_of_an_item_are_kept_whole_and_no_short_item_is_alone() {
    let item = |words: &[&str]| -> Vec<Block> {
        let words = words.iter();
        words
            .map(|words| paragraph("", ParagraphRole::Body, words))
            .collect()
    };
    let of = |items: Vec<Vec<Block>>| kept(vec![list(ListMarker::Decimal, items)]);
    let long = item(&["a", "b", "c", "d", "e"]);
    assert_eq!(of(vec![long.clone(), long]), ["a", "d", "a", "d"]);
    let short = ["a", "b", "c", "d"].map(|words| item(&[words]));
    assert_eq!(of(short.to_vec()), ["a", "c"]);
    assert_eq!(of(vec![item(&["a"])]), [""; 0]);
    let announced = |words: &str| {
        let mut blocks = item(&[words]);
        blocks.push(list(ListMarker::Bullet, vec![item(&["a"])]));
        kept(blocks)
    };
    assert_eq!(announced("They agreed:"), ["They agreed:"]);
    assert_eq!(announced("They agreed."), [""; 0]);
}

#[test]
fn a_short_table_is_kept_whole_and_no_row_of_a_long_one_is_alone() {
    let table = |count: usize, note: Option<&str>| {
        let rows = (1..=count).map(|number| Row {
            node: Node::default(),
            cells: cells(&[&format!("{number}.")]),
        });
        kept(vec![block(
            Node::default(),
            BlockKind::Table(Table {
                alignments: vec![ColumnAlignment::Start],
                header: cells(&["Head"]),
                rows: rows.collect(),
                note: note.map(|words| Box::new(paragraph("", ParagraphRole::Source, words))),
                ..Table::default()
            }),
        )])
    };
    assert_eq!(table(3, None), ["Head", "1.", "2."]);
    assert_eq!(table(3, Some("Source")), ["Head", "1.", "2.", "3."]);
    assert_eq!(table(40, Some("Source")), ["Head", "1.", "39.", "40."]);
    assert_eq!(table(1, None), ["Head"]);
}

#[test]
fn a_column_is_as_wide_as_its_longest_word() {
    let table = |first: &str| {
        block(
            Node::default(),
            BlockKind::Table(Table {
                caption: None,
                alignments: vec![ColumnAlignment::Start; 4],
                header_node: Node::default(),
                header: cells(&["Basin", "State", "Area in the basin", "Share of the basin"]),
                row_headers: RowHeaders::None,
                rows: vec![Row {
                    node: Node::default(),
                    cells: cells(&[first, "Turkmenistan", "166,000", "25.4"]),
                }],
                note: None,
            }),
        )
    };
    let widths = |first: &str| -> Vec<i64> {
        let file = made(&document(vec![table(first)], Vec::new()));
        let body = part_of(&file, "word/document.xml");
        let columns = all(&body, "w:gridCol");
        let widths = columns.iter().filter_map(|c| c.attribute("w:w"));
        widths.map(|w| w.parse().unwrap()).collect()
    };
    let text = "What is said at some length in the first column of a table with others beside it, ";
    let crowded = widths(&text.repeat(5));
    // Half an em for each of twelve characters.
    let size = Theme::default().style(StyleName::TableCell).size;
    assert!(crowded[1] >= (size * 6).to_twips(), "{crowded:?}");
    assert!(crowded[0] > crowded[1] && crowded[0] > widths("Amu Darya")[0]);
}

/// The part of a document whose one table has so many columns of numbers.
fn with_columns(count: usize) -> Element {
    let row = |first: &str, others: &str| {
        let others = std::iter::repeat_n(others, count - 1);
        cells(&std::iter::once(first).chain(others).collect::<Vec<_>>())
    };
    let source = paragraph("", ParagraphRole::Source, "A source.");
    let table = Table {
        caption: Some(caption("table[t].caption", "Table", "Pupils enrolled")),
        alignments: vec![ColumnAlignment::End; count],
        header: row("Country", "2011"),
        rows: vec![Row {
            node: Node::default(),
            cells: row("Kazakhstan", "2547.1"),
        }],
        note: Some(Box::new(source)),
        ..Table::default()
    };
    let table = block(Node::default(), BlockKind::Table(table));
    part_of(
        &made(&document(vec![table], Vec::new())),
        "word/document.xml",
    )
}

#[test]
fn a_table_whose_words_have_no_room_reaches_beyond_the_text_and_is_set_smaller() {
    let theme = Theme::default();
    let measure = theme.single_column.measure().to_twips();
    let found = [8, 12, 16].map(|count| {
        let body = with_columns(count);
        let number = |name: &str, attribute: &str| {
            let found = all(&body, name);
            let value = found.first().and_then(|e| e.attribute(attribute));
            value.map_or(0, |value| value.parse::<i64>().unwrap())
        };
        let widths = all(&body, "w:gridCol");
        let widths = widths.iter().filter_map(|c| c.attribute("w:w"));
        let widths: Vec<i64> = widths.map(|w| w.parse().unwrap()).collect();
        let (width, indent) = (widths.iter().sum::<i64>(), number("w:tblInd", "w:w"));
        // As far on either side; its caption and its note have its edges.
        assert!((width + indent * 2 - measure).abs() <= 1 || indent == 0 && width <= measure);
        let indents = all(&body, "w:ind");
        let edges = indents.iter().filter_map(|e| e.attribute("w:left"));
        let edges: Vec<i64> = edges.map(|edge| edge.parse().unwrap()).collect();
        assert!(edges.iter().all(|edge| *edge == indent), "{edges:?}");
        assert_eq!(edges.len(), if indent < 0 { 2 } else { 0 });
        let styles = all(&body, "w:pStyle");
        let mut styles = styles.iter().filter_map(|e| e.attribute("w:val"));
        let style = styles.rfind(|style| style.starts_with("BriefTableNumber"));
        (indent < 0, style.unwrap().to_owned())
    });
    let usual = "BriefTableNumber";
    let expected = [
        (false, usual),
        (true, usual),
        (true, "BriefTableNumberMedium"),
    ];
    assert_eq!(
        found,
        expected.map(|(wide, style)| (wide, style.to_owned()))
    );
}

/// A section with the logos named in `alts` and a statement.
fn lockup(role: SectionRole, alts: &[&str], words: ParagraphRole) -> Block {
    let logos = alts.iter().map(|alt| Logo {
        node: Node::default(),
        picture: picture(),
        alt: (*alt).to_owned(),
        organisation: (*alt).to_owned(),
    });
    let lockup = Lockup {
        logos: logos.collect(),
        blocks: vec![paragraph("", words, "Words")],
    };
    section(
        role,
        vec![block(Node::default(), BlockKind::Lockup(lockup))],
    )
}

#[test]
fn one_logo_begins_the_line_of_its_words_and_several_have_a_line_of_their_own_on_the_same_page() {
    let statement = ParagraphRole::FundingStatement;
    let file = made(&document(
        vec![
            lockup(SectionRole::Masthead, &["A"], ParagraphRole::Masthead),
            lockup(SectionRole::Funding, &["B"], statement),
            lockup(SectionRole::Funding, &["C", "D"], statement),
        ],
        Vec::new(),
    ));
    let body = part_of(&file, "word/document.xml");
    let told: Vec<String> = all(&body, "w:p")
        .into_iter()
        .map(|paragraph| {
            let style = value(paragraph.find("w:pPr").unwrap(), "w:pStyle");
            let alts: Vec<&str> = all(paragraph, "wp:docPr")
                .into_iter()
                .filter_map(|picture| picture.attribute("descr"))
                .collect();
            let tabs = all(paragraph, "w:r")
                .iter()
                .filter(|run| run.find("w:tab").is_some())
                .count();
            let words = words_of(paragraph).trim().to_owned();
            format!("{style} {alts:?} {tabs} {words}")
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"BriefMasthead ["A"] 0 Words"#,
            r#"BriefEmblem ["B"] 1 Words"#,
            r#"BriefLogos ["C", "D"] 0 "#,
            "BriefFundingStatement [] 0 Words",
        ]
    );
    let styles = part_of(&file, "word/styles.xml");
    for id in ["BriefLogos", "BriefFundingStatement"] {
        let style = styles
            .elements()
            .find(|style| style.attribute("w:styleId") == Some(id))
            .unwrap();
        assert!(style.find("w:pPr").unwrap().find("w:keepNext").is_some());
    }
}

#[test]
fn a_masthead_that_one_line_has_no_room_for_is_divided_between_its_parts() {
    let masthead = |publisher: &str, series: &str| {
        let span = |words| Inline::from(InlineKind::Span(vec![text(words)]));
        Block::paragraph(
            Node::default(),
            ParagraphRole::Masthead,
            vec![span(publisher), text(" · "), span(series)],
        )
    };
    let ends = |publisher: &str, series: &str, logo: bool| {
        let mut block = lockup(SectionRole::Masthead, &["A"], ParagraphRole::Masthead);
        if let BlockKind::Section(section) = &mut block.kind
            && let BlockKind::Lockup(lockup) = &mut section.blocks[0].kind
        {
            lockup.blocks = vec![masthead(publisher, series)];
            if !logo {
                section.blocks = std::mem::take(&mut lockup.blocks);
            }
        }
        let body = part_of(
            &made(&document(vec![block], Vec::new())),
            "word/document.xml",
        );
        let line = all(&body, "w:p")[0];
        let runs = all(line, "w:r");
        let count = |name: &str| runs.iter().filter(|run| run.find(name).is_some()).count();
        (count("w:tab"), count("w:br"))
    };
    let long = "Regional Environmental Centre for Central Asia";
    let series = "Outcome brief · No. 3/2025 · 28 May 2025";
    assert_eq!(ends("CAREC", series, false), (1, 0));
    assert_eq!(ends("CAREC", series, true), (1, 0));
    assert_eq!(ends(&long.repeat(2), series, false), (0, 1));
    // The logo has a line of its own then.
    assert_eq!(ends(&long.repeat(2), series, true), (0, 2));
}

#[test]
fn a_document_from_right_to_left_has_its_direction_in_the_styles() {
    let words = "هوتل Park Inn در ۲۰۱۷";
    let rows = vec![Row {
        node: Node::default(),
        cells: vec![Cell {
            content: vec![text("−۰٫۲۵")],
            decimal: Some(4),
            ..Cell::default()
        }],
    }];
    let table = Table {
        alignments: vec![ColumnAlignment::End],
        header: cells(&["جریان"]),
        rows,
        ..Table::default()
    };
    let blocks = vec![
        paragraph("summary", ParagraphRole::Summary, words),
        block(Node::default(), BlockKind::Table(table)),
        paragraph("note", ParagraphRole::Body, "What next?"),
    ];
    let mut document = document(blocks, Vec::new());
    document.metadata.language = Language("prs".to_owned());
    let file = made(&document);
    let body = part_of(&file, "word/document.xml");
    assert!(all(&body, "w:sectPr")[0].find("w:bidi").is_some());
    assert_eq!(all(&body, "w:bidiVisual").len(), 1);
    // It fills the measure, so that it matters to nobody on which side a narrower one would stand.
    let measure = Theme::default().single_column.measure().to_twips();
    let columns = all(&body, "w:gridCol").into_iter();
    let widths = columns.map(|column| column.attribute("w:w").unwrap().parse::<i64>().unwrap());
    assert!((measure - widths.sum::<i64>()).abs() <= 1);
    // Runs by direction: a name among words is none of them.
    let runs = all(&body, "w:r").into_iter().map(|run| {
        let properties = run.find("w:rPr");
        let is_right_to_left = properties.is_some_and(|p| p.find("w:rtl").is_some());
        (words_of(run), is_right_to_left)
    });
    let expected = [
        ("هوتل ", true),
        ("Park Inn", false),
        (" در ۲۰۱۷", true),
        ("جریان", true),
        ("−۰٫۲۵", false),
        // With its mark.
        ("What next?", false),
    ];
    let runs: Vec<(String, bool)> = runs.collect();
    assert_eq!(runs, expected.map(|(words, rtl)| (words.to_owned(), rtl)));
    // Only the paragraph of the number runs against the styles.
    let directions: Vec<_> = all(&body, "w:pPr")
        .into_iter()
        .filter_map(|properties| properties.find("w:bidi"))
        .map(|bidi| bidi.attribute("w:val"))
        .collect();
    assert_eq!(directions, [Some("0")]);
    let styles = part_of(&file, "word/styles.xml");
    let language = all(&styles, "w:lang")[0];
    assert_eq!(language.attribute("w:bidi"), Some("prs"));
    let styles = all(&styles, "w:style");
    let style = |id| {
        let found = styles.iter().find(|s| s.attribute("w:styleId") == Some(id));
        *found.unwrap()
    };
    let normal = style("Normal").find("w:pPr").unwrap();
    assert!(normal.find("w:bidi").is_some());
    let summary = style("BriefSummary").find("w:rPr").unwrap();
    let font = summary.find("w:rFonts").unwrap();
    assert_eq!(font.attribute("w:cs"), Some("Noto Naskh Arabic"));
    // 12 points, and the companion's 13.68 to the nearest half.
    assert_eq!(
        (value(summary, "w:sz"), value(summary, "w:szCs")),
        ("24", "27")
    );
    let emphasis = style("Emphasis").find("w:rPr").unwrap();
    assert!(emphasis.find("w:bCs").is_some() && emphasis.find("w:iCs").is_none());
}

#[test]
fn a_font_of_the_house_style_with_arabic_script_is_named_for_it() {
    let mut document = document(Vec::new(), Vec::new());
    document.metadata.language = Language("fa".to_owned());
    let arabic = fonts::in_binary(FontId::companion(Companion::VazirmatnRegular)).unwrap();
    let arabic = Arc::new(FontFile::read(arabic.bytes().to_vec()).unwrap());
    let fonts = Fonts::with_files(BTreeMap::from([(Face::SerifRegular, arabic)]));
    let theme = Theme::new(Paper::A4, None, fonts);
    let file = write(&document, &theme, &Options::default()).unwrap();
    let styles = part_of(&file, "word/styles.xml");
    let styles = all(&styles, "w:style");
    let is_summary = |style: &&&Element| style.attribute("w:styleId") == Some("BriefSummary");
    let summary = styles.iter().find(is_summary).unwrap();
    let summary = summary.find("w:rPr").unwrap();
    let font = summary.find("w:rFonts").unwrap();
    assert_eq!(font.attribute("w:cs"), Some("Vazirmatn"));
    assert_eq!(value(summary, "w:szCs"), value(summary, "w:sz"));
    let table = part_of(&file, "word/fontTable.xml");
    let names = all(&table, "w:font").into_iter();
    let names: Vec<_> = names.filter_map(|font| font.attribute("w:name")).collect();
    assert_eq!(names, ["Source Sans 3", "Vazirmatn"]);
}

#[test]
fn a_font_for_reading_without_serifs_has_substitutes_without() {
    let sans = FontFile::read(fonts::embedded(Face::SansRegular).to_vec()).unwrap();
    let fonts = Fonts::with_files(BTreeMap::from([(Face::SerifRegular, Arc::new(sans))]));
    let theme = Theme::new(Paper::A4, None, fonts);
    let document = document(Vec::new(), Vec::new());
    let file = write(&document, &theme, &Options::default()).unwrap();
    let table = part_of(&file, "word/fontTable.xml");
    let [font] = all(&table, "w:font")[..] else {
        panic!("it is named once")
    };
    let kind = (value(font, "w:altName"), value(font, "w:family"));
    assert_eq!(kind, ("Calibri", "swiss"));
}
