//! What adding a language takes, shown by one: Ukrainian, which only the tests know.
//!
//! It was added by the steps of `src/locale/README.md`: its words (`tests/new-language/uk.ftl`), its names of
//! countries (`uk.tsv`), what holds together in it (`ties.rs`), a row of `LANGUAGES`; its script and its name stood in
//! the tables already; a brief (`uk.toml`). Nothing else knows of it.

use super::*;
use crate::brief;
use crate::compose::compose;
use crate::diagnostic::{Source, render_human};
use crate::document::{Block, BlockKind, Document, Inline, plain_text};
use crate::layout::{FragmentContent, layout};
use crate::theme::Theme;
use crate::{docx, pdf};
use std::io::Read;
use std::path::{Path, PathBuf};

fn document() -> Document {
    let source = Source {
        path: "uk.toml".into(),
        text: include_str!("../../tests/new-language/uk.toml").into(),
    };
    let (brief, diagnostics) = brief::read(&source, &mut brief::no_files);
    let shown = render_human(&diagnostics, &source, false);
    assert!(diagnostics.is_empty(), "{shown}");
    let brief = brief.unwrap();
    compose(&brief, &Locale::for_language(&brief.language).unwrap())
}

/// The words of the facts, headings and tables of a document.
fn words(blocks: &[Block]) -> String {
    let line = |content: &[Inline]| plain_text(content) + "\n";
    blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Section(section) => words(&section.blocks),
            BlockKind::Heading(heading) => line(&heading.content),
            BlockKind::Paragraph(paragraph) => line(&paragraph.content),
            BlockKind::List(list) => list.items.iter().map(|item| words(&item.blocks)).collect(),
            BlockKind::DescriptionList(all) => all
                .iter()
                .map(|one| line(&one.term) + &words(&one.blocks))
                .collect(),
            BlockKind::Table(table) => {
                let rows = table.rows.iter().map(|row| &row.cells);
                let cells = std::iter::once(&table.header).chain(rows).flatten();
                cells.map(|cell| line(&cell.content)).collect()
            }
            _ => String::new(),
        })
        .collect()
}

#[test]
fn its_labels_dates_plurals_lists_and_numbers_stand_in_the_document() {
    let words = words(&document().blocks).replace(['\u{A0}', '\u{202F}'], " ");
    for expected in [
        "Стислі підсумки · № 4 · 16 липня 2017 р.",
        "Дата й місце",
        "15 червня – 2 липня 2017 р., Київ, Україна",
        "Регіональний екологічний центр (РЕЦ) і Міжнародний союз охорони природи",
        "організації і експерти (42 учасники)",
        "Рекомендація\n",
        "Адресати: Міністерство енергетики і басейнові ради · Строк: 30 червня 2018 р. · Високий пріоритет",
        "У відповідь на: «Розрізненість управління»",
        "12 262,50",
        "Додаток. Програма",
    ] {
        assert!(words.contains(expected), "{expected} is not in:\n{words}");
    }
}

#[test]
fn its_words_are_hyphenated_and_no_letter_is_missing() {
    let layout = layout(&document(), &Theme::default());
    assert!(layout.notices.is_empty(), "{:?}", layout.notices);
    let fragments = layout.pages.pages.iter().flat_map(|page| &page.fragments);
    let divided = fragments.filter(|fragment| match &fragment.content {
        FragmentContent::Glyphs(run) => run.text.contains('\u{AD}'),
        _ => false,
    });
    assert!(divided.count() > 0);
}

#[test]
fn both_files_are_in_the_language() {
    let document = document();
    let theme = Theme::default();
    let pages = layout(&document, &theme).pages;
    let options = pdf::Options {
        standard: pdf::Standard::A3aUa1,
        source: None,
        house_style: None,
        translation: None,
    };
    let bytes = pdf::write(&document, pages, &options).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let language = file.catalog().unwrap().get(b"Lang").unwrap();
    let language = lopdf::decode_text_string(language).unwrap();
    assert_eq!(language, "uk");

    let bytes = docx::write(&document, &theme, &docx::Options::default()).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut part = package.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    };
    assert!(part("word/styles.xml").contains(r#"<w:lang w:val="uk"/>"#));
    assert!(part("word/document.xml").contains("Дата й місце"));
}

#[test]
fn nothing_outside_of_this_room_knows_a_language_by_name() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    let rooms = found
        .iter()
        .filter(|path| !path.starts_with(root.join("locale")) && !path.ends_with("src/locale.rs"));
    // Examples are in English and Russian.
    let tags: Vec<String> = LANGUAGES
        .iter()
        .map(|language| language.tag)
        .filter(|tag| !matches!(*tag, "en" | "ru"))
        .map(|tag| format!("\"{tag}\""))
        .collect();
    for path in rooms {
        // Tests and documentation may name what they like.
        let is_test = path
            .iter()
            .any(|part| part == "tests.rs" || part == "tests");
        let text = std::fs::read_to_string(path).unwrap();
        let code = text
            .split("#[cfg(test)]\n#[allow")
            .next()
            .unwrap_or_default();
        let code = code
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let named = code
            .lines()
            .filter(|line| !is_test && !line.trim_start().starts_with("//"))
            .find(|line| tags.iter().any(|tag| line.contains(tag.as_str())));
        assert_eq!(named, None, "{}", path.display());
    }
    assert!(found.len() > 100, "{}", found.len());
}
