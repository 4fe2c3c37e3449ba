//! Passages in another language, from the mark in the brief to the files.
#![allow(clippy::unwrap_used, clippy::panic)]

use briefgen::brief;
use briefgen::compose::compose;
use briefgen::diagnostic::{Source, render_human};
use briefgen::document::{Block, BlockKind, Document, Inline, InlineKind, plain_text};
use briefgen::layout::{FragmentContent, layout};
use briefgen::locale::Locale;
use briefgen::theme::Theme;

const BRIEF: &str = r#"
language = "en"
title = "The [Су кодексі]{lang=kk} of Kazakhstan"
published = 2017-06-16
publisher = "giz"
summary = '''
The [Deutsche *Gesellschaft*]{lang=de} read [the law](https://example.org){lang=ru}.[^1] GIZ paid, and in
[GIZ würde]{lang=de} no short form is marked.

[^1]: In [Қазақстан]{lang=kk}.
'''

[meeting]
title = "Meeting"
date = 2017-06-15

[[organisation]]
id = "giz"
name = "[Deutsche Gesellschaft für Internationale Zusammenarbeit]{lang=de}"
abbreviation = "GIZ"

[[recommendation]]
text = "Translate the [Су кодексі]{lang=kk}."

[[table]]
id = "words"
caption = "What water is called"
columns = ["Language", "[Слово]{lang=ru}"]
rows = [["Kazakh", "[су]{lang=kk}"], ["Dutch", "[water, of [су]{lang=kk}]{lang=nl}"]]
"#;

fn composed(text: &str) -> Document {
    let source = Source {
        path: "brief.toml".into(),
        text: text.into(),
    };
    let (brief, diagnostics) = brief::read(&source, &mut brief::no_files);
    assert!(
        diagnostics.is_empty(),
        "{}",
        render_human(&diagnostics, &source, false)
    );
    let brief = brief.unwrap();
    compose(&brief, &Locale::for_language(&brief.language).unwrap())
}

/// Every passage of a document in reading order, with its language.
fn passages(document: &Document) -> Vec<String> {
    fn inlines(content: &[Inline], found: &mut Vec<String>) {
        for inline in content {
            if let Some(language) = &inline.node.language {
                let words = plain_text(std::slice::from_ref(inline));
                found.push(format!("{}: {words}", language.0));
            }
            if let InlineKind::Abbreviation { .. } = inline.kind {
                found.push(format!("short: {}", plain_text(inline.children())));
            }
            inlines(inline.children(), found);
        }
    }
    fn blocks(all: &[Block], found: &mut Vec<String>) {
        for block in all {
            match &block.kind {
                BlockKind::Section(section) => blocks(&section.blocks, found),
                BlockKind::Paragraph(paragraph) => inlines(&paragraph.content, found),
                BlockKind::List(list) => {
                    list.items
                        .iter()
                        .for_each(|item| blocks(&item.blocks, found));
                }
                BlockKind::Table(table) => {
                    let rows = table.rows.iter().map(|row| &row.cells);
                    for cell in std::iter::once(&table.header).chain(rows).flatten() {
                        inlines(&cell.content, found);
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    blocks(&document.blocks, &mut found);
    for note in &document.notes {
        blocks(&note.blocks, &mut found);
    }
    found
}

#[test]
fn a_passage_has_its_language_in_the_document() {
    let document = composed(BRIEF);
    assert_eq!(document.metadata.title, "The Су кодексі of Kazakhstan");
    assert_eq!(
        passages(&document),
        [
            "de: Deutsche Gesellschaft für Internationale Zusammenarbeit",
            "kk: Су кодексі",
            "de: Deutsche Gesellschaft",
            "ru: the law",
            "short: GIZ",
            "de: GIZ würde",
            "kk: Су кодексі",
            "ru: Слово",
            "kk: су",
            "nl: water, of су",
            "kk: су",
            "kk: Қазақстан",
        ]
    );
}

#[test]
fn an_id_is_derived_from_the_words_alone() {
    let document = composed(BRIEF);
    let anchors = document.anchors();
    assert!(
        anchors.contains_key("translate-the-су-кодексі"),
        "{anchors:?}"
    );
}

/// How many words are divided at a line's end in a brief with the words `text`.
fn divided(text: &str) -> usize {
    let brief = BRIEF.replace("The [Deutsche *Gesellschaft*]{lang=de} read", text);
    let pages = layout(&composed(&brief), &Theme::default()).pages.pages;
    let fragments = pages.iter().flat_map(|page| &page.fragments);
    fragments
        .filter_map(|fragment| match &fragment.content {
            FragmentContent::Glyphs(run) => Some(run.text.matches('\u{AD}').count()),
            _ => None,
        })
        .sum()
}

#[test]
fn a_passage_is_hyphenated_as_its_language_is() {
    let words = "қағидаттарына ынтымақтастық мемлекеттердің бостандықтарына ".repeat(12);
    assert_eq!(divided(&words), 0);
    assert!(divided(&format!("[{words}]{{lang=kk}}")) > 0);
}

/// The glyph of each `letter` of a recommendation in a brief in `language`, in the order of reading.
fn glyphs_of(letter: &str, language: &str, recommendation: &str) -> Vec<u16> {
    let text = format!(
        "language = \"{language}\"\ntitle = \"UNECE\"\npublished = 2017-06-16\n\n[meeting]\ntitle = \"UNECE\"\n\
         date = 2017-06-15\n\n[[recommendation]]\ntext = \"{recommendation}\"\n"
    );
    let laid_out = layout(&composed(&text), &Theme::default());
    let fragments = laid_out.pages.pages.iter().flat_map(|page| &page.fragments);
    let runs = fragments.filter_map(|fragment| fragment.content.glyphs());
    runs.flat_map(|run| {
        let shown = move |glyph: &&briefgen::layout::Glyph| {
            &run.text[glyph.text.start as usize..glyph.text.end as usize] == letter
        };
        run.glyphs.iter().filter(shown).map(|glyph| glyph.id)
    })
    .collect()
}

#[test]
fn letters_have_the_forms_of_the_language_of_their_passage() {
    // Serbian and Macedonian have another be than Russian.
    let text = "Об, [об]{lang=sr}, [об]{lang=mk}, [об]{lang=ru}, об.";
    let [around, serbian, macedonian, russian, after] = glyphs_of("б", "ru", text)[..] else {
        panic!("five letters");
    };
    assert_eq!([russian, after], [around; 2]);
    assert_eq!(serbian, macedonian);
    assert_ne!(serbian, around);
    // Urdu has another four than Persian.
    let [persian, urdu, after] = glyphs_of("۴", "fa", "۴، [۴]{lang=ur}، ۴ است.")[..]
    else {
        panic!("three figures");
    };
    assert_eq!(persian, after);
    assert_ne!(urdu, persian);
}
