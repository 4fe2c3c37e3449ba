//! Charts, as the table of their data: the labels in the first column, then a column for each series.

use super::Composer;
use super::tables::{label_cell, number_cell, table_caption};
use crate::brief::Chart;
use crate::document::{Block, BlockKind, Cell, ColumnAlignment, Node, ParagraphRole, Row, Table};
use crate::locale::{Grouping, Message};

pub(super) fn chart(composer: &mut Composer<'_>, item: &Chart) -> Block {
    let caption = Some(table_caption(composer, &item.caption));
    // A series that is called like its unit says it already.
    let unit_beside = |name: &str| {
        item.unit
            .as_ref()
            .filter(|unit| unit.value.to_lowercase() != name.to_lowercase())
    };
    let mut header = vec![label_cell(composer.locale.words(Message::ChartCategory))];
    let mut alignments = vec![ColumnAlignment::Start];
    let mut groupings = Vec::with_capacity(item.series.len());
    for series in &item.series {
        let name = vec![composer.field(&series.name)];
        header.push(Cell {
            node: Node::default(),
            content: match unit_beside(&series.name.value) {
                Some(unit) => composer.fill(
                    Message::ChartSeriesWithUnit,
                    vec![("name", name), ("unit", vec![composer.field(unit)])],
                ),
                None => name,
            },
            decimal: None,
        });
        alignments.push(ColumnAlignment::End);
        groupings.push(Grouping::of_column(
            series.values.iter().map(|value| value.value.as_str()),
        ));
    }
    let rows = item
        .labels
        .iter()
        .enumerate()
        .map(|(index, label)| {
            let mut cells = vec![Cell {
                node: Node::from_origin(&label.origin),
                content: composer.content(label),
                decimal: None,
            }];
            for (series, grouping) in item.series.iter().zip(&groupings) {
                cells.push(match series.values.get(index) {
                    Some(value) => {
                        let node = Node::from_origin(&value.origin);
                        number_cell(node, &value.value, *grouping, &composer.locale)
                    }
                    None => label_cell(String::new()),
                });
            }
            Row {
                node: Node::default(),
                cells,
            }
        })
        .collect();
    Block {
        node: super::anchored(&item.id.value),
        kind: BlockKind::Table(Table {
            caption,
            alignments,
            header_node: Node::default(),
            header,
            row_headers: true,
            rows,
            note: item
                .source
                .as_ref()
                .map(|source| Box::new(composer.field_paragraph(ParagraphRole::Source, source))),
        }),
    }
}
