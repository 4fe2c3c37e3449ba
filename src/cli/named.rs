//! Files and folders that the command names, and that are not there.

use super::Outcome;
use super::arguments::Arguments;
use super::paths::folder_of;
use super::report::Reporter;
use super::shell;
use crate::brief::nearest;
use crate::diagnostic::Diagnostic;
use clap::CommandFactory;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const CODE: &str = "file-not-found";
/// Of how many words a name with spaces is put together.
const MOST_PARTS: usize = 10;

/// Looks at all that is named before anything is made of it; reports what is not there, which is a mistake of the
/// command.
pub(super) fn refuse_missing<'a, P: AsRef<Path> + ?Sized + 'a>(
    named: impl IntoIterator<Item = &'a P>,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    refuse(named, is_there, missing, reporter)
}

/// The same of what is to be left out, which may be a link that leads nowhere.
pub(super) fn refuse_missing_excluded(
    excluded: &[PathBuf],
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let is_there = |path: &Path| path.is_symlink() || is_there(path);
    refuse(excluded, is_there, missing, reporter)
}

/// The same of briefs that no command stands before: a command that is misspelt is taken for one.
pub(super) fn refuse_missing_briefs(
    named: &[PathBuf],
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let what = |path: &Path| misspelt_command(path).unwrap_or_else(|| missing(path));
    refuse(named, is_there, what, reporter)
}

fn refuse<'a, P: AsRef<Path> + ?Sized + 'a>(
    named: impl IntoIterator<Item = &'a P>,
    is_there: impl Fn(&Path) -> bool,
    what: impl Fn(&Path) -> Diagnostic,
    reporter: &mut Reporter,
) -> Result<(), Outcome> {
    let named: Vec<&Path> = named.into_iter().map(P::as_ref).collect();
    let mut outcome = Ok(());
    let mut at = 0;
    while let Some(path) = named.get(at) {
        at += 1;
        if is_there(path) {
            continue;
        }
        outcome = Err(Outcome::CommandWrong);
        match in_parts(&named[at - 1..]) {
            Some((whole, parts)) => {
                let help = format!("put its name in quotation marks: {}", shell::typed(&whole));
                let message = format!("there is no file `{}`", path.display());
                reporter.of_file(path, Diagnostic::error(CODE, message).help(help));
                at += parts - 1;
            }
            None => reporter.of_file(path, what(path)),
        }
    }
    outcome
}

/// Whether there is a file or a folder, or something that cannot be looked at.
fn is_there(path: &Path) -> bool {
    !fs::metadata(path).is_err_and(|error| is_missing(&error))
}

/// The file or folder whose name, with spaces in it, the first of `paths` are the parts of, and how many they are.
fn in_parts(paths: &[&Path]) -> Option<(PathBuf, usize)> {
    let mut whole = paths.first()?.as_os_str().to_owned();
    let parts = paths.iter().take(MOST_PARTS).enumerate().skip(1);
    parts
        .map(|(index, part)| {
            whole.push(" ");
            whole.push(part);
            (PathBuf::from(&whole), index + 1)
        })
        .find(|(whole, _)| whole.exists())
}

/// What is said of a word that is no file, and nearly a command.
fn misspelt_command(path: &Path) -> Option<Diagnostic> {
    let word = path.to_str()?;
    let program = Arguments::command();
    let command = nearest(word, program.get_subcommands().map(clap::Command::get_name))?;
    let message = format!("there is no file `{word}`; did you mean the command `{command}`?");
    let help = format!("the command stands first: `briefgen {command} …`");
    Some(Diagnostic::error(CODE, message).help(help))
}

/// Whether the error says that there is no such file, or can be none: on Windows no name has a `*`.
pub(super) fn is_missing(error: &io::Error) -> bool {
    use ErrorKind::{InvalidFilename, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidFilename)
}

/// What is said of a path at which there is nothing: with what is there in its place.
pub(super) fn missing(path: &Path) -> Diagnostic {
    if let Ok(end) = fs::read_link(path) {
        let message = format!("this link leads to `{}`, which is not there", end.display());
        return Diagnostic::error(CODE, message)
            .help("link it to a file that is there, or remove it");
    }
    let error = Diagnostic::error(CODE, format!("there is no file `{}`", path.display()));
    if let Some(option) = option_meant(path) {
        return error.help(format!("write the `-` of the keyboard: `{option}`"));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return error.help(format!("there is no folder `{}` either", folder.display()));
    }
    match beside(path) {
        Some(name) => error.help(format!(
            "there is `{}`",
            path.with_file_name(name).display()
        )),
        None => error,
    }
}

/// The option that is meant by a name with a dash of typography in front, as word processors write it.
fn option_meant(path: &Path) -> Option<String> {
    let word = path.to_str()?;
    let name = word.trim_start_matches(['—', '–', '−', '-']);
    let has_dash = word.starts_with(['—', '–', '−']) && name.starts_with(char::is_alphabetic);
    let is_letter = name.chars().nth(1).is_none_or(|second| second == '=');
    let dashes = if is_letter { "-" } else { "--" };
    has_dash.then(|| format!("{dashes}{name}"))
}

/// The name of the file in the folder of `path` that is most likely meant: the same with an extension, or one that is
/// written nearly so.
fn beside(path: &Path) -> Option<OsString> {
    let wanted = path.file_name()?;
    let mut whole = wanted.to_owned();
    whole.push(".toml");
    if path.with_file_name(&whole).is_file() {
        return Some(whole);
    }
    let entries = fs::read_dir(folder_of(path)).ok()?;
    let names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    let near = nearest(wanted.to_str()?, names.iter().map(String::as_str))?;
    Some(near.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_in_its_place_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        for name in ["astana-2017.toml", "osh-2019.toml", ".astana-2018.toml"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let help = |name: &str| missing(&folder.path().join(name)).help;
        let there = |name: &str| {
            let path = folder.path().join(name);
            Some(format!("there is `{}`", path.display()))
        };
        assert_eq!(help("asatna-2017.toml"), there("astana-2017.toml"));
        assert_eq!(help("osh-2019"), there("osh-2019.toml"));
        assert_eq!(help("minutes.pdf"), None);
        let option = |word: &str| missing(Path::new(word)).help;
        let written = |option: &str| Some(format!("write the `-` of the keyboard: `{option}`"));
        assert_eq!(option("—formats"), written("--formats"));
        assert_eq!(option("–f"), written("-f"));
        let no_folder = folder.path().join("brifs");
        let said = format!("there is no folder `{}` either", no_folder.display());
        assert_eq!(help("brifs/a.toml"), Some(said));
    }
}
