//! Placeholders: what stands in a new brief until somebody writes what belongs there.
//!
//! Words in square brackets, and nothing beside them, are a placeholder, as people write it in templates; so is a day
//! on which no meeting was that a brief tells of. `briefgen new` writes no other, and reading a brief warns of each
//! that still stands.

use super::words::{named, quoted};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::document::Origin;

/// The brief's title, and what the meeting was called.
pub(crate) const TITLE: &str = "[Title]";
/// What the project is called.
pub(crate) const PROJECT_TITLE: &str = "[Title of the project]";
/// What a table shows.
pub(crate) const CAPTION: &str = "[What the table shows]";
/// What a picture shows to those who do not see it.
pub(crate) const ALT: &str = "[What the picture shows, for those who do not see it]";
/// A day: nobody takes it for true.
pub(crate) const DAY: Date = Date {
    year: 1900,
    month: 1,
    day: 1,
};

/// Whether words are a placeholder.
pub(crate) fn is_placeholder(words: &str) -> bool {
    let inner = words
        .trim()
        .strip_prefix('[')
        .and_then(|words| words.strip_suffix(']'));
    // A note's mark, “[^1]”, stands for a note.
    inner.is_some_and(|inner| {
        !inner.trim().is_empty() && !inner.contains(['[', ']']) && !inner.starts_with('^')
    })
}

/// The warning that the words of `key` are a placeholder, if they are.
pub(super) fn of_words(key: &str, words: &str, origin: &Origin) -> Option<Diagnostic> {
    is_placeholder(words).then(|| {
        let what = format!(
            "{} is still to be filled in: {}",
            named(key),
            quoted(words.trim())
        );
        Diagnostic::warning("placeholder", what)
            .at_origin(Some(origin))
            .help("write what belongs here, without square brackets, or remove what is not needed")
    })
}

/// The warning that the day of `key` is a placeholder, if it is.
pub(super) fn of_day(key: &str, day: Date, origin: &Origin) -> Option<Diagnostic> {
    (day == DAY).then(|| {
        let what = format!("`{key}` is still to be filled in: {day} stands for no day");
        Diagnostic::warning("placeholder", what)
            .at_origin(Some(origin))
            .help("write the day: year, month and day, with `-` between them")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_brackets_alone_are_a_placeholder() {
        for words in [TITLE, PROJECT_TITLE, CAPTION, ALT, " [to be confirmed] "] {
            assert!(is_placeholder(words), "{words}");
        }
        for words in [
            "[Су кодексі]{lang=kk}",
            "[words](https://example.org)",
            "[Title] and more",
            "[a] and [b]",
            "[^1]",
            "[]",
            "Title",
        ] {
            assert!(!is_placeholder(words), "{words}");
        }
    }
}
