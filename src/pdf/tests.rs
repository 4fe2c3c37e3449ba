//! Whole files, taken apart again.

use super::*;
use crate::date::Date;
use crate::document::{
    Block, BlockKind, Caption, Cell, Description, Figure, Heading, Inline, InlineKind, Label,
    Language, List, ListItem, ListMarker, Lockup, Logo, Metadata, Node, Note, Origin,
    ParagraphRole, Picture, PictureFormat, Row, RowHeaders, Section, SectionRole, Table,
};
use crate::layout::{FragmentContent, Owner, layout};
use crate::theme::Theme;
use lopdf::content::Content;
use lopdf::{Dictionary, Document as File, Object};

const BOTH: [Standard; 2] = [Standard::A3aUa1, Standard::A4fUa2];

fn node(path: &str) -> Node {
    Node::from_origin(&Origin {
        file: crate::document::InputFile::Brief,
        path: path.to_owned(),
        span: None,
    })
}

fn words(words: &str) -> Vec<Inline> {
    vec![Inline::text(words)]
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::paragraph(Node::default(), ParagraphRole::Body, content)
}

fn section(blocks: Vec<Block>) -> Block {
    let role = SectionRole::Questions;
    Block::from(BlockKind::Section(Section { role, blocks }))
}

fn heading(level: u8, number: Option<u32>, title: &str) -> Block {
    Block::from(BlockKind::Heading(Heading {
        level,
        label: number.map(|number| Label {
            node: Node::default(),
            number: Some(number),
        }),
        content: words(title),
    }))
}

fn note(number: u32, content: Vec<Inline>) -> Note {
    Note {
        node: Node::default(),
        label: Node::default(),
        number,
        blocks: vec![Block::paragraph(
            Node::default(),
            ParagraphRole::Note,
            content,
        )],
    }
}

fn caption(label: &str, content: Vec<Inline>) -> Option<Caption> {
    Some(Caption {
        node: Node::default(),
        label_node: Node::default(),
        label: [format!("{label}\u{a0}"), String::new()],
        number: 1,
        content,
    })
}

fn cell(text: &str) -> Cell {
    Cell {
        content: if text.is_empty() {
            Vec::new()
        } else {
            words(text)
        },
        ..Cell::default()
    }
}

fn source_line(text: &str) -> Option<Box<Block>> {
    let role = ParagraphRole::Source;
    Some(Box::new(Block::paragraph(
        Node::default(),
        role,
        words(text),
    )))
}

fn document(blocks: Vec<Block>, notes: Vec<Note>) -> Document {
    let metadata = Metadata {
        title: "Rivers & “lakes” <1>".to_owned(),
        language: Language("en".to_owned()),
        publisher: Some("REC".to_owned()),
        creators: vec!["REC".to_owned()],
        published: Date {
            year: 2017,
            month: 6,
            day: 16,
        },
        description: "A meeting\u{B} in Астана".to_owned(),
        keywords: vec!["water".to_owned(), "climate".to_owned()],
        rights: Some("CC BY 4.0".to_owned()),
        identifier: Some("12".to_owned()),
    };
    let pattern = [String::new(), " of ".to_owned(), String::new()];
    Document::new(metadata, blocks, notes, "Rivers".to_owned(), pattern)
}

fn table() -> Block {
    let mut content = words("Flow at the border");
    content.push(Inline::from(InlineKind::NoteReference(1)));
    let row = |cells: [&str; 2]| Row {
        node: Node::default(),
        cells: cells.map(cell).to_vec(),
    };
    let mut table = Block::from(BlockKind::Table(Table {
        caption: caption("Table", content),
        alignments: vec![Default::default(); 2],
        header_node: Node::default(),
        header: ["Station", "Flow"].map(cell).to_vec(),
        row_headers: RowHeaders::Strong(1),
        rows: vec![row(["Upper", "12"]), row(["Lower", ""])],
        note: source_line("In cubic metres a second."),
    }));
    table.node = node("table[flows]");
    table.node.anchor = Some("flows".to_owned());
    table
}

fn picture() -> Picture {
    Picture {
        file: "aral-sea.jpg".to_owned(),
        bytes: std::sync::Arc::from(&include_bytes!("../../briefs/figures/aral-sea.jpg")[..]),
        format: PictureFormat::Jpeg,
        width_px: 1088,
        height_px: 493,
    }
}

fn figure() -> Block {
    Block::from(BlockKind::Figure(Figure {
        picture_node: Node::default(),
        picture: picture(),
        alt: "The sea from above".to_owned(),
        caption: caption("Figure", words("The sea")),
        credit: source_line("REC"),
    }))
}

/// A paragraph with an inline of every kind.
fn every_inline() -> Block {
    let mut russian = Inline::text("вода");
    russian.node.language = Some(Language("ru".to_owned()));
    paragraph(vec![
        Inline::text("See "),
        Inline::from(InlineKind::Link {
            uri: "https://example.org/қ".to_owned(),
            content: words("the minutes"),
        }),
        Inline::text(", "),
        Inline::from(InlineKind::Reference {
            anchor: "flows".to_owned(),
            content: words("the table"),
        }),
        Inline::text(" of the "),
        Inline::from(InlineKind::Abbreviation {
            expansion: "Центр рек".to_owned(),
            expansion_language: Some(Language("ru".to_owned())),
            content: words("REC"),
        }),
        Inline::from(InlineKind::NoteReference(0)),
        Inline::text(" and "),
        Inline::from(InlineKind::Emphasis(words("once"))),
        Inline::from(InlineKind::LineBreak),
        Inline::from(InlineKind::Strong(words("more"))),
        Inline::text(": "),
        russian,
        Inline::from(InlineKind::Span(words(" 😀"))),
        Inline::from(InlineKind::NoteReference(0)),
    ])
}

/// A small document with a block of every kind. Its first note refers to itself.
fn small() -> Document {
    let item = |number, text: &str| ListItem {
        node: Node::default(),
        label: Label {
            node: Node::default(),
            number: Some(number),
        },
        blocks: vec![paragraph(words(text))],
    };
    let list = List {
        marker: ListMarker::Decimal,
        items: vec![item(1, "One thing."), item(2, "Another.")],
    };
    let description = Description {
        node: Node::default(),
        term_node: Node::default(),
        term: words("Place"),
        blocks: vec![paragraph(words("Astana"))],
    };
    let mut self_reference = words("A note that names itself");
    self_reference.push(Inline::from(InlineKind::NoteReference(0)));
    document(
        vec![
            section(vec![Block::paragraph(
                node("title"),
                ParagraphRole::Title,
                words("Rivers"),
            )]),
            section(vec![
                heading(1, None, "Talks"),
                heading(2, Some(1), "Who measures?"),
                every_inline(),
                Block::from(BlockKind::List(list)),
                Block::from(BlockKind::DescriptionList(vec![description])),
                table(),
                figure(),
            ]),
        ],
        vec![note(1, self_reference), note(2, words("Another note."))],
    )
}

fn options(standard: Standard) -> Options {
    Options {
        standard,
        house_style: None,
        translation: None,
        source: Some(Attachment {
            file_name: "өзен.toml".to_owned(),
            bytes: b"title = \"Rivers\"\n".to_vec(),
        }),
    }
}

fn written(document: &Document, standard: Standard) -> Vec<u8> {
    let pages = layout(document, &Theme::default()).pages;
    write(document, pages, &options(standard)).unwrap()
}

/// A file read back.
struct Read(File);

impl Read {
    fn new(document: &Document, standard: Standard) -> Read {
        Read(File::load_mem(&written(document, standard)).unwrap())
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.0.dereference(object).unwrap();
        object.as_dict().unwrap()
    }

    fn get<'a>(&'a self, dictionary: &'a Dictionary, path: &str) -> &'a Object {
        let mut keys = path.split('/');
        let first = keys.next().unwrap();
        let mut object = dictionary.get(first.as_bytes()).unwrap();
        for key in keys {
            object = self.dictionary(object).get(key.as_bytes()).unwrap();
        }
        self.0.dereference(object).unwrap().1
    }

    fn catalog(&self) -> &Dictionary {
        self.0.catalog().unwrap()
    }

    fn kids<'a>(&'a self, element: &'a Dictionary) -> &'a [Object] {
        element
            .get(b"K")
            .and_then(Object::as_array)
            .map_or(&[], |kids| kids)
    }

    /// The elements, each with the number of its object, in the order of the tree.
    fn elements(&self) -> Vec<(ObjectId, &Dictionary)> {
        fn collect<'a>(
            read: &'a Read,
            kids: &'a [Object],
            found: &mut Vec<(ObjectId, &'a Dictionary)>,
        ) {
            for kid in kids {
                if let Object::Reference(id) = kid {
                    let element = read.dictionary(kid);
                    found.push((*id, element));
                    collect(read, read.kids(element), found);
                }
            }
        }
        let mut found = Vec::new();
        let root = self.get(self.catalog(), "StructTreeRoot");
        collect(self, self.kids(root.as_dict().unwrap()), &mut found);
        found
    }

    fn elements_of_type(&self, kind: &str) -> Vec<&Dictionary> {
        self.elements()
            .into_iter()
            .map(|(_, element)| element)
            .filter(|element| element.get(b"S").unwrap().as_name().unwrap() == kind.as_bytes())
            .collect()
    }

    /// The tree in one line: `·` is marked content, `@` an annotation.
    fn tree(&self) -> String {
        fn spell(read: &Read, element: &Dictionary) -> String {
            let kind = element.get(b"S").and_then(Object::as_name).unwrap();
            let mut parts: Vec<String> = Vec::new();
            for kid in read.kids(element) {
                let part = match kid {
                    Object::Reference(_) => spell(read, read.dictionary(kid)),
                    Object::Integer(_) => "·".to_owned(),
                    kid => match kid.as_dict().and_then(|kid| kid.get(b"Type")) {
                        Ok(Object::Name(name)) if name == b"MCR" => "·".to_owned(),
                        _ => "@".to_owned(),
                    },
                };
                if part != "·" || parts.last().is_none_or(|last| last != "·") {
                    parts.push(part);
                }
            }
            let kind = String::from_utf8_lossy(kind);
            format!("{kind}({})", parts.join(" "))
        }
        let root = self.get(self.catalog(), "StructTreeRoot");
        let document = &self.kids(root.as_dict().unwrap())[0];
        spell(self, self.dictionary(document))
    }

    fn pages(&self) -> Vec<(ObjectId, &Dictionary)> {
        self.0
            .get_pages()
            .into_values()
            .map(|id| (id, self.0.get_dictionary(id).unwrap()))
            .collect()
    }

    fn operations(&self, page: ObjectId) -> Vec<lopdf::content::Operation> {
        Content::decode(&self.0.get_page_content(page))
            .unwrap()
            .operations
    }

    fn metadata(&self) -> String {
        let stream = self.get(self.catalog(), "Metadata").as_stream().unwrap();
        assert!(!stream.dict.has(b"Filter"));
        String::from_utf8(stream.content.clone()).unwrap()
    }

    fn annotations(&self) -> Vec<&Dictionary> {
        let mut found = Vec::new();
        for (_, page) in self.pages() {
            if let Ok(annotations) = page.get(b"Annots") {
                let annotations = annotations.as_array().unwrap();
                found.extend(annotations.iter().map(|one| self.dictionary(one)));
            }
        }
        found
    }
}

fn text_of(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

#[test]
fn the_tree_of_the_document_becomes_the_structure_tree() {
    let note = |kind: &str, reference: &str| format!("{kind}(Lbl(Link(· @)) P(· {reference}))");
    for standard in BOTH {
        let (emphasis, strong, kind, reference) = match standard {
            Standard::A3aUa1 => ("Span", "Span", "Note", "Reference(Link(Lbl(·) @))"),
            Standard::A4fUa2 => ("Em", "Strong", "FENote", "Link(Lbl(·) @)"),
        };
        let expected = [
            "Document(Sect(H1(·)) Sect(H2(·) H3(Lbl(·) ·)".to_owned(),
            format!(
                "P(· Link(· @) · Link(· @) · Span(·) {reference} · {emphasis}(·) · {strong}(·) · Span(·) · {reference})"
            ),
            note(kind, reference),
            "L(LI(Lbl(·) LBody(P(·))) LI(Lbl(·) LBody(P(·))))".to_owned(),
            "L(LI(Lbl(·) LBody(P(·))))".to_owned(),
            format!("Table(Caption(· {reference})"),
            "THead(TR(TH(·) TH(·))) TBody(TR(TH(·) TD(·)) TR(TH(·) TD())))".to_owned(),
            "P(·)".to_owned(),
            format!("{kind}(Lbl(Link(· @)) P(·))"),
            "Sect(Caption(·) Figure(·) P(·))))".to_owned(),
        ];
        assert_eq!(Read::new(&small(), standard).tree(), expected.join(" "));
    }
}

#[test]
fn every_marked_content_sequence_is_in_one_element_and_its_parent_is_known() {
    for standard in BOTH {
        let read = Read::new(&small(), standard);
        let parent_tree = read.get(read.catalog(), "StructTreeRoot/ParentTree/Nums");
        let parents: BTreeMap<i64, &Object> = parent_tree
            .as_array()
            .unwrap()
            .chunks(2)
            .map(|pair| (pair[0].as_i64().unwrap(), &pair[1]))
            .collect();
        let mut held: Vec<(ObjectId, i64, ObjectId)> = Vec::new();
        for (id, element) in read.elements() {
            for kid in read.kids(element) {
                let (page, mcid) = match kid {
                    Object::Integer(mcid) => (element.get(b"Pg").unwrap(), *mcid),
                    Object::Dictionary(kid) if kid.has(b"MCID") => (
                        kid.get(b"Pg").unwrap(),
                        kid.get(b"MCID").unwrap().as_i64().unwrap(),
                    ),
                    _ => continue,
                };
                held.push((page.as_reference().unwrap(), mcid, id));
            }
        }
        held.sort_unstable();
        let mut painted = Vec::new();
        for (id, page) in read.pages() {
            let key = page.get(b"StructParents").unwrap().as_i64().unwrap();
            let parents = parents[&key].as_array().unwrap();
            for operation in read.operations(id) {
                if operation.operator == "BDC"
                    && let Ok(mcid) = operation.operands[1].as_dict().unwrap().get(b"MCID")
                {
                    let mcid = mcid.as_i64().unwrap();
                    let parent = parents[usize::try_from(mcid).unwrap()].as_reference();
                    painted.push((id, mcid, parent.unwrap()));
                }
            }
        }
        painted.sort_unstable();
        assert_eq!(held, painted);
        for annotation in read.annotations() {
            let key = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
            let element = read.dictionary(parents[&key]);
            assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Link");
        }
    }
}

#[test]
fn glyphs_stand_where_layout_put_them() {
    let line = "Kerned AVAST Type, Қазақ 1234, affine fjord: ".repeat(12);
    let document = document(vec![paragraph(words(&line))], Vec::new());
    let pages = layout(&document, &Theme::default()).pages;
    let mut wanted = Vec::new();
    for fragment in &pages.pages[0].fragments {
        if let FragmentContent::Glyphs(run) = &fragment.content {
            let mut pen = run.origin.x;
            for (index, glyph) in run.glyphs.iter().enumerate() {
                let (right, _) = run.displacement(index);
                wanted.push(((pen + right).to_pt(), run.size.to_pt()));
                pen += glyph.advance;
            }
        }
    }
    let file = write(&document, pages, &options(Standard::A3aUa1)).unwrap();
    let read = Read(File::load_mem(&file).unwrap());
    let (id, page) = read.pages()[0];
    let fonts = read.get(page, "Resources/Font").as_dict().unwrap();
    let mut widths = BTreeMap::new();
    for (name, font) in fonts.iter() {
        let descendants = read.get(read.dictionary(font), "DescendantFonts");
        let font = read.dictionary(&descendants.as_array().unwrap()[0]);
        let list = read.get(font, "W").as_array().unwrap();
        for pair in list.chunks(2) {
            let first = pair[0].as_i64().unwrap();
            for (code, width) in (first..).zip(pair[1].as_array().unwrap()) {
                widths.insert((name.clone(), code), f64::from(width.as_float().unwrap()));
            }
        }
    }
    let mut written = Vec::new();
    let (mut font, mut size, mut pen) = (Vec::new(), 0.0, 0.0);
    let mut expansion = 1.0;
    for operation in read.operations(id) {
        let number = |index: usize| f64::from(operation.operands[index].as_float().unwrap());
        match operation.operator.as_str() {
            "Tf" => {
                font = operation.operands[0].as_name().unwrap().to_vec();
                size = number(1);
            }
            "Tm" => (expansion, pen) = (number(0), number(4)),
            "TJ" => {
                for shown in operation.operands[0].as_array().unwrap() {
                    let Ok(codes) = shown.as_str() else {
                        pen -= f64::from(shown.as_float().unwrap()) * size / 1000.0 * expansion;
                        continue;
                    };
                    for code in codes.chunks(2) {
                        let code = i64::from(u16::from_be_bytes([code[0], code[1]]));
                        written.push(pen);
                        pen += widths[&(font.clone(), code)] * size / 1000.0 * expansion;
                    }
                }
            }
            _ => {}
        }
    }
    assert_eq!(written.len(), wanted.len());
    for (written, (wanted, size)) in written.iter().zip(&wanted) {
        assert!(
            (written - wanted).abs() < size / 1000.0,
            "{written} instead of {wanted}"
        );
    }
}

#[test]
fn furniture_is_an_artifact_and_the_running_foot_a_footer() {
    let read = Read::new(&small(), Standard::A3aUa1);
    for (id, _) in read.pages() {
        let footers = read
            .operations(id)
            .into_iter()
            .filter(|operation| operation.operator == "BDC")
            .filter(|operation| operation.operands[0].as_name().unwrap() == b"Artifact")
            .filter(|operation| operation.operands[1].as_dict().unwrap().has(b"Subtype"))
            .count();
        assert!(footers > 0);
    }
}

#[test]
fn a_header_row_that_is_repeated_is_no_footer() {
    let mut long = table();
    let BlockKind::Table(table) = &mut long.kind else {
        panic!("it is a table")
    };
    let row = table.rows[0].clone();
    table.rows = vec![row; 100];
    table.caption = None;
    let document = document(vec![long], Vec::new());
    let pages = layout(&document, &Theme::default()).pages;
    let second = &pages.pages[1].fragments;
    let repeated = second
        .iter()
        .filter(|fragment| fragment.owner == Owner::Repeated)
        .count();
    let read = Read::new(&document, Standard::A3aUa1);
    let artifacts: Vec<bool> = read
        .operations(read.pages()[1].0)
        .iter()
        .filter(|operation| operation.operator == "BDC")
        .map(|operation| operation.operands[1].as_dict().unwrap().clone())
        .filter(|properties| matches!(properties.get(b"Type"), Ok(Object::Name(name)) if name == b"Pagination"))
        .map(|properties| properties.has(b"Subtype"))
        .collect();
    assert!(repeated > 2);
    assert!(artifacts.contains(&true) && artifacts.contains(&false));
}

#[test]
fn what_has_no_glyph_is_said_in_words() {
    let read = Read::new(&small(), Standard::A3aUa1);
    let (id, _) = read.pages()[0];
    let spoken: Vec<String> = read
        .operations(id)
        .iter()
        .filter(|operation| operation.operator == "BDC")
        .filter_map(|operation| {
            let properties = operation.operands[1].as_dict().unwrap();
            properties.get(b"ActualText").ok().map(text_of)
        })
        .collect();
    assert!(spoken.contains(&"😀".to_owned()), "{spoken:?}");
}

#[test]
fn sequences_of_marked_content_stand_one_after_the_other() {
    let read = Read::new(&small(), Standard::A3aUa1);
    for (id, _) in read.pages() {
        // What is open: sequences, which are never within another, and text objects, within them or round them.
        let mut open = Vec::new();
        for operation in read.operations(id) {
            match operation.operator.as_str() {
                begin @ ("BDC" | "BMC") => {
                    assert!(open.iter().all(|begun| begun == "BT"), "{open:?}");
                    open.push(begin.to_owned());
                }
                "BT" => {
                    assert!(!open.contains(&"BT".to_owned()), "{open:?}");
                    open.push("BT".to_owned());
                }
                "ET" => assert_eq!(open.pop().as_deref(), Some("BT")),
                "EMC" => assert!(open.pop().is_some_and(|begun| begun != "BT")),
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

#[test]
fn elements_say_what_they_are_for() {
    let read = Read::new(&small(), Standard::A4fUa2);
    let figure = read.elements_of_type("Figure")[0];
    assert_eq!(text_of(figure.get(b"Alt").unwrap()), "The sea from above");
    assert_eq!(read.get(figure, "A/BBox").as_array().unwrap().len(), 4);
    let scopes: Vec<&[u8]> = read
        .elements_of_type("TH")
        .iter()
        .map(|header| read.get(header, "A/Scope").as_name().unwrap())
        .collect();
    assert_eq!(scopes, [&b"Column"[..], b"Column", b"Row", b"Row"]);
    let numbering: Vec<&[u8]> = read
        .elements_of_type("L")
        .iter()
        .map(|list| read.get(list, "A/ListNumbering").as_name().unwrap())
        .collect();
    assert_eq!(numbering, [&b"Decimal"[..], b"Description"]);
    let spans = read.elements_of_type("Span");
    let said = |key: &[u8]| -> Vec<_> {
        let said = spans.iter().map(|span| span.get(key).ok().map(text_of));
        said.collect()
    };
    let expanded: Vec<_> = said(b"E").into_iter().zip(said(b"Lang")).collect();
    let some = |words: &str| Some(words.to_owned());
    assert!(expanded.contains(&(some("Центр рек"), some("ru"))));
    assert!(expanded.contains(&(None, some("ru"))));
    // Two references in the text and the note's own.
    let note = read.elements_of_type("FENote")[0];
    assert_eq!(note.get(b"Ref").unwrap().as_array().unwrap().len(), 3);
    assert_eq!(text_of(note.get(b"ID").unwrap()), "note-1");
    let namespace = read.get(note, "NS/NS");
    assert_eq!(text_of(namespace), "http://iso.org/pdf2/ssn");
}

#[test]
fn logos_and_their_words_are_one_element() {
    let logo = |alt: &str| Logo {
        node: Node::default(),
        picture: picture(),
        alt: alt.to_owned(),
        organisation: alt.to_owned(),
    };
    let document = document(
        vec![section(vec![Block::from(BlockKind::Lockup(Lockup {
            logos: vec![logo("The first"), logo("The sec\u{AD}ond")],
            blocks: vec![paragraph(words("Words"))],
        }))])],
        Vec::new(),
    );
    for standard in BOTH {
        let read = Read::new(&document, standard);
        assert_eq!(read.tree(), "Document(Sect(Div(Figure(·) Figure(·) P(·))))");
        let alts: Vec<String> = read
            .elements_of_type("Figure")
            .iter()
            .map(|figure| text_of(figure.get(b"Alt").unwrap()))
            .collect();
        assert_eq!(alts, ["The first", "The second"]);
    }
}

#[test]
fn elements_are_found_by_the_paths_of_their_origins() {
    let read = Read::new(&small(), Standard::A3aUa1);
    let leaf = &read.get(read.catalog(), "StructTreeRoot/IDTree/Kids");
    let leaf = read.dictionary(&leaf.as_array().unwrap()[0]);
    let names = leaf.get(b"Names").unwrap().as_array().unwrap();
    let found: Vec<(String, String)> = names
        .chunks(2)
        .map(|pair| {
            let element = read.dictionary(&pair[1]);
            assert_eq!(element.get(b"ID").unwrap(), &pair[0]);
            let kind = element.get(b"S").and_then(Object::as_name).unwrap();
            (text_of(&pair[0]), String::from_utf8(kind.to_vec()).unwrap())
        })
        .collect();
    let expected = [
        ("note-1", "Note"),
        ("note-2", "Note"),
        ("table[flows]", "Table"),
        ("title", "H1"),
    ];
    assert_eq!(
        found,
        expected.map(|(id, kind)| (id.to_owned(), kind.to_owned()))
    );
}

#[test]
fn links_say_where_they_lead() {
    for standard in BOTH {
        let read = Read::new(&small(), standard);
        let annotations = read.annotations();
        let contents: Vec<String> = annotations
            .iter()
            .map(|annotation| text_of(annotation.get(b"Contents").unwrap()))
            .collect();
        assert_eq!(
            contents,
            [
                "the minutes (https://example.org/қ)",
                "the table (Table\u{a0}1 Flow at the border)",
                "1 (A note that names itself)",
                "1 (A note that names itself)",
                "2 (Another note.)",
                "1 (See the minutes, the table of the REC and once more: вода 😀)",
                "1 (A note that names itself)",
                "2 (Table\u{a0}1 Flow at the border)",
            ]
        );
        let uri = read.get(annotations[0], "A/URI").as_str().unwrap();
        assert_eq!(uri, b"https://example.org/%D2%9B");
        let action = read.get(annotations[1], "A").as_dict().unwrap();
        assert_eq!(action.get(b"S").unwrap().as_name().unwrap(), b"GoTo");
        assert_eq!(action.has(b"SD"), standard == Standard::A4fUa2);
        if standard == Standard::A4fUa2 {
            let element = &read.get(action, "SD").as_array().unwrap()[0];
            let element = read.dictionary(element);
            assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Table");
        }
        let leaf = &read.get(read.catalog(), "Names/Dests/Kids");
        let leaf = read.dictionary(&leaf.as_array().unwrap()[0]);
        let names = leaf.get(b"Names").unwrap().as_array().unwrap();
        assert_eq!(text_of(&names[0]), "flows");
        assert_eq!(
            read.get(read.dictionary(&names[1]), "D"),
            read.get(action, "D")
        );
    }
}

#[test]
fn each_line_of_a_link_is_a_place_of_its_own() {
    let link = |uri: &str, content: &str| {
        Inline::from(InlineKind::Link {
            uri: uri.to_owned(),
            content: words(content),
        })
    };
    let document = document(
        vec![paragraph(vec![
            Inline::text("The council read "),
            link("https://example.org/law", "the law"),
            Inline::text(" and then "),
            link(
                "https://example.org/note",
                &"the long explanatory note of the ministry ".repeat(3),
            ),
            Inline::text(" and agreed."),
        ])],
        Vec::new(),
    );
    for standard in BOTH {
        let read = Read::new(&document, standard);
        let annotations = read.annotations();
        let rectangles: Vec<[f32; 4]> = annotations
            .iter()
            .map(|annotation| {
                let rectangle = annotation.get(b"Rect").unwrap().as_array().unwrap();
                std::array::from_fn(|side| rectangle[side].as_float().unwrap())
            })
            .collect();
        assert!(annotations.len() > 2, "{rectangles:?}");
        let middles = rectangles
            .iter()
            .map(|[left, bottom, right, top]| ((left + right) / 2.0, (bottom + top) / 2.0));
        for (x, y) in middles {
            let here = rectangles.iter().filter(|[left, bottom, right, top]| {
                (*left..=*right).contains(&x) && (*bottom..=*top).contains(&y)
            });
            assert_eq!(here.count(), 1, "{rectangles:?}");
        }
        let notes = annotations.iter().filter(|annotation| {
            read.get(annotation, "A/URI").as_str().unwrap() == b"https://example.org/note"
        });
        assert_eq!(notes.count(), annotations.len() - 1);
        assert_eq!(read.elements_of_type("Link").len(), 2);
    }
}

#[test]
fn a_link_to_a_figure_leads_to_the_caption_above_it() {
    let mut block = figure();
    block.node.anchor = Some("sea".to_owned());
    let to_it = Inline::from(InlineKind::Reference {
        anchor: "sea".to_owned(),
        content: words("the figure"),
    });
    let document = document(vec![paragraph(vec![to_it]), block], Vec::new());
    for standard in BOTH {
        let read = Read::new(&document, standard);
        let picture = read.get(read.elements_of_type("Figure")[0], "A/BBox");
        let top_of_picture = picture.as_array().unwrap()[3].as_float().unwrap();
        let there = read.get(read.annotations()[0], "A/D").as_array().unwrap();
        assert!(there[3].as_float().unwrap() > top_of_picture + 15.0);
    }
}

#[test]
fn links_and_bookmarks_have_the_digits_of_the_pages() {
    let mut document = document(
        vec![
            heading(1, Some(1), "سرخط"),
            paragraph(vec![
                Inline::text("آب"),
                Inline::from(InlineKind::NoteReference(0)),
            ]),
        ],
        vec![note(1, words("یادداشت"))],
    );
    document.metadata.language = Language("prs".to_owned());
    for standard in BOTH {
        let read = Read::new(&document, standard);
        let contents = read.annotations()[0].get(b"Contents").unwrap();
        assert_eq!(text_of(contents), "۱ (یادداشت)");
        let entry = read
            .get(read.catalog(), "Outlines/First")
            .as_dict()
            .unwrap();
        assert_eq!(text_of(entry.get(b"Title").unwrap()), "۱ سرخط");
    }
}

#[test]
fn the_file_names_its_standards_and_carries_its_source() {
    for standard in BOTH {
        let read = Read::new(&small(), standard);
        let (version, part, accessible) = match standard {
            Standard::A3aUa1 => ("1.7", "3", "1"),
            Standard::A4fUa2 => ("2.0", "4", "2"),
        };
        assert_eq!(read.0.version, version);
        let metadata = read.metadata();
        assert!(metadata.contains(&format!("<pdfaid:part>{part}</pdfaid:part>")));
        assert!(metadata.contains(&format!("<pdfuaid:part>{accessible}</pdfuaid:part>")));
        assert!(metadata.contains("<rdf:li>en</rdf:li><rdf:li>ru</rdf:li>"));
        let mut reader = quick_xml::Reader::from_str(&metadata);
        loop {
            if reader.read_event().unwrap() == quick_xml::events::Event::Eof {
                break;
            }
        }
        let specification = &read.catalog().get(b"AF").unwrap().as_array().unwrap()[0];
        let specification = read.dictionary(specification);
        assert_eq!(text_of(specification.get(b"UF").unwrap()), "өзен.toml");
        assert_eq!(
            specification.get(b"F").unwrap().as_str().unwrap(),
            b"____.toml"
        );
        let embedded = read.get(specification, "EF/UF").as_stream().unwrap();
        assert_eq!(
            embedded.get_plain_content().unwrap(),
            b"title = \"Rivers\"\n"
        );
    }
}

#[test]
fn the_information_dictionary_says_what_the_metadata_says() {
    let read = Read::new(&small(), Standard::A3aUa1);
    let information = read.get(&read.0.trailer, "Info").as_dict().unwrap();
    let metadata = read.metadata();
    for (key, property) in [
        ("Title", "dc:title"),
        ("Author", "dc:creator"),
        ("Subject", "dc:description"),
        ("Keywords", "pdf:Keywords"),
        ("Creator", "xmp:CreatorTool"),
        ("Producer", "pdf:Producer"),
    ] {
        let said = text_of(information.get(key.as_bytes()).unwrap());
        let line = metadata.lines().find(|line| line.contains(property));
        let said = format!(">{}<", crate::escape::escaped(&said));
        assert!(line.unwrap().contains(&said), "{key}: {said}");
    }
    for key in ["CreationDate", "ModDate"] {
        let date = text_of(information.get(key.as_bytes()).unwrap());
        assert_eq!(date, "D:20170616000000Z");
    }
    // ISO 19005-4, 6.1.3.
    let read = Read::new(&small(), Standard::A4fUa2);
    assert!(!read.0.trailer.has(b"Info"));
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_source_another_identifier() {
    let document = small();
    let pages = layout(&document, &Theme::default()).pages;
    let mut options = options(Standard::A3aUa1);
    let first = write(&document, pages.clone(), &options).unwrap();
    assert!(first == write(&document, pages.clone(), &options).unwrap());
    options.source = None;
    let other = write(&document, pages, &options).unwrap();
    let identifier = |bytes: &[u8]| {
        let file = File::load_mem(bytes).unwrap();
        file.trailer.get(b"ID").unwrap().clone()
    };
    assert_ne!(identifier(&first), identifier(&other));
}

#[test]
fn a_document_without_content_is_a_file_all_the_same() {
    for standard in BOTH {
        let read = Read::new(&document(Vec::new(), Vec::new()), standard);
        assert_eq!(read.tree(), "Document()");
        assert!(!read.catalog().has(b"Outlines"));
    }
}

#[test]
fn headers_of_rows_that_are_set_plainly_are_headers_to_those_who_hear_them() {
    let mut table = table();
    if let BlockKind::Table(table) = &mut table.kind {
        table.row_headers = RowHeaders::Plain(1);
    }
    let read = Read::new(&document(vec![table], Vec::new()), Standard::A3aUa1);
    let rows = "TBody(TR(TH(·) TD(·)) TR(TH(·) TD()))";
    assert!(read.tree().contains(rows), "{}", read.tree());
}

#[test]
fn a_row_has_several_headers_each_with_its_scope() {
    let table = Block::from(BlockKind::Table(Table {
        alignments: vec![Default::default(); 3],
        header: ["State", "Basin", "Flow"].map(cell).to_vec(),
        row_headers: RowHeaders::Strong(2),
        rows: vec![Row {
            node: Node::default(),
            cells: ["Kazakhstan", "Chu", "12"].map(cell).to_vec(),
        }],
        ..Table::default()
    }));
    for standard in BOTH {
        let read = Read::new(&document(vec![table.clone()], Vec::new()), standard);
        assert!(
            read.tree().contains("TBody(TR(TH(·) TH(·) TD(·)))"),
            "{}",
            read.tree()
        );
        let scopes = read.elements_of_type("TH").into_iter().map(|header| {
            let scope = read.get(header, "A/Scope");
            String::from_utf8_lossy(scope.as_name().unwrap()).into_owned()
        });
        let scopes: Vec<String> = scopes.collect();
        assert_eq!(scopes, ["Column", "Column", "Column", "Row", "Row"]);
    }
}

#[test]
fn a_header_without_words_is_a_cell_of_data() {
    let table = Block::from(BlockKind::Table(Table {
        alignments: vec![Default::default(); 2],
        header: ["", "Flow"].map(cell).to_vec(),
        row_headers: RowHeaders::Strong(1),
        rows: vec![Row {
            node: Node::default(),
            cells: ["Upper", "12"].map(cell).to_vec(),
        }],
        ..Table::default()
    }));
    for standard in BOTH {
        let read = Read::new(&document(vec![table.clone()], Vec::new()), standard);
        assert_eq!(read.elements_of_type("TH").len(), 2);
        assert_eq!(read.elements_of_type("TD").len(), 2);
    }
}

#[test]
fn a_document_from_right_to_left_says_so_and_is_read_in_its_order() {
    for standard in BOTH {
        let words = "خلاصهٔ لازم UNECE ۲۰۱۷";
        let mut document = document(vec![paragraph(self::words(words))], Vec::new());
        document.metadata.language = Language("prs".to_owned());
        let read = Read::new(&document, standard);
        let direction = read.get(read.catalog(), "ViewerPreferences/Direction");
        assert_eq!(direction.as_name().unwrap(), b"R2L");
        let whole = read.elements_of_type("Document")[0];
        let mode = read.get(whole, "A/WritingMode");
        assert_eq!(mode.as_name().unwrap(), b"RlTb");
        let operations = read.operations(read.pages()[0].0);
        let is_tag = |operation: &&lopdf::content::Operation, tag: &[u8]| {
            let name = operation
                .operands
                .first()
                .and_then(|tag| tag.as_name().ok());
            name == Some(tag)
        };
        let marked = operations
            .iter()
            .filter(|one| is_tag(one, b"ReversedChars"));
        // Each word from right to left, of which the name and the number are none.
        assert!(marked.count() >= 1);
    }
    let read = Read::new(&small(), Standard::A3aUa1);
    let preferences = read.get(read.catalog(), "ViewerPreferences");
    assert!(!preferences.as_dict().unwrap().has(b"Direction"));
}

#[test]
fn every_object_stands_in_the_file_once() {
    let file = lopdf::Document::load_mem(&written(&small(), Standard::A3aUa1)).unwrap();
    let mut numbers = BTreeSet::new();
    for (id, object) in &file.objects {
        let Ok(stream) = object.as_stream() else {
            continue;
        };
        if !stream.dict.has_type(b"ObjStm") {
            assert!(numbers.insert(id.0), "{id:?}");
            continue;
        }
        let content = stream.decompressed_content().unwrap();
        let count = stream.dict.get(b"N").unwrap().as_i64().unwrap();
        let head = content.split(|byte| byte.is_ascii_whitespace());
        for number in head.step_by(2).take(count as usize) {
            let number: u32 = std::str::from_utf8(number).unwrap().parse().unwrap();
            assert!(numbers.insert(number), "{number}");
        }
    }
    assert!(numbers.len() > 20, "{}", numbers.len());
}
