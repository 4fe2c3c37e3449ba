//! The ids of items, to be looked for by what refers to them.

use super::super::id::{whole_slug, without_hidden};
use super::super::words::nearest;
use crate::brief::{Id, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// How many bytes words have at least that an item is looked for by whose words they are among.
const SHORTEST_WORDS: usize = 4;

/// The ids of all items.
#[derive(Default)]
pub(super) struct Ids {
    /// By the place of the item among those of its kind.
    of: BTreeMap<Kind, Vec<Id>>,
    /// Ids as given and derived, by their item.
    kinds: BTreeMap<Id, Kind>,
    /// Those of them that are derived.
    derived: BTreeSet<Id>,
    /// By all words of the item, as an id is made of them.
    by_words: BTreeMap<(Kind, String), Id>,
    /// The line of an item of a kind that has the id of another: what refers to no item may mean it.
    twice: BTreeMap<Kind, usize>,
    /// Ids that cannot stay as they are given, without what shows nothing, and those that their items have instead.
    refused: BTreeMap<String, Id>,
    /// The kinds of which an item has an id that could not be read.
    unread: BTreeSet<Kind>,
    /// Ids that no item has of which that was said.
    said: BTreeSet<String>,
}

impl Ids {
    /// Adds the next item of `kind`.
    pub(super) fn add(&mut self, id: Id, kind: Kind) {
        self.kinds.insert(id.clone(), kind);
        self.add_unnamed(id, kind);
    }

    /// Adds the next item of `kind`, which nothing can refer to by `id`.
    pub(super) fn add_unnamed(&mut self, id: Id, kind: Kind) {
        self.of.entry(kind).or_default().push(id);
    }

    /// Keeps that `id` is derived from the words of its item.
    pub(super) fn add_derived(&mut self, id: Id) {
        self.derived.insert(id);
    }

    /// Whether nobody has given its item this `id`.
    pub(super) fn is_derived(&self, id: &str) -> bool {
        self.derived.contains(id)
    }

    /// Keeps the line of an item of `kind` that has the id of another.
    pub(super) fn add_twice(&mut self, kind: Kind, line: usize) {
        self.twice.insert(kind, line);
    }

    /// Keeps that an item of `kind` has an id which could not be read.
    pub(super) fn add_unread(&mut self, kind: Kind) {
        self.unread.insert(kind);
    }

    /// Lets what refers to an item by an id that cannot stay find it.
    pub(super) fn add_refused(&mut self, refused: String, id: &str) {
        self.refused.entry(refused).or_insert_with(|| id.to_owned());
    }

    /// The id by which an item is meant: `id`, unless that is one that cannot stay.
    pub(super) fn instead_of<'a>(&'a self, id: &'a str) -> &'a str {
        match self.refused.is_empty() || self.kinds.contains_key(id) {
            true => id,
            false => self.refused.get(&without_hidden(id)).map_or(id, Id::as_str),
        }
    }

    /// The id of the item of `kind` at `index`.
    pub(super) fn of(&self, kind: Kind, index: usize) -> &str {
        self.of
            .get(&kind)
            .and_then(|ids| ids.get(index))
            .map_or("", String::as_str)
    }

    /// The kind of the item that has `id`.
    pub(super) fn kind(&self, id: &str) -> Option<Kind> {
        self.kinds.get(id).copied()
    }

    /// The id of the item of `kind` that has these words, or alone begins with them: the name of an organisation, the text
    /// of an obstacle.
    pub(super) fn of_words(&self, words: &str, kind: Kind) -> Option<&str> {
        let slug = Some(whole_slug(words)).filter(|slug| !slug.is_empty())?;
        let start = format!("{slug}-");
        let key = (kind, slug);
        if let Some(id) = self.by_words.get(&key) {
            return Some(id);
        }
        let behind = self.by_words.range(key..);
        let mut begun =
            behind.take_while(|((of, words), _)| *of == kind && words.starts_with(&start));
        match (begun.next(), begun.next()) {
            (Some((_, id)), None) => Some(id),
            _ => None,
        }
    }

    /// The id of the only item of `kind` that has these words among others; or of the organisation whose name is nearly this.
    pub(super) fn near_words(&self, words: &str, kind: Kind) -> Option<&str> {
        let slug = whole_slug(words);
        if slug.len() < SHORTEST_WORDS {
            return None;
        }
        let first = (kind, String::new());
        let of_kind = || {
            let all = self.by_words.range(&first..);
            let all = all.take_while(|((of, _), _)| *of == kind);
            all.map(|((_, words), id)| (words.as_str(), id.as_str()))
        };
        let among = format!("-{slug}-");
        let mut with_words = of_kind().filter(|(words, _)| format!("-{words}-").contains(&among));
        if let Some((_, id)) = with_words.next() {
            return with_words.all(|(_, other)| other == id).then_some(id);
        }
        let names = of_kind().filter(|_| kind == Kind::Organisation);
        let nearest = nearest(&slug, names.map(|(words, _)| words))?;
        of_kind().find_map(|(words, id)| (words == nearest).then_some(id))
    }

    /// The id of the item of one of `kinds` whose place among those of its kind is meant by `words`: “question 1”, “2”.
    pub(super) fn at_number(&self, words: &str, kinds: &[Kind]) -> Option<&str> {
        let (name, number) = words.rsplit_once(' ').unwrap_or(("", words));
        let has_key = |kind: &&Kind| kind.key() == name.to_lowercase();
        let kind = match (name, kinds) {
            ("", [only]) => only,
            _ => kinds.iter().find(has_key)?,
        };
        let index = number
            .trim_start_matches(['#', '№'])
            .parse::<usize>()
            .ok()?;
        let id = self.of(*kind, index.checked_sub(1)?);
        Some(id).filter(|id| self.kinds.contains_key(*id))
    }

    /// Lets the item of `kind` with `id` be found by these words too.
    pub(super) fn know(&mut self, words: &str, kind: Kind, id: &str) {
        let of_words = (kind, whole_slug(words));
        self.by_words
            .entry(of_words)
            .or_insert_with(|| id.to_owned());
    }

    /// What to do about `id`, which no item has, where an item of one of `kinds` has the id of another, or one that could
    /// not be read: this may be the one that it should have. Nothing within where that was said before.
    pub(super) fn of_lost(&mut self, id: &str, kinds: &[Kind]) -> Option<Option<String>> {
        if kinds.iter().any(|kind| self.unread.contains(kind)) {
            return Some(None);
        }
        let line = kinds.iter().find_map(|kind| self.twice.get(kind))?;
        let help = || {
            format!(
                "write the `id` of an item; in line {line} one stands twice, and this may belong there"
            )
        };
        Some(self.said.insert(id.to_owned()).then(help))
    }

    /// All ids of items of `kinds`.
    pub(super) fn all<'a>(&'a self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a str> {
        self.kinds
            .iter()
            .filter(|(_, kind)| kinds.contains(kind))
            .map(|(id, _)| id.as_str())
    }
}
