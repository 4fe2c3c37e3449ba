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
        for range in straight(text, &locale) {
            count += 1;
            first.get_or_insert_with(|| (text, range, span.clone()));
        }
    }
    let (text, range, span) = first?;
    let (what, typed) = match text[range.clone()].starts_with('"') {
        true => ("quotation marks are", &text[range.clone()]),
        false => {
            let word = word_at(text, range.start);
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            ("apostrophes are", word)
        }
    };
    // Text with escapes in it does not stand so in the file, and the mark may be one of them.
    let in_file = |words: &str| Some(span.start + file.get(span.clone())?.find(words)?);
    let words = typed.trim_matches('"');
    let place = match in_file(text) {
        Some(start) => Some(start + range.start..start + range.end),
        None => in_file(words).map(|start| start..start + words.len()),
    };
    let meant = set(typed, is_quoted(text, &range, &locale), locale);
    let others = match count {
        1 => String::new(),
        2 => ", and so in another place".to_owned(),
        count => format!(", and so in {} other places", count - 1),
    };
    let what = format!(
        "straight {what} printed as they are typed: `{}`",
        quoted(typed)
    );
    let help = format!("write `{}`{others}", quoted(&meant));
    Some(
        Diagnostic::warning("straight-quotes", what)
            .at(place.unwrap_or(span))
            .help(help),
    )
}

/// `text` with the marks of `locale` in place of straight ones.
pub(crate) fn typographic(text: &str, locale: Locale) -> String {
    let mut found = straight(text, &locale);
    found.sort_unstable_by_key(|range| range.start);
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for range in found {
        // An apostrophe between quotation marks is set with them.
        if range.start >= from {
            written.push_str(&text[from..range.start]);
            let is_quoted = is_quoted(text, &range, &locale);
            written.push_str(&set(&text[range.clone()], is_quoted, locale));
            from = range.end;
        }
    }
    written.push_str(&text[from..]);
    written
}

/// What is typed between straight quotation marks, these included, or with apostrophes, with the marks of `locale`: in a
/// quotation those of one inside of it.
fn set(typed: &str, is_quoted: bool, locale: Locale) -> String {
    let words = typed.strip_prefix('"');
    let marks = match is_quoted {
        true => Message::QuotationInner,
        false => Message::Quotation,
    };
    match words.and_then(|words| words.strip_suffix('"')) {
        Some(words) => in_marks(marks, &typographic(words, locale), &locale),
        None => typed.replace('\'', "\u{2019}"),
    }
}

/// Whether `range` of `text` stands in a quotation of a language, which begins and ends in the same paragraph.
fn is_quoted(text: &str, range: &Range<usize>, locale: &Locale) -> bool {
    const PARAGRAPH: &str = "\n\n";
    let marks = quotation("", locale);
    let (Some(open), Some(close)) = (marks.chars().next(), marks.chars().next_back()) else {
        return false;
    };
    let before = text[..range.start]
        .rsplit(PARAGRAPH)
        .next()
        .unwrap_or_default();
    let behind = text[range.end..]
        .split(PARAGRAPH)
        .next()
        .unwrap_or_default();
    let next = behind.chars().find(|c| *c == open || *c == close);
    before.matches(open).count() > before.matches(close).count() && next == Some(close)
}

/// `words` in the quotation marks of a language.
pub(super) fn quotation(words: &str, locale: &Locale) -> String {
    in_marks(Message::Quotation, words, locale)
}

fn in_marks(marks: Message, words: &str, locale: &Locale) -> String {
    locale.filled(marks, &[("text", Argument::Words(words.into()))])
}

/// Where `text` has straight marks: words between two, these included, and apostrophes; code keeps its own.
fn straight(text: &str, locale: &Locale) -> Vec<Range<usize>> {
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
                found.push(start..at + 1);
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
                found.extend(is_in_word.then_some(at..at + 1));
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
        let (_, help) = told("ru", &["Проект «план \"Б\"»"]).unwrap();
        assert_eq!(help, "write `„Б“`");
        let (_, help) = told("ru", &["«Открыта и не закрыта. \"Б\""]).unwrap();
        assert_eq!(help, "write `«Б»`");
        let (_, help) = told("ru", &["«План» и \"Б\""]).unwrap();
        assert_eq!(help, "write `«Б»`");
        let (what, help) = told("en", &["The (basin's) rivers"]).unwrap();
        assert_eq!(
            what,
            "straight apostrophes are printed as they are typed: `basin's`"
        );
        assert_eq!(help, "write `basin’s`");
    }

    #[test]
    fn apostrophes_between_quotation_marks_are_set_with_them() {
        let typed = "The \"don't go\" zone isn't \"a'b\".";
        let english = Locale::for_language(&Language("en".to_owned())).unwrap();
        let set = "The “don’t go” zone isn’t “a’b”.";
        assert_eq!(typographic(typed, english), set);
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
