//! Spaces that are none in TOML, though they look so, and characters that show nothing, outside of text.
//!
//! Web pages and word processors write them, and a line with one looks as a right line does.

use super::fault::Fault;
use super::line::is_entry;
use crate::diagnostic::{Lines, invisible};
use std::ops::Range;

/// Where they stand in `text`, and which they are.
pub(super) fn outside_text(text: &str) -> Vec<(usize, char)> {
    if text.is_ascii() && !text.contains(['\u{b}', '\u{c}']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for_each_outside_text(text, |at, character, before| {
        if character != '#' && is_strange(character, before) {
            found.push((at, character));
        }
    });
    found
}

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

fn is_strange(character: char, before: Option<char>) -> bool {
    let is_of_toml = matches!(character, ' ' | '\t' | '\n' | '\r');
    !is_of_toml && (character.is_whitespace() || invisible::is_hidden(character, before))
}

/// The fault of a line where the parser stumbled at `span` over one of the characters `strange`, all of which are
/// repaired. None where the line would be wrong without it too.
pub(super) fn fault(
    text: &str,
    lines: &Lines<'_>,
    strange: &[(usize, char)],
    span: &Range<usize>,
    message: &str,
) -> Option<Fault> {
    let last = text.get(span.clone())?.chars().next_back();
    let last_at = span.end - last.map_or(0, char::len_utf8);
    let at_edge = |at: usize| strange.binary_search_by_key(&at, |(at, _)| *at).ok();
    let (at, character) = strange[at_edge(span.start).or_else(|| at_edge(last_at))?];
    let repaired = |character: char| if character.is_whitespace() { " " } else { "" };
    let line = lines.range(at);
    if message.starts_with("key with no value") || message.starts_with("invalid unquoted key") {
        let words = text[line.clone()].replace(|c| is_strange(c, None), " ");
        let words = words.trim();
        if !words.is_empty() && !words.starts_with('#') && !is_entry(words) {
            return None;
        }
    }
    let name = invisible::name(character);
    let (what, help) = match character {
        '\u{a0}' => (
            format!("a no-break space ({name}), as web pages and word processors write it,"),
            "write a plain space",
        ),
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => (
            format!("a line end of word processors ({name})"),
            "begin a new line",
        ),
        _ if character.is_whitespace() => (
            format!("a space of another kind than that of the keyboard ({name})"),
            "write a plain space",
        ),
        _ => (format!("{name}, which shows nothing,"), "remove it"),
    };
    let mut others = 0;
    let mut counted = 0;
    for (at, _) in strange.iter().filter(|(at, _)| !line.contains(at)) {
        if *at >= counted {
            counted = lines.range(*at).end.max(at + 1);
            others += 1;
        }
    }
    let others = match others {
        0 => String::new(),
        1 => ", and such a character on another line".to_owned(),
        others => format!(", and such characters on {others} other lines"),
    };
    let edits = strange.iter().map(|(at, character)| {
        (
            *at..at + character.len_utf8(),
            repaired(*character).to_owned(),
        )
    });
    let place = at..at + character.len_utf8();
    Some(
        Fault::new("syntax", format!("{what} stands here{others}"), place)
            .help(help)
            .repaired(edits.collect()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_remarks_may_hold_any_space() {
        for text in [
            "a = \"x\u{a0}y\" # \u{a0}",
            "a = 'x\\' # '\u{a0}",
            "a = \"x\\\"\u{a0}\"",
            "a = \"\"\"\n\"\u{a0}\"\" \\\"\"\"\u{a0}\"\"\"\"\"",
            "a = [“x\", \"\u{a0}\"]",
            "\u{feff}a = '''\n\u{a0}'''",
            "می\u{200C}شود = 1",
        ] {
            assert_eq!(outside_text(text), [], "{text:?}");
        }
        assert_eq!(
            outside_text("a = \"x\n\u{a0}b = 'y'\u{200b}\u{3000}"),
            [(7, '\u{a0}'), (16, '\u{200b}'), (19, '\u{3000}')]
        );
    }

    #[test]
    fn remarks_stand_outside_of_text() {
        let text =
            "# one \r\na = \"# x\" # two #\nb = '''\n# y\n'''\n  #\nc = [\"[w](#z)\", # three\n]";
        let found: Vec<&str> = remarks(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, ["# one", "# two #", "#", "# three"]);
    }
}
