//! Tables of the brief: their columns and rows.

use super::{BaseCell, Compared, columns, marked};
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
    let columns = columns(header, now_header);
    if !header.iter().map(|cell| &cell.words).eq(now_header) {
        new_header(finder, compared, id, header, &columns);
    }
    let path = FieldPath::of_item("table", id, "rows");
    let typed: Option<Vec<Vec<Value>>> = model(finder, id).map(|table| {
        let rows = table.rows.iter();
        rows.map(|row| row.iter().map(|cell| cell_as_typed(&cell.value)).collect())
            .collect()
    });
    let typed_cell = |cell: &BaseCell<'_>| {
        let field = cell.path?;
        let row = typed.as_ref()?.get(field.index?)?;
        row.get(field.column?).cloned()
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
        let row_was = compared.row_was(place);
        // A row with nothing in it is no row: LibreOffice leaves one behind where a row is deleted with changes
        // tracked.
        let was_empty = row_was.is_some_and(|cells| cells.iter().all(|cell| cell.words.is_empty()));
        if row.iter().all(String::is_empty) && !was_empty {
            changed.get_or_insert(at);
            continue;
        }
        let mut cells = Vec::with_capacity(now_header.len());
        let marked = marked(finder, &grid.rows[place]);
        for (column, is_of_numbers) in are_numbers.iter().enumerate() {
            let words = row.get(column).map_or("", String::as_str);
            let column_was = columns.get(column).copied().flatten();
            let cell_was = row_was.zip(column_was).and_then(|(row, at)| row.get(at));
            let was = cell_was.and_then(typed_cell);
            if cell_was.is_some_and(|cell| cell.words == words)
                && let Some(was) = was
            {
                cells.push(was);
                continue;
            }
            changed.get_or_insert(at);
            let number = finder.base.locale.parse_number(words);
            cells.push(match (number.filter(|_| *is_of_numbers), was) {
                (Some(number), _) => Value::Number(number),
                (None, Some(was @ Value::Number(_))) if is_foreign_number(words) => {
                    finder.unplaced_near(
                        at,
                        "a number that is not written as the language writes it",
                        Some(path.whole()),
                        words,
                        "write it with the signs of the other numbers",
                    );
                    was
                }
                (None, _) => Value::Text(marked.get(column).cloned().unwrap_or_default()),
            });
        }
        if was != Some(place) {
            changed.get_or_insert(at);
        }
        rows.push(cells);
    }
    let same_columns = columns.iter().copied().eq((0..header.len()).map(Some));
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

/// The columns of a table whose `header` was another: those that have kept their words, as they were typed.
fn new_header(
    finder: &mut Finder,
    compared: &Compared<'_, '_>,
    id: &str,
    header: &[BaseCell<'_>],
    columns: &[Option<usize>],
) {
    let grid = compared.grid;
    let path = FieldPath::of_item("table", id, "columns");
    let typed = match finder.base.typed(&path) {
        Some(Value::Texts(typed)) => typed,
        _ => Vec::new(),
    };
    let marked = marked(finder, &grid.rows[0]);
    let theirs = compared.now[0].iter().zip(columns).zip(marked);
    let theirs = theirs.map(|((now, was), marked)| {
        let kept = was.filter(|was| header[*was].words == *now);
        kept.and_then(|was| typed.get(was).cloned())
            .unwrap_or(marked)
    });
    let theirs = Value::Texts(theirs.collect());
    finder.field(grid.first, &path, Some(theirs));
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
