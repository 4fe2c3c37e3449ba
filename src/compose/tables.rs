//! Tables.

use super::Composer;
use crate::brief::{CellValue, Field, Table as BriefTable, Text};
use crate::document::{
    Block, BlockKind, Caption, Cell, ColumnAlignment, Inline, Node, ParagraphRole, Row, RowHeaders,
    Table,
};
use crate::locale::{Grouping, Locale, Message, decimal_digit, said_last};
use crate::ordered::Ordered;
use std::collections::BTreeSet;

pub(super) fn table(composer: &mut Composer<'_>, item: &BriefTable) -> Block {
    let grouping =
        Grouping::of_numbers(numbers(item.rows.iter().flatten().map(|cell| &cell.value)));
    let mut columns: Vec<ColumnStyle> = (0..item.columns.len())
        .map(|index| ColumnStyle::of(cells_of_column(item, index), grouping, &composer.locale))
        .collect();
    let row_headers = row_headers(item, &columns);
    // Figures in the names of rows are no numbers: “1st stage”.
    for (index, column) in columns
        .iter_mut()
        .enumerate()
        .take(row_headers.strong_columns())
    {
        if numbers(cells_of_column(item, index)).next().is_none() {
            column.alignment = ColumnAlignment::Start;
        }
    }
    let rows = item
        .rows
        .iter()
        .map(|row| Row {
            node: Node::default(),
            cells: row
                .iter()
                .zip(&columns)
                .map(|(cell, column)| value_cell(composer, cell, *column))
                .collect(),
        })
        .collect();
    let number = composer.floats.next_table_number();
    let caption = caption(composer, Message::CaptionTable, number, &item.caption);
    Block {
        node: super::anchored(&item.id.value),
        kind: BlockKind::Table(Table {
            caption: Some(caption),
            alignments: columns.iter().map(|column| column.alignment).collect(),
            header_node: Node::default(),
            header: item
                .columns
                .iter()
                .map(|name| field_cell(composer, name))
                .collect(),
            row_headers,
            rows,
            note: item
                .note
                .as_ref()
                .map(|note| Box::new(composer.field_paragraph(ParagraphRole::Source, note))),
        }),
    }
}

/// A numbered caption.
pub(super) fn caption(
    composer: &Composer<'_>,
    label: Message,
    number: u32,
    words: &Text,
) -> Caption {
    Caption {
        node: Node::default(),
        label_node: Node::default(),
        label: super::words_around_slots(
            &composer.locale,
            label,
            &["number"],
            &[("last", said_last(number).into())],
        ),
        number,
        content: vec![composer.field(words)],
    }
}

/// A cell that is one field.
pub(super) fn field_cell(composer: &Composer<'_>, field: &Text) -> Cell {
    Cell {
        node: Node::from_origin(&field.origin),
        content: composer.content(field),
        decimal: None,
    }
}

/// A cell with words of ours.
pub(super) fn label_cell(words: String) -> Cell {
    Cell {
        content: vec![Inline::text(words)],
        ..Cell::default()
    }
}

fn cells_of_column(table: &BriefTable, index: usize) -> impl Iterator<Item = &CellValue> + Clone {
    let cells = table.rows.iter().filter_map(move |row| row.get(index));
    cells.map(|cell| &cell.value)
}

/// The cells that are numbers, as typed.
fn numbers<'a>(
    cells: impl Iterator<Item = &'a CellValue> + Clone,
) -> impl Iterator<Item = &'a str> + Clone {
    cells.filter_map(|cell| match cell {
        CellValue::Number(typed) => Some(typed.as_str()),
        CellValue::Text(..) => None,
    })
}

/// The most characters of a label: more are a text of its own.
const LABEL_CHARACTERS: usize = 48;

/// Whether rows have headers: as the writer says, or by what the first columns have. They are set so that it is seen
/// where they are short and all there; else they are headers to those who hear the table alone.
fn row_headers(table: &BriefTable, columns: &[ColumnStyle]) -> RowHeaders {
    let told = table.row_headers;
    match told.unwrap_or_else(|| columns_that_label_rows(table, columns)) {
        0 if told.is_some() => RowHeaders::None,
        0 => match columns_that_tell_rows_apart(table, columns) {
            0 => RowHeaders::None,
            count => RowHeaders::Plain(count),
        },
        count => RowHeaders::Strong(count),
    }
}

/// The words of the cells of a column.
fn words_of_column(table: &BriefTable, index: usize) -> impl Iterator<Item = &str> + Clone {
    cells_of_column(table, index).map(|cell| match cell {
        CellValue::Text(words, _) | CellValue::Number(words) => words.trim(),
    })
}

/// How many columns say what each row is about: the first, where there are others, and it has years, or labels that are
/// nowhere the same; the first two, where their labels together are nowhere the same and all others are numbers.
fn columns_that_label_rows(table: &BriefTable, columns: &[ColumnStyle]) -> usize {
    let words = |index| words_of_column(table, index);
    let is_number = |column: &ColumnStyle| column.alignment == ColumnAlignment::End;
    match columns {
        [_, _, ..] if are_labels(words(0).map(|one| [one])) || are_years(words(0)) => 1,
        [_, _, others @ ..] if !others.is_empty() && others.iter().all(is_number) => {
            let pairs = words(0).zip(words(1)).map(|(one, other)| [one, other]);
            if are_labels(pairs) { 2 } else { 0 }
        }
        _ => 0,
    }
}

/// How many columns of words tell one row from every other: the first; or the first two of more, where the first
/// numbers the rows, repeats itself or has the name of a group written once, above empty cells; or else the first in
/// the rows in which it has words.
fn columns_that_tell_rows_apart(table: &BriefTable, columns: &[ColumnStyle]) -> usize {
    let is_words = |column: &ColumnStyle| column.alignment == ColumnAlignment::Start;
    let words = words_of_column(table, 0);
    let groups = words.clone().scan("", |group, words| {
        if !words.is_empty() {
            *group = words;
        }
        Some(*group)
    });
    match columns {
        [first, _, ..] if is_words(first) && are_different(groups.clone()) => 1,
        [_, second, _, ..]
            if is_words(second) && are_different(groups.zip(words_of_column(table, 1))) =>
        {
            2
        }
        [first, _, ..]
            if is_words(first) && are_different(words.filter(|words| !words.is_empty())) =>
        {
            1
        }
        _ => 0,
    }
}

/// Whether no two of these are the same.
fn are_different<T: Ord>(mut all: impl Iterator<Item = T>) -> bool {
    let mut known = BTreeSet::new();
    all.all(|one| known.insert(one))
}

/// Whether these are short words, and together in no two rows the same.
fn are_labels<'a, const COLUMNS: usize>(
    mut rows: impl Iterator<Item = [&'a str; COLUMNS]>,
) -> bool {
    let mut labels = BTreeSet::new();
    rows.all(|row| {
        let is_label = |words: &str| {
            words.contains(char::is_alphabetic) && words.chars().count() <= LABEL_CHARACTERS
        };
        row.into_iter().all(is_label) && labels.insert(row.map(str::to_lowercase))
    })
}

/// Whether these are years, or spans of years, one after the other: numbers of something are seldom all in order and
/// of our time.
fn are_years<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let years: Option<Vec<Vec<u32>>> = words
        .map(|words| words.split(['-', '–', '—', '/']).map(year).collect())
        .collect();
    years.is_some_and(|years| {
        let mut pairs = years.windows(2);
        years.len() > 1
            && (years.is_sorted() || years.iter().rev().is_sorted())
            && pairs.all(|pair| pair[0] != pair[1])
    })
}

/// A year of our time, in digits of any script.
fn year(words: &str) -> Option<u32> {
    let digits: Option<String> = words.chars().map(decimal_digit).collect();
    let year = digits?.parse().ok()?;
    (1800..=2100).contains(&year).then_some(year)
}

/// How the cells of a column are written and set.
#[derive(Clone, Copy)]
struct ColumnStyle {
    alignment: ColumnAlignment,
    grouping: Grouping,
}

impl ColumnStyle {
    /// A column is one of numbers, at the end of the line, if every cell that is not empty is a number or a
    /// dash in place of one, with a sign, a unit or the mark of a note at most. Numbers that were all
    /// written as text are such a column only where they have one unit: `"28 May"` is no number. Among numbers that are
    /// more than they, words without figures stand in place of one: “no data”.
    fn of<'a>(
        cells: impl Iterator<Item = &'a CellValue> + Clone,
        of_table: Grouping,
        locale: &Locale,
    ) -> ColumnStyle {
        let numbers = numbers(cells.clone());
        let texts = cells.filter_map(|cell| match cell {
            CellValue::Text(words, _) if !words.trim().is_empty() => Some(words.as_str()),
            _ => None,
        });
        let unit =
            |words: &str| -> String { words.chars().filter(|c| c.is_alphabetic()).collect() };
        let with_figures = texts
            .clone()
            .filter(|words| words.contains(char::is_numeric));
        let units: BTreeSet<String> = with_figures.map(unit).into_set();
        let has_number = numbers.clone().next().is_some() || units.len() == 1;
        let are_mostly_numbers = numbers.clone().count() > texts.clone().count();
        let is_number = |words: &str| {
            locale.decimal_offset(words).is_some()
                || are_mostly_numbers && !words.contains(char::is_numeric)
        };
        let alignment = if has_number && texts.clone().all(is_number) {
            ColumnAlignment::End
        } else {
            ColumnAlignment::Start
        };
        ColumnStyle {
            alignment,
            // Numbers that may all be years stay as they are.
            grouping: if numbers.clone().all(|typed| year(typed).is_some()) {
                Grouping::FromFive
            } else {
                of_table
            },
        }
    }
}

/// A cell with the number `typed`.
pub(super) fn number_cell(node: Node, typed: &str, grouping: Grouping, locale: &Locale) -> Cell {
    let number = locale.number(typed, grouping);
    Cell {
        node,
        decimal: locale.decimal_offset(&number),
        content: vec![Inline::text(number)],
    }
}

fn value_cell(composer: &Composer<'_>, cell: &Field<CellValue>, column: ColumnStyle) -> Cell {
    let node = Node::from_origin(&cell.origin);
    let mut made = match &cell.value {
        CellValue::Text(words, passages) => Cell {
            node,
            content: composer.words(words, passages),
            decimal: composer.locale.decimal_offset(words),
        },
        CellValue::Number(typed) => number_cell(node, typed, column.grouping, &composer.locale),
    };
    if column.alignment == ColumnAlignment::Start {
        made.decimal = None;
    }
    made
}
