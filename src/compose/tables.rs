//! Tables.

use super::Composer;
use crate::brief::{CellValue, Field, Table as BriefTable, Text};
use crate::document::{
    Block, BlockKind, Caption, Cell, ColumnAlignment, Inline, Node, ParagraphRole, Row, Table,
};
use crate::locale::{Grouping, Message};

pub(super) fn table(composer: &mut Composer<'_>, item: &BriefTable) -> Block {
    let columns: Vec<ColumnStyle> = (0..item.columns.len())
        .map(|index| {
            ColumnStyle::of(
                item.rows
                    .iter()
                    .filter_map(|row| row.get(index))
                    .map(|cell| &cell.value),
            )
        })
        .collect();
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
    Block {
        node: super::anchored(&item.id.value),
        kind: BlockKind::Table(Table {
            caption: Some(table_caption(composer, &item.caption)),
            alignments: columns.iter().map(|column| column.alignment).collect(),
            header_node: Node::default(),
            header: item
                .columns
                .iter()
                .map(|name| Cell {
                    node: Node::from_origin(&name.origin),
                    content: composer.content(name),
                })
                .collect(),
            rows,
            note: item
                .note
                .as_ref()
                .map(|note| Box::new(composer.field_paragraph(ParagraphRole::Source, note))),
        }),
    }
}

/// A caption with the next number among the tables.
pub(super) fn table_caption(composer: &mut Composer<'_>, words: &Text) -> Caption {
    let number = composer.floats.next_table_number();
    caption(composer, Message::CaptionTable, number, words)
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
        label: super::words_around_slots(&composer.locale, label, &["number"]),
        number,
        content: vec![composer.field(words)],
    }
}

/// A cell with words of ours.
pub(super) fn label_cell(words: String) -> Cell {
    Cell {
        node: Node::default(),
        content: vec![Inline::text(words)],
    }
}

/// How the cells of a column are written and set.
#[derive(Clone, Copy)]
pub(super) struct ColumnStyle {
    pub(super) alignment: ColumnAlignment,
    pub(super) grouping: Grouping,
}

impl ColumnStyle {
    /// A column stands at the end of the line if there are numbers in it and no words; a dash in place of
    /// a number is no word.
    fn of<'a>(cells: impl Iterator<Item = &'a CellValue> + Clone) -> ColumnStyle {
        let numbers = cells.clone().filter_map(|cell| match cell {
            CellValue::Number(typed) => Some(typed.as_str()),
            CellValue::Text(_) => None,
        });
        let has_words = cells.clone().any(
            |cell| matches!(cell, CellValue::Text(words) if words.contains(char::is_alphanumeric)),
        );
        let alignment = if numbers.clone().next().is_some() && !has_words {
            ColumnAlignment::End
        } else {
            ColumnAlignment::Start
        };
        ColumnStyle {
            alignment,
            grouping: Grouping::of_column(numbers),
        }
    }
}

fn value_cell(composer: &Composer<'_>, cell: &Field<CellValue>, column: ColumnStyle) -> Cell {
    Cell {
        node: Node::from_origin(&cell.origin),
        content: match &cell.value {
            CellValue::Text(words) => super::words::mark_abbreviations(words, &composer.expansions),
            CellValue::Number(typed) => {
                vec![Inline::text(composer.locale.number(typed, column.grouping))]
            }
        },
    }
}
