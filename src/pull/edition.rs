//! Editions in other languages: what colleagues changed in one goes home into its translation.
//!
//! A translation has the words of an edition, passage by passage, and nothing else. So of all that was changed the
//! words of passages go home. Facts, and which items there are, are those of the original, and are told. Paths are
//! those of the brief, and changes of a list are changes of its elements: `meeting.participants[0]`.

mod merge;
mod write;

pub use merge::{merge_translation, place_in_translation};
pub use write::{OurTranslation, write_translation};

use super::base_edition::BaseEdition;
use super::change::words_of;
use super::change::{
    Change, ChangeKind, Changes, NewItem, Provenance, Unplaced, Value, same, shown,
};
use super::values::line;
use crate::brief::with_article;
use crate::document::item_of;
use std::collections::{BTreeMap, BTreeSet};

/// Of what was `found`, in terms of the brief, what a translation can hold; all else is told.
pub(super) fn of_translation(edition: &BaseEdition, found: Changes) -> Changes {
    let mut sorting = Sorting {
        edition,
        remade: found.changes.iter().filter_map(remade).flatten().collect(),
        passages: Vec::new(),
        unplaced: found.unplaced,
    };
    for Change { kind, author } in &found.changes {
        match kind {
            ChangeKind::Field {
                path,
                base,
                theirs: Some(theirs),
            } => sorting.field(path, base.as_ref(), theirs, author.as_ref()),
            ChangeKind::Field { path, .. } => sorting.taken_out(path),
            ChangeKind::ItemAdded { item, from } => sorting.added(item, from),
            ChangeKind::ItemRemoved { table, id, into } => {
                sorting.removed(table, id, into.as_ref());
            }
            ChangeKind::ItemMoved { table, id, after } => {
                sorting.moved(table, id, after.as_ref());
            }
        }
    }
    let changes = sorting.of_all_places();
    Changes {
        changes,
        comments: found.comments,
        unplaced: sorting.unplaced,
    }
}

/// The items that a change makes others of: their words cannot be told apart from those of what they became.
fn remade(change: &Change) -> Option<Vec<(&str, &str)>> {
    match &change.kind {
        ChangeKind::ItemAdded {
            item,
            from: Provenance::Split(id),
        } => Some(vec![(&item.table, id)]),
        ChangeKind::ItemAdded {
            from: Provenance::Moved(table, id),
            ..
        } => Some(vec![(table, id)]),
        ChangeKind::ItemRemoved {
            table,
            id,
            into: Some(into),
        } => Some(vec![(table, id), (table, into)]),
        _ => None,
    }
}

/// Sorts changes into those of passages and all others.
struct Sorting<'a> {
    edition: &'a BaseEdition,
    /// Items that were divided, joined or made others.
    remade: BTreeSet<(&'a str, &'a str)>,
    /// What has other words, in the order in which it was found.
    passages: Vec<InPlace>,
    unplaced: Vec<Unplaced>,
}

/// The words of a passage in one of its places.
struct InPlace {
    /// The place of the passage among those of the edition.
    passage: usize,
    path: String,
    words: String,
    author: Option<String>,
}

impl Sorting<'_> {
    /// Tells what no translation can hold; `of_original` is what it is as a change of the original, if that can have it.
    fn unplaced(
        &mut self,
        what: String,
        near: Option<String>,
        words: &str,
        advice: String,
        of_original: Option<ChangeKind>,
    ) {
        self.unplaced.push(Unplaced {
            what,
            near,
            words: line(words),
            advice,
            of_original,
        });
    }

    /// A field with other words, or a list, field by field.
    fn field(&mut self, path: &str, base: Option<&Value>, theirs: &Value, author: Option<&String>) {
        if item_of(path).is_some_and(|(table, id)| self.remade.contains(&(table, id))) {
            return;
        }
        let text = |words: &String| Value::Text(words.clone());
        match (base, theirs) {
            _ if self.edition.in_list(path).is_none() => self.element(path, theirs, author),
            (Some(Value::Texts(base)), Value::Texts(theirs)) => {
                let all = |words: &[String]| words.iter().map(text).collect::<Vec<_>>();
                self.list(path, &all(base), &all(theirs), author);
            }
            (Some(Value::Rows(base)), Value::Rows(theirs)) if base.len() == theirs.len() => {
                for (row, (base, theirs)) in base.iter().zip(theirs).enumerate() {
                    self.list(&format!("{path}[{row}]"), base, theirs, author);
                }
            }
            _ => self.other_list(path, theirs),
        }
    }

    /// The elements of a list, where each is still at its place.
    fn list(&mut self, path: &str, base: &[Value], theirs: &[Value], author: Option<&String>) {
        let differs = |(one, other): (&Value, &Value)| !same(Some(one), Some(other));
        let moves = base.len() != theirs.len()
            || base.iter().zip(theirs).any(|(was, now)| {
                differs((was, now)) && base.iter().any(|other| same(Some(other), Some(now)))
            });
        if moves {
            let theirs = theirs.iter().map(shown).collect();
            return self.other_list(path, &Value::Texts(theirs));
        }
        for (place, (was, now)) in base.iter().zip(theirs).enumerate() {
            if differs((was, now)) {
                self.element(&format!("{path}[{place}]"), now, author);
            }
        }
    }

    fn other_list(&mut self, path: &str, theirs: &Value) {
        self.unplaced(
            "a list with other entries than the original’s".to_owned(),
            Some(path.to_owned()),
            &shown(theirs),
            format!(
                "add, remove or move its entries in {}, run `briefgen translate`, and pull again; an entry that \
                 has the words of another has lost its own",
                self.edition.original
            ),
            Some(field(path, Some(theirs))),
        );
    }

    /// One field with other words.
    fn element(&mut self, path: &str, theirs: &Value, author: Option<&String>) {
        let words = shown(theirs);
        let Some(&passage) = self.edition.by_field.get(path) else {
            return self.unplaced(
                "a fact that was changed".to_owned(),
                Some(path.to_owned()),
                &words,
                format!(
                    "it is a fact of {}, the same in all languages: change it there",
                    self.edition.original
                ),
                Some(field(path, Some(theirs))),
            );
        };
        if words.trim().is_empty() {
            return self.taken_out(path);
        }
        let stays = self.edition.units[passage]
            .as_ref()
            .is_some_and(|unit| !unit.translate);
        if stays {
            return self.unplaced(
                "a passage that stays as it is in the original".to_owned(),
                Some(path.to_owned()),
                &words,
                format!(
                    "take `translate = false` out of the translation and pull again, or change it in {}",
                    self.edition.original
                ),
                None,
            );
        }
        self.passages.push(InPlace {
            passage,
            path: path.to_owned(),
            words,
            author: author.cloned(),
        });
    }

    fn taken_out(&mut self, path: &str) {
        let is_passage =
            self.edition.by_field.contains_key(path) || self.edition.in_list(path).is_some();
        let words = self.edition.target(path).unwrap_or_default();
        let what = if is_passage {
            "a passage that was taken out"
        } else {
            "a fact that was taken out"
        };
        self.unplaced(
            what.to_owned(),
            Some(path.to_owned()),
            words,
            format!(
                "an edition has all that its original has: take it out of {}",
                self.edition.original
            ),
            Some(field(path, None)),
        );
    }

    fn added(&mut self, item: &NewItem, from: &Provenance) {
        let table = with_article(&item.table);
        let (what, near) = match from {
            Provenance::Written | Provenance::Copied(..) => (
                format!("{table} that was added"),
                item.after.as_ref().map(|id| (&item.table, id)),
            ),
            Provenance::Split(id) => (format!("{table} that was divided"), Some((&item.table, id))),
            Provenance::Moved(from, id) => (
                format!("{} that is now {table}", with_article(from)),
                Some((from, id)),
            ),
        };
        let near = near.map(|(table, id)| format!("{table}[{id}]"));
        let words = words_of(&item.table, &item.fields).unwrap_or_default();
        let original = &self.edition.original;
        let advice = format!(
            "a translation has the items of its original: change them in {original}, run `briefgen translate`, and \
             write these words as the translation"
        );
        let is_new = matches!(from, Provenance::Written | Provenance::Copied(..));
        let of_original = is_new.then(|| ChangeKind::ItemAdded {
            item: item.clone(),
            from: from.clone(),
        });
        self.unplaced(what, near, &words, advice, of_original);
    }

    fn removed(&mut self, table: &str, id: &str, into: Option<&String>) {
        // What became an item of another table is told with that.
        if into.is_none() && self.remade.contains(&(table, id)) {
            return;
        }
        let what = match into {
            Some(_) => format!("{} that was joined to another", with_article(table)),
            None => format!("{} that was taken out", with_article(table)),
        };
        let original = &self.edition.original;
        let advice = format!(
            "a translation has the items of its original: take it out of {original}, and run `briefgen translate`"
        );
        let of_original = into.is_none().then(|| ChangeKind::ItemRemoved {
            table: table.to_owned(),
            id: id.to_owned(),
            into: None,
        });
        let near = Some(format!("{table}[{id}]"));
        self.unplaced(what, near, "", advice, of_original);
    }

    fn moved(&mut self, table: &str, id: &str, after: Option<&String>) {
        let advice = format!(
            "a translation has the order of its original: move it in {}",
            self.edition.original
        );
        let what = format!("{} that was moved", with_article(table));
        let of_original = ChangeKind::ItemMoved {
            table: table.to_owned(),
            id: id.to_owned(),
            after: after.cloned(),
        };
        let near = Some(format!("{table}[{id}]"));
        self.unplaced(what, near, "", advice, Some(of_original));
    }

    /// The changes, each once. Words that stand in a list in several places are one passage: they have other words in
    /// all of them or in none.
    fn of_all_places(&mut self) -> Vec<Change> {
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for place in self.edition.by_field.values() {
            *places.entry(*place).or_default() += 1;
        }
        let mut of_passage: BTreeMap<usize, usize> = BTreeMap::new();
        let mut passages: Vec<Vec<InPlace>> = Vec::new();
        for one in std::mem::take(&mut self.passages) {
            let place = *of_passage.entry(one.passage).or_insert(passages.len());
            match passages.get_mut(place) {
                Some(passage) => passage.push(one),
                None => passages.push(vec![one]),
            }
        }
        let mut kept = Vec::new();
        for here in passages {
            let first = &here[0];
            if places.get(&first.passage) == Some(&here.len())
                && here.iter().all(|one| one.words == first.words)
            {
                let base = self.edition.target(&first.path);
                let kind = ChangeKind::Field {
                    base: base.map(|base| Value::Text(base.to_owned())),
                    theirs: Some(Value::Text(first.words.clone())),
                    path: first.path.clone(),
                };
                let author = first.author.clone();
                kept.push(Change { kind, author });
                continue;
            }
            for InPlace { path, words, .. } in here {
                self.unplaced(
                    "one of several places with the same words".to_owned(),
                    Some(path),
                    &words,
                    format!(
                        "they have one translation: change them in all places alike, or give the original \
                         different words in {}",
                        self.edition.original
                    ),
                    None,
                );
            }
        }
        kept
    }
}

/// A field with another value, or none.
fn field(path: &str, theirs: Option<&Value>) -> ChangeKind {
    ChangeKind::Field {
        path: path.to_owned(),
        base: None,
        theirs: theirs.cloned(),
    }
}
