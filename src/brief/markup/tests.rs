//! What prose is read as.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::document::{Block, BlockKind, InputFile};

fn read_literal(text: &str) -> Reading {
    let file = format!("'''{text}'''");
    let origin = Origin {
        file: InputFile::Brief,
        path: "summary".to_owned(),
        span: Some(0..file.len()),
    };
    read(text, &Literal::new(&file, 0..file.len(), text), &origin)
}

/// The structure of `text` in a short notation; its diagnostics, where there are any.
fn shown(text: &str) -> String {
    let reading = read_literal(text);
    match reading.prose {
        Some(prose) => {
            let notes = prose
                .notes
                .iter()
                .map(|note| format!(" note {}: {}", note.number, blocks(&note.blocks)));
            blocks(&prose.blocks) + &notes.collect::<String>()
        }
        None => {
            let messages = reading
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic.message.as_str());
            messages.collect::<Vec<_>>().join("; ")
        }
    }
}

fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(paragraph) => format!("¶{}", inlines(&paragraph.content)),
        BlockKind::List(list) => {
            let items = list.items.iter().map(|item| {
                let mark = item
                    .label
                    .number
                    .map_or("•".to_owned(), |number| number.to_string());
                format!("{mark}{}", self::blocks(&item.blocks))
            });
            format!("({})", items.collect::<String>())
        }
        other => panic!("{other:?}"),
    }
}

fn inlines(content: &[Inline]) -> String {
    let inline = |inline: &Inline| match &inline.kind {
        InlineKind::Text(words) => words.clone(),
        InlineKind::LineBreak => "⏎".to_owned(),
        InlineKind::Emphasis(content) => format!("<em {}>", inlines(content)),
        InlineKind::Strong(content) => format!("<strong {}>", inlines(content)),
        InlineKind::Link { uri, content } => format!("<{uri} {}>", inlines(content)),
        InlineKind::Reference { anchor, content } => {
            format!("<#{anchor} {}>", inlines(content))
        }
        InlineKind::NoteReference(index) => format!("<note {index}>"),
        InlineKind::Span(content) => format!("<span {}>", inlines(content)),
        other => panic!("{other:?}"),
    };
    let marked = |one: &Inline| match &one.node.language {
        Some(language) => format!("{}{}", language.0, inline(one)),
        None => inline(one),
    };
    content.iter().map(marked).collect()
}

#[test]
fn paragraphs_and_lines() {
    assert_eq!(shown("one\ntwo\n\nthree\n"), "¶one two¶three");
    assert_eq!(shown("one\\\ntwo  \nthree"), "¶one⏎two⏎three");
    assert_eq!(shown("one\r\ntwo\r\n\r\nthree"), "¶one two¶three");
}

#[test]
fn emphasis_and_links() {
    assert_eq!(shown("*a **b*** c"), "¶<em a <strong b>> c");
    assert_eq!(shown("[a *b*](https://c.org)"), "¶<https://c.org a <em b>>");
    assert_eq!(shown("<https://c.org>"), "¶<https://c.org https://c.org>");
    assert_eq!(shown("<a@b.org>"), "¶<mailto:a@b.org a@b.org>");
    assert_eq!(shown("[a](#b)"), "¶<#b a>");
    assert_eq!(shown("[](https://c.org)"), "the link has no words");
}

#[test]
fn words_that_are_no_markup_stay_as_typed() {
    assert_eq!(
        shown("2 < 3, \\*a\\*, \"b\" [c] & d_e_f"),
        "¶2 < 3, *a*, \"b\" [c] & d_e_f"
    );
    assert_eq!(shown("a \\[^1] b"), "¶a [^1] b");
    assert_eq!(shown("e\u{301}"), "¶é");
}

#[test]
fn passages_in_other_languages() {
    assert_eq!(
        shown("the [Су *кодексі*]{lang=kk} of 2003"),
        "¶the kk<span Су <em кодексі>> of 2003"
    );
    assert_eq!(
        shown("*[a]{lang=ru}* [b](https://c.org){lang=kk}, **d**{lang=de}."),
        "¶<em ru<span a>> kk<https://c.org b>, de<strong d>."
    );
    assert_eq!(
        shown("[a [b]{lang=ru} [c](#d)]{lang=kk}e"),
        "¶kk<span a ru<span b> <#d c>>e"
    );
    assert_eq!(shown("- [a]{lang=ru}\n- b"), "(•¶ru<span a>•¶b)");
    assert_eq!(
        shown("a[^x]\n\n[^x]: [b]{lang=ru}."),
        "¶a<note 0> note 1: ¶ru<span b>."
    );
    assert_eq!(shown("[a\nb]{lang=\"zh_x\"}").split(';').count(), 1);
}

#[test]
fn brackets_that_mark_nothing_stay_as_typed() {
    for words in ["[a] {b}", "[[a] b", "a] [b", "{c}", "![a]", "[a]: b"] {
        assert_eq!(shown(&format!("x {words}")), format!("¶x {words}"));
    }
    assert_eq!(shown("\\[a]\\{lang=kk}"), "¶[a]{lang=kk}");
    assert_eq!(shown("[a]\\{b}"), "¶[a]{b}");
    assert_eq!(shown("*a [b* c]"), "¶<em a [b> c]");
}

#[test]
fn marks_that_are_none_are_told() {
    assert_eq!(shown("[a]{kk}"), "`{kk}` says no language");
    assert_eq!(shown("[a]{.small}"), "`{.small}` says no language");
    assert_eq!(
        shown("[a]{lang=kk dir=rtl}"),
        "`kk dir=rtl` is no language tag"
    );
    assert_eq!(shown("[a]{dir=rtl}"), "a mark has no direction of its own");
    assert_eq!(shown("a] {lang=kk}"), "`{lang=kk}` marks no words");
    assert_eq!(shown("*a [b* c]{lang=kk}"), "`{lang=kk}` marks no words");
    assert_eq!(shown("\\[a]{lang=kk}"), "`{lang=kk}` marks no words");
    assert_eq!(
        shown("[a]{lang=kk and"),
        "the brace of `{lang=kk` is not closed"
    );
    assert_eq!(shown("[]{lang=kk}"), "the passage has no words");
    let levels = |depth: usize| "[".repeat(depth) + "a" + &"]{lang=kk}".repeat(depth);
    assert!(read_literal(&levels(8)).prose.is_some());
    assert_eq!(
        read_literal(&levels(9)).diagnostics[0].code,
        "nested-too-deeply"
    );
}

#[test]
fn lists_tight_loose_and_nested() {
    assert_eq!(shown("- a\n- b"), "(•¶a•¶b)");
    assert_eq!(shown("- a\n\n  b\n\n- c"), "(•¶a¶b•¶c)");
    assert_eq!(
        shown("3. a\n   - b\n   - *c*\n4. d"),
        "(3¶a(•¶b•¶<em c>)4¶d)"
    );
    assert_eq!(shown("before\n\n- a\n\nafter"), "¶before(•¶a)¶after");
}

#[test]
fn a_number_that_is_printed_as_another_is_told() {
    let told = |text: &str| {
        let told = read_literal(text).diagnostics.into_iter();
        let told = told.map(|one| (one.span.unwrap().start - 3, one.message));
        told.collect::<Vec<_>>()
    };
    let printed = |at, typed: &str, printed: &str| {
        let what =
            format!("`{typed}` is printed as `{printed}.`: a list counts from its first number on");
        vec![(at, what)]
    };
    assert_eq!(told("3. a\n5. b\n9. c"), printed(5, "5.", "4"));
    assert_eq!(told("1. a\n1. b\n3. c"), printed(5, "1.", "2"));
    assert_eq!(told("- a\n\n  2) b\n  4) c"), printed(14, "4)", "3"));
    for counted in [
        "1. a\n1. b\n1. c",
        "7. a\n8. b\n9. c",
        "01. a\n02. b",
        "- a\n    1. b\n    2. c",
        "0. a",
        "- a\n- b",
    ] {
        assert_eq!(told(counted), [], "{counted}");
    }
}

#[test]
fn a_line_that_is_read_as_the_address_of_a_link_is_not_lost() {
    let lost = "this line is not printed: CommonMark reads it as the address of a link";
    assert_eq!(
        shown("[a], [b][A]\n\n[A]: https://c.org"),
        "¶<https://c.org a>, <https://c.org b>"
    );
    assert_eq!(shown("a\n\n\\[Chair]: Agreed."), "¶a¶[Chair]: Agreed.");
    assert_eq!(shown("a[^x]\n\n[^x]: X"), "¶a<note 0> note 1: ¶X");
    for text in [
        "a\n\n[Chair]: Agreed.",
        "[Chair]: Agreed.\n\nb",
        "[a]\n\n[a]: https://c.org\n[A]: Agreed.",
        "- a\n- [b]: Agreed.",
        "a[^x]\n\n[^x]: X\n\n    [b]: Agreed.",
    ] {
        assert_eq!(shown(text), lost, "{text:?}");
    }
    let reading = read_literal("a\r\n\r\n[b]: Agreed.\r\n[c]: c\r\n");
    let told: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|one| (one.span.clone(), one.help.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (
                Some(8..20),
                Some("where words are meant, write `\\[b]: Agreed.`")
            ),
            (
                Some(22..28),
                Some("where words are meant, write `\\[c]: c`")
            ),
        ]
    );
}

#[test]
fn footnotes_are_numbered_by_their_references() {
    assert_eq!(
        shown("a[^x] b[^y]\n\n[^y]: Y\n\n[^x]: X *x*\n"),
        "¶a<note 0> b<note 1> note 1: ¶X <em x> note 2: ¶Y"
    );
}

#[test]
fn a_footnote_has_one_reference_and_words_once() {
    assert_eq!(
        shown("a[^A]\n\n[^a]: The case of labels does not count.\n"),
        "¶a<note 0> note 1: ¶The case of labels does not count."
    );
    for (text, message) in [
        (
            "a[^x]\n\n[^x]: one\n\n[^X]: two\n",
            "the footnote `[^X]` has words already",
        ),
        ("a[^x]\n\n[^x]:\n", "the footnote `[^x]` has no words"),
        ("a[^x]\n", "the footnote `[^x]` has no words"),
        ("a\n\n[^x]: one\n", "nothing refers to the footnote `[^x]`"),
    ] {
        assert_eq!(shown(text), message, "{text:?}");
    }
}

#[test]
fn a_mention_of_an_item_has_its_place() {
    let reading = read_literal("see [it](#there) *now*");
    let [mention] = &reading.mentions[..] else {
        panic!("{}", reading.mentions.len());
    };
    assert_eq!(
        (mention.id.as_str(), mention.span.clone()),
        ("there", 7..19)
    );
}

#[test]
fn eight_levels_are_enough() {
    let levels = |depth: usize| {
        (0..depth)
            .map(|level| format!("{}- a\n", "  ".repeat(level)))
            .collect::<String>()
    };
    assert!(read_literal(&levels(8)).prose.is_some());
    assert_eq!(
        read_literal(&levels(9)).diagnostics[0].code,
        "nested-too-deeply"
    );
}
