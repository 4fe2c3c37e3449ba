//! Layout keeps its promises for any document: every word on the page, in its node, inside the margins.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "layout/pages.rs"]
mod pages;
#[path = "layout/random_trees.rs"]
mod random_trees;

use briefgen::date::Date;
use briefgen::document::{
    Block, BlockKind, Caption, Cell, Chart, ChartKind, ChartSeries, ChartTick, ColumnAlignment,
    Description, Document, Figure, Heading, Inline, InlineKind, Label, Language, List, ListItem,
    ListMarker, Lockup, Logo, Metadata, Node, NodeId, Note, Paragraph, ParagraphRole, Picture,
    PictureFormat, Row, RowHeaders, Section, SectionRole, Table,
};
use briefgen::layout::{
    DrawnChart, Fragment, FragmentContent, Layout, NoticeKind, Owner, Point, Rect, charts, layout,
};
use briefgen::length::Length;
use briefgen::theme::{Theme, logo_size};
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn document(blocks: Vec<Block>, notes: Vec<Note>) -> Document {
    let metadata = Metadata {
        title: "A title".into(),
        language: Language("en".into()),
        publisher: None,
        creators: Vec::new(),
        published: Date {
            year: 2017,
            month: 6,
            day: 16,
        },
        description: String::new(),
        keywords: Vec::new(),
        rights: None,
        identifier: None,
    };
    Document::new(
        metadata,
        blocks,
        notes,
        "A title".into(),
        [String::new(), " of ".into(), String::new()],
    )
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(
        Node::default(),
        ParagraphRole::Body,
        vec![Inline::text(words)],
    )
}

fn heading(words: &str) -> Block {
    heading_at(1, words)
}

fn heading_at(level: u8, words: &str) -> Block {
    let content = vec![Inline::text(words)];
    Block {
        node: Node::default(),
        kind: BlockKind::Heading(Heading {
            level,
            label: None,
            content,
        }),
    }
}

fn section(blocks: Vec<Block>) -> Block {
    Block {
        node: Node::default(),
        kind: BlockKind::Section(Section {
            role: SectionRole::Practices,
            blocks,
        }),
    }
}

fn list(items: Vec<String>) -> Block {
    let items = items
        .into_iter()
        .enumerate()
        .map(|(index, words)| ListItem {
            node: Node::default(),
            label: Label {
                node: Node::default(),
                number: Some(index as u32 + 1),
            },
            blocks: vec![paragraph(&words)],
        })
        .collect();
    Block {
        node: Node::default(),
        kind: BlockKind::List(List {
            marker: ListMarker::Decimal,
            items,
        }),
    }
}

fn cell(words: &str) -> Cell {
    Cell {
        content: vec![Inline::text(words)],
        ..Cell::default()
    }
}

fn table(columns: usize, rows: usize, words: &str) -> Block {
    let row = |_| Row {
        node: Node::default(),
        cells: (0..columns).map(|_| cell(words)).collect(),
    };
    let caption = Caption {
        node: Node::default(),
        label_node: Node::default(),
        label: ["Table\u{a0}".into(), String::new()],
        number: 1,
        content: vec![Inline::text("A caption")],
    };
    let table = Table {
        caption: Some(caption),
        alignments: vec![ColumnAlignment::Start; columns],
        header_node: Node::default(),
        header: (0..columns).map(|_| cell("header")).collect(),
        row_headers: if columns > 1 {
            RowHeaders::Strong(1)
        } else {
            RowHeaders::None
        },
        rows: (0..rows).map(row).collect(),
        note: None,
    };
    Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    }
}

/// A chart of these labels and numbers; each series has a unit in its header.
fn chart(kind: ChartKind, labels: &[String], series: &[Vec<f64>]) -> Block {
    let named = |index: usize| {
        vec![
            Inline::text(format!("series {index}")),
            Inline::text(" (unit)"),
        ]
    };
    let values = || series.iter().flatten().copied();
    let tick = |value: f64| ChartTick {
        value,
        words: format!("{value:.0}"),
    };
    let header = (0..series.len()).map(|index| Cell {
        node: Node::default(),
        content: named(index),
        decimal: None,
    });
    let row = |index: usize| {
        let numbers = series.iter().map(|values| cell(&values[index].to_string()));
        Row {
            node: Node::default(),
            cells: std::iter::once(cell(&labels[index]))
                .chain(numbers)
                .collect(),
        }
    };
    let (least, greatest) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    Block {
        node: Node::default(),
        kind: BlockKind::Chart(Box::new(Chart {
            drawing_node: Node::default(),
            data_node: Node::default(),
            kind,
            alt: "A chart".into(),
            unit: Some("unit".into()),
            series: series
                .iter()
                .map(|values| ChartSeries {
                    name: 0,
                    values: values.iter().copied().map(Some).collect(),
                })
                .collect(),
            scale: [least, greatest.max(least + 1.0)].map(tick).to_vec(),
            data: Table {
                caption: None,
                alignments: vec![ColumnAlignment::Start; series.len() + 1],
                header_node: Node::default(),
                header: std::iter::once(cell("label")).chain(header).collect(),
                row_headers: RowHeaders::Strong(1),
                rows: (0..labels.len()).map(row).collect(),
                note: None,
            },
        })),
    }
}

/// Where the ink of the words is: from the baseline to the height of capitals.
fn inked(fragments: &[Fragment]) -> Vec<(Rect, &str)> {
    let words = fragments
        .iter()
        .filter_map(|fragment| match &fragment.content {
            FragmentContent::Glyphs(run) => {
                let bounds = Rect {
                    top: run.origin.y - run.size.scaled(66, 100),
                    bottom: run.origin.y,
                    ..fragment.bounds
                };
                Some((bounds, run.text.as_str()))
            }
            _ => None,
        });
    words.collect()
}

/// The words on the pages by node.
fn words_by_node(layout: &Layout) -> BTreeMap<NodeId, String> {
    let mut words: BTreeMap<NodeId, String> = BTreeMap::new();
    for fragment in layout.pages.pages.iter().flat_map(|page| &page.fragments) {
        let Owner::Node(node) = fragment.owner else {
            continue;
        };
        words
            .entry(node)
            .or_default()
            .push_str(match &fragment.content {
                FragmentContent::Glyphs(run) | FragmentContent::Unseen(run) => &run.text,
                FragmentContent::Missing { text, .. } => text,
                FragmentContent::Fill(_)
                | FragmentContent::Path(_)
                | FragmentContent::Picture(_) => "",
            });
    }
    words
}

fn inlines(document: &Document) -> Vec<(NodeId, String)> {
    fn of_inlines(inlines: &[Inline], found: &mut Vec<(NodeId, String)>) {
        for inline in inlines {
            if let InlineKind::Text(words) = &inline.kind {
                found.push((inline.node.id, words.clone()));
            }
            of_inlines(inline.children(), found);
        }
    }
    fn of_table(table: &Table, found: &mut Vec<(NodeId, String)>) {
        if let Some(caption) = &table.caption {
            of_inlines(&caption.content, found);
        }
        if let Some(note) = &table.note {
            of_blocks(std::slice::from_ref(&**note), found);
        }
        let rows = table.rows.iter().flat_map(|row| &row.cells);
        for cell in table.header.iter().chain(rows) {
            of_inlines(&cell.content, found);
        }
    }
    fn of_blocks(blocks: &[Block], found: &mut Vec<(NodeId, String)>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Section(section) => of_blocks(&section.blocks, found),
                BlockKind::Heading(Heading { content, .. })
                | BlockKind::Paragraph(Paragraph { content, .. }) => {
                    of_inlines(content, found);
                }
                BlockKind::List(list) => list
                    .items
                    .iter()
                    .for_each(|item| of_blocks(&item.blocks, found)),
                BlockKind::Table(table) => of_table(table, found),
                BlockKind::Chart(chart) => of_table(&chart.data, found),
                BlockKind::Lockup(lockup) => of_blocks(&lockup.blocks, found),
                BlockKind::DescriptionList(descriptions) => {
                    for description in descriptions {
                        of_inlines(&description.term, found);
                        of_blocks(&description.blocks, found);
                    }
                }
                BlockKind::Figure(figure) => {
                    if let Some(caption) = &figure.caption {
                        of_inlines(&caption.content, found);
                    }
                    if let Some(credit) = &figure.credit {
                        of_blocks(std::slice::from_ref(&**credit), found);
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    of_blocks(&document.blocks, &mut found);
    for note in &document.notes {
        of_blocks(&note.blocks, &mut found);
    }
    found
}

/// A note that its document refers to in its last words.
fn noted(words: &str, note: &str) -> (Block, Note) {
    let content = vec![
        Inline::text(words),
        Inline {
            node: Node::default(),
            kind: InlineKind::NoteReference(0),
        },
    ];
    let block = Block::paragraph(Node::default(), ParagraphRole::Body, content);
    let note = Note {
        node: Node::default(),
        label: Node::default(),
        number: 1,
        blocks: vec![Block::paragraph(
            Node::default(),
            ParagraphRole::Note,
            vec![Inline::text(note)],
        )],
    };
    (block, note)
}

fn descriptions(items: Vec<(String, String)>) -> Block {
    let item = |(term, words): (String, String)| Description {
        node: Node::default(),
        term_node: Node::default(),
        term: vec![Inline::text(term)],
        blocks: vec![paragraph(&words)],
    };
    Block {
        node: Node::default(),
        kind: BlockKind::DescriptionList(items.into_iter().map(item).collect()),
    }
}

/// The text without what shows nothing, spaces of every kind as one.
fn visible(text: &str) -> String {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let shown: String = text.chars().filter(|c| !ignorable.contains(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn body(layout: &Layout) -> impl Iterator<Item = (usize, &Fragment)> {
    let pages = layout.pages.pages.iter().enumerate();
    pages.flat_map(|(number, page)| {
        page.fragments
            .iter()
            .map(move |fragment| (number, fragment))
    })
}

fn assert_sound(document: &Document, layout: &Layout, theme: &Theme) {
    let words = words_by_node(layout);
    for (node, text) in inlines(document) {
        let shown = words.get(&node).map_or("", String::as_str);
        assert_eq!(visible(shown), visible(&text), "node {node:?}");
    }
    let bottom = theme.page.height - theme.page.margin_bottom;
    // Punctuation and numbers hang in the margins.
    let hangs = Length::pt(10.0);
    for (_, fragment) in body(layout) {
        if let FragmentContent::Glyphs(run) = &fragment.content {
            assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "no .notdef");
        }
        assert!(
            fragment.bounds.left >= theme.page.margin_start - hangs
                && fragment.bounds.right <= theme.page.width - theme.page.margin_end + hangs,
            "{fragment:?}"
        );
        if fragment.owner != Owner::Foot {
            assert!(
                fragment.bounds.top >= Length::ZERO
                    && fragment.bounds.bottom <= bottom + Length::pt(6.0),
                "{fragment:?}"
            );
        }
    }
}

/// Words of the scripts of the region, marks, symbols, and what no font has.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Z]{1,12}",
        2 => "[а-яА-ЯқғңөұүһҚ]{1,12}",
        1 => "[0-9]{1,4}([.,–-][0-9]{1,3})?",
        1 => "[a-z]{60,120}",
        1 => Just("e\u{301}\u{323}".to_owned()),
        1 => Just("👩\u{200d}🔬".to_owned()),
        1 => Just("\u{e000}\u{1}".to_owned()),
        1 => Just("שלום".to_owned()),
        1 => Just("soft\u{ad}hyphen".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(word, 1..60).prop_map(|words| words.join(" "))
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        6 => words().prop_map(|words| paragraph(&words)),
        2 => prop::collection::vec(words(), 1..12).prop_map(list),
        1 => prop::collection::vec((words(), words()), 1..5).prop_map(descriptions),
        1 => (1..90_usize, 1..40_usize, "[a-zA-Z0-9 ]{1,40}").prop_map(|(columns, rows, words)| table(columns, rows, &words)),
        1 => (1..9_usize, 1..40_usize, words()).prop_map(|(columns, rows, words)| table(columns, rows, &words)),
        2 => (words(), words()).prop_map(|(title, text)| section(vec![heading(&title), paragraph(&text)])),
    ]
}

/// Numbers of every size.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (0..1000_i32).prop_map(f64::from),
        1 => Just(0.0),
        1 => (-1000..0_i32).prop_map(f64::from),
        1 => (-1e15..1e15).prop_map(f64::round),
        1 => (0..100_i32).prop_map(|small| f64::from(small) / 1e9),
    ]
}

/// The labels of a chart, and the numbers of its series.
fn chart_data() -> impl Strategy<Value = (Vec<String>, Vec<Vec<f64>>)> {
    let sizes = prop_oneof![3 => (1..8_usize, 1..4_usize), 1 => (1..60_usize, 1..13_usize)];
    sizes.prop_flat_map(|(rows, series)| {
        let labels = proptest::collection::vec(words(), rows);
        let values = proptest::collection::vec(value(), rows);
        (labels, proptest::collection::vec(values, series))
    })
}

fn chart_kind() -> impl Strategy<Value = ChartKind> {
    prop_oneof![
        Just(ChartKind::Bar),
        Just(ChartKind::Line),
        Just(ChartKind::Share)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_chart_shows_all_its_words_inside_its_measure_and_none_over_another(
        kind in chart_kind(),
        (labels, series) in chart_data(),
        narrow in any::<bool>(),
    ) {
        let theme = Theme::default();
        let document = document(vec![paragraph("Before."), chart(kind, &labels, &series)], Vec::new());
        assert_sound(&document, &layout(&document, &theme), &theme);
        let measure = if narrow { Length::pt(220.0) } else { theme.page.measure() };
        for drawn in charts(&document, &theme, measure) {
            for fragment in &drawn.fragments {
                let Rect { left, right, top, bottom } = fragment.bounds;
                let slack = Length::pt(0.5);
                prop_assert!(left >= -slack && right <= measure + slack, "{fragment:?}");
                prop_assert!(top >= -slack * 8 && bottom <= drawn.height + slack * 8, "{fragment:?}");
            }
            let inked = inked(&drawn.fragments);
            for (index, (one, words)) in inked.iter().enumerate() {
                for (other, others) in &inked[index + 1..] {
                    let apart = one.right <= other.left
                        || other.right <= one.left
                        || one.bottom <= other.top
                        || other.bottom <= one.top;
                    prop_assert!(apart, "{words:?} over {others:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_set_whole_and_inside_the_margins(
        mut blocks in prop::collection::vec(block(), 1..12),
        (words, note) in (words(), words()),
    ) {
        let (block, note) = noted(&words, &note);
        blocks.push(block);
        let document = document(blocks, vec![note]);
        let theme = Theme::default();
        assert_sound(&document, &layout(&document, &theme), &theme);
    }
}

/// The bars of a chart in their order, those of its key left out.
fn bars(drawn: &DrawnChart, series: usize) -> Vec<Rect> {
    let is_bar = |fragment: &&Fragment| {
        let Rect { top, bottom, .. } = fragment.bounds;
        let is_shape = match &fragment.content {
            FragmentContent::Fill(colour) => *colour != Theme::default().bar_ground(),
            FragmentContent::Path(_) => true,
            _ => false,
        };
        is_shape && (bottom - top - Length::pt(7.0)).to_pt().abs() < 0.01
    };
    let all = drawn.fragments.iter().filter(is_bar);
    let key = if series > 1 { series } else { 0 };
    all.skip(key).map(|bar| bar.bounds).collect()
}

fn width(bar: &Rect) -> f64 {
    (bar.right - bar.left).to_pt()
}

/// Labels and numbers of which each is large enough to be seen beside the others.
fn numbers_to_see() -> impl Strategy<Value = (Vec<String>, Vec<Vec<f64>>)> {
    (1..6_usize, 1..5_usize).prop_flat_map(|(rows, series)| {
        let labels = proptest::collection::vec("[a-z]{1,12}( [a-z]{1,30}){0,9}", rows);
        let values = proptest::collection::vec((20..1000_i32).prop_map(f64::from), rows);
        (labels, proptest::collection::vec(values, series))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_bar_is_as_long_as_its_number_says(
        (labels, mut series) in numbers_to_see(),
        downward in any::<bool>(),
        narrow in any::<bool>(),
    ) {
        if downward {
            series[0][0] = -series[0][0];
        }
        let theme = Theme::default();
        let measure = if narrow { Length::pt(220.0) } else { theme.page.measure() };
        let document = document(vec![chart(ChartKind::Bar, &labels, &series)], Vec::new());
        let drawn = &charts(&document, &theme, measure)[0];
        let bars = bars(drawn, series.len());
        let values: Vec<f64> = (0..labels.len())
            .flat_map(|row| series.iter().map(move |values| values[row]))
            .collect();
        prop_assert_eq!(bars.len(), values.len());
        let (least, greatest) = values.iter().fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
        let scale = width(&bars[0]) / values[0].abs();
        for (bar, value) in bars.iter().zip(&values) {
            prop_assert!((width(bar) - value.abs() * scale).abs() < 0.1, "{bars:?} {values:?}");
        }
        prop_assert!((greatest - least) * scale >= measure.to_pt() / 4.0 - 0.1);
    }

    #[test]
    fn the_shares_of_each_series_make_its_whole((labels, series) in numbers_to_see()) {
        let theme = Theme::default();
        let measure = theme.page.measure();
        let document = document(vec![chart(ChartKind::Share, &labels, &series)], Vec::new());
        let drawn = &charts(&document, &theme, measure)[0];
        let bars = bars(drawn, series.len());
        prop_assert_eq!(bars.len(), labels.len() * series.len());
        let track = drawn.fragments.iter().find(|fragment| {
            matches!(fragment.content, FragmentContent::Fill(colour) if colour == theme.bar_ground())
        });
        let whole = width(&track.unwrap().bounds);
        for one in 0..series.len() {
            let widths = bars.iter().skip(one).step_by(series.len()).map(width);
            prop_assert!((widths.sum::<f64>() - whole).abs() < 0.1);
        }
    }

    #[test]
    fn a_line_goes_through_its_numbers((labels, series) in numbers_to_see()) {
        let theme = Theme::default();
        let document = document(vec![chart(ChartKind::Line, &labels, &series)], Vec::new());
        let drawn = &charts(&document, &theme, theme.page.measure())[0];
        let lines: Vec<Vec<f64>> = drawn
            .fragments
            .iter()
            .filter_map(|fragment| match &fragment.content {
                FragmentContent::Path(path) => path.stroke.as_ref().map(|stroke| (path, stroke)),
                _ => None,
            })
            .filter(|(_, stroke)| stroke.width == Length::pt(1.3))
            .map(|(path, _)| {
                let points = path.segments.iter().flat_map(|segment| segment.points());
                points.map(|point| point.y.to_pt()).collect()
            })
            .collect();
        prop_assert_eq!(lines.len(), series.len());
        // The last is drawn first. Heights go with the numbers.
        let all: Vec<(f64, f64)> = lines
            .iter()
            .rev()
            .zip(&series)
            .flat_map(|(line, values)| line.iter().copied().zip(values.iter().copied()))
            .collect();
        let by_value = |one: &&(f64, f64), other: &&(f64, f64)| one.1.total_cmp(&other.1);
        let (top, greatest) = *all.iter().max_by(by_value).unwrap();
        let (bottom, least) = *all.iter().min_by(by_value).unwrap();
        for (height, value) in &all {
            let share = (value - least) / (greatest - least).max(1.0);
            prop_assert!((height - (bottom + (top - bottom) * share)).abs() < 0.1, "{all:?}");
        }
    }
}

#[test]
fn a_table_of_more_columns_than_there_is_room_for_is_told() {
    for (columns, is_crowded) in [(8, false), (80, true)] {
        let document = document(vec![table(columns, 3, "123")], Vec::new());
        let layout = layout(&document, &Theme::default());
        let notice = NoticeKind::CrowdedTable { columns };
        let told = layout.notices.iter().any(|told| told.kind == notice);
        assert_eq!(told, is_crowded, "{columns} columns");
        // That all of its words are divided goes without saying.
        assert!(
            !is_crowded || layout.notices.len() == 1,
            "{columns} columns"
        );
    }
}

#[test]
fn a_word_that_is_divided_is_told_without_those_that_no_break_spaces_hold_it_to() {
    let word = "1".repeat(140);
    for space in [" ", "\u{a0}", "\u{202f}", "\u{2007}", "\u{2060} \u{2060}"] {
        let text = format!("See the water {word} and the land.").replace(' ', space);
        let document = document(vec![paragraph(&text)], Vec::new());
        let layout = layout(&document, &Theme::default());
        let told: Vec<String> = layout
            .notices
            .into_iter()
            .map(|told| match told.kind {
                NoticeKind::DividedWord { word } => word.replace('\u{2060}', ""),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, [word.as_str()], "{space:?}");
    }
}

#[test]
fn words_of_a_chart_that_have_no_room_are_told() {
    let long = "word ".repeat(400).trim().to_owned();
    for kind in [ChartKind::Bar, ChartKind::Line] {
        let labels = [long.clone(), "short".to_owned()];
        let document = document(vec![chart(kind, &labels, &[vec![1.0, 2.0]])], Vec::new());
        let layout = layout(&document, &Theme::default());
        let kinds: Vec<_> = layout.notices.into_iter().map(|told| told.kind).collect();
        let words = long.clone();
        assert_eq!(kinds, [NoticeKind::HiddenWords { words }]);
    }
}

#[test]
fn few_labels_of_lines_are_all_seen() {
    let labels = [
        "Baseline survey of 2015",
        "Second survey of 2016",
        "Mid-term review",
        "Third survey of 2017",
    ]
    .map(str::to_owned);
    let values = [vec![1.0, 2.0, 3.0, 4.0]];
    let document = document(vec![chart(ChartKind::Line, &labels, &values)], Vec::new());
    let layout = layout(&document, &Theme::default());
    let mut seen = String::new();
    for (_, fragment) in body(&layout) {
        if let FragmentContent::Glyphs(run) = &fragment.content {
            seen += &run.text;
        }
    }
    for label in &labels {
        assert!(seen.contains(label), "{label}: {seen}");
    }
    assert!(layout.notices.is_empty());
}

#[test]
fn a_chart_of_very_many_series_does_not_leave_its_pages() {
    let (bar, line) = (ChartKind::Bar, ChartKind::Line);
    let long = "th series of them all ".repeat(4);
    for (kind, count, name, language, script) in [
        (bar, 62, long.as_str(), "en", "Latn"),
        (line, 20, &long, "en", "Latn"),
        (line, 62, &long, "en", "Latn"),
        (bar, 62, &long, "fa", "Arab"),
        (line, 62, &long, "fa", "Arab"),
        // Their key is low enough to stand above each part.
        (bar, 60, "", "en", "Latn"),
    ] {
        let theme = Theme::default().for_script(script);
        let labels = ["a".to_owned(), "b".to_owned()];
        let mut block = chart(kind, &labels, &vec![vec![1.0, 2.0]; count]);
        let BlockKind::Chart(chart) = &mut block.kind else {
            panic!("it is a chart");
        };
        for (index, cell) in chart.data.header.iter_mut().enumerate().skip(1) {
            cell.content[0] = Inline::text(format!("{index}{name}"));
        }
        let mut document = document(vec![paragraph("Before."), block], Vec::new());
        document.metadata.language = Language(language.into());
        assert_sound(&document, &layout(&document, &theme), &theme);
    }
}

#[test]
fn a_long_title_is_cut_in_the_running_foot_after_a_word_or_else_a_letter() {
    let theme = Theme::default();
    let foot_of = |title: &str| {
        let mut document = document(vec![paragraph("word")], Vec::new());
        document.running_title = title.to_owned();
        let layout = layout(&document, &theme);
        let feet = layout.pages.pages[0].fragments.iter();
        let mut feet = feet.filter(|fragment| fragment.owner == Owner::Foot);
        let title = feet.next().unwrap();
        let number = feet.next().unwrap();
        assert!(title.bounds.right < number.bounds.left);
        let FragmentContent::Glyphs(run) = &title.content else {
            panic!("a title is glyphs");
        };
        run.text.clone()
    };
    assert_eq!(foot_of("A title"), "A title");
    let by_word = foot_of(&"Waters ".repeat(80));
    assert!(
        by_word.ends_with("Waters…") && by_word.len() > 80,
        "{by_word}"
    );
    let by_clause = foot_of(&"Waters, ".repeat(80));
    assert!(by_clause.ends_with("Waters…"), "{by_clause}");
    let by_letter = foot_of(&"Водохозяйственный/".repeat(20));
    assert!(
        by_letter.ends_with('…') && by_letter.chars().count() > 40,
        "{by_letter}"
    );
}

#[test]
fn an_empty_document_is_one_page() {
    let layout = layout(&document(Vec::new(), Vec::new()), &Theme::default());
    assert_eq!(layout.pages.pages.len(), 1);
}

#[test]
fn a_label_and_lines_that_must_end_are_parted_by_spaces_in_the_text() {
    let mut question = heading("Who measures?");
    let BlockKind::Heading(numbered) = &mut question.kind else {
        panic!("it is a heading")
    };
    numbered.level = 2;
    numbered.label = Some(Label {
        node: Node::default(),
        number: Some(1),
    });
    let inline = |kind| Inline {
        node: Node::default(),
        kind,
    };
    let link = |content| InlineKind::Link {
        uri: "https://example.org".into(),
        content,
    };
    let line_break = || inline(InlineKind::LineBreak);
    let lines = vec![
        Inline::text("CAREC"),
        line_break(),
        inline(link(vec![
            Inline::text("first"),
            line_break(),
            Inline::text("second "),
        ])),
        line_break(),
        Inline::text("third"),
    ];
    let lines = Block::paragraph(Node::default(), ParagraphRole::Body, lines);
    let document = document(vec![question, lines], Vec::new());
    let layout = layout(&document, &Theme::default());
    let words: String = words_by_node(&layout).into_values().collect();
    assert_eq!(words, "1 Who measures?CAREC first second third");
}

#[test]
fn a_symbol_keeps_its_capitals_and_its_figures_are_as_high() {
    let symbol = Inline {
        node: Node::default(),
        kind: InlineKind::Symbol(vec![Inline::text("SW-17")]),
    };
    let glyphs = |inline: Inline| {
        let block = Block::paragraph(Node::default(), ParagraphRole::Body, vec![inline]);
        let layout = layout(&document(vec![block], Vec::new()), &Theme::default());
        let runs = body(&layout).filter_map(|(_, fragment)| match &fragment.content {
            FragmentContent::Glyphs(run) => Some(run.glyphs.clone()),
            _ => None,
        });
        let glyphs: Vec<u16> = runs.flatten().map(|glyph| glyph.id).collect();
        [0, 1, 3, 4].map(|letter| glyphs[letter])
    };
    // That one is known by its stroke.
    let known = glyphs(Inline::text("SW/17"));
    assert_eq!(glyphs(symbol), known);
    assert_ne!(glyphs(Inline::text("SW-17")), known);
}

#[test]
fn the_numbers_of_two_notes_to_one_word_are_not_read_as_one() {
    let (mut first, mut note) = noted("Said", "One");
    let BlockKind::Paragraph(paragraph) = &mut first.kind else {
        panic!("it is a paragraph")
    };
    paragraph.content.push(Inline {
        node: Node::default(),
        kind: InlineKind::NoteReference(1),
    });
    let one = note.clone();
    note.number = 2;
    for (language, shown) in [("en", "Said1,2"), ("fa", "Said۱،۲")] {
        let mut document = document(vec![first.clone()], vec![one.clone(), note.clone()]);
        document.metadata.language = Language(language.into());
        let layout = layout(&document, &Theme::default());
        let words: String = words_by_node(&layout).into_values().collect();
        assert!(words.starts_with(shown), "{words}");
    }
}

#[test]
fn a_word_with_the_number_of_a_note_is_hyphenated_as_any() {
    let (mut noted, note) = noted("administration", "One");
    let BlockKind::Paragraph(paragraph) = &mut noted.kind else {
        panic!("it is a paragraph")
    };
    let one = std::mem::take(&mut paragraph.content);
    paragraph.content = (0..60)
        .flat_map(|_| one.iter().cloned().chain([Inline::text(" ")]))
        .collect();
    let layout = layout(&document(vec![noted], vec![note]), &Theme::default());
    let words: String = words_by_node(&layout).into_values().collect();
    assert!(words.contains('\u{ad}'), "{words}");
}

#[test]
fn a_number_holds_its_unit_with_the_number_of_a_note() {
    for shift in 1..30 {
        let (mut noted, note) = noted("of 62 km", "One");
        let BlockKind::Paragraph(paragraph) = &mut noted.kind else {
            panic!("it is a paragraph")
        };
        let one = std::mem::take(&mut paragraph.content);
        let shifted = (0..60).flat_map(|_| one.iter().cloned().chain([Inline::text(" ")]));
        paragraph.content = std::iter::once(Inline::text("i".repeat(shift) + " "))
            .chain(shifted)
            .collect();
        let layout = layout(&document(vec![noted], vec![note]), &Theme::default());
        let mut lines: BTreeMap<(usize, Length), String> = BTreeMap::new();
        for (page, fragment) in body(&layout) {
            if let FragmentContent::Glyphs(run) = &fragment.content {
                *lines.entry((page, run.origin.y)).or_default() += &run.text;
            }
        }
        for line in lines.values() {
            assert!(!line.trim_end().ends_with("62"), "{line}");
        }
    }
}

/// Where words stand: the start of their baseline.
fn origin_of(words: &str, layout: &Layout) -> Point {
    let mut runs = body(layout).filter_map(|(_, fragment)| match &fragment.content {
        FragmentContent::Glyphs(run) => Some(run),
        _ => None,
    });
    runs.find(|run| run.text == words).unwrap().origin
}

/// The first page that has the words, counted from zero.
fn page_of(words: &str, layout: &Layout) -> usize {
    let has = |fragment: &Fragment| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text.contains(words));
    let mut found = body(layout).filter(|(_, one)| one.owner != Owner::Repeated && has(one));
    found.next().unwrap().0
}

#[test]
fn a_title_of_two_lines_does_not_part_the_items_beside_it() {
    let items = (0..4).map(|index| format!("item{index}")).collect();
    let blocks = vec![heading("What the parties agreed upon"), list(items)];
    let layout = layout(
        &document(vec![section(blocks)], Vec::new()),
        &Theme::default(),
    );
    let baseline = |index: usize| origin_of(&format!("item{index}"), &layout).y;
    let apart = [1, 2, 3].map(|index| baseline(index) - baseline(index - 1));
    assert_eq!(apart, [apart[1]; 3]);
}

#[test]
fn marks_inside_an_item_and_below_a_question_stand_in_one_place() {
    let bullets = |words: &str| {
        let mut list = list(vec![words.to_owned()]);
        if let BlockKind::List(list) = &mut list.kind {
            list.items[0].label.number = None;
        }
        list
    };
    let mut recommendation = list(vec!["Recommendation".into()]);
    if let BlockKind::List(list) = &mut recommendation.kind {
        list.items[0].blocks.push(bullets("Detail"));
    }
    let in_section = |role, blocks| Block {
        node: Node::default(),
        kind: BlockKind::Section(Section { role, blocks }),
    };
    let blocks = vec![
        in_section(SectionRole::Question, vec![bullets("Discussion")]),
        in_section(SectionRole::Recommendations, vec![recommendation]),
    ];
    let layout = layout(&document(blocks, Vec::new()), &Theme::default());
    assert_eq!(
        origin_of("Discussion", &layout).x,
        origin_of("Detail", &layout).x
    );
    let marks: Vec<Length> = body(&layout)
        .filter_map(|(_, fragment)| match &fragment.content {
            FragmentContent::Glyphs(run) if run.text == "– " => Some(run.origin.x),
            _ => None,
        })
        .collect();
    assert_eq!(marks, [marks[0]; 2]);
}

#[test]
fn the_items_of_a_summary_stand_as_close_as_those_of_any_list() {
    let mut items = list(vec!["One".into(), "Two".into()]);
    if let BlockKind::List(list) = &mut items.kind {
        for item in &mut list.items {
            if let BlockKind::Paragraph(words) = &mut item.blocks[0].kind {
                words.role = ParagraphRole::Summary;
            }
        }
    }
    let layout = layout(&document(vec![items], Vec::new()), &Theme::default());
    let apart = origin_of("Two", &layout).y - origin_of("One", &layout).y;
    assert_eq!(apart, Length::pt(16.25 + 1.625));
}

#[test]
fn the_caption_of_a_picture_stands_above_it() {
    let caption = Caption {
        node: Node::default(),
        label_node: Node::default(),
        label: ["Figure\u{a0}".into(), String::new()],
        number: 1,
        content: vec![Inline::text("Caption")],
    };
    let figure = Figure {
        picture_node: Node::default(),
        picture: picture(300, 200),
        alt: "A picture".into(),
        caption: Some(caption),
        credit: None,
    };
    let figure = Block {
        node: Node::default(),
        kind: BlockKind::Figure(figure),
    };
    let layout = layout(&document(vec![figure], Vec::new()), &Theme::default());
    let is_picture = |fragment: &Fragment| matches!(fragment.content, FragmentContent::Picture(_));
    let (_, picture) = body(&layout).find(|(_, one)| is_picture(one)).unwrap();
    assert!(origin_of("Caption", &layout).y < picture.bounds.top);
}

#[test]
fn facts_stand_apart_and_the_lines_of_one_do_not() {
    let facts = ["Meeting", "Place"].map(|term| (term.to_owned(), format!("{term} 1")));
    let mut facts = descriptions(facts.to_vec());
    let BlockKind::DescriptionList(all) = &mut facts.kind else {
        panic!("they are facts")
    };
    for fact in all {
        let words = format!("{} 2", briefgen::document::plain_text(&fact.term));
        fact.blocks.push(paragraph(&words));
    }
    let facts = Block {
        node: Node::default(),
        kind: BlockKind::Section(Section {
            role: SectionRole::Facts,
            blocks: vec![facts, paragraph("Context")],
        }),
    };
    let layout = layout(&document(vec![facts], Vec::new()), &Theme::default());
    let lines = ["Meeting 1", "Meeting 2", "Place 1", "Place 2", "Context"];
    let baselines = lines.map(|words| origin_of(words, &layout).y.to_pt());
    let apart: Vec<f64> = baselines.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(apart, [13.0, 19.5, 13.0, 26.0]);
}

#[test]
fn a_heading_stays_with_what_follows() {
    for lines_before in 30..70 {
        let mut blocks: Vec<Block> = (0..lines_before).map(|_| paragraph("x")).collect();
        blocks.push(section(vec![
            heading("The heading"),
            paragraph(&"word ".repeat(60)),
        ]));
        let document = document(blocks, Vec::new());
        let layout = layout(&document, &Theme::default());
        assert_eq!(
            page_of("heading", &layout),
            page_of("word", &layout),
            "{lines_before} lines before"
        );
    }
}

#[test]
fn a_heading_that_has_a_table_alone_stays_with_it_though_text_of_the_next_follows() {
    for lines_before in 5..50 {
        let mut blocks: Vec<Block> = (0..lines_before).map(|_| paragraph("x")).collect();
        let text = "text ".repeat(200);
        blocks.extend([
            section(vec![heading_at(2, "The heading"), table(2, 14, "cell")]),
            section(vec![heading_at(2, "The next"), paragraph(&text)]),
        ]);
        let document = document(blocks, Vec::new());
        let layout = layout(&document, &Theme::default());
        let [heading, table, next] =
            ["heading", "caption", "next"].map(|words| page_of(words, &layout));
        assert_eq!(heading, table, "{lines_before} lines before");
        assert!(table <= next, "{lines_before} lines before");
    }
}

#[test]
fn neither_a_heading_nor_a_caption_is_divided_between_pages() {
    let words = format!("first {}last", "word ".repeat(80));
    let mut divisible = table(2, 60, "cell");
    if let BlockKind::Table(table) = &mut divisible.kind
        && let Some(caption) = &mut table.caption
    {
        caption.content = vec![Inline::text(&words)];
    }
    let section_title = section(vec![heading(&words), paragraph("text")]);
    let question = section(vec![heading_at(2, &words), paragraph("text")]);
    for last in [section_title, question, divisible] {
        for lines_before in 25..60 {
            let lines = |count| (0..count).map(|_| paragraph("x"));
            let blocks = lines(lines_before).chain([last.clone()]).chain(lines(30));
            let document = document(blocks.collect(), Vec::new());
            let layout = layout(&document, &Theme::default());
            let [first, last] = ["first", "last"].map(|words| page_of(words, &layout));
            assert_eq!(first, last, "{lines_before} lines before");
        }
    }
}

#[test]
fn words_that_announce_a_list_stay_with_it() {
    // As many lines behind it as let the next page end well only if it begins with the list.
    for lines_behind in [28, 30] {
        let with = |words: &str| {
            let lines = |count| (0..count).map(|_| paragraph("x"));
            let items = (0..3).map(|_| "item ".repeat(30)).collect();
            let next = section(vec![heading_at(2, "Next"), paragraph(&"word ".repeat(60))]);
            let blocks = lines(36)
                .chain([paragraph(words), list(items)])
                .chain(lines(lines_behind))
                .chain([next])
                .chain(lines(30));
            let layout = layout(&document(blocks.collect(), Vec::new()), &Theme::default());
            ["agreed", "item"].map(|words| page_of(words, &layout))
        };
        assert_eq!(with("They agreed:"), [1, 1], "{lines_behind} lines behind");
        assert_eq!(with("They agreed."), [0, 1], "{lines_behind} lines behind");
    }
}

#[test]
fn no_page_has_a_hole_for_a_tall_table() {
    let pages = |rows| {
        let lines = |words, count| (0..count).map(move |_| paragraph(words));
        let blocks = lines("before", 20)
            .chain([table(2, rows, "cell")])
            .chain(lines("behind", 40));
        let layout = layout(
            &document(vec![section(blocks.collect())], Vec::new()),
            &Theme::default(),
        );
        ["A caption", "behind"].map(|words| page_of(words, &layout))
    };
    // One that has room on a page stands on the next one, and the text behind it fills the first.
    assert_eq!(pages(35), [1, 0]);
    // A higher one begins where it is named, for it has to be divided.
    assert_eq!(pages(60)[0], 0);
}

#[test]
fn a_heading_above_a_wide_table_stays_with_it() {
    for (rows, words) in [(23, 30), (18, 100), (10, 300)] {
        let words = format!("{} {}", "w".repeat(60), "x ".repeat(words));
        let mut table = table(2, rows, &words);
        if let BlockKind::Table(table) = &mut table.kind {
            table.caption = None;
        }
        let lines = (0..40).map(|_| paragraph("x"));
        let section = section(vec![heading("The heading"), table]);
        let blocks = lines.chain([section]).collect();
        let layout = layout(&document(blocks, Vec::new()), &Theme::default());
        assert_eq!(
            page_of("heading", &layout),
            page_of("www", &layout),
            "{rows} rows"
        );
    }
}

#[test]
fn a_page_may_end_between_headings_of_which_each_stands_for_itself() {
    let title = |_| section(vec![heading_at(2, "What?")]);
    let lines = (0..30).map(|_| paragraph("x"));
    let blocks = lines.chain((0..30).map(title)).collect();
    let layout = layout(&document(blocks, Vec::new()), &Theme::default());
    let first = body(&layout).take_while(|(page, _)| *page == 0);
    let titles = first.filter(
        |(_, one)| matches!(&one.content, FragmentContent::Glyphs(run) if run.text == "What?"),
    );
    assert!(titles.count() > 4);
}

/// A table that takes the side column: its words have no room beside that.
fn wide_table() -> Block {
    table(3, 3, &"word ".repeat(40))
}

#[test]
fn a_wide_table_stands_as_far_from_a_title_beside_the_text_as_from_the_text() {
    let gap_below = |title: &str, last: &str| {
        let blocks = vec![heading(title), paragraph("Text"), wide_table()];
        let layout = layout(
            &document(vec![section(blocks)], Vec::new()),
            &Theme::default(),
        );
        origin_of("A caption", &layout).y - origin_of(last, &layout).y
    };
    let below_text = gap_below("Title", "Text");
    let below_title = gap_below(
        "Recommendations Participation Implementation",
        "Implementation",
    );
    let tolerated = Theme::default().grid / 4;
    assert!(
        below_text - below_title < tolerated,
        "{below_title:?} below the title, {below_text:?} below the text"
    );
}

/// A table of one row, without caption.
fn row_table(words: &[&str]) -> Block {
    let mut block = table(words.len(), 1, "");
    if let BlockKind::Table(table) = &mut block.kind {
        table.caption = None;
        table.row_headers = RowHeaders::None;
        table.rows[0].cells = words.iter().map(|words| cell(words)).collect();
    }
    block
}

#[test]
fn a_table_stays_in_the_text_column_for_a_line_or_two_more() {
    let text = "word ".repeat(6);
    let row = row_table(&["first of all words here", &text, &text]);
    let blocks = vec![paragraph("Text"), row];
    let layout = layout(&document(blocks, Vec::new()), &Theme::default());
    let (first, text) = (origin_of("header", &layout), origin_of("Text", &layout));
    assert!((first.x - text.x).to_pt().abs() < 1.0, "{first:?}");
}

#[test]
fn the_gaps_of_a_table_give_a_little_where_its_texts_then_stay_whole() {
    let theme = Theme::default();
    let text_edge = theme.page.margin_start + theme.page.side_column;
    // The longest text that stays whole in the text's measure.
    let gap = (20..200).rev().find_map(|count| {
        let thin = "i".repeat(count);
        let texts = ["first words", "second words", "third words", &thin];
        let layout = layout(&document(vec![row_table(&texts)], Vec::new()), &theme);
        let place = |words: &str| {
            let is = |fragment: &Fragment| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text == words);
            let (_, fragment) = body(&layout).find(|(_, fragment)| is(fragment))?;
            Some(fragment.bounds)
        };
        let [first, second] = [place(texts[0])?, place(texts[1])?];
        place(&thin)?;
        (first.left >= text_edge).then_some(second.left - first.right)
    });
    let usual = theme.cell_padding_inline * 2;
    let gap = gap.unwrap();
    assert!(
        gap < usual.scaled(3, 4) && gap >= usual.scaled(2, 3),
        "{gap:?}"
    );
}

#[test]
fn a_wide_table_behind_an_item_takes_the_side_column_too() {
    let mut items = list(vec!["One".into(), "Two".into()]);
    if let BlockKind::List(list) = &mut items.kind {
        list.items[0].blocks.push(wide_table());
    }
    let blocks = vec![section(vec![heading("Title"), items])];
    let layout = layout(&document(blocks, Vec::new()), &Theme::default());
    let (table, title) = (origin_of("header", &layout), origin_of("Title", &layout));
    assert!((table.x - title.x).to_pt().abs() < 1.0, "{table:?}");
    assert!(table.y < origin_of("Two", &layout).y);
}

#[test]
fn one_rule_parts_a_table_from_the_contacts() {
    let theme = Theme::default();
    let rules_above_contacts = |last: Block| {
        let contacts = Block {
            node: Node::default(),
            kind: BlockKind::Section(Section {
                role: SectionRole::Contacts,
                blocks: vec![paragraph("contact")],
            }),
        };
        let blocks = vec![section(vec![paragraph("Text"), last]), contacts];
        let layout = layout(&document(blocks, Vec::new()), &theme);
        let contact = origin_of("contact", &layout).y;
        let near = contact - theme.grid * 6;
        let is_rule = |fragment: &Fragment| {
            let Rect { top, bottom, .. } = fragment.bounds;
            matches!(fragment.content, FragmentContent::Fill(_)) && top > near && bottom < contact
        };
        body(&layout)
            .filter(|(_, fragment)| is_rule(fragment))
            .count()
    };
    assert_eq!(rules_above_contacts(paragraph("Last")), 1);
    assert_eq!(rules_above_contacts(table(2, 3, "words")), 1);
    assert_eq!(rules_above_contacts(wide_table()), 1);
}

#[test]
fn a_line_of_twelve_points_has_a_label_at_its_first() {
    let years: Vec<String> = (2000..2012)
        .map(|year| format!("{year}/{}", year + 1))
        .collect();
    let values = |offset: i32| (0..12).map(|index| f64::from(offset + index % 5)).collect();
    let series: Vec<Vec<f64>> = [40, 42, 44].into_iter().map(values).collect();
    let mut block = chart(ChartKind::Line, &years, &series);
    if let BlockKind::Chart(chart) = &mut block.kind {
        chart.scale[0].value = 40.0;
    }
    let document = document(vec![block], Vec::new());
    let theme = Theme::default();
    let drawn = charts(&document, &theme, theme.page.measure())
        .pop()
        .unwrap();
    let inked = inked(&drawn.fragments);
    let seen: Vec<&str> = inked.iter().map(|(_, words)| *words).collect();
    assert!(
        seen.contains(&"2000/2001") && seen.contains(&"2011/2012"),
        "{seen:?}"
    );
    assert!(!seen.contains(&"2001/2002"), "{seen:?}");
}

#[test]
fn a_number_beside_a_line_that_rises_or_falls_stands_clear_of_it() {
    let years = ["2019", "2020", "2021", "2022", "2023"].map(str::to_owned);
    let block = chart(ChartKind::Line, &years, &[vec![0.5, 1.25, 9.0, 1.75, 0.5]]);
    let theme = Theme::default();
    let document = document(vec![block], Vec::new());
    let drawn = charts(&document, &theme, theme.page.measure())
        .pop()
        .unwrap();
    let inked = inked(&drawn.fragments);
    let bounds = |words: &str| inked.iter().find(|(_, seen)| *seen == words).unwrap().0;
    // Labels stand in the middle below their points.
    let point = |label: &str| (bounds(label).left + bounds(label).right) / 2;
    let before = point("2020") - bounds("1.25").right;
    let behind = bounds("1.75").left - point("2022");
    assert!(
        before.min(behind) >= theme.chart.dot / 2,
        "{before:?} {behind:?}"
    );
}

#[test]
fn the_strokes_of_a_broken_scale_do_not_touch_the_labels() {
    let years: Vec<String> = ["2012", "2015", "2018"].map(str::to_owned).to_vec();
    let mut block = chart(ChartKind::Line, &years, &[vec![320.0, 350.0, 500.0]]);
    if let BlockKind::Chart(chart) = &mut block.kind {
        chart.scale[0].value = 300.0;
    }
    let theme = Theme::default();
    let drawn = charts(
        &document(vec![block], Vec::new()),
        &theme,
        theme.page.measure(),
    )
    .pop()
    .unwrap();
    let inked = inked(&drawn.fragments);
    let (label, _) = inked.iter().find(|(_, words)| *words == "2012").unwrap();
    let is_stroke = |fragment: &&Fragment| {
        let height = fragment.bounds.bottom - fragment.bounds.top;
        matches!(fragment.content, FragmentContent::Path(_))
            && height >= theme.chart.axis_break
            && height < theme.chart.axis_break * 2
    };
    let strokes = drawn.fragments.iter().filter(is_stroke);
    let lowest = strokes.map(|stroke| stroke.bounds.bottom).max().unwrap();
    assert!(
        label.top - lowest > theme.chart.axis_break / 3,
        "{lowest:?} {label:?}"
    );
}

#[test]
fn a_scale_below_nought_is_broken_at_its_upper_end() {
    let years: Vec<String> = ["2012", "2015", "2018"].map(str::to_owned).to_vec();
    let theme = Theme::default();
    let strokes = |highest: f64| {
        let mut block = chart(ChartKind::Line, &years, &[vec![-320.0, -350.0, -490.0]]);
        if let BlockKind::Chart(chart) = &mut block.kind {
            chart.scale[0].value = -500.0;
            chart.scale[1].value = highest;
        }
        let document = document(vec![block], Vec::new());
        let drawn = charts(&document, &theme, theme.page.measure());
        let shapes = drawn[0].fragments.iter().filter(|fragment| {
            let height = fragment.bounds.bottom - fragment.bounds.top;
            matches!(fragment.content, FragmentContent::Path(_))
                && height >= theme.chart.axis_break
                && height < theme.chart.axis_break * 2
        });
        shapes.count()
    };
    assert_eq!((strokes(-300.0), strokes(0.0)), (2, 0));
}

#[test]
fn what_no_font_has_has_no_ink_in_a_label_without_room() {
    let label = |number: usize| format!("\u{e000} a long label of the row {number}");
    let labels: Vec<String> = (0..12).map(label).collect();
    let block = chart(ChartKind::Line, &labels, &[vec![1.0; 12]]);
    let theme = Theme::default();
    let document = document(vec![block], Vec::new());
    let drawn = charts(&document, &theme, theme.page.measure());
    let boxes = drawn[0]
        .fragments
        .iter()
        .filter_map(|one| match one.content {
            FragmentContent::Missing { colour, .. } => Some(colour.is_some()),
            _ => None,
        });
    let seen: Vec<bool> = boxes.collect();
    assert!(
        seen.len() == 12 && seen.contains(&true) && seen.contains(&false),
        "{seen:?}"
    );
}

#[test]
fn the_rule_above_footnotes_keeps_its_distance_on_a_full_page() {
    let theme = Theme::default();
    let (first, note) = noted("Text", "Note");
    for lines in 40..60 {
        let mut blocks = vec![first.clone()];
        blocks.extend((0..lines).map(|_| paragraph("x")));
        let layout = layout(&document(blocks, vec![note.clone()]), &theme);
        let page = &layout.pages.pages[0].fragments;
        let rule = page
            .iter()
            .find(|fragment| matches!(fragment.content, FragmentContent::Fill(_)))
            .unwrap();
        let above = inked(page)
            .into_iter()
            .map(|(words, _)| words.bottom)
            .filter(|baseline| *baseline < rule.bounds.top)
            .max()
            .unwrap();
        let distance = rule.bounds.top - above;
        assert!(distance > Length::pt(11.0), "{lines}: {distance:?}");
    }
}

#[test]
fn much_small_print_leaves_no_page_half_empty() {
    let theme = Theme::default();
    let page_height = theme.page.text_height();
    for lines_before in 20..50 {
        let mut blocks: Vec<Block> = (0..lines_before).map(|_| paragraph("x")).collect();
        for (role, lines) in [
            (SectionRole::Contacts, 9),
            (SectionRole::Funding, 9),
            (SectionRole::Rights, 1),
        ] {
            let blocks_of_it = vec![paragraph("small"); lines];
            blocks.push(Block {
                node: Node::default(),
                kind: BlockKind::Section(Section {
                    role,
                    blocks: blocks_of_it,
                }),
            });
        }
        let layout = layout(&document(blocks, Vec::new()), &theme);
        let pages = &layout.pages.pages;
        let reach = |page: usize| {
            let words = inked(&pages[page].fragments);
            let words = words
                .iter()
                .filter(|(_, words)| *words != "A title" && !words.contains(" of "));
            let lowest = words.map(|(ink, _)| ink.bottom).max().unwrap();
            (lowest - theme.page.margin_top).ratio(page_height)
        };
        for page in 0..pages.len() - 1 {
            assert!(reach(page) > 0.8, "{lines_before}: {}", reach(page));
        }
        assert!(reach(pages.len() - 1) > 0.1, "{lines_before}");
    }
}

#[test]
fn no_widow_and_no_orphan() {
    for lines_before in 20..60 {
        let mut blocks: Vec<Block> = (0..lines_before).map(|_| paragraph("x")).collect();
        blocks.push(paragraph(&"word ".repeat(90)));
        let document = document(blocks, Vec::new());
        let layout = layout(&document, &Theme::default());
        let mut lines = BTreeMap::<usize, usize>::new();
        for (page, fragment) in body(&layout) {
            if matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text.starts_with("word"))
            {
                *lines.entry(page).or_default() += 1;
            }
        }
        assert!(
            lines.values().all(|count| *count >= 2),
            "{lines_before} lines before: {lines:?}"
        );
    }
}

#[test]
fn a_table_repeats_its_header_on_every_page_as_furniture() {
    let document = document(vec![table(3, 300, "a few words")], Vec::new());
    let layout = layout(&document, &Theme::default());
    assert!(layout.pages.pages.len() > 3);
    for (number, page) in layout.pages.pages.iter().enumerate() {
        let headers: Vec<&Fragment> = page
            .fragments
            .iter()
            .filter(|fragment| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text == "header"))
            .collect();
        assert_eq!(headers.len(), 3, "page {}", number + 1);
        let furniture = headers
            .iter()
            .all(|fragment| fragment.owner == Owner::Repeated);
        assert_eq!(furniture, number > 0, "page {}", number + 1);
    }
}

#[test]
fn a_chart_of_bars_repeats_its_key_on_every_page_as_furniture() {
    let labels: Vec<String> = (0..60).map(|number| format!("label {number}")).collect();
    let values = vec![2.0; labels.len()];
    let document = document(
        vec![chart(ChartKind::Bar, &labels, &[values.clone(), values])],
        Vec::new(),
    );
    let layout = layout(&document, &Theme::default());
    assert!(layout.pages.pages.len() > 2);
    for (number, page) in layout.pages.pages.iter().enumerate() {
        for words in ["unit", "series 0", "series 1"] {
            let owners: Vec<Owner> = page
                .fragments
                .iter()
                .filter(|fragment| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text == words))
                .map(|fragment| fragment.owner)
                .collect();
            assert_eq!(owners.len(), 1, "{words} on page {}", number + 1);
            let is_furniture = owners[0] == Owner::Repeated;
            // The unit is no cell of the table, and furniture everywhere.
            assert!(is_furniture == (number > 0) || words == "unit");
        }
        // What no one sees is there to be read once.
        let unseen = page.fragments.iter().any(|fragment| {
            matches!(fragment.content, FragmentContent::Unseen(_))
                && fragment.owner == Owner::Repeated
        });
        assert!(!unseen);
    }
}

/// A table of one column of numbers, each with the bytes before its decimal sign.
fn numbers(numbers: &[(&str, usize)]) -> Block {
    let rows = numbers.iter().map(|(words, decimal)| Row {
        node: Node::default(),
        cells: vec![Cell {
            decimal: Some(*decimal),
            ..cell(words)
        }],
    });
    let table = Table {
        alignments: vec![ColumnAlignment::End],
        header: vec![cell("A header that is wider than all the numbers")],
        rows: rows.collect(),
        ..Table::default()
    };
    Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_numbers_of_a_column_are_aligned_at_their_decimal_sign(
        parts in prop::collection::vec(("[−–]?[0-9]{1,7}", "(\\.[0-9]{1,4})?( ?(%|km²|\\*|ᵃ))?"), 1..12)
    ) {
        let texts: Vec<(String, usize)> = parts
            .iter()
            .map(|(whole, rest)| (format!("{whole}{rest}"), whole.len()))
            .collect();
        let texts: Vec<(&str, usize)> = texts.iter().map(|(text, at)| (text.as_str(), *at)).collect();
        let document = document(vec![numbers(&texts)], Vec::new());
        let layout = layout(&document, &Theme::default());
        let nodes = inlines(&document);
        let signs = nodes.iter().skip(1).zip(&texts).map(|((node, _), (_, decimal))| {
            sign(&layout, *node, *decimal)
        });
        let signs: Vec<Length> = signs.collect();
        let first = signs[0];
        prop_assert!(signs.iter().all(|sign| (*sign - first).to_pt().abs() < 0.5), "{signs:?}");
    }
}

/// Where the decimal sign of a number stands; it may be in several runs, where a font lacks a mark.
fn sign(layout: &Layout, node: NodeId, decimal: usize) -> Length {
    let of_node = |(_, fragment): &(usize, &Fragment)| fragment.owner == Owner::Node(node);
    let first = body(layout).find(of_node).unwrap().1;
    let FragmentContent::Glyphs(run) = &first.content else {
        panic!("a number is glyphs");
    };
    let glyphs = run.glyphs.iter();
    let before = glyphs.filter(|glyph| (glyph.text.start as usize) < decimal);
    run.origin.x + before.map(|glyph| glyph.advance).sum()
}

#[test]
fn the_shares_of_a_whole_are_aligned_at_their_decimal_sign() {
    let labels = ["Fields", "Towns"].map(str::to_owned);
    for language in ["en", "fa"] {
        let mut block = chart(ChartKind::Share, &labels, &[vec![90.0, 10.5]]);
        let BlockKind::Chart(shares) = &mut block.kind else {
            panic!("it is a chart")
        };
        for row in &mut shares.data.rows {
            row.cells[1].decimal = Some(2);
        }
        let mut document = document(vec![block], Vec::new());
        document.metadata.language = Language(language.into());
        let layout = layout(&document, &Theme::default());
        let nodes = inlines(&document);
        let signs = ["90", "10.5"].map(|number| {
            let (node, _) = nodes.iter().find(|(_, words)| words == number).unwrap();
            sign(&layout, *node, 2).to_pt()
        });
        assert!((signs[0] - signs[1]).abs() < 0.01, "{language}: {signs:?}");
    }
}

#[test]
fn a_row_higher_than_a_page_is_divided_between_lines_with_a_rule_at_each_cut() {
    let row = |words: String| Row {
        node: Node::default(),
        cells: vec![cell("row"), cell(&words)],
    };
    let table = Table {
        alignments: vec![ColumnAlignment::Start; 2],
        header: vec![cell("header"), cell("header")],
        rows: vec![
            row("short".into()),
            row("word ".repeat(2000)),
            row("end".into()),
        ],
        ..Table::default()
    };
    let table = Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    };
    let theme = Theme::default();
    let document = document(vec![table], Vec::new());
    let layout = layout(&document, &theme);
    assert_sound(&document, &layout, &theme);
    let pages = &layout.pages.pages;
    assert!(pages.len() > 1);
    for page in &pages[..pages.len() - 1] {
        let lowest = |is_kind: fn(&Fragment) -> bool| {
            let found = page.fragments.iter().filter(|fragment| is_kind(fragment));
            found.map(|fragment| fragment.bounds.bottom).max().unwrap()
        };
        let text = lowest(|fragment| matches!(fragment.owner, Owner::Node(_)));
        let rule = lowest(|fragment| matches!(fragment.content, FragmentContent::Fill(_)));
        assert!(rule >= text - Length::pt(1.0) && rule < text + Length::pt(6.0));
    }
}

#[test]
fn a_row_is_kept_whole_where_a_page_has_room_for_it() {
    let row = Row {
        node: Node::default(),
        cells: vec![cell("row"), cell(&"word ".repeat(400))],
    };
    let table = Table {
        alignments: vec![ColumnAlignment::Start; 2],
        header: vec![cell("header"), cell("header")],
        rows: vec![row; 7],
        ..Table::default()
    };
    let table = Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    };
    let document = document(vec![table], Vec::new());
    let layout = layout(&document, &Theme::default());
    let mut pages_of = BTreeMap::<NodeId, Vec<usize>>::new();
    for (page, fragment) in body(&layout) {
        if let Owner::Node(node) = fragment.owner {
            pages_of.entry(node).or_default().push(page);
        }
    }
    assert!(layout.pages.pages.len() > 1);
    for (node, pages) in pages_of {
        assert!(
            pages.iter().all(|page| *page == pages[0]),
            "{node:?}: {pages:?}"
        );
    }
}

#[test]
fn a_row_below_a_header_that_is_not_set_again_is_kept_whole_too() {
    let row = |count: usize| Row {
        node: Node::default(),
        cells: vec![cell("row"), cell(&"word ".repeat(count))],
    };
    let table = Table {
        alignments: vec![ColumnAlignment::Start; 2],
        header: vec![cell("header"), cell(&"header ".repeat(600))],
        rows: vec![row(1), row(1), row(1300), row(1)],
        ..Table::default()
    };
    let table = Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    };
    let layout = layout(&document(vec![table], Vec::new()), &Theme::default());
    let pages: BTreeSet<usize> = body(&layout)
        .filter(|(_, fragment)| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text.starts_with("word word")))
        .map(|(page, _)| page)
        .collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    assert!(layout.notices.is_empty(), "{:?}", layout.notices);
}

#[test]
fn blocks_of_a_footnote_stand_apart_and_its_list_is_indented() {
    let (block, mut note) = noted("Words", "first");
    note.blocks.push(paragraph("second"));
    let mut items = list(vec!["item".into()]);
    if let BlockKind::List(items) = &mut items.kind {
        items.items[0].label.number = None;
    }
    note.blocks.push(items);
    let layout = layout(&document(vec![block], vec![note]), &Theme::default());
    let place = |words: &str| {
        let is = |fragment: &Fragment| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text == words);
        body(&layout)
            .find(|(_, fragment)| is(fragment))
            .unwrap()
            .1
            .bounds
    };
    let (first, second, item) = (place("first"), place("second"), place("item"));
    assert!(second.top - first.top > first.bottom - first.top);
    assert!(second.left == first.left && item.left > first.left);
    // The mark of the item stands below the text, and not below the number of the note.
    assert!(place("– ").left >= first.left);
}

#[test]
fn a_footnote_of_a_cell_stands_on_the_page_of_its_row() {
    let row = |index: usize| {
        let mut number = cell("12.5");
        number.decimal = Some(2);
        number.content.push(Inline {
            node: Node::default(),
            kind: InlineKind::NoteReference(index),
        });
        Row {
            node: Node::default(),
            cells: vec![cell(&format!("Row {index}.")), number],
        }
    };
    let notes = (0..40).map(|index: usize| Note {
        node: Node::default(),
        label: Node::default(),
        number: index as u32 + 1,
        blocks: vec![Block::paragraph(
            Node::default(),
            ParagraphRole::Note,
            vec![Inline::text(format!("Note {index}."))],
        )],
    });
    let table = Table {
        alignments: vec![ColumnAlignment::Start, ColumnAlignment::End],
        header: vec![cell("header"), cell("header")],
        rows: (0..40).map(row).collect(),
        row_headers: RowHeaders::Strong(1),
        ..Table::default()
    };
    let table = Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    };
    let document = document(vec![table], notes.collect());
    let layout = layout(&document, &Theme::default());
    for index in 0..40 {
        assert_eq!(
            page_of(&format!("Row {index}."), &layout),
            page_of(&format!("Note {index}."), &layout)
        );
    }
}

#[test]
fn footnotes_stand_on_the_page_of_their_reference_or_begin_there() {
    let reference = |index| Inline {
        node: Node::default(),
        kind: InlineKind::NoteReference(index),
    };
    let blocks: Vec<Block> = (0..80)
        .map(|index| {
            let content = vec![
                Inline::text(format!("Paragraph {index} says something")),
                reference(index),
            ];
            Block::paragraph(Node::default(), ParagraphRole::Body, content)
        })
        .collect();
    let notes: Vec<Note> = (0..80)
        .map(|index| Note {
            node: Node::default(),
            label: Node::default(),
            number: index + 1,
            blocks: vec![Block::paragraph(
                Node::default(),
                ParagraphRole::Note,
                vec![Inline::text(format!(
                    "Note {index}.{}",
                    " It goes on.".repeat(index as usize % 20)
                ))],
            )],
        })
        .collect();
    let document = document(blocks, notes);
    let theme = Theme::default();
    let layout = layout(&document, &theme);
    assert_sound(&document, &layout, &theme);
    for index in 0..80 {
        assert_eq!(
            page_of(&format!("Paragraph {index} "), &layout),
            page_of(&format!("Note {index}."), &layout),
            "note {index}"
        );
    }
}

#[test]
fn what_no_font_has_is_reported_and_boxed() {
    let end = Inline {
        node: Node::default(),
        kind: InlineKind::Span(vec![Inline::text("the end")]),
    };
    let words = vec![Inline::text("the start \u{e001} and "), end];
    let masthead = Block::paragraph(Node::default(), ParagraphRole::Masthead, words);
    let paragraph = paragraph("one \u{e000} two 👩\u{200d}🔬");
    let document = document(vec![masthead, paragraph], Vec::new());
    let layout = layout(&document, &Theme::default());
    let notices = layout.notices.iter();
    let missing: Vec<&str> = notices
        .filter_map(|notice| match &notice.kind {
            NoticeKind::MissingGlyph { text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(missing, ["\u{e001}", "\u{e000}", "👩\u{200d}🔬"]);
}

/// A lockup of logos of these proportions with a statement and a disclaimer.
fn picture(width_px: u32, height_px: u32) -> Picture {
    Picture {
        file: "logo.png".into(),
        bytes: Vec::new().into(),
        format: PictureFormat::Png,
        width_px,
        height_px,
    }
}

fn lockup(proportions: &[(u32, u32)]) -> Block {
    let logos = proportions.iter().map(|(width_px, height_px)| Logo {
        node: Node::default(),
        picture: picture(*width_px, *height_px),
        alt: "A logo".into(),
        organisation: "An organisation".into(),
    });
    let words =
        |role, words: &str| Block::paragraph(Node::default(), role, vec![Inline::text(words)]);
    Block {
        node: Node::default(),
        kind: BlockKind::Lockup(Lockup {
            logos: logos.collect(),
            blocks: vec![
                words(ParagraphRole::FundingStatement, "Statement"),
                words(ParagraphRole::Disclaimer, "Disclaimer"),
            ],
        }),
    }
}

fn funding(blocks: Vec<Block>) -> Block {
    Block {
        node: Node::default(),
        kind: BlockKind::Section(Section {
            role: SectionRole::Funding,
            blocks,
        }),
    }
}

#[test]
fn contacts_funding_and_rights_stand_on_one_page_with_some_of_the_text() {
    let roles = [
        (SectionRole::Contacts, "contact"),
        (SectionRole::Funding, "funding"),
        (SectionRole::Rights, "rights"),
    ];
    for (lines_before, lines) in (30..70).flat_map(|before| [(before, 2), (before, 4)]) {
        let mut blocks: Vec<Block> = (0..lines_before).map(|_| paragraph("x")).collect();
        blocks.extend(roles.map(|(role, words)| Block {
            node: Node::default(),
            kind: BlockKind::Section(Section {
                role,
                blocks: vec![paragraph(words); lines],
            }),
        }));
        let layout = layout(&document(blocks, Vec::new()), &Theme::default());
        let last = layout.pages.pages.len() - 1;
        let pages_of = |words: &str| -> BTreeSet<usize> {
            let is = |fragment: &Fragment| matches!(&fragment.content, FragmentContent::Glyphs(run) if run.text == words);
            let found = body(&layout).filter(|(_, fragment)| is(fragment));
            found.map(|(page, _)| page).collect()
        };
        for (_, words) in roles {
            assert_eq!(
                pages_of(words),
                BTreeSet::from([last]),
                "{lines_before} lines"
            );
        }
        assert!(pages_of("x").contains(&last), "{lines_before} lines");
    }
}

const EMBLEM: (u32, u32) = (810, 540);

#[test]
fn an_emblem_and_its_statement_stand_on_one_page() {
    let logos = [
        EMBLEM,
        (500, 100),
        (100, 300),
        (64, 64),
        (2000, 100),
        (30, 20),
    ];
    for count in [1, 2, 6] {
        for lines_before in 30..70 {
            let mut blocks: Vec<Block> = (0..lines_before).map(|_| paragraph("x")).collect();
            blocks.push(funding(vec![lockup(&logos[..count])]));
            let document = document(blocks, Vec::new());
            let theme = Theme::default();
            let layout = layout(&document, &theme);
            assert_sound(&document, &layout, &theme);
            let places: Vec<usize> = body(&layout)
                .filter(|(_, fragment)| match &fragment.content {
                    FragmentContent::Picture(_) => true,
                    FragmentContent::Glyphs(run) => run.text == "Statement",
                    _ => false,
                })
                .map(|(page, _)| page)
                .collect();
            assert_eq!(places.len(), count + 1);
            assert!(
                places.iter().all(|page| *page == places[0]),
                "{count} logos, {lines_before} lines before: {places:?}"
            );
        }
    }
}

#[test]
fn an_emblem_has_the_height_that_is_asked_for_and_no_logo_in_the_masthead_is_as_high() {
    let theme = Theme::default();
    assert!(theme.emblem_height >= Length::mm(10.0));
    assert!(theme.masthead_logo_height < theme.emblem_height);
    let (width, height) = logo_size(EMBLEM, theme.emblem_height, theme.page.measure());
    assert_eq!(height, theme.emblem_height);
    assert!((width.ratio(height) - 1.5).abs() < 1e-4);
}

proptest! {
    #[test]
    fn no_logo_outdoes_the_emblem(across in 1..20_000_u32, up in 1..20_000_u32, room in 20.0..400.0_f64) {
        let theme = Theme::default();
        let widest = Length::pt(room);
        let (width, height) = logo_size((across, up), theme.emblem_height, widest);
        prop_assert!(height <= theme.emblem_height);
        prop_assert!(width <= widest);
        let emblem = theme.emblem_height.to_pt().powi(2) * 1.5;
        prop_assert!(width.to_pt() * height.to_pt() <= emblem * 1.001);
        // As wide for its height as the picture, to the last scaled point.
        let error = width.to_pt() - height.to_pt() * f64::from(across) / f64::from(up);
        prop_assert!(error.abs() <= f64::from(across) / f64::from(up) / 65_536.0 + 1.0 / 65_536.0);
    }
}
