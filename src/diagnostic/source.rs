//! A file that was read, and the lines and columns of it.

use super::{Diagnostic, foreign};
use std::cell::Cell;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// The byte order mark that some editors put before the text; it is no character of a line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// How many bytes of its line are shown on either side of a place: more than a line of a terminal has. A table in one
/// line of a thousand wrong cells is a thousand lines to show.
pub(super) const FAR: usize = 400;

/// What to do about a file in another encoding.
const HOW_TO_SAVE: &str = "save the file in the encoding UTF-8: editors ask for it in “Save as”, or show it in the line at the foot";

/// A file that was read, to point into.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as the user gave it.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
}

/// A text that is wrong as a whole.
#[derive(Clone, Debug)]
pub struct WrongText {
    /// The text as far as it can be shown.
    pub source: Source,
    /// What is wrong with it.
    pub diagnostic: Diagnostic,
}

/// A place in a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character (Unicode scalar value) in the line, from 1.
    pub column: usize,
}

impl Source {
    /// A file of which there is nothing to point into.
    pub fn without_text(path: impl Into<PathBuf>) -> Source {
        Source {
            path: path.into(),
            text: "".into(),
        }
    }

    /// The text of a file, which must be UTF-8.
    pub fn from_bytes(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Source, Box<WrongText>> {
        let path = path.into();
        // The byte order marks of UTF-16 (RFC 2781 §3.2): of its text, nothing can be shown.
        let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
        let (text, diagnostic) = if has_mark || is_utf_16_without_mark(&bytes) {
            let wrong = Diagnostic::error("not-utf-8", "the file is UTF-16 text");
            (String::new(), wrong.help(HOW_TO_SAVE))
        } else if let Some(wrong) = foreign::no_text(&path, &bytes) {
            (String::new(), wrong)
        } else {
            match String::from_utf8(bytes) {
                Ok(text) => {
                    let text = text.into();
                    return Ok(Source { path, text });
                }
                Err(error) => not_utf_8(error.as_bytes(), error.utf8_error().valid_up_to()),
            }
        };
        let text = text.into();
        let source = Source { path, text };
        Err(Box::new(WrongText { source, diagnostic }))
    }
}

/// Whether `bytes` begin as a text in UTF-16 that has letters of ASCII, as keys are: one half of each is NUL, in all of
/// them the same.
fn is_utf_16_without_mark(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(256)];
    let nul = |half: usize| {
        let halves = start.iter().skip(half).step_by(2);
        halves.filter(|byte| **byte == 0).count()
    };
    let (first, second) = (nul(0), nul(1));
    start.len() >= 8 && first.min(second) == 0 && first.max(second) * 8 >= start.len()
}

/// What can be shown of `bytes`, which are no UTF-8 from the one at `at` on, and what is wrong with them.
fn not_utf_8(bytes: &[u8], at: usize) -> (String, Diagnostic) {
    let (text, what, place) = match foreign::windows_1251(bytes) {
        Some(text) => {
            let what =
                "the file is not UTF-8 text; it looks like Windows-1251, in which it reads so";
            // Each byte is a letter, also those before it that could be UTF-8.
            let first = text.char_indices().nth(at);
            let place = first.map_or(0..0, |(at, letter)| at..at + letter.len_utf8());
            (text, what.to_owned(), place)
        }
        None => {
            let byte = bytes.get(at).copied().unwrap_or_default();
            let what = format!(
                "the file is not UTF-8 text: byte {} (0x{byte:02X}) belongs to no character",
                at + 1
            );
            let text = String::from_utf8_lossy(bytes).into_owned();
            (text, what, at..at + char::REPLACEMENT_CHARACTER.len_utf8())
        }
    };
    let wrong = Diagnostic::error("not-utf-8", what).at(place);
    (text, wrong.help(HOW_TO_SAVE))
}

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The last place that was asked for: the next is mostly behind it, perhaps in the same long line.
    last: Cell<(usize, Position)>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Lines<'a> {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Lines {
            text,
            starts,
            last: Cell::new((0, Position { line: 1, column: 1 })),
        }
    }

    /// The number of the line, from 1, that holds the byte `offset`.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The place of the character at the byte `offset`.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let (from, column) = match self.last.get() {
            (at, last) if last.line == line && at <= offset => (at, last.column),
            _ => (self.starts[line - 1], 1),
        };
        let between = self.text[from..offset].chars();
        let column = column + between.filter(|c| *c != BYTE_ORDER_MARK).count();
        let position = Position { line, column };
        self.last.set((offset, position));
        position
    }

    /// The bytes of the line that holds the byte `offset`, without its line end.
    pub(crate) fn range(&self, offset: usize) -> Range<usize> {
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let end = self
            .starts
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let words = &self.text[start..end];
        start..start + words.strip_suffix('\r').unwrap_or(words).len()
    }

    /// What to show of `span`: its first line without the line end, or what is near to it in a long line; the number
    /// of that line from 1; and the part of the span in it.
    pub(super) fn excerpt(&self, span: &Range<usize>) -> (&'a str, usize, Range<usize>) {
        let (line, number, marked) = self.whole_line(span);
        // Bytes are no fewer than characters: what begins beyond so many characters, and nothing else, is cut off before.
        let far = line
            .char_indices()
            .nth(FAR)
            .is_some_and(|(at, _)| at <= marked.start);
        let start = if far {
            line.floor_char_boundary(marked.start - FAR)
        } else {
            0
        };
        let end = line.ceil_char_boundary(marked.start.saturating_add(FAR).min(line.len()));
        let within = |offset: usize| offset.clamp(start, end) - start;
        (
            &line[start..end],
            number,
            within(marked.start)..within(marked.end),
        )
    }

    fn whole_line(&self, span: &Range<usize>) -> (&'a str, usize, Range<usize>) {
        let offset = self.text.floor_char_boundary(span.start);
        let line = self.line(offset);
        let Range { start, end } = self.range(offset);
        let words = &self.text[start..end];
        let (mark, words) = match words.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => (BYTE_ORDER_MARK.len_utf8(), rest),
            None => (0, words),
        };
        let within = |offset: usize| {
            let offset = offset.saturating_sub(start + mark);
            words.floor_char_boundary(offset.min(words.len()))
        };
        (words, line, within(offset)..within(span.end.max(offset)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one_and_not_the_byte_order_mark() {
        let text = "\u{feff}аб\r\nв";
        let lines = Lines::new(text);
        assert_eq!(lines.position(3), Position { line: 1, column: 1 });
        assert_eq!(lines.position(5), Position { line: 1, column: 2 });
        assert_eq!(lines.position(9), Position { line: 2, column: 1 });
        assert_eq!(lines.position(400), Position { line: 2, column: 2 });
    }

    #[test]
    fn an_excerpt_is_the_first_line_of_its_span() {
        let lines = Lines::new("one\r\ntwo\nthree");
        assert_eq!(lines.excerpt(&(1..7)), ("one", 1, 1..3));
        assert_eq!(lines.excerpt(&(9..14)), ("three", 3, 0..5));
        assert_eq!(lines.excerpt(&(14..14)), ("three", 3, 5..5));
    }

    #[test]
    fn of_a_long_line_what_is_near_is_shown() {
        let text = format!("a\n{}<here>{}\nb", "ж".repeat(1000), "ж".repeat(1000));
        let span = text.find('<').unwrap()..text.find('>').unwrap() + 1;
        let (line, number, marked) = Lines::new(&text).excerpt(&span);
        assert_eq!((number, &line[marked]), (2, "<here>"));
        assert!(line.len() <= 2 * FAR + 1, "{}", line.len());
    }

    #[test]
    fn the_first_letter_of_another_encoding_is_marked_also_behind_letters_that_are_utf_8() {
        let mut bytes = "title = \"Вода\"\ncity = \"".as_bytes().to_vec();
        bytes.extend(
            b"\xe2\xee\xe4\xe0 \xe8 \xf1\xe2\xee\xe1\xee\xe4\xed\xe0\xff \xf0\xe5\xea\xe0\"\n",
        );
        let Err(wrong) = Source::from_bytes("a.toml", bytes) else {
            panic!("0xE2 0xEE is in no UTF-8 text");
        };
        let WrongText { source, diagnostic } = *wrong;
        let span = diagnostic.span.unwrap();
        assert_eq!(&source.text[span.clone()], "в");
        let place = Lines::new(&source.text).position(span.start);
        assert_eq!(place, Position { line: 2, column: 9 });
    }

    #[test]
    fn text_in_utf_16_is_known_without_a_mark() {
        let told = |bytes: Vec<u8>| match Source::from_bytes("a.toml", bytes) {
            Ok(_) => String::new(),
            Err(wrong) => wrong.diagnostic.message,
        };
        let text = "# Бриф\nlanguage = \"ru\"\n";
        for encoded in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = text.encode_utf16().flat_map(encoded).collect();
            assert_eq!(told(bytes), "the file is UTF-16 text");
        }
        assert_eq!(told(b"language = \"e\0n\"\n".to_vec()), "");
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_place() {
        let Err(wrong) = Source::from_bytes("a.toml", b"a = 1\nb = \"\xff\"\n".to_vec()) else {
            panic!("0xFF is in no UTF-8 text");
        };
        let WrongText { source, diagnostic } = *wrong;
        let span = diagnostic.span.unwrap();
        assert_eq!(&source.text[span.clone()], "\u{fffd}");
        let place = Lines::new(&source.text).position(span.start);
        assert_eq!(place, Position { line: 2, column: 6 });
        assert!(
            diagnostic.message.contains("byte 12 (0xFF)"),
            "{}",
            diagnostic.message
        );
    }
}
