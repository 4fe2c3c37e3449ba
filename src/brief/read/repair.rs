//! A text that is repaired piece by piece, so that it can be read, and where each part of it stands in the text as it
//! was typed.

use crate::diagnostic::{Diagnostic, Lines};
use std::borrow::Cow;
use std::ops::Range;

/// A change of a text: what stands in the place of some bytes.
pub(super) type Edit = (Range<usize>, String);

/// What is wrong with a name in a text, and the changes that write the one that is meant.
pub(super) type Misnamed = (Diagnostic, Vec<Edit>);

/// A text and what it was made of.
pub(super) struct Repaired<'t> {
    typed: Lines<'t>,
    text: Cow<'t, str>,
    /// In order, from the beginning of the text on.
    pieces: Vec<Piece>,
}

/// A stretch of the repaired text.
#[derive(Clone, Copy)]
struct Piece {
    /// Where it begins.
    at: usize,
    /// Where it begins in the text as typed.
    typed_at: usize,
    /// Whether it stands in the text as typed; else it was put in the place of what stands there.
    is_typed: bool,
}

impl<'t> Repaired<'t> {
    pub(super) fn new(typed: &'t str) -> Repaired<'t> {
        Repaired {
            typed: Lines::new(typed),
            text: typed.into(),
            pieces: vec![Piece {
                at: 0,
                typed_at: 0,
                is_typed: true,
            }],
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The piece that holds the byte `at`.
    fn piece(&self, at: usize) -> Piece {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces[next - 1]
    }

    fn typed_at(&self, at: usize) -> usize {
        let piece = self.piece(at);
        match piece.is_typed {
            true => piece.typed_at + (at - piece.at),
            false => piece.typed_at,
        }
    }

    /// Where `range` of the repaired text stands in the text as typed.
    pub(super) fn typed(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.typed_at(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.start <= last => {
                let last_typed = self.typed_at(last);
                last_typed + usize::from(self.piece(last).is_typed)
            }
            _ => start,
        };
        start..end.max(start)
    }

    /// The number of the line, from 1, of the text as typed from which the byte `at` of the repaired one comes.
    pub(super) fn line(&self, at: usize) -> usize {
        self.typed.line(self.typed_at(at))
    }

    /// Makes `edits` all at once: each once, and none that begins within another.
    pub(super) fn edit(&mut self, mut edits: Vec<Edit>) {
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        edits.dedup();
        let mut text = String::with_capacity(self.text.len());
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2 * edits.len());
        let mut done = 0;
        for (range, new) in edits {
            if range.start < done {
                continue;
            }
            self.keep(done..range.start, &mut text, &mut pieces);
            if !new.is_empty() {
                pieces.push(Piece {
                    at: text.len(),
                    typed_at: self.typed_at(range.start),
                    is_typed: false,
                });
                text.push_str(&new);
            }
            done = range.end;
        }
        self.keep(done..self.text.len(), &mut text, &mut pieces);
        self.text = text.into();
        self.pieces = pieces;
    }

    /// Adds `range` of the text to another, and its pieces to those of that.
    fn keep(&self, range: Range<usize>, text: &mut String, pieces: &mut Vec<Piece>) {
        let next = self.pieces.partition_point(|piece| piece.at <= range.start);
        let within = self.pieces[next - 1..].iter();
        for piece in within.take_while(|piece| piece.at <= range.end) {
            let start = piece.at.max(range.start);
            pieces.push(Piece {
                at: text.len() + (start - range.start),
                typed_at: self.typed_at(start),
                is_typed: piece.is_typed,
            });
        }
        text.push_str(&self.text[range]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_typed_is_found_again() {
        let mut repaired = Repaired::new("[[table\nid = \"x");
        repaired.edit(vec![(15..15, "\"".into()), (7..7, "]]".into())]);
        assert_eq!(repaired.text(), "[[table]]\nid = \"x\"");
        assert_eq!(repaired.typed(&(2..7)), 2..7);
        assert_eq!(repaired.typed(&(0..9)), 0..7);
        assert_eq!(repaired.typed(&(10..12)), 8..10);
        assert_eq!(repaired.typed(&(15..18)), 13..15);
        repaired.edit(vec![(10..12, "name".into())]);
        assert_eq!(repaired.text(), "[[table]]\nname = \"x\"");
        assert_eq!(repaired.typed(&(10..14)), 8..8);
        assert_eq!(repaired.typed(&(17..20)), 13..15);
    }

    #[test]
    fn a_change_that_was_planned_twice_is_made_once() {
        let mut repaired = Repaired::new("[table]");
        let edit = |range: Range<usize>| (range, "[[table]]".to_owned());
        repaired.edit(vec![edit(0..7), edit(2..6), edit(0..7)]);
        assert_eq!(repaired.text(), "[[table]]");
    }

    proptest! {
        /// Letters that are still there are found where they were typed.
        #[test]
        fn every_letter_that_stays_keeps_its_place(
            rounds in prop::collection::vec(prop::collection::vec((0usize..40, 0usize..4, 0usize..3), 0..4), 0..4)
        ) {
            let typed: String = ('a'..='z').chain('A'..='N').collect();
            let mut repaired = Repaired::new(&typed);
            for round in rounds {
                let mut edits: Vec<Edit> = Vec::new();
                let mut from = 0;
                for (skip, removed, added) in round {
                    let start = (from + skip).min(repaired.text().len());
                    let end = (start + removed).min(repaired.text().len());
                    edits.push((start..end, "-".repeat(added)));
                    from = end + 1;
                }
                edits.retain(|(range, _)| range.end <= repaired.text().len());
                repaired.edit(edits);
            }
            for (at, letter) in repaired.text().char_indices().filter(|(_, letter)| *letter != '-') {
                let place = repaired.typed(&(at..at + 1));
                prop_assert_eq!(typed.get(place).map(str::to_owned), Some(letter.to_string()));
            }
        }
    }
}
