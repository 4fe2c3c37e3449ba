//! Translations: from a brief to a translator and back, and into an edition.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use briefgen::brief::translation::{
    self, Changes, Form, Passage, Translation, new_translation, passages, read_translation,
};
use briefgen::brief::{self, Brief};
use briefgen::compose::compose;
use briefgen::diagnostic::{Diagnostic, Level, Source};
use briefgen::document::{Block, BlockKind, Document, InputFile, Language, Origin};
use briefgen::locale::Locale;
use briefgen::xliff::{self, Exchange};
use common::{briefgen, edit_docx, names, run, stdout};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ASTANA: &str = include_str!("../briefs/astana-2017.toml");
const COMPLETE: &str = include_str!("complete.toml");

/// A folder that holds the picture of every name, and a world of three countries.
fn beside(_: &Path, _: usize) -> io::Result<Vec<u8>> {
    Ok(include_bytes!("../briefs/figures/wordmark.png").to_vec())
}

fn russian() -> Language {
    Language("ru".to_owned())
}

fn source(name: &str, text: &str) -> Source {
    Source {
        path: name.into(),
        text: text.into(),
    }
}

/// The brief in `original` for an edition in Russian, and the language that it is written in.
fn read_brief(original: &Source) -> (Brief, Language) {
    let (brief, diagnostics) = brief::read_for_edition(original, None, &russian(), &mut beside);
    brief.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn passages_of(original: &Source) -> Vec<Passage> {
    passages(&mut read_brief(original).0, original)
}

fn read(text: &str) -> Translation {
    let (translation, diagnostics) = read_translation(&source("brief.ru.toml", text));
    translation.unwrap_or_else(|| panic!("{diagnostics:?}\n{text}"))
}

/// The translation in `text` brought up to date with the brief in `original`.
fn update(text: &str, original: &str) -> (String, Changes) {
    let original = source("brief.toml", original);
    translation::update(text, &read(text), &passages_of(&original), &[]).unwrap()
}

fn fresh() -> String {
    new_translation("brief.toml", &russian())
}

/// The translation of the brief in `original` with the targets that `target` gives.
fn filled(original: &str, mut target: impl FnMut(&Passage) -> Option<String>) -> String {
    let original = source("brief.toml", original);
    let passages = passages_of(&original);
    let incoming: Vec<translation::Incoming> = passages
        .iter()
        .map(|passage| translation::Incoming {
            path: passage.path.clone(),
            source: passage.text.clone(),
            target: target(passage),
            state: None,
            note: None,
            done: true,
        })
        .collect();
    let text = fresh();
    translation::update(&text, &read(&text), &passages, &incoming)
        .unwrap()
        .0
}

/// The edition of the brief in `original` by the translation in `text`, and what is wrong.
fn edition(original: &str, text: &str) -> (Option<Document>, Vec<Diagnostic>) {
    let original = source("brief.toml", original);
    let file = source("brief.ru.toml", text);
    let (brief, language) = read_brief(&original);
    let (edition, diagnostics) = read(text).apply(&file, brief, &original, &language);
    let document = edition.map(|edition| {
        let locale = Locale::for_language(&edition.brief.language).unwrap();
        let mut document = compose(&edition.brief, &locale);
        edition.untranslated.mark(&mut document);
        document
    });
    (document, diagnostics)
}

fn codes(diagnostics: &[Diagnostic]) -> BTreeSet<&'static str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

#[test]
fn the_astana_brief_is_one_page_in_each_of_its_languages() {
    let folder = TempDir::new().unwrap();
    let briefs = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs");
    for name in [
        "astana-2017.toml",
        "astana-2017.kk.toml",
        "astana-2017.ru.toml",
    ] {
        fs::copy(briefs.join(name), folder.path().join(name)).unwrap();
    }
    let arguments = ["-v", "-f", "pdf", "--all-languages", "astana-2017.toml"];
    let (code, stdout, stderr) = run(&folder, &arguments);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.matches(", 1 page)").count(), 3, "{stdout}");
}

#[test]
fn a_translation_in_a_file_of_capitals_is_one() {
    let folder = TempDir::new().unwrap();
    let briefs = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefs");
    for (from, to) in [
        ("astana-2017.toml", "astana-2017.toml"),
        ("astana-2017.ru.toml", "astana-2017.ru.TOML"),
    ] {
        fs::copy(briefs.join(from), folder.path().join(to)).unwrap();
    }
    let (code, _, stderr) = run(
        &folder,
        &["astana-2017.toml", "--all-languages", "-f", "docx"],
    );
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(folder.path().join("astana-2017.ru.docx").is_file());
}

#[test]
fn every_word_of_a_brief_is_translated_and_every_fact_stays() {
    let text = filled(COMPLETE, |passage| {
        // Where the source has a link or a footnote, so has the translation.
        Some(
            passage
                .text
                .chars()
                .map(|c| if c.is_ascii_alphabetic() { 'ж' } else { c })
                .collect(),
        )
        .filter(|_| passage.form == Form::Line)
        .or_else(|| Some("ж жж".to_owned()))
    });
    let (document, diagnostics) = edition(COMPLETE, &text);
    let document = document.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert!(
        diagnostics
            .iter()
            .all(|diagnostic| diagnostic.code == "markup-differs"),
        "{diagnostics:?}"
    );
    // What is left in Latin letters is no passage: addresses, numbers, names that the house gives.
    let shown = format!("{:#?}", document.blocks);
    let latin: BTreeSet<&str> = shown
        .lines()
        .filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\","))
        .filter(|words| words.chars().any(|c| c.is_ascii_alphabetic()))
        .filter(|words| !words.contains("://") && !words.contains('@'))
        .collect();
    insta::assert_debug_snapshot!("latin-words-of-an-edition", latin);
}

#[test]
fn what_is_not_translated_is_marked_with_its_language() {
    let original = source("brief.toml", COMPLETE);
    let (text, changes) = update(&fresh(), COMPLETE);
    let count = passages_of(&original).len();
    assert_eq!((changes.added, changes.untranslated), (count, count));
    let (document, diagnostics) = edition(COMPLETE, &text);
    assert_eq!(codes(&diagnostics), BTreeSet::from(["untranslated"]));
    assert_eq!(diagnostics.len(), count);
    let passages: BTreeSet<String> = passages_of(&original)
        .into_iter()
        .filter(|passage| !passage.listed)
        .map(|passage| passage.path)
        .collect();
    let mut marked = BTreeSet::new();
    document.unwrap().visit_nodes(&mut |node, _| {
        let path = |origin: &Origin| origin.path.split(':').next().unwrap().to_owned();
        if let Some(path) = node.origin.as_ref().map(path)
            && passages.contains(&path)
        {
            assert_eq!(node.language, Some(Language("en-GB".to_owned())), "{path}");
            marked.insert(path);
        }
    });
    // All but what has no node of its own: alternative texts, the metadata.
    assert!(
        marked.len() * 10 >= passages.len() * 8,
        "{marked:?} of {passages:?}"
    );
}

#[test]
fn what_stands_for_a_picture_or_an_obstacle_is_marked_where_it_is_not_translated() {
    let english = Some(Language("en-GB".to_owned()));
    let (document, _) = edition(COMPLETE, &update(&fresh(), COMPLETE).0);
    let mut seen = BTreeSet::new();
    let document = document.unwrap();
    let mut left: Vec<&Block> = document.blocks.iter().collect();
    while let Some(block) = left.pop() {
        match &block.kind {
            BlockKind::Figure(figure) => {
                assert_eq!(figure.picture_node.language, english, "{}", figure.alt);
                seen.insert("figure");
            }
            BlockKind::Lockup(lockup) => {
                for logo in &lockup.logos {
                    let is_ours = logo.node.origin.is_none();
                    assert_eq!(logo.node.language.is_none(), is_ours, "{}", logo.alt);
                    seen.insert("logo");
                }
            }
            // In one voice: no part of an alternative text can be marked.
            BlockKind::Chart(chart) => {
                assert_eq!(chart.drawing_node.language, english, "{}", chart.alt);
                assert!(chart.alt.starts_with("Chart of shares"), "{}", chart.alt);
                seen.insert("chart");
            }
            _ => {}
        }
        left.extend(block.children());
    }
    let answers = format!("{:#?}", document.blocks);
    let (_, answers) = answers.split_once("В ответ на").unwrap();
    let (before, _) = answers.split_once("\"Formats differ\"").unwrap();
    assert!(before.contains("\"en-GB\""), "{before}");
    assert_eq!(seen, BTreeSet::from(["chart", "figure", "logo"]));
}

#[test]
fn a_translation_keeps_up_with_its_brief() {
    let text = filled(ASTANA, |passage| Some(format!("«{}»", passage.text)));
    let text = text
        .replace(
            "[obstacle.management.text]",
            "# Проверено.\n[obstacle.management.text]",
        )
        .replace("target = \"«Astana»\"", "target = \"Астана\"     # столица");
    assert_eq!(
        update(&text, ASTANA).0,
        text,
        "what is up to date stays, byte for byte"
    );

    let changed = ASTANA
        // A word more.
        .replace("Fragmented management", "Fragmented water management")
        // Another order, and one more.
        .replace(
            "    \"state agencies\",\n    \"non-governmental organisations\",",
            "    \"the press\",\n    \"non-governmental organisations\",\n    \"state agencies\",",
        )
        // An id that follows from the title.
        .replace("title = \"Green Bridge\"", "title = \"The Green Bridge\"")
        // Gone.
        .replace("[[obstacle]]\nid = \"evidence\"\nquestion = \"difficulties\"\ntext = \"Insufficient evidence base\"\n", "")
        // Another line end.
        .replace("which considers also economic", "which considers also\neconomic");
    let (updated, changes) = update(&text, &changed);
    assert_eq!(
        (
            changes.added,
            changes.outdated,
            changes.removed,
            changes.untranslated
        ),
        (1, 2, 1, 1),
        "{updated}"
    );
    insta::assert_snapshot!("translation-kept-up-to-date", updated);
    assert_eq!(update(&updated, &changed).0, updated, "twice is once");

    // Every word that the translator wrote is there, comments too.
    for line in text
        .lines()
        .filter(|line| line.starts_with("target = ") || line.starts_with('#'))
    {
        assert!(updated.contains(line), "{line}");
    }
    // What comes back finds its translation again.
    let (back, changes) = update(&updated, ASTANA);
    assert!(!back.contains("[[removed]]"), "{back}");
    assert!(
        back.contains("target = \"«Insufficient evidence base»\""),
        "{back}"
    );
    assert_eq!(changes.untranslated, 0, "{back}");
}

#[test]
fn an_item_without_an_id_keeps_its_fields_together() {
    let text = filled(ASTANA, |passage| Some(format!("«{}»", passage.text)));
    // Its id follows from its title, of which no word is left.
    let changed = ASTANA.replace(
        "Concept for transition to green development",
        "Strategy of a new economy",
    );
    assert_ne!(changed, ASTANA);
    let (_, diagnostics) = edition(&changed, &text);
    assert_eq!(codes(&diagnostics), BTreeSet::from(["outdated"]));
    let (updated, changes) = update(&text, &changed);
    assert_eq!(
        (changes.added, changes.outdated, changes.removed),
        (0, 1, 0),
        "{updated}"
    );
    assert!(
        updated.contains(
            "[practice.strategy-of-a-new-economy.title]\n\
             source = \"Strategy of a new economy\"\n\
             target = \"«Concept for transition to green development»\"\n"
        ),
        "{updated}"
    );
}

#[test]
fn what_is_kept_may_be_written_on_one_line() {
    let brief = linked("flow", MEASURE, "See");
    let text = filled(&brief, |passage| Some(format!("«{}»", passage.text)));
    let kept = "removed = [{ path = \"subtitle\", source = \"Of old\", target = \"«Of old»\" }]\n";
    let text = text.replace("language = ", &format!("{kept}language = "));
    assert_eq!(update(&text, &brief).0, text);
    // One more is kept.
    let (updated, changes) = update(&text, &linked("flow", "", "See"));
    assert_eq!(changes.removed, 2);
    let removed = read(&updated).removed;
    let words: Vec<_> = removed
        .iter()
        .filter_map(|unit| unit.source.as_deref())
        .collect();
    assert_eq!(
        words,
        ["Of old", "Measure all rivers every year.", "Ministry"]
    );
    // One is back, and of one no more is left.
    let subtitle = brief.replace("published", "subtitle = \"Of old\"\npublished");
    let (updated, changes) = update(&text, &subtitle);
    assert_eq!(
        (changes.untranslated, read(&updated).removed),
        (0, vec![]),
        "{updated}"
    );
    assert!(
        updated.contains("[subtitle]\nsource = \"Of old\"\ntarget = \"«Of old»\""),
        "{updated}"
    );
}

#[test]
fn an_item_that_others_begin_like_keeps_its_translation() {
    let councils = |where_to: &[&str]| -> String {
        let item = |to: &&str| {
            format!(
                "[[recommendation]]\ntext = \"Strengthen the capacity of the basin councils in the {to}.\"\n\
                 detail = \"As in {to} of last year.\"\n"
            )
        };
        where_to.iter().map(item).collect()
    };
    let brief = |where_to: &[&str]| linked("flow", &councils(where_to), "See");
    let text = filled(&brief(&["south", "north"]), |passage| {
        Some(format!("«{}»", passage.text))
    });
    // The ids of all of them are others, or have become those of others; and words have changed, too.
    let now = brief(&["east", "south", "north"]).replace("south of last", "south of every");
    let (updated, changes) = update(&text, &now);
    assert_eq!(
        (changes.added, changes.outdated, changes.removed),
        (2, 1, 0)
    );
    for (source, target) in [
        ("in the south.", "in the south.»"),
        ("in the north.", "in the north.»"),
        ("As in south of every year.", "As in south of last year.»"),
        ("As in north of last year.", "As in north of last year.»"),
    ] {
        let mut lines = updated
            .lines()
            .skip_while(|line| !line.contains(&format!("{source}\"")));
        let below = lines.nth(1).unwrap();
        assert!(below.contains(target), "{source}: {below}");
    }
}

#[test]
fn what_was_translated_before_stands_on_one_line() {
    let text = filled(ASTANA, |passage| Some(format!("«{}»", passage.text)));
    let changed = ASTANA.replace("Existing Basin Councils", "The Basin Councils");
    let (updated, changes) = update(&text, &changed);
    assert_eq!(changes.outdated, 1);
    let is_outdated = |line: &&str| line.starts_with("outdated = ");
    let line = updated.lines().find(is_outdated).unwrap();
    assert!(line.ends_with("under the President.\""), "{line}");
    // As it was written once, on several.
    let on_several = updated.replace(
        line,
        &line
            .replace("\\n", "\n")
            .replace("= \"", "= \"\"\"\n")
            .replace("President.\"", "President.\"\"\""),
    );
    assert_ne!(on_several, updated);
    assert_eq!(update(&on_several, &changed).0, updated);
    let done = updated.replace(&format!("{line}\n"), "");
    assert_eq!(edition(&changed, &done).1, []);
}

#[test]
fn line_ends_and_byte_order_mark_of_an_editor_stay() {
    let text = filled(ASTANA, |passage| Some(passage.text.clone()));
    let of_windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(update(&of_windows, ASTANA).0, of_windows);
    let changed = ASTANA.replace("Fragmented management", "Fragmented water management");
    let updated = update(&of_windows, &changed).0;
    let plain = update(&text, &changed).0;
    assert_eq!(updated, format!("\u{feff}{}", plain.replace('\n', "\r\n")));
}

#[test]
fn line_ends_of_windows_are_no_words() {
    let of_windows = |text: &str| text.replace('\n', "\r\n");
    // The target, of two paragraphs, is written anew: it has a link.
    let brief =
        |id: &str| linked(id, MEASURE, "\"\"One.\n\nSee").replace("flows.\"", "flows.\"\"\"");
    let (before, now) = (brief("flow"), brief("flows"));
    assert_eq!(
        update(&fresh(), &of_windows(&before)),
        update(&fresh(), &before)
    );
    let text = filled(&before, |passage| Some(passage.text.clone()));
    let (updated, changes) = update(&text, &now);
    assert!(
        updated.contains("One.\n\nSee [the table](#flows)"),
        "{updated}"
    );
    let (of_windows_updated, _) = update(&of_windows(&text), &of_windows(&now));
    assert_eq!(
        (of_windows_updated, changes.outdated),
        (of_windows(&updated), 0)
    );
}

#[test]
fn a_passage_is_outdated_until_the_translator_says_that_it_is_not() {
    let text = filled(ASTANA, |passage| Some(format!("«{}»", passage.text)));
    let changed = ASTANA.replace("Fragmented management", "Fragmented water management");
    let told = |text: &str| {
        let (_, diagnostics) = edition(&changed, text);
        let outdated = diagnostics
            .into_iter()
            .find(|diagnostic| diagnostic.code == "outdated");
        outdated.map(|diagnostic| diagnostic.help.unwrap())
    };
    let before = told(&text).unwrap();
    assert!(
        before.ends_with("Fragmented {+water+} management"),
        "{before}"
    );
    let (updated, _) = update(&text, &changed);
    assert!(
        told(&updated)
            .unwrap()
            .ends_with("Fragmented {+water+} management")
    );
    let done = updated.replace("outdated = \"Fragmented management\"\n", "");
    assert_eq!(told(&done), None);
    assert_eq!(update(&done, &changed).0, done);
}

/// A short brief with a link to a table of this id, a recommendation of these words, and what its summary says.
fn linked(id: &str, recommendation: &str, summary: &str) -> String {
    format!(
        "language = \"en\"\ntitle = \"Rivers\"\npublished = 2017-06-16\n\
         summary = \"{summary} [the table](#{id}) of flows.\"\n\n\
         [meeting]\ntitle = \"A meeting\"\ndate = 2017-06-15\n\n\
         {recommendation}\n\
         [[table]]\nid = \"{id}\"\ncaption = \"Flows\"\ncolumns = [\"River\", \"Flow\"]\nrows = [[\"Ural\", 310]]\n"
    )
}

const MEASURE: &str =
    "[[recommendation]]\ntext = \"Measure all rivers every year.\"\naddressees = [\"Ministry\"]\n";

#[test]
fn a_link_leads_to_an_item_by_the_id_that_it_has_now() {
    let before = linked("flow", MEASURE, "See");
    let text = filled(&before, |passage| Some(format!("«{}»", passage.text)));
    let now = linked("flows-of-2016", MEASURE, "See");
    let wrong = |brief: &str, text: &str| {
        let (document, diagnostics) = edition(brief, text);
        assert!(document.is_some(), "{diagnostics:?}");
        codes(&diagnostics)
    };
    assert_eq!(wrong(&now, &text), BTreeSet::new());
    let (updated, changes) = update(&text, &now);
    assert_eq!((changes.outdated, changes.removed), (0, 0));
    assert!(!updated.contains("(#flow)"), "{updated}");
    assert!(
        updated.contains("target = \"«See [the table](#flows-of-2016) of flows.»\""),
        "{updated}"
    );
    assert_eq!(wrong(&now, &updated), BTreeSet::new());
    // What was marked by an earlier version.
    let marked = updated.replace(
        "target = \"«See [the table](#flows-of-2016) of flows.»\"\n",
        "target = \"«See [the table](#flow) of flows.»\"\noutdated = \"See [the table](#flow) of flows.\"\n",
    );
    assert_ne!(marked, updated);
    assert_eq!(update(&marked, &now).0, updated);
    // Together with other words.
    let other = linked("flows-of-2016", MEASURE, "Look at");
    let (updated, changes) = update(&text, &other);
    assert_eq!(changes.outdated, 1);
    assert!(
        updated.contains("target = \"«See [the table](#flows-of-2016) of flows.»\"\n"),
        "{updated}"
    );
    assert_eq!(wrong(&other, &updated), ["outdated"].into());
    // What leads nowhere keeps no edition from being made.
    let astray = text.replace("»", "[»](#nowhere)");
    assert_eq!(
        wrong(&before, &astray),
        ["markup-in-plain-words", "unknown-reference"].into()
    );
}

#[test]
fn what_was_reviewed_are_the_words_of_then() {
    let text = filled(ASTANA, |passage| Some(format!("«{}»", passage.text)));
    let target = "target = \"«Fragmented management»\"\n";
    let reviewed = text.replace(target, &format!("{target}state = \"reviewed\"\n"));
    assert_ne!(reviewed, text);
    assert_eq!(update(&reviewed, ASTANA).0, reviewed);
    let changed = ASTANA.replace("Fragmented management", "Fragmented water management");
    let (updated, _) = update(&reviewed, &changed);
    assert!(
        updated.contains("\noutdated = \"Fragmented management\"\n"),
        "{updated}"
    );
    assert!(!updated.contains("state = "), "{updated}");
    // What somebody says who has read it since stays.
    let again = updated.replace(target, &format!("{target}state = \"final\"\n"));
    assert_eq!(update(&again, &changed).0, again);
    // Nor is it final what was made from other words than the brief's.
    let original = source("brief.toml", &changed);
    let incoming = translation::Incoming {
        path: "obstacle[management].text".to_owned(),
        source: "Fragmented management".to_owned(),
        target: Some("Разобщённость".to_owned()),
        state: Some(translation::State::Final),
        note: None,
        done: true,
    };
    let passages = passages_of(&original);
    let (updated, _) = translation::update(&text, &read(&text), &passages, &[incoming]).unwrap();
    assert!(
        updated.contains("target = \"Разобщённость\"\n"),
        "{updated}"
    );
    assert!(!updated.contains("state = "), "{updated}");
}

#[test]
fn what_comes_back_in_other_words_has_its_translation_to_be_revised() {
    let with = |words: &str| linked("flow", words, "See");
    let before = with(MEASURE);
    let text = filled(&before, |passage| Some(format!("«{}»", passage.text)));
    let other = "[[recommendation]]\ntext = \"Decide.\"\n";
    let (gone, changes) = update(&text, &with(other));
    assert_eq!(changes.removed, 2, "{gone}");
    let back = MEASURE.replace("Measure all", "Now measure nearly all");
    let (updated, changes) = update(&gone, &with(&format!("{back}\n{other}")));
    assert!(!updated.contains("[[removed]]"), "{updated}");
    assert_eq!(changes.outdated, 1);
    let id = "now-measure-nearly-all-rivers-every-year";
    for unit in [
        format!(
            "[recommendation.{id}.text]\nsource = \"Now measure nearly all rivers every year.\"\n\
             target = \"«Measure all rivers every year.»\"\n\
             outdated = \"Measure all rivers every year.\"\n"
        ),
        format!(
            "[[recommendation.{id}.addressees]]\nsource = \"Ministry\"\ntarget = \"«Ministry»\"\ndigest"
        ),
    ] {
        assert!(updated.contains(&unit), "{unit} in {updated}");
    }
    // What is quite other is new.
    let other = "[[recommendation]]\ntext = \"Close the sluices at night.\"\n";
    let (updated, _) = update(&gone, &with(other));
    assert!(updated.contains("[[removed]]"), "{updated}");
}

#[test]
fn a_translation_that_was_typed_over_its_source_is_not_lost() {
    let fresh = update(&fresh(), ASTANA).0;
    let typed = |over: &str, words: &str| {
        let line = format!("source = \"{over}\"\n");
        assert!(fresh.contains(&line), "{fresh}");
        fresh.replace(&line, &format!("source = \"{words}\"\n"))
    };
    let text = typed("Fragmented management", "Разобщённое управление");
    let (_, diagnostics) = edition(ASTANA, &text);
    assert!(codes(&diagnostics).contains("edited-source"));
    let (updated, changes) = update(&text, ASTANA);
    assert_eq!(changes.moved_sources, ["obstacle[management].text"]);
    assert!(
        updated
            .contains("source = \"Fragmented management\"\ntarget = \"Разобщённое управление\"\n"),
        "{updated}"
    );
    assert!(!codes(&edition(ASTANA, &updated).1).contains("edited-source"));
    // Where the brief has changed since, the translation is outdated.
    let changed = ASTANA.replace("Fragmented management", "Fragmented water management");
    let (updated, changes) = update(&text, &changed);
    assert_eq!(changes.outdated, 1, "{updated}");
    // A correction of the brief's words is no translation.
    let text = typed("Fragmented management", "Fragmented managements");
    let (updated, changes) = update(&text, ASTANA);
    assert_eq!(changes.edited_sources, ["obstacle[management].text"]);
    assert_eq!(updated, fresh);

    // What was typed is kept beside the file.
    let folder = folder(&[("brief.toml", ASTANA), ("brief.ru.toml", &text)]);
    let (code, _, stderr) = run(&folder, &["translate", "brief.toml"]);
    assert_eq!(code, 0);
    assert!(stderr.contains("warning[edited-source]"), "{stderr}");
    let kept = fs::read_to_string(folder.path().join("brief.ru.toml.orig")).unwrap();
    assert_eq!(kept, text);
}

#[test]
fn what_comes_back_is_as_it_was() {
    let obstacle = "[[obstacle]]\nid = \"evidence\"\nquestion = \"difficulties\"\ntext = \"Insufficient evidence base\"\n";
    let without = ASTANA.replace(obstacle, "");
    assert_ne!(without, ASTANA);
    let of_unit = |lines: &str| {
        let unit = "[obstacle.evidence.text]\nsource = \"Insufficient evidence base\"\n";
        let text = filled(ASTANA, |passage| {
            (passage.text != "Insufficient evidence base").then(|| format!("«{}»", passage.text))
        });
        let empty = format!("{unit}target = \"\"\n");
        assert!(text.contains(&empty), "{text}");
        text.replace(&empty, &format!("{unit}{lines}"))
    };
    for lines in [
        "target = \"Мало данных\" # так в записке\noutdated = \"Weak evidence base\"\nstate = \"reviewed\"\n",
        "target = \"\"\nnote = \"Спросить офис.\"\n",
        "target = \"\" # спросить офис\n",
        "translate = false\n",
    ] {
        let text = of_unit(lines);
        let (gone, changes) = update(&text, &without);
        assert_eq!(changes.removed, 1, "{gone}");
        for line in lines.lines() {
            assert!(gone.contains(line), "{line} in {gone}");
        }
        let (back, _) = update(&gone, ASTANA);
        assert!(!back.contains("[[removed]]"), "{back}");
        let unit = format!("source = \"Insufficient evidence base\"\n{lines}digest = ");
        assert!(back.contains(&unit), "{back}");
    }
    // With the words that it was translated from it is found, too.
    let outdated = "target = \"Мало данных\"\noutdated = \"Weak evidence base\"\n";
    let (gone, _) = update(&of_unit(outdated), &without);
    let before = ASTANA.replace("Insufficient evidence base", "Weak evidence base");
    let (back, _) = update(&gone, &before);
    let unit = format!("source = \"Weak evidence base\"\n{outdated}");
    assert!(back.contains(&unit), "{back}");
    // What nobody has worked at is not kept.
    let (gone, changes) = update(&of_unit("target = \"\"\n"), &without);
    assert_eq!((changes.removed, gone.contains("[[removed]]")), (0, false));
}

#[test]
fn a_unit_that_stands_alone_is_the_first_of_its_list() {
    let with = |others: &str| {
        let list = "participants = [";
        assert!(ASTANA.contains(list));
        ASTANA.replace(list, &format!("{list}{others}"))
    };
    let listed = "[[meeting.participants]]\nsource = \"Friends of the river\"\n";
    let text = "language = \"ru\"\noriginal = \"brief.toml\"\n\n".to_owned() + listed;
    let alone = text
        .replace("[[", "[")
        .replace("]]", "]\ntarget = \"Друзья реки\"");
    let inline = alone
        .replace("[meeting.participants]\n", "meeting.participants = { ")
        .replace("реки\"\n", "реки\", ")
        .replace("river\"\n", "river\" }\n");
    for others in [
        "\"Friends of the river\", \"Friends of the lake\", ",
        "\"Friends of the lake\", \"Friends of the river\", ",
    ] {
        for text in [&alone, &inline] {
            let original = with(others);
            let (updated, _) = update(text, &original);
            let units = read(&updated).units;
            let of = |words: &str| {
                let is_it = |unit: &&translation::Unit| unit.source.as_deref() == Some(words);
                let unit = units
                    .iter()
                    .find(is_it)
                    .unwrap_or_else(|| panic!("{updated}"));
                unit.translated().map(|target| target.text.as_str())
            };
            assert_eq!(of("Friends of the river"), Some("Друзья реки"), "{updated}");
            assert_eq!(of("Friends of the lake"), None, "{updated}");
        }
        // So it is where the translation of another comes home from Word.
        let original = source("brief.toml", &with(others));
        let incoming = translation::Incoming {
            path: "meeting.participants".to_owned(),
            source: "Friends of the lake".to_owned(),
            target: Some("Друзья озера".to_owned()),
            state: None,
            note: None,
            done: true,
        };
        let passages = passages_of(&original);
        let updated =
            translation::take_over(&alone, &read(&alone), &passages, &[incoming]).unwrap();
        let units = read(&updated).units;
        let targets = units.iter().filter_map(|unit| unit.translated());
        let targets: Vec<&str> = targets.map(|target| target.text.as_str()).collect();
        assert_eq!(targets, ["Друзья реки", "Друзья озера"], "{updated}");
    }
}

#[test]
fn that_a_passage_stays_as_it_is_holds_for_the_words_that_it_had() {
    let text = update(&fresh(), ASTANA).0.replace(
        "source = \"Fragmented management\"\ntarget = \"\"\n",
        "source = \"Fragmented management\"\ntranslate = false\n",
    );
    let told = |original: &str, text: &str| codes(&edition(original, text).1).contains("outdated");
    assert!(!told(ASTANA, &text));
    let changed = ASTANA.replace("Fragmented management", "Fragmented water management");
    assert!(told(&changed, &text));
    let (updated, changes) = update(&text, &changed);
    assert_eq!(changes.outdated, 1, "{updated}");
    assert!(told(&changed, &updated));
    assert_eq!(update(&updated, &changed).0, updated);
    let line = "outdated = \"Fragmented management\"\n";
    assert!(updated.contains(line), "{updated}");
    assert!(!told(&changed, &updated.replace(line, "")));
}

#[test]
fn words_that_were_copied_and_numbers_that_were_mistyped_are_told() {
    let brief = ASTANA.replace("Fragmented management", "45 managements since 2018");
    let told = |code: &str, state: &str, target: &dyn Fn(&str) -> String| {
        let text = filled(&brief, |passage| Some(target(&passage.text)));
        let text = text.replace("management.text]\n", &format!("management.text]\n{state}"));
        let (_, diagnostics) = edition(&brief, &text);
        let told = diagnostics
            .into_iter()
            .filter(|diagnostic| diagnostic.code == code);
        let span = |told: Diagnostic| text[told.span.unwrap()].to_owned();
        told.map(span).collect::<Vec<_>>()
    };
    let copied = told("same-as-source", "", &str::to_owned);
    let names = |words: &str| copied.contains(&format!("\"{words}\""));
    assert!(
        names("45 managements since 2018") && !names("Astana"),
        "{copied:?}"
    );
    let read = told("same-as-source", "state = \"reviewed\"\n", &str::to_owned);
    assert!(
        !read.contains(&"\"45 managements since 2018\"".to_owned()),
        "{read:?}"
    );
    let quoted = |text: &str| format!("«{text}»");
    let none: [String; 0] = [];
    assert_eq!(told("same-as-source", "", &quoted), none);
    assert_eq!(told("numbers-differ", "", &quoted), none);
    let mistyped = |text: &str| quoted(text).replace("45", "54");
    assert_eq!(
        told("numbers-differ", "", &mistyped),
        ["\"«54 managements since 2018»\""]
    );
    assert_eq!(
        told("numbers-differ", "state = \"final\"\n", &mistyped),
        none
    );
}

#[test]
fn words_of_the_brief_in_the_language_are_no_passages() {
    let brief = ASTANA.replace(
        "name = \"European Union\"",
        "name = { en = \"European Union\", ru = \"Европейский союз\" }",
    );
    let original = source("brief.toml", &brief);
    let paths: Vec<String> = passages_of(&original).into_iter().map(|p| p.path).collect();
    assert!(
        !paths.contains(&"organisation[eu].name".to_owned()),
        "{paths:?}"
    );
    assert!(
        paths.contains(&"organisation[carec].name".to_owned()),
        "{paths:?}"
    );
    let (document, _) = edition(&brief, &update(&fresh(), &brief).0);
    assert!(format!("{document:?}").contains("Европейский союз"));
}

#[test]
fn ten_thousand_passages_are_not_too_many() {
    let mut brief = ASTANA.to_owned();
    for number in 0..10_000 {
        brief.push_str(&format!(
            "\n[[recommendation]]\ntext = \"Recommendation number {number} of the meeting\"\n"
        ));
    }
    let text = filled(&brief, |passage| Some(passage.text.to_uppercase()));
    let changed = brief.replace("number 77 of", "number 77 and a half of");
    let (updated, changes) = update(&text, &changed);
    assert_eq!(
        (changes.outdated, changes.untranslated, changes.removed),
        (1, 0, 0)
    );
    let (document, diagnostics) = edition(&changed, &updated);
    assert!(document.is_some());
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    let original = source("brief.toml", &changed);
    let exchange = Exchange::of(
        &passages_of(&original),
        &read(&updated),
        "brief.toml",
        &Language("en".to_owned()),
    );
    assert_eq!(read_xliff(&xliff::write(&exchange)), exchange);
}

fn read_xliff(xml: &str) -> Exchange {
    let source = source("brief.ru.xlf", xml);
    let (exchange, wrong) = xliff::read(&source);
    assert_eq!(wrong, [], "{xml}");
    exchange.unwrap()
}

/// A line of words, with all that may be in one: markup that is none, quotation marks, other scripts.
fn line() -> impl Strategy<Value = String> {
    "[a-zA-Zа-яА-Я0-9қңө«»“”\"'\\\\&<>*_\\[\\]() ,.\u{a0}—]{0,40}[a-zа-я]"
}

/// Prose that is right: paragraphs and lists with emphasis, links and footnotes.
fn prose() -> impl Strategy<Value = String> {
    let word = "[a-zа-яқ]{1,8}".boxed();
    let inline = prop_oneof![
        4 => word.clone(),
        1 => word.clone().prop_map(|word| format!("*{word}*")),
        1 => word.clone().prop_map(|word| format!("**{word}**")),
        1 => word.clone().prop_map(|word| format!("[{word} *x*](https://a.org/{word})")),
        1 => Just("<https://example.org>".to_owned()),
        1 => Just("\\*".to_owned()),
        1 => Just("[Су [a]{lang=en} кодексі]{lang=kk}".to_owned()),
    ];
    let paragraph = prop::collection::vec(
        (inline, prop_oneof![Just(" "), Just("\n"), Just("  \n")]),
        1..8,
    )
    .prop_map(|words| {
        let words: String = words
            .iter()
            .map(|(word, gap)| format!("{word}{gap}"))
            .collect();
        format!("x{}", words.trim_end())
    });
    let block = prop_oneof![
        3 => paragraph.clone(),
        1 => prop::collection::vec(word, 1..4)
            .prop_map(|items| items.iter().map(|item| format!("- {item}\n")).collect::<String>()),
    ];
    (prop::collection::vec(block, 1..4), any::<bool>()).prop_map(|(blocks, note)| {
        let text = blocks.join("\n\n");
        if note {
            format!("x[^1] {text}\n\n[^1]: Note.")
        } else {
            text
        }
    })
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn a_no_break_space_at_an_end_comes_back_from_a_translator() {
    let brief = "language = \"en\"\npublished = 2026-05-04\ntitle = \"x\"\nsummary = \"y\"\n\
                 [meeting]\ndate = 2026-04-30\ntitle = \"z\"\n";
    let targets = ["\u{a0}– один\u{202f}", "\u{a0}два\u{a0}"];
    let text = filled(brief, |passage| match passage.path.as_str() {
        "title" => Some(targets[0].to_owned()),
        "summary" => Some(targets[1].to_owned()),
        _ => None,
    });
    let passages = passages_of(&source("brief.toml", brief));
    let exchange = Exchange::of(
        &passages,
        &read(&text),
        "brief.toml",
        &Language("en".to_owned()),
    );
    let back = read_xliff(&xliff::write(&exchange));
    let words = |path: &str| {
        let unit = back.units.iter().find(|unit| unit.path == path);
        unit.and_then(|unit| unit.target.clone())
    };
    assert_eq!(words("title").as_deref(), Some(targets[0]));
    assert_eq!(words("summary").as_deref(), Some(targets[1]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_a_translator_writes_is_what_the_edition_says(
        lines in prop::collection::vec(line(), 4),
        targets in prop::collection::vec(line(), 4),
        summary in prose(),
        translated in prose(),
    ) {
        let brief = format!(
            "language = \"en\"\npublished = 2026-05-04\ntitle = {}\nsummary = {}\n[meeting]\ndate = 2026-04-30\n\
             title = {}\nparticipants = [{}, {}]\n",
            quoted(&lines[0]), quoted(&summary), quoted(&lines[1]), quoted(&lines[2]), quoted(&lines[3]),
        );
        let text = filled(&brief, |passage| Some(match passage.path.as_str() {
            "summary" => translated.clone(),
            "title" => targets[0].clone(),
            "meeting.title" => targets[1].clone(),
            _ if passage.text == one_line(&lines[2]) => targets[2].clone(),
            _ => targets[3].clone(),
        }));
        let original = source("brief.toml", &brief);
        let (read_brief, language) = read_brief(&original);
        let file = source("brief.ru.toml", &text);
        let (edition, diagnostics) = read(&text).apply(&file, read_brief, &original, &language);
        prop_assert!(diagnostics.iter().all(|d| d.level == Level::Warning), "{:?}", diagnostics);
        let brief_in_russian = edition.unwrap().brief;
        prop_assert_eq!(&brief_in_russian.title.value, &one_line(&targets[0]));
        prop_assert_eq!(&brief_in_russian.meeting.title.value, &one_line(&targets[1]));
        prop_assert_eq!(brief_in_russian.title.origin.file, InputFile::Translation);
        let last = brief_in_russian.meeting.participants.last().unwrap();
        let same = one_line(&lines[2]) == one_line(&lines[3]);
        prop_assert_eq!(&last.value, &one_line(if same { &targets[2] } else { &targets[3] }));
        // The prose is that of a brief which says it itself.
        let own = brief.replace(&quoted(&summary), &quoted(&translated));
        let (own, _) = brief::read(&source("own.toml", &own), &mut beside);
        let words = |brief: &Brief| {
            let summary = brief.summary.as_ref().unwrap();
            let shown = format!("{:?}{:?}", summary.blocks, summary.notes);
            let places = shown.split("origin: ").map(|part| part.split_once("}),").map_or(part, |(_, rest)| rest).to_owned());
            places.collect::<String>()
        };
        prop_assert_eq!(words(&brief_in_russian), words(&own.unwrap()));
        prop_assert_eq!(update(&text, &brief).0, text);
    }

    #[test]
    fn xliff_out_and_back_is_the_identity(
        source_prose in prose(),
        target_prose in prose(),
        title in line(),
        target in "[\u{1}-\u{24f}\u{400}-\u{4ff}\u{fffd}\u{10000}]{1,30}[a-z]",
        note in line(),
    ) {
        let brief = format!(
            "language = \"en\"\npublished = 2026-05-04\ntitle = {}\nsummary = {}\n[meeting]\ndate = 2026-04-30\n\
             title = \"x\"\n",
            quoted(&title), quoted(&source_prose),
        );
        let text = filled(&brief, |passage| match passage.path.as_str() {
            "summary" => Some(target_prose.clone()),
            "title" => Some(target.clone()),
            _ => None,
        });
        let text = text.replace("[title]\n", &format!("[title]\nstate = \"final\"\nnote = {}\n", quoted(&note)));
        let original = source("brief.toml", &brief);
        let passages = passages_of(&original);
        let language = Language("en".to_owned());
        let exchange = Exchange::of(&passages, &read(&text), "brief.toml", &language);
        let xml = xliff::write(&exchange);
        prop_assert_eq!(read_xliff(&xml), exchange);
        // And nothing is left to be taken over.
        let incoming: Vec<translation::Incoming> = read_xliff(&xml)
            .units
            .into_iter()
            .map(|unit| translation::Incoming {
                path: unit.path,
                source: unit.source,
                target: unit.target,
                state: (unit.state == xliff::SegmentState::Final).then_some(translation::State::Final),
                note: unit.note,
                done: true,
            })
            .collect();
        let (again, _) = translation::update(&text, &read(&text), &passages, &incoming).unwrap();
        prop_assert_eq!(again, text);
    }

    #[test]
    fn no_file_stops_the_readers(cut in 0usize..4000, at in 0usize..4000, with in ".{0,4}") {
        let text = filled(ASTANA, |passage| Some(format!("*{}*", passage.text)));
        let original = source("brief.toml", ASTANA);
        let exchange = Exchange::of(&passages_of(&original), &read(&text), "b.toml", &Language("en".into()));
        for whole in [text, xliff::write(&exchange)] {
            let mut broken = whole.clone();
            let at = broken.floor_char_boundary(at.min(broken.len()));
            let end = broken.floor_char_boundary((at + cut % 40).min(broken.len()));
            broken.replace_range(at..end, &with);
            broken.truncate(broken.floor_char_boundary(broken.len().saturating_sub(cut / 40)));
            let broken = source("broken", &broken);
            let (_, diagnostics) = read_translation(&broken);
            for diagnostic in diagnostics {
                prop_assert!(diagnostic.span.is_none_or(|span| span.end <= broken.text.len()));
            }
            let _ = xliff::read(&broken);
        }
    }
}

/// `text` as one line in normalisation form C.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}'))
        .filter(|word| !word.is_empty())
        .collect();
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc()
        .normalize(&words.join(" "))
        .into_owned()
}

#[test]
fn a_translation_that_was_copied_with_its_brief_is_not_that_of_the_copy() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("osh.toml"), ASTANA).unwrap();
    let translated = run(&folder, &["translate", "osh.toml", "--to", "ru"]);
    assert_eq!(translated.0, 0, "{translated:?}");
    let of_osh = fs::read_to_string(path("osh.ru.toml")).unwrap();
    fs::write(path("talas.toml"), ASTANA.replace("2017", "2018")).unwrap();
    fs::write(path("talas.ru.toml"), &of_osh).unwrap();
    let make = || run(&folder, &["talas.toml", "--all-languages", "-f", "pdf"]);
    let (code, _, stderr) = make();
    assert_eq!(code, 1, "{stderr}");
    assert!(
        stderr.contains("error[other-brief]") && stderr.contains("original = \"talas.toml\""),
        "{stderr}"
    );
    assert!(!path("talas.ru.pdf").exists());
    let mended = of_osh.replace("osh.toml", "talas.toml");
    fs::write(path("talas.ru.toml"), mended).unwrap();
    assert_eq!(make().0, 0);
}

#[test]
fn a_translation_has_passages_in_other_languages() {
    let text = filled(ASTANA, |passage| {
        Some(match passage.path.as_str() {
            "practice[green-bridge].title" => "[Green Bridge]{lang=en}: мост".to_owned(),
            "practice[green-bridge].text" => "Программа *[Green Bridge]{lang=en}*.".to_owned(),
            _ => format!("«{}»", passage.text),
        })
    });
    let (document, diagnostics) = edition(ASTANA, &text);
    assert_eq!(diagnostics, []);
    let mut english = 0;
    document.unwrap().visit_nodes(&mut |node, _| {
        english += usize::from(node.language == Some(Language("en".to_owned())));
    });
    assert_eq!(english, 2);
}

#[test]
fn a_translation_is_known_behind_the_mark_of_an_editor() {
    let text = "\u{feff}original = \"brief.toml\"\nlanguage = \"ru\"\n";
    assert!(translation::is_translation(text));
    assert!(read_translation(&source("brief.ru.toml", text)).0.is_some());
}

#[test]
fn the_language_of_a_name_is_one_that_there_is() {
    for (name, tag) in [
        ("brief.kk.toml", "kk"),
        ("brief.v2.toml", "ru"),
        ("kk.toml", "ru"),
    ] {
        let (_, wrong) = read_translation(&source(name, "original = \"brief.toml\"\n"));
        let help = wrong[0].help.as_deref().unwrap();
        assert!(
            help.contains(&format!("`language = \"{tag}\"`")),
            "{name}: {help}"
        );
    }
}

#[test]
fn dangerous_xliff_is_refused() {
    let deep = format!(
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\">{}",
        "<group>".repeat(100_000)
    );
    for (xml, expected) in [
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><xliff/>", "document type"),
        (
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\"/>",
            "XLIFF 1.2, not 2",
        ),
        (
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"/>",
            "does not say which `version` of XLIFF",
        ),
        ("<html/>", "no XLIFF"),
        ("", "no XML"),
        ("language = \"ru\"", "no XML"),
        ("<xliff", "not well-formed"),
        (
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\">&e;",
            "entity `&e;`",
        ),
        (&deep, "more than 64 deep"),
    ] {
        let (exchange, wrong) = xliff::read(&source("x.xlf", xml));
        assert_eq!(exchange, None);
        assert!(wrong[0].message.contains(expected), "{wrong:?}");
        assert_eq!(wrong[0].level, Level::Error);
    }
}

#[test]
fn what_another_program_writes_is_read() {
    let exchange = read_xliff(
        r#"<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:other" version="2.0"
            srcLang="en" trgLang="ru"><x:file id="f"><x:group id="g"><x:unit id="summary" name="summary">
            <m:matches><m:match><x:source>not this</x:source></m:match></m:matches>
            <x:notes><x:note>Спросить офис.</x:note></x:notes>
            <x:originalData><x:data id="d1">*</x:data><x:data id="d2">[</x:data><x:data id="d3">](#a)</x:data></x:originalData>
            <x:segment state="reviewed"><x:source>One <x:pc id="1" dataRefStart="d1" dataRefEnd="d1">two</x:pc>. </x:source>
            <x:target order="2">Раз <x:sc id="1" dataRef="d1"/>два<x:ec startRef="1" dataRef="d1"/>.</x:target></x:segment>
            <x:segment state="final"><x:source>A <x:pc id="2" dataRefStart="d2" dataRefEnd="d3"><x:mrk id="m" type="term">b</x:mrk></x:pc></x:source>
            <x:target order="1">А &amp; <x:pc id="2"><![CDATA[б]]></x:pc><x:cp hex="0021"/> </x:target></x:segment>
            </x:unit></x:group></x:file></x:xliff>"#,
    );
    let [unit] = &exchange.units[..] else {
        panic!("{exchange:?}");
    };
    assert_eq!(unit.source, "One *two*. A [b](#a)");
    assert_eq!(unit.target.as_deref(), Some("А & [б](#a)! Раз *два*."));
    assert_eq!(unit.state, xliff::SegmentState::Reviewed);
    assert_eq!(unit.note.as_deref(), Some("Спросить офис."));
}

// The command

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_brief_goes_to_the_translator_and_comes_back_as_an_edition() {
    let folder = folder(&[("astana.toml", ASTANA)]);
    let (code, _, stderr) = run(&folder, &["translate", "astana.toml"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("--to ru,kk"), "{stderr}");
    let (code, stdout, _) = run(&folder, &["translate", "astana.toml", "--to", "ru,kk"]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout,
        "astana.ru.toml: new, 31 passages, 31 to be translated\nastana.kk.toml: new, 31 passages, 31 to be translated\n"
    );
    let (code, _, stderr) = run(&folder, &["astana.ru.toml"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("31 passages are not translated"),
        "{stderr}"
    );
    assert_eq!(stderr.matches("warning[").count(), 1, "{stderr}");
    assert_eq!(run(&folder, &["check", "--strict", "astana.ru.toml"]).0, 1);

    let translated =
        include_str!("../briefs/astana-2017.ru.toml").replace("astana-2017.toml", "astana.toml");
    fs::write(folder.path().join("astana.ru.toml"), translated).unwrap();
    assert_eq!(run(&folder, &["check", "--strict", "astana.ru.toml"]).0, 0);
    let (code, stdout, _) = run(&folder, &["astana.toml", "--all-languages"]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout.lines().count(),
        4,
        "one line each, and the sum: {stdout}"
    );
    assert_eq!(
        names(&folder),
        [
            "astana.docx",
            "astana.kk.docx",
            "astana.kk.pdf",
            "astana.kk.toml",
            "astana.pdf",
            "astana.ru.docx",
            "astana.ru.pdf",
            "astana.ru.toml",
            "astana.toml"
        ]
    );
    // Both files are in both outputs: the edition can be made again from either.
    let pdf = fs::read(folder.path().join("astana.ru.pdf")).unwrap();
    let pdf = lopdf::Document::load_mem(&pdf).unwrap();
    let attached: BTreeSet<String> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has_type(b"Filespec"))
        .map(|dictionary| {
            String::from_utf8_lossy(dictionary.get(b"F").unwrap().as_str().unwrap()).into_owned()
        })
        .collect();
    assert_eq!(
        attached,
        BTreeSet::from(["astana.ru.toml".to_owned(), "astana.toml".to_owned()])
    );
}

#[test]
fn translations_that_a_brief_left_behind_are_named() {
    let text = filled(ASTANA, |passage| Some(format!("«{}»", passage.text)));
    let changed = ASTANA.replace("Fragmented management", "Fragmented water management");
    let folder = folder(&[("nexus.toml", &changed), ("brief.ru.toml", &text)]);
    let advice = "call this file `nexus.ru.toml`, and write `original = \"nexus.toml\"`";
    let told = |arguments: &[&str], code: i32, level: &str| {
        let (said, _, stderr) = run(&folder, arguments);
        assert_eq!(said, code, "{stderr}");
        let line = format!("{level}[orphaned-translation]: this is a translation of `brief.toml`");
        assert!(stderr.contains(&line), "{stderr}");
        assert!(stderr.contains(advice), "{stderr}");
    };
    told(&["check", "nexus.toml"], 0, "warning");
    told(
        &["nexus.toml", "--all-languages", "-f", "docx"],
        0,
        "warning",
    );
    told(&["translate", "nexus.toml"], 1, "error");
    told(&["translate", "nexus.toml", "--to", "ru,kk"], 1, "error");
    assert_eq!(
        names(&folder),
        ["brief.ru.toml", "nexus.docx", "nexus.toml"]
    );
    let (code, _, stderr) = run(&folder, &["check", "brief.ru.toml"]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains(&format!("`nexus.toml` has its passages: {advice}")),
        "{stderr}"
    );
    let (_, _, stderr) = run(&folder, &["translate", "nexus.toml", "--to", "ru;kk"]);
    assert!(
        stderr.contains("write commas between languages: `--to ru,kk`"),
        "{stderr}"
    );
    // One of another brief is none.
    fs::write(
        folder.path().join("brief.ru.toml"),
        filled(COMPLETE, |_| None),
    )
    .unwrap();
    let (code, _, stderr) = run(&folder, &["check", "nexus.toml"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        run(&folder, &["translate", "nexus.toml", "--to", "ru"]).0,
        0
    );
}

#[test]
fn a_translation_that_is_called_otherwise_is_named() {
    let russian =
        include_str!("../briefs/astana-2017.ru.toml").replace("astana-2017", "Астрахань й");
    let folder = folder(&[("Астрахань й.toml", ASTANA), ("russian.toml", &russian)]);
    let path = |name: &str| folder.path().join(name);
    let brief = "Астрахань й.toml";
    for (name, translate) in [
        ("russian.toml", "Астрахань й_ru.toml"),
        ("Астрахань й_ru.toml", "астрахань й.ru.toml"),
        ("астрахань й.ru.toml", "Астрахань й.ru.toml"),
    ] {
        for (arguments, fails) in [
            (&["check", brief][..], 0),
            (&["--all-languages", "-f", "docx", brief], 0),
            (&["translate", brief], 1),
            (&["translate", brief, "--to", "ru"], 1),
            (&["archive", brief], 0),
        ] {
            let (code, _, stderr) = run(&folder, arguments);
            assert_eq!(code, fails, "{arguments:?}: {stderr}");
            let help = "call this file `Астрахань й.ru.toml`";
            assert!(stderr.contains(&format!("--> {name}:")), "{stderr}");
            assert!(stderr.contains(help), "{arguments:?}: {stderr}");
        }
        fs::rename(path(name), path(translate)).unwrap();
    }
    // Beside an edition in its language it is a copy.
    fs::copy(path("Астрахань й.ru.toml"), path("back.toml")).unwrap();
    let (_, _, stderr) = run(&folder, &["check", "--all-languages", brief]);
    assert!(stderr.contains("which is the edition"), "{stderr}");
    assert_eq!(run(&folder, &["translate", brief, "--to", "ru"]).0, 0);
}

#[test]
fn names_in_another_normalisation_form_are_the_same() {
    let russian = include_str!("../briefs/astana-2017.ru.toml").replace("astana-2017", "май");
    let [mixed, composed] = ["маи\u{306}", "май"];
    for brief in [mixed, composed] {
        let folder = folder(&[
            (&format!("{brief}.toml"), ASTANA),
            (&format!("{mixed}.ru.toml"), &russian),
        ]);
        let brief = &format!("{brief}.toml");
        let (code, stdout, stderr) = run(&folder, &["check", "--all-languages", brief]);
        assert_eq!((code, stdout.lines().count()), (0, 2), "{stderr}");
        let (code, stdout, stderr) = run(&folder, &["translate", brief, "--to", "ru"]);
        assert_eq!((code, names(&folder).len()), (0, 2), "{stderr}");
        assert!(stdout.contains("ru.toml: 31 passages"), "{stdout}");
    }
}

#[test]
fn a_copy_of_a_translation_takes_no_place() {
    let russian = include_str!("../briefs/astana-2017.ru.toml");
    let folder = folder(&[
        ("astana-2017.toml", ASTANA),
        ("astana-2017.ru.toml", russian),
        ("astana-2017.ru (1).toml", russian),
    ]);
    let brief = "astana-2017.toml";
    for arguments in [
        &["check", brief][..],
        &["check", "--all-languages", brief],
        &["--all-languages", "-f", "docx", brief],
        &["translate", brief],
        &["archive", brief],
    ] {
        let (code, stdout, stderr) = run(&folder, arguments);
        assert_eq!(code, 0, "{stderr}");
        let told = stderr.matches("`astana-2017.ru.toml` is, which is the edition");
        assert_eq!(told.count(), 1, "{arguments:?}: {stderr}");
        assert!(!stdout.contains("(1)"), "{stdout}");
    }
    // Where none is called after the language, all are made, and that is told.
    let path = |name: &str| folder.path().join(name);
    fs::rename(path("astana-2017.ru.toml"), path("astana-2017.a.toml")).unwrap();
    let (code, stdout, stderr) = run(&folder, &["check", "--all-languages", brief]);
    assert_eq!((code, stdout.lines().count()), (0, 3), "{stderr}");
    assert!(stderr.contains("as `astana-2017.a.toml` is\n"), "{stderr}");
}

#[test]
fn a_translation_that_lost_what_says_so_is_not_passed_over() {
    let russian = include_str!("../briefs/astana-2017.ru.toml");
    let utf_16 = russian.encode_utf16().flat_map(u16::to_le_bytes);
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf_16).collect();
    let head = russian.find("\n[").unwrap();
    let recipients = "[[recipient]]\naddress = 'a@b.example'\nlanguage = 'ru'\n";
    let folder = folder(&[
        ("astana-2017.toml", ASTANA),
        // `to` is the language of Tonga.
        ("astana-2017.to.toml", recipients),
        ("astana-2017.de.toml", &ASTANA.replace("\"en\"", "\"de\"")),
    ]);
    let brief = "astana-2017.toml";
    for (lost, said) in [
        (&utf_16[..], "the file is UTF-16 text"),
        (b"", "the translation has no `language`"),
        (
            &russian.as_bytes()[head..],
            "the translation has no `original`",
        ),
    ] {
        fs::write(folder.path().join("astana-2017.ru.toml"), lost).unwrap();
        for arguments in [
            &["check", "--all-languages", brief][..],
            &["--all-languages", "-f", "docx", brief],
            &["translate", brief],
            &["translate", brief, "--to", "ru"],
            &["archive", brief],
            &["mail", brief, "--to", "astana-2017.to.toml", "--dry-run"],
        ] {
            let (code, _, stderr) = run(&folder, arguments);
            assert_eq!(code, 1, "{arguments:?}: {stderr}");
            assert!(stderr.contains(said), "{arguments:?}: {stderr}");
            assert!(!stderr.contains(".to.toml:"), "{stderr}");
            assert!(!stderr.contains(".de.toml"), "{stderr}");
        }
    }
}

#[test]
fn a_translation_that_is_named_stands_for_its_brief() {
    let russian = include_str!("../briefs/astana-2017.ru.toml");
    let folder = folder(&[
        ("astana-2017.toml", ASTANA),
        ("astana-2017.ru.toml", russian),
    ]);
    let (code, stdout, stderr) = run(&folder, &["translate", "astana-2017.ru.toml", "--to", "kk"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("astana-2017.kk.toml: "), "{stdout}");
    let text = fs::read_to_string(folder.path().join("astana-2017.kk.toml")).unwrap();
    assert!(text.contains("original = \"astana-2017.toml\""), "{text}");
    assert_eq!(
        fs::read_to_string(folder.path().join("astana-2017.ru.toml")).unwrap(),
        russian
    );
}

#[test]
fn the_translations_that_come_with_the_program_are_complete() {
    let mut command = briefgen();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args([
        "check",
        "--strict",
        "--all-languages",
        "briefs/astana-2017.toml",
    ]);
    let output = command.assert().code(0);
    let stdout = stdout(&output);
    assert_eq!(stdout.lines().count(), 3, "{stdout}");
}

#[test]
fn a_check_says_where_the_work_is_and_how_much_of_it() {
    let folder = folder(&[("astana.toml", ASTANA)]);
    assert_eq!(
        run(&folder, &["translate", "astana.toml", "--to", "ru"]).0,
        0
    );
    let (code, stdout, stderr) = run(&folder, &["check", "astana.ru.toml"]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout,
        "astana.ru.toml: a translation, 31 of 31 passages to be translated\n"
    );
    assert_eq!(stderr.matches("warning[").count(), 1, "{stderr}");
    assert!(
        stderr.contains("31 passages are to be translated: lines 14–"),
        "{stderr}"
    );
    // Programs mark each.
    let json = ["check", "astana.ru.toml", "--message-format", "json"];
    let (_, _, stderr) = run(&folder, &json);
    assert_eq!(stderr.matches("\"untranslated\"").count(), 31, "{stderr}");
    // Two are named by their lines, one with its words.
    let finished = filled(ASTANA, |passage| {
        (!passage.path.starts_with("meeting.t") && passage.path != "title")
            .then(|| format!("«{}»", passage.text))
    });
    let finished = finished.replace("brief.toml", "astana.toml");
    fs::write(folder.path().join("astana.ru.toml"), &finished).unwrap();
    let (_, stdout, stderr) = run(&folder, &["check", "astana.ru.toml"]);
    assert!(
        stderr.contains("2 passages are to be translated: lines 14 and 19"),
        "{stderr}"
    );
    assert!(stdout.contains("2 of 31 passages"), "{stdout}");
}

#[test]
fn a_folder_stands_for_its_briefs() {
    let folder = folder(&[("astana.toml", ASTANA), ("notes.toml", "a = 1\n")]);
    let (code, stdout, stderr) = run(&folder, &["translate", ".", "--to", "ru"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains("astana.ru.toml: new, 31 passages"),
        "{stdout}"
    );
    let (code, stdout, _) = run(&folder, &["translate", "."]);
    assert_eq!(code, 0);
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
}

#[test]
fn a_space_behind_a_comma_is_told() {
    let folder = folder(&[("astana.toml", ASTANA)]);
    let (code, _, stderr) = run(&folder, &["translate", "--to", "ru,", "kk", "astana.toml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("`--to ru,kk`"), "{stderr}");
}

#[test]
fn figures_are_those_of_the_language_of_the_edition() {
    let brief = format!(
        "{ASTANA}\n[[table]]\nid = \"flow\"\ncaption = \"Flow\"\ncolumns = [\"Basin\", \"2021\", \"Part\"]\n\
         rows = [[\"Northern\", 1250.5, \"40%\"], [\"Southern\", 980.25, \"60%\"]]\n\
         [[chart]]\nid = \"years\"\ncaption = \"Years\"\nkind = \"bar\"\nlabels = [\"2020\", \"2021\"]\n\
         unit = \"%\"\nseries = [{{ name = \"Flow\", values = [1, 2] }}]\n"
    );
    let brief = brief.replacen("title", "number = \"12\"\ntitle", 1);
    let folder = folder(&[("astana.toml", &brief)]);
    assert_eq!(
        run(&folder, &["translate", "astana.toml", "--to", "prs"]).0,
        0
    );
    let (code, _, stderr) = run(&folder, &["astana.prs.toml"]);
    assert_eq!(code, 0, "{stderr}");
    // The document says nothing else than its brief.
    let before = fs::read_to_string(folder.path().join("astana.prs.toml")).unwrap();
    let (code, _, stderr) = run(&folder, &["pull", "astana.prs.docx"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        fs::read_to_string(folder.path().join("astana.prs.toml")).unwrap(),
        before
    );
    let has_figures = |body: String| {
        assert!(body.contains(">۱۲<") && body.contains(">٪<"), "{body}");
        body.replacen(">۱۲<", ">۱۳<", 1)
    };
    edit_docx(
        &folder.path().join("astana.prs.docx"),
        &[("word/document.xml", &has_figures)],
    );
    // A name is no number.
    let named = brief.replace("\"12\"", "\"CN-17/2018\"");
    let (document, _) = edition(&named, &filled(&named, |_| None));
    assert!(format!("{:?}", document.unwrap().blocks).contains("\"CN-17/2018\""));
    let (document, _) = edition(&brief, &filled(&brief, |_| None));
    let shown = format!("{:?}", document.unwrap().blocks);
    for figures in ["40\u{a0}%", "1250,5"] {
        assert!(shown.contains(&format!("{figures:?}")), "{figures}");
    }
}

#[test]
fn abbreviations_stand_in_the_order_of_the_alphabet_where_they_did() {
    let russian = [
        ("FAO", "ФАО"),
        ("OECD", "ОЭСР"),
        ("OSCE", "ОБСЕ"),
        ("SDG", "ЦУР"),
    ];
    let in_edition = |order: [usize; 4]| {
        let entries = order.map(|place| {
            let short = russian[place].0;
            format!("\n[[abbreviation]]\nshort = \"{short}\"\nlong = \"Words of {short}\"\n")
        });
        let brief = format!("{ASTANA}{}", entries.concat());
        let text = filled(&brief, |passage| {
            let known = russian.iter().find(|(short, _)| *short == passage.text);
            known.map(|(_, short)| (*short).to_owned())
        });
        let (document, _) = edition(&brief, &text);
        let shown = format!("{:?}", document.unwrap().blocks);
        let mut places =
            russian.map(|(_, short)| (shown.find(&format!("{short:?}")).unwrap(), short));
        places.sort_unstable();
        // What the reader changes in it goes home, and nothing was moved.
        let folder = folder(&[("astana.toml", &brief), ("astana.ru.toml", &text)]);
        let text = text.replace("brief.toml", "astana.toml");
        fs::write(folder.path().join("astana.ru.toml"), &text).unwrap();
        assert_eq!(run(&folder, &["astana.ru.toml", "-f", "docx"]).0, 0);
        let (code, stdout, stderr) = run(&folder, &["pull", "astana.ru.docx"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.contains("nothing that"), "{stdout}");
        let change = |body: String| body.replacen("Words of OSCE", "Слова ОБСЕ", 1);
        let docx = folder.path().join("astana.ru.docx");
        edit_docx(&docx, &[("word/document.xml", &change)]);
        let (code, stdout, stderr) = run(&folder, &["pull", "astana.ru.docx"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.contains("1 change\n"), "{stdout}");
        places.map(|(_, short)| short).join(" ")
    };
    assert_eq!(in_edition([0, 1, 2, 3]), "ОБСЕ ОЭСР ФАО ЦУР");
    assert_eq!(in_edition([1, 0, 3, 2]), "ОЭСР ФАО ЦУР ОБСЕ");
}

#[test]
fn xliff_goes_out_and_comes_back() {
    let folder = folder(&[("astana.toml", ASTANA)]);
    assert_eq!(
        run(
            &folder,
            &["translate", "astana.toml", "--to", "ru", "--xliff"]
        )
        .0,
        0
    );
    let file = folder.path().join("astana.ru.xlf");
    let xml = fs::read_to_string(&file).unwrap();
    let translated = xml
        .replacen("</source>", "</source><target>Итоги</target>", 1)
        .replacen("initial", "reviewed", 1);
    fs::write(&file, translated).unwrap();
    // Work that nobody has taken over is not lost.
    let (code, _, stderr) = run(&folder, &["translate", "astana.toml", "--xliff"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("--from-xliff"), "{stderr}");
    let (code, stdout, stderr) = run(
        &folder,
        &["translate", "astana.toml", "--from-xliff", "astana.ru.xlf"],
    );
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "astana.ru.toml: 31 passages, 1 taken over, 30 to be translated\n"
    );
    let text = fs::read_to_string(folder.path().join("astana.ru.toml")).unwrap();
    assert!(
        text.contains("target = \"Итоги\"") && text.contains("state = \"reviewed\""),
        "{text}"
    );
    assert_eq!(run(&folder, &["translate", "astana.toml", "--xliff"]).0, 0);

    // A file that was made before the brief changed.
    fs::write(
        folder.path().join("astana.toml"),
        ASTANA.replace("Outcomes of the meeting", "Results of the meeting"),
    )
    .unwrap();
    let late = fs::read_to_string(&file)
        .unwrap()
        .replace("Итоги", "Результаты");
    fs::write(&file, late).unwrap();
    let (code, stdout, _) = run(
        &folder,
        &["translate", "astana.toml", "--from-xliff", "astana.ru.xlf"],
    );
    assert_eq!(code, 0);
    assert!(
        stdout.contains("1 taken over") && stdout.contains("1 outdated"),
        "{stdout}"
    );
    let text = fs::read_to_string(folder.path().join("astana.ru.toml")).unwrap();
    assert!(
        text.contains("target = \"Результаты\"") && text.contains("outdated = \"Outcomes"),
        "{text}"
    );
}

#[test]
fn wrong_translations_are_told_what_to_write_instead() {
    let brief = include_str!("translations/brief.toml");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/translations");
    let mut files: Vec<PathBuf> = fs::read_dir(&cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("brief.toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let folder = folder(&[
            ("brief.toml", brief),
            (&name, &fs::read_to_string(&path).unwrap()),
        ]);
        let (code, _, stderr) = run(&folder, &["check", &name]);
        insta::assert_snapshot!(
            format!("translation-{}", name.trim_end_matches(".toml")),
            format!("{code}\n{stderr}")
        );
    }
}
