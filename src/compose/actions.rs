//! The next steps, as a table: what, who, by when, how far.

use super::Composer;
use super::tables::label_cell;
use super::words::derived;
use crate::brief::{Action, Status};
use crate::document::{
    Block, BlockKind, Cell, ColumnAlignment, Inline, Node, Row, RowHeaders, SectionRole, Table,
};
use crate::locale::Message;

pub(super) fn section(composer: &mut Composer<'_>) -> Block {
    let actions = &composer.brief.actions;
    // A column that no action fills is left out.
    let columns: Vec<Column> = [Column::Action, Column::Owner, Column::Due, Column::Status]
        .into_iter()
        .filter(|column| {
            actions
                .iter()
                .any(|item| column.content(composer, item).is_some())
        })
        .collect();
    let rows = actions
        .iter()
        .map(|item| Row {
            node: super::anchored(&item.id),
            cells: columns
                .iter()
                .map(|column| Cell {
                    content: column.content(composer, item).into_iter().collect(),
                    ..Cell::default()
                })
                .collect(),
        })
        .collect();
    let table = Block::from(BlockKind::Table(Table {
        caption: None,
        alignments: vec![ColumnAlignment::Start; columns.len()],
        header_node: Node::default(),
        header: columns
            .iter()
            .map(|column| label_cell(composer.locale.words(column.label())))
            .collect(),
        row_headers: RowHeaders::Plain(1),
        rows,
        note: None,
    }));
    let heading = composer
        .locale
        .counted(Message::HeadingActions, actions.len());
    composer.section(SectionRole::Actions, heading, vec![table])
}

enum Column {
    Action,
    Owner,
    Due,
    Status,
}

impl Column {
    fn label(&self) -> Message {
        match self {
            Column::Action => Message::ColumnAction,
            Column::Owner => Message::ColumnOwner,
            Column::Due => Message::ColumnDue,
            Column::Status => Message::ColumnStatus,
        }
    }

    /// What an action says in this column.
    fn content(&self, composer: &Composer<'_>, item: &Action) -> Option<Inline> {
        let locale = &composer.locale;
        match self {
            Column::Action => Some(composer.field(&item.text)),
            Column::Owner => item.owner.as_ref().map(|owner| composer.field(owner)),
            Column::Due => item
                .due
                .as_ref()
                .map(|due| derived(&due.origin, locale.date(due.value))),
            Column::Status => item.status.as_ref().map(|status| {
                let words = locale.words(self::status(status.value));
                derived(&status.origin, words)
            }),
        }
    }
}

/// The words for how far an action has come.
pub(crate) fn status(status: Status) -> Message {
    match status {
        Status::Open => Message::StatusOpen,
        Status::InProgress => Message::StatusInProgress,
        Status::Done => Message::StatusDone,
        Status::Dropped => Message::StatusDropped,
    }
}
