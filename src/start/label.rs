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
    let colon = || {
        text.char_indices().find_map(|(at, c)| {
            let after = text[at + c.len_utf8()..].chars().next();
            (c == ':' && !after.is_some_and(|c| c.is_ascii_digit() || c == '/')).then_some(at)
        })
    };
    let end = if strong > 0 { strong } else { colon()? };
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
