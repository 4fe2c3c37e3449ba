//! Tables of the brief: their columns and rows.

use super::{Compared, columns, marked};
use crate::brief::{CellValue, Table, with_marks};
use crate::document::FieldPath;
use crate::pull::change::Value;
use crate::pull::find::Finder;

/// The rows and columns of a table of the brief.
pub(super) fn data(finder: &mut Finder, compared: &Compared<'_, '_>, id: &str) {
    let Compared {
        grid, base, now, ..
    } = compared;
    let (Some(header), Some(now_header)) = (base.first(), now.first()) else {
        return;
    };
    let words: Vec<String> = header.iter().map(|cell| cell.words.clone()).collect();
    let columns = columns(&words, now_header);
    let width = now_header.len();
    if *now_header != words {
        let path = FieldPath::of_item("table", id, "columns");
        let marked = marked(finder, &grid.rows[0]);
        let typed = finder.base.typed(&path);
        let kept = |place: usize| match (&typed, columns[place]) {
            (Some(Value::Texts(typed)), Some(was)) if words[was] == now_header[place] => {
                typed.get(was)
            }
            _ => None,
        };
        let theirs = (0..width).map(|place| kept(place).unwrap_or(&marked[place]).clone());
        let theirs = Value::Texts(theirs.collect());
        finder.field(grid.first, &path, Some(theirs));
    }
    let path = FieldPath::of_item("table", id, "rows");
    let model = model(finder, id);
    let typed: Option<Vec<Vec<Value>>> = model.map(|table| {
        let rows = table.rows.iter();
        rows.map(|row| row.iter().map(|cell| cell_as_typed(&cell.value)).collect())
            .collect()
    });
    let typed_cell = |row: usize, column: usize| -> Option<Value> {
        let field = base.get(row)?.get(column)?.path?;
        typed
            .as_ref()?
            .get(field.index?)?
            .get(field.column?)
            .cloned()
    };
    let are_numbers = columns.iter().enumerate().map(|(column, was)| {
        let words = now.iter().skip(1).filter_map(|row| row.get(column));
        let words: Vec<&str> = words
            .map(String::as_str)
            .filter(|words| !words.is_empty())
            .collect();
        is_of_numbers(finder, id, *was, &words)
    });
    let are_numbers: Vec<bool> = are_numbers.collect();
    let mut rows = Vec::with_capacity(now.len().saturating_sub(1));
    let mut changed = None;
    for (place, row) in now.iter().enumerate().skip(1) {
        let was = compared.was(place);
        let at = compared.first_of(place);
        // A row with nothing in it is no row: LibreOffice leaves one behind where a row is deleted with changes
        // tracked.
        let was_empty = was.and_then(|was| base.get(was)).is_some_and(|was| {
            let mut words = was.iter().map(|cell| &cell.words);
            words.all(String::is_empty)
        });
        if row.iter().all(String::is_empty) && !was_empty {
            changed.get_or_insert(at);
            continue;
        }
        let mut cells = Vec::with_capacity(width);
        let marked = marked(finder, &grid.rows[place]);
        for (column, has_numbers) in are_numbers.iter().enumerate() {
            let words = row.get(column).map_or("", String::as_str);
            let source = was.zip(columns.get(column).copied().flatten());
            let shown = source.and_then(|(was, column)| base.get(was)?.get(column));
            let was_typed = source.and_then(|(was, column)| typed_cell(was, column));
            if let (Some(shown), Some(typed)) = (shown, &was_typed)
                && shown.words == words
            {
                cells.push(typed.clone());
                continue;
            }
            changed.get_or_insert(at);
            let number = finder.base.locale.parse_number(words);
            let value = match number.filter(|_| *has_numbers) {
                Some(number) => Value::Number(number),
                None => Value::Text(marked.get(column).cloned().unwrap_or_default()),
            };
            let is_number = matches!(was_typed, Some(Value::Number(_)));
            if is_number && matches!(value, Value::Text(_)) && is_foreign_number(words) {
                finder.unplaced_near(
                    at,
                    "a number that is not written as the language writes it",
                    Some(path.whole()),
                    words,
                    "write it with the signs of the other numbers",
                );
                cells.extend(was_typed);
                continue;
            }
            cells.push(value);
        }
        if was != Some(place) {
            changed.get_or_insert(at);
        }
        rows.push(cells);
    }
    let same_columns = columns.iter().copied().eq((0..words.len()).map(Some));
    if now.len() != base.len() || !same_columns {
        changed.get_or_insert(grid.first);
    }
    let Some(at) = changed else {
        return;
    };
    if typed.as_ref() == Some(&rows) {
        return;
    }
    finder.whole_field(at, &path, typed.map(Value::Rows), Some(Value::Rows(rows)));
}

/// Whether words that are no number in the language of the brief are one in another: figures with one sign.
fn is_foreign_number(words: &str) -> bool {
    let mut signs = words.chars().filter(|c| !c.is_numeric());
    let sign = signs.next();
    matches!(sign, Some('.' | ',' | '٫')) && signs.next().is_none() && words.len() > 1
}

fn cell_as_typed(value: &CellValue) -> Value {
    match value {
        CellValue::Text(words, passages) => Value::Text(with_marks(words, passages)),
        CellValue::Number(typed) => Value::Number(typed.clone()),
    }
}

/// The table of the brief that the document was made from.
fn model<'a>(finder: &Finder<'a>, id: &str) -> Option<&'a Table> {
    let mut tables = finder.base.brief.tables.iter();
    tables.find(|table| table.id.value == id)
}

/// Whether numbers in a column are that: where it has any, or is new and all that stands in it are numbers.
fn is_of_numbers(finder: &Finder, id: &str, was: Option<usize>, words: &[&str]) -> bool {
    match was.zip(model(finder, id)) {
        Some((column, table)) => {
            let mut cells = table.rows.iter().filter_map(|row| row.get(column));
            cells.any(|cell| matches!(cell.value, CellValue::Number(_)))
        }
        None => {
            let is_number = |words: &&str| finder.base.locale.parse_number(words).is_some();
            was.is_none() && words.iter().all(is_number)
        }
    }
}
