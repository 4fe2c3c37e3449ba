//! A line as a label and what it is the label of.

use super::block::{Words, plain, slice, strong_start, trimmed};
use crate::commonmark::Span;

/// The marks between a label and its value.
const BETWEEN: [char; 5] = [':', '–', '—', '-', '.'];
/// How many words a label has at most.
pub(super) const LONGEST_LABEL: usize = 6;

/// A line as a label and what it is the label of: “Date: …”, “**Date** …”.
pub(super) fn label_and_value(words: &[Span]) -> Option<(String, Words)> {
    let text = plain(words);
    let strong = strong_start(words);
    let end = match strong {
        0 => colon(&text)?,
        strong => strong,
    };
    let label = text[..end].trim_matches(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    if label.is_empty() || label.split_whitespace().count() > LONGEST_LABEL {
        return None;
    }
    let value = trimmed(&slice(words, end, text.len()), &[]);
    // Of these, one stands between.
    let rest = plain(&value);
    let after = rest.trim_start_matches(BETWEEN);
    let value = if rest.len() - after.len() <= 4
        && (after.starts_with(char::is_whitespace) || rest.starts_with(':'))
    {
        trimmed(&slice(&value, rest.len() - after.len(), rest.len()), &[])
    } else {
        value
    };
    Some((label.to_owned(), value))
}

/// Where the first colon of a text stands that is none of a time or of an address: “10:30”, “https://…”.
pub(super) fn colon(text: &str) -> Option<usize> {
    let is_inside = |c: char| c.is_numeric() || c == '/';
    let mut colons = text.match_indices(':').map(|(at, _)| at);
    colons.find(|at| !text[at + 1..].starts_with(is_inside))
}
