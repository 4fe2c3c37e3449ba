//! Writing a translation and keeping it up to date: what is new is added, what is outdated is marked, what the
//! brief has no more is moved out of the way. What a translator wrote, comments and the order of the file stay.

use super::align::{Freshness, LEAST_LIKENESS, align, align_again};
use super::diff;
use super::links::Links;
use super::passage::{Digest, Passage, keys};
use super::read::{PATH, REMOVED};
use super::{STATES, State, Translation, Unit};
use crate::document::Language;
use crate::ordered::Ordered;
use crate::toml_string;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use toml_edit::{ArrayOfTables, Decor, DocumentMut, Item, Table, TableLike, TomlError, Value};

/// What some editors put before the text.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// How many characters a line of words has at most beside its key before it is a text of its own lines.
const LONGEST_LINE: usize = 400;

/// What an update has done.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Changes {
    /// Passages that were added.
    pub added: usize,
    /// Passages that were marked as outdated, now or before.
    pub outdated: usize,
    /// Translations that were moved out of the way.
    pub removed: usize,
    /// Translations that came in from elsewhere.
    pub taken: usize,
    /// The paths of passages whose translation stayed, since what came in was made from words that are neither the
    /// brief's nor those that it was made from itself.
    pub kept: Vec<String>,
    /// The paths of passages that are not to be translated, for which a translation came in.
    pub untouched: Vec<String>,
    /// The paths of passages whose `source` was typed over, and is again what the brief says.
    pub edited_sources: Vec<String>,
    /// Those of them for which what was typed there is the translation now.
    pub moved_sources: Vec<String>,
    /// Passages that are not translated.
    pub untranslated: usize,
}

impl Changes {
    /// Notes that the `words` which came in for a passage are not those of its `unit` now.
    fn pass_over(&mut self, unit: Option<&Unit>, passage: &Passage, words: &str) {
        match unit.is_none_or(|unit| unit.translate) {
            true => self.kept.push(passage.path.clone()),
            // A tool fills in the words as they are.
            false if passage.form.has_same_words(words, &passage.text) => {}
            false => self.untouched.push(passage.path.clone()),
        }
    }

    /// Whether the words that somebody typed over a `source` are nowhere else now.
    pub fn loses_sources(&self) -> bool {
        self.edited_sources.len() > self.moved_sources.len()
    }
}

/// A translation that comes in from elsewhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    /// The path of its passage.
    pub path: String,
    /// The passage that it was made from.
    pub source: String,
    /// The translation; none where there is none yet.
    pub target: Option<String>,
    /// How far it is.
    pub state: Option<State>,
    /// What the translator has to say of it.
    pub note: Option<String>,
    /// Whether the translator has said that it is done.
    pub done: bool,
}

impl Incoming {
    /// Whether it may take the place of what `unit` holds: nothing yet, or a translation of the same words, be they
    /// those that `passage` has now or had then.
    fn may_replace(&self, unit: &Unit, passage: &Passage) -> bool {
        let then = [unit.made_from(), unit.outdated.as_deref().map(Digest::of)];
        let source = Digest::of(&self.source);
        let is_known = source == passage.digest || then.contains(&Some(source));
        unit.translate && (is_known || unit.translated().is_none())
    }

    /// The unit of a translation in which it would stand, for its place.
    fn unit(&self) -> Unit {
        let keys = keys(&self.path).map(str::to_owned).collect();
        Unit {
            source: Some(self.source.clone()),
            ..Unit::new(keys, 0..0)
        }
    }
}

/// What stands at the beginning of a translation, below what it is one of.
const HEAD: &str = "\
#
# Write the translation of each `source` as its `target`, with the same markup: *emphasis*, [words](link),
# footnotes [^1]. Where a passage stays as it is, write `translate = false`. Dates, numbers and addresses come
# from the brief.
# `briefgen translate` brings this file up to date when the brief has changed: it adds what is new, and where
# words have changed, `outdated` says what `target` was made from. Revise `target`, then delete that line.
";

/// Whether a remark is one that stands in every translation.
pub fn is_fixed_remark(remark: &str) -> bool {
    let is_first = remark.contains(" in another language (") && remark.ends_with(").");
    is_first || HEAD.lines().any(|line| line == remark)
}

/// The text of a new translation, without a passage.
pub fn new_translation(original: &str, language: &Language) -> String {
    let language = &language.0;
    format!(
        "# {original} in another language ({language}).\n\
         {HEAD}\n\
         language = {}\n\
         original = {}\n",
        toml_string::basic(language),
        toml_string::basic(original),
    )
}

/// The place among what is `incoming` of the translation of each of `passages`, though perhaps of other words, or at
/// another path, that it had before.
pub fn places_of_incoming(passages: &[Passage], incoming: &[Incoming]) -> Vec<Option<usize>> {
    let units: Vec<Unit> = incoming.iter().map(Incoming::unit).collect();
    align(passages, &units)
}

/// The translation in `text`, which reads as `translation`, brought up to date with `passages` and with what is
/// `incoming` from elsewhere.
///
/// # Errors
/// Where `text` is not TOML.
pub fn update(
    text: &str,
    translation: &Translation,
    passages: &[Passage],
    incoming: &[Incoming],
) -> Result<(String, Changes), TomlError> {
    let mut update = Update {
        file: text.parse()?,
        changes: Changes::default(),
    };
    let places = align(passages, &translation.units);
    let coming = places_of_incoming(passages, incoming);
    let moved = update.take_out(translation, passages, &places);
    let restored = restored(translation, passages, &places);
    // Units that stay behind others which were taken out of their list have moved up in it.
    let mut last_position = None;
    for (number, ((passage, place), came)) in passages.iter().zip(&places).zip(coming).enumerate() {
        let back = restored.get(&number).copied();
        let (back, table_back) = back
            .and_then(|index| Some((&translation.removed[index], update.kept(index)?)))
            .unzip();
        let unit = place.map(|place| &translation.units[place]).or(back);
        let keys = passage.keys();
        let index = place.and_then(|place| moved.places.get(&place).copied());
        let taken = place.and_then(|place| moved.tables.get(&place).cloned());
        let taken = taken.or(table_back);
        let came = came.map(|place| &incoming[place]);
        let index = if unit.is_some() && taken.is_none() {
            index
        } else {
            let mut table = taken.unwrap_or_default();
            table.set_position(last_position);
            table.set_implicit(false);
            update.insert(&keys, passage.listed, table)
        };
        let Some((table, position)) = find(update.file.as_table_mut(), &keys, index) else {
            continue;
        };
        last_position = position.or(last_position);
        let changes = &mut update.changes;
        changes.added += usize::from(place.is_none());
        refresh(table, unit, passage, came, changes);
    }
    update.keep_unrestored(&restored);
    let updated = as_before(text, update.file.to_string());
    Ok((updated, update.changes))
}

/// The translation in `text`, which reads as `translation`, with those of `passages` that are `incoming` and nothing
/// else changed.
///
/// # Errors
/// Where `text` is not TOML.
pub fn take_over(
    text: &str,
    translation: &Translation,
    passages: &[Passage],
    incoming: &[Incoming],
) -> Result<String, TomlError> {
    let mut update = Update {
        file: text.parse()?,
        changes: Changes::default(),
    };
    let coming = places_of_incoming(passages, incoming);
    let mut last_position = None;
    let units = translation.units_of(passages);
    for ((passage, unit), came) in passages.iter().zip(units).zip(coming) {
        let keys = unit.map_or_else(|| passage.keys(), |unit| unit.keys.clone());
        let came = came.map(|place| &incoming[place]);
        let index = match unit {
            Some(unit) => unit.index,
            None if came.is_none() => continue,
            None => {
                let mut table = Table::new();
                table.set_position(last_position);
                update.insert(&keys, passage.listed, table)
            }
        };
        let Some((table, position)) = find(update.file.as_table_mut(), &keys, index) else {
            continue;
        };
        last_position = position.or(last_position);
        if came.is_some() {
            refresh(table, unit, passage, came, &mut update.changes);
        }
    }
    Ok(as_before(text, update.file.to_string()))
}

/// The text `updated`, whose lines end in a line feed, with the byte order mark and the line ends that `text` had;
/// `text` itself where they differ in nothing else.
fn as_before(text: &str, updated: String) -> String {
    let words = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    // Within texts of several lines the line ends are those of before.
    let updated = updated.replace("\r\n", "\n");
    if words.replace("\r\n", "\n") == updated {
        return text.to_owned();
    }
    let mark = &text[..text.len() - words.len()];
    let of_windows = text.contains("\r\n") && !text.replace("\r\n", "").contains('\n');
    let line_end = if of_windows { "\r\n" } else { "\n" };
    format!("{mark}{}", updated.replace('\n', line_end))
}

/// Brings the keys of a unit up to date.
fn refresh(
    table: &mut dyn TableLike,
    unit: Option<&Unit>,
    passage: &Passage,
    came: Option<&Incoming>,
    changes: &mut Changes,
) {
    let old = unit.and_then(Unit::translated);
    let old = old.map(|target| target.text.as_str());
    let is_new = |words: &&str| old.is_none_or(|old| !passage.form.has_same_words(old, words));
    let is_apart = |came: &Incoming| unit.is_some_and(|unit| !came.may_replace(unit, passage));
    let newer = came.and_then(|came| came.target.as_deref()).filter(is_new);
    let (came, newer) = match came {
        Some(apart) if is_apart(apart) => {
            if let Some(words) = newer {
                changes.pass_over(unit, passage, words);
            }
            (None, None)
        }
        came => (came, newer),
    };
    let several = passage.text.contains('\n') || passage.text.len() > LONGEST_LINE;
    let freshness = unit.map_or(Freshness::Current, |unit| Freshness::of(unit, passage));
    let edited = unit.and_then(|unit| unit.edited_source(passage));
    // Words that are not like the brief's are no correction of them.
    let moved = edited
        .filter(|_| old.is_none() && newer.is_none() && unit.is_some_and(|unit| unit.translate))
        .filter(|words| diff::likeness(words, &passage.text) < LEAST_LIKENESS);
    changes
        .edited_sources
        .extend(edited.map(|_| passage.path.clone()));
    changes
        .moved_sources
        .extend(moved.map(|_| passage.path.clone()));
    let then = unit.and_then(Unit::words_then).unwrap_or(&passage.text);
    let linked = old.map(|old| Links::between(then, &passage.text).in_text(old));
    let target = newer.or(linked.as_deref()).or(moved);
    let is_translated = target.is_some() || unit.is_some_and(|unit| !unit.translate);

    // The source first, then the translation below it.
    let same_source = unit.and_then(|unit| unit.source.as_deref()).map(Digest::of);
    if same_source.as_ref() != Some(&passage.digest) {
        set(table, "source", &passage.text, several);
    }
    match target {
        Some(target) if old != Some(target) => {
            set(table, "target", target, several || target.contains('\n'));
        }
        None if !is_translated && !table.contains_key("target") => {
            set(table, "target", "", several);
        }
        _ => {}
    }
    let done = newer.is_some() || came.is_some_and(|came| came.done && came.target.is_some());
    changes.taken += usize::from(newer.is_some());
    // What came in may have been made from words that the brief has changed since.
    let made_from_others = came
        .filter(|came| done && Digest::of(&came.source) != passage.digest)
        .map(|came| came.source.clone());
    let (freshness, is_known) = match made_from_others {
        Some(words) => (Freshness::Outdated(Some(words)), false),
        None if done => (Freshness::Current, true),
        None => (freshness, unit.is_some_and(|unit| unit.outdated.is_some())),
    };
    let is_newly_outdated = match freshness {
        Freshness::Outdated(words) if is_translated => {
            changes.outdated += 1;
            let words = words.unwrap_or_else(|| "(not known)".to_owned());
            // One line, whatever the words: the translator deletes it when the work is done.
            if !is_known || has_lines(table, "outdated") {
                set(table, "outdated", &words, false);
            }
            !is_known
        }
        _ => {
            table.remove("outdated");
            false
        }
    };
    if table.get("digest").and_then(Item::as_str) != Some(passage.digest.0.as_str()) {
        set(table, "digest", &passage.digest.0, false);
    }
    if let Some(came) = came {
        take_state_and_note(table, came);
    }
    // Nobody has read the translation of the words that the brief has now.
    if is_newly_outdated {
        table.remove("state");
    }
    changes.untranslated += usize::from(!is_translated);
}

/// Takes over how far a translation that came in is, and what its translator says to it.
fn take_state_and_note(table: &mut dyn TableLike, came: &Incoming) {
    let word = came
        .state
        .and_then(|state| STATES.iter().find(|(_, known)| *known == state))
        .map(|(word, _)| *word);
    match word {
        Some(word) if table.get("state").and_then(Item::as_str) != Some(word) => {
            set(table, "state", word, false);
        }
        None if came.target.is_some() => {
            table.remove("state");
        }
        _ => {}
    }
    if let Some(note) = &came.note
        && table.get("note").and_then(Item::as_str) != Some(note.as_str())
    {
        set(table, "note", note, note.contains('\n'));
    }
}

/// The file that is being brought up to date.
struct Update {
    file: DocumentMut,
    changes: Changes,
}

/// Units that stand at another place than before.
struct Moved {
    /// The tables of units that were taken out and belong elsewhere, by their place in the translation.
    tables: HashMap<usize, Table>,
    /// The places in their lists of units that stayed there.
    places: HashMap<usize, usize>,
}

/// The places among the removed units of those that are to be put back, since the brief has their passages again, by the
/// places of these. They are looked for where one of `passages` has no place among the units of `translation`: first
/// what was made from the same words at the same path, now or before, then what is like it elsewhere.
fn restored(
    translation: &Translation,
    passages: &[Passage],
    places: &[Option<usize>],
) -> HashMap<usize, usize> {
    let removed = &translation.removed;
    let mut words = HashMap::new();
    for (index, unit) in removed.iter().enumerate() {
        let then = unit.outdated.as_deref().map(Digest::of);
        for digest in unit.made_from().into_iter().chain(then) {
            words.insert((unit.keys.clone(), digest), index);
        }
    }
    let mut restored = HashMap::new();
    let mut taken = BTreeSet::new();
    let mut left = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        if places[number].is_some() {
            continue;
        }
        match words.remove(&(passage.keys(), passage.digest.clone())) {
            Some(index) if taken.insert(index) => {
                restored.insert(number, index);
            }
            _ => left.push(number),
        }
    }
    let (indices, units): (Vec<usize>, Vec<Unit>) = removed
        .iter()
        .cloned()
        .enumerate()
        .filter(|(index, _)| !taken.contains(index))
        .unzip();
    let left_passages: Vec<Passage> = left.iter().map(|left| passages[*left].clone()).collect();
    let found = left.iter().zip(align_again(&left_passages, &units));
    restored.extend(found.filter_map(|(number, unit)| Some((*number, indices[unit?]))));
    restored
}

impl Update {
    /// Takes out the units that belong to no passage, of which those that somebody has worked at are kept at the end
    /// of the file, and those whose passage has another path now.
    fn take_out(
        &mut self,
        translation: &Translation,
        passages: &[Passage],
        places: &[Option<usize>],
    ) -> Moved {
        let passage_of: HashMap<usize, &Passage> = places
            .iter()
            .zip(passages)
            .filter_map(|(place, passage)| Some(((*place)?, passage)))
            .collect();
        let stays = |index: usize, unit: &Unit| {
            passage_of
                .get(&index)
                .is_some_and(|passage| keys(&passage.path).eq(unit.keys.iter().map(String::as_str)))
        };
        let mut moved = Moved {
            tables: HashMap::new(),
            places: HashMap::new(),
        };
        let mut gone: BTreeMap<&[String], usize> = BTreeMap::new();
        let mut leaving = Vec::new();
        for (index, unit) in translation.units.iter().enumerate() {
            let before = gone.entry(unit.keys.as_slice()).or_default();
            if stays(index, unit) {
                let place = unit.index.map(|place| (index, place - *before));
                moved.places.extend(place);
            } else {
                *before += 1;
                leaving.push((index, unit));
            }
        }
        let mut kept = Vec::new();
        // From the end, so that places in lists stay what they are.
        for (index, unit) in leaving.into_iter().rev() {
            let table = take(self.file.as_table_mut(), &unit.keys, unit.index);
            if passage_of.contains_key(&index) {
                moved.tables.extend(table.map(|table| (index, table)));
            } else if let Some(mut table) = table.filter(|table| is_of_somebody(unit, table)) {
                table.set_position(None);
                table.remove("digest");
                table.insert(PATH, toml_edit::value(unit.keys.join(".")));
                table.set_implicit(false);
                kept.push(table);
                self.changes.removed += 1;
            }
        }
        kept.reverse();
        self.keep(kept);
        moved
    }

    /// Adds tables to those that are kept at the end of the file.
    fn keep(&mut self, tables: Vec<Table>) {
        if tables.is_empty() {
            return;
        }
        if let Some(list) = self.removed() {
            for mut table in tables {
                table.set_position(Some(isize::MAX));
                list.push(table);
            }
        }
    }

    /// The list of what is kept; a list of values becomes one of tables.
    fn removed(&mut self) -> Option<&mut ArrayOfTables> {
        let root = self.file.as_table_mut();
        let item = root.entry(REMOVED).or_insert(Item::None);
        if !item.is_array_of_tables() {
            // An empty list is none of tables, and has nothing to lose.
            let list = std::mem::take(item)
                .into_array_of_tables()
                .unwrap_or_default();
            let tables = list.into_iter().map(|mut table| {
                table.set_position(Some(isize::MAX));
                table
            });
            *item = Item::ArrayOfTables(tables.collect());
        }
        item.as_array_of_tables_mut()
    }

    /// The table of what is kept at `index`, as a unit has it.
    fn kept(&self, index: usize) -> Option<Table> {
        let mut table = match self.file.get(REMOVED)? {
            Item::ArrayOfTables(list) => list.get(index)?.clone(),
            list => list
                .as_array()?
                .get(index)?
                .as_inline_table()?
                .clone()
                .into_table(),
        };
        table.remove(PATH);
        Some(table)
    }

    /// Takes out of what is kept what has been put back.
    fn keep_unrestored(&mut self, restored: &HashMap<usize, usize>) {
        if restored.is_empty() {
            return;
        }
        let Some(list) = self.removed() else {
            return;
        };
        let indices: BTreeSet<usize> = restored.values().copied().into_set();
        for index in indices.iter().rev() {
            if *index < list.len() {
                list.remove(*index);
            }
        }
        if list.is_empty() {
            self.file.remove(REMOVED);
        }
    }

    /// Puts the table of a unit under `keys`; its place there, where they are those of a list. A unit that stands there
    /// alone becomes the first of the list.
    fn insert(&mut self, keys: &[String], listed: bool, table: Table) -> Option<usize> {
        let (last, parents) = keys.split_last()?;
        let mut parent: &mut dyn TableLike = self.file.as_table_mut();
        for key in parents {
            let next = parent.entry(key).or_insert_with(|| {
                let mut table = Table::new();
                table.set_implicit(true);
                Item::Table(table)
            });
            parent = next.as_table_like_mut()?;
        }
        if !listed {
            parent.insert(last, Item::Table(table));
            return None;
        }
        let list = parent.entry(last).or_insert(Item::None);
        if !list.is_array_of_tables() && !list.is_array() {
            let alone = std::mem::take(list).into_table().ok();
            let alone = alone.filter(|table| !table.is_empty());
            *list = Item::ArrayOfTables(alone.into_iter().collect());
        }
        let place = match list {
            Item::ArrayOfTables(list) => {
                list.push(table);
                list.len() - 1
            }
            list => {
                let list = list.as_array_mut()?;
                list.push(table.into_inline_table());
                list.len() - 1
            }
        };
        Some(place)
    }
}

/// Whether somebody has worked at a `unit`, which stands in this table: translated it, or left a word or a decision.
fn is_of_somebody(unit: &Unit, table: &Table) -> bool {
    let is_edited = || unit.source.as_deref().map(Digest::of) != unit.digest;
    unit.translated().is_some()
        || unit.note.is_some()
        || unit.state.is_some()
        || !unit.translate
        || unit.digest.is_some() && is_edited()
        || has_comment(table)
}

/// Whether a comment stands in a table, or above it.
fn has_comment(table: &Table) -> bool {
    let of = |decor: &Decor| {
        let around = [decor.prefix(), decor.suffix()].into_iter().flatten();
        around
            .filter_map(|raw| raw.as_str())
            .any(|raw| raw.contains('#'))
    };
    of(table.decor())
        || table.iter().any(|(key, item)| {
            table.key(key).is_some_and(|key| of(key.leaf_decor()))
                || item.as_value().is_some_and(|value| of(value.decor()))
        })
}

/// The table under `keys`.
fn table_under<'t>(root: &'t mut Table, keys: &[String]) -> Option<&'t mut dyn TableLike> {
    let mut table: &mut dyn TableLike = root;
    for key in keys {
        table = table.get_mut(key)?.as_table_like_mut()?;
    }
    Some(table)
}

/// The unit under `keys`, in a list that at `index`, and its position in the file.
fn find<'t>(
    root: &'t mut Table,
    keys: &[String],
    index: Option<usize>,
) -> Option<(&'t mut dyn TableLike, Option<isize>)> {
    let (last, parents) = keys.split_last()?;
    let item = table_under(root, parents)?.get_mut(last)?;
    let index = index.unwrap_or(0);
    let table = match item {
        Item::Table(table) => table,
        Item::ArrayOfTables(list) => list.get_mut(index)?,
        Item::Value(Value::InlineTable(table)) => return Some((table, None)),
        item => {
            return Some((
                item.as_array_mut()?.get_mut(index)?.as_inline_table_mut()?,
                None,
            ));
        }
    };
    let position = table.position();
    Some((table, position))
}

/// Takes the unit under `keys` out of the file.
fn take(root: &mut Table, keys: &[String], index: Option<usize>) -> Option<Table> {
    let (last, parents) = keys.split_last()?;
    let parent = table_under(root, parents)?;
    let Some(index) = index else {
        return parent.remove(last)?.into_table().ok();
    };
    match parent.get_mut(last)? {
        Item::ArrayOfTables(list) => {
            let table = list.get(index).cloned();
            list.remove(index);
            if list.is_empty() {
                parent.remove(last);
            }
            table
        }
        Item::Value(Value::Array(list)) => match list.remove(index) {
            Value::InlineTable(table) => Some(table.into_table()),
            _ => None,
        },
        _ => None,
    }
}

/// Sets the text of a key; what surrounds a value that stands there stays.
fn set(table: &mut dyn TableLike, key: &str, text: &str, several: bool) {
    // What is written is TOML; if it were not, the plain form is.
    let written = if several {
        toml_string::lines(text)
    } else {
        toml_string::basic(text)
    };
    let mut value: Value = written.parse().unwrap_or_else(|_| Value::from(text));
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// Whether the text of a key stands on several lines.
fn has_lines(table: &dyn TableLike, key: &str) -> bool {
    let value = table.get(key).and_then(Item::as_value);
    value.is_some_and(|value| value.to_string().trim().contains('\n'))
}
