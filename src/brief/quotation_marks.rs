//! Straight quotation marks and apostrophes, as keyboards have them: the outputs show them as they are typed.

use super::lookalikes::word_at;
use super::words::quoted;
use crate::diagnostic::Diagnostic;
use crate::document::Language;
use crate::locale::{Argument, Locale, Message};
use std::ops::Range;

/// Whether the words in a file may have some; TOML itself has others only.
pub(super) fn may_be_in(toml: &str) -> bool {
    ["\\\"", "\"\"\"", "'"]
        .iter()
        .any(|mark| toml.contains(mark))
}

/// A warning where `texts` in `language`, each with its place in `file`, have some.
pub(super) fn of_texts<'a>(
    language: &Language,
    file: &str,
    texts: impl Iterator<Item = (&'a str, Range<usize>)>,
) -> Option<Diagnostic> {
    let locale = Locale::for_language(language)?;
    let mut first = None;
    let mut count = 0;
    for (text, span) in texts {
        for (found, range) in straight(text, &locale) {
            count += 1;
            first.get_or_insert_with(|| {
                // Text with escapes in it does not stand so in the file.
                let typed = file.get(span.clone());
                let start = typed.and_then(|typed| Some(span.start + typed.find(text)?));
                let place = start.map(|start| start + range.start..start + range.end);
                (found, place.unwrap_or(span.clone()))
            });
        }
    }
    let (found, place) = first?;
    let (what, typed, meant) = match found {
        Straight::Quotation(words) => {
            let meant = quotation(words, &locale);
            ("quotation marks are", format!("\"{words}\""), meant)
        }
        Straight::Apostrophe(word) => (
            "apostrophes are",
            word.to_owned(),
            word.replace('\'', "\u{2019}"),
        ),
    };
    let others = match count {
        1 => String::new(),
        2 => ", and so in another place".to_owned(),
        count => format!(", and so in {} other places", count - 1),
    };
    let what = format!(
        "straight {what} printed as they are typed: `{}`",
        quoted(&typed)
    );
    let help = format!("write `{}`{others}", quoted(&meant));
    Some(
        Diagnostic::warning("straight-quotes", what)
            .at(place)
            .help(help),
    )
}

/// `text` with the marks of `locale` in place of straight ones.
pub(crate) fn typographic(text: &str, locale: Locale) -> String {
    let mut written = text.to_owned();
    for (found, range) in straight(text, &locale).into_iter().rev() {
        let mark = match found {
            Straight::Quotation(words) => quotation(words, &locale),
            Straight::Apostrophe(_) => "\u{2019}".to_owned(),
        };
        written.replace_range(range, &mark);
    }
    written
}

fn quotation(words: &str, locale: &Locale) -> String {
    let argument = Argument::Words(words.into());
    locale.filled(Message::Quotation, &[("text", argument)])
}

/// What is typed with straight marks.
#[derive(PartialEq, Eq, Debug)]
enum Straight<'t> {
    /// The words between two of them.
    Quotation(&'t str),
    /// The word with one.
    Apostrophe(&'t str),
}

/// What `text` has with straight marks, and where it stands; code keeps its own.
fn straight<'t>(text: &'t str, locale: &Locale) -> Vec<(Straight<'t>, Range<usize>)> {
    let mut found = Vec::new();
    if !text.contains(['"', '\'']) || text.contains('`') {
        return found;
    }
    // In some languages the mark stands for a letter, which is told by itself.
    let is_letter = locale
        .lookalikes()
        .iter()
        .any(|letter| letter.typed.contains(&'\''));
    let mut opening: Option<usize> = None;
    let mut before = None;
    for (at, mark) in text.char_indices() {
        let next = text[at + mark.len_utf8()..].chars().next();
        let touches = |beside: Option<char>| beside.is_some_and(|c| !c.is_whitespace());
        match (mark, opening) {
            ('"', Some(start)) if touches(before) => {
                let words = Straight::Quotation(&text[start + 1..at]);
                found.push((words, start..at + 1));
                opening = None;
            }
            // Behind a number it means inches, seconds or minutes.
            ('"', None) if touches(next) && !before.is_some_and(char::is_alphanumeric) => {
                opening = Some(at);
            }
            ('\'', _) if !is_letter => {
                let is_in_word = [before, next]
                    .iter()
                    .all(|c| c.is_some_and(char::is_alphabetic));
                if is_in_word {
                    let word = word_at(text, at);
                    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                    found.push((Straight::Apostrophe(word), at..at + 1));
                }
            }
            _ => {}
        }
        before = Some(mark);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tag: &str, texts: &[&str]) -> Option<(String, String)> {
        let texts = texts.iter().map(|text| (*text, 0..text.len()));
        let warning = of_texts(&Language(tag.to_owned()), "", texts)?;
        Some((warning.message, warning.help.unwrap()))
    }

    #[test]
    fn straight_marks_are_told_once_with_those_of_the_language() {
        let (what, help) = told("en", &["The \"Green Bridge\", and \"so on\".", "don't"]).unwrap();
        assert_eq!(
            what,
            "straight quotation marks are printed as they are typed: `\"Green Bridge\"`"
        );
        assert_eq!(help, "write `“Green Bridge”`, and so in 2 other places");
        let (_, help) = told("ru", &["(\"Зелёный мост\")"]).unwrap();
        assert_eq!(help, "write `«Зелёный мост»`");
        let (what, help) = told("en", &["The (basin's) rivers"]).unwrap();
        assert_eq!(
            what,
            "straight apostrophes are printed as they are typed: `basin's`"
        );
        assert_eq!(help, "write `basin’s`");
    }

    #[test]
    fn inches_code_and_letters_are_none() {
        for (tag, text) in [
            ("en", "a pipe of 5\" and one of 7\""),
            ("en", "write `\"yes\"`"),
            ("en", "5' 30\" and ' alone"),
            ("uz", "o'zbek"),
        ] {
            assert_eq!(told(tag, &[text]), None, "{text}");
        }
    }
}
