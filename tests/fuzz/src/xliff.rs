//! Any text as XLIFF: read, written again, and taken over into a translation.

use super::brief::{composed, source};
use super::toml::check;
use briefgen::brief::translation::{self, Incoming, State};
use briefgen::brief::{self};
use briefgen::document::Language;
use briefgen::xliff::{self, Exchange, SegmentState};

const BRIEF: &str = include_str!("../brief.toml");

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let file = source("brief.ru.xlf", text);
    let (exchange, diagnostics) = xliff::read(&file);
    check(&file, &diagnostics, exchange.is_some());
    let Some(exchange) = exchange else {
        return;
    };
    // What is written reads as what was written, but for what no tool of ours writes; from then on nothing changes.
    let once = reread(&exchange);
    assert_eq!(reread(&once), once);
    take_over(&once);
}

fn reread(exchange: &Exchange) -> Exchange {
    let xml = xliff::write(exchange);
    match xliff::read(&source("again.xlf", &xml)) {
        (Some(exchange), _) => exchange,
        (None, wrong) => panic!("{wrong:?}\n{xml}"),
    }
}

/// The translations in a translation of the brief, which then has them and changes no more.
fn take_over(exchange: &Exchange) {
    let brief_source = source("brief.toml", BRIEF);
    let language = Language("ru".to_owned());
    let (read, _) = brief::read_for_edition(
        &brief_source,
        None,
        &language,
        &mut super::brief::Files(None),
    );
    let (mut brief, own_language) = read.expect("a brief");
    let passages = translation::passages(&mut brief, &brief_source);
    let incoming: Vec<Incoming> = exchange
        .units
        .iter()
        .filter(|unit| unit.translate)
        .map(|unit| Incoming {
            path: unit.path.clone(),
            source: unit.source.clone(),
            target: unit.target.clone(),
            state: match unit.state {
                SegmentState::Initial | SegmentState::Translated => None,
                SegmentState::Reviewed => Some(State::Reviewed),
                SegmentState::Final => Some(State::Final),
            },
            note: unit.note.clone(),
            done: unit.state > SegmentState::Initial && unit.outdated.is_none(),
        })
        .collect();
    let empty = translation::new_translation("brief.toml", &language);
    let updated = update(&empty, &passages, &incoming);
    let again = update(&updated, &passages, &incoming);
    assert_eq!(again, updated, "a second time something changes");
    let file = source("brief.ru.toml", &updated);
    let (translation, _) = translation::read_translation(&file);
    let translation = translation.expect("a translation");
    let (edition, found) = translation.apply(&file, brief, &brief_source, &own_language);
    check_apply(&file, &brief_source, &found);
    if let Some(edition) = edition {
        composed(&edition.brief).expect("Russian is a language of ours");
    }
}

fn update(text: &str, passages: &[translation::Passage], incoming: &[Incoming]) -> String {
    let file = source("brief.ru.toml", text);
    let (translation, diagnostics) = translation::read_translation(&file);
    let Some(translation) = translation else {
        panic!("{diagnostics:?}\n{text}");
    };
    let updated = translation::update(text, &translation, passages, incoming);
    updated.expect("it is TOML").0
}

/// Each diagnostic lies in the file that it is of.
fn check_apply(
    translation: &briefgen::diagnostic::Source,
    brief: &briefgen::diagnostic::Source,
    found: &[briefgen::diagnostic::Diagnostic],
) {
    for diagnostic in found {
        let file = match diagnostic.file {
            briefgen::document::InputFile::Translation => translation,
            _ => brief,
        };
        if let Some(span) = &diagnostic.span {
            assert!(file.text.get(span.clone()).is_some(), "{diagnostic:?}");
        }
    }
}
