//! Which items of our brief are which of the base: by their ids; where those have changed, by a text that the base or the
//! document has, by likeness, or by their places between items that are known.

use crate::brief::{Kind, second_of_same_words};
use crate::document::{FieldPath, item_of};
use crate::ordered::Ordered;
use crate::pull::change::{Change, ChangeKind, Fields, Value, same, shown, value_of};
use crate::pull::rising::longest_rising;
use crate::pull::similarity::{Bag, Vocabulary};
use crate::pull::source::Toml;
use std::collections::{BTreeMap, BTreeSet};

/// How similar the words of two items must be, of 0 to 1, where one became the other, wherever they stand.
pub(super) const LIKE: f64 = 0.5;
/// How similar they must be where one may have become the other, between the same neighbours.
const PERHAPS_LIKE: f64 = 0.3;
/// How many pairs of items are compared: more are a new brief, not a changed one.
pub(super) const MOST_PAIRS: usize = 10_000;

/// The items of a table that both briefs have.
#[derive(Default)]
pub(super) struct Known {
    /// Their ids in our brief, by those in the base.
    pub ours_of: BTreeMap<String, String>,
    /// Their ids in our brief.
    pub ours: BTreeSet<String>,
    /// Those ids of them that our side has put elsewhere.
    pub moved: BTreeSet<String>,
    /// Those in the base whose item here may be another as well.
    pub doubtful: BTreeSet<String>,
}

/// The items of each table that both briefs have, where a document made from the base has these `changes`.
pub(super) fn correspondence<'a>(
    base: &'a Toml<'_>,
    ours: &'a Toml<'_>,
    changes: &'a [Change],
) -> BTreeMap<&'static str, Known> {
    let mut said: BTreeMap<(&str, &str), Fields> = BTreeMap::new();
    let mut words = Vocabulary::default();
    let mut added: BTreeMap<&str, Vec<Bags>> = BTreeMap::new();
    for change in changes {
        match &change.kind {
            ChangeKind::Field {
                path,
                theirs: Some(value),
                ..
            } => {
                if let Some(item) = item_of(path) {
                    let fields = said.entry(item).or_default();
                    fields.push((FieldPath::parse(path).field, value.clone()));
                }
            }
            ChangeKind::ItemAdded { item, .. } => {
                let of_table = added.entry(item.table.as_str()).or_default();
                of_table.push(bags(&mut words, &item.table, &item.fields));
            }
            _ => {}
        }
    }
    let of_table = |table| {
        let mut side = |fields: Fields| Said {
            bags: bags(&mut words, table, &fields),
            fields,
        };
        let old = base.ids.in_table(table).iter().map(|id| Old {
            id,
            was: side(base.fields(table, id)),
            said: side(said.remove(&(table, id)).unwrap_or_default()),
            is_derived: is_derived(base, table, id),
            found: None,
        });
        let old = old.collect();
        let new = ours.ids.in_table(table).iter().map(|id| New {
            id,
            is: side(ours.fields(table, id)),
            is_derived: is_derived(ours, table, id),
            is_taken: false,
        });
        let mut pairing = Pairing {
            table,
            old,
            new: new.collect(),
            doubtful: BTreeSet::new(),
        };
        pairing.by_id();
        pairing.by_text();
        pairing.by_likeness(&added.remove(table).unwrap_or_default());
        pairing.by_place();
        (table, pairing.known())
    };
    base.ids.tables().map(of_table).into_map()
}

/// Whether the id of an item follows from its words.
fn is_derived(toml: &Toml<'_>, table: &str, id: &str) -> bool {
    toml.value(&format!("{table}[{id}].id")).is_none()
}

/// The words of each of the texts that an item is known by.
type Bags = Vec<(&'static str, Bag)>;

/// What an item says.
struct Said {
    fields: Fields,
    bags: Bags,
}

/// An item of the base.
struct Old<'a> {
    id: &'a String,
    was: Said,
    /// What the document says in its place.
    said: Said,
    is_derived: bool,
    /// The place of what it is in our brief.
    found: Option<usize>,
}

/// An item of our brief.
struct New<'a> {
    id: &'a String,
    is: Said,
    is_derived: bool,
    /// Whether it is known what it was, or that the document has it as a new one.
    is_taken: bool,
}

/// The items of a table on both sides, in their orders.
struct Pairing<'a> {
    table: &'static str,
    old: Vec<Old<'a>>,
    new: Vec<New<'a>>,
    /// The places of those in the base that may be others.
    doubtful: BTreeSet<usize>,
}

impl Pairing<'_> {
    fn pair(&mut self, old: usize, new: usize) {
        if self.old[old].found.is_none() && !self.new[new].is_taken {
            self.old[old].found = Some(new);
            self.new[new].is_taken = true;
        }
    }

    /// Those that have the same id. Not where ids follow from the same words: those are told apart by the places of their
    /// items, and another may have one of them now.
    fn by_id(&mut self) {
        let places: BTreeMap<&String, usize> =
            self.new.iter().map(|new| new.id).zip(0..).into_map();
        let old_places: BTreeMap<&String, usize> =
            self.old.iter().map(|old| old.id).zip(0..).into_map();
        for old in 0..self.old.len() {
            let Old { id, is_derived, .. } = &self.old[old];
            let second = second_of_same_words(id);
            let is_one = || {
                ![&places, &old_places]
                    .iter()
                    .any(|ids| ids.contains_key(&second))
            };
            if let Some(new) = places.get(id)
                && (!is_derived || !self.new[*new].is_derived || is_one())
            {
                self.pair(old, *new);
            }
        }
    }

    /// Those that have a text which they are known by, between the same neighbours.
    fn by_text(&mut self) {
        for (old, new) in self.gaps() {
            for place in old {
                let Old { was, said, .. } = &self.old[place];
                let is_it = |new: &&usize| {
                    let New { is, is_taken, .. } = &self.new[**new];
                    let has = |said: &Said| has_a_text(self.table, &is.fields, &said.fields);
                    !is_taken && (has(was) || has(said))
                };
                if let Some(found) = new.iter().find(is_it) {
                    self.pair(place, *found);
                }
            }
        }
    }

    /// Those whose words are most like each other. What the document has as a new item is no old one in other words.
    fn by_likeness(&mut self, added: &[Bags]) {
        let (old, new) = (self.old_left(), self.new_left());
        if new.len().saturating_mul(old.len() + added.len()) > MOST_PAIRS {
            return;
        }
        let mut pairs = Vec::new();
        for &new in &new {
            for &old in &old {
                pairs.push((self.likeness(old, new), Some(old), new));
            }
            let of_added = added.iter();
            let of_added = of_added.map(|bags| likeness(bags, &self.new[new].is.bags));
            pairs.extend(of_added.map(|likeness| (likeness, None, new)));
        }
        pairs.retain(|(likeness, ..)| *likeness >= LIKE);
        pairs.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        for (_, old, new) in pairs {
            match old {
                Some(old) => self.pair(old, new),
                None => self.new[new].is_taken = true,
            }
        }
    }

    /// Those that are left between the same neighbours: where they are as many, one after the other, if their ids follow
    /// from words; else, with doubt, by what likeness there is.
    fn by_place(&mut self) {
        for (old, new) in self.gaps() {
            if old.len() == new.len() {
                for (&old, &new) in old.iter().zip(&new) {
                    if self.old[old].is_derived && self.new[new].is_derived {
                        self.pair(old, new);
                    }
                }
            }
            for old in old {
                let like = new.iter().filter(|new| !self.new[**new].is_taken);
                let like = like.map(|new| (self.likeness(old, *new), *new));
                let like = like.filter(|(likeness, _)| *likeness >= PERHAPS_LIKE);
                let likest = like.max_by(|(one, _), (other, _)| one.total_cmp(other));
                if self.old[old].found.is_none()
                    && let Some((_, new)) = likest
                {
                    self.pair(old, new);
                    self.doubtful.insert(old);
                }
            }
        }
    }

    /// How like the words of two items are, be it what the document makes of the old one.
    fn likeness(&self, old: usize, new: usize) -> f64 {
        let (Old { was, said, .. }, New { is, .. }) = (&self.old[old], &self.new[new]);
        likeness(&was.bags, &is.bags).max(likeness(&said.bags, &is.bags))
    }

    fn old_left(&self) -> Vec<usize> {
        let old = 0..self.old.len();
        old.filter(|old| self.old[*old].found.is_none()).collect()
    }

    fn new_left(&self) -> Vec<usize> {
        let new = 0..self.new.len();
        new.filter(|new| !self.new[*new].is_taken).collect()
    }

    /// The places of those that are left between items that are known and stand in the same order.
    fn gaps(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let found = |(place, old): (usize, &Old<'_>)| Some((place, old.found?));
        let pairs: Vec<(usize, usize)> = self.old.iter().enumerate().filter_map(found).collect();
        let now: Vec<usize> = pairs.iter().map(|(_, new)| *new).collect();
        let stays = longest_rising(&now).into_iter();
        let ends = stays.map(|place| pairs[place]);
        let last = (self.old.len(), self.new.len());
        let (old, new) = (self.old_left(), self.new_left());
        let (mut old, mut new) = (old.as_slice(), new.as_slice());
        let mut gaps = Vec::new();
        for (old_end, new_end) in ends.chain([last]) {
            let of_old = old.partition_point(|place| *place < old_end);
            let of_new = new.partition_point(|place| *place < new_end);
            gaps.push((old[..of_old].to_vec(), new[..of_new].to_vec()));
            (old, new) = (&old[of_old..], &new[of_new..]);
        }
        gaps
    }

    fn known(&self) -> Known {
        let found = |old: &Old<'_>| Some((old.id.clone(), self.new[old.found?].id.clone()));
        let ours_of: BTreeMap<String, String> = self.old.iter().filter_map(found).into_map();
        let now: Vec<usize> = self.old.iter().filter_map(|old| old.found).collect();
        let stays = longest_rising(&now);
        let moved = (0..now.len()).filter(|place| !stays.contains(place));
        let doubtful = self.doubtful.iter();
        Known {
            ours: ours_of.values().cloned().collect(),
            ours_of,
            moved: moved.map(|place| self.new[now[place]].id.clone()).collect(),
            doubtful: doubtful.map(|old| self.old[*old].id.clone()).collect(),
        }
    }
}

/// The words of each of the texts that an item with these `fields` is known by.
fn bags(words: &mut Vocabulary, table: &str, fields: &[(String, Value)]) -> Bags {
    let known_by = Kind::of(table).map_or(&[][..], Kind::known_by).iter();
    let bag = |key: &&'static str| {
        let value = value_of(fields, key)?;
        Some((*key, words.bag(&shown(value))))
    };
    known_by.filter_map(bag).collect()
}

/// How like two items of a table are, from 0 to 1: in that of their texts in which they are most so.
fn likeness(one: &[(&str, Bag)], other: &[(&str, Bag)]) -> f64 {
    let pairs = one.iter().flat_map(|(key, bag)| {
        let same_key = other.iter().filter(move |(name, _)| name == key);
        same_key.map(|(_, other)| bag.similarity(other))
    });
    pairs.fold(0.0, f64::max)
}

/// Whether two items of a table may be one in other words.
pub(super) fn may_be_one(table: &str, one: &Fields, other: &Fields) -> bool {
    let mut words = Vocabulary::default();
    let [one, other] = [one, other].map(|fields| bags(&mut words, table, fields));
    likeness(&one, &other) >= LIKE
}

/// Whether two items of a table have a text in common by which one is known, or their prose.
pub(super) fn has_a_text(table: &str, one: &[(String, Value)], other: &[(String, Value)]) -> bool {
    let kind = Kind::of(table);
    let known_by = kind.map_or(&[][..], Kind::known_by);
    let prose = kind.and_then(Kind::prose);
    one.iter().any(|(key, value)| {
        (known_by.contains(&key.as_str()) || prose == Some(key.as_str()))
            && same(value_of(other, key), Some(value))
    })
}
