//! A brief to be: tables of keys with values and remarks, and what found no place in them.

use super::section::{SECTIONS, section_name};
use crate::brief::FreeIds;
use crate::date::{Date, DateRange};
use crate::locale::{Locale, Term};
use std::collections::BTreeMap;

/// The tables of a brief that are to be written, in the order of the file.
pub(super) struct Draft {
    /// The language of the notes, and of the brief.
    pub locale: Locale,
    pub top: Table,
    pub meeting: Table,
    pub project: Table,
    pub organisations: Vec<Table>,
    /// The places of organisations by their names and short forms, in small letters.
    pub called: BTreeMap<String, usize>,
    pub items: Vec<Table>,
    /// What was not recognised.
    pub left: Vec<Left>,
    /// What is to be looked at again, in words.
    pub doubtful: Vec<String>,
    ids: FreeIds,
}

impl Draft {
    pub fn new(locale: Locale) -> Draft {
        let sections = SECTIONS.into_iter().filter_map(section_name);
        Draft {
            locale,
            top: Table::default(),
            meeting: Table::new("meeting"),
            project: Table::new("project"),
            organisations: Vec::new(),
            called: BTreeMap::new(),
            items: Vec::new(),
            left: Vec::new(),
            doubtful: Vec::new(),
            // What follows a section names it: no item has its name.
            ids: FreeIds::beside(sections.map(str::to_owned)),
        }
    }
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

#[derive(PartialEq)]
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
    pub form: Form,
}

/// What could be made of what has no place yet.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing: it is a remark.
    Remark,
    /// An annex of its title and its words.
    Annex,
    /// A figure of the brief; its words are what it shows.
    Figure { id: String, file: String },
}

impl Table {
    pub fn new(name: &'static str) -> Table {
        Table {
            name,
            ..Table::default()
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let entry = self.entries.iter_mut().find(|entry| entry.key == key)?;
        Some(&mut entry.value)
    }

    /// The words of a key that is a line.
    pub fn line(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Line(words) => Some(words),
            _ => None,
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether a key has this value.
    pub fn says(&self, key: &str, value: &Value) -> bool {
        self.get(key) == Some(value)
    }

    /// Sets a key that is not there yet; whether it says this now.
    pub fn set(&mut self, key: &'static str, value: Value) -> bool {
        self.set_with_remark(key, value, None)
    }

    /// The same with what is said above it; whether all of that is said now.
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
            return remark.is_none() && self.says(key, &value);
        }
        self.entries.push(Entry { key, value, remark });
        true
    }

    /// Sets a key to words; where it says something else already they become a remark.
    pub fn put(&mut self, key: &'static str, words: String) {
        if !self.set(key, Value::Line(words.clone())) && !words.is_empty() {
            self.remarks.push(format!("{key}: {words}"));
        }
    }

    /// Adds prose behind what the key says already.
    pub fn add_prose(&mut self, key: &'static str, words: String) {
        match self.get_mut(key) {
            Some(value) => {
                if let Value::Prose(before) | Value::Line(before) = value {
                    *value = Value::Prose(format!("{before}\n\n{words}"));
                }
            }
            None => {
                self.set(key, Value::Prose(words));
            }
        }
    }

    /// Adds lines to a list, each once.
    pub fn add_lines(&mut self, key: &'static str, more: Vec<String>) {
        for line in more {
            match self.get_mut(key) {
                Some(Value::Lines(lines)) if !lines.contains(&line) => lines.push(line),
                Some(_) => {}
                None => {
                    self.set(key, Value::Lines(vec![line]));
                }
            }
        }
    }
}

impl Draft {
    /// Adds prose to the summary, or to what the meeting was about.
    pub fn add_prose(&mut self, term: Term, words: String) {
        match term {
            Term::Summary => self.top.add_prose("summary", words),
            _ => self.meeting.add_prose("context", words),
        }
    }

    /// Leaves what it has no place for, as a remark.
    pub fn leave(&mut self, what: String, place: Option<String>, words: String) {
        self.left.push(Left {
            what,
            place,
            words,
            form: Form::Remark,
        });
    }

    /// The tables of this name: items, or organisations.
    pub fn tables(&self, name: &str) -> impl Iterator<Item = &Table> {
        let tables = self.items.iter().chain(&self.organisations);
        tables.filter(move |table| table.name == name)
    }

    /// All that it says, remarks and what was left included.
    pub fn words(&self) -> String {
        let alone = [&self.top, &self.meeting, &self.project];
        let tables = alone.into_iter().chain(&self.organisations);
        let mut words: Vec<&str> = Vec::new();
        for table in tables.chain(&self.items) {
            words.extend(table.remarks.iter().map(String::as_str));
            for entry in &table.entries {
                words.extend(entry.remark.as_deref());
                match &entry.value {
                    Value::Line(line) | Value::Prose(line) => words.push(line),
                    Value::Lines(lines) => words.extend(lines.iter().map(String::as_str)),
                    Value::Rows(rows) => words.extend(rows.iter().flatten().map(String::as_str)),
                    Value::Date(_) | Value::Days(_) | Value::Count(_) => {}
                }
            }
        }
        for left in &self.left {
            words.extend([left.what.as_str(), &left.words]);
        }
        words.join("\n")
    }

    /// Changes the words of its values; not those in which an address or an attribute may stand, whose marks are no words.
    pub fn for_each_text(&mut self, change: impl Fn(&mut String)) {
        let alone = [&mut self.top, &mut self.meeting, &mut self.project];
        let tables = alone.into_iter().chain(&mut self.organisations);
        let tables = tables.chain(&mut self.items);
        let texts = tables
            .flat_map(|table| &mut table.entries)
            .flat_map(|entry| {
                match &mut entry.value {
                    Value::Line(words) | Value::Prose(words) => std::slice::from_mut(words),
                    Value::Lines(lines) => lines,
                    // Rows are written as TOML already.
                    Value::Rows(_) | Value::Date(_) | Value::Days(_) | Value::Count(_) => &mut [],
                }
            });
        let has_no_marks = |text: &&mut String| {
            let mut others = ["://", "](", "<", "{"].iter();
            !others.any(|mark| text.contains(mark))
        };
        texts.filter(has_no_marks).for_each(change);
    }

    /// An id that nothing has yet, made of words.
    pub fn new_id(&mut self, words: &str) -> String {
        self.ids.make(words, "item")
    }
}
