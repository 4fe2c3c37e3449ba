//! Spaces that are none in TOML, though they look so, and characters that show nothing, outside of text.
//!
//! Web pages and word processors write them, and a line with one looks as a right line does.

use super::fault::Fault;
use super::line::is_entry;
use super::outside_text::for_each_outside_text;
use crate::diagnostic::{Lines, invisible};
use std::ops::Range;

/// Where they stand in `text`, and which they are.
pub(super) fn strange(text: &str) -> Vec<(usize, char)> {
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
        let words = text[line.clone()].replace(char::is_whitespace, " ");
        let words = words.replace(|c| is_strange(c, None), "");
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
        Fault::syntax(format!("{what} stands here{others}"), place)
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
            assert_eq!(strange(text), [], "{text:?}");
        }
        assert_eq!(
            strange("a = \"x\n\u{a0}b = 'y'\u{200b}\u{3000}"),
            [(7, '\u{a0}'), (16, '\u{200b}'), (19, '\u{3000}')]
        );
    }
}
