//! Tables of the edited document: those of the brief, the numbers of charts, the table of actions.

use super::align::{self, Grid, GridPair};
use super::change::{ChangeKind, Source, Value};
use super::find::{Finder, ItemHere, What};
use super::items::NewParts;
use super::path::{FieldPath, item_table};
use super::values::{self, line};
use crate::brief::CellValue;
use crate::brief::with_marks;
use crate::locale::Message;
use std::collections::BTreeMap;

/// Tells what was changed in tables.
pub(super) fn find(finder: &mut Finder) {
    let ours = align::grids(&finder.base.reading);
    let theirs = align::grids(finder.theirs);
    let pairs = align::pair_grids(finder.base, &ours, finder.theirs, &theirs);
    let mut known = vec![false; theirs.len()];
    for pair in &pairs {
        if let Some(place) = pair.theirs {
            known[place] = true;
        }
        table(finder, &ours[pair.base], pair, &theirs);
    }
    for (grid, known) in theirs.iter().zip(known) {
        if !known {
            let words: Vec<String> = grid
                .rows
                .iter()
                .flat_map(|row| texts(finder, row))
                .collect();
            finder.unplaced(
                grid.first,
                "a table that was pasted in",
                &words.join(" "),
                "give it a [[table]] with `id`, `caption`, `columns` and `rows`",
            );
        }
    }
    figures(finder);
}

type Row = BTreeMap<usize, Vec<usize>>;

/// The words of a cell: its paragraphs one after the other.
fn cell_text(finder: &Finder, cell: &[usize]) -> String {
    let words = cell
        .iter()
        .map(|at| line(&finder.theirs.paragraphs[*at].text));
    words
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn texts(finder: &Finder, row: &Row) -> Vec<String> {
    let width = row.keys().next_back().map_or(0, |last| last + 1);
    (0..width)
        .map(|column| {
            row.get(&column)
                .map_or_else(String::new, |cell| cell_text(finder, cell))
        })
        .collect()
}

/// The words of a row of the base, by columns, and the fields in its cells.
fn base_row(finder: &Finder, row: &Row) -> Vec<(String, Option<FieldPath>)> {
    row.values()
        .map(|cell| {
            let first = cell.first().copied().unwrap_or(0);
            let field = finder.base.slots[first].fields.first();
            let text = line(&finder.base.paragraph(first).text);
            (text, field.map(|field| field.path.clone()))
        })
        .collect()
}

fn table(finder: &mut Finder, ours: &Grid, pair: &GridPair, theirs: &[Grid]) {
    let base: Vec<Vec<(String, Option<FieldPath>)>> =
        ours.rows.iter().map(|row| base_row(finder, row)).collect();
    let item = base
        .iter()
        .flatten()
        .find_map(|(_, path)| path.as_ref()?.item.clone());
    let Some((name, id)) = item else {
        return;
    };
    let Some(grid) = pair.theirs.and_then(|place| theirs.get(place)) else {
        if name != "action" {
            gone(finder, ours, &name, &id);
        }
        return;
    };
    let now: Vec<Vec<String>> = grid.rows.iter().map(|row| texts(finder, row)).collect();
    note_places(finder, grid, pair, &base);
    match name.as_str() {
        "action" => actions(finder, grid, pair, &base, &now),
        "table" => data(finder, grid, pair, &base, &now, &id),
        "chart" => chart(finder, grid, pair, &base, &now, &id),
        _ => {}
    }
}

/// Notes where the fields of cells stand, for comments.
fn note_places(
    finder: &mut Finder,
    grid: &Grid,
    pair: &GridPair,
    base: &[Vec<(String, Option<FieldPath>)>],
) {
    for (row, was) in grid.rows.iter().zip(&pair.rows) {
        let Some(was) = was else {
            continue;
        };
        for (column, cell) in row {
            let field = base.get(*was).and_then(|row| row.get(*column)?.1.as_ref());
            let (Some(path), Some(at)) = (field, cell.first()) else {
                continue;
            };
            let length = finder.theirs.paragraphs[*at].text.len();
            finder
                .places
                .entry(*at)
                .or_default()
                .push((path.whole(), 0..length));
        }
    }
}

/// A table that is not there any more: the item is gone if its caption is, too.
fn gone(finder: &mut Finder, ours: &Grid, table: &str, id: &str) {
    let caption = format!("{table}[{id}].caption");
    let place = finder.base.slots.iter().position(|slot| {
        slot.fields
            .iter()
            .any(|field| field.path.whole() == caption)
    });
    let at = finder.place_of(ours.first);
    if place.is_none_or(|place| finder.now(place).is_none()) {
        remove(finder, at, table, id);
    } else {
        finder.unplaced_near(
            at,
            "a table that was taken out",
            Some(caption),
            "",
            "delete its caption too, or take it out of the brief",
        );
    }
}

fn remove(finder: &mut Finder, at: usize, table: &str, id: &str) {
    finder.removed.insert((table.to_owned(), id.to_owned()));
    let author = finder.deleted_by(|path| {
        path.item
            .as_ref()
            .is_some_and(|(of, known)| of == table && known == id)
    });
    let kind = ChangeKind::ItemRemoved {
        table: table.to_owned(),
        id: id.to_owned(),
        into: None,
    };
    finder.change_by(at, kind, author);
}

/// The column of the base that each of theirs was, by the words over them and by their places.
fn columns(base: &[String], now: &[String]) -> Vec<Option<usize>> {
    let mut columns: Vec<Option<usize>> = vec![None; now.len()];
    let mut taken = vec![false; base.len()];
    for (place, words) in now.iter().enumerate() {
        let same = (0..base.len()).find(|column| !taken[*column] && base[*column] == *words);
        if let Some(column) = same {
            columns[place] = Some(column);
            taken[column] = true;
        }
    }
    if base.len() == now.len() {
        // A column between the same ones was given another name.
        for place in 0..now.len() {
            if columns[place].is_none() && !taken[place] {
                columns[place] = Some(place);
                taken[place] = true;
            }
        }
    }
    columns
}

fn data(
    finder: &mut Finder,
    grid: &Grid,
    pair: &GridPair,
    base: &[Vec<(String, Option<FieldPath>)>],
    now: &[Vec<String>],
    id: &str,
) {
    let (Some(header), Some(now_header)) = (base.first(), now.first()) else {
        return;
    };
    let words: Vec<String> = header.iter().map(|(words, _)| words.clone()).collect();
    let columns = columns(&words, now_header);
    let width = now_header.len();
    if *now_header != words {
        let path = FieldPath::parse(&format!("table[{id}].columns"));
        finder.field(grid.first, &path, Some(Value::Texts(now_header.clone())));
    }
    let path = FieldPath::parse(&format!("table[{id}].rows"));
    let model = finder
        .base
        .brief
        .tables
        .iter()
        .find(|table| table.id.value == id);
    let typed: Option<Vec<Vec<Value>>> = model.map(|table| {
        let rows = table.rows.iter();
        rows.map(|row| row.iter().map(|cell| cell_as_typed(&cell.value)).collect())
            .collect()
    });
    let typed_cell = |row: usize, column: usize| -> Option<Value> {
        let field = base.get(row)?.get(column)?.1.as_ref()?;
        typed
            .as_ref()?
            .get(field.index?)?
            .get(field.column?)
            .cloned()
    };
    let mut rows = Vec::with_capacity(now.len().saturating_sub(1));
    let mut changed = None;
    for (place, row) in now.iter().enumerate().skip(1) {
        let was = pair
            .rows
            .get(place)
            .copied()
            .flatten()
            .filter(|was| *was > 0);
        let at = grid.rows[place]
            .values()
            .flatten()
            .next()
            .copied()
            .unwrap_or(grid.first);
        // A row with nothing in it is no row: LibreOffice leaves one behind where a row is deleted with changes
        // tracked.
        let was_empty = was.and_then(|was| base.get(was)).is_some_and(|was| {
            let mut words = was.iter().map(|(words, _)| words);
            words.all(String::is_empty)
        });
        if row.iter().all(String::is_empty) && !was_empty {
            changed.get_or_insert(at);
            continue;
        }
        let mut cells = Vec::with_capacity(width);
        for column in 0..width {
            let words = row.get(column).map_or("", String::as_str);
            let source = was.zip(columns.get(column).copied().flatten());
            let shown = source.and_then(|(was, column)| base.get(was)?.get(column).cloned());
            let kept = match (&shown, source) {
                (Some((shown, _)), Some((was, column))) if shown == words => {
                    typed_cell(was, column)
                }
                _ => None,
            };
            let is_kept = kept.is_some();
            cells.push(kept.unwrap_or_else(|| {
                cell_value(finder, words, id, columns.get(column).copied().flatten())
            }));
            if !is_kept {
                changed.get_or_insert(at);
            }
        }
        if was != Some(place) {
            changed.get_or_insert(at);
        }
        rows.push(cells);
    }
    if now.len() != base.len() {
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

fn cell_as_typed(value: &CellValue) -> Value {
    match value {
        CellValue::Text(words, passages) => Value::Text(with_marks(words, passages)),
        CellValue::Number(typed) => Value::Number(typed.clone()),
    }
}

/// The value of a cell that was written: a number in a column of numbers, or else words.
fn cell_value(finder: &Finder, words: &str, id: &str, column: Option<usize>) -> Value {
    let model = finder
        .base
        .brief
        .tables
        .iter()
        .find(|table| table.id.value == id);
    let is_of_numbers = column.zip(model).is_some_and(|(column, table)| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| matches!(cell.value, CellValue::Number(_)))
    });
    match finder
        .base
        .locale
        .parse_number(words)
        .filter(|_| is_of_numbers)
    {
        Some(number) => Value::Number(number),
        None => Value::Text(words.to_owned()),
    }
}

fn chart(
    finder: &mut Finder,
    grid: &Grid,
    pair: &GridPair,
    base: &[Vec<(String, Option<FieldPath>)>],
    now: &[Vec<String>],
    id: &str,
) {
    let near = Some(format!("chart[{id}].series"));
    let same_shape = now.len() == base.len()
        && now
            .iter()
            .zip(base)
            .all(|(now, base)| now.len() == base.len());
    if !same_shape {
        return finder.unplaced_near(
            grid.first,
            "rows or columns of a chart’s numbers that came or went",
            near,
            "",
            "change `labels` and `series` of the chart in the brief",
        );
    }
    let in_order = pair
        .rows
        .iter()
        .enumerate()
        .all(|(row, was)| was.is_none_or(|was| was == row));
    let mut labels = Vec::new();
    let mut label_at = None;
    for (row, (now, base)) in now.iter().zip(base).enumerate() {
        for (column, (words, (shown, path))) in now.iter().zip(base).enumerate() {
            let at = grid.rows[row]
                .get(&column)
                .and_then(|cell| cell.first().copied())
                .unwrap_or(grid.first);
            if row > 0 && column == 0 {
                labels.push(words.clone());
                if words != shown {
                    label_at.get_or_insert(at);
                }
                continue;
            }
            if words == shown {
                continue;
            }
            match path {
                Some(path) if row > 0 => match values::read(finder.base, path, words) {
                    values::Read::Value(value) => finder.field(at, path, Some(value)),
                    values::Read::Unclear(advice) => finder.unplaced_near(
                        at,
                        "words that stand for no value",
                        Some(format!("chart[{id}].series")),
                        words,
                        advice,
                    ),
                },
                Some(path) => {
                    // Beside the name of a series may stand the unit, as the language writes it.
                    let name = series_name(finder, shown, words, path);
                    match name {
                        Some(name) => finder.field(at, path, Some(Value::Text(name))),
                        None => finder.unplaced_near(
                            at,
                            "the name or the unit of a chart’s numbers",
                            Some(path.whole()),
                            words,
                            "change `unit` or the name of the series in the brief",
                        ),
                    }
                }
                None => finder.unplaced(
                    at,
                    "words of the programme that were changed",
                    words,
                    "they are the same in every brief and come back when it is made again",
                ),
            }
        }
    }
    let path = FieldPath::parse(&format!("chart[{id}].labels"));
    if let (Some(at), true) = (label_at, in_order) {
        finder.field(at, &path, Some(Value::Texts(labels)));
    } else if label_at.is_some() {
        // Rows that changed places take their numbers along, which stand elsewhere in the brief.
        finder.field(grid.first, &path, Some(Value::Texts(labels)));
    }
}

/// The new name of a series from the words of its header.
fn series_name(finder: &Finder, shown: &str, words: &str, path: &FieldPath) -> Option<String> {
    let typed = finder.base.typed_text(path)?;
    let start = shown.find(typed)?;
    let (before, after) = (&shown[..start], &shown[start + typed.len()..]);
    let name = words.strip_prefix(before)?.strip_suffix(after)?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn actions(
    finder: &mut Finder,
    grid: &Grid,
    pair: &GridPair,
    base: &[Vec<(String, Option<FieldPath>)>],
    now: &[Vec<String>],
) {
    let Some(table) = item_table("action") else {
        return;
    };
    let (Some(header), Some(now_header)) = (base.first(), now.first()) else {
        return;
    };
    let words: Vec<String> = header.iter().map(|(words, _)| words.clone()).collect();
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
        let is_known = columns[place].is_some_and(|column| header[column].0 == *words);
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
        let at = grid.rows[place]
            .values()
            .flatten()
            .next()
            .copied()
            .unwrap_or(grid.first);
        let was = pair
            .rows
            .get(place)
            .copied()
            .flatten()
            .filter(|was| *was > 0);
        let id = was.and_then(|was| {
            let cells = base.get(was)?;
            let item = cells
                .iter()
                .find_map(|(_, path)| path.as_ref()?.item.clone());
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
                        .map(|(s, _)| s.as_str());
                    if shown.unwrap_or_default() == words {
                        continue;
                    }
                    let Some(name) = fields.get(column).copied().flatten() else {
                        continue;
                    };
                    let path = FieldPath::parse(&format!("action[{id}].{name}"));
                    cell_field(finder, grid, place, column, &path, words);
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
                            finder.unplaced(at, "words that stand for no value", words, advice);
                        }
                    }
                }
                let copied = base
                    .iter()
                    .skip(1)
                    .find(|row| row.first().map(|(words, _)| words) == now[place].first());
                let copied = copied
                    .and_then(|row| row.iter().find_map(|(_, path)| path.as_ref()?.item.clone()));
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
    row: usize,
    column: usize,
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
        values::Read::Value(value) => finder.field(at, path, Some(value)),
        values::Read::Unclear(advice) => finder.unplaced_near(
            at,
            "words that stand for no value",
            Some(path.whole()),
            words,
            advice,
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

/// Figures that are gone, and what is said of those that are there.
fn figures(finder: &mut Finder) {
    let pictures: Vec<(usize, String, String)> = finder
        .theirs
        .paragraphs
        .iter()
        .enumerate()
        .flat_map(|(at, paragraph)| paragraph.pictures.iter().map(move |picture| (at, picture)))
        .map(|(at, picture)| (at, picture.name.clone(), picture.alt.clone()))
        .collect();
    let figures: Vec<(String, String, String)> = finder
        .base
        .brief
        .figures
        .iter()
        .map(|figure| {
            let file = figure.file.value.file.clone();
            (figure.id.value.clone(), file, figure.alt.value.clone())
        })
        .collect();
    for (id, file, alt) in &figures {
        let by_name: Vec<_> = pictures
            .iter()
            .filter(|(_, name, _)| name == file)
            .collect();
        let is_told = pictures.iter().any(|(_, _, told)| told == alt);
        let once = figures.iter().filter(|(_, other, _)| other == file).count() == 1;
        if let ([(at, _, told)], true, false) = (&by_name[..], once, is_told) {
            if !told.is_empty() {
                let path = FieldPath::parse(&format!("figure[{id}].alt"));
                finder.field(*at, &path, Some(Value::Text(line(told))));
            }
        } else if by_name.is_empty() && !is_told {
            let place = finder.base.reading.paragraphs.iter().position(|paragraph| {
                paragraph
                    .pictures
                    .iter()
                    .any(|picture| picture.name == *file)
            });
            let at = finder.place_of(place.unwrap_or(0));
            let caption = format!("figure[{id}].caption");
            let caption = finder.base.slots.iter().position(|slot| {
                slot.fields
                    .iter()
                    .any(|field| field.path.whole() == caption)
            });
            if caption.is_none_or(|caption| finder.now(caption).is_none()) {
                remove(finder, at, "figure", id);
            } else {
                finder.unplaced_near(
                    at,
                    "a picture that was taken out",
                    Some(format!("figure[{id}].file")),
                    alt,
                    "delete its caption too, or take the figure out of the brief",
                );
            }
        }
    }
}
