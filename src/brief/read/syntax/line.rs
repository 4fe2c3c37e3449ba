//! Lines of a file: which of them are entries, and what those are meant as that are not.

use crate::brief::read::header::{header, is_header, is_list_of_tables};
use crate::brief::read::keys;
use crate::document::Language;
use crate::locale::Locale;
use std::ops::Range;

/// Whether some line of `text` could be a key with its value or the header of a table; what has none is no TOML.
pub(in crate::brief::read) fn is_toml(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().map(str::trim);
    let is_content = |line: &str| !line.is_empty() && !line.starts_with('#');
    lines.clone().any(is_entry) || !lines.any(is_content)
}

/// Whether `line`, without white space at its ends, looks like a key with its value or the header of a table.
pub(in crate::brief::read) fn is_entry(line: &str) -> bool {
    let header = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    // In prose a line may begin with a link or a marked passage.
    let is_header = header.is_some_and(|(name, behind)| {
        is_key(name.trim_start_matches('[').trim()) && !behind.starts_with(['(', '{'])
    });
    is_header
        || line
            .split_once('=')
            .is_some_and(|(key, _)| is_key(key.trim()))
}

/// Whether the parser says by `message` that `found` is text without quotation marks; a word that begins like `nan` or
/// `inf` it takes for a number, and one that begins like `true` or `false` for that.
pub(super) fn is_bare_text(message: &str, found: &str) -> bool {
    let is_word = found.starts_with(char::is_alphabetic);
    message.starts_with("string values must be quoted")
        || message.starts_with("missing opening quote")
        || message.starts_with("invalid boolean")
        || message.contains("float") && is_word
}

/// Whether `key` is made as a key is, with full stops between its parts; letters of all scripts count.
pub(super) fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// The first line after that of the byte `offset` that looks like an entry; else the end of the text.
pub(super) fn entry_after(text: &str, offset: usize) -> usize {
    let mut start = offset;
    while let Some(line_end) = text[start..].find('\n') {
        start += line_end + 1;
        let line = text[start..].lines().next().unwrap_or_default();
        if is_entry(line.trim()) {
            return start;
        }
    }
    text.len()
}

/// The end of the item of a list, or of the value, that begins at the byte `start`.
pub(super) fn end_of_item(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let end = rest.find([',', ']', '}', '#', '\n']).unwrap_or(rest.len());
    start + rest[..end].trim_end().len()
}

/// The header that `line` is meant as: the name of a table, also as notes call it, or what stands in brackets of some kind,
/// or in half of them.
pub(super) fn header_meant(line: &str) -> Option<String> {
    let is_bracket = |c: char| "[](){}<>".contains(c);
    let name = line.trim_matches(|c: char| is_bracket(c) || c == ':' || c.is_whitespace());
    let is_list = line.starts_with("[[") || line.ends_with("]]");
    let may_be_meant = |key: &str| is_header(key) && (!is_list || is_list_of_tables(key));
    let table = match is_header(name) {
        true => Some(name),
        false => keys::in_any_language(name, may_be_meant),
    };
    if let Some(table) = table {
        return Some(header(table));
    }
    if !line.starts_with(is_bracket) || !is_key(name) {
        return None;
    }
    Some(match is_list {
        true => format!("[[{name}]]"),
        false => format!("[{name}]"),
    })
}

/// The place of the value in `line`, a key with its value; none where it is no such line.
pub(super) fn value_range(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let words = &text[line.clone()];
    let (key, value) = words.split_once('=')?;
    if !is_key(key.trim().trim_matches(['"', '\''])) {
        return None;
    }
    let end = line.start + words.trim_end().len();
    let start = line.end - value.trim_start().len();
    (start <= end).then_some(start..end)
}

/// What stands in the place of lines that are taken out, of which the first begins at the byte `at` of the text: their
/// ends, and for the header of a table another, so that the keys below do not join the table above.
pub(super) fn lost(lines: &str, at: usize) -> String {
    let line_ends: String = lines.chars().filter(|c| matches!(c, '\r' | '\n')).collect();
    match lines.trim_start().starts_with('[') {
        true => format!("[-{at}-]{line_ends}"),
        false => line_ends,
    }
}

/// The locale of the language that the file says it is in, or else the first.
pub(super) fn locale(text: &str) -> Locale {
    let tag = text.lines().find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.split('#').next().unwrap_or_default();
        (key.trim() == "language").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    tag.and_then(|tag| Locale::for_language(&Language(tag)))
        .unwrap_or_else(Locale::first)
}
