//! Words and the gaps between them: what is the same text however its lines are broken, and what two people
//! have changed in different sentences.

use icu_normalizer::ComposingNormalizerBorrowed;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Gap<'t> {
    /// White space that a line may end in or not: CommonMark reads a line feed there as a space (§6.8).
    Space,
    /// A line end, or several, that parts lines, items or paragraphs, with what stands before the next word.
    Break(&'t str),
}

/// A text as its words and what stands between them: one gap fewer than words.
#[derive(PartialEq, Debug)]
pub(super) struct Words<'t> {
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
pub(super) fn is_gap(character: char) -> bool {
    character.is_ascii_whitespace()
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
pub(super) fn begins_block(line: &str) -> bool {
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
pub(super) fn same_text(one: &str, other: &str) -> bool {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let (one, other) = (normalizer.normalize(one), normalizer.normalize(other));
    one == other || Words::of(&one) == Words::of(&other)
}

/// The most places on both sides that are compared, past what is the same at both ends. The time grows with their
/// square where nothing is the same: two texts of twenty thousand words would take minutes.
const MOST_PLACES: usize = 20_000;

/// What makes `new` of `old`. Where too much differs, all that is not the same at both ends is one replacement.
pub(super) fn difference<T: Eq + std::hash::Hash + Ord>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    let same = |pairs: &mut dyn Iterator<Item = (&T, &T)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let before = same(&mut old.iter().zip(new));
    let (old_rest, new_rest) = (&old[before..], &new[before..]);
    let behind = same(&mut old_rest.iter().rev().zip(new_rest.iter().rev()));
    let (old_len, new_len) = (old_rest.len() - behind, new_rest.len() - behind);
    if old_len + new_len <= MOST_PLACES {
        return capture_diff_slices(Algorithm::Patience, old, new);
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
pub(super) fn kept<T: Eq + std::hash::Hash + Ord>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
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

/// The text with the changes of both sides, where they are in different sentences with one between them that
/// nobody changed; none where one sentence was changed twice, or the changes touch.
pub(super) fn combined(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(sentences);
    let mut edits: Vec<(Range<usize>, &[String])> = Vec::new();
    for side in [&ours, &theirs] {
        for op in difference(&base, side) {
            if !matches!(op, DiffOp::Equal { .. }) {
                edits.push((op.old_range(), &side[op.new_range()]));
            }
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let touch = |pair: &[(Range<usize>, &[String])]| pair[1].0.start <= pair[0].0.end;
    if edits.windows(2).any(touch) {
        return None;
    }
    let mut text = String::new();
    let mut at = 0;
    for (range, new) in edits {
        text.extend(base[at..range.start].iter().map(String::as_str));
        text.extend(new.iter().map(String::as_str));
        at = range.end;
    }
    text.extend(base[at..].iter().map(String::as_str));
    Some(text.trim_end().to_owned())
}

/// Whether `ours` has the whole change that `theirs` makes of `base`, beside others: the words that came in one row,
/// and none of those that went.
pub(super) fn has_change(base: &str, ours: &str, theirs: &str) -> bool {
    let [base, ours, theirs] = [base, ours, theirs].map(tokens);
    let edits = |side: &[&str]| -> Vec<(Range<usize>, Range<usize>)> {
        let edits = difference(&base, side).into_iter();
        edits
            .filter(|op| !matches!(op, DiffOp::Equal { .. }))
            .map(|op| (op.old_range(), op.new_range()))
            .collect()
    };
    let (ours_edits, theirs_edits) = (edits(&ours), edits(&theirs));
    let has = |words: &[&str], row: &[&str]| {
        !row.is_empty() && words.windows(row.len()).any(|words| words == row)
    };
    let is_ours = |(gone, come): &(Range<usize>, Range<usize>)| {
        ours_edits.iter().any(|(our_gone, our_come)| {
            let words = &ours[our_come.clone()];
            our_gone.start <= gone.start
                && gone.end <= our_gone.end
                && (come.is_empty() || has(words, &theirs[come.clone()]))
                && !has(words, &base[gone.clone()])
        })
    };
    !theirs_edits.is_empty() && theirs_edits.iter().all(is_ours)
}

/// Words, marks, and the ends of paragraphs and lines.
fn tokens(text: &str) -> Vec<&str> {
    let Words { words, gaps } = Words::of(text);
    let mut tokens = Vec::with_capacity(2 * words.len());
    for (index, word) in words.into_iter().enumerate() {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = match first.is_alphanumeric() {
                true => rest.find(|c: char| !c.is_alphanumeric()),
                false => Some(first.len_utf8()),
            };
            let (token, behind) = rest.split_at(end.unwrap_or(rest.len()));
            tokens.push(token);
            rest = behind;
        }
        if let Some(Gap::Break(end)) = gaps.get(index) {
            tokens.push(end);
        }
    }
    tokens
}

/// The sentences of a text, each with the gap behind it.
fn sentences(text: &str) -> Vec<String> {
    let Words { words, gaps } = Words::of(text);
    let mut sentences = vec![String::new()];
    for (index, word) in words.iter().enumerate() {
        let bare = word.trim_end_matches(['"', '”', '»', '’', ')', '*', '_', ']']);
        let ends = bare.ends_with(['.', '!', '?', '…', '؟', '۔']);
        let gap = gaps.get(index);
        if let Some(sentence) = sentences.last_mut() {
            sentence.push_str(word);
            sentence.push_str(match gap {
                None | Some(Gap::Space) => " ",
                Some(Gap::Break(space)) => space,
            });
        }
        if gap.is_some() && (ends || matches!(gap, Some(Gap::Break(_)))) {
            sentences.push(String::new());
        }
    }
    sentences
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

    #[test]
    fn a_change_is_there_whatever_else_is() {
        let base = "They met in June. All came.";
        let theirs = "They met in July. All came.";
        let has = |ours| has_change(base, ours, theirs);
        assert!(has("They met in July, as planned. All of them came."));
        assert!(!has("They met in May. All came."));
        assert!(!has("They met in June and July. All came."));
        assert!(!has(base));
        let shorter = "They met. All came.";
        assert!(has_change(base, "They met. All of them came.", shorter));
        assert!(!has_change(
            base,
            "They met in June of 2018. All came.",
            shorter
        ));
        assert!(!has_change(base, "Anything.", base));
    }

    #[test]
    fn changes_in_sentences_apart_go_together() {
        let base = "One is here. Two is\nthere. Three is gone.";
        let ours = "One stays here. Two is there. Three is gone.";
        let theirs = "One is here. Two is there. Three is gone. Four came.";
        assert_eq!(
            combined(base, ours, theirs).as_deref(),
            Some("One stays here. Two is there. Three is gone. Four came.")
        );
        let touching = "One is here. Two went there. Three is gone.";
        assert_eq!(combined(base, ours, touching), None);
        assert_eq!(combined(base, ours, "Nothing."), None);
    }
}
