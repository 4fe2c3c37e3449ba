//! Words as CommonMark that says them and nothing else: marks that would be markup have a backslash before them.
//!
//! Which marks are markup depends on what stands around them. Whoever writes words tries [`MARKS`] in their order
//! until what is written reads as what was meant, so that it has as few backslashes as a person would write.

use crate::words::begins_block;

/// The marks that may have to be escaped, in the order in which this is tried: each with what stood before.
pub(crate) const MARKS: [&str; 7] = [
    "",
    "*",
    "*_",
    "*_[]",
    "*_[]{",
    "*_[]{<>&",
    "*_[]{<>&`\\!#~|$",
];

/// `words` with a backslash before each of the marks in `special`.
pub(crate) fn escaped(words: &str, special: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        if special.contains(character) {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// A line with a backslash before what may begin a list, a heading or a rule, where no other escape keeps it from that.
pub(crate) fn guarded(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !begins_block(line) || line.starts_with(['[', '<', '`', '~', '|']) {
        line.to_owned()
    } else {
        format!("{}\\{}", &line[..digits], &line[digits..])
    }
}
