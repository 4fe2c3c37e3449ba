//! Words and the gaps between them: what is the same text however its lines are broken, and which words of one text
//! stand in another.

use icu_normalizer::ComposingNormalizerBorrowed;
use similar::algorithms::IdentifyDistinct;
use similar::{Algorithm, DiffOp, capture_diff};
use std::hash::Hash;

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Gap<'t> {
    /// White space that a line may end in or not: CommonMark reads a line feed there as a space (§6.8).
    Space,
    /// A line end, or several, that parts lines, items or paragraphs, with what stands before the next word.
    Break(&'t str),
}

/// A text as its words and what stands between them: one gap fewer than words.
#[derive(PartialEq, Debug)]
pub(crate) struct Words<'t> {
    pub words: Vec<&'t str>,
    pub gaps: Vec<Gap<'t>>,
}

impl<'t> Words<'t> {
    pub fn of(text: &'t str) -> Words<'t> {
        let mut words: Vec<&str> = Vec::new();
        let mut gaps = Vec::new();
        let mut rest = text.trim_matches(is_gap);
        while !rest.is_empty() {
            let end = rest.find(is_gap).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            let next = behind.trim_start_matches(is_gap);
            words.push(word);
            if !next.is_empty() {
                gaps.push(gap(word, &behind[..behind.len() - next.len()], next));
            }
            rest = next;
        }
        Words { words, gaps }
    }
}

/// White space at which words end. Spaces that hold words together do not count.
pub(crate) fn is_gap(character: char) -> bool {
    character.is_ascii_whitespace()
}

/// A text in one line: its words with a space between them.
pub(crate) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gap<'t>(word: &str, space: &'t str, next: &str) -> Gap<'t> {
    match space.bytes().filter(|byte| *byte == b'\n').count() {
        0 => Gap::Space,
        1 if !is_hard(word, space) && !begins_block(next) => Gap::Space,
        _ => Gap::Break(space),
    }
}

/// Whether a line end here is one that readers see (CommonMark §6.7).
fn is_hard(word: &str, space: &str) -> bool {
    let backslashes = word.len() - word.trim_end_matches('\\').len();
    backslashes % 2 == 1 || space.starts_with("  ")
}

/// Whether a line that begins so could begin an item of a list, a heading, a quotation, a footnote or a rule
/// (CommonMark §4, §5).
pub(crate) fn begins_block(line: &str) -> bool {
    let word = line.split(is_gap).next().unwrap_or_default();
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = digits.len() < word.len() && matches!(digits, "." | ")");
    is_number
        || matches!(word, "-" | "*" | "+")
        || word.starts_with("[^") && word.contains("]:")
        || word.starts_with(['#', '>', '`', '~', '|', '<'])
        || !word.is_empty() && word.chars().all(|c| matches!(c, '-' | '=' | '_' | '*'))
}

/// Whether two texts are the same but for where their lines end, and for the form of their letters
/// (UAX #15).
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let (one, other) = (normalizer.normalize(one), normalizer.normalize(other));
    one == other || Words::of(&one) == Words::of(&other)
}

/// What makes `new` of `old`. What stands there is compared by numbers: the program has each algorithm once, and not for
/// every kind of things.
pub(crate) fn edits<T: Eq + Hash>(algorithm: Algorithm, old: &[T], new: &[T]) -> Vec<DiffOp> {
    let numbers = IdentifyDistinct::<u32>::new(old, 0..old.len(), new, 0..new.len());
    let (old, new) = (numbers.old_lookup(), numbers.new_lookup());
    capture_diff(
        algorithm,
        old,
        numbers.old_range(),
        new,
        numbers.new_range(),
    )
}

/// How many items two rows have in common from their start: characters of words, names in paths.
pub(crate) fn common_start<T: PartialEq>(
    one: impl IntoIterator<Item = T>,
    other: impl IntoIterator<Item = T>,
) -> usize {
    let pairs = one.into_iter().zip(other);
    pairs.take_while(|(one, other)| one == other).count()
}

/// The most places on both sides that are compared, past what is the same at both ends. The time grows with their
/// square where nothing is the same: two texts of twenty thousand words would take minutes.
const MOST_PLACES: usize = 20_000;

/// What makes `new` of `old`. Where too much differs, all that is not the same at both ends is one replacement.
pub(crate) fn difference<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    let before = common_start(old, new);
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let behind = common_start(old_rest.iter().rev(), new_rest.iter().rev());
    let (old_len, new_len) = (old_rest.len() - behind, new_rest.len() - behind);
    if old_len + new_len <= MOST_PLACES {
        return edits(Algorithm::Patience, old, new);
    }
    let equal = |old_index, new_index, len| DiffOp::Equal {
        old_index,
        new_index,
        len,
    };
    vec![
        equal(0, 0, before),
        DiffOp::Replace {
            old_index: before,
            old_len,
            new_index: before,
            new_len,
        },
        equal(before + old_len, before + new_len, behind),
    ]
}

/// Which places of `old` and `new` hold the same: for each of `new`, its place in `old`.
pub(crate) fn kept<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
    let mut kept = vec![None; new.len()];
    for op in difference(old, new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for step in 0..len {
                kept[new_index + step] = Some(old_index + step);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_however_its_lines_are_broken() {
        assert!(same_text("one two\nthree\n", "one  two three"));
        assert!(same_text("e\u{301}", "é"));
        assert!(!same_text("one\n\ntwo", "one two"));
        assert!(!same_text("one\n- two", "one - two"));
        assert!(!same_text("one\\\ntwo", "one two"));
        assert!(!same_text("one\u{a0}two", "one two"));
    }
}
