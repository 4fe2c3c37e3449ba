//! How large a file may be.

use crate::diagnostic::{Diagnostic, Source};
use crate::document::InputFile;

/// The largest file, in bytes.
pub(super) const LARGEST_FILE: usize = 16_000_000;

/// What is wrong with a file that is too large, if it is.
pub(super) fn too_large(source: &Source, kind: InputFile) -> Option<Diagnostic> {
    if source.text.len() <= LARGEST_FILE {
        return None;
    }
    let (what, megabytes) = (kind.words(), LARGEST_FILE / 1_000_000);
    let what = format!("the {what} is larger than {megabytes} MB");
    let mut diagnostic = Diagnostic::error("brief-too-large", what);
    if kind == InputFile::Brief {
        diagnostic = diagnostic.help("put the longest annexes into briefs of their own");
    }
    diagnostic.file = kind;
    Some(diagnostic)
}
