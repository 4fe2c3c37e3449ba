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

    /// How many words are in both.
    pub fn shared(&self, other: &Bag) -> usize {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => {
                    one.next();
                }
                std::cmp::Ordering::Greater => {
                    two.next();
                }
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    one.next();
                    two.next();
                }
            }
        }
        shared
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
        let mut rest = other.0.iter().peekable();
        let mut left = Vec::new();
        for word in &self.0 {
            while rest.next_if(|other| *other < word).is_some() {}
            if rest.next_if(|other| *other == word).is_none() {
                left.push(*word);
            }
        }
        Bag(left)
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
