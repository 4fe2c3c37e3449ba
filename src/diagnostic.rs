//! What is wrong with an input: one type for all of it.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// The bytes of the file where it is wrong; none where it concerns the file as a whole.
    pub span: Option<Range<usize>>,
    /// What to write instead.
    pub help: Option<String>,
}

/// A file that was read, to point into.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path as the user gave it.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
}
