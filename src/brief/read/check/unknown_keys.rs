//! Keys that a table does not have, and what is meant by them.

use super::tables::{header, is_header, is_list_of_tables};
use super::{Checker, Place};
use crate::brief::read::at::{Shape, Table, UnknownKey};
use crate::brief::read::repair::Edit;
use crate::brief::read::{keys, schema};
use crate::diagnostic::Diagnostic;
use crate::document::InputFile;

/// How many keys are looked up in all languages and in all tables: enough for any reader, and little work.
const SUGGESTIONS: usize = 200;

impl Checker<'_> {
    /// Reports the keys of `table` that are none. Those by which others are clearly meant are read as these in the
    /// next round, so that what is wrong with their values is told too, and not that the others are missing.
    pub(super) fn unknown_keys<T>(&mut self, place: &Place, table: &Table<T>) {
        for unknown in &table.unknown {
            let diagnostic = Diagnostic::error("unknown-key", self.not_here(place, unknown))
                .at(unknown.key.span());
            match self.meant(place, table.known, unknown) {
                Some(meant)
                    if table.present.contains(&meant)
                        && !(place.header.is_empty() && is_list_of_tables(meant)) =>
                {
                    let meant = named(place, unknown.shape, meant);
                    let help = format!(
                        "{meant} stands here already: put the words there, and remove this"
                    );
                    self.report(diagnostic.help(help));
                }
                Some(meant) => {
                    let help = format!("write {}", named(place, unknown.shape, meant));
                    let edits = self.renaming(place, unknown, meant);
                    self.misnamed.push((diagnostic.help(help), edits));
                }
                None => {
                    let help = self.elsewhere(place, unknown).unwrap_or_else(|| {
                        format!(
                            "known here are {}",
                            known_here(place, table.known, unknown.shape)
                        )
                    });
                    self.report(diagnostic.help(help));
                }
            }
        }
    }

    fn not_here(&self, place: &Place, unknown: &UnknownKey) -> String {
        let key = unknown.key.get_ref();
        let file = self.kind.words();
        match (place.header.is_empty(), unknown.shape) {
            (true, Shape::Table) => format!("a {file} has no table `[{key}]`"),
            (true, Shape::List) => format!("a {file} has no tables `[[{key}]]`"),
            (true, Shape::Value) => format!("a {file} has no key `{key}`"),
            (false, _) => format!("`{}` has no key `{key}`", place.header),
        }
    }

    /// The key of the same table that is meant. A table is not meant by a value.
    fn meant(
        &mut self,
        place: &Place,
        known: &'static [&'static str],
        unknown: &UnknownKey,
    ) -> Option<&'static str> {
        self.suggestions += 1;
        if self.suggestions > SUGGESTIONS {
            return None;
        }
        let is_value = unknown.shape == Shape::Value;
        let at_top = place.header.is_empty();
        let fits = |key: &&str| !(at_top && is_value && is_header(key));
        let known: Vec<&'static str> = known.iter().copied().filter(fits).collect();
        keys::meant(unknown.key.get_ref(), &known)
    }

    /// The changes of the file that write `meant` in the place of a key; in all headers, where it is that of a table.
    fn renaming(&self, place: &Place, unknown: &UnknownKey, meant: &str) -> Vec<Edit> {
        let written = self.file.get(unknown.key.span()).unwrap_or_default();
        if unknown.shape == Shape::Value || !place.header.is_empty() {
            return vec![(unknown.key.span(), meant.to_owned())];
        }
        let mut edits = Vec::new();
        let mut start = 0;
        for line in self.file.split_inclusive('\n') {
            let words = line.trim_start();
            let name = words.trim_start_matches('[').trim_start();
            let at = start + (line.len() - words.len());
            let name_at = start + (line.len() - name.len());
            start += line.len();
            let Some(follows) = name.strip_prefix(written).map(str::trim_start) else {
                continue;
            };
            if !words.starts_with('[') {
                continue;
            }
            if follows.starts_with('.') {
                edits.push((name_at..name_at + written.len(), meant.to_owned()));
            } else if follows.starts_with(']') {
                // With as many brackets as the table has.
                let behind = follows.trim_start_matches(']');
                edits.push((at..start - behind.len(), header(meant)));
            }
        }
        if edits.is_empty() {
            // A table in one line.
            edits.push((unknown.key.span(), meant.to_owned()));
        }
        edits
    }

    /// Where the key, or what is meant by it, belongs instead.
    fn elsewhere(&mut self, place: &Place, unknown: &UnknownKey) -> Option<String> {
        let key = unknown.key.get_ref().as_str();
        if self.top.contains(&key) && !place.header.is_empty() {
            return Some(match unknown.shape {
                Shape::Value if self.top_keys.contains(key) => {
                    format!("remove the line: `{key}` stands above the first `[table]` already")
                }
                Shape::Value => format!("`{key}` belongs above the first `[table]` of the file"),
                _ => format!("write `{}` on a line of its own", header(key)),
            });
        }
        if self.suggestions > SUGGESTIONS || unknown.shape != Shape::Value {
            return None;
        }
        let candidates = std::iter::once(key).chain(keys::aliases(key).iter().copied());
        for candidate in candidates {
            match &tables_with(self.kind, candidate)[..] {
                [] => {}
                [only] => {
                    let article = if only.starts_with("[[") { "a " } else { "" };
                    return Some(format!("write `{candidate}` below {article}`{only}`"));
                }
                [first, others @ ..] if others.len() <= 3 => {
                    let others: Vec<String> = others
                        .iter()
                        .map(|table| format!(" or `{table}`"))
                        .collect();
                    return Some(format!(
                        "write `{candidate}` below `{first}`{}",
                        others.concat()
                    ));
                }
                _ => {}
            }
        }
        None
    }
}

/// How a key is written in a message: one of the top that is a table, as its header.
fn named(place: &Place, shape: Shape, key: &str) -> String {
    match shape {
        Shape::Table | Shape::List if place.header.is_empty() => format!("`{}`", header(key)),
        _ => format!("`{key}`"),
    }
}

/// The keys that can stand in the place of an unknown one.
fn known_here(place: &Place, known: &[&str], shape: Shape) -> String {
    let at_top = place.header.is_empty();
    let fits = |key: &&&str| (at_top && is_header(key)) == (at_top && shape != Shape::Value);
    let mut keys: Vec<String> = known
        .iter()
        .filter(fits)
        .map(|key| named(place, shape, key))
        .collect();
    if keys.is_empty() {
        keys = known
            .iter()
            .map(|key| format!("`{}`", header(key)))
            .collect();
    }
    keys.join(", ")
}

/// The headers of the tables of a file that have the key `key`, from its schema.
fn tables_with(kind: InputFile, key: &str) -> Vec<String> {
    let schema = schema::json_schema(kind);
    let mut found = Vec::new();
    let mut open = vec![(String::new(), &schema)];
    while let Some((path, table)) = open.pop() {
        let Some(properties) = table["properties"].as_object() else {
            continue;
        };
        if !path.is_empty() && properties.contains_key(key) {
            found.push(match is_list_of_tables(&path) {
                true => format!("[[{path}]]"),
                false => format!("[{path}]"),
            });
        }
        for (name, property) in properties.iter().rev() {
            let within = schema::tables_of(&schema, property);
            let path = match path.as_str() {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            open.extend(within.into_iter().map(|table| (path.clone(), table)));
        }
    }
    found
}
