//! What stands beside a brief: its translations, which are called after it, and other briefs.

use super::Outcome;
use super::limited_file;
use super::paths::{folder_of, name_of, without_toml};
use super::report::Reporter;
use crate::brief::translation::{is_translation, language_of, name_and_tag};
use crate::brief::{decomposed, is_brief, may_be_translation, normalise, read_language};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The code of what is said of several translations into one language.
pub(super) const TRANSLATED_TWICE: &str = "same-language-twice";

/// The briefs with the translations that stand beside them, each once: those of `astana-2017.toml` are called
/// `astana-2017.ru.toml` after their languages. With them the folders that could not be listed.
pub(super) fn with_editions(briefs: &[PathBuf]) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    let mut folders: BTreeMap<&Path, Vec<OsString>> = BTreeMap::new();
    let mut failed = Vec::new();
    let mut all = Vec::new();
    for brief in briefs {
        let names = folders
            .entry(folder_of(brief))
            .or_insert_with_key(|folder| {
                names_in(folder).unwrap_or_else(|error| {
                    failed.push((folder.to_path_buf(), error));
                    Vec::new()
                })
            });
        for path in std::iter::once(brief.clone()).chain(editions_among(brief, names).files) {
            if seen.insert(path.clone()) {
                all.push(path);
            }
        }
    }
    (all, failed)
}

/// The translations that stand beside a brief, in the order of their names. Where its folder cannot be listed, that is
/// said: an edition is not passed over. So is where two are in one language.
pub(super) fn editions_of(brief: &Path, reporter: &mut Reporter) -> Result<Vec<PathBuf>, Outcome> {
    let folder = folder_of(brief);
    let names = names_in(folder).map_err(|error| {
        reporter.system_error(folder, "look for translations in this folder", &error)
    })?;
    Ok(editions_among(brief, &names).told(reporter))
}

/// The names of the files in a folder, in their order; none where it is not there, which is said of the brief.
pub(super) fn names_in(folder: &Path) -> io::Result<Vec<OsString>> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let names = files.map(|file| file.map(|file| file.file_name()));
    let mut names = names.collect::<io::Result<Vec<OsString>>>()?;
    names.sort_unstable();
    Ok(names)
}

/// The translations of a brief.
#[derive(Default)]
pub(super) struct Editions {
    /// Its editions, in the order of their names.
    files: Vec<PathBuf>,
    /// What is said of further ones in a language.
    twice: Vec<(PathBuf, Diagnostic)>,
}

impl Editions {
    /// The editions; of further ones in a language is told.
    pub(super) fn told(self, reporter: &mut Reporter) -> Vec<PathBuf> {
        for (path, diagnostic) in self.twice {
            reporter.diagnostics_once(&Source::without_text(path), &[diagnostic]);
        }
        self.files
    }
}

/// The translations of a brief among the files of its folder, whose names are sorted. That which is called after its
/// language is the edition in it, and none of the copies that browsers and people make of it.
pub(super) fn editions_among(brief: &Path, names: &[OsString]) -> Editions {
    let bare = without_toml(brief);
    let Some(stem) = bare.file_name().and_then(|stem| stem.to_str()) else {
        return Editions::default();
    };
    // Some systems keep names in another normalisation form.
    let stems = BTreeSet::from([stem.to_owned(), normalise(stem), decomposed(stem)]);
    let starts = stems.iter().map(|stem| OsString::from(format!("{stem}.")));
    let alike = starts.flat_map(|start| {
        // Names that start alike stand together.
        let first = names.partition_point(|name| *name < start);
        let starts_alike = move |name: &&OsString| {
            let start = start.as_encoded_bytes();
            name.as_encoded_bytes().starts_with(start)
        };
        names[first..].iter().take_while(starts_alike)
    });
    let tagged = alike.filter_map(|name| {
        let own = name.to_str()?;
        let rest = stems
            .iter()
            .find_map(|stem| own.strip_prefix(stem.as_str())?.strip_prefix('.'));
        let (tag, end) = rest?.split_once('.')?;
        let is_tag = !tag.is_empty() && end.eq_ignore_ascii_case("toml");
        is_tag.then(|| (brief.with_file_name(name), tag))
    });
    let found = tagged.filter_map(|(path, tag)| {
        let language = language_in(&path)?;
        let is_called_so = tag.eq_ignore_ascii_case(&language.0);
        Some(Found {
            path,
            language,
            is_called_so,
        })
    });
    let found: Vec<Found> = found.collect();
    let mut editions = Editions::default();
    for Found { path, language, .. } in &found {
        let same = || found.iter().filter(|other| other.language == *language);
        let called_so = same().find(|other| other.is_called_so);
        let first = called_so.or_else(|| same().next());
        let is_edition = called_so.is_none_or(|edition| edition.path == *path);
        if let Some(first) = first.filter(|first| first.path != *path) {
            let told = twice(stem, language, &first.path, is_edition);
            editions.twice.push((path.clone(), told));
        }
        if is_edition {
            editions.files.push(path.clone());
        }
    }
    editions
}

/// A translation beside a brief.
struct Found {
    path: PathBuf,
    language: Language,
    /// Whether its name has its language.
    is_called_so: bool,
}

/// The file that is meant by `path`: that there, or one whose name is the same in another normalisation form.
pub(super) fn standing(path: PathBuf) -> PathBuf {
    if path.exists() {
        return path;
    }
    let meant = normalise(&name_of(&path));
    let names = names_in(folder_of(&path)).unwrap_or_default();
    let mut names = names.iter();
    let same = names.find(|name| normalise(&name.to_string_lossy()) == meant);
    same.map_or_else(|| path.clone(), |name| path.with_file_name(name))
}

/// What is said of a further translation into a language, beside `first`.
pub(super) fn twice(stem: &str, language: &Language, first: &Path, is_edition: bool) -> Diagnostic {
    let (first, tag) = (name_of(first), &language.0);
    let message = match is_edition {
        true => format!("this is a translation into `{tag}`, as `{first}` is"),
        false => format!(
            "this is a translation into `{tag}`, as `{first}` is, which is the edition: this file was passed over"
        ),
    };
    Diagnostic::warning(TRANSLATED_TWICE, message).help(format!(
        "call the one that is right `{stem}.{tag}.toml`, and move the other away"
    ))
}

/// The language that the file at `path` says it is in, or its name, where it is to be read as a translation.
pub(super) fn language_in(path: &Path) -> Option<Language> {
    if !holds_translation(path) {
        return None;
    }
    language_of(&start_of(path).unwrap_or_else(|_| Source::without_text(path)))
}

/// Whether the file at `path` is to be read as a translation: it is one, or cannot be read, so that reading it says why.
pub(super) fn holds_translation(path: &Path) -> bool {
    is_translation_file(path).unwrap_or_else(|error| error.kind() != ErrorKind::NotFound)
}

/// Whether the file at `path` is a translation. A folder is none, nor is a pipe, which to read could take for ever.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn is_translation_file(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.is_file() && reads_as_translation(&start_of(path)?))
}

/// The start of the file at `path`, as far as it is text.
fn start_of(path: &Path) -> io::Result<Source> {
    let start = limited_file::read_start(path)?;
    Ok(Source::from_bytes(path, start).unwrap_or_else(|wrong| wrong.source))
}

/// Whether `file` is to be read as a translation: it says that it is one; or it is called after a brief beside it and a
/// language and is nothing else, so that reading it says what has become of it. One that was emptied, or saved in another
/// encoding, is not passed over.
pub(super) fn reads_as_translation(file: &Source) -> bool {
    let is_called_so = || {
        name_and_tag(&file.path).is_some_and(|(brief, tag)| {
            let brief = file.path.with_file_name(format!("{brief}.toml"));
            read_language(tag).is_ok() && brief.is_file()
        })
    };
    is_translation(&file.text) || may_be_translation(&file.text) && is_called_so()
}

/// Whether the file at `path` begins as a brief does, and as no translation.
pub(super) fn begins_as_brief(path: &Path) -> bool {
    limited_file::read_start(path).is_ok_and(|start| {
        let start = String::from_utf8_lossy(&start);
        is_brief(&start) && !is_translation(&start)
    })
}
