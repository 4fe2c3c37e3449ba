//! Warnings for what had no room on its page.

use crate::diagnostic::Diagnostic;
use crate::document::Origin;
use crate::layout::{Notice, NoticeKind};
use std::collections::HashMap;

/// How much of a long word a warning shows, in characters.
const SHOWN_OF_WORD: usize = 24;
/// How many of the words that are divided in a field a warning shows.
const SHOWN_WORDS: usize = 3;

/// What the layout noticed, as warnings.
pub(super) fn warnings(notices: &[Notice]) -> Vec<Diagnostic> {
    let mut warnings = divided_words(notices);
    warnings.extend(notices.iter().filter_map(warning));
    warnings
}

/// One warning a field for the words that are wider than their lines.
fn divided_words(notices: &[Notice]) -> Vec<Diagnostic> {
    let words = notices.iter().filter_map(|notice| match &notice.kind {
        NoticeKind::DividedWord { word } => Some((notice.origin.as_ref(), shortened(word))),
        _ => None,
    });
    let warn = |(origin, mut words): (Option<&Origin>, Vec<String>)| {
        let message = if words.len() == 1 {
            format!(
                "the word {} is wider than its line; the PDF divides it between letters",
                words[0]
            )
        } else {
            if words.len() > SHOWN_WORDS {
                words.truncate(SHOWN_WORDS);
                words.push("others".to_owned());
            }
            format!(
                "words are wider than their lines: {}; the PDF divides them between letters",
                words.join(", ")
            )
        };
        Diagnostic::warning("divided-word", message)
            .at_origin(origin)
            .help("write shorter words, or a soft hyphen (U+00AD) where one may be divided; in a table, fewer columns")
    };
    by_field(words).into_iter().map(warn).collect()
}

/// A warning for each of these tables of the DOCX whose words are divided there alone: what the PDF divides is told of it.
pub(super) fn in_docx(tables: Vec<&Origin>, of_pdf: &[Notice]) -> Vec<Diagnostic> {
    let is_told = |table: &Origin| {
        let is_of_table = |origin: &Origin| table_of(origin) == table_of(table);
        of_pdf.iter().any(|notice| {
            let is_divided = matches!(
                notice.kind,
                NoticeKind::DividedWord { .. } | NoticeKind::CrowdedTable { .. }
            );
            is_divided && notice.origin.as_ref().is_some_and(is_of_table)
        })
    };
    let untold = tables.into_iter().filter(|table| !is_told(table));
    let warn = |table: &Origin| {
        let (place, help) = match table.path.starts_with("chart[") {
            true => (
                "in the table of this chart's data",
                "write shorter names, or make several charts",
            ),
            false => (
                "of this table",
                "write shorter words, or divide the table into several",
            ),
        };
        let what = format!(
            "words {place} have no room in the DOCX, where no hyphens are set; a word processor divides them between \
             letters"
        );
        Diagnostic::warning("divided-word", what)
            .at_origin(Some(table))
            .help(help)
    };
    untold.map(warn).collect()
}

/// The table that a field stands in: `table[flow]`.
fn table_of(origin: &Origin) -> &str {
    origin.path.split('.').next().unwrap_or_default()
}

/// The names of what is wrong in each field, each once.
pub(super) fn by_field<'a>(
    found: impl Iterator<Item = (Option<&'a Origin>, String)>,
) -> Vec<(Option<&'a Origin>, Vec<String>)> {
    let mut fields: Vec<(Option<&Origin>, Vec<String>)> = Vec::new();
    let mut places = HashMap::new();
    for (origin, name) in found {
        let place = *places.entry(origin).or_insert(fields.len());
        if place == fields.len() {
            fields.push((origin, Vec::new()));
        }
        let (_, names) = &mut fields[place];
        if !names.contains(&name) {
            names.push(name);
        }
    }
    fields
}

/// A word in quotation marks, without the end where it is long.
fn shortened(word: &str) -> String {
    let shown: String = word.chars().take(SHOWN_OF_WORD).collect();
    let more = if shown.len() < word.len() { "…" } else { "" };
    format!("“{shown}{more}”")
}

/// A warning for what is told by itself.
fn warning(notice: &Notice) -> Option<Diagnostic> {
    let (code, message, help) = match notice.kind {
        NoticeKind::DividedWord { .. } | NoticeKind::MissingGlyph { .. } => return None,
        NoticeKind::NarrowPicture { percent } => (
            "narrow-picture",
            format!(
                "this picture is too high for its width; the PDF shows it at {percent} % of the width it could have"
            ),
            "crop it, or divide it into several figures",
        ),
        NoticeKind::DividedRow => (
            "divided-row",
            "a row of this table is higher than a page; the PDF divides it between pages"
                .to_owned(),
            "shorten the text of its cells, or say it in a paragraph beside the table",
        ),
        NoticeKind::CrowdedTable { columns } => (
            "crowded-table",
            format!("this table has {columns} columns, more than the page has room for"),
            "divide it into several tables, or turn its rows into columns",
        ),
        NoticeKind::HiddenWords { ref words } => (
            "hidden-words",
            format!(
                "the chart has no room for all of {}: in the PDF a search and a screen reader find it, but nobody sees it",
                shortened(words)
            ),
            "write shorter words",
        ),
        NoticeKind::LongNote => (
            "long-note",
            "this footnote takes more than half a page".to_owned(),
            "shorten it, or write it as an annex and refer to that",
        ),
    };
    let warning = Diagnostic::warning(code, message);
    Some(warning.at_origin(notice.origin.as_ref()).help(help))
}
