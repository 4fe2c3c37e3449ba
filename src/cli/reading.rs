//! Reading the files that are named, and those that they name.

use super::Outcome;
use super::limited_file::{self, LARGEST_TEXT};
use super::report::Reporter;
use crate::brief;
use crate::diagnostic::Source;
use std::io::{self, Read};
use std::path::Path;

/// The text of the file at `path`, which is called `what` in messages.
pub(super) fn read_source(
    path: &Path,
    what: &str,
    reporter: &mut Reporter,
) -> Result<Source, Outcome> {
    reporter.looks_for(path);
    let bytes = limited_file::read_reported(path, what, LARGEST_TEXT, reporter)?;
    Source::from_bytes(path, bytes).map_err(|wrong| {
        reporter.diagnostics(&wrong.source, &[wrong.diagnostic]);
        Outcome::BriefWrong
    })
}

/// The same, of a file that was found and not named: what is no plain file is not read.
pub(super) fn read_plain(
    path: &Path,
    what: &str,
    reporter: &mut Reporter,
) -> Result<Source, Outcome> {
    require_plain(path, what, reporter)?;
    read_source(path, what, reporter)
}

/// Refuses what is no plain file.
pub(super) fn require_plain(
    path: &Path,
    what: &str,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    limited_file::refuse_other_kinds(path)
        .map_err(|error| reporter.system_error(path, &format!("read this {what}"), &error))
}

/// The folder of a brief or house style, where the files are that it names.
pub(super) struct Folder<'a>(pub &'a Path);

impl brief::Surroundings for Folder<'_> {
    fn file(&mut self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let path = self.0.join(path);
        limited_file::refuse_other_kinds(&path)?;
        let mut bytes = Vec::new();
        std::fs::File::open(path)?
            .take(limit as u64)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
