//! What stands outside of text: keys, marks, numbers and remarks.

use crate::diagnostic::invisible;
use std::ops::Range;

/// The remarks in `text`, each from its `#` to the end of its line.
pub(crate) fn remarks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for_each_outside_text(text, |at, character, _| {
        if character == '#' {
            let line = text[at..].lines().next().unwrap_or_default();
            found.push(at..at + line.trim_end().len());
        }
    });
    found
}

/// Calls `seen` with each character that is no part of a text, where it stands, and the one before it; of a remark with its
/// `#` alone.
pub(in crate::brief::read) fn for_each_outside_text(
    text: &str,
    mut seen: impl FnMut(usize, char, Option<char>),
) {
    let mut before = None;
    let mut at = match text.starts_with('\u{feff}') {
        true => '\u{feff}'.len_utf8(),
        false => 0,
    };
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        at += match character {
            '#' => {
                seen(at, character, before);
                rest.find('\n').unwrap_or(rest.len())
            }
            // Within a word the mark begins no text.
            '"' | '\'' if before.is_none_or(parts_words) => length_of_text(rest, character),
            _ => {
                seen(at, character, before);
                character.len_utf8()
            }
        };
        before = Some(character);
    }
}

/// How many bytes the text takes that begins at the `mark` at the start of `rest`; to the end of its line where it is
/// never closed there.
fn length_of_text(rest: &str, mark: char) -> usize {
    let three = [mark; 3].iter().collect::<String>();
    let (marks, ends_with_line) = match rest.starts_with(&three) {
        true => (three.as_str(), false),
        false => (&three[..1], true),
    };
    let mut at = marks.len();
    while let Some(character) = rest[at..].chars().next() {
        if rest[at..].starts_with(marks) {
            // Up to two marks of its own may stand before those that close text of several lines.
            let own = rest[at + marks.len()..].chars().take_while(|c| *c == mark);
            return at
                + marks.len()
                + if ends_with_line {
                    0
                } else {
                    own.take(2).count()
                };
        }
        if ends_with_line && character == '\n' {
            break;
        }
        at += character.len_utf8();
        if mark == '"' && character == '\\' {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    at
}

/// Whether a word ends at `character`.
fn parts_words(character: char) -> bool {
    character.is_whitespace()
        || ".,=[]{}\"'".contains(character)
        || invisible::is_hidden(character, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_stand_outside_of_text() {
        let text =
            "# one \r\na = \"# x\" # two #\nb = '''\n# y\n'''\n  #\nc = [\"[w](#z)\", # three\n]";
        let found: Vec<&str> = remarks(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["# one", "# two #", "#", "# three"]);
    }
}
