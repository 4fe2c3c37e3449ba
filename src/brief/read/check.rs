//! Reading single values: from what stands in the file to what the model holds.

mod fields;
mod files;
mod numbers;
mod references;
mod tables;
mod values;
mod words;

pub(super) use tables::header;

use super::Surroundings;
use super::at::{At, Table};
use super::ids::Ids;
use crate::brief::markup::Mention;
use crate::brief::{Id, characters};
use crate::diagnostic::{Diagnostic, Lines};
use crate::document::{InputFile, Language, Origin};
use files::LARGEST_TOGETHER;
use std::collections::BTreeSet;
use std::ops::Range;

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

    /// The path of the field `key`.
    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// Reads values, and gathers what is wrong with them.
pub(super) struct Checker<'a> {
    file: &'a str,
    kind: InputFile,
    lines: Lines<'a>,
    surroundings: &'a mut dyn Surroundings,
    /// How many bytes the files may still have that it names.
    bytes_left: usize,
    diagnostics: Vec<Diagnostic>,
    suggestions: usize,
    /// The keys of the top of the file.
    top: &'static [&'static str],
    pub(super) ids: Ids,
    /// The ids of organisations that need not stand in the file.
    pub(super) organisations_at_hand: BTreeSet<Id>,
    /// The language of the brief, or of the edition that it is read for.
    pub(super) language: Option<Language>,
    /// The language of the edition, where it is not the brief's own.
    pub(super) edition: Option<Language>,
    /// The language that the brief is written in.
    pub(super) own_language: Option<Language>,
    mentions: Vec<Mention>,
    /// Tables, figures and charts, what each follows, and where it says so.
    pub(super) followers: Vec<(Id, Id, Range<usize>)>,
    /// Where controls of direction stand in the file, but for those in words that have been read.
    direction_controls: BTreeSet<usize>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        file: &'a str,
        kind: InputFile,
        surroundings: &'a mut dyn Surroundings,
    ) -> Checker<'a> {
        Checker {
            file,
            kind,
            lines: Lines::new(file),
            surroundings,
            bytes_left: LARGEST_TOGETHER,
            diagnostics: Vec::new(),
            suggestions: 0,
            top: &[],
            ids: Ids::default(),
            organisations_at_hand: BTreeSet::new(),
            language: None,
            edition: None,
            own_language: None,
            mentions: Vec::new(),
            followers: Vec::new(),
            direction_controls: characters::direction_controls(file).collect(),
        }
    }

    /// Everything that is wrong, once what prose refers to has been looked up.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
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
        self.diagnostics
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

    /// The number of the line, from 1, that holds the byte `offset`.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.position(offset).line
    }
}
