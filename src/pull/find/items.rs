//! Items that are new, gone, or stand elsewhere.

use super::{Finder, ProseKey, What};
use crate::brief::{FreeIds, Kind};
use crate::commonmark::Markup;
use crate::document::FieldPath;
use crate::pull::change::{ChangeKind, NewItem, Provenance, Value};
use crate::pull::item_tables::{ITEM_TABLES, ItemTable, is_prose, item_table};
use crate::pull::rising::longest_rising;
use std::collections::{BTreeMap, HashSet};

/// Tells which items are new, gone or moved. Gives the paths of the first fields of new items, by their
/// places.
pub(super) fn find(finder: &mut Finder) -> BTreeMap<usize, String> {
    let known = &finder.base.items;
    let with_ids = known.tables();
    let with_ids = with_ids.filter(|table| Kind::of(table).is_some_and(Kind::has_ids));
    let taken = with_ids.flat_map(|table| known.in_table(table).iter().cloned());
    let mut free = FreeIds::beside(taken);
    let mut ids: Vec<String> = Vec::with_capacity(finder.items.len());
    let mut prose: BTreeMap<usize, String> = BTreeMap::new();
    for place in 0..finder.items.len() {
        let parts = finder.prose.remove(&ProseKey::New(place));
        if let Some(parts) = parts {
            let Markup { text, lost } = finder.prose_of(&parts, None).to_markup(None);
            finder.lost(finder.items[place].at, None, &lost);
            prose.insert(place, text);
        }
        let item = &finder.items[place];
        ids.push(match &item.what {
            What::Known(id) => (*id).to_owned(),
            // It is the same item, whatever its table.
            What::New {
                from: Provenance::Moved(_, id),
                ..
            } => id.clone(),
            What::New { parts, .. } => {
                let words = match parts.fields.get(item.table.main) {
                    Some(Value::Text(words)) => words.as_str(),
                    _ => prose.get(&place).map_or("", String::as_str),
                };
                free.make(words, item.table.name)
            }
        });
    }
    let mut new_paths = BTreeMap::new();
    for table in ITEM_TABLES {
        added(finder, table, &ids, &mut prose, &mut new_paths);
        removed(finder, table, &ids);
        moved(finder, table, &ids);
    }
    new_paths
}

/// The items of a table in the order of the edited document.
fn of_table(finder: &Finder, table: &ItemTable) -> Vec<usize> {
    (0..finder.items.len())
        .filter(|place| finder.items[*place].table.kind == table.kind)
        .collect()
}

fn added(
    finder: &mut Finder,
    table: &'static ItemTable,
    ids: &[String],
    prose: &mut BTreeMap<usize, String>,
    new_paths: &mut BTreeMap<usize, String>,
) {
    let mut after: Option<String> = None;
    for place in of_table(finder, table) {
        let id = ids[place].clone();
        let at = finder.items[place].at;
        let What::New { from, parts } = &mut finder.items[place].what else {
            after = Some(id);
            continue;
        };
        let from = from.clone();
        let mut fields = std::mem::take(&mut parts.fields);
        if let (Some(name), Some(text)) = (table.prose, prose.remove(&place))
            && !text.trim().is_empty()
        {
            fields.insert(name.to_owned(), Value::Text(text));
        }
        if let Provenance::Moved(old, old_id) = &from {
            carry_over(finder, at, (old, old_id), table, &mut fields);
        }
        let mut ordered = Vec::with_capacity(fields.len());
        for name in table.fields {
            if let Some(value) = fields.remove(*name) {
                ordered.push(((*name).to_owned(), value));
            }
        }
        new_paths.insert(at, format!("{}[{id}].{}", table.name, table.main));
        let item = NewItem {
            table: table.name.to_owned(),
            id: id.clone(),
            after: after.replace(id),
            fields: ordered,
        };
        finder.change(at, ChangeKind::ItemAdded { item, from });
    }
}

/// What an item that went into another table had there: kept where the new table has a place for it, told
/// where it has none.
fn carry_over(
    finder: &mut Finder,
    at: usize,
    (table, id): (&str, &str),
    new: &ItemTable,
    fields: &mut BTreeMap<String, Value>,
) {
    let Some(old) = item_table(table) else {
        return;
    };
    for name in old.fields {
        if *name == old.main || is_prose(table, name) {
            continue;
        }
        let path = FieldPath::of_item(table, id, name);
        let Some(value) = finder.base.typed(&path) else {
            continue;
        };
        if new.fields.contains(name) {
            fields.entry((*name).to_owned()).or_insert(value);
            continue;
        }
        let words = match value {
            Value::Text(words) | Value::Number(words) => words,
            Value::Date(date) => date.to_string(),
            Value::Texts(texts) => texts.join(", "),
            Value::Days(_) | Value::Rows(_) => String::new(),
        };
        let what = format!("`{name}` of an item that was moved");
        let advice = format!(
            "[[{}]] has no such key: say it in the text, or leave it out",
            new.name
        );
        finder.unplaced_near(at, &what, Some(path.whole()), &words, &advice);
    }
}

fn removed(finder: &mut Finder, table: &'static ItemTable, ids: &[String]) {
    let here = finder.items.iter().filter_map(|item| match &item.what {
        What::Known(id) if item.table.kind == table.kind => Some(*id),
        What::New {
            from: Provenance::Moved(from, id),
            ..
        } if from == table.name => Some(id.as_str()),
        What::Known(_) | What::New { .. } => None,
    });
    let here: HashSet<&str> = here.collect();
    let of_base = finder.base.items.in_table(table.name).iter();
    let gone: Vec<&String> = of_base.filter(|id| !here.contains(id.as_str())).collect();
    for id in gone {
        let main = finder.main_paragraph(table.name, id);
        let into = main
            .and_then(|base| finder.merged_into(base))
            .and_then(|theirs| {
                // Those in tables stand behind all others in the list, wherever they stand in the document.
                let above =
                    (0..finder.items.len()).filter(|place| finder.items[*place].at <= theirs);
                let place = above.max_by_key(|place| finder.items[*place].at)?;
                (finder.items[place].table.kind == table.kind).then(|| ids[place].clone())
            });
        let at = main.map_or(0, |base| finder.place_of(base));
        if finder.is_of_house(at, table, id) {
            continue;
        }
        finder.item_removed(at, table.name, id, into);
    }
}

/// Items that are not where the others lead one to expect: all but the longest row of items that are still
/// in their order.
fn moved(finder: &mut Finder, table: &'static ItemTable, ids: &[String]) {
    let items = of_table(finder, table);
    let known: Vec<(usize, usize)> = items
        .iter()
        .filter(|place| matches!(finder.items[**place].what, What::Known(_)))
        .filter_map(|place| {
            let was = finder.base.items.index(table.name, &ids[*place])?;
            Some((*place, was))
        })
        .collect();
    let kept = longest_rising(&known.iter().map(|(_, was)| *was).collect::<Vec<_>>());
    for (row, (place, _)) in known.iter().enumerate() {
        if kept.contains(&row) {
            continue;
        }
        let at = finder.items[*place].at;
        if finder.is_of_house(at, table, &ids[*place]) {
            continue;
        }
        let before = items.iter().take_while(|other| *other != place).last();
        let kind = ChangeKind::ItemMoved {
            table: table.name.to_owned(),
            id: ids[*place].clone(),
            after: before.map(|before| ids[*before].clone()),
        };
        finder.change(at, kind);
    }
}
