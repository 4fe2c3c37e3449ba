//! Letters of a language that are written as something else that looks like them.

use super::passage::marked_languages;
use super::words::quoted;
use crate::diagnostic::{Diagnostic, invisible};
use crate::document::Language;
use crate::locale::{Locale, Lookalike};
use std::collections::BTreeMap;
use std::ops::Range;

/// A warning for each letter of `language` that `texts` write as something else, each with its place in the file.
pub(super) fn of_texts<'a>(
    language: &Language,
    texts: impl Iterator<Item = (&'a str, Range<usize>)>,
) -> Vec<Diagnostic> {
    let Some(locale) = locale(language) else {
        return Vec::new();
    };
    // By how they are written.
    let mut found: Vec<(&Lookalike, BTreeMap<char, Spelling>)> = locale
        .lookalikes()
        .iter()
        .map(|lookalike| (lookalike, BTreeMap::new()))
        .collect();
    // Words of another language may have its letters.
    let is_marked = |text: &str| marked_languages(text).next().is_some();
    for (text, span) in texts.filter(|(text, _)| !is_marked(text)) {
        let mut before = None;
        for (at, character) in text.char_indices() {
            for (lookalike, spellings) in &mut found {
                let is_it = lookalike.letter == character || lookalike.typed.contains(&character);
                if is_it && lookalike.stands_behind(before) {
                    let new = || Spelling {
                        first: span.clone(),
                        word: word_at(text, at).to_owned(),
                        count: 0,
                    };
                    spellings.entry(character).or_insert_with(new).count += 1;
                }
            }
            before = Some(character);
        }
    }
    let told = found.iter();
    told.flat_map(|(lookalike, spellings)| of_letter(lookalike, spellings))
        .collect()
}

/// Whether a language has such letters.
pub(super) fn are_in(language: &Language) -> bool {
    locale(language).is_some()
}

/// The locale of a language that has such letters.
fn locale(language: &Language) -> Option<Locale> {
    Locale::for_language(language).filter(|locale| !locale.lookalikes().is_empty())
}

/// How a letter is written in the place of `letter`.
struct Spelling {
    /// The text in which it is first.
    first: Range<usize>,
    /// The word there.
    word: String,
    count: usize,
}

/// A warning for each way in which `lookalike` is typed; none where there is but one, and that will do.
fn of_letter(lookalike: &Lookalike, spellings: &BTreeMap<char, Spelling>) -> Vec<Diagnostic> {
    if lookalike.is_spelling && spellings.len() < 2 {
        return Vec::new();
    }
    let letter = lookalike.letter;
    let typed = spellings.iter().filter(|(typed, _)| **typed != letter);
    let warning = |(typed, spelling): (&char, &Spelling)| {
        let others = match spelling.count {
            1 => String::new(),
            count => format!(" ({count} times)"),
        };
        let what = format!(
            "the `{typed}` ({}) of `{}`{others} is not the letter `{letter}`, though it looks so",
            invisible::name(*typed),
            quoted(&spelling.word),
        );
        Diagnostic::warning("lookalike-letter", what)
            .at(spelling.first.clone())
            .help(format!(
                "write `{}` with `{letter}` ({}): with the other the word is not found",
                quoted(&spelling.word.replace(*typed, &letter.to_string())),
                invisible::name(letter),
            ))
    };
    typed.map(warning).collect()
}

/// The word of `text` around the byte `at`.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(char::is_whitespace);
    let start = start.map_or(0, |start| text.ceil_char_boundary(start + 1));
    let end = text[at..].find(char::is_whitespace);
    &text[start..end.map_or(text.len(), |end| at + end)]
}
