//! Which unit of a translation belongs to which passage of a brief: that with its path; in a list, that which was
//! made from its words. What is left over is compared by words, so that an item whose id follows from its text
//! keeps its translation when the text changes.

use super::passage::{Digest, Passage, keys};
use super::{Unit, diff};
use std::collections::HashMap;

/// The least likeness of two passages of which one became the other: the part of their words that both have.
const LEAST_LIKENESS: f64 = 0.5;
/// How many pairs of left-over passages and units are compared: more are a new brief, not a changed one.
const MOST_PAIRS: usize = 10_000;

/// How a translation stands to the brief.
#[derive(Clone, PartialEq, Debug)]
pub enum Freshness {
    /// Made from the words that the brief has.
    Current,
    /// Made from other words: those, where they are known.
    Outdated(Option<String>),
}

impl Freshness {
    /// How the translation in `unit` stands to the `passage` that it belongs to.
    pub fn of(unit: &Unit, passage: &Passage) -> Freshness {
        if let Some(old) = &unit.outdated {
            return Freshness::Outdated(Some(old.clone()));
        }
        match unit.made_from() {
            Some(digest) if digest != passage.digest => {
                let source = unit.source.clone();
                Freshness::Outdated(source.filter(|source| Digest::of(source) == digest))
            }
            _ => Freshness::Current,
        }
    }
}

/// The place among `units` of the unit of each of `passages`; no unit belongs to two.
pub(super) fn align(passages: &[Passage], units: &[Unit]) -> Vec<Option<usize>> {
    let mut found = vec![None; passages.len()];
    let mut taken = vec![false; units.len()];
    let passage_keys: Vec<Vec<&str>> = passages
        .iter()
        .map(|passage| keys(&passage.path).collect())
        .collect();
    let unit_keys: Vec<Vec<&str>> = units
        .iter()
        .map(|unit| unit.keys.iter().map(String::as_str).collect())
        .collect();
    let digests: Vec<Option<Digest>> = units.iter().map(Unit::made_from).collect();

    // By path; in a list by path and words.
    let mut by_path: HashMap<&[&str], usize> = HashMap::new();
    let mut by_words: HashMap<(&[&str], &Digest), usize> = HashMap::new();
    for (index, keys) in unit_keys.iter().enumerate() {
        by_path.entry(keys.as_slice()).or_insert(index);
        if let Some(digest) = &digests[index] {
            by_words.entry((keys.as_slice(), digest)).or_insert(index);
        }
    }
    for (index, passage) in passages.iter().enumerate() {
        let keys = passage_keys[index].as_slice();
        found[index] = if passage.listed {
            by_words.get(&(keys, &passage.digest)).copied()
        } else {
            by_path.get(keys).copied()
        };
        if let Some(unit) = found[index] {
            taken[unit] = true;
        }
    }

    // The same words at another place of the same kind; then the words that are most like them.
    let kind = |keys: &[&str]| match keys {
        [table, _, field] => format!("{table}.{field}"),
        keys => keys.join("."),
    };
    let mut left: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (index, keys) in passage_keys.iter().enumerate() {
        if found[index].is_none() {
            left.entry(kind(keys)).or_default().0.push(index);
        }
    }
    for (index, keys) in unit_keys.iter().enumerate() {
        if !taken[index]
            && let Some((_, units)) = left.get_mut(&kind(keys))
        {
            units.push(index);
        }
    }
    for (passages_left, units_left) in left.into_values() {
        if passages_left.len().saturating_mul(units_left.len()) > MOST_PAIRS {
            continue;
        }
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for &passage in &passages_left {
            for &unit in &units_left {
                let likeness = if digests[unit].as_ref() == Some(&passages[passage].digest) {
                    1.0
                } else {
                    let words = units[unit]
                        .outdated
                        .as_ref()
                        .or(units[unit].source.as_ref());
                    words.map_or(0.0, |words| diff::likeness(words, &passages[passage].text))
                };
                if likeness >= LEAST_LIKENESS {
                    pairs.push((likeness, passage, unit));
                }
            }
        }
        pairs.sort_by(|(one, p, u), (other, q, v)| other.total_cmp(one).then((p, u).cmp(&(q, v))));
        for (_, passage, unit) in pairs {
            if found[passage].is_none() && !taken[unit] {
                found[passage] = Some(unit);
                taken[unit] = true;
            }
        }
    }
    found
}
