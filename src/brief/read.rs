//! Reading a brief: TOML with spans, then the raw tables, then the model, with every mistake named.
//!
//! The steps are the modules: [`syntax`] names what is no TOML and takes it out; [`raw`] says which tables and
//! keys there are, [`at`] reads each value whatever it is; [`ids`] gives every item its id; [`check`]
//! reads single values and [`items`] whole tables into the model; [`rules`] looks at the brief as a
//! whole. A step goes on with what the one before could read.

mod at;
mod check;
mod ids;
mod items;
mod picture;
mod raw;
mod rules;
mod syntax;

use super::model::Brief;
use crate::diagnostic::{self, Diagnostic, Level, Source};
use at::{At, Table};
use check::Checker;
use std::path::Path;
use toml::de::DeTable;

/// The largest brief, in bytes.
const LARGEST_BRIEF: usize = 16_000_000;

/// What reading a brief asks of the world around it.
pub trait Surroundings {
    /// The bytes of the file at `path`, relative to the brief's folder; only the first `limit` where it
    /// is longer.
    fn file(&mut self, path: &Path, limit: usize) -> std::io::Result<Vec<u8>>;

    /// Whether `code`, two capital letters, is a country of ISO 3166-1.
    fn is_country(&self, code: &str) -> bool;
}

/// Reads the brief in `source`, and everything that is wrong with it, in the order of the file. There is
/// a brief if none of it is an error.
pub fn read(
    source: &Source,
    surroundings: &mut dyn Surroundings,
) -> (Option<Brief>, Vec<Diagnostic>) {
    if source.text.len() > LARGEST_BRIEF {
        let diagnostic = Diagnostic::error("brief-too-large", "the brief is larger than 16 MB")
            .help("put the longest annexes into briefs of their own");
        return (None, vec![diagnostic]);
    }
    let (readable, mut faults) = syntax::find_faults(&source.text);
    let (tree, _) = DeTable::parse_recoverable(&readable);
    let mut checker = Checker::new(&source.text, surroundings);
    let brief = match At::<Table<raw::Brief>>::from_tree(tree) {
        Ok(raw) => items::brief(&raw, &mut checker),
        Err(error) => {
            checker.report(Diagnostic::error("syntax", error.message()));
            None
        }
    };
    let mut diagnostics = checker.finish();
    if let Some(brief) = &brief {
        diagnostics.extend(rules::warnings(brief));
    }
    diagnostics.retain(|diagnostic| !faults.explain(diagnostic));
    diagnostics.append(&mut faults.diagnostics);
    diagnostic::sort(&mut diagnostics);
    let wrong = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.level == Level::Error);
    (brief.filter(|_| !wrong), diagnostics)
}
