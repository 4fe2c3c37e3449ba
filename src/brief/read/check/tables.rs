//! Tables of the file: their keys, and which of them are unknown.

use super::super::at::{Accept, At, Found, Shape, Table};
use super::super::raw::Maybe;
use super::{Checker, Place};
use crate::brief::words::nearest;
use crate::diagnostic::Diagnostic;

impl Checker<'_> {
    /// The fields of the whole file.
    pub(in crate::brief::read) fn top<'t, T>(&mut self, table: &'t At<Table<T>>) -> Option<&'t T> {
        if let Ok(table) = &table.value {
            self.top = table.known;
        }
        self.table(&Place::top(), table)
    }

    /// The fields of a table, with its unknown keys reported.
    pub(in crate::brief::read) fn table<'t, T>(
        &mut self,
        place: &Place,
        table: &'t At<Table<T>>,
    ) -> Option<&'t T> {
        match &table.value {
            Ok(contents) => {
                self.unknown_keys(place, contents);
                Some(&contents.fields)
            }
            Err(found) => {
                let help = match found {
                    Found::List => format!(
                        "write `{}`, with single brackets, and only once",
                        place.header
                    ),
                    _ => format!(
                        "write `{}` on a line of its own, and its keys below",
                        place.header
                    ),
                };
                let what = format!(
                    "`{}` is a table, but {} stands here",
                    place.header,
                    found.words()
                );
                self.report(
                    Diagnostic::error("wrong-type", what)
                        .at(table.span.clone())
                        .help(help),
                );
                None
            }
        }
    }

    pub(super) fn unknown_keys<T>(&mut self, place: &Place, table: &Table<T>) {
        for unknown in &table.unknown {
            let key = unknown.key.get_ref().as_str();
            let at_top = place.header.is_empty();
            let name = |key: &str| match unknown.shape {
                Shape::Value => format!("`{key}`"),
                _ if at_top => format!("`{}`", header(key)),
                _ => format!("`{key}`"),
            };
            let file = self.kind.words();
            let what = match (at_top, unknown.shape) {
                (true, Shape::Table) => format!("a {file} has no table `[{key}]`"),
                (true, Shape::List) => format!("a {file} has no tables `[[{key}]]`"),
                (true, Shape::Value) => format!("a {file} has no key `{key}`"),
                (false, _) => format!("`{}` has no key `{key}`", place.header),
            };
            let help = if let Some(near) = nearest(key, table.known.iter().copied()) {
                format!("write {}", name(near))
            } else if self.top.contains(&key) {
                match unknown.shape {
                    Shape::Value => {
                        format!("`{key}` belongs above the first `[table]` of the file")
                    }
                    _ => format!("write `{}` on a line of its own", header(key)),
                }
            } else {
                let is_table = |key: &str| at_top && is_header(key);
                let keys: Vec<String> = table
                    .known
                    .iter()
                    .filter(|key| is_table(key) == (at_top && unknown.shape != Shape::Value))
                    .map(|key| name(key))
                    .collect();
                if keys.is_empty() {
                    let all: Vec<String> = table
                        .known
                        .iter()
                        .map(|key| format!("`{}`", header(key)))
                        .collect();
                    format!("known here are {}", all.join(", "))
                } else {
                    format!("known here are {}", keys.join(", "))
                }
            };
            self.report(
                Diagnostic::error("unknown-key", what)
                    .at(unknown.key.span())
                    .help(help),
            );
        }
    }

    /// A list of tables, each with its place in the list.
    pub(in crate::brief::read) fn list<'t, T: Accept>(
        &mut self,
        place: &Place,
        key: &'static str,
        list: &'t Maybe<Vec<At<T>>>,
    ) -> &'t [At<T>] {
        match list {
            None => &[],
            Some(At {
                value: Ok(items), ..
            }) => items,
            Some(At {
                span,
                value: Err(found),
            }) => {
                self.wrong_type(place, key, Vec::<At<T>>::WORDS, found, span);
                &[]
            }
        }
    }
}

/// How the header of the table `key` is written.
pub(in crate::brief::read) fn header(key: &str) -> String {
    if is_list_of_tables(key) {
        format!("[[{key}]]")
    } else {
        format!("[{key}]")
    }
}

/// Whether `key` is a table of the brief, or a list of tables.
fn is_header(key: &str) -> bool {
    matches!(
        key,
        "meeting" | "project" | "colours" | "fonts" | "mail" | "sender" | "defaults"
    ) || is_list_of_tables(key)
}

/// Whether `key` is a list of tables, and not a list of values.
pub(super) fn is_list_of_tables(key: &str) -> bool {
    matches!(
        key,
        "organisation"
            | "question"
            | "practice"
            | "obstacle"
            | "recommendation"
            | "decision"
            | "action"
            | "table"
            | "figure"
            | "chart"
            | "annex"
            | "reference"
            | "abbreviation"
            | "contact"
            | "recipient"
    )
}
