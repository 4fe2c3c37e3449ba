//! Three ways: the brief that a document was made from, the brief as it stands now, and what colleagues
//! changed in the document.
//!
//! What one side changed is taken, what both changed alike is one change, and what they changed differently is
//! a conflict: shown, and resolved by a person.

mod correspondence;
mod lists;

pub(super) use lists::{entries, entries_before};

use super::align::is_piece;
use super::change::{
    Change, ChangeKind, Changes, Comment, Fields, NewItem, Provenance, Unplaced, Value, same,
    shown, told, value_of, words_of,
};
use super::item_tables::item_table;
use super::sentences::{combined, goes_on, has_change};
use super::similarity::Vocabulary;
use super::source::{Side, Toml};
use crate::brief::{shortened, with_article};
use crate::document::{FieldPath, item_of};
use crate::ordered::Ordered;
use correspondence::{Known, correspondence, has_a_text, may_be_one};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Who is right in every conflict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resolution {
    /// The brief as it stands now.
    Ours,
    /// The document.
    Theirs,
}

/// Who is right in which conflict.
#[derive(Clone, Default, Debug)]
pub struct Resolutions {
    /// In every conflict that is not among the others; where nobody is, conflicts stay.
    pub all: Option<Resolution>,
    /// In the conflicts of these paths.
    pub of: BTreeMap<String, Resolution>,
}

impl From<Option<Resolution>> for Resolutions {
    fn from(all: Option<Resolution>) -> Resolutions {
        Resolutions {
            all,
            of: BTreeMap::new(),
        }
    }
}

impl Resolutions {
    /// Who is right in the conflict of this path.
    pub(super) fn at(&self, path: &str) -> Option<Resolution> {
        self.of.get(path).copied().or(self.all)
    }
}

/// What both sides changed, and not alike.
#[derive(Clone, PartialEq, Debug)]
pub struct Conflict {
    /// The field, or the item: `obstacle[evidence].text`, `obstacle[evidence]`.
    pub path: String,
    /// What is at odds, in words.
    pub what: String,
    /// What stood there when the document was made; none where nothing did.
    pub base: Option<String>,
    /// What the brief says now.
    pub ours: Option<String>,
    /// What the document says.
    pub theirs: Option<String>,
    /// Who changed it in the document, where tracked changes tell.
    pub author: Option<String>,
}

/// What is to be done to the brief.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Merge {
    /// The changes that the brief does not have yet, with paths and ids as they are in it now.
    pub changes: Vec<Change>,
    /// What both sides changed, and not alike; nothing of it is among the changes.
    pub conflicts: Vec<Conflict>,
    /// The fields whose changes of both sides were put together, since they are in different sentences, entries or cells.
    pub combined: Vec<String>,
    /// Of items that both sides added, those that may be one in other words: by the id of the document's the id of ours.
    pub alike: BTreeMap<String, String>,
    /// How many changes the brief has already.
    pub agreed: usize,
    /// What cannot be carried home, without what the original of an edition has by now.
    pub unplaced: Vec<Unplaced>,
}

/// Puts the changes of a document and those of its brief together.
///
/// # Errors
/// Where the text of a side is no TOML, in words.
pub fn merge(
    base: Side<'_>,
    ours: Side<'_>,
    changes: &Changes,
    resolutions: impl Into<Resolutions>,
) -> Result<Merge, String> {
    let mut merger = Merger::new(base, ours, &changes.changes)?;
    merger.resolutions = resolutions.into();
    let removed = changes
        .changes
        .iter()
        .filter_map(|change| match &change.kind {
            ChangeKind::ItemRemoved { table, id, .. }
            | ChangeKind::ItemAdded {
                from: Provenance::Moved(table, id),
                ..
            } => Some((table.as_str(), id.as_str())),
            _ => None,
        });
    merger.removed = removed.collect();
    // What has gone to another table takes itself away.
    for Change { kind, author } in told(&changes.changes) {
        merger.author.clone_from(author);
        merger.change(kind);
    }
    merger.leave_joins();
    merger.leave_divisions();
    merger.out.unplaced.clone_from(&changes.unplaced);
    Ok(merger.out)
}

/// An item that the document has joined to another, and that our side keeps.
struct Joined {
    /// The conflict in which it stays.
    left: String,
    /// Its words in the base.
    words: String,
    /// How the paths of the fields of the other begin, in our brief.
    into: String,
}

/// Puts changes of one side and of the other together, one by one.
pub(super) struct Merger<'a> {
    pub base: Toml<'a>,
    pub ours: Toml<'a>,
    /// Which items of our brief are which of the base, by their tables.
    known: BTreeMap<&'static str, Known>,
    resolutions: Resolutions,
    /// Our new items by their tables: their ids and fields.
    new_here: BTreeMap<&'static str, Rc<[(String, Fields)]>>,
    /// The items that the document has lost, or has in another table.
    removed: BTreeSet<(&'a str, &'a str)>,
    /// The ids of new items, where those that the document gives are taken.
    renamed: BTreeMap<String, String>,
    /// The paths of the conflicts in which our side stays as it is.
    left: BTreeSet<String>,
    /// The items that the document has joined to others, and that stay.
    joined: Vec<Joined>,
    /// What the new items follow that are left, by their tables and ids.
    follows: BTreeMap<(String, String), Option<String>>,
    /// Who has made the change at hand.
    author: Option<String>,
    out: Merge,
}

impl<'a> Merger<'a> {
    /// For two briefs, and what a document says that was made from the first.
    ///
    /// # Errors
    /// Where the text of one is no TOML, in words.
    pub fn new(base: Side<'a>, ours: Side<'a>, changes: &[Change]) -> Result<Merger<'a>, String> {
        let (base, ours) = (Toml::of(base)?, Toml::of(ours)?);
        let known = correspondence(&base, &ours, changes);
        let new_here = known.iter().map(|(table, known)| {
            let ids = ours.ids.in_table(table).iter();
            let new = ids.filter(|id| !known.ours.contains(*id));
            let new = new.map(|id| (id.clone(), ours.fields(table, id)));
            (*table, new.collect())
        });
        Ok(Merger {
            new_here: new_here.into_map(),
            known,
            base,
            ours,
            resolutions: Resolutions::default(),
            removed: BTreeSet::new(),
            renamed: BTreeMap::new(),
            left: BTreeSet::new(),
            joined: Vec::new(),
            follows: BTreeMap::new(),
            author: None,
            out: Merge::default(),
        })
    }

    /// Whether our side has a change already.
    pub fn has(&mut self, kind: &ChangeKind) -> bool {
        self.change(kind);
        let out = std::mem::take(&mut self.out);
        out.changes.is_empty() && out.conflicts.is_empty()
    }

    /// The ids and fields of our items of a table that the base has not.
    pub fn new_here(&self, table: &str) -> Rc<[(String, Fields)]> {
        self.new_here.get(table).cloned().unwrap_or_default()
    }

    fn change(&mut self, change: &ChangeKind) {
        match change {
            ChangeKind::Field { path, base, theirs } => {
                self.field(path, base.as_ref(), theirs.as_ref());
            }
            ChangeKind::ItemAdded { item, from } => self.added(item, from),
            ChangeKind::ItemRemoved { table, id, into } => {
                self.removed(table, id, into.as_deref(), None);
            }
            ChangeKind::ItemMoved { table, id, after } => {
                self.moved(table, id, after.as_deref());
            }
        }
    }

    fn push(&mut self, kind: ChangeKind) {
        let author = self.author.clone();
        self.out.changes.push(Change { kind, author });
    }

    /// Notes what is at odds at `path`: what it is, in words, and what the base, ours and the document say. Whether the
    /// document's side is to be taken all the same.
    fn conflict(&mut self, path: String, what: &str, sides: [Option<String>; 3]) -> bool {
        let resolution = self.resolutions.at(&path);
        let takes = resolution == Some(Resolution::Theirs);
        if !takes {
            self.left.insert(path.clone());
        }
        if resolution.is_none() {
            let [base, ours, theirs] = sides;
            self.out.conflicts.push(Conflict {
                path,
                what: what.to_owned(),
                base,
                ours,
                theirs,
                author: self.author.clone(),
            });
        }
        takes
    }

    /// Leaves what the document has put of an item into another, where ours has that item still: its words would stand
    /// there twice.
    fn leave_joins(&mut self) {
        let mut numbers = Vocabulary::default();
        for Joined { left, words, into } in std::mem::take(&mut self.joined) {
            let lost = numbers.bag(&words);
            let mut has_it = |change: &mut Change| match &change.kind {
                ChangeKind::Field {
                    path,
                    base: Some(Value::Text(was)),
                    theirs: Some(Value::Text(now)),
                } if path.starts_with(&into) => {
                    let gained = numbers.bag(now).without(&numbers.bag(was));
                    is_piece(&lost, &gained)
                }
                _ => false,
            };
            for change in self.out.changes.extract_if(.., |change| has_it(change)) {
                let ChangeKind::Field { path, theirs, .. } = change.kind else {
                    continue;
                };
                self.out.combined.retain(|combined| *combined != path);
                let mut conflicts = self.out.conflicts.iter_mut();
                if let Some(conflict) = conflicts.find(|conflict| conflict.path == left) {
                    conflict.theirs = theirs.as_ref().map(shown);
                }
            }
        }
    }

    /// Leaves the ends of items that were divided where their beginnings are left: ours has their words, and they would
    /// stand there twice. What goes from the beginning to the end stays with ours, too.
    fn leave_divisions(&mut self) {
        let mut follows = std::mem::take(&mut self.follows);
        let mut stays = BTreeSet::new();
        for change in &self.out.changes {
            let ChangeKind::ItemAdded {
                item,
                from: Provenance::Split(id),
            } = &change.kind
            else {
                continue;
            };
            let path = |key: &str| format!("{}[{id}].{key}", item.table);
            let main = item_table(&item.table).map_or("", |table| table.main);
            if !self.left.contains(&path(main)) {
                continue;
            }
            let key = (item.table.clone(), item.id.clone());
            follows.insert(key, item.after.clone());
            stays.extend(item.fields.iter().map(|(key, _)| path(key)));
            let mut conflicts = self.out.conflicts.iter_mut();
            let conflict = conflicts.find(|conflict| conflict.path == path(main));
            if let Some(theirs) = conflict.and_then(|conflict| conflict.theirs.as_mut())
                && let Some(end) = words_of(&item.table, &item.fields)
            {
                theirs.push_str(&format!("\n\n{end}"));
            }
        }
        let goes = |kind: &ChangeKind| match kind {
            ChangeKind::ItemAdded { item, .. } => {
                follows.contains_key(&(item.table.clone(), item.id.clone()))
            }
            ChangeKind::Field {
                path, theirs: None, ..
            } => stays.contains(path),
            _ => false,
        };
        self.out.changes.retain(|change| !goes(&change.kind));
        for change in &mut self.out.changes {
            if let ChangeKind::ItemAdded {
                item: NewItem { table, after, .. },
                ..
            }
            | ChangeKind::ItemMoved { table, after, .. } = &mut change.kind
            {
                while let Some(id) = after.clone()
                    && let Some(before) = follows.get(&(table.clone(), id))
                {
                    after.clone_from(before);
                }
            }
        }
    }

    /// The id in our brief of an item of the base.
    fn our_id(&self, table: &str, id: &str) -> Option<&str> {
        self.known.get(table)?.ours_of.get(id).map(String::as_str)
    }

    /// The words that an item of the base is known by.
    fn words_in_base(&self, table: &str, id: &str) -> String {
        words_of(table, &self.base.fields(table, id)).unwrap_or_default()
    }

    /// What the document has done to an item of the base, in words, where it is doubtful whether it is the one that our
    /// brief has in its place.
    fn doubt(&self, table: &str, id: &str, done: &str) -> Option<String> {
        let known = self.known.get(table)?;
        known.doubtful.contains(id).then(|| {
            let words = shortened(&self.words_in_base(table, id));
            format!("the document has {done} “{words}”, which may be this in other words")
        })
    }

    /// The path in our brief of a field of the base; none where its item is gone.
    fn our_path(&self, path: &str) -> Option<String> {
        Some(FieldPath::parse(&self.our_place(path)?).with_index())
    }

    /// The same with the number of a paragraph, of whatever is in an item or is one.
    fn our_place(&self, path: &str) -> Option<String> {
        let item = item_of(path);
        let item = item.filter(|(table, id)| self.base.ids.index(table, id).is_some());
        let Some((table, id)) = item else {
            return Some(path.to_owned());
        };
        let ours = self.our_id(table, id)?;
        let [was, is] = [id, ours].map(|id| format!("{table}[{id}]"));
        Some(path.replacen(&was, &is, 1))
    }

    /// A comment of the document with its places in our brief; without those that our brief has no more.
    pub fn comment(&self, comment: &Comment) -> Comment {
        let ours = |path: &Option<String>| self.our_place(path.as_ref()?);
        Comment {
            path: ours(&comment.path),
            before: ours(&comment.before),
            anchor: ours(&comment.anchor),
            ..comment.clone()
        }
    }

    fn field(&mut self, path: &str, said: Option<&Value>, theirs: Option<&Value>) {
        let base = self.base.value(path).or_else(|| said.cloned());
        let Some(our_path) = self.our_path(path) else {
            return self.field_of_lost_item(path, base.as_ref(), theirs);
        };
        let ours = self.ours.value(&our_path);
        let resolution = self.resolutions.at(&our_path);
        let set = |theirs: Option<Value>| ChangeKind::Field {
            path: our_path.clone(),
            base: ours.clone(),
            theirs,
        };
        let doubt = item_of(path).and_then(|(table, id)| self.doubt(table, id, "changed"));
        let outcome = match settle(base.as_ref(), ours.as_ref(), theirs, resolution) {
            Outcome::Theirs | Outcome::Combined(_) if doubt.is_some() => Outcome::Conflict,
            outcome => outcome,
        };
        match outcome {
            Outcome::Agreed => self.out.agreed += 1,
            Outcome::Theirs => self.push(set(theirs.cloned())),
            Outcome::Combined(both) => {
                self.push(set(Some(both)));
                self.out.combined.push(our_path);
            }
            Outcome::Conflict => {
                let what = doubt.as_deref();
                let what = what.unwrap_or("changed here and in the document");
                let sides = at_odds([base.as_ref(), ours.as_ref(), theirs]);
                if self.conflict(our_path.clone(), what, sides) {
                    self.push(set(theirs.cloned()));
                }
            }
        }
    }

    /// A field of an item that our brief does not have any more.
    fn field_of_lost_item(&mut self, path: &str, base: Option<&Value>, theirs: Option<&Value>) {
        let what = "removed here and changed in the document";
        let sides = [base.map(shown), None, theirs.map(shown)];
        let takes = self.conflict(path.to_owned(), what, sides);
        let FieldPath { item, field, .. } = FieldPath::parse(path);
        let Some((table, id)) = item.filter(|_| takes) else {
            return;
        };
        let order = self.base.ids.in_table(&table);
        let index = self.base.ids.index(&table, &id).unwrap_or(0);
        let before = order[..index].last().cloned();
        if let Some(item) = self.restored(&table, &id, before.as_deref()) {
            item.fields.retain(|(name, _)| *name != field);
            item.fields
                .extend(theirs.map(|value| (field, value.clone())));
        }
    }

    /// An item of the base that our brief does not have any more, among what is added: put there if it is not yet.
    fn restored(&mut self, table: &str, id: &str, after: Option<&str>) -> Option<&mut NewItem> {
        let is_it = |item: &NewItem| item.table == table && item.id == id;
        let is_back =
            self.out.changes.iter().any(
                |other| matches!(&other.kind, ChangeKind::ItemAdded { item, .. } if is_it(item)),
            );
        if !is_back {
            let item = NewItem {
                table: table.to_owned(),
                id: id.to_owned(),
                after: self.after(table, after),
                fields: self.base.fields(table, id),
            };
            let from = Provenance::Written;
            self.push(ChangeKind::ItemAdded { item, from });
        }
        let mut changes = self.out.changes.iter_mut();
        changes.find_map(|other| match &mut other.kind {
            ChangeKind::ItemAdded { item, .. } if is_it(item) => Some(item),
            _ => None,
        })
    }

    /// Takes away an item that the document has in another now, or as one of another table; false where it stays.
    fn removed(
        &mut self,
        table: &str,
        id: &str,
        into: Option<&str>,
        now: Option<&NewItem>,
    ) -> bool {
        let Some(ours) = self.our_id(table, id).map(str::to_owned) else {
            self.out.agreed += 1;
            return true;
        };
        let into = into.map(|into| self.our_id(table, into).unwrap_or(into).to_owned());
        let differs = self.differing_field(table, id, &ours);
        if let Some((key, base, is)) = differs {
            let path = format!("{table}[{ours}].{key}");
            let done = match (&into, now) {
                (_, Some(item)) => {
                    let now = with_article(&item.table);
                    format!("changed here, in an item that is {now} in the document")
                }
                (Some(_), None) => {
                    "changed here, in an item that the document has joined to another".to_owned()
                }
                (None, None) => {
                    "changed here, in an item that the document does not have any more".to_owned()
                }
            };
            let what = self.doubt(table, id, "removed").unwrap_or(done);
            let theirs = now.and_then(|item| words_of(&item.table, &item.fields));
            let sides = [base.as_ref().map(shown), is.as_ref().map(shown), theirs];
            if !self.conflict(path.clone(), &what, sides) {
                self.joined.extend(into.map(|into| Joined {
                    left: path,
                    words: self.words_in_base(table, id),
                    into: format!("{table}[{into}]."),
                }));
                return false;
            }
        }
        let (table, id) = (table.to_owned(), ours);
        self.push(ChangeKind::ItemRemoved { table, id, into });
        true
    }

    /// The first field of an item that our side changed.
    fn differing_field(
        &self,
        table: &str,
        base: &str,
        ours: &str,
    ) -> Option<(String, Option<Value>, Option<Value>)> {
        let before = self.base.fields(table, base);
        let now = self.ours.fields(table, ours);
        let keys = before.iter().chain(&now).map(|(key, _)| key);
        keys.filter(|key| *key != "id")
            .map(|key| (key, value_of(&before, key), value_of(&now, key)))
            .find(|(_, before, now)| !same(*before, *now))
            .map(|(key, before, now)| (key.clone(), before.cloned(), now.cloned()))
    }

    fn added(&mut self, item: &NewItem, from: &Provenance) {
        if let Provenance::Moved(table, id) = from
            && self.our_id(table, id).is_some()
            && !self.removed(table, id, None, Some(item))
        {
            let key = (item.table.clone(), item.id.clone());
            let after = self.after(&item.table, item.after.as_deref());
            self.follows.insert(key, after);
            return;
        }
        let ours = self.new_here(&item.table);
        let has_all =
            |(_, fields): &&(String, Fields)| differing_fields(item, fields).next().is_none();
        if let Some((id, _)) = ours.iter().find(has_all) {
            self.renamed.insert(item.id.clone(), id.clone());
            self.out.agreed += 1;
            return;
        }
        let is_it = |(id, fields): &&(String, Fields)| {
            *id == item.id || has_a_text(&item.table, fields, &item.fields)
        };
        if let Some((id, fields)) = ours.iter().find(is_it) {
            self.added_on_both_sides(item, id, fields);
            return;
        }
        let like = ours
            .iter()
            .find(|(_, fields)| may_be_one(&item.table, fields, &item.fields));
        let from = self.provenance(&item.table, from);
        let id = self.free_id(match &from {
            Provenance::Moved(_, id) => id,
            _ => &item.id,
        });
        let like = like.map(|(like, _)| (id.clone(), like.clone()));
        self.out.alike.extend(like);
        if id != item.id {
            self.renamed.insert(item.id.clone(), id.clone());
        }
        let item = NewItem {
            id,
            after: self.after(&item.table, item.after.as_deref()),
            ..item.clone()
        };
        self.push(ChangeKind::ItemAdded { item, from });
    }

    /// An item of the document that our side has taken over, as `id`, and that has other words or another id by now.
    fn added_on_both_sides(&mut self, item: &NewItem, id: &str, ours: &Fields) {
        self.renamed.insert(item.id.clone(), id.to_owned());
        let differing: Vec<_> = differing_fields(item, ours).collect();
        let first = differing.first();
        let ours = first.and_then(|(_, ours, _)| ours.map(shown));
        let theirs = first.map(|(_, _, theirs)| shown(theirs));
        let takes = self.conflict(
            format!("{}[{id}]", item.table),
            "added here and in the document, in other words",
            [None, ours, theirs],
        );
        for (key, ours, theirs) in differing.into_iter().filter(|_| takes) {
            let kind = ChangeKind::Field {
                path: format!("{}[{id}].{key}", item.table),
                base: ours.cloned(),
                theirs: Some(theirs.clone()),
            };
            self.push(kind);
        }
    }

    /// Where a new item of a table comes from, in our brief.
    fn provenance(&self, table: &str, from: &Provenance) -> Provenance {
        let ours = |table: &str, id: &str| self.our_id(table, id).unwrap_or(id).to_owned();
        match from {
            Provenance::Split(id) => Provenance::Split(ours(table, id)),
            Provenance::Copied(table, id) => Provenance::Copied(table.clone(), ours(table, id)),
            Provenance::Moved(table, id) => Provenance::Moved(table.clone(), ours(table, id)),
            Provenance::Written => Provenance::Written,
        }
    }

    /// The id, with a number behind it where an item that stays has it.
    fn free_id(&self, id: &str) -> String {
        let stays = |candidate: &str| {
            let in_brief = self.ours.ids.tables().any(|table| {
                self.ours.ids.index(table, candidate).is_some()
                    && !self
                        .removed
                        .iter()
                        .any(|(of, gone)| *of == table && self.our_id(of, gone) == Some(candidate))
            });
            let is_new = self.out.changes.iter().any(|change| {
                matches!(&change.kind, ChangeKind::ItemAdded { item, .. } if item.id == candidate)
            });
            in_brief || is_new
        };
        let numbered = (2..).map(|number| format!("{id}-{number}"));
        std::iter::once(id.to_owned())
            .chain(numbered)
            .find(|candidate| !stays(candidate))
            .unwrap_or_else(|| id.to_owned())
    }

    fn moved(&mut self, table: &str, id: &str, after: Option<&str>) {
        let Some(ours) = self.our_id(table, id).map(str::to_owned) else {
            let fields = self.base.fields(table, id);
            let words = fields.iter().find(|(key, _)| key != "id");
            let words = words.map(|(_, value)| shown(value));
            let what = "removed here and moved in the document";
            let sides = [words.clone(), None, words];
            if self.conflict(format!("{table}[{id}]"), what, sides) {
                self.restored(table, id, after);
            }
            return;
        };
        let after = self.after(table, after);
        let order = self.ours.ids.in_table(table);
        let at = self.ours.ids.index(table, &ours).unwrap_or(0);
        let before_here = at
            .checked_sub(1)
            .and_then(|before| order.get(before))
            .cloned();
        let moved_here = self.known.get(table).map(|known| &known.moved);
        if before_here == after && moved_here.is_some_and(|moved| !moved.is_empty()) {
            self.out.agreed += 1;
            return;
        }
        let words = |after: Option<&str>| match after {
            Some(id) => format!("after “{id}”"),
            None => "at the beginning".to_owned(),
        };
        let is_moved = moved_here.is_some_and(|moved| moved.contains(&ours));
        let doubt = self.doubt(table, id, "moved");
        if is_moved || doubt.is_some() {
            let what = doubt.as_deref().unwrap_or("moved here and in the document");
            let sides = [None, Some(&before_here), Some(&after)];
            let sides = sides.map(|after| after.map(|id| words(id.as_deref())));
            if !self.conflict(format!("{table}[{ours}]"), what, sides) {
                return;
            }
        }
        let (table, id) = (table.to_owned(), ours);
        self.push(ChangeKind::ItemMoved { table, id, after });
    }

    /// The id in our brief of what an item follows: the item of the base, or the nearest before it that is
    /// still there, or an item that is new.
    fn after(&self, table: &str, after: Option<&str>) -> Option<String> {
        let after = after?;
        let Some(index) = self.base.ids.index(table, after) else {
            return Some(
                self.renamed
                    .get(after)
                    .map_or(after, String::as_str)
                    .to_owned(),
            );
        };
        let up_to = self.base.ids.in_table(table).get(..=index)?;
        up_to
            .iter()
            .rev()
            .find_map(|id| self.our_id(table, id))
            .map(str::to_owned)
    }
}

/// The fields of a new item that ours has not, or not alike: their names, and what ours and the document have.
fn differing_fields<'a>(
    item: &'a NewItem,
    ours: &'a Fields,
) -> impl Iterator<Item = (&'a str, Option<&'a Value>, &'a Value)> {
    item.fields.iter().filter_map(|(key, theirs)| {
        let ours = value_of(ours, key);
        (key != "id" && !same(ours, Some(theirs))).then_some((key.as_str(), ours, theirs))
    })
}

/// What becomes of a value of the document.
pub(super) enum Outcome {
    /// Our side says it already, perhaps beside other changes.
    Agreed,
    /// It is taken: our side has not changed what was there.
    Theirs,
    /// The changes of both sides are put together to this.
    Combined(Value),
    /// Both sides changed it, and not alike.
    Conflict,
}

/// What becomes of a value that is `theirs` in the document and `ours` here, both made from `base`.
pub(super) fn settle(
    base: Option<&Value>,
    ours: Option<&Value>,
    theirs: Option<&Value>,
    resolution: Option<Resolution>,
) -> Outcome {
    if same(ours, theirs) {
        return Outcome::Agreed;
    }
    if same(ours, base) {
        return Outcome::Theirs;
    }
    let (Some(base), Some(ours), Some(theirs)) = (base, ours, theirs) else {
        return Outcome::Conflict;
    };
    let (Value::Text(base), Value::Text(ours), Value::Text(theirs)) = (base, ours, theirs) else {
        return match lists::merged(base, ours, theirs, resolution) {
            None => Outcome::Conflict,
            Some(merged) if merged.at_odds.is_some() => Outcome::Conflict,
            Some(merged) if same(Some(&merged.list), Some(ours)) => Outcome::Agreed,
            Some(merged) if same(Some(&merged.list), Some(theirs)) => Outcome::Theirs,
            Some(merged) => Outcome::Combined(merged.list),
        };
    };
    if resolution != Some(Resolution::Theirs) && has_change(base, ours, theirs) {
        return Outcome::Agreed;
    }
    // Pulled before, and changed further in the document since.
    if resolution != Some(Resolution::Ours) && goes_on(base, ours, theirs) {
        return Outcome::Theirs;
    }
    match resolution {
        None => combined(base, ours, theirs).map_or(Outcome::Conflict, |both| {
            Outcome::Combined(Value::Text(both))
        }),
        Some(_) => Outcome::Conflict,
    }
}

/// What the base, ours and theirs say, as a person reads it: of lists the entries that are at odds.
fn at_odds(sides: [Option<&Value>; 3]) -> [Option<String>; 3] {
    if let [Some(base), Some(ours), Some(theirs)] = sides
        && let Some(merged) = lists::merged(base, ours, theirs, None)
        && let Some(entries) = merged.at_odds
    {
        return entries.map(|entries| Some(shown(&entries)));
    }
    sides.map(|side| side.map(shown))
}
