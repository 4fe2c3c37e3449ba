//! What two people have changed of the same text, in different sentences.

use crate::words::{Gap, Words, difference};
use similar::DiffOp;
use std::hash::Hash;
use std::ops::Range;

/// The text with the changes of both sides, where they are in different sentences with one between them that
/// nobody changed; none where one sentence was changed twice, or the changes touch.
pub(super) fn combined(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(sentences);
    let mut edits: Vec<(Range<usize>, &[String])> = Vec::new();
    for side in [&ours, &theirs] {
        let of_side = edits_of(&base, side).into_iter();
        edits.extend(of_side.map(|(gone, come)| (gone, &side[come])));
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    // What both changed alike is one change.
    edits.dedup();
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
    has_all(base, ours, theirs, false)
}

/// Whether `theirs` has the whole change that `ours` makes of `base`, and more. Words in the place of those that ours
/// took out are no more of that: who wrote them did not know it.
pub(super) fn goes_on(base: &str, ours: &str, theirs: &str) -> bool {
    has_all(base, theirs, ours, true)
}

/// Whether `ours` has the whole change that `theirs` makes of `base`; where words are taken out, with no others in their
/// place if `leaves_gaps`.
fn has_all(base: &str, ours: &str, theirs: &str, leaves_gaps: bool) -> bool {
    let [base, ours, theirs] = [base, ours, theirs].map(tokens);
    let [our_edits, their_edits] = [&ours, &theirs].map(|side| edits_of(&base, side));
    let has = |words: &[&str], row: &[&str]| {
        !row.is_empty() && words.windows(row.len()).any(|words| words == row)
    };
    let is_ours = |(gone, come): &Edit| {
        our_edits.iter().any(|(our_gone, our_come)| {
            let words = &ours[our_come.clone()];
            our_gone.start <= gone.start
                && gone.end <= our_gone.end
                && match come.is_empty() {
                    true => !leaves_gaps || words.is_empty(),
                    false => has(words, &theirs[come.clone()]),
                }
                && !has(words, &base[gone.clone()])
        })
    };
    !their_edits.is_empty() && their_edits.iter().all(is_ours)
}

/// The places that go, and those that come instead.
type Edit = (Range<usize>, Range<usize>);

/// What makes `new` of `old`.
fn edits_of<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<Edit> {
    let edits = difference(old, new).into_iter();
    let edits = edits.filter(|op| !matches!(op, DiffOp::Equal { .. }));
    edits.map(|op| (op.old_range(), op.new_range())).collect()
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
    fn a_change_goes_on_where_more_is_changed() {
        let base = "They met in June. All came.";
        let ours = "They met in July. All came.";
        assert!(goes_on(base, ours, "They met in July. All of them came."));
        assert!(!goes_on(base, ours, "They met in May. All came."));
        assert!(!goes_on(
            base,
            "They met. All came.",
            "They met on Friday. All came."
        ));
        assert!(goes_on(
            base,
            "They met. All came.",
            "They met. All of them came."
        ));
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
        // One that both made alike is no second one.
        let both = "One stays here. Two is there. Three has gone.";
        let alike = "One stays here, too. Two is there. Three has gone.";
        assert_eq!(combined(base, both, alike), None);
        let far = "Zero. One. Two. Three. Four.";
        assert_eq!(
            combined(
                far,
                "Null. One. Two. Three. Vier.",
                "Null. One. Zwei. Three. Four."
            )
            .as_deref(),
            Some("Null. One. Zwei. Three. Vier.")
        );
    }
}
