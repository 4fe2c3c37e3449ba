//! The order of text in which scripts of both directions meet: the Unicode Bidirectional Algorithm (UAX 9).
//!
//! Text stays in logical order, as it is read; *levels* say which stretches of it run from left to right (even)
//! and which from right to left (odd), and in which order they stand on a line.

use crate::document::{Inline, InlineKind, Origin, plain_text};
use crate::locale::{self, Direction};
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

pub use unicode_bidi::Level;

/// A formatting character that the text has at a byte offset for the algorithm, though nobody typed it: it
/// isolates a name, a number or an address from its surroundings, or stands for a letter of them.
pub type Control = (usize, char);

/// ARABIC LETTER MARK: numbers after it are ordered with their signs as those among Arabic letters are.
pub const ARABIC_LETTER_MARK: char = '\u{61C}';
/// FIRST STRONG ISOLATE: what follows is in the direction of its first letter.
pub const FIRST_STRONG_ISOLATE: char = '\u{2068}';
/// LEFT-TO-RIGHT ISOLATE.
pub const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
/// RIGHT-TO-LEFT ISOLATE.
pub const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
/// POP DIRECTIONAL ISOLATE: the end of the last isolate.
pub const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// The level of text in a paragraph of this direction.
pub fn base_level(direction: Direction) -> Level {
    match direction {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    }
}

/// The level of each byte of `text`, a paragraph of the direction `base`, with `controls` in the order of
/// their offsets (UAX 9, rules P1 to I2); none where all of it runs from left to right.
pub fn levels(text: &str, base: Direction, controls: &[Control]) -> Option<Vec<Level>> {
    // Numbers alone run from right to left where they are in a language that does.
    let turns_words =
        |(_, control): &Control| matches!(*control, RIGHT_TO_LEFT_ISOLATE | ARABIC_LETTER_MARK);
    let turns_any = text.chars().any(turns) || controls.iter().any(turns_words);
    if base == Direction::LeftToRight && !turns_any {
        return None;
    }
    let mut marked = String::with_capacity(text.len() + controls.len() * 3);
    // Where the text goes on in `marked` after each control, and from where on in `text`.
    let mut resumed = vec![(0, 0)];
    let mut from = 0;
    for (offset, control) in controls {
        marked.push_str(&text[from..*offset]);
        marked.push(*control);
        resumed.push((marked.len(), *offset));
        from = *offset;
    }
    marked.push_str(&text[from..]);
    let known = BidiInfo::new(&marked, Some(base_level(base))).levels;
    let mut levels = Vec::with_capacity(text.len());
    for (index, (start, offset)) in resumed.iter().enumerate() {
        let end = resumed.get(index + 1).map_or(text.len(), |next| next.1);
        levels.extend_from_slice(&known[*start..start + (end - offset)]);
    }
    for (start, joiner) in text.match_indices(['\u{200C}', '\u{200D}']) {
        // What says how letters join goes with the letters after it, not with a name before it.
        let after = start + joiner.len();
        if let Some(next) = levels.get(after).copied() {
            levels[start..after].fill(next);
        }
    }
    Some(levels)
}

/// Whether a character may bring another direction into text that runs from left to right.
fn turns(character: char) -> bool {
    use BidiClass::{AL, AN, FSI, LRE, LRI, LRO, R, RLE, RLI, RLO};
    // None of them stands before the Hebrew block.
    character >= '\u{590}'
        && matches!(
            bidi_class(character),
            R | AL | AN | FSI | LRE | LRI | LRO | RLE | RLI | RLO
        )
}

/// The order from left to right of stretches that follow each other on a line, by their levels: the index of
/// each (UAX 9, rule L2).
pub fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

/// The direction of text that stands by itself: that of its first letter (UAX 9, rules P2 and P3), from left to right
/// where it has none.
fn own_direction(text: &str) -> Direction {
    let mut strong = text.chars().map(bidi_class);
    let first = strong.find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    match first {
        Some(BidiClass::R | BidiClass::AL) => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    }
}

/// Whether a character is a letter that runs from right to left.
pub fn is_from_right(character: char) -> bool {
    turns(character) && matches!(bidi_class(character), BidiClass::R | BidiClass::AL)
}

/// Whether a text has a letter that runs in `direction`.
pub fn has_letters_running(text: &str, direction: Direction) -> bool {
    text.chars().any(|character| match direction {
        Direction::LeftToRight => bidi_class(character) == BidiClass::L,
        Direction::RightToLeft => is_from_right(character),
    })
}

/// The direction of an inline that stands apart from the words around it, which are of the field `outer` and run in the
/// direction `around`: a passage in a language, another field, a link, the number of a note. None where it is one of them.
///
/// It runs as they do as soon as it has a letter of their direction, for a brief is written in one language where
/// nothing else is said, and “UNDP، هرات” begins with a name in it, and not another language. An address runs as it is
/// typed, whatever letters are in it.
pub fn direction_apart(
    inline: &Inline,
    outer: Option<&Origin>,
    around: Direction,
) -> Option<Direction> {
    if let Some(language) = &inline.node.language {
        return Some(locale::direction(language));
    }
    let origin = inline.node.origin.as_ref();
    let is_field = origin.is_some_and(|own| outer.is_none_or(|outer| own.path != outer.path));
    let is_apart = matches!(
        inline.kind,
        InlineKind::Link { .. } | InlineKind::Reference { .. } | InlineKind::NoteReference(_)
    );
    (is_field || is_apart).then(|| {
        let text = plain_text(std::slice::from_ref(inline));
        let is_address =
            matches!(&inline.kind, InlineKind::Link { uri, .. } if uri.ends_with(text.as_str()));
        match !is_address && has_letters_running(&text, around) {
            true => around,
            false => own_direction(&text),
        }
    })
}

/// The direction of the words of a paragraph that runs in `around`, by which the marks at their ends stand: that of their
/// letters where all of these run in the other. Numbers without letters run as the paragraph does.
pub fn direction_of_paragraph(text: &str, around: Direction) -> Direction {
    let other = around.opposite();
    match !has_letters_running(text, around) && has_letters_running(text, other) {
        true => other,
        false => around,
    }
}

/// A stretch of text and the direction of its letters.
pub type Run = (Range<usize>, Direction);

/// The stretches of `text`, a paragraph of the direction `base` or a part of one, by the direction of their
/// letters, for formats that order text themselves. Numbers go with what surrounds them: among words that run from
/// right to left they are a part of those.
pub fn runs(text: &str, base: Direction) -> Vec<Run> {
    let Some(levels) = levels(text, base, &[]) else {
        return vec![(0..text.len(), Direction::LeftToRight)];
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    for stretch in levels.chunk_by(|one, other| one.is_rtl() == other.is_rtl()) {
        let range = start..start + stretch.len();
        start = range.end;
        let is_left_to_right = stretch[0].is_ltr()
            && (stretch[0] == base_level(base)
                || text[range.clone()]
                    .chars()
                    .any(|c| bidi_class(c) == BidiClass::L));
        let direction = if is_left_to_right {
            Direction::LeftToRight
        } else {
            Direction::RightToLeft
        };
        match runs.last_mut() {
            Some((last, known)) if *known == direction => last.end = range.end,
            _ => runs.push((range, direction)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::InputFile;

    fn stretches(text: &str, base: Direction, controls: &[Control]) -> Vec<(String, u8)> {
        let levels = levels(text, base, controls).unwrap();
        let mut start = 0;
        levels
            .chunk_by(|one, other| one == other)
            .map(|stretch| {
                let range = start..start + stretch.len();
                start = range.end;
                (text[range].to_owned(), stretch[0].number())
            })
            .collect()
    }

    fn owned(expected: &[(&str, u8)]) -> Vec<(String, u8)> {
        let pairs = expected.iter();
        pairs
            .map(|(text, level)| ((*text).to_owned(), *level))
            .collect()
    }

    #[test]
    fn text_from_left_to_right_has_no_levels() {
        for text in ["", "Astana, 15 June 2017", "Қазақстан – «Су»", "日本"] {
            assert_eq!(levels(text, Direction::LeftToRight, &[]), None, "{text}");
        }
    }

    #[test]
    fn names_and_numbers_run_from_left_to_right() {
        assert_eq!(
            stretches("نشست UNECE در ۲۰۱۷", Direction::RightToLeft, &[]),
            owned(&[("نشست ", 1), ("UNECE", 2), (" در ", 1), ("۲۰۱۷", 2)])
        );
        assert_eq!(
            stretches("the word آب, water", Direction::LeftToRight, &[]),
            owned(&[("the word ", 0), ("آب", 1), (", water", 0)])
        );
    }

    #[test]
    fn an_isolate_keeps_what_is_in_it_together() {
        let text = "تلفون +93 20 210 (داخلی ۷)";
        let phone = text.find('+').unwrap();
        let controls = [
            (phone, FIRST_STRONG_ISOLATE),
            (phone + "+93 20 210".len(), POP_DIRECTIONAL_ISOLATE),
        ];
        assert_eq!(
            stretches(text, Direction::RightToLeft, &controls),
            owned(&[
                ("تلفون ", 1),
                ("+93 20 210", 2),
                (" (داخلی ", 1),
                ("۷", 2),
                (")", 1)
            ])
        );
    }

    #[test]
    fn numbers_of_another_direction_are_ordered_alike_beside_letters_and_alone() {
        for before in ["of ", "آب "] {
            let text = format!("{before}۱۲ – ۱۵");
            let controls = [
                (before.len(), RIGHT_TO_LEFT_ISOLATE),
                (text.len(), POP_DIRECTIONAL_ISOLATE),
            ];
            let found = stretches(&text, Direction::LeftToRight, &controls);
            let numbers = owned(&[("۱۲", 2), (" – ", 1), ("۱۵", 2)]);
            assert!(found.ends_with(&numbers), "{found:?}");
        }
    }

    #[test]
    fn what_stands_apart_runs_as_its_surroundings_where_it_has_a_letter_of_theirs() {
        use Direction::{LeftToRight, RightToLeft};
        for (words, around, expected) in [
            ("UNDP، دفتر هرات", RightToLeft, RightToLeft),
            ("UNECE\u{200C}ها", RightToLeft, RightToLeft),
            ("UNECE Secretariat", RightToLeft, LeftToRight),
            ("+7 (7172) 65", RightToLeft, LeftToRight),
            ("وزارت آب (Ministry of Water)", LeftToRight, LeftToRight),
            ("وزارت آب", LeftToRight, RightToLeft),
        ] {
            let mut field = Inline::text(words);
            field.node.origin = Some(Origin {
                file: InputFile::Brief,
                path: "title".to_owned(),
                span: None,
            });
            let found = direction_apart(&field, None, around);
            assert_eq!(found, Some(expected), "{words}");
            assert_eq!(
                direction_apart(&field, field.node.origin.as_ref(), around),
                None
            );
        }
        assert_eq!(
            direction_apart(&Inline::text("UNECE"), None, RightToLeft),
            None
        );
        let link = |words: &str| Inline {
            kind: InlineKind::Link {
                uri: "https://fa.example.org/آب".to_owned(),
                content: vec![Inline::text(words)],
            },
            ..Inline::text("")
        };
        for (words, expected) in [
            ("fa.example.org/آب", LeftToRight),
            ("UNDP، آب", RightToLeft),
        ] {
            let found = direction_apart(&link(words), None, RightToLeft);
            assert_eq!(found, Some(expected), "{words}");
        }
    }

    #[test]
    fn runs_are_parted_by_letters_not_by_numbers() {
        let found = |text: &'static str, base| -> Vec<(&str, Direction)> {
            let runs = runs(text, base).into_iter();
            runs.map(|(range, direction)| (&text[range], direction))
                .collect()
        };
        assert_eq!(
            found("The law قانون ۲۰۱۷ آب of 2017", Direction::LeftToRight),
            [
                ("The law ", Direction::LeftToRight),
                ("قانون ۲۰۱۷ آب", Direction::RightToLeft),
                (" of 2017", Direction::LeftToRight),
            ]
        );
        assert_eq!(
            found("نشست UNECE در ۲۰۱۷، شماره ۴", Direction::RightToLeft),
            [
                ("نشست ", Direction::RightToLeft),
                ("UNECE", Direction::LeftToRight),
                (" در ۲۰۱۷، شماره ۴", Direction::RightToLeft),
            ]
        );
    }
}
