//! Pages from right to left: lines in the order of the Unicode Bidirectional Algorithm, all of the page mirrored, and
//! no word lost on the way.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use briefgen::brief;
use briefgen::compose::compose;
use briefgen::date::Date;
use briefgen::diagnostic::Source;
use briefgen::document::{
    Block, BlockKind, Cell, ColumnAlignment, Document, Inline, InlineKind, Label, Language, List,
    ListItem, ListMarker, Metadata, Node, ParagraphRole, Row, Table,
};
use briefgen::layout::{Fragment, FragmentContent, Layout, NoticeKind, Owner, layout};
use briefgen::length::Length;
use briefgen::locale::Locale;
use briefgen::theme::Theme;
use proptest::prelude::*;
use unicode_bidi::{BidiInfo, Level};

fn document(language: &str, blocks: Vec<Block>) -> Document {
    let metadata = Metadata {
        title: "A title".into(),
        language: Language(language.into()),
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
    let page_number = [String::new(), " از ".into(), String::new()];
    Document::new(metadata, blocks, Vec::new(), "عنوان".into(), page_number)
}

fn inlines(words: &str) -> Vec<Inline> {
    vec![Inline::text(words)]
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(Node::default(), ParagraphRole::Body, inlines(words))
}

fn set(language: &str, blocks: Vec<Block>) -> Layout {
    let theme = Theme::default().for_script("Arab");
    layout(&document(language, blocks), &theme)
}

/// The document of a brief.
fn composed(text: &str) -> Document {
    let source = Source {
        path: "brief.toml".into(),
        text: text.into(),
    };
    let (brief, _) = brief::read(&source, &mut brief::no_files);
    let brief = brief.unwrap();
    compose(&brief, &Locale::for_language(&brief.language).unwrap())
}

/// What no font has.
fn missing(layout: &Layout) -> String {
    let notices = layout.notices.iter();
    let missing = notices.filter_map(|notice| match &notice.kind {
        NoticeKind::MissingGlyph { text } => Some(text.as_str()),
        _ => None,
    });
    missing.collect()
}

/// The fragments of content, in reading order.
fn content(layout: &Layout) -> Vec<&Fragment> {
    let fragments = layout.pages.pages.iter().flat_map(|page| &page.fragments);
    fragments
        .filter(|fragment| matches!(fragment.owner, Owner::Node(_)))
        .collect()
}

fn text_of(fragment: &Fragment) -> &str {
    match &fragment.content {
        FragmentContent::Glyphs(run) | FragmentContent::Unseen(run) => &run.text,
        FragmentContent::Missing { text, .. } => text,
        _ => "",
    }
}

fn text(fragments: &[&Fragment]) -> String {
    fragments.iter().map(|fragment| text_of(fragment)).collect()
}

/// The letters of a line as they stand from left to right.
fn visual_text(line: &[&Fragment]) -> String {
    let left = |fragment: &Fragment| match &fragment.content {
        FragmentContent::Glyphs(run) => run.origin.x,
        _ => fragment.bounds.left,
    };
    let mut line = line.to_vec();
    line.sort_by_key(|fragment| left(fragment));
    let mut seen = String::new();
    for fragment in line {
        match &fragment.content {
            FragmentContent::Glyphs(run) => {
                for glyph in &run.glyphs {
                    seen.push_str(&run.text[glyph.text.start as usize..glyph.text.end as usize]);
                }
            }
            _ => seen.push_str(text_of(fragment)),
        }
    }
    seen
}

/// The lines of the one paragraph of a document.
fn lines(layout: &Layout) -> Vec<Vec<&Fragment>> {
    let mut lines: Vec<Vec<&Fragment>> = Vec::new();
    let mut baseline = None;
    for fragment in content(layout) {
        let FragmentContent::Glyphs(run) = &fragment.content else {
            panic!("a paragraph of words");
        };
        if baseline.replace(run.origin.y) != Some(run.origin.y) {
            lines.push(Vec::new());
        }
        lines.last_mut().unwrap().push(fragment);
    }
    lines
}

/// Words as they meet in a brief: Persian, with marks, ligatures and parts that do not join; Latin and Cyrillic names;
/// numbers, dates, addresses and signs.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "آب",
        "می‌شود",
        "همکاری",
        "لازم",
        "خلاصهٔ",
        "مخصوصاً",
        "اسلامی",
        "(انرژی)",
        "«دریا»،",
        "و",
        "بین‌المللی",
        "UNECE",
        "(CAREC)",
        "Аму-Дарья,",
        "office@carececo.org",
        "https://unece.org/a/b",
        "a-b:",
        "۲۰۱۷",
        "۱۲٫۵٪",
        "2017",
        "15–17",
        "+7",
        "–",
        "۷/۲۰۱۷",
        "(۳)",
        "[4]",
        "...",
        "!",
        "UNECE‌ها",
        "۵م",
    ])
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..80).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_letter_is_on_the_page_in_the_order_of_reading(words in words(), language in prop::sample::select(vec!["fa", "prs", "en"])) {
        let laid_out = set(language, vec![paragraph(&words)]);
        prop_assert_eq!(missing(&laid_out), "");
        let found = text(&content(&laid_out)).replace('\u{AD}', "");
        prop_assert_eq!(found, words);
    }

    #[test]
    fn lines_are_in_the_order_of_the_bidirectional_algorithm(words in words(), language in prop::sample::select(vec!["fa", "en"])) {
        let level = if language == "fa" { Level::rtl() } else { Level::ltr() };
        let laid_out = set(language, vec![paragraph(&words)]);
        let known = BidiInfo::new(&words, Some(level));
        let mut start = 0;
        for line in lines(&laid_out) {
            let logical = text(&line);
            if logical.contains('\u{AD}') {
                // A hyphen of ours: the order of the line is not that of the text alone.
                return Ok(());
            }
            let range = start..start + logical.len();
            start = range.end;
            let (levels, runs) = known.visual_runs(&known.paragraphs[0], range);
            let expected: String = runs
                .into_iter()
                .flat_map(|run| {
                    let letters: Vec<char> = words[run.clone()].chars().collect();
                    let is_reversed = levels[run.start].is_rtl();
                    let count = letters.len();
                    (0..count).map(move |at| letters[if is_reversed { count - 1 - at } else { at }])
                })
                .collect();
            // What joins letters has no place of its own.
            let without_joiners = |text: &str| text.replace('\u{200C}', "");
            prop_assert_eq!(without_joiners(&visual_text(&line)), without_joiners(&expected));
        }
        prop_assert_eq!(start, words.len());
    }

    #[test]
    fn lines_end_at_the_margins(words in words()) {
        let theme = Theme::default().for_script("Arab");
        let laid_out = set("fa", vec![paragraph(&words)]);
        let (left, right) = (
            theme.page.margin_end,
            theme.page.width - theme.page.margin_start - theme.page.side_column,
        );
        // What hangs in the margin is the width of a quotation mark at most.
        let hanging = Length::pt(6.0);
        let lines = lines(&laid_out);
        for (index, line) in lines.iter().enumerate() {
            let start = line.iter().map(|fragment| fragment.bounds.right).max().unwrap();
            let end = line.iter().map(|fragment| fragment.bounds.left).min().unwrap();
            prop_assert!(start <= right + hanging && right - hanging <= start);
            prop_assert!(left - hanging <= end);
            let is_last = index + 1 == lines.len();
            if end <= left + hanging || is_last {
                continue;
            }
            // Set short: only where filling it would make each of its spaces three times as wide.
            let spaces = text(line).trim_end().matches(' ').count();
            let widest = Length::pt(4.0) * spaces as i64;
            prop_assert!(end - left > widest, "{}", text(line));
        }
    }
}

fn found<'l>(layout: &'l Layout, words: &str) -> &'l Fragment {
    let fragments = layout.pages.pages.iter().flat_map(|page| &page.fragments);
    let mut those = fragments.filter(|fragment| text_of(fragment).trim() == words);
    those
        .next()
        .unwrap_or_else(|| panic!("{words} is on the page"))
}

#[test]
fn marks_hang_at_the_right_and_numbers_are_those_of_the_language() {
    let item = |number, words| ListItem {
        node: Node::default(),
        label: Label {
            node: Node::default(),
            number: Some(number),
        },
        blocks: vec![paragraph(words)],
    };
    let list = Block {
        node: Node::default(),
        kind: BlockKind::List(List {
            marker: ListMarker::Decimal,
            items: vec![item(1, "یک"), item(12, "دوازده")],
        }),
    };
    let laid_out = set("fa", vec![list]);
    for (number, words) in [("۱", "یک"), ("۱۲", "دوازده")] {
        let (number, words) = (found(&laid_out, number), found(&laid_out, words));
        assert!(number.bounds.left > words.bounds.right);
    }
    // The foot of the page: the title at its start, the number at its end.
    let (title, number) = (found(&laid_out, "عنوان"), found(&laid_out, "از"));
    assert!(title.bounds.left > number.bounds.right);
}

#[test]
fn a_foot_in_another_direction_has_its_marks_where_they_are_typed() {
    for (title, shown) in [
        ("Outcomes: what next?", "Outcomes: what next?"),
        ("Итоги по теме «вода»", "Итоги по теме «вода»"),
        ("آب؟", "؟بآ"),
    ] {
        let mut document = document("fa", vec![paragraph("واژه")]);
        document.running_title = title.to_owned();
        let theme = Theme::default().for_script("Arab");
        let laid_out = layout(&document, &theme);
        let feet = laid_out.pages.pages[0].fragments.iter();
        let foot: Vec<&Fragment> = feet.filter(|one| one.owner == Owner::Foot).collect();
        let seen = visual_text(&foot);
        assert!(seen.ends_with(shown), "{seen}");
    }
}

#[test]
fn the_first_column_is_the_right_one_and_numbers_stand_under_each_other() {
    let cell = |words: &str, decimal| Cell {
        content: inlines(words),
        decimal,
        ..Cell::default()
    };
    let row = |name, number: &str| Row {
        node: Node::default(),
        cells: vec![cell(name, None), cell(number, number.find('٫'))],
    };
    let table = Table {
        alignments: vec![ColumnAlignment::Start, ColumnAlignment::End],
        header: vec![cell("رود", None), cell("جریان", None)],
        rows: vec![row("آمو", "۷۹٫۴"), row("وخش", "−۰٫۲۵"), row("سیر", "۱۲۰٫۵")],
        ..Table::default()
    };
    let block = Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    };
    let laid_out = set("fa", vec![block]);
    assert!(found(&laid_out, "رود").bounds.left > found(&laid_out, "جریان").bounds.right);
    let [short, long] = ["۴", "۵"].map(|last| found(&laid_out, last).bounds.right);
    let tenth = Length::pt(0.1);
    assert!(short < long + tenth && long < short + tenth);
}

#[test]
fn a_percent_sign_stands_on_one_side_in_text_and_tables() {
    let cell = Cell {
        content: inlines("۱۲٪"),
        decimal: Some("۱۲".len()),
        ..Cell::default()
    };
    let table = Table {
        alignments: vec![ColumnAlignment::End],
        rows: vec![Row {
            node: Node::default(),
            cells: vec![cell],
        }],
        ..Table::default()
    };
    let table = Block {
        node: Node::default(),
        kind: BlockKind::Table(table),
    };
    for block in [paragraph("۱۲٪"), paragraph("−۱۲٪"), table] {
        let laid_out = set("fa", vec![block]);
        let [number, sign] = ["۱۲", "٪"].map(|words| &found(&laid_out, words).bounds);
        assert!(sign.right < number.left + Length::pt(0.1));
    }
}

#[test]
fn a_number_with_its_signs_is_not_turned_round_by_its_surroundings() {
    let link = Inline {
        node: Node::default(),
        kind: InlineKind::Link {
            uri: "tel:+77172654333".into(),
            content: inlines("+7 (7172) 65"),
        },
    };
    let content = vec![Inline::text("تلفون "), link, Inline::text(" (داخلی)")];
    let block = Block::paragraph(Node::default(), ParagraphRole::Body, content);
    let laid_out = set("fa", vec![block]);
    let line = &lines(&laid_out)[0];
    assert_eq!(visual_text(line), ")یلخاد( +7 (7172) 65 نوفلت");
}

#[test]
fn numbers_below_zero_have_their_sign_at_the_left_in_charts_too() {
    let text = r#"
language = "fa"
title = "عنوان"
published = 2017-06-16

[meeting]
title = "نشست"
date = 2017-06-15

[[chart]]
id = "flow"
caption = "جریان"
kind = "line"
labels = ["یک", "دو"]
series = [{ name = "آب", values = [50, -50] }]
"#;
    let laid_out = layout(&composed(text), &Theme::default().for_script("Arab"));
    let fragments: Vec<&Fragment> = laid_out.pages.pages[0].fragments.iter().collect();
    let negative = |fragment: &&&Fragment| text_of(fragment).contains('−');
    let found: Vec<String> = fragments
        .iter()
        .filter(negative)
        .map(|sign| {
            // A sign is a fragment of its own, or one with the number.
            let baseline = |fragment: &Fragment| fragment.bounds.bottom;
            let line = fragments.iter().copied();
            let line: Vec<&Fragment> = line
                .filter(|other| baseline(other) == baseline(sign))
                .filter(|other| text_of(other).contains(['−', '۲', '۵', '۰']))
                .collect();
            visual_text(&line)
        })
        .collect();
    // On the scale, and at the end of the line.
    assert!(found.len() > 1);
    for number in found {
        assert!(["−۲۵", "−۵۰"].contains(&number.as_str()), "{number}");
    }
}

#[test]
fn a_paragraph_in_another_language_starts_at_its_own_side() {
    let words = "A paragraph in English, of more words than one line has room for, so that it has a second one.";
    let mut english = paragraph(words);
    english.node.language = Some(Language("en".into()));
    starts_at_the_left(&set("fa", vec![english]));

    let marked = Inline {
        node: Node {
            language: Some(Language("en".into())),
            ..Node::default()
        },
        kind: InlineKind::Span(inlines(words)),
    };
    let of_marked = Block::paragraph(Node::default(), ParagraphRole::Body, vec![marked]);
    starts_at_the_left(&set("fa", vec![of_marked]));
}

fn starts_at_the_left(laid_out: &Layout) {
    let theme = Theme::default();
    let (left, right) = (
        theme.page.margin_end,
        theme.page.width - theme.page.margin_start - theme.page.side_column,
    );
    let lines = lines(laid_out);
    assert!(lines.len() > 1);
    for line in &lines {
        // It hangs in the margin by no more than a letter's corner.
        let start = line[0].bounds.left;
        assert!(start <= left && left - start < Length::pt(1.0));
    }
    let last = lines[lines.len() - 1].last().unwrap();
    assert!(last.bounds.right < right - Length::pt(20.0));
}

#[test]
fn a_cell_in_another_language_starts_where_its_column_does() {
    let words = "Water (of wells).";
    let cell = |words: &str, language: &str| Cell {
        node: Node {
            language: Some(Language(language.into())),
            ..Node::default()
        },
        content: inlines(words),
        decimal: None,
    };
    let table = Table {
        alignments: vec![ColumnAlignment::Start],
        header: vec![cell("آب", "fa")],
        rows: vec![Row {
            node: Node::default(),
            cells: vec![cell(words, "en")],
        }],
        ..Table::default()
    };
    let laid_out = set(
        "fa",
        vec![Block {
            node: Node::default(),
            kind: BlockKind::Table(table),
        }],
    );
    let (header, cell) = (found(&laid_out, "آب"), found(&laid_out, words));
    assert!(header.bounds.right - cell.bounds.right < Length::pt(1.0));
}

#[test]
fn a_paragraph_without_a_letter_of_its_language_has_its_marks_where_they_are_typed() {
    for (language, words, shown) in [
        ("fa", "What next (2018)?", "What next (2018)?"),
        ("fa", "UNDP هرات.", ".تاره UNDP"),
        ("fa", "2018–2020", "2020–2018"),
        ("en", "آب؟", "؟بآ"),
        ("en", "UNDP آب!", "UNDP بآ!"),
    ] {
        let laid_out = set(language, vec![paragraph(words)]);
        assert_eq!(visual_text(&lines(&laid_out)[0]), shown);
    }
}

#[test]
fn words_of_another_direction_are_shown_in_a_document_from_left_to_right() {
    let laid_out = set("en", vec![paragraph("The word آب is water.")]);
    assert_eq!(missing(&laid_out), "");
    assert_eq!(visual_text(&lines(&laid_out)[0]), "The word بآ is water.");
}

#[test]
fn a_script_that_no_font_has_is_named() {
    let laid_out = set("fa", vec![paragraph("کلمهٔ שלום است")]);
    assert_eq!(missing(&laid_out), "שלום");
}

#[test]
fn a_field_that_begins_with_a_latin_word_runs_from_right_to_left() {
    let text = r#"
language = "prs"
title = "عنوان"
published = 2019-10-20

[meeting]
title = "نشست"
date = 2019-10-04

[[action]]
text = "UNDP چاه بکند"
"#;
    let laid_out = layout(&composed(text), &Theme::default().for_script("Arab"));
    let [first, verb] = ["UNDP", "چاه بکند"].map(|words| &found(&laid_out, words).bounds);
    assert!(verb.left < first.left, "the words follow the name");
}
