//! Files that are not read at all: those that are too large, and those whose lines cannot be told apart.

use super::characters;
use crate::diagnostic::{Diagnostic, Source};
use crate::document::InputFile;

/// The largest file, in bytes.
pub(super) const LARGEST_FILE: usize = 16_000_000;

/// What is wrong with a file that cannot be read.
pub(super) fn unreadable(source: &Source, kind: InputFile) -> Option<Diagnostic> {
    let line_ends = || characters::line_ends(&source.text).err();
    let mut diagnostic = too_large(source, kind).or_else(line_ends)?;
    diagnostic.file = kind;
    Some(diagnostic)
}

fn too_large(source: &Source, kind: InputFile) -> Option<Diagnostic> {
    if source.text.len() <= LARGEST_FILE {
        return None;
    }
    let (what, megabytes) = (kind.words(), LARGEST_FILE / 1_000_000);
    let what = format!("the {what} is larger than {megabytes} MB");
    let mut diagnostic = Diagnostic::error("brief-too-large", what);
    if kind == InputFile::Brief {
        diagnostic = diagnostic.help("put the longest annexes into briefs of their own");
    }
    Some(diagnostic)
}
