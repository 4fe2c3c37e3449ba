//! Sentences in letters of the other direction whose language is not marked: they are read aloud in that of the brief.

use super::passage::beside_passages;
use super::words::{counted, quoted};
use crate::bidi::{has_letters_running, is_from_right};
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use crate::locale::{Direction, Locale, direction};
use std::ops::Range;

/// The fewest words of a sentence: a name has fewer, and stands apart on its own.
const LEAST_WORDS: usize = 4;

/// Whether there may be some in a file.
pub(super) fn may_be_in(language: &Language, toml: &str) -> bool {
    direction(language) == Direction::RightToLeft || toml.chars().any(is_from_right)
}

/// A warning where `texts` in `language`, each with its place in `file`, have some.
pub(super) fn of_texts<'a>(
    language: &Language,
    file: &str,
    texts: impl Iterator<Item = (&'a str, Range<usize>)>,
) -> Option<Diagnostic> {
    let own = direction(language);
    let other = own.opposite();
    let way = match other {
        Direction::LeftToRight => "from left to right",
        Direction::RightToLeft => "from right to left",
    };
    let is_sentence = |paragraph: &str| {
        paragraph.ends_with(['.', '?', '!', '؟'])
            && paragraph.split_whitespace().count() >= LEAST_WORDS
            && has_letters_running(paragraph, other)
            && !has_letters_running(paragraph, own)
    };
    let mut found = texts.flat_map(|(text, span)| {
        let paragraphs = text.split("\n\n").map(str::trim);
        let unmarked =
            paragraphs.filter(|paragraph| is_sentence(beside_passages(paragraph).trim()));
        unmarked.map(move |paragraph| (paragraph, span.clone()))
    });
    let (paragraph, span) = found.next()?;
    let others = match found.count() {
        0 => String::new(),
        count => format!("; so with {} more", counted(count, "paragraph")),
    };
    let place = file
        .get(span.clone())
        .and_then(|typed| typed.find(paragraph))
        .map(|at| span.start + at..span.start + at + paragraph.len());
    let what = format!(
        "these words run {way}, but their language is not marked: they are read aloud as `{}`",
        language.0
    );
    let mut tags = Locale::tags().map(|tag| Language(tag.to_owned()));
    let example = tags.find(|language| direction(language) == other)?.0;
    let help = format!(
        "write `[{}]{{lang={example}}}`, with the tag of their language{others}",
        quoted(paragraph)
    );
    Some(
        Diagnostic::warning("unmarked-language", what)
            .at(place.unwrap_or(span))
            .help(help),
    )
}
