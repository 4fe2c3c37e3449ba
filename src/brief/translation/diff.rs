//! Two versions of a passage, word by word.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::collections::HashMap;

/// How many words of each version are compared; longer passages are shown whole.
const MOST_WORDS: usize = 2_000;

/// The words of `new` with those of `old` that are gone in `[-…-]` and those that have come in `{+…+}`, as wdiff
/// writes them.
pub(crate) fn word_diff(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let edits = if old.len().max(new.len()) > MOST_WORDS {
        vec![DiffOp::Replace {
            old_index: 0,
            old_len: old.len(),
            new_index: 0,
            new_len: new.len(),
        }]
    } else {
        capture_diff_slices(Algorithm::Myers, &old, &new)
    };
    let mut shown = Vec::new();
    for edit in edits {
        let (tag, gone, come) = edit.as_tag_tuple();
        let (gone, come) = (old[gone].join(" "), new[come].join(" "));
        if tag == DiffTag::Equal {
            shown.push(come);
            continue;
        }
        if !gone.is_empty() {
            shown.push(format!("[-{gone}-]"));
        }
        if !come.is_empty() {
            shown.push(format!("{{+{come}+}}"));
        }
    }
    shown.join(" ")
}

/// The part of the words of two passages that both have, wherever they stand, from 0 to 1 (the coefficient of
/// Dice).
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let mut words: HashMap<&str, usize> = HashMap::new();
    let mut of_one = 0;
    for word in one.split_whitespace() {
        *words.entry(word).or_default() += 1;
        of_one += 1;
    }
    let (mut of_other, mut shared) = (0, 0);
    for word in other.split_whitespace() {
        of_other += 1;
        if let Some(left) = words.get_mut(word)
            && *left > 0
        {
            *left -= 1;
            shared += 1;
        }
    }
    match of_one + of_other {
        0 => 1.0,
        all => f64::from(2 * shared) / f64::from(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_came_and_went_are_marked() {
        assert_eq!(
            word_diff(
                "Include the business sector now",
                "Include banks and the sector"
            ),
            "Include {+banks and+} the [-business-] sector [-now-]"
        );
        assert_eq!(word_diff("a b", "a  b"), "a b");
        assert_eq!(word_diff("", "a"), "{+a+}");
        assert_eq!(word_diff("a b", "c d"), "[-a b-] {+c d+}");
    }

    #[test]
    fn likeness_is_the_part_of_words_that_both_have() {
        assert_eq!(likeness("a b c d", "d c b a"), 1.0);
        assert_eq!(likeness("a b", "a c"), 0.5);
        assert_eq!(likeness("a a", "a b"), 0.5);
        assert_eq!(likeness("a", "b"), 0.0);
    }
}
