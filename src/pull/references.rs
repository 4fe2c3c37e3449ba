//! What refers to items that go.

use super::change::{Change, ChangeKind, Value};
use super::item_tables::ITEM_TABLES;
use super::source::Toml;
use std::collections::BTreeMap;

/// The changes, so that nothing refers to an item that they take away: lists of ids lose it, fields that name it are
/// taken away; where it is now part of another, that is named.
pub(super) fn mended(toml: &Toml<'_>, changes: &[Change]) -> Vec<Change> {
    let mut changes = changes.to_vec();
    let gone = changes.iter().filter_map(|change| match &change.kind {
        ChangeKind::ItemRemoved { table, id, into } => {
            Some((table.clone(), id.clone(), into.clone()))
        }
        _ => None,
    });
    let gone: Vec<_> = gone.collect();
    let references = ITEM_TABLES.iter().flat_map(|table| {
        let references = table.references.iter();
        references.map(|(key, of)| (table.name, key, of))
    });
    for (table, key, of) in references {
        for id in toml.ids.in_table(table) {
            if gone
                .iter()
                .any(|(other, lost, _)| other == table && lost == id)
            {
                continue;
            }
            let path = format!("{table}[{id}].{key}");
            let waiting = changes
                .iter_mut()
                .find_map(|change| match &mut change.kind {
                    ChangeKind::Field {
                        path: other,
                        theirs,
                        ..
                    } if *other == path => Some(theirs),
                    _ => None,
                });
            let now = match &waiting {
                Some(theirs) => (*theirs).clone(),
                None => toml.value(&path),
            };
            let lost = gone.iter().filter(|(table, _, _)| table == of);
            let Some(mended) = now.as_ref().and_then(|now| without(now, lost)) else {
                continue;
            };
            match waiting {
                Some(theirs) => *theirs = mended,
                None => changes.push(Change {
                    kind: ChangeKind::Field {
                        path,
                        base: now,
                        theirs: mended,
                    },
                    author: None,
                }),
            }
        }
    }
    changes
}

/// The value without the ids that are gone; the outer none where it names none of them.
fn without<'g>(
    value: &Value,
    gone: impl Iterator<Item = &'g (String, String, Option<String>)>,
) -> Option<Option<Value>> {
    let gone: BTreeMap<&str, Option<&str>> = gone
        .map(|(_, id, into)| (id.as_str(), into.as_deref()))
        .collect();
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
