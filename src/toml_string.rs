//! Strings as TOML writes them (TOML 1.1, “String”).

mod spelling;

pub(crate) use spelling::{Style, folded_width, fresh, rewritten, string};
use std::ops::Range;

/// The kinds of strings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quotes {
    Basic,
    Literal,
    MultiLineBasic,
    MultiLineLiteral,
}

impl Quotes {
    /// Those that a string stands in.
    pub fn of(raw: &str) -> Option<Quotes> {
        let kinds = [
            Quotes::MultiLineBasic,
            Quotes::MultiLineLiteral,
            Quotes::Basic,
            Quotes::Literal,
        ];
        kinds.into_iter().find(|kind| {
            let mark = kind.mark();
            raw.len() >= 2 * mark.len() && raw.starts_with(mark) && raw.ends_with(mark)
        })
    }

    pub fn mark(self) -> &'static str {
        match self {
            Quotes::Basic => "\"",
            Quotes::Literal => "'",
            Quotes::MultiLineBasic => "\"\"\"",
            Quotes::MultiLineLiteral => "'''",
        }
    }

    pub fn has_escapes(self) -> bool {
        matches!(self, Quotes::Basic | Quotes::MultiLineBasic)
    }

    pub fn has_lines(self) -> bool {
        matches!(self, Quotes::MultiLineBasic | Quotes::MultiLineLiteral)
    }

    /// Whether the words can stand in such a string.
    pub fn can_hold(self, words: &str) -> bool {
        match self {
            Quotes::Basic | Quotes::MultiLineBasic => true,
            Quotes::Literal => !words.contains(|c: char| c == '\'' || c.is_control() && c != '\t'),
            Quotes::MultiLineLiteral => {
                !words.contains("'''")
                    && !words.ends_with('\'')
                    && !words.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t'))
            }
        }
    }
}

/// A unit of a string: a character, an escape, or the end of a line.
#[derive(Debug, PartialEq)]
pub(crate) struct Unit {
    /// Its bytes of the string with its quotation marks.
    pub raw: Range<usize>,
    pub is_escape: bool,
    /// Whether it stands for something: a line end behind a backslash does not.
    pub has_value: bool,
}

/// The units of a string that stands in its quotation marks, in order; none in the place of what is no escape. A line
/// end of two characters is one unit, which may be one character of the value.
pub(crate) fn units(raw: &str) -> Option<impl Iterator<Item = Option<Unit>>> {
    let quotes = Quotes::of(raw)?;
    let body = &raw[..raw.len() - quotes.mark().len()];
    let mut at = quotes.mark().len();
    if quotes.has_lines() {
        // A line end right after the opening marks is no part of the value.
        at += line_end(&body[at..]);
    }
    Some(std::iter::from_fn(move || {
        let rest = body.get(at..).filter(|rest| !rest.is_empty())?;
        let unit = first_unit(rest, quotes.has_escapes()).map(|unit| Unit {
            raw: at..at + unit.raw.end,
            ..unit
        });
        at = unit.as_ref().map_or(body.len(), |unit| unit.raw.end);
        Some(unit)
    }))
}

fn first_unit(body: &str, escapes: bool) -> Option<Unit> {
    let character = body.chars().next()?;
    if !escapes || character != '\\' {
        return Some(Unit {
            raw: 0..line_end(body).max(character.len_utf8()),
            is_escape: false,
            has_value: true,
        });
    }
    let kind = body[1..].chars().next()?;
    if kind.is_ascii_whitespace() {
        // The line goes on at the next character that is no white space.
        let next = body[1..].trim_start_matches([' ', '\t', '\r', '\n']);
        return Some(Unit {
            raw: 0..body.len() - next.len(),
            is_escape: true,
            has_value: false,
        });
    }
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let before = 1 + kind.len_utf8();
    let is_whole = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    body.get(before..before + digits)
        .filter(|digits| is_whole(digits))?;
    Some(Unit {
        raw: 0..before + digits,
        is_escape: true,
        has_value: true,
    })
}

/// The bytes of the line end at the start of a text.
fn line_end(text: &str) -> usize {
    let mut ends = ["\r\n", "\n"].into_iter();
    ends.find(|end| text.starts_with(end)).map_or(0, str::len)
}

/// Words as a string on one line, with as few escapes as there can be.
pub(crate) fn line(words: &str) -> String {
    if words.contains(['"', '\\']) && Quotes::Literal.can_hold(words) {
        return format!("'{words}'");
    }
    basic(words)
}

/// Words between quotation marks.
pub(crate) fn basic(words: &str) -> String {
    format!("\"{}\"", escaped(words, Quotes::Basic))
}

/// Words on lines of their own between three quotation marks; each ends in a line feed.
pub(crate) fn lines(words: &str) -> String {
    let mut body = escaped(&words.replace("\r\n", "\n"), Quotes::MultiLineBasic);
    set_off_end(&mut body);
    format!("\"\"\"\n{body}\"\"\"")
}

/// The words with what would end such a string, or means something else in it, escaped.
pub(crate) fn escaped(words: &str, quotes: Quotes) -> String {
    if !quotes.has_escapes() {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut marks = 0;
    for character in words.chars() {
        marks = if character == '"' { marks + 1 } else { 0 };
        match character {
            '\\' => out.push_str("\\\\"),
            // Two may stand together in a string of several lines.
            '"' if quotes == Quotes::Basic || marks % 3 == 0 => out.push_str("\\\""),
            '\u{8}' => out.push_str("\\b"),
            '\t' | '\n' if quotes.has_lines() => out.push(character),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => out.push(other),
        }
    }
    out
}

/// Escapes a quotation mark at the end of the body of a string, where it would stand before those that close it.
pub(crate) fn set_off_end(body: &mut String) {
    let Some(before) = body.strip_suffix('"') else {
        return;
    };
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    if backslashes % 2 == 0 {
        body.insert(body.len() - 1, '\\');
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_read_back_as_its_words() {
        for words in [
            "a",
            "a\nb",
            "\\ \"a\"\"\"\"",
            "\"",
            "\u{1}\t\u{7f}\u{8}\u{c}\r",
            "",
            "a\"\"\n\"",
            "it’s 'a' \"b\"",
            "a\\\"",
        ] {
            for written in [line(words), basic(words), lines(words)] {
                let table: toml::Table = format!("a = {written}\n").parse().unwrap();
                assert_eq!(table["a"].as_str(), Some(words), "{written}");
            }
        }
    }

    #[test]
    fn a_string_falls_into_its_units() {
        let told = |raw: &str| -> Option<Vec<String>> {
            let told = units(raw)?.map(|unit| {
                let unit = unit?;
                let kind = match (unit.is_escape, unit.has_value) {
                    (true, true) => "escape ",
                    (true, false) => "nothing ",
                    _ => "",
                };
                Some(format!("{kind}{}", raw[unit.raw].escape_default()))
            });
            told.collect()
        };
        let of = |units: &[&str]| Some(units.iter().map(|unit| (*unit).to_owned()).collect());
        let escapes = ["a", r"escape \\\\", r"escape \\u0416", r"escape \\x41", "4"];
        assert_eq!(told(r#""a\\\u0416\x414""#), of(&escapes));
        assert_eq!(told(r"'\u'"), of(&[r"\\", "u"]));
        let lines = [r"a", r"\r\n", r"nothing \\\n  ", "b"];
        assert_eq!(told("\"\"\"\r\na\r\n\\\n  b\"\"\""), of(&lines));
        assert_eq!(told("''''''"), of(&[]));
        for broken in [r#""\u12""#, r#""\xfg""#, "\"a", "a"] {
            assert_eq!(told(broken), None, "{broken}");
        }
    }
}
