//! Actions: items that stand in a table.

use super::{BaseCell, Compared, columns, marked};
use crate::brief::shortened;
use crate::document::FieldPath;
use crate::locale::Message;
use crate::pull::change::{Provenance, Value};
use crate::pull::find::parts::NewParts;
use crate::pull::find::{Finder, ItemHere, What};
use crate::pull::item_tables::item_table;
use crate::pull::values::{self, Read};

/// A column of the table of actions.
struct Column {
    /// Which of ours it is.
    ours: Option<usize>,
    /// The field that stands in it.
    field: Option<&'static str>,
}

/// The actions, which are the rows of a table.
pub(super) fn actions<'a>(finder: &mut Finder<'a>, compared: &Compared<'_, 'a>) {
    let Compared { base, now, .. } = compared;
    let Some(table) = item_table("action") else {
        return;
    };
    let (Some(header), Some(now_header)) = (base.first(), now.first()) else {
        return;
    };
    let columns = columns_of_actions(finder, header, now_header);
    tell_of_columns(finder, compared.grid.first, header, now_header, &columns);
    for (place, row) in now.iter().enumerate().skip(1) {
        if row.iter().all(String::is_empty) {
            continue;
        }
        let at = compared.first_of(place);
        let what = match compared.row_was(place).and_then(item_of) {
            Some((_, id)) => {
                changed_action(finder, compared, place, id, &columns);
                finder.known.insert((table.name, id));
                What::Known(id)
            }
            None => What::New {
                from: copied_from(&base[1..], row),
                parts: new_action(finder, at, row, &columns),
            },
        };
        finder.items.push(ItemHere { at, table, what });
    }
}

fn columns_of_actions(finder: &Finder, header: &[BaseCell<'_>], now: &[String]) -> Vec<Column> {
    let ours = columns(header, now).into_iter().zip(now);
    ours.map(|(ours, now)| {
        // One that no action filled is not there.
        let known = ours.map_or(now, |ours| &header[ours].words);
        Column {
            ours,
            field: field_of_column(finder, known),
        }
    })
    .collect()
}

/// Tells of columns whose headings are none of ours.
fn tell_of_columns(
    finder: &mut Finder,
    at: usize,
    header: &[BaseCell<'_>],
    now: &[String],
    columns: &[Column],
) {
    for (column, words) in columns.iter().zip(now) {
        let is_known = column.ours.is_some_and(|ours| header[ours].words == *words);
        // One of ours that the base lacks, since no action filled it, may come in.
        let is_filled_now = column.field.is_some() && column.ours.is_none();
        if !is_known && !is_filled_now && !words.is_empty() {
            finder.unplaced(
                at,
                "a column of the actions that was renamed or added",
                words,
                "an action has a text, an owner, a due date and a status",
            );
        }
    }
}

/// The item whose fields stand in a row of the base: its table and id.
fn item_of<'a>(row: &[BaseCell<'a>]) -> Option<&'a (String, String)> {
    row.iter().find_map(|cell| cell.path?.item.as_ref())
}

/// What was changed in the action with this id, whose row is now at `place`.
fn changed_action(
    finder: &mut Finder,
    compared: &Compared<'_, '_>,
    place: usize,
    id: &str,
    columns: &[Column],
) {
    let was = compared.row_was(place);
    let now = &compared.now[place];
    for (number, (column, words)) in columns.iter().zip(now).enumerate() {
        let shown = column.ours.and_then(|ours| was?.get(ours));
        let shown = shown.map_or("", |cell| cell.words.as_str());
        if let Some(name) = column.field.filter(|_| shown != words) {
            let path = FieldPath::of_item("action", id, name);
            cell_field(finder, compared, (place, number), &path, words);
        }
    }
}

/// The fields of a new action; words that stand for no value are told.
fn new_action(finder: &mut Finder, at: usize, row: &[String], columns: &[Column]) -> NewParts {
    let mut parts = NewParts::default();
    for (column, words) in columns.iter().zip(row) {
        let Some(name) = column.field.filter(|_| !words.is_empty()) else {
            continue;
        };
        let path = FieldPath::of_item("action", "new", name);
        match values::read(finder.base, &path, words) {
            Read::Value(value) => parts.set(name, value),
            Read::Unclear(advice) => {
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
    parts
}

/// Where a new action is from: it is a copy of the one among `actions` that begins with the same words.
fn copied_from(actions: &[Vec<BaseCell<'_>>], row: &[String]) -> Provenance {
    let begins_alike =
        |action: &&Vec<BaseCell<'_>>| action.first().map(|cell| &cell.words) == row.first();
    let copied = actions.iter().find(begins_alike);
    copied
        .and_then(|action| item_of(action))
        .map_or(Provenance::Written, |(table, id)| {
            Provenance::Copied(table.clone(), id.clone())
        })
}

/// What a cell of an action says now.
fn cell_field(
    finder: &mut Finder,
    compared: &Compared<'_, '_>,
    (row, column): (usize, usize),
    path: &FieldPath,
    words: &str,
) {
    let at = compared.place(row, column);
    if words.is_empty() {
        return finder.field(at, path, None);
    }
    let mut read = values::read(finder.base, path, words);
    if let Read::Value(Value::Text(plain)) = &mut read
        && plain == words
    {
        *plain = marked(finder, &compared.grid.rows[row]).swap_remove(column);
    }
    finder.field_read(at, path, path.whole(), words, read);
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
    .find(|(message, _)| finder.base.locale.says(*message, words))
    .map(|(_, field)| field)
}
