//! How much two texts have in common.

use std::collections::HashMap;

/// Texts whose words have numbers, so that they are quickly compared.
#[derive(Default)]
pub(super) struct Vocabulary(HashMap<String, u32>);

/// The words of a text, by their numbers in rising order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bag(Vec<u32>);

impl Vocabulary {
    pub fn bag(&mut self, text: &str) -> Bag {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let mut bag = Vec::new();
        for word in words {
            let next = self.0.len() as u32;
            bag.push(*self.0.entry(word.to_lowercase()).or_insert(next));
        }
        bag.sort_unstable();
        Bag(bag)
    }
}

impl Bag {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Its words, each with whether `other` has it as often.
    fn beside(&self, other: &Bag) -> impl Iterator<Item = (u32, bool)> {
        let mut rest = other.0.iter().peekable();
        self.0.iter().map(move |word| {
            while rest.next_if(|other| *other < word).is_some() {}
            (*word, rest.next_if_eq(&word).is_some())
        })
    }

    /// How many words are in both.
    pub fn shared(&self, other: &Bag) -> usize {
        let words = self.beside(other);
        words.filter(|(_, is_shared)| *is_shared).count()
    }

    /// From 0, nothing in common, to 1, the same words (the coefficient of Dice).
    pub fn similarity(&self, other: &Bag) -> f64 {
        let all = self.len() + other.len();
        if all == 0 {
            return 0.0;
        }
        2.0 * self.shared(other) as f64 / all as f64
    }

    /// The words of this bag that are not in `other`.
    pub fn without(&self, other: &Bag) -> Bag {
        let words = self.beside(other).filter(|(_, is_shared)| !is_shared);
        Bag(words.map(|(word, _)| word).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_similar_as_their_words() {
        let mut words = Vocabulary::default();
        let one = words.bag("The basin, the river");
        let other = words.bag("the RIVER basin");
        assert_eq!(one.shared(&other), 3);
        assert!((one.similarity(&other) - 6.0 / 7.0).abs() < 1e-9);
        assert_eq!(one.without(&other).len(), 1);
        assert!(words.bag("").similarity(&words.bag("")) < 0.1);
    }
}
