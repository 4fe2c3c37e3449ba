//! From a place in the value of a TOML string to its place in the file.

use crate::toml_string::{Quotes, units};
use std::ops::Range;

/// How the value of a TOML string lies in its file: the pieces that stand there letter for letter, and
/// the escapes between them (TOML 1.1, “String”).
pub(super) struct Literal {
    /// The bytes of the whole value with its quotation marks.
    span: Range<usize>,
    /// Whether a backslash has a meaning of its own in it: whether it stands in `"`.
    has_escapes: bool,
    /// Where pieces begin, in the order of the file.
    pieces: Vec<Piece>,
}

/// A stretch of the value and of the file.
#[derive(Clone, Copy)]
struct Piece {
    in_value: usize,
    in_file: usize,
    /// Whether it is an escape, which stands for one character; in others, offsets run alike.
    is_escape: bool,
}

impl Literal {
    /// The string at `span` of `file`, whose value is `value`. Where the two do not agree (a value that
    /// was recovered from a syntax error), every place is the whole span.
    pub(super) fn new(file: &str, span: Range<usize>, value: &str) -> Literal {
        let pieces = file
            .get(span.clone())
            .and_then(|raw| pieces(raw, value))
            .unwrap_or_default()
            .into_iter()
            .map(|piece| Piece {
                in_file: piece.in_file + span.start,
                ..piece
            })
            .collect();
        let has_escapes = file.as_bytes().get(span.start) == Some(&b'"');
        Literal {
            span,
            has_escapes,
            pieces,
        }
    }

    /// How `\` and `mark` are written in this kind of string: `\#`, or `\\#` where a backslash has a meaning of
    /// its own.
    pub(super) fn escaped(&self, mark: &str) -> String {
        let backslash = if self.has_escapes { r"\\" } else { r"\" };
        format!("{backslash}{mark}")
    }

    /// The bytes of the file where `range` of the value stands.
    pub(super) fn locate(&self, range: Range<usize>) -> Range<usize> {
        let piece = |offset: usize| {
            let next = self
                .pieces
                .partition_point(|piece| piece.in_value <= offset);
            Some((next, *self.pieces.get(next.checked_sub(1)?)?))
        };
        let start = piece(range.start).map(|(_, piece)| match piece.is_escape {
            true => piece.in_file,
            false => piece.in_file + (range.start - piece.in_value),
        });
        // The end is the place after the last byte, which may lie in an earlier piece than the next byte.
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => {
                piece(last).and_then(|(next, piece)| match piece.is_escape {
                    true => self.pieces.get(next).map(|piece| piece.in_file),
                    false => Some(piece.in_file + (last - piece.in_value) + 1),
                })
            }
            _ => start,
        };
        match (start, end) {
            (Some(start), Some(end)) if end <= self.span.end => start..end,
            _ => self.span.clone(),
        }
    }
}

/// The pieces of the string `raw`, with its quotation marks, whose value is `value`; none where they do
/// not agree.
fn pieces(raw: &str, value: &str) -> Option<Vec<Piece>> {
    let piece = |in_value, in_file, is_escape| Piece {
        in_value,
        in_file,
        is_escape,
    };
    let mut pieces = Vec::new();
    let mut values = value.char_indices();
    for unit in units(raw)? {
        let unit = unit?;
        if pieces.is_empty() {
            pieces.push(piece(0, unit.raw.start, false));
        }
        if unit.is_escape {
            if unit.has_value {
                pieces.push(piece(values.offset(), unit.raw.start, true));
                values.next()?;
            }
            pieces.push(piece(values.offset(), unit.raw.end, false));
            continue;
        }
        let (at, _) = values.next()?;
        let words = &raw[unit.raw.clone()];
        if words == "\r\n" && value[at..].starts_with('\n') {
            pieces.push(piece(values.offset(), unit.raw.end, false));
        } else if value[at..].starts_with(words) {
            values
                .by_ref()
                .take(words.chars().count() - 1)
                .for_each(drop);
        } else {
            return None;
        }
    }
    if pieces.is_empty() {
        pieces.push(piece(0, raw.len() - Quotes::of(raw)?.mark().len(), false));
    }
    values.next().is_none().then_some(pieces)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    /// The words of `file` where `needle`, in the value of its only string, stands.
    fn found<'a>(file: &'a str, needle: &str) -> &'a str {
        let (table, errors) = toml::de::DeTable::parse_recoverable(file);
        assert!(errors.is_empty(), "{errors:?}");
        let (_, value) = table.get_ref().iter().next().unwrap();
        let text = value.get_ref().as_str().unwrap();
        let start = text.find(needle).unwrap();
        &file[Literal::new(file, value.span(), text).locate(start..start + needle.len())]
    }

    #[test]
    fn a_broken_escape_lies_in_no_piece() {
        for raw in [
            "\"\\u123Ж x\"",
            "\"\\u1é日\"",
            "\"\\U12\"",
            "\"\\x\"",
            "\"\\",
        ] {
            assert!(pieces(raw, "a value of some length").is_none(), "{raw}");
        }
    }

    #[test]
    fn words_are_found_in_every_kind_of_string() {
        assert_eq!(found("a = 'one two'", "two"), "two");
        assert_eq!(found("a = \"one two\"", "two"), "two");
        assert_eq!(found("a = '''\none\ntwo'''", "two"), "two");
        assert_eq!(found("a = \"\"\"\none\ntwo\"\"\"", "two"), "two");
        assert_eq!(found("a = \"\"\"\r\none\r\ntwo\r\n\"\"\"", "two"), "two");
    }

    #[test]
    fn words_are_found_behind_escapes() {
        assert_eq!(found(r#"a = "\u0416\t\"één\" two""#, "two"), "two");
        assert_eq!(found(r#"a = "\U0001F600 é two""#, "two"), "two");
        assert_eq!(found("a = \"\"\"one \\\n   two three\"\"\"", "two"), "two");
        assert_eq!(found(r#"a = "x\u0416y""#, "xЖy"), r"x\u0416y");
        assert_eq!(found(r#"a = "x\u0416\u202ey""#, "Ж"), r"\u0416");
        assert_eq!(found(r#"a = "x\U0001F600""#, "😀"), r"\U0001F600");
    }

    #[test]
    fn a_value_that_is_not_what_stands_there_is_found_as_a_whole() {
        let literal = Literal::new("a = \"one", 4..8, "one");
        assert_eq!(literal.locate(1..2), 4..8);
    }
}
