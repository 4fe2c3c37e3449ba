//! Actions: items that stand in a table.

use super::{Compared, columns, marked};
use crate::locale::Message;
use crate::pull::align::Grid;
use crate::pull::change::{Source, Value};
use crate::pull::find::{Finder, ItemHere, What};
use crate::pull::items::NewParts;
use crate::pull::path::{FieldPath, item_table};
use crate::pull::tell::shortened;
use crate::pull::values::{self, line};

/// The actions, which are the rows of a table.
pub(super) fn actions(finder: &mut Finder, compared: &Compared<'_>) {
    let Compared {
        grid, base, now, ..
    } = compared;
    let Some(table) = item_table("action") else {
        return;
    };
    let (Some(header), Some(now_header)) = (base.first(), now.first()) else {
        return;
    };
    let words: Vec<String> = header.iter().map(|cell| cell.words.clone()).collect();
    let columns = columns(&words, now_header);
    // Which field stands in which of our columns; one that no action filled is not there.
    let fields: Vec<Option<&'static str>> = columns
        .iter()
        .zip(now_header)
        .map(|(column, now)| {
            let known = column.and_then(|column| words.get(column)).unwrap_or(now);
            field_of_column(finder, known)
        })
        .collect();
    for (place, words) in now_header.iter().enumerate() {
        let is_known = columns[place].is_some_and(|column| header[column].words == *words);
        if !is_known && !words.is_empty() && fields[place].is_none_or(|_| columns[place].is_some())
        {
            finder.unplaced(
                grid.first,
                "a column of the actions that was renamed or added",
                words,
                "an action has a text, an owner, a due date and a status",
            );
        }
    }
    for (place, row) in now.iter().enumerate().skip(1) {
        let at = compared.first_of(place);
        let was = compared.was(place);
        let id = was.and_then(|was| {
            let cells = base.get(was)?;
            let item = cells
                .iter()
                .find_map(|cell| cell.path.as_ref()?.item.clone());
            item.map(|(_, id)| id)
        });
        if row.iter().all(String::is_empty) {
            continue;
        }
        match id.zip(was) {
            Some((id, was)) => {
                finder.items.push(ItemHere {
                    at,
                    table,
                    what: What::Known(id.clone()),
                });
                for (column, words) in row.iter().enumerate() {
                    let source = columns.get(column).copied().flatten();
                    let shown = source
                        .and_then(|column| base[was].get(column))
                        .map(|cell| cell.words.as_str());
                    if shown.unwrap_or_default() == words {
                        continue;
                    }
                    let Some(name) = fields.get(column).copied().flatten() else {
                        continue;
                    };
                    let path = FieldPath::parse(&format!("action[{id}].{name}"));
                    cell_field(finder, grid, (place, column), &path, words);
                }
            }
            None => {
                let mut parts = NewParts::default();
                for (column, words) in row.iter().enumerate() {
                    let Some(name) = fields.get(column).copied().flatten() else {
                        continue;
                    };
                    if words.is_empty() {
                        continue;
                    }
                    let path = FieldPath::parse(&format!("action[new].{name}"));
                    match values::read(finder.base, &path, words) {
                        values::Read::Value(value) => parts.set(name, value),
                        values::Read::Unclear(advice) => {
                            let action = row.iter().find(|cell| !cell.is_empty());
                            let action = action.map_or("", String::as_str);
                            let what = format!(
                                "`{name}` of a new action, “{}”, that stands for no value",
                                shortened(action)
                            );
                            finder.unplaced_near(at, &what, None, words, &advice);
                        }
                    }
                }
                let copied = base
                    .iter()
                    .skip(1)
                    .find(|row| row.first().map(|cell| &cell.words) == now[place].first());
                let copied = copied
                    .and_then(|row| row.iter().find_map(|cell| cell.path.as_ref()?.item.clone()));
                let source =
                    copied.map_or(Source::Written, |(table, id)| Source::Copied(table, id));
                finder.items.push(ItemHere {
                    at,
                    table,
                    what: What::New { source, parts },
                });
            }
        }
    }
}

fn cell_field(
    finder: &mut Finder,
    grid: &Grid,
    (row, column): (usize, usize),
    path: &FieldPath,
    words: &str,
) {
    let cell = grid.rows[row]
        .get(&column)
        .and_then(|cell| cell.first().copied());
    let at = cell.unwrap_or(grid.first);
    if words.is_empty() {
        return finder.field(at, path, None);
    }
    match values::read(finder.base, path, words) {
        values::Read::Value(Value::Text(read)) if read == words => {
            let marked = marked(finder, &grid.rows[row]).swap_remove(column);
            finder.field(at, path, Some(Value::Text(marked)));
        }
        values::Read::Value(value) => finder.field(at, path, Some(value)),
        values::Read::Unclear(advice) => finder.unplaced_near(
            at,
            "words that stand for no value",
            Some(path.whole()),
            words,
            &advice,
        ),
    }
}

/// The field of an action that stands under a heading of ours.
fn field_of_column(finder: &Finder, words: &str) -> Option<&'static str> {
    [
        (Message::ColumnAction, "text"),
        (Message::ColumnOwner, "owner"),
        (Message::ColumnDue, "due"),
        (Message::ColumnStatus, "status"),
    ]
    .into_iter()
    .find(|(message, _)| line(&finder.base.locale.words(*message)) == words)
    .map(|(_, field)| field)
}
