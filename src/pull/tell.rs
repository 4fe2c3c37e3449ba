//! Changes in words, one line each.

use super::change::{
    Change, ChangeKind, Comment, NewItem, Provenance, Value, same, shown, words_of,
};
use super::merge;
use super::source::{Side, Toml};
use crate::brief::translation::word_changes;
use crate::brief::{is_direction_control, shortened, with_article};
use crate::document::{FieldPath, Step, steps};
use crate::ordered::Ordered;
use std::collections::BTreeMap;

/// How many characters of a text are quoted.
const QUOTED: usize = 50;

/// Tells changes of a brief.
pub struct Teller<'a> {
    toml: Toml<'a>,
    /// The items that the brief does not have yet, and the same by their ids.
    added: Vec<&'a NewItem>,
    new: BTreeMap<&'a str, &'a NewItem>,
    /// Whether they are changes of its translation.
    is_translation: bool,
}

impl<'a> Teller<'a> {
    /// For changes of this brief.
    ///
    /// # Errors
    /// Where its text is no TOML, in words.
    pub fn new(side: Side<'a>, changes: &'a [Change]) -> Result<Teller<'a>, String> {
        let added = changes.iter().filter_map(|change| match &change.kind {
            ChangeKind::ItemAdded { item, .. } => Some(item),
            _ => None,
        });
        Ok(Teller {
            toml: Toml::of(side)?,
            new: added
                .clone()
                .map(|item| (item.id.as_str(), item))
                .into_map(),
            added: added.collect(),
            is_translation: false,
        })
    }

    /// For changes of a translation of the brief: what is new there has been translated.
    pub fn of_translation(mut self) -> Teller<'a> {
        self.is_translation = true;
        self
    }

    /// A change: “recommendation 2: text changed”.
    pub fn change(&self, change: &Change) -> String {
        let words = self.kind(&change.kind);
        match &change.author {
            Some(author) => format!("{words} ({author})"),
            None => words,
        }
    }

    fn kind(&self, kind: &ChangeKind) -> String {
        match kind {
            ChangeKind::Field {
                path,
                base: Some(base),
                theirs: None,
            } if let Some(item) = self.taken_by(path, base) => {
                let name = self.name(&item.table, &item.id);
                format!("{} goes to {name}", self.field(path))
            }
            ChangeKind::Field { path, base, theirs } => {
                let added = if self.is_translation {
                    "translated"
                } else {
                    "added"
                };
                format!(
                    "{} {}",
                    self.field(path),
                    value_words(base.as_ref(), theirs.as_ref(), added)
                )
            }
            ChangeKind::ItemAdded { item, from } => {
                let name = self.name(&item.table, &item.id);
                let place = self.place(&item.table, item.after.as_deref());
                let source = |table: &str, id: &str| format!("{} {}", table, self.name(table, id));
                match from {
                    Provenance::Written => format!("{} {name} added {place}", item.table),
                    Provenance::Split(id) => {
                        let before = self.name(&item.table, id);
                        format!("{} {name} parted from {before}", item.table)
                    }
                    Provenance::Copied(table, id) => {
                        let copied = source(table, id);
                        format!("{} {name} copied from {copied}, {place}", item.table)
                    }
                    Provenance::Moved(table, id) => {
                        let now = with_article(&item.table);
                        format!("{} is now {now}, {place}", source(table, id))
                    }
                }
            }
            ChangeKind::ItemRemoved { table, id, into } => {
                let name = self.name(table, id);
                match into {
                    Some(into) => format!("{table} {name} joined to {}", self.name(table, into)),
                    None => format!("{table} {name} removed"),
                }
            }
            ChangeKind::ItemMoved { table, id, after } => {
                let (name, place) = (self.name(table, id), self.place(table, after.as_deref()));
                format!("{table} {name} moved, {place}")
            }
        }
    }

    /// The new item that has the value which stood at `path`: the end of one that was divided, or one that was put
    /// between the first line of another and what stands below it.
    fn taken_by(&self, path: &str, value: &Value) -> Option<&&NewItem> {
        let FieldPath { item, field, .. } = FieldPath::parse(path);
        let (table, _) = item?;
        let value = without_labels(value);
        let has_it = |(name, own): &(String, Value)| {
            *name == field && same(Some(&without_labels(own)), Some(&value))
        };
        let mut added = self.added.iter();
        added.find(|item| item.table == table && item.fields.iter().any(has_it))
    }

    fn place(&self, table: &str, after: Option<&str>) -> String {
        match after {
            Some(id) => format!("after {}", self.name(table, id)),
            None => "at the beginning".to_owned(),
        }
    }

    /// An item by the beginning of its words.
    fn name(&self, table: &str, id: &str) -> String {
        let of_new = |item: &&NewItem| words_of(&item.table, &item.fields);
        let words = words_of(table, &self.toml.fields(table, id));
        let words = words.or_else(|| self.new.get(id).and_then(of_new));
        match words.filter(|words| !words.is_empty()) {
            Some(words) => format!("“{}”", shortened(&words)),
            None => format!("“{id}”"),
        }
    }

    /// What is said behind an item that was added and may be one that the brief was given meanwhile.
    pub fn alike(&self, table: &str, id: &str) -> String {
        let name = self.name(table, id);
        format!(", which may be {name} in other words, which the brief has since")
    }

    /// A field: “recommendation 2: text”.
    pub fn field(&self, path: &str) -> String {
        let steps = steps(path);
        let (subject, rest) = match steps.as_slice() {
            [Step::Key(table), Step::Bracket(id), rest @ ..] => {
                let number = self.toml.ids.index(table, id).map(|index| index + 1);
                let is_numbered = !matches!(*table, "table" | "figure" | "chart" | "organisation");
                let subject = match number.filter(|_| is_numbered) {
                    Some(number) => format!("{table} {number}"),
                    None => format!("{table} “{id}”"),
                };
                (Some(subject), rest)
            }
            [Step::Key(table), rest @ ..] if !rest.is_empty() => (Some((*table).to_owned()), rest),
            all => (None, all),
        };
        let mut field = String::new();
        for step in rest {
            match step {
                Step::Key(key) if field.is_empty() => field.push_str(key),
                Step::Key(key) => field.push_str(&format!(", {key}")),
                Step::Bracket(index) => match index.parse::<usize>() {
                    Ok(row) if field == "rows" => field = format!("row {}", row + 1),
                    Ok(column) if field.starts_with("row ") => {
                        field.push_str(&format!(", column {}", column + 1));
                    }
                    Ok(index) => field.push_str(&format!(" {}", index + 1)),
                    Err(_) => field.push_str(&format!(" {index}")),
                },
            }
        }
        match subject {
            Some(subject) if field.is_empty() => subject,
            Some(subject) => format!("{subject}: {field}"),
            None => field,
        }
    }

    /// A remark: who, when, on which words, and what was answered.
    pub fn comment(&self, comment: &Comment) -> Vec<String> {
        let place = match &comment.path {
            Some(path) => self.field(path),
            None => "the document".to_owned(),
        };
        let state = if comment.resolved { ", done" } else { "" };
        let quote = if comment.quote.trim().is_empty() {
            String::new()
        } else {
            format!(" on “{}”", shortened(&comment.quote))
        };
        let mut lines = vec![format!(
            "{place}: comment{quote} by {}{state}",
            signed(comment)
        )];
        lines.extend(comment.text.lines().map(|line| format!("  {line}")));
        for reply in &comment.replies {
            lines.push(format!("  answered by {}", signed(reply)));
            lines.extend(reply.text.lines().map(|line| format!("    {line}")));
        }
        lines
    }
}

/// Prose whose notes have no labels: in another item they have others.
fn without_labels(value: &Value) -> Value {
    let Value::Text(words) = value else {
        return value.clone();
    };
    let mut pieces = words.split("[^");
    let first = pieces.next().unwrap_or_default().to_owned();
    Value::Text(pieces.fold(first, |words, piece| {
        words + piece.split_once(']').map_or(piece, |(_, rest)| rest)
    }))
}

/// Who wrote a comment and when.
fn signed(comment: &Comment) -> String {
    let author = match comment.author.trim() {
        "" => "somebody",
        author => author,
    };
    match comment.date.as_deref().and_then(|date| date.get(..10)) {
        Some(day) => format!("{author}, {day}"),
        None => author.to_owned(),
    }
}

/// A comment as the lines of a TOML comment, which hold no control characters (TOML 1.1, “Comment”), and in a brief
/// none of direction.
pub(super) fn remark(comment: &Comment) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, one) in std::iter::once(comment).chain(&comment.replies).enumerate() {
        let arrow = if index > 0 { "↳ " } else { "" };
        let mut words = one.text.lines();
        let first = words.next().unwrap_or_default();
        lines.push(format!("{arrow}{}: {first}", signed(one)));
        lines.extend(words.map(|line| format!("  {line}")));
    }
    lines
        .iter()
        .map(|line| {
            let line = line.replace(char::is_control, " ");
            line.replace(is_direction_control, "")
        })
        .collect()
}

fn value_words(base: Option<&Value>, theirs: Option<&Value>, added: &str) -> String {
    let short = |value: &Value| {
        let shown = shown(value);
        let fits = shown.chars().count() <= QUOTED && !shown.contains('\n');
        fits.then(|| match value {
            Value::Text(_) | Value::Texts(_) => format!("“{shown}”"),
            _ => shown,
        })
    };
    match (base, theirs) {
        (Some(base), Some(theirs)) => match (short(base), short(theirs)) {
            (Some(base), Some(theirs)) => format!("changed from {base} to {theirs}"),
            _ => format!("changed: {}", changes(base, theirs)),
        },
        (None, Some(theirs)) => match short(theirs) {
            Some(theirs) => format!("{added}: {theirs}"),
            None => added.to_owned(),
        },
        (_, None) => "removed".to_owned(),
    }
}

/// How many rows of a table that were changed are shown.
const SHOWN_ROWS: usize = 6;

/// What differs between two long values.
fn changes(base: &Value, theirs: &Value) -> String {
    match (base, theirs) {
        (Value::Rows(before), Value::Rows(now)) => row_changes(before, now),
        _ => word_changes(&shown(base), &shown(theirs)),
    }
}

/// What differs between the rows of a table, those that are new or gone first.
fn row_changes(before: &[Vec<Value>], now: &[Vec<Value>]) -> String {
    let row = |row: &Vec<Value>| Value::Rows(vec![row.clone()]);
    let words = |one: &Vec<Value>| shown(&row(one));
    let rows = |rows: &[Vec<Value>]| rows.iter().map(row).collect::<Vec<_>>();
    let were = merge::entries_before(&rows(before), &rows(now));
    let gone = (0..before.len()).filter(|place| !were.contains(&Some(*place)));
    let mut changes: Vec<String> = gone
        .map(|place| format!("[-{}-]", shortened(&words(&before[place]))))
        .collect();
    let pairs = || now.iter().zip(&were);
    let new = pairs().filter(|(_, was)| was.is_none());
    changes.extend(new.map(|(row, _)| format!("{{+{}+}}", shortened(&words(row)))));
    changes.extend(pairs().filter_map(|(row, was)| {
        let (was, is) = (words(&before[(*was)?]), words(row));
        let name = row.first().map(shown).unwrap_or_default();
        (was != is).then(|| match word_changes(&was, &is) {
            // The words that it is known by stand too far from the change to be shown.
            change if change.starts_with('…') => format!("{}: {change}", shortened(&name)),
            change => change,
        })
    }));
    let more = changes.len().saturating_sub(SHOWN_ROWS);
    changes.truncate(SHOWN_ROWS);
    if more > 0 {
        changes.push(format!("and {more} more rows"));
    }
    if !were.iter().flatten().is_sorted() {
        changes.insert(0, "rows in another order".to_owned());
    }
    changes.join("; ")
}
