//! What is wrong with an input: one type for all of it, and how it is shown.
//!
//! Nothing here stops at the first mistake: a stage hands back a list, and the list is shown whole, in
//! the order of the file, to a person ([`render_human`]) or to a program ([`render_json`]).

mod foreign;
pub(crate) mod invisible;
mod render;
mod source;

pub use render::{Excerpt, Record, excerpts, records, render_human, render_json};
pub(crate) use source::Lines;
pub use source::{Position, Source, WrongText};

use crate::document::{InputFile, Origin};
use std::cmp::Reverse;
use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The outputs are written all the same.
    Warning,
    /// The brief is wrong: no output.
    Error,
}

/// One thing that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub level: Level,
    /// Its kind, stable across versions, in kebab case: `unknown-key`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file that it is wrong in.
    pub file: InputFile,
    /// The bytes of the file where it is wrong; none where it concerns the file as a whole.
    pub span: Option<Range<usize>>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error about the file as a whole.
    #[cold]
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            level: Level::Error,
            code,
            message: message.into(),
            file: InputFile::default(),
            span: None,
            help: None,
        }
    }

    /// A warning about the file as a whole.
    #[cold]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            level: Level::Warning,
            ..Diagnostic::error(code, message)
        }
    }

    /// Whether with it there is no output.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }

    /// The same, at these bytes of the file.
    #[inline(never)]
    pub fn at(mut self, span: Range<usize>) -> Diagnostic {
        self.span = Some(span);
        self
    }

    /// The same, where the words of `origin` stand; about the file as a whole where they stand nowhere.
    #[inline(never)]
    pub fn at_origin(mut self, origin: Option<&Origin>) -> Diagnostic {
        self.file = origin.map_or(InputFile::default(), |origin| origin.file);
        self.span = origin.and_then(|origin| origin.span.clone());
        self
    }

    /// The same, with what to write instead.
    #[inline(never)]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// What another library says of its error, as part of a message: on one line and of bounded length, whatever of the
/// file it quotes.
pub(crate) fn reason(error: impl std::fmt::Display) -> String {
    const LONGEST: usize = 200;
    let words = error.to_string();
    let line = words.split(|character: char| character.is_whitespace() || character.is_control());
    let line: Vec<&str> = line.filter(|word| !word.is_empty()).collect();
    let mut line = line.join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// A grapheme by its look, where it has one, and its code points.
pub(crate) fn glyph_name(text: &str) -> String {
    let codes: Vec<String> = text
        .chars()
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect();
    let codes = codes.join(" ");
    if text.chars().any(char::is_control) {
        codes
    } else {
        format!("“{text}” ({codes})")
    }
}

/// Puts diagnostics in the order of the file; what concerns the file as a whole comes first, errors
/// before warnings at the same place.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| {
        let span = diagnostic.span.as_ref();
        let place = span.map(|span| (span.start, Reverse(span.end)));
        (place, Reverse(diagnostic.level))
    });
}
