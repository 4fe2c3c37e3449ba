//! The lines of a file that begin its keys and tables, and the headers that are missing between them.

use super::keys;
use super::repair::{Edit, Repaired};
use super::schema::{self, KnownTable};
use super::syntax::line::is_entry;
use super::syntax::outside_text::for_each_outside_text;
use crate::diagnostic::Diagnostic;
use crate::document::InputFile;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many entries and empty lines around a key are looked at: more than a table of a brief has, and little work.
const MOST_ENTRIES: usize = 60;

/// How many headers are named that can be meant beside the likeliest.
const MOST_HEADERS: usize = 3;

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
    /// How it is written, the likeliest first; that of a passage in a translation only the brief knows.
    headers: Vec<String>,
    /// The bytes of the first key of the table that it is to head.
    above: Range<usize>,
}

impl MissingHeader {
    /// What is wrong in `file`, as is seen by `why`, and the change that writes the header.
    pub(super) fn told(self, why: &str, file: &Repaired<'_>) -> (Diagnostic, Edit) {
        let MissingHeader { headers, above } = self;
        let line = file.line(above.start);
        let (what, help) = match &headers[..] {
            [] => (
                "the header of this passage".to_owned(),
                format!(
                    "write it above line {line}: the keys that lead to the passage in the brief, such as \
                     `[meeting.city]`"
                ),
            ),
            [only] => (
                format!("the header of this `{only}`"),
                format!("write `{only}` above line {line}"),
            ),
            [first, others @ ..] => (
                "a header".to_owned(),
                match others.len() {
                    ..=MOST_HEADERS => {
                        let others = others.join("` or `");
                        format!("write `{first}` or `{others}` above line {line}, as it is meant")
                    }
                    _ => format!(
                        "write `{first}` above line {line}, or the header of another table with these keys"
                    ),
                },
            ),
        };
        let told = Diagnostic::error("missing-header", format!("{what} is missing: {why}"));
        let passage = || format!("[-{line}-]");
        let header = headers.into_iter().next().unwrap_or_else(passage);
        let edit = (above.start..above.start, format!("{header}\n"));
        (told.help(help).at(above), edit)
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
        let index = self.index(at)?;
        let gap = self.gap_above(index);
        let start = gap.map_or(index, |gap| gap + 1);
        let keys: Vec<usize> = self.keys_from(start).collect();
        let names: Vec<&str> = keys.iter().filter_map(|index| self.key(*index)).collect();
        let differs = |index: &usize| {
            let first = self.first(*index);
            first.is_some_and(|first| self.typed(first) != self.typed(*index))
        };
        let is_other = keys.iter().any(differs);
        let headers = match self.kind {
            InputFile::Translation if is_other && names.contains(&"source") => Vec::new(),
            InputFile::Translation => return None,
            _ => {
                let own = self.own_table(start)?;
                // How many more of the keys another table must have: less can be a slip.
                let more = match (self.first(index), gap) {
                    (Some(_), _) => 1,
                    (None, Some(_)) => 2,
                    (None, None) => 3,
                };
                let meant = self.meant(own, &names, more);
                let first = meant.first()?;
                if first.path == own.path && !(own.is_list && is_other) {
                    return None;
                }
                meant.into_iter().map(KnownTable::header).collect()
            }
        };
        let at = self.lines[start].at;
        let above = at..at + self.key(start).map_or(0, str::len);
        Some(MissingHeader { headers, above })
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

    /// The key that is meant by `word` in the table that the byte `at` stands in, and whether it takes a list of texts.
    pub(super) fn key_meant(&self, at: usize, word: &str) -> Option<(&str, bool)> {
        let index = self.lines.partition_point(|line| line.at < at);
        self.own_table(index)?.meant(word)
    }

    /// The tables that have the most of `keys`: first `own`, in which they stand, if it has as many, and others that can
    /// begin there, if those have so many `more`.
    fn meant<'s>(&'s self, own: &'s KnownTable, keys: &[&str], more: usize) -> Vec<&'s KnownTable> {
        let may_begin = |table: &&KnownTable| {
            let is_free = !table.path.contains('.') && !self.headers.contains(table.path.as_str());
            let is_other = !table.path.is_empty() && (table.is_list || is_free);
            (table.path == own.path || is_other) && keys.iter().any(|key| table.needs(key))
        };
        let known = |table: &KnownTable| keys.iter().filter(|key| table.has(key)).count();
        let tables = || self.tables().iter().filter(may_begin);
        let most = tables().map(known).max().unwrap_or_default();
        let mut meant: Vec<_> = tables().filter(|table| known(table) == most).collect();
        let is_own = meant.iter().any(|table| table.path == own.path);
        if !is_own && most < known(own) + more {
            return Vec::new();
        }
        // Those that the file has not are rather missing.
        meant.sort_by_key(|table| {
            (
                table.path != own.path,
                self.headers.contains(table.path.as_str()),
            )
        });
        meant
    }

    /// Whether the first line behind the byte `at` with words is a key that the table at `path` has.
    pub(super) fn heads(&self, at: usize, path: &str) -> bool {
        let mut lines = self.text[at..].lines().map(str::trim);
        let next = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        let key = next.and_then(|line| Some(line.split_once('=')?.0.trim()));
        let mut tables = self.tables().iter();
        key.is_some_and(|key| tables.any(|table| table.path == path && table.has(key)))
    }

    /// The empty line above the key at `index`, in its table and behind other keys of it, and behind the first of the same
    /// name: a table of its own seems to begin there.
    fn gap_above(&self, index: usize) -> Option<usize> {
        let is_key = |index: usize| self.key(index).is_some();
        let first = self.first(index);
        let mut above = self.above(index);
        let gap = above.find(|above| self.lines[*above].is == Entry::Gap)?;
        let is_behind = first.is_none_or(|first| first < gap);
        (is_behind && self.above(gap).any(is_key)).then_some(gap)
    }
}
