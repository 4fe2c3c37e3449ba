//! A line of words in its parts: between marks, as a list, as sentences.

use crate::locale::{Locale, Term};

/// The commas between the parts of a place's name.
pub(super) const COMMAS: [char; 2] = [',', '،'];
/// The semicolons between the items of a list.
pub(super) const SEMICOLONS: [char; 2] = [';', '؛'];
/// Dashes between the parts of a line.
pub(super) const DASHES: [&str; 3] = [" – ", " — ", " - "];

/// A list in one line as its items: “a; b; c”, “a, b and c”. What stands in brackets is not divided.
pub(super) fn list(text: &str, locale: Locale) -> Vec<String> {
    let mut parts = parts(text, locale);
    if parts.len() > 1 {
        divide_last(&mut parts, text, locale);
    }
    parts
}

/// Divides the last of the parts of a list that has commas between them, where a word joins two in it.
pub(super) fn divide_last(parts: &mut Vec<String>, text: &str, locale: Locale) {
    if !text.contains(SEMICOLONS)
        && let Some((one, other)) = parts.last().and_then(|last| last_two(last, locale))
    {
        parts.pop();
        parts.extend([one, other]);
    }
}

/// What stands between semicolons, or else between commas; the word in front of the last is no part of it.
pub(super) fn parts(text: &str, locale: Locale) -> Vec<String> {
    let mut parts = match text.contains(SEMICOLONS) {
        true => between(text, &SEMICOLONS),
        false => between(text, &COMMAS),
    };
    if parts.len() > 1
        && let Some(last) = parts.last_mut()
    {
        let joiners = locale.list_joiners().into_iter();
        let without = joiners
            .map(|joiner| format!("{} ", joiner.trim()))
            .find_map(|joiner| last.trim_start().strip_prefix(&joiner));
        if let Some(without) = without {
            *last = without.to_owned();
        }
    }
    parts
        .iter()
        .map(|part| without_stop(part).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether it is a comma or a semicolon.
pub(super) fn is_pause(c: char) -> bool {
    COMMAS.contains(&c) || SEMICOLONS.contains(&c)
}

/// Words without white space around them and without the marks behind them that end an item of a list; the full stop of an
/// initial stays.
pub(super) fn without_stop(words: &str) -> &str {
    let words = words.trim().trim_end_matches(is_pause).trim_end();
    let initial = words.strip_suffix('.').map(|rest| {
        let last = rest.rsplit(|c: char| !c.is_alphanumeric()).next();
        last.unwrap_or_default().chars()
    });
    match initial.map(|mut letters| (letters.next(), letters.next())) {
        Some((Some(letter), None)) if letter.is_uppercase() => words,
        _ => words
            .trim_end_matches(|c| c == '.' || is_pause(c))
            .trim_end(),
    }
}

/// What stands between marks, but for those in brackets and quotation marks, and commas in numbers: “1,250 people”.
pub(super) fn between(text: &str, marks: &[char]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '«' | '“' => depth += 1,
            ')' | '»' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && marks.contains(&c) && !groups_thousands(text, at) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// Whether a mark at `at` stands between the digits of a number: three of them are behind it.
fn groups_thousands(text: &str, at: usize) -> bool {
    let (before, from_mark) = text.split_at(at);
    let behind = from_mark.chars().skip(1);
    before.ends_with(char::is_numeric) && behind.take_while(|c| c.is_numeric()).count() == 3
}

/// The words that join the last two of a list.
pub(super) fn joining_words(locale: Locale) -> Vec<String> {
    let joiners = locale.list_joiners().into_iter();
    let words = joiners.filter(|joiner| joiner.contains(char::is_alphabetic));
    words.collect()
}

/// The last two of “a, b and c”, where they are short.
fn last_two(text: &str, locale: Locale) -> Option<(String, String)> {
    const SHORT: usize = 3;
    let joiner = joining_words(locale).into_iter().next()?;
    let (one, other) = text.split_once(&format!(" {} ", joiner.trim()))?;
    (one.split_whitespace().count() <= SHORT)
        .then(|| (one.trim().to_owned(), other.trim().to_owned()))
}

/// The sentences of a text; a point behind an initial, a title or a short word of addresses (“A. Bekova”, “Dr.
/// Asanov”, “ул. Чуй”) ends none, nor does one in brackets or in front of a small letter.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, mark) in text.match_indices(['(', ')', '.']) {
        match mark {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        let after = text[at + 1..].strip_prefix(' ');
        let ends = after.is_some_and(|after| !after.starts_with(char::is_lowercase));
        if mark != "." || depth > 0 || !ends {
            continue;
        }
        let word = text[start..at].split_whitespace().next_back();
        let is_short_form = |word: &str| {
            let letters = word.chars().count();
            letters == 1
                || letters <= 4 && word.starts_with(char::is_uppercase)
                || letters <= 3 && is_of_address(word)
        };
        if !word.is_some_and(is_short_form) {
            sentences.push(&text[start..at]);
            start = at + 2;
        }
    }
    sentences.push(&text[start..]);
    sentences
}

/// Whether a word stands in front of a name in addresses, in whatever language: “ул”, “обл”.
fn is_of_address(word: &str) -> bool {
    Locale::all().any(|locale| {
        let mut names = [Term::City, Term::Building].into_iter();
        names.any(|term| locale.names_of(term).any(|name| name == word))
    })
}
