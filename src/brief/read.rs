//! Reading a brief: TOML with spans, then the raw tables, then the model, with every mistake named.
//!
//! The steps are the modules: [`syntax`] names what is no TOML and repairs it; [`raw`] says which tables and
//! keys there are, [`at`] reads each value whatever it is; [`assign`] gives every item its id, kept in [`ids`];
//! [`check`] reads single values and [`items`] whole tables into the model; [`rules`] looks at the brief as a
//! whole. A step goes on with what the one before could read. A house style goes the same way, with
//! [`house`] in the place of [`items`].

mod assign;
mod at;
mod check;
mod choices;
mod dates;
mod entries;
pub(crate) mod figures;
mod file_name;
mod font;
mod header;
mod house;
mod ids;
mod items;
pub(super) mod keys;
mod named;
mod orientation;
mod picture;
mod raw;
mod recipients;
mod repair;
mod repeated;
mod rules;
mod schema;
pub(super) mod syntax;
mod tree;

pub(crate) use choices::{FORMATS, PRIORITIES, STATUSES};
pub use schema::json_schema;
pub(crate) use syntax::remarks;

use super::house::HouseStyle;
use super::likeness::{is_brief, is_recipients};
use super::model::Brief;
use super::recipients::Recipients;
use super::size::unreadable;
use super::{letters, translation, well_formed};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::{InputFile, Language};
use at::{Accept, At, Table};
use check::Checker;
use repair::{Misnamed, Repaired};
use std::path::Path;
use toml::de::DeTable;

/// What reading a brief asks of the world around it.
pub trait Surroundings {
    /// The bytes of the file at `path`, relative to the folder of the brief or house style; only the first `limit` where it
    /// is longer.
    fn file(&mut self, path: &Path, limit: usize) -> std::io::Result<Vec<u8>>;

    /// Whether there is a file at `path`, which the brief does not name, but may mean.
    fn is_there(&mut self, path: &Path) -> bool {
        self.file(path, 1).is_ok()
    }
}

impl<F: FnMut(&Path, usize) -> std::io::Result<Vec<u8>>> Surroundings for F {
    fn file(&mut self, path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
        self(path, limit)
    }
}

/// The surroundings of a file that names no other.
pub fn no_files(_: &Path, _: usize) -> std::io::Result<Vec<u8>> {
    Err(std::io::ErrorKind::NotFound.into())
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
        let mut brief = items::brief(raw, house, checker)?;
        let of_letters = of_letters(&mut brief, source);
        let warnings = rules::warnings(&brief).into_iter();
        let warnings = warnings.chain(repeated::warnings(&brief));
        for warning in warnings.chain(of_letters) {
            checker.report(warning);
        }
        Some(brief)
    })
}

/// What there is to say of the letters of a brief's words.
fn of_letters(brief: &mut Brief, source: &Source) -> Vec<Diagnostic> {
    let language = brief.language.clone();
    if !letters::may_be_in(&language, &source.text) {
        return Vec::new();
    }
    let passages = translation::passages(brief, source);
    let texts = passages.iter();
    let texts = texts.filter_map(|one| Some((one.text.as_str(), one.span.clone()?)));
    letters::of_texts(&language, &source.text, texts)
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
        &mut no_files,
        recipients::read,
    )
}

/// How many times a file is read that has wrong names: those of tables, of keys in these, and of keys in the tables of
/// one line in these, all below headers that are missing; and once with all as they should be.
const ROUNDS: usize = 5;

/// Reads a file whose keys are those of `R`, by `model`, and everything that is wrong with it.
fn read_file<R, T>(
    source: &Source,
    kind: InputFile,
    surroundings: &mut dyn Surroundings,
    model: impl Fn(&At<Table<R>>, &mut Checker<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>)
where
    Table<R>: Accept,
{
    if let Some(diagnostic) = unreadable(source, kind) {
        return (None, vec![diagnostic]);
    }
    let is_foreign = || is_rich_text(&source.text) || !syntax::is_toml(&source.text);
    let mistaken = mistaken(source, kind).or_else(|| is_foreign().then(|| foreign(source, kind)));
    if let Some(mut diagnostic) = mistaken {
        diagnostic.file = kind;
        return (None, vec![diagnostic]);
    }
    let mut faults = syntax::find_faults(&source.text, kind);
    let mut round = 1;
    let (value, found) = loop {
        let (value, found, misnamed) = read_text(faults.repaired(), kind, surroundings, &model);
        if misnamed.is_empty() {
            break (value, found);
        }
        if round == ROUNDS {
            let misnamed = misnamed.into_iter().map(|(diagnostic, _)| diagnostic);
            break (None, found.into_iter().chain(misnamed).collect());
        }
        faults.rename(misnamed);
        round += 1;
    };
    faults.verdict(value, found)
}

/// What a text that can be parsed says, what is wrong with it, and the keys in it by which others are meant.
fn read_text<R, T>(
    file: &Repaired<'_>,
    kind: InputFile,
    surroundings: &mut dyn Surroundings,
    model: &impl Fn(&At<Table<R>>, &mut Checker<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>, Vec<Misnamed>)
where
    Table<R>: Accept,
{
    let (tree, _) = DeTable::parse_recoverable(file.text());
    let keys = tree.get_ref().keys();
    let keys = keys.map(|key| key.get_ref().to_string()).collect();
    let mut checker = Checker::new(file, kind, keys, surroundings);
    let value = match At::<Table<R>>::from_tree(tree) {
        Ok(raw) => model(&raw, &mut checker),
        Err(error) => {
            checker.report(Diagnostic::error("syntax", error.message()));
            None
        }
    };
    let (found, misnamed) = checker.finish();
    (value, found, misnamed)
}

/// What is wrong with a file that is one of another kind.
fn mistaken(source: &Source, kind: InputFile) -> Option<Diagnostic> {
    match kind {
        InputFile::Recipients if is_brief(&source.text) => Some(
            Diagnostic::error("no-recipients", "this is a brief, and no file of recipients").help(
                "behind `--to` stands the file with a `[[recipient]]` for each, and the brief behind `briefgen mail`",
            ),
        ),
        InputFile::Brief if is_recipients(&source.text) => Some(
            Diagnostic::error("no-brief", "this is a file of recipients, and no brief").help(format!(
                "`briefgen mail BRIEF --to {} --dry-run` reads it",
                source.path.display()
            )),
        ),
        _ => None,
    }
}

/// Whether a text is one that WordPad or Word has saved with how it is set.
fn is_rich_text(text: &str) -> bool {
    text.starts_with("{\\rtf")
}

/// What is wrong with a file that is no TOML at all.
fn foreign(source: &Source, kind: InputFile) -> Diagnostic {
    let name = source.path.display();
    let text = source.text.trim_start_matches('\u{feff}').trim_start();
    let address = || {
        let is_around = |c: char| c.is_whitespace() || "<>,;\"".contains(c);
        text.split(is_around).find(|word| well_formed::email(word))
    };
    let (what, help) = match kind {
        InputFile::Recipients if let Some(address) = address() => (
            "a list of addresses",
            format!("write `[[recipient]]` for each, and below it `address = \"{address}\"`"),
        ),
        InputFile::Brief if text.starts_with("<?xml") || text.starts_with("<xliff") => (
            "XML",
            format!(
                "`briefgen translate` with `--from-xliff {name}` takes a translation out of XLIFF"
            ),
        ),
        _ if is_rich_text(text) => (
            "rich text (RTF)",
            "open it in WordPad or Word and save it as plain text, in UTF-8".to_owned(),
        ),
        InputFile::Brief => (
            "text without keys",
            format!("`briefgen new --from {name}` makes a brief of notes"),
        ),
        _ => (
            "text without keys",
            "write `key = \"value\"`, one on each line".to_owned(),
        ),
    };
    let what = format!("this is no {}, but {what}", kind.words());
    Diagnostic::error("no-toml", what).help(help)
}
