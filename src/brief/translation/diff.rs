//! Two versions of a passage, word by word.

use std::collections::HashMap;

/// How many words of each version are compared; longer passages are shown whole.
const MOST_WORDS: usize = 2_000;

/// What a word has become.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Edit {
    Kept,
    Removed,
    Added,
}

/// The words of `new` with those of `old` that are gone in `[-…-]` and those that have come in `{+…+}`, as wdiff
/// writes them.
pub(crate) fn word_diff(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let edits = if old.len().max(new.len()) > MOST_WORDS {
        let removed = old.iter().map(|word| (Edit::Removed, *word));
        let added = new.iter().map(|word| (Edit::Added, *word));
        removed.chain(added).collect()
    } else {
        edits(&old, &new)
    };
    let mut groups: Vec<(Edit, Vec<&str>)> = Vec::new();
    for (edit, word) in edits {
        match groups.last_mut() {
            Some((last, words)) if *last == edit => words.push(word),
            _ => groups.push((edit, vec![word])),
        }
    }
    let shown = groups.iter().map(|(edit, words)| {
        let words = words.join(" ");
        match edit {
            Edit::Kept => words,
            Edit::Removed => format!("[-{words}-]"),
            Edit::Added => format!("{{+{words}+}}"),
        }
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// The words of both versions in order, by a longest common subsequence.
fn edits<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Edit, &'a str)> {
    // The length of the longest common subsequence of what is left from each place on.
    let width = new.len() + 1;
    let mut common = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut edits = Vec::with_capacity(old.len() + new.len());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            edits.push((Edit::Kept, old[i]));
            i += 1;
            j += 1;
        } else if j == new.len()
            || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            edits.push((Edit::Removed, old[i]));
            i += 1;
        } else {
            edits.push((Edit::Added, new[j]));
            j += 1;
        }
    }
    edits
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
