//! Words of the brief: normalisation, lines, and what messages quote of them.

use crate::words::in_one_line;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::borrow::Cow;

/// How many characters of a text a message quotes.
const QUOTED: usize = 60;

/// `text` in Unicode normalisation form C (UAX #15).
pub(crate) fn normalise(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(text)
        .into_owned()
}

/// `text` in Unicode normalisation form D, in which some systems keep the names of files.
pub(crate) fn decomposed(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfd()
        .normalize(text)
        .into_owned()
}

/// `text` as one line in normalisation form C: runs of white space and line ends are one space, none at
/// the ends. Spaces that the writer chose (no-break, thin, ideographic) stay.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_line_gap).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    normalise(&line)
}

/// `text` without the white space at its ends. Spaces that the writer chose stay.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(is_line_gap)
}

/// Whether `character` is white space between the words of a line.
pub(super) fn is_line_gap(character: char) -> bool {
    character.is_ascii_whitespace()
        || matches!(character, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `text` as a message quotes it: in one line, and its beginning, where it is long.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains(|character| character != ' ' && is_line_gap(character)) {
        return quoted(&one_line(text)).into_owned().into();
    }
    beginning(text, QUOTED)
}

/// `text` as far as its first `length` characters, with “…” where there are more.
pub(crate) fn beginning(text: &str, length: usize) -> Cow<'_, str> {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()).into(),
        None => text.into(),
    }
}

/// The beginning of a text, in one line, for a message.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN: usize = 50;
    beginning(&in_one_line(text), SHOWN).into_owned()
}

/// `noun` with the indefinite article that its first letter asks for.
pub(crate) fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// A key as a message names it: “`title`”. Elements of a list are counted from one: “entry 3 of `values`”, “row 5,
/// column 1”.
pub(super) fn named(key: &str) -> String {
    let mut parts = key.split(['[', ']']).filter(|part| !part.is_empty());
    let list = parts.next().unwrap_or(key);
    let mut numbers = parts.map_while(|part| part.parse::<usize>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(row), Some(column)) => format!("row {}, column {}", row + 1, column + 1),
        (Some(entry), None) => format!("entry {} of `{list}`", entry + 1),
        _ => format!("`{key}`"),
    }
}

/// How many of what `noun` names there are: “1 page”, “2 pages”.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Whether `text` shows nothing: white space and characters without width only.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|character| {
        character.is_whitespace()
            || matches!(
                character,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    })
}

/// `words` without what begins the entries of a list on paper.
pub(super) fn without_bullet(words: &str) -> &str {
    let entry = words.trim_start_matches(['-', '–', '—', '•', '*']);
    match entry.starts_with(char::is_whitespace) {
        true => entry.trim_start(),
        false => words,
    }
}

/// How many misspelt words of a file are compared with all that can be meant: enough for any reader, and little work.
pub(super) const SUGGESTIONS: usize = 200;

/// From how many characters on words are no misspelt name but a sentence, which takes long to compare.
const LONGEST_NAME: usize = 80;

/// Which of `candidates` is written most like `word`, if one is near enough to be meant.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length > LONGEST_NAME {
        return None;
    }
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let others = candidate.chars().count();
            let allowed = (length.max(others) / 3).max(1);
            // No letter of the languages here has another number of letters in lower case.
            if length.abs_diff(others) > allowed {
                return None;
            }
            let other = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&word, &other);
            // What has no letter of the word is another.
            let is_near = distance <= allowed && distance < length.max(others);
            is_near.then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_the_spaces_that_the_writer_chose() {
        assert_eq!(one_line(" one\r\n\ttwo\u{2028}three "), "one two three");
        assert_eq!(one_line("15\u{a0}June"), "15\u{a0}June");
        assert_eq!(one_line("e\u{301}"), "é");
    }

    #[test]
    fn a_long_text_is_quoted_in_part() {
        assert_eq!(quoted("Астана"), "Астана");
        assert_eq!(quoted("_two\r\n lines_"), "_two lines_");
        assert_eq!(quoted(&"ж".repeat(61)), "ж".repeat(60) + "…");
    }

    #[test]
    fn entries_of_lists_are_counted_from_one() {
        assert_eq!(named("title"), "`title`");
        assert_eq!(named("values[2]"), "entry 3 of `values`");
        assert_eq!(named("rows[4][0]"), "row 5, column 1");
    }

    #[test]
    fn what_is_written_nearly_so_may_be_meant() {
        assert_eq!(nearest("asatna", ["osh", "Astana"]), Some("Astana"));
        assert_eq!(nearest("kz", ["en", "kk"]), Some("kk"));
        assert_eq!(nearest("astana", ["osh", "almaty"]), None);
        assert_eq!(nearest("-", ["a", "b"]), None);
    }

    #[test]
    fn one_is_counted_in_the_singular() {
        assert_eq!(counted(0, "page"), "0 pages");
        assert_eq!(counted(1, "page"), "1 page");
        assert_eq!(counted(2, "page"), "2 pages");
    }

    #[test]
    fn nothing_visible_is_blank() {
        assert!(is_blank(" \u{a0}\u{200b}"));
        assert!(!is_blank("—"));
    }

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        let known = ["title", "text", "detail"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Detail", known), Some("detail"));
        assert_eq!(nearest("organisers", known), None);
    }
}
