//! Two versions of a passage, word by word.

use crate::words;
use similar::{Algorithm, DiffOp, DiffTag, group_diff_ops};
use std::collections::HashMap;
use std::ops::Range;

/// How many words of each version are compared; longer passages are shown whole.
const MOST_WORDS: usize = 2_000;

/// How many words stand around a change where not all are shown.
const CONTEXT: usize = 3;
/// How many words of a change are shown there, and how many changes.
const SHOWN_WORDS: usize = 10;
const SHOWN_CHANGES: usize = 3;

/// The words of `new` with those of `old` that are gone in `[-…-]` and those that have come in `{+…+}`, as wdiff
/// writes them.
pub(crate) fn word_diff(old: &str, new: &str) -> String {
    let [old, new] = compared(old, new);
    marked(
        &edits(&old, &new),
        |place| old[place].join(" "),
        |place| new[place].join(" "),
    )
}

/// The same without the words that stand far from a change, and of many or long changes the beginning.
pub(crate) fn word_changes(old: &str, new: &str) -> String {
    let [old, new] = compared(old, new);
    let groups = group_diff_ops(edits(&old, &new), CONTEXT);
    let beginning = |words: &[&str]| match words.get(..SHOWN_WORDS) {
        Some(first) if words.len() > SHOWN_WORDS => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    };
    let mut shown = String::new();
    let mut end = 0;
    for group in groups.iter().take(SHOWN_CHANGES) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let begins = first.new_range().start > 0 || first.old_range().start > 0;
        if begins {
            shown.push_str(if shown.is_empty() { "… " } else { " … " });
        }
        shown.push_str(&marked(
            group,
            |place| beginning(&old[place]),
            |place| beginning(&new[place]),
        ));
        end = last.new_range().end;
    }
    if end < new.len() || groups.len() > SHOWN_CHANGES {
        shown.push_str(" …");
    }
    shown
}

/// The words of two texts, with the ends of paragraphs and the levels of lists where those alone are others.
fn compared<'t>(old: &'t str, new: &'t str) -> [Vec<&'t str>; 2] {
    let words_alone = [words(old), words(new)];
    if words_alone[0] == words_alone[1] {
        [old, new].map(words_and_breaks)
    } else {
        words_alone
    }
}

/// The words of a text, `¶` between its paragraphs, and `→` for each level of a list that a line is below the first.
fn words_and_breaks(text: &str) -> Vec<&str> {
    /// By how many spaces at least a level is further in than the one above.
    const INDENT: usize = 2;
    let mut shown: Vec<&str> = Vec::new();
    for line in text.trim_end().lines() {
        if line.trim().is_empty() {
            if shown.last().is_some_and(|last| *last != "¶") {
                shown.push("¶");
            }
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        shown.extend(std::iter::repeat_n("→", indent / INDENT));
        shown.extend(line.split_whitespace());
    }
    shown
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// What makes `new` of `old`.
fn edits(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len().max(new.len()) <= MOST_WORDS {
        return words::edits(Algorithm::Myers, old, new);
    }
    vec![DiffOp::Replace {
        old_index: 0,
        old_len: old.len(),
        new_index: 0,
        new_len: new.len(),
    }]
}

/// What edits leave, take away and bring, of words that `old` and `new` give by their places.
fn marked(
    edits: &[DiffOp],
    old: impl Fn(Range<usize>) -> String,
    new: impl Fn(Range<usize>) -> String,
) -> String {
    let mut shown = Vec::new();
    for edit in edits {
        let (tag, gone, come) = edit.as_tag_tuple();
        let (gone, come) = (old(gone), new(come));
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
    fn of_long_passages_what_stands_around_changes_is_shown() {
        let old = "one two three four five six seven eight n o p nine ten eleven";
        let new = old.replace("five", "5").replace("eleven", "11 12");
        assert_eq!(
            word_changes(old, &new),
            "… two three four [-five-] {+5+} six seven eight … p nine ten [-eleven-] {+11 12+}"
        );
        assert_eq!(
            word_changes(old, &new.replace("one ", "")).find("[-one-]"),
            Some(0)
        );
        let many: Vec<String> = (0..60).map(|number| number.to_string()).collect();
        let many = many.join(" ");
        let few = many.replace("0 ", "zero ");
        assert_eq!(
            word_changes(&many, &few),
            "[-0-] {+zero+} 1 2 3 … 7 8 9 [-10-] {+1zero+} 11 12 13 … 17 18 19 [-20-] {+2zero+} 21 22 23 …"
        );
        assert_eq!(word_changes("a", &many), "[-a-] {+0 1 2 3 4 5 6 7 8 9 …+}");
        assert_eq!(word_changes("a b c d e", "a b c d"), "… b c d [-e-]");
    }

    #[test]
    fn likeness_is_the_part_of_words_that_both_have() {
        assert_eq!(likeness("a b c d", "d c b a"), 1.0);
        assert_eq!(likeness("a b", "a c"), 0.5);
        assert_eq!(likeness("a a", "a b"), 0.5);
        assert_eq!(likeness("a", "b"), 0.0);
    }
}
