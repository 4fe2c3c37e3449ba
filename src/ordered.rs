//! Ordered maps and sets of what an iterator gives.

use std::collections::{BTreeMap, BTreeSet};

/// What `collect` gives, by one insertion after the other. `collect` sorts first, and each type that is sorted makes the
/// program five to seven kilobytes larger; those here are too small for that to be worth it.
pub(crate) trait Ordered: Iterator + Sized {
    /// The values by their keys; of two with the same key the later.
    fn into_map<K: Ord, V>(self) -> BTreeMap<K, V>
    where
        Self: Iterator<Item = (K, V)>,
    {
        let mut map = BTreeMap::new();
        self.for_each(|(key, value)| {
            map.insert(key, value);
        });
        map
    }

    /// The items, each once; of two that are equal the first.
    fn into_set(self) -> BTreeSet<Self::Item>
    where
        Self::Item: Ord,
    {
        let mut set = BTreeSet::new();
        self.for_each(|item| {
            set.insert(item);
        });
        set
    }
}

impl<I: Iterator> Ordered for I {}
