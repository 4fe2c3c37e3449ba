//! The lines of a file that begin its keys and tables, and the headers that are missing between them.

use super::keys;
use super::repair::{Edit, Repaired};
use super::schema::{self, KnownTable};
use super::syntax::{for_each_outside_text, is_entry};
use crate::diagnostic::Diagnostic;
use crate::document::InputFile;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many entries and empty lines around a key are looked at: more than a table of a brief has, and little work.
const MOST_ENTRIES: usize = 60;

/// The lines of a file that begin its keys and tables.
pub(super) struct Entries<'t> {
    text: &'t str,
    kind: InputFile,
    /// In the order of the file.
    lines: Vec<Line<'t>>,
    headers: BTreeSet<&'t str>,
    tables: OnceCell<Vec<KnownTable>>,
}

struct Line<'t> {
    /// Where its words begin.
    at: usize,
    is: Entry<'t>,
}

#[derive(PartialEq)]
enum Entry<'t> {
    /// No entry, but an empty line.
    Gap,
    /// The keys between its brackets.
    Header(&'t str),
    Key(&'t str),
}

/// A header that is missing.
pub(super) struct MissingHeader {
    /// How it is written; that of a passage in a translation only the brief knows.
    header: Option<String>,
    /// The bytes of the first key of the table that it is to head.
    above: Range<usize>,
}

impl MissingHeader {
    /// What is wrong in `file`, as is seen by `why`, and the change that writes the header.
    pub(super) fn told(self, why: &str, file: &Repaired<'_>) -> (Diagnostic, Edit) {
        let MissingHeader { header, above } = self;
        let line = file.line(above.start);
        let (what, help, header) = match header {
            Some(header) => (
                format!("the header of this `{header}` is missing: {why}"),
                format!("write `{header}` above line {line}"),
                header,
            ),
            None => (
                format!("the header of this passage is missing: {why}"),
                format!(
                    "write it above line {line}: the keys that lead to the passage in the brief, such as \
                     `[meeting.city]`"
                ),
                format!("[-{line}-]"),
            ),
        };
        let told = Diagnostic::error("missing-header", what).help(help);
        let edit = (above.start..above.start, format!("{header}\n"));
        (told.at(above), edit)
    }
}

impl<'t> Entries<'t> {
    pub(super) fn new(text: &'t str, kind: InputFile) -> Entries<'t> {
        let mut lines = Vec::new();
        let mut add = |start: usize| {
            let line = text[start..].lines().next().unwrap_or_default();
            let words = line.trim_start_matches('\u{feff}').trim_start();
            let at = start + (line.len() - words.len());
            if words.is_empty() {
                lines.push(Line { at, is: Entry::Gap });
            } else if is_entry(words.trim_end()) {
                let name = words.trim_start_matches('[');
                let is = match name.len() < words.len() {
                    true => Entry::Header(name.split(']').next().unwrap_or(name).trim()),
                    false => Entry::Key(words.split('=').next().unwrap_or(words).trim()),
                };
                lines.push(Line { at, is });
            }
        };
        add(0);
        for_each_outside_text(text, |at, character, _| {
            if character == '\n' {
                add(at + 1);
            }
        });
        let headers = lines.iter().filter_map(|line| match line.is {
            Entry::Header(path) => Some(path),
            _ => None,
        });
        Entries {
            text,
            kind,
            headers: headers.collect(),
            lines,
            tables: OnceCell::new(),
        }
    }

    fn tables(&self) -> &[KnownTable] {
        self.tables.get_or_init(|| schema::tables(self.kind))
    }

    /// The entry that begins at the byte `at`.
    fn index(&self, at: usize) -> Option<usize> {
        let index = self.lines.binary_search_by_key(&at, |line| line.at);
        index.ok().filter(|index| self.key(*index).is_some())
    }

    fn key(&self, index: usize) -> Option<&'t str> {
        match self.lines.get(index)?.is {
            Entry::Key(key) => Some(key),
            _ => None,
        }
    }

    /// The lines of the same table above the one at `index`, from the nearest on.
    fn above(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let lines = (0..index).rev().take(MOST_ENTRIES);
        lines.take_while(|index| !matches!(self.lines[*index].is, Entry::Header(_)))
    }

    /// The keys from the one at `index` to the next empty line or header.
    fn keys_from(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let lines = (index..self.lines.len()).take(MOST_ENTRIES);
        lines.take_while(|index| self.key(*index).is_some())
    }

    /// The line above the one at `index` with the same key of the same table.
    fn first(&self, index: usize) -> Option<usize> {
        let of_key = |above: &usize| self.lines[*above].is == self.lines[index].is;
        self.above(index).filter(of_key).last()
    }

    /// The key and its value at `index`, as they are typed.
    fn typed(&self, index: usize) -> &'t str {
        let end = self
            .lines
            .get(index + 1)
            .map_or(self.text.len(), |line| line.at);
        self.text[self.lines[index].at..end].trim_end()
    }

    /// Where the key at the byte `at` stands in the same table before.
    pub(super) fn first_at(&self, at: usize) -> Option<usize> {
        Some(self.lines[self.first(self.index(at)?)?].at)
    }

    /// The header that is missing above the key at the byte `at`, which its table cannot have or has already, where it and
    /// the keys below are those of another table, or of another one of several.
    pub(super) fn missing_header(&self, at: usize) -> Option<MissingHeader> {
        let start = self.beginning(self.index(at)?)?;
        let keys: Vec<usize> = self.keys_from(start).collect();
        let names: Vec<&str> = keys.iter().filter_map(|index| self.key(*index)).collect();
        let differs = |index: &usize| {
            let first = self.first(*index);
            first.is_some_and(|first| self.typed(first) != self.typed(*index))
        };
        let is_other = keys.iter().any(differs);
        let header = match self.kind {
            InputFile::Translation if is_other && names.contains(&"source") => None,
            InputFile::Translation => return None,
            _ => {
                let own = self.own_table(start)?;
                let meant = self.meant(own, &names)?;
                let is_missing = meant.path != own.path || own.is_list && is_other;
                Some(is_missing.then(|| meant.header())?)
            }
        };
        let at = self.lines[start].at;
        let above = at..at + self.key(start).map_or(0, str::len);
        Some(MissingHeader { header, above })
    }

    /// The table that the line at `index` stands in, or that its header is meant as.
    fn own_table(&self, index: usize) -> Option<&KnownTable> {
        let mut above = (0..index).rev().take(MOST_ENTRIES);
        let header = above.find_map(|index| match self.lines[index].is {
            Entry::Header(path) => Some(path),
            _ => None,
        });
        let path = match header {
            None if index > MOST_ENTRIES => return None,
            header => header.unwrap_or_default(),
        };
        let tables = self.tables();
        let known = tables.iter().find(|table| table.path == path);
        known.or_else(|| {
            let paths: Vec<&str> = tables.iter().map(|table| table.path.as_str()).collect();
            let meant = keys::meant(path, &paths)?;
            tables.iter().find(|table| table.path == meant)
        })
    }

    /// The table of which the most of `keys` are: `own`, in which they stand, or else one that can begin there.
    fn meant<'s>(&'s self, own: &'s KnownTable, keys: &[&str]) -> Option<&'s KnownTable> {
        let may_begin = |table: &&KnownTable| {
            let is_free = !table.path.contains('.') && !self.headers.contains(table.path.as_str());
            let is_other = !table.path.is_empty() && (table.is_list || is_free);
            (table.path == own.path || is_other) && keys.iter().any(|key| table.needs(key))
        };
        let known = |table: &KnownTable| keys.iter().filter(|key| table.has(key)).count();
        let tables = || self.tables().iter().filter(may_begin);
        let most = tables().map(known).max()?;
        let mut best = tables().filter(|table| known(table) == most);
        match (best.next()?, best.next()) {
            _ if known(own) == most => Some(own),
            (only, None) => Some(only),
            _ => None,
        }
    }

    /// Whether the first line behind the byte `at` with words is a key that the table at `path` has.
    pub(super) fn heads(&self, at: usize, path: &str) -> bool {
        let mut lines = self.text[at..].lines().map(str::trim);
        let next = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        let key = next.and_then(|line| Some(line.split_once('=')?.0.trim()));
        let mut tables = self.tables().iter();
        key.is_some_and(|key| tables.any(|table| table.path == path && table.has(key)))
    }

    /// The first key of the table of its own that the key at `index` seems to begin: behind the last empty line, or itself
    /// where it stands there twice.
    fn beginning(&self, index: usize) -> Option<usize> {
        let is_key = |index: usize| self.key(index).is_some();
        let first = self.first(index);
        let mut above = self.above(index);
        let gap = above.find(|above| self.lines[*above].is == Entry::Gap);
        let gap = gap.filter(|gap| first.is_none_or(|first| first < *gap));
        match gap.filter(|gap| self.above(*gap).any(is_key)) {
            Some(gap) => Some(gap + 1),
            None => first.map(|_| index),
        }
    }
}
