//! Paragraphs are set as a typographer would: even lines, sparing hyphens, nothing divided that belongs together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use briefgen::date::Date;
use briefgen::document::{
    Block, BlockKind, Cell, ColumnAlignment, Description, Document, Inline, InlineKind, Label,
    Language, List, ListItem, ListMarker, Metadata, Node, ParagraphRole, Row, Table,
};
use briefgen::layout::{FragmentContent, GlyphRun, Owner, layout};
use briefgen::length::Length;
use briefgen::theme::Theme;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

const SOFT_HYPHEN: char = '\u{AD}';
/// The least room for rounding.
const HAIR: Length = Length::pt(0.01);

const DECLARATIONS: [(&str, &str); 2] = [
    ("en", include_str!("typesetting/udhr-en.txt")),
    ("ru", include_str!("typesetting/udhr-ru.txt")),
];

/// A line of text: its runs from left to right.
struct Line {
    runs: Vec<GlyphRun>,
}

impl Line {
    /// Its words, with the hyphens that are not in the text as U+00AD.
    fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn ends_with_hyphen(&self) -> bool {
        let text = self.text();
        text.trim_end().ends_with([SOFT_HYPHEN, '-', '\u{2010}'])
    }

    /// From the first glyph to the end of the last that is no space.
    fn span(&self) -> Range<Length> {
        let mut end = Length::ZERO;
        for run in &self.runs {
            let mut pen = run.origin.x;
            for glyph in &run.glyphs {
                pen += glyph.advance;
                let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
                if text.trim() != "" {
                    end = end.max(pen);
                }
            }
        }
        self.runs[0].origin.x..end
    }

    /// The width of what stands before its first space.
    fn first_word(&self) -> Length {
        let glyphs = self.runs.iter().flat_map(|run| {
            run.glyphs.iter().map(|glyph| {
                let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
                (text, glyph.advance)
            })
        });
        glyphs
            .take_while(|(text, _)| *text != " ")
            .map(|(_, advance)| advance)
            .sum()
    }

    /// The widths of its word spaces, without those at its end.
    fn spaces(&self) -> Vec<Length> {
        let text = self.text();
        let count = text.trim_end().matches(' ').count();
        let spaces = self.runs.iter().flat_map(|run| {
            run.glyphs
                .iter()
                .filter(|glyph| {
                    &run.text[glyph.text.start as usize..glyph.text.end as usize] == " "
                })
                .map(|glyph| glyph.advance)
        });
        spaces.take(count).collect()
    }
}

fn document(language: &str, paragraphs: Vec<Vec<Inline>>) -> Document {
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
    let blocks = paragraphs
        .into_iter()
        .map(|content| Block::paragraph(Node::default(), ParagraphRole::Body, content))
        .collect();
    let pattern = [String::new(), " of ".into(), String::new()];
    Document::new(metadata, blocks, Vec::new(), String::new(), pattern)
}

/// The lines of each paragraph, each paragraph being of text of its own.
fn lines(language: &str, paragraphs: Vec<Vec<Inline>>) -> Vec<Vec<Line>> {
    let document = document(language, paragraphs);
    let layout = layout(&document, &Theme::default());
    let mut found: Vec<Vec<Line>> = Vec::new();
    let mut last = None;
    let nodes: Vec<Vec<_>> = document
        .blocks
        .iter()
        .map(|block| {
            let mut ids = Vec::new();
            block.visit_nodes(None, &mut |node, _| ids.push(node.id));
            ids
        })
        .collect();
    for (number, page) in layout.pages.pages.into_iter().enumerate() {
        for fragment in page.fragments {
            let (Owner::Node(node), FragmentContent::Glyphs(run)) =
                (fragment.owner, fragment.content)
            else {
                continue;
            };
            let paragraph = nodes.iter().position(|ids| ids.contains(&node)).unwrap();
            let place = Some((paragraph, number, run.origin.y));
            found.resize_with(found.len().max(paragraph + 1), Vec::new);
            if last == place {
                found[paragraph].last_mut().unwrap().runs.push(run);
            } else {
                found[paragraph].push(Line { runs: vec![run] });
            }
            last = place;
        }
    }
    found
}

/// The words on the pages of a document in `language`.
fn runs(language: &str, block: Block) -> Vec<GlyphRun> {
    let mut document = document(language, Vec::new());
    document.blocks.push(block);
    let pages = layout(&document, &Theme::default()).pages.pages;
    let fragments = pages.into_iter().flat_map(|page| page.fragments);
    let runs = fragments.filter_map(|fragment| match fragment.content {
        FragmentContent::Glyphs(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

fn plain(words: &str) -> Vec<Inline> {
    vec![Inline::text(words)]
}

fn lines_of(language: &str, words: &str) -> Vec<Line> {
    lines(language, vec![plain(words)])
        .pop()
        .unwrap_or_default()
}

/// Checks what holds for every paragraph, and gives its lines back.
fn check(paragraph: &[Line], words: &str) -> Result<(), TestCaseError> {
    let theme = Theme::default();
    let left = theme.page.margin_start + theme.page.side_column;
    let right = left + theme.page.measure();
    let text: String = paragraph.iter().map(Line::text).collect();
    prop_assert!(text.replace(SOFT_HYPHEN, "") == words, "other words");
    let mut run = 0;
    for (index, line) in paragraph.iter().enumerate() {
        let span = line.span();
        let text = line.text();
        run = if line.ends_with_hyphen() { run + 1 } else { 0 };
        prop_assert!(run <= 2, "three hyphens in a row before {text:?}");
        // What hangs in the margin is less than an em.
        let em = line.runs[0].size;
        prop_assert!(span.start <= left && span.start > left - em);
        prop_assert!(span.end < right + em);
        if let Some(next) = paragraph.get(index + 1)
            && span.end <= right - HAIR
        {
            let room = right - span.end;
            let lacks = next.span().end < right - HAIR || line.spaces().is_empty();
            prop_assert!(
                !lacks || next.first_word() > room,
                "{text:?} is short, and what follows has room in it"
            );
        }
        let expansions = line.runs.iter().map(|run| run.expansion_per_mille.abs());
        prop_assert!(expansions.max().unwrap() <= 20);
        let spaces = line.spaces();
        if let (Some(least), Some(most)) = (spaces.iter().min(), spaces.iter().max()) {
            prop_assert!(*most - *least < HAIR, "uneven spaces in {text:?}");
        }
    }
    Ok(())
}

#[test]
fn real_text_is_set_evenly() {
    for (language, text) in DECLARATIONS {
        let paragraphs: Vec<&str> = text.trim().split("\n\n").collect();
        let set = lines(
            language,
            paragraphs.iter().map(|words| plain(words)).collect(),
        );
        let mut hyphens = 0;
        let mut count = 0;
        for (paragraph, words) in set.iter().zip(&paragraphs) {
            check(paragraph, words).unwrap();
            let [.., before, last] = paragraph.as_slice() else {
                continue;
            };
            let em = last.runs[0].size;
            let span = last.span();
            assert!(
                span.end - span.start >= em * 2,
                "the last line {:?} is shorter than an indent",
                last.text()
            );
            assert!(
                !(before.ends_with_hyphen() && last.spaces().is_empty()),
                "the last line {:?} is a fragment of a word",
                last.text()
            );
            hyphens += paragraph
                .iter()
                .filter(|line| line.ends_with_hyphen())
                .count();
            count += paragraph.len();
        }
        // A sixth of the lines is much, and Russian words are long.
        assert!(
            hyphens * 4 < count,
            "{language}: {hyphens} hyphens in {count} lines"
        );
    }
}

#[test]
fn a_block_is_set_in_its_own_language_or_that_around_it() {
    let (_, russian) = DECLARATIONS[1];
    // So many that hyphens tell in the column of a table too.
    let words = || plain(&russian.split("\n\n").take(3).collect::<Vec<_>>().join(" "));
    let paragraph = |node| Block::paragraph(node, ParagraphRole::Body, words());
    let none = Node::default;
    let blocks: [&dyn Fn(Node) -> Block; 4] = [
        &paragraph,
        &|node| Block {
            node: none(),
            kind: BlockKind::List(List {
                marker: ListMarker::Bullet,
                items: vec![ListItem {
                    node,
                    label: Label {
                        node: none(),
                        number: None,
                    },
                    blocks: vec![paragraph(none())],
                }],
            }),
        },
        &|node| Block {
            node,
            kind: BlockKind::DescriptionList(vec![Description {
                node: none(),
                term_node: none(),
                term: words(),
                blocks: vec![paragraph(none())],
            }]),
        },
        &|node| Block {
            node: none(),
            kind: BlockKind::Table(Table {
                alignments: vec![ColumnAlignment::Start; 2],
                header: vec![Cell::default(); 2],
                rows: vec![Row {
                    node: none(),
                    cells: vec![
                        Cell {
                            node,
                            content: words(),
                            decimal: None,
                        },
                        Cell::default(),
                    ],
                }],
                ..Table::default()
            }),
        },
    ];
    for block in blocks {
        let marked = Node {
            language: Some(Language("ru".into())),
            ..none()
        };
        let in_russian = runs("ru", block(none()));
        assert!(runs("en", block(marked)) == in_russian);
        assert!(runs("en", block(none())) != in_russian);
    }
}

#[test]
fn the_spaces_of_real_text_vary_little() {
    for ((language, text), most_em) in DECLARATIONS.into_iter().zip([0.065, 0.08]) {
        let paragraphs = text.trim().split("\n\n").map(plain).collect();
        let mut means = Vec::new();
        for paragraph in lines(language, paragraphs) {
            let Some((_, justified)) = paragraph.split_last() else {
                continue;
            };
            means.extend(justified.iter().filter_map(|line| {
                let spaces = line.spaces();
                let sum: Length = spaces.iter().copied().sum();
                (!spaces.is_empty()).then(|| sum.ratio(line.runs[0].size) / spaces.len() as f64)
            }));
        }
        let mean = means.iter().sum::<f64>() / means.len() as f64;
        let variance = means.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>();
        let deviation = (variance / means.len() as f64).sqrt();
        assert!(deviation < most_em, "{language}: {deviation:.3} em");
    }
}

#[test]
fn numbers_abbreviations_and_links_stay_whole() {
    let words = "UNESCO 123456789 INTERGOVERNMENTAL ";
    for line in lines_of("en", words.repeat(40).trim_end()) {
        assert!(!line.text().contains(SOFT_HYPHEN), "{:?}", line.text());
    }
    let link = |number: usize| Inline {
        node: Node::default(),
        kind: InlineKind::Link {
            uri: "https://example.org".into(),
            content: plain(&"interdepartmental recommendations ".repeat(number)),
        },
    };
    for line in lines("en", vec![vec![link(30)]]).remove(0) {
        assert!(!line.text().contains(SOFT_HYPHEN), "{:?}", line.text());
    }
}

#[test]
fn a_name_is_divided_only_where_a_line_would_have_holes() {
    let divided = |words: &str| {
        let lines = lines_of("en", words);
        let names = lines.iter().map(Line::text).filter(|text| {
            let last = text.rsplit(' ').next().unwrap();
            last.starts_with(char::is_uppercase) && last.ends_with(SOFT_HYPHEN)
        });
        names.count()
    };
    let words = "as it is now and as Zhumagazina has set it out for us in the plan ".repeat(30);
    assert_eq!(divided(words.trim_end()), 0);
    let words = "Executive Committee of the International Fund for Saving the Aral Sea reminded \
                 Kazakhstan the new agreement on winter releases, and Regional Environmental \
                 Centre for Central Asia answered Turkmenistan, Kazakhstan and Kazakhstan the \
                 draft plan.";
    assert_eq!(divided(words), 1);
}

#[test]
fn an_address_is_divided_at_its_own_signs_and_leaves_no_word_alone() {
    let addresses = [
        "nexus.dialogue.secretariat.almaty@regional-environmental-centre.carececo.org",
        "https://www.icwc-aral.uz/documents/meetings/eighty-seventh/annex-four-strategy-2024.pdf",
        "https://example.org/en/main/index.html?lang=en&section=summary#conclusions",
    ];
    for end in ["https://example.org/reports/", "and/", "12–", "24-"] {
        check(&lines_of("ru", end), end).unwrap();
    }
    for address in addresses {
        for shift in 1..40 {
            let words = format!("{} the staff, {address}, as the list ", "i ".repeat(shift));
            let words = words.repeat(3);
            let paragraph = lines_of("en", words.trim_end());
            check(&paragraph, words.trim_end()).unwrap();
            let (_, before) = paragraph.split_last().unwrap();
            for line in before {
                let text = line.text();
                let end = text.trim_end().trim_end_matches(',');
                assert!(
                    !line.spaces().is_empty() || address.contains(end),
                    "{text:?}"
                );
                assert!(!end.ends_with([SOFT_HYPHEN, '.', '-']), "{text:?}");
            }
        }
    }
}

#[test]
fn what_belongs_together_is_not_divided() {
    let ends = |language: &str, words: &str| -> Vec<String> {
        (0..40)
            .flat_map(|shift| {
                let text = format!("{}{}", "a".repeat(shift % 17 + 1) + " ", words.repeat(12));
                let mut lines = lines_of(language, text.trim_end());
                lines.pop();
                lines
            })
            .map(|line| line.text().trim_end().to_owned())
            .collect()
    };
    for end in ends(
        "en",
        "the report of B. Zhumagazina says 15 km of canal – all lined ",
    ) {
        assert!(!end.ends_with("B.") && !end.ends_with("15"), "{end:?}");
    }
    for end in ends(
        "ru",
        "доклад И. Иванова о 15 км канала и 2017 г. сказано ли это ",
    ) {
        assert!(!end.ends_with("И.") && !end.ends_with("15"), "{end:?}");
        assert!(
            !end.ends_with("сказано") && !end.ends_with("2017"),
            "{end:?}"
        );
    }
}

#[test]
fn no_line_ends_after_a_letter_and_a_hyphen_or_begins_with_a_dash() {
    for shift in 1..40 {
        let words = "of e-government and T-shirts its commitments—obligations—too ".repeat(12);
        for line in lines_of("en", &format!("{} {words}", "a".repeat(shift))) {
            let text = line.text();
            let last = text.trim_end().rsplit(' ').next().unwrap();
            assert!(
                !["e-", "T-"].contains(&last) && !text.starts_with('—'),
                "{text}"
            );
        }
    }
}

#[test]
fn a_title_with_a_hyphen_goes_with_the_name_and_a_preposition_with_its_number() {
    for before in 0..40 {
        let words = format!(
            "{}г-жа К. Ж. Нурланова и г-ну А. Асанову показали объём, который сократился с 37,2 до 35,4 км³ в год.",
            "до ".repeat(before)
        );
        for line in lines_of("ru", &words) {
            let text = line.text();
            let last = text.trim_end().rsplit(' ').next().unwrap();
            assert!(!["г-жа", "г-ну", "с"].contains(&last), "{text}");
        }
    }
}

#[test]
fn a_ligature_is_divided_into_its_letters() {
    // The hyphenation point of “difficult” lies inside its ligature ffi.
    let mut divided = 0;
    for shift in 1..60 {
        let words = format!("{} {}", "i".repeat(shift), "difficult ".repeat(30));
        let paragraph = lines_of("en", words.trim_end());
        check(&paragraph, words.trim_end()).unwrap();
        let ends: Vec<String> = paragraph.iter().map(Line::text).collect();
        divided += ends
            .iter()
            .filter(|text| text.ends_with("dif\u{AD}"))
            .count();
    }
    assert!(divided > 0, "no line ends with dif-");
}

#[test]
fn a_soft_hyphen_of_the_text_is_shown_where_a_line_ends() {
    let words = "Rechts\u{AD}schutz\u{AD}versicherungs\u{AD}gesell\u{AD}schaften ".repeat(20);
    let paragraph = lines_of("de", words.trim_end());
    let hyphens = paragraph
        .iter()
        .filter(|line| line.text().ends_with(SOFT_HYPHEN));
    assert!(hyphens.count() > 0);
    let text: String = paragraph.iter().map(Line::text).collect();
    assert_eq!(
        text.replace(SOFT_HYPHEN, ""),
        words.trim_end().replace(SOFT_HYPHEN, "")
    );
}

#[test]
fn a_word_with_a_soft_hyphen_is_divided_only_there() {
    let mut divided = 0;
    for shift in 1..60 {
        let words = "the incomprehensi\u{AD}bilities of it ".repeat(12);
        for line in lines_of("en", &format!("{} {words}", "i".repeat(shift))) {
            let text = line.text();
            let ends = text.ends_with(SOFT_HYPHEN);
            assert!(!ends || text.ends_with("incomprehensi\u{AD}"), "{text}");
            divided += usize::from(ends);
        }
    }
    assert!(divided > 0);
}

#[test]
fn no_quotation_mark_begins_a_word_and_an_accent_keeps_one_whole_wherever_it_stands() {
    let parts = |language: &str, word: &str| {
        let mut ends: BTreeSet<String> = BTreeSet::new();
        for shift in 1..90 {
            let words = format!("{} {}", "i".repeat(shift), format!("{word} ").repeat(12));
            for line in lines_of(language, words.trim_end()) {
                let text = line.text();
                let last = text.rsplit(' ').next().unwrap();
                ends.extend(last.strip_suffix(SOFT_HYPHEN).map(str::to_owned));
            }
        }
        ends
    };
    assert!(!parts("uz", "‘asosiylar’").contains("‘a"));
    assert!(parts("uz", "‘asosiylar’").contains("‘aso"));
    for word in ["разрабо\u{301}тка", "разработка\u{301}"] {
        assert!(parts("ru", word).is_empty(), "{word}");
    }
}

#[test]
fn letters_join_and_kern_across_what_shows_nothing() {
    let glyphs = |language: &str, word: &str| -> Vec<(u16, Length)> {
        let lines = lines_of(language, word);
        let glyphs = lines[0].runs.iter().flat_map(|run| &run.glyphs);
        glyphs.map(|glyph| (glyph.id, glyph.advance)).collect()
    };
    for (language, word) in [
        ("en", "T|oday"),
        ("ru", "Т|уда"),
        ("en", "f|ire"),
        ("fa", "سب|ب"),
    ] {
        let whole = glyphs(language, &word.replace('|', ""));
        for hidden in ["\u{AD}", "\u{2060}", "\u{FEFF}"] {
            assert_eq!(
                glyphs(language, &word.replace('|', hidden)),
                whole,
                "{word} {hidden:?}"
            );
        }
    }
}

#[test]
fn a_word_wider_than_the_measure_is_divided() {
    let word = "x".repeat(500);
    let paragraph = lines_of("en", &word);
    assert!(paragraph.len() > 2);
    check(&paragraph, &word).unwrap();
}

#[test]
fn a_paragraph_of_any_length_is_set() {
    let once = DECLARATIONS[0].1.trim().replace("\n\n", " ");
    let words = [once.as_str(); 6].join(" ");
    let paragraph = lines_of("en", &words);
    assert!(paragraph.len() > 600);
    check(&paragraph, &words).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_fill_the_measure(words in prop::collection::vec("[a-zа-я]{1,14}[,.;]?|[0-9]{1,5}|[A-Z][a-z-]{2,9}[a-z]", 1..120)) {
        let words = words.join(" ");
        for language in ["en", "ru", "kk"] {
            check(&lines_of(language, &words), &words)?;
        }
    }
}
