//! A brief to be: tables of keys with values and remarks, and what found no place in them.

use crate::brief::slug;
use crate::date::{Date, DateRange};
use std::collections::BTreeSet;

/// The tables of a brief that are to be written, in the order of the file.
#[derive(Default)]
pub(super) struct Draft {
    pub top: Table,
    pub meeting: Table,
    pub project: Table,
    pub organisations: Vec<Table>,
    pub items: Vec<Table>,
    /// What was not recognised.
    pub left: Vec<Left>,
    ids: BTreeSet<String>,
}

/// A table of the brief.
#[derive(Default)]
pub(super) struct Table {
    /// Its name: `meeting`, `obstacle`; none at the top.
    pub name: &'static str,
    /// What is said above it.
    pub remarks: Vec<String>,
    pub entries: Vec<Entry>,
}

/// A key with its value.
pub(super) struct Entry {
    pub key: &'static str,
    pub value: Value,
    /// What is said above it.
    pub remark: Option<String>,
}

pub(super) enum Value {
    Line(String),
    Prose(String),
    Lines(Vec<String>),
    Date(Date),
    Days(DateRange),
    Count(u64),
    Rows(Vec<Vec<String>>),
}

/// What has no place in a brief, or none that is known.
pub(super) struct Left {
    /// What it is, for the report: “Other business”.
    pub what: String,
    /// Where it stood: “line 12”.
    pub place: Option<String>,
    /// Its words, as CommonMark where it has more than one paragraph.
    pub words: String,
    /// Whether it has a title and words, and could be an annex.
    pub is_section: bool,
}

impl Table {
    pub fn new(name: &'static str) -> Table {
        Table {
            name,
            ..Table::default()
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Sets a key that is not there yet; whether it was set.
    pub fn set(&mut self, key: &'static str, value: Value) -> bool {
        self.set_with_remark(key, value, None)
    }

    pub fn set_with_remark(
        &mut self,
        key: &'static str,
        value: Value,
        remark: Option<String>,
    ) -> bool {
        let is_empty = match &value {
            Value::Line(words) | Value::Prose(words) => words.trim().is_empty(),
            Value::Lines(lines) => lines.is_empty(),
            _ => false,
        };
        if is_empty || self.has(key) {
            return false;
        }
        self.entries.push(Entry { key, value, remark });
        true
    }

    /// Adds prose behind what the key says already.
    pub fn add_prose(&mut self, key: &'static str, words: String) {
        let known = self.entries.iter_mut().find(|entry| entry.key == key);
        match known.map(|entry| &mut entry.value) {
            Some(Value::Prose(before) | Value::Line(before)) => {
                let before = std::mem::take(before);
                if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == key) {
                    entry.value = Value::Prose(format!("{before}\n\n{words}"));
                }
            }
            _ => {
                self.set(key, Value::Prose(words));
            }
        }
    }

    /// Adds lines to a list.
    pub fn add_lines(&mut self, key: &'static str, more: Vec<String>) {
        let known = self.entries.iter_mut().find(|entry| entry.key == key);
        match known.map(|entry| &mut entry.value) {
            Some(Value::Lines(lines)) => {
                for line in more {
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                }
            }
            _ => {
                self.set(key, Value::Lines(more));
            }
        }
    }
}

impl Draft {
    /// An id that nothing has yet, made of words.
    pub fn new_id(&mut self, words: &str) -> String {
        let slug = slug(words);
        let base = if slug.is_empty() {
            "item".to_owned()
        } else {
            slug
        };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let mut names = std::iter::once(base.clone()).chain(numbered);
        let id = names.find(|id| !self.ids.contains(id)).unwrap_or(base);
        self.ids.insert(id.clone());
        id
    }

    /// The id of the organisation that is called so: “Regional Environmental Centre (CAREC)”; it is added if it is
    /// not there yet.
    pub fn organisation(&mut self, words: &str) -> Option<String> {
        let words = words.trim().trim_end_matches(['.', ',', ';']).trim();
        let (name, short) = match words
            .strip_suffix(')')
            .and_then(|words| words.rsplit_once('('))
        {
            Some((name, short)) if !name.trim().is_empty() && !short.trim().is_empty() => {
                (name.trim(), Some(short.trim()))
            }
            _ => (words, None),
        };
        if name.is_empty() {
            return None;
        }
        let is_it = |table: &&mut Table| {
            table.entries.iter().any(|entry| {
                let Value::Line(known) = &entry.value else {
                    return false;
                };
                let is_name = matches!(entry.key, "name" | "abbreviation");
                let known = known.to_lowercase();
                is_name
                    && (known == name.to_lowercase()
                        || short.is_some_and(|s| known == s.to_lowercase()))
            })
        };
        if let Some(table) = self.organisations.iter_mut().find(is_it) {
            // A short form that was all that was known becomes one.
            let is_short = |entry: &&mut Entry| {
                entry.key == "name"
                    && matches!(&entry.value, Value::Line(known) if Some(known.as_str()) == short)
            };
            if let (Some(short), Some(entry)) = (short, table.entries.iter_mut().find(is_short)) {
                entry.value = Value::Line(name.to_owned());
                table.set("abbreviation", Value::Line(short.to_owned()));
            } else if let Some(short) = short {
                table.set("abbreviation", Value::Line(short.to_owned()));
            }
            let id = table.entries.iter().find(|entry| entry.key == "id");
            return id.and_then(|entry| match &entry.value {
                Value::Line(id) => Some(id.clone()),
                _ => None,
            });
        }
        let id = self.new_id(short.unwrap_or(name));
        let mut table = Table::new("organisation");
        table.set("id", Value::Line(id.clone()));
        table.set("name", Value::Line(name.to_owned()));
        if let Some(short) = short {
            table.set("abbreviation", Value::Line(short.to_owned()));
        }
        self.organisations.push(table);
        Some(id)
    }
}
