use super::inline::{collect, parsed};
use super::*;
use proptest::prelude::*;

fn words(words: &str) -> Span {
    Span {
        words: words.to_owned(),
        ..Span::default()
    }
}

fn emphasised(text: &str) -> Span {
    Span {
        emphasis: true,
        ..words(text)
    }
}

#[test]
fn words_are_written_as_a_person_writes_them() {
    let text = |spans: Vec<Span>| inline(&tidied(spans), &["1".to_owned()]).0;
    assert_eq!(
        text(vec![words("2 < 3 & a * b, [c] d_e_f #1")]),
        "2 < 3 & a * b, [c] d_e_f #1"
    );
    assert_eq!(text(vec![words("*a* b")]), "\\*a\\* b");
    assert_eq!(text(vec![words("[^1]")]), "\\[^1\\]");
    assert_eq!(text(vec![words("1. a")]), "1\\. a");
    assert_eq!(text(vec![words("- a")]), "\\- a");
    assert_eq!(
        text(vec![words("a "), emphasised("b "), words("c")]),
        "a *b* c"
    );
    let strong = Span {
        strong: true,
        ..words("b ")
    };
    let both = Span {
        strong: true,
        emphasis: true,
        ..words("c")
    };
    assert_eq!(text(vec![words("a "), strong, both]), "a **b *c***");
    let link = |to: Target, text: &str| Span {
        target: Some(to),
        ..words(text)
    };
    let uri = || Target::Uri("https://a.org/b".to_owned());
    assert_eq!(
        text(vec![link(uri(), "https://a.org/b")]),
        "<https://a.org/b>"
    );
    assert_eq!(text(vec![link(uri(), "b")]), "[b](https://a.org/b)");
    assert_eq!(
        text(vec![link(Target::Item("x".to_owned()), "b")]),
        "[b](#x)"
    );
    let note = Span {
        kind: SpanKind::Note(0),
        ..Span::default()
    };
    assert_eq!(text(vec![words("a"), note]), "a[^1]");
    let line = Span {
        kind: SpanKind::Break,
        ..Span::default()
    };
    assert_eq!(text(vec![words("a"), line, words("b")]), "a\\\nb");
}

fn block(depth: usize, mark: Option<bool>, text: &str) -> ProseBlock {
    ProseBlock {
        depth,
        mark,
        spans: vec![words(text)],
        ..ProseBlock::default()
    }
}

#[test]
fn passages_in_other_languages_are_marked() {
    let kazakh = Span {
        language: Some("kk".to_owned()),
        ..words("Су кодексі")
    };
    let emphasised = Span {
        emphasis: true,
        ..kazakh.clone()
    };
    assert_eq!(
        inline(&[words("the "), kazakh, words(" of 2025")], &[]).0,
        "the [Су кодексі]{lang=kk} of 2025"
    );
    assert_eq!(inline(&[emphasised], &[]).0, "[*Су кодексі*]{lang=kk}");
}

#[test]
fn lists_are_written_with_their_levels() {
    let prose = Prose {
        blocks: vec![
            block(0, None, "before"),
            block(1, Some(false), "one"),
            block(2, Some(true), "inner"),
            block(1, None, "more of one"),
            block(1, Some(false), "two"),
            block(0, None, "after"),
        ],
        notes: Vec::new(),
    };
    assert_eq!(
        prose.to_markup(None).text,
        "before\n\n1. one\n   - inner\n\n   more of one\n2. two\n\nafter"
    );
}

#[test]
fn notes_keep_their_paragraphs_and_lists() {
    let reference = Span {
        kind: SpanKind::Note(0),
        ..Span::default()
    };
    let prose = Prose {
        blocks: vec![ProseBlock {
            spans: vec![words("said"), reference],
            ..ProseBlock::default()
        }],
        notes: vec![vec![
            block(0, None, "a note"),
            block(0, None, "more of it"),
            block(1, Some(true), "one"),
            block(1, Some(true), "two"),
        ]],
    };
    let text = prose.to_markup(None).text;
    assert_eq!(
        text,
        "said[^1]\n\n[^1]: a note\n\n    more of it\n\n    - one\n    - two"
    );
    // Of the four paragraphs of the note one was changed: it stays a note of four, under its label.
    let mut changed = prose.clone();
    changed.notes[0][1] = block(0, None, "less of it");
    let typed = text.replace("[^1]", "[^why]");
    assert_eq!(
        changed.to_markup(Some((&prose, &typed))).text,
        typed.replace("more", "less")
    );
    assert!(!changed.says_the_same(&prose));
}

#[test]
fn what_lost_its_language_alone_stays_as_it_is_typed() {
    let typed = "one\n\n[two]{lang=kk} three\n";
    let block = |spans: Vec<Span>| ProseBlock {
        spans,
        ..ProseBlock::default()
    };
    let marked = Span {
        language: Some("kk".to_owned()),
        ..words("two")
    };
    let base = Prose {
        blocks: vec![
            block(vec![words("one")]),
            block(vec![marked, words(" three")]),
        ],
        notes: Vec::new(),
    };
    let now = Prose {
        blocks: vec![block(vec![words("four")]), block(vec![words("two three")])],
        notes: Vec::new(),
    };
    assert_eq!(
        now.to_markup(Some((&base, typed))).text,
        "four\n\n[two]{lang=kk} three\n"
    );
}

#[test]
fn what_is_unchanged_stays_as_it_is_typed() {
    let typed = "one\ntwo[^n]\n\n*three*\n\n[^n]: a\n    note\n";
    let note = Span {
        kind: SpanKind::Note(0),
        ..Span::default()
    };
    let base = Prose {
        blocks: vec![
            ProseBlock {
                spans: vec![words("one two"), note],
                ..ProseBlock::default()
            },
            ProseBlock {
                spans: vec![emphasised("three")],
                ..ProseBlock::default()
            },
        ],
        notes: vec![vec![block(0, None, "a note")]],
    };
    let mut changed = base.clone();
    changed.blocks[1].spans = vec![words("four")];
    assert_eq!(
        changed.to_markup(Some((&base, typed))).text,
        "one\ntwo[^n]\n\nfour\n\n[^n]: a\n    note\n"
    );
}

#[test]
fn what_is_unchanged_stays_as_far_apart_as_it_is_typed() {
    let typed = "one[^a] two[^b]\n\nthree\n- four\n\n\nfive\n\n[^a]: A\n[^b]: B\n";
    let note = |place| Span {
        kind: SpanKind::Note(place),
        ..Span::default()
    };
    let beginning = ProseBlock {
        spans: vec![words("one"), note(0), words(" two"), note(1)],
        ..ProseBlock::default()
    };
    let base = Prose {
        blocks: vec![
            beginning,
            block(0, None, "three"),
            block(1, Some(true), "four"),
            block(0, None, "five"),
        ],
        notes: vec![vec![block(0, None, "A")], vec![block(0, None, "B")]],
    };
    let mut now = base.clone();
    now.blocks[0].spans[0] = words("other");
    assert_eq!(
        now.to_markup(Some((&base, typed))).text,
        typed.replace("one", "other")
    );
    // What stood between two is gone, or one is new.
    now.blocks.remove(2);
    now.notes[1] = vec![block(0, None, "C")];
    assert_eq!(
        now.to_markup(Some((&base, typed))).text,
        "other[^a] two[^b]\n\nthree\n\nfive\n\n[^a]: A\n\n[^b]: C\n"
    );
}

/// Each letter, break and note with the span that it stands in.
fn letters(spans: &[Span]) -> Vec<(char, &Span)> {
    let of = |span: &Span| match span.kind {
        SpanKind::Words => span.words.clone(),
        SpanKind::Break => "\n".to_owned(),
        SpanKind::Note(_) => crate::docx::NOTE.to_string(),
    };
    let letters = |span| of(span).chars().map(move |c| (c, span)).collect::<Vec<_>>();
    spans.iter().flat_map(letters).collect()
}

/// Whether words are read as they were, but for the settings that are told as lost.
fn are_alike_but_for(read: &[Span], wanted: &[Span], lost: &[Lost]) -> bool {
    let (read, wanted) = (letters(read), letters(wanted));
    let is_told = |setting: Setting, span: &Span| {
        let mut told = lost.iter().filter(|lost| lost.setting == setting);
        told.any(|lost| lost.words.contains(span.words.as_str()))
    };
    read.len() == wanted.len()
        && read.iter().zip(&wanted).all(|(read, wanted)| {
            read.0 == wanted.0
                && Setting::ALL.into_iter().all(|setting| {
                    setting.is_alike(read.1, wanted.1)
                        || (!setting.sets(read.1) && is_told(setting, wanted.1))
                })
        })
}

#[test]
fn what_cannot_be_set_is_told_and_all_else_is_set() {
    let strong = Span {
        strong: true,
        ..words("(graph)")
    };
    let passage = Span {
        language: Some("kk".to_owned()),
        ..words("су")
    };
    let link = Span {
        target: Some(Target::Uri("file:///C:/a.docx".to_owned())),
        ..words("a file")
    };
    let spans = [
        words("para"),
        strong,
        words("s, "),
        emphasised("well"),
        words(" "),
        passage,
        words(" and "),
        link,
    ];
    let (text, lost) = inline(&spans, &[]);
    assert_eq!(text, "para(graph)s, *well* [су]{lang=kk} and a file");
    let lost: Vec<_> = lost
        .iter()
        .map(|lost| (lost.setting, lost.words.as_str()))
        .collect();
    assert_eq!(
        lost,
        [(Setting::Link, "a file"), (Setting::Strong, "(graph)")]
    );
}

#[test]
fn a_line_behind_a_break_begins_nothing() {
    let line = Span {
        kind: SpanKind::Break,
        ..Span::default()
    };
    for (begin, written) in [
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("===", "\\==="),
        ("# a", "\\# a"),
        ("> a", "\\> a"),
        ("#a", "#a"),
        ("--- a", "--- a"),
    ] {
        let spans = [words("so:"), line.clone(), words(begin)];
        assert_eq!(inline(&spans, &[]).0, format!("so:\\\n{written}"));
    }
}

#[test]
fn typed_marks_are_words() {
    let text = |typed: &str| inline(&[words(typed)], &[]).0;
    assert_eq!(text("a [x]{lang=kk} b"), "a \\[x\\]\\{lang=kk} b");
    assert_eq!(text("a [y] and [z]"), "a [y] and [z]");
    let passage = Span {
        language: Some("kk".to_owned()),
        ..words("су] код")
    };
    assert_eq!(inline(&[passage], &[]).0, "[су\\] код]{lang=kk}");
}

#[test]
fn addresses_that_commonmark_does_not_know_are_links_with_words() {
    let link = |uri: &str, said: &str| {
        let target = Some(Target::Uri(uri.to_owned()));
        inline(
            &[Span {
                target,
                ..words(said)
            }],
            &[],
        )
        .0
    };
    assert_eq!(link("mailto:a@b.org", "a@b.org"), "<a@b.org>");
    assert_eq!(
        link("mailto:почта@пример.рф", "почта@пример.рф"),
        "[почта@пример.рф](mailto:почта@пример.рф)"
    );
}

#[test]
fn lists_keep_their_marks() {
    let typed = "3. one\n4. two\n\n* a\n\n* b\n";
    let base = Prose {
        blocks: vec![
            block(1, Some(false), "one"),
            block(1, Some(false), "two"),
            block(1, Some(true), "a"),
            block(1, Some(true), "b"),
        ],
        notes: Vec::new(),
    };
    let mut now = base.clone();
    now.blocks[1].spans = vec![words("other")];
    now.blocks[3].spans = vec![words("c")];
    assert_eq!(
        now.to_markup(Some((&base, typed))).text,
        typed.replace("two", "other").replace("* b", "* c")
    );
}

#[test]
fn a_list_that_does_not_begin_at_1_stays_a_list() {
    // A paragraph behind whose words it would go on, in a list that begins with it, too.
    let typed = "after:\n\n3. one\n4. two\n\n- a\n\n  5. b\n  6. c\n\n- d\n\n  1. e\n";
    let base = read_back(typed);
    for (at, depth) in [(0, 1), (3, 1), (6, 1)] {
        let mut now = base.clone();
        now.blocks[at].spans = vec![words("other")];
        now.blocks[0].depth = depth;
        let text = now.to_markup(Some((&base, typed))).text;
        let was = &base.blocks[at].spans[0].words;
        let changed = format!(" {was}").replace("after:", "other");
        let expected = match at {
            0 => typed.replace("after:", "other"),
            _ => typed.replace(&changed, " other"),
        };
        assert_eq!(text, expected);
    }
}

#[test]
fn a_new_list_takes_no_number_of_another() {
    let typed = "1. prepare\n2. invite\n\nafter:\n\n3. report\n4. publish\n";
    let base = read_back(typed);
    let mut now = base.clone();
    now.blocks[3].spans = vec![words("tell")];
    now.blocks.splice(
        2..2,
        [
            block(0, None, "before:"),
            block(1, Some(false), "new"),
            block(1, Some(false), "newer"),
        ],
    );
    assert_eq!(
        now.to_markup(Some((&base, typed))).text,
        "1. prepare\n2. invite\n\nbefore:\n\n1. new\n2. newer\n\nafter:\n\n3. tell\n4. publish\n"
    );
    // Bullets are not counted.
    let mixed = Prose {
        blocks: vec![
            block(1, Some(true), "a"),
            block(2, Some(true), "b"),
            block(2, Some(true), "c"),
            block(2, Some(false), "d"),
            block(2, Some(false), "e"),
        ],
        notes: Vec::new(),
    };
    assert_eq!(
        mixed.to_markup(None).text,
        "- a\n  - b\n  - c\n  1. d\n  2. e"
    );
}

#[test]
fn notes_stand_where_a_brief_finds_them() {
    let typed = "said[^Why]\n\nmore\n\n[^why]: as it is\n";
    let base = read_back(typed);
    let mut now = base.clone();
    now.blocks[1].spans = vec![words("less")];
    let markup = |now: &Prose, base: &Prose, typed: &str| now.to_markup(Some((base, typed))).text;
    assert_eq!(markup(&now, &base, typed), typed.replace("more", "less"));

    let typed = "- one[^1]\n\n  [^1]: as it is\n\n- two\n\nmore\n";
    let base = read_back(typed);
    let mut now = base.clone();
    now.blocks[2].spans = vec![words("less")];
    assert_eq!(
        markup(&now, &base, typed),
        "- one[^1]\n\n- two\n\nless\n\n[^1]: as it is\n"
    );
}

#[test]
fn notes_stay_where_they_are_typed() {
    let typed = "Para one[^1]\n\n[^1]: Note of one.\n\nPara two[^b] and[^a]\n\n[^a]: A.\n\
        [^b]: B.\n\nPara last.\n";
    let base = read_back(typed);
    for was in ["Para one", "Para two", "Para last", "Note of one"] {
        let mut now = base.clone();
        let new = format!("More {was}");
        let all = now.blocks.iter_mut().chain(now.notes.iter_mut().flatten());
        for span in all.flat_map(|block| &mut block.spans) {
            span.words = span.words.replace(was, &new);
        }
        let text = now.to_markup(Some((&base, typed))).text;
        assert_eq!(text, typed.replace(was, &new));
    }
    let mut now = base.clone();
    for at in [3, 1, 0] {
        now.blocks.insert(at, block(0, None, "New."));
    }
    let expected = typed.replace("Para two", "New.\n\nPara two");
    assert_eq!(
        now.to_markup(Some((&base, typed))).text,
        format!("New.\n\n{expected}\nNew.\n")
    );
}

#[test]
fn notes_keep_their_labels_where_others_come_and_go() {
    let typed = "said[^a] and[^b] more[^c]\n\n[^a]: one\n[^b]: two\n[^c]: three\n";
    let base = read_back(typed);
    let labels = |notes: &[&str]| {
        let notes = notes
            .iter()
            .map(|note| vec![block(0, None, note)])
            .collect();
        let blocks = Vec::new();
        Prose { blocks, notes }.labels(Some(&Typed::of(&base, typed)))
    };
    assert_eq!(
        labels(&["new", "one", "other", "three"]),
        ["1", "a", "b", "c"]
    );
    assert_eq!(labels(&["two", "other"]), ["b", "c"]);
    assert_eq!(labels(&["other", "another"]), ["1", "2"]);
    assert_eq!(labels(&["x", "y", "z"]), ["a", "b", "c"]);
}

#[test]
fn a_slash_says_where_words_lead_but_behind_a_site() {
    let is_same = |one: &str, other: &str| {
        let [one, other] = [one, other].map(|uri| Span {
            target: Some(Target::Uri(uri.to_owned())),
            ..words("a")
        });
        one.says_the_same(&other)
    };
    assert!(is_same("https://a.org", "https://a.org/"));
    assert!(!is_same("https://a.org/b", "https://a.org/b/"));
    assert!(!is_same("https://a.org?b", "https://a.org?b/"));
}

#[test]
fn long_paragraphs_are_tidied_at_once() {
    let line = Span {
        kind: SpanKind::Break,
        ..Span::default()
    };
    let mut spans = vec![words("a")];
    spans.resize(100_000, line);
    spans.push(words("b"));
    assert_eq!(tidied(spans).len(), 100_001);
}

/// What a brief reads.
fn read_back(text: &str) -> Prose {
    fn blocks(of: &[Block], depth: usize, mark: &mut Option<bool>, all: &mut Vec<ProseBlock>) {
        for block in of {
            match &block.kind {
                BlockKind::List(list) => {
                    for item in &list.items {
                        let mut mark = Some(list.marker == ListMarker::Bullet);
                        blocks(&item.blocks, depth + 1, &mut mark, all);
                    }
                }
                BlockKind::Paragraph(paragraph) => {
                    let mut spans = Vec::new();
                    collect(&paragraph.content, &Span::default(), &mut spans);
                    all.push(ProseBlock {
                        depth,
                        mark: mark.take(),
                        spans: tidied(spans),
                        ..ProseBlock::default()
                    });
                }
                _ => {}
            }
        }
    }
    let read = brief::prose_alone(text).unwrap();
    let all = |of: &[Block]| {
        let mut all = Vec::new();
        blocks(of, 0, &mut None, &mut all);
        all
    };
    Prose {
        blocks: all(&read.blocks),
        notes: read.notes.iter().map(|note| all(&note.blocks)).collect(),
    }
}

/// Paragraphs that stand in lists as they can in a document.
fn blocks() -> impl Strategy<Value = Vec<ProseBlock>> {
    let block = (
        0..4usize,
        proptest::option::of(any::<bool>()),
        "[a-c]{1,2}( [a-c1.)*-]{1,2})?",
    );
    let blocks = proptest::collection::vec(block, 1..9);
    blocks.prop_map(|blocks| {
        let mut open = 0;
        let block = |(depth, mark, said): (usize, Option<bool>, String)| {
            let mark = mark.filter(|_| depth > 0);
            let depth = depth.min(open + usize::from(mark.is_some()));
            open = depth;
            super::tests::block(depth, mark, said.trim())
        };
        blocks.into_iter().map(block).collect()
    })
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let setting = (any::<bool>(), any::<bool>(), 0..5u8, 0..4u8, 0..8u8);
    let span = ("[a-cй*_<>&\\[\\]{}=!#`\\\\~|.,0-9()+ -]{1,8}", setting);
    let span = span.prop_map(|(text, (emphasis, strong, target, language, kind))| Span {
        words: if kind == 0 { String::new() } else { text },
        emphasis,
        strong,
        target: match target {
            0 => Some(Target::Uri("https://a.org".to_owned())),
            1 => Some(Target::Item("x".to_owned())),
            2 => Some(Target::Uri("file:///a (b)".to_owned())),
            _ => None,
        },
        language: (language == 0).then(|| "kk".to_owned()),
        kind: if kind == 0 {
            SpanKind::Break
        } else {
            SpanKind::Words
        },
    });
    let note = any::<bool>();
    (proptest::collection::vec(span, 1..6), note).prop_map(|(mut spans, note)| {
        if note {
            let kind = SpanKind::Note(0);
            spans.push(Span {
                kind,
                ..Span::default()
            });
        }
        spans
    })
}

proptest! {
    #[test]
    fn paragraphs_in_lists_are_read_as_they_stand(
        blocks in blocks(), first in 1..12u32, changed in 0..9usize,
    ) {
        let written = Prose { blocks, notes: Vec::new() };
        let text = written.to_markup(None).text;
        prop_assert_eq!(&read_back(&text), &written, "{}", text);
        // The same, where lists begin with other numbers.
        let typed = text.replace("1. ", &format!("{first}. "));
        let read = brief::prose_alone(&typed);
        prop_assume!(read.is_some());
        let base = read_back(&typed);
        let mut now = base.clone();
        let at = changed % now.blocks.len();
        now.blocks[at].spans = vec![words("other")];
        let text = now.to_markup(Some((&base, &typed))).text;
        prop_assert_eq!(&read_back(&text), &now, "{} of {}", text, typed);
    }

    #[test]
    fn what_is_written_is_read_as_the_same_words(spans in spans()) {
        let spans = tidied(spans);
        prop_assume!(!spans.is_empty());
        let (text, lost) = inline(&spans, &["1".to_owned()]);
        let label = text.contains("[^1]").then_some("1");
        let read = parsed(&text, &label.into_iter().collect());
        prop_assert!(read.is_some(), "{}", text);
        let read = read.unwrap_or_default();
        // Where settings are lost, they are told; all others are there.
        prop_assert!(are_alike_but_for(&read, &spans, &lost), "{} {:?} {:?}", text, read, spans);
        if lost.is_empty() {
            prop_assert_eq!(read, spans, "{}", text);
        }
    }
}
