//! What refers to items that go.

use super::change::{Change, ChangeKind, Value};
use super::item_tables::ITEM_TABLES;
use super::source::Toml;
use std::collections::{BTreeMap, HashMap};

/// The changes, so that nothing refers to an item that they take away: lists of ids lose it, fields that name it are
/// taken away; where it is now part of another, that is named.
pub(super) fn mended(toml: &Toml<'_>, changes: &[Change]) -> Vec<Change> {
    let mut mended = changes.to_vec();
    let mut gone: BTreeMap<&str, Gone<'_>> = BTreeMap::new();
    let mut waiting: HashMap<&str, usize> = HashMap::new();
    for (place, change) in changes.iter().enumerate() {
        match &change.kind {
            ChangeKind::ItemRemoved { table, id, into } => {
                let of_table = gone.entry(table).or_default();
                of_table.insert(id, into.as_deref());
            }
            ChangeKind::Field { path, .. } => {
                waiting.entry(path).or_insert(place);
            }
            _ => {}
        }
    }
    if gone.is_empty() {
        return mended;
    }
    let references = ITEM_TABLES.iter().flat_map(|table| {
        let references = table.references.iter();
        references.map(|(key, of)| (table.name, key, of))
    });
    for (table, key, of) in references {
        let Some(lost) = gone.get(of) else {
            continue;
        };
        for id in toml.ids.in_table(table) {
            if gone
                .get(table)
                .is_some_and(|gone| gone.contains_key(id.as_str()))
            {
                continue;
            }
            let path = format!("{table}[{id}].{key}");
            let waiting = waiting
                .get(path.as_str())
                .map(|place| &mut mended[*place].kind);
            if let Some(ChangeKind::Field { theirs, .. }) = waiting {
                if let Some(left) = theirs.as_ref().and_then(|theirs| without(theirs, lost)) {
                    *theirs = left;
                }
            } else if let Some(base) = toml.value(&path)
                && let Some(theirs) = without(&base, lost)
            {
                let base = Some(base);
                mended.push(Change {
                    kind: ChangeKind::Field { path, base, theirs },
                    author: None,
                });
            }
        }
    }
    mended
}

/// The ids of the items of a table that are gone, and what each is part of now.
type Gone<'c> = BTreeMap<&'c str, Option<&'c str>>;

/// The value without the ids that are gone; the outer none where it names none of them.
fn without(value: &Value, gone: &Gone<'_>) -> Option<Option<Value>> {
    match value {
        Value::Text(id) => {
            let into = gone.get(id.as_str())?;
            Some(into.map(|into| Value::Text(into.to_owned())))
        }
        Value::Texts(ids) if ids.iter().any(|id| gone.contains_key(id.as_str())) => {
            let mut left: Vec<String> = Vec::new();
            for id in ids {
                let id = match gone.get(id.as_str()) {
                    Some(Some(into)) => (*into).to_owned(),
                    Some(None) => continue,
                    None => id.clone(),
                };
                if !left.contains(&id) {
                    left.push(id);
                }
            }
            Some((!left.is_empty()).then_some(Value::Texts(left)))
        }
        _ => None,
    }
}
