//! Every language: its words, dates and numbers on one sheet, and a brief that is written in it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use briefgen::brief;
use briefgen::compose::compose;
use briefgen::date::{Date, DateRange};
use briefgen::diagnostic::Source;
use briefgen::document::{Block, BlockKind, Document, Inline, Language, Table, plain_text};
use briefgen::layout::layout;
use briefgen::locale::{Argument, Grouping, Locale, Message, Piece};
use briefgen::theme::Theme;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The messages that choose a variant by a number.
const COUNTED: &[Message] = &[
    Message::HeadingObstacles,
    Message::HeadingRecommendations,
    Message::HeadingDecisions,
    Message::HeadingActions,
    Message::HeadingReferences,
    Message::HeadingAbbreviations,
    Message::HeadingContacts,
    Message::FactOrganisers,
    Message::AttributeAddressees,
    Message::AttributeObstacles,
    Message::ImplementedBy,
    Message::InPartnershipWith,
];

/// The messages that the other lines of a sheet show, and those of languages with two calendars.
const SHOWN_APART: &[Message] = &[
    Message::Attendance,
    Message::ImplementedWith,
    Message::ListPair,
    Message::ListStart,
    Message::ListMiddle,
    Message::ListEnd,
    Message::Month,
    Message::MonthSolarHijri,
    Message::Ordinal,
    Message::Date,
    Message::DateRangeInMonth,
    Message::DateRangeInYear,
    Message::DateRange,
    Message::DateInBothCalendars,
    Message::NumberDigits,
    Message::NumberDecimal,
    Message::NumberGroup,
    Message::NumberMinus,
    Message::NumberPercent,
];

/// Names that stand in the places of messages.
const PLACES: &[&str] = &[
    "title",
    "number",
    "abbreviation",
    "name",
    "participants",
    "attendance",
    "reference",
    "programme",
    "sections",
    "text",
    "addressees",
    "date",
    "obstacles",
    "unit",
    "funders",
    "implementers",
    "partners",
    "phone",
    "extension",
    "page",
    "pages",
    "first",
    "rest",
    "link",
];

const fn day(year: u16, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

fn places(counts: &[(&'static str, u64)]) -> Vec<(&'static str, Argument<'static>)> {
    PLACES
        .iter()
        .map(|name| (*name, Argument::Words(format!("‹{name}›").into())))
        .chain(
            counts
                .iter()
                .map(|(name, count)| (*name, Argument::Count(*count))),
        )
        .collect()
}

/// All that a language says, with spaces that must not break as `~` and narrow ones as `'`.
fn sheet(locale: Locale) -> String {
    let mut out = String::new();
    let mut line = |name: &str, words: String| {
        let visible = words.replace('\u{A0}', "~").replace('\u{202F}', "'");
        writeln!(out, "{name}: {visible}").expect("a string takes all");
    };
    for message in Message::ALL {
        if COUNTED.contains(&message) {
            for count in [1, 2, 21] {
                let words = locale.filled(message, &places(&[("count", count)]));
                line(&format!("{}, {count}", message.id()), words);
            }
        } else if !SHOWN_APART.contains(&message) {
            line(message.id(), locale.filled(message, &places(&[])));
        }
    }
    for (count, partners) in [(1, 1), (1, 2), (2, 1)] {
        let counts = [("count", count), ("partner-count", partners)];
        let words = locale.filled(Message::ImplementedWith, &places(&counts));
        line(&format!("implemented-with, {count}, {partners}"), words);
    }
    let attendance = [1, 2, 5, 11, 21, 22, 25, 112, 1234, 12345].map(|count: u64| {
        let number = locale.number(&count.to_string(), Grouping::FromFive);
        let arguments = [
            ("count", Argument::Count(count)),
            ("number", Argument::Words(number.into())),
        ];
        locale.filled(Message::Attendance, &arguments)
    });
    line("attendance", attendance.join(" | "));
    for length in 2..=4 {
        let list: String = locale
            .list(length)
            .into_iter()
            .map(|piece| match piece {
                Piece::Words(words) => words,
                Piece::Slot(index) => char::from(b'A' + index as u8).to_string(),
            })
            .collect();
        line("list", list);
    }
    for month in 1..=12 {
        line(
            "date",
            locale.date(day(2015 + u16::from(month), month, month + 4)),
        );
    }
    for (start, end) in [
        (day(2017, 6, 15), day(2017, 6, 16)),
        (day(2017, 6, 28), day(2017, 7, 2)),
        (day(2017, 12, 30), day(2018, 1, 2)),
    ] {
        line("range", locale.date_range(DateRange { start, end }));
    }
    let number = |typed| locale.number(typed, Grouping::FromFour);
    line(
        "numbers",
        [number("1234.50"), number("-1234567")].join(" | "),
    );
    let countries = [
        "KZ", "KG", "TJ", "UZ", "TM", "AF", "RU", "CN", "DE", "GB", "US", "CI",
    ];
    let names = countries.map(|code| locale.country(code).unwrap_or_default());
    line("countries", names.join(", "));
    out
}

#[test]
fn the_words_of_each_language() {
    for tag in Locale::tags() {
        let locale = Locale::for_language(&Language(tag.into())).unwrap();
        insta::assert_snapshot!(format!("words-{tag}"), sheet(locale));
    }
}

/// The lines of a document, as they are read.
fn lines(document: &Document) -> String {
    fn line(content: &[Inline], out: &mut String) {
        out.push_str(&plain_text(content));
        out.push('\n');
    }
    fn cells(table: &Table, out: &mut String) {
        let rows = table.rows.iter().map(|row| &row.cells);
        for cell in std::iter::once(&table.header).chain(rows).flatten() {
            line(&cell.content, out);
        }
    }
    fn read(blocks: &[Block], out: &mut String) {
        for block in blocks {
            match &block.kind {
                BlockKind::Section(section) => read(&section.blocks, out),
                BlockKind::Heading(heading) => line(&heading.content, out),
                BlockKind::Paragraph(paragraph) => line(&paragraph.content, out),
                BlockKind::List(list) => list.items.iter().for_each(|item| read(&item.blocks, out)),
                BlockKind::DescriptionList(descriptions) => {
                    for description in descriptions {
                        line(&description.term, out);
                        read(&description.blocks, out);
                    }
                }
                BlockKind::Table(table) => cells(table, out),
                BlockKind::Chart(chart) => cells(&chart.data, out),
                BlockKind::Lockup(lockup) => read(&lockup.blocks, out),
                BlockKind::Figure(_) => {}
            }
        }
    }
    let mut out = format!("{}\n", document.metadata.description);
    read(&document.blocks, &mut out);
    out
}

/// The document of a brief: it is read without a warning, and no letter is missing from the fonts.
fn flawless(name: &str) -> Document {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(path).expect("a brief for each language");
    let source = Source {
        path: name.into(),
        text: text.into(),
    };
    let (brief, diagnostics) = brief::read(&source, &mut brief::no_files);
    assert!(diagnostics.is_empty(), "{name}: {diagnostics:#?}");
    let brief = brief.expect("a good brief");
    let locale = Locale::for_language(&brief.language).expect("a language of ours");
    let document = compose(&brief, &locale);
    let notices = layout(&document, &Theme::default()).notices;
    assert!(notices.is_empty(), "{name}: {notices:?}");
    document
}

/// A brief with all that takes words of ours, in each language but English.
#[test]
fn a_brief_in_each_language() {
    for tag in Locale::tags().filter(|tag| *tag != "en") {
        let document = flawless(&format!("tests/languages/{tag}.toml"));
        insta::assert_snapshot!(format!("brief-{tag}"), lines(&document));
    }
}

/// The Universal Declaration of Human Rights as a brief, whose text was written by nobody of us.
#[test]
fn real_text_in_each_language() {
    for tag in Locale::tags() {
        flawless(&format!("tests/briefs/udhr-{tag}.toml"));
    }
}
