//! Which unit of a translation belongs to which passage of a brief: that which was made from its words, at its path
//! before elsewhere; else, but for lists, that with its path. What is left over is compared by words, so that an item
//! whose id follows from its text keeps its translation when the text changes; and where one field of an item is found,
//! the others follow.

use super::links::Links;
use super::passage::{Digest, Passage, keys};
use super::{Unit, diff};
use std::collections::{HashMap, HashSet};

/// The least likeness of two passages of which one became the other: the part of their words that both have.
pub(super) const LEAST_LIKENESS: f64 = 0.5;
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
    /// How the translation in `unit` stands to the `passage` that it belongs to. Links are none of its words.
    pub fn of(unit: &Unit, passage: &Passage) -> Freshness {
        let then = unit.words_then();
        let is_current = unit.outdated.is_none()
            && unit
                .made_from()
                .is_none_or(|made_from| made_from == passage.digest);
        let is_linked_anew = || {
            then.is_some_and(|then| {
                let links = Links::between(then, &passage.text);
                links.are_others() && Digest::of(&links.in_text(then)) == passage.digest
            })
        };
        match is_current || is_linked_anew() {
            true => Freshness::Current,
            false => Freshness::Outdated(then.map(str::to_owned)),
        }
    }
}

/// The place among `units`, which were moved out of the way, of that which each of `passages` may have again: of the same
/// words, or of such as are like its own where it is in no list, whose entries are short.
pub(super) fn align_again(passages: &[Passage], units: &[Unit]) -> Vec<Option<usize>> {
    let mut alignment = Alignment::new(passages, units);
    alignment.by_words();
    alignment.by_likeness();
    let found = passages.iter().zip(alignment.found);
    let is_again = |passage: &Passage, unit: usize| {
        !passage.listed || alignment.digests[unit].as_ref() == Some(&passage.digest)
    };
    found
        .map(|(passage, unit)| unit.filter(|unit| is_again(passage, *unit)))
        .collect()
}

/// The place among `units` of the unit of each of `passages`; no unit belongs to two.
pub(super) fn align(passages: &[Passage], units: &[Unit]) -> Vec<Option<usize>> {
    let mut alignment = Alignment::new(passages, units);
    alignment.by_path(true);
    // Before the path alone: an id that follows from words may be another item's now.
    alignment.by_words();
    alignment.follow_items();
    alignment.by_path(false);
    alignment.by_likeness();
    alignment.follow_items();
    alignment.found
}

/// Which units have found their passages so far.
struct Alignment<'a> {
    passages: &'a [Passage],
    units: &'a [Unit],
    passage_keys: Vec<Vec<&'a str>>,
    unit_keys: Vec<Vec<&'a str>>,
    /// Of the words that each unit was made from.
    digests: Vec<Option<Digest>>,
    /// The place of the unit of each passage.
    found: Vec<Option<usize>>,
    /// Whether a unit has its passage.
    taken: Vec<bool>,
}

impl<'a> Alignment<'a> {
    fn new(passages: &'a [Passage], units: &'a [Unit]) -> Alignment<'a> {
        let of_passage = |passage: &'a Passage| keys(&passage.path).collect();
        let of_unit = |unit: &'a Unit| unit.keys.iter().map(String::as_str).collect();
        Alignment {
            passages,
            units,
            passage_keys: passages.iter().map(of_passage).collect(),
            unit_keys: units.iter().map(of_unit).collect(),
            digests: units.iter().map(Unit::made_from).collect(),
            found: vec![None; passages.len()],
            taken: vec![false; units.len()],
        }
    }

    /// Units and passages of the same path; in a list, or where `of_same_words`, also of the same words.
    fn by_path(&mut self, of_same_words: bool) {
        let mut by_path: HashMap<(&[&str], Option<&Digest>), usize> = HashMap::new();
        for (index, keys) in self.unit_keys.iter().enumerate() {
            let digest = self.digests[index].as_ref().filter(|_| of_same_words);
            by_path.entry((keys, digest)).or_insert(index);
        }
        let unit_of = |(passage, keys): (&Passage, &Vec<&str>)| {
            let digest = of_same_words.then_some(&passage.digest);
            let found = by_path.get(&(keys.as_slice(), digest));
            found.copied().filter(|_| of_same_words || !passage.listed)
        };
        let passages = self.passages.iter().zip(&self.passage_keys);
        let found: Vec<Option<usize>> = passages.map(unit_of).collect();
        for (passage, unit) in found.into_iter().enumerate() {
            if let Some(unit) = unit {
                self.take(passage, unit);
            }
        }
    }

    /// The same words at another place of the same kind.
    fn by_words(&mut self) {
        for (passages, units) in self.left() {
            let mut by_digest: HashMap<&Digest, Vec<usize>> = HashMap::new();
            for &unit in units.iter().rev() {
                if let Some(digest) = &self.digests[unit] {
                    by_digest.entry(digest).or_default().push(unit);
                }
            }
            for passage in passages {
                let same = by_digest.get_mut(&self.passages[passage].digest);
                if let Some(unit) = same.and_then(Vec::pop) {
                    self.found[passage] = Some(unit);
                    self.taken[unit] = true;
                }
            }
        }
    }

    /// The words that are most like those of a passage of the same kind.
    fn by_likeness(&mut self) {
        for (passages, units) in self.left() {
            if passages.len().saturating_mul(units.len()) > MOST_PAIRS {
                continue;
            }
            let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
            for &passage in &passages {
                for &unit in &units {
                    let Unit {
                        outdated, source, ..
                    } = &self.units[unit];
                    let words = outdated.as_ref().or(source.as_ref());
                    let likeness = words.map_or(0.0, |words| {
                        diff::likeness(words, &self.passages[passage].text)
                    });
                    if likeness >= LEAST_LIKENESS {
                        pairs.push((likeness, passage, unit));
                    }
                }
            }
            pairs.sort_unstable_by(|(one, p, u), (other, q, v)| {
                other.total_cmp(one).then((p, u).cmp(&(q, v)))
            });
            for (_, passage, unit) in pairs {
                self.take(passage, unit);
            }
        }
    }

    /// The other fields of an item that has another id now, as one of its fields says, and none has its unit where it was.
    fn follow_items(&mut self) {
        let mut stays: HashSet<(&str, &str)> = HashSet::new();
        let mut id_before: HashMap<(&str, &str), &str> = HashMap::new();
        for (passage, unit) in self.found.iter().enumerate() {
            if let Some(unit) = unit
                && let ([table, now, _], [_, before, _]) =
                    (&self.passage_keys[passage][..], &self.unit_keys[*unit][..])
            {
                if now == before {
                    stays.insert((table, now));
                }
                id_before.entry((table, now)).or_insert(before);
            }
        }
        id_before.retain(|item, _| !stays.contains(item));
        if id_before.is_empty() {
            return;
        }
        let by_path: HashMap<Vec<&str>, usize> = self.unit_keys.iter().cloned().zip(0..).collect();
        for passage in 0..self.passages.len() {
            if let [table, now, field] = self.passage_keys[passage][..]
                && !self.passages[passage].listed
                && let Some(before) = id_before.get(&(table, now))
                && let Some(unit) = by_path.get(&vec![table, before, field])
            {
                self.take(passage, *unit);
            }
        }
    }

    /// Gives a passage its unit, where neither has another.
    fn take(&mut self, passage: usize, unit: usize) {
        if self.found[passage].is_none() && !self.taken[unit] {
            self.found[passage] = Some(unit);
            self.taken[unit] = true;
        }
    }

    /// The passages and units of each kind that have not found each other.
    fn left(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let kind = |keys: &[&str]| match keys {
            [table, _, field] => format!("{table}.{field}"),
            keys => keys.join("."),
        };
        let mut left: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (passage, keys) in self.passage_keys.iter().enumerate() {
            if self.found[passage].is_none() {
                left.entry(kind(keys)).or_default().0.push(passage);
            }
        }
        for (unit, keys) in self.unit_keys.iter().enumerate() {
            if !self.taken[unit]
                && let Some((_, units)) = left.get_mut(&kind(keys))
            {
                units.push(unit);
            }
        }
        left.into_values().collect()
    }
}
