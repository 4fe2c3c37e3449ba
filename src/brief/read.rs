//! Reading a brief: TOML with spans, then the raw tables, then the model, with every mistake named.
//!
//! The steps are the modules: [`syntax`] names what is no TOML and takes it out; [`raw`] says which tables and
//! keys there are, [`at`] reads each value whatever it is; [`ids`] gives every item its id; [`check`]
//! reads single values and [`items`] whole tables into the model; [`rules`] looks at the brief as a
//! whole. A step goes on with what the one before could read. A house style goes the same way, with
//! [`house`] in the place of [`items`].

mod at;
mod check;
mod choices;
mod font;
mod house;
mod ids;
mod items;
mod picture;
mod raw;
mod recipients;
mod rules;
mod schema;
pub(super) mod syntax;

pub use schema::json_schema;

use super::house::HouseStyle;
use super::model::Brief;
use super::recipients::Recipients;
use crate::diagnostic::{self, Diagnostic, Level, Source};
use crate::document::{InputFile, Language};
use at::{Accept, At, Table};
use check::Checker;
use std::path::Path;
use toml::de::DeTable;

/// The largest file, in bytes.
pub(super) const LARGEST_FILE: usize = 16_000_000;

/// What reading a brief asks of the world around it.
pub trait Surroundings {
    /// The bytes of the file at `path`, relative to the folder of the brief or house style; only the first `limit` where it
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
    read_in_house(source, None, surroundings)
}

/// Reads a brief that is written in a house style: what the brief does not say, the house style says.
pub fn read_in_house(
    source: &Source,
    house: Option<&HouseStyle>,
    surroundings: &mut dyn Surroundings,
) -> (Option<Brief>, Vec<Diagnostic>) {
    read_file(source, InputFile::Brief, surroundings, |raw, checker| {
        let brief = items::brief(raw, house, checker)?;
        for warning in rules::warnings(&brief) {
            checker.report(warning);
        }
        Some(brief)
    })
}

/// Reads a brief for an edition in another language: where the brief or the house style gives words in several
/// languages, those in `edition`. With it comes the language that the brief is written in. Warnings are the brief's
/// own, and are not told again of each edition.
pub fn read_for_edition(
    source: &Source,
    house: Option<&HouseStyle>,
    edition: &Language,
    surroundings: &mut dyn Surroundings,
) -> (Option<(Brief, Language)>, Vec<Diagnostic>) {
    read_file(source, InputFile::Brief, surroundings, |raw, checker| {
        checker.edition = Some(edition.clone());
        let brief = items::brief(raw, house, checker)?;
        Some((brief, checker.own_language.clone()?))
    })
}

/// Reads the house style in `source`, and everything that is wrong with it, in the order of the file.
/// There is a house style if none of it is an error.
pub fn read_house_style(
    source: &Source,
    surroundings: &mut dyn Surroundings,
) -> (Option<HouseStyle>, Vec<Diagnostic>) {
    read_file(source, InputFile::HouseStyle, surroundings, house::read)
}

/// Reads the file of recipients in `source`, and everything that is wrong with it, in the order of the file.
/// There are recipients if none of it is an error.
pub fn read_recipients(source: &Source) -> (Option<Recipients>, Vec<Diagnostic>) {
    read_file(
        source,
        InputFile::Recipients,
        &mut Nothing,
        recipients::read,
    )
}

/// The surroundings of a file that names no other.
struct Nothing;

impl Surroundings for Nothing {
    fn file(&mut self, _: &Path, _: usize) -> std::io::Result<Vec<u8>> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    fn is_country(&self, _: &str) -> bool {
        false
    }
}

/// Reads a file whose keys are those of `R`, by `model`, and everything that is wrong with it.
fn read_file<R, T>(
    source: &Source,
    kind: InputFile,
    surroundings: &mut dyn Surroundings,
    model: impl FnOnce(&At<Table<R>>, &mut Checker<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>)
where
    Table<R>: Accept,
{
    if source.text.len() > LARGEST_FILE {
        let what = format!("the {} is larger than 16 MB", kind.words());
        let mut diagnostic = Diagnostic::error("brief-too-large", what);
        if kind == InputFile::Brief {
            diagnostic = diagnostic.help("put the longest annexes into briefs of their own");
        }
        diagnostic.file = kind;
        return (None, vec![diagnostic]);
    }
    let (readable, mut faults) = syntax::find_faults(&source.text);
    let (tree, _) = DeTable::parse_recoverable(&readable);
    let mut checker = Checker::new(&source.text, kind, surroundings);
    let value = match At::<Table<R>>::from_tree(tree) {
        Ok(raw) => model(&raw, &mut checker),
        Err(error) => {
            checker.report(Diagnostic::error("syntax", error.message()));
            None
        }
    };
    let mut diagnostics = checker.finish();
    diagnostics.retain(|diagnostic| !faults.explain(diagnostic));
    diagnostics.append(&mut faults.diagnostics);
    diagnostic::sort(&mut diagnostics);
    let mut wrong = false;
    for diagnostic in &mut diagnostics {
        diagnostic.file = kind;
        wrong |= diagnostic.level == Level::Error;
    }
    (value.filter(|_| !wrong), diagnostics)
}
