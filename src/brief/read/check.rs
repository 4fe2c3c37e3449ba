//! Reading single values: from what stands in the file to what the model holds.

mod fields;
mod files;
mod numbers;
mod references;
mod tables;
mod types;
mod unknown_keys;
mod values;
mod words;

use super::Surroundings;
use super::at::{At, Shape, Table};
use super::dates::YearOfMeeting;
use super::entries::Entries;
use super::header::header;
use super::ids::Ids;
use super::repair::{Edit, Misnamed, Repaired};
use crate::brief::markup::Mention;
use crate::brief::{Id, Kind, characters};
use crate::diagnostic::Diagnostic;
use crate::document::{InputFile, Language, Origin};
use crate::fonts::Fonts;
use crate::locale::Locale;
use files::LARGEST_TOGETHER;
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use unknown_keys::Advice;

/// A table of the file.
#[derive(Clone)]
pub(super) struct Place {
    /// The path of the table: `recommendation[investors]`; empty for the top of the file.
    pub(super) path: String,
    /// How it is named in a message: `[[recommendation]]`; empty for the top of the file.
    pub(super) header: String,
    /// The bytes of its header.
    pub(super) span: Range<usize>,
}

impl Place {
    /// The top of the file.
    pub(super) fn top() -> Place {
        Place {
            path: String::new(),
            header: String::new(),
            span: 0..0,
        }
    }

    /// The table `key` of the top of the file.
    pub(super) fn of_table<T>(key: &str, table: &At<Table<T>>) -> Place {
        Place {
            path: key.to_owned(),
            header: header(key),
            span: table.span.clone(),
        }
    }

    /// An item of the list of tables `key` of the top of the file.
    pub(super) fn of_item<T>(key: &str, id: &str, item: &At<Table<T>>) -> Place {
        Place {
            path: format!("{key}[{id}]"),
            ..Place::of_table(key, item)
        }
    }

    /// The table in one line that stands behind `key` of this table, at `span`.
    fn within(&self, key: &str, span: Range<usize>) -> Place {
        Place {
            path: self.path_of(key),
            header: format!("{key} = {{ … }}"),
            span,
        }
    }

    /// The field of the table that takes prose, where there is one.
    fn prose(&self) -> Option<&'static str> {
        match self.header.as_str() {
            "" => Some("summary"),
            "[meeting]" => Some("context"),
            "[project]" => Some("statement"),
            header => {
                let key = header.strip_prefix("[[")?.strip_suffix("]]")?;
                Kind::of(key).and_then(Kind::prose)
            }
        }
    }

    /// Whether it is the top of the file.
    fn is_top(&self) -> bool {
        self.header.is_empty()
    }

    /// The path of the field `key`.
    fn path_of(&self, key: &str) -> String {
        if self.is_top() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// A table, figure or chart that follows an item.
pub(super) struct Follower {
    pub(super) id: Id,
    pub(super) follows: Id,
    /// Where it says so.
    pub(super) span: Range<usize>,
}

/// Reads values, and gathers what is wrong with them.
pub(super) struct Checker<'a> {
    file: &'a str,
    repaired: &'a Repaired<'a>,
    kind: InputFile,
    entries: OnceCell<Entries<'a>>,
    year: YearOfMeeting<'a>,
    surroundings: &'a mut dyn Surroundings,
    /// How many bytes the files may still have that it names.
    bytes_left: usize,
    diagnostics: Vec<Diagnostic>,
    /// Keys by which others are meant, and the changes that write these.
    misnamed: Vec<Misnamed>,
    /// By the header of the table, the key, and what stands behind it.
    advices: BTreeMap<(String, String, Shape), Advice>,
    /// How many words have been compared with all ids.
    suggestions: Cell<usize>,
    /// Whether the field that is read must be there.
    is_needed: bool,
    /// The keys that the top of the file may have.
    top: &'static [&'static str],
    /// The keys that it has.
    top_keys: BTreeSet<String>,
    pub(super) ids: Ids,
    /// The ids of organisations that need not stand in the file.
    pub(super) organisations_at_hand: BTreeSet<Id>,
    /// The fonts that the words of drawings are set in.
    pub(super) fonts: Fonts,
    /// The language of the brief, or of the edition that it is read for.
    pub(super) language: Option<Language>,
    /// The language of the edition, where it is not the brief's own.
    pub(super) edition: Option<Language>,
    /// The language that the brief is written in.
    pub(super) own_language: Option<Language>,
    mentions: Vec<Mention>,
    pub(super) followers: Vec<Follower>,
    /// Where controls of direction stand in the file, but for those in words that have been read.
    direction_controls: BTreeSet<usize>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        repaired: &'a Repaired<'a>,
        kind: InputFile,
        top_keys: BTreeSet<String>,
        surroundings: &'a mut dyn Surroundings,
    ) -> Checker<'a> {
        let file = repaired.text();
        Checker {
            file,
            repaired,
            kind,
            entries: OnceCell::new(),
            year: YearOfMeeting::of(file),
            surroundings,
            bytes_left: LARGEST_TOGETHER,
            diagnostics: Vec::new(),
            misnamed: Vec::new(),
            advices: BTreeMap::new(),
            suggestions: Cell::new(0),
            is_needed: false,
            top: &[],
            top_keys,
            ids: Ids::default(),
            organisations_at_hand: BTreeSet::new(),
            fonts: Fonts::default(),
            language: None,
            edition: None,
            own_language: None,
            mentions: Vec::new(),
            followers: Vec::new(),
            direction_controls: characters::direction_controls(file).collect(),
        }
    }

    /// Everything that is wrong, once what prose refers to has been looked up; apart from it the keys by which others
    /// are meant, with the changes that write these.
    pub(super) fn finish(mut self) -> (Vec<Diagnostic>, Vec<Misnamed>) {
        let mut last_line = 0;
        for at in std::mem::take(&mut self.direction_controls) {
            let line = self.line(at);
            if line > last_line
                && let Some(control) = self.file[at..].chars().next()
            {
                last_line = line;
                self.report(characters::control_outside(
                    control,
                    at..at + control.len_utf8(),
                ));
            }
        }
        self.mentioned();
        (self.diagnostics, self.misnamed)
    }

    /// Where the value of a field came from.
    pub(super) fn origin(&self, place: &Place, key: &str, span: &Range<usize>) -> Origin {
        Origin {
            file: self.kind,
            path: place.path_of(key),
            span: Some(span.clone()),
        }
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports an error in the value at `origin`.
    pub(super) fn refuse(
        &mut self,
        code: &'static str,
        what: impl Into<String>,
        origin: &Origin,
        help: impl Into<String>,
    ) {
        self.report(
            Diagnostic::error(code, what)
                .at_origin(Some(origin))
                .help(help),
        );
    }

    /// Reports an error at `span` of the file.
    pub(super) fn refuse_at(
        &mut self,
        code: &'static str,
        what: impl Into<String>,
        span: Range<usize>,
        help: impl Into<String>,
    ) {
        self.report(Diagnostic::error(code, what).at(span).help(help));
    }

    /// Reports what is wrong with a name; where `edits` write the one that is meant, once that was read.
    fn tell(&mut self, diagnostic: Diagnostic, edits: Vec<Edit>) {
        match edits.is_empty() {
            true => self.report(diagnostic),
            false => self.misnamed.push((diagnostic, edits)),
        }
    }

    /// Whether an error was found.
    pub(super) fn is_wrong(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The locale of the file's language, or else the first.
    pub(super) fn locale(&self) -> Locale {
        let language = self.own_language.as_ref();
        language
            .and_then(Locale::for_language)
            .unwrap_or_else(Locale::first)
    }

    /// The line in which the first words begin at the byte `offset`, without the comma at its end.
    pub(super) fn line_from(&self, offset: usize) -> Option<&'a str> {
        let start = self.file[..offset].rfind('\n').map_or(0, |at| at + 1);
        let is_first = self.file[start..offset].trim().is_empty();
        let line = self.file[offset..].lines().next().filter(|_| is_first)?;
        Some(line.trim_end().trim_end_matches(','))
    }

    /// The number of the line, from 1, that the byte `offset` stands in as it was typed.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.repaired.line(offset)
    }
}
