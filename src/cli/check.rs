//! `briefgen check`: names every mistake and writes nothing.

use super::Outcome;
use super::render::{Prepared, prepare};
use super::report::Reporter;
use std::path::PathBuf;

/// Checks briefs as far as they can be without writing: reading, composing and laying out.
pub(super) fn check(briefs: &[PathBuf], reporter: &mut Reporter) -> Outcome {
    let check_one = |path: &PathBuf| match prepare(path, reporter) {
        Ok(Prepared { layout, .. }) => {
            let pages = layout.pages.pages.len();
            let unit = if pages == 1 { "page" } else { "pages" };
            reporter.done(
                &format!("{}: a good brief", path.display()),
                &format!("{pages} {unit}"),
            );
            Outcome::Done
        }
        Err(outcome) => outcome,
    };
    briefs.iter().map(check_one).max().unwrap_or(Outcome::Done)
}
